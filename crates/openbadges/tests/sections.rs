//! JSON-LD 1.1 by the sections of its standards, written out by hand: what each feature says in lines, and what is refused.
use std::time::{Duration, Instant};

use openbadges::context::{CREDENTIALS_V2, Contexts, MULTIKEY_V1};
use openbadges::jsonld::{JsonLdError, nquads};
use openbadges::rdfc10::{self, Hash};
use serde_json::{Map, Value, json};

use crate::support::quads;

const INTEGER: &str = "^^<http://www.w3.org/2001/XMLSchema#integer>";

/// What a document says by a context of its own; `own` is a property that only it defines.
fn read(context: Value, own: Value) -> Result<Vec<String>, JsonLdError> {
    let mut contexts = vec![json!(CREDENTIALS_V2), json!({"own": "urn:own"})];
    match context {
        Value::Array(more) => contexts.extend(more),
        one => contexts.push(one),
    }
    let document = json!({"@context": contexts, "id": "urn:a", "own": own});
    let quads = quads(&document, &Contexts::bundled())?;
    let lines = rdfc10::canonicalize(&quads, Hash::Sha256).unwrap();
    Ok(lines
        .lines()
        .filter_map(|line| line.strip_suffix(" ."))
        .filter(|line| !line.starts_with("<urn:a> <urn:own>"))
        .map(str::to_owned)
        .collect())
}

/// Holds `own` to the lines it must say, in any order.
#[track_caller]
fn says(context: Value, own: Value, lines: &[&str]) {
    let mut want: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let mut got = read(context, own).unwrap();
    want.sort();
    got.sort();
    assert_eq!(got, want);
}

#[track_caller]
fn refused(context: Value, own: Value, code: &str) {
    match read(context.clone(), own.clone()) {
        Err(error) => assert_eq!(error.code(), code, "{context} {own}: {error}"),
        Ok(lines) => panic!("{context} {own}: {lines:?}"),
    }
}

/// JSON-LD 1.1 §4.8, reverse properties.
#[test]
fn reversed_properties_lead_from_their_values() {
    let lines = [
        "<urn:x> <urn:parent> <urn:b>",
        "<urn:y> <urn:parent> <urn:b>",
        "<urn:x> <urn:n> \"X\"",
    ];
    let children = json!([{"id": "urn:x", "n": "X"}, {"id": "urn:y"}]);
    let context =
        json!({"n": "urn:n", "parent": "urn:parent", "children": {"@reverse": "urn:parent"}});
    says(
        context.clone(),
        json!({"id": "urn:b", "@reverse": {"parent": children}}),
        &lines,
    );
    says(
        context.clone(),
        json!({"id": "urn:b", "children": children}),
        &lines,
    );
    // Reversed twice it leads forward.
    says(
        context.clone(),
        json!({"id": "urn:b", "@reverse": {"children": {"id": "urn:x"}}}),
        &["<urn:b> <urn:parent> <urn:x>"],
    );
    let links =
        json!({"children": {"@reverse": "urn:parent", "@type": "@id", "@container": "@index"}});
    says(
        links,
        json!({"id": "urn:b", "children": {"first": "urn:x", "second": ["urn:y"]}}),
        &[
            "<urn:x> <urn:parent> <urn:b>",
            "<urn:y> <urn:parent> <urn:b>",
        ],
    );
    for own in [
        json!({"id": "urn:b", "children": "a text"}),
        json!({"id": "urn:b", "children": {"@list": [{"id": "urn:x"}]}}),
        json!({"id": "urn:b", "@reverse": {"parent": {"@value": 1}}}),
        json!({"id": "urn:b", "@reverse": {"children": "a text"}}),
        json!({"id": "urn:b", "@reverse": {"id": "urn:x"}}),
        json!({"id": "urn:b", "@reverse": "urn:x"}),
    ] {
        refused(context.clone(), own, "jsonld.invalid");
    }
    refused(
        context,
        json!({"id": "urn:b", "@reverse": {"nothing": {"id": "urn:x"}}}),
        "jsonld.lost_term",
    );
}

