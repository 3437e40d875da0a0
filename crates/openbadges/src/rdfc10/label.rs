//! The labels of blank nodes (§4.4.3): by their own lines first, by their neighbours' where those look alike.
use sha2::{Digest, Sha256, Sha384};

use super::lines::Lines;
use super::related::{Canonical, Work};
use super::{Hash, TooComplex};

/// The canonical label of each blank node, with `_:` before it.
pub(super) fn labels(lines: &Lines, hash: Hash) -> Result<Vec<String>, TooComplex> {
    if lines.blanks < 2 {
        return Ok(vec!["_:c14n0".to_owned()]);
    }
    match hash {
        Hash::Sha256 => labels_with::<Sha256>(lines),
        Hash::Sha384 => labels_with::<Sha384>(lines),
    }
}

fn labels_with<D: Digest>(lines: &Lines) -> Result<Vec<String>, TooComplex> {
    let of = LinesOf::new(lines);
    let mut scratch = Scratch {
        text: Vec::with_capacity(1024),
        ranges: Vec::with_capacity(16),
    };
    let hashes: Vec<Digested> = (0..lines.blanks)
        .map(|blank| scratch.first_degree::<D>(lines, blank, of.blank(blank)))
        .collect();
    let mut order: Vec<usize> = (0..lines.blanks).collect();
    order.sort_unstable_by(|a, b| hashes[*a].cmp(&hashes[*b]));
    let mut canonical = Canonical::new(lines.blanks);
    let alike = |a: &usize, b: &usize| hashes[*a] == hashes[*b];
    for group in order.chunk_by(alike) {
        if let [only] = group {
            canonical.give(*only);
        }
    }
    if canonical.given < lines.blanks {
        let length = <D as Digest>::output_size();
        let mut work = Work::<D>::new(lines, &of, &hashes, length);
        for group in order.chunk_by(alike).filter(|group| group.len() > 1) {
            work.tell_apart(group, &mut canonical)?;
        }
    }
    let label = |blank| {
        let number = canonical.number(blank).unwrap_or_default();
        format!("_:c14n{number}")
    };
    Ok((0..lines.blanks).map(label).collect())
}

/// A hash of either length, the shorter with zeros after it.
pub(super) type Digested = [u8; 48];

/// Which lines each blank node stands in, in one list.
pub(super) struct LinesOf {
    lines: Vec<usize>,
    /// Where the lines of each blank node begin, and where the last ones end.
    starts: Vec<usize>,
}

impl LinesOf {
    fn new(lines: &Lines) -> Self {
        let mut starts = vec![0; lines.blanks + 2];
        for line in &lines.lines {
            line.each_blank(|blank| starts[blank + 2] += 1);
        }
        for blank in 2..starts.len() {
            starts[blank] += starts[blank - 1];
        }
        let mut of = vec![0; starts.last().copied().unwrap_or_default()];
        for (at, line) in lines.lines.iter().enumerate() {
            line.each_blank(|blank| {
                of[starts[blank + 1]] = at;
                starts[blank + 1] += 1;
            });
        }
        starts.pop();
        Self { lines: of, starts }
    }

    /// The positions of the lines of one node.
    pub(super) fn blank(&self, blank: usize) -> &[usize] {
        &self.lines[self.starts[blank]..self.starts[blank + 1]]
    }
}

/// Buffers that are used for one node after another.
struct Scratch {
    text: Vec<u8>,
    ranges: Vec<(usize, usize)>,
}

impl Scratch {
    /// §4.6: the hash of a blank node seen through its own lines.
    fn first_degree<D: Digest>(&mut self, lines: &Lines, blank: usize, own: &[usize]) -> Digested {
        self.text.clear();
        self.ranges.clear();
        for line in own.iter().map(|at| &lines.lines[*at]) {
            let from = self.text.len();
            lines.write(line, &mut self.text, |other| {
                if other == blank { "_:a" } else { "_:z" }
            });
            self.ranges.push((from, self.text.len()));
        }
        let text = &self.text;
        self.ranges
            .sort_unstable_by(|a, b| text[a.0..a.1].cmp(&text[b.0..b.1]));
        let mut hash = D::new();
        for (from, to) in &self.ranges {
            hash.update(&text[*from..*to]);
        }
        let mut out = [0; 48];
        for (to, from) in out.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        out
    }
}
