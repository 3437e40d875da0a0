//! Badges in the shapes in which other platforms write them, of any year: recognised, read, and judged by what they are.
//! The documents are our own; the shapes are those of Credly, Badgr and Canvas, Moodle, Open Badge Factory, Blockcerts,
//! the Digital Credentials Consortium, wallets and the pilots of 2022.
use std::io::Write as _;

use openbadges::context::Contexts;
use openbadges::encoding::base64url;
use openbadges::key::secret::{Curve, Ecdsa};
use openbadges::proof::{self, Options};
use openbadges::rdfc10::Hash;
use openbadges::status::{Bitstring, MIN_ENTRIES};
use openbadges::verify::{Answer, Input, Known, Mark, Report, State, StepName, Verdict};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use time::macros::datetime;

use crate::support::{found, key, quads, run};

const V1: &str = "https://www.w3.org/2018/credentials/v1";

fn did() -> String {
    key().public().to_did_key().unwrap()
}

fn method() -> String {
    let did = did();
    format!("{did}#{}", did.trim_start_matches("did:key:"))
}

/// A badge of the pilots: VC 1.1, single values, an address as picture, the name beside the achievement.
fn pilot(contexts: &[&str]) -> Value {
    let mut context = vec![
        V1,
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    ];
    context.extend(contexts);
    json!({
        "@context": context,
        "id": "urn:uuid:5f3c1f1e-6e0a-4b62-9d1c-0d6c8c5a7f01",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Teamwork",
        "issuer": {"type": ["Profile"], "id": did(), "name": "Guild", "url": "https://guild.example.org",
            "image": "https://guild.example.org/logo.png"},
        "issuanceDate": "2023-04-01T10:20:30.123Z",
        "credentialSubject": {
            "type": ["AchievementSubject"], "id": "did:example:zoe", "name": "Zoë Müller",
            "achievement": {"id": "urn:uuid:bd6d9316-f7ae-4073-a1e5-2f7f5bd22922", "type": ["Achievement"],
                "name": "Teamwork", "description": "Works well with others.",
                "criteria": {"type": "Criteria", "narrative": "Named by peers."},
                "image": {"id": "https://guild.example.org/teamwork.png", "type": "Image"}}},
    })
}

/// The hashes that proofs of before Data Integrity sign, too.
fn hashes(document: &Value, options: &Value) -> Vec<u8> {
    let canonical = |value: &Value| {
        let quads = quads(value, &Contexts::bundled()).unwrap();
        let canonical = openbadges::rdfc10::canonicalize(&quads, Hash::Sha256).unwrap();
        Sha256::digest(canonical).to_vec()
    };
    let mut options = options.clone();
    options["@context"] = document["@context"].clone();
    [canonical(&options), canonical(document)].concat()
}

fn with_jws(
    mut document: Value,
    mut options: Value,
    alg: &str,
    sign: impl Fn(&[u8]) -> Vec<u8>,
) -> Value {
    let header = json!({"alg": alg, "b64": false, "crit": ["b64"]});
    let header = base64url(header.to_string().as_bytes());
    let message = [header.as_bytes(), b".", &hashes(&document, &options)].concat();
    options["jws"] = format!("{header}..{}", base64url(&sign(&message))).into();
    document["proof"] = options;
    document
}

fn legacy(kind: &str, method: &str) -> Value {
    json!({"type": kind, "created": "2023-04-01T10:20:30Z", "verificationMethod": method,
        "proofPurpose": "assertionMethod"})
}

fn signed(mut document: Value) -> Value {
    let options = Options::eddsa_rdfc(method(), datetime!(2023-04-01 10:20:30 UTC)).unwrap();
    if document["@context"][0] == V1 {
        let context = document["@context"].as_array_mut().unwrap();
        context.push("https://w3id.org/security/data-integrity/v2".into());
    }
    let unsigned = proof::prepare(document, &options, &key().public(), &Contexts::bundled());
    let unsigned = unsigned.unwrap();
    let signature = key().sign(unsigned.bytes_to_sign());
    unsigned.attach(&signature)
}

