//! How a file is written: encoding and delimiter, found by looking at all of it.

use super::{FileProblem, rows};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde::{Deserialize, Serialize};

/// Enough of a file to tell its delimiter by.
const HEAD: usize = 128 * 1024;
/// Rows looked at to tell the delimiter.
const SAMPLE: usize = 50;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How a file is written. Can be kept beside the file while it is worked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// Name of the encoding: `UTF-8`, `windows-1252`.
    pub encoding: String,
    /// Between cells.
    pub delimiter: u8,
    /// Bytes before the header row: a byte order mark, a `sep=` line.
    pub skip: u64,
}

impl Dialect {
    /// Reads the bytes of a cell or a line. `None` if they are not of this encoding.
    pub fn decode(&self, bytes: &[u8]) -> Option<String> {
        if self.encoding == UTF_8.name() {
            return std::str::from_utf8(bytes).ok().map(str::to_owned);
        }
        let encoding = Encoding::for_label(self.encoding.as_bytes())?;
        encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(|text| text.into_owned())
    }
}

/// A file that begins with a UTF-16 byte order mark, as UTF-8 (Excel's “Unicode text”). `None` for any other.
pub fn utf16_to_utf8(bytes: &[u8]) -> Option<Vec<u8>> {
    let (encoding, _) =
        Encoding::for_bom(bytes).filter(|(e, _)| *e == UTF_16LE || *e == UTF_16BE)?;
    let (text, _, _) = encoding.decode(bytes);
    Some(text.into_owned().into_bytes())
}

/// Sees a file pass by, piece after piece, and finds its [`Dialect`].
pub struct Sniffer {
    head: Vec<u8>,
    seen: u64,
    detector: EncodingDetector,
    /// The incomplete UTF-8 sequence at the end of the last piece.
    rest: Vec<u8>,
    good: u64,
    bad: u64,
    nul: bool,
}

impl Default for Sniffer {
    fn default() -> Self {
        // ISO-2022-JP uses escape sequences in which a quotation mark is no quotation mark.
        let detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        Self {
            head: Vec::new(),
            seen: 0,
            detector,
            rest: Vec::new(),
            good: 0,
            bad: 0,
            nul: false,
        }
    }
}

impl Sniffer {
    /// The next piece of the file.
    pub fn feed(&mut self, piece: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len()).min(piece.len());
        self.head.extend_from_slice(&piece[..room]);
        self.seen += piece.len() as u64;
        self.nul |= piece.contains(&0);
        self.detector.feed(piece, false);
        self.count_utf8(piece);
    }

    /// What was found.
    ///
    /// # Errors
    /// Empty, or a file that is no text.
    pub fn finish(mut self) -> Result<Dialect, FileProblem> {
        if let Some(problem) = not_text(&self.head, self.nul) {
            return Err(problem);
        }
        let bom: u64 = if self.head.starts_with(b"\xEF\xBB\xBF") {
            3
        } else {
            0
        };
        self.detector.feed(&[], true);
        self.bad += u64::from(!self.rest.is_empty());
        // A file with many good sequences and few bad ones is UTF-8 with damaged rows, not another encoding.
        let is_utf8 = bom > 0 || self.bad == 0 || self.good > 10 * self.bad;
        let encoding = if is_utf8 {
            UTF_8
        } else {
            self.detector.guess(None, Utf8Detection::Deny)
        };
        let start = usize::try_from(bom).unwrap_or(0);
        let named = named_delimiter(&self.head[start..]);
        let (delimiter, line) = named.unwrap_or_else(|| (guess_delimiter(&self.head[start..]), 0));
        let skip = bom + line;
        if skip >= self.seen
            || self.head[usize::try_from(skip).unwrap_or(0)..]
                .iter()
                .all(u8::is_ascii_whitespace)
        {
            return Err(FileProblem::Empty);
        }
        Ok(Dialect {
            encoding: encoding.name().to_owned(),
            delimiter,
            skip,
        })
    }

    fn count_utf8(&mut self, piece: &[u8]) {
        let mut bytes = std::mem::take(&mut self.rest);
        bytes.extend_from_slice(piece);
        for chunk in bytes.utf8_chunks() {
            self.good += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
            let invalid = chunk.invalid();
            let at_end = !invalid.is_empty()
                && std::ptr::eq(invalid.as_ptr_range().end, bytes.as_ptr_range().end);
            if at_end
                && invalid.len() < 4
                && std::str::from_utf8(invalid).is_err_and(|e| e.error_len().is_none())
            {
                self.rest = invalid.to_vec();
            } else if !invalid.is_empty() {
                self.bad += 1;
            }
        }
    }
}

fn not_text(head: &[u8], nul: bool) -> Option<FileProblem> {
    let no = |what, fix| Some(FileProblem::NotText { what, fix });
    match head {
        [] => Some(FileProblem::Empty),
        [b'P', b'K', 3, 4, ..] => no(
            "an Excel or OpenDocument workbook",
            "open it and save it as “CSV UTF-8”",
        ),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => no(
            "an old Excel workbook",
            "open it and save it as “CSV UTF-8”",
        ),
        [b'%', b'P', b'D', b'F', ..] => no("a PDF", "export the table as CSV where it comes from"),
        [b'<', ..] => no("HTML or XML", "export the table as CSV where it comes from"),
        _ if nul => no("a binary file", "send a file saved as “CSV UTF-8”"),
        _ => None,
    }
}

/// Excel's first line `sep=;` and its length.
fn named_delimiter(head: &[u8]) -> Option<(u8, u64)> {
    let line = head.split_inclusive(|b| *b == b'\n').next()?;
    let text = line.trim_ascii_end();
    match text {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => {
            Some((*delimiter, line.len() as u64))
        }
        // `sep=` and a tab, which trimming took.
        [s, e, p, b'='] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => {
            Some((b'\t', line.len() as u64))
        }
        _ => None,
    }
}

/// The delimiter under which most rows have as many cells as the header, and more than one.
fn guess_delimiter(head: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let counts = rows::cell_counts(head, delimiter, SAMPLE);
        let columns = counts.first().copied().unwrap_or(0);
        let alike = counts.iter().filter(|c| **c == columns).count();
        if columns > 1 {
            (alike, columns)
        } else {
            (0, 0)
        }
    };
    // `max_by_key` takes the last of equals: the comma wins a draw.
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|d| score(*d))
        .unwrap_or(b',')
}
