//! Badges from before 2.0: read, upgraded, verified at their hosts.
use openbadges::context::OPEN_BADGES_2;
use openbadges::encoding::base64url;
use openbadges::key::PublicKey;
use openbadges::key::secret::Rsa;
use openbadges::ob1::{self, Version};
use openbadges::verify::{
    Answer, Claimed, Input, Known, Options, Report, State, StepName, Verdict,
};
use serde_json::{Value, json};

use crate::support::{NOW, run_at};

const ASSERTION: &str = "https://old.example.org/assertions/1.json";
const BADGE: &str = "https://old.example.org/badges/1.json";
const ISSUER: &str = "https://old.example.org/issuer.json";
const KEY: &str = "https://old.example.org/key.pem";

fn one_point_oh() -> Value {
    json!({
        "uid": "f2c20", "recipient": {"type": "email", "hashed": true, "salt": "deadsea",
            "identity": "sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942"},
        "image": "https://old.example.org/1.png", "evidence": "https://old.example.org/work.html",
        "issuedOn": 1_359_217_910, "badge": BADGE, "verify": {"type": "hosted", "url": ASSERTION}, "note": "kept",
    })
}

fn class() -> Value {
    json!({"name": "Robotics", "description": "For robots.", "image": "https://old.example.org/b.png",
        "criteria": "https://old.example.org/criteria", "issuer": ISSUER, "tags": ["robots"],
        "alignment": [{"name": "CCSS", "url": "https://skills.example.org/1", "description": "x"}]})
}

fn served(assertion: &Value) -> Vec<(String, Answer)> {
    let issuer = json!({"name": "Guild", "url": "https://old.example.org"});
    [
        (ASSERTION, assertion.clone()),
        (BADGE, class()),
        (ISSUER, issuer),
    ]
    .map(|(url, document)| {
        (
            url.to_owned(),
            Answer::Found(document.to_string().into_bytes()),
        )
    })
    .into()
}

fn check(input: &Value, served: &[(String, Answer)]) -> Report {
    let mut options = Options::at(NOW);
    options.recipient = Some(Claimed {
        identity_type: "emailAddress".into(),
        value: "nobody@example.org".into(),
    });
    run_at(
        &Input::Text(input.to_string()),
        served,
        Known::new().trusted([ISSUER]),
        &options,
    )
}

#[test]
fn a_hosted_badge_of_1_0_verifies() {
    let old = one_point_oh();
    assert_eq!(ob1::version_of(&old), Some(Version::V1_0));
    let report = check(&old, &served(&old));
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::Valid, State::Valid),
        "{report:#?}"
    );
    assert_eq!(report.format.version.as_deref(), Some("1.0"));
    assert_eq!(report.facts.achievement_name.as_deref(), Some("Robotics"));
    assert_eq!(
        report.facts.valid_from.unwrap().as_str(),
        "2013-01-26T16:31:50Z"
    );
    // A changed copy changes nothing: the host's document counts.
    let mut forged = old.clone();
    forged["recipient"]["identity"] =
        "sha256$0000000000000000000000000000000000000000000000000000000000000000".into();
    assert_eq!(check(&forged, &served(&old)).verdict, Verdict::Valid);
    assert_eq!(
        check(&old, &served(&forged))
            .step(StepName::Recipient)
            .unwrap()
            .code,
        "recipient.other"
    );
    // And where the host is gone, nothing is certain.
    assert_eq!(check(&old, &[]).verdict, Verdict::Unverifiable);
}

#[test]
fn a_hosted_badge_of_1_1_verifies() {
    let mut old = one_point_oh();
    old["@context"] = "https://w3id.org/openbadges/v1".into();
    old["type"] = "Assertion".into();
    old["id"] = ASSERTION.into();
    old["expires"] = "2014-01-01".into();
    let report = check(&old, &served(&old));
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::Invalid, State::Expired),
        "{report:#?}"
    );
    assert_eq!(report.format.version.as_deref(), Some("1.1"));
}

#[test]
fn a_badge_of_0_5_stands_in_one_document() {
    let old = json!({
        "recipient": "sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942", "salt": "deadsea",
        "issued_on": "2012-04-03", "verify": {"type": "hosted", "url": ASSERTION},
        "badge": {"version": "0.5.0", "name": "Robotics", "image": "https://old.example.org/b.png", "description": "x",
            "criteria": "https://old.example.org/c",
            "issuer": {"origin": "https://old.example.org", "name": "Guild", "org": "Club", "contact": "a@example.org"}},
    });
    assert_eq!(ob1::version_of(&old), Some(Version::V0_5));
    let mut options = Options::at(NOW);
    options.recipient = None;
    let served = [(
        ASSERTION.to_owned(),
        Answer::Found(old.to_string().into_bytes()),
    )];
    let report = run_at(
        &Input::Url(ASSERTION.into()),
        &served,
        Known::new(),
        &options,
    );
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
    assert_eq!(report.facts.issuer_name.as_deref(), Some("Guild: Club"));
    // An issuer elsewhere does not keep badges here.
    let mut foreign = old.clone();
    foreign["badge"]["issuer"]["origin"] = "https://other.example.org".into();
    let served = [(
        ASSERTION.to_owned(),
        Answer::Found(foreign.to_string().into_bytes()),
    )];
    let report = run_at(
        &Input::Url(ASSERTION.into()),
        &served,
        Known::new(),
        &options,
    );
    assert_eq!(
        report.step(StepName::Issuer).unwrap().code,
        "issuer.out_of_scope"
    );
}

