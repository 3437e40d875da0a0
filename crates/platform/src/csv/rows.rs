//! Records, one after the other, in a file or a window of it.

use super::{Dialect, FileProblem};
use serde::{Deserialize, Serialize};

/// The longest record, in bytes. A longer one has a quotation mark that is never closed.
pub const LONGEST_RECORD: usize = 64 * 1024;

/// Where a row begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Bytes before it.
    pub byte: u64,
    /// Its number, as a spreadsheet counts; the header is row 1.
    pub row: u64,
}

/// One row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, as a spreadsheet counts: blank lines count, line breaks within a cell do not. The header is 1.
    pub number: u64,
    /// Its cells, as many as the header has, or why it cannot be read.
    pub cells: Result<Vec<String>, RowProblem>,
    /// Where the next row begins.
    pub next: Mark,
}

/// Why a row cannot be read. The row's cells are kept as far as they were read, for a fix file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    /// More or fewer cells than the header.
    #[error(
        "the row has {found} cells, the header has {wanted}: put quotation marks around a cell that contains the separator"
    )]
    CellCount {
        /// In this row.
        found: usize,
        /// In the header.
        wanted: usize,
        /// The cells.
        cells: Vec<String>,
    },
    /// A quotation mark without its partner.
    #[error(
        "a quotation mark opened in this row is never closed: close it, or double it where it belongs to the text"
    )]
    Unclosed {
        /// The row's first line, as one cell.
        cells: Vec<String>,
    },
    /// Bytes of another encoding.
    #[error("the row has bytes that are not {encoding}: save the file as “CSV UTF-8”")]
    Encoding {
        /// The encoding of the rest of the file.
        encoding: String,
        /// The cells, with marks where the bytes stood.
        cells: Vec<String>,
    },
}

impl RowProblem {
    /// What could be read of the row.
    pub fn cells(&self) -> &[String] {
        match self {
            Self::CellCount { cells, .. }
            | Self::Unclosed { cells }
            | Self::Encoding { cells, .. } => cells,
        }
    }
}

/// The rows of a window of a file.
#[derive(Debug)]
pub struct Rows<'a> {
    dialect: &'a Dialect,
    width: usize,
    rest: &'a [u8],
    mark: Mark,
    is_last: bool,
}

impl<'a> Rows<'a> {
    /// The rows that lie wholly in `window`, which begins at `mark`; `is_last` says that the file ends with it.
    /// A window should be several times [`LONGEST_RECORD`]. `width` is the header's number of cells.
    pub fn window(
        dialect: &'a Dialect,
        width: usize,
        window: &'a [u8],
        mark: Mark,
        is_last: bool,
    ) -> Self {
        Self {
            dialect,
            width,
            rest: window,
            mark,
            is_last,
        }
    }

    fn advance(&mut self, by: usize) {
        self.rest = &self.rest[by..];
        self.mark = Mark {
            byte: self.mark.byte + by as u64,
            row: self.mark.row + 1,
        };
    }

    fn read(&self, record: &[u8]) -> Result<Vec<String>, RowProblem> {
        let raw = split(record, self.dialect.delimiter);
        let read: Option<Vec<String>> = raw
            .iter()
            .map(|cell| self.dialect.decode(cell).map(|text| unguarded(&text)))
            .collect();
        let Some(mut cells) = read else {
            let cells = raw
                .iter()
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect();
            return Err(RowProblem::Encoding {
                encoding: self.dialect.encoding.clone(),
                cells,
            });
        };
        while cells.len() > self.width && cells.last().is_some_and(|c| c.trim().is_empty()) {
            cells.pop();
        }
        if cells.len() == self.width {
            Ok(cells)
        } else {
            Err(RowProblem::CellCount {
                found: cells.len(),
                wanted: self.width,
                cells,
            })
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            let number = self.mark.row;
            let (record, length) = match find(self.rest, self.dialect.delimiter) {
                _ if self.rest.is_empty() => return None,
                Found::Record { content, length } => (&self.rest[..content], length),
                Found::End {
                    in_quotes: false, ..
                } if self.is_last => (self.rest, self.rest.len()),
                Found::End {
                    in_quotes: false, ..
                } if self.rest.len() <= LONGEST_RECORD => return None,
                Found::End {
                    in_quotes: true,
                    hopeless: false,
                } if !self.is_last && self.rest.len() <= LONGEST_RECORD => return None,
                Found::End { .. } | Found::TooLong => {
                    // Take the first line alone as the bad row, so that those after it are not lost with it.
                    let line = self
                        .rest
                        .iter()
                        .position(|b| *b == b'\n')
                        .map_or(self.rest.len(), |i| i + 1);
                    let shown: Vec<u8> = self.rest[..line]
                        .trim_ascii_end()
                        .iter()
                        .copied()
                        .take(1000)
                        .collect();
                    self.advance(line);
                    let cells = vec![String::from_utf8_lossy(&shown).into_owned()];
                    return Some(Row {
                        number,
                        cells: Err(RowProblem::Unclosed { cells }),
                        next: self.mark,
                    });
                }
            };
            let is_blank = record
                .iter()
                .all(|b| b.is_ascii_whitespace() || *b == self.dialect.delimiter);
            let cells = if is_blank {
                Ok(Vec::new())
            } else {
                self.read(record)
            };
            self.advance(length);
            if !is_blank {
                return Some(Row {
                    number,
                    cells,
                    next: self.mark,
                });
            }
        }
    }
}

