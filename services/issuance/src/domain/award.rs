//! What is asked for when a badge is awarded, checked.

use super::{
    achievement::Validity,
    issuer::locale,
    recipient::{Evidence, Recipient},
    text::{Presence, Problems},
};
use platform::{
    FieldProblem,
    clock::{CalendarDate, NotATime, Timestamp, Zone},
    ids::AchievementId,
    seal::fold,
};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// Awards before this year are slips of the pen.
const EARLIEST: &str = "1900-01-01T00:00:00Z";
/// Most pieces of evidence one badge has.
const MOST_EVIDENCE: usize = 20;

/// A date as people write it: an instant, or a day on the calendar of the issuer's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// With time and offset.
    Instant(Timestamp),
    /// A day.
    Day(CalendarDate),
}

impl When {
    /// Reads `2026-03-31` or `2026-03-31T12:00:00Z`. `None` for nothing.
    ///
    /// # Errors
    /// [`NotATime`].
    pub fn read(text: &str) -> Result<Option<Self>, NotATime> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if let Ok(day) = text.parse() {
            return Ok(Some(Self::Day(day)));
        }
        Timestamp::parse(text).map(|at| Some(Self::Instant(at.whole_second())))
    }

    fn award(self, zone: &Zone, now: Timestamp) -> Timestamp {
        match self {
            Self::Instant(at) => at,
            Self::Day(day) => zone.award_instant(day, now),
        }
    }

    /// The first instant that is meant: of a day its beginning.
    pub fn begin(self, zone: &Zone) -> Timestamp {
        match self {
            Self::Instant(at) => at,
            // The second after the day before has ended: clocks may be put forward at midnight.
            Self::Day(day) => CalendarDate::from_days(day.days() - 1)
                .map_or(Timestamp::from_micros(i64::MIN), |before| {
                    zone.end_of_day(before).plus(Duration::from_secs(1))
                }),
        }
    }

    /// The last second that is meant: of a day its end.
    pub fn end(self, zone: &Zone) -> Timestamp {
        match self {
            Self::Instant(at) => at,
            Self::Day(day) => zone.end_of_day(day),
        }
    }

    fn is_after(self, now: Timestamp, zone: &Zone) -> bool {
        match self {
            Self::Instant(at) => at > now,
            Self::Day(day) => day > zone.date(now),
        }
    }
}

impl Validity {
    /// The end by the rule of a period that begins then.
    pub fn end_from(self, begin: Timestamp, zone: &Zone) -> Option<Timestamp> {
        match self {
            Self::Dated { months } if months > 0 => {
                Some(zone.end_of_day(zone.date(begin).plus_months(months)))
            }
            Self::Dated { .. } | Self::StatusDriven => None,
        }
    }
}

/// What the issuer and the achievement lay down for an award.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Dates are meant here.
    pub zone: Zone,
    /// How long the badge holds.
    pub validity: Validity,
}

/// An award as it was written. Empty means not said.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// See [`Recipient`].
    pub email: String,
    /// See [`Recipient`].
    pub name: String,
    /// See [`Recipient`].
    pub member_number: String,
    /// An instant or a day; now if empty.
    pub awarded_at: String,
    /// An instant or a day; by the achievement's rule if empty.
    pub valid_until: String,
    /// Address, title and text of each piece.
    pub evidence: Vec<(String, String, String)>,
    /// How it was earned, Markdown.
    pub narrative: String,
    /// BCP 47.
    pub locale: String,
    /// The caller's own number for the award.
    pub reference: String,
}

/// What a field is called where the award was written.
#[derive(Clone, Copy, Debug)]
pub enum FieldNames {
    /// As in requests: `recipient.email`, `evidence[0].url`.
    Request,
    /// As in files: `email`, `evidence_url`.
    File,
}

/// An award that can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who.
    pub recipient: Recipient,
    /// When; a whole second, not in the future.
    pub awarded_at: Timestamp,
    /// Until when.
    pub valid_until: Option<Timestamp>,
    /// Evidence.
    pub evidence: Vec<Evidence>,
    /// How; may be empty.
    pub narrative: String,
    /// May be empty.
    pub locale: String,
    /// May be empty.
    pub reference: String,
}

