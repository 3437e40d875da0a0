use openbadges::context::{BUNDLED, Contexts};
use openbadges::encoding::sha256_hex;
use serde_json::Value;

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
    for context in BUNDLED {
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
