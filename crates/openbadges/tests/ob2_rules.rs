//! What the documents of version 2.0 may say: each rule named, extensions held to their schemas, endorsements beside.
use openbadges::key::secret::Rsa;
use openbadges::ob2::{self, Class};
use openbadges::ob3::Severity;
use openbadges::proof::jwt::Jws;
use openbadges::verify::{Answer, Input, Known, Mark, Report, State, StepName, Verdict};
use serde_json::{Value, json};

use crate::support::{read_json, run, standards};

const ASSERTION: &str = "https://badges.example.org/ob2/assertions/1";
const BADGE: &str = "https://badges.example.org/ob2/badges/1";
const ISSUER: &str = "https://badges.example.org/ob2/issuers/1";
const UNION: &str = "https://union.example.org/profile";
const PRAISE: &str = "https://union.example.org/endorsements/1";

fn assertion() -> Value {
    json!({
        "@context": "https://w3id.org/openbadges/v2", "id": ASSERTION, "type": "Assertion",
        "recipient": {"type": "email", "hashed": true, "salt": "deadsea",
            "identity": "sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942"},
        "badge": BADGE, "verification": {"type": "HostedBadge"}, "issuedOn": "2026-01-31T12:00:00Z",
        "image": "https://badges.example.org/1.png",
    })
}

fn badge() -> Value {
    json!({
        "@context": "https://w3id.org/openbadges/v2", "id": BADGE, "type": "BadgeClass", "name": "Foundation",
        "description": "Knows the craft.", "image": "https://badges.example.org/f.png",
        "criteria": {"narrative": "Passed the exam."}, "issuer": ISSUER, "tags": ["craft"],
    })
}

fn issuer() -> Value {
    json!({
        "@context": "https://w3id.org/openbadges/v2", "id": ISSUER, "type": "Issuer", "name": "Guild",
        "url": "https://guild.example.org", "email": "badges@guild.example.org",
    })
}

fn found(document: &Value) -> Answer {
    Answer::Found(document.to_string().into_bytes())
}

fn check_with(documents: [&Value; 3], more: &[(&str, Answer)]) -> Report {
    let mut served: Vec<(String, Answer)> = [ASSERTION, BADGE, ISSUER]
        .iter()
        .zip(documents)
        .map(|(url, document)| ((*url).to_owned(), found(document)))
        .collect();
    let more = more
        .iter()
        .map(|(url, answer)| ((*url).to_owned(), answer.clone()));
    served.extend(more);
    run(
        &Input::Text(documents[0].to_string()),
        &served,
        Known::new(),
    )
}

