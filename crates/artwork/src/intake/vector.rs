//! SVG from strangers. The text is scanned for what must not be there, parsed by usvg without access to anything, weighed,
//! and written anew from the tree: scripts, handlers, links, animations and foreign content have no place in that tree.

use super::{IntakeError, KEPT_SIDE, Picture, check_shape, weight};
use crate::fonts::Fonts;
use crate::render::closed_options;
use quick_xml::Reader;
use quick_xml::events::Event;
use resvg::{tiny_skia, usvg};
use std::sync::Arc;

const MOST_BYTES: usize = 2 * 1024 * 1024;
const MOST_ELEMENTS: usize = 20_000;
/// Elements, texts, comments.
const MOST_NODES: u32 = 100_000;
const DEEPEST: usize = 64;
const MOST_STEPS: u32 = 100_000;
const MOST_LAYERS: u32 = 600;
const MOST_DASHES: f32 = 100_000.0;
const MOST_OUTPUT: usize = 2 * 1024 * 1024;

/// Whether the first element of a text is `<svg`, whatever its prefix.
pub(super) fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    text.starts_with('<') && text.contains("<svg") || text.starts_with('<') && text.contains(":svg")
}

pub(super) fn clean(fonts: &Fonts, bytes: &[u8]) -> Result<Picture, IntakeError> {
    if bytes.len() > MOST_BYTES {
        return Err(IntakeError::TooComplex(format!(
            "{} bytes, more than 2 MiB",
            bytes.len()
        )));
    }
    let text = std::str::from_utf8(bytes).map_err(|e| {
        IntakeError::Damaged(format!("it is not UTF-8 text at byte {}", e.valid_up_to()))
    })?;
    let text = text.trim_start_matches('\u{FEFF}');
    let scan = scan(text)?;
    let mut options = closed_options();
    options.font_family = "Noto Sans".to_owned();
    if scan.has_text {
        options.fontdb = Arc::new(fonts.database());
    }
    let parsing = usvg::roxmltree::ParsingOptions {
        nodes_limit: MOST_NODES,
        ..usvg::roxmltree::ParsingOptions::default()
    };
    let document = usvg::roxmltree::Document::parse_with_options(text, parsing)
        .map_err(|e| IntakeError::Damaged(e.to_string()))?;
    weight::check(&document)?;
    let tree = usvg::Tree::from_xmltree(&document, &options).map_err(|error| match error {
        usvg::Error::ElementsLimitReached
        | usvg::Error::ParsingFailed(usvg::roxmltree::Error::NodesLimitReached) => {
            IntakeError::TooComplex("its parts repeat one another too often".to_owned())
        }
        usvg::Error::InvalidSize => IntakeError::Blank,
        other => IntakeError::Damaged(other.to_string()),
    })?;
    let size = tree.size();
    check_shape(size.width().ceil() as u32, size.height().ceil() as u32)?;
    let mut load = Load::default();
    load.group(&tree, tree.root())?;
    if load.steps <= 1 {
        return Err(IntakeError::Blank);
    }
    let svg = rewritten(&tree);
    if svg.len() > MOST_OUTPUT {
        return Err(IntakeError::TooComplex(format!(
            "{} bytes after its text became paths",
            svg.len()
        )));
    }
    let scale = KEPT_SIDE as f32 / size.width().max(size.height());
    let (width, height) = (
        (size.width() * scale).round().max(1.0) as u32,
        (size.height() * scale).round().max(1.0) as u32,
    );
    let mut pixmap = tiny_skia::Pixmap::new(width, height).ok_or(IntakeError::Blank)?;
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    if pixmap.pixels().iter().all(|pixel| pixel.alpha() == 0) {
        return Err(IntakeError::Blank);
    }
    let png = pixmap
        .encode_png()
        .map_err(|e| IntakeError::Damaged(e.to_string()))?;
    Ok(Picture {
        png,
        width,
        height,
        svg: Some(svg),
    })
}

struct Scan {
    has_text: bool,
}

/// Reads the markup once, without building anything.
fn scan(text: &str) -> Result<Scan, IntakeError> {
    let mut reader = Reader::from_str(text);
    let (mut elements, mut depth, mut has_text) = (0usize, 0usize, false);
    loop {
        let event = reader.read_event().map_err(|e| {
            IntakeError::Damaged(format!("{e} at byte {}", reader.error_position()))
        })?;
        let opened = match &event {
            Event::Start(start) => {
                depth += 1;
                Some(start)
            }
            Event::Empty(start) => Some(start),
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                None
            }
            Event::DocType(_) => {
                return Err(IntakeError::Unsupported {
                    found: "a document type declaration".to_owned(),
                    fix: "delete the line that begins with <!DOCTYPE, or export it as “Plain SVG”",
                });
            }
            Event::Eof if depth == 0 => break,
            Event::Eof => return Err(IntakeError::Damaged("it ends in the middle".to_owned())),
            _ => None,
        };
        let Some(start) = opened else { continue };
        elements += 1;
        if elements > MOST_ELEMENTS || depth > DEEPEST {
            return Err(IntakeError::TooComplex(format!(
                "more than {MOST_ELEMENTS} elements, or more than {DEEPEST} inside one another"
            )));
        }
        let name = start.local_name().as_ref().to_owned();
        match name.as_str() {
            "text" => has_text = true,
            "image" | "feImage" => {
                return Err(IntakeError::Unsupported {
                    found: "a picture embedded or linked in it".to_owned(),
                    fix: "trace it to shapes, or upload the whole as PNG",
                });
            }
            "feTurbulence" | "feConvolveMatrix" | "feMorphology" => {
                return Err(IntakeError::Unsupported {
                    found: format!("the filter <{name}>"),
                    fix: "remove the effect, or upload the whole as PNG",
                });
            }
            _ => {}
        }
    }
    Ok(Scan { has_text })
}

