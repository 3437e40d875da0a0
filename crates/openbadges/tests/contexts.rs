use openbadges::context::{BUNDLED, CREDENTIALS_V2, Contexts};
use openbadges::encoding::sha256_hex;
use openbadges::jsonld::{fast, nquads};
use openbadges::rdfc10::Hash;
use serde_json::{Value, json};

use crate::support::{read_json, standards};

#[test]
fn every_bundled_context_has_its_pinned_bytes() {
    for context in BUNDLED {
        assert_eq!(
            sha256_hex(context.text.as_bytes()),
            context.sha256,
            "{}",
            context.url
        );
        let json: Value = serde_json::from_str(context.text).unwrap();
        assert!(json.get("@context").is_some(), "{}", context.url);
    }
}

#[test]
fn every_bundled_context_is_the_publishers() {
    let Some(folder) = standards() else { return };
    let map = read_json(&folder.join("contexts/map.json"));
    // Not among the official files: the package it comes from is named in NOTICE.
    let elsewhere = ["https://w3id.org/vc-revocation-list-2020/v1"];
    for context in BUNDLED {
        if elsewhere.contains(&context.url) {
            continue;
        }
        let official = &map[context.url];
        let sha256 = official["sha256"].as_str().unwrap();
        match context.publisher_sha256 {
            None => assert_eq!(context.sha256, sha256, "{}", context.url),
            Some(publisher) => {
                assert_eq!(publisher, sha256, "{}", context.url);
                let file = folder
                    .join("contexts")
                    .join(official["file"].as_str().unwrap());
                let ours: Value = serde_json::from_str(context.text).unwrap();
                assert_eq!(ours, read_json(&file), "{}", context.url);
            }
        }
    }
}

#[test]
fn no_bundled_context_gives_urn_or_did_a_meaning() {
    // The signing template relies on it: such addresses are taken as they stand.
    for context in BUNDLED {
        let json: Value = serde_json::from_str(context.text).unwrap();
        let mut open = vec![&json];
        while let Some(value) = open.pop() {
            match value {
                Value::Object(members) => {
                    for name in ["urn", "did", "http", "https"] {
                        assert!(
                            !members.contains_key(name),
                            "{} defines {name}",
                            context.url
                        );
                    }
                    open.extend(members.values());
                }
                Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
    }
}

#[test]
fn an_unknown_context_is_not_known_until_pinned() {
    let contexts = Contexts::bundled();
    assert!(contexts.get("https://example.org/context").is_none());
    let pinned = contexts.clone().with("https://example.org/context", "{}");
    assert_eq!(pinned.get("https://example.org/context"), Some("{}"));
    assert!(contexts.get("https://example.org/context").is_none());
}

/// What is made of a context is remembered for the whole process: by its bytes, never by its address alone.
#[test]
fn a_pinned_context_counts_by_its_bytes() {
    const URL: &str = "https://example.org/pinned";
    let pinned = |meaning: &str| {
        let text = json!({"@context": {"grade": meaning}}).to_string();
        Contexts::bundled().with(URL, text)
    };
    let plain = json!({"@context": [CREDENTIALS_V2, URL], "id": "urn:x:1", "grade": "A"});
    // The same with a term that the document brings itself.
    let mut more = plain.clone();
    more["@context"] = json!([CREDENTIALS_V2, URL, {"n": "https://example.org/n"}]);
    let line = |meaning: &str| format!("<urn:x:1> <{meaning}> \"A\" .\n");
    for _ in 0..2 {
        for meaning in ["https://example.org/one", "https://example.org/other"] {
            let contexts = pinned(meaning);
            for document in [&plain, &more] {
                let fast = fast::canonical(document, &contexts, Hash::Sha256);
                assert_eq!(fast.as_deref(), Some(line(meaning).as_str()));
                assert_eq!(nquads(document, &contexts), Ok(line(meaning)));
            }
        }
        // Nobody else is given what somebody pinned.
        let bundled = Contexts::bundled();
        assert_eq!(fast::canonical(&plain, &bundled, Hash::Sha256), None);
        assert!(nquads(&plain, &bundled).is_err());
    }
}

/// A context that names another means what that one says, which may be another thing the next time.
#[test]
fn a_pinned_context_that_names_another_follows_it() {
    let pinned = |meaning: &str| {
        let text = json!({"@context": {"grade": meaning}}).to_string();
        Contexts::bundled()
            .with("https://example.org/inner", text)
            .with(
                "https://example.org/outer",
                json!({"@context": ["https://example.org/inner"]}).to_string(),
            )
    };
    let document = json!({
        "@context": [CREDENTIALS_V2, "https://example.org/outer"],
        "id": "urn:x:1",
        "grade": "A",
    });
    for meaning in ["https://example.org/one", "https://example.org/other"] {
        let said = nquads(&document, &pinned(meaning));
        assert_eq!(said, Ok(format!("<urn:x:1> <{meaning}> \"A\" .\n")));
    }
}

#[test]
fn bundled_contexts_name_bundled_ones_only() {
    // What follows from bundled contexts alone is remembered for every document.
    for context in BUNDLED {
        let json: Value = serde_json::from_str(context.text).unwrap();
        let mut open = vec![(&json, false)];
        while let Some((value, is_context)) = open.pop() {
            match value {
                Value::String(url) => {
                    let known = !is_context || Contexts::is_bundled(url);
                    assert!(known, "{} names {url}", context.url);
                }
                Value::Array(items) => open.extend(items.iter().map(|item| (item, is_context))),
                Value::Object(members) => {
                    open.extend(
                        members
                            .iter()
                            .map(|(name, value)| (value, name == "@context")),
                    );
                }
                _ => {}
            }
        }
    }
}
