//! Claim links.

use crate::suite::{DAY, Suite, answer, code, texts};
use contracts::{
    events::v1::{AccountCreated, BadgeAccepted, BadgeDeclined, LinkRequested},
    wallet::v1::*,
};
use platform::{Kind, identity::Caller, ids::MessageId};

#[tokio::test]
async fn looking_at_a_claim_link_changes_nothing() {
    // decisions §9
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "mayer@example.com").await;
    let token = suite.mint(&[badge], "mayer@example.com").await.token;
    let before = suite.outbox().await.len();
    for _ in 0..3 {
        let view = suite.view_claim(&token).await;
        assert_eq!(
            (
                view.state.as_str(),
                view.masked_email.as_str(),
                view.has_account
            ),
            ("open", "m…r@example.com", false)
        );
        assert_eq!(view.credential_ids, texts(&[badge]));
    }
    assert_eq!(suite.outbox().await.len(), before);
    assert_eq!(
        (suite.count("earner").await, suite.count("session").await),
        (0, 0)
    );
}

#[tokio::test]
async fn claiming_makes_the_account_accepts_the_badge_and_signs_in() {
    // M4, M6, I8
    let suite = Suite::new().await;
    let (person, badge) = suite.join(suite.new_issuer(), "ada@example.org").await;
    assert_eq!(person.session.name, "Ada Lovelace");
    assert_eq!(suite.acceptance(&person, badge).await, "accepted");
    assert_eq!(
        suite.issuance.row(badge).acceptance,
        "accepted",
        "issuance knows before the page is shown"
    );
    let session = suite
        .door()
        .get_session(GetSessionRequest {
            token: person.session.token.clone(),
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (session.earner_id, session.token),
        (person.earner.to_string(), String::new())
    );
    assert_eq!(suite.facts::<AccountCreated>().await.len(), 1);
    let accepted: Vec<BadgeAccepted> = suite.facts().await;
    assert_eq!(accepted.len(), 1);
    assert!(!accepted[0].automatic);
    let profile = suite.profile(&person).await;
    assert_eq!(
        (
            profile.addresses[0].email.as_str(),
            profile.addresses[0].verified,
            profile.addresses[0].primary
        ),
        ("ada@example.org", true, true)
    );
    assert_eq!(
        (profile.addresses[0].badges, profile.locale.as_str()),
        (1, "en-GB")
    );
}

#[tokio::test]
async fn a_claim_link_works_once() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    let token = suite.mint(&[badge], "ada@example.org").await.token;
    assert!(suite.claim(&token).await.unwrap().session.is_some());
    let second = suite.claim(&token).await.unwrap_err();
    assert_eq!(
        (second.kind, second.code.as_str()),
        (Kind::Conflict, "claim_used")
    );
    assert_eq!(suite.view_claim(&token).await.state, "used");
    assert_eq!(suite.count("earner").await, 1);
}

#[tokio::test]
async fn using_one_link_ends_the_others_of_its_badges() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (first, second) = (
        suite.award(issuer, "ada@example.org").await,
        suite.award(issuer, "ada@example.org").await,
    );
    let one = suite.mint(&[first], "ada@example.org").await.token;
    let reminder = suite.mint(&[first], "ada@example.org").await.token;
    let both = suite.mint(&[first, second], "ada@example.org").await.token;
    suite.claim(&one).await.unwrap();
    let badges = suite.facts::<BadgeAccepted>().await;
    let earner = badges[0].state.as_ref().unwrap().earner_id.parse().unwrap();
    let mut owner = suite.as_caller(&Caller::Earner { earner });
    owner
        .undo(UndoRequest {
            credential_ids: texts(&[first]),
        })
        .await
        .unwrap();
    // Though the badge waits again, its old links are over.
    assert_eq!(code(suite.claim(&reminder).await), "claim_used");
    assert_eq!(
        suite.view_claim(&both).await.credential_ids,
        texts(&[second]),
        "the other badge still waits"
    );
    assert_eq!(
        suite.claim(&both).await.unwrap().credential_ids,
        texts(&[second])
    );
}

#[tokio::test]
async fn a_claim_link_ends_after_thirty_days_and_one_button_mails_a_fresh_one() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    let token = suite.mint(&[badge], "ada@example.org").await.token;
    suite.clock.advance(30 * DAY);
    assert_eq!(suite.view_claim(&token).await.state, "expired");
    assert_eq!(code(suite.claim(&token).await), "claim_expired");
    suite
        .door()
        .request_fresh_claim(RequestFreshClaimRequest {
            token,
            source: String::new(),
        })
        .await
        .unwrap();
    let fact = suite.facts::<LinkRequested>().await.pop().unwrap();
    assert_eq!(fact.purpose, "fresh_claim");
    let mail = suite.mailed().await;
    assert_eq!(
        (
            mail.purpose.as_str(),
            mail.email.as_str(),
            mail.name.as_str()
        ),
        ("fresh_claim", "ada@example.org", "Ada Lovelace")
    );
    assert_eq!(mail.credential_ids, texts(&[badge]));
    assert_eq!(
        suite.mailed().await.token,
        mail.token,
        "a mail that is tried again carries the same link"
    );
    assert!(suite.claim(&mail.token).await.unwrap().session.is_some());
    assert!(suite.mailed().await.void, "nothing waits any more");
}

