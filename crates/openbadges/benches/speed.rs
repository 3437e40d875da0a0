//! How fast, as ratios against a named limit or peer of the same run: `cargo bench -p openbadges`.
//!
//! One thread, medians of several runs, per second of CPU time where the system tells it (`/proc/thread-self/schedstat`)
//! and of wall time elsewhere. The peer `@digitalbazaar/vc` runs on the same document where it is installed:
//!
//! `cargo bench -p openbadges --bench speed -- --node $ACCOLADE_TEST_NODE --interop $ACCOLADE_TEST_INTEROP`
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a table on standard output is what this program is for"
)]
use std::hint::black_box;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use openbadges::bake::{Existing, Version, png};
use openbadges::context::Contexts;
use openbadges::key::secret::Ed25519;
use openbadges::ob3::{Achievement, Alignment, Criteria, IdentityObject, Image, Issue, Profile};
use openbadges::proof::jwt::{self, Algorithm, Jws};
use openbadges::proof::{self, Options, Suite};
use openbadges::status::{self, Bitstring, List, MIN_ENTRIES};
use openbadges::{Timestamp, json};
use serde_json::Value;

const RUNS: usize = 9;
const RUN: Duration = Duration::from_millis(250);

fn main() {
    let key = Ed25519::from_seed(&[7; 32]).unwrap();
    let did = key.public().to_did_key().unwrap();
    let method = format!("{did}#{}", did.trim_start_matches("did:key:"));
    let created = Timestamp::from_text("2026-03-31T12:00:00Z");
    let how = |suite| Options {
        suite,
        verification_method: method.clone(),
        created: created.clone(),
    };
    let unsigned = document(&did);
    let mut foreign = unsigned.clone();
    // A context of no effect: the document is no longer of the known shape and goes the general way.
    let extra = serde_json::json!({"unused": "https://example.org/unused"});
    foreign["@context"].as_array_mut().unwrap().push(extra);

    if std::env::args().any(|word| word == "--profile") {
        // For a profiler: only what is to be looked at.
        let input = unsigned.to_string().into_bytes();
        let rate = rate(|| drop(black_box(sign(&input, &how(Suite::EddsaRdfc2022), &key))));
        return println!("{rate:.0} /s");
    }
    let message = [7u8; 64];
    let signature = key.sign(&message);
    let public = key.public();
    let raw_sign = rate(|| drop(black_box(key.sign(&message))));
    let raw_verify = rate(|| assert!(public.verify(&message, &signature).is_ok()));

    let bench = |document: &Value, suite| {
        let input = document.to_string().into_bytes();
        let how = how(suite);
        let sign = || sign(&input, &how, &key);
        let signed = written(&sign());
        let verify = || assert!(verify(&signed, &public));
        (signed.len(), rate(|| drop(black_box(sign()))), rate(verify))
    };
    let (bytes, own_sign, own_verify) = bench(&unsigned, Suite::EddsaRdfc2022);
    let (_, any_sign, any_verify) = bench(&foreign, Suite::EddsaRdfc2022);
    let (_, jcs_sign, jcs_verify) = bench(&unsigned, Suite::EddsaJcs2022);

    println!(
        "\nOne OB 3.0 credential of {bytes} bytes, JSON bytes in; one thread; medians of {RUNS}"
    );
    println!(
        "{:<46} {:>10} {:>10} {:>8} {:>8}",
        "", "sign/s", "verify/s", "of raw", "of raw"
    );
    let row = |name: &str, sign: f64, verify: f64| {
        let (a, b) = (sign / raw_sign, verify / raw_verify);
        println!("{name:<46} {sign:>10.0} {verify:>10.0} {a:>8.3} {b:>8.3}");
    };
    row("raw Ed25519, same library", raw_sign, raw_verify);
    row("eddsa-rdfc-2022, own shape", own_sign, own_verify);
    let (input, how_own) = (unsigned.to_string().into_bytes(), how(Suite::EddsaRdfc2022));
    let and_written = rate(|| drop(black_box(written(&sign(&input, &how_own, &key)))));
    println!(
        "{:<46} {and_written:>10.0} {:>10} {:>8.3}",
        "  and written as JSON again",
        "",
        and_written / raw_sign
    );
    row("eddsa-rdfc-2022, any shape", any_sign, any_verify);
    row("eddsa-jcs-2022", jcs_sign, jcs_verify);
    let token = token(&unsigned, &method, &key);
    let jwt_sign = rate(|| {
        let document = json::parse(&input).unwrap();
        drop(black_box(self::token(&document, &method, &key)));
    });
    let jwt_verify = rate(|| assert!(Jws::parse(&token).unwrap().verify(&public).is_ok()));
    row("VC-JWT, EdDSA", jwt_sign, jwt_verify);
    match peer(&unsigned) {
        Some((sign, verify)) => {
            row("@digitalbazaar/vc, eddsa-rdfc-2022", sign, verify);
            println!(
                "  against it: own shape {:.0}× {:.0}×, any shape {:.1}× {:.1}×, jcs {:.0}× {:.0}×, JWT {:.0}× {:.0}×",
                own_sign / sign,
                own_verify / verify,
                any_sign / sign,
                any_verify / verify,
                jcs_sign / sign,
                jcs_verify / verify,
                jwt_sign / sign,
                jwt_verify / verify
            );
        }
        None => println!(
            "@digitalbazaar/vc: run tests/run --only interop, then give --node and --interop as the file's head says"
        ),
    }
    println!(
        "own shape is bound by the signature itself, then JSON parsing and SHA-256; any shape by JSON-LD contexts"
    );
    steps(&input);

    pictures(&unsigned.to_string());
    lists(&did, &how(Suite::EddsaRdfc2022), &key);
}

