//! Writes a transcript (CLR 2.0) of two signed badges, signs it, and verifies it with everything that is in it.
//!
//! `cargo run -p openbadges --example transcript`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
use openbadges::Timestamp;
use openbadges::clr::{Association, ClrCredential};
use openbadges::context::Contexts;
use openbadges::key::{did, secret::Ed25519};
use openbadges::ob3::{Achievement, Criteria, Issue, Profile};
use openbadges::proof;
use openbadges::verify::{Answer, Input, Known, Options, Outcome, StepName, verify};
use serde_json::Value;
use time::macros::datetime;

const ISSUER: &str = "did:web:example.org";
const PERSON: &str = "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = Ed25519::from_seed(&[7; 32])?;
    let guild = Profile::new(ISSUER, "Guild");
    let (foundation, practitioner) = (achievement("Foundation"), achievement("Practitioner"));

    // Each badge keeps its own proof.
    let mut badges = Vec::new();
    for (number, achievement) in [(1, &foundation), (2, &practitioner)] {
        let id = format!("https://example.org/b/{number}");
        let from = Timestamp::from_text("2026-01-31T12:00:00Z");
        let badge = Issue::new(id, guild.clone(), from, PERSON, achievement.clone());
        badges.push(sign(badge.build()?, &key)?);
    }

    // The record says how they belong together, and is signed as a whole.
    let from = Timestamp::from_text("2026-02-01T00:00:00Z");
    let id = "https://example.org/clr/1";
    let mut record = ClrCredential::transcript(id, "All badges", guild, from, PERSON, badges);
    record.credential_subject.association =
        vec![Association::new("precedes", foundation.id, practitioner.id)];
    let unsigned = record.build().map_err(|findings| format!("{findings:?}"))?;
    let record = sign(unsigned, &key)?;

    // A stranger needs one document for all three signatures: the issuer's keys.
    let published = [did::PublishedKey {
        fragment: "key-1".into(),
        key: key.public(),
        revoked: None,
    }];
    let input = Input::Text(record.to_string());
    let options = Options::at(datetime!(2026-06-01 0:00 UTC));
    let mut known = Known::new();
    let report = loop {
        match verify(&input, &known, &options) {
            Outcome::Report(report) => break report,
            Outcome::Needs(needs) => {
                for need in needs {
                    println!("needs {}", need.url);
                    let document = did::document(ISSUER, &published).to_string();
                    known.insert(need.url, Answer::Found(document.into_bytes()));
                }
            }
        }
    };
    println!("the record: {:?}", report.verdict);
    let contents = report
        .step(StepName::Schema)
        .and_then(|step| step.data.get("contents"));
    for badge in contents.and_then(Value::as_array).into_iter().flatten() {
        println!("{}: {}", badge["name"], badge["result"]);
    }
    Ok(())
}

fn achievement(name: &str) -> Achievement {
    Achievement {
        id: format!("https://example.org/achievements/{}", name.to_lowercase()),
        types: vec!["Achievement".into()],
        name: name.into(),
        description: "Knows the craft.".into(),
        criteria: Criteria {
            narrative: Some("Passed the exam.".into()),
            ..Criteria::default()
        },
        ..Achievement::default()
    }
}

fn sign(document: Value, key: &Ed25519) -> Result<Value, Box<dyn std::error::Error>> {
    let how = proof::Options::eddsa_rdfc(format!("{ISSUER}#key-1"), datetime!(2026-02-01 0:00 UTC))
        .ok_or("no such date")?;
    let unsigned = proof::prepare(document, &how, &key.public(), &Contexts::bundled())?;
    let signature = key.sign(unsigned.bytes_to_sign());
    Ok(unsigned.attach(&signature))
}
