//! Many badges that are checked together.

use crate::check::Checked;
use platform::{
    clock::Timestamp,
    ids::{IssuerId, VerifyBatchId},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Most badges in a batch.
pub(crate) const MOST_ITEMS: u64 = 10_000;
/// The largest file, in bytes.
pub(crate) const LARGEST_FILE: u64 = 256 << 20;
/// The largest badge in a ZIP, in bytes.
pub(crate) const LARGEST_BADGE: u64 = 12 << 20;
/// The largest badge in a stream, in bytes.
pub(crate) const LARGEST_ITEM: usize = 2 << 20;
/// What the badges of a ZIP may have in all, unpacked.
pub(crate) const LARGEST_UNPACKED: u64 = 1 << 30;
/// How many batches of one tenant may be worked on at a time.
pub(crate) const MOST_UNFINISHED: u64 = 20;

/// Whose a batch is: an issuer's, or the operator's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tenant(pub Option<IssuerId>);

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(issuer) => issuer.fmt(f),
            None => f.write_str("operator"),
        }
    }
}
impl FromStr for Tenant {
    type Err = platform::ids::NotAnId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "operator" => Ok(Self(None)),
            issuer => Ok(Self(Some(issuer.parse()?))),
        }
    }
}

/// How the badges came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A ZIP of badge files.
    Zip,
    /// A CSV file with a column of links or badges.
    Csv,
    /// JSON, one value a line.
    NdJson,
    /// One link or badge a line.
    Lines,
    /// One by one.
    Items,
}

impl Format {
    /// Whether it is text, in whatever encoding.
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::NdJson | Self::Lines)
    }
    /// Its word in databases.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Csv => "csv",
            Self::NdJson => "ndjson",
            Self::Lines => "lines",
            Self::Items => "items",
        }
    }
    /// Reads what [`Format::as_str`] wrote.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Zip, Self::Csv, Self::NdJson, Self::Lines, Self::Items]
            .into_iter()
            .find(|format| format.as_str() == word)
    }
    /// By the media type a caller names, parameters left aside.
    pub(crate) fn of_media_type(named: &str) -> Option<Self> {
        let bare = named.split(';').next().unwrap_or_default().trim();
        match bare.to_ascii_lowercase().as_str() {
            "" => Some(Self::Items),
            "application/zip" | "application/x-zip-compressed" => Some(Self::Zip),
            "text/csv" => Some(Self::Csv),
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => {
                Some(Self::NdJson)
            }
            "text/plain" => Some(Self::Lines),
            _ => None,
        }
    }
    /// The media type of the contract.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Zip => "application/zip",
            Self::Csv => "text/csv",
            Self::NdJson => "application/x-ndjson",
            Self::Lines => "text/plain",
            Self::Items => "",
        }
    }
}

/// How far a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Its bytes are coming.
    Receiving,
    /// It is whole and waits to be looked through.
    Waiting,
    /// Its badges are being checked.
    Running,
    /// All are checked.
    Finished,
    /// The file could not be read.
    Failed,
}

impl Progress {
    /// Its word in databases and contracts.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Receiving => "receiving",
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Failed => "failed",
        }
    }
    /// Reads what [`Progress::as_str`] wrote.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [
            Self::Receiving,
            Self::Waiting,
            Self::Running,
            Self::Finished,
            Self::Failed,
        ]
        .into_iter()
        .find(|progress| progress.as_str() == word)
    }
}

/// How many badges got which verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub valid: u64,
    pub valid_issuer_unknown: u64,
    pub unverifiable: u64,
    pub invalid: u64,
}

impl Counts {
    /// Counts one more.
    pub(crate) fn add(&mut self, verdict: &str) {
        match verdict {
            "valid" => self.valid += 1,
            "valid_issuer_unknown" => self.valid_issuer_unknown += 1,
            "invalid" => self.invalid += 1,
            _ => self.unverifiable += 1,
        }
    }
    /// All that are checked.
    pub(crate) fn done(&self) -> u64 {
        self.valid + self.valid_issuer_unknown + self.unverifiable + self.invalid
    }
}

/// A batch.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Batch {
    pub id: VerifyBatchId,
    pub tenant: Tenant,
    pub file_name: String,
    pub format: Format,
    pub progress: Progress,
    /// Bytes of its file.
    pub size: u64,
    /// Badges in it; 0 before it was looked through.
    pub total: u64,
    pub counts: Counts,
    pub failure: String,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub keep_until: Timestamp,
    pub paused_until: Option<Timestamp>,
}

/// One badge to be checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    /// From 1, in the order in which they came.
    pub number: u64,
    /// The row of the file; 0 where there are none.
    pub row: u64,
    pub name: String,
    pub claimed_email: String,
    pub source: Source,
}

/// Where a badge is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    /// At an address.
    Url(String),
    /// In a text: JSON, a JWT or an address.
    Text(String),
    /// In a file.
    File(Vec<u8>),
    /// In the ZIP, at that place of its directory.
    Entry(u32),
}

impl Source {
    /// Its word in databases.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Url(_) => "url",
            Self::Text(_) => "text",
            Self::File(_) => "file",
            Self::Entry(_) => "entry",
        }
    }
}

/// What came of one badge of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// It was checked.
    Checked(Box<Checked>),
    /// It was not looked at: too large, damaged, or a row that names no badge.
    Refused {
        /// Stable, for machines: `batch.too_large`.
        code: String,
        /// Why and what to do, in words.
        why: String,
    },
}

impl Outcome {
    /// Not looked at.
    pub(crate) fn refused(code: &str, why: impl Into<String>) -> Self {
        Self::Refused {
            code: code.into(),
            why: why.into(),
        }
    }
    /// Whether it was looked at and could not be checked to the end.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Checked(checked) if checked.verdict() == "unverifiable")
    }
    /// The word of the verdict. What was not looked at is unverifiable.
    pub(crate) fn verdict(&self) -> &'static str {
        match self {
            Self::Checked(checked) => checked.verdict(),
            Self::Refused { .. } => "unverifiable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        for format in [
            Format::Zip,
            Format::Csv,
            Format::NdJson,
            Format::Lines,
            Format::Items,
        ] {
            assert_eq!(Format::parse(format.as_str()), Some(format));
            assert_eq!(Format::of_media_type(format.media_type()), Some(format));
        }
        assert_eq!(
            Format::of_media_type("Text/CSV; charset=utf-8"),
            Some(Format::Csv)
        );
        assert_eq!(Format::of_media_type("application/pdf"), None);
        for word in ["receiving", "waiting", "running", "finished", "failed"] {
            assert_eq!(Progress::parse(word).unwrap().as_str(), word);
        }
        let issuer = Tenant(Some("iss_01hv0000000000000000000000".parse().unwrap()));
        for tenant in [Tenant(None), issuer] {
            assert_eq!(tenant.to_string().parse::<Tenant>().unwrap(), tenant);
        }
    }

    #[test]
    fn every_verdict_counts_once() {
        let mut counts = Counts::default();
        for verdict in [
            "valid",
            "valid_issuer_unknown",
            "unverifiable",
            "invalid",
            "invalid",
        ] {
            counts.add(verdict);
        }
        assert_eq!((counts.done(), counts.invalid), (5, 2));
    }
}
