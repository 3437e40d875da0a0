//! Issues a badge, signs it, and verifies it as a stranger would.
//!
//! `cargo run -p openbadges --example issue_and_verify`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
use openbadges::context::Contexts;
use openbadges::key::{did, secret::Ed25519};
use openbadges::ob3::{Achievement, Criteria, IdentityObject, Issue, Profile};
use openbadges::verify::{Answer, Input, Known, Options, Outcome, verify};
use openbadges::{Timestamp, proof};
use time::macros::datetime;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let issuer = "did:web:example.org:issuers:guild";
    let key = Ed25519::from_seed(&[7; 32])?; // in earnest: random, and kept safe
    let achievement = Achievement {
        id: "https://example.org/achievements/foundation/1".into(),
        types: vec!["Achievement".into()],
        name: "Foundation".into(),
        description: "Knows the craft.".into(),
        criteria: Criteria {
            narrative: Some("Passed the exam.".into()),
            ..Criteria::default()
        },
        ..Achievement::default()
    };
    let awarded = datetime!(2026-01-31 12:00 UTC);
    let mut badge = Issue::new(
        "https://example.org/b/1",
        Profile::new(issuer, "Guild"),
        Timestamp::new(awarded).ok_or("no such date")?,
        "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11",
        achievement,
    );
    badge.identifiers = vec![IdentityObject::hashed_email("zoe@example.org", &[1; 16])];

    let how =
        proof::Options::eddsa_rdfc(format!("{issuer}#key-1"), awarded).ok_or("no such date")?;
    let unsigned = proof::prepare(badge.build()?, &how, &key.public(), &Contexts::bundled())?;
    let signature = key.sign(unsigned.bytes_to_sign());
    let signed = unsigned.attach(&signature);
    println!("{signed:#}\n");

    let published = [did::PublishedKey {
        fragment: "key-1".into(),
        key: key.public(),
        revoked: None,
    }];
    let input = Input::Text(signed.to_string());
    let mut known = Known::new().trusted([issuer]);
    loop {
        match verify(&input, &known, &Options::at(datetime!(2026-06-01 0:00 UTC))) {
            Outcome::Needs(needs) => {
                for need in needs {
                    println!("fetch {}", need.url);
                    let document = did::document(issuer, &published).to_string();
                    known.insert(need.url, Answer::Found(document.into_bytes()));
                }
            }
            Outcome::Report(report) => {
                println!("\n{:?}", report.verdict);
                for step in &report.steps {
                    println!("  {:?}: {}", step.mark, step.text);
                }
                return Ok(());
            }
        }
    }
}
