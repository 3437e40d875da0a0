//! Time: the only place that reads the clock, and calendar dates in a time zone.

use jiff::fmt::temporal::DateTimePrinter;
use std::{
    fmt,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

/// An instant, in microseconds since 1970-01-01T00:00:00Z. Databases keep it as a 64-bit number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

/// A text that is no instant or no calendar date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotATime {
    /// No instant.
    #[error("`{0}` is not a time; write it as 2026-03-31T12:00:00Z or as a date 2026-03-31")]
    Instant(String),
    /// No calendar date.
    #[error("`{0}` is not a date; write year, month and day as 2026-03-31")]
    Date(String),
    /// No time zone.
    #[error("`{0}` is not a time zone; use a name of the IANA list such as Europe/London")]
    Zone(String),
}

/// Instants with whole seconds.
const SECONDS: DateTimePrinter = DateTimePrinter::new().precision(Some(0));

impl Timestamp {
    /// From microseconds since 1970.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }
    /// Microseconds since 1970.
    pub const fn micros(self) -> i64 {
        self.0
    }
    /// Whole seconds since 1970, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }
    /// The same instant without its fraction of a second, as signed documents carry it.
    pub const fn whole_second(self) -> Self {
        Self(self.seconds() * 1_000_000)
    }
    /// Later by `by`, stopping at the end of time.
    #[must_use]
    pub fn plus(self, by: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX)),
        )
    }
    /// Earlier by `by`, stopping at the beginning of time.
    #[must_use]
    pub fn minus(self, by: Duration) -> Self {
        Self(
            self.0
                .saturating_sub(i64::try_from(by.as_micros()).unwrap_or(i64::MAX)),
        )
    }
    /// How long after `earlier`; zero if before.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
    /// RFC 3339 in UTC with whole seconds: `2026-03-31T12:00:00Z`.
    pub fn rfc3339(self) -> String {
        SECONDS.timestamp_to_string(&self.jiff())
    }
    /// Reads RFC 3339 with an offset.
    pub fn parse(text: &str) -> Result<Self, NotATime> {
        text.trim()
            .parse::<jiff::Timestamp>()
            .map(|t| Self(t.as_microsecond()))
            .map_err(|_| NotATime::Instant(text.to_owned()))
    }
    fn jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
    /// As contracts carry it.
    pub fn proto(self) -> prost_types::Timestamp {
        prost_types::Timestamp {
            seconds: self.seconds(),
            nanos: (self.0.rem_euclid(1_000_000) * 1000) as i32,
        }
    }
    /// From a contract.
    pub fn from_proto(t: &prost_types::Timestamp) -> Self {
        Self(
            t.seconds
                .saturating_mul(1_000_000)
                .saturating_add(i64::from(t.nanos) / 1000),
        )
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}
impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Tells the time. Clone freely; all clones tell the same.
#[derive(Clone)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(AtomicI64::new(0)))
    }
    /// Now.
    pub fn now(&self) -> Timestamp {
        Timestamp(
            jiff::Timestamp::now()
                .as_microsecond()
                .saturating_add(self.0.load(Ordering::Relaxed)),
        )
    }
    /// Moves this clock and its clones ahead of the machine's. For tests: time goes on from there.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(
            i64::try_from(by.as_micros()).unwrap_or(i64::MAX),
            Ordering::Relaxed,
        );
    }
}

/// A day on the calendar, without time or zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarDate(jiff::civil::Date);

