//! Mending what a badge says.

use crate::{
    programme::list,
    support::{house, refused},
};
use contracts::{
    Fact as _,
    events::v1 as facts,
    issuance::v1::{CorrectCredentialRequest, IssuerPolicy, ListCredentialsRequest},
};
use openbadges::verify::Verdict;

// C15: a mended name is a new revision at the same address, and files with the old one no longer count.
#[tokio::test]
async fn a_corrected_name_takes_a_new_entry_and_sets_the_old_one() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.award().await;
    let old = p.form(&made.id, "png").await.body;
    let old_index = p.signed(&made.id).await["credentialStatus"]["statusListIndex"].clone();
    let asked = CorrectCredentialRequest {
        id: made.id.clone(),
        name: Some("Ana Núñez Ortega".into()),
        if_version: Some(made.version),
        ..Default::default()
    };
    let mended = house
        .credentials(&p.owner)
        .correct_credential(asked.clone())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (mended.id.as_str(), mended.url.as_str(), mended.revision),
        (made.id.as_str(), made.url.as_str(), 2)
    );
    let signed = p.signed(&made.id).await;
    assert_eq!(signed["id"], made.url);
    assert_eq!(
        (signed["validFrom"].as_str(), signed["awardedDate"].as_str()),
        (Some("2026-01-15T12:00:01Z"), Some("2026-01-15T12:00:00Z"))
    );
    assert_ne!(signed["credentialStatus"]["statusListIndex"], old_index);
    assert_eq!(house.verify(old).await.verdict, Verdict::Invalid);
    assert_eq!(
        house
            .verify(p.form(&made.id, "png").await.body)
            .await
            .verdict,
        Verdict::ValidIssuerUnknown
    );
    // Whoever changes what was changed meanwhile is told.
    let refusal = refused(house.credentials(&p.owner).correct_credential(asked).await);
    assert_eq!(refusal.code, "changed_meanwhile");
    // A narrative is harmless: the entry stays.
    let index = signed["credentialStatus"]["statusListIndex"].clone();
    let asked = CorrectCredentialRequest {
        id: made.id.clone(),
        narrative: Some("In the spring.".into()),
        ..Default::default()
    };
    house
        .credentials(&p.owner)
        .correct_credential(asked)
        .await
        .unwrap();
    assert_eq!(
        p.signed(&made.id).await["credentialStatus"]["statusListIndex"],
        index
    );
    assert_eq!(house.facts(facts::CredentialRevised::SUBJECT).await, 2);
}

#[tokio::test]
async fn what_is_not_signed_is_mended_without_a_revision() {
    let house = house().await;
    let p = house.programme("guild").await;
    p.set_policy(IssuerPolicy {
        name: "page_only".into(),
        recipient: "opaque".into(),
        visible_from: "publish".into(),
        show_revocation_reason: false,
    })
    .await;
    let made = p.award().await;
    let signed = p.signed(&made.id).await;
    assert!(signed["credentialSubject"].get("identifier").is_none());
    let asked = CorrectCredentialRequest {
        id: made.id.clone(),
        name: Some("Ana Ortega".into()),
        email: Some("ana@ortega.example".into()),
        ..Default::default()
    };
    let mended = house
        .credentials(&p.owner)
        .correct_credential(asked)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (mended.revision, mended.recipient.unwrap().name.as_str()),
        (1, "Ana Ortega")
    );
    assert_eq!(p.signed(&made.id).await, signed);
    assert_eq!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                search: "ana@ORTEGA.example".into(),
                ..Default::default()
            }
        )
        .await
        .len(),
        1
    );
    assert!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                search: "Núñez".into(),
                ..Default::default()
            }
        )
        .await
        .is_empty()
    );
}
