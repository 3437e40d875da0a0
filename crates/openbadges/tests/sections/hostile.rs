//! What a hostile document may nest, repeat and name.

use openbadges::context::{CREDENTIALS_V2, Contexts};
use openbadges::jsonld::nquads;
use serde_json::{Map, Value, json};

use super::{read, refused};

/// What a hostile document may nest, repeat and name costs little, and is refused in words.
#[test]
fn hostile_documents_end_quickly() {
    let deep = |name: &str, depth: usize| {
        let mut value = json!({"id": "urn:z", "n": 1});
        for _ in 0..depth {
            value = json!({ name: value });
        }
        value
    };
    let context = json!({
        "n": "urn:n", "rev": {"@reverse": "urn:n"}, "m": {"@id": "urn:m", "@container": "@id"},
        "i": {"@id": "urn:i", "@container": "@index", "@index": "n"},
    });
    for name in [
        "n",
        "rev",
        "@graph",
        "@included",
        "@nest",
        "m",
        "i",
        "@reverse",
    ] {
        // Deeper than anything that is parsed: it ends in words, not in a full stack.
        let own = json!({"id": "urn:b", "n": deep(name, 300)});
        assert!(read(context.clone(), own).is_err(), "{name}");
    }
    let mut lists = json!([]);
    for _ in 0..300 {
        lists = json!([lists]);
    }
    for container in ["@list", "@set", "@graph"] {
        let own = json!({"id": "urn:b", "l": lists});
        assert!(read(json!({"l": {"@id": "urn:l", "@container": container}}), own).is_err());
    }
    let mut contexts = json!({"n": "urn:n"});
    for _ in 0..100 {
        contexts = json!({"t": {"@id": "urn:t", "@context": contexts}});
    }
    assert!(read(contexts, json!({"id": "urn:b"})).is_err());
    // Many objects that all lead back to one, and one name in many maps.
    let many: Vec<Value> = (0..20_000)
        .map(|at| json!({"id": format!("urn:{at}")}))
        .collect();
    let own = json!({"id": "urn:b", "rev": many, "@reverse": {"n": {"id": "urn:c"}}});
    assert_eq!(read(context.clone(), own).unwrap().len(), 20_001);
    let map: Map<String, Value> = (0..20_000)
        .map(|at| (format!("k{at}"), json!({"id": "urn:c"})))
        .collect();
    assert!(read(context, json!({"id": "urn:b", "i": map})).is_ok());
    // Contexts that name themselves and each other.
    let names = |url: &str| {
        json!({"@context": {"t": {"@id": "urn:t", "@context": url}, "n": "urn:n"}}).to_string()
    };
    let pinned = Contexts::bundled()
        .with("https://example.org/a", names("https://example.org/b"))
        .with("https://example.org/b", names("https://example.org/a"))
        .with(
            "https://example.org/self",
            json!({"@context": "https://example.org/self"}).to_string(),
        )
        .with(
            "https://example.org/importer",
            json!({"@context": {"@import": "https://example.org/importer"}}).to_string(),
        );
    let document = |url: &str, own: Value| json!({"@context": [CREDENTIALS_V2, url], "id": "urn:a", "t": own, "n": 1});
    let own = json!({"id": "urn:b", "t": {"id": "urn:c", "t": {"id": "urn:d", "n": 1}}});
    assert!(nquads(&document("https://example.org/a", own), &pinned).is_ok());
    for url in ["https://example.org/self", "https://example.org/importer"] {
        assert!(nquads(&document(url, json!({})), &pinned).is_err());
    }
    let many: Vec<Value> = (0..3_000)
        .map(|at| json!({"id": "urn:b", "@context": {"n": format!("urn:{at}")}, "n": 1}))
        .collect();
    refused(json!({}), many.into(), "jsonld.bad_context");
}
