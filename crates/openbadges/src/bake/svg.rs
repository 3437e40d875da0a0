//! SVG: one element in the badge namespace, directly after the root's start tag.
//!
//! The element is found by namespace and local name, whatever its prefix. No document type is ever fetched and no entity
//! expanded but the five of XML itself; documents that declare their own are refused.
use quick_xml::XmlVersion;
use quick_xml::errors::Error as XmlError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::{BakeError, Baked, Existing, Version};
use crate::json::MAX_BYTES;

const SVG: &str = "http://www.w3.org/2000/svg";

struct Rules {
    version: Version,
    namespace: &'static str,
    element: &'static str,
}

const RULES: [Rules; 3] = [
    Rules {
        version: Version::V3,
        namespace: "https://purl.imsglobal.org/ob/v3p0",
        element: "credential",
    },
    Rules {
        version: Version::V2,
        namespace: "http://openbadges.org",
        element: "assertion",
    },
    Rules {
        version: Version::Clr,
        namespace: "https://purl.imsglobal.org/clr/v2p0",
        element: "credential",
    },
];

fn not_svg(error: impl ToString) -> BakeError {
    BakeError::NotSvg(error.to_string())
}

fn text_of(bytes: &[u8]) -> Result<&str, BakeError> {
    let text = std::str::from_utf8(bytes).map_err(|_| not_svg("it is not UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Whether the text looks like XML with an `svg` root; [`read`] says more.
///
/// ```
/// use openbadges::bake::svg;
///
/// assert!(svg::is_svg(b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"));
/// assert!(!svg::is_svg(b"<html></html>"));
/// ```
#[must_use]
pub fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = text_of(bytes) else {
        return false;
    };
    if !text.trim_start().starts_with('<') {
        return false;
    }
    let mut reader = NsReader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(root) | Event::Empty(root)) => {
                return local(&root) == "svg";
            }
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// Puts `text` into the picture: in CDATA, or for a JWS in the `verify` attribute.
///
/// `url` is the Assertion's address for version 2, where `verify` holds it beside the JSON; version 3 has no such
/// member and ignores it.
///
/// ```
/// use openbadges::bake::{BakeError, Existing, Version, svg};
///
/// let picture = b"<svg xmlns='http://www.w3.org/2000/svg'><circle r='9'/></svg>";
/// let baked = svg::bake(picture, "{\"id\": \"…\"}", None, Version::V3, Existing::Refuse)?;
/// assert_eq!(svg::read(&baked)?.text, "{\"id\": \"…\"}");
/// # Ok::<(), BakeError>(())
/// ```
///
/// # Errors
/// Not an SVG, own entities inside, or (with [`Existing::Refuse`]) baked already by the same rules.
pub fn bake(
    picture: &[u8],
    text: &str,
    url: Option<&str>,
    version: Version,
    existing: Existing,
) -> Result<Vec<u8>, BakeError> {
    if text.len() > MAX_BYTES {
        return Err(BakeError::TooLarge(text.len()));
    }
    let picture = text_of(picture)?;
    let scan = scan(picture)?;
    let rules = match version {
        Version::V3 => &RULES[0],
        Version::V2 => &RULES[1],
        Version::Clr => &RULES[2],
    };
    let old: Vec<&Found> = scan.found.iter().filter(|f| f.version == version).collect();
    if existing == Existing::Refuse && !old.is_empty() {
        return Err(BakeError::AlreadyBaked);
    }
    // The rules want the namespace on the root; an element of the other version may hold the prefix there already.
    let declare_here = scan
        .prefix
        .as_deref()
        .is_some_and(|bound| bound != rules.namespace);
    let element = element(rules, text, url, declare_here);
    let mut out = String::with_capacity(picture.len() + element.len() + 128);
    out.push_str(&picture[..scan.root_name_end]);
    if scan.prefix.is_none() {
        out.push_str(&format!(" xmlns:openbadges=\"{}\"", rules.namespace));
    }
    out.push_str(&picture[scan.root_name_end..scan.root_end]);
    if scan.root_is_empty {
        // `<svg/>` has no inside: open it.
        let slash = out
            .rfind('/')
            .ok_or_else(|| not_svg("its root does not end"))?;
        out.replace_range(slash..=slash, "");
    }
    out.push_str(&element);
    if scan.root_is_empty {
        out.push_str(&format!("</{}>", scan.root_name));
    }
    let mut from = scan.root_end;
    for found in old {
        out.push_str(&picture[from..found.start]);
        from = found.end;
    }
    out.push_str(&picture[from..]);
    Ok(out.into_bytes())
}

fn element(rules: &Rules, text: &str, url: Option<&str>, declare: bool) -> String {
    let name = rules.element;
    let escaped = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
    };
    let mut open = format!("<openbadges:{name}");
    if declare {
        open.push_str(&format!(" xmlns:openbadges=\"{}\"", rules.namespace));
    }
    if crate::proof::jwt::is_compact(text) {
        return format!("{open} verify=\"{}\"></openbadges:{name}>", escaped(text));
    }
    let verify = match (rules.version, url) {
        (Version::V2, Some(url)) => format!(" verify=\"{}\"", escaped(url)),
        _ => String::new(),
    };
    let body = text.replace("]]>", "]]]]><![CDATA[>");
    format!("{open}{verify}><![CDATA[{body}]]></openbadges:{name}>")
}

/// Takes the badge out of a picture: version 3 before version 2 before a learner record, the first of several.
///
/// ```
/// use openbadges::bake::{BakeError, Existing, Version, svg};
///
/// let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
/// let baked = svg::bake(drawing, "{}", None, Version::V3, Existing::Refuse)?;
/// assert_eq!(svg::read(&baked)?.text, "{}");
/// assert_eq!(svg::read(drawing), Err(BakeError::NoBadge));
/// # Ok::<(), BakeError>(())
/// ```
///
/// # Errors
/// Not an SVG, own entities inside, or no badge.
pub fn read(picture: &[u8]) -> Result<Baked, BakeError> {
    read_all(picture)?
        .into_iter()
        .next()
        .ok_or(BakeError::NoBadge)
}

/// Everything that is baked into a picture, at most one badge of each version: a picture may carry several.
///
/// ```
/// use openbadges::bake::{BakeError, Existing, Version, svg};
///
/// let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
/// let baked = svg::bake(drawing, "{}", None, Version::V3, Existing::Refuse)?;
/// assert_eq!(svg::read_all(&baked)?[0].text, "{}");
/// assert!(svg::read_all(drawing)?.is_empty());
/// # Ok::<(), BakeError>(())
/// ```
///
/// # Errors
/// Not an SVG, or own entities inside. A picture without a badge gives an empty list.
pub fn read_all(picture: &[u8]) -> Result<Vec<Baked>, BakeError> {
    let scan = scan(text_of(picture)?)?;
    let each = RULES.iter().filter_map(|rules| {
        let mut found = scan
            .found
            .iter()
            .filter(|found| found.version == rules.version);
        let first = found.next()?;
        let body = first.body.trim();
        let text = if body.is_empty() {
            first.verify.clone()?
        } else {
            body.to_owned()
        };
        Some(Baked {
            version: rules.version,
            text,
            more: found.next().is_some(),
        })
    });
    Ok(each.collect())
}

struct Found {
    version: Version,
    start: usize,
    end: usize,
    verify: Option<String>,
    body: String,
}

struct Scan {
    /// Position after the root's start tag.
    root_end: usize,
    root_is_empty: bool,
    root_name: String,
    /// Position after the root's name, where attributes may be put.
    root_name_end: usize,
    /// What the prefix `openbadges` means on the root.
    prefix: Option<String>,
    found: Vec<Found>,
}

fn local<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    let name = tag.name().0;
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn position(reader: &NsReader<&[u8]>) -> Result<usize, BakeError> {
    usize::try_from(reader.buffer_position()).map_err(not_svg)
}

fn scan(text: &str) -> Result<Scan, BakeError> {
    let mut reader = NsReader::from_str(text);
    let mut scan: Option<Scan> = None;
    let mut open: Option<(Found, usize)> = None;
    let mut depth = 0usize;
    loop {
        let start = position(&reader)?;
        let (namespace, event) = reader
            .read_resolved_event()
            .map_err(|e: XmlError| not_svg(e))?;
        let namespace = match namespace {
            ResolveResult::Bound(Namespace(name)) => Some(name.to_owned()),
            _ => None,
        };
        let end = position(&reader)?;
        match event {
            // Drawing programs write a bare document type; an internal subset could declare entities.
            Event::DocType(kind) if kind.contains('[') => return Err(BakeError::Entities),
            Event::DocType(_) => {}
            Event::Start(ref tag) | Event::Empty(ref tag) => {
                let is_empty = matches!(event, Event::Empty(_));
                if scan.is_none() {
                    scan = Some(root(tag, namespace.as_deref(), (start, end), is_empty)?);
                } else if open.is_none()
                    && let Some(found) = badge(tag, namespace.as_deref(), start, end)?
                {
                    match (is_empty, &mut scan) {
                        (true, Some(scan)) => scan.found.push(found),
                        _ => open = Some((found, depth)),
                    }
                }
                if !is_empty {
                    depth += 1;
                    if depth > 1000 {
                        return Err(not_svg("it nests too deep"));
                    }
                }
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if open.as_ref().is_some_and(|(_, at)| *at == depth)
                    && let (Some((mut found, _)), Some(scan)) = (open.take(), &mut scan)
                {
                    found.end = end;
                    scan.found.push(found);
                }
            }
            Event::CData(data) => {
                if let Some((found, _)) = &mut open {
                    found.body.push_str(&data.xml10_content());
                }
            }
            Event::Text(data) => {
                if let Some((found, _)) = &mut open {
                    found.body.push_str(&data.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref().map_err(not_svg)? {
                    Some(character) => character.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&reference)
                        .ok_or(BakeError::Entities)?
                        .to_owned(),
                };
                if let Some((found, _)) = &mut open {
                    found.body.push_str(&resolved);
                }
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if depth != 0 {
        return Err(not_svg("it is cut off"));
    }
    scan.ok_or_else(|| not_svg("it has no root element"))
}

fn root(
    tag: &BytesStart<'_>,
    namespace: Option<&str>,
    (start, end): (usize, usize),
    is_empty: bool,
) -> Result<Scan, BakeError> {
    let name = tag.name().0;
    if local(tag) != "svg" || namespace.is_some_and(|name| name != SVG) {
        return Err(not_svg(format!("its root is <{name}>")));
    }
    let mut prefix = None;
    // Looking for repeated attributes takes quadratic time, and none of them would matter.
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(not_svg)?;
        if attribute.key.0 == "xmlns:openbadges" {
            prefix = Some(attribute.value.into_owned());
        }
    }
    Ok(Scan {
        root_end: end,
        root_is_empty: is_empty,
        root_name: name.to_owned(),
        root_name_end: start + 1 + name.len(),
        prefix,
        found: Vec::new(),
    })
}

/// The element as a badge, if its namespace and name are those of one.
fn badge(
    tag: &BytesStart<'_>,
    namespace: Option<&str>,
    start: usize,
    end: usize,
) -> Result<Option<Found>, BakeError> {
    let rules = RULES
        .iter()
        .find(|rules| namespace == Some(rules.namespace) && local(tag) == rules.element);
    let Some(rules) = rules else {
        return Ok(None);
    };
    let mut verify = None;
    // Looking for repeated attributes takes quadratic time, and none of them would matter.
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(not_svg)?;
        if attribute.key.0 == "verify" {
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(not_svg)?;
            verify = Some(value.into_owned());
        }
    }
    Ok(Some(Found {
        version: rules.version,
        start,
        end,
        verify,
        body: String::new(),
    }))
}
