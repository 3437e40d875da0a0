//! Labels the blank nodes as RDFC-1.0 does, and sorts the lines.
//!
//! RDFC-1.0 §4.4.3 first hashes every blank node by the lines it stands in (§4.6) and numbers those whose hash nobody
//! shares, in the order of the hashes. Where all hashes differ that is all of it.
use sha2::{Digest, Sha256, Sha384};

use super::lines::{Graph, Line, Part};
use crate::rdfc10::Hash;

/// The canonical N-Quads; none where two blank nodes look alike, or a line with a blank node stands twice.
pub(super) fn canonical(graph: &Graph<'_>, hash: Hash) -> Option<Vec<u8>> {
    let labels = labels(graph, hash)?;
    let mut text = Vec::with_capacity(graph.text.len() * 2 + graph.lines.len() * 96);
    let mut lines: Vec<(usize, usize, bool)> = Vec::with_capacity(graph.lines.len());
    for line in &graph.lines {
        let from = text.len();
        write(graph, line, &mut text, |blank| {
            labels.get(blank).map_or("", String::as_str)
        });
        let has_blank =
            matches!(line.subject, Part::Blank(_)) || matches!(line.object, Part::Blank(_));
        lines.push((from, text.len(), has_blank));
    }
    lines.sort_unstable_by(|a, b| text[a.0..a.1].cmp(&text[b.0..b.1]));
    let mut sorted: Vec<u8> = Vec::with_capacity(text.len());
    let mut last: &[u8] = &[];
    for (from, to, has_blank) in lines {
        let line = &text[from..to];
        if line != last {
            sorted.extend_from_slice(line);
        } else if has_blank {
            // Said twice, so it was hashed twice too.
            return None;
        }
        last = line;
    }
    Some(sorted)
}

/// The label of each blank node.
fn labels(graph: &Graph<'_>, hash: Hash) -> Option<Vec<String>> {
    if graph.blanks < 2 {
        return Some(vec!["_:c14n0".to_owned()]);
    }
    let mut lines_of: Vec<Vec<&Line<'_>>> = vec![Vec::with_capacity(6); graph.blanks];
    for line in &graph.lines {
        for part in [line.subject, line.object] {
            if let Part::Blank(blank) = part {
                lines_of.get_mut(blank)?.push(line);
            }
        }
    }
    let mut scratch = Scratch::default();
    let mut order: Vec<([u8; 48], usize)> = lines_of
        .iter()
        .enumerate()
        .map(|(blank, lines)| (scratch.first_degree(graph, blank, lines, hash), blank))
        .collect();
    order.sort_unstable();
    if order.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return None;
    }
    let mut labels = vec![String::new(); graph.blanks];
    for (number, (_, blank)) in order.into_iter().enumerate() {
        labels[blank] = format!("_:c14n{number}");
    }
    Some(labels)
}

/// Buffers that are used for one node after another.
#[derive(Default)]
struct Scratch {
    text: Vec<u8>,
    ranges: Vec<(usize, usize)>,
}

impl Scratch {
    /// §4.6, in 48 bytes (a shorter hash leaves the rest zero).
    fn first_degree(
        &mut self,
        graph: &Graph<'_>,
        blank: usize,
        lines: &[&Line<'_>],
        hash: Hash,
    ) -> [u8; 48] {
        self.text.clear();
        self.ranges.clear();
        for line in lines {
            let from = self.text.len();
            write(graph, line, &mut self.text, |other| {
                if other == blank { "_:a" } else { "_:z" }
            });
            self.ranges.push((from, self.text.len()));
        }
        let text = &self.text;
        self.ranges
            .sort_unstable_by(|a, b| text[a.0..a.1].cmp(&text[b.0..b.1]));
        match hash {
            Hash::Sha256 => self.digest::<Sha256>(),
            Hash::Sha384 => self.digest::<Sha384>(),
        }
    }

    fn digest<D: Digest>(&self) -> [u8; 48] {
        let mut hash = D::new();
        for (from, to) in &self.ranges {
            hash.update(&self.text[*from..*to]);
        }
        let mut out = [0; 48];
        for (to, from) in out.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        out
    }
}

fn write<'l>(
    graph: &Graph<'_>,
    line: &Line<'_>,
    out: &mut Vec<u8>,
    label: impl Fn(usize) -> &'l str,
) {
    for (part, after) in [(line.subject, line.predicate), (line.object, " .\n")] {
        match part {
            Part::Fixed(text) => out.extend_from_slice(text.as_bytes()),
            Part::Text(..) => {
                out.extend_from_slice(graph.resolve(part).unwrap_or_default().as_bytes())
            }
            Part::Blank(blank) => out.extend_from_slice(label(blank).as_bytes()),
        }
        out.extend_from_slice(after.as_bytes());
    }
}