/// §4.5.2, nested properties.
#[test]
fn members_in_a_group_belong_to_the_object_around() {
    let context = json!({"labels": "@nest", "main": {"@id": "urn:main", "@nest": "labels"}, "other": "urn:other"});
    let lines = ["<urn:b> <urn:main> \"M\"", "<urn:b> <urn:other> \"O\""];
    for own in [
        json!({"id": "urn:b", "labels": {"main": "M", "other": "O"}}),
        json!({"id": "urn:b", "@nest": [{"main": "M"}, {"other": "O"}]}),
        json!({"labels": {"id": "urn:b", "main": "M", "@nest": {"other": "O"}}}),
    ] {
        says(context.clone(), own, &lines);
    }
    for own in [
        json!({"id": "urn:b", "labels": "M"}),
        json!({"id": "urn:b", "labels": null}),
        json!({"id": "urn:b", "labels": {"@value": "M"}}),
        json!({"id": "urn:b", "labels": {"id": "urn:c", "main": "M"}}),
    ] {
        refused(context.clone(), own, "jsonld.invalid");
    }
    refused(
        context.clone(),
        json!({"id": "urn:b", "labels": {"@context": {}}}),
        "jsonld.bad_context",
    );
    refused(
        context,
        json!({"id": "urn:b", "labels": {"nothing": 1}}),
        "jsonld.lost_term",
    );
}

/// §4.7, included nodes, and §4.9, named graphs.
#[test]
fn objects_may_stand_beside_others_and_in_graphs() {
    let context = json!({"n": "urn:n", "also": "@included", "claims": "@graph"});
    says(
        context.clone(),
        json!({"id": "urn:b", "n": 1, "also": [{"id": "urn:c", "n": 2}, {"@set": [{"id": "urn:d", "n": 3}]}]}),
        &[
            &format!("<urn:b> <urn:n> \"1\"{INTEGER}"),
            &format!("<urn:c> <urn:n> \"2\"{INTEGER}"),
            &format!("<urn:d> <urn:n> \"3\"{INTEGER}"),
        ],
    );
    says(
        context.clone(),
        json!({"id": "urn:g", "n": 1, "claims": [{"id": "urn:c", "n": 2}]}),
        &[
            &format!("<urn:g> <urn:n> \"1\"{INTEGER}"),
            &format!("<urn:c> <urn:n> \"2\"{INTEGER} <urn:g>"),
        ],
    );
    for (own, code) in [
        (json!({"id": "urn:b", "also": "urn:c"}), "jsonld.lost_value"),
        (
            json!({"id": "urn:b", "also": {"id": "urn:c"}}),
            "jsonld.lost_value",
        ),
        (
            json!({"id": "urn:b", "also": {"@value": 1}}),
            "jsonld.lost_value",
        ),
        (json!({"id": "urn:b", "also": null}), "jsonld.invalid"),
        (json!({"id": "urn:b", "claims": "urn:c"}), "jsonld.invalid"),
        (
            json!({"id": "urn:b", "claims": ["urn:c"]}),
            "jsonld.lost_value",
        ),
        (
            json!({"id": "urn:b", "claims": {"n": 1}, "@graph": {"n": 2}}),
            "jsonld.invalid",
        ),
    ] {
        refused(context.clone(), own, code);
    }
}

/// A document that holds nothing but a graph has no name for it.
#[test]
fn a_graph_at_the_top_is_the_document() {
    let terms = json!({"id": "@id", "n": "https://example.org/n"});
    let line = |name: &str| format!("<{name}> <https://example.org/n> \"N\" .\n");
    let contexts = Contexts::bundled();
    let graph = json!([{"id": "urn:c", "n": "N"}, {"id": "urn:d", "n": "N"}]);
    let bare = json!({"@context": [CREDENTIALS_V2, terms], "@graph": graph});
    let said = nquads(&bare, &contexts).unwrap();
    assert_eq!(said, line("urn:c") + &line("urn:d"));
    let named = json!({"@context": [CREDENTIALS_V2, terms], "id": "urn:g", "@graph": graph[0]});
    assert_eq!(
        nquads(&named, &contexts).unwrap(),
        "<urn:c> <https://example.org/n> \"N\" <urn:g> .\n"
    );
    // What has no lines has no blank node either, so the labels are those of the lines.
    let around = json!({"@context": [CREDENTIALS_V2, terms], "@included": [{"n": "N"}]});
    assert_eq!(
        nquads(&around, &contexts).unwrap(),
        "_:b0 <https://example.org/n> \"N\" .\n"
    );
}

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

