//! Addresses of people.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The longest address that mail can be sent to (RFC 5321 §4.5.3.1.3, less the angle brackets).
const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;

/// An address as it was written, without white space around it. Compared in lower case.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// A text that is no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not an address mail can be sent to: {0}, as in ada@example.org")]
pub struct NotAnAddress(&'static str);

impl EmailAddress {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// In the form in which two spellings are the same.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for EmailAddress {
    type Err = NotAnAddress;
    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let no = |why| Err(NotAnAddress(why));
        if text.is_empty() {
            return no("write one");
        }
        if text.chars().any(|c| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')')
        }) {
            return no("take out spaces, brackets and separators");
        }
        let Some((local, domain)) = text.rsplit_once('@') else {
            return no("it needs one @");
        };
        if local.is_empty() || local.contains('@') {
            return no("it needs a name before its one @");
        }
        if local.len() > LONGEST_LOCAL || text.len() > LONGEST {
            return no("it is too long");
        }
        if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return no("a dot stands where none can be");
        }
        let label = |l: &str| {
            !l.is_empty()
                && l.len() <= 63
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.chars()
                    .all(|c| c.is_alphanumeric() || c == '-' || !c.is_ascii())
        };
        if !domain.contains('.') || !domain.split('.').all(label) {
            return no("it needs a domain after the @");
        }
        Ok(Self(text.to_owned()))
    }
}
impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.folded() == other.folded()
    }
}
impl Eq for EmailAddress {}
impl TryFrom<String> for EmailAddress {
    type Error = NotAnAddress;
    fn try_from(text: String) -> Result<Self, NotAnAddress> {
        text.parse()
    }
}
impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}
impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_of_any_script_are_taken_and_compared_without_case() {
        for good in [
            "a@b.example",
            "Ada.Lovelace+x@sub.example.org",
            "用户@例え.テスト",
            " member.hi.1@example.com ",
        ] {
            assert!(good.parse::<EmailAddress>().is_ok(), "{good}");
        }
        let (a, b): (EmailAddress, EmailAddress) = (
            "Ada@Example.org".parse().unwrap(),
            "ada@example.ORG".parse().unwrap(),
        );
        assert_eq!(a, b);
    }

    #[test]
    fn what_mail_cannot_be_sent_to_is_refused_with_a_reason() {
        for bad in [
            "",
            "ada",
            "ada at example.org",
            "ada@",
            "@example.org",
            "a@b@c.org",
            "ada@localhost",
            "ada@ex..org",
            "ada@-x.org",
            ".a@b.org",
            "Ada <ada@example.org>",
            "a@b.org;c@d.org",
        ] {
            let error = bad.parse::<EmailAddress>().unwrap_err().to_string();
            assert!(error.contains("as in ada@example.org"), "{bad}: {error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_panic(text in ".{0,80}") {
            if let Ok(address) = text.parse::<EmailAddress>() {
                prop_assert_eq!(address.as_str().parse::<EmailAddress>().unwrap(), address);
            }
        }
    }
}
