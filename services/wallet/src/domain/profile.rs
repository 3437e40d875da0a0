//! What is kept about an earner besides badges and addresses.

use platform::ids::IssuerId;
use serde::{Deserialize, Serialize};

/// Most characters of a headline, an employer, a job title.
pub const LONGEST_LINE: usize = 160;

/// What an earner's profile says. Kept sealed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The name, as an issuer wrote it (C14): never the earner's own to change.
    pub name: String,
    /// The issuer whose spelling of the name it is; its corrections are followed (C15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_from: Option<IssuerId>,
    /// One line about themselves.
    #[serde(default)]
    pub headline: String,
    /// Where they work (C17).
    #[serde(default)]
    pub employer: String,
    /// As what (C17).
    #[serde(default)]
    pub job_title: String,
    /// BCP 47.
    #[serde(default)]
    pub locale: String,
}

/// One line of free text: without line breaks and control characters, trimmed. The error is what to mend.
pub fn line(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Err("write it on one line, without control characters".into());
    }
    let found = text.chars().count();
    if found > LONGEST_LINE {
        return Err(format!(
            "it has {found} characters; use at most {LONGEST_LINE}"
        ));
    }
    Ok(text.to_owned())
}

/// A language tag such as `en`, `de-AT`, `zh-Hant` (BCP 47, its well-formedness). The error is what to mend.
pub fn locale(text: &str) -> Result<String, String> {
    let text = text.trim();
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    let well_formed = (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && parts
            .all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
        && text.len() <= 35;
    if well_formed {
        Ok(text.to_owned())
    } else {
        Err("write a language tag such as en, de or pt-BR".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_of_bearable_length() {
        assert_eq!(line("  Head of Bids "), Ok("Head of Bids".into()));
        assert!(line("a\nb").is_err());
        assert!(line(&"ä".repeat(160)).is_ok());
        assert!(line(&"ä".repeat(161)).unwrap_err().contains("161"));
    }

    #[test]
    fn a_locale_is_a_language_tag() {
        for good in ["en", "de-AT", "zh-Hant-TW", "pt-BR"] {
            assert!(locale(good).is_ok(), "{good}");
        }
        for bad in ["", "e", "english", "en_US", "en-", "../etc"] {
            assert!(locale(bad).is_err(), "{bad}");
        }
    }
}