/// What the work beside the signature consists of.
fn steps(input: &[u8]) {
    let document = json::parse(input).unwrap();
    let parse = rate(|| drop(black_box(json::parse(input))));
    let canonical = rate(|| {
        drop(black_box(openbadges::jsonld::fast::canonical(
            &document,
            &Contexts::bundled(),
            openbadges::rdfc10::Hash::Sha256,
        )))
    });
    println!(
        "  of which parsing {:.1} µs, canonical lines {:.1} µs",
        1e6 / parse,
        1e6 / canonical
    );
}

fn pictures(text: &str) {
    let picture = picture(143 * 1024);
    let baked = png::bake(&picture, text, Version::V3, Existing::Refuse).unwrap();
    let insert = rate(|| {
        let mut out = Vec::with_capacity(picture.len() + text.len() + 64);
        let end = picture.len() - 12;
        out.extend_from_slice(&picture[..end]);
        out.extend_from_slice(text.as_bytes());
        out.extend_from_slice(&picture[end..]);
        drop(black_box(out));
    });
    let bake = rate(|| {
        drop(black_box(png::bake(
            &picture,
            text,
            Version::V3,
            Existing::Refuse,
        )))
    });
    let extract = rate(|| drop(black_box(png::read(&baked))));
    println!(
        "\nA PNG of {} KiB, every checksum checked",
        picture.len() / 1024
    );
    println!(
        "{:<46} {insert:>10.0} /s",
        "copying with a chunk put in, nothing checked"
    );
    println!(
        "{:<46} {bake:>10.0} /s {:>8.3} of it",
        "bake",
        bake / insert
    );
    println!(
        "{:<46} {extract:>10.0} /s {:>8.3} of it",
        "extract",
        extract / insert
    );
    println!("bound by CRC-32 over the picture");
}

/// A PNG in form: IHDR, IDAT of arbitrary bytes in chunks of 8 KiB, IEND.
fn picture(bytes: usize) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut crc = crc32fast::Hasher::new();
        crc.update(kind);
        crc.update(data);
        out.extend_from_slice(&u32::try_from(data.len()).unwrap().to_be_bytes());
        out.extend_from_slice(kind);
        out.extend_from_slice(data);
        out.extend_from_slice(&crc.finalize().to_be_bytes());
    };
    chunk(b"IHDR", &[0, 0, 2, 0, 0, 0, 2, 0, 8, 6, 0, 0, 0]);
    let noise: Vec<u8> = (0..8192u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    for _ in 0..bytes / 8192 {
        chunk(b"IDAT", &noise);
    }
    chunk(b"IEND", &[]);
    out
}