#[test]
fn each_rule_names_path_and_value() {
    for (class, name, base, member, value, path) in [
        (
            Class::Assertion,
            "a",
            assertion(),
            "recipient",
            json!("zoe@example.org"),
            "a.recipient",
        ),
        (
            Class::Assertion,
            "a",
            assertion(),
            "recipient",
            json!({"type": "email", "identity": "x@y.z"}),
            "a.recipient.hashed",
        ),
        (
            Class::Assertion,
            "a",
            assertion(),
            "recipient",
            json!({"type": "email", "identity": "x@y.z", "hashed": "no"}),
            "a.recipient.hashed",
        ),
        (
            Class::Assertion,
            "a",
            assertion(),
            "recipient",
            json!({"type": "email", "identity": "abc", "hashed": true}),
            "a.recipient.identity",
        ),
        (
            Class::Assertion,
            "a",
            assertion(),
            "recipient",
            json!({"type": "email", "identity": "sha1$00", "hashed": true}),
            "a.recipient.identity",
        ),
        (
            Class::Assertion,
            "a",
            assertion(),
            "recipient",
            json!({"type": "email", "identity": "zoe", "hashed": false}),
            "a.recipient.identity",
        ),
        (
            Class::Assertion,
            "a",
            assertion(),
            "image",
            json!("data:image/png;base64,AAAA"),
            "a.image",
        ),
        (
            Class::Assertion,
            "a",
            assertion(),
            "expires",
            json!("2025-01-01T00:00:00Z"),
            "a.expires",
        ),
        (
            Class::Assertion,
            "a",
            assertion(),
            "expires",
            json!("tomorrow"),
            "a.expires",
        ),
        (
            Class::Assertion,
            "a",
            assertion(),
            "issuedOn",
            json!("2026-01-31"),
            "a.issuedOn",
        ),
        (
            Class::Assertion,
            "a",
            assertion(),
            "verification",
            Value::Null,
            "a.verification",
        ),
        (
            Class::Assertion,
            "a",
            assertion(),
            "version",
            json!(["1"]),
            "a.version",
        ),
        (
            Class::BadgeClass,
            "b",
            badge(),
            "image",
            json!("data:text/html,x"),
            "b.image",
        ),
        (
            Class::BadgeClass,
            "b",
            badge(),
            "criteria",
            json!({"type": "Criteria"}),
            "b.criteria",
        ),
        (
            Class::BadgeClass,
            "b",
            badge(),
            "criteria",
            json!("Pass the exam."),
            "b.criteria",
        ),
        (
            Class::BadgeClass,
            "b",
            badge(),
            "alignment",
            json!([{"targetName": "X"}]),
            "b.alignment[0].targetUrl",
        ),
        (
            Class::BadgeClass,
            "b",
            badge(),
            "tags",
            json!(["x", 5]),
            "b.tags",
        ),
        (
            Class::BadgeClass,
            "b",
            badge(),
            "type",
            json!("Badge"),
            "b.type",
        ),
        (
            Class::Issuer,
            "i",
            issuer(),
            "email",
            json!("nobody"),
            "i.email",
        ),
        (Class::Issuer, "i", issuer(), "url", json!("guild"), "i.url"),
        (
            Class::Issuer,
            "i",
            issuer(),
            "telephone",
            json!("call us"),
            "i.telephone",
        ),
        (
            Class::Issuer,
            "i",
            issuer(),
            "revocationList",
            json!("list"),
            "i.revocationList",
        ),
        (
            Class::Issuer,
            "i",
            issuer(),
            "verification",
            json!({"startsWith": "badges"}),
            "i.verification.startsWith",
        ),
        (
            Class::Issuer,
            "i",
            issuer(),
            "verification",
            json!({"allowedOrigins": ["https://x.example/y"]}),
            "i.verification.allowedOrigins",
        ),
        (
            Class::RevocationList,
            "r",
            json!({"type": "RevocationList"}),
            "revokedAssertions",
            json!([{"why": "x"}]),
            "r.revokedAssertions[0]",
        ),
        (
            Class::RevocationList,
            "r",
            json!({"type": "RevocationList"}),
            "revokedAssertions",
            Value::Null,
            "r.revokedAssertions",
        ),
        (
            Class::Endorsement,
            "e",
            praise(ASSERTION),
            "claim",
            json!({"endorsementComment": "good"}),
            "e.claim.id",
        ),
    ] {
        assert_eq!(
            ob2::validate(&base, class, name)
                .iter()
                .filter(|f| !f.path.contains("revokedAssertions"))
                .count(),
            0
        );
        let mut bent = base;
        bent[member] = value.clone();
        let findings = ob2::validate(&bent, class, name);
        let paths: Vec<&str> = findings
            .iter()
            .map(|finding| finding.path.as_str())
            .collect();
        assert_eq!(paths, [path], "{member} {value}");
    }
    for (member, value) in [
        ("telephone", json!("+49 (30) 123-456")),
        ("telephone", json!("+4930123456;ext=12")),
        (
            "image",
            json!({"id": "data:image/svg+xml,x", "type": "Image"}),
        ),
        (
            "verification",
            json!({"allowedOrigins": ["badges.example.org", "localhost:8080"]}),
        ),
    ] {
        let mut fine = issuer();
        fine[member] = value.clone();
        assert_eq!(ob2::validate(&fine, Class::Issuer, "i"), vec![], "{value}");
    }
    // A type of identity of one's own hurts nobody.
    let mut odd = assertion();
    odd["recipient"]["type"] = "schema:name".into();
    let findings = ob2::validate(&odd, Class::Assertion, "a");
    assert_eq!(findings[0].severity, Severity::Warning);
    assert_eq!(
        check_with([&odd, &badge(), &issuer()], &[]).verdict,
        Verdict::ValidIssuerUnknown
    );
}

