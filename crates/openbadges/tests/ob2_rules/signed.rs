//! Badges, endorsements and lists that are signed as a JWS.
use openbadges::key::secret::Rsa;
use openbadges::ob2;
use openbadges::proof::jwt::Jws;
use openbadges::verify::{Answer, Input, Known, Mark, State, StepName, Verdict};
use serde_json::{Value, json};

use super::{BADGE, ISSUER, assertion, badge, endorsements, issuer, praise};
use crate::support::{found, run};

const KEY: &str = "https://badges.example.org/ob2/key";
const LIST: &str = "https://badges.example.org/ob2/revoked";
const ID: &str = "urn:uuid:9b5a6e1e-7e0d-4b8a-8d5a-6d3a3a5c1f11";

/// What the host of signed badges serves.
fn served(issuer: &Value, key: &Value, list: &Value) -> Vec<(String, Answer)> {
    [
        (BADGE, &badge()),
        (ISSUER, issuer),
        (KEY, key),
        (LIST, list),
    ]
    .map(|(url, document)| (url.to_owned(), found(document)))
    .to_vec()
}

fn jws(payload: &Value, key: &Rsa) -> String {
    let part = |value: &Value| openbadges::encoding::base64url(value.to_string().as_bytes());
    let input = format!("{}.{}", part(&json!({"alg": "RS256"})), part(payload));
    let signature = key.sign(input.as_bytes()).unwrap();
    let text = format!("{input}.{}", openbadges::encoding::base64url(&signature));
    Jws::parse(&text).unwrap();
    text
}

/// SubjectPublicKeyInfo in PEM, by hand.
fn pem(key: &Rsa) -> String {
    let text = pem_by_hand(key);
    let plain = |text: &str| {
        text.lines()
            .filter(|line| !line.starts_with('-'))
            .collect::<String>()
    };
    assert_eq!(plain(&key.public().to_pem().unwrap()), plain(&text));
    text
}

fn pem_by_hand(key: &Rsa) -> String {
    use base64::Engine as _;
    let did = key.public().to_did_key().unwrap();
    let bytes = openbadges::encoding::from_multibase(did.trim_start_matches("did:key:")).unwrap();
    let pkcs1 = &bytes[2..];
    let length = |length: usize| {
        let [.., high, low] = length.to_be_bytes();
        [0x82, high, low]
    };
    let bits = [&[0x03], &length(pkcs1.len() + 1)[..], &[0], pkcs1].concat();
    let algorithm = [
        0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
    ];
    let body = [&algorithm[..], &bits].concat();
    let der = [&[0x30], &length(body.len())[..], &body].concat();
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    format!("-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n")
}

