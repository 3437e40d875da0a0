//! All values of a property.
use serde_json::{Map, Value};

use super::object::Frame;
use super::zone::{Zone, hidden};
use super::{
    Cell, Here, MAX_DEPTH, Property, Reached, Shape, Sink, Target, Walk, What, bad_context,
    invalid, no_object,
};
use crate::json::items;
use crate::jsonld::JsonLdError;
use crate::jsonld::active::{Container, Kind};
use crate::jsonld::draft::{FIRST, NIL, REST};
use crate::jsonld::inline::Standing;
use crate::path::At;
use crate::rdfc10::Part;

impl Walk<'_> {
    /// Notes all values of a property.
    pub(super) fn property(
        &mut self,
        frame: &Frame<'_>,
        property: &Property<'_>,
        is_reversed: bool,
        value: &Value,
        here: Here<'_>,
    ) -> Result<(), JsonLdError> {
        self.has_room()?;
        let subject = frame.subject;
        let predicate = self
            .draft
            .text(|out| {
                out.push_str(" <");
                out.push_str(&property.address);
                out.push_str("> ");
                true
            })
            .unwrap_or(subject);
        let zone = match here.zone {
            Zone::Plain if is_reversed => Zone::Beside,
            Zone::Plain if property.standing == Standing::Own => Zone::Free,
            Zone::Free if is_reversed => Zone::Beside,
            zone => zone,
        };
        let inside = Here { zone, ..here };
        let target = Target {
            subject,
            predicate,
            is_reverse: is_reversed,
            // Reversed twice it leads forward again, and still to objects only.
            nodes_only: frame.is_reversed,
            mark: None,
        };
        let before = self.draft.0.lines.len();
        self.values(property, value, inside, target)?;
        let lines = self.draft.0.lines.len();
        match (here.zone, zone) {
            (Zone::Plain | Zone::Free, Zone::Beside) => self.notes.beside(before..lines, here.at),
            (Zone::Plain, Zone::Free) => self.notes.free(before..lines),
            _ => {}
        }
        Ok(())
    }

    /// All values, as the container has them.
    fn values(
        &mut self,
        property: &Property<'_>,
        value: &Value,
        here: Here<'_>,
        target: Target,
    ) -> Result<(), JsonLdError> {
        let sink = &mut Sink::Lines(target);
        let container = property.container();
        if property.term.is_some_and(|term| term.kind == Kind::Json) {
            return self.json_values(property, value, here, target);
        }
        match (container, value) {
            (_, Value::Null) => Ok(()),
            (Container::List, Value::Object(members))
                if Shape::of(members, here.active) == Shape::List =>
            {
                self.several(value, here, Reached::via(property), sink)
            }
            (Container::List, value) => {
                let head = self.list(property, value, here, true)?;
                self.put(sink, (head, What::List), here)
            }
            (Container::Language, Value::Object(tags)) => {
                self.by_language(property, tags, here, target)
            }
            (container, Value::Object(entries)) if container.is_map() => {
                self.map(property, entries, here, target)
            }
            _ => self.several(value, here, Reached::via(property), sink),
        }
    }

    /// Values that are any JSON, kept as it is.
    fn json_values(
        &mut self,
        property: &Property<'_>,
        value: &Value,
        here: Here<'_>,
        target: Target,
    ) -> Result<(), JsonLdError> {
        let container = property.container();
        if value.is_object() && (container.is_map() || container == Container::Language) {
            let reason = "a map of JSON values is read differently by processors";
            return Err(bad_context(here.at, reason));
        }
        if container.is_graph() {
            return Err(no_object(here.at, value));
        }
        let sink = &mut Sink::Lines(target);
        let part = self.json(value, here.at)?;
        if container != Container::List {
            return self.put(sink, (part, What::Literal), here);
        }
        let cells = vec![Cell {
            node: self.draft.blank(),
            item: part,
        }];
        let head = self.chain(cells, here);
        self.put(sink, (head, What::List), here)
    }

    /// One value, or each of a list of them; a list in a list says no more than its items.
    pub(super) fn several(
        &mut self,
        value: &Value,
        here: Here<'_>,
        reached: Reached<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<(), JsonLdError> {
        let Some(property) = reached.via else {
            return Ok(());
        };
        match value {
            Value::Null => Ok(()),
            Value::Array(values) => {
                self.not_too_deep(here.at)?;
                for (number, value) in values.iter().enumerate() {
                    let at = At::Item(here.at, number);
                    self.several(value, Here { at: &at, ..here }, reached, sink)?;
                }
                Ok(())
            }
            Value::Object(members) => self.object(property, members, here, reached, sink),
            value if reached.is_in_graph() => Err(no_object(here.at, value)),
            value => {
                let found = self.scalar(property, value, here)?;
                self.put(sink, found, here)
            }
        }
    }

    /// `{"@set": […]}`, which says no more than its items.
    pub(super) fn set(
        &mut self,
        property: &Property<'_>,
        members: &Map<String, Value>,
        here: Here<'_>,
        reached: Reached<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<(), JsonLdError> {
        let (value, name) = self.only(members, "@set", here)?;
        let at = At::Member(here.at, name);
        if here.zone == Zone::Plain {
            return Err(hidden(&at, name));
        }
        // The map ends here: what is in the set is inside an object (§5.1.2 step 13.4.12).
        let reached = Reached {
            id: reached.id,
            ..Reached::via(property)
        };
        self.several(value, Here { at: &at, ..here }, reached, sink)
    }

    /// `{"@list": […]}`: its head.
    pub(super) fn listed(
        &mut self,
        property: &Property<'_>,
        members: &Map<String, Value>,
        here: Here<'_>,
    ) -> Result<Part, JsonLdError> {
        let (value, name) = self.only(members, "@list", here)?;
        let at = At::Member(here.at, name);
        if here.zone == Zone::Plain {
            return Err(hidden(&at, name));
        }
        let nests = property.container() == Container::List;
        self.list(property, value, Here { at: &at, ..here }, nests)
    }

    /// Objects in a graph of their own; answers its name.
    pub(super) fn graph(
        &mut self,
        members: &Map<String, Value>,
        here: Here<'_>,
        reached: Reached<'_>,
    ) -> Result<Part, JsonLdError> {
        let graph = reached.id.unwrap_or_else(|| self.draft.blank());
        let lines = self.draft.0.lines.len();
        let inside = Here {
            graph: Some(graph),
            ..here
        };
        self.node(
            members,
            inside,
            Reached {
                id: None,
                ..reached
            },
        )?;
        if self.draft.0.lines.len() == lines {
            let value = Value::from(members.clone());
            return Err(no_object(here.at, &value));
        }
        Ok(graph)
    }

    /// An ordered list, cell by cell; answers its head. Whether lists in it are lists too is plain only where the
    /// property itself holds lists (`nests`); elsewhere processors differ.
    fn list(
        &mut self,
        property: &Property<'_>,
        value: &Value,
        here: Here<'_>,
        nests: bool,
    ) -> Result<Part, JsonLdError> {
        self.not_too_deep(here.at)?;
        let value = match value {
            Value::Object(members) if Shape::of(members, here.active) == Shape::Set => {
                let (value, name) = self.only(members, "@set", here)?;
                if here.zone == Zone::Plain {
                    return Err(hidden(here.at, name));
                }
                value
            }
            value => value,
        };
        let mut cells: Vec<Cell> = Vec::new();
        for (number, value) in items(Some(value)).iter().enumerate() {
            let at = At::Item(here.at, number);
            let here = Here { at: &at, ..here };
            let inner = match value {
                Value::Array(_) => Some(value),
                Value::Object(members) => {
                    (Shape::of(members, here.active) == Shape::Set).then_some(value)
                }
                _ => None,
            };
            match inner {
                Some(_) if !nests => {
                    let why = "a list in a list is read differently by processors; write it as an object with @list";
                    return Err(invalid(here.at, why));
                }
                Some(inner) => {
                    let head = self.list(property, inner, here, nests)?;
                    cells.push(Cell {
                        node: self.draft.blank(),
                        item: head,
                    });
                }
                None => {
                    let mut sink = Sink::Cells(&mut cells);
                    self.several(value, here, Reached::via(property), &mut sink)?;
                }
            }
        }
        Ok(self.chain(cells, here))
    }

    /// Cells of a list, linked; answers the first.
    fn chain(&mut self, cells: Vec<Cell>, here: Here<'_>) -> Part {
        let (first, rest) = (self.draft.fixed(FIRST), self.draft.fixed(REST));
        let mut next = self.draft.fixed(NIL);
        for cell in cells.into_iter().rev() {
            self.draft.line(cell.node, first, cell.item, here.graph);
            self.draft.line(cell.node, rest, next, here.graph);
            next = cell.node;
        }
        next
    }

    pub(super) fn not_too_deep(&self, at: &At<'_>) -> Result<(), JsonLdError> {
        match at.depth() > MAX_DEPTH {
            true => Err(JsonLdError::Invalid("it nests too deep".into())),
            false => Ok(()),
        }
    }
}
