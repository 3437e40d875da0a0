//! What an earner does with badges.

use crate::suite::{Suite, answer, code, texts};
use contracts::{
    events::v1::{BadgeHidden, BadgePending, BadgePublished},
    wallet::v1::*,
};
use platform::Kind;

#[tokio::test]
async fn several_badges_are_accepted_in_one_action_all_or_none() {
    // I3
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (person, _) = suite.join(issuer, "ada@example.org").await;
    let (a, b) = (
        suite.award(issuer, "ada@example.org").await,
        suite.award(issuer, "ada@example.org").await,
    );
    let foreign = suite.award(issuer, "eve@example.org").await;
    let accept = async |ids: &[_]| {
        answer(
            suite
                .earner(&person)
                .accept(AcceptRequest {
                    credential_ids: texts(ids),
                    trust_issuer: false,
                })
                .await,
        )
    };
    assert_eq!(code(accept(&[a, foreign]).await), "not_found");
    assert_eq!(
        suite.acceptance(&person, a).await,
        "pending",
        "nothing was changed"
    );
    assert_eq!(accept(&[a, b]).await.unwrap().badges.len(), 2);
    let waiting = suite
        .earner(&person)
        .list_held(ListHeldRequest {
            acceptance: "pending".into(),
        })
        .await
        .unwrap()
        .into_inner();
    assert!(waiting.badges.is_empty());
    assert_eq!(
        code(answer(
            suite
                .earner(&person)
                .list_held(ListHeldRequest {
                    acceptance: "maybe".into()
                })
                .await
        )),
        "invalid"
    );
}

#[tokio::test]
async fn a_decision_can_be_taken_back() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (person, badge) = suite.join(issuer, "ada@example.org").await;
    suite.show(&person, badge, "public").await.unwrap();
    suite
        .earner(&person)
        .undo(UndoRequest {
            credential_ids: texts(&[badge]),
        })
        .await
        .unwrap();
    assert_eq!(suite.acceptance(&person, badge).await, "pending");
    assert_eq!(
        suite.issuance.row(badge).visibility,
        "private",
        "nobody sees what waits"
    );
    let last: BadgePending = suite.facts().await.pop().unwrap();
    assert!(!last.notify);
    suite
        .earner(&person)
        .decline(DeclineRequest {
            credential_ids: texts(&[badge]),
        })
        .await
        .unwrap();
    assert_eq!(
        (
            suite.acceptance(&person, badge).await.as_str(),
            suite.issuance.row(badge).acceptance.as_str()
        ),
        ("declined", "declined")
    );
    suite.accept(&person, badge, false).await;
    let decline = suite
        .earner(&person)
        .decline(DeclineRequest {
            credential_ids: texts(&[badge]),
        })
        .await;
    assert_eq!(code(answer(decline)), "badge_already_accepted");
}

#[tokio::test]
async fn visibility_is_in_force_before_the_answer_and_then_told() {
    // I11, I12, S8
    let suite = Suite::new().await;
    let (person, badge) = suite.join(suite.new_issuer(), "ada@example.org").await;
    assert_ne!(suite.issuance.row(badge).visibility, "public");
    suite.show(&person, badge, "public").await.unwrap();
    assert_eq!(suite.issuance.row(badge).visibility, "public");
    suite.show(&person, badge, "private").await.unwrap();
    assert_eq!(suite.issuance.row(badge).visibility, "private");
    assert_eq!(
        (
            suite.facts::<BadgePublished>().await.len(),
            suite.facts::<BadgeHidden>().await.len()
        ),
        (1, 1)
    );
    assert_eq!(code(suite.show(&person, badge, "hidden").await), "invalid");

    suite.issuance.set_away(true);
    assert_eq!(
        suite.show(&person, badge, "public").await.unwrap_err().kind,
        Kind::Unavailable
    );
    assert_eq!(
        suite.facts::<BadgePublished>().await.len(),
        1,
        "what is not in force is not told"
    );
}

#[tokio::test]
async fn what_waits_cannot_be_shown() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (person, _) = suite.join(issuer, "ada@example.org").await;
    let badge = suite.award(issuer, "ada@example.org").await;
    assert_eq!(
        code(suite.show(&person, badge, "public").await),
        "badge_not_accepted"
    );
    assert_eq!(suite.issuance.row(badge).visibility, "hidden");
}

#[tokio::test]
async fn accepting_does_not_wait_for_issuance() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (person, _) = suite.join(issuer, "ada@example.org").await;
    let badge = suite.award(issuer, "ada@example.org").await;
    suite.issuance.set_away(true);
    suite.accept(&person, badge, false).await;
    assert_eq!(
        suite.acceptance(&person, badge).await,
        "accepted",
        "the fact tells issuance later"
    );
}

#[tokio::test]
async fn trust_begins_with_an_accepted_badge() {
    // M9
    let suite = Suite::new().await;
    let (own, other) = (suite.new_issuer(), suite.new_issuer());
    let (person, _) = suite.join(own, "ada@example.org").await;
    let set = async |issuer: platform::ids::IssuerId| {
        answer(
            suite
                .earner(&person)
                .set_trust(SetTrustRequest {
                    issuer_id: issuer.to_string(),
                    trusted: true,
                })
                .await,
        )
    };
    assert_eq!(code(set(other).await), "nothing_accepted_from_issuer");
    assert_eq!(
        set(own).await.unwrap().trusted_issuer_ids,
        [own.to_string()]
    );
    assert!(suite.held(&person).await[0].trusted_issuer, "M12");
    let profile = suite.profile(&person).await;
    assert!(profile.trusts[0].since.is_some());
}

#[tokio::test]
async fn nonsense_is_refused_and_changes_nothing() {
    let suite = Suite::new().await;
    let (person, badge) = suite.join(suite.new_issuer(), "ada@example.org").await;
    let before = suite.outbox().await.len();
    for ids in [
        vec![],
        vec!["nonsense".to_owned()],
        vec![badge.to_string(); 501],
    ] {
        assert!(
            suite
                .earner(&person)
                .accept(AcceptRequest {
                    credential_ids: ids,
                    trust_issuer: false
                })
                .await
                .is_err()
        );
    }
    assert!(
        suite
            .earner(&person)
            .set_trust(SetTrustRequest {
                issuer_id: "me".into(),
                trusted: true
            })
            .await
            .is_err()
    );
    assert_eq!(suite.outbox().await.len(), before);
}

#[tokio::test]
async fn issuance_is_told_each_choice_with_its_version_so_that_the_last_one_wins() {
    let suite = Suite::new().await;
    let (person, badge) = suite.join(suite.new_issuer(), "ada@example.org").await;
    let mut told = vec![suite.issuance.row(badge).wallet_version];
    for visibility in ["public", "link", "private", "public"] {
        suite.show(&person, badge, visibility).await.unwrap();
        assert_eq!(suite.issuance.row(badge).visibility, visibility);
        told.push(suite.issuance.row(badge).wallet_version);
    }
    let undo = UndoRequest {
        credential_ids: texts(&[badge]),
    };
    suite.earner(&person).undo(undo).await.unwrap();
    told.push(suite.issuance.row(badge).wallet_version);
    suite.accept(&person, badge, false).await;
    told.push(suite.issuance.row(badge).wallet_version);
    assert!(told.windows(2).all(|pair| pair[0] < pair[1]), "{told:?}");
    // The fact of each decision is newer than the choices before it.
    let last: contracts::events::v1::BadgeAccepted = suite.facts().await.pop().unwrap();
    assert_eq!(last.state.unwrap().version, *told.last().unwrap());
}
