//! What somebody tries who knows the standards: each attempt ends with the right word, and none is ever called valid.
use openbadges::context::Contexts;
use openbadges::encoding::base64url;
use openbadges::key::secret::{Curve, Ecdsa, Ed25519};
use openbadges::proof::{self, Options, jwt};
use openbadges::verify::{Answer, Input, Known, Report, State, StepName, Verdict};
use serde_json::{Value, json};
use time::macros::datetime;

use crate::support::{
    BADGE, DID, DID_ADDRESS, KEY, LIST, NOW, badge, found, key, options, run, run_at, served, sign,
    status_list, trusting,
};

fn check(document: &Value) -> Report {
    check_with(document.to_string(), served(&[]))
}

fn check_with(text: String, served: Vec<(String, Answer)>) -> Report {
    run(&Input::Text(text), &served, trusting())
}

fn told(report: &Report, step: StepName) -> (Verdict, &str) {
    let code = report.step(step).map_or("", |step| &step.code);
    (report.verdict, code)
}

fn stranger() -> Ed25519 {
    Ed25519::from_seed(&[66; 32]).unwrap()
}

/// One more proof, by a key of the caller's.
fn also_signed(document: Value, by: &Ed25519, id: Option<&str>, previous: &[&str]) -> Value {
    let did = by.public().to_did_key().unwrap();
    let how = match by.public().is_same(&key().public()) {
        true => options(),
        false => {
            let method = format!("{did}#{}", did.trim_start_matches("did:key:"));
            Options::eddsa_rdfc(method, datetime!(2026-02-01 12:00 UTC)).unwrap()
        }
    };
    let contexts = Contexts::bundled();
    let unsigned =
        proof::prepare_another(document, &how, id, previous, &by.public(), &contexts).unwrap();
    let signature = by.sign(unsigned.bytes_to_sign());
    unsigned.attach(&signature)
}

#[test]
fn one_bad_proof_of_two_spoils_both() {
    let good = also_signed(sign(badge()), &key(), None, &[]);
    assert_eq!(check(&good).verdict, Verdict::Valid);
    for which in 0..2 {
        let mut bad = good.clone();
        let other = proof::proofs(&sign(
            json!({"@context": badge()["@context"], "id": "urn:x:1"}),
        ))[0]
            .clone();
        bad["proof"][which]["proofValue"] = other["proofValue"].clone();
        let report = check(&bad);
        assert_eq!(
            told(&report, StepName::Proof),
            (Verdict::Invalid, "proof.bad_signature")
        );
    }
}

#[test]
fn a_proof_names_one_key_and_stands_in_one_list() {
    let good = sign(badge());
    let proof = good["proof"][0].clone();
    let mut two = good.clone();
    two["proof"][0]["verificationMethod"] = json!([KEY, "did:web:evil.example#key-1"]);
    assert_eq!(
        told(&check(&two), StepName::Proof),
        (Verdict::Invalid, "proof.malformed")
    );
    // Twice in the text of the document.
    let text = good.to_string().replacen(
        "\"verificationMethod\"",
        "\"verificationMethod\":\"did:web:evil.example#key-1\",\"verificationMethod\"",
        1,
    );
    let report = check_with(text, served(&[]));
    assert_eq!(
        told(&report, StepName::Read),
        (Verdict::Invalid, "read.json")
    );
    for odd in [
        json!([[proof]]),
        json!("z"),
        json!(7),
        json!([null]),
        json!({}),
    ] {
        let mut document = good.clone();
        document["proof"] = odd.clone();
        let report = check(&document);
        assert_ne!(report.verdict, Verdict::Valid, "{odd}");
    }
    for none in [json!(null), json!([])] {
        let mut document = good.clone();
        document["proof"] = none;
        assert_eq!(
            told(&check(&document), StepName::Proof),
            (Verdict::Invalid, "proof.none")
        );
    }
    // So many that not all are looked at: nobody can say that none of them is false.
    let mut many = good.clone();
    many["proof"] = vec![proof; 6].into();
    assert_eq!(
        told(&check(&many), StepName::Proof),
        (Verdict::Unverifiable, "proof.too_complex")
    );
}

#[test]
fn chains_that_lead_round_in_circles_end() {
    let chained = also_signed(badge(), &key(), Some("urn:p:1"), &[]);
    let chained = also_signed(chained, &key(), Some("urn:p:2"), &["urn:p:1"]);
    assert_eq!(check(&chained).verdict, Verdict::Valid);
    // To itself, round in a circle, to nothing, and to a name that two have.
    for (which, previous) in [
        (0, "urn:p:1"),
        (0, "urn:p:2"),
        (1, "urn:p:2"),
        (1, "urn:p:3"),
    ] {
        let mut round = chained.clone();
        round["proof"][which]["previousProof"] = previous.into();
        let report = check(&round);
        assert_eq!(
            report.verdict,
            Verdict::Invalid,
            "{which} {previous}: {report:#?}"
        );
    }
    let mut double = chained.clone();
    let decoy = proof::proofs(&also_signed(badge(), &stranger(), Some("urn:p:1"), &[]))[0].clone();
    double["proof"].as_array_mut().unwrap().insert(0, decoy);
    assert_eq!(check(&double).verdict, Verdict::Invalid);
}

