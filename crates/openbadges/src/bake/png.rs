//! PNG: one iTXt chunk. Nothing else of the picture is touched, so the pixels stay bit for bit.
use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::{BakeError, Baked, Existing, Version};
use crate::json::MAX_BYTES;

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

/// Whether the bytes begin as a PNG does.
///
/// ```
/// use openbadges::bake::png;
///
/// assert!(png::is_png(b"\x89PNG\r\n\x1a\n"));
/// assert!(!png::is_png(b"GIF89a"));
/// ```
#[must_use]
pub fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

fn keyword(version: Version) -> &'static str {
    match version {
        Version::V2 => "openbadges",
        Version::V3 => "openbadgecredential",
        Version::Clr => "clrcredential",
    }
}

struct Chunk<'a> {
    at: usize,
    kind: [u8; 4],
    data: &'a [u8],
    whole: &'a [u8],
}

/// Cuts a PNG into its chunks, each with a good checksum, up to and with IEND.
fn chunks(bytes: &[u8]) -> Result<Chunks<'_>, BakeError> {
    Ok(Chunks {
        length: bytes.len(),
        rest: bytes.strip_prefix(SIGNATURE).ok_or(BakeError::NotPng)?,
        is_first: true,
        is_done: false,
    })
}

/// One chunk after the other: each is checked when it is reached.
struct Chunks<'a> {
    length: usize,
    rest: &'a [u8],
    is_first: bool,
    is_done: bool,
}

impl<'a> Chunks<'a> {
    fn cut(&mut self) -> Result<Chunk<'a>, BakeError> {
        let rest = self.rest;
        let at = self.length - rest.len();
        let cut = |what| BakeError::Truncated { at, what };
        let (length, after) = rest
            .split_first_chunk::<4>()
            .ok_or_else(|| cut("no IEND chunk ends the picture"))?;
        let (kind, after) = after
            .split_first_chunk::<4>()
            .ok_or_else(|| cut("a chunk's type"))?;
        let length = u32::from_be_bytes(*length) as usize;
        let (data, after) = after
            .split_at_checked(length)
            .ok_or_else(|| cut("the inside of a chunk"))?;
        let (sum, after) = after
            .split_first_chunk::<4>()
            .ok_or_else(|| cut("a chunk's checksum"))?;
        let mut crc = crc32fast::Hasher::new();
        crc.update(kind);
        crc.update(data);
        if crc.finalize() != u32::from_be_bytes(*sum) {
            return Err(BakeError::Checksum {
                chunk: String::from_utf8_lossy(kind).into_owned(),
                at,
            });
        }
        if self.is_first && kind != b"IHDR" {
            return Err(BakeError::NotPng);
        }
        self.is_first = false;
        self.is_done = kind == b"IEND";
        self.rest = after;
        Ok(Chunk {
            at,
            kind: *kind,
            data,
            whole: &rest[..rest.len() - after.len()],
        })
    }
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Result<Chunk<'a>, BakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let chunk = self.cut();
        self.is_done |= chunk.is_err();
        Some(chunk)
    }
}

