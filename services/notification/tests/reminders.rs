//! Reminders: after 30, 60 and 120 days, each once, and stopped in time.

use crate::support::Suite;
use contracts::events::v1::{
    BadgePending, CredentialReinstated, CredentialResendRequested, CredentialRevoked,
    CredentialSuspended,
};

const ZARA: &str = "zara@example.net";

#[tokio::test]
async fn a_badge_that_waits_is_reminded_of_after_30_60_and_120_days_each_once() {
    // S10, S12
    let suite = Suite::start().await;
    let badge = suite.told("Foundation", ZARA).await;
    suite.days(28.0).await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
    suite.days(3.0).await;
    assert_eq!(suite.kinds(ZARA).await, ["award", "reminder_30"]);
    suite.days(30.0).await;
    suite.days(60.0).await;
    suite.days(400.0).await;
    assert_eq!(
        suite.kinds(ZARA).await,
        ["award", "reminder_30", "reminder_60", "reminder_120"]
    );
    let mails = suite.mails(ZARA).await;
    assert!(
        mails[1].text.contains("/claim/token-1"),
        "a reminder has a link of its own\n{}",
        mails[1].text
    );
    assert!(mails[3].text.contains("This is the last reminder."));
    // They go out at nine where the organization is.
    for reminder in suite
        .messages(badge)
        .await
        .iter()
        .filter(|m| m.kind.starts_with("reminder"))
    {
        let due = reminder.due_at.unwrap();
        assert!(
            matches!(due.seconds.rem_euclid(86_400), 28_800 | 32_400),
            "{due:?}"
        );
    }
}

#[tokio::test]
async fn reminders_stop_when_the_badge_is_accepted_declined_or_revoked() {
    // S11
    let suite = Suite::start().await;
    let accepted = suite.told("Accepted", "a@example.net").await;
    let declined = suite.told("Declined", "d@example.net").await;
    let revoked = suite.told("Revoked", "r@example.net").await;
    suite.days(31.0).await;
    suite.accepted(accepted, 2).await;
    suite.declined(declined, 2).await;
    suite.change(revoked, |k| k.status = "revoked".into());
    suite
        .issuance_says(&CredentialRevoked {
            state: suite.ledger(revoked, 2, "revoked"),
            reason: String::new(),
        })
        .await;
    suite.gathered().await;
    suite.days(300.0).await;
    assert_eq!(suite.kinds("a@example.net").await, ["award", "reminder_30"]);
    assert_eq!(suite.kinds("d@example.net").await, ["award", "reminder_30"]);
    assert_eq!(
        suite.kinds("r@example.net").await,
        ["award", "reminder_30", "revoked"]
    );
    let cancelled = suite
        .messages(accepted)
        .await
        .into_iter()
        .filter(|m| m.state == "cancelled" && m.failure == "accepted");
    assert_eq!(cancelled.count(), 2);
}

#[tokio::test]
async fn no_reminder_goes_out_for_what_was_claimed_or_expired_unheard() {
    // S11: at sending, wallet and issuance are asked.
    let suite = Suite::start().await;
    let claimed = suite.told("Claimed", "c@example.net").await;
    let expired = suite.told("Expired", "e@example.net").await;
    suite.change(claimed, |k| k.pending = false);
    suite.change(expired, |k| k.status = "expired".into());
    suite.days(300.0).await;
    assert_eq!(suite.kinds("").await, ["award", "award"]);
    let reasons: Vec<_> = suite
        .messages(expired)
        .await
        .into_iter()
        .skip(1)
        .map(|m| m.failure)
        .collect();
    assert_eq!(reasons, ["expired", "expired", "expired"]);
}

#[tokio::test]
async fn while_a_badge_is_suspended_nothing_is_sent_and_afterwards_one_reminder_makes_up_for_those_that_fell_due()
 {
    let suite = Suite::start().await;
    let badge = suite.told("Foundation", ZARA).await;
    suite.change(badge, |k| k.status = "suspended".into());
    suite
        .issuance_says(&CredentialSuspended {
            state: suite.ledger(badge, 2, "suspended"),
        })
        .await;
    suite.days(31.0).await;
    suite.days(31.0).await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
    suite.change(badge, |k| k.status = "valid".into());
    suite
        .issuance_says(&CredentialReinstated {
            state: suite.ledger(badge, 3, "valid"),
        })
        .await;
    suite.settle().await;
    assert_eq!(
        suite.kinds(ZARA).await,
        ["award"],
        "it waits for the morning"
    );
    suite.days(1.0).await;
    assert_eq!(suite.kinds(ZARA).await, ["award", "reminder_60"]);
    suite.days(100.0).await;
    assert_eq!(
        suite.kinds(ZARA).await,
        ["award", "reminder_60", "reminder_120"]
    );
}

#[tokio::test]
async fn a_badge_claimed_while_it_was_suspended_is_not_reminded_of() {
    let suite = Suite::start().await;
    let badge = suite.told("Foundation", ZARA).await;
    suite.change(badge, |k| k.status = "suspended".into());
    suite
        .issuance_says(&CredentialSuspended {
            state: suite.ledger(badge, 2, "suspended"),
        })
        .await;
    suite.days(31.0).await;
    suite.accepted(badge, 2).await;
    suite.change(badge, |k| k.status = "valid".into());
    suite
        .issuance_says(&CredentialReinstated {
            state: suite.ledger(badge, 3, "valid"),
        })
        .await;
    suite.days(300.0).await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
}

