//! Endorsements: what others say about a badge, an achievement or a profile.
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Extra, Profile, ProfileRef, Reference, TermsOfUse, one_or_many};
use crate::timestamp::Timestamp;

/// An endorsement (§B.1.20): a credential about a credential, an achievement or a profile.
///
/// ```
/// use openbadges::Timestamp;
/// use openbadges::ob3::{EndorsementCredential, Profile, validate};
///
/// let endorsement = EndorsementCredential::new(
///     "urn:uuid:0a8fb31e-5c3c-4a53-9f6f-6f4c0a6a5f10",
///     "Recognized by the union",
///     Profile::new("did:web:union.example", "Union"),
///     Timestamp::from_text("2026-01-31T12:00:00Z"),
///     "https://example.org/achievements/foundation/1",
/// );
/// assert!(validate(&serde_json::to_value(&endorsement)?).is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndorsementCredential {
    /// The contexts, in order.
    #[serde(rename = "@context", deserialize_with = "one_or_many")]
    pub context: Vec<Value>,
    /// Address of the endorsement.
    pub id: String,
    /// `VerifiableCredential` and `EndorsementCredential`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Title; required here, unlike on badges.
    pub name: String,
    /// Description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who endorses.
    pub issuer: ProfileRef,
    /// From when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Timestamp>,
    /// Until when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    /// When it was awarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awarded_date: Option<Timestamp>,
    /// What is endorsed.
    pub credential_subject: EndorsementSubject,
    /// Schemas it keeps to.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub credential_schema: Vec<Reference>,
    /// Where revocation is told, see [`crate::status`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_status: Option<Value>,
    /// Where a newer revision is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_service: Option<Reference>,
    /// Terms.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub terms_of_use: Vec<TermsOfUse>,
    /// Data Integrity proofs; [`Proof`](super::Proof) reads one.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub proof: Vec<Value>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What an endorsement is about (§B.1.21).
///
/// ```
/// use openbadges::ob3::EndorsementSubject;
/// use serde_json::json;
///
/// let document = json!({
///     "id": "https://example.org/achievements/foundation/1",
///     "type": ["EndorsementSubject"],
///     "endorsementComment": "Hard and fair.",
/// });
/// let subject: EndorsementSubject = serde_json::from_value(document)?;
/// assert_eq!(subject.endorsement_comment.as_deref(), Some("Hard and fair."));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EndorsementSubject {
    /// Address of the endorsed thing.
    pub id: String,
    /// `EndorsementSubject`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endorsement_comment: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

impl EndorsementCredential {
    /// Says something good about what has the id `about`: a badge, an achievement or a profile (Open Badges 3.0 §B.1.20).
    ///
    /// ```
    /// use openbadges::Timestamp;
    /// use openbadges::ob3::{EndorsementCredential, Profile, validate};
    ///
    /// let issuer = Profile::new("did:web:example.org", "Employers' Union");
    /// let mut endorsement = EndorsementCredential::new(
    ///     "urn:uuid:2a9d1d4f-8b0c-4a53-9f6f-6f4c0a6a5f10",
    ///     "We hire people with this badge",
    ///     issuer,
    ///     Timestamp::from_text("2026-01-31T12:00:00Z"),
    ///     "https://example.org/achievements/foundation/1",
    /// );
    /// endorsement.credential_subject.endorsement_comment = Some("The exam is hard and fair.".into());
    /// let document = serde_json::to_value(&endorsement)?;
    /// assert_eq!(validate(&document), vec![]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        issuer: Profile,
        valid_from: Timestamp,
        about: impl Into<String>,
    ) -> Self {
        Self {
            context: vec![
                crate::context::CREDENTIALS_V2.into(),
                crate::context::OPEN_BADGES_3.into(),
            ],
            id: id.into(),
            types: vec![
                "VerifiableCredential".into(),
                "EndorsementCredential".into(),
            ],
            name: name.into(),
            description: None,
            issuer: ProfileRef::Profile(Box::new(issuer)),
            valid_from: Some(valid_from),
            valid_until: None,
            awarded_date: None,
            credential_subject: EndorsementSubject {
                id: about.into(),
                types: vec!["EndorsementSubject".into()],
                ..EndorsementSubject::default()
            },
            credential_schema: Vec::new(),
            credential_status: None,
            refresh_service: None,
            terms_of_use: Vec::new(),
            proof: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// Reads an endorsement.
    ///
    /// ```
    /// use openbadges::Timestamp;
    /// use openbadges::ob3::{EndorsementCredential, Profile};
    ///
    /// let from = Timestamp::from_text("2026-01-31T12:00:00Z");
    /// let union = Profile::new("did:web:example.org", "Union");
    /// let endorsement = EndorsementCredential::new("urn:x:1", "Good", union, from, "urn:x:badge");
    /// let document = serde_json::to_value(&endorsement)?;
    /// assert_eq!(EndorsementCredential::parse(&document)?, endorsement);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    /// The member that has the wrong form; [`validate`](super::validate()) gives all of them with their paths.
    pub fn parse(document: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(document)
    }
}
