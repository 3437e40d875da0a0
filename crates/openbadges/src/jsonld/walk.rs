//! JSON to RDF lines in one walk (JSON-LD 1.1 API §5.1, expansion, and §7.1, deserialization), in safe mode.
//!
//! Whatever JSON-LD would drop is an error that names its place, so nothing needs to be looked for afterwards.
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use oxrdf::NamedNode;
use serde_json::{Map, Value};

use super::active::{Active, Container, Kind, Meaning, Term};
use super::define::looks_like_keyword;
use super::draft::{Draft, FIRST, NIL, REST, TYPE};
use super::known::{Known, Scope};
use super::literal::{self, has_scheme, is_plain_address};
use super::path::At;
use super::{CLASS_TERMS, CREDENTIALS, DECISIVE, JsonLdError, MAX_CONTEXTS, inline};
use crate::context::Contexts;
use crate::json::{items, shown};
use crate::rdfc10::{Lines, Part};

/// Deepest nesting that is walked; what is parsed here is never as deep.
const MAX_DEPTH: usize = 256;

const BAD_TAG: &str = "its language tag is not a valid one";

/// The lines of a document.
pub(super) fn walk(
    members: &Map<String, Value>,
    contexts: &Contexts,
) -> Result<Lines, JsonLdError> {
    let mut walk = Walk {
        known: Known::new(contexts),
        contexts,
        draft: Draft::new(),
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

/// What a text stands for where an address is expected.
enum Node<'t> {
    Address(Cow<'t, str>),
    Blank(&'t str),
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
        for (name, value) in members {
            if name != "@context" && !active.ids.iter().any(|alias| **alias == **name) {
                let at = At::Member(here.at, name);
                let here = Here { at: &at, ..inside };
                self.member(subject, name, value, here, &outside)?;
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
        let is_credential =
            via.is_some_and(|via| matches!(via.name, "endorsement" | "verifiableCredential"));
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
        if via.is_some() && !is_credential {
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

    /// One member of an object; its id is known already.
    fn member(
        &mut self,
        subject: Part,
        name: &str,
        value: &Value,
        here: Here<'_>,
        outside: &Arc<Active>,
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
        if decides != DECISIVE.contains(&name).then_some(name) {
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

    /// Texts by their language.
    fn by_language(
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
    fn scalar(
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
    fn json(&mut self, value: &Value, at: &At<'_>) -> Result<Part, JsonLdError> {
        let mut text = Vec::new();
        crate::jcs::write(value, &mut text)
            .map_err(|error| JsonLdError::Invalid(format!("{at}: {error}")))?;
        // Made of strings: it cannot fail.
        let text = String::from_utf8(text).unwrap_or_default();
        let datatype = "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>";
        self.plain(&text.into(), Some(datatype), at)
    }

    /// An object that says how its `@value` is to be read.
    fn literal(
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
    fn address(&mut self, text: &str, here: Here<'_>) -> Result<Part, JsonLdError> {
        match self.expand(text, here)? {
            Some(node) => Ok(self.part(node)),
            None => Err(relative(here.at, text)),
        }
    }

    /// A text that is a term, or an address, or a word of the vocabulary; none where it is neither.
    fn word(
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
