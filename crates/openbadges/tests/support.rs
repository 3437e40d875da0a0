//! What the tests share: the official files, one issuer, one badge.
use std::path::{Path, PathBuf};

use openbadges::Timestamp;
use openbadges::context::Contexts;
use openbadges::jsonld::JsonLdError;
use openbadges::key::did::{self, PublishedKey};
use openbadges::key::secret::Ed25519;
use openbadges::ob3::{Achievement, Criteria, IdentityObject, Image, Issue, Profile};
use openbadges::proof::{self, Options};
use openbadges::status::{self, Bitstring, List};
use openbadges::verify::{Answer, Input, Known, Mark, Need, Outcome, Report};
use openbadges::{json, verify};
use oxrdf::Quad;
use oxttl::NQuadsParser;
use serde_json::Value;
use time::OffsetDateTime;
use time::macros::datetime;

pub const DID: &str = "did:web:badges.example.org:issuers:guild";
pub const DID_ADDRESS: &str = "https://badges.example.org/issuers/guild/did.json";
pub const KEY: &str = "did:web:badges.example.org:issuers:guild#key-1";
pub const LIST: &str = "https://badges.example.org/status/1";
pub const BADGE: &str = "https://badges.example.org/b/3h8k2m5n7p9qrstvwxyz012345";
pub const INDEX: usize = 94_567;
pub const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

/// The folder of official files; none where they are not at hand.
pub fn standards() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/standards");
    let folder = std::env::var_os("ACCOLADE_STANDARDS").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: official files not found; set ACCOLADE_STANDARDS");
    None
}

