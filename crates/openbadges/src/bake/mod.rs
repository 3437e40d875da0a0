//! Baking: a credential inside a picture (Open Badges 3.0 §5.3, Open Badges 2.0 baking specification).
//!
//! A verdict on a baked picture covers the credential inside, never the pixels.
pub mod pdf;
pub mod png;
pub mod svg;

/// Which baking rules: they differ in keyword, namespace and element.
///
/// ```
/// use openbadges::bake::{Existing, Version, svg};
///
/// let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
/// let both = svg::bake(drawing, "{\"v\": 3}", None, Version::V3, Existing::Refuse)?;
/// let both = svg::bake(&both, "{\"v\": 2}", Some("https://example.org/a/1"), Version::V2, Existing::Refuse)?;
/// assert_eq!(svg::read_all(&both)?.len(), 2);
/// # Ok::<(), openbadges::bake::BakeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Open Badges 2.0: keyword `openbadges`, text is a hosted Assertion's JSON or a JWS.
    V2,
    /// Open Badges 3.0: keyword `openbadgecredential`, text is the credential's JSON or a VC-JWT.
    V3,
    /// Comprehensive Learner Record 2.0: as Open Badges 3.0, keyword `clrcredential`.
    Clr,
}

/// What was found in a picture.
///
/// ```
/// use openbadges::bake::{Existing, Version, svg};
///
/// let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
/// let baked = svg::bake(drawing, "{}", None, Version::V3, Existing::Refuse)?;
/// let found = svg::read(&baked)?;
/// assert_eq!((found.version, found.text.as_str(), found.more), (Version::V3, "{}", false));
/// # Ok::<(), openbadges::bake::BakeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baked {
    /// The rules it was baked by.
    pub version: Version,
    /// JSON, a compact JWS, or (version 2) the address of the Assertion.
    pub text: String,
    /// There was more than one; the first counts.
    pub more: bool,
}

/// Why a picture cannot be baked or read.
///
/// ```
/// use openbadges::bake::{BakeError, png};
///
/// assert_eq!(png::read(b"GIF89a"), Err(BakeError::NotPng));
/// assert_eq!(BakeError::NotPng.to_string(), "this is not a PNG picture");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BakeError {
    /// The bytes do not begin as a PNG does.
    #[error("this is not a PNG picture")]
    NotPng,
    /// The file ends in the middle.
    #[error("the PNG is cut off at byte {at}: {what}")]
    Truncated {
        /// Position.
        at: usize,
        /// What was expected there.
        what: &'static str,
    },
    /// A chunk's checksum is wrong.
    #[error("the PNG is damaged: the checksum of its {chunk} chunk at byte {at} is wrong")]
    Checksum {
        /// Chunk type.
        chunk: String,
        /// Position.
        at: usize,
    },
    /// A text chunk that does not follow the rules.
    #[error("the PNG's badge chunk at byte {at} is malformed: {what}")]
    Chunk {
        /// Position.
        at: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// No badge inside.
    #[error("there is no badge in this picture; ask for the original file, many sites strip it")]
    NoBadge,
    /// A badge is inside already.
    #[error("there is a badge in this picture already")]
    AlreadyBaked,
    /// The text is larger than what is read back.
    #[error("the badge has {0} bytes, more than fits")]
    TooLarge(usize),
    /// The bytes do not begin as a PDF does.
    #[error("this is not a PDF file")]
    NotPdf,
    /// Not an SVG picture.
    #[error("this is not an SVG picture: {0}")]
    NotSvg(String),
    /// Declares or uses entities of its own.
    #[error("the SVG declares or uses entities of its own, which is not accepted")]
    Entities,
}

/// What to do when a picture holds a badge already.
///
/// ```
/// use openbadges::bake::{BakeError, Existing, Version, svg};
///
/// let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
/// let once = svg::bake(drawing, "{}", None, Version::V3, Existing::Refuse)?;
/// let again = svg::bake(&once, "{}", None, Version::V3, Existing::Refuse);
/// assert_eq!(again, Err(BakeError::AlreadyBaked));
/// assert!(svg::bake(&once, "{}", None, Version::V3, Existing::Overwrite).is_ok());
/// # Ok::<(), BakeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// [`BakeError::AlreadyBaked`].
    Refuse,
    /// Take it out and put the new one in.
    Overwrite,
}
