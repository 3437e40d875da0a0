//! The command line as scripts meet it: what it ends with. (A package with such a test also has its binary built
//! with the tests, which those across services start.)

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot do ends it"
)]

mod registry;
mod tls;
mod vc_api;
mod w3c;

use std::process::{Command, Output};

fn accolade(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_accolade"))
        .args(words)
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn what_cannot_be_read_is_no_verdict() {
    let gone = accolade(&["verify", "no-such-badge.png"]);
    assert_eq!(gone.status.code(), Some(2), "{}", told(&gone));
    assert!(told(&gone).contains("no-such-badge.png cannot be read"));
    let allowed = accolade(&["verify", "--allow", "not a host", "Cargo.toml"]);
    assert_eq!(allowed.status.code(), Some(2), "{}", told(&allowed));
}

#[test]
fn what_is_no_badge_is_invalid() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("badge.json");
    std::fs::write(&path, r#"{"name": "not a badge"}"#).unwrap();
    let output = accolade(&["verify", "--offline", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
}

#[test]
fn a_command_that_is_not_understood_ends_with_64() {
    for words in [&["verify"][..], &["very"], &["verify", "--loud", "x"]] {
        let output = accolade(words);
        assert_eq!(output.status.code(), Some(64), "{}", told(&output));
    }
}

/// The smallest picture there is.
const PNG: [u8; 67] = [
    0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0,
    0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c,
    0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae,
    0x42, 0x60, 0x82,
];

#[test]
fn one_badge_of_each_version_goes_into_a_picture_and_both_are_shown() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).display().to_string();
    std::fs::write(at("plain.png"), PNG).unwrap();
    std::fs::write(
        at("three.json"),
        r#"{"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:x:three"}"#,
    )
    .unwrap();
    std::fs::write(
        at("two.json"),
        r#"{"@context": "https://w3id.org/openbadges/v2", "id": "https://x.example/two"}"#,
    )
    .unwrap();
    let (plain, both) = (at("plain.png"), at("both.png"));
    let baked = accolade(&[
        "bake",
        &plain,
        &at("three.json"),
        &at("two.json"),
        "-o",
        &both,
    ]);
    assert_eq!(baked.status.code(), Some(0), "{}", told(&baked));
    let shown = accolade(&["inspect", &both]);
    let words = told(&shown);
    assert!(
        words.contains("urn:x:three") && words.contains("https://x.example/two"),
        "{words}"
    );
    assert_eq!(words.matches("Embedded  sha256 ").count(), 2, "{words}");
    let twice = accolade(&[
        "bake",
        &plain,
        &at("two.json"),
        &at("two.json"),
        "-o",
        &both,
    ]);
    assert!(told(&twice).contains("one of each"), "{}", told(&twice));
}

#[test]
fn of_several_badges_the_worst_decides_and_each_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let bad = dir.path().join("bad.json");
    std::fs::write(&bad, r#"{"name": "not a badge"}"#).unwrap();
    let bad = bad.to_str().unwrap();
    let both = accolade(&["verify", "--offline", "gone.png", bad]);
    assert_eq!(both.status.code(), Some(1), "{}", told(&both));
    assert!(
        told(&both).contains("gone.png") && told(&both).contains("NOT VALID"),
        "{}",
        told(&both)
    );
    let lines = accolade(&["verify", "--offline", "--json", bad, bad]);
    let text = String::from_utf8(lines.stdout).unwrap();
    let each: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(each.len(), 2);
    assert!(
        each.iter()
            .all(|one| one["badge"] == bad && one["verdict"] == "invalid")
    );
    let gone = accolade(&["verify", "--offline", "gone.png", "gone.svg"]);
    assert_eq!(gone.status.code(), Some(2), "{}", told(&gone));
}

#[test]
fn a_folder_stands_for_the_files_in_it() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("badges");
    std::fs::create_dir(&folder).unwrap();
    let named = folder.to_str().unwrap();
    let empty = accolade(&["verify", "--offline", named]);
    assert_eq!(empty.status.code(), Some(2), "{}", told(&empty));
    assert!(told(&empty).contains("no files"), "{}", told(&empty));
    for name in ["b.json", "a.json", ".hidden"] {
        std::fs::write(folder.join(name), r#"{"name": "not a badge"}"#).unwrap();
    }
    std::fs::create_dir(folder.join("inner")).unwrap();
    let all = accolade(&["verify", "--offline", "--json", named]);
    assert_eq!(all.status.code(), Some(1), "{}", told(&all));
    let text = String::from_utf8(all.stdout).unwrap();
    let names: Vec<String> = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["badge"].to_string())
        .collect();
    assert_eq!(names.len(), 2, "{text}");
    assert!(names[0].ends_with("a.json\"") && names[1].ends_with("b.json\""));
}

