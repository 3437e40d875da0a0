//! Comprehensive Learner Record 2.0: a signed record of many badges, a transcript for example.
//!
//! Each badge inside keeps its own proof; the record's issuer vouches only for having put them together. Verifying a
//! record verifies the badges in it too, and reports them one by one.
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::context::{CLR_2, CREDENTIALS_V2, OPEN_BADGES_3};
use crate::ob3::{
    Achievement, Evidence, Extra, Finding, IdentityObject, Image, Profile, ProfileRef, Reference,
    Severity, TermsOfUse, one_or_many, validate,
};
use crate::timestamp::Timestamp;

/// A record (`ClrCredential`).
///
/// ```
/// use openbadges::Timestamp;
/// use openbadges::clr::ClrCredential;
/// use openbadges::ob3::{Achievement, Criteria, Issue, Profile};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let guild = Profile::new("did:web:example.org", "Guild");
/// let from = Timestamp::from_text("2026-01-31T12:00:00Z");
/// let subject = "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11";
/// let achievement = Achievement {
///     id: "https://example.org/achievements/1".into(),
///     types: vec!["Achievement".into()],
///     name: "Foundation".into(),
///     description: "Knows the craft.".into(),
///     criteria: Criteria { narrative: Some("Passed the exam.".into()), ..Criteria::default() },
///     ..Achievement::default()
/// };
/// let badge = Issue::new("https://example.org/b/1", guild.clone(), from.clone(), subject, achievement).build()?;
///
/// // In earnest the badges are signed already.
/// let record = ClrCredential::transcript("https://example.org/clr/1", "All badges", guild, from, subject, vec![badge]);
/// let unsigned = record.build().map_err(|findings| findings[0].to_string())?;
/// assert_eq!(unsigned["type"][1], "ClrCredential");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClrCredential {
    /// The contexts, in order.
    #[serde(rename = "@context", deserialize_with = "one_or_many")]
    pub context: Vec<Value>,
    /// Address of the record.
    pub id: String,
    /// `VerifiableCredential` and `ClrCredential`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Title.
    pub name: String,
    /// Description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether more is known of the person than is in the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial: Option<bool>,
    /// Who puts it together.
    pub issuer: ProfileRef,
    /// From when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Timestamp>,
    /// Until when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    /// Whose record it is, and what is in it.
    pub credential_subject: ClrSubject,
    /// When it was awarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awarded_date: Option<Timestamp>,
    /// Picture, for wallets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
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
    /// Data Integrity proofs; [`Proof`](crate::ob3::Proof) reads one.
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

/// Whose record it is, and what is in it (`ClrSubject`).
///
/// ```
/// use openbadges::clr::ClrCredential;
/// # use openbadges::Timestamp;
/// # use openbadges::ob3::Profile;
/// # let badge = serde_json::json!({"type": ["VerifiableCredential"]});
/// # let from = Timestamp::from_text("2026-01-31T12:00:00Z");
/// # let guild = Profile::new("did:web:example.org", "Guild");
/// let record = ClrCredential::transcript("https://example.org/clr/1", "All", guild, from, "urn:x:zoe", vec![badge]);
/// assert_eq!(record.credential_subject.verifiable_credential.len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClrSubject {
    /// Address of the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `ClrSubject`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Names and (hashed) addresses.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub identifier: Vec<IdentityObject>,
    /// The badges and other credentials, each with its own proof.
    #[serde(deserialize_with = "one_or_many")]
    pub verifiable_credential: Vec<Value>,
    /// Achievements that the associations speak of.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub achievement: Vec<Achievement>,
    /// How the achievements belong together.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub association: Vec<Association>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How two achievements belong together.
///
/// ```
/// use openbadges::clr::Association;
///
/// let (first, then) = ("https://example.org/achievements/foundation", "https://example.org/achievements/practitioner");
/// let order = Association::new("precedes", first, then);
/// assert_eq!(serde_json::to_value(&order)?["associationType"], "precedes");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Association {
    /// The string `Association`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `isParentOf`, `precedes`, `replacedBy`, …
    pub association_type: String,
    /// Address of the one achievement.
    pub source_id: String,
    /// Address of the other.
    pub target_id: String,
    /// What else the document says; the standard allows nothing here.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Association {
    /// That `source` stands so to `target`: `Association::new("precedes", "…/foundation", "…/practitioner")`.
    ///
    /// ```
    /// use openbadges::clr::Association;
    ///
    /// let order = Association::new("precedes", "urn:x:foundation", "urn:x:practitioner");
    /// assert_eq!(order.source_id, "urn:x:foundation");
    /// ```
    #[must_use]
    pub fn new(
        association_type: impl Into<String>,
        source: impl Into<String>,
        target: impl Into<String>,
    ) -> Self {
        Self {
            kind: "Association".into(),
            association_type: association_type.into(),
            source_id: source.into(),
            target_id: target.into(),
            extra: Extra::new(),
        }
    }
}