/// The published extensions are held to their schemas, others named.
#[test]
fn extensions_are_named_and_held_to_their_schemas() {
    let context = "https://w3id.org/openbadges/extensions/x/context.json";
    let extension = |kind: &str, mut members: Value| {
        members["@context"] = context.into();
        members["type"] = json!(["Extension", kind]);
        members
    };
    for (kind, good, bad, path) in [
        (
            "extensions:ApplyLink",
            json!({"url": "https://x.example/apply"}),
            json!({"url": "here"}),
            ".url",
        ),
        (
            "https://w3id.org/openbadges/extensions#ApplyLink",
            json!({"url": "https://x.example"}),
            json!({}),
            ".url",
        ),
        (
            "extensions:ExampleExtension",
            json!({"http://schema.org/text": "x"}),
            json!({}),
            ".exampleProperty",
        ),
        (
            "extensions:ExampleExtension",
            json!({"exampleProperty": "x"}),
            json!({"exampleProperty": 5}),
            ".exampleProperty",
        ),
        (
            "extensions:GeoCoordinates",
            json!({"description": "Here", "geo": {"latitude": 1.5, "longitude": 2}}),
            json!({"description": "Here", "geo": {"latitude": "1", "longitude": 2}}),
            ".geo.latitude",
        ),
        (
            "extensions:LicenseExtension",
            json!({"id": "CC-BY", "name": "Attribution"}),
            json!({"id": "MIT", "name": "MIT"}),
            ".id",
        ),
        (
            "extensions#accessibility",
            json!({"url": "https://x.example", "accessibilityFeature": "captions", "accessibilityControl": ["keyboard"]}),
            json!({"url": "https://x.example"}),
            ".accessibilityFeature",
        ),
        (
            "extensions:IssuerAccreditation",
            json!({"name": "N", "contactInstructions": "Call", "url": "https://x.example", "address": {}, "accreditationDate": "2026-01-31"}),
            json!({"name": "N", "contactInstructions": "Call", "url": "https://x.example", "address": "there"}),
            ".address",
        ),
        (
            "extensions:ExtraDescriptionExtension",
            json!({"name": "N", "narrative": "x"}),
            json!({"name": "N"}),
            ".narrative",
        ),
        (
            "extensions:originalCreator",
            json!({"url": "https://x.example"}),
            json!({"url": 5}),
            ".url",
        ),
        (
            "extensions:RecipientProfile",
            json!({"name": "Zoë"}),
            json!({"name": 5}),
            ".name",
        ),
        (
            "endorsement",
            json!({"description": "good"}),
            json!({"description": "good", "endorsedObject": "x"}),
            ".endorsedObject",
        ),
    ] {
        let with = |members: Value| {
            let mut class = badge();
            class["extensions:x"] = extension(kind, members);
            check_with([&assertion(), &class, &issuer()], &[])
        };
        let report = with(good);
        assert_eq!(
            report.verdict,
            Verdict::ValidIssuerUnknown,
            "{kind}: {report:#?}"
        );
        let step = report.step(StepName::Schema).unwrap();
        assert_eq!(
            step.data["extensions"],
            json!([{"at": "badge.extensions:x", "type": kind, "holds": true}])
        );
        let report = with(bad);
        let step = report.step(StepName::Schema).unwrap();
        assert_eq!(
            (report.verdict, step.code.as_str(), step.field.as_deref()),
            (
                Verdict::Invalid,
                "schema.extension",
                Some(format!("badge.extensions:x{path}").as_str())
            ),
            "{kind}"
        );
    }
    let mut own = assertion();
    own["https://x.example/mood"] =
        extension("https://x.example/Mood", json!({"mood": "cheerful"}));
    let report = check_with([&own, &badge(), &issuer()], &[]);
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown);
    let step = report.step(StepName::Schema).unwrap();
    assert_eq!(step.data["extensions"][0]["holds"], Value::Null);
    own["https://x.example/mood"]
        .as_object_mut()
        .unwrap()
        .shift_remove("@context");
    assert_eq!(
        check_with([&own, &badge(), &issuer()], &[]).verdict,
        Verdict::Invalid
    );
}

