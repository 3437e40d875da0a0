//! Small things that stand in several places: pictures, evidence, references.
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Extra, one_or_many};
use crate::timestamp::Timestamp;

/// A picture (§B.1.10). The bare address that the standard's words allow is read too, and written as an object, which
/// its schema wants.
///
/// ```
/// use openbadges::ob3::Image;
///
/// let image = Image::new("https://example.org/badge.png", Some("A star".into()));
/// assert_eq!(serde_json::to_value(&image)?["type"], "Image");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "AnyImage")]
pub struct Image {
    /// Address or data URI of a PNG or SVG.
    pub id: String,
    /// The string `Image`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// What else the document says; the standard allows nothing here.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The forms in which pictures are met.
#[derive(Deserialize)]
#[serde(untagged)]
enum AnyImage {
    Address(String),
    Object {
        id: String,
        #[serde(rename = "type")]
        kind: String,
        caption: Option<String>,
        #[serde(flatten)]
        extra: Extra,
    },
}

impl From<AnyImage> for Image {
    fn from(image: AnyImage) -> Self {
        match image {
            AnyImage::Address(id) => Self::new(id, None),
            AnyImage::Object {
                id,
                kind,
                caption,
                extra,
            } => Self {
                id,
                kind,
                caption,
                extra,
            },
        }
    }
}

impl Image {
    /// A picture at an address.
    ///
    /// ```
    /// use openbadges::ob3::Image;
    ///
    /// let image = Image::new("https://example.org/badge.png", None);
    /// assert_eq!(serde_json::from_str::<Image>("\"https://example.org/badge.png\"")?, image);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>, caption: Option<String>) -> Self {
        Self {
            id: id.into(),
            kind: "Image".into(),
            caption,
            extra: Extra::new(),
        }
    }
}

/// Evidence (§B.1.7).
///
/// ```
/// use openbadges::ob3::Evidence;
///
/// let evidence = Evidence {
///     id: Some("https://example.org/work".into()),
///     types: vec!["Evidence".into()],
///     name: Some("Portfolio".into()),
///     ..Evidence::default()
/// };
/// assert_eq!(serde_json::to_value(&evidence)?["name"], "Portfolio");
/// # Ok::<(), serde_json::Error>(())
/// ```
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
///
/// ```
/// use openbadges::ob3::{REFRESH_TYPE, Reference};
///
/// assert_eq!(Reference::refresh("https://example.org/b/1/refresh").kind, REFRESH_TYPE);
/// ```
pub const REFRESH_TYPE: &str = "1EdTechCredentialRefresh";

/// Something named by address and type: a schema (`CredentialSchema`), a refresh service (`RefreshService`).
///
/// ```
/// use openbadges::ob3::{Extra, Reference};
///
/// let schema = Reference {
///     id: "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json".into(),
///     kind: "1EdTechJsonSchemaValidator2019".into(),
///     extra: Extra::new(),
/// };
/// assert_eq!(serde_json::to_value(&schema)?["type"], "1EdTechJsonSchemaValidator2019");
/// # Ok::<(), serde_json::Error>(())
/// ```
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

/// Under which terms a credential was issued (`TermsOfUse`).
///
/// ```
/// use openbadges::ob3::TermsOfUse;
/// use serde_json::json;
///
/// let document = json!({"id": "https://example.org/terms", "type": "Terms", "prohibits": "resale"});
/// let terms: TermsOfUse = serde_json::from_value(document.clone())?;
/// assert_eq!(terms.extra["prohibits"], "resale");
/// assert_eq!(serde_json::to_value(&terms)?, document);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TermsOfUse {
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a Data Integrity proof says (`Proof`). Credentials hold their proofs as they stand in the document, for a
/// signature covers every member of them; this reads one.
///
/// ```
/// use openbadges::ob3::Proof;
/// use serde_json::json;
///
/// let document = json!({
///     "type": "DataIntegrityProof",
///     "cryptosuite": "eddsa-rdfc-2022",
///     "created": "2026-01-31T12:00:00Z",
///     "verificationMethod": "did:web:example.org#key-1",
///     "proofPurpose": "assertionMethod",
///     "proofValue": "z3MPPHM5VFhWw2teqGvjXDzsrqPcJoruJryZKCfhjpfpMjqgJq2D3whcG23BKnonAyT8c45VK4SfiQfkShFWPGmsi",
/// });
/// let proof: Proof = serde_json::from_value(document.clone())?;
/// assert_eq!(proof.cryptosuite.as_deref(), Some("eddsa-rdfc-2022"));
/// assert_eq!(serde_json::to_value(&proof)?, document);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Proof {
    /// `DataIntegrityProof`, or the name of an older kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// The suite, `eddsa-rdfc-2022` for example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cryptosuite: Option<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// The address of the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification_method: Option<String>,
    /// `assertionMethod`; on presentations `authentication`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof_purpose: Option<String>,
    /// What the verifier asked to be repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub challenge: Option<String>,
    /// Where it may be used: a text or several.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub domain: Value,
    /// A text that is in no other proof.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// The signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof_value: Option<String>,
    /// What else it says.
    #[serde(flatten)]
    pub extra: Extra,
}
