//! Contexts written into a document: they may add terms, and nothing else.
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use oxrdf::NamedNode;
use serde_json::{Map, Value};

use super::JsonLdError;
use super::path::At;
use crate::context::BUNDLED;
use crate::json::shown;

/// What a member of an inline context may say about a term.
const TERM_MEMBERS: &[&str] = &[
    "@id",
    "@type",
    "@container",
    "@protected",
    "@language",
    "@context",
];

/// An inline context may define terms; it may not undefine, hide or redirect any.
pub(super) fn check(terms: &Map<String, Value>, at: &At<'_>) -> Result<(), JsonLdError> {
    for (term, definition) in terms {
        term_check(term, definition, &At::Member(at, term))?;
    }
    Ok(())
}

fn term_check(term: &str, definition: &Value, at: &At<'_>) -> Result<(), JsonLdError> {
    let refuse = |reason: &str| {
        Err(JsonLdError::BadContext {
            path: at.to_string(),
            reason: reason.into(),
        })
    };
    match (term, definition) {
        ("@version" | "@protected", _) => Ok(()),
        ("@vocab" | "@base" | "@import" | "@propagate" | "@language" | "@direction", _)
            if !(term == "@vocab" && definition.as_str().is_some_and(is_own_vocabulary)) =>
        {
            refuse("this would hide members from the signature or change their meaning")
        }
        ("@vocab", _) => Ok(()),
        (_, Value::String(iri)) if may_stand_for(term, iri) => Ok(()),
        (_, Value::String(_)) => {
            refuse("a term must stand for a full address that no published context uses")
        }
        (_, Value::Object(members)) => members.iter().try_for_each(|(name, value)| {
            let at = At::Member(at, name);
            member_check(term, name, value, &at)
        }),
        _ => refuse("a term that is defined as nothing hides members from the signature"),
    }
}

/// What a term definition says by one of its members.
fn member_check(term: &str, name: &str, value: &Value, at: &At<'_>) -> Result<(), JsonLdError> {
    let known = TERM_MEMBERS.contains(&name) && !value.is_null();
    let fits = match (name, value) {
        ("@context", Value::Object(terms)) => {
            check(terms, at)?;
            true
        }
        ("@context", _) => false,
        ("@container", value) => crate::json::strings(Some(value))
            .all(|kind| matches!(kind, "@set" | "@list" | "@graph" | "@id")),
        ("@id", Value::String(iri)) => may_stand_for(term, iri),
        ("@id", _) => false,
        _ => true,
    };
    if known && fits {
        return Ok(());
    }
    Err(JsonLdError::BadContext {
        path: at.to_string(),
        reason: format!("{} is not accepted in a term definition", shown(value)),
    })
}

/// Whether an inline context may define `term` so: an own address, what a published context says of the same term, or
/// the usual short forms of two keywords.
fn may_stand_for(term: &str, iri: &str) -> bool {
    if matches!((term, iri), ("id", "@id") | ("type", "@type")) {
        return true;
    }
    let full = iri.contains("://") || iri.starts_with("urn:");
    let own_name = published()
        .get(iri)
        .is_none_or(|terms| terms.contains(term));
    full && NamedNode::new(iri).is_ok() && own_name
}

/// Whether an inline `@vocab` leaves the published vocabularies alone.
fn is_own_vocabulary(vocabulary: &str) -> bool {
    vocabulary.contains("://")
        && NamedNode::new(vocabulary).is_ok()
        && !published()
            .keys()
            .any(|known| known.starts_with(vocabulary))
}

/// Every address that a bundled context gives terms, with those terms.
fn published() -> &'static HashMap<String, HashSet<String>> {
    static PUBLISHED: OnceLock<HashMap<String, HashSet<String>>> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let mut found = HashMap::new();
        for context in BUNDLED {
            if let Ok(Value::Object(document)) = serde_json::from_str(context.text) {
                collect(document.get("@context").unwrap_or(&Value::Null), &mut found);
            }
        }
        found
    })
}

fn collect(context: &Value, found: &mut HashMap<String, HashSet<String>>) {
    let terms = match context {
        Value::Array(items) => return items.iter().for_each(|item| collect(item, found)),
        Value::Object(terms) => terms,
        _ => return,
    };
    let full = |text: &str| match text.split_once(':') {
        Some((prefix, rest)) if !rest.starts_with("//") => terms
            .get(prefix)
            .and_then(Value::as_str)
            .map_or_else(|| text.to_owned(), |start| format!("{start}{rest}")),
        _ => text.to_owned(),
    };
    for (term, definition) in terms {
        let iri = definition
            .as_str()
            .or_else(|| definition.get("@id")?.as_str());
        if let Some(iri) = iri {
            found.entry(full(iri)).or_default().insert(term.clone());
        }
        if let Some(scoped) = definition.get("@context") {
            collect(scoped, found);
        }
    }
}
