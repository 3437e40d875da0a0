//! What can be achieved, how it is earned and what its results can look like.
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::{Extra, IdentifierEntry, Image, Profile, one_or_many};

/// What can be achieved (§B.1.3).
///
/// ```
/// use openbadges::ob3::{Achievement, Criteria};
///
/// let achievement = Achievement {
///     id: "https://example.org/achievements/foundation/1".into(),
///     types: vec!["Achievement".into()],
///     name: "Foundation".into(),
///     description: "Knows the craft.".into(),
///     criteria: Criteria { narrative: Some("Passed the exam.".into()), ..Criteria::default() },
///     credits_available: Some(3.into()),
///     ..Achievement::default()
/// };
/// let document = serde_json::to_value(&achievement)?;
/// assert_eq!(document["creditsAvailable"], 3);
/// assert!(document.get("alignment").is_none());
/// # Ok::<(), serde_json::Error>(())
/// ```
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
    pub credits_available: Option<Number>,
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
///
/// ```
/// use openbadges::ob3::Criteria;
///
/// let criteria = Criteria { id: Some("https://example.org/exam".into()), ..Criteria::default() };
/// assert_eq!(serde_json::to_string(&criteria)?, r#"{"id":"https://example.org/exam"}"#);
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

/// A node in a framework that an achievement stands for (§B.1.4).
///
/// ```
/// use openbadges::ob3::Alignment;
///
/// let alignment = Alignment {
///     types: vec!["Alignment".into()],
///     target_name: "Bid planning".into(),
///     target_url: "https://example.org/skills/1".into(),
///     target_type: Some("ext:Skill".into()),
///     ..Alignment::default()
/// };
/// assert_eq!(serde_json::to_value(&alignment)?["targetType"], "ext:Skill");
/// # Ok::<(), serde_json::Error>(())
/// ```
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
///
/// ```
/// use openbadges::ob3::ResultDescription;
///
/// let grade = ResultDescription {
///     id: "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a12".into(),
///     types: vec!["ResultDescription".into()],
///     name: "Grade".into(),
///     result_type: "LetterGrade".into(),
///     allowed_value: ["C", "B", "A"].map(String::from).to_vec(),
///     ..ResultDescription::default()
/// };
/// assert_eq!(serde_json::to_value(&grade)?["allowedValue"][2], "A");
/// # Ok::<(), serde_json::Error>(())
/// ```
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
///
/// ```
/// use openbadges::ob3::RubricCriterionLevel;
///
/// let level = RubricCriterionLevel {
///     id: "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a13".into(),
///     types: vec!["RubricCriterionLevel".into()],
///     name: "Mastered".into(),
///     points: Some("4".into()),
///     ..RubricCriterionLevel::default()
/// };
/// assert_eq!(serde_json::to_value(&level)?["points"], "4");
/// # Ok::<(), serde_json::Error>(())
/// ```
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

/// A result (§B.1.15).
///
/// ```
/// use openbadges::ob3::AchievementResult;
///
/// let result = AchievementResult {
///     types: vec!["Result".into()],
///     result_description: Some("urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a12".into()),
///     value: Some("A".into()),
///     ..AchievementResult::default()
/// };
/// assert_eq!(serde_json::to_value(&result)?["value"], "A");
/// # Ok::<(), serde_json::Error>(())
/// ```
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

/// A counterpart of an achievement (§B.1.14).
///
/// ```
/// use openbadges::ob3::Related;
///
/// let translation = Related {
///     id: "https://example.org/achievements/foundation/1/de".into(),
///     types: vec!["Related".into()],
///     in_language: Some("de".into()),
///     ..Related::default()
/// };
/// assert_eq!(serde_json::to_value(&translation)?["inLanguage"], "de");
/// # Ok::<(), serde_json::Error>(())
/// ```
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
