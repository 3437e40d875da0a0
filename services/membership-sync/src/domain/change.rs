//! A change set: what a file would do to the records.

use super::{certification::Certification, member::Member};
use serde::{Deserialize, Serialize};

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is on record with other values.
    Changed,
    /// It is on record and a file that is the whole truth does not name it: it lapses.
    Removed,
    /// It is on record just so.
    Unchanged,
    /// The row names it but cannot be taken.
    Refused,
}

impl ChangeKind {
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
        }
    }
    /// Reads what [`ChangeKind::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Added,
            Self::Changed,
            Self::Removed,
            Self::Unchanged,
            Self::Refused,
        ]
        .into_iter()
        .find(|k| k.as_str() == text)
    }
    /// Whether applying does something.
    pub fn has_effect(self) -> bool {
        matches!(self, Self::Added | Self::Changed | Self::Removed)
    }
}

/// One field, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Its name, as files have it.
    pub field: String,
    /// What is on record.
    pub before: String,
    /// What will be.
    pub after: String,
}

/// What will be on record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "of", content = "record", rename_all = "snake_case")]
pub enum Record {
    /// A member.
    Member(Box<Member>),
    /// A certification.
    Certification(Certification),
}

/// One change in full, as it is shown and as it will be applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The member or certificate number.
    pub key: String,
    /// Whom it is about.
    pub name: String,
    /// What is different.
    pub fields: Vec<FieldChange>,
    /// What follows, in words: `awards Practitioner`.
    pub effect: String,
    /// The record after it.
    pub after: Record,
}
