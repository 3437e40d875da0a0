//! Where other implementations were seen to go wrong, one test a trap. The other traps have theirs beside what they are
//! about: weak keys and malleable signatures (`keys`), a key known from a header only (`verify_signed`, `algorithms`), the
//! context of the 1EdTech types (`jsonld`, `refresh`), numbers that are too large (`hostile`).
use openbadges::context::Contexts;
use openbadges::jsonld::fast;
use openbadges::key::PublicKey;
use openbadges::ob3::validate;
use openbadges::proof::{self, Options};
use openbadges::rdfc10::{self, Hash};
use openbadges::verify::{Input, Known, Verdict};
use serde_json::{Value, json};

use crate::support::{badge, key, options, quads, read_json, run, served, sign, standards};

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

/// The contexts of before 3.0.2 give protected terms of VC 2.0 another meaning, so they go with VC 1.1 alone.
#[test]
fn the_first_contexts_do_not_go_with_vc_2() {
    for old in ["context-3.0.1.json", "context.json"] {
        let mut document = badge();
        document["@context"][1] = format!("https://purl.imsglobal.org/spec/ob/v3p0/{old}").into();
        let made = proof::prepare(
            document.clone(),
            &options(),
            &key().public(),
            &Contexts::bundled(),
        );
        let error = made.map(|_| ()).unwrap_err();
        assert_eq!(error.code(), "jsonld.invalid", "{old}: {error}");
        document["proof"] = sign(badge())["proof"].clone();
        let report = run(
            &Input::Text(document.to_string()),
            &served(&[]),
            Known::new(),
        );
        assert_eq!(report.verdict, Verdict::Invalid, "{report:#?}");
    }
}

/// Without the context of 1EdTech's types such a type would be an address relative to nothing.
#[test]
fn the_types_of_1edtech_need_their_context() {
    let mut document = badge();
    document["credentialStatus"] =
        json!({"id": "https://badges.example.org/revocations", "type": "1EdTechRevocationList"});
    let prepared = |document: &Value| {
        proof::prepare(
            document.clone(),
            &options(),
            &key().public(),
            &Contexts::bundled(),
        )
        .map(|_| ())
        .map_err(|error| error.to_string())
    };
    let error = prepared(&document).unwrap_err();
    assert!(error.contains("1EdTechRevocationList"), "{error}");
    let context = document["@context"].as_array_mut().unwrap();
    context.push("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json".into());
    assert_eq!(prepared(&document), Ok(()));
}

/// A badge may lack a name, an endorsement may not.
#[test]
fn an_endorsement_needs_a_name() {
    let endorsement = json!({"@context": badge()["@context"], "id": "urn:uuid:1", "validFrom": "2026-01-01T00:00:00Z",
        "type": ["VerifiableCredential", "EndorsementCredential"], "issuer": badge()["issuer"],
        "credentialSubject": {"id": "urn:uuid:2", "type": ["EndorsementSubject"]}});
    let findings = validate(&endorsement);
    let paths: Vec<&str> = findings
        .iter()
        .map(|finding| finding.path.as_str())
        .collect();
    assert_eq!(paths, ["$.name"], "{findings:?}");
    assert_eq!(validate(&badge()), []);
}

/// Samples name a `did:key` with its fragment and without; it is the same key.
#[test]
fn a_did_key_is_found_without_its_fragment() {
    let did = key().public().to_did_key().unwrap();
    let mut document = badge();
    document["issuer"]["id"] = did.clone().into();
    document
        .as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus");
    let how = Options::eddsa_rdfc(did, crate::support::NOW).unwrap();
    let unsigned = proof::prepare(document, &how, &key().public(), &Contexts::bundled()).unwrap();
    let signature = key().sign(unsigned.bytes_to_sign());
    let signed = unsigned.attach(&signature).to_string();
    let report = run(&Input::Text(signed), &[], Known::new());
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
}
