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

/// Most bytes of N-Quads. A subject stands in each of its lines, so a document of megabytes could be one of terabytes.
const MAX_BYTES: usize = 64 << 20;

/// The hash of the canonicalization.
///
/// ```
/// use openbadges::rdfc10::{Hash, canonicalize};
///
/// // The suites with P-384 keys name blank nodes by SHA-384.
/// assert_eq!(canonicalize(&[], Hash::Sha384)?, canonicalize(&[], Hash::Sha256)?);
/// # Ok::<(), openbadges::rdfc10::TooComplex>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256, the default of RDFC-1.0.
    Sha256,
    /// SHA-384.
    Sha384,
}

/// The graph needs more work than any honest badge: many blank nodes look alike, or long names stand in many lines.
///
/// ```
/// use openbadges::rdfc10::{Hash, TooComplex, canonicalize};
/// use oxrdf::{BlankNode, GraphName, NamedNode, Quad};
///
/// // Sixty nodes that look alike, each of which knows all others.
/// let knows = NamedNode::new("https://schema.org/knows")?;
/// let nodes: Vec<BlankNode> = (0..60).map(|_| BlankNode::default()).collect();
/// let mut poison = Vec::new();
/// for from in &nodes {
///     for to in nodes.iter().filter(|to| *to != from) {
///         poison.push(Quad::new(from.clone(), knows.clone(), to.clone(), GraphName::DefaultGraph));
///     }
/// }
/// assert_eq!(canonicalize(&poison, Hash::Sha256), Err(TooComplex));
/// # Ok::<(), oxrdf::IriParseError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the document's graph is too complex to canonicalize within {BUDGET} steps and {MAX_BYTES} bytes"
)]
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
/// ```
/// use openbadges::rdfc10::{Hash, labels};
/// use oxrdf::{BlankNode, GraphName, Literal, NamedNode, Quad};
///
/// let name = NamedNode::new("https://schema.org/name")?;
/// let quad = Quad::new(BlankNode::new("zoe")?, name, Literal::from("Zoë"), GraphName::DefaultGraph);
/// assert_eq!(labels(&[quad], Hash::Sha256)?["zoe"], "c14n0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    fits(&lines)?;
    drop_repeated(&mut lines);
    label::labels(&lines, hash)
}

/// Whether the lines are no longer than an honest document's when they are written out.
pub(crate) fn fits(lines: &Lines) -> Result<(), TooComplex> {
    match lines.length() > MAX_BYTES {
        true => Err(TooComplex),
        false => Ok(()),
    }
}

/// The canonical form of lines.
pub(crate) fn canonical_lines(mut lines: Lines, hash: Hash) -> Result<Vec<u8>, TooComplex> {
    fits(&lines)?;
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

/// A line on its way to its place.
struct Place<'l> {
    /// The rank of its subject, then the rank of its predicate if that is known: few lines have both alike.
    ranks: u64,
    line: &'l Line,
}

/// The lines with these labels, sorted, each once; and whether a line with a blank node was there twice.
///
/// Whole lines sort by their bytes. That is the order of their parts: no address or predicate begins another, and what
/// follows a label, a literal or an object without a graph sorts before whatever would make it longer.
fn sorted(lines: &Lines, labels: &[String]) -> (Vec<u8>, bool) {
    let label = |blank: usize| labels.get(blank).map_or("", String::as_str);
    let part = |part| lines.part(part, label);
    let subjects = subject_ranks(lines, label);
    let each = lines.lines.iter().map(|line| {
        let predicate = if lines.is_ranked { line.rank } else { 0 };
        Place {
            ranks: (u64::from(subjects[line.about]) << 32) | u64::from(predicate),
            line,
        }
    });
    let mut places: Vec<Place<'_>> = each.collect();
    places.sort_unstable_by_key(|place| place.ranks);
    let mut sorted: Vec<u8> = Vec::with_capacity(lines.length());
    let mut repeated = false;
    for alike in places.chunk_by_mut(|a, b| a.ranks == b.ranks) {
        let order = |a: &Place<'_>, b: &Place<'_>| {
            let (a, b) = (a.line, b.line);
            let predicate = part(a.predicate).cmp(part(b.predicate));
            let object = || part(a.object).cmp(part(b.object));
            let graph = || a.graph.map(part).cmp(&b.graph.map(part));
            predicate.then_with(object).then_with(graph)
        };
        alike.sort_unstable_by(order);
        let mut last: Option<&Place<'_>> = None;
        for place in &*alike {
            if last.is_some_and(|last| order(last, place).is_eq()) {
                repeated |= place.line.has_blank();
            } else {
                lines.write(place.line, &mut sorted, label);
            }
            last = Some(place);
        }
    }
    (sorted, repeated)
}

/// Where each noted subject stands in alphabetical order. Equal ones, noted in several places, have equal ranks.
fn subject_ranks<'l>(lines: &'l Lines, label: impl Fn(usize) -> &'l str + Copy) -> Vec<u32> {
    let mut texts = vec![""; lines.subjects];
    for line in &lines.lines {
        texts[line.about] = lines.part(line.subject, label);
    }
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_unstable_by_key(|subject| texts[*subject]);
    let mut ranks = vec![0; texts.len()];
    let mut rank = 0;
    for pair in order.windows(2) {
        rank += u32::from(texts[pair[0]] != texts[pair[1]]);
        ranks[pair[1]] = rank;
    }
    ranks
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