fn check(input: &Value, served: &[(&str, Value)]) -> Report {
    check_text(&input.to_string(), served)
}

fn check_text(input: &str, served: &[(&str, Value)]) -> Report {
    let served: Vec<(String, Answer)> = served
        .iter()
        .map(|(url, document)| ((*url).to_owned(), found(document)))
        .collect();
    run(&Input::Text(input.to_owned()), &served, Known::new())
}

fn code(report: &Report, step: StepName) -> &str {
    report.step(step).map_or("", |step| &step.code)
}

#[test]
fn a_pilots_badge_with_a_detached_jws_is_verified() {
    let proof = legacy("Ed25519Signature2018", &method());
    let badge = with_jws(pilot(&[]), proof, "EdDSA", |message| key().sign(message));
    let report = check(&badge, &[]);
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
    assert_eq!(code(&report, StepName::Proof), "proof.superseded");
    assert_eq!(report.facts.recipient_name.as_deref(), Some("Zoë Müller"));
    assert_eq!(report.facts.issuer_name.as_deref(), Some("Guild"));
    // An address as a picture is a remark, no more.
    let schema = report.step(StepName::Schema).unwrap();
    assert_eq!(
        (schema.mark, schema.code.as_str()),
        (Mark::Warning, "schema.single")
    );

    let mut forged = badge.clone();
    forged["name"] = "Leadership".into();
    assert_eq!(
        code(&check(&forged, &[]), StepName::Proof),
        "proof.bad_signature"
    );
    for (header, why) in [
        (json!({"alg": "EdDSA"}), "the payload is said to be encoded"),
        (
            json!({"alg": "none", "b64": false, "crit": ["b64"]}),
            "no algorithm",
        ),
        (
            json!({"alg": "EdDSA", "b64": false, "crit": ["b64", "exp"]}),
            "something else is critical",
        ),
    ] {
        let mut other = badge.clone();
        let jws = badge["proof"]["jws"].as_str().unwrap();
        let (_, signature) = jws.split_once("..").unwrap();
        let header = base64url(header.to_string().as_bytes());
        other["proof"]["jws"] = format!("{header}..{signature}").into();
        assert_eq!(
            code(&check(&other, &[]), StepName::Proof),
            "proof.malformed",
            "{why}"
        );
    }
}

#[test]
fn a_json_web_signature_is_verified_with_the_key_it_names() {
    let p256 = Ecdsa::from_scalar(Curve::P256, &[9; 32]).unwrap();
    let did = p256.public().to_did_key().unwrap();
    let method = format!("{did}#{}", did.trim_start_matches("did:key:"));
    let mut badge = pilot(&["https://w3id.org/security/suites/jws-2020/v1"]);
    badge["issuer"]["id"] = did.into();
    let proof = legacy("JsonWebSignature2020", &method);
    let sign = |message: &[u8]| p256.sign(message).unwrap();
    let good = with_jws(badge.clone(), proof.clone(), "ES256", sign);
    let report = check(&good, &[]);
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
    // The key decides the algorithm, not the token.
    let wrong = with_jws(badge, proof, "EdDSA", sign);
    assert_eq!(
        code(&check(&wrong, &[]), StepName::Proof),
        "proof.malformed"
    );
}

#[test]
fn proofs_that_are_not_checked_are_named() {
    for kind in [
        "BbsBlsSignature2020",
        "MerkleProof2019",
        "RsaSignature2018",
        "EthereumEip712Signature2021",
    ] {
        let mut badge = pilot(&[]);
        badge["proof"] = legacy(kind, &method());
        let report = check(&badge, &[]);
        assert_eq!(report.verdict, Verdict::Unverifiable, "{report:#?}");
        let step = report.step(StepName::Proof).unwrap();
        assert_eq!(step.code, "proof.unsupported");
        assert!(step.text.contains(kind), "{}", step.text);
        assert_eq!(report.facts.achievement_name.as_deref(), Some("Teamwork"));
    }
}

