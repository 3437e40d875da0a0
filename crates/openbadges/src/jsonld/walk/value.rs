//! What stands for one value: literals, addresses, words of a vocabulary.
use std::borrow::Cow;

use oxrdf::NamedNode;
use serde_json::{Map, Value};

use super::zone::{Zone, hidden};
use super::{
    Here, Property, Walk, What, invalid, is_address, lost_term, lost_value, relative, second_name,
};
use crate::json::shown;
use crate::jsonld::JsonLdError;
use crate::jsonld::active::{Kind, Meaning};
use crate::jsonld::define::{looks_like_keyword, resolved, start_of};
use crate::jsonld::inline::Standing;
use crate::jsonld::literal::{self, has_scheme};
use crate::jsonld::store::Scope;
use crate::path::At;
use crate::rdfc10::Part;

pub(super) const BAD_TAG: &str = "its language tag is not a valid one";

/// What a text stands for where an address is expected.
enum Node<'t> {
    Address(Cow<'t, str>),
    Blank(&'t str),
}

impl Walk<'_> {
    /// A text, number or boolean.
    pub(super) fn scalar(
        &mut self,
        property: &Property<'_>,
        value: &Value,
        here: Here<'_>,
    ) -> Result<(Part, What), JsonLdError> {
        let scoped;
        let (mut active, mut term) = (here.active, property.term);
        if let Some(own) = property.term.filter(|term| term.context.is_some()) {
            scoped = self.known.scoped(here.active, own, Scope::Property)?;
            (active, term) = (&scoped, scoped.term(property.name));
        }
        let here = Here { active, ..here };
        let part = match (value, term.map(|term| &term.kind)) {
            (Value::String(text), Some(Kind::Id)) => {
                return Ok((self.address(text, here)?, What::Node));
            }
            (Value::String(text), Some(Kind::Vocab)) => {
                let object = self.word(text, here, "it looks like a JSON-LD keyword")?;
                let object = object.ok_or_else(|| relative(here.at, text))?;
                return Ok((object, What::Node));
            }
            (value, Some(Kind::Typed(datatype))) => self.plain(value, Some(datatype), here.at)?,
            (value, Some(Kind::Json)) => self.json(value, here.at)?,
            (Value::String(text), _) => {
                let language = match term.and_then(|term| term.language.as_ref()) {
                    Some(own) => own.as_deref(),
                    None => active.language.as_deref(),
                };
                let direction = match term.and_then(|term| term.direction.as_ref()) {
                    Some(own) => own.as_deref(),
                    None => active.direction.as_deref(),
                };
                self.draft
                    .text(|out| literal::localized(text, language, direction, out))
                    .ok_or_else(|| lost_value(here.at, value, BAD_TAG))?
            }
            (value, _) => self.plain(value, None, here.at)?,
        };
        Ok((part, What::Literal))
    }

    fn plain(
        &mut self,
        value: &Value,
        datatype: Option<&str>,
        at: &At<'_>,
    ) -> Result<Part, JsonLdError> {
        self.draft
            .text(|out| literal::value(value, datatype, out))
            .ok_or_else(|| {
                lost_value(
                    at,
                    value,
                    "whole numbers beyond 2^53 are rounded by many readers",
                )
            })
    }

    /// Raw JSON, in its canonical form (RFC 8785).
    pub(super) fn json(&mut self, value: &Value, at: &At<'_>) -> Result<Part, JsonLdError> {
        let mut text = Vec::new();
        crate::jcs::write(value, &mut text)
            .map_err(|error| JsonLdError::Invalid(format!("{at}: {error}")))?;
        // Made of strings: it cannot fail.
        let text = String::from_utf8(text).unwrap_or_default();
        let datatype = "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>";
        self.plain(&text.into(), Some(datatype), at)
    }

    /// An object that says how its `@value` is to be read.
    pub(super) fn literal(
        &mut self,
        members: &Map<String, Value>,
        here: Here<'_>,
    ) -> Result<Part, JsonLdError> {
        let active = here.active;
        let (mut value, mut language, mut direction, mut kind) = (None, None, None, None);
        let twice = || invalid(here.at, "the value says something twice");
        for (name, said) in members {
            let keyword = active.keyword(name).unwrap_or(name.as_str());
            if here.zone == Zone::Plain && keyword != name && name != "type" {
                return Err(hidden(here.at, name));
            }
            let before = match (keyword, said) {
                ("@value", said) => value.replace(said).is_some(),
                ("@language", Value::String(tag)) => language.replace(tag.as_str()).is_some(),
                ("@direction", Value::String(way)) if matches!(way.as_str(), "ltr" | "rtl") => {
                    direction.replace(way.as_str()).is_some()
                }
                ("@type", Value::String(name)) => kind.replace(name.as_str()).is_some(),
                ("@index", Value::String(_)) if here.zone != Zone::Plain => false,
                ("@context", _) => false,
                ("@language" | "@direction" | "@type", said) => {
                    let why = format!("its {keyword} is {}", shown(said));
                    return Err(invalid(here.at, &why));
                }
                (keyword, _) if keyword.starts_with('@') => return Err(lost_term(keyword)),
                (name, _) => {
                    let why = format!("beside @value there is {name:?}");
                    return Err(invalid(here.at, &why));
                }
            };
            if before {
                return Err(twice());
            }
        }
        let value = value.unwrap_or(&Value::Null);
        let invalid = |why: String| invalid(here.at, &why);
        if kind.is_some() && (language.is_some() || direction.is_some()) {
            return Err(invalid("a text with a type has no language".into()));
        }
        match (kind, value) {
            (Some(name), value) if active.keyword(name) == Some("@json") => {
                self.json(value, here.at)
            }
            (_, Value::Null) => Err(lost_value(
                here.at,
                value,
                "a value that is null says nothing",
            )),
            (None, Value::String(text)) => self
                .draft
                .text(|out| literal::localized(text, language, direction, out))
                .ok_or_else(|| lost_value(here.at, value, BAD_TAG)),
            (_, Value::String(_) | Value::Number(_) | Value::Bool(_))
                if language.is_none() && direction.is_none() =>
            {
                let datatype = match kind {
                    None => None,
                    Some(name) => Some(self.datatype(name, here)?),
                };
                self.plain(value, datatype.as_deref(), here.at)
            }
            (_, value) => Err(invalid(format!("its @value is {}", shown(value)))),
        }
    }

    /// What follows the quoted text of a literal of a type.
    fn datatype(&self, name: &str, here: Here<'_>) -> Result<String, JsonLdError> {
        let lost = || lost_term(name);
        let known = here.active.term(name).map(|term| &term.meaning);
        let full = match (known, &here.active.vocabulary) {
            (Some(Meaning::Address(full)), _) => Cow::Borrowed(full.as_str()),
            (Some(_), _) => return Err(lost()),
            (None, vocabulary) => match (self.full(name, here)?, vocabulary) {
                (Some(Node::Address(full)), _) => full,
                (None, Some(vocabulary)) => Cow::Owned(format!("{vocabulary}{name}")),
                (None, None) => Cow::Owned(based(name, here).ok_or_else(lost)?),
                (Some(Node::Blank(_)), _) => return Err(lost()),
            },
        };
        match is_address(&full) {
            true => Ok(format!("^^<{full}>")),
            false => Err(lost()),
        }
    }

    /// A text that is an address.
    pub(super) fn address(&mut self, text: &str, here: Here<'_>) -> Result<Part, JsonLdError> {
        match self.full(text, here)? {
            Some(node) => Ok(self.part(node)),
            None => match based(text, here) {
                Some(full) => Ok(self.draft.address(&full)),
                None => Err(relative(here.at, text)),
            },
        }
    }

    /// Whether the address of a credential stands there as it is, so that everybody finds it: in lists of revoked ones
    /// for example.
    pub(super) fn plain_address(&self, text: &str, here: Here<'_>) -> Result<(), JsonLdError> {
        match self.full(text, here)? {
            Some(Node::Address(Cow::Owned(full))) => {
                let reason = format!("{text:?} is a short form of <{full}>");
                Err(second_name(here.at, reason))
            }
            _ => Ok(()),
        }
    }

    /// A text that is a term, or an address, or a word of the vocabulary; none where it is neither.
    pub(super) fn word(
        &mut self,
        text: &str,
        here: Here<'_>,
        keyword: &'static str,
    ) -> Result<Option<Part>, JsonLdError> {
        if looks_like_keyword(text) {
            return Err(lost_value(here.at, &text.into(), keyword));
        }
        let term = here.active.term(text);
        let node = match term.map(|term| (&term.meaning, term)) {
            Some((_, term)) if term.standing == Standing::Second && here.zone != Zone::Free => {
                let reason = format!("{text:?} is not the published name of what it stands for");
                return Err(second_name(here.at, reason));
            }
            Some((Meaning::Address(full), _)) => match full.strip_prefix("_:") {
                Some(label) => Node::Blank(label),
                None => Node::Address(Cow::Borrowed(full.as_str())),
            },
            Some(_) => return Err(lost_value(here.at, &text.into(), keyword)),
            None => match (self.full(text, here)?, &here.active.vocabulary) {
                (Some(node), _) => node,
                (None, Some(vocabulary)) => {
                    Node::Address(Cow::Owned(format!("{vocabulary}{text}")))
                }
                (None, None) => match based(text, here) {
                    Some(full) => Node::Address(Cow::Owned(full)),
                    None => return Ok(None),
                },
            },
        };
        if let Node::Address(full) = &node
            && !is_address(full)
        {
            return Err(lost_value(
                here.at,
                &text.into(),
                "it is not a valid address",
            ));
        }
        Ok(Some(self.part(node)))
    }

    /// §5.2 without the vocabulary: a full address, or one that a prefix begins; none for a relative one.
    fn full<'t>(&self, text: &'t str, here: Here<'_>) -> Result<Option<Node<'t>>, JsonLdError> {
        let lost = |reason| Err(lost_value(here.at, &text.into(), reason));
        if looks_like_keyword(text) {
            return lost("it looks like a JSON-LD keyword");
        }
        let Some((prefix, rest)) = text
            .split_once(':')
            .filter(|(prefix, _)| !prefix.is_empty())
        else {
            return match NamedNode::new(format!("relative:/{text}")) {
                Ok(_) => Ok(None),
                Err(_) => lost("it is not a valid address"),
            };
        };
        if prefix == "_" {
            let is_label = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                && rest
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
            return match is_label {
                true => Ok(Some(Node::Blank(rest))),
                false => lost("it is not a valid name of a blank node"),
            };
        }
        let mut full = Cow::Borrowed(text);
        if !rest.starts_with("//")
            && let Some(start) = here.active.term(prefix).and_then(|term| start_of(term))
        {
            full = Cow::Owned(format!("{start}{rest}"));
        } else if !has_scheme(text) {
            return Ok(None);
        }
        match is_address(&full) {
            true => Ok(Some(Node::Address(full))),
            false => lost("it is not a valid address"),
        }
    }

    fn part(&mut self, node: Node<'_>) -> Part {
        match node {
            Node::Address(full) => self.draft.address(&full),
            Node::Blank(label) => match self.blanks.get(label) {
                Some(known) => *known,
                None => {
                    let part = self.draft.blank();
                    self.blanks.insert(label.to_owned(), part);
                    part
                }
            },
        }
    }
}

/// The full address of a relative one by the document's base. Where readers of badges look there is none: they take
/// addresses as they stand.
fn based(text: &str, here: Here<'_>) -> Option<String> {
    match here.zone {
        Zone::Plain => None,
        _ => resolved(here.active.base.as_deref()?, text),
    }
}
