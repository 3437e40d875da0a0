//! Award mails: one a person and event, gathered, adapted to what happened meanwhile.

use crate::support::Suite;
use contracts::events::v1::{
    BadgeAccepted, BadgePending, CredentialReinstated, CredentialRevised, CredentialRevoked,
    CredentialSuspended,
};

use sea_orm::ConnectionTrait as _;

const ZARA: &str = "zara@example.net";

#[tokio::test]
async fn an_award_leads_to_one_mail_with_a_claim_link() {
    // M1, M2, M3, M5
    let suite = Suite::start().await;
    let badge = suite.told("Practitioner", ZARA).await;
    let mails = suite.mails("Zara@Example.net ").await;
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(
        mail.from,
        "Proposal Guild via Accolade <badges@example.org>"
    );
    assert_eq!(mail.subject, "You've been given credit: Practitioner");
    assert!(
        mail.text
            .contains("https://badges.example.org/claim/token-0"),
        "{}",
        mail.text
    );
    assert!(
        mail.html
            .contains("https://badges.example.org/claim/token-0")
    );
    assert_eq!(mail.message_id, format!("<{}@example.org>", mail.id));
    let first = &suite.messages(badge).await[0];
    assert_eq!(
        (first.kind.as_str(), first.state.as_str(), first.attempts),
        ("award", "sent", 1)
    );
}

#[tokio::test]
async fn the_same_fact_told_again_sends_nothing_more() {
    let suite = Suite::start().await;
    let badge = suite.told("Practitioner", ZARA).await;
    suite.pending(badge).await;
    let again = BadgePending {
        state: suite.state(badge, 2, "pending"),
        notify: true,
        bulk: false,
    };
    suite.wallet_says(&again).await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
}

#[tokio::test]
async fn several_awards_within_a_minute_are_one_mail() {
    let suite = Suite::start().await;
    let badges = [
        suite.badge("Foundation", ZARA),
        suite.badge("Practitioner", "ZARA@example.net"),
        suite.badge("Other", "eve@example.net"),
    ];
    for badge in badges {
        suite.pending(badge).await;
    }
    suite.settle().await;
    // The window is a minute: nothing has left yet.
    suite.days(30.0 / 86_400.0).await;
    assert!(suite.kinds("").await.is_empty());
    suite.gathered().await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(
        mails[0].subject,
        "You've been given credit: Foundation and 1 more"
    );
    assert!(
        mails[0].text.contains("* Practitioner") && !mails[0].text.contains("Other"),
        "{}",
        mails[0].text
    );
    assert_eq!(suite.kinds("eve@example.net").await, ["award"]);
    // What comes later is a mail of its own.
    suite.told("Professional", ZARA).await;
    assert_eq!(suite.mails(ZARA).await.len(), 2);
}

