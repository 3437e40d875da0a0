//! Facts of issuance.

use crate::suite::{Suite, code, texts};
use contracts::{
    events::v1::{
        BadgeAccepted, BadgePending, CredentialIssued, CredentialReinstated, CredentialRevised,
        CredentialRevoked, CredentialSuspended,
    },
    wallet::v1::*,
};

#[tokio::test]
async fn an_award_to_an_unknown_address_waits_for_nobody_yet() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    let facts: Vec<BadgePending> = suite.facts().await;
    assert_eq!(facts.len(), 1);
    let state = facts[0].state.clone().unwrap();
    assert_eq!(
        (
            state.credential_id,
            state.earner_id.as_str(),
            state.acceptance.as_str(),
            state.version
        ),
        (badge.to_string(), "", "pending", 1)
    );
    assert!(facts[0].notify);
}

#[tokio::test]
async fn a_repeated_event_has_no_effect() {
    let suite = Suite::new().await;
    let badge = suite.in_ledger(suite.new_issuer(), "ada@example.org");
    let fact = CredentialIssued {
        state: Some(suite.state(badge)),
    };
    let event = suite.event(&fact);
    suite.deliver_event(&event).await;
    suite.deliver_event(&event).await;
    // Republished by a reconciliation: the same fact under another event id.
    suite.deliver(&fact).await;
    assert_eq!(suite.facts::<BadgePending>().await.len(), 1);
    assert_eq!(suite.count("held_badge").await, 1);
    assert_eq!(suite.issuance.0.lock().unwrap().contacts_asked, 1);
}

#[tokio::test]
async fn a_revocation_before_the_award_is_accepted_and_wins() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (person, _) = suite.join(issuer, "ada@example.org").await;
    let badge = suite.in_ledger(issuer, "ada@example.org");
    let issued = CredentialIssued {
        state: Some(suite.state(badge)),
    };
    suite.issuance.change(badge, |row| {
        (row.version, row.status) = (2, "revoked".into())
    });
    let before = suite.outbox().await.len();
    suite
        .deliver(&CredentialRevoked {
            state: Some(suite.state(badge)),
            reason: "mistake".into(),
        })
        .await;
    suite.deliver(&issued).await;
    assert_eq!(
        suite.outbox().await.len(),
        before,
        "nobody is mailed about a badge that was taken back"
    );
    assert_eq!(
        suite.acceptance(&person, badge).await,
        "pending",
        "it is in the wallet, for the record (S25)"
    );
    let accept = suite
        .earner(&person)
        .accept(AcceptRequest {
            credential_ids: texts(&[badge]),
            trust_issuer: false,
        })
        .await;
    assert_eq!(code(crate::suite::answer(accept)), "badge_revoked");
}

#[tokio::test]
async fn suspension_and_reinstatement_leave_the_decision_alone() {
    // A9, S9
    let suite = Suite::new().await;
    let (person, badge) = suite.join(suite.new_issuer(), "ada@example.org").await;
    let before = suite.outbox().await.len();
    suite.issuance.change(badge, |row| {
        (row.version, row.status) = (2, "suspended".into())
    });
    suite
        .deliver(&CredentialSuspended {
            state: Some(suite.state(badge)),
        })
        .await;
    suite
        .issuance
        .change(badge, |row| (row.version, row.status) = (3, "valid".into()));
    suite
        .deliver(&CredentialReinstated {
            state: Some(suite.state(badge)),
        })
        .await;
    assert_eq!(suite.acceptance(&person, badge).await, "accepted");
    assert_eq!(suite.outbox().await.len(), before);
}

#[tokio::test]
async fn a_trusted_issuer_s_award_is_accepted_without_a_click_and_no_more_after_trust_ends() {
    // M9, M10, M11, M13, I9
    let suite = Suite::new().await;
    let (issuer, other) = (suite.new_issuer(), suite.new_issuer());
    let (person, first) = suite.join(issuer, "ada@example.org").await;
    let waiting = suite.award(issuer, "ada@example.org").await;
    suite.accept(&person, waiting, true).await;
    let second = suite.award(issuer, "ada@example.org").await;
    assert_eq!(suite.acceptance(&person, second).await, "accepted");
    let facts: Vec<BadgeAccepted> = suite.facts().await;
    let last = facts.last().unwrap();
    assert!(last.automatic && last.notify && last.state.as_ref().unwrap().trusted);
    let elsewhere = suite.award(other, "ada@example.org").await;
    assert_eq!(
        suite.acceptance(&person, elsewhere).await,
        "pending",
        "trust is for one issuer"
    );

    let untrust = SetTrustRequest {
        issuer_id: issuer.to_string(),
        trusted: false,
    };
    assert!(
        suite
            .earner(&person)
            .set_trust(untrust)
            .await
            .unwrap()
            .into_inner()
            .trusted_issuer_ids
            .is_empty()
    );
    let third = suite.award(issuer, "ada@example.org").await;
    assert_eq!(suite.acceptance(&person, third).await, "pending");
    for earlier in [first, waiting, second] {
        assert_eq!(
            suite.acceptance(&person, earlier).await,
            "accepted",
            "what was accepted stays"
        );
    }
}

