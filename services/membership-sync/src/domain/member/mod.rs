//! A member as the association names them.

mod written;

pub use written::{BadValue, Written, plausible};

use super::{change::FieldChange, email::EmailAddress, optional_day, tidy};
use platform::{clock::CalendarDate, seal::fold};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The longest number, name or other short text of a record, in characters.
pub const LONGEST: usize = 300;
const LONGEST_NUMBER: usize = 60;

/// A member or candidate number, as it was written. Compared without regard to case.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberNumber(String);

impl MemberNumber {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// In the form in which two spellings are the same.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}
impl FromStr for MemberNumber {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let number = tidy(text);
        match number.chars().count() {
            0 => Err("a member number is needed".to_owned()),
            n if n > LONGEST_NUMBER => Err(format!(
                "a member number has at most {LONGEST_NUMBER} characters, this has {n}"
            )),
            _ => Ok(Self(number)),
        }
    }
}
impl PartialEq for MemberNumber {
    fn eq(&self, other: &Self) -> bool {
        self.folded() == other.folded()
    }
}
impl Eq for MemberNumber {}
impl fmt::Display for MemberNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the association says about a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A member now.
    Active,
    /// The membership was not renewed.
    Lapsed,
    /// It has not begun.
    Pending,
    /// The member left.
    Resigned,
    /// The member died.
    Deceased,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Active,
        Self::Lapsed,
        Self::Pending,
        Self::Resigned,
        Self::Deceased,
    ];

    /// As contracts, files and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Lapsed => "lapsed",
            Self::Pending => "pending",
            Self::Resigned => "resigned",
            Self::Deceased => "deceased",
        }
    }
}
impl FromStr for Status {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let word = fold(text);
        Self::ALL
            .into_iter()
            .find(|s| s.as_str() == word)
            .ok_or_else(|| {
                format!(
                    "this is not a status; there are {}",
                    Self::ALL.map(Self::as_str).join(", ")
                )
            })
    }
}

/// A member's record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Names the member within the association for ever.
    pub number: MemberNumber,
    /// First name, or what stands in its place.
    pub given_name: String,
    /// Last name, or what stands in its place.
    pub family_name: String,
    /// The whole name, as it stands on badges.
    pub display_name: String,
    /// Where badges are sent.
    pub email: EmailAddress,
    /// Further addresses the association knows.
    pub alternate_emails: Vec<EmailAddress>,
    /// Country, as the association writes it.
    pub country: String,
    /// Language of mails (BCP 47), or nothing.
    pub locale: String,
    /// Whether the membership is active.
    pub status: Status,
    /// The kind of membership.
    pub membership_type: String,
    /// First day of the membership.
    #[serde(with = "optional_day")]
    pub joined_on: Option<CalendarDate>,
    /// Last day of the membership.
    #[serde(with = "optional_day")]
    pub expires_on: Option<CalendarDate>,
    /// Company.
    pub employer: String,
    /// Job title.
    pub job_title: String,
}

impl Member {
    /// What is different in `after`, field by field, as a person reads it.
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

    /// What the person can be found by: addresses, the whole name, and each of its words, folded.
    pub fn tokens(&self) -> Vec<String> {
        let mut tokens: Vec<String> = std::iter::once(&self.email)
            .chain(&self.alternate_emails)
            .map(EmailAddress::folded)
            .collect();
        for name in [&self.display_name, &self.given_name, &self.family_name] {
            tokens.extend(name_words(name));
        }
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    }

    /// What stands on a badge and where it is sent: when this changes, badges follow.
    pub fn recipient(&self) -> String {
        format!("{}\n{}", self.display_name, self.email.folded())
    }

