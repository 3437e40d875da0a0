//! What this crate's JSON-LD processor makes of terms, by hand: the meaning of each, what is refused and where.
use openbadges::context::{CREDENTIALS_V1, CREDENTIALS_V2, Contexts, OPEN_BADGES_3};
use openbadges::jsonld::JsonLdError;
use openbadges::rdfc10::{self, Hash};
use serde_json::{Map, Value, json};

use crate::processor::{OB, ours, without_lost_terms};
use crate::support::{badge, quads};

/// A badge with one more context, and members of its subject.
fn with(context: Value, members: Value) -> Value {
    let mut document = badge();
    document["@context"].as_array_mut().unwrap().push(context);
    let subject = document["credentialSubject"].as_object_mut().unwrap();
    subject.extend(members.as_object().unwrap().clone());
    document
}

/// What such a badge says in the vocabulary of the tests, without the subject's address.
fn said(context: Value, members: Value) -> Result<Vec<String>, JsonLdError> {
    let lines = ours(&with(context, members))?;
    let own = lines.lines().filter(|line| line.contains("example.org/x#"));
    Ok(own
        .map(|line| line.replace("<urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11> ", ""))
        .map(|line| line.replace("https://example.org/x#", "x:"))
        .collect())
}

#[test]
fn each_class_of_an_object_brings_its_terms() {
    let x = |name: &str| format!("https://example.org/x#{name}");
    let context = json!({
        "part": x("part"),
        "Thing": {"@id": x("Thing"), "@context": {"size": x("size"), "mark": x("thing-mark")}},
        "Zoo": {"@id": x("Zoo"), "@context": {"weight": x("weight"), "mark": x("zoo-mark")}},
    });
    for types in [json!(["Thing", "Zoo"]), json!(["Zoo", "Thing"])] {
        let part = json!({"id": "urn:x:p", "type": types, "size": 1, "weight": 2, "mark": "m"});
        let lines = said(context.clone(), json!({"part": part})).unwrap();
        // The context of the class whose name comes last in the alphabet holds where two say something.
        for line in [
            "<urn:x:p> <x:size> \"1\"",
            "<urn:x:p> <x:weight> \"2\"",
            "<urn:x:p> <x:zoo-mark> \"m\"",
        ] {
            assert!(
                lines.iter().any(|said| said.starts_with(line)),
                "{line}: {lines:?}"
            );
        }
        assert_eq!(lines.len(), 6, "{lines:?}");
    }
    // They hold for the object itself, not inside it.
    let part = json!({"type": "Thing", "part": {"id": "urn:x:q", "size": 1}});
    let lost = said(context, json!({"part": part}));
    assert_eq!(
        lost,
        Err(JsonLdError::LostTerm {
            term: "size".into()
        })
    );
}

#[test]
fn the_context_of_a_property_holds_for_everything_inside() {
    let x = |name: &str| format!("https://example.org/x#{name}");
    let context =
        json!({"box": {"@id": x("box"), "@context": {"size": x("size"), "box": x("inner")}}});
    let inside = json!({"id": "urn:x:a", "box": {"id": "urn:x:b", "size": 1}});
    assert_eq!(
        said(context.clone(), json!({"box": inside})).unwrap(),
        [
            "<x:box> <urn:x:a> .",
            "<urn:x:a> <x:inner> <urn:x:b> .",
            "<urn:x:b> <x:size> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .",
        ]
    );
    let lost = said(context, json!({"size": 1}));
    assert_eq!(
        lost,
        Err(JsonLdError::LostTerm {
            term: "size".into()
        })
    );
}

