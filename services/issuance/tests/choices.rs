//! What earners choose, as the wallet tells it: by a call at once and by a fact that may come late.

use crate::{
    programme::Programme,
    support::{House, house, refused},
};
use contracts::{
    Fact as _,
    events::v1::{self as facts, BadgeState},
    issuance::v1::SetVisibilityRequest,
};
use platform::{Kind, ServiceName};

fn said(id: &str, visibility: &str, acceptance: &str, version: u64) -> SetVisibilityRequest {
    SetVisibilityRequest {
        credential_ids: vec![id.into()],
        visibility: visibility.into(),
        acceptance: acceptance.into(),
        versions: vec![version],
    }
}

async fn tell(house: &House, asked: SetVisibilityRequest) -> Vec<String> {
    house
        .internal_as(ServiceName::Wallet)
        .set_visibility(asked)
        .await
        .unwrap()
        .into_inner()
        .credential_ids
}

fn state(p: &Programme<'_>, id: &str, acceptance: &str, version: u64) -> Option<BadgeState> {
    Some(BadgeState {
        credential_id: id.into(),
        issuer_id: p.issuer.id.clone(),
        acceptance: acceptance.into(),
        version,
        ..BadgeState::default()
    })
}

#[tokio::test]
async fn a_late_fact_never_overrides_what_the_earner_chose_since() {
    let house = house().await;
    let p = house.programme("guild").await;
    let badge = p.award().await;
    // Declined as version 2, whose fact is on its way; then accepted and made public.
    assert_eq!(
        tell(&house, said(&badge.id, "", "accepted", 4)).await.len(),
        1
    );
    assert_eq!(
        tell(&house, said(&badge.id, "public", "", 5)).await.len(),
        1
    );
    house
        .hear(&facts::BadgeDeclined {
            state: state(&p, &badge.id, "declined", 2),
        })
        .await;
    let now = p.get(&badge.id).await;
    assert_eq!(
        (now.acceptance.as_str(), now.visibility.as_str()),
        ("accepted", "public")
    );
    // The fact of the acceptance itself, and of what was decided after, are heard as ever.
    house
        .hear(&facts::BadgeAccepted {
            state: state(&p, &badge.id, "accepted", 4),
            ..Default::default()
        })
        .await;
    assert_eq!(p.get(&badge.id).await.visibility, "public");
    house
        .hear(&facts::BadgePending {
            state: state(&p, &badge.id, "pending", 6),
            ..Default::default()
        })
        .await;
    let taken_back = p.get(&badge.id).await;
    assert_eq!(
        (
            taken_back.acceptance.as_str(),
            taken_back.visibility.as_str()
        ),
        ("pending", "hidden")
    );
    assert_eq!(house.facts(facts::CredentialIssued::SUBJECT).await, 1);
}

#[tokio::test]
async fn of_two_choices_the_later_one_wins_in_whatever_order_they_arrive() {
    let house = house().await;
    let p = house.programme("guild").await;
    let badge = p.award().await;
    tell(&house, said(&badge.id, "private", "accepted", 7)).await;
    assert!(
        tell(&house, said(&badge.id, "public", "", 6))
            .await
            .is_empty(),
        "an older choice is not in force"
    );
    assert_eq!(p.get(&badge.id).await.visibility, "private");
    // Sent twice, as after a lost answer, it is in force and said to be.
    let again = tell(&house, said(&badge.id, "private", "accepted", 7)).await;
    assert_eq!(again, [badge.id.as_str()]);
    let uneven = SetVisibilityRequest {
        versions: vec![1, 2],
        ..said(&badge.id, "public", "", 8)
    };
    let answer = house
        .internal_as(ServiceName::Wallet)
        .set_visibility(uneven)
        .await;
    let refusal = refused(answer);
    assert_eq!(
        (refusal.kind, refusal.fields[0].field.as_str()),
        (Kind::Invalid, "versions")
    );
}
