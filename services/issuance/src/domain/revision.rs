//! Revisions: the signed states of a badge. Id and address stay, the newest `validFrom` counts (decisions §2).

use super::status_list::StatusPlace;
use crate::Error;
use platform::{
    clock::Timestamp,
    ids::{CredentialId, VersionId},
};
use std::time::Duration;

/// What a revision changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is the first.
    Issued,
    /// A new period began.
    Renewed,
    /// A name, an address or a text was mended.
    Corrected,
}

impl Change {
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Renewed => "renewed",
            Self::Corrected => "corrected",
        }
    }
}

/// One signed state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Of which badge.
    pub credential: CredentialId,
    /// From 1.
    pub number: u32,
    /// What it changed.
    pub change: Change,
    /// Under which version of the achievement.
    pub version: VersionId,
    /// The signed `validFrom`.
    pub valid_from: Timestamp,
    /// When it was signed.
    pub signed_at: Timestamp,
    /// The key's id.
    pub verification_method: String,
    /// Lower-case hex SHA-256 over the canonical JSON without its proof: what the ledger is asked by.
    pub digest: String,
    /// Its bit.
    pub status: StatusPlace,
    /// The signed document, JSON. Personal data.
    pub document: String,
}

/// The `validFrom` of a revision that begins no new period: one second after the one before, so that it counts as
/// newer and the badge still holds from the beginning.
///
/// # Errors
/// A conflict where that would lie behind `valid_until`.
pub fn next_valid_from(
    previous: Timestamp,
    valid_until: Option<Timestamp>,
) -> Result<Timestamp, Error> {
    let next = previous.whole_second().plus(Duration::from_secs(1));
    within(next, valid_until)
}

/// The `validFrom` of a new period: now, and later than the one before.
///
/// # Errors
/// A conflict where that would lie behind `valid_until`.
pub fn new_period_from(
    previous: Timestamp,
    now: Timestamp,
    valid_until: Option<Timestamp>,
) -> Result<Timestamp, Error> {
    let next = previous.whole_second().plus(Duration::from_secs(1));
    within(next.max(now.whole_second()), valid_until)
}

fn within(from: Timestamp, valid_until: Option<Timestamp>) -> Result<Timestamp, Error> {
    match valid_until {
        Some(until) if from > until => Err(Error::Conflict {
            code: "period_over",
            message: format!("the badge's period ended on {until}; renew it to begin a new one"),
        }),
        _ => Ok(from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn a_correction_is_one_second_newer_and_a_new_period_begins_now() {
        let first = t("2026-01-01T12:00:00Z");
        let now = t("2026-06-01T08:00:00.5Z");
        assert_eq!(
            next_valid_from(first, None).unwrap(),
            t("2026-01-01T12:00:01Z")
        );
        assert_eq!(
            new_period_from(first, now, Some(t("2027-01-01T00:00:00Z"))).unwrap(),
            t("2026-06-01T08:00:00Z")
        );
        assert_eq!(
            new_period_from(now, now, None).unwrap(),
            t("2026-06-01T08:00:01Z")
        );
    }

    #[test]
    fn no_revision_begins_behind_its_own_end() {
        let end = t("2026-01-01T12:00:00Z");
        assert!(
            next_valid_from(end, Some(end))
                .unwrap_err()
                .to_string()
                .contains("renew it")
        );
    }
}