#[test]
fn the_official_extension_sample_is_named() {
    let Some(folder) = standards() else { return };
    let file = "vectors/ob20/validator/assertion-with-extension-node-basic.json";
    let found = ob2::extensions(&read_json(&folder.join(file)), "assertion");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (
            found[0].kind.as_str(),
            found[0].is_known,
            found[0].findings.len()
        ),
        ("extensions:ExampleExtension", true, 0)
    );
    // Every published extension with a schema of its own is known.
    let published = folder.join("schemas/ob20-extensions");
    for entry in std::fs::read_dir(published).unwrap() {
        let context = read_json(&entry.unwrap().path().join("context.json"));
        let kind = context
            .pointer("/obi:validation/0/obi:validatesType")
            .and_then(Value::as_str);
        let Some(kind) = kind.filter(|kind| !kind.contains("Assessment")) else {
            continue;
        };
        let document = json!({"x": {"type": ["Extension", kind]}});
        assert!(ob2::extensions(&document, "x")[0].is_known, "{kind}");
    }
}

/// An endorsement by somebody at another host.
fn praise(about: &str) -> Value {
    json!({
        "@context": "https://w3id.org/openbadges/v2", "id": PRAISE, "type": "Endorsement",
        "claim": {"id": about, "endorsementComment": "The exam is hard and fair."}, "issuer": UNION,
        "issuedOn": "2026-02-01T00:00:00Z", "verification": {"type": "HostedBadge"},
    })
}

fn union() -> Value {
    json!({
        "@context": "https://w3id.org/openbadges/v2", "id": UNION, "type": "Profile", "name": "Union",
        "url": "https://union.example.org", "email": "badges@union.example.org",
    })
}

fn endorsements(report: &Report) -> (Verdict, Mark, Vec<Value>) {
    let step = report.step(StepName::Endorsements).unwrap();
    let results = step.data.get("endorsements").and_then(Value::as_array);
    (
        report.verdict,
        step.mark,
        results.cloned().unwrap_or_default(),
    )
}

