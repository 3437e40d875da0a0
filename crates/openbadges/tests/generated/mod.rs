//! Every feature of JSON-LD 1.1 in generated documents, held to jsonld.js: both refuse a document, or both give the same
//! lines.
mod generator;
mod menu;

pub use generator::Generator;
use menu::{Kind, menu};
use openbadges::jsonld::JsonLdError;
use serde_json::Value;

use crate::processor::{javascript, ours};

/// How many documents.
const COUNT: u64 = 1_500;

/// Where this crate is stricter on purpose, by its words. (Default directions are left out of all documents: it forgets
/// them where another context follows.)
fn is_stricter(error: &JsonLdError) -> bool {
    let text = error.to_string();
    let reasons = [
        "differently",
        "it holds nothing",
        "has no effect",
        "only an object that says something",
        "only an object or an address can stand here",
        "is not the published name",
        "stands for <https://www.w3.org/2018/credentials#",
        "is said here of what readers look up elsewhere",
        "the term \"blank\"",
        "it is not a valid address",
        // It lets a list stand in a group, and two @reverse where both lead forward again.
        "@nest gathers members in objects",
        "two members that are @reverse",
        "a keyword is not a type",
        // It drops these without a word: words that look like keywords, and an address of no letters.
        "the term \"@none\"",
        "it looks like a JSON-LD keyword",
        "\"\" is a relative address",
        // It takes this for an object without a value.
        "its @value is []",
    ];
    // It does not look at a name in a map where each object has an id.
    if text.contains(".byid") && text.contains("is a relative address") {
        return true;
    }
    reasons.iter().any(|reason| text.contains(reason))
}

fn repeats(lines: &str) -> bool {
    let lines: Vec<&str> = lines.lines().collect();
    lines.windows(2).any(|pair| pair[0] == pair[1])
}

#[test]
fn every_feature_comes_out_as_by_jsonld_js() {
    let documents: Vec<Value> = (1..=COUNT)
        .map(|seed| Generator::new(seed).document())
        .collect();
    let Some(theirs) = javascript(&documents) else {
        return;
    };
    let (mut same, mut wrong) = (0, Vec::new());
    for (document, theirs) in documents.iter().zip(theirs) {
        match (ours(document), theirs) {
            (Ok(ours), Ok(theirs)) if ours == theirs => same += 1,
            (Err(_), Err(_)) => {}
            (Err(error), Ok(_)) if is_stricter(&error) => {}
            // No line says what the index of an object is, so two of them do no harm.
            (Ok(_), Err(theirs)) if theirs.contains("conflicting @index") => {}
            // It gives up on blank nodes that look alike sooner.
            (Ok(_), Err(theirs)) if theirs.contains("Maximum deep iterations") => {}
            // It sees two of them where one is made of a term, if the names sort so.
            (Ok(_), Err(theirs)) if theirs.contains("\\\"@reverse\\\"") => {}
            // It says the same twice if the values have other names in a map; a dataset is a set.
            (Ok(_), Ok(theirs)) if repeats(&theirs) => {}
            (ours, theirs) => wrong.push((document, ours, theirs)),
        }
    }
    println!("{same} of {} accepted by both", documents.len());
    for (document, ours, theirs) in &wrong {
        let own = |answer: &Result<String, String>| match answer {
            Ok(lines) => lines.replace(" .\n", " .\n        "),
            Err(error) => error.clone(),
        };
        let ours = ours.as_ref().map_err(ToString::to_string).cloned();
        println!("{}", document["@context"][3]);
        println!("  {} {}", document["own"], document["credentialSubject"]);
        println!("  here: {}\n  there: {}\n", own(&ours), own(theirs));
    }
    assert!(wrong.is_empty(), "{} differ", wrong.len());
    assert!(same > documents.len() / 5, "{same}");
}

/// Not a vacuous law: documents that are accepted use each feature.
#[test]
fn each_feature_is_in_some_document_that_is_accepted() {
    let accepted: Vec<String> = (1..=COUNT)
        .map(|seed| Generator::new(seed).document())
        .filter(|document| ours(document).is_ok())
        .map(|document| document["own"].to_string())
        .collect();
    let used = |name: &str| {
        accepted
            .iter()
            .filter(|text| text.contains(&format!("{name:?}:")))
            .count()
    };
    for (name, _, kind) in menu() {
        if kind != Kind::None && !matches!(name, "null" | "blank") {
            assert!(used(name) > 0, "no document with {name} is accepted");
        }
    }
    for keyword in [
        "@id",
        "@type",
        "@graph",
        "@included",
        "@reverse",
        "@nest",
        "@index",
        "@context",
        "@list",
        "@set",
        "@value",
    ] {
        assert!(used(keyword) > 0, "no document with {keyword} is accepted");
    }
}