#[test]
fn for_machines_each_badge_has_a_line_even_one_that_is_gone() {
    let gone = accolade(&["verify", "--offline", "--json", "gone.png"]);
    assert_eq!(gone.status.code(), Some(2), "{}", told(&gone));
    let line: serde_json::Value = serde_json::from_slice(&gone.stdout).unwrap();
    assert_eq!(line["badge"], "gone.png");
    assert!(
        line["error"].as_str().unwrap().contains("cannot be read"),
        "{line}"
    );
    // Who pastes a badge is told where it goes.
    let pasted = accolade(&["verify", "--offline", r#"{"@context": []}"#]);
    assert!(
        told(&pasted).contains("standard input"),
        "{}",
        told(&pasted)
    );
    let twice = accolade(&["verify", "--offline", "-", "-"]);
    assert_eq!(twice.status.code(), Some(2), "{}", told(&twice));
}

#[test]
fn what_is_no_credential_is_not_baked() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).display().to_string();
    std::fs::write(at("plain.png"), PNG).unwrap();
    std::fs::write(at("list.json"), r#"{"name": "not a badge"}"#).unwrap();
    let no_badge = accolade(&[
        "bake",
        &at("plain.png"),
        &at("list.json"),
        "-o",
        &at("x.png"),
    ]);
    assert_eq!(no_badge.status.code(), Some(1), "{}", told(&no_badge));
    assert!(told(&no_badge).contains("no badge"), "{}", told(&no_badge));
    assert!(!std::path::Path::new(&at("x.png")).exists());
    std::fs::write(
        at("record.json"),
        r#"{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "ClrCredential"]}"#,
    )
    .unwrap();
    let record = accolade(&[
        "bake",
        &at("plain.png"),
        &at("record.json"),
        "-o",
        &at("x.png"),
    ]);
    assert_eq!(record.status.code(), Some(0), "{}", told(&record));
    let shown = accolade(&["inspect", &at("x.png")]);
    assert!(told(&shown).contains("CLR 2.0"), "{}", told(&shown));
}

#[test]
fn inside_a_token_its_header_is_shown_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("badge.jwt");
    // {"alg":"ES256","kid":"did:web:x.example#k"} and {}
    std::fs::write(
        &path,
        "eyJhbGciOiJFUzI1NiIsImtpZCI6ImRpZDp3ZWI6eC5leGFtcGxlI2sifQ.e30.AA",
    )
    .unwrap();
    let shown = accolade(&["inspect", path.to_str().unwrap()]);
    assert!(
        told(&shown).contains("did:web:x.example#k"),
        "{}",
        told(&shown)
    );
}

#[test]
fn a_verdict_says_when_by_what_and_on_which_documents_it_rests() {
    let dir = tempfile::tempdir().unwrap();
    let (_, badge) = signed();
    let path = dir.path().join("badge.json");
    let text = badge.to_string();
    std::fs::write(&path, &text).unwrap();
    let output = accolade(&["verify", "--offline", path.to_str().unwrap()]);
    let words = told(&output);
    let checked = words.lines().find(|line| line.starts_with("Checked at 20"));
    assert!(
        checked.is_some_and(|line| line.contains(" by openbadges ")),
        "{words}"
    );
    let digest = openbadges::encoding::sha256_hex(text.as_bytes());
    assert!(
        words.contains(&format!("  {digest}  what was given")),
        "{words}"
    );
}

/// The three parts of a token are base64url; nothing of it is verified by `inspect`.
fn token(claims: &str) -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.AA", part(r#"{"alg":"ES256"}"#), part(claims))
}

