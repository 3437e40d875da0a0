//! Badges in the form of a JWT.
use openbadges::encoding::base64url;
use openbadges::key::did::{self, PublishedKey};
use openbadges::key::secret::Rsa;
use openbadges::proof::jwt::{self, Algorithm};
use openbadges::verify::{Answer, Authentic, Input, State, Verdict};
use serde_json::{Value, json};

use crate::support::{
    DID, DID_ADDRESS, badge, file, found, published, replaced, run, served, sign, trusting,
};

#[test]
fn a_token_may_end_before_its_badge() {
    let (full, all) = as_jwt_with(&badge(), |claims| claims["exp"] = json!(1_770_000_000));
    let report = run(&Input::Text(full), &all, trusting());
    assert_eq!(
        (report.verdict, report.authentic, report.state),
        (Verdict::Invalid, Authentic::Yes, State::Expired)
    );
}

#[test]
fn the_content_digest_is_the_same_in_all_forms() {
    let signed = sign(badge());
    let json = run(&file(&signed), &served(&[]), trusting());
    let (text, all) = as_jwt(&badge());
    let jwt = run(&Input::Text(text), &all, trusting());
    assert_eq!(json.content_sha256, jwt.content_sha256);
    assert!(json.content_sha256.is_some());
}

fn as_jwt(document: &Value) -> (String, Vec<(String, Answer)>) {
    as_jwt_with(document, |_| ())
}

fn as_jwt_with(document: &Value, change: impl Fn(&mut Value)) -> (String, Vec<(String, Answer)>) {
    let (rsa, _) = Rsa::generate().unwrap();
    let kid = format!("{DID}#rsa-1");
    let unsigned = jwt::prepare(document, &kid, Algorithm::Rs256).unwrap();
    let signature = rsa.sign(unsigned.bytes_to_sign()).unwrap();
    let text = unsigned.attach(&signature);
    let parts: Vec<&str> = text.split('.').collect();
    let bytes = openbadges::encoding::from_base64url(parts[1]).unwrap();
    let mut claims: Value = serde_json::from_slice(&bytes).unwrap();
    change(&mut claims);
    let input = format!("{}.{}", parts[0], base64url(claims.to_string().as_bytes()));
    let signature = rsa.sign(input.as_bytes()).unwrap();
    let mut keys = published();
    keys.push(PublishedKey {
        fragment: "rsa-1".into(),
        key: rsa.public(),
        revoked: None,
    });
    let all = replaced(served(&[]), DID_ADDRESS, found(&did::document(DID, &keys)));
    (format!("{input}.{}", base64url(&signature)), all)
}

#[test]
fn a_vc_jwt_verifies_by_the_issuers_document() {
    let (text, all) = as_jwt(&badge());
    let report = run(&Input::Text(text.clone()), &all, trusting());
    assert_eq!(report.verdict, Verdict::Valid, "{report:#?}");
    assert_eq!(
        (
            report.format.carrier.as_str(),
            report.format.suite.as_deref()
        ),
        ("jwt", Some("RS256"))
    );
    let parts: Vec<&str> = text.split('.').collect();
    let mut payload: Value =
        serde_json::from_slice(&openbadges::encoding::from_base64url(parts[1]).unwrap()).unwrap();
    payload["name"] = "x".into();
    let forged = format!(
        "{}.{}.{}",
        parts[0],
        base64url(payload.to_string().as_bytes()),
        parts[2]
    );
    let report = run(&Input::Text(forged), &all, trusting());
    assert_eq!(
        (report.verdict, report.authentic),
        (Verdict::Invalid, Authentic::No)
    );
    let none = format!("{}.{}.", base64url(br#"{"alg":"none"}"#), parts[1]);
    let report = run(&Input::Text(none), &all, trusting());
    assert_eq!(
        (report.verdict, report.steps[0].code.as_str()),
        (Verdict::Invalid, "jwt.algorithm")
    );
}

/// The key in a header is a hint: only the issuer's set or document makes it the issuer's.
#[test]
fn a_key_in_the_header_needs_the_issuers_set() {
    let (rsa, _) = Rsa::generate().unwrap();
    let jwk = rsa.public().to_jwk().unwrap();
    let (full, _) = as_jwt(&badge());
    let header = base64url(json!({"alg": "RS256", "jwk": jwk}).to_string().as_bytes());
    let input = format!("{header}.{}", full.split('.').nth(1).unwrap());
    let text = format!(
        "{input}.{}",
        base64url(&rsa.sign(input.as_bytes()).unwrap())
    );
    let set_at = "https://badges.example.org/.well-known/jwks.json";
    let run_with = |set: Answer| {
        run(
            &Input::Text(text.clone()),
            &replaced(served(&[]), set_at, set),
            trusting(),
        )
    };
    assert_eq!(
        run_with(found(&json!({"keys": []}))).verdict,
        Verdict::Invalid
    );
    let keys = [PublishedKey {
        fragment: "rsa-1".into(),
        key: rsa.public(),
        revoked: None,
    }];
    assert_eq!(
        run_with(found(&did::jwks(DID, &keys))).verdict,
        Verdict::Valid
    );
    let other_tenant = did::jwks("did:web:badges.example.org:issuers:other", &keys);
    assert_eq!(run_with(found(&other_tenant)).verdict, Verdict::Invalid);
    assert_eq!(
        run_with(Answer::failed("no route")).verdict,
        Verdict::Unverifiable
    );
}
