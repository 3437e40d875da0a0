//! What belongs to one issuer is nobody else's.

use crate::{
    programme::list,
    support::{client_of, house, refused},
};
use contracts::issuance::v1::{
    CorrectCredentialRequest, GetCredentialRequest, ListCredentialsRequest,
    ReinstateCredentialRequest, RenewCredentialRequest, ResendCredentialRequest,
    RevokeCredentialRequest, SuspendCredentialRequest,
};
use platform::{Kind, identity::Scope, ids::IssuerId};

#[tokio::test]
async fn no_tenant_sees_or_changes_another_s_badge() {
    let house = house().await;
    let ours = house.programme("guild").await;
    let theirs = house.programme("plant-society").await;
    let made = ours.award().await;
    let id = made.id.clone();
    let mut by = house.credentials(&theirs.owner);
    let kinds = [
        refused(
            by.get_credential(GetCredentialRequest { id: id.clone() })
                .await,
        )
        .kind,
        refused(
            by.revoke_credential(RevokeCredentialRequest {
                id: id.clone(),
                reason: String::new(),
            })
            .await,
        )
        .kind,
        refused(
            by.suspend_credential(SuspendCredentialRequest {
                id: id.clone(),
                reason: String::new(),
            })
            .await,
        )
        .kind,
        refused(
            by.reinstate_credential(ReinstateCredentialRequest {
                id: id.clone(),
                reason: String::new(),
            })
            .await,
        )
        .kind,
        refused(
            by.correct_credential(CorrectCredentialRequest {
                id: id.clone(),
                name: Some("x".into()),
                ..Default::default()
            })
            .await,
        )
        .kind,
        refused(
            by.renew_credential(RenewCredentialRequest {
                id: id.clone(),
                valid_until: "2030-01-01".into(),
            })
            .await,
        )
        .kind,
        refused(
            by.resend_credential(ResendCredentialRequest { id: id.clone() })
                .await,
        )
        .kind,
        refused(by.award(ours.wanted("x@example.org", "X")).await).kind,
        refused(
            by.list_credentials(ListCredentialsRequest {
                issuer_id: ours.issuer.id.clone(),
                ..Default::default()
            })
            .await,
        )
        .kind,
    ];
    assert_eq!(kinds, [Kind::NotFound; 9]);
    assert!(
        list(
            &house,
            &theirs.owner,
            ListCredentialsRequest {
                search: "ana.nunez@example.org".into(),
                ..Default::default()
            }
        )
        .await
        .is_empty()
    );
    assert_eq!(ours.get(&id).await, made);
    // A reference of theirs is not ours.
    let mut wanted = ours.wanted("ana@example.org", "Ana");
    wanted.reference = "PR-1".into();
    let first = ours.ask(wanted.clone()).await.unwrap();
    wanted.achievement_id = theirs.achievement.id.clone();
    assert_ne!(theirs.ask(wanted).await.unwrap().id, first.id);
    // And a key needs the right.
    let issuer: IssuerId = ours.issuer.id.parse().unwrap();
    let reader = client_of(issuer, &[Scope::CredentialsRead]);
    assert_eq!(
        refused(
            house
                .credentials(&reader)
                .award(ours.wanted("x@example.org", "X"))
                .await
        )
        .kind,
        Kind::Forbidden
    );
    assert!(
        house
            .credentials(&reader)
            .get_credential(GetCredentialRequest { id })
            .await
            .is_ok()
    );
}
