//! Values that stand in a map: by language, by a word, by id, by class (JSON-LD 1.1 API §5.1.2 steps 13.7 and 13.8).
use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::{
    Here, Mark, Property, Reached, Sink, Target, Walk, What, bad_context, invalid, lost_term,
    lost_value, relative, second_name,
};
use crate::json::items;
use crate::jsonld::active::{Active, Container, Meaning};
use crate::jsonld::draft::TYPE;
use crate::jsonld::store::Scope;
use crate::jsonld::{CREDENTIALS, DECISIVE, JsonLdError, literal};
use crate::path::At;
use crate::rdfc10::Part;

use super::value::BAD_TAG;

impl Walk<'_> {
    /// Texts by their language.
    pub(super) fn by_language(
        &mut self,
        property: &Property<'_>,
        tags: &Map<String, Value>,
        here: Here<'_>,
        target: Target,
    ) -> Result<(), JsonLdError> {
        let scoped;
        let (mut active, mut term) = (here.active, property.term);
        if let Some(own) = property.term.filter(|term| term.context.is_some()) {
            scoped = self.known.scoped(here.active, own, Scope::Property)?;
            (active, term) = (&scoped, scoped.term(property.name));
        }
        let direction = match term.and_then(|term| term.direction.as_ref()) {
            Some(own) => own.as_deref(),
            None => active.direction.as_deref(),
        };
        for (tag, texts) in tags {
            let at = At::Member(here.at, tag);
            let here = Here { at: &at, ..here };
            let tag_of = (!is_none(tag, active)).then_some(tag.as_str());
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
                self.put(&mut Sink::Lines(target), (object, What::Literal), here)?;
            }
        }
        Ok(())
    }

    /// Values by a word, by id or by class.
    pub(super) fn map(
        &mut self,
        property: &Property<'_>,
        entries: &Map<String, Value>,
        here: Here<'_>,
        target: Target,
    ) -> Result<(), JsonLdError> {
        // A name may be one of a blank node that nothing has.
        self.notes.has_idle_blanks = true;
        match property.container() {
            Container::Type => self.by_class(property, entries, here, target),
            Container::Id | Container::GraphId => self.by_id(property, entries, here, target),
            _ => self.by_word(property, entries, here, target),
        }
    }

    /// By a word that says nothing, or by what a property of each value says.
    fn by_word(
        &mut self,
        property: &Property<'_>,
        entries: &Map<String, Value>,
        here: Here<'_>,
        target: Target,
    ) -> Result<(), JsonLdError> {
        let index = property.term.and_then(|term| term.index.as_deref());
        let mut known = None;
        for (key, value) in entries {
            let at = At::Member(here.at, key);
            let outside = here;
            let here = Here { at: &at, ..here };
            let mark = match index {
                Some(name) if key != "@none" && !says_nothing(value) => {
                    let (property, predicate) = match known.take() {
                        Some(known) => known,
                        None => self.index_property(name, outside)?,
                    };
                    let text = Value::String(key.clone());
                    let (object, _) = self.scalar(&property, &text, here)?;
                    known = Some((property, predicate));
                    Some(Mark { predicate, object })
                }
                _ => None,
            };
            let mut marked = target.marked(mark, index.is_some());
            let reached = Reached {
                from_map: true,
                ..Reached::via(property)
            };
            self.several(value, here, reached, &mut marked)?;
        }
        Ok(())
    }

    /// The property that the names in a map are values of.
    fn index_property<'n>(
        &mut self,
        name: &'n str,
        here: Here<'n>,
    ) -> Result<(Property<'n>, Part), JsonLdError> {
        let property = match here.active.term(name) {
            Some(term) => match &term.meaning {
                Meaning::Address(address) => Property {
                    name,
                    term: Some(term),
                    address: Cow::Borrowed(address.as_str()),
                    standing: term.standing,
                },
                _ => {
                    let reason =
                        format!("the values are indexed by {name:?}, which is no property");
                    return Err(bad_context(here.at, reason));
                }
            },
            None => self.unlisted(name, here)?,
        };
        if property.address.starts_with("_:") || !super::is_address(&property.address) {
            return Err(lost_term(name));
        }
        let decides = property.address.strip_prefix(CREDENTIALS);
        if decides.is_some_and(|term| DECISIVE.contains(&term)) {
            let reason = "what decides over validity is the name of a value in a map";
            return Err(second_name(here.at, reason));
        }
        let predicate = self.draft.fixed(&format!(" <{}> ", property.address));
        Ok((property, predicate))
    }

    /// By the ids of the objects, or by the names of their graphs.
    fn by_id(
        &mut self,
        property: &Property<'_>,
        entries: &Map<String, Value>,
        here: Here<'_>,
        target: Target,
    ) -> Result<(), JsonLdError> {
        for (key, value) in entries {
            let at = At::Member(here.at, key);
            let here = Here { at: &at, ..here };
            let id = match is_none(key, here.active) {
                true => None,
                false => match self.address(key, here) {
                    Ok(id) => Some(id),
                    // It is not needed where the objects have ids of their own.
                    Err(_) if have_ids(value, here.active) => None,
                    Err(error) => return Err(error),
                },
            };
            let mut marked = target.marked(None, true);
            let reached = Reached {
                from_map: true,
                id,
                ..Reached::via(property)
            };
            self.several(value, here, reached, &mut marked)?;
        }
        Ok(())
    }

    /// By a class of the objects, whose own context holds in them.
    fn by_class(
        &mut self,
        property: &Property<'_>,
        entries: &Map<String, Value>,
        here: Here<'_>,
        target: Target,
    ) -> Result<(), JsonLdError> {
        let outside: Arc<Active> = match &here.active.previous {
            Some(previous) => previous.clone(),
            None => here.active.clone(),
        };
        for (key, value) in entries {
            let at = At::Member(here.at, key);
            let active = match outside.term(key) {
                Some(term) => self.known.scoped(&outside, term, Scope::Class)?,
                None => outside.clone(),
            };
            let here = Here {
                active: &active,
                at: &at,
                ..here
            };
            let mark = match is_none(key, &active) || says_nothing(value) {
                true => None,
                false => {
                    let class = self.word(key, here, "a keyword is not a type")?;
                    let class = class.ok_or_else(|| relative(here.at, key))?;
                    Some(Mark {
                        predicate: self.draft.fixed(TYPE),
                        object: class,
                    })
                }
            };
            let inner = Property {
                name: property.name,
                term: active.term(property.name),
                address: Cow::Borrowed(&property.address),
                standing: property.standing,
            };
            if inner.container() != Container::Type {
                let why = format!(
                    "{:?} holds objects by their classes in one class only; define it for all",
                    property.name
                );
                return Err(invalid(here.at, &why));
            }
            let mut marked = target.marked(mark, true);
            let reached = Reached {
                from_map: true,
                ..Reached::via(&inner)
            };
            self.several(value, here, reached, &mut marked)?;
        }
        Ok(())
    }
}

impl Target {
    /// Where values of a map go: with what is said of each besides.
    fn marked<'s>(self, mark: Option<Mark>, nodes_only: bool) -> Sink<'s> {
        Sink::Lines(Self {
            nodes_only: self.nodes_only || nodes_only,
            mark,
            ..self
        })
    }
}

/// Whether there is no value at all.
fn says_nothing(value: &Value) -> bool {
    items(Some(value)).is_empty()
}

/// Whether every one of some values says which object it is.
fn have_ids(value: &Value, active: &Active) -> bool {
    items(Some(value)).iter().all(|value| match value {
        Value::Object(members) => {
            let mut names = members.keys();
            names.any(|name| active.keyword(name) == Some("@id"))
        }
        Value::String(_) => true,
        _ => false,
    })
}

/// Whether a name in a map is `@none`, which stands for no name.
fn is_none(key: &str, active: &Active) -> bool {
    active.keyword(key) == Some("@none")
}