/// §4.3, lists and sets.
#[test]
fn lists_and_sets_may_be_written_out() {
    let context =
        json!({"n": "urn:n", "l": {"@id": "urn:l", "@container": "@list"}, "items": "@list"});
    let first = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>";
    let rest = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>";
    let nil = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>";
    for (name, value) in [
        ("n", json!({"@list": ["A"]})),
        ("n", json!({"items": ["A", null], "@index": "i"})),
        ("l", json!({"@list": "A"})),
        ("l", json!("A")),
    ] {
        says(
            context.clone(),
            json!({"id": "urn:b", name: value}),
            &[
                &format!("<urn:b> <urn:{name}> _:c14n0"),
                &format!("_:c14n0 {first} \"A\""),
                &format!("_:c14n0 {rest} {nil}"),
            ],
        );
    }
    says(
        context.clone(),
        json!({"id": "urn:b", "n": {"@set": ["A", {"@set": "B"}, []]}}),
        &["<urn:b> <urn:n> \"A\"", "<urn:b> <urn:n> \"B\""],
    );
    // A list of a list, and of the items of a set, where the property holds lists.
    let nested = read(
        context.clone(),
        json!({"id": "urn:b", "l": [["A"], {"@set": ["B"]}, {"@list": []}]}),
    )
    .unwrap();
    assert_eq!(nested.len(), 11, "{nested:?}");
    // Where it does not, jsonld.js and the standard differ.
    for inner in [json!(["A"]), json!({"@set": ["A"]})] {
        refused(
            context.clone(),
            json!({"id": "urn:b", "n": {"@list": [inner]}}),
            "jsonld.invalid",
        );
    }
    refused(
        context.clone(),
        json!({"id": "urn:b", "n": {"@list": [], "n": 1}}),
        "jsonld.invalid",
    );
    refused(
        context.clone(),
        json!({"id": "urn:b", "n": {"@set": null}}),
        "jsonld.lost_value",
    );
    refused(
        context,
        json!({"id": "urn:b", "n": {"@list": null}}),
        "jsonld.lost_value",
    );
}

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
    // The vocabulary is taken as it stands before the terms of its own context.
    let vocabulary =
        json!({"@vocab": "ex:v/", "ex": "https://example.org/", "word": {"@type": "@vocab"}});
    says(
        vocabulary,
        json!({"id": "urn:b", "word": "w"}),
        &["<urn:b> <ex:v/word> <ex:v/w>"],
    );
}

