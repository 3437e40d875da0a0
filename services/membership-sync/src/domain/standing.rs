//! Whether a membership is in good standing, and since when not.

use super::{in_words, member::Status};
use platform::clock::CalendarDate;

/// The day it is judged on, in the issuer's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    /// The date there.
    pub date: CalendarDate,
    /// When the association's records last came in whole and well.
    pub synced_on: Option<CalendarDate>,
}

/// What a membership's standing follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// What the association says.
    pub status: Status,
    /// Its last day.
    pub expires_on: Option<CalendarDate>,
    /// When we learned that it ended before its last day.
    pub ended_on: Option<CalendarDate>,
    /// When this record itself was last confirmed by its source.
    pub confirmed_on: Option<CalendarDate>,
}

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// An active member.
    Good,
    /// Not yet, or not any more.
    Bad {
        /// Why.
        status: Status,
        /// The last day of the membership, where it is known.
        ended: Option<CalendarDate>,
    },
}

impl Membership {
    /// Active, and not past the last day. A last day that went by counts only once the records came in after it
    /// (decisions §7): a sync that is down must not make everybody lapse whose renewal it did not bring.
    pub fn standing(&self, today: Today) -> Standing {
        let ended = self
            .expires_on
            .filter(|day| *day < today.date)
            .or(self.ended_on);
        if self.status != Status::Active {
            return Standing::Bad {
                status: self.status,
                ended,
            };
        }
        match self.expires_on {
            Some(day) if day < today.date && self.known_after(day, today) => Standing::Bad {
                status: Status::Lapsed,
                ended: Some(day),
            },
            _ => Standing::Good,
        }
    }

    /// Whether the end was foreseen by the date on record.
    pub fn end_was_foreseen(&self, today: Today) -> bool {
        self.expires_on.is_some_and(|day| day < today.date)
    }

    fn known_after(&self, day: CalendarDate, today: Today) -> bool {
        today
            .synced_on
            .max(self.confirmed_on)
            .is_some_and(|known| known > day)
    }
}

/// When we learned that a membership ended: kept while it is over, forgotten when it is active again. `before` is
/// what was on record: the status, and this day.
pub fn ended_on(
    before: Option<(Status, Option<CalendarDate>)>,
    after: Status,
    today: CalendarDate,
) -> Option<CalendarDate> {
    match (before, after) {
        (_, Status::Active) | (None, _) => None,
        (Some((Status::Active, _)), _) => Some(today),
        (Some((_, day)), _) => day,
    }
}

impl Standing {
    /// Whether the member is active.
    pub fn is_good(self) -> bool {
        self == Self::Good
    }

    /// For the badge's public page: that and when the membership ended, never the private reason why.
    pub fn public_reason(self) -> String {
        match self {
            Self::Good => "the membership is active".to_owned(),
            Self::Bad {
                status: Status::Pending,
                ..
            } => "the membership has not begun".to_owned(),
            Self::Bad {
                ended: Some(day), ..
            } => format!("the membership ended on {}", in_words(day)),
            Self::Bad { ended: None, .. } => "the membership ended".to_owned(),
        }
    }

    /// For staff: `the membership lapsed on 31 March 2026`.
    pub fn staff_reason(self) -> String {
        let Self::Bad { status, ended } = self else {
            return "active member".to_owned();
        };
        let what = match status {
            Status::Pending => return "the membership is pending".to_owned(),
            Status::Resigned => "the member resigned",
            Status::Deceased => "the member is deceased",
            Status::Lapsed | Status::Active => "the membership lapsed",
        };
        match (status, ended) {
            (Status::Lapsed | Status::Active, Some(day)) => format!("{what} on {}", in_words(day)),
            (_, Some(day)) => format!("{what}; the membership ended on {}", in_words(day)),
            (_, None) => what.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CalendarDate {
        text.parse().unwrap()
    }
    fn active_until(expires: &str) -> Membership {
        Membership {
            status: Status::Active,
            expires_on: Some(day(expires)),
            ended_on: None,
            confirmed_on: None,
        }
    }
    fn on(date: &str, synced: Option<&str>) -> Today {
        Today {
            date: day(date),
            synced_on: synced.map(day),
        }
    }

    #[test]
    fn the_last_day_still_counts() {
        assert!(
            active_until("2026-03-31")
                .standing(on("2026-03-31", Some("2026-03-31")))
                .is_good()
        );
    }

    // S9, decisions §7
    #[test]
    fn a_lapse_by_date_waits_for_records_that_came_in_after_it() {
        let membership = active_until("2026-03-31");
        assert!(
            membership
                .standing(on("2026-04-05", Some("2026-03-30")))
                .is_good()
        );
        assert!(membership.standing(on("2026-04-05", None)).is_good());
        let lapsed = membership.standing(on("2026-04-05", Some("2026-04-01")));
        assert_eq!(
            lapsed.public_reason(),
            "the membership ended on 31 March 2026"
        );
        assert_eq!(
            lapsed.staff_reason(),
            "the membership lapsed on 31 March 2026"
        );
        let confirmed = Membership {
            confirmed_on: Some(day("2026-04-02")),
            ..membership
        };
        assert!(!confirmed.standing(on("2026-04-05", None)).is_good());
    }

    #[test]
    fn the_public_page_never_tells_why_somebody_left() {
        for status in [Status::Resigned, Status::Deceased, Status::Lapsed] {
            let left = Membership {
                status,
                expires_on: None,
                ended_on: Some(day("2026-05-01")),
                confirmed_on: None,
            };
            assert_eq!(
                left.standing(on("2026-06-01", None)).public_reason(),
                "the membership ended on 1 May 2026"
            );
        }
    }

    #[test]
    fn who_resigned_before_the_last_day_ended_when_we_learned_it() {
        let left = Membership {
            status: Status::Resigned,
            expires_on: Some(day("2027-01-31")),
            ended_on: Some(day("2026-05-01")),
            confirmed_on: None,
        };
        assert_eq!(
            left.standing(on("2026-06-01", None)),
            Standing::Bad {
                status: Status::Resigned,
                ended: Some(day("2026-05-01"))
            }
        );
    }
}