fn token(payload: &Value) -> String {
    let header = json!({"alg": "EdDSA", "kid": method(), "typ": "JWT"});
    let part = |value: &Value| base64url(value.to_string().as_bytes());
    let input = format!("{}.{}", part(&header), part(payload));
    format!("{input}.{}", base64url(&key().sign(input.as_bytes())))
}

/// Wallets leave to the claims what VC 1.1 lets them say (§6.3.1).
#[test]
fn a_token_whose_credential_leaves_members_to_the_claims_is_read() {
    let mut credential = pilot(&[]);
    for member in ["id", "issuanceDate"] {
        credential.as_object_mut().unwrap().shift_remove(member);
    }
    credential["issuer"]
        .as_object_mut()
        .unwrap()
        .shift_remove("id");
    credential["credentialSubject"]
        .as_object_mut()
        .unwrap()
        .shift_remove("id");
    let claims = json!({"iss": did(), "sub": "did:example:zoe", "jti": "urn:uuid:1", "nbf": 1_680_344_430,
        "exp": 1_900_000_000, "vc": credential});
    let report = check_text(&token(&claims), &[]);
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
    assert_eq!(report.facts.id.as_deref(), Some("urn:uuid:1"));
    assert_eq!(report.facts.issuer_id, Some(did()));
    assert_eq!(
        report.facts.valid_from.unwrap().as_str(),
        "2023-04-01T10:20:30Z"
    );
    assert_eq!(
        report.facts.valid_until.unwrap().as_str(),
        "2030-03-17T17:46:40Z"
    );

    // What the credential says itself must agree with them.
    for (pointer, member, value) in [
        ("", "id", "urn:uuid:2"),
        ("", "issuanceDate", "2020-01-01T00:00:00Z"),
        ("", "expirationDate", "2040-01-01T00:00:00Z"),
        ("/issuer", "id", "did:web:other.example.org"),
        ("/credentialSubject", "id", "did:example:mallory"),
    ] {
        let mut conflict = claims.clone();
        let whole = conflict.pointer_mut(&format!("/vc{pointer}")).unwrap();
        whole[member] = value.into();
        let report = check_text(&token(&conflict), &[]);
        assert_eq!(report.verdict, Verdict::Invalid, "{member}: {report:#?}");
    }
}

#[test]
fn a_revocation_list_of_2020_is_read() {
    let address = "https://guild.example.org/lists/2020";
    let badge = |index: Value| {
        let mut badge = pilot(&["https://w3id.org/vc-revocation-list-2020/v1"]);
        badge["credentialStatus"] = json!({"id": format!("{address}#1"), "type": "RevocationList2020Status",
            "revocationListIndex": index, "revocationListCredential": address});
        signed(badge)
    };
    // Those lists had 100,000 entries as a rule, fewer than a list must have today.
    let mut bits = Bitstring::new(MIN_ENTRIES).unwrap();
    bits.set(1193, true).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(&bits.as_bytes()[..12_500]).unwrap();
    let short = base64url(&gzip.finish().unwrap());
    let list = signed(json!({
        "@context": [V1, "https://w3id.org/vc-revocation-list-2020/v1"], "id": address, "issuer": did(),
        "type": ["VerifiableCredential", "RevocationList2020Credential"], "issuanceDate": "2023-04-01T10:20:30Z",
        "credentialSubject": {"id": format!("{address}#list"), "type": "RevocationList2020", "encodedList": short},
    }));
    let served = [(address, list)];
    let report = check(&badge(json!(1193)), &served);
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::Invalid, State::Revoked),
        "{report:#?}"
    );
    let report = check(&badge(json!("1194")), &served);
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
    let report = check(&badge(json!("100001")), &served);
    assert_eq!(
        (report.verdict, code(&report, StepName::Status)),
        (Verdict::Unverifiable, "status.list")
    );
}

