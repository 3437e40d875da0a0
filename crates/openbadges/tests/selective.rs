//! `ecdsa-sd-2023`: the official vector, and what holders and forgers may try.
use openbadges::Timestamp;
use openbadges::context::Contexts;
use openbadges::encoding::{base64url, from_base64url, hex};
use openbadges::key::PublicKey;
use openbadges::key::secret::{Curve, Ecdsa};
use openbadges::proof::{self, ProofError, sd};
use serde_json::{Value, json};

use crate::support::{badge, read_json, standards, test_contexts};

/// The holder's proof of the W3C vector comes out to the last letter, and the verifier's side accepts it.
#[test]
fn the_w3c_vector_is_derived_and_verified() {
    let Some(folder) = standards() else { return };
    let contexts = test_contexts(&folder);
    let folder = folder.join("vectors/w3c-di/ecdsa");
    let keys = read_json(&folder.join("ecdsa-sd-2023/SDKeyMaterial.json"));
    let issuer = keys["baseKeyPair"]["publicKeyMultibase"].as_str().unwrap();
    let issuer = PublicKey::from_multikey(issuer).unwrap();
    let base = read_json(&folder.join("ecdsa-sd-2023/prc/addSignedSDBase.json"));
    let wanted = read_json(&folder.join("ecdsa-sd-2023/prc/derivedRevealDocument.json"));
    let pointers: Vec<String> =
        serde_json::from_value(read_json(&folder.join("prCredSelective.json"))).unwrap();
    let derived = sd::derive(&base, &pointers, &contexts).unwrap();
    assert_eq!(
        derived["proof"][0]["proofValue"],
        wanted["proof"]["proofValue"]
    );
    let (mut ours, mut theirs) = (derived.clone(), wanted.clone());
    ours.as_object_mut().unwrap().shift_remove("proof");
    theirs.as_object_mut().unwrap().shift_remove("proof");
    assert_eq!(ours, theirs);
    for document in [&derived, &wanted] {
        let one = &proof::proofs(document)[0];
        assert_eq!(proof::verify(document, one, &issuer, &contexts), Ok(()));
    }
    // A base proof is not for verifiers.
    let one = &proof::proofs(&base)[0];
    assert!(matches!(
        proof::verify(&base, one, &issuer, &contexts),
        Err(ProofError::Malformed {
            field: "proofValue",
            ..
        })
    ));
}

/// The bytes that the issuer signs are those of the vector: its signature verifies over ours.
#[test]
fn the_w3c_vector_is_prepared() {
    let Some(folder) = standards() else { return };
    let contexts = test_contexts(&folder);
    let folder = folder.join("vectors/w3c-di/ecdsa");
    let keys = read_json(&folder.join("ecdsa-sd-2023/SDKeyMaterial.json"));
    let secret = |name: &str| {
        Ecdsa::from_secret_multikey(keys[name]["secretKeyMultibase"].as_str().unwrap()).unwrap()
    };
    let base = read_json(&folder.join("ecdsa-sd-2023/prc/addSignedSDBase.json"));
    let info = read_json(&folder.join("ecdsa-sd-2023/prc/addRawBaseSignatureInfo.json"));
    let hmac: Vec<u8> = (0..32).map(|n| (n % 16) * 0x11).collect();
    let options = sd::Options {
        verification_method: base["proof"]["verificationMethod"].as_str().unwrap().into(),
        created: Timestamp::from_text(base["proof"]["created"].as_str().unwrap()),
        mandatory: vec!["/issuer".into()],
        proof_key: secret("proofKeyPair"),
        hmac_key: hmac.try_into().unwrap(),
    };
    let unsigned = sd::prepare(base.clone(), &options, &contexts).unwrap();
    let signature: Vec<u8> = (0..64)
        .map(|at| {
            let text = info["baseSignature"].as_str().unwrap();
            u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).unwrap()
        })
        .collect();
    assert_eq!(hex(&signature), info["baseSignature"]);
    assert!(
        secret("baseKeyPair")
            .public()
            .verify(unsigned.bytes_to_sign(), &signature)
            .is_ok()
    );
    let count = info["signatures"].as_array().unwrap().len();
    // With the vector's signature, our own statement signatures make a good badge.
    let ours = unsigned.attach(&signature);
    let shown = sd::derive(&ours, &["/credentialSubject".into()], &contexts).unwrap();
    let key = secret("baseKeyPair").public();
    assert_eq!(
        proof::verify(&shown, &shown["proof"][0], &key, &contexts),
        Ok(())
    );
    assert_eq!(count, 20);
}

