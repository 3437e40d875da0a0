//! Telling blank nodes apart that look alike from nearby (§4.7, §4.8), within a budget.
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::marker::PhantomData;

use foldhash::HashMap;
use sha2::Digest;

use super::label::{Digested, LinesOf};
use super::lines::{Line, Lines};
use super::{BUDGET, TooComplex};
use crate::encoding::hex;

/// §4.5: the canonical labels, handed out in order. In the end every node has one.
pub(super) struct Canonical {
    numbers: Vec<Option<usize>>,
    pub given: usize,
}

impl Canonical {
    pub(super) fn new(blanks: usize) -> Self {
        Self {
            numbers: vec![None; blanks],
            given: 0,
        }
    }

    pub(super) fn number(&self, blank: usize) -> Option<usize> {
        self.numbers.get(blank).copied().flatten()
    }

    fn label(&self, blank: usize) -> Option<String> {
        Some(format!("_:c14n{}", self.number(blank)?))
    }

    /// Gives a node the next number, if it has none.
    pub(super) fn give(&mut self, blank: usize) {
        if let Some(number @ None) = self.numbers.get_mut(blank) {
            *number = Some(self.given);
            self.given += 1;
        }
    }
}

/// §4.5: temporary labels. It is copied for every order that is tried, so it holds the nodes that it met and no others: a
/// place for each node of the document would cost as much as all of them, each time.
#[derive(Clone, Default)]
struct Issuer {
    numbers: HashMap<usize, usize>,
    order: Vec<usize>,
}

impl Issuer {
    fn has(&self, blank: usize) -> bool {
        self.numbers.contains_key(&blank)
    }

    fn label(&self, blank: usize) -> Option<String> {
        Some(format!("_:b{}", self.numbers.get(&blank)?))
    }

    /// The label of a node, a new one if it has none.
    fn issue(&mut self, blank: usize) -> String {
        let next = self.order.len();
        let number = *self.numbers.entry(blank).or_insert(next);
        if number == next {
            self.order.push(blank);
        }
        format!("_:b{number}")
    }
}

pub(super) struct Work<'w, D> {
    lines: &'w Lines,
    lines_of: &'w LinesOf,
    first_degree: &'w [Digested],
    /// How many bytes of a hash count.
    length: usize,
    left: usize,
    hash: PhantomData<D>,
}

impl<'w, D: Digest> Work<'w, D> {
    pub(super) fn new(
        lines: &'w Lines,
        lines_of: &'w LinesOf,
        first_degree: &'w [Digested],
        length: usize,
    ) -> Self {
        Self {
            lines,
            lines_of,
            first_degree,
            length,
            left: BUDGET,
            hash: PhantomData,
        }
    }

    /// §4.4.3 step 5 for one group of nodes with the same hash.
    pub(super) fn tell_apart(
        &mut self,
        group: &[usize],
        canonical: &mut Canonical,
    ) -> Result<(), TooComplex> {
        let mut paths = Vec::new();
        for &node in group {
            if canonical.number(node).is_some() {
                continue;
            }
            let mut temporary = Issuer::default();
            temporary.issue(node);
            paths.push(self.hash_n_degree(node, canonical, temporary)?);
        }
        paths.sort_by(|a, b| a.0.cmp(&b.0));
        for (_, issuer) in paths {
            for blank in issuer.order {
                canonical.give(blank);
            }
        }
        Ok(())
    }

    fn spend(&mut self, steps: usize) -> Result<(), TooComplex> {
        self.left = self.left.checked_sub(steps).ok_or(TooComplex)?;
        Ok(())
    }

    /// §4.7: the hash of a node that is related to the one in question.
    fn related(
        &self,
        blank: usize,
        line: &Line,
        canonical: &Canonical,
        issuer: &Issuer,
        position: char,
    ) -> String {
        let mut hash = D::new();
        hash.update([position as u8]);
        if position != 'g' {
            let predicate = self.lines.part(line.predicate, |_| "");
            hash.update(predicate.trim());
        }
        match canonical.label(blank).or_else(|| issuer.label(blank)) {
            Some(label) => hash.update(label),
            None => hash.update(hex(&self.first_degree[blank][..self.length])),
        }
        hex(&hash.finalize())
    }

    /// §4.8: tells nodes apart that look alike from nearby.
    fn hash_n_degree(
        &mut self,
        blank: usize,
        canonical: &Canonical,
        mut issuer: Issuer,
    ) -> Result<(String, Issuer), TooComplex> {
        let (lines, own) = (self.lines, self.lines_of.blank(blank));
        self.spend(1 + own.len())?;
        let mut related: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for line in own.iter().map(|at| &lines.lines[*at]) {
            for (node, position) in line.blanks() {
                if node != blank {
                    let hash = self.related(node, line, canonical, &issuer, position);
                    related.entry(hash).or_default().push(node);
                }
            }
        }
        let mut data = D::new();
        for (hash, mut order) in related {
            data.update(&hash);
            order.sort_unstable();
            let mut best: Option<(String, Issuer)> = None;
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
        Ok((hex(&data.finalize()), issuer))
    }

    /// One permutation of §4.8 step 5.4: its path and labels if it is better than the best so far.
    fn try_order(
        &mut self,
        order: &[usize],
        canonical: &Canonical,
        issuer: &Issuer,
        best: Option<&(String, Issuer)>,
    ) -> Result<Option<(String, Issuer)>, TooComplex> {
        let worse = |path: &str| {
            best.is_some_and(|(best, _)| path.len() >= best.len() && path > best.as_str())
        };
        let (mut copy, mut path, mut deeper) = (issuer.clone(), String::new(), Vec::new());
        for &node in order {
            if let Some(label) = canonical.label(node) {
                path.push_str(&label);
            } else {
                if !copy.has(node) {
                    deeper.push(node);
                }
                path.push_str(&copy.issue(node));
            }
            if worse(&path) {
                return Ok(None);
            }
        }
        for (at, node) in deeper.into_iter().enumerate() {
            if at > 0 {
                // The first copy was paid for with the order.
                self.spend(copy.order.len())?;
            }
            let (hash, found) = self.hash_n_degree(node, canonical, copy.clone())?;
            path.push_str(&copy.issue(node));
            // Writing to a string cannot fail.
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
