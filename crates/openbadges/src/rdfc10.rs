//! RDF Dataset Canonicalization 1.0 with a work budget: a poison graph is an error, not a hang.
//!
//! <https://www.w3.org/TR/rdf-canon/#canonicalization>. The hash decides the labels of blank nodes, so a suite that
//! hashes with SHA-384 (P-384 keys) needs [`Hash::Sha384`] here too.
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use oxrdf::{GraphNameRef, NamedOrBlankNodeRef, Quad, QuadRef, TermRef};
use sha2::{Digest, Sha256, Sha384};

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
/// # Errors
/// [`TooComplex`] when the blank nodes cannot be told apart within the budget.
pub fn canonicalize(quads: &[Quad], hash: Hash) -> Result<String, TooComplex> {
    match hash {
        Hash::Sha256 => canonicalize_with::<Sha256>(quads),
        Hash::Sha384 => canonicalize_with::<Sha384>(quads),
    }
}

/// The canonical label (`c14n0`, …) of each blank node label of the input.
///
/// # Errors
/// As [`canonicalize`].
pub fn labels(quads: &[Quad], hash: Hash) -> Result<BTreeMap<String, String>, TooComplex> {
    let labels = match hash {
        Hash::Sha256 => labels_with::<Sha256>(quads)?,
        Hash::Sha384 => labels_with::<Sha384>(quads)?,
    };
    Ok(labels.into_iter().map(|(b, l)| (b.to_owned(), l)).collect())
}

fn canonicalize_with<D: Digest>(quads: &[Quad]) -> Result<String, TooComplex> {
    let labels = labels_with::<D>(quads)?;
    let mut lines: Vec<String> = quads
        .iter()
        .map(|quad| {
            line(quad.as_ref(), |out, blank| {
                out.push_str("_:");
                out.push_str(labels.get(blank).map_or("", String::as_str));
            })
        })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    Ok(lines.concat())
}

/// §4.4.3: the canonical label of every blank node.
fn labels_with<D: Digest>(quads: &[Quad]) -> Result<HashMap<&str, String>, TooComplex> {
    let mut seen = HashSet::with_capacity(quads.len());
    let mut quads_of: BTreeMap<&str, Vec<QuadRef<'_>>> = BTreeMap::new();
    for quad in quads.iter().map(Quad::as_ref) {
        if !seen.insert(quad) {
            continue;
        }
        for (blank, _) in positions(quad) {
            let list = quads_of.entry(blank).or_default();
            if list.last() != Some(&quad) {
                list.push(quad);
            }
        }
    }
    let mut by_hash: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut first_degree_of: HashMap<&str, String> = HashMap::with_capacity(quads_of.len());
    for (&blank, list) in &quads_of {
        let hash = first_degree::<D>(blank, list);
        by_hash.entry(hash.clone()).or_default().push(blank);
        first_degree_of.insert(blank, hash);
    }
    let mut canonical = Issuer::new("c14n");
    by_hash.retain(|_, nodes| match nodes[..] {
        [only] => {
            canonical.issue(only);
            false
        }
        _ => true,
    });
    let mut work = Work::<D> {
        quads_of: &quads_of,
        first_degree_of: &first_degree_of,
        left: BUDGET,
        hash: std::marker::PhantomData,
    };
    for nodes in by_hash.values() {
        let mut paths = Vec::new();
        for &node in nodes {
            if canonical.get(node).is_some() {
                continue;
            }
            let mut temporary = Issuer::new("b");
            temporary.issue(node);
            paths.push(work.hash_n_degree(node, &canonical, temporary)?);
        }
        paths.sort_by(|a, b| a.0.cmp(&b.0));
        for (_, issuer) in paths {
            for blank in issuer.order {
                canonical.issue(blank);
            }
        }
    }
    Ok(canonical.issued)
}

/// §4.5: hands out labels in order and remembers them.
#[derive(Clone)]
struct Issuer<'a> {
    prefix: &'static str,
    issued: HashMap<&'a str, String>,
    order: Vec<&'a str>,
}

impl<'a> Issuer<'a> {
    fn new(prefix: &'static str) -> Self {
        Self {
            prefix,
            issued: HashMap::new(),
            order: Vec::new(),
        }
    }

    fn get(&self, blank: &str) -> Option<&str> {
        self.issued.get(blank).map(String::as_str)
    }

    fn issue(&mut self, blank: &'a str) -> &str {
        let (number, prefix, order) = (self.order.len(), self.prefix, &mut self.order);
        self.issued.entry(blank).or_insert_with(|| {
            order.push(blank);
            format!("{prefix}{number}")
        })
    }
}

struct Work<'a, 'w, D> {
    quads_of: &'w BTreeMap<&'a str, Vec<QuadRef<'a>>>,
    first_degree_of: &'w HashMap<&'a str, String>,
    left: usize,
    hash: std::marker::PhantomData<D>,
}