fn held(issuer: &Ecdsa, document: Value, mandatory: &[&str]) -> Value {
    let options = sd::Options {
        verification_method: "did:web:badges.example.org:issuers:guild#key-2".into(),
        created: Timestamp::from_text("2026-01-31T12:00:00Z"),
        mandatory: mandatory.iter().map(|p| (*p).to_owned()).collect(),
        proof_key: Ecdsa::generate(Curve::P256).unwrap(),
        hmac_key: [9; 32],
    };
    let unsigned = sd::prepare(document, &options, &Contexts::bundled()).unwrap();
    let signature = issuer.sign(unsigned.bytes_to_sign()).unwrap();
    unsigned.attach(&signature)
}

fn check(document: &Value, key: &PublicKey) -> Result<(), ProofError> {
    proof::verify(
        document,
        &proof::proofs(document)[0],
        key,
        &Contexts::bundled(),
    )
}

const MANDATORY: [&str; 4] = [
    "/issuer",
    "/validFrom",
    "/credentialStatus",
    "/credentialSubject/achievement",
];

#[test]
fn a_holder_shows_a_badge_without_the_name() {
    let issuer = Ecdsa::generate(Curve::P256).unwrap();
    let held = held(&issuer, badge(), &MANDATORY);
    let contexts = Contexts::bundled();
    let shown = sd::derive(
        &held,
        &["/credentialSubject/identifier/1".into()],
        &contexts,
    )
    .unwrap();
    assert_eq!(check(&shown, &issuer.public()), Ok(()));
    assert!(!shown.to_string().contains("Zoë"));
    assert_eq!(
        shown["credentialSubject"]["identifier"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        shown["credentialSubject"]["achievement"],
        badge()["credentialSubject"]["achievement"]
    );
    // Nothing chosen: the mandatory parts alone.
    let least = sd::derive(&held, &[], &contexts).unwrap();
    assert_eq!(check(&least, &issuer.public()), Ok(()));
    assert!(least["credentialSubject"].get("identifier").is_none());
}

#[test]
fn whatever_is_changed_in_what_is_shown_breaks_it() {
    let issuer = Ecdsa::generate(Curve::P256).unwrap();
    let held = held(&issuer, badge(), &MANDATORY);
    let shown = sd::derive(
        &held,
        &["/credentialSubject/identifier".into()],
        &Contexts::bundled(),
    )
    .unwrap();
    let text = shown.to_string();
    for (from, to) in [
        ("Zoë", "Zoe"),
        ("94567", "94568"),
        ("\"validFrom\":\"2026", "\"validFrom\":\"2025"),
        ("Foundation", "Practitioner"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let changed: Value = serde_json::from_str(&changed).unwrap();
        assert!(check(&changed, &issuer.public()).is_err(), "{from}");
    }
    // What is mandatory cannot be left out.
    let mut without = shown.clone();
    without
        .as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus");
    assert!(check(&without, &issuer.public()).is_err());
    let other = Ecdsa::generate(Curve::P256).unwrap();
    assert_eq!(
        check(&shown, &other.public()),
        Err(ProofError::BadSignature)
    );
}

/// Every bit of the proof value counts, and no cut or made-up value panics.
#[test]
fn a_changed_proof_value_is_refused() {
    let issuer = Ecdsa::generate(Curve::P256).unwrap();
    let held = held(&issuer, badge(), &MANDATORY);
    let shown = sd::derive(&held, &[], &Contexts::bundled()).unwrap();
    let value = shown["proof"][0]["proofValue"].as_str().unwrap().to_owned();
    let bytes = from_base64url(&value[1..]).unwrap();
    let with = |bytes: &[u8]| {
        let mut changed = shown.clone();
        changed["proof"][0]["proofValue"] = format!("u{}", base64url(bytes)).into();
        check(&changed, &issuer.public())
    };
    assert_eq!(with(&bytes), Ok(()));
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(with(&changed).is_err(), "byte {at}");
        assert!(with(&bytes[..at]).is_err(), "cut at {at}");
    }
    assert!(with(&[&bytes[..], &[0]].concat()).is_err());
    assert!(
        with(&[
            0xd9, 0x5d, 0x01, 0x9b, 255, 255, 255, 255, 255, 255, 255, 255
        ])
        .is_err()
    );
}

#[test]
fn pointers_and_keys_that_do_not_fit_are_named() {
    let issuer = Ecdsa::generate(Curve::P256).unwrap();
    let held = held(&issuer, badge(), &["/issuer"]);
    for pointer in [
        "/nothing",
        "issuer",
        "/issuer/id/x",
        "/type/7",
        "/credentialSubject/identifier/x",
    ] {
        let refused = sd::derive(&held, &[pointer.into()], &Contexts::bundled());
        assert_eq!(
            refused,
            Err(ProofError::Pointer(pointer.into())),
            "{pointer}"
        );
    }
    let wide = sd::Options {
        verification_method: "did:web:x.example#k".into(),
        created: Timestamp::from_text("2026-01-31T12:00:00Z"),
        mandatory: vec![],
        proof_key: Ecdsa::generate(Curve::P384).unwrap(),
        hmac_key: [1; 32],
    };
    assert!(matches!(
        sd::prepare(badge(), &wide, &Contexts::bundled()),
        Err(ProofError::WrongKey { .. })
    ));
    let mut smuggled = badge();
    smuggled["id"] = json!("urn:bnid:b0");
    let fresh = sd::Options {
        proof_key: Ecdsa::generate(Curve::P256).unwrap(),
        ..wide
    };
    assert!(matches!(
        sd::prepare(smuggled, &fresh, &Contexts::bundled()),
        Err(ProofError::Unsupported(_))
    ));
}

/// The whole verification takes a shown badge like any other, and a base proof for none.
#[test]
fn a_shown_badge_verifies_end_to_end() {
    use openbadges::verify::{Input, Known, StepName, Verdict};
    let issuer = Ecdsa::from_scalar(Curve::P256, &[7; 32]).unwrap();
    let did = issuer.public().to_did_key().unwrap();
    let mut document = badge();
    document["issuer"]["id"] = did.clone().into();
    document
        .as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus");
    let options = sd::Options {
        verification_method: format!("{did}#{}", did.trim_start_matches("did:key:")),
        created: Timestamp::from_text("2026-01-31T12:00:00Z"),
        mandatory: vec![
            "/issuer".into(),
            "/validFrom".into(),
            "/credentialSubject/achievement".into(),
        ],
        proof_key: Ecdsa::generate(Curve::P256).unwrap(),
        hmac_key: [4; 32],
    };
    let unsigned = sd::prepare(document, &options, &Contexts::bundled()).unwrap();
    let signature = issuer.sign(unsigned.bytes_to_sign()).unwrap();
    let held = unsigned.attach(&signature);
    let shown = sd::derive(&held, &[], &Contexts::bundled()).unwrap();
    let check = |document: &Value| {
        crate::support::run(&Input::Text(document.to_string()), &[], Known::new())
    };
    let report = check(&shown);
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
    assert_eq!(report.format.suite.as_deref(), Some("ecdsa-sd-2023"));
    assert!(report.facts.recipient_name.is_none());
    let base = check(&held);
    assert_eq!(base.verdict, Verdict::Invalid);
    assert_eq!(base.step(StepName::Proof).unwrap().code, "proof.malformed");
}
