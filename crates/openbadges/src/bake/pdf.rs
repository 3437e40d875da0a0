//! PDF: a credential attached as an embedded file (ISO 32000-2 §7.11.4), as certificates in PDF/A-3 carry it.
//!
//! Only the stream of the embedded file is read. The file is not rendered, nothing in it runs, no reference is followed;
//! encrypted files and exotic filters hold no badge for us.
use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::{BakeError, Baked, Version};
use crate::context::OPEN_BADGES_2;
use crate::json::{self, MAX_BYTES};
use crate::proof::jwt;

/// Most embedded files that are looked into.
const MAX_FILES: usize = 50;
/// Most streams whose dictionary is looked at.
const MAX_STREAMS: usize = 20_000;
/// The longest dictionary before a stream.
const MAX_DICTIONARY: usize = 4096;

/// Whether the bytes begin as a PDF does (readers accept a little in front).
///
/// ```
/// use openbadges::bake::pdf;
///
/// assert!(pdf::is_pdf(b"%PDF-1.7\n"));
/// assert!(!pdf::is_pdf(b"{}"));
/// ```
#[must_use]
pub fn is_pdf(bytes: &[u8]) -> bool {
    find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

/// Takes the badge out: the first embedded file that is JSON with a context, or a compact JWS.
///
/// ```
/// use openbadges::bake::{BakeError, pdf};
///
/// let pdf = b"%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Length 26 >>\nstream\n{\"@context\": \"urn:x:test\"}\nendstream\nendobj\n";
/// assert_eq!(pdf::read(pdf)?.text, "{\"@context\": \"urn:x:test\"}");
/// assert_eq!(pdf::read(b"%PDF-1.7\n%%EOF"), Err(BakeError::NoBadge));
/// # Ok::<(), BakeError>(())
/// ```
///
/// # Errors
/// Not a PDF, or no badge in it.
pub fn read(bytes: &[u8]) -> Result<Baked, BakeError> {
    if !is_pdf(bytes) {
        return Err(BakeError::NotPdf);
    }
    let mut found: Option<Baked> = None;
    for file in embedded(bytes).take(MAX_FILES) {
        let Some(version) = badge_in(&file) else {
            continue;
        };
        match &mut found {
            Some(first) => first.more = true,
            None => {
                found = Some(Baked {
                    version,
                    text: file,
                    more: false,
                });
            }
        }
    }
    found.ok_or(BakeError::NoBadge)
}

/// Whether a file is a badge, and by which rules.
fn badge_in(text: &str) -> Option<Version> {
    let trimmed = text.trim_start_matches('\u{feff}').trim();
    if jwt::is_compact(trimmed) {
        return Some(Version::V3);
    }
    let document = json::parse(trimmed.as_bytes()).ok()?;
    let contexts = json::items(document.get("@context"));
    if contexts.is_empty() {
        return None;
    }
    let is_old = contexts.iter().any(|context| context == OPEN_BADGES_2);
    Some(if is_old { Version::V2 } else { Version::V3 })
}

/// The texts of the embedded files. Work is linear in the file's size, and unpacking ends at [`MAX_BYTES`] in all.
fn embedded(bytes: &[u8]) -> impl Iterator<Item = String> {
    let mut at = 0;
    let mut budget = MAX_BYTES;
    let mut streams = 0;
    std::iter::from_fn(move || {
        while streams < MAX_STREAMS {
            let start = at + find(bytes.get(at..)?, b"stream")?;
            let after = start + b"stream".len();
            at = after;
            if bytes[..start].ends_with(b"end") {
                continue;
            }
            streams += 1;
            let dictionary = dictionary_before(bytes, start);
            let Some(dictionary) = dictionary.filter(|text| find(text, b"/EmbeddedFile").is_some())
            else {
                continue;
            };
            let data = skip_line_end(bytes.get(after..)?);
            let end = find(data, b"endstream").unwrap_or(data.len());
            let data = &data[..end];
            at = after + end;
            if let Some(text) = unpacked(dictionary, data, &mut budget) {
                return Some(text);
            }
        }
        None
    })
}

/// What stands between the beginning of the object and the word `stream`.
fn dictionary_before(bytes: &[u8], stream: usize) -> Option<&[u8]> {
    let from = stream.saturating_sub(MAX_DICTIONARY);
    let before = &bytes[from..stream];
    let object = before.windows(3).rposition(|window| window == b"obj")?;
    Some(&before[object..])
}

fn skip_line_end(data: &[u8]) -> &[u8] {
    data.strip_prefix(b"\r\n")
        .or_else(|| data.strip_prefix(b"\n"))
        .unwrap_or(data)
}

/// The text of a stream without filter, or deflated.
fn unpacked(dictionary: &[u8], data: &[u8], budget: &mut usize) -> Option<String> {
    let plain = if find(dictionary, b"/Filter").is_none() {
        let length = length_of(dictionary).filter(|length| *length <= data.len());
        let mut data = data[..length.unwrap_or(data.len())].to_vec();
        data.truncate(*budget);
        data
    } else if find(dictionary, b"/FlateDecode").is_some()
        && find(dictionary, b"/DecodeParms").is_none()
    {
        let mut out = Vec::new();
        let limit = u64::try_from(*budget).ok()?;
        // A stream may be followed by a line end that is not part of it; what was read until then counts.
        let _ = ZlibDecoder::new(data).take(limit).read_to_end(&mut out);
        out
    } else {
        return None;
    };
    *budget -= plain.len().min(*budget);
    String::from_utf8(plain).ok()
}

/// `/Length 26`, if it is a number and not a reference.
fn length_of(dictionary: &[u8]) -> Option<usize> {
    let at = find(dictionary, b"/Length")? + b"/Length".len();
    let text = std::str::from_utf8(dictionary.get(at..)?).ok()?;
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?.trim_start();
    // `25 0 R` is a reference to another object.
    let is_reference = rest.starts_with(|c: char| c.is_ascii_digit());
    text.get(..digits)?.parse().ok().filter(|_| !is_reference)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