#[tokio::test]
async fn badges_told_of_together_are_reminded_of_together_less_what_was_claimed_or_suspended() {
    let suite = Suite::start().await;
    let badges = ["One", "Two", "Three"].map(|title| suite.badge(title, ZARA));
    for badge in badges {
        suite.pending(badge).await;
    }
    suite.gathered().await;
    suite.accepted(badges[0], 2).await;
    suite.days(31.0).await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails.len(), 2);
    assert!(
        mails[1].text.contains("* Two")
            && mails[1].text.contains("* Three")
            && !mails[1].text.contains("* One")
    );

    suite.change(badges[1], |k| k.status = "suspended".into());
    suite.days(30.0).await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails.len(), 3);
    assert!(mails[2].text.contains("* Three") && !mails[2].text.contains("* Two"));
    // The one that was left out comes back with its badge.
    suite
        .issuance_says(&CredentialSuspended {
            state: suite.ledger(badges[1], 2, "suspended"),
        })
        .await;
    suite.change(badges[1], |k| k.status = "valid".into());
    suite
        .issuance_says(&CredentialReinstated {
            state: suite.ledger(badges[1], 3, "valid"),
        })
        .await;
    suite.settle().await;
    suite.days(1.0).await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails.len(), 4);
    assert_eq!(mails[3].kind, "reminder_60");
    assert!(mails[3].text.contains("* Two") && !mails[3].text.contains("* Three"));
}

#[tokio::test]
async fn a_resend_is_a_new_link_and_does_not_restart_the_clock() {
    // S14
    let suite = Suite::start().await;
    let badge = suite.told("Foundation", ZARA).await;
    suite.days(20.0).await;
    for _the_same_request_twice in 0..2 {
        let fact = CredentialResendRequested {
            state: suite.ledger(badge, 1, "valid"),
            request_id: "req_1".into(),
        };
        suite.issuance_says(&fact).await;
    }
    suite.settle().await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(
        mails.iter().map(|m| m.kind.as_str()).collect::<Vec<_>>(),
        ["award", "resend"]
    );
    assert!(mails[0].text.contains("/claim/token-0") && mails[1].text.contains("/claim/token-1"));
    suite.days(11.0).await;
    assert_eq!(suite.kinds(ZARA).await, ["award", "resend", "reminder_30"]);
    suite.days(300.0).await;
    assert_eq!(suite.kinds(ZARA).await.len(), 5);
}

#[tokio::test]
async fn a_resend_of_a_badge_that_was_never_told_of_starts_the_clock() {
    let suite = Suite::start().await;
    let badge = suite.badge("Foundation", ZARA);
    suite
        .wallet_says(&BadgePending {
            state: suite.state(badge, 1, "pending"),
            notify: false,
            bulk: false,
        })
        .await;
    suite.settle().await;
    let fact = CredentialResendRequested {
        state: suite.ledger(badge, 1, "valid"),
        request_id: "req_1".into(),
    };
    suite.issuance_says(&fact).await;
    suite.settle().await;
    suite.days(31.0).await;
    assert_eq!(suite.kinds(ZARA).await, ["resend", "reminder_30"]);
}

#[tokio::test]
async fn a_resend_of_an_accepted_badge_leads_to_the_wallet() {
    let suite = Suite::start().await;
    let badge = suite.told("Foundation", ZARA).await;
    suite.accepted(badge, 2).await;
    let fact = CredentialResendRequested {
        state: suite.ledger(badge, 1, "valid"),
        request_id: "req_1".into(),
    };
    suite.issuance_says(&fact).await;
    suite.settle().await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails.len(), 2);
    assert!(
        !mails[1].text.contains("/claim/") && mails[1].text.contains("/wallet/badges/"),
        "{}",
        mails[1].text
    );
}

#[tokio::test]
async fn reminders_of_badges_suspended_together_come_back_with_each() {
    let suite = Suite::start().await;
    let badges = ["One", "Two"].map(|title| suite.badge(title, ZARA));
    for badge in badges {
        suite.pending(badge).await;
    }
    suite.gathered().await;
    for badge in badges {
        suite.change(badge, |k| k.status = "suspended".into());
        let state = suite.ledger(badge, 2, "suspended");
        suite.issuance_says(&CredentialSuspended { state }).await;
    }
    suite.days(31.0).await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
    for (badge, title) in badges.into_iter().zip(["One", "Two"]) {
        suite.change(badge, |k| k.status = "valid".into());
        let state = suite.ledger(badge, 3, "valid");
        suite.issuance_says(&CredentialReinstated { state }).await;
        suite.settle().await;
        suite.days(1.0).await;
        let last = suite.mails(ZARA).await.pop().unwrap();
        assert_eq!(last.subject, format!("Waiting for you: {title}"));
    }
    assert_eq!(suite.mails(ZARA).await.len(), 3);
}
