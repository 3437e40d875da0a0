//! Achievements: what can be earned. Each change makes a version; badges keep the one they were awarded under.

mod draft;

pub use draft::{ArtWanted, Checked, Draft, Surroundings, automatic, design};

use super::{
    policy::{UnknownWord, of_word},
    progression::Level,
};
use artwork::Design;
use platform::{
    clock::Timestamp,
    ids::{AchievementId, IssuerId, VersionId},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How long a badge holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Validity {
    /// An end date is signed, so many months after the award; none is signed for 0.
    Dated {
        /// Months from the award.
        months: u32,
    },
    /// No end date is signed; the status follows the truth.
    StatusDriven,
}

/// The two words of [`Validity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidityKind {
    /// See [`Validity::Dated`].
    Dated,
    /// See [`Validity::StatusDriven`].
    StatusDriven,
}

impl FromStr for ValidityKind {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(
            &[
                (Self::Dated, "dated"),
                (Self::StatusDriven, "status_driven"),
            ],
            text,
        )
    }
}

impl Validity {
    /// The word of its kind.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Dated { .. } => "dated",
            Self::StatusDriven => "status_driven",
        }
    }
    /// The months of a dated one; 0 otherwise.
    pub fn months(self) -> u32 {
        match self {
            Self::Dated { months } => months,
            Self::StatusDriven => 0,
        }
    }
    /// Where nothing is said: a membership follows its status (decisions §2), the rest has no end.
    fn default_for(achievement_type: &str) -> Self {
        if achievement_type == "Membership" {
            Self::StatusDriven
        } else {
            Self::Dated { months: 0 }
        }
    }
}

/// A node of a framework that an achievement stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alignment {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The framework's name; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub framework: String,
    /// Its code there; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
}

/// The organization that assesses, where it is not the issuer (A7).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExaminingBody {
    /// Its name.
    pub name: String,
    /// Its own address; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
}

/// Where the picture comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "design", rename_all = "snake_case")]
pub enum Art {
    /// Made from name, issuer and level; made anew when they change.
    Automatic(Design),
    /// Drawn by the issuer's own design.
    Designed(Design),
    /// Uploaded.
    Uploaded,
}

impl Art {
    /// The design, where there is one.
    pub fn design(&self) -> Option<&Design> {
        match self {
            Self::Automatic(design) | Self::Designed(design) => Some(design),
            Self::Uploaded => None,
        }
    }
}

/// What one version says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The title.
    pub name: String,
    /// In a few sentences.
    pub description: String,
    /// Markdown: what has to be done to earn it.
    pub criteria: String,
    /// One of [`openbadges::ob3::ACHIEVEMENT_TYPES`] or `ext:…`.
    pub achievement_type: String,
    /// Words to find it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Frameworks it stands for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alignments: Vec<Alignment>,
    /// Its place on a ladder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// How long a badge holds.
    pub validity: Validity,
    /// The picture.
    pub art: Art,
    /// Who assesses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub examining_body: Option<ExaminingBody>,
}

/// SHA-256 of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest(pub [u8; 32]);

/// One version of an achievement. It never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its id.
    pub id: VersionId,
    /// Of which achievement.
    pub achievement: AchievementId,
    /// Whose.
    pub issuer: IssuerId,
    /// Counts up from 1.
    pub number: u32,
    /// What it says.
    pub content: Content,
    /// The public page of the achievement, as it is signed: `BASE/achievements/{achievement}`.
    pub url: String,
    /// The Open Badges 2.0 BadgeClass: `BASE/ob2/badges/{version}`.
    pub ob2_url: String,
    /// The picture as PNG: `BASE/achievements/{version}.png`.
    pub image_url: String,
    /// The picture as SVG.
    pub svg: Digest,
    /// The picture as PNG, 600 px for a drawn one.
    pub png: Digest,
    /// When it was made.
    pub created_at: Timestamp,
}

/// An achievement with its version in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Achievement {
    /// Its id.
    pub id: AchievementId,
    /// Whose it is.
    pub issuer: IssuerId,
    /// The version in force.
    pub current: Version,
    /// When it was archived: nothing more is awarded.
    pub archived_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Grows by one with each change of any kind.
    pub changes: u64,
}
