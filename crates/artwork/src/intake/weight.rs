//! How large an SVG becomes when every reference in it is followed. A few lines can double themselves twenty times over by
//! `use`, patterns, masks or markers; usvg follows some of these without a limit, so they are counted before it sees them.

use super::IntakeError;
use resvg::usvg::roxmltree::{Document, Node, NodeId};
use std::collections::{HashMap, HashSet};

/// Most elements after all references are followed.
const MOST_EXPANDED: u64 = 100_000;
/// Deepest nesting after all references are followed.
const DEEPEST_EXPANDED: u32 = 128;
/// Most ways in which clip paths named by a stylesheet may multiply.
const MOST_CLIPPED_WAYS: u64 = 1000;

/// Refuses a document that would grow too large.
pub(super) fn check(document: &Document<'_>) -> Result<(), IntakeError> {
    let mut ids = HashMap::new();
    for node in document.descendants().filter(Node::is_element) {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
    }
    check_stylesheets(document, &ids)?;
    let mut scales = Scales {
        ids,
        done: HashMap::new(),
        open: HashSet::new(),
    };
    scales.weigh(document.root_element(), 0).map(|_| ())
}

/// An element with everything it brings along.
#[derive(Clone, Copy)]
struct Weight {
    elements: u64,
    /// Corners of its outlines at most: each may carry a marker.
    corners: u64,
    height: u32,
}

struct Scales<'a, 'input> {
    ids: HashMap<&'a str, Node<'a, 'input>>,
    done: HashMap<NodeId, Weight>,
    open: HashSet<NodeId>,
}

impl<'a, 'input> Scales<'a, 'input> {
    fn weigh(&mut self, node: Node<'a, 'input>, depth: u32) -> Result<Weight, IntakeError> {
        if let Some(known) = self.done.get(&node.id()) {
            return Ok(*known);
        }
        if depth > DEEPEST_EXPANDED {
            return Err(too_deep());
        }
        if !self.open.insert(node.id()) {
            return Err(IntakeError::TooComplex(
                "its parts refer to one another in a circle".to_owned(),
            ));
        }
        let mut weight = Weight {
            elements: 1,
            corners: corners(node),
            height: 1,
        };
        for child in node.children().filter(Node::is_element) {
            let brought = self.weigh(child, depth + 1)?;
            weight.add(brought, 1)?;
        }
        // What an element inherits counts for it where it is drawn, not where it stands: the content of a pattern takes
        // the paint of the elements around the pattern.
        let is_server = matches!(
            node.tag_name().name(),
            "pattern" | "mask" | "marker" | "clipPath" | "symbol"
        );
        let mut references = references(node);
        if is_server {
            let around = node
                .ancestors()
                .skip(1)
                .flat_map(|ancestor| self::references(ancestor));
            references.extend(around.filter(|reference| reference.kind != Kind::Whole));
        }
        references.sort_by_key(|reference| reference.kind);
        for reference in references {
            let Some(&target) = self.ids.get(reference.id) else {
                continue;
            };
            if matches!(
                target.tag_name().name(),
                "linearGradient" | "radialGradient"
            ) {
                continue;
            }
            let brought = self.weigh(target, depth + 1)?;
            let times = match reference.kind {
                Kind::Whole => 1,
                // Inherited by all that is inside.
                Kind::Paint => weight.elements,
                Kind::Marker => weight.corners.max(1),
            };
            weight.add(brought, times)?;
        }
        self.open.remove(&node.id());
        self.done.insert(node.id(), weight);
        Ok(weight)
    }
}

impl Weight {
    fn add(&mut self, other: Weight, times: u64) -> Result<(), IntakeError> {
        self.elements = self
            .elements
            .saturating_add(other.elements.saturating_mul(times));
        self.corners = self
            .corners
            .saturating_add(other.corners.saturating_mul(times));
        self.height = self.height.max(other.height + 1);
        if self.elements > MOST_EXPANDED {
            return Err(IntakeError::TooComplex(
                "its parts repeat one another too often".to_owned(),
            ));
        }
        if self.height > DEEPEST_EXPANDED {
            return Err(too_deep());
        }
        Ok(())
    }
}

fn too_deep() -> IntakeError {
    IntakeError::TooComplex(format!(
        "more than {DEEPEST_EXPANDED} parts inside one another"
    ))
}

