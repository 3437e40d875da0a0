//! Strict JSON: the input is hostile, and a signature covers what everybody reads alike.
//!
//! A repeated member name is refused (two readers could see two documents), and so are documents that are too big or
//! too deep. See RFC 8259 §4 and RFC 8785 §3.1.
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

/// Largest document that is read, in bytes.
///
/// ```
/// use openbadges::json::{JsonError, MAX_BYTES, parse};
///
/// let long = " ".repeat(MAX_BYTES + 1);
/// assert_eq!(parse(long.as_bytes()), Err(JsonError::TooLarge(MAX_BYTES + 1)));
/// ```
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Deepest nesting of arrays and objects that is read.
///
/// ```
/// use openbadges::json::{JsonError, MAX_DEPTH, parse};
///
/// let deep = "[".repeat(MAX_DEPTH + 1) + &"]".repeat(MAX_DEPTH + 1);
/// assert_eq!(parse(deep.as_bytes()), Err(JsonError::TooDeep));
/// ```
pub const MAX_DEPTH: usize = 64;

/// Why a text is not acceptable JSON.
///
/// ```
/// use openbadges::json::{JsonError, parse};
///
/// assert!(matches!(parse(b"{\"a\": 1, \"a\": 2}"), Err(JsonError::Duplicate { .. })));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// Not JSON at all.
    #[error("this is not JSON: {0}")]
    Syntax(String),
    /// A member name stands twice in one object.
    #[error("the member {0:?} stands twice in one object; keep one of them")]
    Duplicate(String),
    /// More than [`MAX_DEPTH`] levels.
    #[error("the document nests deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// More than [`MAX_BYTES`].
    #[error("the document has {0} bytes; at most {MAX_BYTES} are read")]
    TooLarge(usize),
}

/// Reads one JSON document.
///
/// ```
/// use openbadges::json::{JsonError, parse};
///
/// assert_eq!(parse(b"{\"a\": [1, true]}")?["a"][0], 1);
/// assert_eq!(parse(b"{\"a\": 1, \"a\": 2}"), Err(JsonError::Duplicate("a".into())));
/// # Ok::<(), JsonError>(())
/// ```
///
/// # Errors
/// See [`JsonError`]. A byte order mark in front is skipped.
pub fn parse(text: &[u8]) -> Result<Value, JsonError> {
    if text.len() > MAX_BYTES {
        return Err(JsonError::TooLarge(text.len()));
    }
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let refused = Cell::new(None);
    let text = std::str::from_utf8(text)
        .map_err(|error| JsonError::Syntax(format!("it is not UTF-8: {error}")))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let seed = Strict {
        depth: 0,
        refused: &refused,
    };
    let value = seed
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| {
        refused
            .take()
            .unwrap_or_else(|| JsonError::Syntax(error.to_string()))
    })
}

/// Walks the document, remembering the precise refusal that serde can only carry as text.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    refused: &'a Cell<Option<JsonError>>,
}

impl Strict<'_> {
    fn refuse<E: serde::de::Error>(self, why: JsonError) -> E {
        let error = E::custom(&why);
        self.refused.set(Some(why));
        error
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(self.refuse(JsonError::TooDeep));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("not a finite number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut members = Map::with_capacity(8);
        while let Some(name) = map.next_key::<String>()? {
            match members.entry(name) {
                Entry::Vacant(entry) => {
                    entry.insert(map.next_value_seed(inner)?);
                }
                Entry::Occupied(entry) => {
                    return Err(self.refuse(JsonError::Duplicate(entry.key().clone())));
                }
            }
        }
        Ok(Value::Object(members))
    }
}

/// The value as a list: nothing for `null` or absence, one item for a single value (JSON-LD compaction collapses lists).
pub(crate) fn items(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// All strings of a member that may be one string or a list of them.
pub(crate) fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    items(value).iter().filter_map(Value::as_str)
}

/// A short form of a value for messages: at most 120 characters.
pub(crate) fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => format!("{text:?}"),
        other => other.to_string(),
    };
    if text.chars().count() <= 120 {
        return text;
    }
    let mut short: String = text.chars().take(117).collect();
    short.push_str("...");
    short
}