fn lists(issuer: &str, how: &Options, key: &Ed25519) {
    let mut bits = Bitstring::new(MIN_ENTRIES).unwrap();
    for at in (0..MIN_ENTRIES).step_by(7) {
        bits.set(at, true).unwrap();
    }
    let mut at = 0;
    let rate = rate(|| {
        at = (at + 9973) % MIN_ENTRIES;
        bits.set(at, at % 2 == 0).unwrap();
        let list = List {
            url: "https://badges.example.org/status/1",
            issuer,
            purpose: "revocation",
            valid_from: Timestamp::from_text("2026-01-01T00:00:00Z"),
            valid_until: None,
        };
        let credential = status::list_credential(&list, &bits)
            .to_string()
            .into_bytes();
        drop(black_box(written(&sign(&credential, how, key))));
    });
    println!("\nA status list of {MIN_ENTRIES} entries, a seventh of them set");
    println!(
        "{:<46} {rate:>10.0} /s",
        "one bit changed, packed and signed anew"
    );
    println!("bound by gzip");
}

/// JSON bytes in, the signed document out, as the peer has it.
fn sign(document: &[u8], how: &Options, key: &Ed25519) -> Value {
    let document = json::parse(document).unwrap();
    let unsigned = proof::prepare(document, how, &key.public(), &Contexts::bundled()).unwrap();
    let signature = key.sign(unsigned.bytes_to_sign());
    unsigned.attach(&signature)
}

fn written(document: &Value) -> Vec<u8> {
    let mut out = Vec::with_capacity(4096);
    serde_json::to_writer(&mut out, document).unwrap();
    out
}

fn verify(signed: &[u8], key: &openbadges::key::PublicKey) -> bool {
    let document = json::parse(signed).unwrap();
    proof::verify(
        &document,
        &proof::proofs(&document)[0],
        key,
        &Contexts::bundled(),
    )
    .is_ok()
}

fn token(document: &Value, method: &str, key: &Ed25519) -> String {
    let unsigned = jwt::prepare(document, method, Algorithm::EdDsa).unwrap();
    let signature = key.sign(unsigned.bytes_to_sign());
    unsigned.attach(&signature)
}

/// A badge with what Accolade's badges have.
fn document(issuer: &str) -> Value {
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
    let from = Timestamp::from_text("2026-03-31T12:00:00Z");
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
    badge.status = Some(status::entry(
        "https://badges.example.org/status/1",
        "revocation",
        94_567,
    ));
    badge.build().unwrap()
}

/// How often a second of CPU time, the median of several runs.
fn rate(mut work: impl FnMut()) -> f64 {
    work();
    let mut rates: Vec<f64> = (0..RUNS)
        .map(|_| {
            let (began, wall, mut n) = (cpu_time(), Instant::now(), 0u32);
            while wall.elapsed() < RUN {
                for _ in 0..8 {
                    work();
                }
                n += 8;
            }
            let spent = match (began, cpu_time()) {
                (Some(began), Some(now)) => now.saturating_sub(began),
                _ => wall.elapsed(),
            };
            f64::from(n) / spent.as_secs_f64()
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    rates[RUNS / 2]
}

/// The CPU time of this thread, where the system tells it.
fn cpu_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// The peer's rates on the same document.
fn peer(document: &Value) -> Option<(f64, f64)> {
    let node = argument("--node")?;
    let script = std::path::PathBuf::from(argument("--interop")?).join("bench-vc.mjs");
    let mut child = Command::new(node)
        .arg(script)
        .args(["--seconds", "4"])
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
    Some((per_second("sign")?, per_second("verify")?))
}

/// What follows a word on the command line.
fn argument(name: &str) -> Option<String> {
    let mut words = std::env::args().skip_while(|word| word != name);
    words.next()?;
    words.next()
}