#[tokio::test]
async fn a_corrected_address_ends_old_links_and_tells_the_right_person() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "wrong@example.org").await;
    let old = suite.mint(&[badge], "wrong@example.org").await.token;
    suite.issuance.change(badge, |row| {
        (row.version, row.email) = (2, "right@example.org".into())
    });
    suite
        .deliver(&CredentialRevised {
            state: Some(suite.state(badge)),
            change: "corrected".into(),
        })
        .await;
    assert_eq!(
        suite.facts::<BadgePending>().await.len(),
        2,
        "the right address is told"
    );
    assert_eq!(suite.view_claim(&old).await.state, "expired");
    assert_eq!(code(suite.claim(&old).await), "claim_expired");
    // The one button mails to the address on file now, not to the old one.
    suite
        .door()
        .request_fresh_claim(RequestFreshClaimRequest {
            token: old,
            source: String::new(),
        })
        .await
        .unwrap();
    let mail = suite.mailed().await;
    assert_eq!(mail.email, "right@example.org");
    let session = suite.claim(&mail.token).await.unwrap().session.unwrap();
    assert!(!session.earner_id.is_empty());
}

#[tokio::test]
async fn an_accepted_badge_changes_hands_only_when_the_new_address_is_proven() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (wrong, badge) = suite.join(issuer, "wrong@example.org").await;
    suite.issuance.change(badge, |row| {
        (row.version, row.email) = (2, "right@example.org".into())
    });
    suite
        .deliver(&CredentialRevised {
            state: Some(suite.state(badge)),
            change: "corrected".into(),
        })
        .await;
    assert_eq!(suite.acceptance(&wrong, badge).await, "accepted");
    let minted = suite.mint(&[badge], "right@example.org").await;
    assert_eq!(minted.pending_credential_ids, texts(&[badge]));
    suite.claim(&minted.token).await.unwrap();
    let gone = suite
        .earner(&wrong)
        .get_held(GetHeldRequest {
            credential_id: badge.to_string(),
        })
        .await;
    assert_eq!(code(crate::suite::answer(gone)), "not_found");
}

#[tokio::test]
async fn a_name_is_corrected_by_the_issuer_it_came_from_and_by_no_other() {
    // C14, C15
    let suite = Suite::new().await;
    let (own, other) = (suite.new_issuer(), suite.new_issuer());
    let (person, badge) = suite.join(own, "ada@example.org").await;
    let elsewhere = suite.award(other, "ada@example.org").await;
    for (badge, name, expected) in [
        (badge, "Zoë Ågren", "Zoë Ågren"),
        (elsewhere, "Eve", "Zoë Ågren"),
    ] {
        suite
            .issuance
            .change(badge, |row| (row.version, row.name) = (2, name.into()));
        suite
            .deliver(&CredentialRevised {
                state: Some(suite.state(badge)),
                change: "corrected".into(),
            })
            .await;
        assert_eq!(suite.profile(&person).await.name, expected);
    }
}

#[tokio::test]
async fn an_event_is_tried_again_while_issuance_is_away() {
    let suite = Suite::new().await;
    let badge = suite.in_ledger(suite.new_issuer(), "ada@example.org");
    let event = suite.event(&CredentialIssued {
        state: Some(suite.state(badge)),
    });
    suite.issuance.set_away(true);
    let error = suite.subscriptions[0]
        .handler
        .handle(&event)
        .await
        .unwrap_err();
    assert!(error.retry);
    assert_eq!(suite.count("held_badge").await, 0);
    suite.issuance.set_away(false);
    suite.deliver_event(&event).await;
    assert_eq!(suite.count("held_badge").await, 1);
}

#[tokio::test]
async fn a_fact_nobody_can_read_is_hopeless_and_harmless() {
    let suite = Suite::new().await;
    for state in [
        None,
        Some(Default::default()),
        Some(contracts::events::v1::CredentialState {
            credential_id: "x".into(),
            ..Default::default()
        }),
    ] {
        let event = suite.event(&CredentialIssued { state });
        assert!(
            !suite.subscriptions[0]
                .handler
                .handle(&event)
                .await
                .unwrap_err()
                .retry
        );
    }
    let mut event = suite.event(&CredentialIssued::default());
    event.payload = b"\xff\xff\xff".as_slice().into();
    assert!(
        !suite.subscriptions[0]
            .handler
            .handle(&event)
            .await
            .unwrap_err()
            .retry
    );
}

#[tokio::test]
async fn a_mail_right_after_the_award_has_its_link_before_the_fact_has_come() {
    let suite = Suite::new().await;
    let badge = suite.in_ledger(suite.new_issuer(), "ada@example.org");
    let foreign = suite.in_ledger(suite.new_issuer(), "eve@example.org");
    let minted = suite.mint(&[badge, foreign], "ada@example.org").await;
    assert_eq!(
        minted.pending_credential_ids,
        texts(&[badge]),
        "only what was awarded to that address"
    );
    assert_eq!(suite.view_claim(&minted.token).await.state, "open");
    // The fact comes and tells what the wallet could not know; nothing is there twice.
    suite
        .deliver(&CredentialIssued {
            state: Some(suite.state(badge)),
        })
        .await;
    assert_eq!(suite.facts::<BadgePending>().await.len(), 1);
    assert_eq!(suite.count("held_badge").await, 1);
    assert!(suite.claim(&minted.token).await.unwrap().session.is_some());
}

#[tokio::test]
async fn no_link_is_made_for_a_badge_that_was_revoked_before_its_fact_came() {
    let suite = Suite::new().await;
    let badge = suite.in_ledger(suite.new_issuer(), "ada@example.org");
    suite
        .issuance
        .change(badge, |row| row.status = "revoked".into());
    let minted = suite.mint(&[badge], "ada@example.org").await;
    assert_eq!(
        (minted.token.as_str(), minted.pending_credential_ids.len()),
        ("", 0)
    );
}
