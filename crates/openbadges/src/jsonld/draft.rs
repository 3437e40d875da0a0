//! Lines as they are being written.
use crate::rdfc10::{Line, Lines, Part};

pub(super) const TYPE: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ";
pub(super) const FIRST: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> ";
pub(super) const REST: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> ";
pub(super) const NIL: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>";

/// Most bytes of text. A short name can stand for a long address, so a document of megabytes could be one of gigabytes.
pub(super) const MAX_TEXT: usize = 64 << 20;

/// The lines so far.
pub(super) struct Draft(pub Lines);

impl Draft {
    /// With room for so many lines, more or less.
    pub(super) fn new(lines: usize) -> Self {
        Self(Lines {
            lines: Vec::with_capacity(lines),
            text: String::with_capacity(lines * 160),
            ..Lines::default()
        })
    }

    /// Whether there is more text than an honest document has.
    pub(super) fn is_full(&self) -> bool {
        self.0.text.len() > MAX_TEXT
    }

    /// A new blank node.
    pub(super) fn blank(&mut self) -> Part {
        self.0.blanks += 1;
        Part::Blank(self.0.blanks - 1)
    }

    /// Takes out blank nodes that no line has: the names of graphs that say nothing, and of objects around others.
    pub(super) fn drop_unused_blanks(&mut self) {
        let mut used = vec![false; self.0.blanks];
        for line in &self.0.lines {
            for part in [Some(line.subject), Some(line.object), line.graph] {
                if let Some(Part::Blank(blank)) = part {
                    used[blank] = true;
                }
            }
        }
        let mut count = 0;
        let numbers: Vec<usize> = used
            .into_iter()
            .map(|used| {
                count += usize::from(used);
                count.saturating_sub(1)
            })
            .collect();
        self.0.blanks = count;
        for line in &mut self.0.lines {
            let graph = line.graph.as_mut();
            for part in [&mut line.subject, &mut line.object]
                .into_iter()
                .chain(graph)
            {
                if let Part::Blank(blank) = part {
                    *blank = numbers[*blank];
                }
            }
        }
    }

    /// Notes a line.
    pub(super) fn line(
        &mut self,
        subject: Part,
        predicate: Part,
        object: Part,
        graph: Option<Part>,
    ) {
        self.ranked_line(subject, (predicate, 0), object, graph);
    }

    /// Notes a line whose predicate has a rank ([`Lines::is_ranked`]).
    pub(super) fn ranked_line(
        &mut self,
        subject: Part,
        (predicate, rank): (Part, u32),
        object: Part,
        graph: Option<Part>,
    ) {
        let about = match self.0.lines.last() {
            Some(last) if last.subject == subject => last.about,
            _ => {
                self.0.subjects += 1;
                self.0.subjects - 1
            }
        };
        self.0.lines.push(Line {
            about,
            subject,
            predicate,
            rank,
            object,
            graph,
        });
    }

    /// A part that reads `text`.
    pub(super) fn fixed(&mut self, text: &str) -> Part {
        let from = self.0.text.len();
        self.0.text.push_str(text);
        Part::Text(from, self.0.text.len())
    }

    /// A part of what `write` adds to the text, if it can.
    pub(super) fn text(&mut self, write: impl FnOnce(&mut String) -> bool) -> Option<Part> {
        let from = self.0.text.len();
        write(&mut self.0.text).then_some(Part::Text(from, self.0.text.len()))
    }

    /// A part that is an address in angle brackets.
    pub(super) fn address(&mut self, address: &str) -> Part {
        let from = self.0.text.len();
        self.0.text.push('<');
        self.0.text.push_str(address);
        self.0.text.push('>');
        Part::Text(from, self.0.text.len())
    }
}
