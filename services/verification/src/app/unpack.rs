//! Finding the badges in a file: the entries of a ZIP, the rows of a text.

use super::{Error, Verification, intake::PIECE};
use crate::{
    domain::{
        batch::{
            Batch, Format, Item, LARGEST_BADGE, LARGEST_UNPACKED, MOST_ITEMS, Outcome, Source,
        },
        items::{self, LONGEST_LINE, Reading, Row},
    },
    store::batch,
};
use platform::{
    csv::{Columns, Dialect, FileProblem, Mark, Rows, Sniffer, read_header},
    ids::VerifyBatchId,
    seal::Keyring,
    store::Store,
};
use std::{
    collections::VecDeque,
    io::{self, Read, Seek, SeekFrom},
};
use tokio::runtime::Handle;
use zip::ZipArchive;

/// How many bytes of a CSV file are looked at together: several of the longest records.
const WINDOW: usize = 512 * 1024;
/// So many pieces of a ZIP are held in memory.
const PIECES: usize = 8;

/// A badge that was found, and, where it cannot even be looked at, what is said of it.
pub(super) type Place = (Item, Option<Outcome>);

/// Takes the badges of a file one by one, and stops it with a reason.
pub(super) struct Collected {
    pub places: Vec<Place>,
}

impl Collected {
    fn new() -> Self {
        Self { places: Vec::new() }
    }

    fn add(&mut self, row: u64, found: Row) -> Result<(), String> {
        let number = self.places.len() as u64 + 1;
        if number > MOST_ITEMS {
            return Err(too_many());
        }
        let (source, outcome) = match found.badge {
            Ok(source) => (source, None),
            Err(why) => (
                Source::Text(String::new()),
                Some(Outcome::refused("batch.no_badge", sentence(why))),
            ),
        };
        let item = Item {
            number,
            row,
            name: found.name,
            claimed_email: found.claimed_email,
            source,
        };
        self.places.push((item, outcome));
        Ok(())
    }
}

fn too_many() -> String {
    format!("the file has more than {MOST_ITEMS} badges; split it")
}

/// The words of a problem as a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters
        .next()
        .map(|c| c.to_uppercase().collect())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

impl Verification {
    /// The badges of a batch's file, or why there are none, in words.
    pub(super) async fn places(&self, batch: &Batch) -> Result<Result<Collected, String>, Error> {
        let found = match batch.format {
            Format::Zip => self.entries(batch).await?,
            Format::Csv | Format::NdJson | Format::Lines => self.text(batch).await?,
            // Those are stored as they come.
            Format::Items => Ok(Collected::new()),
        };
        Ok(found.and_then(|collected| {
            if collected.places.is_empty() {
                Err("the file holds no badge".to_owned())
            } else {
                Ok(collected)
            }
        }))
    }

    /// One file out of a batch's ZIP.
    pub(super) async fn entry(
        &self,
        batch: &Batch,
        entry: u32,
    ) -> Result<Result<Vec<u8>, Outcome>, Error> {
        let reader = self.reader(batch);
        let work = tokio::task::spawn_blocking(move || extract(reader, entry));
        Ok(work.await.unwrap_or_else(|error| {
            Err(Outcome::refused(
                "batch.damaged",
                format!("The file cannot be unpacked: {error}."),
            ))
        }))
    }

    async fn entries(&self, batch: &Batch) -> Result<Result<Collected, String>, Error> {
        let reader = self.reader(batch);
        let work = tokio::task::spawn_blocking(move || directory(reader));
        Ok(work
            .await
            .unwrap_or_else(|error| Err(format!("the ZIP cannot be read ({error})"))))
    }

    fn reader(&self, batch: &Batch) -> Pieces {
        Pieces {
            store: self.foundation.store.clone(),
            keyring: self.foundation.keyring.clone(),
            batch: batch.id,
            size: batch.size,
            at: 0,
            held: VecDeque::new(),
            handle: Handle::current(),
        }
    }

    /// The bytes of a batch's file from `from` on: `most` or a few more, fewer at its end.
    async fn bytes_from(&self, batch: &Batch, from: u64, most: usize) -> Result<Vec<u8>, Error> {
        let foundation = &self.foundation;
        let mut bytes = Vec::with_capacity(most + PIECE);
        let mut at = from;
        while bytes.len() < most && at < batch.size {
            let begins = at - at % PIECE as u64;
            let piece = batch::piece_at(&foundation.store, &foundation.keyring, batch.id, begins)
                .await?
                .unwrap_or_default();
            let skip = usize::try_from(at - begins).unwrap_or(usize::MAX);
            match piece.get(skip..) {
                Some(rest) if !rest.is_empty() => {
                    bytes.extend_from_slice(rest);
                    at += rest.len() as u64;
                }
                _ => break,
            }
        }
        Ok(bytes)
    }

