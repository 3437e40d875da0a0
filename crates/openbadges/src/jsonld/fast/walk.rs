//! Walks a document once and notes its lines.
use serde_json::{Map, Value};

use super::terms::{Class, Container, Property, Terms, Values};
use crate::jsonld::draft::{Draft, FIRST, NIL, REST, TYPE};
use crate::jsonld::literal;
use crate::rdfc10::{Lines, Part};

/// Deepest nesting that is walked here.
const DEPTH: usize = 32;
/// Most embedded credentials; with more, the general algorithm counts their contexts.
const EMBEDDED: usize = 40;

/// The lines of an object without the members in `without`; none if anything is unusual.
pub(super) fn walk(terms: &Terms, members: &Map<String, Value>, without: &[&str]) -> Option<Lines> {
    // A badge has some forty lines, a proof five: a line or two for each member of the outermost object, and more inside.
    let mut walk = Walk {
        draft: Draft::new(members.len().min(12) * 5),
        embedded: 0,
    };
    walk.draft.0.is_ranked = terms.are_ranked();
    let place = Place {
        terms,
        graph: None,
        depth: 0,
    };
    walk.object(members, without, place, true)?;
    Some(walk.draft.0)
}

/// Where an object stands.
#[derive(Clone, Copy)]
struct Place<'t> {
    terms: &'t Terms,
    graph: Option<Part>,
    depth: usize,
}

