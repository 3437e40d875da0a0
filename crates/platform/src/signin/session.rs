//! When a session ends.

use std::time::Duration;

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// How long a session lives. Times are microseconds since 1970, as the tables keep them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionPolicy {
    /// Longest time without a request.
    pub idle: Duration,
    /// Longest time in all.
    pub absolute: Duration,
}

impl SessionPolicy {
    /// Earners: 30 days without a request, 90 days in all.
    pub const EARNER: Self = Self {
        idle: Duration::from_secs(30 * DAY),
        absolute: Duration::from_secs(90 * DAY),
    };
    /// Staff: 12 hours without a request, 7 days in all.
    pub const STAFF: Self = Self {
        idle: Duration::from_secs(12 * HOUR),
        absolute: Duration::from_secs(7 * DAY),
    };

    /// The first moment at which a session made at `created` and last used at `last_seen` is over.
    pub fn expires_at(&self, created: i64, last_seen: i64) -> i64 {
        let by_idle = last_seen.saturating_add(micros(self.idle));
        let by_age = created.saturating_add(micros(self.absolute));
        by_idle.min(by_age)
    }

    /// Whether the session is still good at `now`.
    pub fn is_live(&self, created: i64, last_seen: i64, now: i64) -> bool {
        now < self.expires_at(created, last_seen)
    }

    /// Whether a request at `now` is worth writing down as the last one: after a hundredth of the idle time, so
    /// that not every request writes a row.
    pub fn should_touch(&self, last_seen: i64, now: i64) -> bool {
        now.saturating_sub(last_seen) >= micros(self.idle) / 100
    }
}

fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000_000;

    #[test]
    fn a_session_ends_by_idleness_or_by_age_whichever_is_first() {
        let staff = SessionPolicy::STAFF;
        assert_eq!(staff.expires_at(0, 0), 12 * HOUR);
        assert_eq!(staff.expires_at(0, 100 * HOUR), 112 * HOUR);
        assert_eq!(staff.expires_at(0, 160 * HOUR), 168 * HOUR);
        assert!(staff.is_live(0, 0, 12 * HOUR - 1));
        assert!(!staff.is_live(0, 0, 12 * HOUR));
        let earner = SessionPolicy::EARNER;
        assert_eq!(earner.expires_at(0, 0), 30 * 24 * HOUR);
        assert_eq!(earner.expires_at(0, 89 * 24 * HOUR), 90 * 24 * HOUR);
    }

    #[test]
    fn a_clock_at_its_end_does_not_overflow() {
        assert_eq!(
            SessionPolicy::STAFF.expires_at(i64::MAX, i64::MAX),
            i64::MAX
        );
        assert!(SessionPolicy::STAFF.should_touch(i64::MIN, i64::MAX));
    }

    #[test]
    fn a_request_soon_after_the_last_one_is_not_written_down() {
        let staff = SessionPolicy::STAFF;
        assert!(!staff.should_touch(0, HOUR / 10));
        assert!(staff.should_touch(0, HOUR));
    }
}