#[test]
fn values_come_out_as_their_terms_say() {
    let x = |name: &str| format!("https://example.org/x#{name}");
    let term = |more: Value| {
        let mut definition = json!({"@id": x("t")});
        definition
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({"t": definition})
    };
    let xsd = "http://www.w3.org/2001/XMLSchema#";
    for (more, value, want) in [
        (
            json!({}),
            json!(true),
            json!([format!("\"true\"^^<{xsd}boolean>")]),
        ),
        (
            json!({}),
            json!(-0.0),
            json!([format!("\"0\"^^<{xsd}integer>")]),
        ),
        (
            json!({}),
            json!(3.0),
            json!([format!("\"3\"^^<{xsd}integer>")]),
        ),
        (
            json!({}),
            json!(1e20),
            json!([format!("\"100000000000000000000\"^^<{xsd}integer>")]),
        ),
        (
            json!({}),
            json!(1e21),
            json!([format!("\"1.0E21\"^^<{xsd}double>")]),
        ),
        (
            json!({}),
            json!(-2.5e-9),
            json!([format!("\"-2.5E-9\"^^<{xsd}double>")]),
        ),
        // Sixteen digits, the last one rounded, up where two are equally near.
        (
            json!({}),
            json!(0.1 + 0.2),
            json!([format!("\"3.0E-1\"^^<{xsd}double>")]),
        ),
        (
            json!({}),
            json!(1234567890123456.5),
            json!([format!("\"1.234567890123457E15\"^^<{xsd}double>")]),
        ),
        (
            json!({}),
            json!(0.9999999999999999),
            json!([format!("\"9.999999999999999E-1\"^^<{xsd}double>")]),
        ),
        (
            json!({"@type": format!("{xsd}double")}),
            json!(42),
            json!([format!("\"4.2E1\"^^<{xsd}double>")]),
        ),
        (
            json!({"@type": "https://www.w3.org/2001/XMLSchema#float"}),
            json!(3.5),
            json!(["\"3.5E0\"^^<https://www.w3.org/2001/XMLSchema#float>"]),
        ),
        (json!({"@type": "@none"}), json!("a"), json!(["\"a\""])),
        (
            json!({"@type": "@json"}),
            json!({"b": [1.0, null], "a": "@id"}),
            json!([
                "\"{\\\"a\\\":\\\"@id\\\",\\\"b\\\":[1,null]}\"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>"
            ]),
        ),
        (
            json!({"@language": "DE-at"}),
            json!(["a", 1]),
            json!([format!("\"1\"^^<{xsd}integer>"), "\"a\"@de-at"]),
        ),
        (
            json!({"@type": "@id"}),
            json!(["urn:x:1", "urn:x:2"]),
            json!(["<urn:x:1>", "<urn:x:2>"]),
        ),
        (
            json!({"@container": "@set"}),
            json!([["a"], [["b", null]], []]),
            json!(["\"a\"", "\"b\""]),
        ),
        (
            json!({"@container": "@list"}),
            json!([]),
            json!(["<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>"]),
        ),
        (json!({"@container": "@list"}), Value::Null, json!([])),
        (
            json!({}),
            json!({"@value": "a", "@type": "urn:x:kind"}),
            json!(["\"a\"^^<urn:x:kind>"]),
        ),
        (
            json!({}),
            json!({"id": "_:n", "type": []}),
            json!(["_:c14n3"]),
        ),
    ] {
        let lines = said(term(more.clone()), json!({"t": value})).unwrap();
        let want: Vec<String> = want
            .as_array()
            .unwrap()
            .iter()
            .map(|object| format!("<x:t> {} .", object.as_str().unwrap()))
            .collect();
        assert_eq!(lines, want, "{more} {value}");
    }
}