/// Makes the first row of `message` come to nothing, as it does when another handler makes the mail for the same
/// person a moment earlier, and that mail has begun to be sent by the time it is looked for.
async fn lose_the_first_mail(suite: &Suite) {
    let statements: &[&str] = if suite.store.is_embedded() {
        &[
            "CREATE TABLE lost (n integer)",
            "CREATE TRIGGER lose BEFORE INSERT ON message WHEN NOT EXISTS (SELECT 1 FROM lost) \
             BEGIN INSERT INTO lost VALUES (1); SELECT RAISE(IGNORE); END",
        ]
    } else {
        &[
            "CREATE TABLE lost (n integer)",
            "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             IF EXISTS (SELECT 1 FROM lost) THEN RETURN NEW; END IF; \
             INSERT INTO lost VALUES (1); RETURN NULL; END $$",
            "CREATE TRIGGER lose BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION lose()",
        ]
    };
    for statement in statements {
        suite
            .store
            .read()
            .execute_unprepared(statement)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_mail_that_began_to_be_sent_while_a_badge_looked_for_it_costs_that_badge_nothing() {
    let suite = Suite::start().await;
    lose_the_first_mail(&suite).await;
    suite.told("Practitioner", ZARA).await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
}

#[tokio::test]
async fn an_award_without_notice_sends_nothing_and_asks_nobody_for_an_address() {
    let suite = Suite::start().await;
    let badge = suite.badge("Practitioner", ZARA);
    suite
        .wallet_says(&BadgePending {
            state: suite.state(badge, 1, "pending"),
            notify: false,
            bulk: true,
        })
        .await;
    suite.gathered().await;
    assert!(suite.kinds("").await.is_empty());
    assert_eq!(
        suite
            .neighbours
            .with(|w| w.calls.get("GetContact").copied()),
        None
    );
}

#[tokio::test]
async fn a_badge_accepted_before_its_mail_leaves_is_not_in_it() {
    let suite = Suite::start().await;
    let (one, two) = (
        suite.badge("Foundation", ZARA),
        suite.badge("Practitioner", ZARA),
    );
    suite.pending(one).await;
    suite.pending(two).await;
    suite.settle().await;
    suite.accepted(one, 2).await;
    suite.gathered().await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "You've been given credit: Practitioner");

    let alone = suite.badge("Alone", "eve@example.net");
    suite.pending(alone).await;
    suite.settle().await;
    suite.declined(alone, 2).await;
    suite.gathered().await;
    assert!(suite.kinds("eve@example.net").await.is_empty());
    assert_eq!(
        suite.states(alone).await,
        [("award".to_owned(), "cancelled".to_owned())]
    );
}

#[tokio::test]
async fn an_acceptance_that_arrives_before_the_award_leaves_nothing_to_say() {
    let suite = Suite::start().await;
    let badge = suite.badge("Foundation", ZARA);
    suite.accepted(badge, 2).await;
    suite.settle().await;
    suite.pending(badge).await;
    suite.gathered().await;
    assert!(suite.kinds("").await.is_empty());
}

#[tokio::test]
async fn who_trusts_the_issuer_is_told_that_the_badge_is_there_already() {
    // M11, M22
    let suite = Suite::start().await;
    let badge = suite.badge("Foundation", ZARA);
    suite.change(badge, |k| k.pending = false);
    let fact = BadgeAccepted {
        state: suite.state(badge, 1, "accepted"),
        automatic: true,
        notify: true,
        bulk: false,
    };
    suite.wallet_says(&fact).await;
    suite.gathered().await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].kind, "award_accepted");
    assert!(!mails[0].text.contains("/claim/"), "{}", mails[0].text);
    assert!(
        mails[0].html.contains("Because you trust Proposal Guild"),
        "{}",
        mails[0].html
    );
    // And never reminded.
    suite.days(200.0).await;
    assert_eq!(suite.mails(ZARA).await.len(), 1);
}

#[tokio::test]
async fn a_badge_suspended_before_its_mail_is_told_when_it_is_valid_again() {
    let suite = Suite::start().await;
    let badge = suite.badge("Foundation", ZARA);
    suite.pending(badge).await;
    suite.settle().await;
    suite.change(badge, |k| k.status = "suspended".into());
    suite
        .issuance_says(&CredentialSuspended {
            state: suite.ledger(badge, 2, "suspended"),
        })
        .await;
    suite.gathered().await;
    assert!(suite.kinds("").await.is_empty());
    suite.change(badge, |k| k.status = "valid".into());
    suite
        .issuance_says(&CredentialReinstated {
            state: suite.ledger(badge, 3, "valid"),
        })
        .await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
}

#[tokio::test]
async fn a_suspension_nobody_has_told_of_yet_is_seen_at_sending() {
    let suite = Suite::start().await;
    let badge = suite.badge("Foundation", ZARA);
    suite.pending(badge).await;
    suite.settle().await;
    suite.change(badge, |k| k.status = "suspended".into());
    suite.gathered().await;
    assert!(suite.kinds("").await.is_empty());
    suite
        .issuance_says(&CredentialSuspended {
            state: suite.ledger(badge, 2, "suspended"),
        })
        .await;
    suite.change(badge, |k| k.status = "valid".into());
    suite
        .issuance_says(&CredentialReinstated {
            state: suite.ledger(badge, 3, "valid"),
        })
        .await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
}

#[tokio::test]
async fn a_revocation_is_told_to_who_was_told_of_the_badge_and_to_nobody_else() {
    let suite = Suite::start().await;
    let told = suite.told("Foundation", ZARA).await;
    let quiet = suite.badge("Quiet", "eve@example.net");
    suite
        .wallet_says(&BadgePending {
            state: suite.state(quiet, 1, "pending"),
            notify: false,
            bulk: false,
        })
        .await;
    for badge in [told, quiet] {
        suite.change(badge, |k| k.status = "revoked".into());
        suite
            .issuance_says(&CredentialRevoked {
                state: suite.ledger(badge, 2, "revoked"),
                reason: "mistake".into(),
            })
            .await;
    }
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award", "revoked"]);
    assert!(suite.kinds("eve@example.net").await.is_empty());
    // A revision of the revoked badge is no second revocation.
    let revised = CredentialRevised {
        state: suite.ledger(told, 3, "revoked"),
        change: "corrected".into(),
    };
    suite.issuance_says(&revised).await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award", "revoked"]);
}

