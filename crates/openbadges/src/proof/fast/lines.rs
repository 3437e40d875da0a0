//! Walks a document once and notes its lines, with numbers for blank nodes.
use serde_json::{Map, Value};

use super::literal;
use super::terms::{Class, Property, Terms, Values};

const TYPE: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ";
const FIRST: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> ";
const REST: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> ";
const NIL: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>";

/// Deepest nesting that is walked here.
const DEPTH: usize = 16;

/// A subject or object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// From the terms.
    Fixed(&'t str),
    /// From the document: a range of [`Graph::text`].
    Text(usize, usize),
    /// A blank node.
    Blank(usize),
}

/// One line: subject, predicate, object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'t> {
    pub subject: Part<'t>,
    pub predicate: &'t str,
    pub object: Part<'t>,
}

/// The lines of a document, in no order.
pub(super) struct Graph<'t> {
    pub lines: Vec<Line<'t>>,
    pub text: String,
    /// How many blank nodes there are.
    pub blanks: usize,
}

impl Graph<'_> {
    pub(super) fn resolve(&self, part: Part<'_>) -> Option<&str> {
        match part {
            Part::Text(from, to) => self.text.get(from..to),
            Part::Fixed(_) | Part::Blank(_) => None,
        }
    }
}

/// The lines of an object without the members in `without`; none if anything is unusual.
pub(super) fn walk<'t>(
    terms: &'t Terms,
    members: &Map<String, Value>,
    without: &[&str],
) -> Option<Graph<'t>> {
    let mut walk = Walk {
        terms,
        graph: Graph {
            lines: Vec::with_capacity(64),
            text: String::with_capacity(4096),
            blanks: 0,
        },
    };
    walk.object(members, without, 0)?;
    Some(walk.graph)
}

struct Walk<'t> {
    terms: &'t Terms,
    graph: Graph<'t>,
}

impl<'t> Walk<'t> {
    fn blank(&mut self) -> Part<'t> {
        self.graph.blanks += 1;
        Part::Blank(self.graph.blanks - 1)
    }

    fn line(&mut self, subject: Part<'t>, predicate: &'t str, object: Part<'t>) {
        self.graph.lines.push(Line {
            subject,
            predicate,
            object,
        });
    }

    /// What `write` adds to the text.
    fn text(&mut self, write: impl FnOnce(&mut String) -> bool) -> Option<Part<'t>> {
        let from = self.graph.text.len();
        write(&mut self.graph.text).then(|| Part::Text(from, self.graph.text.len()))
    }

    fn address(&mut self, address: &str) -> Option<Part<'t>> {
        let terms = self.terms;
        if !literal::is_plain_address(address, |word| terms.is_term(word)) {
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
        depth: usize,
    ) -> Option<Part<'t>> {
        if depth > DEPTH || members.is_empty() {
            return None;
        }
        let subject = match members.get("id") {
            Some(id) => self.address(id.as_str()?)?,
            None => self.blank(),
        };
        let mut class: Option<&'t Class> = None;
        if let Some(types) = members.get("type") {
            for name in texts(types)? {
                let name = name.as_str()?;
                let object = match self.terms.class(name) {
                    Some(found) => {
                        if found.own.is_some() && class.replace(found).is_some() {
                            return None; // two classes with properties of their own
                        }
                        Part::Fixed(&found.address)
                    }
                    None => self.address(name)?,
                };
                self.line(subject, TYPE, object);
            }
        }
        let own = class.and_then(|class| class.own.as_ref());
        for (name, value) in members {
            if matches!(name.as_str(), "id" | "type") || without.contains(&name.as_str()) {
                continue;
            }
            if name == "@context" && depth == 0 {
                continue;
            }
            if name == "endorsement" {
                return None; // a whole credential with its own context
            }
            let property = self.terms.property(own, name)?;
            self.values(subject, property, value, depth)?;
        }
        Some(subject)
    }

    fn values(
        &mut self,
        subject: Part<'t>,
        property: &'t Property,
        value: &Value,
        depth: usize,
    ) -> Option<()> {
        if property.is_list {
            return self.list(subject, property, value);
        }
        for value in texts(value)? {
            let object = match (value, &property.values) {
                (Value::Object(members), Values::Plain | Values::Address) => {
                    self.object(members, &[], depth + 1)?
                }
                (Value::Object(_), _) => return None,
                (Value::String(text), Values::Address) => self.address(text)?,
                (_, Values::Address) => return None,
                (Value::String(word), Values::Words(words)) => Part::Fixed(words.get(word)?),
                (_, Values::Words(_)) => return None,
                (value, Values::Plain) => self.text(|out| literal::value(value, None, out))?,
                (value, Values::Typed(datatype)) => {
                    self.text(|out| literal::value(value, Some(datatype), out))?
                }
            };
            self.line(subject, &property.predicate, object);
        }
        Some(())
    }

    /// An ordered list, cell by cell.
    fn list(&mut self, subject: Part<'t>, property: &'t Property, value: &Value) -> Option<()> {
        let (mut from, mut link) = (subject, property.predicate.as_str());
        for value in texts(value)? {
            if property.values != Values::Plain || !value.is_string() {
                return None;
            }
            let item = self.text(|out| literal::value(value, None, out))?;
            let cell = self.blank();
            self.line(from, link, cell);
            self.line(cell, FIRST, item);
            (from, link) = (cell, REST);
        }
        self.line(from, link, Part::Fixed(NIL));
        Some(())
    }
}

/// One value or a list of them, but not none.
fn texts(value: &Value) -> Option<&[Value]> {
    match value {
        Value::Null => None,
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => Some(items),
        one => Some(std::slice::from_ref(one)),
    }
}
