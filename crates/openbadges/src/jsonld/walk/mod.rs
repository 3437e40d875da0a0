//! JSON to RDF lines in one walk (JSON-LD 1.1 API §5.1, expansion, and §7.1, deserialization), in safe mode.
//!
//! Whatever JSON-LD would drop is an error that names its place, so nothing needs to be looked for afterwards.
mod context;
mod keyword;
mod map;
mod object;
mod property;
mod value;
mod zone;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use oxrdf::NamedNode;
use serde_json::{Map, Value};

use crate::context::Contexts;
use crate::json::shown;
use crate::jsonld::JsonLdError;
use crate::jsonld::active::{Active, Container, Term};
use crate::jsonld::draft::{Draft, MAX_TEXT};
use crate::jsonld::inline::Standing;
use crate::jsonld::known::Known;
use crate::jsonld::literal::is_plain_address;
use crate::path::At;
use crate::rdfc10::{Lines, Part};
use zone::{Notes, Zone};

/// Deepest nesting that is walked: what is parsed here is never deeper.
const MAX_DEPTH: usize = crate::json::MAX_DEPTH;

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
        notes: Notes::default(),
    };
    let start = Known::start();
    let here = Here {
        active: &start,
        graph: None,
        at: &At::Root,
        zone: Zone::Plain,
    };
    walk.document(members, here)?;
    if walk.draft.0.lines.is_empty() {
        return Err(JsonLdError::Empty);
    }
    walk.notes.check(&walk.draft.0)?;
    if walk.notes.has_idle_blanks {
        walk.draft.drop_unused_blanks();
    }
    Ok(walk.draft.0)
}

/// A place in the document, and what holds there.
#[derive(Clone, Copy)]
struct Here<'h> {
    active: &'h Arc<Active>,
    graph: Option<Part>,
    at: &'h At<'h>,
    zone: Zone,
}

/// A member that is no keyword.
struct Property<'p> {
    name: &'p str,
    /// Its definition; none where only its name or the vocabulary gives it an address.
    term: Option<&'p Arc<Term>>,
    address: Cow<'p, str>,
    standing: Standing,
}

impl Property<'_> {
    fn container(&self) -> Container {
        self.term.map_or(Container::Set, |term| term.container)
    }
}

/// How an object is come to.
#[derive(Clone, Copy)]
struct Reached<'r> {
    /// The property that leads to it; none for the document and for what stands beside other objects.
    via: Option<&'r Property<'r>>,
    is_document: bool,
    /// In a map of values, the terms of the class of the object around still hold (§5.1.2 step 7).
    from_map: bool,
    /// What its place in a map calls it.
    id: Option<Part>,
}

impl<'r> Reached<'r> {
    fn via(property: &'r Property<'r>) -> Self {
        Self {
            via: Some(property),
            is_document: false,
            from_map: false,
            id: None,
        }
    }

    const BESIDE: Self = Self {
        via: None,
        is_document: false,
        from_map: false,
        id: None,
    };

    /// Whether it is a whole credential with its own contexts.
    fn is_credential(&self) -> bool {
        let name = self.via.map(|via| via.name);
        matches!(name, Some("endorsement" | "verifiableCredential"))
    }

    fn is_in_graph(&self) -> bool {
        self.via.is_some_and(|via| via.container().is_graph())
    }
}

/// What stands for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Node,
    Literal,
    List,
}

/// The lines of a property that values go into.
#[derive(Clone, Copy)]
struct Target {
    subject: Part,
    predicate: Part,
    /// Whether the values have the property, and the subject is theirs.
    is_reverse: bool,
    /// Whether each must be an object or an address.
    nodes_only: bool,
    /// What is said of each besides.
    mark: Option<Mark>,
}

/// What a name in a map says of each object under it.
#[derive(Clone, Copy)]
struct Mark {
    predicate: Part,
    object: Part,
}

/// One cell of a list.
struct Cell {
    /// The blank node that is the cell.
    node: Part,
    item: Part,
}

/// Where values go.
enum Sink<'s> {
    Lines(Target),
    /// Into cells of a list.
    Cells(&'s mut Vec<Cell>),
}

struct Walk<'c> {
    known: Known<'c>,
    contexts: &'c Contexts,
    draft: Draft,
    /// Blank nodes that the document names.
    blanks: HashMap<String, Part>,
    contexts_seen: usize,
    notes: Notes,
}

impl Walk<'_> {
    /// Notes a value where it belongs.
    fn put(
        &mut self,
        sink: &mut Sink<'_>,
        (part, what): (Part, What),
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        self.has_room()?;
        match sink {
            Sink::Cells(cells) => cells.push(Cell {
                node: self.draft.blank(),
                item: part,
            }),
            Sink::Lines(to) => {
                if what != What::Node && (to.is_reverse || to.nodes_only) {
                    let why = "only an object or an address can stand here";
                    return Err(invalid(here.at, why));
                }
                if let Some(mark) = to.mark {
                    self.draft
                        .line(part, mark.predicate, mark.object, here.graph);
                }
                match to.is_reverse {
                    false => self.draft.line(to.subject, to.predicate, part, here.graph),
                    true => self.draft.line(part, to.predicate, to.subject, here.graph),
                }
            }
        }
        Ok(())
    }

    /// An error once the document says more than an honest one.
    fn has_room(&self) -> Result<(), JsonLdError> {
        match self.draft.is_full() {
            true => Err(JsonLdError::Invalid(format!(
                "written out in full it is too long: more than {MAX_TEXT} bytes"
            ))),
            false => Ok(()),
        }
    }
}

/// What an object is, by its keywords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Node,
    Value,
    Set,
    List,
}

impl Shape {
    fn of(members: &Map<String, Value>, active: &Active) -> Self {
        for name in members.keys() {
            let keyword = match name.starts_with('@') {
                true => name.as_str(),
                false if active.has_aliases => active.keyword(name).unwrap_or_default(),
                false => continue,
            };
            match keyword {
                "@value" => return Self::Value,
                "@set" => return Self::Set,
                "@list" => return Self::List,
                _ => {}
            }
        }
        Self::Node
    }
}

fn is_address(text: &str) -> bool {
    is_plain_address(text) || NamedNode::new(text).is_ok()
}

fn invalid(at: &At<'_>, why: &str) -> JsonLdError {
    JsonLdError::Invalid(format!("{at}: {why}"))
}

fn bad_context(at: &At<'_>, reason: impl Into<String>) -> JsonLdError {
    JsonLdError::BadContext {
        path: at.to_string(),
        reason: reason.into(),
    }
}

fn lost_term(name: &str) -> JsonLdError {
    JsonLdError::LostTerm {
        term: name.to_owned(),
    }
}

fn second_name(at: &At<'_>, reason: impl Into<String>) -> JsonLdError {
    JsonLdError::SecondName {
        path: at.to_string(),
        reason: reason.into(),
    }
}

fn relative(at: &At<'_>, text: &str) -> JsonLdError {
    JsonLdError::RelativeAddress {
        path: at.to_string(),
        value: text.to_owned(),
    }
}

/// A text or number where only an object has a meaning.
fn no_object(at: &At<'_>, value: &Value) -> JsonLdError {
    lost_value(
        at,
        value,
        "only an object that says something can stand here",
    )
}

fn lost_value(at: &At<'_>, value: &Value, reason: &'static str) -> JsonLdError {
    JsonLdError::LostValue {
        path: at.to_string(),
        value: shown(value),
        reason,
    }
}