/// What drawing the tree costs. Patterns, masks and clips are shared in the tree but drawn at each use, so they are weighed
/// at each use; the walk stops at its limit, however often the tree multiplies itself.
#[derive(Default)]
struct Load {
    steps: u32,
    layers: u32,
    dashes: f32,
}

impl Load {
    fn group(&mut self, tree: &usvg::Tree, group: &usvg::Group) -> Result<(), IntakeError> {
        self.step()?;
        if group.should_isolate() {
            self.layer()?;
        }
        if let Some(clip) = group.clip_path() {
            self.clip(tree, clip)?;
        }
        if let Some(mask) = group.mask() {
            self.mask(tree, mask)?;
        }
        for _ in group
            .filters()
            .iter()
            .flat_map(|filter| filter.primitives())
        {
            self.layer()?;
        }
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => self.group(tree, inner)?,
                usvg::Node::Path(path) => self.path(tree, path)?,
                usvg::Node::Text(text) => self.group(tree, text.flattened())?,
                usvg::Node::Image(_) => self.step()?,
            }
        }
        Ok(())
    }

    fn clip(&mut self, tree: &usvg::Tree, clip: &usvg::ClipPath) -> Result<(), IntakeError> {
        self.layer()?;
        if let Some(further) = clip.clip_path() {
            self.clip(tree, further)?;
        }
        self.group(tree, clip.root())
    }

    fn mask(&mut self, tree: &usvg::Tree, mask: &usvg::Mask) -> Result<(), IntakeError> {
        self.layer()?;
        if let Some(further) = mask.mask() {
            self.mask(tree, further)?;
        }
        self.group(tree, mask.root())
    }

    fn path(&mut self, tree: &usvg::Tree, path: &usvg::Path) -> Result<(), IntakeError> {
        self.step()?;
        let paints = [
            path.fill().map(usvg::Fill::paint),
            path.stroke().map(usvg::Stroke::paint),
        ];
        for paint in paints.into_iter().flatten() {
            if let usvg::Paint::Pattern(pattern) = paint {
                self.layer()?;
                self.group(tree, pattern.root())?;
            }
        }
        if let Some(dashes) = path.stroke().and_then(usvg::Stroke::dasharray) {
            let period = dashes.iter().sum::<f32>().max(1e-6);
            self.dashes += outline_length(path) / period * dashes.len() as f32;
            if self.dashes > MOST_DASHES {
                return Err(IntakeError::TooComplex(
                    "its dashed lines have too many dashes".to_owned(),
                ));
            }
        }
        Ok(())
    }

    fn step(&mut self) -> Result<(), IntakeError> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            Err(IntakeError::TooComplex(format!(
                "more than {MOST_STEPS} shapes to draw"
            )))
        } else {
            Ok(())
        }
    }

    fn layer(&mut self) -> Result<(), IntakeError> {
        self.layers += 1;
        if self.layers > MOST_LAYERS {
            Err(IntakeError::TooComplex(format!(
                "more than {MOST_LAYERS} transparent, clipped, masked, patterned or filtered layers"
            )))
        } else {
            Ok(())
        }
    }
}

/// Never less than the length of a path: the length of its control polygon.
fn outline_length(path: &usvg::Path) -> f32 {
    use tiny_skia::PathSegment::{Close, CubicTo, LineTo, MoveTo, QuadTo};
    let (mut at, mut length) = (tiny_skia::Point::default(), 0.0);
    let mut go = |at: &mut tiny_skia::Point, to: tiny_skia::Point| {
        length += at.distance(to);
        *at = to;
    };
    let mut start = at;
    for segment in path.data().segments() {
        match segment {
            MoveTo(to) => (at, start) = (to, to),
            LineTo(to) => go(&mut at, to),
            QuadTo(a, to) => {
                go(&mut at, a);
                go(&mut at, to);
            }
            CubicTo(a, b, to) => {
                go(&mut at, a);
                go(&mut at, b);
                go(&mut at, to);
            }
            Close => go(&mut at, start),
        }
    }
    length
}

/// The tree as a new document that scales with the place it is shown in.
fn rewritten(tree: &usvg::Tree) -> String {
    let options = usvg::WriteOptions {
        coordinates_precision: 3,
        transforms_precision: 6,
        indent: usvg::Indent::None,
        attributes_indent: usvg::Indent::None,
        ..usvg::WriteOptions::default()
    };
    let written = tree.to_string(&options);
    let (width, height) = (tree.size().width(), tree.size().height());
    written.replacen(
        "<svg ",
        &format!(r#"<svg viewBox="0 0 {width} {height}" "#),
        1,
    )
}
