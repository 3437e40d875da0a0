use std::collections::BTreeMap;

use openbadges::rdfc10::{Hash, TooComplex, canonicalize, labels};
use oxrdf::Quad;
use oxttl::NQuadsParser;

use crate::support::{read_json, standards};

fn parse(text: &[u8]) -> Vec<Quad> {
    NQuadsParser::new()
        .for_slice(text)
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn the_w3c_suite_passes() {
    let Some(folder) = standards() else { return };
    let folder = folder.join("vectors/rdf-canon");
    let manifest = read_json(&folder.join("manifest.jsonld"));
    let mut done = 0;
    for entry in manifest["entries"].as_array().unwrap() {
        let id = entry["id"].as_str().unwrap();
        let file = |member: &str| folder.join(entry[member].as_str().unwrap());
        let input = folder.join(entry["action"].as_str().unwrap());
        if !input.is_file()
            || entry
                .get("result")
                .is_some_and(|_| !file("result").is_file())
        {
            continue; // kept back from this copy of the suite
        }
        let quads = parse(&std::fs::read(&input).unwrap());
        let hash = match entry["hashAlgorithm"].as_str() {
            Some("SHA384") => Hash::Sha384,
            _ => Hash::Sha256,
        };
        match entry["type"].as_str().unwrap() {
            "rdfc:RDFC10EvalTest" => {
                let want = std::fs::read_to_string(file("result")).unwrap();
                assert_eq!(canonicalize(&quads, hash).unwrap(), want, "{id}");
            }
            "rdfc:RDFC10MapTest" => {
                let want: BTreeMap<String, String> =
                    serde_json::from_value(read_json(&file("result"))).unwrap();
                // The parser keeps the labels of the file, so the map can be compared.
                assert_eq!(labels(&quads, hash).unwrap(), want, "{id}");
            }
            "rdfc:RDFC10NegativeEvalTest" => {
                assert_eq!(canonicalize(&quads, hash), Err(TooComplex), "{id}");
            }
            other => panic!("{id}: unknown kind of test {other}"),
        }
        done += 1;
    }
    assert!(done >= 80, "only {done} of the suite's tests were run");
}

#[test]
fn a_quad_given_twice_counts_once() {
    let once = b"_:a <urn:p> _:b .\n_:b <urn:q> \"x\" .\n";
    let twice = [&once[..], &once[..]].concat();
    assert_eq!(
        canonicalize(&parse(once), Hash::Sha256),
        canonicalize(&parse(&twice), Hash::Sha256)
    );
}

/// Many nodes that look alike, each with many quads: the work is bounded, not only the calls.
#[test]
fn a_wide_poison_graph_is_refused_quickly() {
    let mut text = String::new();
    for a in 0..60 {
        for b in 0..60 {
            if a != b {
                text.push_str(&format!("_:n{a} <urn:p> _:n{b} .\n"));
            }
        }
    }
    assert_eq!(
        canonicalize(&parse(text.as_bytes()), Hash::Sha256),
        Err(TooComplex)
    );
}
