//! How fast, as ratios against a named limit or peer of the same run: `cargo bench -p openbadges`.
//!
//! One thread, medians of several runs, per second of CPU time where the system tells it (`/proc/thread-self/schedstat`)
//! and of wall time elsewhere; peers count the CPU time of all their threads. The peers run on the same documents and the
//! same picture where they are installed (`tests/run --only interop`, then `. .tests/env`):
//!
//! `cargo bench -p openbadges --bench speed -- --node $ACCOLADE_TEST_NODE --interop $ACCOLADE_TEST_INTEROP
//! --python $ACCOLADE_TEST_PYTHON --python-ob2 $ACCOLADE_TEST_PYTHON_OB2`
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
use openbadges::rdfc10::Hash;
use openbadges::status::{self, Bitstring, List, MIN_ENTRIES};
use openbadges::{Timestamp, json};
use serde_json::Value;

/// As the program has it that issues and verifies badges with this crate.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    let own = document(&did);
    if let Some(what) = argument("--profile") {
        // For a profiler: only what is to be looked at, signing or verifying of one's own or `any` shape.
        let document = if what.contains("any") {
            foreign(&own)
        } else {
            own
        };
        let input = document.to_string().into_bytes();
        let how = how(Suite::EddsaRdfc2022);
        let signed = written(&sign(&input, &how, &key));
        let rate = if what.contains("sign") {
            rate(|| drop(black_box(sign(&input, &how, &key))))
        } else {
            rate(|| assert!(verify(&signed, &key.public())))
        };
        return println!("{rate:.0} /s");
    }
    let bench = |document: &Value, suite| {
        let input = document.to_string().into_bytes();
        let how = how(suite);
        let sign = || sign(&input, &how, &key);
        let signed = written(&sign());
        let public = key.public();
        let verify = || assert!(verify(&signed, &public));
        (rate(|| drop(black_box(sign()))), rate(verify))
    };

    let message = [7u8; 64];
    let (signature, public) = (key.sign(&message), key.public());
    let raw = (
        rate(|| drop(black_box(key.sign(&message)))),
        rate(|| assert!(public.verify(&message, &signature).is_ok())),
    );
    let input = own.to_string().into_bytes();
    let signed = written(&sign(&input, &how(Suite::EddsaRdfc2022), &key));
    println!(
        "\nOne OB 3.0 credential of {} bytes signed, JSON bytes in; one thread, a second of CPU time; medians of {RUNS}",
        signed.len()
    );
    println!(
        "{:<44} {:>9} {:>9} {:>7} {:>7} {:>7} {:>7}",
        "", "sign/s", "verify/s", "of raw", "of raw", "× peer", "× peer"
    );
    let row = |name: &str, (sign, verify): (f64, f64), peer: Option<(f64, f64)>| {
        let (a, b) = (sign / raw.0, verify / raw.1);
        print!("{name:<44} {sign:>9.0} {verify:>9.0} {a:>7.3} {b:>7.3}");
        match peer {
            Some(peer) => println!(" {:>6.1}× {:>6.1}×", sign / peer.0, verify / peer.1),
            None => println!(" {:>7} {:>7}", "–", "–"),
        }
    };
    let peer_row = |name: &str, rates: Option<(f64, f64)>| match rates {
        Some((sign, verify)) => println!("  {name:<42} {sign:>9.0} {verify:>9.0}"),
        None => println!("  {name:<42} {:>9} {:>9}", "not run", "not run"),
    };
    row("raw Ed25519, same library", raw, None);
    for (name, document, suite) in [
        (
            "eddsa-rdfc-2022, own shape",
            own.clone(),
            Suite::EddsaRdfc2022,
        ),
        (
            "eddsa-rdfc-2022, any shape",
            foreign(&own),
            Suite::EddsaRdfc2022,
        ),
        (
            "  any shape, 50 more blank nodes",
            many(&foreign(&own), 50),
            Suite::EddsaRdfc2022,
        ),
        (
            "  any shape, 200 more blank nodes",
            many(&foreign(&own), 200),
            Suite::EddsaRdfc2022,
        ),
        (
            "  any shape, 200 that look alike",
            alike(&foreign(&own), 200),
            Suite::EddsaRdfc2022,
        ),
        ("eddsa-jcs-2022", own.clone(), Suite::EddsaJcs2022),
    ] {
        let general = name.contains("any shape");
        let fast =
            openbadges::jsonld::fast::canonical(&document, &Contexts::bundled(), Hash::Sha256);
        assert!(fast.is_none() == general, "{name} takes the other way");
        let peer = vc(&document, suite == Suite::EddsaJcs2022);
        row(name, bench(&document, suite), peer);
        peer_row("@digitalbazaar/vc", peer);
    }
    let token = token(&own, &method, &key);
    let jwt_sign = rate(|| {
        let document = json::parse(&input).unwrap();
        drop(black_box(self::token(&document, &method, &key)));
    });
    let jwt_verify = rate(|| assert!(Jws::parse(&token).unwrap().verify(&public).is_ok()));
    row("VC-JWT, EdDSA", (jwt_sign, jwt_verify), None);
    match openbadgeslib(&token, &did) {
        Some(peer) => println!(
            "  openbadgeslib verifies {peer:.0}/s: {:.1}×",
            jwt_verify / peer
        ),
        None => println!("  openbadgeslib: not run"),
    }
    println!("own shape: bound by the signature itself, then by reading JSON and SHA-256");
    println!(
        "any shape: bound by looking terms up and by SHA-256 of blank nodes; contexts are read once for all"
    );
    println!("eddsa-jcs-2022: bound by the signature, then by reading and sorting JSON");
    println!("VC-JWT: bound by the signature, then by Base64 and reading JSON");
    steps(&input);
    poison();

    pictures(&own.to_string());
    lists(&did, &how(Suite::EddsaRdfc2022), &key);
}

