//! What the documents of version 2.0 may say: each rule named, extensions held to their schemas, endorsements beside.
mod endorsements;
mod every_value;
mod extensions;
mod rules;
mod signed;

use openbadges::verify::{Answer, Input, Known, Mark, Report, StepName, Verdict};
use serde_json::{Value, json};

use crate::support::{found, run};

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

/// An endorsement by somebody at another host.
fn praise(about: &str) -> Value {
    json!({
        "@context": "https://w3id.org/openbadges/v2", "id": PRAISE, "type": "Endorsement",
        "claim": {"id": about, "endorsementComment": "The exam is hard and fair."}, "issuer": UNION,
        "issuedOn": "2026-02-01T00:00:00Z", "verification": {"type": "HostedBadge"},
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
