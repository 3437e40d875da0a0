//! A sync run: a file on its way into the records.

use serde::{Deserialize, Serialize};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Members.
    Members,
    /// Certifications passed.
    Certifications,
}

impl Kind {
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Certifications => "certifications",
        }
    }
    /// Reads what [`Kind::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Members, Self::Certifications]
            .into_iter()
            .find(|k| k.as_str() == text)
    }
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its file is still coming in.
    Receiving,
    /// Its change set is being worked out.
    Reading,
    /// Its change set waits to be applied.
    Previewed,
    /// The brake holds it until a person confirms.
    Held,
    /// Its changes are being made.
    Applying,
    /// Its changes are made; badges follow.
    Awarding,
    /// All has followed.
    Finished,
    /// Nothing was changed.
    Failed,
}

impl State {
    const ALL: [Self; 8] = [
        Self::Receiving,
        Self::Reading,
        Self::Previewed,
        Self::Held,
        Self::Applying,
        Self::Awarding,
        Self::Finished,
        Self::Failed,
    ];

    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Receiving => "receiving",
            Self::Reading => "reading",
            Self::Previewed => "previewed",
            Self::Held => "held",
            Self::Applying => "applying",
            Self::Awarding => "awarding",
            Self::Finished => "finished",
            Self::Failed => "failed",
        }
    }
    /// Reads what [`State::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// What is asked of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Make the changes.
    Apply,
    /// Wait for a person to confirm.
    Hold,
    /// It is on its way or done already.
    Nothing,
    /// It cannot be applied.
    Refuse(&'static str),
}

/// What becomes of a run that is to be applied, where `over` says that the brake holds it.
pub fn on_apply(state: State, over: bool, confirm: bool) -> Decision {
    match state {
        State::Previewed | State::Held if over && !confirm => Decision::Hold,
        State::Previewed | State::Held => Decision::Apply,
        State::Applying | State::Awarding | State::Finished => Decision::Nothing,
        State::Receiving | State::Reading => {
            Decision::Refuse("the file is still being read; wait until the run is previewed")
        }
        State::Failed => {
            Decision::Refuse("this run failed and has no change set; send the file again")
        }
    }
}

/// The words of a run. They may hold names and numbers of people, so they are kept sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The file's name.
    pub file_name: String,
    /// Its header row.
    pub header: Vec<String>,
    /// Why it is held or failed.
    pub reason: String,
    /// What the reader understood.
    pub notes: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_run_goes_on_only_when_confirmed() {
        assert_eq!(on_apply(State::Held, true, false), Decision::Hold);
        assert_eq!(on_apply(State::Held, true, true), Decision::Apply);
        assert_eq!(on_apply(State::Previewed, true, false), Decision::Hold);
        assert_eq!(on_apply(State::Previewed, false, false), Decision::Apply);
    }

    #[test]
    fn a_run_is_applied_once() {
        for state in [State::Applying, State::Awarding, State::Finished] {
            assert_eq!(on_apply(state, false, true), Decision::Nothing);
        }
        for state in [State::Reading, State::Receiving, State::Failed] {
            assert!(matches!(on_apply(state, false, true), Decision::Refuse(_)));
        }
    }

    #[test]
    fn states_are_read_as_they_are_written() {
        assert!(
            State::ALL
                .into_iter()
                .all(|s| State::parse(s.as_str()) == Some(s))
        );
    }
}
