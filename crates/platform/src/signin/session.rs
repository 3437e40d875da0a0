//! When a session ends.

use std::time::Duration;

use crate::clock::Timestamp;

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// How long a session lives.
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
    pub fn expires_at(&self, created: Timestamp, last_seen: Timestamp) -> Timestamp {
        last_seen.plus(self.idle).min(created.plus(self.absolute))
    }

    /// Whether the session is still good at `now`.
    pub fn is_live(&self, created: Timestamp, last_seen: Timestamp, now: Timestamp) -> bool {
        now < self.expires_at(created, last_seen)
    }

    /// Whether a request at `now` is worth writing down as the last one: after a hundredth of the idle time, so
    /// that not every request writes a row.
    pub fn should_touch(&self, last_seen: Timestamp, now: Timestamp) -> bool {
        now.since(last_seen) >= self.idle / 100
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(hours: i64) -> Timestamp {
        Timestamp::from_micros(hours * 3_600_000_000)
    }

    #[test]
    fn a_session_ends_by_idleness_or_by_age_whichever_is_first() {
        let staff = SessionPolicy::STAFF;
        let start = hours(0);
        assert_eq!(staff.expires_at(start, start), hours(12));
        assert_eq!(staff.expires_at(start, hours(100)), hours(112));
        assert_eq!(staff.expires_at(start, hours(160)), hours(168));
        let last_moment = hours(12).minus(Duration::from_micros(1));
        assert!(staff.is_live(start, start, last_moment));
        assert!(!staff.is_live(start, start, hours(12)));
        let earner = SessionPolicy::EARNER;
        assert_eq!(earner.expires_at(start, start), hours(30 * 24));
        assert_eq!(earner.expires_at(start, hours(89 * 24)), hours(90 * 24));
    }

    #[test]
    fn a_clock_at_its_end_does_not_overflow() {
        let (first, last) = (
            Timestamp::from_micros(i64::MIN),
            Timestamp::from_micros(i64::MAX),
        );
        assert_eq!(SessionPolicy::STAFF.expires_at(last, last), last);
        assert!(SessionPolicy::STAFF.should_touch(first, last));
    }

    #[test]
    fn a_request_soon_after_the_last_one_is_not_written_down() {
        let staff = SessionPolicy::STAFF;
        assert!(!staff.should_touch(hours(5), hours(5).plus(Duration::from_secs(300))));
        assert!(!staff.should_touch(hours(5), hours(4)));
        assert!(staff.should_touch(hours(5), hours(6)));
    }
}
