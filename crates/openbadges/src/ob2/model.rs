//! The documents of version 2.0 as types (§6 of the standard). Members that are not modelled survive in `extra`.
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Timestamp;
use crate::ob3::{Extra, one_or_many};

/// A document, or the address where it lies.
///
/// ```
/// use openbadges::ob2::{BadgeClass, Link};
///
/// let link: Link<BadgeClass> = serde_json::from_str("\"https://example.org/b/1\"")?;
/// assert_eq!(link, Link::Address("https://example.org/b/1".into()));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Link<T> {
    /// The address.
    Address(String),
    /// The document itself.
    Document(Box<T>),
}

impl<T> Default for Link<T> {
    fn default() -> Self {
        Self::Address(String::new())
    }
}

/// A badge that somebody was given.
///
/// ```
/// use openbadges::ob2::{Assertion, Link};
/// use serde_json::json;
///
/// let document = json!({
///     "@context": "https://w3id.org/openbadges/v2",
///     "id": "https://example.org/assertions/1",
///     "type": "Assertion",
///     "recipient": {"type": "email", "identity": "zoe@example.org", "hashed": false},
///     "badge": "https://example.org/badges/1",
///     "verification": {"type": "HostedBadge"},
///     "issuedOn": "2026-01-31T12:00:00Z",
///     "extensions:mood": "cheerful",
/// });
/// let assertion: Assertion = serde_json::from_value(document.clone())?;
/// assert_eq!(assertion.badge, Link::Address("https://example.org/badges/1".into()));
/// assert_eq!(serde_json::to_value(&assertion)?["extensions:mood"], "cheerful");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Assertion {
    /// The context.
    #[serde(rename = "@context")]
    pub context: Value,
    /// Its address.
    pub id: String,
    /// `Assertion`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Whom it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<IdentityObject>,
    /// What was achieved.
    pub badge: Link<BadgeClass>,
    /// How to verify it.
    #[serde(alias = "verify", skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    /// When it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<Timestamp>,
    /// Until when it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// Picture with the badge baked in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Link<Image>>,
    /// Evidence.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub evidence: Vec<Link<Evidence>>,
    /// How it was earned, Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// Withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked: Option<bool>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation_reason: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What can be achieved.
///
/// ```
/// use openbadges::ob2::{BadgeClass, Criteria, Link, Profile};
/// use serde_json::json;
///
/// let document = json!({
///     "@context": "https://w3id.org/openbadges/v2",
///     "id": "https://example.org/badges/1",
///     "type": "BadgeClass",
///     "name": "Foundation",
///     "description": "Knows the craft.",
///     "image": "https://example.org/badges/1.png",
///     "criteria": {"narrative": "Passed the exam."},
///     "issuer": "https://example.org/issuer",
/// });
/// let badge: BadgeClass = serde_json::from_value(document)?;
/// assert_eq!(badge.issuer, Link::<Profile>::Address("https://example.org/issuer".into()));
/// assert!(matches!(badge.criteria, Some(Link::Document(criteria)) if criteria.narrative.is_some()));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BadgeClass {
    /// The context.
    #[serde(rename = "@context", skip_serializing_if = "Value::is_null")]
    pub context: Value,
    /// Its address.
    pub id: String,
    /// `BadgeClass`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Title.
    pub name: String,
    /// Description.
    pub description: String,
    /// Picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Link<Image>>,
    /// How to earn it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria: Option<Link<Criteria>>,
    /// Who gives it.
    pub issuer: Link<Profile>,
    /// Skills and standards it stands for.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub alignment: Vec<AlignmentObject>,
    /// Tags.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub tags: Vec<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An issuer, or any other person or organization.
