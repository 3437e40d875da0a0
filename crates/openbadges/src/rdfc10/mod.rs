//! RDF Dataset Canonicalization 1.0 with a work budget: a poison graph is an error, not a hang.
//!
//! <https://www.w3.org/TR/rdf-canon/#canonicalization>. The hash decides the labels of blank nodes, so a suite that
//! hashes with SHA-384 (P-384 keys) needs [`Hash::Sha384`] here too.
mod label;
mod lines;
mod related;

use std::collections::BTreeMap;

use oxrdf::Quad;

pub(crate) use lines::{Line, Lines, Part};

/// Steps of the expensive part (quads and nodes looked at) before a graph is called poison. Real badges need none.
const BUDGET: usize = 100_000;

/// The hash of the canonicalization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256, the default of RDFC-1.0.
    Sha256,
    /// SHA-384.
    Sha384,
}

/// The graph needs more work than any honest badge: many blank nodes look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the document's graph is too complex to canonicalize within {BUDGET} steps")]
pub struct TooComplex;

/// The canonical N-Quads of a dataset, sorted, one line a quad.
///
/// ```
/// use openbadges::rdfc10::{Hash, canonicalize};
/// use oxrdf::{BlankNode, GraphName, NamedNode, Quad};
///
/// let name = NamedNode::new("https://schema.org/name")?;
/// let somebody = BlankNode::new("whatever")?;
/// let quad = Quad::new(somebody, name, oxrdf::Literal::from("Zoë"), GraphName::DefaultGraph);
/// assert_eq!(canonicalize(&[quad], Hash::Sha256)?, "_:c14n0 <https://schema.org/name> \"Zoë\" .\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`TooComplex`] when the blank nodes cannot be told apart within the budget.
pub fn canonicalize(quads: &[Quad], hash: Hash) -> Result<String, TooComplex> {
    let (lines, _) = Lines::of(quads);
    let canonical = canonical_lines(lines, hash)?;
    // Made of strings: it cannot fail.
    Ok(String::from_utf8(canonical).unwrap_or_default())
}

/// The canonical label (`c14n0`, …) of each blank node label of the input.
///
/// # Errors
/// As [`canonicalize`].
pub fn labels(quads: &[Quad], hash: Hash) -> Result<BTreeMap<String, String>, TooComplex> {
    let (lines, names) = Lines::of(quads);
    let labels = labels_of_lines(lines, hash)?;
    let pairs = names.into_iter().zip(labels);
    Ok(pairs
        .map(|(name, label)| (name.to_owned(), label.trim_start_matches("_:").to_owned()))
        .collect())
}

/// The canonical label of each blank node of some lines, `_:c14n0` and so on.
pub(crate) fn labels_of_lines(mut lines: Lines, hash: Hash) -> Result<Vec<String>, TooComplex> {
    drop_repeated(&mut lines);
    label::labels(&lines, hash)
}

/// The canonical form of lines.
pub(crate) fn canonical_lines(mut lines: Lines, hash: Hash) -> Result<Vec<u8>, TooComplex> {
    let labels = label::labels(&lines, hash)?;
    let (sorted, repeated) = sorted(&lines, &labels);
    if !repeated {
        return Ok(sorted);
    }
    // A dataset is a set: what is said twice counts once, in the hashes too.
    drop_repeated(&mut lines);
    let labels = label::labels(&lines, hash)?;
    Ok(self::sorted(&lines, &labels).0)
}

/// A written line.
struct Range {
    /// Its first sixteen bytes, which mostly tell lines of different blank nodes apart. (No line is shorter.)
    begins: u128,
    from: usize,
    to: usize,
    has_blank: bool,
}

/// The lines with these labels, sorted, each once; and whether a line with a blank node was there twice.
fn sorted(lines: &Lines, labels: &[String]) -> (Vec<u8>, bool) {
    let label = |blank: usize| labels.get(blank).map_or("", String::as_str);
    let mut text = Vec::with_capacity(lines.text.len() * 2 + lines.lines.len() * 96);
    let mut ranges: Vec<Range> = Vec::with_capacity(lines.lines.len());
    for line in &lines.lines {
        let from = text.len();
        lines.write(line, &mut text, label);
        let begins = text[from..]
            .first_chunk()
            .map_or(0, |begin| u128::from_be_bytes(*begin));
        ranges.push(Range {
            begins,
            from,
            to: text.len(),
            has_blank: line.blanks().next().is_some(),
        });
    }
    ranges.sort_unstable_by(|a, b| {
        let whole = || text[a.from..a.to].cmp(&text[b.from..b.to]);
        a.begins.cmp(&b.begins).then_with(whole)
    });
    let mut sorted: Vec<u8> = Vec::with_capacity(text.len());
    let mut last: &[u8] = &[];
    let mut repeated = false;
    for range in ranges {
        let line = &text[range.from..range.to];
        if line == last {
            repeated |= range.has_blank;
        } else {
            sorted.extend_from_slice(line);
        }
        last = line;
    }
    (sorted, repeated)
}

/// Keeps one of each line.
fn drop_repeated(lines: &mut Lines) {
    let names: Vec<String> = (0..lines.blanks).map(|n| format!("_:{n}")).collect();
    let mut seen = std::collections::HashSet::with_capacity(lines.lines.len());
    let first: Vec<bool> = lines
        .lines
        .iter()
        .map(|line| {
            let mut text = Vec::new();
            lines.write(line, &mut text, |blank| {
                names.get(blank).map_or("", String::as_str)
            });
            seen.insert(text)
        })
        .collect();
    let mut first = first.into_iter();
    lines.lines.retain(|_| first.next().unwrap_or(true));
}
