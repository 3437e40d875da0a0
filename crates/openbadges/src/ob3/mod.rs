//! Open Badges 3.0: the documents.
//!
//! Written in canonical form (lists as lists, absent members absent), read leniently (a single value where a list is
//! meant). Members this crate does not know survive in `extra`. [`validate`] says what is wrong with a document and
//! where; [`Issue`] makes the credentials that Accolade signs.
mod identity;
mod issue;
mod schema;
mod validate;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

pub use identity::{IdentityMatch, identity_hash, normalize_email};
pub use issue::{Issue, IssueError};
pub use schema::ACHIEVEMENT_TYPES;
pub use validate::{Finding, Kind, Severity, kind_of, validate};

use crate::timestamp::Timestamp;

/// Members that this crate does not model. They are kept and written back.
pub type Extra = Map<String, Value>;

/// Reads a list, a single value or `null`.
pub(crate) fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    reader: D,
) -> Result<Vec<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany<T> {
        Nothing(()),
        Many(Vec<T>),
        One(T),
    }
    Ok(match OneOrMany::deserialize(reader)? {
        OneOrMany::Nothing(()) => Vec::new(),
        OneOrMany::Many(many) => many,
        OneOrMany::One(one) => vec![one],
    })
}

/// An Open Badge (`OpenBadgeCredential`, alias `AchievementCredential`), Open Badges 3.0 §B.1.1.
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
    pub terms_of_use: Vec<Value>,
    /// Data Integrity proofs.
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

/// An issuer by profile or by bare address.
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
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Id(id) => id,
            Self::Profile(profile) => &profile.id,
        }
    }
}

/// Who earned the achievement, and how (§B.1.2). Either `id` or an identifier must be there.
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
    pub credits_earned: Option<f64>,
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

/// What can be achieved (§B.1.3).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Achievement {
    /// Address of this version of the achievement.
    pub id: String,
    /// `Achievement`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Title.
    pub name: String,
    /// Description.
    pub description: String,
    /// How to earn it.
    pub criteria: Criteria,
    /// `Badge`, `Certificate`, … or `ext:…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement_type: Option<String>,
    /// Skills and standards it stands for.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub alignment: Vec<Alignment>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<Box<Profile>>,
    /// Credits it gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits_available: Option<f64>,
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
    /// Field of study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field_of_study: Option<String>,
    /// Course code and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub human_code: Option<String>,
    /// Picture, without a badge baked in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// Language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_language: Option<String>,
    /// Other names for it.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub other_identifier: Vec<IdentifierEntry>,
    /// Its counterparts elsewhere.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub related: Vec<Related>,
    /// What results can look like.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub result_description: Vec<ResultDescription>,
    /// Specialization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specialization: Option<String>,
    /// Tags.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub tag: Vec<String>,
    /// Version in the issuer's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How an achievement is earned (§B.1.6): a page, a text, or both.
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

/// A person or organization (§B.1.13).
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

/// A node in a framework that an achievement stands for (§B.1.4).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Alignment {
    /// `Alignment`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Its name.
    pub target_name: String,
    /// Its address.
    pub target_url: String,
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_code: Option<String>,
    /// Its description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_description: Option<String>,
    /// Name of the framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_framework: Option<String>,
    /// `CFItem`, `ceterms:Credential`, … or `ext:…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a result can look like (§B.1.16).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ResultDescription {
    /// Address, named by results.
    pub id: String,
    /// `ResultDescription`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Title.
    pub name: String,
    /// `LetterGrade`, `Percent`, … or `ext:…`.
    pub result_type: String,
    /// Skills it stands for.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub alignment: Vec<Alignment>,
    /// Values from low to high.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub allowed_value: Vec<String>,
    /// Address of the level needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_level: Option<String>,
    /// Value needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_value: Option<String>,
    /// Levels from low to high.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub rubric_criterion_level: Vec<RubricCriterionLevel>,
    /// Highest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_max: Option<String>,
    /// Lowest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_min: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A level that a result can reach (§B.1.17).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RubricCriterionLevel {
    /// Address, named by results.
    pub id: String,
    /// `RubricCriterionLevel`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Title.
    pub name: String,
    /// Skills it stands for.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub alignment: Vec<Alignment>,
    /// Description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its place among the levels, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Points it is worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A postal address (§B.1.3).
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeoCoordinates {
    /// The string `GeoCoordinates`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Degrees north.
    pub latitude: serde_json::Number,
    /// Degrees east.
    pub longitude: serde_json::Number,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A result (§B.1.15).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AchievementResult {
    /// `Result`.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Address of a rubric level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achieved_level: Option<String>,
    /// Skills it stands for.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many"
    )]
    pub alignment: Vec<Alignment>,
    /// Address of its description in the achievement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result_description: Option<String>,
    /// `Completed`, `Failed`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A picture (§B.1.10).
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

/// A counterpart of an achievement (§B.1.14).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Related {
    /// Its address.
    pub id: String,
    /// `Related` and what else it is.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub types: Vec<String>,
    /// Language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_language: Option<String>,
    /// Version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What else the document says.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Another name for something (§B.1.8).
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
}

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

/// An endorsement (§B.1.20): a credential about a credential, an achievement or a profile.
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
    /// Data Integrity proofs.
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
            proof: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// Reads an endorsement.
    ///
    /// # Errors
    /// The member that has the wrong form; [`validate`] gives all of them with their paths.
    pub fn parse(document: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(document)
    }
}

impl Credential {
    /// Reads a credential.
    ///
    /// # Errors
    /// The member that has the wrong form; [`validate`] gives all of them with their paths.
    pub fn parse(document: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(document)
    }

    /// The document in canonical form.
    ///
    /// # Errors
    /// None in practice: all members have JSON forms.
    pub fn to_value(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(self)
    }
}

/// Whether two documents are the same credential (Open Badges 3.0 §10): issuer and id are equal after percent-decoding
/// and trimming. The one with the later `validFrom` replaces the other.
#[must_use]
pub fn is_same_credential(a: &Value, b: &Value) -> bool {
    let key = |document: &Value| {
        let id = document.get("id").and_then(Value::as_str)?;
        Some((decoded(issuer_id(document)?), decoded(id)))
    };
    key(a).is_some_and(|first| Some(first) == key(b))
}

/// The issuer's address of a document of any version.
#[must_use]
pub fn issuer_id(document: &Value) -> Option<&str> {
    let issuer = document.get("issuer")?;
    issuer.as_str().or_else(|| issuer.get("id")?.as_str())
}

fn decoded(text: &str) -> Vec<u8> {
    let bytes = text.trim().as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |byte: u8| {
            char::from(byte)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
        };
        match bytes[at..] {
            [b'%', high, low, ..] if hex(high).is_some() && hex(low).is_some() => {
                out.push(hex(high).unwrap_or(0) << 4 | hex(low).unwrap_or(0));
                at += 3;
            }
            [byte, ..] => {
                out.push(byte);
                at += 1;
            }
            [] => break,
        }
    }
    out
}
