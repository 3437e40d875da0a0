//! A dataset as lines of N-Quads whose blank nodes are numbers: what the algorithm works on, from quads or straight from
//! JSON.
use std::collections::HashMap;

use oxrdf::{GraphNameRef, NamedOrBlankNodeRef, Quad, TermRef};

/// A subject, object or graph name. Text is as N-Quads writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A range of [`Lines::text`].
    Text(usize, usize),
    /// A blank node.
    Blank(usize),
}

/// One quad. The predicate has its angle brackets and a space on both sides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub subject: Part,
    pub predicate: Part,
    pub object: Part,
    pub graph: Option<Part>,
}

impl Line {
    /// The blank nodes and where they stand.
    pub(super) fn blanks(&self) -> impl Iterator<Item = (usize, char)> {
        let blank = |part, position| match part {
            Some(Part::Blank(blank)) => Some((blank, position)),
            _ => None,
        };
        [
            blank(Some(self.subject), 's'),
            blank(Some(self.object), 'o'),
            blank(self.graph, 'g'),
        ]
        .into_iter()
        .flatten()
    }
}

/// A dataset, in no order.
#[derive(Debug, Default, Clone)]
pub(crate) struct Lines {
    pub lines: Vec<Line>,
    pub text: String,
    /// How many blank nodes there are; they are numbered from 0.
    pub blanks: usize,
}

impl Lines {
    /// The lines of quads, and the label that each blank node had in them.
    pub(crate) fn of(quads: &[Quad]) -> (Lines, Vec<&str>) {
        let mut lines = Lines::default();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut names = Vec::new();
        let mut text = String::with_capacity(quads.len() * 128);
        for quad in quads.iter().map(Quad::as_ref) {
            let mut number = |name| {
                *numbers.entry(name).or_insert_with(|| {
                    names.push(name);
                    names.len() - 1
                })
            };
            let mut put = |part: &str| {
                let from = text.len();
                text.push_str(part);
                Part::Text(from, text.len())
            };
            let subject = match quad.subject {
                NamedOrBlankNodeRef::BlankNode(node) => Part::Blank(number(node.as_str())),
                NamedOrBlankNodeRef::NamedNode(node) => put(&node.to_string()),
            };
            let predicate = put(&format!(" {} ", quad.predicate));
            let object = match quad.object {
                TermRef::BlankNode(node) => Part::Blank(number(node.as_str())),
                term => put(&term.to_string()),
            };
            let graph = match quad.graph_name {
                GraphNameRef::BlankNode(node) => Some(Part::Blank(number(node.as_str()))),
                GraphNameRef::NamedNode(node) => Some(put(&node.to_string())),
                GraphNameRef::DefaultGraph => None,
            };
            lines.lines.push(Line {
                subject,
                predicate,
                object,
                graph,
            });
        }
        lines.text = text;
        lines.blanks = names.len();
        (lines, names)
    }

    /// The text of a part; `label` names blank nodes.
    pub(crate) fn part<'a>(&'a self, part: Part, label: impl Fn(usize) -> &'a str) -> &'a str {
        match part {
            Part::Text(from, to) => self.text.get(from..to).unwrap_or_default(),
            Part::Blank(blank) => label(blank),
        }
    }

    /// Writes one line; `label` names blank nodes.
    pub(crate) fn write<'a>(
        &'a self,
        line: &'a Line,
        out: &mut Vec<u8>,
        label: impl Fn(usize) -> &'a str + Copy,
    ) {
        let bytes = |part| match part {
            Part::Text(from, to) => &self.text.as_bytes()[from..to],
            Part::Blank(blank) => label(blank).as_bytes(),
        };
        for part in [line.subject, line.predicate, line.object] {
            out.extend_from_slice(bytes(part));
        }
        if let Some(graph) = line.graph {
            out.push(b' ');
            out.extend_from_slice(bytes(graph));
        }
        out.extend_from_slice(b" .\n");
    }
}
