//! Every official file with a Data Integrity proof is verified, and the vectors are counted.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use openbadges::key::PublicKey;
use openbadges::proof::{self, Suite};
use serde_json::Value;

use crate::support::{standards, test_contexts};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "json") {
            found.push(path);
        }
    }
}

/// The key that a verification method is itself, or names in its fragment; whose it is, other tests ask.
fn key_of(method: &str) -> Option<PublicKey> {
    let fragment = method.rsplit('#').next()?;
    PublicKey::from_did_key(method)
        .or_else(|_| PublicKey::from_multikey(fragment))
        .ok()
}

#[test]
fn every_official_proof_verifies_but_those_made_to_fail() {
    let Some(folder) = standards() else { return };
    let contexts = test_contexts(&folder);
    let folder = folder.join("vectors");
    let mut all = Vec::new();
    files(&folder, &mut all);
    all.sort();
    let mut good: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut bad, mut without) = (Vec::new(), Vec::new());
    for path in all {
        let Ok(document) = openbadges::json::parse(&std::fs::read(&path).unwrap()) else {
            continue;
        };
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        for one in proof::proofs(&document) {
            let text = |member: &str| one.get(member).and_then(Value::as_str);
            let (Some(method), Some(_)) = (text("verificationMethod"), text("proofValue")) else {
                continue; // proof options, and templates that a suite signs itself
            };
            let (Some(suite), Some(key)) = (Suite::of(one), key_of(method)) else {
                without.push(name.clone());
                continue;
            };
            match proof::verify(&document, one, &key, &contexts) {
                Ok(()) => *good.entry(suite.name()).or_default() += 1,
                Err(error) => bad.push((name.clone(), error.code())),
            }
        }
    }
    println!("official proofs verified: {good:?}; refused: {bad:?}; without a key: {without:?}");
    let bad: Vec<_> = bad
        .iter()
        .map(|(name, code)| (name.as_str(), *code))
        .collect();
    assert_eq!(
        bad,
        [
            ("ob30/validator/simple-err-context.json", "jsonld.lost_term"),
            (
                "ob30/validator/simple-err-proof-value.json",
                "proof.bad_signature"
            ),
            // What an issuer gives a holder is no proof for others.
            (
                "w3c-di/ecdsa/ecdsa-sd-2023/prc/addSignedSDBase.json",
                "proof.malformed"
            ),
        ]
    );
    assert!(good.values().sum::<usize>() >= 15, "{good:?}");
    // Placeholders: neither names a key that exists.
    assert_eq!(
        without,
        [
            "ob30/spec-examples/impl-getting-started-credential.json",
            "vcdm2/credential-proof-missing-type-fail.json",
        ]
    );
}
