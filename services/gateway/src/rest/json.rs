//! What the contract's messages look like in JSON.

use super::read::given;
use contracts::{common::v1::RowError, issuance::v1 as i};
use platform::clock::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An instant of a contract as RFC 3339.
pub(crate) fn instant(t: Option<&prost_types::Timestamp>) -> Option<String> {
    t.map(|t| Timestamp::from_proto(t).rfc3339())
}
/// Nothing instead of an empty text.
pub(crate) fn some(text: String) -> Option<String> {
    Some(text).filter(|t| !t.is_empty())
}

/// What is signed, and from when a badge is visible.
#[derive(Serialize, Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// `signed` (in the file), `page_only`, or `none`.
    pub name: String,
    /// `hashed` (a salted hash of the address stands in the file) or `opaque`.
    pub recipient: String,
    /// `issue`, `accept` or `publish`.
    pub visible_from: String,
    /// Whether the public sees why a badge was revoked.
    pub show_revocation_reason: bool,
}
impl From<Policy> for i::IssuerPolicy {
    fn from(p: Policy) -> Self {
        Self {
            name: p.name,
            recipient: p.recipient,
            visible_from: p.visible_from,
            show_revocation_reason: p.show_revocation_reason,
        }
    }
}
impl From<i::IssuerPolicy> for Policy {
    fn from(p: i::IssuerPolicy) -> Self {
        Self {
            name: p.name,
            recipient: p.recipient,
            visible_from: p.visible_from,
            show_revocation_reason: p.show_revocation_reason,
        }
    }
}

/// What of a policy is to change.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyChange {
    /// `signed` (in the file), `page_only`, or `none`.
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    /// `hashed` (a salted hash of the address stands in the file) or `opaque`.
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    pub recipient: Option<String>,
    /// `issue`, `accept` or `publish`.
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    pub visible_from: Option<String>,
    /// Whether the public sees why a badge was revoked.
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    pub show_revocation_reason: Option<bool>,
}
impl PolicyChange {
    /// Whether it names everything, so that nothing of the policy that was is kept.
    pub fn is_whole(&self) -> bool {
        self.name.is_some()
            && self.recipient.is_some()
            && self.visible_from.is_some()
            && self.show_revocation_reason.is_some()
    }
    /// The policy that was, with what is named here changed.
    pub fn over(self, was: i::IssuerPolicy) -> i::IssuerPolicy {
        i::IssuerPolicy {
            name: self.name.unwrap_or(was.name),
            recipient: self.recipient.unwrap_or(was.recipient),
            visible_from: self.visible_from.unwrap_or(was.visible_from),
            show_revocation_reason: self
                .show_revocation_reason
                .unwrap_or(was.show_revocation_reason),
        }
    }
}

/// What a programme says in its award mails, and when it reminds.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// The subject of the award mail, `{badge}` and `{issuer}` standing for their names; empty for the usual one.
    #[schema(example = "{issuer} honours you: {badge}")]
    pub award_subject: String,
    /// A paragraph above the badge in award mails and reminders.
    pub award_intro: String,
    /// Days after the first mail, ascending, three at most; none for no reminders.
    pub reminder_days: Vec<u32>,
}
impl Default for Mail {
    fn default() -> Self {
        Self {
            award_subject: String::new(),
            award_intro: String::new(),
            reminder_days: vec![30, 60, 120],
        }
    }
}
impl From<Mail> for i::MailSettings {
    fn from(m: Mail) -> Self {
        Self {
            no_reminders: m.reminder_days.is_empty(),
            award_subject: m.award_subject,
            award_intro: m.award_intro,
            reminder_days: m.reminder_days,
        }
    }
}
impl From<i::MailSettings> for Mail {
    fn from(m: i::MailSettings) -> Self {
        Self {
            award_subject: m.award_subject,
            award_intro: m.award_intro,
            reminder_days: m.reminder_days,
        }
    }
}

