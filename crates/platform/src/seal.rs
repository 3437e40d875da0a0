//! Columns nobody can read without the key: envelope encryption (AES-256-GCM) and the blind index.
//!
//! A service has one secret in its configuration ([`Keyring`]). Each person has a random key of their own
//! ([`DataKey`]), stored wrapped by the service's key-encryption key; what is kept about the person is sealed by
//! it, so that destroying this one row erases the person everywhere, in backups too. Rows that belong to no
//! person are sealed by the keyring itself.
//!
//! Every sealed value is bound to its [`Place`]: copied into another row, column or table it does not open.
//! What must be found again by equality (an address, a member number) gets a blind index beside the sealed
//! value ([`Keyring::blind`]).
//!
//! Formats, first byte the version (1):
//!
//! | value | bytes |
//! |---|---|
//! | sealed by a [`DataKey`] | `1` · nonce (12) · ciphertext and tag |
//! | sealed by a [`Keyring`], wrapped [`DataKey`] | `1` · id of the key-encryption key (8) · nonce (12) · ciphertext and tag |
//!
//! Nonces are random, so one key should seal fewer than 2^32 values (NIST SP 800-38D §8.3): a person's key never
//! comes near, and a service renews its own by a new current secret with the old one as `previous`.
//!
//! ```
//! use platform::{Secret, seal::{Keyring, Place}};
//!
//! let secret = Secret::from("a passphrase of no less than thirty-two characters");
//! let keyring = Keyring::new("wallet", &secret, &[])?;
//! let (key, wrapped) = keyring.new_data_key("person 7")?;
//! let place = Place { table: "person", column: "name", row: "7" };
//! let sealed = key.seal_text(&place, "Zoë Ågren");
//!
//! let key = keyring.open_data_key("person 7", &wrapped)?;
//! assert_eq!(key.open_text(&place, &sealed)?, "Zoë Ågren");
//! # Ok::<(), platform::seal::SealError>(())
//! ```

mod cipher;
mod data_key;
mod keyring;

pub use data_key::DataKey;
pub use keyring::Keyring;

/// Where a sealed value stands. It is authenticated with the value but not stored in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// Name of the table.
    pub table: &'static str,
    /// Name of the column.
    pub column: &'static str,
    /// The row's key as text.
    pub row: &'a str,
}

impl Place<'_> {
    /// The additional data of a value at this place.
    fn authenticated(&self) -> Vec<u8> {
        cipher::join(&["accolade place v1", self.table, self.column, self.row])
    }
}

/// Why a value could not be sealed or opened. No variant carries key material or plain text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The configured secret is too short to be a key.
    #[error(
        "the {which} key of {service} is too short: give at least 32 random bytes as base64 or hex (for example \
         from `openssl rand -base64 32`), or a passphrase of at least 32 characters"
    )]
    WeakSecret {
        /// The service whose secret it is.
        service: String,
        /// `current`, or `previous #1` and so on.
        which: String,
    },
    /// The configured secret is long enough but hardly varies.
    #[error(
        "the {which} key of {service} repeats a few characters: give 32 random bytes, for example from \
         `openssl rand -base64 32`"
    )]
    Monotonous {
        /// The service whose secret it is.
        service: String,
        /// `current`, or `previous #1` and so on.
        which: String,
    },
    /// The value is not something this module wrote.
    #[error("the value of {what} is not a sealed value: it is cut short or of an unknown version")]
    Malformed {
        /// The place or the owner of the data key.
        what: String,
    },
    /// The key-encryption key named in the value is not configured any more.
    #[error(
        "the value of {what} was sealed by key {key}, which is not configured: add the secret it was sealed with \
         to the previous keys"
    )]
    UnknownKey {
        /// The place or the owner of the data key.
        what: String,
        /// The id of the missing key, in hex.
        key: String,
    },
    /// Wrong key, wrong place, or changed bytes: cryptography does not tell which.
    #[error(
        "the value of {what} does not open: it was changed, moved from another row, or sealed by another key"
    )]
    Refused {
        /// The place or the owner of the data key.
        what: String,
    },
    /// The value opened but is not what the column should hold.
    #[error("the value of {what} opened but is not {expected}")]
    Unreadable {
        /// The place.
        what: String,
        /// What the column should hold.
        expected: &'static str,
    },
    /// The value cannot be written as JSON, so it cannot be sealed.
    #[error("the value for {what} cannot be written as JSON: {why}")]
    Unwritable {
        /// The place.
        what: String,
        /// The serializer's words.
        why: String,
    },
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{} of row {}", self.table, self.column, self.row)
    }
}

/// A value in the form in which two spellings of it are the same: trimmed, inner white space collapsed to one
/// space, lower case by Unicode. Fold a value before [`Keyring::blind`] where case and spaces do not matter.
pub fn fold(value: &str) -> String {
    value
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

#[cfg(test)]
mod tests;