#[test]
fn what_would_be_lost_is_named_with_its_place() {
    let x = |name: &str| format!("https://example.org/x#{name}");
    let graph = json!({"t": {"@id": x("t"), "@container": "@graph"}});
    let plain = json!({"t": x("t")});
    for (context, value) in [
        (graph.clone(), json!("urn:x:1")),
        (graph.clone(), json!({"id": "urn:x:1"})),
        (graph.clone(), json!([{"@value": "a"}])),
        (graph, json!({})),
        (plain.clone(), json!({"@value": null})),
        (plain.clone(), json!(9_007_199_254_740_993_u64)),
        (plain, json!(-9_007_199_254_740_993_i64)),
    ] {
        match said(context, json!({"t": value})) {
            Err(JsonLdError::LostValue { path, .. }) => {
                assert!(path.starts_with("$.credentialSubject.t"), "{path}")
            }
            other => panic!("{value}: {other:?}"),
        }
    }
    for wrong in [json!(null), json!(5), json!(["urn:x:1"]), json!({})] {
        let mut document = badge();
        document["credentialSubject"]["id"] = wrong.clone();
        assert!(
            matches!(ours(&document), Err(JsonLdError::Invalid(_))),
            "id {wrong}"
        );
        document = badge();
        document["credentialSubject"]["type"] = wrong.clone();
        assert!(ours(&document).is_err(), "type {wrong}");
    }
}

#[test]
fn a_blank_node_that_is_named_twice_is_one() {
    let context = json!({"t": {"@id": "https://example.org/x#t", "@type": "@id"}});
    let lines = said(
        context,
        json!({"t": [{"id": "_:n", "t": "urn:x:1"}, "_:n"]}),
    )
    .unwrap();
    assert_eq!(lines.len(), 2, "{lines:?}");
}

/// What protects the terms of the first contexts: no later one may give them another meaning.
#[test]
fn protected_terms_keep_their_meaning() {
    let mut document = badge();
    document["@context"] = json!([CREDENTIALS_V2, format!("{OB}context.json")]);
    match ours(&document) {
        Err(JsonLdError::Invalid(why)) => assert!(why.contains("protected"), "{why}"),
        other => panic!("{other:?}"),
    }
    let mut old = badge();
    old["@context"] = json!([CREDENTIALS_V1, format!("{OB}context.json")]);
    let issued = old
        .as_object_mut()
        .unwrap()
        .shift_remove("validFrom")
        .unwrap();
    old["issuanceDate"] = issued;
    // Its context does not know the status of today's badges.
    old.as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus");
    let old = without_lost_terms(old);
    assert!(
        ours(&old)
            .unwrap()
            .contains("2018/credentials#issuanceDate")
    );
    let kept = json!({"kept": {"@id": "https://example.org/x#kept", "@protected": true}});
    let mut document = with(kept.clone(), json!({"kept": 1}));
    document["@context"].as_array_mut().unwrap().push(kept);
    assert!(ours(&document).is_ok(), "saying the same again is no harm");
    let other = json!({"kept": "https://example.org/x#other"});
    document["@context"].as_array_mut().unwrap().push(other);
    assert!(matches!(ours(&document), Err(JsonLdError::Invalid(_))));
}

