//! Which badges a portfolio shows.

use platform::ids::{CredentialId, ProgressionId};
use std::collections::{HashMap, HashSet};

/// All levels, or only the most senior of each ladder (A12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mode {
    /// Every badge.
    #[default]
    All,
    /// Of each ladder the highest level.
    Senior,
}

impl Mode {
    /// As contracts and tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Senior => "senior",
        }
    }

    /// Reads [`Mode::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "all" => Some(Self::All),
            "senior" => Some(Self::Senior),
            _ => None,
        }
    }
}

/// A badge that would be shown: accepted, public, not revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub credential: CredentialId,
    /// The ladder it is a level of.
    pub progression: Option<ProgressionId>,
    /// Its place there: data of the programme (A14).
    pub rank: u32,
    /// Whether it is in force now. A lapsed level hides no level that is in force.
    pub valid: bool,
}

/// The badges that the mode leaves out. They are hidden, not deleted: with another mode they are back (A13).
pub fn left_out(mode: Mode, candidates: &[Candidate]) -> HashSet<CredentialId> {
    if mode == Mode::All {
        return HashSet::new();
    }
    let mut highest: HashMap<ProgressionId, (bool, u32)> = HashMap::new();
    for badge in candidates {
        if let Some(ladder) = badge.progression {
            let top = highest.entry(ladder).or_default();
            *top = (*top).max((badge.valid, badge.rank));
        }
    }
    candidates
        .iter()
        .filter(|badge| {
            badge
                .progression
                .and_then(|ladder| highest.get(&ladder))
                .is_some_and(|top| (badge.valid, badge.rank) < *top)
        })
        .map(|badge| badge.credential)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::ids::Ids;

    #[test]
    fn only_the_most_senior_level_of_each_ladder_is_shown() {
        // A12, A14
        let ids = Ids::seeded(4);
        let (ladder, other): (ProgressionId, ProgressionId) = (ids.random(), ids.random());
        let badge = |progression, rank, valid| Candidate {
            credential: ids.random(),
            progression,
            rank,
            valid,
        };
        let badges = [
            badge(Some(ladder), 1, true),
            badge(Some(ladder), 3, true),
            badge(Some(ladder), 2, true),
            badge(Some(other), 1, true),
            badge(None, 0, true),
        ];
        let hidden = left_out(Mode::Senior, &badges);
        assert_eq!(
            hidden,
            HashSet::from([badges[0].credential, badges[2].credential])
        );
        assert!(left_out(Mode::All, &badges).is_empty());
    }

    #[test]
    fn a_lapsed_level_hides_no_level_in_force() {
        let ids = Ids::seeded(4);
        let ladder = Some(ids.random());
        let badge = |rank, valid| Candidate {
            credential: ids.random(),
            progression: ladder,
            rank,
            valid,
        };
        let (practitioner, professional) = (badge(2, true), badge(3, false));
        assert_eq!(
            left_out(Mode::Senior, &[practitioner, professional]),
            HashSet::from([professional.credential])
        );
        let (practitioner, professional) = (badge(2, false), badge(3, false));
        assert_eq!(
            left_out(Mode::Senior, &[practitioner, professional]),
            HashSet::from([practitioner.credential])
        );
    }
}
