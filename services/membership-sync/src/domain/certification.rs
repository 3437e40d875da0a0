//! A certification that a member passed.

use super::{
    change::FieldChange,
    day,
    member::{BadValue, LONGEST, plausible},
    tidy,
};
use platform::{clock::CalendarDate, seal::fold};
use serde::{Deserialize, Serialize};

/// A certification passed, as the examining body records it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Certification {
    /// Names it within the association for ever.
    pub certificate_number: String,
    /// What was passed.
    pub certification: String,
    /// At which level; may be empty.
    pub level: String,
    /// Place of the level among the others, higher is more senior; 0 if unknown.
    pub level_rank: u32,
    /// When.
    #[serde(with = "day")]
    pub passed_on: CalendarDate,
    /// Evidence anybody may look at, or nothing.
    pub evidence_url: String,
}

impl Certification {
    /// The number in the form in which two spellings are the same.
    pub fn folded_number(&self) -> String {
        fold(&self.certificate_number)
    }

    /// `Bid & Proposal Management, Practitioner`.
    pub fn title(&self) -> String {
        title(&self.certification, &self.level)
    }

    /// What is different in `after`, field by field.
    pub fn changes_to(&self, after: &Self) -> Vec<FieldChange> {
        let (before, after) = (self.fields(), after.fields());
        before
            .into_iter()
            .zip(after)
            .filter(|((_, b), (_, a))| a != b)
            .map(|((field, before), (_, after))| FieldChange {
                field: field.to_owned(),
                before,
                after,
            })
            .collect()
    }

    /// All fields, for a record that is new.
    pub fn as_new(&self) -> Vec<FieldChange> {
        self.fields()
            .into_iter()
            .filter(|(_, after)| !after.is_empty())
            .map(|(field, after)| FieldChange {
                field: field.to_owned(),
                before: String::new(),
                after,
            })
            .collect()
    }

    fn fields(&self) -> [(&'static str, String); 6] {
        [
            ("certificate_number", self.certificate_number.clone()),
            ("certification", self.certification.clone()),
            ("level", self.level.clone()),
            (
                "level_rank",
                if self.level_rank == 0 {
                    String::new()
                } else {
                    self.level_rank.to_string()
                },
            ),
            ("passed_on", self.passed_on.to_string()),
            ("evidence_url", self.evidence_url.clone()),
        ]
    }
}

/// A certification and its level, as people read it.
pub fn title(certification: &str, level: &str) -> String {
    if level.is_empty() {
        certification.to_owned()
    } else {
        format!("{certification}, {level}")
    }
}

/// A certification as written in a file, before it is understood. `None` leaves what is on record.
#[derive(Clone, Debug, Default)]
pub struct Written<'a> {
    /// The certificate's number.
    pub certificate_number: &'a str,
    /// What was passed.
    pub certification: &'a str,
    /// At which level.
    pub level: Option<&'a str>,
    /// The level's place.
    pub level_rank: Option<&'a str>,
    /// When.
    pub passed_on: &'a str,
    /// Evidence.
    pub evidence_url: Option<&'a str>,
}

impl Written<'_> {
    /// Understands it, on top of what is on record.
    ///
    /// # Errors
    /// Every value that cannot be taken, not only the first.
    pub fn read(&self, on_record: Option<&Certification>) -> Result<Certification, Vec<BadValue>> {
        let mut bad = Vec::new();
        let mut short = |field: &'static str, text: &str, needed: bool| {
            let text = tidy(text);
            if needed && text.is_empty() {
                bad.push(BadValue::new(field, "", "this is needed"));
            }
            if text.chars().count() > LONGEST {
                bad.push(BadValue::new(
                    field,
                    &text,
                    format!("at most {LONGEST} characters are kept"),
                ));
            }
            text
        };
        let certificate_number = short("certificate_number", self.certificate_number, true);
        let certification = short("certification", self.certification, true);
        let level = match (self.level, on_record) {
            (None, Some(c)) => c.level.clone(),
            (written, _) => short("level", written.unwrap_or_default(), false),
        };
        let level_rank = match (self.level_rank.map(str::trim), on_record) {
            (None, Some(c)) => c.level_rank,
            (None | Some(""), _) => 0,
            (Some(text), _) => text.parse::<u16>().map(u32::from).unwrap_or_else(|_| {
                bad.push(BadValue::new("level_rank", text, "this is not a rank; write a whole number such as 1, higher for a more senior level"));
                0
            }),
        };
        let passed_on = plausible(self.passed_on.trim())
            .map_err(|reason| bad.push(BadValue::new("passed_on", self.passed_on, reason)))
            .ok();
        let evidence_url = match (self.evidence_url.map(str::trim), on_record) {
            (None, Some(c)) => c.evidence_url.clone(),
            (None | Some(""), _) => String::new(),
            (Some(text), _) => {
                if !is_web_address(text) {
                    bad.push(BadValue::new(
                        "evidence_url",
                        text,
                        "this is not a web address; write one that begins with https://",
                    ));
                }
                text.to_owned()
            }
        };
        match passed_on {
            Some(passed_on) if bad.is_empty() => Ok(Certification {
                certificate_number,
                certification,
                level,
                level_rank,
                passed_on,
                evidence_url,
            }),
            _ => Err(bad),
        }
    }
}

fn is_web_address(text: &str) -> bool {
    text.len() <= 2000
        && url::Url::parse(text)
            .is_ok_and(|u| matches!(u.scheme(), "http" | "https") && u.has_host())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn practitioner() -> Certification {
        let written = Written {
            certificate_number: "PR1",
            certification: "Bid & Proposal Management",
            level: Some("Practitioner"),
            level_rank: Some("2"),
            passed_on: "2025-08-20",
            evidence_url: None,
        };
        written.read(None).unwrap()
    }

    #[test]
    fn every_bad_value_of_a_row_is_told_at_once() {
        let written = Written {
            certificate_number: "",
            certification: "",
            level: None,
            level_rank: Some("two"),
            passed_on: "yesterday",
            evidence_url: Some("ftp://x"),
        };
        let fields: Vec<_> = written
            .read(None)
            .unwrap_err()
            .into_iter()
            .map(|b| b.field)
            .collect();
        assert_eq!(
            fields,
            [
                "certificate_number",
                "certification",
                "level_rank",
                "passed_on",
                "evidence_url"
            ]
        );
    }

    #[test]
    fn a_corrected_date_is_a_change_of_that_field() {
        let after = Certification {
            passed_on: "2025-08-21".parse().unwrap(),
            ..practitioner()
        };
        let changes = practitioner().changes_to(&after);
        assert_eq!((changes.len(), changes[0].field.as_str()), (1, "passed_on"));
    }
}
