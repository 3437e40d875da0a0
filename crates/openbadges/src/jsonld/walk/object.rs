//! Objects: what stands for one, and its members.
use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::zone::{Zone, hidden};
use super::{
    Here, MAX_DEPTH, Property, Reached, Shape, Sink, Walk, What, bad_context, invalid, is_address,
    lost_term, no_object, second_name,
};
use crate::json::{items, shown};
use crate::jsonld::active::{Active, Container, Meaning};
use crate::jsonld::define::{looks_like_keyword, start_of};
use crate::jsonld::draft::TYPE;
use crate::jsonld::inline::{self, Standing};
use crate::jsonld::literal::has_scheme;
use crate::jsonld::store::Scope;
use crate::jsonld::{CLASS_TERMS, CREDENTIALS, DECISIVE, JsonLdError};
use crate::path::At;
use crate::rdfc10::Part;

/// An object whose members are being noted.
pub(super) struct Frame<'f> {
    pub subject: Part,
    /// The terms before the object's classes' own.
    pub outside: &'f Arc<Active>,
    /// Whether readers look here for what decides.
    pub is_read: bool,
    /// Whether it is a document that holds nothing but a graph: then it has no name.
    pub is_bare_graph: bool,
    /// Inside `@nest`: the members belong to the object around.
    pub is_nested: bool,
    /// Inside `@reverse`: the values have the property, and the object is theirs.
    pub is_reversed: bool,
    /// Whether the context of the property that leads here has ended for objects inside, but not for all processors where
    /// those are included.
    pub is_ended: bool,
    /// Keywords that stood here already and may stand once.
    pub seen: Vec<&'static str>,
}

