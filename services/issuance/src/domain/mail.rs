//! What a programme says in its award mails (M2), and when it reminds (S10).

use super::text::{Presence, Problems};
use serde::{Deserialize, Serialize};

/// When a badge that waits is remembered where nothing else is said: days after its first mail.
pub const USUAL_DAYS: [u32; 3] = [30, 60, 120];
/// The latest day that can be named.
const LATEST_DAY: u32 = 365;
/// What may stand in braces in a subject.
const PLACES: [&str; 2] = ["{badge}", "{issuer}"];

/// What a programme says in its mails. As it was written, too: there is nothing to be parsed in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MailSettings {
    /// The subject of the award mail; empty for the usual one.
    pub award_subject: String,
    /// A paragraph in the programme's own words; empty for none.
    pub award_intro: String,
    /// Ascending, three at most; none for no reminders.
    pub reminder_days: Vec<u32>,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            award_subject: String::new(),
            award_intro: String::new(),
            reminder_days: USUAL_DAYS.to_vec(),
        }
    }
}

impl MailSettings {
    /// Checks what was written.
    pub(super) fn read(&self, problems: &mut Problems) -> Self {
        let award_subject = problems.line(
            "mail.award_subject",
            &self.award_subject,
            150,
            Presence::Optional,
        );
        let without_places = PLACES
            .iter()
            .fold(award_subject.clone(), |text, place| text.replace(place, ""));
        if without_places.contains(['{', '}']) {
            problems.note(
                "mail.award_subject",
                &award_subject,
                format!(
                    "only {} may stand in braces; take the other braces out",
                    PLACES.join(" and ")
                ),
            );
        }
        let award_intro = problems.text(
            "mail.award_intro",
            &self.award_intro,
            1000,
            Presence::Optional,
        );
        let days = &self.reminder_days;
        let told: Vec<String> = days.iter().map(ToString::to_string).collect();
        let ascending = days.windows(2).all(|pair| pair[0] < pair[1]);
        let sensible = days.iter().all(|day| (1..=LATEST_DAY).contains(day));
        if days.len() > USUAL_DAYS.len() || !ascending || !sensible {
            problems.note(
                "mail.reminder_days",
                &told.join(", "),
                format!(
                    "write up to three days, each later than the one before, from 1 to {LATEST_DAY}, such as 30, 60, 120"
                ),
            );
        }
        Self {
            award_subject,
            award_intro,
            reminder_days: days.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems_of(mail: &MailSettings) -> Vec<String> {
        let mut problems = Problems::new();
        mail.read(&mut problems);
        let noted = problems.into_result().err().unwrap_or_default();
        noted.into_iter().map(|p| p.field).collect()
    }

    #[test]
    fn usual_and_own_words_and_days_are_taken() {
        // M2, S10
        assert!(problems_of(&MailSettings::default()).is_empty());
        let own = MailSettings {
            award_subject: "Your {badge} from {issuer}".into(),
            award_intro: "Well done!".into(),
            reminder_days: vec![7],
        };
        assert!(problems_of(&own).is_empty());
        let never = MailSettings {
            reminder_days: Vec::new(),
            ..MailSettings::default()
        };
        assert!(problems_of(&never).is_empty());
    }

    #[test]
    fn a_place_there_is_not_and_days_that_fall_are_named() {
        let bad = MailSettings {
            award_subject: "Hello {name}".into(),
            reminder_days: vec![60, 30],
            ..MailSettings::default()
        };
        assert_eq!(
            problems_of(&bad),
            ["mail.award_subject", "mail.reminder_days"]
        );
        for days in [vec![0], vec![1, 2, 3, 4], vec![400], vec![5, 5]] {
            let bad = MailSettings {
                reminder_days: days,
                ..MailSettings::default()
            };
            assert_eq!(problems_of(&bad), ["mail.reminder_days"]);
        }
    }
}
