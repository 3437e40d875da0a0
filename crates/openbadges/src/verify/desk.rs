//! What one round of a verification knows, misses and has used.
use std::collections::HashMap;

use serde_json::Value;
use time::OffsetDateTime;

use super::{Answer, Known, MAX_FETCHES, Need, Options, Pinned, Purpose, Used};
use crate::encoding::sha256_hex;
use crate::json::strings;

/// The desk at which one round of a verification happens: what is known, what is missing, what was used.
pub(super) struct Desk<'a> {
    pub known: &'a Known,
    pub options: &'a Options,
    pub needs: Vec<Need>,
    pub used: Vec<Used>,
    pub contexts: Vec<Pinned>,
    pub work: Work<'a>,
}

/// What one round has cost so far. A learner record may name the same long document a thousand times.
#[derive(Default)]
pub(super) struct Work<'a> {
    /// Bytes read of what was fetched, and an eighth of those that lists were unpacked to.
    spent: usize,
    /// Digests of what was fetched, by address.
    digests: HashMap<&'a str, String>,
}

impl Work<'_> {
    /// More than any record needs whose documents are as long as they may be: [`MAX_FETCHES`] of two megabytes, each
    /// unpacked to [`crate::status::MAX_BYTES`].
    const MOST: usize = 128 << 20;

    /// Notes what is read. `false` if that is too much.
    fn read(&mut self, bytes: usize) -> bool {
        self.spent = self.spent.saturating_add(bytes);
        self.spent <= Self::MOST
    }

    /// Notes to how many bytes a list was unpacked, which is quick.
    pub(super) fn unpacked(&mut self, bytes: usize) {
        self.spent = self.spent.saturating_add(bytes / 8);
    }
}

/// A document from the desk.
pub(super) enum Fetched<'a> {
    Ready(&'a [u8]),
    Failed {
        status: Option<u16>,
        body: Vec<u8>,
        why: String,
    },
    Waiting,
}

/// A JSON document from the desk.
pub(super) enum FetchedJson {
    Ready(Value),
    Failed(String),
    Waiting,
}

impl<'a> Desk<'a> {
    pub(super) fn fetch(&mut self, url: &str, purpose: Purpose) -> Fetched<'a> {
        let usable = url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        if !usable || url.len() > 2048 {
            return Fetched::Failed {
                status: None,
                body: Vec::new(),
                why: format!("{url:?} is not an http address"),
            };
        }
        let known: &'a Known = self.known;
        let Some((address, answer)) = known.documents.get_key_value(url) else {
            let fetched = self.used.iter().filter(|used| used.url.is_some()).count();
            let asked = fetched + self.needs.len();
            if self.needs.iter().any(|need| need.url == url) {
                return Fetched::Waiting;
            }
            if asked >= MAX_FETCHES {
                return Fetched::Failed {
                    status: None,
                    body: Vec::new(),
                    why: format!(
                        "{url} was not fetched: a badge may need {MAX_FETCHES} documents at most"
                    ),
                };
            }
            self.need(url, purpose);
            return Fetched::Waiting;
        };
        if let Answer::Found(body) = answer
            && !self.work.read(body.len())
        {
            return Fetched::Failed {
                status: None,
                body: Vec::new(),
                why: format!(
                    "{url} was not read once more: of what is fetched, {} MiB are read for one badge or record",
                    Work::MOST >> 20
                ),
            };
        }
        let digests = &mut self.work.digests;
        let mut digest = |body: &[u8]| {
            let digest = digests.entry(address).or_insert_with(|| sha256_hex(body));
            digest.clone()
        };
        let (sha256, fetched) = match answer {
            Answer::Found(body) => (Some(digest(body)), Fetched::Ready(body)),
            Answer::Status { status, body } => (
                (!body.is_empty()).then(|| digest(body)),
                Fetched::Failed {
                    status: Some(*status),
                    body: body.clone(),
                    why: format!("{url} answered with status {status}"),
                },
            ),
            Answer::Failed { reason } => (
                None,
                Fetched::Failed {
                    status: None,
                    body: Vec::new(),
                    why: if reason.contains(url) {
                        reason.clone()
                    } else {
                        format!("{url} could not be fetched: {reason}")
                    },
                },
            ),
        };
        let used = Used {
            url: Some(url.into()),
            purpose: purpose.name().into(),
            sha256,
        };
        if !self.used.contains(&used) {
            self.used.push(used);
        }
        fetched
    }

    pub(super) fn fetch_json(&mut self, url: &str, purpose: Purpose) -> FetchedJson {
        match self.fetch(url, purpose) {
            Fetched::Waiting => FetchedJson::Waiting,
            Fetched::Failed { why, .. } => FetchedJson::Failed(why),
            Fetched::Ready(body) => match crate::json::parse(body) {
                Ok(value) => FetchedJson::Ready(value),
                Err(error) => FetchedJson::Failed(format!("{url}: {error}")),
            },
        }
    }

    pub(super) fn need(&mut self, url: &str, purpose: Purpose) {
        self.needs.push(Need {
            url: url.into(),
            purpose,
        });
    }

    pub(super) fn now(&self) -> OffsetDateTime {
        self.options.at
    }

    /// Notes the contexts by which a document's proof was canonicalized: they decide what it covers.
    pub(super) fn note_contexts(&mut self, document: &Value) {
        match document {
            Value::Object(members) => {
                for url in strings(members.get("@context")) {
                    self.note_context(url);
                }
                members.values().for_each(|value| self.note_contexts(value));
            }
            Value::Array(items) => items.iter().for_each(|item| self.note_contexts(item)),
            _ => {}
        }
    }

    fn note_context(&mut self, url: &str) {
        if self.contexts.iter().any(|context| context.url == url) {
            return;
        }
        if let Some(sha256) = self.options.contexts.sha256(url) {
            self.contexts.push(Pinned {
                url: url.into(),
                sha256,
            });
        }
    }

    /// The bytes at an address, if they are at hand already: a context, or what was fetched for something else.
    pub(super) fn at_hand(&self, url: &str) -> Option<&[u8]> {
        if let Some(context) = self.options.contexts.get(url) {
            return Some(context.as_bytes());
        }
        match self.known.documents.get(url) {
            Some(Answer::Found(bytes)) => Some(bytes),
            _ => None,
        }
    }
}
