//! What an issuer decided about names, addresses and when badges become visible (decisions §3).

use std::str::FromStr;

/// A word that is none of those a setting takes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not one of {known}")]
pub struct UnknownWord {
    value: String,
    known: String,
}

/// Finds a value by its word.
pub(crate) fn of_word<T: Copy>(all: &[(T, &'static str)], text: &str) -> Result<T, UnknownWord> {
    all.iter()
        .find(|(_, word)| *word == text)
        .map(|(value, _)| *value)
        .ok_or_else(|| UnknownWord {
            value: text.chars().take(80).collect(),
            known: all
                .iter()
                .map(|(_, word)| format!("`{word}`"))
                .collect::<Vec<_>>()
                .join(", "),
        })
}

/// Where the recipient's name stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NamePolicy {
    /// In the signed badge and on its page.
    #[default]
    Signed,
    /// On the page only.
    PageOnly,
    /// Nowhere.
    None,
}

impl NamePolicy {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Signed, "signed"),
        (Self::PageOnly, "page_only"),
        (Self::None, "none"),
    ];
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::PageOnly => "page_only",
            Self::None => "none",
        }
    }
}
impl FromStr for NamePolicy {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(&Self::ALL, text)
    }
}

/// How the recipient's address stands in the signed badge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecipientPolicy {
    /// As a salted hash: whoever knows the address can check it.
    #[default]
    Hashed,
    /// Not at all.
    Opaque,
}

impl RecipientPolicy {
    const ALL: [(Self, &'static str); 2] = [(Self::Hashed, "hashed"), (Self::Opaque, "opaque")];
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hashed => "hashed",
            Self::Opaque => "opaque",
        }
    }
}
impl FromStr for RecipientPolicy {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(&Self::ALL, text)
    }
}

/// From when on a badge's address shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VisibleFrom {
    /// As soon as it is awarded.
    Issue,
    /// As soon as the earner accepts it.
    Accept,
    /// When the earner makes it public.
    #[default]
    Publish,
}

impl VisibleFrom {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Issue, "issue"),
        (Self::Accept, "accept"),
        (Self::Publish, "publish"),
    ];
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Accept => "accept",
            Self::Publish => "publish",
        }
    }
}
impl FromStr for VisibleFrom {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(&Self::ALL, text)
    }
}

/// The four settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Where the name stands.
    pub name: NamePolicy,
    /// How the address stands in the badge.
    pub recipient: RecipientPolicy,
    /// From when on a badge is visible.
    pub visible_from: VisibleFrom,
    /// Whether the public is told why a badge was revoked.
    pub show_revocation_reason: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back_and_an_unknown_one_is_refused_with_the_choice() {
        for (policy, word) in NamePolicy::ALL {
            assert_eq!((policy.as_str(), word.parse()), (word, Ok(policy)));
        }
        for (policy, word) in RecipientPolicy::ALL {
            assert_eq!((policy.as_str(), word.parse()), (word, Ok(policy)));
        }
        for (policy, word) in VisibleFrom::ALL {
            assert_eq!((policy.as_str(), word.parse()), (word, Ok(policy)));
        }
        let refusal = "always".parse::<NamePolicy>().unwrap_err().to_string();
        assert_eq!(
            refusal,
            "`always` is not one of `signed`, `page_only`, `none`"
        );
    }
}
