//! Maps whose names say something: words, properties, ids, classes, graphs.
use serde_json::{Value, json};

use super::{refused, says};

/// §4.6, data indexing: a word says nothing, what a property says is said.
#[test]
fn values_may_be_named_by_words_and_properties() {
    let with = |more: Value| {
        let mut of = json!({"@id": "urn:of"});
        of.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({"n": "urn:n", "ex": "https://example.org/", "key": {"@id": "urn:key", "@type": "@id"}, "of": of})
    };
    let index = json!({"@container": "@index"});
    says(
        with(index.clone()),
        json!({"id": "urn:b", "of": {"en": "A", "de": ["B", {"id": "urn:c"}], "@none": {"@value": "D"}}}),
        &[
            "<urn:b> <urn:of> \"A\"",
            "<urn:b> <urn:of> \"B\"",
            "<urn:b> <urn:of> <urn:c>",
            "<urn:b> <urn:of> \"D\"",
        ],
    );
    says(
        with(index),
        json!({"id": "urn:b", "of": ["A"]}),
        &["<urn:b> <urn:of> \"A\""],
    );
    for (index, line) in [
        ("n", "<urn:c> <urn:n> \"ex:k\""),
        ("key", "<urn:c> <urn:key> <https://example.org/k>"),
        ("ex:i", "<urn:c> <https://example.org/i> \"ex:k\""),
    ] {
        let context = with(json!({"@container": "@index", "@index": index}));
        says(
            context.clone(),
            json!({"id": "urn:b", "of": {"ex:k": {"id": "urn:c"}, "@none": {"id": "urn:d"}}}),
            &[line, "<urn:b> <urn:of> <urn:c>", "<urn:b> <urn:of> <urn:d>"],
        );
        refused(
            context,
            json!({"id": "urn:b", "of": {"ex:k": "a text"}}),
            "jsonld.invalid",
        );
    }
    let nowhere = with(json!({"@container": "@index", "@index": "nothing"}));
    refused(
        nowhere,
        json!({"id": "urn:b", "of": {"k": {"id": "urn:c"}}}),
        "jsonld.lost_term",
    );
    let relative = with(json!({"@container": "@index", "@index": "key"}));
    refused(
        relative,
        json!({"id": "urn:b", "of": {"k": {"id": "urn:c"}}}),
        "jsonld.relative_address",
    );
}

/// §4.6.4 and §4.6.5, by id and by class.
#[test]
fn objects_may_be_named_by_their_ids_and_classes() {
    let by = |container: Value| {
        json!({
            "n": "urn:n", "no": "@none", "ex": "https://example.org/", "Thing": {"@id": "urn:Thing", "@context": {"size": "urn:size"}},
            "of": {"@id": "urn:of", "@container": container},
        })
    };
    says(
        by(json!(["@id", "@set"])),
        json!({"id": "urn:b", "of": {"ex:k": {"n": "N"}, "urn:l": [{"id": "urn:m", "n": "M"}], "_:c": {"n": "C"}, "no": {"id": "urn:o"}}}),
        &[
            "<urn:b> <urn:of> <https://example.org/k>",
            "<https://example.org/k> <urn:n> \"N\"",
            "<urn:b> <urn:of> <urn:m>",
            "<urn:m> <urn:n> \"M\"",
            "<urn:b> <urn:of> _:c14n0",
            "_:c14n0 <urn:n> \"C\"",
            "<urn:b> <urn:of> <urn:o>",
        ],
    );
    refused(
        by(json!("@id")),
        json!({"id": "urn:b", "of": {"k": {"n": "N"}}}),
        "jsonld.relative_address",
    );
    refused(
        by(json!("@id")),
        json!({"id": "urn:b", "of": {"@handle": {"n": "N"}}}),
        "jsonld.lost_value",
    );
    refused(
        by(json!("@id")),
        json!({"id": "urn:b", "of": {"urn:k": "a text"}}),
        "jsonld.invalid",
    );
    let a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
    says(
        by(json!("@type")),
        json!({"id": "urn:b", "of": {"Thing": [{"id": "urn:c", "size": "S"}, "urn:d"], "@none": {"id": "urn:e"}, "ex:T": {"id": "urn:f", "type": "Thing", "size": "F"}}}),
        &[
            "<urn:b> <urn:of> <urn:c>",
            &format!("<urn:c> {a} <urn:Thing>"),
            "<urn:c> <urn:size> \"S\"",
            "<urn:b> <urn:of> <urn:d>",
            &format!("<urn:d> {a} <urn:Thing>"),
            "<urn:b> <urn:of> <urn:e>",
            "<urn:b> <urn:of> <urn:f>",
            &format!("<urn:f> {a} <https://example.org/T>"),
            &format!("<urn:f> {a} <urn:Thing>"),
            "<urn:f> <urn:size> \"F\"",
        ],
    );
    refused(
        by(json!("@type")),
        json!({"id": "urn:b", "of": {"Nothing": {"n": 1}}}),
        "jsonld.relative_address",
    );
    refused(
        by(json!("@type")),
        json!({"id": "urn:b", "of": {"Thing": 5}}),
        "jsonld.invalid",
    );
}

/// §4.9.1 to §4.9.3, graph containers.
#[test]
fn graphs_may_be_named_by_words_and_ids() {
    let by =
        |container: Value| json!({"n": "urn:n", "of": {"@id": "urn:of", "@container": container}});
    says(
        by(json!(["@graph", "@id"])),
        json!({"id": "urn:b", "of": {"urn:g": {"id": "urn:c", "n": "C"}, "urn:h": {"@graph": [{"id": "urn:d", "n": "D"}]}}}),
        &[
            "<urn:b> <urn:of> <urn:g>",
            "<urn:c> <urn:n> \"C\" <urn:g>",
            "<urn:b> <urn:of> <urn:h>",
            "<urn:d> <urn:n> \"D\" <urn:h>",
        ],
    );
    says(
        by(json!(["@graph", "@index"])),
        json!({"id": "urn:b", "of": {"a": {"id": "urn:c", "n": "C"}}}),
        &["<urn:b> <urn:of> _:c14n0", "<urn:c> <urn:n> \"C\" _:c14n0"],
    );
    // A graph in a graph, as the standard has it.
    says(
        by(json!("@graph")),
        json!({"id": "urn:b", "of": {"id": "urn:g", "@graph": {"id": "urn:c", "n": "C"}}}),
        &["<urn:b> <urn:of> _:c14n0", "<urn:c> <urn:n> \"C\" <urn:g>"],
    );
    for own in [
        json!("a text"),
        json!({"id": "urn:c"}),
        json!({"@value": 1}),
        json!({"@list": []}),
    ] {
        for container in [json!("@graph"), json!(["@graph", "@index"])] {
            let own = json!({"id": "urn:b", "of": {"k": own}});
            if container == "@graph" {
                refused(
                    by(container),
                    json!({"id": "urn:b", "of": own["of"]["k"]}),
                    "jsonld.lost_value",
                );
            } else {
                refused(by(container), own, "jsonld.lost_value");
            }
        }
    }
}
