//! The lock of an account's password path.

use crate::clock::Timestamp;

/// Failures in a row after which the password path locks.
pub const FAILURES_BEFORE_LOCK: u32 = 10;

/// The failed sign-ins of an account, as plain data to be stored with it. Only the password path locks: links
/// and single sign-on go on. Ask [`Attempts::is_locked`] before the password is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attempts {
    /// Wrong passwords since the last right one.
    pub failures: u32,
    /// When the path was locked; none while it is open.
    pub locked_at: Option<Timestamp>,
}

/// What a failed sign-in led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Counted; so many more failures lock the path.
    Counted {
        /// Tries left.
        left: u32,
    },
    /// This failure locked the path: tell the person, and write it down.
    JustLocked,
    /// The path was locked already; nothing changed.
    StillLocked,
}

impl Attempts {
    /// Whether the password path is closed.
    pub fn is_locked(self) -> bool {
        self.locked_at.is_some()
    }

    /// After a wrong password at `now`.
    #[must_use]
    pub fn failed(self, now: Timestamp) -> (Self, Outcome) {
        if self.is_locked() {
            return (self, Outcome::StillLocked);
        }
        let failures = self.failures.saturating_add(1);
        if failures < FAILURES_BEFORE_LOCK {
            let left = FAILURES_BEFORE_LOCK - failures;
            let counted = Self {
                failures,
                locked_at: None,
            };
            return (counted, Outcome::Counted { left });
        }
        let locked = Self {
            failures,
            locked_at: Some(now),
        };
        (locked, Outcome::JustLocked)
    }

    /// After a right password: the count starts anew. A locked path stays locked.
    #[must_use]
    pub fn succeeded(self) -> Self {
        if self.is_locked() {
            self
        } else {
            Self::default()
        }
    }

    /// After staff opened the path again.
    #[must_use]
    pub fn unlocked(self) -> Self {
        Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_micros(micros: i64) -> Timestamp {
        Timestamp::from_micros(micros)
    }

    fn fail(times: u32) -> (Attempts, Outcome) {
        (0..times).fold(
            (Attempts::default(), Outcome::StillLocked),
            |(attempts, _), at| attempts.failed(at_micros(at.into())),
        )
    }

    #[test]
    fn the_tenth_failure_in_a_row_locks() {
        let (attempts, outcome) = fail(9);
        assert_eq!(outcome, Outcome::Counted { left: 1 });
        assert!(!attempts.is_locked());
        let (attempts, outcome) = attempts.failed(at_micros(77));
        assert_eq!(outcome, Outcome::JustLocked);
        assert_eq!(attempts.locked_at, Some(at_micros(77)));
        assert_eq!(
            attempts.failed(at_micros(99)),
            (attempts, Outcome::StillLocked)
        );
    }

    #[test]
    fn a_right_password_starts_the_count_anew_but_opens_no_lock() {
        assert_eq!(fail(9).0.succeeded(), Attempts::default());
        let locked = fail(10).0;
        assert_eq!(locked.succeeded(), locked);
        assert_eq!(locked.unlocked(), Attempts::default());
    }
}