/// A signed badge of 1.x: the key must lie on the issuer's own host.
#[test]
fn a_signed_badge_of_1_0_verifies_with_the_hosts_key() {
    use base64::Engine as _;
    let (rsa, _) = Rsa::generate().unwrap();
    let token = |key: &str| {
        let mut assertion = one_point_oh();
        assertion["verify"] = json!({"type": "signed", "url": key});
        let part = |value: &Value| base64url(value.to_string().as_bytes());
        let input = format!("{}.{}", part(&json!({"alg": "RS256"})), part(&assertion));
        format!(
            "{input}.{}",
            base64url(&rsa.sign(input.as_bytes()).unwrap())
        )
    };
    let PublicKey::Rsa { n, e } = rsa.public() else {
        panic!("an RSA key")
    };
    let body = base64::engine::general_purpose::STANDARD.encode(subject_public_key_info(&n, &e));
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n");
    let mut served = served(&Value::Null);
    served.push((KEY.into(), Answer::Found(pem.clone().into_bytes())));
    served.push((
        "https://evil.example/key.pem".into(),
        Answer::Found(pem.into_bytes()),
    ));
    let verdict = |key: &str| {
        let options = Options::at(NOW);
        run_at(&Input::Text(token(key)), &served, Known::new(), &options)
    };
    let good = verdict(KEY);
    assert_eq!(good.verdict, Verdict::ValidIssuerUnknown, "{good:#?}");
    assert_eq!(good.format.version.as_deref(), Some("1.0"));
    let foreign = verdict("https://evil.example/key.pem");
    assert_eq!(foreign.verdict, Verdict::Invalid);
    assert_eq!(
        foreign.step(StepName::Issuer).unwrap().code,
        "issuer.key_not_listed"
    );
}

/// DER of an RSA SubjectPublicKeyInfo.
fn subject_public_key_info(n: &[u8], e: &[u8]) -> Vec<u8> {
    let tlv = |tag: u8, body: &[u8]| {
        let mut out = vec![tag];
        let length = u16::try_from(body.len()).unwrap();
        if length < 128 {
            out.push(u8::try_from(length).unwrap());
        } else {
            out.push(0x82);
            out.extend(length.to_be_bytes());
        }
        out.extend_from_slice(body);
        out
    };
    let integer = |bytes: &[u8]| {
        tlv(
            2,
            &[if bytes[0] > 127 { &[0][..] } else { &[] }, bytes].concat(),
        )
    };
    let key = tlv(0x30, &[integer(n), integer(e)].concat());
    let algorithm = tlv(
        0x30,
        &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0],
    );
    tlv(
        0x30,
        &[algorithm, tlv(3, &[&[0][..], &key].concat())].concat(),
    )
}

#[test]
fn the_upgrade_renames_and_keeps_the_rest() {
    let new = ob1::assertion(&one_point_oh(), Some(ASSERTION));
    assert_eq!(new["@context"], OPEN_BADGES_2);
    assert_eq!(new["verification"], json!({"type": "HostedBadge"}));
    assert_eq!(new["note"], "kept");
    assert!(new.get("uid").is_none() && new.get("verify").is_none());
    let class = ob1::badge_class(&class(), BADGE);
    assert_eq!(
        class["alignment"],
        json!([{"targetName": "CCSS", "targetUrl": "https://skills.example.org/1", "targetDescription": "x"}])
    );
    assert_eq!(class["id"], BADGE);
    // What is 2.0 already stays as it is.
    let modern = json!({"@context": OPEN_BADGES_2, "type": "BadgeClass", "id": BADGE});
    assert_eq!(ob1::badge_class(&modern, "https://x.example"), modern);
    for (old, new) in [
        (json!(0), json!("1970-01-01T00:00:00Z")),
        (json!("1359217910"), json!("2013-01-26T16:31:50Z")),
        (json!("2013-01-26"), json!("2013-01-26T00:00:00Z")),
        (json!("2013-01-26T10:00:00"), json!("2013-01-26T10:00:00Z")),
        (
            json!("2013-01-26T10:00:00+02:00"),
            json!("2013-01-26T10:00:00+02:00"),
        ),
        (json!("soon"), json!("soon")),
        (json!(9.5), json!(9.5)),
    ] {
        let mut assertion = one_point_oh();
        assertion["issuedOn"] = old;
        assert_eq!(ob1::assertion(&assertion, None)["issuedOn"], new);
    }
}