    /// How a text file is written, found by looking at all of it.
    async fn dialect(&self, batch: &Batch) -> Result<Result<Dialect, FileProblem>, Error> {
        let (mut sniffer, mut at) = (Sniffer::default(), 0);
        while at < batch.size {
            let piece = self.bytes_from(batch, at, 1).await?;
            if piece.is_empty() {
                break;
            }
            at += piece.len() as u64;
            sniffer.feed(&piece);
        }
        Ok(sniffer.finish())
    }

    /// The rows of a text file, a badge each.
    async fn text(&self, batch: &Batch) -> Result<Result<Collected, String>, Error> {
        let is_table = batch.format == Format::Csv;
        let dialect = match self.dialect(batch).await? {
            Ok(dialect) => dialect,
            Err(FileProblem::Empty) if !is_table => return Ok(Ok(Collected::new())),
            Err(problem) => return Ok(Err(problem.to_string())),
        };
        if batch.format == Format::NdJson {
            return self.lines(batch, &dialect).await;
        }
        let head = self.bytes_from(batch, 0, WINDOW).await?;
        let is_whole = head.len() as u64 >= batch.size;
        let header = read_header(&head, &dialect, is_whole)
            .and_then(|found| found.ok_or(FileProblem::UnclosedHeader));
        let (header, mark) = match header {
            Ok(found) => found,
            Err(_) if !is_table => return self.lines(batch, &dialect).await,
            Err(problem) => return Ok(Err(problem.to_string())),
        };
        match items::reading(&header) {
            Ok(Reading::Columns(columns)) => {
                self.table(batch, &dialect, header.len(), &columns, mark)
                    .await
            }
            Ok(Reading::Lines) => self.lines(batch, &dialect).await,
            // A list of links needs no header; only one with known columns makes it a table, as Excel's “Unicode
            // text” is.
            Err(_) if !is_table => self.lines(batch, &dialect).await,
            Err(problem) => Ok(Err(problem.to_string())),
        }
    }

    /// The rows of a table from the one after the header on.
    async fn table(
        &self,
        batch: &Batch,
        dialect: &Dialect,
        width: usize,
        columns: &Columns,
        mut mark: Mark,
    ) -> Result<Result<Collected, String>, Error> {
        let mut collected = Collected::new();
        while mark.byte < batch.size {
            let bytes = self.bytes_from(batch, mark.byte, WINDOW).await?;
            let is_last = mark.byte + bytes.len() as u64 >= batch.size;
            let before: Mark = mark;
            for row in Rows::window(dialect, width, &bytes, before, is_last) {
                mark = row.next;
                let found = match &row.cells {
                    Ok(cells) if cells.iter().all(|cell| cell.trim().is_empty()) => continue,
                    Ok(cells) => items::of_cells(columns, cells),
                    Err(problem) => {
                        let why = sentence(&problem.to_string());
                        let name = problem.cells().first().cloned().unwrap_or_default();
                        if let Err(stop) = collected.refuse(row.number, &name, why) {
                            return Ok(Err(stop));
                        }
                        continue;
                    }
                };
                if let Err(stop) = collected.add(row.number, found) {
                    return Ok(Err(stop));
                }
            }
            if mark.byte == before.byte {
                break;
            }
        }
        Ok(Ok(collected))
    }

    async fn lines(
        &self,
        batch: &Batch,
        dialect: &Dialect,
    ) -> Result<Result<Collected, String>, Error> {
        let (mut collected, mut rest, mut at, mut row) = (Collected::new(), Vec::new(), 0, 0_u64);
        loop {
            let piece = self.bytes_from(batch, at, 1).await?;
            at += piece.len() as u64;
            let is_last = piece.is_empty() || at >= batch.size;
            // Only what is new can end a line.
            let mut from = rest.len();
            rest.extend_from_slice(&piece);
            let mut begin = 0;
            while let Some(end) = rest[from..]
                .iter()
                .position(|b| *b == b'\n')
                .map(|n| from + n)
            {
                row += 1;
                if let Err(stop) = collected.line(dialect, row, &rest[begin..end]) {
                    return Ok(Err(stop));
                }
                begin = end + 1;
                from = begin;
            }
            rest.drain(..begin);
            if rest.len() > LONGEST_LINE {
                let most = LONGEST_LINE >> 20;
                return Ok(Err(format!("line {} is longer than {most} MiB", row + 1)));
            }
            if is_last {
                if let Err(stop) = collected.line(dialect, row + 1, &rest) {
                    return Ok(Err(stop));
                }
                return Ok(Ok(collected));
            }
        }
    }
}

