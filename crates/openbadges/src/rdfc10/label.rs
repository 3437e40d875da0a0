//! The labels of blank nodes (§4.4.3): by their own lines first, by their neighbours' where those look alike.
use sha2::{Digest, Sha256, Sha384};

use super::lines::{Line, Lines};
use super::related::{Issuer, Work};
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
    let mut lines_of: Vec<Vec<&Line>> = vec![Vec::with_capacity(6); lines.blanks];
    for line in &lines.lines {
        let mut before = [None; 3];
        for (at, (blank, _)) in line.blanks().enumerate() {
            // A node that stands twice in a line has the line once.
            if !before.contains(&Some(blank)) {
                before[at] = Some(blank);
                lines_of[blank].push(line);
            }
        }
    }
    let mut scratch = Scratch::default();
    let hashes: Vec<Vec<u8>> = lines_of
        .iter()
        .enumerate()
        .map(|(blank, own)| scratch.first_degree::<D>(lines, blank, own))
        .collect();
    let mut order: Vec<usize> = (0..lines.blanks).collect();
    order.sort_unstable_by(|a, b| hashes[*a].cmp(&hashes[*b]));
    let mut canonical = Issuer::new("c14n", lines.blanks);
    let alike = |a: &usize, b: &usize| hashes[*a] == hashes[*b];
    for group in order.chunk_by(alike) {
        if let [only] = group {
            canonical.issue(*only);
        }
    }
    if canonical.order.len() < lines.blanks {
        let mut work = Work::<D>::new(lines, &lines_of, &hashes);
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

/// Buffers that are used for one node after another.
#[derive(Default)]
struct Scratch {
    text: Vec<u8>,
    ranges: Vec<(usize, usize)>,
}

impl Scratch {
    /// §4.6: the hash of a blank node seen through its own lines.
    fn first_degree<D: Digest>(&mut self, lines: &Lines, blank: usize, own: &[&Line]) -> Vec<u8> {
        self.text.clear();
        self.ranges.clear();
        for line in own {
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
        hash.finalize().to_vec()
    }
}
