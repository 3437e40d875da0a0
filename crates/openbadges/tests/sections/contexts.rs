//! Contexts that import others, end with their object, and define prefixes.
use openbadges::context::{CREDENTIALS_V2, Contexts, MULTIKEY_V1};
use openbadges::jsonld::{JsonLdError, nquads};
use serde_json::{Value, json};

use super::{INTEGER, refused, says};

/// §4.1.9, imported contexts, and §4.1.8, propagation.
#[test]
fn contexts_may_import_others_and_end_with_their_object() {
    let text =
        json!({"@context": {"@protected": true, "n": "urn:imported", "m": "urn:m"}}).to_string();
    let contexts = Contexts::bundled()
        .with("https://example.org/base", text)
        .with(
            "https://example.org/chain",
            json!({"@context": {"@import": "https://example.org/base"}}).to_string(),
        )
        .with(
            "https://example.org/list",
            json!({"@context": [{}]}).to_string(),
        );
    let document = |context: Value| json!({"@context": [CREDENTIALS_V2, context], "id": "urn:a", "n": "N", "m": "M"});
    let over = json!({"@import": "https://example.org/base", "n": "urn:own"});
    let said = nquads(&document(over), &contexts).unwrap();
    assert_eq!(said, "<urn:a> <urn:own> \"N\" .\n<urn:a> <urn:m> \"M\" .\n");
    // What is imported is protected as it says itself.
    let redefined = json!({"@context": [CREDENTIALS_V2, {"@import": "https://example.org/base"}, {"n": "urn:other"}], "n": "N"});
    assert!(matches!(
        nquads(&redefined, &contexts),
        Err(JsonLdError::Invalid(_))
    ));
    for url in ["https://example.org/chain", "https://example.org/list"] {
        let wrong = nquads(&document(json!({"@import": url})), &contexts);
        assert!(matches!(wrong, Err(JsonLdError::Invalid(_))), "{url}");
    }
    let unknown = nquads(
        &document(json!({"@import": "https://example.org/unknown"})),
        &contexts,
    );
    assert_eq!(
        unknown.map_err(|error| error.code()),
        Err("jsonld.unknown_context")
    );
    // The same text with other bytes pinned is another context.
    let other = json!({"@context": {"n": "urn:else", "m": "urn:m"}}).to_string();
    let elsewhere = Contexts::bundled().with("https://example.org/base", other);
    let same = document(json!({"@import": "https://example.org/base"}));
    assert!(nquads(&same, &contexts).unwrap().contains("urn:imported"));
    assert!(nquads(&same, &elsewhere).unwrap().contains("urn:else"));

    let terms = json!({
        "n": "urn:n", "o": "urn:o",
        "ends": {"@id": "urn:ends", "@context": {"@propagate": false, "n": "urn:inner"}},
        "Lasting": {"@id": "urn:Lasting", "@context": {"@propagate": true, "n": "urn:lasting"}},
    });
    says(
        terms.clone(),
        json!({"id": "urn:b", "ends": {"id": "urn:c", "n": "C", "o": {"id": "urn:d", "n": "D"}}}),
        &[
            "<urn:b> <urn:ends> <urn:c>",
            "<urn:c> <urn:inner> \"C\"",
            "<urn:c> <urn:o> <urn:d>",
            "<urn:d> <urn:n> \"D\"",
        ],
    );
    says(
        terms.clone(),
        json!({"id": "urn:b", "type": "Lasting", "n": "B", "o": {"id": "urn:d", "n": "D"}}),
        &[
            "<urn:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:Lasting>",
            "<urn:b> <urn:lasting> \"B\"",
            "<urn:b> <urn:o> <urn:d>",
            "<urn:d> <urn:lasting> \"D\"",
        ],
    );
    says(
        terms.clone(),
        json!({"id": "urn:b", "@context": {"@propagate": false, "n": "urn:here"}, "n": "B", "o": {"id": "urn:d", "n": "D"}}),
        &[
            "<urn:b> <urn:here> \"B\"",
            "<urn:b> <urn:o> <urn:d>",
            "<urn:d> <urn:n> \"D\"",
        ],
    );
    // In a set the map around has ended, and with it the terms of the object.
    says(
        json!({"n": "urn:n", "ends": terms["ends"], "of": {"@id": "urn:of", "@container": "@index"}}),
        json!({"id": "urn:b", "ends": {"id": "urn:c", "of": {"k": {"@set": [{"id": "urn:d", "n": "D"}]}, "l": {"id": "urn:e", "n": "E"}}}}),
        &[
            "<urn:b> <urn:ends> <urn:c>",
            "<urn:c> <urn:of> <urn:d>",
            "<urn:d> <urn:n> \"D\"",
            "<urn:c> <urn:of> <urn:e>",
            "<urn:e> <urn:inner> \"E\"",
        ],
    );
    let included =
        json!({"id": "urn:b", "ends": {"id": "urn:c", "@included": {"id": "urn:d", "n": "D"}}});
    refused(terms.clone(), included, "jsonld.invalid");
    let unclear = json!([{"@propagate": false, "n": "urn:here"}, {}]);
    refused(
        terms,
        json!({"id": "urn:b", "@context": unclear, "n": "B"}),
        "jsonld.bad_context",
    );
}

