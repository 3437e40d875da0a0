//! Signing in by link and by password, sessions.

use crate::suite::{DAY, MINUTE, Suite, answer, code};
use contracts::{
    events::v1::{AccountLocked, AccountUnlocked, LinkRequested},
    wallet::v1::*,
};
use platform::{
    Kind,
    identity::{Caller, Role, Scope},
    ids::IssuerId,
};

const GOOD: &str = "nine otters juggle quietly";

fn editor(suite: &Suite, issuer: IssuerId, role: Role) -> Caller {
    Caller::Staff {
        staff: suite.ids.random(),
        issuer,
        role,
    }
}

async fn unlock(
    suite: &Suite,
    caller: &Caller,
    issuer: IssuerId,
    email: &str,
) -> Result<bool, platform::refusal::Refused> {
    let asked = UnlockAccountRequest {
        issuer_id: issuer.to_string(),
        email: email.into(),
    };
    answer(suite.as_caller(caller).unlock_account(asked).await).map(|r| r.was_locked)
}

#[tokio::test]
async fn a_mailed_link_signs_in_once_and_for_half_an_hour() {
    let suite = Suite::new().await;
    let (person, _) = suite.join(suite.new_issuer(), "ada@example.org").await;
    suite.ask_sign_in_link("ADA@example.org").await;
    let mail = suite.mailed().await;
    assert_eq!(
        (mail.purpose.as_str(), mail.email.as_str(), mail.void),
        ("sign_in", "ada@example.org", false)
    );
    assert_eq!(suite.mailed().await.token, mail.token);
    let view = suite
        .door()
        .view_link(ViewLinkRequest {
            token: mail.token.clone(),
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (
            view.state.as_str(),
            view.purpose.as_str(),
            view.masked_email.as_str()
        ),
        ("open", "sign_in", "a…@example.org")
    );
    let session = suite.use_link(&mail.token).await.unwrap().session.unwrap();
    assert_eq!(session.earner_id, person.earner.to_string());
    assert_eq!(code(suite.use_link(&mail.token).await), "link_used");

    suite.ask_sign_in_link("ada@example.org").await;
    let mail = suite.mailed().await;
    suite.clock.advance(31 * MINUTE);
    assert_eq!(code(suite.use_link(&mail.token).await), "link_expired");
    assert_eq!(code(suite.use_link("mangled").await), "link_unknown");
}

#[tokio::test]
async fn asking_for_a_link_tells_nothing_about_an_address() {
    let suite = Suite::new().await;
    suite.join(suite.new_issuer(), "ada@example.org").await;
    let before = suite.facts::<LinkRequested>().await.len();
    suite.ask_sign_in_link("ada@example.org").await;
    suite.ask_sign_in_link("nobody@example.org").await;
    let facts: Vec<LinkRequested> = suite.facts().await;
    assert_eq!(facts.len() - before, 2, "the work is the same");
    assert_eq!(facts[before].purpose, facts[before + 1].purpose);
    let mail = suite.mailed().await;
    assert!(mail.void && mail.token.is_empty() && mail.email.is_empty());
}

#[tokio::test]
async fn who_only_has_badges_that_wait_is_mailed_a_claim_link() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    suite.ask_sign_in_link("ada@example.org").await;
    let mail = suite.mailed().await;
    assert_eq!(
        (mail.purpose.as_str(), mail.credential_ids),
        ("fresh_claim", vec![badge.to_string()])
    );
    assert!(suite.claim(&mail.token).await.unwrap().session.is_some());
}

#[tokio::test]
async fn a_mailbox_is_not_flooded() {
    let suite = Suite::new().await;
    suite.join(suite.new_issuer(), "ada@example.org").await;
    let mut sent = 0;
    for source in 0..10 {
        let asked = RequestSignInLinkRequest {
            email: "ada@example.org".into(),
            source: format!("192.0.2.{source}"),
        };
        suite.door().request_sign_in_link(asked).await.unwrap();
        sent += u32::from(!suite.mailed().await.void);
    }
    assert_eq!(sent, 6);
}

#[tokio::test]
async fn one_source_may_not_ask_without_end() {
    let suite = Suite::new().await;
    let ask = async |source: &str, n: u32| {
        let asked = RequestSignInLinkRequest {
            email: format!("p{n}@example.org"),
            source: source.into(),
        };
        answer(suite.door().request_sign_in_link(asked).await)
    };
    let mut refused = None;
    for n in 0..30 {
        if let Err(error) = ask("192.0.2.1", n).await {
            refused = Some(error);
            break;
        }
    }
    assert_eq!(refused.unwrap().kind, Kind::TooMany);
    assert!(ask("192.0.2.2", 99).await.is_ok(), "another source may");
}

