//! Whose key it is: the issuer's own, another's, a retired one.
use openbadges::key::did::{self, PublishedKey};
use openbadges::key::secret::Ed25519;
use openbadges::proof::{self, Options as ProofOptions};
use openbadges::verify::{Authentic, Known, StepName, Verdict};
use serde_json::json;
use time::macros::datetime;

use crate::support::{
    DID, DID_ADDRESS, KEY, badge, badge_for, file, found, key, published, replaced, run, served,
    sign, stamp, trusting,
};

/// Signed by a key that the issuer does not list: anybody can write somebody's name.
#[test]
fn another_key_in_the_issuers_name_is_refused() {
    let thief = Ed25519::from_seed(&[9; 32]).unwrap();
    let did_key = thief.public().to_did_key().unwrap();
    let multikey = thief.public().to_multikey().unwrap();
    let methods = [
        KEY.to_owned(),
        format!("{did_key}#{multikey}"),
        did_key.clone(),
        format!("{DID}#{multikey}"),
        format!("https://badges.example.org/issuers/guild#{multikey}"),
        "did:web:evil.example#key-1".into(),
        "https://evil.example/key".into(),
    ];
    let evil = "did:web:evil.example";
    let published = [PublishedKey {
        fragment: "key-1".into(),
        key: thief.public(),
        revoked: None,
    }];
    let mut all = served(&[]);
    all.push((
        "https://evil.example/.well-known/did.json".into(),
        found(&did::document(evil, &published)),
    ));
    let claim = json!({"id": "https://evil.example/key", "type": "Multikey", "controller": DID, "publicKeyMultibase": multikey});
    all.push(("https://evil.example/key".into(), found(&claim)));
    all.push((
        "https://badges.example.org/issuers/guild".into(),
        found(&did::document(DID, &crate::support::published())),
    ));
    for method in methods {
        let options =
            ProofOptions::eddsa_rdfc(method.clone(), datetime!(2026-01-31 12:00 UTC)).unwrap();
        let unsigned =
            proof::prepare(badge(), &options, &thief.public(), &Default::default()).unwrap();
        let signature = thief.sign(unsigned.bytes_to_sign());
        let report = run(&file(&unsigned.attach(&signature)), &all, trusting());
        assert_eq!(report.verdict, Verdict::Invalid, "{method}: {report:#?}");
        assert_eq!(report.authentic, Authentic::No, "{method}");
    }
}

/// A proof set (VC-DI §2.1.1): another's signature beside the issuer's is a co-signature; alone it is no issuer's.
#[test]
fn anothers_signature_beside_the_issuers_spoils_nothing() {
    let other = Ed25519::from_seed(&[33; 32]).unwrap();
    let did = other.public().to_did_key().unwrap();
    let method = format!("{did}#{}", did.strip_prefix("did:key:").unwrap());
    let how = ProofOptions::eddsa_rdfc(method, datetime!(2026-02-01 12:00 UTC)).unwrap();
    let contexts = openbadges::context::Contexts::bundled();
    let signed = sign(badge());
    let unsigned =
        proof::prepare_another(signed, &how, None, &[], &other.public(), &contexts).unwrap();
    let signature = other.sign(unsigned.bytes_to_sign());
    let both = unsigned.attach(&signature);
    let report = run(&file(&both), &served(&[]), trusting());
    assert_eq!(report.verdict, Verdict::Valid, "{report:#?}");
    let proof = report.step(StepName::Proof).unwrap();
    assert_eq!(proof.data["also_signed_by_others"], 1);

    let mut alone = both.clone();
    alone["proof"].as_array_mut().unwrap().remove(0);
    let report = run(&file(&alone), &served(&[]), trusting());
    assert_eq!(report.verdict, Verdict::Invalid);
    // A false one spoils all, whoever it is said to be by.
    for at in 0..2 {
        let mut forged = both.clone();
        forged["proof"][at]["created"] = "2026-02-02T00:00:00Z".into();
        let report = run(&file(&forged), &served(&[]), trusting());
        assert_eq!(report.verdict, Verdict::Invalid, "{at}");
    }
}

#[test]
fn a_did_key_stands_for_itself_only() {
    let did_key = key().public().to_did_key().unwrap();
    let own = |issuer: &str| {
        let mut issue = badge_for("A", "a@example.org", 1);
        issue.issuer.id = issuer.into();
        issue.status = None;
        let method = format!("{did_key}#{}", key().public().to_multikey().unwrap());
        let options = ProofOptions::eddsa_rdfc(method, datetime!(2026-01-31 12:00 UTC)).unwrap();
        let unsigned = proof::prepare(
            issue.build().unwrap(),
            &options,
            &key().public(),
            &Default::default(),
        )
        .unwrap();
        let signature = key().sign(unsigned.bytes_to_sign());
        run(
            &file(&unsigned.attach(&signature)),
            &served(&[]),
            Known::new(),
        )
    };
    assert_eq!(own(&did_key).verdict, Verdict::ValidIssuerUnknown);
    let other = Ed25519::from_seed(&[9; 32])
        .unwrap()
        .public()
        .to_did_key()
        .unwrap();
    assert_eq!(own(&other).verdict, Verdict::Invalid);
    let nowhere = own("urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11");
    assert_eq!(
        (nowhere.verdict, nowhere.authentic),
        (Verdict::Unverifiable, Authentic::Unknown)
    );
    // The issuer lists the very key.
    assert_eq!(own(DID).verdict, Verdict::ValidIssuerUnknown);
}

#[test]
fn an_old_badge_holds_after_rotation_and_not_after_a_compromise() {
    let input = file(&sign(badge()));
    let rotated = |revoked| {
        let mut keys = published();
        keys[0].revoked = revoked;
        let newer = Ed25519::from_seed(&[8; 32]).unwrap().public();
        keys.push(PublishedKey {
            fragment: "key-2".into(),
            key: newer,
            revoked: None,
        });
        replaced(served(&[]), DID_ADDRESS, found(&did::document(DID, &keys)))
    };
    assert_eq!(
        run(&input, &rotated(None), trusting()).verdict,
        Verdict::Valid
    );
    let report = run(
        &input,
        &rotated(Some(stamp("2026-05-01T00:00:00Z"))),
        trusting(),
    );
    assert_eq!(report.verdict, Verdict::Invalid);
    assert_eq!(
        report.step(StepName::Issuer).unwrap().code,
        "issuer.key_revoked"
    );
    let other_id = did::document("did:web:other.example", &published());
    let report = run(
        &input,
        &replaced(served(&[]), DID_ADDRESS, found(&other_id)),
        trusting(),
    );
    assert_eq!(
        report.step(StepName::Issuer).unwrap().code,
        "issuer.document"
    );
}
