//! Sign and verify one credential, against raw Ed25519 and, where it is installed, against @digitalbazaar/vc on
//! the same document.

use crate::median;
use anyhow::Context as _;
use openbadges::{
    Timestamp,
    context::Contexts,
    key::{PublicKey, secret::Ed25519},
    ob3::{Achievement, Alignment, Criteria, IdentityObject, Image, Issue, Profile},
    proof,
};
use serde_json::Value;
use std::{
    io::Write as _,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const RUNS: usize = 7;
const RUN: Duration = Duration::from_millis(700);

pub fn run() -> anyhow::Result<()> {
    let contexts = Contexts::bundled();
    let (key, did, how) = signer()?;
    let unsigned = document(&did)?;
    let signed = sign(&unsigned, &how, &key, &contexts)?;
    let bytes = signed.to_string().len();
    let one = signed["proof"][0].clone();
    let message = [7u8; 64];
    let signature = key.sign(&message);

    let raw_sign = rate(|| drop(key.sign(&message)));
    let public: PublicKey = key.public();
    let raw_verify = rate(|| assert!(public.verify(&message, &signature).is_ok()));
    let our_sign = rate(|| drop(sign(&unsigned, &how, &key, &contexts)));
    let our_verify = rate(|| assert!(proof::verify(&signed, &one, &public, &contexts).is_ok()));

    println!(
        "\nOne OB 3.0 credential of {bytes} bytes, eddsa-rdfc-2022, one thread (medians of {RUNS})"
    );
    println!("{:<38} {:>12} {:>12}", "", "sign/s", "verify/s");
    println!(
        "{:<38} {:>12.0} {:>12.0}",
        "raw Ed25519, same library", raw_sign, raw_verify
    );
    println!(
        "{:<38} {:>12.0} {:>12.0}",
        "openbadges", our_sign, our_verify
    );
    println!(
        "{:<38} {:>12.3} {:>12.3}",
        "  as a share of raw Ed25519",
        our_sign / raw_sign,
        our_verify / raw_verify
    );
    match peer(&unsigned) {
        Some((name, sign, verify)) => {
            println!("{name:<38} {sign:>12.0} {verify:>12.0}");
            println!(
                "{:<38} {:>11.1}× {:>11.1}×",
                "  openbadges against it",
                our_sign / sign,
                our_verify / verify
            );
        }
        None => println!(
            "@digitalbazaar/vc: not installed; run tests/run --only interop, then `. .tests/env`"
        ),
    }
    println!(
        "bound by the signature itself, then by SHA-256 and JSON; `cargo bench -p openbadges` prints more"
    );
    Ok(())
}

/// A badge with what Accolade's badges have, but for a status list, which would have to be fetched.
fn document(issuer: &str) -> anyhow::Result<Value> {
    let achievement = Achievement {
        id: "https://badges.example.org/achievements/practitioner/3".into(),
        types: vec!["Achievement".into()],
        name: "Proposal Practitioner".into(),
        description: "Plans and leads a bid from qualification to submission.".into(),
        criteria: Criteria {
            id: Some("https://badges.example.org/achievements/practitioner".into()),
            narrative: Some(
                "Hold the Foundation level, show three years of practice and pass the assessment."
                    .into(),
            ),
            ..Criteria::default()
        },
        image: Some(Image::new(
            "https://badges.example.org/a/practitioner.png",
            Some("A green hexagon".into()),
        )),
        achievement_type: Some("Certification".into()),
        alignment: vec![Alignment {
            types: vec!["Alignment".into()],
            target_name: "Bid management".into(),
            target_url: "https://skills.example.org/bid-management".into(),
            ..Alignment::default()
        }],
        ..Achievement::default()
    };
    let from =
        Timestamp::new(time::macros::datetime!(2026-03-31 12:00 UTC)).context("no such date")?;
    let mut badge = Issue::new(
        "https://badges.example.org/b/0123456789abcdefghjkmnpqrs",
        Profile {
            url: Some("https://guild.example.org".into()),
            ..Profile::new(issuer, "Proposal Guild")
        },
        from,
        "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11",
        achievement,
    );
    badge.identifiers = vec![
        IdentityObject::name("Zoë Müller"),
        IdentityObject::hashed_email("zoe@example.org", &[1; 16]),
    ];
    Ok(badge.build()?)
}

/// A key, its did:key, and how it signs.
fn signer() -> anyhow::Result<(Ed25519, String, proof::Options)> {
    let key = Ed25519::from_seed(&[7; 32])?;
    let did = key.public().to_did_key().context("no did:key")?;
    let method = format!("{did}#{}", did.trim_start_matches("did:key:"));
    let how = proof::Options::eddsa_rdfc(method, time::macros::datetime!(2026-03-31 12:00 UTC))
        .context("no such date")?;
    Ok((key, did, how))
}

/// A credential of our shape, signed by a did:key: nothing has to be fetched for it.
pub fn signed() -> anyhow::Result<Value> {
    let (key, did, how) = signer()?;
    sign(&document(&did)?, &how, &key, &Contexts::bundled())
}

fn sign(
    unsigned: &Value,
    how: &proof::Options,
    key: &Ed25519,
    contexts: &Contexts,
) -> anyhow::Result<Value> {
    let prepared = proof::prepare(unsigned.clone(), how, &key.public(), contexts)?;
    let signature = key.sign(prepared.bytes_to_sign());
    Ok(prepared.attach(&signature))
}

/// How often a second, the median of several runs.
pub fn rate(mut work: impl FnMut()) -> f64 {
    work();
    median(
        (0..RUNS)
            .map(|_| {
                let (began, mut n) = (Instant::now(), 0u32);
                while began.elapsed() < RUN {
                    work();
                    n += 1;
                }
                f64::from(n) / began.elapsed().as_secs_f64()
            })
            .collect(),
    )
}

/// The peer's rates on the same document.
fn peer(document: &Value) -> Option<(String, f64, f64)> {
    let node = platform::config::environment("ACCOLADE_TEST_NODE")?;
    let script = format!(
        "{}/bench-vc.mjs",
        platform::config::environment("ACCOLADE_TEST_INTEROP")?
    );
    let mut child = Command::new(node)
        .args([&script, "--seconds", "5"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    child
        .stdin
        .take()?
        .write_all(document.to_string().as_bytes())
        .ok()?;
    let output = child.wait_with_output().ok()?;
    let answer: Value = serde_json::from_slice(&output.stdout).ok()?;
    let per_second = |what: &str| answer[what]["per_second"].as_f64();
    Some((
        answer["library"]
            .as_str()
            .unwrap_or("@digitalbazaar/vc")
            .to_owned(),
        per_second("sign")?,
        per_second("verify")?,
    ))
}
