//! JSON to RDF lines in one walk (JSON-LD 1.1 API §5.1, expansion, and §7.1, deserialization), in safe mode.
//!
//! Whatever JSON-LD would drop is an error that names its place, so nothing needs to be looked for afterwards.
mod value;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use oxrdf::NamedNode;
use serde_json::{Map, Value};

use crate::context::Contexts;
use crate::json::{items, shown};
use crate::jsonld::active::{Active, Container, Kind, Meaning, Term};
use crate::jsonld::draft::{Draft, FIRST, NIL, REST, TYPE};
use crate::jsonld::known::{Known, Scope};
use crate::jsonld::literal::is_plain_address;
use crate::jsonld::path::At;
use crate::jsonld::{CLASS_TERMS, CREDENTIALS, DECISIVE, JsonLdError, MAX_CONTEXTS, inline};
use crate::rdfc10::{Lines, Part};

/// Deepest nesting that is walked; what is parsed here is never as deep.
const MAX_DEPTH: usize = 256;

/// The lines of a document.
pub(super) fn walk(
    members: &Map<String, Value>,
    contexts: &Contexts,
) -> Result<Lines, JsonLdError> {
    let mut walk = Walk {
        known: Known::new(contexts),
        contexts,
        draft: Draft::new(64),
        blanks: HashMap::new(),
        contexts_seen: 0,
    };
    let start = Known::start();
    let here = Here {
        active: &start,
        graph: None,
        at: &At::Root,
    };
    walk.node(members, here, None)?;
    if walk.draft.0.lines.is_empty() {
        return Err(JsonLdError::Empty);
    }
    Ok(walk.draft.0)
}

/// A place in the document, and what holds there.
#[derive(Clone, Copy)]
struct Here<'h> {
    active: &'h Arc<Active>,
    graph: Option<Part>,
    at: &'h At<'h>,
}

/// A member that is no keyword.
struct Property<'p> {
    name: &'p str,
    /// Its definition; none where only the vocabulary gives it an address.
    term: Option<&'p Arc<Term>>,
    address: Cow<'p, str>,
}

impl Property<'_> {
    fn container(&self) -> Container {
        self.term.map_or(Container::Set, |term| term.container)
    }
}

struct Walk<'c> {
    known: Known<'c>,
    contexts: &'c Contexts,
    draft: Draft,
    /// Blank nodes that the document names.
    blanks: HashMap<String, Part>,
    contexts_seen: usize,
}