#[test]
fn a_badge_has_one_digest_whether_json_or_token_or_in_an_envelope() {
    let dir = tempfile::tempdir().unwrap();
    let shown = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        let shown = accolade(&["inspect", path.to_str().unwrap()]);
        assert_eq!(shown.status.code(), Some(0), "{}", told(&shown));
        told(&shown)
    };
    let json = shown("badge.json", r#"{"id": "urn:x:1", "proof": []}"#);
    let content = json.lines().find(|line| line.contains("Content")).unwrap();
    let jwt = token(r#"{"jti":"urn:x:1","nbf":5,"id":"urn:x:1"}"#);
    assert!(shown("badge.jwt", &jwt).contains(content));
    let envelope = format!(
        r#"{{"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,{jwt}"}}"#
    );
    let inside = shown("envelope.json", &envelope);
    assert!(
        inside.contains("The JWT in this envelope") && inside.contains(content),
        "{inside}"
    );
}

#[test]
fn whatever_can_be_verified_can_be_looked_into_and_says_nothing_to_the_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let inspect = |text: &str| {
        let path = dir.path().join("badge");
        std::fs::write(&path, text).unwrap();
        accolade(&["inspect", path.to_str().unwrap()])
    };
    for text in [
        "\u{feff}{\"id\": \"urn:x:1\"}",
        "\n[{\"id\": \"urn:x:1\"}]\n",
    ] {
        let shown = inspect(text);
        assert!(told(&shown).contains("urn:x:1"), "{}", told(&shown));
    }
    let twice = inspect(r#"{"id": "urn:x:1", "id": "urn:x:2"}"#);
    assert_eq!(twice.status.code(), Some(1), "{}", told(&twice));
    assert!(told(&twice).contains("stands twice"), "{}", told(&twice));
    let sly = inspect("{\"name\": \"\u{9b}31mVALID\u{202e}\"}");
    let words = told(&sly);
    assert!(words.contains("\\u009b31mVALID\\u202e"), "{words}");
    assert!(!words.contains(['\u{9b}', '\u{202e}']), "{words}");
}

#[test]
fn what_is_read_by_machines_has_no_colours() {
    let dir = tempfile::tempdir().unwrap();
    let (_, badge) = signed();
    let path = dir.path().join("badge.json");
    std::fs::write(&path, badge.to_string()).unwrap();
    let output = accolade(&["verify", "--offline", path.to_str().unwrap()]);
    assert!(!output.stdout.contains(&0x1b), "{}", told(&output));
    assert!(
        told(&output).contains("Issued on   2026-01-31"),
        "{}",
        told(&output)
    );
}

/// A badge that a key signs which anybody can read out of the issuer's own name.
fn signed() -> (String, serde_json::Value) {
    use openbadges::{Timestamp, context::Contexts, key::secret::Ed25519, ob3, proof};
    let key = Ed25519::from_seed(&[9; 32]).unwrap();
    let did = key.public().to_did_key().unwrap();
    let achievement = ob3::Achievement {
        id: "https://guild.example/achievements/foundation".into(),
        types: vec!["Achievement".into()],
        name: "Foundation".into(),
        description: "Knows the craft.".into(),
        criteria: ob3::Criteria {
            narrative: Some("Passed.".into()),
            ..Default::default()
        },
        ..Default::default()
    };
    let badge = ob3::Issue::new(
        "https://guild.example/b/1",
        ob3::Profile::new(&did, "Guild"),
        Timestamp::from_text("2026-01-31T12:00:00Z"),
        "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11",
        achievement,
    );
    let multikey = did.strip_prefix("did:key:").unwrap();
    let how = proof::Options {
        suite: proof::Suite::EddsaRdfc2022,
        verification_method: format!("{did}#{multikey}"),
        created: Timestamp::from_text("2026-01-31T12:00:00Z"),
    };
    let unsigned = proof::prepare(
        badge.build().unwrap(),
        &how,
        &key.public(),
        &Contexts::bundled(),
    )
    .unwrap();
    let signature = key.sign(unsigned.bytes_to_sign());
    (did, unsigned.attach(&signature))
}

#[test]
fn a_list_in_a_file_vouches_for_its_issuers() {
    let dir = tempfile::tempdir().unwrap();
    let (did, badge) = signed();
    let at = |name: &str| dir.path().join(name).display().to_string();
    std::fs::write(at("badge.json"), badge.to_string()).unwrap();
    std::fs::write(at("partners.json"), serde_json::json!([did]).to_string()).unwrap();
    std::fs::write(at("broken.json"), "{").unwrap();
    let unknown = accolade(&["verify", "--offline", &at("badge.json")]);
    assert_eq!(unknown.status.code(), Some(0), "{}", told(&unknown));
    assert!(
        told(&unknown).starts_with("VALID, ISSUER UNKNOWN"),
        "{}",
        told(&unknown)
    );
    let known = accolade(&[
        "verify",
        "--offline",
        "--registry",
        &at("partners.json"),
        &at("badge.json"),
    ]);
    assert!(told(&known).starts_with("VALID\n"), "{}", told(&known));
    assert!(told(&known).contains("partners.json"), "{}", told(&known));
    let broken = accolade(&[
        "verify",
        "--offline",
        "--registry",
        &at("broken.json"),
        &at("badge.json"),
    ]);
    assert_eq!(broken.status.code(), Some(2), "{}", told(&broken));
    assert!(
        told(&broken).contains("broken.json cannot be used"),
        "{}",
        told(&broken)
    );
}