/// An organization that issues.
#[derive(Serialize, ToSchema)]
pub struct Issuer {
    /// Its id.
    pub id: String,
    /// The part of its addresses that never changes.
    pub slug: String,
    /// The DID under which it issues.
    #[schema(example = "did:web:badges.example.org:issuers:plant-society")]
    pub did: String,
    /// Its name as shown.
    pub name: String,
    /// Its own site.
    pub url: String,
    /// Its address for questions about badges.
    pub email: String,
    /// What it is.
    pub description: String,
    /// IANA name; dates of its badges are calendar dates there.
    pub time_zone: String,
    /// BCP 47.
    pub locale: String,
    /// What is signed and shown.
    pub policy: Policy,
    /// Accent colour of its pages.
    pub accent: String,
    /// Its signing keys, also retired ones.
    pub keys: Vec<SigningKey>,
    /// Page about its badges.
    pub about_badges_url: String,
    /// How its members get help.
    pub support_contact: String,
    /// LinkedIn's number of the organization.
    pub linkedin_organization_id: String,
    /// Where a membership is renewed.
    pub renew_url: String,
    /// What its mails say, and when they remind.
    pub mail: Mail,
    /// When it was created.
    pub created_at: Option<String>,
    /// Grows with each change; also the `ETag`.
    pub version: u64,
}
impl From<i::Issuer> for Issuer {
    fn from(x: i::Issuer) -> Self {
        Self {
            created_at: instant(x.created_at.as_ref()),
            policy: x.policy.unwrap_or_default().into(),
            keys: x.keys.into_iter().map(Into::into).collect(),
            id: x.id,
            slug: x.slug,
            did: x.did,
            name: x.name,
            url: x.url,
            email: x.email,
            description: x.description,
            time_zone: x.time_zone,
            locale: x.locale,
            accent: x.accent,
            about_badges_url: x.about_badges_url,
            support_contact: x.support_contact,
            linkedin_organization_id: x.linkedin_organization_id,
            renew_url: x.renew_url,
            mail: x.mail.map(Into::into).unwrap_or_default(),
            version: x.version,
        }
    }
}

/// A signing key. Retired ones stay published for ever, so that old badges verify.
#[derive(Serialize, ToSchema)]
pub struct SigningKey {
    /// The verification method.
    pub id: String,
    /// `Ed25519` or `RS256`.
    pub algorithm: String,
    /// The public key as Multikey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key_multibase: Option<String>,
    /// When it was made.
    pub created_at: Option<String>,
    /// When it stopped signing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired_at: Option<String>,
}
impl From<i::SigningKey> for SigningKey {
    fn from(k: i::SigningKey) -> Self {
        Self {
            created_at: instant(k.created_at.as_ref()),
            retired_at: instant(k.retired_at.as_ref()),
            id: k.id,
            algorithm: k.algorithm,
            public_key_multibase: some(k.public_key_multibase),
        }
    }
}

/// A place in a ladder of achievements.
#[derive(Serialize, Deserialize, ToSchema, Clone)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The ladder's id; absent for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progression_id: Option<String>,
    /// The ladder's name.
    #[schema(example = "Bid and proposal management")]
    #[serde(default)]
    pub progression: String,
    /// The level's word.
    #[schema(example = "Practitioner")]
    pub name: String,
    /// Higher is more senior, from 1.
    pub rank: u32,
}
impl From<Level> for i::Level {
    fn from(l: Level) -> Self {
        Self {
            progression_id: l.progression_id.unwrap_or_default(),
            progression: l.progression,
            name: l.name,
            rank: l.rank,
        }
    }
}
impl From<i::Level> for Level {
    fn from(l: i::Level) -> Self {
        Self {
            progression_id: some(l.progression_id),
            progression: l.progression,
            name: l.name,
            rank: l.rank,
        }
    }
}

/// Another place in a ladder; an empty object takes the level away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelChange {
    /// The ladder's id; absent for a new one.
    #[serde(default)]
    pub progression_id: String,
    /// The ladder's name.
    #[serde(default)]
    pub progression: String,
    /// The level's word.
    #[serde(default)]
    pub name: String,
    /// Higher is more senior, from 1.
    #[serde(default)]
    pub rank: u32,
}
impl From<LevelChange> for i::Level {
    fn from(l: LevelChange) -> Self {
        Self {
            progression_id: l.progression_id,
            progression: l.progression,
            name: l.name,
            rank: l.rank,
        }
    }
}