/// §4.1, contexts of objects; the vocabulary, the base and the default language end with them.
#[test]
fn an_object_may_have_a_context() {
    let context = json!({"n": "urn:n", "o": "urn:o", "link": {"@id": "urn:link", "@type": "@id"}});
    says(
        context.clone(),
        json!([
            {"id": "urn:b", "@context": {"@vocab": "https://example.org/#", "@language": "DE"}, "word": "W"},
            {"id": "urn:c", "@context": {"@base": "https://example.org/a/b"}, "link": ["../c", "", "#d", "e?f"]},
            {"id": "urn:d", "@context": MULTIKEY_V1, "type": "Multikey"},
        ]),
        &[
            "<urn:b> <https://example.org/#word> \"W\"@de",
            "<urn:c> <urn:link> <https://example.org/c>",
            "<urn:c> <urn:link> <https://example.org/a/b>",
            "<urn:c> <urn:link> <https://example.org/a/b#d>",
            "<urn:c> <urn:link> <https://example.org/a/e?f>",
            "<urn:d> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/security#Multikey>",
        ],
    );
    refused(
        context.clone(),
        json!({"id": "urn:b", "@context": "https://example.org/unknown", "n": 1}),
        "jsonld.unknown_context",
    );
    refused(
        context.clone(),
        json!({"id": "urn:b", "@context": {"n": null}, "n": 1}),
        "jsonld.lost_term",
    );
    refused(
        context.clone(),
        json!({"id": "urn:b", "@context": {"type": "urn:t"}, "n": 1}),
        "jsonld.invalid",
    );
    refused(
        context.clone(),
        json!({"id": "urn:b", "@context": null, "n": 1}),
        "jsonld.invalid",
    );
    refused(
        context,
        json!({"id": "urn:b", "link": "relative"}),
        "jsonld.relative_address",
    );
}

/// §3.2 and §4.1.5: names that begin addresses.
#[test]
fn names_may_begin_with_prefixes() {
    let context = json!({
        "ex": "https://example.org/", "half": "https://example.org/half", "kept": {"@id": "https://example.org/kept", "@prefix": true},
        "no": {"@id": "https://example.org/no/", "@prefix": false}, "short": "ex:short", "ex:full": {"@type": "@id"},
    });
    says(
        context.clone(),
        json!({"id": "ex:b", "short": 1, "ex:y/z": 2, "ex:full": "kept:/c", "https://example.org/d": 3, "urn:e": 4}),
        &[
            &format!("<https://example.org/b> <https://example.org/short> \"1\"{INTEGER}"),
            &format!("<https://example.org/b> <https://example.org/y/z> \"2\"{INTEGER}"),
            "<https://example.org/b> <https://example.org/full> <https://example.org/kept/c>",
            &format!("<https://example.org/b> <https://example.org/d> \"3\"{INTEGER}"),
            &format!("<https://example.org/b> <urn:e> \"4\"{INTEGER}"),
        ],
    );
    // What is no prefix stands as it is, and what follows // is never one.
    says(
        context.clone(),
        json!([{"id": "half:b", "short": 1}, {"id": "no:b", "short": 1}, {"id": "ex://b", "short": 1}]),
        &[
            &format!("<half:b> <https://example.org/short> \"1\"{INTEGER}"),
            &format!("<no:b> <https://example.org/short> \"1\"{INTEGER}"),
            &format!("<ex://b> <https://example.org/short> \"1\"{INTEGER}"),
        ],
    );
    for name in ["_:b", "_:", "nothing", "no thing:x", ""] {
        refused(
            context.clone(),
            json!({"id": "urn:b", name: 1}),
            "jsonld.lost_term",
        );
    }
    // A term that has the form of an address stands for that one, in any script.
    for name in ["ex:x", "é:x", "x:é", "a/b"] {
        let other = json!({"ex": "https://example.org/", name: "urn:other"});
        refused(other, json!({"id": "urn:b"}), "jsonld.invalid");
    }
    // The vocabulary is taken as it stands before the terms of its own context.
    let vocabulary =
        json!({"@vocab": "ex:v/", "ex": "https://example.org/", "word": {"@type": "@vocab"}});
    says(
        vocabulary,
        json!({"id": "urn:b", "word": "w"}),
        &["<urn:b> <ex:v/word> <ex:v/w>"],
    );
}