#[test]
fn a_status_that_nobody_reads_here_is_unverifiable_and_said() {
    for kind in [
        "CredentialStatusList2017",
        "SparseMerkleTreeProof",
        "TokenStatusListEntry",
    ] {
        let mut badge = pilot(&[]);
        let context = json!({kind: format!("https://status.example.org#{kind}")});
        badge["@context"].as_array_mut().unwrap().push(context);
        badge["credentialStatus"] =
            json!({"id": "https://guild.example.org/status/1", "type": kind});
        let report = check(&signed(badge), &[]);
        assert_eq!(report.verdict, Verdict::Unverifiable, "{report:#?}");
        let step = report.step(StepName::Status).unwrap();
        assert_eq!(step.code, "status.unsupported");
        assert!(step.text.contains(kind), "{}", step.text);
    }
}

const HOST: &str = "https://badges.example.org";

/// What the host of a badge of version 2.0 serves.
fn hosted(assertion: &Value, class: &Value, issuer: &Value) -> Report {
    let at = |document: &Value| document["id"].as_str().unwrap().to_owned();
    let (a, b, c) = (at(assertion), at(class), at(issuer));
    check(
        assertion,
        &[
            (&a, assertion.clone()),
            (&b, class.clone()),
            (&c, issuer.clone()),
        ],
    )
}

fn class() -> Value {
    json!({"@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass", "id": format!("{HOST}/classes/1"),
        "name": "Robotics", "description": "For robots.", "image": format!("{HOST}/1.png"),
        "criteria": {"@context": "https://w3id.org/openbadges/v2", "id": format!("{HOST}/c"), "narrative": "Built one."},
        "issuer": format!("{HOST}/issuers/1"), "tags": ["robots"], "alignment": []})
}

fn issuer() -> Value {
    json!({"@context": "https://w3id.org/openbadges/v2", "type": "Profile", "id": format!("{HOST}/issuers/1"),
        "name": "Guild", "url": HOST, "email": "badges@example.org"})
}

/// Credly: `hosted`, no salt, evidence with contexts of its own, nothing where there is nothing.
#[test]
fn a_hosted_badge_with_nulls_and_the_short_name_of_hosted_is_valid() {
    let assertion = json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
        "id": format!("{HOST}/assertions/1"), "badge": class()["id"], "expires": null, "image": null, "narrative": null,
        "evidence": [{"@context": "https://w3id.org/openbadges/v2", "id": "http://example.org", "name": "Work",
            "description": null, "genre": "UrlEvidence", "type": "Evidence"}],
        "issuedOn": "2014-04-01T14:41:00.000Z", "verification": {"type": "hosted"},
        "recipient": {"type": "email", "hashed": true,
            "identity": "sha256$B36A83701F1C3191E19722D6F90274BC1B5501FE69EBF33313E440FE4B0FE210"}});
    let report = hosted(&assertion, &class(), &issuer());
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
}

/// Badgr and Canvas: the recipient's name in an extension, pictures as objects, `evidence` with a narrative only.
#[test]
fn a_hosted_badge_names_its_recipient_in_an_extension() {
    let assertion = json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
        "id": format!("{HOST}/assertions/1"), "badge": class()["id"], "issuedOn": "2019-05-06T07:08:09.123456+00:00",
        "image": {"id": format!("{HOST}/a1.png"), "type": "schema:ImageObject"}, "verification": {"type": "HostedBadge"},
        "recipient": {"type": "email", "hashed": true, "salt": "8f0c",
            "identity": "sha256$b36a83701f1c3191e19722d6f90274bc1b5501fe69ebf33313e440fe4b0fe210"},
        "evidence": [{"type": "Evidence", "narrative": "She built it."}],
        "extensions:recipientProfile": {"@context": "https://openbadgespec.org/extensions/recipientProfile/context.json",
            "type": ["Extension", "extensions:RecipientProfile"], "name": "Zoë Müller"}});
    let mut class = class();
    class["image"] = json!({"id": format!("{HOST}/1.svg"), "caption": "A robot"});
    let report = hosted(&assertion, &class, &issuer());
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
    assert_eq!(report.facts.recipient_name.as_deref(), Some("Zoë Müller"));
}

