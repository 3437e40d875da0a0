//! What happened to a badge after its award, for the staff: who did what, when and why.

use super::{
    credential::{Credential, Fact},
    hold::HoldOwner,
    policy::{UnknownWord, of_word},
    revision::Change,
};
use platform::{clock::Timestamp, identity::Caller};
use std::str::FromStr;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A name, an address or a text was mended.
    Corrected,
    /// A new period began.
    Renewed,
    /// A hold was set.
    Suspended,
    /// A hold was lifted; others may be left.
    Reinstated,
    /// It was taken back.
    Revoked,
    /// The revocation was undone.
    Restored,
    /// Its mail was asked for again.
    Resent,
}

impl What {
    /// All of them.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Corrected, "corrected"),
        (Self::Renewed, "renewed"),
        (Self::Suspended, "suspended"),
        (Self::Reinstated, "reinstated"),
        (Self::Revoked, "revoked"),
        (Self::Restored, "restored"),
        (Self::Resent, "resent"),
    ];
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Renewed => "renewed",
            Self::Suspended => "suspended",
            Self::Reinstated => "reinstated",
            Self::Revoked => "revoked",
            Self::Restored => "restored",
            Self::Resent => "resent",
        }
    }

    /// What lies between two states of a badge, and whose hold it is about. `None` for the award itself, which the
    /// badge tells of.
    pub fn between(
        before: &Credential,
        after: &Credential,
        fact: &Fact,
    ) -> Option<(Self, Option<HoldOwner>)> {
        let owner_only_in = |one: &Credential, other: &Credential| {
            one.holds
                .iter()
                .map(|(owner, _)| owner)
                .find(|owner| other.holds.of(*owner).is_none())
        };
        let revoked = (before.revocation.is_some(), after.revocation.is_some());
        let what = match fact {
            Fact::Issued | Fact::Revised(Change::Issued) => return None,
            Fact::ResendRequested(_) => Self::Resent,
            Fact::Revised(Change::Corrected) => Self::Corrected,
            Fact::Revised(Change::Renewed) => Self::Renewed,
            // One hold of several lifted leaves the badge suspended, and so does a revocation undone beneath one.
            Fact::Revoked(_) | Fact::Suspended | Fact::Reinstated => match revoked {
                (false, true) => Self::Revoked,
                (true, false) => Self::Restored,
                _ => match (owner_only_in(after, before), owner_only_in(before, after)) {
                    (Some(set), _) => return Some((Self::Suspended, Some(set))),
                    (None, Some(lifted)) => return Some((Self::Reinstated, Some(lifted))),
                    (None, None) => return None,
                },
            },
        };
        Some((what, None))
    }
}
impl FromStr for What {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(&Self::ALL, text)
    }
}

/// Who did it and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// `staff`, `api_key`, `operator` or `rule`.
    pub kind: &'static str,
    /// The id of the person or the key; never a name or an address. Empty for a rule.
    pub subject: String,
    /// Why, in words for the issuer's own records; may be empty. Personal data.
    pub reason: String,
}

impl By {
    /// A caller, for this reason.
    pub fn caller(caller: &Caller, reason: impl Into<String>) -> Self {
        let (kind, subject) = match caller {
            Caller::Staff { .. } => ("staff", caller.subject()),
            Caller::Client { .. } => ("api_key", caller.subject()),
            Caller::Operator { subject } => ("operator", subject.clone()),
            Caller::Earner { .. } => ("earner", String::new()),
            Caller::Public | Caller::Service(_) => ("rule", String::new()),
        };
        Self {
            kind,
            subject,
            reason: reason.into(),
        }
    }

    /// What follows from a record at its source.
    pub fn rule(reason: impl Into<String>) -> Self {
        Self {
            kind: "rule",
            subject: String::new(),
            reason: reason.into(),
        }
    }
}

/// Something that happened to a badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub what: What,
    /// Whose hold was set or lifted.
    pub hold: Option<HoldOwner>,
    /// When.
    pub at: Timestamp,
    /// The kind of who did it.
    pub by: String,
    /// The id of who did it; may be empty.
    pub subject: String,
    /// Why; empty where nobody said, or after erasure.
    pub reason: String,
}