///
/// ```
/// use openbadges::ob2::Profile;
/// use serde_json::json;
///
/// let document = json!({
///     "id": "https://example.org/issuer",
///     "type": ["Issuer"],
///     "name": "Guild",
///     "url": "https://example.org",
///     "email": "badges@example.org",
///     "publicKey": "https://example.org/key",
/// });
/// let issuer: Profile = serde_json::from_value(document)?;
/// assert_eq!((issuer.name.as_deref(), issuer.public_key.len()), (Some("Guild"), 1));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Profile {
    /// The context.
    #[serde(rename = "@context", skip_serializing_if = "Value::is_null")]
    pub context: Value,
    /// Its address.
    pub id: String,
    /// `Issuer` or `Profile`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Web site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// E-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone (E.164).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// Description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Link<Image>>,
    /// Its keys, or their addresses.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub public_key: Vec<Link<CryptographicKey>>,
    /// Where its badges may lie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    /// Address of its list of revoked Assertions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation_list: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// By what a recipient is known.
///
/// ```
/// use openbadges::ob2::IdentityObject;
/// use serde_json::json;
///
/// let document = json!({"type": "email", "identity": "zoe@example.org", "hashed": false});
/// let recipient: IdentityObject = serde_json::from_value(document.clone())?;
/// assert_eq!(recipient.identity, "zoe@example.org");
/// assert_eq!(serde_json::to_value(&recipient)?, document);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct IdentityObject {
    /// `email`, `url`, `telephone` or `id`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The fact, or `sha256$` and its hash.
    pub identity: String,
    /// Whether it is a hash.
    pub hashed: bool,
    /// Appended before hashing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How an Assertion is verified, or where an issuer's Assertions may lie.
///
/// ```
/// use openbadges::ob2::Verification;
/// use serde_json::json;
///
/// let document = json!({"type": "VerificationObject", "startsWith": "https://example.org/assertions/"});
/// let policy: Verification = serde_json::from_value(document)?;
/// assert_eq!(policy.starts_with, ["https://example.org/assertions/"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Verification {
    /// `HostedBadge`, `SignedBadge` or `VerificationObject`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Address of the key that signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// What the addresses of the issuer's Assertions begin with.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub starts_with: Vec<String>,
    /// Hosts of the issuer's Assertions.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub allowed_origins: Vec<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A picture.
///
/// ```
/// use openbadges::ob2::Image;
/// use serde_json::json;
///
/// let image: Image = serde_json::from_value(json!({"id": "https://example.org/b.png", "caption": "A star"}))?;
/// assert_eq!(image.caption.as_deref(), Some("A star"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    /// Address or data URI.
    pub id: String,
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who drew it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Evidence.
///
/// ```
/// use openbadges::ob2::Evidence;
/// use serde_json::json;
///
/// let evidence: Evidence = serde_json::from_value(json!({"id": "https://example.org/work", "genre": "Portfolio"}))?;
/// assert_eq!(evidence.genre.as_deref(), Some("Portfolio"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
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

/// How a badge is earned: a page, a text, or both.
///
/// ```
/// use openbadges::ob2::Criteria;
/// use serde_json::json;
///
/// let criteria: Criteria = serde_json::from_value(json!({"narrative": "Pass the exam."}))?;
/// assert_eq!((criteria.id, criteria.narrative.as_deref()), (None, Some("Pass the exam.")));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Criteria {
    /// Address of a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A skill or standard.
///
/// ```
/// use openbadges::ob2::AlignmentObject;
/// use serde_json::json;
///
/// let document = json!({"targetName": "Bid planning", "targetUrl": "https://example.org/skills/1", "targetCode": "BP2"});
/// let alignment: AlignmentObject = serde_json::from_value(document)?;
/// assert_eq!(alignment.target_code.as_deref(), Some("BP2"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AlignmentObject {
    /// Its name.
    pub target_name: String,
    /// Its address.
    pub target_url: String,
    /// Its description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_description: Option<String>,
    /// Name of the framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_framework: Option<String>,
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_code: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A public key, linked with its owner both ways.
///
/// ```
/// use openbadges::ob2::CryptographicKey;
/// use serde_json::json;
///
/// let document = json!({"id": "https://example.org/key", "type": "CryptographicKey", "owner": "https://example.org/issuer"});
/// let key: CryptographicKey = serde_json::from_value(document)?;
/// assert_eq!(key.owner.as_deref(), Some("https://example.org/issuer"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CryptographicKey {
    /// Its address.
    pub id: String,
    /// `CryptographicKey`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Address of the issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The key in PEM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key_pem: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What an issuer of signed badges has withdrawn.