#[test]
fn signed_badges_endorsements_and_their_lists() {
    let (rsa, _) = Rsa::generate().unwrap();
    let key = |owner: &str| json!({"id": KEY, "type": "CryptographicKey", "owner": owner, "publicKeyPem": pem(&rsa)});
    let mut issuer = issuer();
    issuer["publicKey"] = KEY.into();
    issuer["revocationList"] = LIST.into();
    let mut signed = assertion();
    signed["id"] = ID.into();
    signed["verification"] = json!({"type": "SignedBadge", "creator": KEY});
    let mut praise = praise(ID);
    praise["issuer"] = ISSUER.into();
    praise["verification"] = json!({"type": "SignedBadge", "creator": KEY});
    signed["endorsement"] = json!([jws(&praise, &rsa)]);
    let with = |list: &Value, owner: &str| {
        let served = served(&issuer, &key(owner), list);
        run(&Input::Text(jws(&signed, &rsa)), &served, Known::new())
    };
    let list = |entries: Value| json!({"@context": "https://w3id.org/openbadges/v2", "id": LIST, "type": "RevocationList", "issuer": ISSUER, "revokedAssertions": entries});
    let report = with(&list(json!(["urn:other"])), ISSUER);
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::ValidIssuerUnknown, State::Valid),
        "{report:#?}"
    );
    let (_, mark, results) = endorsements(&report);
    assert_eq!(
        (mark, &results[0]["result"]),
        (Mark::Ok, &json!("ok")),
        "{results:#?}"
    );
    for entries in [
        json!([ID]),
        json!([{"id": ID, "revocationReason": "Plagiarism."}]),
    ] {
        let report = with(&list(entries.clone()), ISSUER);
        assert_eq!(
            (report.verdict, report.state),
            (Verdict::Invalid, State::Revoked),
            "{entries}"
        );
        let reason = entries[0].get("revocationReason").and_then(Value::as_str);
        assert_eq!(report.facts.reason.as_deref(), reason);
    }
    let lifted = list(json!([{"id": ID, "revoked": false}]));
    assert_eq!(with(&lifted, ISSUER).state, State::Valid);
    // A list that cannot be used says nothing.
    let mut other = list(json!([]));
    other["issuer"] = "https://evil.example/issuer".into();
    for list in [other, json!({"type": "RevocationList"}), json!([])] {
        let report = with(&list, ISSUER);
        assert_eq!(
            (report.verdict, report.state),
            (Verdict::Unverifiable, State::Unknown),
            "{list}"
        );
    }
    // The key belongs to somebody else.
    let report = with(&list(json!([])), "https://evil.example/issuer");
    let step = report.step(StepName::Issuer).unwrap();
    assert_eq!(
        (report.verdict, step.code.as_str()),
        (Verdict::Invalid, "issuer.key_of_another")
    );
    // Another key signed the endorsement: it fails, the badge does not.
    let (thief, _) = Rsa::generate().unwrap();
    signed["endorsement"] = json!([jws(&praise, &thief)]);
    let served = served(&issuer, &key(ISSUER), &list(json!([])));
    let report = run(&Input::Text(jws(&signed, &rsa)), &served, Known::new());
    let (verdict, mark, results) = endorsements(&report);
    assert_eq!(
        (verdict, mark, &results[0]["result"]),
        (Verdict::ValidIssuerUnknown, Mark::Warning, &json!("failed"))
    );
}

/// Our side of a signed badge: what this crate writes, it verifies; the baked picture too.
#[test]
fn a_badge_that_we_sign_verifies_and_can_be_revoked() {
    let (rsa, _) = Rsa::generate().unwrap();
    let mut assertion = assertion();
    assertion["id"] = ID.into();
    let unsigned = ob2::prepare_signed(&assertion, KEY).unwrap();
    let signature = rsa.sign(unsigned.bytes_to_sign()).unwrap();
    let token = unsigned.attach(&signature);
    let mut issuer = issuer();
    issuer["publicKey"] = KEY.into();
    issuer["revocationList"] = LIST.into();
    let key = ob2::cryptographic_key(KEY, ISSUER, &rsa.public()).unwrap();
    let with = |revoked: &[(&str, Option<&str>)], input: Input| {
        let list = ob2::revocation_list(LIST, ISSUER, revoked);
        let served = served(&issuer, &key, &list);
        run(&input, &served, Known::new().trusted([ISSUER]))
    };
    let report = with(&[("urn:other", None)], Input::Text(token.clone()));
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::Valid, State::Valid),
        "{report:#?}"
    );
    assert_eq!(report.format.proof.as_deref(), Some("signed"));
    let report = with(&[(ID, Some("Plagiarism."))], Input::Text(token.clone()));
    assert_eq!(report.facts.reason.as_deref(), Some("Plagiarism."));
    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
    let version = openbadges::bake::Version::V2;
    let existing = openbadges::bake::Existing::Refuse;
    let baked = openbadges::bake::svg::bake(drawing, &token, None, version, existing).unwrap();
    assert_eq!(with(&[], Input::File(baked)).verdict, Verdict::Valid);
    // What version 2.0 does not allow is not signed.
    assertion["issuedOn"] = "2026-01-31".into();
    let refused = ob2::prepare_signed(&assertion, KEY).unwrap_err();
    assert!(
        refused.to_string().starts_with("assertion.issuedOn"),
        "{refused}"
    );
    let key = crate::support::key().public();
    assert!(ob2::cryptographic_key(KEY, ISSUER, &key).is_err());
}