impl CalendarDate {
    /// The date as `jiff` knows it.
    pub const fn civil(self) -> jiff::civil::Date {
        self.0
    }
    /// From a date of `jiff`.
    pub const fn from_civil(date: jiff::civil::Date) -> Self {
        Self(date)
    }
    /// The same day `months` later, or the last day of that month. Stops at the last date there is.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let span = jiff::Span::new().try_months(i64::from(months));
        Self(
            span.and_then(|s| self.0.checked_add(s))
                .unwrap_or(jiff::civil::Date::MAX),
        )
    }
    /// Days since 1970-01-01, as databases keep it.
    pub fn days(self) -> i32 {
        self.0
            .since(jiff::civil::date(1970, 1, 1))
            .map_or(0, |s| s.get_days())
    }
    /// From days since 1970-01-01. `None` beyond the calendar.
    pub fn from_days(days: i32) -> Option<Self> {
        let span = jiff::Span::new().try_days(i64::from(days)).ok()?;
        jiff::civil::date(1970, 1, 1)
            .checked_add(span)
            .ok()
            .map(Self)
    }
}
impl FromStr for CalendarDate {
    type Err = NotATime;
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let t = text.trim();
        // jiff would also take a date-time and drop its time.
        let plain = t.len() == 10 && t.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        plain
            .then(|| t.parse().ok())
            .flatten()
            .map(Self)
            .ok_or_else(|| NotATime::Date(text.to_owned()))
    }
}
impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl fmt::Debug for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A time zone by its IANA name. The database is bundled: no machine's copy decides.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    zone: jiff::tz::TimeZone,
}

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self {
            name: "UTC".into(),
            zone: jiff::tz::TimeZone::UTC,
        }
    }
    /// Its IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }
    /// The date here at that instant.
    pub fn date(&self, at: Timestamp) -> CalendarDate {
        CalendarDate(at.jiff().to_zoned(self.zone.clone()).date())
    }
    /// The instant of an award dated without a time: noon here, or now if that is earlier (decisions §2).
    pub fn award_instant(&self, date: CalendarDate, now: Timestamp) -> Timestamp {
        self.at(date, 12, 0, 0).min(now.whole_second())
    }
    /// The last second of that day here: what `valid until 31 March` means.
    pub fn end_of_day(&self, date: CalendarDate) -> Timestamp {
        self.at(date, 23, 59, 59)
    }
    /// RFC 3339 with this zone's offset: `2026-03-31T23:59:59+01:00`.
    pub fn rfc3339(&self, at: Timestamp) -> String {
        at.jiff()
            .to_zoned(self.zone.clone())
            .strftime("%Y-%m-%dT%H:%M:%S%:z")
            .to_string()
    }
    fn at(&self, date: CalendarDate, hour: i8, minute: i8, second: i8) -> Timestamp {
        let when = date.0.at(hour, minute, second, 0);
        // A gap or fold of daylight saving is resolved as people expect: later in a gap, earlier in a fold.
        when.to_zoned(self.zone.clone())
            .map_or(Timestamp(0), |z| Timestamp(z.timestamp().as_microsecond()))
    }
}
impl FromStr for Zone {
    type Err = NotATime;
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let zone =
            jiff::tz::TimeZone::get(text.trim()).map_err(|_| NotATime::Zone(text.to_owned()))?;
        Ok(Self {
            name: zone.iana_name().unwrap_or("UTC").to_owned(),
            zone,
        })
    }
}
impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_date_holds_to_the_end_of_that_day_in_its_zone() {
        let london: Zone = "Europe/London".parse().unwrap();
        let end = london.end_of_day("2026-03-31".parse().unwrap());
        // 31 March 2026 is summer time in London.
        assert_eq!(end.rfc3339(), "2026-03-31T22:59:59Z");
        assert_eq!(london.rfc3339(end), "2026-03-31T23:59:59+01:00");
        assert_eq!(london.date(end).to_string(), "2026-03-31");
        assert_eq!(
            london.date(end.plus(Duration::from_secs(1))).to_string(),
            "2026-04-01"
        );
    }

    #[test]
    fn an_award_of_today_is_not_in_the_future() {
        let zone: Zone = "America/Los_Angeles".parse().unwrap();
        let now = Timestamp::parse("2026-03-31T15:00:00Z").unwrap();
        assert_eq!(zone.award_instant("2026-03-31".parse().unwrap(), now), now);
        assert_eq!(
            zone.award_instant("2026-03-30".parse().unwrap(), now)
                .rfc3339(),
            "2026-03-30T19:00:00Z"
        );
    }

    #[test]
    fn dates_survive_the_database_and_months_end_early() {
        let date: CalendarDate = "2024-01-31".parse().unwrap();
        assert_eq!(CalendarDate::from_days(date.days()), Some(date));
        assert_eq!(date.plus_months(1).to_string(), "2024-02-29");
        for bad in [
            "31.03.2026",
            "2026-02-30",
            "2026-3-1",
            "",
            "2026-03-31T00:00:00Z",
        ] {
            assert!(bad.parse::<CalendarDate>().is_err(), "{bad}");
        }
    }

    #[test]
    fn instants_go_through_contracts_unchanged() {
        let t = Timestamp::from_micros(1_774_911_599_123_456);
        assert_eq!(Timestamp::from_proto(&t.proto()), t);
        assert_eq!(Timestamp::from_micros(-1).proto().nanos, 999_999_000);
    }

    #[test]
    fn a_clock_moved_ahead_moves_its_clones() {
        let clock = Clock::system();
        let other = clock.clone();
        let before = other.now();
        clock.advance(Duration::from_secs(86_400));
        assert!(other.now().since(before) >= Duration::from_secs(86_400));
    }
}
