//! A value that must never reach a log, a trace, an error text or an answer.
//!
//! ```
//! use platform::Secret;
//!
//! let key = Secret::from("correct horse battery staple");
//! assert_eq!(format!("{key} {key:?}"), "*** Secret(***)");
//! assert_eq!(key.expose(), "correct horse battery staple");
//! ```

use std::fmt;

use serde::{Deserialize, Deserializer};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroize;

/// What stands in place of the value wherever a secret is shown.
const MASK: &str = "***";

/// A masked value: `Debug` and `Display` show `***`, it cannot be serialized, and its memory is wiped when it
/// goes. Reading it takes a call of [`Secret::expose`], so that every place that does so can be found.
#[derive(Clone)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Hides `value`.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize + AsRef<[u8]>> Secret<T> {
    /// Whether the value has exactly these bytes, in a time that does not tell how many of them were right.
    pub fn matches(&self, other: impl AsRef<[u8]>) -> bool {
        self.0.as_ref().ct_eq(other.as_ref()).into()
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Secret<String> {
    fn from(value: &str) -> Self {
        Self::new(value.to_owned())
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({MASK})")
    }
}

impl<T: Zeroize> fmt::Display for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

impl<'de, T: Zeroize + Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Settings {
        host: String,
        key: Secret<String>,
    }

    #[test]
    fn a_secret_inside_a_printed_struct_stays_hidden() {
        let settings: Settings =
            serde_json::from_str(r#"{"host":"example.org","key":"open sesame"}"#).unwrap();
        assert_eq!(settings.key.expose(), "open sesame");
        assert_eq!(settings.host, "example.org");
        let shown = format!("{settings:?} {:#?} {}", settings.key, settings.key);
        assert!(!shown.contains("sesame"), "{shown}");
        assert!(shown.contains(MASK), "{shown}");
    }

    #[test]
    fn a_secret_matches_its_own_bytes_only() {
        let secret = Secret::new(b"0123456789".to_vec());
        assert!(secret.matches("0123456789"));
        assert!(!secret.matches("0123456788"));
        assert!(!secret.matches("012345678"));
        assert!(!secret.matches(""));
    }

    #[test]
    fn a_wrong_type_is_refused_without_showing_the_value() {
        let error = serde_json::from_str::<Secret<Vec<u8>>>(r#""hunter2hunter2""#).unwrap_err();
        assert!(error.to_string().contains("invalid type"), "{error}");
    }
}
