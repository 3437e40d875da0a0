//! The kinds of list that are read: today's and its two forerunners.
use serde::{Deserialize, Serialize};

use super::ENTRY_TYPE;

/// The kind of list that an entry points into.
///
/// ```
/// use openbadges::status::ListKind;
///
/// assert_eq!(ListKind::of("StatusList2021Entry"), Some(ListKind::StatusList2021));
/// assert_eq!(ListKind::of("SparseMerkleTreeProof"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// Bitstring Status List 1.0.
    Bitstring,
    /// StatusList2021: its list has no `u` before it.
    StatusList2021,
    /// RevocationList2020: besides, other names of members, and it knows revocation only.
    RevocationList2020,
}

impl ListKind {
    /// The kind for a type of entry, if it is one of those that are read.
    ///
    /// ```
    /// use openbadges::status::ListKind;
    ///
    /// assert_eq!(ListKind::of("BitstringStatusListEntry"), Some(ListKind::Bitstring));
    /// assert_eq!(ListKind::of("1EdTechRevocationList"), None); // a list of another make
    /// ```
    #[must_use]
    pub fn of(entry: &str) -> Option<Self> {
        match entry {
            ENTRY_TYPE => Some(Self::Bitstring),
            "StatusList2021Entry" => Some(Self::StatusList2021),
            "RevocationList2020Status" => Some(Self::RevocationList2020),
            _ => None,
        }
    }

    /// The type that the list credential must have.
    ///
    /// ```
    /// use openbadges::status::ListKind;
    ///
    /// assert_eq!(ListKind::StatusList2021.credential(), "StatusList2021Credential");
    /// ```
    #[must_use]
    pub fn credential(self) -> &'static str {
        match self {
            Self::Bitstring => "BitstringStatusListCredential",
            Self::StatusList2021 => "StatusList2021Credential",
            Self::RevocationList2020 => "RevocationList2020Credential",
        }
    }

    /// The member with the position in the list.
    pub(super) fn index(self) -> &'static str {
        match self {
            Self::RevocationList2020 => "revocationListIndex",
            _ => "statusListIndex",
        }
    }

    /// The member with the address of the list.
    pub(super) fn list(self) -> &'static str {
        match self {
            Self::RevocationList2020 => "revocationListCredential",
            _ => "statusListCredential",
        }
    }
}
