//! A member as written in a file or request, on its way to being understood.

use super::{LONGEST, Member, MemberNumber, Status};
use crate::domain::{email::EmailAddress, tidy};
use platform::clock::CalendarDate;
use std::fmt;

/// A member as written in a file or request, before it is understood. `None` leaves what is on record.
#[derive(Clone, Debug, Default)]
pub struct Written<'a> {
    /// The number.
    pub number: &'a str,
    /// First name.
    pub given_name: Option<&'a str>,
    /// Last name.
    pub family_name: Option<&'a str>,
    /// Whole name; made of the others where it is absent or empty.
    pub display_name: Option<&'a str>,
    /// Address.
    pub email: Option<&'a str>,
    /// Further addresses, between `;`, `,` or spaces.
    pub alternate_emails: Option<&'a str>,
    /// Country.
    pub country: Option<&'a str>,
    /// Language.
    pub locale: Option<&'a str>,
    /// Status.
    pub status: Option<&'a str>,
    /// Kind of membership.
    pub membership_type: Option<&'a str>,
    /// First day.
    pub joined_on: Option<&'a str>,
    /// Last day.
    pub expires_on: Option<&'a str>,
    /// Company.
    pub employer: Option<&'a str>,
    /// Job title.
    pub job_title: Option<&'a str>,
}

/// A value that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue {
    /// The field.
    pub field: &'static str,
    /// What stood there.
    pub value: String,
    /// What is wrong and how to mend it.
    pub reason: String,
}

impl BadValue {
    /// Names field, value and fix.
    pub fn new(field: &'static str, value: &str, reason: impl fmt::Display) -> Self {
        Self {
            field,
            value: value.chars().take(LONGEST).collect(),
            reason: reason.to_string(),
        }
    }
}

impl Written<'_> {
    /// Understands it, on top of what is on record.
    ///
    /// # Errors
    /// Every value that cannot be taken, not only the first.
    pub fn read(&self, on_record: Option<&Member>) -> Result<Member, Vec<BadValue>> {
        let mut bad = Vec::new();
        let number = self
            .number
            .parse::<MemberNumber>()
            .map_err(|e| bad.push(BadValue::new("member_number", self.number, e)))
            .ok();
        let mut short =
            |field: &'static str, written: Option<&str>, kept: Option<&String>| match written {
                None => kept.cloned().unwrap_or_default(),
                Some(text) => {
                    let text = tidy(text);
                    if text.chars().count() > LONGEST {
                        bad.push(BadValue::new(
                            field,
                            &text,
                            format!("at most {LONGEST} characters are kept"),
                        ));
                    }
                    text
                }
            };
        let given_name = short(
            "given_name",
            self.given_name,
            on_record.map(|m| &m.given_name),
        );
        let family_name = short(
            "family_name",
            self.family_name,
            on_record.map(|m| &m.family_name),
        );
        let whole = short("display_name", self.display_name, None);
        let country = short("country", self.country, on_record.map(|m| &m.country));
        let membership_type = short(
            "membership_type",
            self.membership_type,
            on_record.map(|m| &m.membership_type),
        );
        let employer = short("employer", self.employer, on_record.map(|m| &m.employer));
        let job_title = short("job_title", self.job_title, on_record.map(|m| &m.job_title));
        let locale = short("locale", self.locale, on_record.map(|m| &m.locale));

        let names_written =
            self.given_name.is_some() || self.family_name.is_some() || self.display_name.is_some();
        let display_name = match (whole.is_empty(), on_record) {
            (false, _) => whole,
            (true, Some(m)) if !names_written => m.display_name.clone(),
            (true, _) => tidy(&format!("{given_name} {family_name}")),
        };
        if display_name.is_empty() {
            bad.push(BadValue::new(
                "display_name",
                "",
                "a name is needed: it stands on the badge",
            ));
        }
        if !is_language(&locale) {
            bad.push(BadValue::new(
                "locale",
                &locale,
                "this is not a language tag; write one such as en, pt-BR or zh-Hant",
            ));
        }
        let email = match (self.email, on_record) {
            (None, Some(m)) => Some(m.email.clone()),
            (written, _) => {
                let written = written.unwrap_or_default();
                written
                    .parse::<EmailAddress>()
                    .map_err(|e| bad.push(BadValue::new("email", written, e)))
                    .ok()
            }
        };
        let alternate_emails = match self.alternate_emails {
            None => on_record
                .map(|m| m.alternate_emails.clone())
                .unwrap_or_default(),
            Some(written) => addresses(written, &mut bad),
        };
        let status = match (self.status, on_record) {
            (None, Some(m)) => Some(m.status),
            (written, _) => {
                let written = written.unwrap_or_default();
                written
                    .parse::<Status>()
                    .map_err(|e| bad.push(BadValue::new("membership_status", written, e)))
                    .ok()
            }
        };
        let joined_on = date(
            "joined_on",
            self.joined_on,
            on_record.and_then(|m| m.joined_on),
            &mut bad,
        );
        let expires_on = date(
            "expires_on",
            self.expires_on,
            on_record.and_then(|m| m.expires_on),
            &mut bad,
        );
        match (number, email, status) {
            (Some(number), Some(email), Some(status)) if bad.is_empty() => Ok(Member {
                number,
                given_name,
                family_name,
                display_name,
                email,
                alternate_emails,
                country,
                locale,
                status,
                membership_type,
                joined_on,
                expires_on,
                employer,
                job_title,
            }),
            _ => Err(bad),
        }
    }
}

fn addresses(written: &str, bad: &mut Vec<BadValue>) -> Vec<EmailAddress> {
    let mut found: Vec<EmailAddress> = Vec::new();
    for part in written
        .split([';', ',', '|', ' ', '\n', '\t'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
    {
        match part.parse::<EmailAddress>() {
            Ok(address) if found.contains(&address) => {}
            Ok(address) => found.push(address),
            Err(error) => bad.push(BadValue::new("alternate_emails", part, error)),
        }
    }
    found
}

fn date(
    field: &'static str,
    written: Option<&str>,
    kept: Option<CalendarDate>,
    bad: &mut Vec<BadValue>,
) -> Option<CalendarDate> {
    let text = match written {
        None => return kept,
        Some(text) => text.trim(),
    };
    if text.is_empty() {
        return None;
    }
    plausible(text)
        .map_err(|reason| bad.push(BadValue::new(field, text, reason)))
        .ok()
}

/// A date that can be one of a membership or an examination of somebody alive.
pub fn plausible(text: &str) -> Result<CalendarDate, String> {
    let date: CalendarDate = text
        .parse()
        .map_err(|_| "this is not a date; write year, month and day as 2026-03-31".to_owned())?;
    if (1900..=2200).contains(&date.civil().year()) {
        Ok(date)
    } else {
        Err("this year cannot be meant; write one between 1900 and 2200".to_owned())
    }
}

/// Whether a text is a language tag of two or more letters with parts behind hyphens, or nothing.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split(['-', '_']);
    let first = parts.next().unwrap_or_default();
    tag.is_empty()
        || (tag.len() <= 35
            && (2..=8).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_alphabetic())
            && parts.all(|p| {
                (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric())
            }))
}