#[test]
fn hosted_endorsements_stand_beside_the_badge() {
    let with = |place: usize, endorsement: Value, served: &[(&str, Answer)]| {
        let mut documents = [assertion(), badge(), issuer()];
        documents[place]["endorsement"] = endorsement;
        let [a, b, c] = &documents;
        endorsements(&check_with([a, b, c], served))
    };
    for (place, about, name) in [
        (0, ASSERTION, "assertion"),
        (1, BADGE, "badge"),
        (2, ISSUER, "issuer"),
    ] {
        let served = [(PRAISE, found(&praise(about))), (UNION, found(&union()))];
        // By address, in a list, and embedded: the hosted document counts.
        let mut embedded = praise(about);
        embedded["claim"]["endorsementComment"] = "The best there is.".into();
        for form in [json!(PRAISE), json!([PRAISE]), json!([embedded])] {
            let (verdict, mark, results) = with(place, form, &served);
            assert_eq!(
                (verdict, mark),
                (Verdict::ValidIssuerUnknown, Mark::Ok),
                "{results:#?}"
            );
            assert_eq!(
                (
                    &results[0]["place"],
                    &results[0]["issuer_name"],
                    &results[0]["comment"]
                ),
                (
                    &json!(name),
                    &json!("Union"),
                    &json!("The exam is hard and fair.")
                )
            );
        }
    }
    let result = |endorsement: Value, profile: &Value| {
        let served = [(PRAISE, found(&endorsement)), (UNION, found(profile))];
        let (verdict, mark, results) = with(0, json!(PRAISE), &served);
        assert_eq!(
            (verdict, mark),
            (Verdict::ValidIssuerUnknown, Mark::Warning)
        );
        results[0]["result"].as_str().unwrap().to_owned()
    };
    assert_eq!(result(praise(BADGE), &union()), "failed");
    let bent = |member: &str, value: Value| {
        let mut bent = praise(ASSERTION);
        bent[member] = value;
        bent
    };
    for (member, value) in [
        ("issuedOn", json!("2027-01-01T00:00:00Z")),
        ("expires", json!("2026-03-01T00:00:00Z")),
        ("revoked", json!(true)),
        ("id", json!("https://union.example.org/endorsements/2")),
        ("type", json!("Assertion")),
        ("claim", json!({"id": BADGE})),
    ] {
        assert_eq!(result(bent(member, value), &union()), "failed", "{member}");
    }
    // Somebody's praise in the union's name, at a host of his own.
    let mut strict = union();
    strict["verification"] = json!({"startsWith": "https://union.example.org/official/"});
    assert_eq!(result(praise(ASSERTION), &strict), "failed");
    let (_, _, results) = with(0, json!(PRAISE), &[(PRAISE, found(&praise(ASSERTION)))]);
    assert_eq!(results[0]["result"], "unknown");
    let gone = Answer::Status {
        status: 410,
        body: Vec::new(),
    };
    let (_, _, results) = with(0, json!(PRAISE), &[(PRAISE, gone)]);
    assert_eq!(results[0]["why"], "it was withdrawn");
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
    const KEY: &str = "https://badges.example.org/ob2/key";
    const LIST: &str = "https://badges.example.org/ob2/revoked";
    let (rsa, _) = Rsa::generate().unwrap();
    let key = |owner: &str| json!({"id": KEY, "type": "CryptographicKey", "owner": owner, "publicKeyPem": pem(&rsa)});
    let mut issuer = issuer();
    issuer["publicKey"] = KEY.into();
    issuer["revocationList"] = LIST.into();
    let mut signed = assertion();
    signed["id"] = "urn:uuid:9b5a6e1e-7e0d-4b8a-8d5a-6d3a3a5c1f11".into();
    signed["verification"] = json!({"type": "SignedBadge", "creator": KEY});
    let mut praise = praise("urn:uuid:9b5a6e1e-7e0d-4b8a-8d5a-6d3a3a5c1f11");
    praise["issuer"] = ISSUER.into();
    praise["verification"] = json!({"type": "SignedBadge", "creator": KEY});
    signed["endorsement"] = json!([jws(&praise, &rsa)]);
    let with = |list: &Value, owner: &str| {
        let served = [
            (BADGE, found(&badge())),
            (ISSUER, found(&issuer)),
            (KEY, found(&key(owner))),
            (LIST, found(list)),
        ]
        .map(|(url, answer)| (url.to_owned(), answer));
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
    let id = signed["id"].clone();
    for entries in [
        json!([id]),
        json!([{"id": id, "revocationReason": "Plagiarism."}]),
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
    let lifted = list(json!([{"id": id, "revoked": false}]));
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
    let served = [
        (BADGE, found(&badge())),
        (ISSUER, found(&issuer)),
        (KEY, found(&key(ISSUER))),
        (LIST, found(&list(json!([])))),
    ]
    .map(|(url, answer)| (url.to_owned(), answer));
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
    const KEY: &str = "https://badges.example.org/ob2/key";
    const LIST: &str = "https://badges.example.org/ob2/revoked";
    let (rsa, _) = Rsa::generate().unwrap();
    let mut assertion = assertion();
    let id = "urn:uuid:9b5a6e1e-7e0d-4b8a-8d5a-6d3a3a5c1f11";
    assertion["id"] = id.into();
    let unsigned = ob2::prepare_signed(&assertion, KEY).unwrap();
    let signature = rsa.sign(unsigned.bytes_to_sign()).unwrap();
    let token = unsigned.attach(&signature);
    let mut issuer = issuer();
    issuer["publicKey"] = KEY.into();
    issuer["revocationList"] = LIST.into();
    let key = ob2::cryptographic_key(KEY, ISSUER, &rsa.public()).unwrap();
    let with = |revoked: &[(&str, Option<&str>)], input: Input| {
        let list = ob2::revocation_list(LIST, ISSUER, revoked);
        let served = [
            (BADGE, found(&badge())),
            (ISSUER, found(&issuer)),
            (KEY, found(&key)),
            (LIST, found(&list)),
        ]
        .map(|(url, answer)| (url.to_owned(), answer));
        run(&input, &served, Known::new().trusted([ISSUER]))
    };
    let report = with(&[("urn:other", None)], Input::Text(token.clone()));
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::Valid, State::Valid),
        "{report:#?}"
    );
    assert_eq!(report.format.proof.as_deref(), Some("signed"));
    let report = with(&[(id, Some("Plagiarism."))], Input::Text(token.clone()));
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
