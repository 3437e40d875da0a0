//! What published contexts say, against what a document says itself.
//!
//! Contexts are not part of the graph, so whoever holds a signed badge can change those that stand in the document. They
//! may add terms of their own; they may not give what published contexts define another name, because readers look for
//! the published one.
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use oxrdf::NamedNode;
use serde_json::{Map, Value};

use crate::context::BUNDLED;

/// What a member of a context that the fast path understands may say about a term.
const TERM_MEMBERS: &[&str] = &[
    "@id",
    "@type",
    "@container",
    "@protected",
    "@language",
    "@context",
];

/// Contexts of terms inside contexts of terms that the fast path understands.
const DEEPEST: u8 = 8;

/// How a property stands to the published contexts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// No published context defines it.
    Own,
    /// It has the name that readers look for.
    Published,
    /// A published context defines it, under another name.
    Second,
}

/// How a property stands that a document gives a name.
pub(super) fn standing(address: &str, name: &str) -> Standing {
    match published().names.get(address) {
        None => Standing::Own,
        Some(names) if names.contains(name) => Standing::Published,
        Some(_) => Standing::Second,
    }
}

/// Whether a published context defines what stands in angle brackets.
pub(super) fn is_published(part: &str) -> bool {
    let address = part
        .trim()
        .strip_prefix('<')
        .and_then(|part| part.strip_suffix('>'));
    address.is_some_and(|address| published().names.contains_key(address))
}

/// Whether a document's own context takes away what a published one defines. Mostly that has no effect, because the
/// classes of an object define their terms anew; whoever tries it means no good.
pub(super) fn takes_away(term: &str, definition: &Value) -> bool {
    let is_nothing = match definition {
        Value::Object(members) => members.get("@id").is_some_and(Value::is_null),
        definition => definition.is_null(),
    };
    is_nothing && published().terms.contains(term)
}

/// Whether a document's own context does nothing but add terms in the plainest way: what the fast path reads.
pub(super) fn is_simple(terms: &Map<String, Value>) -> bool {
    terms
        .iter()
        .all(|(term, definition)| is_simple_term(term, definition, DEEPEST))
}

fn is_simple_term(term: &str, definition: &Value, depth: u8) -> bool {
    match (term, definition) {
        ("@version" | "@protected", _) => true,
        (_, Value::String(iri)) => may_stand_for(term, iri),
        (_, Value::Object(members)) => members
            .iter()
            .all(|(name, value)| is_simple_member(term, name, value, depth)),
        _ => false,
    }
}

/// What a term definition says by one of its members.
fn is_simple_member(term: &str, name: &str, value: &Value, depth: u8) -> bool {
    if !TERM_MEMBERS.contains(&name) || value.is_null() {
        return false;
    }
    match (name, value, depth.checked_sub(1)) {
        ("@context", Value::Object(terms), Some(depth)) => terms
            .iter()
            .all(|(term, definition)| is_simple_term(term, definition, depth)),
        ("@context", _, _) => false,
        ("@container", value, _) => crate::json::strings(Some(value))
            .all(|kind| matches!(kind, "@set" | "@list" | "@graph" | "@id")),
        ("@id", Value::String(iri), _) => may_stand_for(term, iri),
        ("@id", _, _) => false,
        _ => true,
    }
}

/// Whether a term plainly says something of its own, what a published context says of the same term, or the usual short
/// forms of two keywords.
fn may_stand_for(term: &str, iri: &str) -> bool {
    if matches!((term, iri), ("id", "@id") | ("type", "@type")) {
        return true;
    }
    let full = iri.contains("://") || iri.starts_with("urn:");
    full && NamedNode::new(iri).is_ok() && standing(iri, term) != Standing::Second
}

/// What the bundled contexts define.
struct Published {
    /// Every address, with the terms that stand for it.
    names: HashMap<String, HashSet<String>>,
    /// All terms.
    terms: HashSet<String>,
}

fn published() -> &'static Published {
    static PUBLISHED: OnceLock<Published> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let mut names = HashMap::new();
        for context in BUNDLED {
            if let Ok(Value::Object(document)) = serde_json::from_str(context.text) {
                let context = document.get("@context").unwrap_or(&Value::Null);
                collect(context, &mut Vec::new(), &mut names);
            }
        }
        let terms = names.values().flatten().cloned().collect();
        Published { names, terms }
    })
}

/// `around` are the contexts that `context` stands in: their prefixes hold inside.
fn collect<'c>(
    context: &'c Value,
    around: &mut Vec<&'c Map<String, Value>>,
    found: &mut HashMap<String, HashSet<String>>,
) {
    let terms = match context {
        Value::Array(items) => {
            return items.iter().for_each(|item| collect(item, around, found));
        }
        Value::Object(terms) => terms,
        _ => return,
    };
    around.push(terms);
    let start_of = |prefix: &str| {
        let mut each = around.iter().rev();
        each.find_map(|terms| terms.get(prefix)?.as_str())
    };
    let full = |text: &str| match text.split_once(':') {
        Some((prefix, rest)) if !rest.starts_with("//") => {
            start_of(prefix).map_or_else(|| text.to_owned(), |start| format!("{start}{rest}"))
        }
        _ => text.to_owned(),
    };
    for (term, definition) in terms {
        let iri = definition
            .as_str()
            .or_else(|| definition.get("@id")?.as_str());
        if let Some(iri) = iri {
            found.entry(full(iri)).or_default().insert(term.clone());
        }
    }
    for scoped in terms
        .values()
        .filter_map(|definition| definition.get("@context"))
    {
        collect(scoped, around, found);
    }
    around.pop();
}
