//! What the terms of the pinned contexts mean, read from the contexts themselves.
//!
//! Only what those contexts use is understood: terms with an address, a type and a container, and contexts that hold
//! inside objects of one class. A term that says more is left out, so that a document with it falls through.
use std::collections::HashMap;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use crate::context::{BUNDLED, CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_3_EXTENSIONS};
use crate::json::items;

/// The lists of contexts that are known, in the order that documents must write them.
const KNOWN: [&[&str]; 3] = [
    &[CREDENTIALS_V2, OPEN_BADGES_3],
    &[CREDENTIALS_V2],
    &[CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_3_EXTENSIONS],
];

/// What a property's values are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Values {
    /// Strings, numbers, booleans as they are.
    Plain,
    /// Literals of a datatype: what follows the quoted text, `^^<…>`.
    Typed(String),
    /// Addresses.
    Address,
    /// One of these words, which stand for addresses.
    Words(HashMap<String, String>),
}

/// A property: its address between spaces, as it stands in a line, and what its values are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Property {
    pub predicate: String,
    pub values: Values,
    pub is_list: bool,
}

type Properties = HashMap<String, Property>;

/// A class: its address in angle brackets, and the properties that only its objects have.
#[derive(Debug, Clone)]
pub(super) struct Class {
    pub address: String,
    pub own: Option<Properties>,
}

/// The terms of one list of contexts.
pub(super) struct Terms {
    properties: Properties,
    classes: HashMap<String, Class>,
}

impl Terms {
    /// The terms of an `@context` member, if it is a known list.
    pub(super) fn of(context: &Value) -> Option<&'static Self> {
        static TERMS: [OnceLock<Terms>; 3] = [const { OnceLock::new() }; 3];
        let is = |known: &&[&str]| {
            let named = items(Some(context));
            named.len() == known.len() && named.iter().zip(*known).all(|(a, b)| a == b)
        };
        let which = KNOWN.iter().position(|known| is(&known))?;
        Some(TERMS[which].get_or_init(|| Self::read(KNOWN[which])))
    }

    fn read(urls: &[&str]) -> Self {
        let mut definitions = Map::new();
        for url in urls {
            let text = BUNDLED.iter().find(|known| known.url == *url);
            let document = text.and_then(|known| serde_json::from_str::<Value>(known.text).ok());
            if let Some(Value::Object(terms)) =
                document.and_then(|mut d| Some(d.get_mut("@context")?.take()))
            {
                definitions.extend(terms);
            }
        }
        let classes = definitions.iter().filter_map(|(name, definition)| {
            let address = address_of(definition, &definitions)?;
            let own = definition.get("@context").and_then(Value::as_object);
            let class = Class {
                address: format!("<{address}>"),
                own: own.map(|own| properties(own, &definitions)),
            };
            is_class(name).then(|| (name.clone(), class))
        });
        Self {
            classes: classes.collect(),
            properties: properties(&definitions, &definitions),
        }
    }

    pub(super) fn class(&self, name: &str) -> Option<&Class> {
        self.classes.get(name)
    }

    /// A property by the class of the object it stands in, then by what holds everywhere.
    pub(super) fn property<'a>(
        &'a self,
        own: Option<&'a Properties>,
        name: &str,
    ) -> Option<&'a Property> {
        own.and_then(|own| own.get(name))
            .or_else(|| self.properties.get(name))
    }

    /// Whether `word` is a term, so that `word:…` might be a short form.
    pub(super) fn is_term(&self, word: &str) -> bool {
        self.properties.contains_key(word) || self.classes.contains_key(word)
    }
}

/// Classes are written with a capital (or the digit of 1EdTech), properties are not.
fn is_class(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit())
}

/// The full address of a definition; one term may stand for another.
fn address_of<'a>(definition: &'a Value, all: &'a Map<String, Value>) -> Option<&'a str> {
    let text = definition
        .as_str()
        .or_else(|| definition.get("@id")?.as_str())?;
    if text.contains(':') {
        return Some(text);
    }
    let other = all.get(text)?;
    let text = other.as_str().or_else(|| other.get("@id")?.as_str())?;
    text.contains(':').then_some(text)
}

fn properties(definitions: &Map<String, Value>, all: &Map<String, Value>) -> Properties {
    let found = definitions.iter().filter_map(|(name, definition)| {
        let is_property = name.starts_with(|first: char| first.is_ascii_lowercase());
        let property = property(definition, all)?;
        is_property.then(|| (name.clone(), property))
    });
    found.collect()
}

fn property(definition: &Value, all: &Map<String, Value>) -> Option<Property> {
    let predicate = format!(" <{}> ", address_of(definition, all)?);
    let text = |member: &str| definition.get(member).and_then(Value::as_str);
    let is_list = match text("@container") {
        None | Some("@set") => false,
        Some("@list") => true,
        Some(_) => return None,
    };
    let values = match (text("@type"), definition.get("@context")) {
        (Some("@vocab"), Some(Value::Object(words))) => {
            let words = words.iter().filter_map(|(word, meaning)| {
                let address = address_of(meaning, all)?;
                Some((word.clone(), format!("<{address}>")))
            });
            Values::Words(words.collect())
        }
        (_, Some(_)) => return None,
        (None, None) => Values::Plain,
        (Some("@id"), None) => Values::Address,
        (Some(kind), None) if kind.contains(':') => Values::Typed(format!("^^<{kind}>")),
        (Some(_), None) => return None,
    };
    Some(Property {
        predicate,
        values,
        is_list,
    })
}
