//! Walks a document once and notes its lines.
use serde_json::{Map, Value};

use super::literal;
use super::terms::{Class, Container, Property, Terms, Values};
use crate::rdfc10::{Line, Lines, Part};

const TYPE: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ";
const FIRST: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> ";
const REST: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> ";
const NIL: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>";

/// Deepest nesting that is walked here.
const DEPTH: usize = 32;
/// Most embedded credentials; with more, the general algorithm counts their contexts.
const EMBEDDED: usize = 40;

/// The lines of an object without the members in `without`; none if anything is unusual.
pub(super) fn walk(terms: &Terms, members: &Map<String, Value>, without: &[&str]) -> Option<Lines> {
    let mut walk = Walk {
        lines: Lines {
            lines: Vec::with_capacity(64),
            text: String::with_capacity(8192),
            blanks: 0,
        },
        embedded: 0,
    };
    let place = Place {
        terms,
        graph: None,
        depth: 0,
    };
    walk.object(members, without, place, true)?;
    Some(walk.lines)
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

struct Walk {
    lines: Lines,
    embedded: usize,
}

impl Walk {
    fn blank(&mut self) -> Part {
        self.lines.blanks += 1;
        Part::Blank(self.lines.blanks - 1)
    }

    fn line(&mut self, subject: Part, predicate: Part, object: Part, place: Place<'_>) {
        self.lines.lines.push(Line {
            subject,
            predicate,
            object,
            graph: place.graph,
        });
    }

    fn fixed(&mut self, text: &str) -> Part {
        let from = self.lines.text.len();
        self.lines.text.push_str(text);
        Part::Text(from, self.lines.text.len())
    }

    /// What `write` adds to the text, if it can.
    fn text(&mut self, write: impl FnOnce(&mut String) -> bool) -> Option<Part> {
        let from = self.lines.text.len();
        write(&mut self.lines.text).then_some(Part::Text(from, self.lines.text.len()))
    }

    fn address(&mut self, address: &str) -> Option<Part> {
        if !literal::is_plain_address(address) {
            return None;
        }
        self.text(|out| {
            out.push('<');
            out.push_str(address);
            out.push('>');
            true
        })
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
            None => self.blank(),
        };
        let classes = match member("type") {
            Some(types) => self.types(subject, types, place)?,
            None => Vec::new(),
        };
        for (name, value) in members {
            let done = matches!(name.as_str(), "id" | "type") || (is_whole && name == "@context");
            if done || without.contains(&name.as_str()) {
                continue;
            }
            let property = place.terms.property(&classes, name)?;
            let embeds = matches!(name.as_str(), "endorsement" | "verifiableCredential");
            self.values(subject, property, value, place, embeds)?;
        }
        Some(subject)
    }

    /// Notes the classes; answers those that have properties of their own.
    fn types<'t>(
        &mut self,
        subject: Part,
        types: &Value,
        place: Place<'t>,
    ) -> Option<Vec<&'t Class>> {
        let mut own = Vec::new();
        for name in several(types)? {
            let name = name.as_str()?;
            let object = match place.terms.class(name) {
                Some(class) => {
                    own.extend(class.own.is_some().then_some(class));
                    self.fixed(&class.address)
                }
                None if place.terms.is_unknown_class(name) => return None,
                None => self.address(name)?,
            };
            let predicate = self.fixed(TYPE);
            self.line(subject, predicate, object, place);
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
        let predicate = self.fixed(&property.predicate);
        for value in several(value)? {
            let object = match (value, &property.values) {
                (Value::Object(_), Values::Words(_)) => return None,
                (Value::Object(members), Values::Plain) if members.contains_key("@value") => {
                    self.text(|out| literal::tagged(members, out))?
                }
                (Value::Object(members), _) => {
                    let inside = if property.container == Container::Graph {
                        Place {
                            graph: Some(self.blank()),
                            ..place
                        }
                    } else {
                        place
                    };
                    let node = self.inner(members, inside.deeper()?, embeds)?;
                    if property.container == Container::Graph {
                        inside.graph?
                    } else {
                        node
                    }
                }
                _ if property.container == Container::Graph => return None,
                (Value::String(text), Values::Address) => self.address(text)?,
                (_, Values::Address) => return None,
                (Value::String(word), Values::Words(words)) => {
                    let address = words.get(word)?;
                    self.fixed(address)
                }
                (_, Values::Words(_)) => return None,
                (value, Values::Plain) => self.text(|out| literal::value(value, None, out))?,
                (value, Values::Typed(datatype)) => {
                    self.text(|out| literal::value(value, Some(datatype), out))?
                }
            };
            self.line(subject, predicate, object, place);
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
        let (mut from, mut link) = (subject, self.fixed(&property.predicate));
        for value in several(value)? {
            if property.values != Values::Plain || !value.is_string() {
                return None;
            }
            let item = self.text(|out| literal::value(value, None, out))?;
            let cell = self.blank();
            self.line(from, link, cell, place);
            let first = self.fixed(FIRST);
            self.line(cell, first, item, place);
            (from, link) = (cell, self.fixed(REST));
        }
        let nil = self.fixed(NIL);
        self.line(from, link, nil, place);
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