impl Walk<'_> {
    /// Notes an object's lines and says what stands for it. `via` is the property that leads to it.
    fn node(
        &mut self,
        members: &Map<String, Value>,
        here: Here<'_>,
        via: Option<&Property<'_>>,
    ) -> Result<Part, JsonLdError> {
        if here.at.depth() > MAX_DEPTH {
            return Err(JsonLdError::Invalid("it nests too deep".into()));
        }
        let mut active = here.active.clone();
        if let Some(previous) = &here.active.previous
            && !is_reference(members, here.active)
        {
            active = previous.clone();
        }
        if let Some(term) = via.and_then(|via| via.term) {
            active = self.known.scoped(&active, term, Scope::Property)?;
        }
        active = self.own_context(members, active, here.at, via)?;
        let outside = active.clone();
        active = self.class_contexts(members, active)?;
        let inside = Here {
            active: &active,
            ..here
        };
        let subject = self.subject(members, inside)?;
        let is_read = via.is_none_or(is_credential);
        for (name, value) in members {
            if name != "@context" && !active.ids.iter().any(|alias| **alias == **name) {
                let at = At::Member(here.at, name);
                let here = Here { at: &at, ..inside };
                self.member(subject, name, value, here, (&outside, is_read))?;
            }
        }
        Ok(subject)
    }

    /// Applies the `@context` of an object, where it may have one.
    fn own_context(
        &mut self,
        members: &Map<String, Value>,
        active: Arc<Active>,
        at: &At<'_>,
        via: Option<&Property<'_>>,
    ) -> Result<Arc<Active>, JsonLdError> {
        // A whole credential with its own contexts.
        let is_credential = via.is_some_and(is_credential);
        let Some(context) = members.get("@context") else {
            return match is_credential || via.is_none() {
                true => Err(JsonLdError::NoContext {
                    path: at.to_string(),
                }),
                false => Ok(active),
            };
        };
        let at = At::Member(at, "@context");
        let refuse = |at: &At<'_>, reason: String| {
            let path = at.to_string();
            Err(JsonLdError::BadContext { path, reason })
        };
        // A proof by JCS repeats the contexts of what it secures (VC-DI-EdDSA §3.3.2).
        let is_proof = via.is_some_and(|via| via.name == "proof");
        if via.is_some() && !is_credential && !is_proof {
            let reason = "a context may stand at the top and in an embedded credential only";
            return refuse(&at, reason.into());
        }
        let list = items(Some(context));
        if list.is_empty() {
            return Err(JsonLdError::NoContext {
                path: at.to_string(),
            });
        }
        self.contexts_seen += list.len();
        if self.contexts_seen > MAX_CONTEXTS {
            let reason = format!("the document names more than {MAX_CONTEXTS} contexts");
            return refuse(&at, reason);
        }
        let mut active = active;
        for (number, entry) in list.iter().enumerate() {
            let at = At::Item(&at, number);
            active = match entry {
                Value::String(url) => {
                    let unknown = || JsonLdError::UnknownContext {
                        path: at.to_string(),
                        url: url.clone(),
                    };
                    if self.contexts.get(url).is_none() {
                        return Err(unknown());
                    }
                    self.known.named(&active, url)?.ok_or_else(unknown)?
                }
                Value::Object(terms) if via.is_none() => {
                    // Once more in a document of its own, as contexts are published; other processors take it so.
                    let terms = match terms.get("@context") {
                        Some(Value::Object(inner)) if terms.len() == 1 => inner,
                        _ => terms,
                    };
                    let check = || inline::check(terms, &at);
                    self.known.written(&active, terms, check)?
                }
                other => return refuse(&at, format!("{} cannot be a context here", shown(other))),
            };
        }
        Ok(active)
    }

    /// §5.1.2 step 11: the contexts of an object's classes, in the order of their names.
    fn class_contexts(
        &mut self,
        members: &Map<String, Value>,
        active: Arc<Active>,
    ) -> Result<Arc<Active>, JsonLdError> {
        let outside = active.clone();
        let mut aliases: Vec<&str> = outside.types.iter().map(|alias| &**alias).collect();
        aliases.push("@type");
        aliases.sort_unstable();
        let mut active = active;
        for types in aliases.iter().filter_map(|alias| members.get(*alias)) {
            let mut scoped: Vec<(&str, &Arc<Term>)> = items(Some(types))
                .iter()
                .filter_map(|name| {
                    let name = name.as_str()?;
                    let term = outside.term(name)?;
                    term.context.is_some().then_some((name, term))
                })
                .collect();
            scoped.sort_unstable_by_key(|(name, _)| *name);
            scoped.dedup_by_key(|(name, _)| *name);
            for (_, term) in scoped {
                active = self.known.scoped(&active, term, Scope::Class)?;
            }
        }
        Ok(active)
    }

    /// What stands for an object: its id, or a new blank node.
    fn subject(
        &mut self,
        members: &Map<String, Value>,
        here: Here<'_>,
    ) -> Result<Part, JsonLdError> {
        let mut found = None;
        for alias in &here.active.ids {
            let Some(id) = members.get(&**alias) else {
                continue;
            };
            let at = At::Member(here.at, alias);
            let here = Here { at: &at, ..here };
            let Value::String(id) = id else {
                let why = format!("{at} is {}; an id is a text", shown(id));
                return Err(JsonLdError::Invalid(why));
            };
            if found.is_some() {
                let why = format!("{at}: the object has two ids");
                return Err(JsonLdError::Invalid(why));
            }
            found = Some(self.address(id, here)?);
        }
        Ok(found.unwrap_or_else(|| self.draft.blank()))
    }

    /// One member of an object; its id is known already. `outside` are the terms before the object's classes' own, and
    /// whether the object is one in which readers look for what decides.
    fn member(
        &mut self,
        subject: Part,
        name: &str,
        value: &Value,
        here: Here<'_>,
        (outside, is_read): (&Arc<Active>, bool),
    ) -> Result<(), JsonLdError> {
        let lost = || JsonLdError::LostTerm {
            term: name.to_owned(),
        };
        if name.starts_with('@') || name.starts_with("_:") {
            return Err(lost());
        }
        if name.contains(':') || CLASS_TERMS.contains(&name) {
            return Err(second_name(
                here.at,
                format!("{name:?} is not a plain member name"),
            ));
        }
        let term = here.active.term(name);
        let address = match (term.map(|term| &term.meaning), &here.active.vocabulary) {
            (Some(Meaning::Type), _) => return self.types(subject, value, here, outside),
            (Some(Meaning::Address(address)), _) => Cow::Borrowed(address.as_str()),
            (None, Some(vocabulary)) => Cow::Owned(format!("{vocabulary}{name}")),
            (Some(Meaning::Keyword(keyword)), _) => {
                let reason = format!("{name:?} stands for {keyword}, which no badge needs");
                return Err(second_name(here.at, reason));
            }
            (Some(Meaning::Nothing | Meaning::Id) | None, _) => return Err(lost()),
        };
        let decides = address
            .strip_prefix(CREDENTIALS)
            .filter(|term| DECISIVE.contains(term));
        let is_decisive = DECISIVE.contains(&name) && (is_read || decides.is_some());
        if decides != is_decisive.then_some(name) {
            let reason = format!("{name:?} stands for <{address}> here");
            return Err(second_name(here.at, reason));
        }
        if !is_address(&address) {
            let path = here.at.to_string();
            let reason = format!("the term stands for {address:?}, which is not a valid address");
            return Err(JsonLdError::BadContext { path, reason });
        }
        let unread = match term {
            Some(term) if term.container == Container::Other => Some("a container"),
            Some(term) => term.unread,
            None => None,
        };
        if let Some(unread) = unread {
            let path = here.at.to_string();
            let reason = format!("its context gives it {unread} that this software does not read");
            return Err(JsonLdError::BadContext { path, reason });
        }
        let property = Property {
            name,
            term,
            address,
        };
        self.property(subject, &property, value, here)
    }

    /// `@type`: terms, or addresses, as they were before the classes' own contexts.
    fn types(
        &mut self,
        subject: Part,
        value: &Value,
        here: Here<'_>,
        outside: &Arc<Active>,
    ) -> Result<(), JsonLdError> {
        if value.is_null() {
            let why = format!("{} is null; a type is a text", here.at);
            return Err(JsonLdError::Invalid(why));
        }
        for (number, value) in items(Some(value)).iter().enumerate() {
            let item = At::Item(here.at, number);
            let here = Here {
                at: if number > 0 { &item } else { here.at },
                active: outside,
                ..here
            };
            let Value::String(name) = value else {
                let why = format!("{} is {}; a type is a text", here.at, shown(value));
                return Err(JsonLdError::Invalid(why));
            };
            let object = match self.word(name, here, "a keyword is not a type")? {
                Some(object) => object,
                None => return Err(JsonLdError::LostTerm { term: name.clone() }),
            };
            let predicate = self.draft.fixed(TYPE);
            self.draft.line(subject, predicate, object, here.graph);
        }
        Ok(())
    }

    /// All values of a property.
    fn property(
        &mut self,
        subject: Part,
        property: &Property<'_>,
        value: &Value,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        let predicate = self
            .draft
            .text(|out| {
                out.push_str(" <");
                out.push_str(&property.address);
                out.push_str("> ");
                true
            })
            .unwrap_or(subject);
        if property.term.is_some_and(|term| term.kind == Kind::Json) {
            let object = self.json(value, here.at)?;
            self.draft.line(subject, predicate, object, here.graph);
            return Ok(());
        }
        match (property.container(), value) {
            (_, Value::Null) => Ok(()),
            (Container::List, value) => {
                let head = self.list(property, value, here)?;
                self.draft.line(subject, predicate, head, here.graph);
                Ok(())
            }
            (Container::Language, Value::Object(tags)) if !tags.contains_key("@value") => {
                self.by_language(subject, predicate, property, tags, here)
            }
            _ => self.several(subject, predicate, property, value, here),
        }
    }

    /// One value, or each of a list of them; a list in a list says no more than its items.
    fn several(
        &mut self,
        subject: Part,
        predicate: Part,
        property: &Property<'_>,
        value: &Value,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        if let Value::Array(values) = value {
            for (number, value) in values.iter().enumerate() {
                let at = At::Item(here.at, number);
                let here = Here { at: &at, ..here };
                self.several(subject, predicate, property, value, here)?;
            }
            return Ok(());
        }
        if let Some(object) = self.value(property, value, here)? {
            self.draft.line(subject, predicate, object, here.graph);
        }
        Ok(())
    }

    /// What stands for one value; nothing for `null`.
    fn value(
        &mut self,
        property: &Property<'_>,
        value: &Value,
        here: Here<'_>,
    ) -> Result<Option<Part>, JsonLdError> {
        let is_literal = match value {
            Value::Null => return Ok(None),
            Value::Object(members) => members.contains_key("@value"),
            _ => false,
        };
        if property.container() == Container::Graph {
            return self.graph(property, value, here).map(Some);
        }
        match value {
            Value::Object(members) if is_literal => self.literal(property, members, here).map(Some),
            Value::Object(members) => self.node(members, here, Some(property)).map(Some),
            value => self.scalar(property, value, here).map(Some),
        }
    }

    /// A value that is a graph of its own.
    fn graph(
        &mut self,
        property: &Property<'_>,
        value: &Value,
        here: Here<'_>,
    ) -> Result<Part, JsonLdError> {
        let graph = self.draft.blank();
        let lines = self.draft.0.lines.len();
        let inside = Here {
            graph: Some(graph),
            ..here
        };
        if let Value::Object(members) = value
            && !members.contains_key("@value")
        {
            self.node(members, inside, Some(property))?;
        }
        if self.draft.0.lines.len() == lines {
            let reason = "only an object that says something can stand here";
            return Err(lost_value(here.at, value, reason));
        }
        Ok(graph)
    }

    /// An ordered list, cell by cell; answers its head.
    fn list(
        &mut self,
        property: &Property<'_>,
        value: &Value,
        here: Here<'_>,
    ) -> Result<Part, JsonLdError> {
        let mut cells: Vec<(Part, Part)> = Vec::new();
        for (number, value) in items(Some(value)).iter().enumerate() {
            let at = At::Item(here.at, number);
            let here = Here { at: &at, ..here };
            let item = match value {
                Value::Array(_) => Some(self.list(property, value, here)?),
                value => self.value(property, value, here)?,
            };
            if let Some(item) = item {
                cells.push((self.draft.blank(), item));
            }
        }
        let (first, rest) = (self.draft.fixed(FIRST), self.draft.fixed(REST));
        let mut next = self.draft.fixed(NIL);
        for (cell, item) in cells.into_iter().rev() {
            self.draft.line(cell, first, item, here.graph);
            self.draft.line(cell, rest, next, here.graph);
            next = cell;
        }
        Ok(next)
    }
}

/// Whether a property's values are whole credentials with contexts of their own.
fn is_credential(via: &Property<'_>) -> bool {
    matches!(via.name, "endorsement" | "verifiableCredential")
}

/// Whether an object is nothing but an id.
fn is_reference(members: &Map<String, Value>, active: &Active) -> bool {
    members.len() == 1
        && members
            .keys()
            .all(|name| active.ids.iter().any(|alias| **alias == **name))
}

fn is_address(text: &str) -> bool {
    is_plain_address(text) || NamedNode::new(text).is_ok()
}

fn second_name(at: &At<'_>, reason: String) -> JsonLdError {
    JsonLdError::SecondName {
        path: at.to_string(),
        reason,
    }
}

fn relative(at: &At<'_>, text: &str) -> JsonLdError {
    JsonLdError::RelativeAddress {
        path: at.to_string(),
        value: text.to_owned(),
    }
}

fn lost_value(at: &At<'_>, value: &Value, reason: &'static str) -> JsonLdError {
    JsonLdError::LostValue {
        path: at.to_string(),
        value: shown(value),
        reason,
    }
}
