//! Small things that stand in several places: pictures, evidence, references.
use serde::{Deserialize, Serialize};

use super::{Extra, one_or_many};

/// A picture (§B.1.10).
///
/// ```
/// use openbadges::ob3::Image;
///
/// let image = Image::new("https://example.org/badge.png", Some("A star".into()));
/// assert_eq!(serde_json::to_value(&image)?["type"], "Image");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Address or data URI of a PNG or SVG.
    pub id: String,
    /// The string `Image`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

impl Image {
    /// A picture at an address.
    #[must_use]
    pub fn new(id: impl Into<String>, caption: Option<String>) -> Self {
        Self {
            id: id.into(),
            kind: "Image".into(),
            caption,
        }
    }
}

/// Evidence (§B.1.7).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// Address of the evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `Evidence`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// Description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Kind of evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// For whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The type of 1EdTech's refresh service, at whose address the newest revision of a badge lies.
pub const REFRESH_TYPE: &str = "1EdTechCredentialRefresh";

/// Something named by address and type: a schema, a refresh service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Its address.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Reference {
    /// The refresh service at an address: a GET there answers the newest revision of the badge, as JSON or compact JWS
    /// (Open Badges 3.0 §9.1 step 3). A verifier counts what it gets only if issuer and id are the same, `validFrom` is
    /// later and the proof holds.
    ///
    /// ```
    /// use openbadges::ob3::Reference;
    ///
    /// let service = Reference::refresh("https://example.org/b/1/refresh");
    /// assert_eq!(service.kind, "1EdTechCredentialRefresh");
    /// ```
    #[must_use]
    pub fn refresh(address: impl Into<String>) -> Self {
        Self {
            id: address.into(),
            kind: REFRESH_TYPE.into(),
            extra: Extra::new(),
        }
    }
}
