//! The key of one person.

use std::{fmt, sync::Arc};

use aws_lc_rs::aead::LessSafeKey;
use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use super::{Place, SealError, cipher};

/// A key that seals what belongs to one owner (a person). Cheap to clone; its memory is wiped when the last
/// clone goes. Made and opened by a [`super::Keyring`].
#[derive(Clone)]
pub struct DataKey {
    key: Arc<LessSafeKey>,
}

impl DataKey {
    pub(super) fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self {
            key: Arc::new(cipher::key(bytes)),
        }
    }

    /// Seals bytes for this place.
    pub fn seal(&self, place: &Place<'_>, plain: &[u8]) -> Vec<u8> {
        cipher::seal(&self.key, &[cipher::VERSION], &place.authenticated(), plain)
    }

    /// Opens what [`DataKey::seal`] made for the same place.
    ///
    /// # Errors
    /// [`SealError::Malformed`] when it is no sealed value, [`SealError::Refused`] when the key, the place or a
    /// byte is another.
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let [cipher::VERSION, rest @ ..] = sealed else {
            return Err(SealError::Malformed {
                what: place.to_string(),
            });
        };
        cipher::open(&self.key, &place.authenticated(), rest).ok_or_else(|| SealError::Refused {
            what: place.to_string(),
        })
    }

    /// Seals text.
    pub fn seal_text(&self, place: &Place<'_>, plain: &str) -> Vec<u8> {
        self.seal(place, plain.as_bytes())
    }

    /// Opens text.
    ///
    /// # Errors
    /// As [`DataKey::open`], and [`SealError::Unreadable`] when the bytes are no UTF-8.
    pub fn open_text(&self, place: &Place<'_>, sealed: &[u8]) -> Result<String, SealError> {
        text(place, self.open(place, sealed)?)
    }

    /// Seals a value as JSON.
    ///
    /// # Errors
    /// [`SealError::Unwritable`] when the value cannot be written as JSON (a map with keys that are no text).
    pub fn seal_json<T: Serialize + ?Sized>(
        &self,
        place: &Place<'_>,
        value: &T,
    ) -> Result<Vec<u8>, SealError> {
        Ok(self.seal(place, &write_json(place, value)?))
    }

    /// Opens a value sealed by [`DataKey::seal_json`].
    ///
    /// # Errors
    /// As [`DataKey::open`], and [`SealError::Unreadable`] when the JSON is not a `T`.
    pub fn open_json<T: DeserializeOwned>(
        &self,
        place: &Place<'_>,
        sealed: &[u8],
    ) -> Result<T, SealError> {
        read_json(place, self.open(place, sealed)?)
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(***)")
    }
}

pub(super) fn text(place: &Place<'_>, plain: Vec<u8>) -> Result<String, SealError> {
    String::from_utf8(plain).map_err(|_| SealError::Unreadable {
        what: place.to_string(),
        expected: "UTF-8 text",
    })
}

pub(super) fn write_json<T: Serialize + ?Sized>(
    place: &Place<'_>,
    value: &T,
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    serde_json::to_vec(value)
        .map(Zeroizing::new)
        .map_err(|error| SealError::Unwritable {
            what: place.to_string(),
            why: error.to_string(),
        })
}

pub(super) fn read_json<T: DeserializeOwned>(
    place: &Place<'_>,
    plain: Vec<u8>,
) -> Result<T, SealError> {
    // The parser's own words are left out: they may quote the plain text.
    serde_json::from_slice(&Zeroizing::new(plain)).map_err(|_| SealError::Unreadable {
        what: place.to_string(),
        expected: std::any::type_name::<T>(),
    })
}