#[tokio::test]
async fn where_nothing_waits_any_more_the_button_mails_a_sign_in_link() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    let token = suite.mint(&[badge], "ada@example.org").await.token;
    let earner = suite
        .claim(&token)
        .await
        .unwrap()
        .session
        .unwrap()
        .earner_id;
    suite
        .door()
        .request_fresh_claim(RequestFreshClaimRequest {
            token,
            source: String::new(),
        })
        .await
        .unwrap();
    let mail = suite.mailed().await;
    assert_eq!(
        (mail.purpose.as_str(), mail.email.as_str()),
        ("sign_in", "ada@example.org")
    );
    assert_eq!(
        suite
            .use_link(&mail.token)
            .await
            .unwrap()
            .session
            .unwrap()
            .earner_id,
        earner
    );
}

#[tokio::test]
async fn fresh_links_are_not_mailed_without_end() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    let token = suite.mint(&[badge], "ada@example.org").await.token;
    for _ in 0..3 {
        suite
            .door()
            .request_fresh_claim(RequestFreshClaimRequest {
                token: token.clone(),
                source: String::new(),
            })
            .await
            .unwrap();
    }
    let refused = answer(
        suite
            .door()
            .request_fresh_claim(RequestFreshClaimRequest {
                token,
                source: String::new(),
            })
            .await,
    )
    .unwrap_err();
    assert_eq!(refused.kind, Kind::TooMany);
}

#[tokio::test]
async fn a_mangled_token_is_unknown() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    let token = suite.mint(&[badge], "ada@example.org").await.token;
    for bad in [
        "",
        "x",
        &token[1..],
        &format!("{token}A"),
        &token.to_uppercase(),
        "🦀",
        "../../etc/passwd",
    ] {
        assert_eq!(suite.view_claim(bad).await.state, "unknown", "{bad}");
        let refused = suite.claim(bad).await.unwrap_err();
        assert_eq!(
            (refused.kind, refused.code.as_str()),
            (Kind::NotFound, "claim_unknown"),
            "{bad}"
        );
    }
    assert_eq!(suite.view_claim(&token).await.state, "open");
}

#[tokio::test]
async fn where_an_account_exists_the_link_accepts_and_gives_no_session() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (person, _) = suite.join(issuer, "ada@example.org").await;
    let badge = suite.award(issuer, "ada@example.org").await;
    let token = suite.mint(&[badge], "Ada@Example.org").await.token;
    assert!(suite.view_claim(&token).await.has_account);
    let asked = ConsumeClaimRequest {
        token,
        trust_issuer: true,
        ..Default::default()
    };
    let consumed = suite
        .door()
        .consume_claim(asked)
        .await
        .unwrap()
        .into_inner();
    assert!(consumed.session.is_none());
    assert!(!consumed.trusted, "trust takes signing in");
    assert_eq!(suite.acceptance(&person, badge).await, "accepted");
    assert!(suite.profile(&person).await.trusted_issuer_ids.is_empty());
}

#[tokio::test]
async fn a_signed_in_earner_may_trust_while_claiming() {
    // M10
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (person, _) = suite.join(issuer, "ada@example.org").await;
    let badge = suite.award(issuer, "ada@example.org").await;
    let token = suite.mint(&[badge], "ada@example.org").await.token;
    let asked = ConsumeClaimRequest {
        token,
        trust_issuer: true,
        ..Default::default()
    };
    assert!(
        suite
            .earner(&person)
            .consume_claim(asked)
            .await
            .unwrap()
            .into_inner()
            .trusted
    );
    assert_eq!(
        suite.profile(&person).await.trusted_issuer_ids,
        [issuer.to_string()]
    );
}

#[tokio::test]
async fn a_claim_may_decline_and_one_may_change_ones_mind() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    let minted = suite.mint(&[badge], "ada@example.org").await;
    assert_eq!(minted.pending_credential_ids, texts(&[badge]));
    let asked = ConsumeClaimRequest {
        token: minted.token.clone(),
        decline: true,
        ..Default::default()
    };
    let consumed = suite
        .door()
        .consume_claim(asked)
        .await
        .unwrap()
        .into_inner();
    assert!(consumed.session.is_none());
    assert_eq!(
        (
            suite.count("earner").await,
            suite.facts::<BadgeDeclined>().await.len()
        ),
        (0, 1)
    );
    assert!(
        suite
            .mint(&[badge], "ada@example.org")
            .await
            .pending_credential_ids
            .is_empty(),
        "no reminder is due"
    );
    suite
        .door()
        .request_fresh_claim(RequestFreshClaimRequest {
            token: minted.token,
            source: String::new(),
        })
        .await
        .unwrap();
    assert!(
        suite
            .claim(&suite.mailed().await.token)
            .await
            .unwrap()
            .session
            .is_some()
    );
}