#[test]
fn issuers_whose_ids_only_look_alike_are_others() {
    // Cyrillic а in the host, capitals, a dot behind it, an escaped letter, another path.
    for like in [
        "did:web:b\u{430}dges.example.org:issuers:guild",
        "did:web:BADGES.example.org:issuers:guild",
        "did:web:badges.example.org.:issuers:guild",
        "did:web:badges.example.org:issuers:gu%69ld",
        "did:web:badges.example.org:issuers::guild",
        "did:web:badges.example.org:..:issuers:guild",
        "did:web:badges.example.org@evil.example:issuers:guild",
        "did:web:127.0.0.1:issuers:guild",
        "did:web:badges.example.org%3A99999:issuers:guild",
        "did:web:badges.example.org%2Fissuers:guild",
        " did:web:badges.example.org:issuers:guild",
    ] {
        let mut document = badge();
        document["issuer"]["id"] = like.into();
        let how = Options::eddsa_rdfc(format!("{like}#key-1"), NOW);
        let Some(how) = how else { continue };
        let unsigned = proof::prepare(document, &how, &key().public(), &Contexts::bundled());
        let Ok(unsigned) = unsigned else { continue };
        let signature = key().sign(unsigned.bytes_to_sign());
        let report = check(&unsigned.attach(&signature));
        assert!(
            matches!(report.verdict, Verdict::Invalid | Verdict::Unverifiable),
            "{like}: {report:#?}"
        );
    }
}

#[test]
fn a_badge_is_about_one() {
    let mut two = badge();
    let subject = two["credentialSubject"].clone();
    two["credentialSubject"] = json!([subject, {"id": "did:example:mallory"}]);
    let report = check(&sign(two));
    assert_eq!(
        told(&report, StepName::Schema),
        (Verdict::Invalid, "schema.list")
    );
}

fn token(header: &Value, payload: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let part = |value: &Value| base64url(value.to_string().as_bytes());
    let input = format!("{}.{}", part(header), part(payload));
    format!("{input}.{}", base64url(&sign(input.as_bytes())))
}

fn claims(badge: &Value) -> Value {
    let unsigned = jwt::prepare(badge, KEY, jwt::Algorithm::EdDsa).unwrap();
    jwt::Jws::parse(&unsigned.attach(&[])).unwrap().payload
}

#[test]
fn a_token_that_does_not_say_when_it_ends_as_a_number_is_refused() {
    let header = json!({"alg": "EdDSA", "kid": KEY, "typ": "JWT"});
    let mut claims = claims(&badge());
    assert_eq!(
        check_with(token(&header, &claims, |m| key().sign(m)), served(&[])).verdict,
        Verdict::Valid
    );
    for end in [
        json!("1500000000"),
        json!("2017-07-14"),
        json!(null),
        json!([1_500_000_000]),
    ] {
        claims["exp"] = end.clone();
        let report = check_with(token(&header, &claims, |m| key().sign(m)), served(&[]));
        assert_eq!(
            told(&report, StepName::Proof),
            (Verdict::Invalid, "proof.claims"),
            "{end}"
        );
    }
}

/// A badge without an end whose token has one: at that second it must not be accepted (RFC 7519 §4.1.4).
#[test]
fn a_token_has_ended_at_the_second_it_names() {
    let header = json!({"alg": "EdDSA", "kid": KEY, "typ": "JWT"});
    let mut badge = badge();
    badge.as_object_mut().unwrap().shift_remove("validUntil");
    let mut claims = claims(&badge);
    for (left, state) in [(1, State::Valid), (0, State::Expired), (-1, State::Expired)] {
        claims["exp"] = (NOW.unix_timestamp() + left).into();
        let report = check_with(token(&header, &claims, |m| key().sign(m)), served(&[]));
        assert_eq!(report.state, state, "{left} s left");
    }
}