/// The header's cells, trimmed, and where the first row begins. See [`super::read_header`].
pub(super) fn header(
    bytes: &[u8],
    dialect: &Dialect,
    is_whole: bool,
) -> Result<Option<(Vec<String>, Mark)>, FileProblem> {
    let mut at = usize::try_from(dialect.skip)
        .unwrap_or(usize::MAX)
        .min(bytes.len());
    let mut row = 1;
    loop {
        let rest = &bytes[at..];
        let (content, length) = match find(rest, dialect.delimiter) {
            _ if rest.is_empty() => {
                return if is_whole {
                    Err(FileProblem::Empty)
                } else {
                    Ok(None)
                };
            }
            Found::Record { content, length } => (content, length),
            Found::End {
                in_quotes: false, ..
            } if is_whole => (rest.len(), rest.len()),
            Found::End {
                hopeless: false, ..
            } if !is_whole && rest.len() <= LONGEST_RECORD => return Ok(None),
            _ => return Err(FileProblem::UnclosedHeader),
        };
        at += length;
        row += 1;
        let record = &rest[..content];
        if !record
            .iter()
            .all(|b| b.is_ascii_whitespace() || *b == dialect.delimiter)
        {
            let readable = |c: &Vec<u8>| {
                dialect
                    .decode(c)
                    .unwrap_or_else(|| String::from_utf8_lossy(c).into_owned())
            };
            let mut cells: Vec<String> = split(record, dialect.delimiter)
                .iter()
                .map(|c| readable(c).trim().to_owned())
                .collect();
            while cells.last().is_some_and(String::is_empty) {
                cells.pop();
            }
            return Ok(Some((
                cells,
                Mark {
                    byte: at as u64,
                    row,
                },
            )));
        }
    }
}

/// How many cells the first records have under a delimiter.
pub(super) fn cell_counts(bytes: &[u8], delimiter: u8, most: usize) -> Vec<usize> {
    let (mut rest, mut counts) = (bytes, Vec::new());
    while counts.len() < most {
        let Found::Record { content, length } = find(rest, delimiter) else {
            // The last record may be cut off by the end of the sample.
            if counts.is_empty() && !rest.is_empty() {
                counts.push(split(rest, delimiter).len());
            }
            break;
        };
        if !rest[..content].trim_ascii().is_empty() {
            counts.push(split(&rest[..content], delimiter).len());
        }
        rest = &rest[length..];
    }
    counts
}

enum Found {
    /// A record: its bytes without and with what ends it.
    Record { content: usize, length: usize },
    /// The bytes end before the record does; `hopeless` if more bytes would not help.
    End { in_quotes: bool, hopeless: bool },
    /// Longer than [`LONGEST_RECORD`].
    TooLong,
}

/// Finds the end of the first record. A quotation mark counts only where a cell begins. A cell over several lines
/// that goes on after its closing mark was never closed: that mark belongs to a later row.
fn find(bytes: &[u8], delimiter: u8) -> Found {
    #[derive(PartialEq)]
    enum At {
        CellStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }
    let mut at = At::CellStart;
    let mut lines = 0;
    for (i, &byte) in bytes.iter().enumerate() {
        if i > LONGEST_RECORD {
            return Found::TooLong;
        }
        lines += usize::from(byte == b'\n');
        at = match (at, byte) {
            (At::Quoted, b'"') => At::QuoteInQuoted,
            (At::Quoted, _) => At::Quoted,
            (At::QuoteInQuoted, b'"') => At::Quoted,
            (_, b'\n') => {
                return Found::Record {
                    content: i,
                    length: i + 1,
                };
            }
            (_, b'\r') => {
                let pair = usize::from(bytes.get(i + 1) == Some(&b'\n'));
                return Found::Record {
                    content: i,
                    length: i + 1 + pair,
                };
            }
            (At::CellStart, b'"') => At::Quoted,
            (At::QuoteInQuoted, b' ') => At::QuoteInQuoted,
            (At::QuoteInQuoted, b) if lines > 0 && b != delimiter => {
                return Found::End {
                    in_quotes: true,
                    hopeless: true,
                };
            }
            (_, b) if b == delimiter => At::CellStart,
            _ => At::Plain,
        };
    }
    Found::End {
        in_quotes: at == At::Quoted,
        hopeless: false,
    }
}

/// The cells of one record.
fn split(record: &[u8], delimiter: u8) -> Vec<Vec<u8>> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(record);
    let mut cells = ::csv::ByteRecord::new();
    match reader.read_byte_record(&mut cells) {
        Ok(true) => cells.iter().map(<[u8]>::to_vec).collect(),
        // Reading from memory does not fail; an empty record has one empty cell.
        _ => vec![Vec::new()],
    }
}

/// Takes back the apostrophe that a fix file puts before what a spreadsheet would run as a formula.
fn unguarded(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}
