//! The statements of a document as lines, and which of them stand behind a part of its JSON (§3.4.6 to §3.4.11).
//!
//! Every object without an id gets a temporary one, so that a part of the document makes the same statements as the
//! whole; afterwards those ids are blank nodes again, named by an HMAC so that their order tells nothing.
use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::hmac;
use serde_json::Value;

use super::select::select;
use crate::context::Contexts;
use crate::encoding::{base64url, from_base64url};
use crate::jsonld;
use crate::proof::ProofError;
use crate::rdfc10::{self, Hash, Lines, Part};

/// Begins the temporary ids.
const TEMPORARY: &str = "urn:bnid:";

/// A document's lines, and what leads from its JSON to them.
pub(super) struct Groups {
    marked: Value,
    /// HMAC label by temporary name.
    labels: BTreeMap<String, String>,
    pub lines: Vec<String>,
}

impl Groups {
    pub(super) fn of(
        document: &Value,
        hmac_key: &[u8; 32],
        contexts: &Contexts,
    ) -> Result<Self, ProofError> {
        if document.to_string().contains(TEMPORARY) {
            return Err(ProofError::Unsupported(format!(
                "over a document that contains {TEMPORARY:?}"
            )));
        }
        let mut marked = document.clone();
        mark(&mut marked, &mut 0);
        let statements = Statements::of(&marked, contexts)?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, hmac_key);
        let canonical = statements.canonical_labels()?;
        let labels = statements
            .names
            .iter()
            .cloned()
            .zip(canonical.iter().map(|canonical| {
                let plain = canonical.trim_start_matches("_:");
                let label = hmac::sign(&key, plain.as_bytes());
                format!("_:u{}", base64url(label.as_ref()))
            }));
        let labels: BTreeMap<String, String> = labels.collect();
        let plain = rdfc10::canonical_lines(jsonld::lines(document, contexts)?, Hash::Sha256)?;
        if statements
            .written(|at| canonical.get(at).map(String::as_str))
            .concat()
            .as_bytes()
            != plain
        {
            // Raw JSON inside, say: an id in it would be content.
            let why = "over a document whose parts cannot be told apart";
            return Err(ProofError::Unsupported(why.into()));
        }
        Ok(Self {
            lines: statements.written_by_name(&labels),
            marked,
            labels,
        })
    }

    fn selected(&self, pointers: &[String], contexts: &Contexts) -> Result<Statements, ProofError> {
        if pointers.is_empty() {
            return Ok(Statements::default());
        }
        let part = select(&self.marked, pointers).map_err(ProofError::Pointer)?;
        Statements::of(&part, contexts)
    }

    /// Which lines stand behind the parts that are pointed to.
    pub(super) fn indexes(
        &self,
        pointers: &[String],
        contexts: &Contexts,
    ) -> Result<BTreeSet<usize>, ProofError> {
        let part = self
            .selected(pointers, contexts)?
            .written_by_name(&self.labels);
        part.iter()
            .map(|line| {
                self.lines.binary_search(line).map_err(|_| {
                    ProofError::Unsupported(
                        "over an ordered list, which cannot be shown in parts".into(),
                    )
                })
            })
            .collect()
    }

    /// For a verifier of these parts: the number of each blank node in their canonical form, and its HMAC.
    pub(super) fn labels_of(
        &self,
        pointers: &[String],
        contexts: &Contexts,
    ) -> Result<BTreeMap<usize, Vec<u8>>, ProofError> {
        let part = self.selected(pointers, contexts)?;
        let canonical = part.canonical_labels()?;
        let pairs = part
            .names
            .iter()
            .zip(canonical)
            .filter_map(|(name, canonical)| {
                let number = canonical.strip_prefix("_:c14n")?.parse().ok()?;
                let label = from_base64url(self.labels.get(name)?.strip_prefix("_:u")?)?;
                Some((number, label))
            });
        Ok(pairs.collect())
    }
}

/// The lines of a document with its blank nodes renamed by `labels`; refused where one is missing or not its own.
pub(super) fn relabelled(
    document: &Value,
    labels: &[(usize, Vec<u8>)],
    contexts: &Contexts,
) -> Result<Vec<String>, ProofError> {
    let statements = Statements::of(document, contexts)?;
    let names: BTreeMap<String, String> = labels
        .iter()
        .map(|(number, label)| {
            (
                format!("_:c14n{number}"),
                format!("_:u{}", base64url(label)),
            )
        })
        .collect();
    let canonical = statements.canonical_labels()?;
    let different: BTreeSet<&String> = names.values().collect();
    let complete = canonical.iter().all(|label| names.contains_key(label));
    let exact = names.len() == canonical.len()
        && different.len() == names.len()
        && labels.len() == names.len();
    if !complete || !exact {
        return Err(ProofError::BadSignature);
    }
    Ok(statements.written(|at| names.get(canonical.get(at)?).map(String::as_str)))
}

/// What a document states, its temporary ids turned into blank nodes that keep their names.
#[derive(Default)]
struct Statements {
    lines: Lines,
    names: Vec<String>,
}

impl Statements {
    fn of(document: &Value, contexts: &Contexts) -> Result<Self, ProofError> {
        let mut lines = jsonld::lines(document, contexts)?;
        let mut names: Vec<String> = (0..lines.blanks).map(|at| format!("own {at}")).collect();
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let text = std::mem::take(&mut lines.text);
        for line in &mut lines.lines {
            for part in [&mut line.subject, &mut line.object] {
                let Part::Text(from, to) = *part else {
                    continue;
                };
                let name = text
                    .get(from..to)
                    .and_then(|text| text.strip_prefix('<')?.strip_prefix(TEMPORARY));
                if let Some(name) = name {
                    let number = *numbers.entry(name.to_owned()).or_insert_with(|| {
                        names.push(name.to_owned());
                        names.len() - 1
                    });
                    *part = Part::Blank(number);
                }
            }
        }
        lines.text = text;
        lines.blanks = names.len();
        rdfc10::fits(&lines)?;
        Ok(Self { lines, names })
    }

    fn canonical_labels(&self) -> Result<Vec<String>, ProofError> {
        if self.names.is_empty() {
            return Ok(Vec::new());
        }
        Ok(rdfc10::labels_of_lines(self.lines.clone(), Hash::Sha256)?)
    }

    /// The lines with blank nodes named by their number, sorted, each once.
    fn written<'l>(&'l self, label: impl Fn(usize) -> Option<&'l str> + Copy) -> Vec<String> {
        let lines = self.lines.lines.iter().map(|line| {
            let mut out = Vec::new();
            self.lines
                .write(line, &mut out, |at| label(at).unwrap_or_default());
            // Made of strings: it cannot fail.
            String::from_utf8(out).unwrap_or_default()
        });
        lines.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn written_by_name(&self, labels: &BTreeMap<String, String>) -> Vec<String> {
        self.written(|at| labels.get(self.names.get(at)?).map(String::as_str))
    }
}

/// Gives each object without an id a temporary one.
fn mark(value: &mut Value, next: &mut usize) {
    match value {
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                if name != "@context" {
                    mark(value, next);
                }
            }
            if !members.contains_key("id") && !members.contains_key("@value") {
                members.insert("id".into(), format!("{TEMPORARY}b{next}").into());
                *next += 1;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mark(item, next)),
        _ => {}
    }
}