/// JSON-LD 1.1 API §8.6 and the canonical form of JSON (RFC 8785).
#[test]
fn json_is_kept_in_its_canonical_form() {
    let context = json!({
        "raw": {"@id": "urn:raw", "@type": "@json"}, "raws": {"@id": "urn:raws", "@type": "@json", "@container": "@list"},
        "n": "urn:n", "JSON": "@json", "mapped": {"@id": "urn:mapped", "@type": "@json", "@container": "@index"},
    });
    let json = "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>";
    says(
        context.clone(),
        json!({"id": "urn:b", "raw": {"\u{20ac}": 1e21, "\r": [1.0, 0.000001, null], "@id": "x"}}),
        &[&format!(
            r#"<urn:b> <urn:raw> "{{\"\\r\":[1,0.000001,null],\"@id\":\"x\",\"€\":1e+21}}"{json}"#
        )],
    );
    says(
        context.clone(),
        json!({"id": "urn:b", "raw": null}),
        &[&format!("<urn:b> <urn:raw> \"null\"{json}")],
    );
    for kind in ["@json", "JSON"] {
        says(
            context.clone(),
            json!({"id": "urn:b", "n": {"@value": ["a", {}], "@type": kind}}),
            &[&format!(r#"<urn:b> <urn:n> "[\"a\",{{}}]"{json}"#)],
        );
    }
    let list = read(context.clone(), json!({"id": "urn:b", "raws": ["a", "b"]})).unwrap();
    assert_eq!(list.len(), 3, "one value: {list:?}");
    assert!(
        list.iter()
            .any(|line| line.contains(r#"first> "[\"a\",\"b\"]""#)),
        "{list:?}"
    );
    refused(
        context,
        json!({"id": "urn:b", "mapped": {"a": 1}}),
        "jsonld.bad_context",
    );
}

/// Values at the edge.
#[test]
fn edges_of_values() {
    let context = json!({
        "n": "urn:n", "free": {"@id": "urn:free", "@type": "@none", "@language": "fr"}, "link": {"@id": "urn:link", "@type": "@id"},
        "lang": {"@id": "urn:lang", "@container": "@language"}, "v": "@value", "Blank": "_:blank",
    });
    let double = "^^<http://www.w3.org/2001/XMLSchema#double>";
    for (own, lines) in [
        (
            json!({"n": -0.0}),
            vec![format!("<urn:b> <urn:n> \"0\"{INTEGER}")],
        ),
        (
            json!({"n": 1e21}),
            vec![format!("<urn:b> <urn:n> \"1.0E21\"{double}")],
        ),
        (
            json!({"n": 9_007_199_254_740_992_u64}),
            vec![format!("<urn:b> <urn:n> \"9007199254740992\"{INTEGER}")],
        ),
        (
            json!({"n": {"@value": "A", "@language": "En-gB"}}),
            vec!["<urn:b> <urn:n> \"A\"@en-gb".into()],
        ),
        (
            json!({"n": {"v": "A", "@language": "de"}}),
            vec!["<urn:b> <urn:n> \"A\"@de".into()],
        ),
        (
            json!({"free": "A"}),
            vec!["<urn:b> <urn:free> \"A\"".into()],
        ),
        (
            json!({"link": ["_:n", "_:n"], "n": {"id": "_:n"}}),
            vec![
                "<urn:b> <urn:link> _:c14n0".into(),
                "<urn:b> <urn:n> _:c14n0".into(),
            ],
        ),
        (
            json!({"type": "Blank", "n": null, "link": []}),
            vec!["<urn:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> _:c14n0".into()],
        ),
    ] {
        let mut own = own;
        own["id"] = "urn:b".into();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        says(context.clone(), own, &lines);
    }
    for (own, code) in [
        (json!({"n": 9_007_199_254_740_993_u64}), "jsonld.lost_value"),
        (json!({"n": {"@value": null}}), "jsonld.lost_value"),
        (json!({"n": {"@value": "A", "v": "B"}}), "jsonld.invalid"),
        (json!({"n": {"@value": "A", "n": "B"}}), "jsonld.invalid"),
        (json!({"n": {"@value": ["A"]}}), "jsonld.invalid"),
        (
            json!({"n": {"@value": 1, "@language": "en"}}),
            "jsonld.invalid",
        ),
        (
            json!({"n": {"@value": "A", "@type": "_:t"}}),
            "jsonld.lost_term",
        ),
        (
            json!({"n": {"@value": "A", "@type": "@none"}}),
            "jsonld.lost_value",
        ),
        (json!({"n": {"@language": "en"}}), "jsonld.lost_term"),
        // A map of languages is one, whatever is in it.
        (
            json!({"lang": {"@value": "A", "@language": "en"}}),
            "jsonld.lost_value",
        ),
        (json!({"lang": {"no tag": "A"}}), "jsonld.lost_value"),
        (json!({"link": ""}), "jsonld.relative_address"),
        (json!({"link": "@id"}), "jsonld.lost_value"),
        (json!({"id": "", "n": 1}), "jsonld.relative_address"),
        (json!({"id": null, "n": 1}), "jsonld.invalid"),
        (
            json!({"id": "urn:b", "@id": "urn:c", "n": 1}),
            "jsonld.invalid",
        ),
        (json!({"type": "@none"}), "jsonld.lost_value"),
        (json!({"type": "@json"}), "jsonld.lost_value"),
        (json!({"@none": 1}), "jsonld.lost_term"),
    ] {
        refused(context.clone(), own, code);
    }
}

/// What a hostile document may nest, repeat and name costs little, and is refused in words.
#[test]
fn hostile_documents_end_quickly() {
    let start = Instant::now();
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
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}