/// ASN.1 around the two numbers is what other software signs with; JOSE has them bare (RFC 7518 §3.4). With the other
/// of the two possible numbers `s` it is the same signature (no rule of the standards forbids it).
#[test]
fn an_ecdsa_signature_is_two_bare_numbers() {
    let signer = Ecdsa::from_scalar(Curve::P256, &[9; 32]).unwrap();
    let did = signer.public().to_did_key().unwrap();
    let method = format!("{did}#{}", did.trim_start_matches("did:key:"));
    let mut document = badge();
    document["issuer"]["id"] = did.into();
    document
        .as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus");
    let payload = claims(&document);
    let header = json!({"alg": "ES256", "kid": method, "typ": "JWT"});
    let run = |form: &dyn Fn(&[u8]) -> Vec<u8>| {
        let text = token(&header, &payload, |m| form(&signer.sign(m).unwrap()));
        run(&Input::Text(text), &[], Known::new())
    };
    assert_eq!(run(&<[u8]>::to_vec).verdict, Verdict::ValidIssuerUnknown);
    let der = |raw: &[u8]| {
        let number = |half: &[u8]| {
            let sign = if half[0] > 0x7f { vec![0] } else { Vec::new() };
            let half = [sign, half.to_vec()].concat();
            [vec![2, u8::try_from(half.len()).unwrap()], half].concat()
        };
        let both = [number(&raw[..32]), number(&raw[32..])].concat();
        [vec![0x30, u8::try_from(both.len()).unwrap()], both].concat()
    };
    let zero = |raw: &[u8]| vec![0; raw.len()];
    let longer = |raw: &[u8]| [raw, &[0]].concat();
    for wrong in [&der as &dyn Fn(&[u8]) -> Vec<u8>, &zero, &longer] {
        let report = run(wrong);
        assert_eq!(
            told(&report, StepName::Proof),
            (Verdict::Invalid, "proof.bad_signature")
        );
    }
    let other = run(&|raw: &[u8]| [&raw[..32], &minus(&raw[32..])].concat());
    assert_eq!(other.verdict, Verdict::ValidIssuerUnknown, "{other:#?}");
}

/// The order of P-256 less a number.
fn minus(number: &[u8]) -> Vec<u8> {
    let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    let byte = |at: usize| i32::from(u8::from_str_radix(&order[2 * at..2 * at + 2], 16).unwrap());
    let mut out = vec![0; 32];
    let mut borrow = 0;
    for at in (0..32).rev() {
        let difference = byte(at) - i32::from(number[at]) - borrow;
        borrow = i32::from(difference < 0);
        out[at] = u8::try_from(difference + 256 * borrow).unwrap();
    }
    out
}

#[test]
fn of_two_keys_of_one_name_the_one_that_signed_counts_if_both_are_the_issuers() {
    let jwks = "https://badges.example.org/.well-known/jwks.json";
    let kid = "https://badges.example.org/keys/1";
    let jwk = |key: &Ed25519, iss: &str| {
        let mut jwk = key.public().to_jwk().unwrap();
        jwk["kid"] = kid.into();
        jwk["iss"] = iss.into();
        jwk
    };
    let header = json!({"alg": "EdDSA", "kid": kid, "typ": "JWT"});
    let text = token(&header, &claims(&badge()), |m| key().sign(m));
    let with = |keys: Value| {
        let mut served = served(&[]);
        served.push((jwks.into(), found(&json!({"keys": keys}))));
        check_with(text.clone(), served)
    };
    let report = with(json!([jwk(&stranger(), DID), jwk(&key(), DID)]));
    assert_eq!(report.verdict, Verdict::Valid, "{report:#?}");
    let report = with(json!([jwk(&stranger(), DID)]));
    assert_eq!(
        told(&report, StepName::Proof),
        (Verdict::Invalid, "proof.bad_signature")
    );
    // One that says it is another issuer's does not count, whoever else is named alike.
    let report = with(json!([jwk(
        &key(),
        "did:web:badges.example.org:issuers:other"
    )]));
    assert_ne!(report.verdict, Verdict::Valid, "{report:#?}");
}

#[test]
fn dates_at_the_edges_are_read_or_refused() {
    let with = |from: &str, until: Option<&str>| {
        let mut document = badge();
        document["validFrom"] = from.into();
        if let Some(until) = until {
            document["validUntil"] = until.into();
        }
        check(&sign(document))
    };
    // Ends beyond any calendar of ours, a second that there was once, midnight as the end of a day, the widest zones.
    for (from, until) in [
        ("2026-01-31T12:00:00Z", Some("9999-12-31T23:59:59Z")),
        ("2016-12-31T23:59:60Z", None),
        ("2025-12-31T24:00:00Z", None),
        ("2026-06-01T13:59:59+14:00", None),
        ("2026-05-31T23:59:59-12:00", None),
        ("2026-01-31T12:00:00.123456789Z", None),
    ] {
        let report = with(from, until);
        assert_eq!(
            report.verdict,
            Verdict::Valid,
            "{from} {until:?}: {report:#?}"
        );
    }
    for (from, until) in [
        ("2026-02-30T12:00:00Z", None),
        ("2026-01-31T25:00:00Z", None),
        ("2026-01-31T12:00:00+99:00", None),
        ("2026-01-31", None),
        ("10000-01-01T00:00:00Z", None),
        ("2026-01-31T12:00:00Z", Some("never")),
        ("2026-05-02T00:00:00Z", Some("2026-05-01T00:00:00Z")),
    ] {
        let report = with(from, until);
        assert_eq!(
            report.verdict,
            Verdict::Invalid,
            "{from} {until:?}: {report:#?}"
        );
    }
    // The last instant still counts.
    let mut document = badge();
    document["validUntil"] = "2026-06-01T12:00:00Z".into();
    assert_eq!(check(&sign(document)).state, State::Valid);
}