///
/// ```
/// use openbadges::ob2::{Link, RevocationList};
/// use serde_json::json;
///
/// let document = json!({"type": "RevocationList", "revokedAssertions": ["urn:uuid:1"]});
/// let list: RevocationList = serde_json::from_value(document)?;
/// assert_eq!(list.revoked_assertions, [Link::Address("urn:uuid:1".into())]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RevocationList {
    /// The context.
    #[serde(rename = "@context", skip_serializing_if = "Value::is_null")]
    pub context: Value,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `RevocationList`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Whose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Ids, or entries with reasons.
    #[serde(deserialize_with = "one_or_many")]
    pub revoked_assertions: Vec<Link<RevokedAssertion>>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

impl RevocationList {
    /// Whether an Assertion is in the list, by its id or its old uid; and why, where the list says.
    ///
    /// ```
    /// use openbadges::ob2::RevocationList;
    /// use serde_json::json;
    ///
    /// let document = json!({"revokedAssertions": ["urn:uuid:1", {"id": "urn:uuid:2", "revocationReason": "Lost."}]});
    /// let list: RevocationList = serde_json::from_value(document)?;
    /// assert_eq!(list.revokes("urn:uuid:1"), Some(None));
    /// assert_eq!(list.revokes("urn:uuid:2"), Some(Some("Lost.")));
    /// assert_eq!(list.revokes("urn:uuid:3"), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn revokes(&self, id: &str) -> Option<Option<&str>> {
        self.revoked_assertions
            .iter()
            .find_map(|entry| match entry {
                Link::Address(listed) => (listed == id).then_some(None),
                Link::Document(entry) => {
                    let named = entry.id.as_deref() == Some(id) || entry.uid.as_deref() == Some(id);
                    let revoked = named && entry.revoked != Some(false);
                    revoked.then_some(entry.revocation_reason.as_deref())
                }
            })
    }
}

/// One entry of a [`RevocationList`].
///
/// ```
/// use openbadges::ob2::RevokedAssertion;
/// use serde_json::json;
///
/// let entry: RevokedAssertion = serde_json::from_value(json!({"id": "urn:uuid:2", "revocationReason": "Lost."}))?;
/// assert_eq!(entry.revocation_reason.as_deref(), Some("Lost."));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RevokedAssertion {
    /// Address of the Assertion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name before 2.0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// `true` unless it says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked: Option<bool>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation_reason: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What somebody says of a badge, a class or a profile.
///
/// ```
/// use openbadges::ob2::Endorsement;
/// use serde_json::json;
///
/// let document = json!({
///     "@context": "https://w3id.org/openbadges/v2",
///     "id": "https://union.example/endorsements/1",
///     "type": "Endorsement",
///     "claim": {"id": "https://example.org/badges/1", "endorsementComment": "Hard and fair."},
///     "issuer": "https://union.example/profile",
///     "issuedOn": "2026-01-31T12:00:00Z",
///     "verification": {"type": "HostedBadge"},
/// });
/// let endorsement: Endorsement = serde_json::from_value(document)?;
/// assert_eq!(endorsement.claim["id"], "https://example.org/badges/1");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Endorsement {
    /// The context.
    #[serde(rename = "@context", skip_serializing_if = "Value::is_null")]
    pub context: Value,
    /// Its address.
    pub id: String,
    /// `Endorsement`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// What is said: `id` of the endorsed thing and any of its members, `endorsementComment`.
    pub claim: Value,
    /// Who says it.
    pub issuer: Link<Profile>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<Timestamp>,
    /// How to verify it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}