/// Contexts that somebody pins are held to the standard like all others.
#[test]
fn contexts_that_are_none_are_refused() {
    let t = "https://example.org/x#t";
    for wrong in [
        json!({"t": null}),
        json!({"@version": 1.0, "t": t}),
        json!({"t": "u", "u": "t"}),
        json!({"t": {"@id": t, "@unheard": 1}}),
        json!({"t": {"@id": t, "@container": "@unheard"}}),
        json!({"t": {"@id": t, "@container": ["@list", "@set"]}}),
        json!({"t": {"@id": t, "@container": ["@graph", "@list"]}}),
        json!({"t": {"@id": t, "@container": ["@index", "@id"]}}),
        json!({"t": {"@id": t, "@container": "@type", "@type": "@json"}}),
        json!({"t": {"@id": t, "@index": "https://example.org/x#i"}}),
        json!({"t": {"@id": t, "@container": "@index", "@index": "@id"}}),
        json!({"t": {"@id": t, "@nest": "@id"}}),
        json!({"t": {"@reverse": t, "@id": t}}),
        json!({"t": {"@reverse": t, "@nest": "@nest"}}),
        json!({"t": {"@reverse": t, "@container": "@list"}}),
        json!({"t": {"@reverse": "@id"}}),
        json!({"t": {"@reverse": "nothing"}}),
        json!({"t": {"@id": "@id", "@prefix": true}}),
        json!({"a:t": {"@id": t, "@prefix": true}}),
        json!({"t": {"@id": t, "@context": {"u": 7}}}),
        json!({"t": {"@id": t, "@context": "https://example.org/unknown"}}),
        json!({"@import": "https://example.org/own", "t": t}),
        json!({"@import": "https://example.org/unknown", "t": t}),
        json!({"@import": 7, "t": t}),
        json!({"@propagate": 7, "t": t}),
        json!({"@vocab": "relative", "t": t}),
        json!({"@vocab": "", "t": t}),
        json!({"@language": "no tag", "t": t}),
        json!({"@direction": "up", "t": t}),
        json!({"@protected": 7, "t": t}),
        json!({"@unheardof": t, "t": t}),
        json!({"u": "@unheardof", "t": t}),
        json!({"": t, "t": t}),
        json!({"@type": {"@id": t}, "t": t}),
        json!({"https://example.org/x#t": "https://example.org/x#u", "t": t}),
        json!(["https://example.org/own", {"t": t}]),
    ] {
        let text = json!({"@context": wrong}).to_string();
        let contexts = Contexts::bundled().with("https://example.org/own", text);
        let mut document = badge();
        document["@context"]
            .as_array_mut()
            .unwrap()
            .push("https://example.org/own".into());
        document["credentialSubject"]["t"] = json!({"id": "urn:x:1"});
        assert!(quads(&document, &contexts).is_err(), "{wrong}");
    }
}

#[test]
fn a_default_language_and_a_map_of_languages_are_read() {
    let text = json!({"@context": {"@language": "fr", "t": {"@id": "https://example.org/x#t", "@container": "@language"}, "u": "https://example.org/x#u"}});
    let contexts = Contexts::bundled().with("https://example.org/own", text.to_string());
    let mut document = badge();
    document["@context"]
        .as_array_mut()
        .unwrap()
        .push("https://example.org/own".into());
    document["credentialSubject"]["t"] = json!({"en": "a", "De": ["b", null], "@none": "c"});
    document["credentialSubject"]["u"] = "d".into();
    let lines = rdfc10::canonicalize(&quads(&document, &contexts).unwrap(), Hash::Sha256).unwrap();
    for line in [
        "x#t> \"a\"@en .",
        "x#t> \"b\"@de .",
        "x#t> \"c\" .",
        "x#u> \"d\"@fr .",
    ] {
        assert!(lines.contains(line), "{line}: {lines}");
    }
}

/// Nothing that a document brings makes its contexts expensive.
#[test]
fn documents_that_need_endless_contexts_are_refused_quickly() {
    let mut classes = Map::new();
    for at in 0..3000 {
        let own = json!({"@id": format!("https://example.org/x#C{at}"), "@context": {"size": "https://example.org/x#size"}});
        classes.insert(format!("C{at}"), own);
    }
    let names: Vec<&String> = classes.keys().collect();
    let parts: Vec<Value> = (0..40)
        .map(|at| json!({"type": names[at..], "size": 1}))
        .collect();
    let mut context = classes.clone();
    context.insert("part".into(), "https://example.org/x#part".into());
    let greedy = with(context.into(), json!({"part": parts}));
    assert!(matches!(ours(&greedy), Err(JsonLdError::Invalid(_))));
    let mut alternating = badge();
    alternating["@context"] = [CREDENTIALS_V2, OPEN_BADGES_3].repeat(900).into();
    assert!(matches!(ours(&alternating), Err(JsonLdError::Invalid(_))));
    assert!(ours(&badge()).is_ok(), "and honest ones are read as before");
}