impl Written {
    /// Checks it.
    ///
    /// # Errors
    /// Every field that cannot be used, with value and fix.
    pub fn read(
        &self,
        terms: &Terms,
        names: FieldNames,
        now: Timestamp,
    ) -> Result<Draft, Vec<FieldProblem>> {
        let mut problems = Problems::new();
        let p = &mut problems;
        let (person, evidence_prefix): (&str, fn(usize) -> String) = match names {
            FieldNames::Request => ("recipient.", |n| format!("evidence[{n}].")),
            FieldNames::File => ("", |_| "evidence_".to_owned()),
        };
        let recipient = Recipient::read(p, person, &self.email, &self.name, &self.member_number);
        let awarded = p
            .take("awarded_at", &self.awarded_at, When::read(&self.awarded_at))
            .flatten();
        let until = p
            .take(
                "valid_until",
                &self.valid_until,
                When::read(&self.valid_until),
            )
            .flatten();
        let earliest = Timestamp::parse(EARLIEST).unwrap_or_default();
        let awarded_at = awarded.map_or(now.whole_second(), |when| when.award(&terms.zone, now));
        if awarded.is_some_and(|when| when.is_after(now, &terms.zone)) {
            p.note(
                "awarded_at",
                &self.awarded_at,
                "it lies in the future; a badge is awarded for what has happened",
            );
        } else if awarded_at < earliest {
            p.note(
                "awarded_at",
                &self.awarded_at,
                "it lies before the year 1900; check the year",
            );
        }
        let valid_until = until
            .map(|when| when.end(&terms.zone))
            .or_else(|| terms.validity.end_from(awarded_at, &terms.zone));
        if valid_until.is_some_and(|end| end <= awarded_at) {
            p.note(
                "valid_until",
                &self.valid_until,
                format!(
                    "it must lie after the award ({})",
                    terms.zone.date(awarded_at)
                ),
            );
        } else if valid_until
            .is_some_and(|end| end > awarded_at.plus(Duration::from_secs(200 * 366 * 86_400)))
        {
            p.note("valid_until", &self.valid_until, "it lies more than 200 years after the award; leave it empty for a badge without end");
        }
        if self.evidence.len() > MOST_EVIDENCE {
            p.note(
                "evidence",
                &self.evidence.len().to_string(),
                format!("at most {MOST_EVIDENCE} pieces of evidence fit a badge"),
            );
        }
        let evidence = self.evidence.iter().take(MOST_EVIDENCE).enumerate();
        let evidence = evidence
            .filter_map(|(n, (url, name, text))| {
                Evidence::read(p, &evidence_prefix(n), url, name, text)
            })
            .collect();
        let narrative = p.text("narrative", &self.narrative, 10_000, Presence::Optional);
        let language = if self.locale.trim().is_empty() {
            Some(String::new())
        } else {
            p.take("locale", &self.locale, locale(&self.locale))
        };
        let reference = p.line("reference", &self.reference, 200, Presence::Optional);
        match (recipient, language, problems.into_result()) {
            (Some(recipient), Some(locale), Ok(())) => Ok(Draft {
                recipient,
                awarded_at,
                valid_until,
                evidence,
                narrative,
                locale,
                reference,
            }),
            (.., noted) => Err(noted.err().unwrap_or_default()),
        }
    }

