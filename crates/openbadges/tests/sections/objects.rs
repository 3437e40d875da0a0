//! Objects in, beside and before others, and in graphs.
use openbadges::context::{CREDENTIALS_V2, Contexts};
use openbadges::jsonld::nquads;
use serde_json::json;

use super::{INTEGER, refused, says};

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
