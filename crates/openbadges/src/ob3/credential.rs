//! The badge itself: the credential and who earned what.
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::{
    Achievement, AchievementResult, Evidence, Extra, IdentityObject, Image, Profile, ProfileRef,
    Reference, TermsOfUse, one_or_many,
};
use crate::timestamp::Timestamp;

/// An Open Badge (`OpenBadgeCredential`, alias `AchievementCredential`), Open Badges 3.0 §B.1.1.
///
/// ```
/// use openbadges::ob3::Credential;
/// use serde_json::json;
///
/// let document = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "id": "https://example.org/b/1",
///     "type": ["VerifiableCredential", "OpenBadgeCredential"],
///     "issuer": {"id": "did:web:example.org", "type": ["Profile"]},
///     "credentialSubject": {"type": "AchievementSubject"},
///     "mood": "cheerful",
/// });
/// let badge = Credential::parse(&document)?;
/// assert_eq!(badge.extra["mood"], "cheerful"); // survives
/// assert_eq!(badge.to_value()?["credentialSubject"]["type"][0], "AchievementSubject"); // canonical: a list
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credential {
    /// The contexts, in order.
    #[serde(rename = "@context", deserialize_with = "one_or_many")]
    pub context: Vec<Value>,
    /// Address of the credential, the same over all its revisions.
    pub id: String,
    /// `VerifiableCredential` and `OpenBadgeCredential` or `AchievementCredential`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Title, for wallets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Short description, for wallets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Picture, for wallets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// Who issues it.
    pub issuer: ProfileRef,
    /// From when it holds; the newer of two revisions counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Timestamp>,
    /// Until when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    /// When it was awarded, where `valid_from` had to move on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awarded_date: Option<Timestamp>,
    /// Who did what.
    pub credential_subject: AchievementSubject,
    /// Endorsements with their own proofs.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub endorsement: Vec<Value>,
    /// Endorsements as VC-JWT.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub endorsement_jwt: Vec<String>,
    /// Evidence.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub evidence: Vec<Evidence>,
    /// Schemas it keeps to.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub credential_schema: Vec<Reference>,
    /// Where revocation is told. A single object; lists fail the Open Badges schema.
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

impl Credential {
    /// Reads a credential.
    ///
    /// ```
    /// use openbadges::ob3::Credential;
    /// use serde_json::json;
    ///
    /// let error = Credential::parse(&json!({"id": "https://example.org/b/1"})).err();
    /// assert!(error.is_some_and(|error| error.to_string().contains("@context")));
    /// ```
    ///
    /// # Errors
    /// The member that has the wrong form; [`validate`](super::validate()) gives all of them with their paths.
    pub fn parse(document: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(document)
    }

    /// The document in canonical form.
    ///
    /// ```
    /// use openbadges::ob3::Credential;
    /// use serde_json::json;
    ///
    /// let document = json!({
    ///     "@context": "https://www.w3.org/ns/credentials/v2",
    ///     "id": "https://example.org/b/1",
    ///     "type": ["VerifiableCredential", "OpenBadgeCredential"],
    ///     "issuer": "did:web:example.org",
    ///     "credentialSubject": {"type": ["AchievementSubject"]},
    /// });
    /// let written = Credential::parse(&document)?.to_value()?;
    /// assert_eq!(written["@context"], json!(["https://www.w3.org/ns/credentials/v2"])); // a list again
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    /// None in practice: all members have JSON forms.
    pub fn to_value(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(self)
    }
}

/// Who earned the achievement, and how (§B.1.2). Either `id` or an identifier must be there.
///
/// ```
/// use openbadges::ob3::{AchievementSubject, IdentityObject};
///
/// let subject = AchievementSubject {
///     types: vec!["AchievementSubject".into()],
///     identifier: vec![IdentityObject::hashed_email("zoe@example.org", &[1; 16])],
///     license_number: Some("2026-0042".into()),
///     ..AchievementSubject::default()
/// };
/// assert_eq!(serde_json::to_value(&subject)?["licenseNumber"], "2026-0042");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AchievementSubject {
    /// Address of the person in this credential, a `urn:uuid` in Accolade's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `AchievementSubject`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// What was achieved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement: Option<Box<Achievement>>,
    /// Names and (hashed) addresses.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub identifier: Vec<IdentityObject>,
    /// Start of the activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_start_date: Option<Timestamp>,
    /// End of the activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_end_date: Option<Timestamp>,
    /// Credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits_earned: Option<Number>,
    /// Picture of this award.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// Licence or certificate number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license_number: Option<String>,
    /// How it was earned, Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// Results.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub result: Vec<AchievementResult>,
    /// Role of the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Who assessed on the issuer's behalf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Box<Profile>>,
    /// Academic term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}
