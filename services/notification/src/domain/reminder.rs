//! When reminders go out: 30, 60 and 120 days after the first mail about a badge, in the morning (S10).

use platform::clock::{CalendarDate, Timestamp, Zone};

/// Hour of the day, where the organization is.
const MORNING: i8 = 9;

/// Which reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Day {
    /// The first, after 30 days where the organization says nothing else.
    Thirty,
    /// The second, after 60.
    Sixty,
    /// The third, after 120.
    HundredTwenty,
}

impl Day {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Thirty, Self::Sixty, Self::HundredTwenty];

    /// Its place among the reminders, from 0.
    pub const fn place(self) -> usize {
        match self {
            Self::Thirty => 0,
            Self::Sixty => 1,
            Self::HundredTwenty => 2,
        }
    }
}

/// When organizations that say nothing else remind: days after the first mail (S10).
pub const USUAL_DAYS: [u32; 3] = [30, 60, 120];

/// When a reminder goes out that comes so many days after the first mail, which went out at `sent`.
pub fn due(days: u32, sent: Timestamp, zone: &Zone) -> Timestamp {
    let days = i32::try_from(days).unwrap_or(i32::MAX);
    let day = CalendarDate::from_days(zone.date(sent).days().saturating_add(days));
    day.map_or(sent, |day| morning(day, zone))
}

/// The next morning after `now`, today's included.
pub fn next_morning(now: Timestamp, zone: &Zone) -> Timestamp {
    let today = zone.date(now);
    let due = morning(today, zone);
    if due > now {
        return due;
    }
    CalendarDate::from_days(today.days().saturating_add(1)).map_or(now, |day| morning(day, zone))
}

fn morning(day: CalendarDate, zone: &Zone) -> Timestamp {
    // A zone that names itself is found; should its name ever go, mails still leave, by UTC.
    let place = jiff::tz::TimeZone::get(zone.name()).unwrap_or(jiff::tz::TimeZone::UTC);
    let at = day.civil().at(MORNING, 0, 0, 0).to_zoned(place);
    at.map_or_else(
        |_| zone.end_of_day(day),
        |at| Timestamp::from_micros(at.timestamp().as_microsecond()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn reminders_come_after_30_60_and_120_days_at_nine_where_the_organization_is() {
        // S10. London goes over to summer time on 29 March 2026.
        let london: Zone = "Europe/London".parse().unwrap();
        let sent = at("2026-03-10T22:15:00Z");
        let due: Vec<_> = USUAL_DAYS.map(|d| due(d, sent, &london).rfc3339()).to_vec();
        assert_eq!(
            due,
            [
                "2026-04-09T08:00:00Z",
                "2026-05-09T08:00:00Z",
                "2026-07-08T08:00:00Z"
            ]
        );
    }

    #[test]
    fn days_are_counted_where_the_organization_is() {
        let auckland: Zone = "Pacific/Auckland".parse().unwrap();
        // Already 11 March there.
        assert_eq!(
            due(30, at("2026-03-10T22:15:00Z"), &auckland).rfc3339(),
            "2026-04-09T21:00:00Z"
        );
    }

    #[test]
    fn the_next_morning_is_today_s_before_nine_and_tomorrow_s_after() {
        let utc = Zone::utc();
        assert_eq!(
            next_morning(at("2026-03-10T08:59:59Z"), &utc).rfc3339(),
            "2026-03-10T09:00:00Z"
        );
        assert_eq!(
            next_morning(at("2026-03-10T09:00:00Z"), &utc).rfc3339(),
            "2026-03-11T09:00:00Z"
        );
    }
}