impl<'a, D: Digest> Work<'a, '_, D> {
    fn spend(&mut self, steps: usize) -> Result<(), TooComplex> {
        self.left = self.left.checked_sub(steps).ok_or(TooComplex)?;
        Ok(())
    }

    /// §4.7: the hash of a node that is related to the one in question.
    fn related(
        &self,
        blank: &'a str,
        quad: QuadRef<'a>,
        canonical: &Issuer<'a>,
        issuer: &Issuer<'a>,
        position: char,
    ) -> String {
        let mut hash = D::new();
        hash.update([position as u8]);
        if position != 'g' {
            hash.update("<");
            hash.update(quad.predicate.as_str());
            hash.update(">");
        }
        match canonical.get(blank).or_else(|| issuer.get(blank)) {
            Some(label) => {
                hash.update("_:");
                hash.update(label);
            }
            None => hash.update(self.first_degree_of.get(blank).map_or("", String::as_str)),
        }
        hex(hash)
    }

    /// §4.8: tells nodes apart that look alike from nearby.
    fn hash_n_degree(
        &mut self,
        blank: &'a str,
        canonical: &Issuer<'a>,
        mut issuer: Issuer<'a>,
    ) -> Result<(String, Issuer<'a>), TooComplex> {
        self.spend(1 + self.quads_of.get(blank).map_or(0, Vec::len))?;
        let mut related: BTreeMap<String, Vec<&'a str>> = BTreeMap::new();
        for &quad in self.quads_of.get(blank).into_iter().flatten() {
            for (node, position) in positions(quad) {
                if node != blank {
                    let hash = self.related(node, quad, canonical, &issuer, position);
                    related.entry(hash).or_default().push(node);
                }
            }
        }
        let mut data = D::new();
        for (hash, mut order) in related {
            data.update(&hash);
            order.sort_unstable();
            let mut best: Option<(String, Issuer<'a>)> = None;
            loop {
                // Each try copies the labels given so far.
                self.spend(1 + order.len() + issuer.order.len())?;
                if let Some(found) = self.try_order(&order, canonical, &issuer, best.as_ref())? {
                    best = Some(found);
                }
                if !next_permutation(&mut order) {
                    break;
                }
            }
            if let Some((path, found)) = best {
                data.update(&path);
                issuer = found;
            }
        }
        Ok((hex(data), issuer))
    }

    /// One permutation of §4.8 step 5.4: its path and labels if it is better than the best so far.
    fn try_order(
        &mut self,
        order: &[&'a str],
        canonical: &Issuer<'a>,
        issuer: &Issuer<'a>,
        best: Option<&(String, Issuer<'a>)>,
    ) -> Result<Option<(String, Issuer<'a>)>, TooComplex> {
        let worse = |path: &str| {
            best.is_some_and(|(best, _)| path.len() >= best.len() && path > best.as_str())
        };
        let (mut copy, mut path, mut deeper) = (issuer.clone(), String::new(), Vec::new());
        for &node in order {
            path.push_str("_:");
            if let Some(label) = canonical.get(node) {
                path.push_str(label);
            } else {
                if copy.get(node).is_none() {
                    deeper.push(node);
                }
                path.push_str(copy.issue(node));
            }
            if worse(&path) {
                return Ok(None);
            }
        }
        for node in deeper {
            let (hash, found) = self.hash_n_degree(node, canonical, copy.clone())?;
            path.push_str("_:");
            path.push_str(copy.issue(node));
            let _ = write!(path, "<{hash}>");
            copy = found;
            if worse(&path) {
                return Ok(None);
            }
        }
        let better = best.is_none_or(|(best, _)| path < *best);
        Ok(better.then_some((path, copy)))
    }
}

fn next_permutation<T: Ord>(items: &mut [T]) -> bool {
    let Some(at) = items.windows(2).rposition(|pair| pair[0] < pair[1]) else {
        return false;
    };
    let swap = items
        .iter()
        .rposition(|item| *item > items[at])
        .unwrap_or(at + 1);
    items.swap(at, swap);
    items[at + 1..].reverse();
    true
}

/// §4.6: the hash of a blank node seen through its own quads.
fn first_degree<D: Digest>(blank: &str, quads: &[QuadRef<'_>]) -> String {
    let mut lines: Vec<String> = quads
        .iter()
        .map(|quad| {
            line(*quad, |out, node| {
                out.push_str(if node == blank { "_:a" } else { "_:z" });
            })
        })
        .collect();
    lines.sort_unstable();
    let mut hash = D::new();
    for line in &lines {
        hash.update(line);
    }
    hex(hash)
}

/// The blank nodes of a quad and where they stand.
fn positions(quad: QuadRef<'_>) -> impl Iterator<Item = (&str, char)> {
    let subject = match quad.subject {
        NamedOrBlankNodeRef::BlankNode(blank) => Some((blank.as_str(), 's')),
        NamedOrBlankNodeRef::NamedNode(_) => None,
    };
    let object = match quad.object {
        TermRef::BlankNode(blank) => Some((blank.as_str(), 'o')),
        _ => None,
    };
    let graph = match quad.graph_name {
        GraphNameRef::BlankNode(blank) => Some((blank.as_str(), 'g')),
        _ => None,
    };
    [subject, object, graph].into_iter().flatten()
}

/// A canonical N-Quads line; `blank` writes blank nodes.
fn line(quad: QuadRef<'_>, blank: impl Fn(&mut String, &str)) -> String {
    let mut out = String::with_capacity(192);
    match quad.subject {
        NamedOrBlankNodeRef::BlankNode(node) => blank(&mut out, node.as_str()),
        NamedOrBlankNodeRef::NamedNode(node) => iri(&mut out, node.as_str()),
    }
    out.push(' ');
    iri(&mut out, quad.predicate.as_str());
    out.push(' ');
    match quad.object {
        TermRef::BlankNode(node) => blank(&mut out, node.as_str()),
        TermRef::NamedNode(node) => iri(&mut out, node.as_str()),
        literal => {
            let _ = write!(out, "{literal}");
        }
    }
    match quad.graph_name {
        GraphNameRef::BlankNode(node) => {
            out.push(' ');
            blank(&mut out, node.as_str());
        }
        GraphNameRef::NamedNode(node) => {
            out.push(' ');
            iri(&mut out, node.as_str());
        }
        GraphNameRef::DefaultGraph => {}
    }
    out.push_str(" .\n");
    out
}

fn iri(out: &mut String, iri: &str) {
    out.push('<');
    out.push_str(iri);
    out.push('>');
}

fn hex<D: Digest>(hash: D) -> String {
    crate::encoding::hex(&hash.finalize())
}