    fn fields(&self) -> [(&'static str, String); 14] {
        let day = |d: Option<CalendarDate>| d.map(|d| d.to_string()).unwrap_or_default();
        let others: Vec<&str> = self
            .alternate_emails
            .iter()
            .map(EmailAddress::as_str)
            .collect();
        [
            ("member_number", self.number.to_string()),
            ("given_name", self.given_name.clone()),
            ("family_name", self.family_name.clone()),
            ("display_name", self.display_name.clone()),
            ("email", self.email.to_string()),
            ("alternate_emails", others.join("; ")),
            ("country", self.country.clone()),
            ("locale", self.locale.clone()),
            ("membership_status", self.status.as_str().to_owned()),
            ("membership_type", self.membership_type.clone()),
            ("joined_on", day(self.joined_on)),
            ("expires_on", day(self.expires_on)),
            ("employer", self.employer.clone()),
            ("job_title", self.job_title.clone()),
        ]
    }
}

/// The words of a name, folded; a hyphen or apostrophe parts no words.
pub fn name_words(name: &str) -> Vec<String> {
    fold(name)
        .split(' ')
        .map(|word| word.trim_matches([',', '.', ';']).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn ada() -> Member {
        let written = Written {
            number: "PG-1",
            given_name: Some("Ada"),
            family_name: Some("Ørsted"),
            email: Some("Ada@Example.org"),
            status: Some("active"),
            joined_on: Some("2020-01-02"),
            expires_on: Some("2027-01-01"),
            ..Written::default()
        };
        written.read(None).unwrap()
    }

    #[test]
    fn a_name_is_made_of_its_parts_where_it_stands_nowhere_whole() {
        assert_eq!(ada().display_name, "Ada Ørsted");
        let nameless = Written {
            number: "1",
            email: Some("a@b.org"),
            status: Some("active"),
            ..Written::default()
        };
        assert_eq!(nameless.read(None).unwrap_err()[0].field, "display_name");
    }

    #[test]
    fn every_bad_value_of_a_row_is_told_at_once() {
        let written = Written {
            number: " ",
            display_name: Some("Ada"),
            email: Some("ada at example"),
            status: Some("gone"),
            joined_on: Some("31.03.2026"),
            alternate_emails: Some("b@c.org; nonsense"),
            locale: Some("English, mostly"),
            ..Written::default()
        };
        let fields: Vec<_> = written
            .read(None)
            .unwrap_err()
            .into_iter()
            .map(|b| (b.field, b.value))
            .collect();
        assert_eq!(
            fields,
            [
                ("member_number", " ".to_owned()),
                ("locale", "English, mostly".to_owned()),
                ("email", "ada at example".to_owned()),
                ("alternate_emails", "nonsense".to_owned()),
                ("membership_status", "gone".to_owned()),
                ("joined_on", "31.03.2026".to_owned()),
            ]
        );
    }

    #[test]
    fn a_column_that_is_absent_keeps_what_is_on_record_and_an_empty_cell_clears_it() {
        let ada = Member {
            employer: "Blue Harbour".into(),
            ..ada()
        };
        let kept = Written {
            number: "pg-1",
            status: Some("lapsed"),
            ..Written::default()
        }
        .read(Some(&ada))
        .unwrap();
        assert_eq!(
            (
                kept.employer.as_str(),
                kept.status,
                kept.display_name.as_str()
            ),
            ("Blue Harbour", Status::Lapsed, "Ada Ørsted")
        );
        let cleared = Written {
            number: "PG-1",
            employer: Some(""),
            expires_on: Some(""),
            ..Written::default()
        }
        .read(Some(&ada))
        .unwrap();
        assert_eq!((cleared.employer.as_str(), cleared.expires_on), ("", None));
    }

    #[test]
    fn what_changed_is_told_field_by_field() {
        let after = Member {
            status: Status::Lapsed,
            ..ada()
        };
        let changes = ada().changes_to(&after);
        assert_eq!(changes.len(), 1);
        assert_eq!(
            (
                changes[0].field.as_str(),
                changes[0].before.as_str(),
                changes[0].after.as_str()
            ),
            ("membership_status", "active", "lapsed")
        );
        assert!(ada().changes_to(&ada()).is_empty());
    }

    // A20
    #[test]
    fn a_person_is_found_by_address_and_by_each_word_of_the_name() {
        let ada = ada();
        for token in ["ada@example.org", "ada", "ørsted"] {
            assert!(ada.tokens().contains(&token.to_owned()), "{token}");
        }
    }

    #[test]
    fn a_record_survives_being_sealed_as_json() {
        let text = serde_json::to_string(&ada()).unwrap();
        assert_eq!(serde_json::from_str::<Member>(&text).unwrap(), ada());
    }
}
