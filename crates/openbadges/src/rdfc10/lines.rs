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

impl Part {
    /// Its number, if it is a blank node.
    fn blank(self) -> Option<usize> {
        match self {
            Self::Blank(blank) => Some(blank),
            Self::Text(..) => None,
        }
    }
}

/// One quad. The predicate has its angle brackets and a space on both sides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// Which of the noted subjects it has, counted from 0: lines that follow each other mostly have one.
    pub about: usize,
    pub subject: Part,
    pub predicate: Part,
    /// Where the predicate stands among others in alphabetical order, if [`Lines::is_ranked`].
    pub rank: u32,
    pub object: Part,
    pub graph: Option<Part>,
}

impl Line {
    /// The blank nodes and where they stand.
    pub(super) fn blanks(&self) -> impl Iterator<Item = (usize, char)> {
        let [subject, object, graph] = self.places();
        [(subject, 's'), (object, 'o'), (graph, 'g')]
            .into_iter()
            .filter_map(|(blank, position)| Some((blank?, position)))
    }

    /// The blank nodes, each once.
    pub(super) fn each_blank(&self, mut act: impl FnMut(usize)) {
        let [subject, object, graph] = self.places();
        if let Some(blank) = subject {
            act(blank);
        }
        if let Some(blank) = object.filter(|_| object != subject) {
            act(blank);
        }
        if let Some(blank) = graph.filter(|_| graph != subject && graph != object) {
            act(blank);
        }
    }

    pub(super) fn has_blank(&self) -> bool {
        self.places() != [None; 3]
    }

    /// The blank nodes that are subject, object and graph.
    fn places(&self) -> [Option<usize>; 3] {
        let graph = self.graph.and_then(Part::blank);
        [self.subject.blank(), self.object.blank(), graph]
    }
}

/// A dataset, in no order.
#[derive(Debug, Default, Clone)]
pub(crate) struct Lines {
    pub lines: Vec<Line>,
    pub text: String,
    /// How many blank nodes there are; they are numbered from 0.
    pub blanks: usize,
    /// How many subjects were noted.
    pub subjects: usize,
    /// Whether the predicates' ranks are known, all of one order.
    pub is_ranked: bool,
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
                about: lines.lines.len(),
                subject,
                predicate,
                rank: 0,
                object,
                graph,
            });
        }
        lines.text = text;
        lines.subjects = quads.len();
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

    /// How many bytes all lines have when they are written, but for labels of many digits.
    pub(super) fn length(&self) -> usize {
        let length = |part| match part {
            Part::Text(from, to) => to - from,
            Part::Blank(_) => "_:c14n00".len(),
        };
        let each = self.lines.iter().map(|line| {
            let graph = line.graph.map_or(0, |graph| 1 + length(graph));
            length(line.subject)
                + length(line.predicate)
                + length(line.object)
                + graph
                + " .\n".len()
        });
        each.sum()
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
        out.extend_from_slice(bytes(line.subject));
        match (line.predicate, line.object) {
            // They mostly stand beside each other.
            (Part::Text(from, end), Part::Text(begin, to)) if end == begin => {
                out.extend_from_slice(bytes(Part::Text(from, to)));
            }
            (predicate, object) => {
                out.extend_from_slice(bytes(predicate));
                out.extend_from_slice(bytes(object));
            }
        }
        if let Some(graph) = line.graph {
            out.push(b' ');
            out.extend_from_slice(bytes(graph));
        }
        out.extend_from_slice(b" .\n");
    }
}