#[tokio::test]
async fn the_link_of_a_message_is_the_same_however_often_it_is_made() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (first, second) = (
        suite.award(issuer, "ada@example.org").await,
        suite.award(issuer, "ada@example.org").await,
    );
    let elsewhere = suite.award(issuer, "eve@example.org").await;
    let message: MessageId = suite.ids.random();
    let made = suite
        .mint_for(message, &[first, second, elsewhere], "ada@example.org")
        .await;
    assert_eq!(
        made.pending_credential_ids.len(),
        2,
        "what went to another address is not opened"
    );
    assert_eq!(
        made.token,
        suite
            .mint_for(message, &[first, second], "ada@example.org")
            .await
            .token
    );
    let other = suite.mint(&[first], "ada@example.org").await;
    assert_ne!(made.token, other.token);
    suite.claim(&other.token).await.unwrap();
    assert_eq!(
        suite
            .mint_for(message, &[first, second], "ada@example.org")
            .await
            .pending_credential_ids,
        texts(&[second])
    );
}

#[tokio::test]
async fn a_link_for_an_address_nothing_was_awarded_to_is_not_made() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    let minted = suite.mint(&[badge], "eve@example.org").await;
    assert!(minted.token.is_empty() && minted.pending_credential_ids.is_empty());
}

#[tokio::test]
async fn only_notification_may_have_links_made() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    let message = suite.ids.random::<MessageId>().to_string();
    for caller in [
        Caller::Public,
        Caller::Service(platform::ServiceName::Gateway),
        Caller::Operator {
            subject: "key".into(),
        },
    ] {
        let asked = MintClaimRequest {
            message_id: message.clone(),
            credential_ids: texts(&[badge]),
            email: "ada@example.org".into(),
        };
        assert_eq!(
            answer(suite.as_caller(&caller).mint_claim(asked).await)
                .unwrap_err()
                .kind,
            Kind::Forbidden,
            "{caller:?}"
        );
    }
}

#[tokio::test]
async fn a_revoked_badge_is_not_claimed() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    let token = suite.mint(&[badge], "ada@example.org").await.token;
    suite.issuance.change(badge, |row| {
        (row.version, row.status) = (2, "revoked".into())
    });
    suite
        .deliver(&contracts::events::v1::CredentialRevoked {
            state: Some(suite.state(badge)),
            reason: String::new(),
        })
        .await;
    assert_eq!(suite.view_claim(&token).await.state, "withdrawn");
    assert_eq!(code(suite.claim(&token).await), "claim_withdrawn");
    assert_eq!(suite.count("earner").await, 0);
}

#[tokio::test]
async fn when_issuance_is_away_a_new_person_s_claim_changes_nothing_and_works_later() {
    let suite = Suite::new().await;
    let badge = suite.award(suite.new_issuer(), "ada@example.org").await;
    let token = suite.mint(&[badge], "ada@example.org").await.token;
    suite.issuance.set_away(true);
    assert_eq!(
        suite.claim(&token).await.unwrap_err().kind,
        Kind::Unavailable
    );
    assert_eq!(suite.view_claim(&token).await.state, "open");
    suite.issuance.set_away(false);
    assert!(suite.claim(&token).await.unwrap().session.is_some());
}

/// The exact words that a person reads whose link opens nothing: what happened, and what to do next.
#[tokio::test]
async fn a_link_that_opens_nothing_is_told_in_these_words() {
    let suite = Suite::new().await;
    let mut words = String::new();
    let mut told = |what: &str, refusal: platform::refusal::Refused| {
        words.push_str(&format!(
            "# {what}\n{:?} {}: {}\n",
            refusal.kind, refusal.code, refusal.message
        ));
    };
    let issuer = suite.new_issuer();
    let badge = suite.award(issuer, "ada@example.org").await;
    let token = suite.mint(&[badge], "ada@example.org").await.token;
    told("mangled", suite.claim(&token[3..]).await.unwrap_err());
    suite.claim(&token).await.unwrap();
    told("used twice", suite.claim(&token).await.unwrap_err());

    let late = suite.award(issuer, "late@example.org").await;
    let token = suite.mint(&[late], "late@example.org").await.token;
    suite.clock.advance(30 * DAY);
    told("expired", suite.claim(&token).await.unwrap_err());

    let gone = suite.award(issuer, "gone@example.org").await;
    let token = suite.mint(&[gone], "gone@example.org").await.token;
    suite.issuance.change(gone, |row| {
        (row.version, row.status) = (2, "revoked".into())
    });
    suite
        .deliver(&contracts::events::v1::CredentialRevoked {
            state: Some(suite.state(gone)),
            reason: "mistake".into(),
        })
        .await;
    told(
        "of a badge that was revoked",
        suite.claim(&token).await.unwrap_err(),
    );
    told(
        "a sign-in link that is none",
        suite.use_link("nonsense").await.unwrap_err(),
    );
    insta::assert_snapshot!(words);
}
