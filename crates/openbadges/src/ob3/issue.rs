//! The credentials that Accolade issues.
use serde_json::Value;

use super::{
    Achievement, AchievementResult, AchievementSubject, Credential, Evidence, Finding,
    IdentityObject, Image, Profile, ProfileRef, Reference, Severity, validate,
};
use crate::context::{CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_3_EXTENSIONS};
use crate::timestamp::Timestamp;

/// Everything a new credential says. What is optional stays out of the document when absent.
///
/// ```
/// use openbadges::Timestamp;
/// use openbadges::ob3::{Achievement, Criteria, Issue, Profile};
///
/// let achievement = Achievement {
///     id: "https://example.org/achievements/foundation/1".into(),
///     types: vec!["Achievement".into()],
///     name: "Foundation".into(),
///     description: "Knows the craft.".into(),
///     criteria: Criteria { narrative: Some("Passed the exam.".into()), ..Criteria::default() },
///     ..Achievement::default()
/// };
/// let badge = Issue::new(
///     "https://example.org/b/1",
///     Profile::new("did:web:example.org", "Guild"),
///     Timestamp::from_text("2026-01-31T12:00:00Z"),
///     "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11",
///     achievement,
/// );
/// assert_eq!(badge.build()?["type"][1], "OpenBadgeCredential");
/// # Ok::<(), openbadges::ob3::IssueError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Issue {
    /// Permanent address, `https://…/b/…`.
    pub id: String,
    /// The issuer's profile; `id` is its DID.
    pub issuer: Profile,
    /// Title, for wallets.
    pub name: Option<String>,
    /// Short description, for wallets.
    pub description: Option<String>,
    /// Picture of this award.
    pub image: Option<Image>,
    /// From when it holds, in whole seconds.
    pub valid_from: Timestamp,
    /// Until when, for dated achievements only.
    pub valid_until: Option<Timestamp>,
    /// When it was first awarded, in revisions.
    pub awarded_date: Option<Timestamp>,
    /// A fresh `urn:uuid:…`.
    pub subject_id: String,
    /// The recipient's name and hashed address, by policy.
    pub identifiers: Vec<IdentityObject>,
    /// What was achieved.
    pub achievement: Achievement,
    /// How it was earned, Markdown.
    pub narrative: Option<String>,
    /// Licence or certificate number.
    pub license_number: Option<String>,
    /// Results.
    pub results: Vec<AchievementResult>,
    /// Who assessed on the issuer's behalf.
    pub source: Option<Profile>,
    /// Evidence.
    pub evidence: Vec<Evidence>,
    /// See [`crate::status::entry`].
    pub status: Option<Value>,
    /// Schemas it keeps to.
    pub schemas: Vec<Reference>,
    /// Where a newer revision is told.
    pub refresh: Option<Reference>,
}

/// Why a credential is not issued.
///
/// ```
/// use openbadges::Timestamp;
/// use openbadges::ob3::{Achievement, Issue, IssueError, Profile};
///
/// let from = Timestamp::from_text("2026-01-31T12:00:00Z");
/// let guild = Profile::new("did:web:example.org", "Guild");
/// let badge = Issue::new("https://example.org/b/1", guild, from, "urn:uuid:none", Achievement::default());
/// let Err(IssueError::Invalid(findings)) = badge.build() else {
///     panic!("there is neither a subject nor an achievement");
/// };
/// assert_eq!(findings[0].path, "$.credentialSubject.id");
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum IssueError {
    /// It breaks rules of the standard or of Accolade.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<Finding>),
    /// It has no JSON form (a number that is not finite).
    #[error("the credential cannot be written as JSON: {0}")]
    Json(String),
}