    /// Names a row of a file that has no reference by what it says, so that the same file awards nothing twice.
    pub fn row_key(&self, achievement: AchievementId) -> String {
        let day = When::read(&self.awarded_at)
            .ok()
            .flatten()
            .map_or_else(String::new, |when| format!("{when:?}"));
        let mut hash = Sha256::new();
        for part in [achievement.to_string(), fold(&self.email), day] {
            hash.update(u64::try_from(part.len()).unwrap_or(0).to_be_bytes());
            hash.update(part);
        }
        openbadges::encoding::hex(&hash.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::ids::Ids;

    fn terms(validity: Validity) -> Terms {
        Terms {
            zone: "Europe/London".parse().unwrap(),
            validity,
        }
    }
    fn written() -> Written {
        Written {
            email: "ana@example.org".into(),
            name: "Ana Núñez".into(),
            ..Written::default()
        }
    }
    fn now() -> Timestamp {
        Timestamp::parse("2026-03-31T10:00:00.5Z").unwrap()
    }

    #[test]
    fn a_day_means_noon_of_the_issuer_s_zone_and_an_end_its_last_second() {
        let w = Written {
            awarded_at: "2025-07-01".into(),
            valid_until: "2026-03-31".into(),
            ..written()
        };
        let draft = w
            .read(&terms(Validity::StatusDriven), FieldNames::Request, now())
            .unwrap();
        assert_eq!(draft.awarded_at.rfc3339(), "2025-07-01T11:00:00Z");
        assert_eq!(draft.valid_until.unwrap().rfc3339(), "2026-03-31T22:59:59Z");
        let today = Written {
            awarded_at: "2026-03-31".into(),
            ..written()
        }
        .read(
            &terms(Validity::Dated { months: 12 }),
            FieldNames::Request,
            now(),
        )
        .unwrap();
        assert_eq!(today.awarded_at.rfc3339(), "2026-03-31T10:00:00Z");
        assert_eq!(today.valid_until.unwrap().rfc3339(), "2027-03-31T22:59:59Z");
        let none = written()
            .read(
                &terms(Validity::Dated { months: 0 }),
                FieldNames::Request,
                now(),
            )
            .unwrap();
        assert_eq!(
            (none.awarded_at.rfc3339(), none.valid_until),
            ("2026-03-31T10:00:00Z".into(), None)
        );
    }

    #[test]
    fn everything_wrong_is_told_at_once_in_the_words_of_its_source() {
        let bad = Written {
            email: "ana at example".into(),
            awarded_at: "2026-04-01".into(),
            valid_until: "31.03.2026".into(),
            evidence: vec![("ftp://x".into(), String::new(), String::new())],
            locale: "??".into(),
            ..written()
        };
        let fields = |names| {
            bad.read(&terms(Validity::StatusDriven), names, now())
                .unwrap_err()
                .into_iter()
                .map(|p| p.field)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            fields(FieldNames::Request),
            [
                "recipient.email",
                "valid_until",
                "awarded_at",
                "evidence[0].url",
                "locale"
            ]
        );
        assert_eq!(
            fields(FieldNames::File),
            [
                "email",
                "valid_until",
                "awarded_at",
                "evidence_url",
                "locale"
            ]
        );
        let backwards = Written {
            awarded_at: "2026-01-02".into(),
            valid_until: "2026-01-01".into(),
            ..written()
        };
        assert_eq!(
            backwards
                .read(&terms(Validity::StatusDriven), FieldNames::File, now())
                .unwrap_err()[0]
                .field,
            "valid_until"
        );
        let ancient = Written {
            awarded_at: "0206-01-02".into(),
            ..written()
        };
        assert!(
            ancient
                .read(&terms(Validity::StatusDriven), FieldNames::File, now())
                .unwrap_err()[0]
                .problem
                .contains("1900")
        );
    }

    #[test]
    fn the_same_row_has_the_same_key_however_it_is_written() {
        let achievement: AchievementId = Ids::seeded(1).random();
        let key = |email: &str, at: &str| {
            Written {
                email: email.into(),
                awarded_at: at.into(),
                ..written()
            }
            .row_key(achievement)
        };
        assert_eq!(
            key(" ANA@example.org", "2026-01-01 "),
            key("ana@example.org", "2026-01-01")
        );
        assert_ne!(
            key("ana@example.org", "2026-01-01"),
            key("ana@example.org", "2026-01-02")
        );
        assert_ne!(key("ana@example.org", ""), key("bea@example.org", ""));
    }
}
