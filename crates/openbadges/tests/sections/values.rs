//! Values: lists and sets, JSON, and those at the edge.
use serde_json::json;

use super::{INTEGER, read, refused, says};

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