#[test]
fn a_status_list_must_be_about_the_same_thing_and_be_a_list() {
    let mut document = badge();
    document["credentialStatus"]["statusPurpose"] = "suspension".into();
    let report = check(&sign(document));
    assert_eq!(
        told(&report, StepName::Status),
        (Verdict::Unverifiable, "status.list")
    );
    // The badge itself, another badge of the issuer, or a list with a changed bit.
    let good = sign(badge());
    let mut flipped = status_list(&[]);
    let set = openbadges::status::Bitstring::new(openbadges::status::MIN_ENTRIES).unwrap();
    flipped["credentialSubject"]["encodedList"] = set.encode().into();
    flipped["credentialSubject"]["statusPurpose"] = "message".into();
    for (list, code) in [
        (good.clone(), "status.list"),
        (flipped, "status.list_unsigned"),
    ] {
        let served = vec![
            (DID_ADDRESS.to_owned(), served(&[])[0].1.clone()),
            (LIST.to_owned(), found(&list)),
        ];
        let report = check_with(good.to_string(), served);
        assert_eq!(
            told(&report, StepName::Status),
            (Verdict::Unverifiable, code)
        );
    }
}

/// The older revocation list is not signed, so what is at its address must at least say that it is one.
#[test]
fn any_json_is_no_revocation_list() {
    let address = "https://badges.example.org/revocations";
    let mut document = badge();
    document["credentialStatus"] = json!({"id": address, "type": "1EdTechRevocationList"});
    let context = document["@context"].as_array_mut().unwrap();
    context.push("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json".into());
    let document = sign(document);
    let with = |list: Value| {
        let mut served = served(&[]);
        served.push((address.into(), found(&list)));
        check_with(document.to_string(), served)
    };
    for wrong in [
        json!({}),
        json!([]),
        json!({"error": "not found"}),
        json!("ok"),
    ] {
        let report = with(wrong);
        assert_eq!(
            told(&report, StepName::Status),
            (Verdict::Unverifiable, "status.list")
        );
    }
    assert_eq!(
        with(json!({"id": address, "issuer": DID})).verdict,
        Verdict::Valid
    );
    let report = with(json!({"revokedCredential": [BADGE]}));
    assert_eq!(
        told(&report, StepName::Status),
        (Verdict::Invalid, "status.revoked")
    );
}

/// Version 2.0: a beginning that the issuer wrote without a slash also begins another host's name.
#[test]
fn the_beginning_of_an_address_does_not_reach_another_host() {
    let issuer = "https://guild.example.org/issuer";
    let check = |assertion: &str| {
        let class = "https://guild.example.org/class";
        let documents = [
            (
                assertion,
                json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": assertion,
                "badge": class, "issuedOn": "2026-01-01T00:00:00Z", "verification": {"type": "HostedBadge"},
                "recipient": {"type": "email", "hashed": false, "identity": "a@example.org"}}),
            ),
            (
                class,
                json!({"@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass", "id": class, "name": "X",
                "description": "Y", "image": "https://guild.example.org/x.png", "criteria": {"narrative": "Z"}, "issuer": issuer}),
            ),
            (
                issuer,
                json!({"@context": "https://w3id.org/openbadges/v2", "type": "Issuer", "id": issuer, "name": "Guild",
                "url": "https://guild.example.org", "email": "a@example.org",
                "verification": {"type": "VerificationObject", "startsWith": "https://guild.example.org"}}),
            ),
        ];
        let served: Vec<(String, Answer)> = documents
            .iter()
            .map(|(url, document)| ((*url).to_owned(), found(document)))
            .collect();
        let input = Input::Url(assertion.to_owned());
        run_at(
            &input,
            &served,
            Known::new().trusted([issuer]),
            &openbadges::verify::Options::at(NOW),
        )
    };
    assert_eq!(
        check("https://guild.example.org/a/1").verdict,
        Verdict::Valid
    );
    for evil in [
        "https://guild.example.org.evil.example/a/1",
        "https://guild.example.org@evil.example/a/1",
        "https://guild.example.org:8443/a/1",
        "http://guild.example.org/a/1",
    ] {
        let report = check(evil);
        assert_eq!(
            told(&report, StepName::Issuer),
            (Verdict::Invalid, "issuer.out_of_scope"),
            "{evil}"
        );
    }
}
