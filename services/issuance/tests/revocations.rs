//! Taking back, holding back, and undoing either; files of before.

use crate::{programme::told, support::house};
use contracts::{
    Fact as _,
    events::v1 as facts,
    issuance::v1::{
        ReinstateCredentialRequest, RevokeCredentialRequest, RotateKeyRequest,
        SuspendCredentialRequest,
    },
};
use openbadges::verify::Verdict;

// S25, I17: one look after the revocation everybody says so, at the same address.
#[tokio::test]
async fn a_revocation_is_seen_at_once_everywhere_and_can_be_undone() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.public_award().await;
    let file = p.form(&made.id, "png").await.body;
    let before = house.at(&format!("/ob2/assertions/{}", made.id)).await;
    assert_eq!(before.status, 200);
    let list_url = p.signed(&made.id).await["credentialStatus"]["statusListCredential"]
        .as_str()
        .unwrap()
        .to_owned();
    let etag = house.at(&list_url).await.etag;

    let revoke = RevokeCredentialRequest {
        id: made.id.clone(),
        reason: "Awarded to the wrong person".into(),
    };
    let revoked = told(
        house
            .credentials(&p.owner)
            .revoke_credential(revoke.clone())
            .await,
    )
    .unwrap();
    assert_eq!(
        (revoked.status.as_str(), revoked.revocation_reason.as_str()),
        ("revoked", "Awarded to the wrong person")
    );
    assert_eq!(house.verify(file.clone()).await.verdict, Verdict::Invalid);
    assert_ne!(house.at(&list_url).await.etag, etag);
    let gone = house.at(&format!("/ob2/assertions/{}", made.id)).await;
    let told_by = serde_json::from_slice::<serde_json::Value>(&gone.body).unwrap();
    assert_eq!(
        (
            gone.status,
            gone.cache_control.as_str(),
            &told_by["revoked"]
        ),
        (410, "no-store", &serde_json::json!(true))
    );
    assert_eq!(told_by["revocationReason"], "Revoked");
    assert!(told_by.get("recipient").is_none());
    assert_eq!(
        told(house.credentials(&p.owner).revoke_credential(revoke).await)
            .unwrap_err()
            .code,
        "already_revoked"
    );

    let back = told(
        house
            .credentials(&p.owner)
            .reinstate_credential(ReinstateCredentialRequest {
                id: made.id.clone(),
                reason: String::new(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(back.status, "valid");
    assert_eq!(
        house.verify(file).await.verdict,
        Verdict::ValidIssuerUnknown
    );
    assert_eq!(
        house.at(&format!("/ob2/assertions/{}", made.id)).await.body,
        before.body
    );
    assert_eq!(
        (
            house.facts(facts::CredentialRevoked::SUBJECT).await,
            house.facts(facts::CredentialReinstated::SUBJECT).await
        ),
        (1, 1)
    );
}

// A10, S9: the PNG of before the suspension verifies again.
#[tokio::test]
async fn an_old_png_verifies_again_after_a_suspension_is_lifted() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.public_award().await;
    let old = p.form(&made.id, "png").await.body;
    let suspended = told(
        house
            .credentials(&p.owner)
            .suspend_credential(SuspendCredentialRequest {
                id: made.id.clone(),
                reason: "Under review".into(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(
        (suspended.status.as_str(), suspended.holds[0].owner.as_str()),
        ("suspended", "staff")
    );
    assert_eq!(house.verify(old.clone()).await.verdict, Verdict::Invalid);
    assert_eq!(
        house
            .at(&format!("/ob2/assertions/{}", made.id))
            .await
            .status,
        410
    );
    told(
        house
            .credentials(&p.owner)
            .reinstate_credential(ReinstateCredentialRequest {
                id: made.id.clone(),
                reason: String::new(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(house.verify(old).await.verdict, Verdict::ValidIssuerUnknown);
}

#[tokio::test]
async fn old_pngs_verify_after_the_key_was_rotated() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.award().await;
    let old = p.form(&made.id, "png").await.body;
    for _turn in 0..2 {
        house
            .issuers(&p.owner)
            .rotate_key(RotateKeyRequest {
                issuer_id: p.issuer.id.clone(),
                reason: "yearly".into(),
            })
            .await
            .unwrap();
    }
    let new = p.ask(p.wanted("bea@example.org", "Bea")).await.unwrap();
    let method = p.signed(&new.id).await["proof"][0]["verificationMethod"].clone();
    assert_ne!(
        method,
        p.signed(&made.id).await["proof"][0]["verificationMethod"]
    );
    for file in [old, p.form(&new.id, "png").await.body] {
        assert_eq!(
            house.verify(file).await.verdict,
            Verdict::ValidIssuerUnknown
        );
    }
}