#[tokio::test]
async fn a_revocation_undone_before_its_mail_leaves_is_not_told() {
    let suite = Suite::start().await;
    let badge = suite.told("Foundation", ZARA).await;
    suite
        .issuance_says(&CredentialRevoked {
            state: suite.ledger(badge, 2, "revoked"),
            reason: String::new(),
        })
        .await;
    suite.settle().await;
    suite
        .issuance_says(&CredentialReinstated {
            state: suite.ledger(badge, 3, "valid"),
        })
        .await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
}

#[tokio::test]
async fn a_badge_corrected_to_another_address_never_opens_by_a_mail_to_the_first() {
    let suite = Suite::start().await;
    let (one, two) = (
        suite.badge("Foundation", ZARA),
        suite.badge("Practitioner", ZARA),
    );
    suite.pending(one).await;
    suite.pending(two).await;
    suite.settle().await;
    suite.change(two, |k| k.email = "right@example.net".into());
    suite.gathered().await;
    suite.settle().await;
    let (zara, right) = (
        suite.mails(ZARA).await,
        suite.mails("right@example.net").await,
    );
    assert_eq!((zara.len(), right.len()), (1, 1));
    assert!(!zara[0].text.contains("Practitioner") && !right[0].text.contains("Foundation"));
    // The wallet announces it anew for its new address: it was told already.
    suite
        .neighbours
        .with(|w| assert_eq!(w.claims.values().filter(|(_, to)| to == ZARA).count(), 1));
}

#[tokio::test]
async fn an_award_told_to_a_wrong_address_is_told_again_at_the_right_one() {
    let suite = Suite::start().await;
    let badge = suite.told("Foundation", "wrong@example.net").await;
    suite.change(badge, |k| k.email = ZARA.into());
    suite
        .wallet_says(&BadgePending {
            state: suite.state(badge, 2, "pending"),
            notify: true,
            bulk: false,
        })
        .await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
    assert_eq!(suite.kinds("wrong@example.net").await, ["award"]);
}

#[tokio::test]
async fn an_erased_person_gets_no_mail() {
    let suite = Suite::start().await;
    let badge = suite.badge("Foundation", ZARA);
    suite.pending(badge).await;
    suite.settle().await;
    suite.change(badge, |k| k.erased = true);
    suite.gathered().await;
    assert!(suite.kinds("").await.is_empty());
    assert_eq!(
        suite.states(badge).await,
        [("award".to_owned(), "cancelled".to_owned())]
    );
}

#[tokio::test]
async fn a_mail_is_in_the_recipient_s_language() {
    let suite = Suite::start().await;
    let badge = suite.badge("Foundation", ZARA);
    suite.change(badge, |k| k.locale = "de-AT".into());
    suite.pending(badge).await;
    suite.gathered().await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails[0].subject, "Sie wurden ausgezeichnet: Foundation");
    assert_eq!(
        mails[0].from,
        "Proposal Guild über Accolade <badges@example.org>"
    );
}

#[tokio::test]
async fn a_badge_that_cannot_be_told_of_holds_up_no_mail_but_its_own() {
    let suite = Suite::start().await;
    let strange = suite.badge("Foundation", ZARA);
    suite.change(strange, |k| k.status = "melted".into());
    suite.pending(strange).await;
    for n in 0..3 {
        let badge = suite.badge("Foundation", &format!("member{n}@example.net"));
        suite.pending(badge).await;
    }
    suite.gathered().await;
    assert_eq!(suite.kinds("").await, ["award"; 3]);
    let waiting = &suite.messages(strange).await[0];
    assert_eq!((waiting.state.as_str(), waiting.attempts), ("scheduled", 1));
    assert!(waiting.failure.contains("melted"), "{}", waiting.failure);
}

/// 1,400 award mails at once: each leaves, and neither their issuer nor what is on their badges is asked for once a mail.
#[tokio::test(flavor = "multi_thread")]
async fn many_awards_leave_together() {
    let suite = Suite::start().await;
    for n in 0..1400 {
        let badge = suite.badge("Foundation", &format!("member{n}@example.net"));
        suite.pending(badge).await;
    }
    suite.gathered().await;
    assert_eq!(suite.neighbours.with(|w| w.claims.len()), 1400);
    assert_eq!(suite.kinds("member1399@example.net").await, ["award"]);
    let calls = suite.neighbours.with(|w| w.calls.clone());
    assert!(calls["GetIssuer"] < 200, "{calls:?}");
    assert!(calls["ListBadges"] < 200, "{calls:?}");
}
