//! The terms that a generated document may define.
use openbadges::context::MULTIKEY_V1;
use serde_json::{Value, json};

const X: &str = "https://example.org/x#";

const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

pub(super) fn x(name: &str) -> String {
    format!("{X}{name}")
}

/// What a term's values look like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Any,
    Link,
    Word,
    Json,
    List,
    Graph,
    Languages,
    Index,
    LinkIndex,
    Ids,
    Types,
    Graphs,
    NamedGraphs,
    Node,
    Nest,
    Reverse,
    /// A setting or an alias: no member.
    None,
}

/// The terms that a document may define.
pub(super) fn menu() -> Vec<(&'static str, Value, Kind)> {
    let with = |name: &str, more: Value| {
        let mut definition = json!({ "@id": x(name) });
        let more = more.as_object().unwrap().clone();
        definition.as_object_mut().unwrap().extend(more);
        definition
    };
    let reverse = |name: &str, more: Value| {
        let mut definition = json!({ "@reverse": x(name) });
        let more = more.as_object().unwrap().clone();
        definition.as_object_mut().unwrap().extend(more);
        definition
    };
    vec![
        ("p", json!(x("p")), Kind::Any),
        ("q", json!("ex:q"), Kind::Any),
        ("ref", with("ref", json!({"@type": "@id"})), Kind::Link),
        ("word", with("word", json!({"@type": "@vocab"})), Kind::Word),
        ("raw", with("raw", json!({"@type": "@json"})), Kind::Json),
        (
            "raws",
            with("raws", json!({"@type": "@json", "@container": "@list"})),
            Kind::Json,
        ),
        (
            "free",
            with("free", json!({"@type": "@none", "@language": "fr"})),
            Kind::Any,
        ),
        (
            "date",
            with("date", json!({"@type": format!("{XSD}date")})),
            Kind::Any,
        ),
        (
            "german",
            with("german", json!({"@language": "De-AT", "@direction": "ltr"})),
            Kind::Any,
        ),
        (
            "bare",
            with("bare", json!({"@language": null, "@direction": null})),
            Kind::Any,
        ),
        (
            "list",
            with("list", json!({"@container": "@list"})),
            Kind::List,
        ),
        (
            "links",
            with("links", json!({"@container": ["@list"], "@type": "@id"})),
            Kind::List,
        ),
        (
            "set",
            with("set", json!({"@container": ["@set"]})),
            Kind::Any,
        ),
        ("g", with("g", json!({"@container": "@graph"})), Kind::Graph),
        (
            "gi",
            with("gi", json!({"@container": ["@graph", "@index"]})),
            Kind::Graphs,
        ),
        (
            "gp",
            with(
                "gp",
                json!({"@container": ["@graph", "@index", "@set"], "@index": "p"}),
            ),
            Kind::Graphs,
        ),
        (
            "gid",
            with("gid", json!({"@container": ["@id", "@graph"]})),
            Kind::NamedGraphs,
        ),
        (
            "lang",
            with("lang", json!({"@container": "@language"})),
            Kind::Languages,
        ),
        (
            "rtl",
            with(
                "rtl",
                json!({"@container": ["@language", "@set"], "@direction": "rtl"}),
            ),
            Kind::Languages,
        ),
        (
            "idx",
            with("idx", json!({"@container": "@index"})),
            Kind::Index,
        ),
        (
            "linkidx",
            with("linkidx", json!({"@container": "@index", "@type": "@id"})),
            Kind::LinkIndex,
        ),
        (
            "pidx",
            with("pidx", json!({"@container": "@index", "@index": "p"})),
            Kind::LinkIndex,
        ),
        (
            "ridx",
            with(
                "ridx",
                json!({"@container": ["@index", "@set"], "@index": "ref", "@type": "@id"}),
            ),
            Kind::LinkIndex,
        ),
        (
            "widx",
            with("widx", json!({"@container": "@index", "@index": "word"})),
            Kind::LinkIndex,
        ),
        (
            "yidx",
            with("yidx", json!({"@container": "@index", "@index": "ex:y"})),
            Kind::LinkIndex,
        ),
        (
            "byid",
            with("byid", json!({"@container": "@id"})),
            Kind::Ids,
        ),
        (
            "byids",
            with(
                "byids",
                json!({"@container": ["@set", "@id"], "@type": "@id"}),
            ),
            Kind::Ids,
        ),
        (
            "bytype",
            with("bytype", json!({"@container": "@type"})),
            Kind::Types,
        ),
        (
            "byword",
            with(
                "byword",
                json!({"@container": ["@type", "@set"], "@type": "@vocab"}),
            ),
            Kind::Types,
        ),
        ("rev", reverse("p", json!({})), Kind::Node),
        (
            "revlink",
            reverse("ref", json!({"@type": "@id"})),
            Kind::Link,
        ),
        (
            "revidx",
            reverse("rev-idx", json!({"@container": "@index", "@type": "@id"})),
            Kind::LinkIndex,
        ),
        (
            "box",
            with(
                "box",
                json!({"@context": {"p": x("box-p"), "size": x("box-size")}}),
            ),
            Kind::Node,
        ),
        (
            "flat",
            with(
                "flat",
                json!({"@context": {"@propagate": false, "p": x("flat-p"), "size": x("flat-size")}}),
            ),
            Kind::Node,
        ),
        (
            "wordy",
            with(
                "wordy",
                json!({"@type": "@vocab", "@context": {"@vocab": x("wordy-")}}),
            ),
            Kind::Word,
        ),
        (
            "gathered",
            with("gathered", json!({"@nest": "nest"})),
            Kind::Any,
        ),
        ("kept", with("kept", json!({"@protected": true})), Kind::Any),
        ("null", Value::Null, Kind::Any),
        ("blank", json!("_:blank"), Kind::Any),
        (
            "Thing",
            with(
                "Thing",
                json!({"@context": {"size": x("size"), "p": x("thing-p")}}),
            ),
            Kind::None,
        ),
        (
            "Zoo",
            with(
                "Zoo",
                json!({"@context": {"@propagate": true, "weight": x("weight"), "q": x("zoo-q")}}),
            ),
            Kind::None,
        ),
        ("Plain", json!(x("Plain")), Kind::None),
        ("nest", json!("@nest"), Kind::Nest),
        ("deep", json!({"@id": "@nest"}), Kind::Nest),
        ("back", json!("@reverse"), Kind::Reverse),
        ("uri", json!("@id"), Kind::None),
        ("kind", json!("@type"), Kind::None),
        ("value", json!("@value"), Kind::None),
        ("lng", json!("@language"), Kind::None),
        ("items", json!("@list"), Kind::None),
        ("bag", json!("@set"), Kind::None),
        ("graph", json!("@graph"), Kind::None),
        ("none", json!("@none"), Kind::None),
        ("included", json!("@included"), Kind::None),
        ("ix", json!("@index"), Kind::None),
        ("JSON", json!("@json"), Kind::None),
        ("ex", json!("https://example.org/ns#"), Kind::None),
        (
            "pre",
            json!({"@id": "https://example.org/pre/x", "@prefix": true}),
            Kind::None,
        ),
        ("@type", json!({"@container": "@set"}), Kind::None),
        ("@vocab", json!(x("v-")), Kind::None),
        ("@language", json!("EN-gb"), Kind::None),
        ("@base", json!("https://example.org/base/a"), Kind::None),
        ("@import", json!(MULTIKEY_V1), Kind::None),
        ("@version", json!(1.1), Kind::None),
        ("@protected", json!(true), Kind::None),
        ("@unheardof", json!(x("never")), Kind::None),
    ]
}

/// Names that seldom belong into a context: each makes most documents bad, or all alike.
pub(super) const RARE: &[&str] = &[
    "null",
    "blank",
    "@unheardof",
    "@protected",
    "@import",
    "@base",
    "@language",
];
