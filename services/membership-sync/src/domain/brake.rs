//! The brake: no sync makes many members lapse at once without a person having said so.

use std::time::Duration;

/// How far back lapses are counted together.
pub const WINDOW: Duration = Duration::from_secs(24 * 3600);
/// Fewer lapses than this are never held.
pub const FEWEST: u64 = 5;

/// How much may lapse within [`WINDOW`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brake {
    /// Share of the members in good standing, in percent.
    pub percent: u64,
}

/// What would happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lapses {
    /// Members that go from good to bad standing now, those foreseen by date left out.
    pub now: u64,
    /// That did so within the window before, unconfirmed.
    pub before: u64,
    /// Members in good standing now.
    pub good: u64,
}

impl Brake {
    /// Why it is held, or nothing if it may go on.
    pub fn holds(self, lapses: Lapses) -> Option<String> {
        let together = lapses.now + lapses.before;
        let base = lapses.good + lapses.before;
        if lapses.now == 0 || together < FEWEST || together * 100 <= base * self.percent {
            return None;
        }
        let share = (together * 100).div_ceil(base.max(1));
        let earlier = match lapses.before {
            0 => String::new(),
            n => format!(" ({n} of them within the last 24 hours)"),
        };
        Some(format!(
            "{together} of {base} active members would lapse{earlier}: that is {share} %, and more than {} % waits for a person to confirm it",
            self.percent
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRAKE: Brake = Brake { percent: 10 };

    #[test]
    fn a_tenth_goes_and_more_is_held_with_the_numbers() {
        assert_eq!(
            BRAKE.holds(Lapses {
                now: 10,
                before: 0,
                good: 100
            }),
            None
        );
        let held = BRAKE
            .holds(Lapses {
                now: 11,
                before: 0,
                good: 100,
            })
            .unwrap();
        assert!(
            held.starts_with(
                "11 of 100 active members would lapse: that is 11 %, and more than 10 %"
            ),
            "{held}"
        );
    }

    #[test]
    fn a_handful_is_never_held() {
        assert_eq!(
            BRAKE.holds(Lapses {
                now: 4,
                before: 0,
                good: 4
            }),
            None
        );
        assert!(
            BRAKE
                .holds(Lapses {
                    now: 5,
                    before: 0,
                    good: 5
                })
                .is_some()
        );
    }

    #[test]
    fn single_lapses_of_a_day_count_together() {
        assert_eq!(
            BRAKE.holds(Lapses {
                now: 1,
                before: 9,
                good: 91
            }),
            None
        );
        assert!(
            BRAKE
                .holds(Lapses {
                    now: 1,
                    before: 10,
                    good: 90
                })
                .unwrap()
                .contains("10 of them")
        );
    }

    #[test]
    fn nothing_new_is_nothing_to_hold() {
        assert_eq!(
            BRAKE.holds(Lapses {
                now: 0,
                before: 50,
                good: 50
            }),
            None
        );
    }
}