/// How a reference multiplies. In this order, for each builds on those before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Once for the element: `use`, clip path, mask, filter.
    Whole,
    /// Once for each corner.
    Marker,
    /// Once for each element inside.
    Paint,
}

struct Reference<'a> {
    id: &'a str,
    kind: Kind,
}

fn references<'a>(node: Node<'a, '_>) -> Vec<Reference<'a>> {
    let mut found = Vec::new();
    for attribute in node.attributes() {
        let value = attribute.value();
        match attribute.name() {
            "href" => found.extend(value.trim().strip_prefix('#').map(|id| Reference {
                id,
                kind: Kind::Whole,
            })),
            "style" => {
                for declaration in value.split(';') {
                    let property = declaration.split(':').next().unwrap_or_default().trim();
                    found.extend(linked(declaration).map(|id| Reference {
                        id,
                        kind: kind_of(property),
                    }));
                }
            }
            property => found.extend(linked(value).map(|id| Reference {
                id,
                kind: kind_of(property),
            })),
        }
    }
    found
}

fn kind_of(property: &str) -> Kind {
    match property {
        "clip-path" | "mask" | "filter" => Kind::Whole,
        "marker" | "marker-start" | "marker-mid" | "marker-end" => Kind::Marker,
        // Fill, stroke, and whatever is not known: the dearest guess.
        _ => Kind::Paint,
    }
}

/// The ids in every `url(#id)` of a text.
fn linked(text: &str) -> impl Iterator<Item = &str> {
    text.split("url(").skip(1).filter_map(|rest| {
        let inside = rest.split(')').next().unwrap_or_default();
        inside
            .trim()
            .trim_matches(['"', '\''])
            .trim()
            .strip_prefix('#')
    })
}

fn corners(node: Node<'_, '_>) -> u64 {
    let bytes = node
        .attribute("d")
        .or_else(|| node.attribute("points"))
        .map_or(0, str::len);
    // A corner needs at least two bytes ("h1"); eight stand for the shapes that have corners without data.
    bytes as u64 / 2 + if bytes == 0 { 8 } else { 0 }
}

/// A stylesheet reaches elements by selectors, which are not followed here. What it may name is therefore narrow: gradients
/// and filters freely, clip paths as drawing programs write them, but nothing whose content can nest.
fn check_stylesheets<'a>(
    document: &'a Document<'_>,
    ids: &HashMap<&str, Node<'a, '_>>,
) -> Result<(), IntakeError> {
    let styles = document
        .descendants()
        .filter(|node| is_named(node, "style"));
    let sheets: String = styles
        .flat_map(|style| style.children())
        .filter_map(|child| child.text())
        .collect();
    if sheets.contains('\\') {
        return Err(IntakeError::Unsupported {
            found: "a backslash in its stylesheet".to_owned(),
            fix: "export it with presentation attributes instead of a stylesheet",
        });
    }
    let mut clips = false;
    for id in linked(&sheets) {
        match ids.get(id).map(|node| node.tag_name().name()) {
            Some(name @ ("pattern" | "mask" | "marker")) => {
                return Err(IntakeError::Unsupported {
                    found: format!("a <{name}> applied by a stylesheet"),
                    fix: "export it with presentation attributes instead of a stylesheet, or upload a PNG",
                });
            }
            Some("clipPath") => clips = true,
            _ => {}
        }
    }
    if clips {
        let content = document
            .descendants()
            .filter(|node| is_named(node, "clipPath"))
            .map(|clip| clip.descendants().filter(Node::is_element).count() as u64 - 1);
        if content.fold(1u64, |ways, children| ways.saturating_mul(children.max(1)))
            > MOST_CLIPPED_WAYS
        {
            return Err(IntakeError::TooComplex(
                "its clip paths may multiply one another".to_owned(),
            ));
        }
    }
    Ok(())
}

fn is_named(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_however_they_are_written() {
        let found: Vec<&str> =
            linked("fill:url(#a);stroke: url( '#b' ) red;mask:url(\"#c\")").collect();
        assert_eq!(found, ["a", "b", "c"]);
        assert_eq!(
            linked("none").count()
                + linked("url(https://x.example/#a)").count()
                + linked("url(").count(),
            0
        );
    }
}