impl Place<'_> {
    fn deeper(self) -> Option<Self> {
        (self.depth < DEPTH).then_some(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

/// The classes of an object that have properties of their own: mostly one.
#[derive(Default)]
struct Classes<'t> {
    first: Option<&'t Class>,
    more: Vec<&'t Class>,
}

impl<'t> Classes<'t> {
    fn add(&mut self, class: &'t Class) {
        match self.first {
            None => self.first = Some(class),
            Some(_) => self.more.push(class),
        }
    }
}

struct Walk {
    draft: Draft,
    embedded: usize,
}

impl Walk {
    fn address(&mut self, address: &str) -> Option<Part> {
        literal::is_plain_address(address).then(|| self.draft.address(address))
    }

    /// Notes an object's lines and says what stands for it.
    fn object(
        &mut self,
        members: &Map<String, Value>,
        without: &[&str],
        place: Place<'_>,
        is_whole: bool,
    ) -> Option<Part> {
        if members.is_empty() {
            return None;
        }
        // Objects have few members: looking through them is quicker than hashing the name.
        let member = |wanted: &str| {
            members
                .iter()
                .find(|(name, _)| *name == wanted)
                .map(|(_, value)| value)
        };
        let subject = match member("id") {
            Some(id) => self.address(id.as_str()?)?,
            None => self.draft.blank(),
        };
        let classes = match member("type") {
            Some(types) => self.types(subject, types, place)?,
            None => Classes::default(),
        };
        for (name, value) in members {
            let done = matches!(name.as_str(), "id" | "type") || (is_whole && name == "@context");
            if done || without.contains(&name.as_str()) {
                continue;
            }
            let property = place.terms.property(classes.first, &classes.more, name)?;
            if property.decides && !is_whole {
                return None; // the general algorithm looks whom it is said of
            }
            let embeds = matches!(name.as_str(), "endorsement" | "verifiableCredential");
            self.values(subject, property, value, place, embeds)?;
        }
        Some(subject)
    }

    /// Notes the classes; answers those that have properties of their own.
    fn types<'t>(&mut self, subject: Part, types: &Value, place: Place<'t>) -> Option<Classes<'t>> {
        let mut own = Classes::default();
        for name in several(types)? {
            if self.draft.is_full() {
                return None;
            }
            let name = name.as_str()?;
            let predicate = self.draft.fixed(TYPE);
            let object = match place.terms.class(name) {
                Some(class) => {
                    if class.own.is_some() {
                        own.add(class);
                    }
                    self.draft.fixed(&class.address)
                }
                None if place.terms.is_unknown_class(name) => return None,
                None => self.address(name)?,
            };
            let predicate = (predicate, place.terms.ranks().kind);
            self.draft
                .ranked_line(subject, predicate, object, place.graph);
        }
        Some(own)
    }

    fn values(
        &mut self,
        subject: Part,
        property: &Property,
        value: &Value,
        place: Place<'_>,
        embeds: bool,
    ) -> Option<()> {
        if property.container == Container::List {
            return self.list(subject, property, value, place);
        }
        for value in several(value)? {
            if self.draft.is_full() {
                return None;
            }
            // Before the object, so that both stand beside each other in the text.
            let predicate = self.draft.fixed(&property.predicate);
            let object = match (value, &property.values) {
                (Value::Object(_), Values::Words(_)) => return None,
                (Value::Object(members), Values::Plain) if members.contains_key("@value") => {
                    if property.container == Container::Graph {
                        // Alone in a graph it says nothing.
                        return None;
                    }
                    self.draft.text(|out| literal::tagged(members, out))?
                }
                (Value::Object(members), _) => {
                    let inside = if property.container == Container::Graph {
                        Place {
                            graph: Some(self.draft.blank()),
                            ..place
                        }
                    } else {
                        place
                    };
                    let before = self.draft.0.lines.len();
                    let node = self.inner(members, inside.deeper()?, embeds)?;
                    if property.container == Container::Graph {
                        // A graph that says nothing loses even the id in it.
                        (self.draft.0.lines.len() > before).then_some(inside.graph?)?
                    } else {
                        node
                    }
                }
                _ if property.container == Container::Graph => return None,
                (Value::String(text), Values::Address) => self.address(text)?,
                (_, Values::Address) => return None,
                (Value::String(word), Values::Words(words)) => {
                    let address = words.get(word)?;
                    self.draft.fixed(address)
                }
                (_, Values::Words(_)) => return None,
                (value, Values::Plain) => {
                    self.draft.text(|out| literal::value(value, None, out))?
                }
                (value, Values::Typed(datatype)) => self
                    .draft
                    .text(|out| literal::value(value, Some(datatype), out))?,
            };
            let predicate = (predicate, property.rank);
            self.draft
                .ranked_line(subject, predicate, object, place.graph);
        }
        Some(())
    }

    /// An object inside another: part of it, or a whole credential with its own contexts.
    fn inner(
        &mut self,
        members: &Map<String, Value>,
        place: Place<'_>,
        embeds: bool,
    ) -> Option<Part> {
        if !embeds {
            return self.object(members, &[], place, false);
        }
        self.embedded += 1;
        if self.embedded > EMBEDDED {
            return None;
        }
        let terms = place.terms.inside(members.get("@context")?)?;
        self.draft.0.is_ranked &= terms.rank_as(place.terms);
        let place = Place {
            terms: &terms,
            ..place
        };
        self.object(members, &[], place, true)
    }

    /// An ordered list, cell by cell.
    fn list(
        &mut self,
        subject: Part,
        property: &Property,
        value: &Value,
        place: Place<'_>,
    ) -> Option<()> {
        let ranks = place.terms.ranks();
        let mut from = subject;
        let mut link = (self.draft.fixed(&property.predicate), property.rank);
        for value in several(value)? {
            if property.values != Values::Plain || !value.is_string() {
                return None;
            }
            let item = self.draft.text(|out| literal::value(value, None, out))?;
            let cell = self.draft.blank();
            self.draft.ranked_line(from, link, cell, place.graph);
            let first = (self.draft.fixed(FIRST), ranks.first);
            self.draft.ranked_line(cell, first, item, place.graph);
            (from, link) = (cell, (self.draft.fixed(REST), ranks.rest));
        }
        let nil = self.draft.fixed(NIL);
        self.draft.ranked_line(from, link, nil, place.graph);
        Some(())
    }
}

/// One value or a list of them, but not none.
fn several(value: &Value) -> Option<&[Value]> {
    match value {
        Value::Null => None,
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => Some(items),
        one => Some(std::slice::from_ref(one)),
    }
}
