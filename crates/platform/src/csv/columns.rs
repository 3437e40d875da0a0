//! Which column holds what: headers in other spelling and other words.

use super::{FileProblem, PROBLEM_COLUMN};

/// More columns than this are no header.
pub(super) const MOST: usize = 500;

/// A column a reader wants.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its own name.
    pub name: &'static str,
    /// Other names for it. Case, spaces and punctuation do not matter: `E-Mail` is `email`.
    pub aliases: &'static [&'static str],
    /// Whether a file without it is refused.
    pub required: bool,
}

impl Column {
    /// One a file must have.
    pub const fn required(name: &'static str, aliases: &'static [&'static str]) -> Self {
        Self {
            name,
            aliases,
            required: true,
        }
    }
    /// One a file may have.
    pub const fn optional(name: &'static str, aliases: &'static [&'static str]) -> Self {
        Self {
            name,
            aliases,
            required: false,
        }
    }
    fn is_meant_by(&self, header: &str) -> bool {
        let header = bare(header);
        !header.is_empty()
            && (bare(self.name) == header || self.aliases.iter().any(|a| bare(a) == header))
    }
}

/// Where each wanted column stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    found: Vec<(&'static str, usize)>,
    unused: Vec<String>,
}

impl Columns {
    /// Finds the wanted columns in a header row.
    ///
    /// # Errors
    /// A required column that is missing, or two columns that mean the same.
    pub fn map(header: &[String], wanted: &[Column]) -> Result<Self, FileProblem> {
        if header.len() > MOST {
            return Err(FileProblem::TooManyColumns(header.len()));
        }
        let mut found = Vec::with_capacity(wanted.len());
        let mut used = vec![false; header.len()];
        for column in wanted {
            let mut places = header
                .iter()
                .enumerate()
                .filter(|(_, h)| column.is_meant_by(h));
            match (places.next(), places.next()) {
                (Some((_, first)), Some((_, second))) => {
                    return Err(FileProblem::DoubledColumn {
                        column: column.name,
                        first: first.clone(),
                        second: second.clone(),
                    });
                }
                (Some((place, _)), None) => {
                    used[place] = true;
                    found.push((column.name, place));
                }
                (None, _) if column.required => {
                    return Err(FileProblem::MissingColumn {
                        column: column.name,
                        found: listed(header),
                    });
                }
                (None, _) => {}
            }
        }
        let unused = header
            .iter()
            .zip(used)
            .filter(|(h, used)| !used && !h.is_empty() && *h != PROBLEM_COLUMN)
            .map(|(h, _)| h.clone())
            .collect();
        Ok(Self { found, unused })
    }

    /// The cell of a column, trimmed; empty where the file has no such column.
    pub fn cell<'a>(&self, cells: &'a [String], column: &str) -> &'a str {
        self.place(column)
            .and_then(|place| cells.get(place))
            .map_or("", |c| c.trim())
    }
    /// Whether the file has the column.
    pub fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }
    /// What the file calls the column, for error reports; the column's own name where the file has none.
    pub fn header_of<'a>(&self, header: &'a [String], column: &'a str) -> &'a str {
        self.place(column)
            .and_then(|place| header.get(place))
            .map_or(column, String::as_str)
    }
    /// Columns of the file that nobody wanted.
    pub fn unused(&self) -> &[String] {
        &self.unused
    }
    fn place(&self, column: &str) -> Option<usize> {
        self.found
            .iter()
            .find(|(name, _)| *name == column)
            .map(|(_, place)| *place)
    }
}

/// A header's letters and digits in lower case.
fn bare(header: &str) -> String {
    header
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn listed(header: &[String]) -> String {
    let mut shown: Vec<String> = header
        .iter()
        .take(30)
        .map(|h| {
            if h.is_empty() {
                "(no name)".to_owned()
            } else {
                h.chars().take(60).collect()
            }
        })
        .collect();
    if header.len() > shown.len() {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}
