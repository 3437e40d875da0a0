//! Dates as badges write them: the text is signed, so it is kept as it stands.
use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

/// An XML Schema `dateTimeStamp` as text, for example `2026-01-31T12:00:00Z` or with an offset.
///
/// ```
/// use openbadges::Timestamp;
/// use time::macros::datetime;
///
/// let noon = Timestamp::new(datetime!(2026-01-31 12:00:00.5 UTC));
/// assert_eq!(noon.as_ref().map(Timestamp::as_str), Some("2026-01-31T12:00:00Z"));
/// assert_eq!(noon.and_then(|noon| noon.instant()), Some(datetime!(2026-01-31 12:00 UTC)));
/// assert_eq!(Timestamp::from_text("soon").instant(), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(String);

impl Timestamp {
    /// In whole seconds, keeping the offset; UTC is written `Z`. None for years outside 0 to 9999.
    ///
    /// ```
    /// use openbadges::Timestamp;
    /// use time::macros::datetime;
    ///
    /// let noon = Timestamp::new(datetime!(2026-01-31 12:00 +1));
    /// assert_eq!(noon.map(|noon| noon.to_string()).as_deref(), Some("2026-01-31T12:00:00+01:00"));
    /// ```
    #[must_use]
    pub fn new(at: OffsetDateTime) -> Option<Self> {
        let whole = at.replace_nanosecond(0).ok()?;
        whole.format(&Rfc3339).ok().map(Self)
    }

    /// Any text, valid or not: [`Timestamp::instant`] tells.
    ///
    /// ```
    /// use openbadges::Timestamp;
    ///
    /// assert!(Timestamp::from_text("2026-01-31T12:00:00Z").instant().is_some());
    /// assert!(Timestamp::from_text("31.1.2026").instant().is_none());
    /// ```
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text as it stands in the document.
    ///
    /// ```
    /// use openbadges::Timestamp;
    ///
    /// // It is signed, so it stays as somebody wrote it.
    /// assert_eq!(Timestamp::from_text("2026-01-31T12:00:00.500Z").as_str(), "2026-01-31T12:00:00.500Z");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The instant it names, if it is a date with time. A missing offset is read as UTC (VCDM 2.0 §4.9); `24:00:00`
    /// is the next midnight.
    ///
    /// ```
    /// use openbadges::Timestamp;
    /// use time::macros::datetime;
    ///
    /// let midnight = Timestamp::from_text("2026-01-31T24:00:00Z");
    /// assert_eq!(midnight.instant(), Some(datetime!(2026-02-01 0:00 UTC)));
    /// ```
    #[must_use]
    pub fn instant(&self) -> Option<OffsetDateTime> {
        instant(&self.0)
    }
}

/// See [`Timestamp::instant`].
#[must_use]
pub(crate) fn instant(text: &str) -> Option<OffsetDateTime> {
    let bytes = text.as_bytes();
    if !(19..=64).contains(&bytes.len()) || bytes[10] != b'T' {
        return None;
    }
    let rest = text.get(19..)?;
    let has_offset = rest.ends_with('Z') || rest.contains(['+', '-']);
    let mut full = text.to_owned();
    if !has_offset {
        full.push('Z');
    }
    if let Some(midnight) = full.get(11..19).filter(|time| *time == "24:00:00") {
        full = full.replacen(midnight, "00:00:00", 1);
        return OffsetDateTime::parse(&full, &Rfc3339)
            .ok()?
            .checked_add(Duration::DAY);
    }
    OffsetDateTime::parse(&full, &Rfc3339).ok()
}

/// Whether the text is a `dateTimeStamp` with its offset, as Open Badges demands.
#[must_use]
pub(crate) fn is_date_time_stamp(text: &str) -> bool {
    let offset = text
        .get(19..)
        .is_some_and(|rest| rest.ends_with('Z') || rest.contains(['+', '-']));
    offset && instant(text).is_some()
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