/// Moodle: addresses with queries, `verify` beside the class written out, evidence as an address.
#[test]
fn a_hosted_badge_with_queries_in_its_addresses_is_valid() {
    let (mut class, mut issuer) = (class(), issuer());
    issuer["id"] = format!("{HOST}/badges/issuer_json.php?id=1").into();
    issuer["type"] = "Issuer".into();
    class["id"] = format!("{HOST}/badges/badge_json.php?id=1").into();
    class["issuer"] = issuer["id"].clone();
    class["image"] = "data:image/png;base64,iVBORw0KGgo=".into();
    let id = format!("{HOST}/badges/assertion.php?b=f00&obversion=2");
    let assertion = json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": id,
        "badge": class, "issuedOn": "2020-01-02T03:04:05+01:00", "verify": {"type": "hosted", "url": id},
        "evidence": format!("{HOST}/badges/badge.php?hash=f00"),
        "recipient": {"type": "email", "hashed": true, "salt": "badges42",
            "identity": "sha256$b36a83701f1c3191e19722d6f90274bc1b5501fe69ebf33313e440fe4b0fe210"}});
    let report = hosted(&assertion, &class, &issuer);
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
    assert_eq!(report.facts.achievement_name.as_deref(), Some("Robotics"));
}

#[test]
fn a_hosted_badge_that_is_gone_still_says_what_it_claims() {
    let mut class = class();
    class["issuer"] = issuer();
    let assertion = json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
        "id": format!("{HOST}/assertions/1"), "badge": class, "issuedOn": "2019-05-06T07:08:09Z",
        "verification": {"type": "HostedBadge"}, "recipient": {"type": "email", "hashed": false, "identity": "a@example.org"}});
    let report = check(&assertion, &[]);
    assert_eq!(
        (report.verdict, code(&report, StepName::Proof)),
        (Verdict::Unverifiable, "proof.unreachable")
    );
    assert_eq!(report.facts.achievement_name.as_deref(), Some("Robotics"));
    assert_eq!(report.facts.issuer_name.as_deref(), Some("Guild"));
}

#[test]
fn a_blockcert_is_known_by_its_anchor() {
    let mut class = class();
    class["issuer"] = issuer();
    let assertion = json!({"@context": ["https://w3id.org/openbadges/v2", "https://w3id.org/blockcerts/v2"],
        "type": "Assertion", "id": "urn:uuid:5f3c1f1e-6e0a-4b62-9d1c-0d6c8c5a7f01", "badge": class,
        "issuedOn": "2017-06-29T14:58:57.461422+00:00",
        "recipient": {"type": "email", "hashed": false, "identity": "a@example.org"},
        "recipientProfile": {"type": ["RecipientProfile", "Extension"], "name": "Zoë Müller"},
        "verification": {"type": ["MerkleProofVerification2017", "Extension"], "publicKey": "ecdsa-koblitz-pubkey:1"},
        "signature": {"type": ["MerkleProof2017", "Extension"], "merkleRoot": "68f3", "proof": []}});
    let report = check(&assertion, &[]);
    assert_eq!(
        (report.verdict, code(&report, StepName::Proof)),
        (Verdict::Unverifiable, "proof.unsupported")
    );
    assert_eq!(report.facts.recipient_name.as_deref(), Some("Zoë Müller"));
    assert_eq!(report.facts.issuer_name.as_deref(), Some("Guild"));
}