impl Issue {
    /// Only what every credential has; the rest is empty.
    ///
    /// ```
    /// use openbadges::Timestamp;
    /// use openbadges::ob3::{Achievement, Criteria, Issue, Profile};
    ///
    /// let achievement = Achievement {
    ///     id: "https://example.org/achievements/foundation/1".into(),
    ///     types: vec!["Achievement".into()],
    ///     name: "Foundation".into(),
    ///     description: "Knows the craft.".into(),
    ///     criteria: Criteria { narrative: Some("Passed the exam.".into()), ..Criteria::default() },
    ///     ..Achievement::default()
    /// };
    /// let badge = Issue::new(
    ///     "https://example.org/b/1",
    ///     Profile::new("did:web:example.org", "Guild"),
    ///     Timestamp::from_text("2026-01-31T12:00:00Z"),
    ///     "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11",
    ///     achievement,
    /// );
    /// assert!(badge.valid_until.is_none() && badge.evidence.is_empty());
    /// ```
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        issuer: Profile,
        valid_from: Timestamp,
        subject_id: impl Into<String>,
        achievement: Achievement,
    ) -> Self {
        Self {
            id: id.into(),
            issuer,
            name: None,
            description: None,
            image: None,
            valid_from,
            valid_until: None,
            awarded_date: None,
            subject_id: subject_id.into(),
            identifiers: Vec::new(),
            achievement,
            narrative: None,
            license_number: None,
            results: Vec::new(),
            source: None,
            evidence: Vec::new(),
            status: None,
            schemas: Vec::new(),
            refresh: None,
        }
    }

    /// The unsigned document in canonical form.
    ///
    /// ```
    /// use openbadges::Timestamp;
    /// use openbadges::ob3::{Achievement, Criteria, Issue, Profile};
    ///
    /// let achievement = Achievement {
    ///     id: "https://example.org/achievements/foundation/1".into(),
    ///     types: vec!["Achievement".into()],
    ///     name: "Foundation".into(),
    ///     description: "Knows the craft.".into(),
    ///     criteria: Criteria { narrative: Some("Passed the exam.".into()), ..Criteria::default() },
    ///     ..Achievement::default()
    /// };
    /// let badge = Issue::new(
    ///     "not an address",
    ///     Profile::new("did:web:example.org", "Guild"),
    ///     Timestamp::from_text("2026-01-31T12:00:00Z"),
    ///     "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11",
    ///     achievement,
    /// );
    /// let error = badge.build().err();
    /// assert!(error.is_some_and(|error| error.to_string().contains("$.id")));
    /// ```
    ///
    /// # Errors
    /// [`IssueError::Invalid`] names every path, value and rule.
    pub fn build(self) -> Result<Value, IssueError> {
        let own_findings = self.own_rules();
        let uses_extensions = self
            .schemas
            .iter()
            .chain(&self.refresh)
            .map(|reference| reference.kind.as_str())
            .chain(
                self.status
                    .iter()
                    .filter_map(|status| status.get("type")?.as_str()),
            )
            .any(|kind| kind.starts_with("1EdTech"));
        let mut context: Vec<Value> = vec![CREDENTIALS_V2.into(), OPEN_BADGES_3.into()];
        if uses_extensions {
            context.push(OPEN_BADGES_3_EXTENSIONS.into());
        }
        let credential = Credential {
            context,
            id: self.id,
            types: vec!["VerifiableCredential".into(), "OpenBadgeCredential".into()],
            name: self.name,
            description: self.description,
            image: self.image,
            issuer: ProfileRef::Profile(Box::new(self.issuer)),
            valid_from: Some(self.valid_from),
            valid_until: self.valid_until,
            awarded_date: self.awarded_date,
            credential_subject: AchievementSubject {
                id: Some(self.subject_id),
                types: vec!["AchievementSubject".into()],
                achievement: Some(Box::new(self.achievement)),
                identifier: self.identifiers,
                license_number: self.license_number,
                narrative: self.narrative,
                result: self.results,
                source: self.source.map(Box::new),
                ..AchievementSubject::default()
            },
            endorsement: Vec::new(),
            endorsement_jwt: Vec::new(),
            evidence: self.evidence,
            credential_schema: self.schemas,
            credential_status: self.status,
            refresh_service: self.refresh,
            terms_of_use: Vec::new(),
            proof: Vec::new(),
            extra: super::Extra::new(),
        };
        let document = credential
            .to_value()
            .map_err(|error| IssueError::Json(error.to_string()))?;
        let mut findings = own_findings;
        findings.extend(
            validate(&document)
                .into_iter()
                .filter(|finding| finding.severity == Severity::Error),
        );
        if findings.is_empty() {
            Ok(document)
        } else {
            Err(IssueError::Invalid(findings))
        }
    }

    /// Rules that only what Accolade issues must keep.
    fn own_rules(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut demand = |holds: bool, path: &str, value: &str, rule: &'static str| {
            if !holds {
                findings.push(Finding::error("issue.rule", path, value, rule));
            }
        };
        let web = |id: &str| id.starts_with("https://") || id.starts_with("http://localhost");
        demand(
            web(&self.id),
            "$.id",
            &self.id,
            "it must be an https address",
        );
        let uuid = self.subject_id.strip_prefix("urn:uuid:");
        demand(
            uuid.is_some_and(|text| uuid::Uuid::parse_str(text).is_ok()),
            "$.credentialSubject.id",
            &self.subject_id,
            "it must be urn:uuid: and a UUID",
        );
        let dates = [
            ("$.validFrom", Some(&self.valid_from)),
            ("$.validUntil", self.valid_until.as_ref()),
        ];
        for (path, date) in dates {
            if let Some(date) = date {
                demand(
                    !date.as_str().contains('.'),
                    path,
                    date.as_str(),
                    "it must be in whole seconds, so that the JWT's claims can repeat it",
                );
            }
        }
        for (at, identity) in self.identifiers.iter().enumerate() {
            let salt = identity.salt.as_deref().unwrap_or_default();
            demand(
                !identity.hashed || salt.len() >= 22,
                &format!("$.credentialSubject.identifier[{at}].salt"),
                salt,
                "a hashed identity needs 128 random bits of salt",
            );
        }
        findings
    }
}
