//! What other services tell of a badge: mails and the earner.

use crate::{programme::told, support::house};
use contracts::{
    Fact as _,
    events::v1 as facts,
    issuance::v1::{IssuerPolicy, ResendCredentialRequest},
};

// S14
#[tokio::test]
async fn what_becomes_of_mails_and_of_the_earner_s_answer_is_noted_once() {
    let house = house().await;
    let p = house.programme("guild").await;
    p.set_policy(IssuerPolicy {
        name: "signed".into(),
        recipient: "hashed".into(),
        visible_from: "accept".into(),
        show_revocation_reason: false,
    })
    .await;
    let made = p.award().await;
    told(
        house
            .credentials(&p.owner)
            .resend_credential(ResendCredentialRequest {
                id: made.id.clone(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(
        house.facts(facts::CredentialResendRequested::SUBJECT).await,
        1
    );
    house
        .hear(&facts::MessageDelivered {
            message_id: "msg_1".into(),
            issuer_id: made.issuer_id.clone(),
            credential_ids: vec![made.id.clone()],
            kind: "award".into(),
        })
        .await;
    let state = |version, acceptance: &str| {
        Some(facts::BadgeState {
            credential_id: made.id.clone(),
            issuer_id: made.issuer_id.clone(),
            version,
            acceptance: acceptance.into(),
            ..Default::default()
        })
    };
    house
        .hear(&facts::BadgeAccepted {
            state: state(3, "accepted"),
            ..Default::default()
        })
        .await;
    // An older fact that comes late changes nothing.
    house
        .hear(&facts::BadgeDeclined {
            state: state(2, "declined"),
        })
        .await;
    let seen = p.get(&made.id).await;
    assert_eq!(
        (seen.acceptance.as_str(), seen.visibility.as_str()),
        ("accepted", "public")
    );
    assert_eq!(
        seen.deliveries
            .iter()
            .map(|d| (d.kind.as_str(), d.state.as_str()))
            .collect::<Vec<_>>(),
        [("award", "delivered")]
    );
    house
        .hear(&facts::BadgeDeclined {
            state: state(4, "declined"),
        })
        .await;
    assert_eq!(p.get(&made.id).await.visibility, "hidden");
    let refusal = told(
        house
            .credentials(&p.owner)
            .resend_credential(ResendCredentialRequest {
                id: made.id.clone(),
            })
            .await,
    )
    .unwrap_err();
    assert_eq!(refusal.code, "declined");
}