/// Puts `text` into the picture, before IEND, as the version's rules say.
///
/// ```
/// use openbadges::bake::{BakeError, Existing, Version, png};
///
/// # fn smallest() -> Vec<u8> {
/// #     let chunk = |kind: &[u8; 4], data: &[u8]| {
/// #         let mut crc = crc32fast::Hasher::new();
/// #         crc.update(kind);
/// #         crc.update(data);
/// #         [&(data.len() as u32).to_be_bytes()[..], kind, data, &crc.finalize().to_be_bytes()].concat()
/// #     };
/// #     [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &[0; 13]), chunk(b"IEND", &[])].concat()
/// # }
/// let picture: Vec<u8> = smallest(); // a file, in earnest
/// let baked = png::bake(&picture, "{\"id\": \"…\"}", Version::V3, Existing::Refuse)?;
/// assert_eq!(png::read(&baked)?.text, "{\"id\": \"…\"}");
/// let twice = png::bake(&baked, "{}", Version::V3, Existing::Refuse);
/// assert_eq!(twice, Err(BakeError::AlreadyBaked));
/// # Ok::<(), BakeError>(())
/// ```
///
/// # Errors
/// Not a PNG, damaged, or (with [`Existing::Refuse`]) baked already by the same rules.
pub fn bake(
    picture: &[u8],
    text: &str,
    version: Version,
    existing: Existing,
) -> Result<Vec<u8>, BakeError> {
    if text.len() > MAX_BYTES {
        return Err(BakeError::TooLarge(text.len()));
    }
    let keyword = keyword(version).as_bytes();
    let mut data = keyword.to_vec();
    data.extend_from_slice(&[0; 5]); // end of keyword, not compressed, method 0, no language, no translation
    data.extend_from_slice(text.as_bytes());
    let length = u32::try_from(data.len()).map_err(|_| BakeError::TooLarge(text.len()))?;
    let mut crc = crc32fast::Hasher::new();
    crc.update(b"iTXt");
    crc.update(&data);

    let mut out = Vec::with_capacity(picture.len() + data.len() + 12);
    out.extend_from_slice(SIGNATURE);
    for chunk in chunks(picture)? {
        let chunk = chunk?;
        if is_text(&chunk) && named(&chunk, keyword).is_some() {
            match existing {
                Existing::Refuse => return Err(BakeError::AlreadyBaked),
                Existing::Overwrite => continue,
            }
        }
        if chunk.kind == *b"IEND" {
            out.extend_from_slice(&length.to_be_bytes());
            out.extend_from_slice(b"iTXt");
            out.extend_from_slice(&data);
            out.extend_from_slice(&crc.clone().finalize().to_be_bytes());
        }
        out.extend_from_slice(chunk.whole);
    }
    Ok(out)
}

/// Takes the badge out of a picture: version 3 before version 2 before a learner record, the first of several.
///
/// ```
/// use openbadges::bake::{BakeError, Existing, Version, png};
/// # fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
/// #     let mut crc = crc32fast::Hasher::new();
/// #     crc.update(kind);
/// #     crc.update(data);
/// #     [&u32::try_from(data.len()).unwrap_or(0).to_be_bytes()[..], kind, data, &crc.finalize().to_be_bytes()].concat()
/// # }
/// # let picture = [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &[0; 13]), chunk(b"IEND", &[])].concat();
///
/// assert_eq!(png::read(&picture), Err(BakeError::NoBadge));
/// let baked = png::bake(&picture, "{}", Version::V3, Existing::Refuse)?;
/// assert_eq!(png::read(&baked)?.text, "{}");
/// # Ok::<(), BakeError>(())
/// ```
///
/// # Errors
/// Not a PNG, damaged, a malformed badge chunk, or no badge.
pub fn read(picture: &[u8]) -> Result<Baked, BakeError> {
    let chunks: Vec<Chunk<'_>> = chunks(picture)?.collect::<Result<_, _>>()?;
    for version in ORDER {
        if let Some(baked) = of_version(&chunks, version)? {
            return Ok(baked);
        }
    }
    Err(BakeError::NoBadge)
}

/// Everything that is baked into a picture, at most one badge of each version: a picture may carry several.
///
/// ```
/// use openbadges::bake::{BakeError, Existing, Version, png};
/// # fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
/// #     let mut crc = crc32fast::Hasher::new();
/// #     crc.update(kind);
/// #     crc.update(data);
/// #     [&u32::try_from(data.len()).unwrap_or(0).to_be_bytes()[..], kind, data, &crc.finalize().to_be_bytes()].concat()
/// # }
/// # let picture = [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &[0; 13]), chunk(b"IEND", &[])].concat();
///
/// let both = png::bake(&picture, "{\"v\": 3}", Version::V3, Existing::Refuse)?;
/// let both = png::bake(&both, "{\"v\": 2}", Version::V2, Existing::Refuse)?;
/// assert_eq!(png::read_all(&both)?.len(), 2);
/// # Ok::<(), BakeError>(())
/// ```
///
/// # Errors
/// Not a PNG, damaged, or a malformed badge chunk. A picture without a badge gives an empty list.
pub fn read_all(picture: &[u8]) -> Result<Vec<Baked>, BakeError> {
    let chunks: Vec<Chunk<'_>> = chunks(picture)?.collect::<Result<_, _>>()?;
    let each = ORDER
        .into_iter()
        .map(|version| of_version(&chunks, version));
    each.filter_map(Result::transpose).collect()
}