/// The same badge as somebody else might write it: with members of a context of its own.
fn foreign(own: &Value) -> Value {
    let mut document = own.clone();
    let context = serde_json::json!({
        "rubric": {"@id": "https://example.org/rubric", "@type": "@json"},
        "mentor": {"@id": "https://example.org/mentor", "@context": {"since": "https://example.org/since"}},
    });
    document["@context"].as_array_mut().unwrap().push(context);
    document["credentialSubject"]["rubric"] = serde_json::json!({"depth": 3, "breadth": 2});
    document["credentialSubject"]["mentor"] =
        serde_json::json!({"type": "Profile", "since": "2024"});
    document
}

/// With so many more alignments, each a blank node.
fn many(document: &Value, count: usize) -> Value {
    let mut document = document.clone();
    document["credentialSubject"]["achievement"]["alignment"] = (0..count)
        .map(|at| {
            serde_json::json!({
                "type": ["Alignment"],
                "targetName": format!("Skill {at}"),
                "targetUrl": format!("https://skills.example.org/{at}"),
            })
        })
        .collect();
    document
}

/// With so many pieces of evidence that say the same.
fn alike(document: &Value, count: usize) -> Value {
    let mut document = document.clone();
    let one = serde_json::json!({"type": ["Evidence"], "narrative": "A portfolio."});
    document["evidence"] = vec![one; count].into();
    document
}

/// How long a graph takes that no budget suffices for: blank nodes that all point to each other.
fn poison() {
    let mut document = serde_json::json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", {"p": {"@id": "urn:p", "@type": "@id"}}],
        "type": ["VerifiableCredential"],
    });
    let names: Vec<String> = (0..60).map(|at| format!("_:n{at}")).collect();
    let node = |id: &String| serde_json::json!({"id": id, "p": names});
    document["p"] = names.iter().map(node).collect();
    let key = Ed25519::from_seed(&[7; 32]).unwrap().public();
    let how = Options {
        suite: Suite::EddsaRdfc2022,
        verification_method: "urn:x".into(),
        created: Timestamp::from_text("2026-03-31T12:00:00Z"),
    };
    let refused = rate(|| {
        assert!(proof::prepare(document.clone(), &how, &key, &Contexts::bundled()).is_err());
    });
    println!(
        "a graph of 60 blank nodes that all look alike and point to each other: refused after {:.0} ms",
        1e3 / refused
    );
}

