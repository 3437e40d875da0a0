//! When a message that could not be sent is tried again.

use super::gate;
use platform::{
    clock::Timestamp,
    ids::{Id as _, MessageId},
};
use std::time::Duration;

const FIRST: Duration = Duration::from_secs(30);
const LONGEST: Duration = Duration::from_secs(3600);
/// The longest wait where the mail server has said nothing yet.
const LONGEST_WITHIN: Duration = Duration::from_secs(300);
/// With an hour between attempts this is about five days: as long as mail servers themselves keep trying
/// (RFC 5321 §4.5.4.1).
const MOST_REFUSALS: u32 = 125;
/// Over so long the mails leave that waited for somebody to come back.
const SPREAD: Duration = Duration::from_secs(10);

/// Why an attempt came to nothing for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// The mail server, or one of our services, is away. That says nothing about the message: it waits for ever, never
    /// long, and it does not count as an attempt.
    Away,
    /// One of our services, or the database, answered that it cannot; or the mail could not be written. It may be this
    /// message's own fault, so that it waits longer each time; and perhaps it is not, so that it waits for ever.
    Within,
    /// The mail server broke off in the middle: perhaps it has taken the mail, perhaps not.
    Unclear,
    /// The mail server answered "not now" for this message.
    NotNow,
}

/// When a message is tried again after its `attempts`-th attempt; `None` to give up. `back` is when those who are away
/// are looked for again.
pub fn again(
    message: MessageId,
    attempts: u32,
    hindrance: Hindrance,
    now: Timestamp,
    back: Option<Timestamp>,
) -> Option<Timestamp> {
    let longest = match hindrance {
        Hindrance::Away => {
            let back = back.unwrap_or(now).max(now.plus(gate::FIRST));
            return Some(spread(message, back));
        }
        Hindrance::NotNow if attempts >= MOST_REFUSALS => return None,
        Hindrance::NotNow | Hindrance::Unclear => LONGEST,
        Hindrance::Within => LONGEST_WITHIN,
    };
    let doublings = attempts.saturating_sub(1).min(7);
    Some(now.plus((FIRST * (1 << doublings)).min(longest)))
}

/// A moment soon after `time`, each message one of its own: who comes back is not met by a thousand at once.
pub fn spread(message: MessageId, time: Timestamp) -> Timestamp {
    let [.., last] = message.uuid().into_bytes();
    time.plus(SPREAD * u32::from(last) / 255)
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::ids::Ids;

    fn waits(hindrance: Hindrance, attempts: impl IntoIterator<Item = u32>) -> Vec<u64> {
        let (message, now) = (Ids::seeded(1).random(), Timestamp::default());
        let wait = |n| again(message, n, hindrance, now, None).unwrap().since(now);
        attempts.into_iter().map(|n| wait(n).as_secs()).collect()
    }

    #[test]
    fn what_a_server_defers_waits_longer_each_time_up_to_an_hour() {
        let seconds = [30, 60, 120, 240, 480, 960, 1920, 3600, 3600];
        assert_eq!(waits(Hindrance::NotNow, 1..=9), seconds);
        assert_eq!(waits(Hindrance::Unclear, 1..=9), seconds);
    }

    #[test]
    fn what_fails_within_waits_five_minutes_at_most() {
        let seconds = [30, 60, 120, 240, 300, 300];
        assert_eq!(waits(Hindrance::Within, 1..=6), seconds);
    }

    #[test]
    fn what_waits_for_who_is_away_waits_no_longer_after_a_thousand_attempts() {
        assert!(waits(Hindrance::Away, 1..=1000).iter().all(|s| *s <= 15));
        let (now, ids) = (Timestamp::default(), Ids::seeded(2));
        let back = now.plus(gate::LONGEST);
        let mut moments: Vec<_> = (0..100)
            .map(|_| again(ids.random(), 9, Hindrance::Away, now, Some(back)).unwrap())
            .collect();
        moments.sort();
        moments.dedup();
        assert!(moments.len() > 50, "they all come at once");
        assert!(
            moments
                .iter()
                .all(|m| (back..=back.plus(SPREAD)).contains(m))
        );
    }

    #[test]
    fn a_refused_message_is_given_up_after_days_and_any_other_never() {
        let (message, now) = (Ids::seeded(1).random(), Timestamp::default());
        let last = |hindrance| again(message, MOST_REFUSALS, hindrance, now, None);
        assert_eq!(last(Hindrance::NotNow), None);
        for hindrance in [Hindrance::Away, Hindrance::Within, Hindrance::Unclear] {
            assert!(last(hindrance).is_some());
        }
    }
}