pub fn read_json(path: &Path) -> Value {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    json::parse(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The bundled contexts and those that only test vectors use.
pub fn test_contexts(standards: &Path) -> Contexts {
    let map = read_json(&standards.join("contexts/map.json"));
    let mut contexts = Contexts::bundled();
    for (url, entry) in map.as_object().unwrap() {
        let file = standards
            .join("contexts")
            .join(entry["file"].as_str().unwrap());
        contexts = contexts.with(url.clone(), std::fs::read_to_string(file).unwrap());
    }
    contexts
}

/// The quads of a document, by the general algorithm.
pub fn quads(document: &Value, contexts: &Contexts) -> Result<Vec<Quad>, JsonLdError> {
    let text = openbadges::jsonld::nquads(document, contexts)?;
    let quads = NQuadsParser::new().for_slice(text.as_bytes());
    Ok(quads
        .collect::<Result<_, _>>()
        .unwrap_or_else(|error| panic!("{error}: {text}")))
}

pub fn key() -> Ed25519 {
    Ed25519::from_seed(&[7; 32]).unwrap()
}

pub fn published() -> Vec<PublishedKey> {
    vec![PublishedKey {
        fragment: "key-1".into(),
        key: key().public(),
        revoked: None,
    }]
}

pub fn stamp(text: &str) -> Timestamp {
    Timestamp::from_text(text)
}

pub fn profile() -> Profile {
    Profile {
        url: Some("https://guild.example.org".into()),
        email: Some("badges@guild.example.org".into()),
        ..Profile::new(DID, "Guild of Proposal Writers")
    }
}

pub fn achievement() -> Achievement {
    Achievement {
        id: "https://badges.example.org/achievements/foundation/1".into(),
        types: vec!["Achievement".into()],
        name: "Foundation".into(),
        description: "Knows the craft.".into(),
        criteria: Criteria {
            narrative: Some("Passed the exam.".into()),
            ..Criteria::default()
        },
        achievement_type: Some("Certification".into()),
        image: Some(Image::new(
            "https://badges.example.org/a/foundation.png",
            None,
        )),
        ..Achievement::default()
    }
}

/// A badge for somebody, unsigned.
pub fn badge_for(name: &str, email: &str, salt: u8) -> Issue {
    let mut issue = Issue::new(
        BADGE,
        profile(),
        stamp("2026-01-31T12:00:00Z"),
        "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11",
        achievement(),
    );
    issue.identifiers = vec![
        IdentityObject::name(name),
        IdentityObject::hashed_email(email, &[salt; 16]),
    ];
    issue.status = Some(status::entry(LIST, "revocation", INDEX));
    issue
}

pub fn badge() -> Value {
    badge_for("Zoë Müller", "zoe@example.org", 1)
        .build()
        .unwrap()
}

pub fn options() -> Options {
    Options::eddsa_rdfc(KEY, datetime!(2026-01-31 12:00 UTC)).unwrap()
}

pub fn sign(document: Value) -> Value {
    let unsigned = proof::prepare(document, &options(), &key().public(), &Contexts::bundled());
    let unsigned = unsigned.unwrap();
    let signature = key().sign(unsigned.bytes_to_sign());
    unsigned.attach(&signature)
}

pub fn status_list(set: &[usize]) -> Value {
    let mut bits = Bitstring::new(status::MIN_ENTRIES).unwrap();
    for index in set {
        bits.set(*index, true).unwrap();
    }
    let list = List {
        url: LIST,
        issuer: DID,
        purpose: "revocation",
        valid_from: stamp("2026-01-01T00:00:00Z"),
        valid_until: Some(stamp("2026-06-07T00:00:00Z")),
    };
    sign(status::list_credential(&list, &bits))
}

/// A document as somebody hands it in.
pub fn file(document: &Value) -> Input {
    Input::File(document.to_string().into_bytes())
}

/// A document as a host serves it.
pub fn found(document: &Value) -> Answer {
    Answer::Found(document.to_string().into_bytes())
}

/// Everything as served but for one address.
pub fn replaced(
    mut all: Vec<(String, Answer)>,
    url: &str,
    answer: Answer,
) -> Vec<(String, Answer)> {
    all.retain(|(at, _)| at != url);
    all.push((url.into(), answer));
    all
}

/// Nothing fetched yet; the issuer is one that somebody vouches for.
pub fn trusting() -> Known {
    Known::new().trusted([DID])
}

/// The documents an honest host serves.
pub fn served(set: &[usize]) -> Vec<(String, Answer)> {
    vec![
        (DID_ADDRESS.into(), found(&did::document(DID, &published()))),
        (LIST.into(), found(&status_list(set))),
    ]
}

/// Verifies, answering needs from `served`; whatever is not there cannot be reached.
pub fn run(input: &Input, served: &[(String, Answer)], known: Known) -> Report {
    run_at(input, served, known, &verify::Options::at(NOW))
}

pub fn run_at(
    input: &Input,
    served: &[(String, Answer)],
    mut known: Known,
    options: &verify::Options,
) -> Report {
    for _ in 0..10 {
        match verify::verify(input, &known, options) {
            Outcome::Report(report) => {
                check_report(&report);
                return *report;
            }
            Outcome::Needs(needs) => {
                assert!(!needs.is_empty(), "neither a report nor a need");
                for Need { url, .. } in needs {
                    let answer = served.iter().find(|(at, _)| *at == url);
                    let answer = answer.map(|(_, answer)| answer.clone());
                    known.insert(
                        url,
                        answer.unwrap_or_else(|| Answer::failed("no such host")),
                    );
                }
            }
        }
    }
    panic!("the verification never ends")
}

/// What holds of every report, whatever was verified.
pub fn check_report(report: &Report) {
    assert!(report.verifier.starts_with("openbadges "), "{report:#?}");
    for input in &report.inputs {
        let digest = input.sha256.as_deref();
        let hex = digest.is_none_or(|hex| hex.len() == 64);
        assert!(
            hex && (input.url.is_some() || digest.is_some()),
            "{input:?}"
        );
    }
    for step in &report.steps {
        let known = verify::codes::named(&step.code);
        assert!(known.is_some(), "the code {} is not documented", step.code);
        let at_home = known.is_some_and(|known| known.step == step.name);
        assert!(at_home, "{} stands in the wrong step: {step:?}", step.code);
        assert!(step.text.ends_with('.'), "no sentence: {step:?}");
        for finding in &step.findings {
            let known = verify::codes::named(&finding.code);
            assert!(
                known.is_some(),
                "the code {} is not documented",
                finding.code
            );
        }
        if matches!(step.mark, Mark::Failed | Mark::Unknown) {
            assert!(step.field.is_some() && step.fix.is_some(), "{step:#?}");
            assert!(
                step.value.is_some() || is_about_nothing(&step.code),
                "{step:#?}"
            );
        }
    }
}

/// What is wrong is that something is missing, so there is no value to show.
fn is_about_nothing(code: &str) -> bool {
    matches!(
        code,
        "proof.none"
            | "proof.no_address"
            | "proof.no_key"
            | "proof.malformed"
            | "proof.signed_elsewhere"
            | "issuer.missing"
            | "issuer.not_checked"
            | "issuer.key_not_listed"
            | "schema.missing"
            | "schema.subject"
            | "schema.criteria"
            | "schema.ob2"
            | "schema.extension"
            | "schema.type"
            | "schema.unknown_member"
            | "schema.context"
            | "jsonld.no_context"
            | "jsonld.empty"
    )
}
