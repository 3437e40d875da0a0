//! Where other implementations were seen to go wrong, one test a trap. The other traps have theirs beside what they are
//! about: weak keys and malleable signatures (`keys`), a key known from a header only (`verify_signed`, `algorithms`), the
//! context of the 1EdTech types (`jsonld`, `refresh`), numbers that are too large (`hostile`).
use openbadges::context::Contexts;
use openbadges::jsonld::fast;
use openbadges::key::PublicKey;
use openbadges::proof;
use openbadges::rdfc10::{self, Hash};
use serde_json::{Value, json};

use crate::support::{badge, key, quads, read_json, sign, standards};

/// The canonical lines by both ways, which must agree.
fn canonical(document: &Value) -> String {
    let contexts = Contexts::bundled();
    let quads = quads(document, &contexts).unwrap();
    let general = rdfc10::canonicalize(&quads, Hash::Sha256).unwrap();
    if let Some(fast) = fast::canonical(document, &contexts, Hash::Sha256) {
        assert_eq!(fast, general);
    }
    general
}

/// The Open Badges contexts type values with an address that begins with https, unlike XML Schema's own.
#[test]
fn typed_values_keep_the_contexts_own_address() {
    let mut document = badge();
    for (number, written) in [
        (json!(3.5), "3.5E0"),
        (json!(42), "42"),
        (json!(1e21), "1.0E21"),
        (json!(0.1), "1.0E-1"),
    ] {
        document["credentialSubject"]["creditsEarned"] = number;
        let lines = canonical(&document);
        let float = format!("\"{written}\"^^<https://www.w3.org/2001/XMLSchema#float>");
        assert!(lines.contains(&float), "{float}\n{lines}");
    }
    let lines = canonical(&document);
    assert!(
        lines.contains("\"true\"^^<https://www.w3.org/2001/XMLSchema#boolean>"),
        "{lines}"
    );
    // What VCDM types itself has the real one.
    assert!(
        lines.contains("\"2026-01-31T12:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>")
    );
    document["awardedDate"] = "2026-01-31T12:00:00Z".into();
    assert!(canonical(&document).contains("\"2026-01-31T12:00:00Z\"^^<xsd:dateTime>"));
}

/// RDFC-1.0 escapes control characters in N-Quads; its predecessor did not.
#[test]
fn control_characters_are_escaped() {
    let mut document = badge();
    document["credentialSubject"]["narrative"] =
        "a\u{0}b\u{7}c\u{8}d\te\nf\u{b}g\u{c}h\ri\u{1b}j\u{7f}k\"l\\m\u{85}n\u{1f600}".into();
    let lines = canonical(&document);
    let wanted = r#""a\u0000b\u0007c\bd\te\nf\u000Bg\fh\ri\u001Bj\u007Fk\"l\\m"#;
    assert!(
        lines.contains(&format!("{wanted}\u{85}n\u{1f600}\"")),
        "{lines}"
    );
    // And what is so signed is verified.
    let signed = sign(document);
    let one = &signed["proof"][0];
    proof::verify(&signed, one, &key().public(), &Contexts::bundled()).unwrap();
}

/// Open Badges' canonical form has `proof` as a list; a single object is read all the same.
#[test]
fn a_proof_is_written_as_a_list_of_one_and_read_in_both_forms() {
    let signed = sign(badge());
    assert_eq!(signed["proof"].as_array().map(Vec::len), Some(1));
    let mut single = signed.clone();
    single["proof"] = signed["proof"][0].clone();
    for document in [&signed, &single] {
        let proofs = proof::proofs(document);
        let contexts = Contexts::bundled();
        assert_eq!(
            proof::verify(document, &proofs[0], &key().public(), &contexts),
            Ok(())
        );
    }
}

/// In P-384 proofs the canonical form itself is made with SHA-384, which names the blank nodes differently.
#[test]
fn the_hash_of_the_curve_names_the_blank_nodes() {
    let quads = quads(&badge(), &Contexts::bundled()).unwrap();
    let short = rdfc10::canonicalize(&quads, Hash::Sha256).unwrap();
    let long = rdfc10::canonicalize(&quads, Hash::Sha384).unwrap();
    assert_ne!(short, long);
    let Some(folder) = standards() else { return };
    let folder = folder.join("vectors/w3c-di/ecdsa");
    let mut seen = 0;
    for entry in walk(&folder) {
        let name = entry.to_string_lossy().into_owned();
        if !name.contains("p384")
            || !name.ends_with(".json")
            || !name.to_lowercase().contains("signed")
        {
            continue;
        }
        let document = read_json(&entry);
        for one in proof::proofs(&document) {
            let method = one["verificationMethod"].as_str().unwrap();
            let key = PublicKey::from_did_key(method).unwrap();
            let contexts = crate::support::test_contexts(&standards().unwrap());
            assert_eq!(
                proof::verify(&document, one, &key, &contexts),
                Ok(()),
                "{name}"
            );
            seen += 1;
        }
    }
    assert!(seen > 0, "no P-384 vector under {}", folder.display());
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else {
            found.push(path);
        }
    }
    found
}
