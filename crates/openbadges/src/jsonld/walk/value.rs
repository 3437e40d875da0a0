//! What stands for one value: literals, addresses, words of a vocabulary.
use std::borrow::Cow;

use oxrdf::NamedNode;
use serde_json::{Map, Value};

use super::{Here, Property, Walk, is_address, lost_value, relative};
use crate::json::{items, shown};
use crate::jsonld::JsonLdError;
use crate::jsonld::active::{Kind, Meaning};
use crate::jsonld::define::looks_like_keyword;
use crate::jsonld::known::Scope;
use crate::jsonld::literal::{self, has_scheme};
use crate::jsonld::path::At;
use crate::rdfc10::Part;

const BAD_TAG: &str = "its language tag is not a valid one";

/// What a text stands for where an address is expected.
enum Node<'t> {
    Address(Cow<'t, str>),
    Blank(&'t str),
}

impl Walk<'_> {
    /// Texts by their language.
    pub(super) fn by_language(
        &mut self,
        subject: Part,
        predicate: Part,
        property: &Property<'_>,
        tags: &Map<String, Value>,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        let term = property.term;
        let direction = match term.and_then(|term| term.direction.as_ref()) {
            Some(own) => own.as_deref(),
            None => here.active.direction.as_deref(),
        };
        for (tag, texts) in tags {
            let at = At::Member(here.at, tag);
            let tag_of = match tag.as_str() {
                "@none" => None,
                name => match here.active.term(name).map(|term| &term.meaning) {
                    Some(Meaning::Keyword(keyword)) if keyword == "@none" => None,
                    _ => Some(name),
                },
            };
            for text in items(Some(texts)) {
                let Value::String(text) = text else {
                    if text.is_null() {
                        continue;
                    }
                    return Err(lost_value(&at, text, "only texts stand under a language"));
                };
                let object = self
                    .draft
                    .text(|out| literal::localized(text, tag_of, direction, out))
                    .ok_or_else(|| lost_value(&at, &text.as_str().into(), BAD_TAG))?;
                self.draft.line(subject, predicate, object, here.graph);
            }
        }
        Ok(())
    }

    /// A text, number or boolean.
    pub(super) fn scalar(
        &mut self,
        property: &Property<'_>,
        value: &Value,
        here: Here<'_>,
    ) -> Result<Part, JsonLdError> {
        let scoped;
        let (mut active, mut term) = (here.active, property.term);
        if let Some(own) = property.term.filter(|term| term.context.is_some()) {
            scoped = self.known.scoped(here.active, own, Scope::Property)?;
            (active, term) = (&scoped, scoped.term(property.name));
        }
        let here = Here { active, ..here };
        match (value, term.map(|term| &term.kind)) {
            (Value::String(text), Some(Kind::Id)) => self.address(text, here),
            (Value::String(text), Some(Kind::Vocab)) => {
                let object = self.word(text, here, "it looks like a JSON-LD keyword")?;
                object.ok_or_else(|| relative(here.at, text))
            }
            (value, Some(Kind::Typed(datatype))) => self.plain(value, Some(datatype), here.at),
            (Value::String(text), _) => {
                let of = |own: Option<&'_ Option<String>>, default: &Option<String>| match own {
                    Some(own) => own.clone(),
                    None => default.clone(),
                };
                let language = of(
                    term.and_then(|term| term.language.as_ref()),
                    &active.language,
                );
                let direction = of(
                    term.and_then(|term| term.direction.as_ref()),
                    &active.direction,
                );
                self.draft
                    .text(|out| {
                        literal::localized(text, language.as_deref(), direction.as_deref(), out)
                    })
                    .ok_or_else(|| lost_value(here.at, value, BAD_TAG))
            }
            (value, _) => self.plain(value, None, here.at),
        }
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
        property: &Property<'_>,
        members: &Map<String, Value>,
        here: Here<'_>,
    ) -> Result<Part, JsonLdError> {
        let mut active = here.active.clone();
        if let Some(term) = property.term {
            active = self.known.scoped(&active, term, Scope::Property)?;
        }
        let invalid = |why: String| JsonLdError::Invalid(format!("{}: {why}", here.at));
        let (mut value, mut language, mut direction, mut kind) = (&Value::Null, None, None, None);
        for (name, said) in members {
            let keyword = match active.term(name).map(|term| &term.meaning) {
                Some(Meaning::Type) => "@type",
                Some(Meaning::Keyword(keyword)) => keyword.as_str(),
                _ => name.as_str(),
            };
            match (keyword, said) {
                ("@value", said) => value = said,
                ("@language", Value::String(tag)) => language = Some(tag.as_str()),
                ("@direction", Value::String(way)) if matches!(way.as_str(), "ltr" | "rtl") => {
                    direction = Some(way.as_str());
                }
                ("@type", Value::String(name)) => kind = Some(name.as_str()),
                ("@language" | "@direction" | "@type", said) => {
                    return Err(invalid(format!("its {keyword} is {}", shown(said))));
                }
                ("@context", _) => {
                    let path = At::Member(here.at, "@context").to_string();
                    let reason =
                        "a context may stand at the top and in an embedded credential only".into();
                    return Err(JsonLdError::BadContext { path, reason });
                }
                (keyword, _) if keyword.starts_with('@') => {
                    return Err(JsonLdError::LostTerm {
                        term: keyword.to_owned(),
                    });
                }
                (name, _) => {
                    return Err(invalid(format!("beside @value there is {name:?}")));
                }
            }
        }
        if kind.is_some() && (language.is_some() || direction.is_some()) {
            return Err(invalid("a text with a type has no language".into()));
        }
        match (kind, value) {
            (Some("@json"), value) => self.json(value, here.at),
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
                let here = Here {
                    active: &active,
                    ..here
                };
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
        let lost = || JsonLdError::LostTerm {
            term: name.to_owned(),
        };
        let known = here.active.term(name).map(|term| &term.meaning);
        let full = match (known, &here.active.vocabulary) {
            (Some(Meaning::Address(full)), _) => Cow::Borrowed(full.as_str()),
            (Some(_), _) => return Err(lost()),
            (None, vocabulary) => match (self.expand(name, here)?, vocabulary) {
                (Some(Node::Address(full)), _) => full,
                (None, Some(vocabulary)) => Cow::Owned(format!("{vocabulary}{name}")),
                (Some(Node::Blank(_)) | None, _) => return Err(lost()),
            },
        };
        match is_address(&full) {
            true => Ok(format!("^^<{full}>")),
            false => Err(lost()),
        }
    }

    /// A text that is an address.
    pub(super) fn address(&mut self, text: &str, here: Here<'_>) -> Result<Part, JsonLdError> {
        match self.expand(text, here)? {
            Some(node) => Ok(self.part(node)),
            None => Err(relative(here.at, text)),
        }
    }

    /// A text that is a term, or an address, or a word of the vocabulary; none where it is neither.
    pub(super) fn word(
        &mut self,
        text: &str,
        here: Here<'_>,
        keyword: &'static str,
    ) -> Result<Option<Part>, JsonLdError> {
        if text.starts_with('@') {
            return Err(lost_value(here.at, &text.into(), keyword));
        }
        let node = match here.active.term(text).map(|term| &term.meaning) {
            Some(Meaning::Address(full)) => Node::Address(Cow::Borrowed(full.as_str())),
            Some(_) => return Err(lost_value(here.at, &text.into(), keyword)),
            None => match (self.expand(text, here)?, &here.active.vocabulary) {
                (Some(node), _) => node,
                (None, Some(vocabulary)) => {
                    Node::Address(Cow::Owned(format!("{vocabulary}{text}")))
                }
                (None, None) => return Ok(None),
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
    fn expand<'t>(&self, text: &'t str, here: Here<'_>) -> Result<Option<Node<'t>>, JsonLdError> {
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
            && let Some(term) = here.active.term(prefix)
            && term.is_prefix
            && let Meaning::Address(start) = &term.meaning
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
