//! Where readers of badges look, and what may stand elsewhere.
//!
//! A signature covers the graph, which can be written as many documents. Readers follow the plain members of published
//! contexts down from the top. What they would find there must not be moved to where they do not look, so it is held to
//! its plain names and places; what only a vendor's own terms lead to may have any form that JSON-LD has.
use std::collections::HashSet;
use std::ops::Range;

use super::second_name;
use crate::jsonld::JsonLdError;
use crate::jsonld::draft::TYPE;
use crate::jsonld::inline::is_published;
use crate::path::At;
use crate::rdfc10::{Line, Lines, Part};

/// Who reads an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Readers of badges: published terms alone lead here from the top.
    Plain,
    /// Those who know the terms that lead here, which no published context defines.
    Free,
    /// Nobody in particular: it stands beside the objects that are read (`@included`, `@graph`, `@reverse`).
    Beside,
}

/// Most bytes of paths that are noted. A hostile document has as many places to note as it likes, each below a name as long
/// as it likes; the notes after these have no path, but count.
const MAX_PATHS: usize = 1 << 20;

/// Of whom something is said, and where.
struct Said {
    of: Part,
    path: String,
}

/// Lines that follow each other, and where in the document they come from.
struct Stretch {
    lines: Range<usize>,
    path: String,
}

/// What can be judged only when the whole document has been walked.
#[derive(Default)]
pub(super) struct Notes {
    /// Credentials, and presentations: where readers look for what decides.
    pub read: Vec<Part>,
    /// Something that decides is said elsewhere.
    decisive: Vec<Said>,
    /// The lines that stand beside the objects that are read.
    beside: Vec<Stretch>,
    /// The lines that a vendor's own terms lead to.
    free: Vec<Range<usize>>,
    /// Whether there may be blank nodes that no line has.
    pub has_idle_blanks: bool,
    /// How many bytes the paths have.
    paths: usize,
}

impl Notes {
    /// Something that decides over validity is said outside a credential.
    pub(super) fn decides(&mut self, subject: Part, at: &At<'_>) {
        let path = self.path(at);
        self.decisive.push(Said { of: subject, path });
    }

    /// These lines stand beside the objects that are read.
    pub(super) fn beside(&mut self, lines: Range<usize>, at: &At<'_>) {
        if !lines.is_empty() {
            let path = self.path(at);
            self.beside.push(Stretch { lines, path });
        }
    }

    fn path(&mut self, at: &At<'_>) -> String {
        if self.paths > MAX_PATHS {
            return "$".to_owned();
        }
        let path = at.to_string();
        self.paths += path.len();
        path
    }

    /// These lines are for those who know a vendor's own terms.
    pub(super) fn free(&mut self, lines: Range<usize>) {
        self.free.push(lines);
    }

    /// Whether anything was moved to where readers do not look. The work is in proportion to the lines and the notes:
    /// both are as many as a hostile document likes.
    pub(super) fn check(&self, lines: &Lines) -> Result<(), JsonLdError> {
        let credentials: HashSet<Name<'_>> =
            self.read.iter().map(|read| text(lines, *read)).collect();
        for said in &self.decisive {
            if credentials.contains(&text(lines, said.of)) {
                return Err(JsonLdError::SecondName {
                    path: said.path.clone(),
                    reason: "what decides over a credential is said in another place".to_owned(),
                });
            }
        }
        if self.beside.is_empty() {
            return Ok(());
        }
        let count = lines.lines.len();
        let beside = covered(count, self.beside.iter().map(|stretch| &stretch.lines));
        let free = covered(count, self.free.iter());
        let each = || lines.lines.iter().enumerate();
        let read: HashSet<Name<'_>> = each()
            .filter(|(at, _)| !beside[*at] && !free[*at])
            .flat_map(|(_, line)| [line.subject, line.object])
            .map(|part| text(lines, part))
            .collect();
        for (at, line) in each() {
            if beside[at]
                && read.contains(&text(lines, line.subject))
                && is_read_by_others(lines, line)
            {
                let mut stretches = self.beside.iter();
                let from = stretches.find(|stretch| stretch.lines.contains(&at));
                return Err(JsonLdError::SecondName {
                    path: from.map_or_else(String::new, |stretch| stretch.path.clone()),
                    reason: format!(
                        "{} is said here of what readers look up elsewhere",
                        lines.part(line.predicate, |_| "").trim()
                    ),
                });
            }
        }
        Ok(())
    }
}

/// Which of so many lines are in one of the ranges.
fn covered<'r>(count: usize, ranges: impl Iterator<Item = &'r Range<usize>>) -> Vec<bool> {
    let mut begun = vec![0_isize; count + 1];
    for range in ranges {
        begun[range.start.min(count)] += 1;
        begun[range.end.min(count)] -= 1;
    }
    let open = begun.into_iter().scan(0, |open, change| {
        *open += change;
        Some(*open > 0)
    });
    open.take(count).collect()
}

/// Whether readers of badges know what a line says.
fn is_read_by_others(lines: &Lines, line: &Line) -> bool {
    let predicate = lines.part(line.predicate, |_| "");
    predicate == TYPE || is_published(predicate)
}

/// A part, so that equal ones compare as equal.
#[derive(PartialEq, Eq, Hash)]
enum Name<'l> {
    Text(&'l str),
    Blank(usize),
}

fn text(lines: &Lines, part: Part) -> Name<'_> {
    match part {
        Part::Blank(blank) => Name::Blank(blank),
        part => Name::Text(lines.part(part, |_| "")),
    }
}

/// A keyword, or another name of one, where readers look for a plain member.
pub(super) fn hidden(at: &At<'_>, name: &str) -> JsonLdError {
    second_name(
        at,
        format!("{name:?} is no member that readers of badges look for"),
    )
}