/// What a wallet exports is a presentation as a rule; an API answers with lists.
#[test]
fn a_badge_in_a_presentation_or_a_list_is_found() {
    let badge = signed(pilot(&[]));
    let mut claims = pilot(&[]);
    claims["issuanceDate"] = "2023-04-01T10:20:30Z".into();
    let jwt = token(
        &json!({"iss": did(), "sub": "did:example:zoe", "jti": claims["id"], "nbf": 1_680_344_430, "vc": claims}),
    );
    for wrapped in [
        json!({"@context": [V1], "type": ["VerifiablePresentation"], "verifiableCredential": [badge]}),
        json!({"@context": [V1], "type": "VerifiablePresentation", "verifiableCredential": badge}),
        json!({"verifiableCredential": badge}),
        json!({"credential": [badge]}),
        json!({"credential": [], "compactJwsString": [jwt]}),
        json!([badge]),
        json!([jwt]),
    ] {
        let report = check(&wrapped, &[]);
        assert_eq!(
            report.verdict,
            Verdict::ValidIssuerUnknown,
            "{wrapped} {report:#?}"
        );
    }
    // As a token, too; who presents it is not looked at.
    for (kind, presentation) in [
        (
            "JWT",
            json!({"vp": {"type": ["VerifiablePresentation"], "verifiableCredential": [jwt]}}),
        ),
        (
            "vp+jwt",
            json!({"type": ["VerifiablePresentation"], "verifiableCredential": [badge]}),
        ),
    ] {
        let header = json!({"alg": "EdDSA", "kid": "did:example:zoe#1", "typ": kind});
        let part = |value: &Value| base64url(value.to_string().as_bytes());
        let text = format!("{}.{}.AAAA", part(&header), part(&presentation));
        let report = check_text(&text, &[]);
        assert_eq!(
            report.verdict,
            Verdict::ValidIssuerUnknown,
            "{kind} {report:#?}"
        );
    }
    let two = check(
        &json!({"type": "VerifiablePresentation", "verifiableCredential": [badge, {"type": "x"}]}),
        &[],
    );
    assert_eq!(
        (two.verdict, code(&two, StepName::Read)),
        (Verdict::ValidIssuerUnknown, "read.several")
    );
    for empty in [
        json!([]),
        json!({"type": ["VerifiablePresentation"]}),
        json!([[badge]]),
        json!([null]),
        json!([1]),
    ] {
        let report = check(&empty, &[]);
        assert_eq!(report.verdict, Verdict::Invalid, "{empty}");
    }
}

#[test]
fn credentials_of_other_kinds_are_called_by_their_names() {
    let record = json!({"@context": "https://purl.imsglobal.org/spec/clr/v1p0/context/clr_v1p0.jsonld", "type": "Clr",
        "id": "https://example.org/clr/1", "assertions": [], "verification": {"type": "Hosted"}});
    let european =
        json!({"@context": [V1], "type": ["VerifiableCredential", "EuropeanDigitalCredential"]});
    let sd_jwt = format!("{}~WyJzYWx0Il0~", token(&json!({"vct": "x"})));
    let jwe = "eyJhbGciOiJSU0EtT0FFUCJ9.AA.AA.AA.AA";
    for (given, name) in [
        (record.to_string(), "CLR"),
        (european.to_string(), "European Digital Credential"),
        (sd_jwt, "SD-JWT"),
        (jwe.to_owned(), "JWE"),
    ] {
        let report = check_text(&given, &[]);
        assert_eq!(
            (report.verdict, code(&report, StepName::Read)),
            (Verdict::Unverifiable, "read.unsupported")
        );
        assert!(
            report.steps[0].text.contains(name),
            "{}",
            report.steps[0].text
        );
    }
}

/// Version 1.1 of the data model names its dates otherwise, and so does the report.
#[test]
fn the_dates_of_version_1_1_are_told_by_their_own_names() {
    for (member, date, code) in [
        ("expirationDate", "2024-04-01T00:00:00Z", "period.expired"),
        ("issuanceDate", "2031-04-01T00:00:00Z", "period.not_yet"),
        ("expirationDate", "tomorrow", "period.malformed"),
    ] {
        let mut document = pilot(&[]);
        document[member] = date.into();
        let report = check(&document, &[]);
        let step = report.step(StepName::ValidityPeriod).unwrap();
        assert_eq!(step.code, code);
        assert_eq!(step.field, Some(format!("$.{member}")));
        assert_eq!(step.value.as_deref(), Some(date));
    }
}
