//! E-mail addresses.

use std::{fmt, str::FromStr};

/// Longest address, by RFC 5321 §4.5.3.1.3.
const LONGEST: usize = 254;
/// Longest part before the `@`, by RFC 5321 §4.5.3.1.1.
const LONGEST_LOCAL: usize = 64;

/// An e-mail address as it was written, trimmed. Two are equal when they differ by case only. `Debug` hides it:
/// addresses are personal data and stay out of logs.
#[derive(Clone)]
pub struct EmailAddress(String);

/// A text that is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is no e-mail address: it needs one @ with a name before and a domain behind it, as in ada@example.org"
)]
pub struct NotAnAddress;

impl EmailAddress {
    /// As it was written, trimmed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two spellings are the same: lower case. Hashes and blind indexes are made of it.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for EmailAddress {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(NotAnAddress)?;
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"".contains(c);
        let label = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let good = text.len() <= LONGEST
            && !local.is_empty()
            && local.len() <= LONGEST_LOCAL
            && !local.contains('@')
            && local.chars().all(plain)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && domain.contains('.')
            && domain.split('.').all(label);
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnAddress)
        }
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.folded() == other.folded()
    }
}
impl Eq for EmailAddress {}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_trimmed_and_compared_without_case() {
        let address: EmailAddress = " Ada.Lovelace@Example.ORG ".parse().unwrap();
        assert_eq!(address.as_str(), "Ada.Lovelace@Example.ORG");
        assert_eq!(address, "ada.lovelace@example.org".parse().unwrap());
        assert_eq!(format!("{address:?}"), "EmailAddress(***)");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for bad in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "ada@example",
            "a b@example.org",
            "a@b@example.org",
            "ada@example..org",
            "ada@-example.org",
            "Ada <ada@example.org>",
            "ada@example.org\n.",
            ".ada@example.org",
        ] {
            assert!(bad.parse::<EmailAddress>().is_err(), "{bad}");
        }
        for good in [
            "o'donnell@example.org",
            "ada+badges@mail.example.co.uk",
            "用户@例子.公司",
            "a@1.example",
        ] {
            assert!(good.parse::<EmailAddress>().is_ok(), "{good}");
        }
    }
}