const ORDER: [Version; 3] = [Version::V3, Version::V2, Version::Clr];

fn of_version(chunks: &[Chunk<'_>], version: Version) -> Result<Option<Baked>, BakeError> {
    let keyword = keyword(version).as_bytes();
    let mut found = chunks
        .iter()
        .filter(|chunk| is_text(chunk))
        .filter_map(|chunk| Some((chunk, named(chunk, keyword)?)));
    let Some((chunk, body)) = found.next() else {
        return Ok(None);
    };
    let text = match &chunk.kind {
        b"tEXt" => plain(body.to_vec()),
        b"zTXt" => compressed(body, chunk.at)?,
        _ => international(body, chunk.at)?,
    };
    Ok(Some(Baked {
        version,
        text,
        more: found.next().is_some(),
    }))
}

fn is_text(chunk: &Chunk<'_>) -> bool {
    matches!(&chunk.kind, b"iTXt" | b"tEXt" | b"zTXt")
}

/// What follows the keyword and its zero byte, if the chunk has that keyword.
fn named<'a>(chunk: &Chunk<'a>, keyword: &[u8]) -> Option<&'a [u8]> {
    chunk.data.strip_prefix(keyword)?.strip_prefix(&[0])
}

/// The text of a chunk that has no encoding of its own: Latin-1 by the letter of the standard, UTF-8 by what is found.
fn plain(bytes: Vec<u8>) -> String {
    let latin1 = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect();
    String::from_utf8(bytes).unwrap_or_else(|error| latin1(error.as_bytes()))
}

/// The text of an iTXt chunk after its keyword. The rules forbid compression; reading is kinder, within a limit.
fn international(body: &[u8], at: usize) -> Result<String, BakeError> {
    let malformed = |what| BakeError::Chunk { at, what };
    let (flags, rest) = body
        .split_at_checked(2)
        .ok_or_else(|| malformed("it ends before its text"))?;
    let mut parts = rest.splitn(3, |byte| *byte == 0);
    let text = parts
        .nth(2)
        .ok_or_else(|| malformed("its language and translated keyword are not ended"))?;
    let bytes = match flags {
        [0, _] => text.to_vec(),
        [1, 0] => inflate(text, at)?,
        _ => return Err(malformed("its compression is not known")),
    };
    String::from_utf8(bytes).map_err(|_| malformed("its text is not UTF-8"))
}

/// The text of a zTXt chunk after its keyword: method 0, then zlib.
fn compressed(body: &[u8], at: usize) -> Result<String, BakeError> {
    let what = "its compression is not known";
    let packed = body
        .strip_prefix(&[0])
        .ok_or(BakeError::Chunk { at, what })?;
    Ok(plain(inflate(packed, at)?))
}

/// Unpacks zlib, at most [`MAX_BYTES`].
fn inflate(packed: &[u8], at: usize) -> Result<Vec<u8>, BakeError> {
    let malformed = |what| BakeError::Chunk { at, what };
    let mut unpacked = Vec::new();
    ZlibDecoder::new(packed)
        .take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut unpacked)
        .map_err(|_| malformed("its compressed text is damaged"))?;
    if unpacked.len() > MAX_BYTES {
        return Err(malformed("its compressed text unpacks to too much"));
    }
    Ok(unpacked)
}