impl Collected {
    fn line(&mut self, dialect: &Dialect, row: u64, line: &[u8]) -> Result<(), String> {
        match dialect.decode(line) {
            Some(text) => match items::of_line(&text) {
                Some(found) => self.add(row, found),
                None => Ok(()),
            },
            None => {
                let encoding = &dialect.encoding;
                let why = format!(
                    "Line {row} has bytes that are not {encoding}; save the file as UTF-8."
                );
                self.refuse(row, "", why)
            }
        }
    }

    fn refuse(&mut self, row: u64, name: &str, why: String) -> Result<(), String> {
        let found = Row {
            name: items::short(name),
            claimed_email: String::new(),
            badge: Ok(Source::Text(String::new())),
        };
        self.add(row, found)?;
        if let Some((_, outcome)) = self.places.last_mut() {
            *outcome = Some(Outcome::refused("batch.row", why));
        }
        Ok(())
    }
}

/// The files of a ZIP that may be badges.
fn directory(reader: Pieces) -> Result<Collected, String> {
    let mut archive = ZipArchive::new(reader).map_err(|error| {
        format!("this is no ZIP that can be read ({error}); pack the badge files again")
    })?;
    let mut collected = Collected::new();
    let mut unpacked: u64 = 0;
    for index in 0..archive.len() {
        let Ok(entry) = u32::try_from(index) else {
            break;
        };
        let file = archive
            .by_index_raw(index)
            .map_err(|error| format!("file {} of the ZIP cannot be read ({error})", index + 1))?;
        let path = String::from_utf8_lossy(file.name_raw()).into_owned();
        if items::is_litter(&path) {
            continue;
        }
        let (size, is_secret) = (file.size(), file.encrypted());
        drop(file);
        unpacked = unpacked.saturating_add(size.min(LARGEST_BADGE));
        if unpacked > LARGEST_UNPACKED {
            return Err(format!(
                "the files of the ZIP have more than {} MiB unpacked; split it",
                LARGEST_UNPACKED >> 20
            ));
        }
        let found = Row {
            name: items::short(&path),
            claimed_email: String::new(),
            badge: Ok(Source::Entry(entry)),
        };
        collected.add(0, found)?;
        let refused = if size > LARGEST_BADGE {
            Some(too_large())
        } else if is_secret {
            let why = "The file is locked by a password; pack it without one.";
            Some(Outcome::refused("batch.locked", why))
        } else {
            None
        };
        if let Some((_, outcome)) = collected.places.last_mut() {
            *outcome = refused;
        }
    }
    Ok(collected)
}

fn too_large() -> Outcome {
    let most = LARGEST_BADGE >> 20;
    let why =
        format!("The file has more than {most} MiB, which no badge needs; it was not looked at.");
    Outcome::refused("batch.too_large", why)
}

/// One file of a ZIP, at most as large as a badge may be, whatever its directory says.
fn extract(reader: Pieces, entry: u32) -> Result<Vec<u8>, Outcome> {
    let damaged = |error: &dyn std::fmt::Display| {
        let why = format!("The file cannot be unpacked ({error}); pack it again.");
        Outcome::refused("batch.damaged", why)
    };
    let mut archive = ZipArchive::new(reader).map_err(|e| damaged(&e))?;
    let file = archive.by_index(entry as usize).map_err(|e| damaged(&e))?;
    let mut bytes = Vec::new();
    file.take(LARGEST_BADGE + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| damaged(&e))?;
    if bytes.len() as u64 > LARGEST_BADGE {
        return Err(too_large());
    }
    Ok(bytes)
}

/// A batch's file for a reader that waits: only on a thread that may.
struct Pieces {
    store: Store,
    keyring: Keyring,
    batch: VerifyBatchId,
    size: u64,
    at: u64,
    held: VecDeque<(u64, Vec<u8>)>,
    handle: Handle,
}

impl Pieces {
    fn piece(&mut self, begins: u64) -> io::Result<&[u8]> {
        if let Some(place) = self.held.iter().position(|(at, _)| *at == begins) {
            return Ok(&self.held[place].1);
        }
        let wanted = batch::piece_at(&self.store, &self.keyring, self.batch, begins);
        let piece = self
            .handle
            .block_on(wanted)
            .map_err(io::Error::other)?
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        if self.held.len() >= PIECES {
            self.held.pop_front();
        }
        self.held.push_back((begins, piece));
        Ok(self.held.back().map_or(&[], |(_, piece)| piece))
    }
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.size || into.is_empty() {
            return Ok(0);
        }
        let begins = self.at - self.at % PIECE as u64;
        let skip = usize::try_from(self.at - begins).unwrap_or(usize::MAX);
        let rest = self.piece(begins)?.get(skip..).unwrap_or_default();
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Pieces {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
