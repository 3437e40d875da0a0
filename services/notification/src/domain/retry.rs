//! When a message that could not be sent is tried again.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(30);
const LONGEST: Duration = Duration::from_secs(3600);
/// With an hour between attempts this is about five days: as long as mail servers themselves keep trying
/// (RFC 5321 §4.5.4.1).
const MOST_REFUSALS: u32 = 125;

/// Why an attempt came to nothing for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// The mail server, or one of our services, is away. That says nothing about the message: it waits for ever.
    Away,
    /// The mail server broke off in the middle: perhaps it has taken the mail, perhaps not.
    Unclear,
    /// The mail server answered "not now" for this message.
    NotNow,
}

/// How long to wait after the `attempts`-th attempt; `None` to give up.
pub fn wait(attempts: u32, hindrance: Hindrance) -> Option<Duration> {
    if hindrance == Hindrance::NotNow && attempts >= MOST_REFUSALS {
        return None;
    }
    let doublings = attempts.saturating_sub(1).min(7);
    Some((FIRST * (1 << doublings)).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_longer_each_time_up_to_an_hour() {
        let seconds: Vec<_> = (1..=9)
            .map(|n| wait(n, Hindrance::NotNow).unwrap().as_secs())
            .collect();
        assert_eq!(seconds, [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
    }

    #[test]
    fn a_refused_message_is_given_up_after_days_and_one_that_met_no_server_never() {
        assert_eq!(wait(MOST_REFUSALS, Hindrance::NotNow), None);
        assert_eq!(wait(u32::MAX, Hindrance::Away), Some(LONGEST));
    }
}