/// Whether badges carry an end date.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// `dated` signs an end date; `status_driven` signs none, and the status follows the membership.
    pub kind: String,
    /// For `dated`: months from the award; 0 for none.
    #[serde(default)]
    pub months: u32,
}
impl From<Validity> for i::ValidityRule {
    fn from(v: Validity) -> Self {
        Self {
            kind: v.kind,
            months: v.months,
        }
    }
}
impl From<i::ValidityRule> for Validity {
    fn from(v: i::ValidityRule) -> Self {
        Self {
            kind: v.kind,
            months: v.months,
        }
    }
}

/// A skill or standard the achievement aligns with.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Alignment {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The framework it belongs to.
    #[serde(default)]
    pub framework: String,
    /// Its code there.
    #[serde(default)]
    pub code: String,
}
impl From<Alignment> for i::Alignment {
    fn from(a: Alignment) -> Self {
        Self {
            name: a.name,
            url: a.url,
            framework: a.framework,
            code: a.code,
        }
    }
}
impl From<i::Alignment> for Alignment {
    fn from(a: i::Alignment) -> Self {
        Self {
            name: a.name,
            url: a.url,
            framework: a.framework,
            code: a.code,
        }
    }
}

/// The organization that assesses, if it is not the issuer.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExaminingBody {
    /// Its name.
    pub name: String,
    /// Its address.
    #[serde(default)]
    pub url: String,
}
impl From<ExaminingBody> for i::ExaminingBody {
    fn from(b: ExaminingBody) -> Self {
        Self {
            name: b.name,
            url: b.url,
        }
    }
}
impl From<i::ExaminingBody> for ExaminingBody {
    fn from(b: i::ExaminingBody) -> Self {
        Self {
            name: b.name,
            url: b.url,
        }
    }
}

/// Another organization that assesses; an empty object takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExaminingBodyChange {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Its address.
    #[serde(default)]
    pub url: String,
}
impl From<ExaminingBodyChange> for i::ExaminingBody {
    fn from(b: ExaminingBodyChange) -> Self {
        Self {
            name: b.name,
            url: b.url,
        }
    }
}

/// The person as the issuer names them.
#[derive(Serialize, Deserialize, ToSchema, Clone)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Where the badge mail goes. Never part of a document.
    #[schema(example = "ada@example.org")]
    pub email: String,
    /// The name on the badge.
    #[serde(default)]
    pub name: String,
    /// The association's number for the person.
    #[serde(default)]
    pub member_number: String,
}
impl From<Recipient> for i::Recipient {
    fn from(r: Recipient) -> Self {
        Self {
            email: r.email,
            name: r.name,
            member_number: r.member_number,
        }
    }
}
impl From<i::Recipient> for Recipient {
    fn from(r: i::Recipient) -> Self {
        Self {
            email: r.email,
            name: r.name,
            member_number: r.member_number,
        }
    }
}

/// What shows that it was earned.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Where it is.
    #[serde(default)]
    pub url: String,
    /// What it is called.
    #[serde(default)]
    pub name: String,
    /// What it shows.
    #[serde(default)]
    pub narrative: String,
}
impl From<Evidence> for i::Evidence {
    fn from(e: Evidence) -> Self {
        Self {
            url: e.url,
            name: e.name,
            narrative: e.narrative,
        }
    }
}
impl From<i::Evidence> for Evidence {
    fn from(e: i::Evidence) -> Self {
        Self {
            url: e.url,
            name: e.name,
            narrative: e.narrative,
        }
    }
}

/// A row of a file that was not taken.
#[derive(Serialize, ToSchema)]
pub struct RowProblem {
    /// The row, the header being 1.
    pub row: u64,
    /// The column; absent when the whole row is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What stood there.
    pub value: String,
    /// What is wrong and how to mend it.
    pub reason: String,
}
impl From<RowError> for RowProblem {
    fn from(e: RowError) -> Self {
        Self {
            row: e.row,
            column: some(e.column),
            value: e.value,
            reason: e.reason,
        }
    }
}