#[tokio::test]
async fn a_password_signs_in_and_a_weak_one_is_refused() {
    let suite = Suite::new().await;
    let (person, _) = suite.join(suite.new_issuer(), "ada@example.org").await;
    assert!(!suite.profile(&person).await.has_password);
    assert_eq!(
        code(suite.set_password(&person, "", "short").await),
        "password_too_short"
    );
    suite.set_password(&person, "", GOOD).await.unwrap();
    assert!(suite.profile(&person).await.has_password);
    assert_eq!(
        suite
            .sign_in("Ada@Example.org", GOOD)
            .await
            .unwrap()
            .earner_id,
        person.earner.to_string()
    );
    for (email, password) in [
        ("ada@example.org", "wrong"),
        ("nobody@example.org", GOOD),
        ("no address", GOOD),
        ("", ""),
    ] {
        let refused = suite.sign_in(email, password).await.unwrap_err();
        assert_eq!(
            (refused.kind, refused.code.as_str()),
            (Kind::Unauthenticated, "wrong_password"),
            "{email}"
        );
    }
}

#[tokio::test]
async fn the_present_password_is_needed_for_a_new_one_unless_a_mailed_link_was_just_used() {
    let suite = Suite::new().await;
    let (person, _) = suite.join(suite.new_issuer(), "ada@example.org").await;
    suite.set_password(&person, "", GOOD).await.unwrap();
    assert_eq!(
        code(
            suite
                .set_password(&person, "", "six herons argue softly")
                .await
        ),
        "wrong_current_password"
    );
    assert_eq!(
        code(
            suite
                .set_password(&person, "wrong", "six herons argue softly")
                .await
        ),
        "wrong_current_password"
    );
    suite
        .set_password(&person, GOOD, "six herons argue softly")
        .await
        .unwrap();
    // Forgotten.
    suite.ask_sign_in_link("ada@example.org").await;
    suite.use_link(&suite.mailed().await.token).await.unwrap();
    suite
        .set_password(&person, "", "two foxes paint the barn")
        .await
        .unwrap();
    suite.clock.advance(31 * MINUTE);
    assert_eq!(
        code(suite.set_password(&person, "", GOOD).await),
        "wrong_current_password"
    );
    assert!(
        suite
            .sign_in("ada@example.org", "two foxes paint the barn")
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn ten_failures_lock_the_password_and_nothing_else() {
    // C8, C10
    let suite = Suite::new().await;
    let (person, _) = suite.join(suite.new_issuer(), "ada@example.org").await;
    suite.set_password(&person, "", GOOD).await.unwrap();
    for _ in 0..9 {
        assert_eq!(
            code(suite.sign_in("ada@example.org", "wrong").await),
            "wrong_password"
        );
    }
    assert!(
        suite.sign_in("ada@example.org", GOOD).await.is_ok(),
        "a right one starts the count anew"
    );
    for n in 1..=10 {
        let refused = suite.sign_in("ada@example.org", "wrong").await.unwrap_err();
        assert_eq!(
            refused.code,
            if n < 10 {
                "wrong_password"
            } else {
                "account_locked"
            }
        );
    }
    let refused = suite.sign_in("ada@example.org", GOOD).await.unwrap_err();
    assert_eq!(
        (refused.kind, refused.code.as_str()),
        (Kind::Forbidden, "account_locked")
    );
    assert!(
        refused.message.contains("10 failed attempts") && refused.message.contains("unlock"),
        "{}",
        refused.message
    );
    let locks: Vec<AccountLocked> = suite.facts().await;
    assert_eq!(locks.len(), 1, "one mail a lock");
    assert_eq!(locks[0].earner_id, person.earner.to_string());
    assert!(!locks[0].lock_id.is_empty());
    // The link still works, and so do sessions.
    suite.ask_sign_in_link("ada@example.org").await;
    assert!(
        suite
            .use_link(&suite.mailed().await.token)
            .await
            .unwrap()
            .session
            .is_some()
    );
}

#[tokio::test]
async fn an_unknown_address_locks_alike() {
    let suite = Suite::new().await;
    for n in 1..=11 {
        let refused = suite
            .sign_in("nobody@example.org", "wrong")
            .await
            .unwrap_err();
        assert_eq!(
            refused.code,
            if n < 10 {
                "wrong_password"
            } else {
                "account_locked"
            }
        );
    }
    assert!(
        suite.facts::<AccountLocked>().await.is_empty(),
        "there is nobody to tell"
    );
}

#[tokio::test]
async fn all_addresses_of_an_account_share_one_count() {
    let suite = Suite::new().await;
    let (person, _) = suite.join(suite.new_issuer(), "ada@example.org").await;
    suite.add_proven_address(&person, "ada@work.example").await;
    suite.set_password(&person, "", GOOD).await.unwrap();
    for n in 0..10 {
        suite
            .sign_in(
                if n % 2 == 0 {
                    "ada@example.org"
                } else {
                    "ada@work.example"
                },
                "wrong",
            )
            .await
            .unwrap_err();
    }
    assert_eq!(
        code(suite.sign_in("ada@work.example", GOOD).await),
        "account_locked"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn guesses_made_at_the_same_time_get_no_more_than_ten() {
    let suite = Suite::new().await;
    let (person, _) = suite.join(suite.new_issuer(), "ada@example.org").await;
    suite.set_password(&person, "", GOOD).await.unwrap();
    let guesses = (0..40).map(|_| suite.sign_in("ada@example.org", "wrong"));
    let outcomes = futures::future::join_all(guesses).await;
    let looked_at = outcomes
        .iter()
        .filter(|o| o.as_ref().is_err_and(|e| e.code == "wrong_password"))
        .count();
    assert!(looked_at <= 9, "{looked_at} guesses were answered as wrong");
    assert_eq!(suite.facts::<AccountLocked>().await.len(), 1);
}

#[tokio::test]
async fn staff_unlock_whom_they_issued_to_and_then_a_new_password_is_needed() {
    // C9
    let suite = Suite::new().await;
    let (own, other) = (suite.new_issuer(), suite.new_issuer());
    let (person, _) = suite.join(own, "ada@example.org").await;
    suite.set_password(&person, "", GOOD).await.unwrap();
    assert!(
        !unlock(
            &suite,
            &editor(&suite, own, Role::Editor),
            own,
            "ada@example.org"
        )
        .await
        .unwrap(),
        "it was not locked"
    );
    for _ in 0..10 {
        suite.sign_in("ada@example.org", "wrong").await.unwrap_err();
    }
    for (caller, issuer, kind) in [
        (editor(&suite, other, Role::Owner), other, Kind::NotFound),
        (editor(&suite, other, Role::Owner), own, Kind::NotFound),
        (editor(&suite, own, Role::Viewer), own, Kind::Forbidden),
        (
            Caller::Client {
                key: suite.ids.random(),
                issuer: own,
                scopes: vec![Scope::MembersRead],
            },
            own,
            Kind::Forbidden,
        ),
        (Caller::Public, own, Kind::Unauthenticated),
    ] {
        assert_eq!(
            unlock(&suite, &caller, issuer, "ada@example.org")
                .await
                .unwrap_err()
                .kind,
            kind,
            "{caller:?}"
        );
    }
    assert_eq!(
        code(suite.sign_in("ada@example.org", GOOD).await),
        "account_locked"
    );
    assert!(
        unlock(
            &suite,
            &editor(&suite, own, Role::Editor),
            own,
            "ada@example.org"
        )
        .await
        .unwrap()
    );
    assert_eq!(suite.facts::<AccountUnlocked>().await.len(), 1);
    assert_eq!(suite.count("account_act").await, 1, "it is written down");
    assert_eq!(
        code(suite.sign_in("ada@example.org", GOOD).await),
        "wrong_password",
        "the old password is gone"
    );
    suite
        .set_password(&person, "", "six herons argue softly")
        .await
        .unwrap();
    assert!(
        suite
            .sign_in("ada@example.org", "six herons argue softly")
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_password_set_while_locked_outlives_the_unlocking() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (person, _) = suite.join(issuer, "ada@example.org").await;
    suite.set_password(&person, "", GOOD).await.unwrap();
    for _ in 0..10 {
        suite.sign_in("ada@example.org", "wrong").await.unwrap_err();
    }
    suite.ask_sign_in_link("ada@example.org").await;
    suite.use_link(&suite.mailed().await.token).await.unwrap();
    suite
        .set_password(&person, "", "six herons argue softly")
        .await
        .unwrap();
    assert_eq!(
        code(
            suite
                .sign_in("ada@example.org", "six herons argue softly")
                .await
        ),
        "account_locked",
        "only staff open it"
    );
    unlock(
        &suite,
        &editor(&suite, issuer, Role::Owner),
        issuer,
        "ada@example.org",
    )
    .await
    .unwrap();
    assert!(
        suite
            .sign_in("ada@example.org", "six herons argue softly")
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_session_ends_by_idleness_by_age_and_by_signing_out() {
    let suite = Suite::new().await;
    let (person, _) = suite.join(suite.new_issuer(), "ada@example.org").await;
    let look = async |token: &str| {
        answer(
            suite
                .door()
                .get_session(GetSessionRequest {
                    token: token.into(),
                })
                .await,
        )
    };
    for _ in 0..4 {
        suite.clock.advance(20 * DAY);
        look(&person.session.token).await.unwrap();
    }
    suite.clock.advance(11 * DAY);
    assert_eq!(
        code(look(&person.session.token).await),
        "no_session",
        "ninety days are the most"
    );

    suite.ask_sign_in_link("ada@example.org").await;
    let second = suite
        .use_link(&suite.mailed().await.token)
        .await
        .unwrap()
        .session
        .unwrap()
        .token;
    suite.clock.advance(31 * DAY);
    assert_eq!(
        code(look(&second).await),
        "no_session",
        "thirty days idle are the most"
    );

    suite.ask_sign_in_link("ada@example.org").await;
    let third = suite
        .use_link(&suite.mailed().await.token)
        .await
        .unwrap()
        .session
        .unwrap()
        .token;
    suite
        .door()
        .sign_out(SignOutRequest {
            token: third.clone(),
        })
        .await
        .unwrap();
    assert_eq!(
        answer(
            suite
                .door()
                .get_session(GetSessionRequest { token: third })
                .await
        )
        .unwrap_err()
        .kind,
        Kind::Unauthenticated
    );
    suite
        .door()
        .sign_out(SignOutRequest {
            token: "never one".into(),
        })
        .await
        .unwrap();
}
