//! Mail addresses.

use std::{fmt, str::FromStr};

/// Longest address (RFC 5321 §4.5.3.1.3 leaves 254 characters between the brackets).
const LONGEST: usize = 254;
/// Longest part before the `@` (RFC 5321 §4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// A mail address: trimmed, in lower case. Two spellings that differ in case are one address. `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// A text that is no mail address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an address needs one @ with a name before and a domain behind it, as in ada@example.org")]
pub struct NotAnAddress;

impl EmailAddress {
    /// The address as it is compared and written to.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address with its middle hidden: `m…r@example.com`. Enough to recognise one's own.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        let mut letters = local.chars();
        match (letters.next(), letters.next_back()) {
            // Of a name this short the last letter would tell most of it.
            (Some(first), Some(last)) if local.chars().count() > 3 => {
                format!("{first}…{last}@{domain}")
            }
            (Some(first), _) => format!("{first}…@{domain}"),
            (None, _) => format!("…@{domain}"),
        }
    }
}

impl FromStr for EmailAddress {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.split_once('@').ok_or(NotAnAddress)?;
        let plain = |part: &str| {
            !part.is_empty()
                && !part.chars().any(|c| {
                    c.is_whitespace()
                        || c.is_control()
                        || matches!(c, '@' | '<' | '>' | '"' | ',' | ';')
                })
        };
        let labels = || {
            domain
                .split('.')
                .all(|label| !label.is_empty() && label.len() <= 63)
        };
        let fits = text.len() <= LONGEST && local.len() <= LONGEST_LOCAL;
        if plain(local) && plain(domain) && labels() && fits {
            Ok(Self(text))
        } else {
            Err(NotAnAddress)
        }
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(***)")
    }
}

/// What an address is found by: its blind index, the same for every tenant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AddressKey(pub Vec<u8>);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_spaces_around_do_not_make_another_address() {
        let a: EmailAddress = " Ada.Lovelace@Example.ORG ".parse().unwrap();
        assert_eq!(a, "ada.lovelace@example.org".parse().unwrap());
        assert_eq!(format!("{a:?}"), "EmailAddress(***)");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("{}@example.org", "a".repeat(65));
        for bad in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "a b@example.org",
            "a@b@c.org",
            "ada@example..org",
            "ada@.org",
            "ada,eve@example.org",
            "<ada@example.org>",
            &long,
        ] {
            assert!(bad.parse::<EmailAddress>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_masked_address_tells_its_owner_and_no_one_else() {
        for (address, masked) in [
            ("mayer@example.com", "m…r@example.com"),
            ("ada@example.com", "a…@example.com"),
            ("x@example.com", "x…@example.com"),
            ("žofie@example.cz", "ž…e@example.cz"),
        ] {
            assert_eq!(address.parse::<EmailAddress>().unwrap().masked(), masked);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_reading_twice_is_reading_once(text in ".{0,80}") {
            if let Ok(address) = text.parse::<EmailAddress>() {
                prop_assert_eq!(address.as_str().parse::<EmailAddress>(), Ok(address.clone()));
                prop_assert!(address.masked().contains('…'));
            }
        }
    }
}