/// What the work beside the signature consists of.
fn steps(input: &[u8]) {
    let document = json::parse(input).unwrap();
    let parse = rate(|| drop(black_box(json::parse(input))));
    let canonical = rate(|| {
        drop(black_box(openbadges::jsonld::fast::canonical(
            &document,
            &Contexts::bundled(),
            Hash::Sha256,
        )))
    });
    let other = foreign(&document);
    let quads = rate(|| {
        drop(black_box(openbadges::jsonld::nquads(
            &other,
            &Contexts::bundled(),
        )))
    });
    println!(
        "parsing {:.1} µs; own shape to canonical lines {:.1} µs; any shape to lines {:.1} µs",
        1e6 / parse,
        1e6 / canonical,
        1e6 / quads
    );
}

fn pictures(text: &str) {
    let picture = picture(144 * 1024);
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
    let peer = bakery(&picture, text);
    println!(
        "\nA PNG of {} KiB, every checksum checked",
        picture.len() / 1024
    );
    let row = |name: &str, rate: f64, peer: Option<f64>| {
        let peer = peer.map_or("not run".to_owned(), |peer| format!("{:.1}×", rate / peer));
        println!(
            "{name:<44} {rate:>9.0} /s {:>7.3} of the copy {peer:>9} openbadges-bakery",
            rate / insert
        );
    };
    println!(
        "{:<44} {insert:>9.0} /s",
        "copying with a chunk put in, nothing checked"
    );
    row("bake", bake, peer.map(|(bake, _)| bake));
    row("extract", extract, peer.map(|(_, extract)| extract));
    if let Some((bake, extract)) = peer {
        println!(
            "  openbadges-bakery{:>37.0} /s bake, {extract:.0} /s extract",
            bake
        );
    }
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

/// The rates of @digitalbazaar/vc on the same document: signing and verifying.
fn vc(document: &Value, jcs: bool) -> Option<(f64, f64)> {
    let script = std::path::PathBuf::from(argument("--interop")?).join("bench-vc.mjs");
    let mut command = Command::new(argument("--node")?);
    command.arg(script).args(["--seconds", "4"]);
    if jcs {
        command.arg("--jcs");
    }
    let answer = answer(command, document)?;
    Some((
        per_cpu_second(&answer, "sign")?,
        per_cpu_second(&answer, "verify")?,
    ))
}

/// How often openbadgeslib verifies the same token.
fn openbadgeslib(token: &str, did: &str) -> Option<f64> {
    let given = serde_json::json!({"token": token, "did": did});
    let answer = answer(python("--python", "jwt")?, &given)?;
    per_cpu_second(&answer, "verify")
}

/// How often openbadges-bakery bakes the same picture, and reads it.
fn bakery(picture: &[u8], text: &str) -> Option<(f64, f64)> {
    use base64::Engine as _;
    let png = base64::engine::general_purpose::STANDARD.encode(picture);
    let given = serde_json::json!({"png": png, "text": text});
    let answer = answer(python("--python-ob2", "png")?, &given)?;
    Some((
        per_cpu_second(&answer, "bake")?,
        per_cpu_second(&answer, "extract")?,
    ))
}

fn python(which: &str, what: &str) -> Option<Command> {
    let script = std::path::PathBuf::from(argument("--interop")?).join("bench_python.py");
    let mut command = Command::new(argument(which)?);
    command.arg(script).args(["--seconds", "3", what]);
    Some(command)
}

/// What a peer answers to a document on its standard input.
fn answer(mut command: Command, given: &Value) -> Option<Value> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    child
        .stdin
        .take()?
        .write_all(given.to_string().as_bytes())
        .ok()?;
    let output = child.wait_with_output().ok()?;
    serde_json::from_slice(&output.stdout).ok()
}

fn per_cpu_second(answer: &Value, what: &str) -> Option<f64> {
    answer[what]["per_cpu_second"].as_f64()
}

/// What follows a word on the command line.
fn argument(name: &str) -> Option<String> {
    let mut words = std::env::args().skip_while(|word| word != name);
    words.next()?;
    words.next()
}