impl ClrCredential {
    /// A record of these credentials of one person.
    ///
    /// ```
    /// use openbadges::clr::ClrCredential;
    /// # use openbadges::Timestamp;
    /// # use openbadges::ob3::Profile;
    /// # let badge = serde_json::json!({"type": ["VerifiableCredential"]});
    /// # let from = Timestamp::from_text("2026-01-31T12:00:00Z");
    /// # let guild = Profile::new("did:web:example.org", "Guild");
    /// let record = ClrCredential::transcript("https://example.org/clr/1", "All", guild, from, "urn:x:zoe", vec![badge]);
    /// assert_eq!(record.types, ["VerifiableCredential", "ClrCredential"]);
    /// ```
    #[must_use]
    pub fn transcript(
        id: impl Into<String>,
        name: impl Into<String>,
        issuer: Profile,
        valid_from: Timestamp,
        subject_id: impl Into<String>,
        credentials: Vec<Value>,
    ) -> Self {
        Self {
            context: vec![CREDENTIALS_V2.into(), CLR_2.into(), OPEN_BADGES_3.into()],
            id: id.into(),
            types: vec!["VerifiableCredential".into(), "ClrCredential".into()],
            name: name.into(),
            description: None,
            partial: None,
            issuer: ProfileRef::Profile(Box::new(issuer)),
            valid_from: Some(valid_from),
            valid_until: None,
            credential_subject: ClrSubject {
                id: Some(subject_id.into()),
                types: vec!["ClrSubject".into()],
                verifiable_credential: credentials,
                ..ClrSubject::default()
            },
            awarded_date: None,
            image: None,
            endorsement: Vec::new(),
            endorsement_jwt: Vec::new(),
            evidence: Vec::new(),
            credential_schema: Vec::new(),
            credential_status: None,
            refresh_service: None,
            terms_of_use: Vec::new(),
            proof: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The unsigned document.
    ///
    /// ```
    /// use openbadges::clr::ClrCredential;
    /// # use openbadges::Timestamp;
    /// # use openbadges::ob3::Profile;
    /// # let badge = serde_json::json!({"type": ["VerifiableCredential"]});
    /// # let from = Timestamp::from_text("2026-01-31T12:00:00Z");
    /// # let guild = Profile::new("did:web:example.org", "Guild");
    /// let mut record = ClrCredential::transcript("https://example.org/clr/1", "All", guild, from, "urn:x:zoe", vec![badge]);
    /// assert!(record.build().is_ok());
    /// record.credential_subject.verifiable_credential.clear();
    /// let findings = record.build().err().unwrap_or_default();
    /// assert_eq!(findings[0].path, "$.credentialSubject.verifiableCredential");
    /// ```
    ///
    /// # Errors
    /// What is wrong with it, by path, value and rule; also if it has no JSON form.
    pub fn build(&self) -> Result<Value, Vec<Finding>> {
        let document = serde_json::to_value(self)
            .map_err(|error| vec![Finding::error("schema.json", "$", "", &error.to_string())])?;
        let findings = validate(&document);
        if findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
        {
            return Err(findings);
        }
        Ok(document)
    }

    /// Reads a record.
    ///
    /// ```
    /// use openbadges::clr::ClrCredential;
    /// # use openbadges::Timestamp;
    /// # use openbadges::ob3::Profile;
    /// # let badge = serde_json::json!({"type": ["VerifiableCredential"]});
    /// # let from = Timestamp::from_text("2026-01-31T12:00:00Z");
    /// # let guild = Profile::new("did:web:example.org", "Guild");
    /// let record = ClrCredential::transcript("https://example.org/clr/1", "All", guild, from, "urn:x:zoe", vec![badge]);
    /// let document = serde_json::to_value(&record)?;
    /// assert_eq!(ClrCredential::parse(&document)?, record);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    /// The member that has the wrong form; [`validate`] gives all of them with their paths.
    pub fn parse(document: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(document)
    }
}