impl Walk<'_> {
    /// Notes the lines of a whole document.
    pub(super) fn document(
        &mut self,
        members: &Map<String, Value>,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        let reached = Reached {
            is_document: true,
            ..Reached::BESIDE
        };
        let active = self.entered(members, here, reached)?;
        let here = Here {
            active: &active,
            ..here
        };
        match Shape::of(members, &active) {
            Shape::Node => self.node(members, here, reached).map(drop),
            _ => Err(invalid(
                here.at,
                "a document is an object with members of its own",
            )),
        }
    }

    /// Notes an object that is the value of a property.
    pub(super) fn object(
        &mut self,
        property: &Property<'_>,
        members: &Map<String, Value>,
        here: Here<'_>,
        reached: Reached<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<(), JsonLdError> {
        let active = self.entered(members, here, reached)?;
        let here = Here {
            active: &active,
            ..here
        };
        let found = match Shape::of(members, &active) {
            Shape::Set => return self.set(property, members, here, reached, sink),
            Shape::Value | Shape::List if reached.is_in_graph() => {
                return Err(no_object(here.at, &members.clone().into()));
            }
            Shape::Value => (self.literal(members, here)?, What::Literal),
            Shape::List => (self.listed(property, members, here)?, What::List),
            Shape::Node => {
                let is_graph = || {
                    let mut names = members.keys().map(|name| active.keyword(name));
                    names.all(|keyword| {
                        matches!(keyword, Some("@graph" | "@id" | "@index" | "@context"))
                    }) && members
                        .keys()
                        .any(|name| active.keyword(name) == Some("@graph"))
                };
                let part = match property.container() {
                    Container::Graph => self.graph(members, here, reached)?,
                    Container::GraphIndex | Container::GraphId if !is_graph() => {
                        self.graph(members, here, reached)?
                    }
                    _ => self.node(members, here, reached)?,
                };
                (part, What::Node)
            }
        };
        self.put(sink, found, here)
    }

    /// The terms inside an object (§5.1.2 steps 7 to 9), but for those of its classes.
    pub(super) fn entered(
        &mut self,
        members: &Map<String, Value>,
        here: Here<'_>,
        reached: Reached<'_>,
    ) -> Result<Arc<Active>, JsonLdError> {
        if here.at.depth() > MAX_DEPTH {
            return Err(JsonLdError::Invalid("it nests too deep".into()));
        }
        let mut active = here.active.clone();
        if let Some(previous) = &here.active.previous
            && !reached.from_map
            && !is_reference(members, here.active)
            && Shape::of(members, here.active) != Shape::Value
        {
            active = previous.clone();
        }
        if let Some(term) = reached.via.and_then(|via| via.term) {
            active = self.known.scoped(&active, term, Scope::Property)?;
        }
        self.own_context(members, active, here, reached)
    }

    /// Notes an object's lines and says what stands for it.
    pub(super) fn node(
        &mut self,
        members: &Map<String, Value>,
        here: Here<'_>,
        reached: Reached<'_>,
    ) -> Result<Part, JsonLdError> {
        let active = self.class_contexts(members, here.active.clone())?;
        let inside = Here {
            active: &active,
            ..here
        };
        let is_read = here.zone == Zone::Plain && (reached.is_document || reached.is_credential());
        let subject = match self.named(members, inside, is_read)? {
            Some(id) => id,
            None => reached.id.unwrap_or_else(|| self.draft.blank()),
        };
        if is_read {
            self.notes.read.push(subject);
        }
        let says_something =
            |(name, value): &(&String, &Value)| *name != "@context" && !value.is_null();
        let mut frame = Frame {
            subject,
            outside: here.active,
            is_read,
            is_bare_graph: reached.is_document
                && members.iter().filter(says_something).count() == 1,
            is_nested: false,
            is_reversed: false,
            is_ended: active.previous.is_some()
                && reached
                    .via
                    .and_then(|via| via.term)
                    .is_some_and(|term| term.context.is_some()),
            seen: Vec::new(),
        };
        self.members(&mut frame, members, inside)?;
        Ok(subject)
    }

    /// Notes the members of an object; its id is known already.
    pub(super) fn members(
        &mut self,
        frame: &mut Frame<'_>,
        members: &Map<String, Value>,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        for (name, value) in members {
            if !frame.is_nested && name == "@context" {
                continue;
            }
            let at = At::Member(here.at, name);
            self.member(frame, name, value, Here { at: &at, ..here })?;
        }
        Ok(())
    }

    /// What an object's id stands for, if it has one.
    fn named(
        &mut self,
        members: &Map<String, Value>,
        here: Here<'_>,
        is_read: bool,
    ) -> Result<Option<Part>, JsonLdError> {
        let mut found = None;
        let aliases = here.active.ids.iter().map(|alias| &**alias);
        for alias in aliases.chain(["@id"]) {
            let Some(id) = members.get(alias) else {
                continue;
            };
            let at = At::Member(here.at, alias);
            let here = Here { at: &at, ..here };
            if here.zone == Zone::Plain && alias != "id" {
                return Err(hidden(&at, alias));
            }
            let Value::String(id) = id else {
                let why = format!("{at} is {}; an id is a text", shown(id));
                return Err(JsonLdError::Invalid(why));
            };
            if found.is_some() {
                return Err(invalid(here.at, "the object has two ids"));
            }
            if is_read {
                self.plain_address(id, here)?;
            }
            found = Some(self.address(id, here)?);
        }
        let may_nest = here.active.has_aliases || members.contains_key("@nest");
        if here.zone != Zone::Plain && may_nest {
            for (name, nested) in members {
                if here.active.keyword(name) != Some("@nest") {
                    continue;
                }
                let at = At::Member(here.at, name);
                for nested in items(Some(nested)).iter().filter_map(Value::as_object) {
                    if at.depth() > MAX_DEPTH {
                        return Err(JsonLdError::Invalid("it nests too deep".into()));
                    }
                    let inner = self.named(nested, Here { at: &at, ..here }, false)?;
                    if inner.is_some() && found.is_some() {
                        return Err(invalid(&at, "the object has two ids"));
                    }
                    found = found.or(inner);
                }
            }
        }
        Ok(found)
    }

    /// One member of an object.
    fn member(
        &mut self,
        frame: &mut Frame<'_>,
        name: &str,
        value: &Value,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        let term = here.active.term(name);
        let keyword = match term.map(|term| &term.meaning) {
            Some(Meaning::Id) => Some("@id"),
            Some(Meaning::Type) => Some("@type"),
            Some(Meaning::Keyword(keyword)) => Some(*keyword),
            Some(Meaning::Nothing) => return Err(lost_term(name)),
            Some(Meaning::Address(_)) => None,
            None if looks_like_keyword(name) => {
                Some(here.active.keyword(name).ok_or_else(|| lost_term(name))?)
            }
            None => None,
        };
        if let Some(keyword) = keyword {
            return self.keyword(frame, (keyword, name), value, here);
        }
        if CLASS_TERMS.contains(&name) {
            let reason = format!("{name:?} is not a plain member name");
            return Err(second_name(here.at, reason));
        }
        let property = match term.map(|term| (&term.meaning, term)) {
            Some((Meaning::Address(address), term)) => Property {
                name,
                term: Some(term),
                address: Cow::Borrowed(address.as_str()),
                standing: term.standing,
            },
            _ => self.unlisted(name, here)?,
        };
        let is_reversed = frame.is_reversed != term.is_some_and(|term| term.is_reverse);
        self.stands_plainly(frame, &property, is_reversed, value, here)?;
        if property.address.starts_with("_:") {
            return Err(lost_term(name)); // RDF has no predicates without an address
        }
        if !is_address(&property.address) {
            let address = &property.address;
            let reason = format!("the term stands for {address:?}, which is not a valid address");
            return Err(bad_context(here.at, reason));
        }
        self.property(frame, &property, is_reversed, value, here)
    }

    /// A property that is no term: a full address, one that a prefix begins, or a word of the vocabulary.
    pub(super) fn unlisted<'n>(
        &self,
        name: &'n str,
        here: Here<'_>,
    ) -> Result<Property<'n>, JsonLdError> {
        let address = match name.split_once(':') {
            Some(("_", _)) => return Err(lost_term(name)),
            Some((prefix, rest)) if !prefix.is_empty() => {
                let start = match rest.starts_with("//") {
                    true => None,
                    false => here.active.term(prefix).and_then(|term| start_of(term)),
                };
                match start {
                    Some(start) => Some(Cow::Owned(format!("{start}{rest}"))),
                    None => has_scheme(name).then_some(Cow::Borrowed(name)),
                }
            }
            _ => None,
        };
        let address = match (address, &here.active.vocabulary) {
            (Some(address), _) => address,
            (None, Some(vocabulary)) => Cow::Owned(format!("{vocabulary}{name}")),
            (None, None) => return Err(lost_term(name)),
        };
        Ok(Property {
            name,
            term: None,
            standing: inline::standing(&address, name),
            address,
        })
    }

    /// Whether what readers look for stands where they do, under its name.
    fn stands_plainly(
        &mut self,
        frame: &Frame<'_>,
        property: &Property<'_>,
        is_reversed: bool,
        value: &Value,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        let Property { name, address, .. } = property;
        let decides = address
            .strip_prefix(CREDENTIALS)
            .filter(|term| DECISIVE.contains(term));
        let is_decisive = DECISIVE.contains(name) && (frame.is_read || decides.is_some());
        if decides != is_decisive.then_some(*name) || (is_reversed && decides.is_some()) {
            let reason = format!("{name:?} stands for <{address}> here");
            return Err(second_name(here.at, reason));
        }
        if decides.is_some() && !frame.is_read {
            self.notes.decides(frame.subject, here.at);
        }
        if property.standing == Standing::Own || here.zone == Zone::Free {
            return Ok(());
        }
        let is_map = property.container().is_map() && value.is_object();
        let refused = match (property.standing, here.zone) {
            (Standing::Second, _) => format!("{name:?} is not the published name of <{address}>"),
            _ if is_reversed => format!("{name:?} is read from the other side"),
            (_, Zone::Plain) if frame.is_nested => {
                format!("{name:?} stands in a group, where readers do not look")
            }
            (_, Zone::Plain) if is_map => format!("the values of {name:?} stand in a map"),
            _ => return Ok(()),
        };
        Err(second_name(here.at, refused))
    }

    /// `@type`: terms, or addresses, as they were before the classes' own contexts.
    pub(super) fn types(
        &mut self,
        frame: &Frame<'_>,
        value: &Value,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        if value.is_null() {
            return Err(invalid(here.at, "a type is a text, not null"));
        }
        for (number, value) in items(Some(value)).iter().enumerate() {
            let item = At::Item(here.at, number);
            let here = Here {
                at: if number > 0 { &item } else { here.at },
                active: frame.outside,
                ..here
            };
            self.has_room()?;
            let Value::String(name) = value else {
                let why = format!("{} is {}; a type is a text", here.at, shown(value));
                return Err(JsonLdError::Invalid(why));
            };
            let object = self
                .word(name, here, "a keyword is not a type")?
                .ok_or_else(|| lost_term(name))?;
            let predicate = self.draft.fixed(TYPE);
            self.draft
                .line(frame.subject, predicate, object, here.graph);
        }
        Ok(())
    }
}

/// Whether an object is nothing but an id.
fn is_reference(members: &Map<String, Value>, active: &Active) -> bool {
    members.len() == 1
        && members
            .keys()
            .all(|name| name == "@id" || active.ids.iter().any(|alias| **alias == **name))
}
