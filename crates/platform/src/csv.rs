//! Reading the CSV files that people really send: any common encoding, `,` `;` tab or `|`, a byte order mark,
//! quoted newlines, Excel's `sep=` line, headers in other words. A bad row is told and the next one read.
//!
//! A small file is opened whole:
//!
//! ```
//! use platform::csv::{Column, Columns, Table};
//!
//! let table = Table::open("E-Mail;Name\nana@example.org;\"Ana\nMaría\"\nbroken\n".as_bytes())?;
//! let columns = Columns::map(table.header(), &[Column::required("email", &[]), Column::optional("name", &["full name"])])?;
//! let rows: Vec<_> = table.rows().collect();
//! assert_eq!(columns.cell(rows[0].cells.as_ref().unwrap(), "email"), "ana@example.org");
//! assert_eq!((rows[1].number, rows[1].cells.is_err()), (3, true));
//! # Ok::<(), platform::csv::FileProblem>(())
//! ```
//!
//! A large one is read in windows: a [`Sniffer`] sees it pass by once and finds its [`Dialect`]; then
//! [`Rows::window`] reads the whole records of each window, and each [`Row`] says where the next begins, so that
//! the work can stop and go on anywhere.

mod columns;
mod dialect;
mod fix;
mod rows;
mod utf16;

pub use columns::{Column, Columns};
pub use dialect::{Dialect, Sniffer, utf16_to_utf8};
pub use fix::{PROBLEM_COLUMN, fix_file};
pub use rows::{LONGEST_RECORD, Mark, Row, RowProblem, Rows};
pub use utf16::Utf16;

use std::borrow::Cow;

/// Why a file cannot be read at all, in words that say what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// Nothing in it.
    #[error("the file is empty: it has not even a header row")]
    Empty,
    /// It has a header and nothing else, where rows are needed.
    #[error("the file has a header row and no other row")]
    NoRows,
    /// Another kind of file.
    #[error("this is {what}, not a CSV file: {fix}")]
    NotText {
        /// What it seems to be.
        what: &'static str,
        /// How to get a CSV file.
        fix: &'static str,
    },
    /// A column that is needed is not there.
    #[error(
        "the column `{column}` is missing; the header row has: {found}. Add the column or rename the one that holds it"
    )]
    MissingColumn {
        /// Which.
        column: &'static str,
        /// The columns there are.
        found: String,
    },
    /// Two columns mean the same.
    #[error("the columns `{first}` and `{second}` both mean `{column}`: keep one of them")]
    DoubledColumn {
        /// What both mean.
        column: &'static str,
        /// The first, as the header has it.
        first: String,
        /// The second.
        second: String,
    },
    /// More columns than any record has.
    #[error("the header row has {0} columns; at most {max} are read. Is the right line the first?", max = columns::MOST)]
    TooManyColumns(usize),
    /// The header row does not end.
    #[error("a quotation mark opened in the header row is never closed")]
    UnclosedHeader,
}

/// A CSV file held in memory, its header read.
#[derive(Debug)]
pub struct Table<'a> {
    bytes: Cow<'a, [u8]>,
    dialect: Dialect,
    header: Vec<String>,
    first: Mark,
}

impl<'a> Table<'a> {
    /// Finds encoding and delimiter and reads the header row.
    ///
    /// # Errors
    /// [`FileProblem`]: empty, no text, or a header that does not end.
    pub fn open(bytes: &'a [u8]) -> Result<Self, FileProblem> {
        let bytes = utf16_to_utf8(bytes).map_or(Cow::Borrowed(bytes), Cow::Owned);
        let mut sniffer = Sniffer::default();
        sniffer.feed(&bytes);
        let dialect = sniffer.finish()?;
        let (header, first) = rows::header(&bytes, &dialect, true)?.ok_or(FileProblem::Empty)?;
        Ok(Self {
            bytes,
            dialect,
            header,
            first,
        })
    }

    /// How the file is written.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }
    /// The header row's cells, as they stand.
    pub fn header(&self) -> &[String] {
        &self.header
    }
    /// All rows.
    pub fn rows(&self) -> Rows<'_> {
        self.rows_from(self.first)
    }
    /// The rows from a mark on that an earlier [`Row::next`] gave.
    pub fn rows_from(&self, mark: Mark) -> Rows<'_> {
        let start = usize::try_from(mark.byte)
            .unwrap_or(usize::MAX)
            .min(self.bytes.len());
        Rows::window(
            &self.dialect,
            self.header.len(),
            &self.bytes[start..],
            mark,
            true,
        )
    }
}

/// The header of a file whose beginning is at hand, and where its first row begins. `None` where the header does
/// not end within `head` and there is more to come.
///
/// # Errors
/// As [`Table::open`].
pub fn read_header(
    head: &[u8],
    dialect: &Dialect,
    is_whole: bool,
) -> Result<Option<(Vec<String>, Mark)>, FileProblem> {
    rows::header(head, dialect, is_whole)
}

#[cfg(test)]
mod tests;
