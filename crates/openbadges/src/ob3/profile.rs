//! Issuers and other people and organizations, and by what recipients are known.
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::{Extra, Image, one_or_many};

/// An issuer by profile or by bare address.
///
/// ```
/// use openbadges::ob3::ProfileRef;
///
/// let issuer: ProfileRef = serde_json::from_str("\"did:web:example.org\"")?;
/// assert_eq!(issuer.id(), "did:web:example.org");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ProfileRef {
    /// Only the address. Read, never written: Open Badges validators want the object.
    Id(String),
    /// The profile.
    Profile(Box<Profile>),
}

impl ProfileRef {
    /// The address in either form.
    ///
    /// ```
    /// use openbadges::ob3::{Profile, ProfileRef};
    ///
    /// let issuer = ProfileRef::Profile(Box::new(Profile::new("did:web:example.org", "Guild")));
    /// assert_eq!(issuer.id(), ProfileRef::Id("did:web:example.org".into()).id());
    /// ```
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Id(id) => id,
            Self::Profile(profile) => &profile.id,
        }
    }
}

/// A person or organization (§B.1.13).
///
/// ```
/// use openbadges::ob3::Profile;
///
/// let issuer = Profile { url: Some("https://example.org".into()), ..Profile::new("did:web:example.org", "Guild") };
/// assert_eq!(serde_json::to_value(&issuer)?["type"][0], "Profile");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Profile {
    /// Address or DID.
    pub id: String,
    /// `Profile`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Web site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Endorsements with their own proofs.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub endorsement: Vec<Value>,
    /// Endorsements as VC-JWT.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub endorsement_jwt: Vec<String>,
    /// Logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// E-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Postal address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Other names for it.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub other_identifier: Vec<IdentifierEntry>,
    /// Title of the organization's representative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub official: Option<String>,
    /// Organization it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_org: Option<Box<Profile>>,
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// Given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Additional name, a middle name for example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_name: Option<String>,
    /// Patronymic name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patronymic_name: Option<String>,
    /// What is written before the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honorific_prefix: Option<String>,
    /// What is written after the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honorific_suffix: Option<String>,
    /// Prefix of the family name, `de` for example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name_prefix: Option<String>,
    /// Date of birth, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Profile {
    /// A profile with its address and name.
    ///
    /// ```
    /// use openbadges::ob3::Profile;
    ///
    /// let guild = Profile::new("did:web:example.org", "Guild");
    /// assert_eq!((guild.name.as_deref(), guild.types.len()), (Some("Guild"), 1));
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            types: vec!["Profile".into()],
            name: Some(name.into()),
            ..Self::default()
        }
    }
}

/// One fact by which a recipient is known (§B.1.9); see [`IdentityObject::name`] and
/// [`IdentityObject::hashed_email`].
///
/// ```
/// use openbadges::ob3::IdentityObject;
/// use serde_json::json;
///
/// let document = json!({
///     "type": "IdentityObject",
///     "hashed": false,
///     "identityHash": "2026-0042",
///     "identityType": "ext:memberNumber",
/// });
/// let identity: IdentityObject = serde_json::from_value(document.clone())?;
/// assert!(!identity.hashed);
/// assert_eq!(serde_json::to_value(&identity)?, document);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityObject {
    /// The string `IdentityObject`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether `identity_hash` is a hash.
    pub hashed: bool,
    /// The hash, or the fact itself.
    pub identity_hash: String,
    /// `name`, `emailAddress`, …
    pub identity_type: String,
    /// Appended before hashing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// What else the document says; the standard allows nothing here.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Another name for something (§B.1.8).
///
/// ```
/// use openbadges::ob3::{Extra, IdentifierEntry};
///
/// let entry = IdentifierEntry {
///     kind: "IdentifierEntry".into(),
///     identifier: "978-3-16-148410-0".into(),
///     identifier_type: "isbn".into(),
///     extra: Extra::new(),
/// };
/// assert_eq!(serde_json::to_value(&entry)?["identifierType"], "isbn");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentifierEntry {
    /// The string `IdentifierEntry`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The name.
    pub identifier: String,
    /// What kind of name.
    pub identifier_type: String,
    /// What else the document says; the standard allows nothing here.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A postal address (§B.1.3).
///
/// ```
/// use openbadges::ob3::Address;
///
/// let address = Address {
///     types: vec!["Address".into()],
///     address_locality: Some("Kraków".into()),
///     address_country_code: Some("PL".into()),
///     ..Address::default()
/// };
/// assert_eq!(serde_json::to_value(&address)?["addressCountryCode"], "PL");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Address {
    /// `Address`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_country: Option<String>,
    /// Country as ISO 3166-1 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_country_code: Option<String>,
    /// Region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_region: Option<String>,
    /// Town.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_locality: Option<String>,
    /// Street and number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_address: Option<String>,
    /// Post office box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_office_box_number: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Where that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo: Option<GeoCoordinates>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A point on the earth (§B.1.11).
///
/// ```
/// use openbadges::ob3::GeoCoordinates;
/// use serde_json::json;
///
/// let document = json!({"type": "GeoCoordinates", "latitude": 50.06, "longitude": 19});
/// let point: GeoCoordinates = serde_json::from_value(document.clone())?;
/// assert_eq!(serde_json::to_value(&point)?, document);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeoCoordinates {
    /// The string `GeoCoordinates`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Degrees north.
    pub latitude: Number,
    /// Degrees east.
    pub longitude: Number,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}
