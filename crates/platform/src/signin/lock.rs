//! The lock of an account's password path.

use serde::{Deserialize, Serialize};

/// Failures in a row after which the password path locks.
pub const FAILURES_BEFORE_LOCK: u32 = 10;

/// The failed sign-ins of an account, as plain data to be stored with it. Only the password path locks: links
/// and single sign-on go on. Ask [`Attempts::is_locked`] before the password is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Attempts {
    /// Wrong passwords since the last right one.
    pub failures: u32,
    /// When the path was locked, in microseconds since 1970; none while it is open.
    pub locked_at: Option<i64>,
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

    /// After a wrong password at `now` (microseconds since 1970).
    #[must_use]
    pub fn failed(self, now: i64) -> (Self, Outcome) {
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

    fn fail(times: u32) -> (Attempts, Outcome) {
        (0..times).fold(
            (Attempts::default(), Outcome::StillLocked),
            |(attempts, _), at| attempts.failed(i64::from(at)),
        )
    }

    #[test]
    fn the_tenth_failure_in_a_row_locks() {
        let (attempts, outcome) = fail(9);
        assert_eq!(outcome, Outcome::Counted { left: 1 });
        assert!(!attempts.is_locked());
        let (attempts, outcome) = attempts.failed(77);
        assert_eq!(outcome, Outcome::JustLocked);
        assert_eq!(attempts.locked_at, Some(77));
        assert_eq!(attempts.failed(99), (attempts, Outcome::StillLocked));
    }

    #[test]
    fn a_right_password_starts_the_count_anew_but_opens_no_lock() {
        assert_eq!(fail(9).0.succeeded(), Attempts::default());
        let locked = fail(10).0;
        assert_eq!(locked.succeeded(), locked);
        assert_eq!(locked.unlocked(), Attempts::default());
    }
}
