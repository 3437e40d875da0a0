//! From JSON, or from the texts of a query, into a type: by name only, and with the place of whatever does not fit.

use serde::{
    Deserializer,
    de::{
        self, DeserializeSeed, Expected, MapAccess, SeqAccess, Unexpected, Visitor,
        value::BorrowedStrDeserializer,
    },
    forward_to_deserialize_any,
};
use serde_json::Value;
use std::fmt;

/// What does not fit, and where.
#[derive(Debug)]
pub(super) struct Fault {
    /// From the outermost in; filled on the way out.
    path: Vec<Step>,
    problem: String,
}

#[derive(Debug)]
enum Step {
    Member(String),
    Item(usize),
}

impl Fault {
    fn new(problem: String) -> Self {
        Self {
            path: Vec::new(),
            problem,
        }
    }
    fn under(mut self, step: Step) -> Self {
        self.path.insert(0, step);
        self
    }
    fn member(name: &str, problem: String) -> Self {
        Self::new(problem).under(Step::Member(name.to_owned()))
    }

    /// Where: `evidence[0].url`; empty for the whole.
    pub(super) fn path(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            match step {
                Step::Member(name) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(name);
                }
                Step::Item(at) => text.push_str(&format!("[{at}]")),
            }
        }
        text
    }

    /// What stands there; empty where nothing does.
    pub(super) fn value_in(&self, sent: &Value) -> String {
        let found = self.path.iter().try_fold(sent, |value, step| match step {
            Step::Member(name) => value.get(name),
            Step::Item(at) => value.get(at),
        });
        match found {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)
    }
}
impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(words: T) -> Self {
        Self::new(words.to_string())
    }
    fn invalid_type(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        let wanted = wanted.to_string();
        let wanted = match wanted.as_str() {
            "a sequence" => "a list",
            "a boolean" => "true or false",
            "u8" | "u16" | "u32" | "u64" => "a whole number, 0 or more",
            other => other,
        };
        let found = match found {
            Unexpected::Unit | Unexpected::Option => "null",
            Unexpected::Bool(true) => "true",
            Unexpected::Bool(false) => "false",
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
            Unexpected::Str(_) => "a string",
            Unexpected::Seq => "a list",
            Unexpected::Map => "an object",
            _ => "something else",
        };
        Self::new(format!("it is {found}; write {wanted}"))
    }
    fn invalid_value(_: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        let wanted = wanted.to_string();
        let wanted = match wanted.as_str() {
            "u8" | "u16" | "u32" | "u64" => "a whole number, 0 or more, and not that large",
            other => other,
        };
        Self::new(format!("it cannot be used; write {wanted}"))
    }
    fn missing_field(name: &'static str) -> Self {
        Self::member(name, "it is missing; write it".to_owned())
    }
    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        let problem = if known.is_empty() {
            "nothing of this name is read here; leave it out".to_owned()
        } else {
            format!(
                "nothing of this name is read here; there are {}",
                known.join(", ")
            )
        };
        Self::member(name, problem)
    }
}

/// A value on its way into a type.
#[derive(Clone, Copy)]
pub(super) struct Strict<'a> {
    value: &'a Value,
    /// From a query: numbers and truths are texts there.
    written: bool,
}

impl<'a> Strict<'a> {
    /// A JSON value.
    pub(super) fn sent(value: &'a Value) -> Self {
        Self {
            value,
            written: false,
        }
    }
    /// The parameters of a query, each a text.
    pub(super) fn written(value: &'a Value) -> Self {
        Self {
            value,
            written: true,
        }
    }
    fn at(self, value: &'a Value) -> Self {
        Self { value, ..self }
    }
    fn text(self) -> Option<&'a str> {
        self.value.as_str().filter(|_| self.written)
    }
}

impl<'de> Deserializer<'de> for Strict<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), ..) => visitor.visit_u64(value),
                (None, Some(value), _) => visitor.visit_i64(value),
                (None, None, value) => visitor.visit_f64(value.unwrap_or_default()),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => visitor.visit_seq(Items {
                of: self,
                rest: items.iter().enumerate(),
            }),
            Value::Object(members) => visitor.visit_map(Members {
                of: self,
                rest: members.iter(),
                next: None,
            }),
        }
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }
    /// A list is no object, even where its items would fit in their order.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let found = match self.value {
            Value::Object(_) => return self.deserialize_any(visitor),
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(_) => Unexpected::Unsigned(0),
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
        };
        Err(de::Error::invalid_type(found, &"an object"))
    }
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.text() {
            None => self.deserialize_any(visitor),
            Some("true") => visitor.visit_bool(true),
            Some("false") => visitor.visit_bool(false),
            Some(_) => Err(Fault::new("write true or false".to_owned())),
        }
    }
    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.text().map(str::parse) {
            None => self.deserialize_any(visitor),
            Some(Ok(number)) => visitor.visit_u32(number),
            Some(Err(_)) => Err(Fault::new("write a whole number such as 50".to_owned())),
        }
    }
    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Items<'de> {
    of: Strict<'de>,
    rest: std::iter::Enumerate<std::slice::Iter<'de, Value>>,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Fault;
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let Some((at, value)) = self.rest.next() else {
            return Ok(None);
        };
        seed.deserialize(self.of.at(value))
            .map(Some)
            .map_err(|fault| fault.under(Step::Item(at)))
    }
}

struct Members<'de> {
    of: Strict<'de>,
    rest: serde_json::map::Iter<'de>,
    next: Option<(&'de str, &'de Value)>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Fault;
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        self.next = self.rest.next().map(|(name, value)| (name.as_str(), value));
        let Some((name, _)) = self.next else {
            return Ok(None);
        };
        let key: BorrowedStrDeserializer<'de, Fault> = BorrowedStrDeserializer::new(name);
        seed.deserialize(key).map(Some)
    }
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Fault> {
        let Some((name, value)) = self.next.take() else {
            return Err(Fault::new("a member has no value".to_owned()));
        };
        seed.deserialize(self.of.at(value))
            .map_err(|fault| fault.under(Step::Member(name.to_owned())))
    }
}
