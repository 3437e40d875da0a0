//! Names of portfolios in addresses.

use std::{fmt, str::FromStr};

/// Names that addresses of ours need, or that would pass for ours.
const RESERVED: &[&str] = &[
    "about",
    "accolade",
    "account",
    "admin",
    "administrator",
    "api",
    "assets",
    "badge",
    "badges",
    "claim",
    "demo",
    "dev",
    "help",
    "issuer",
    "issuers",
    "login",
    "me",
    "null",
    "official",
    "operator",
    "portfolio",
    "profile",
    "public",
    "root",
    "security",
    "settings",
    "sign-in",
    "sign-out",
    "staff",
    "static",
    "styleguide",
    "support",
    "system",
    "undefined",
    "verify",
    "wallet",
    "www",
];

/// The name of a portfolio: 3 to 30 lower-case letters, digits and hyphens. Once taken it is never given to
/// another person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Handle(String);

/// A text that cannot name a portfolio.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAHandle {
    /// Its form is wrong.
    #[error(
        "use 3 to 30 letters a to z, digits and single hyphens, beginning and ending with a letter or digit, as in ada-lovelace"
    )]
    Form,
    /// The platform keeps it for itself.
    #[error("this name is kept for the platform itself; choose another")]
    Reserved,
}

impl Handle {
    /// As in the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Handle {
    type Err = NotAHandle;

    fn from_str(text: &str) -> Result<Self, NotAHandle> {
        let text = text.trim().to_lowercase();
        let letters = text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let hyphens = text.starts_with('-') || text.ends_with('-') || text.contains("--");
        if !letters || hyphens || !(3..=30).contains(&text.len()) {
            return Err(NotAHandle::Form);
        }
        if RESERVED.contains(&text.as_str()) {
            Err(NotAHandle::Reserved)
        } else {
            Ok(Self(text))
        }
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_plain_and_not_ours() {
        assert_eq!(
            " Ada-Lovelace ".parse::<Handle>().unwrap().as_str(),
            "ada-lovelace"
        );
        for bad in [
            "ab",
            "-ada",
            "ada-",
            "a--da",
            "zoë",
            "ada lovelace",
            "ada/..",
            "",
            &"a".repeat(31),
        ] {
            assert_eq!(bad.parse::<Handle>(), Err(NotAHandle::Form), "{bad}");
        }
        assert_eq!("Admin".parse::<Handle>(), Err(NotAHandle::Reserved));
    }
}
