//! The words a badge's state is written with.

use std::str::FromStr;

/// What the earner decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// Nothing yet.
    Pending,
    /// It is theirs.
    Accepted,
    /// They do not want it.
    Declined,
}

/// The ledger's state, as last heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In force, or expired by date.
    Valid,
    /// Held back for a reason that can go away.
    Suspended,
    /// Taken back.
    Revoked,
}

/// Who may see it, as last set by the earner or heard from issuance, whose decision it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Not yet anybody.
    Hidden,
    /// The owner alone.
    Private,
    /// Who has the link.
    Link,
    /// Everybody.
    Public,
}

/// A word that names no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is none of {choices}")]
pub struct UnknownWord {
    /// What stood there.
    pub value: String,
    /// What may stand there.
    pub choices: &'static str,
}

macro_rules! words {
    ($type:ident, $choices:literal, $($variant:ident = $word:literal),*) => {
        impl $type {
            /// As contracts and tables write it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }
        impl FromStr for $type {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                match text {
                    $($word => Ok(Self::$variant),)*
                    other => Err(UnknownWord { value: other.chars().take(80).collect(), choices: $choices }),
                }
            }
        }
    };
}
words!(
    Acceptance,
    "pending, accepted, declined",
    Pending = "pending",
    Accepted = "accepted",
    Declined = "declined"
);
words!(
    Status,
    "valid, suspended, revoked",
    Valid = "valid",
    Suspended = "suspended",
    Revoked = "revoked"
);
words!(
    Visibility,
    "hidden, private, link, public",
    Hidden = "hidden",
    Private = "private",
    Link = "link",
    Public = "public"
);
