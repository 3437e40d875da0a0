//! The list itself: bits, or values of several bits, packed as they travel.
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::Value;

use super::{MAX_BYTES, MIN_ENTRIES, StatusError};
use crate::encoding::{base64url, from_base64url};
use crate::json::shown;

/// A list of bits, one an entry.
///
/// ```
/// use openbadges::status::{Bitstring, MIN_ENTRIES};
///
/// let mut bits = Bitstring::new(MIN_ENTRIES)?;
/// bits.set(94_567, true)?;
/// let travelling = bits.encode();
/// assert!(Bitstring::decode(&travelling)?.get(94_567)?);
/// # Ok::<(), openbadges::status::StatusError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitstring {
    bytes: Vec<u8>,
}

impl Bitstring {
    /// A list with all bits clear, rounded up to whole bytes.
    ///
    /// ```
    /// use openbadges::status::{Bitstring, MIN_ENTRIES};
    ///
    /// let bits = Bitstring::new(MIN_ENTRIES)?;
    /// assert!(!bits.get(0)?);
    /// assert!(Bitstring::new(1000).is_err()); // so short a list would tell whose entry is asked for
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    ///
    /// # Errors
    /// [`StatusError::TooShort`] under [`MIN_ENTRIES`], [`StatusError::TooLarge`].
    pub fn new(entries: usize) -> Result<Self, StatusError> {
        if entries < MIN_ENTRIES {
            return Err(StatusError::TooShort(entries));
        }
        if entries.div_ceil(8) > MAX_BYTES {
            return Err(StatusError::TooLarge);
        }
        Ok(Self {
            bytes: vec![0; entries.div_ceil(8)],
        })
    }

    /// From the bytes that [`Bitstring::as_bytes`] gave, for storage.
    ///
    /// ```
    /// use openbadges::status::{Bitstring, MIN_ENTRIES};
    ///
    /// let mut bits = Bitstring::new(MIN_ENTRIES)?;
    /// bits.set(42, true)?;
    /// let stored = bits.as_bytes().to_vec();
    /// assert_eq!(Bitstring::from_bytes(stored)?, bits);
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Bitstring::new`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, StatusError> {
        Self::new(bytes.len() * 8)?;
        Ok(Self { bytes })
    }

    /// The bits, most significant first.
    ///
    /// ```
    /// use openbadges::status::{Bitstring, MIN_ENTRIES};
    ///
    /// let mut bits = Bitstring::new(MIN_ENTRIES)?;
    /// bits.set(0, true)?;
    /// assert_eq!(bits.as_bytes()[0], 0b1000_0000);
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The number of entries.
    ///
    /// ```
    /// use openbadges::status::{Bitstring, MIN_ENTRIES};
    ///
    /// assert_eq!(Bitstring::new(MIN_ENTRIES + 1)?.len(), MIN_ENTRIES + 8);
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len() * 8
    }

    /// Never: a list has at least [`MIN_ENTRIES`].
    ///
    /// ```
    /// use openbadges::status::{Bitstring, MIN_ENTRIES};
    ///
    /// assert!(!Bitstring::new(MIN_ENTRIES)?.is_empty());
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether the bit of `index` is set.
    ///
    /// ```
    /// use openbadges::status::{Bitstring, MIN_ENTRIES};
    ///
    /// let bits = Bitstring::new(MIN_ENTRIES)?;
    /// assert!(!bits.get(MIN_ENTRIES - 1)?);
    /// assert!(bits.get(MIN_ENTRIES).is_err());
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    ///
    /// # Errors
    /// [`StatusError::OutOfRange`].
    pub fn get(&self, index: usize) -> Result<bool, StatusError> {
        let byte = self.bytes.get(index / 8).ok_or(StatusError::OutOfRange {
            index,
            entries: self.len(),
        })?;
        Ok(byte & (0x80 >> (index % 8)) != 0)
    }

    /// Sets or clears the bit of `index`.
    ///
    /// ```
    /// use openbadges::status::{Bitstring, MIN_ENTRIES};
    ///
    /// let mut bits = Bitstring::new(MIN_ENTRIES)?;
    /// bits.set(7, true)?; // revoked
    /// bits.set(7, false)?; // reinstated
    /// assert_eq!(bits, Bitstring::new(MIN_ENTRIES)?);
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    ///
    /// # Errors
    /// [`StatusError::OutOfRange`].
    pub fn set(&mut self, index: usize, on: bool) -> Result<(), StatusError> {
        let entries = self.len();
        let byte = self
            .bytes
            .get_mut(index / 8)
            .ok_or(StatusError::OutOfRange { index, entries })?;
        let mask = 0x80 >> (index % 8);
        *byte = if on { *byte | mask } else { *byte & !mask };
        Ok(())
    }

    /// The `encodedList` member.
    ///
    /// ```
    /// use openbadges::status::{Bitstring, MIN_ENTRIES};
    ///
    /// let travelling = Bitstring::new(MIN_ENTRIES)?.encode();
    /// assert!(travelling.starts_with('u') && travelling.len() < 100); // 16 KB of zeros
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    #[must_use]
    pub fn encode(&self) -> String {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        let packed = gzip.write_all(&self.bytes).and_then(|()| gzip.finish());
        // Writing to a vector cannot fail; an empty list would be refused by every reader.
        format!("u{}", base64url(&packed.unwrap_or_default()))
    }

    /// Reads an `encodedList`.
    ///
    /// ```
    /// use openbadges::status::{Bitstring, MIN_ENTRIES};
    ///
    /// let bits = Bitstring::new(MIN_ENTRIES)?;
    /// assert_eq!(Bitstring::decode(&bits.encode())?, bits);
    /// assert!(Bitstring::decode("H4sIAAAA").is_err()); // the u is missing
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    ///
    /// # Errors
    /// Not multibase, not gzip, too large or too short.
    pub fn decode(encoded: &str) -> Result<Self, StatusError> {
        let text = encoded
            .strip_prefix('u')
            .ok_or_else(|| malformed(encoded, "it must begin with u (multibase base64url)"))?;
        Self::from_bytes(unpacked(encoded, text)?)
    }

    /// Reads the list of a StatusList2021 or RevocationList2020: base64 of either alphabet without the `u`, and of any
    /// length, for no rule asked for one.
    ///
    /// ```
    /// use openbadges::status::{Bitstring, MIN_ENTRIES};
    ///
    /// let bits = Bitstring::new(MIN_ENTRIES)?;
    /// let older = bits.encode().trim_start_matches('u').to_owned();
    /// assert_eq!(Bitstring::decode_older(&older)?, bits);
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    ///
    /// # Errors
    /// Not base64, not gzip, too large.
    pub fn decode_older(encoded: &str) -> Result<Self, StatusError> {
        let text = encoded.strip_prefix('u').unwrap_or(encoded);
        let text = text.replace('+', "-").replace('/', "_");
        let bytes = unpacked(encoded, &text)?;
        Ok(Self { bytes })
    }
}

fn malformed(encoded: &str, rule: &'static str) -> StatusError {
    StatusError::Malformed {
        field: "encodedList",
        value: shown(&Value::from(encoded)),
        rule,
    }
}

/// The bytes in base64url of gzip, no more than a list may have.
fn unpacked(encoded: &str, text: &str) -> Result<Vec<u8>, StatusError> {
    let packed = from_base64url(text.trim_end_matches('='))
        .ok_or_else(|| malformed(encoded, "it must be base64url"))?;
    let mut bytes = Vec::new();
    GzDecoder::new(&packed[..])
        .take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| malformed(encoded, "it must be gzip"))?;
    if bytes.len() > MAX_BYTES {
        return Err(StatusError::TooLarge);
    }
    Ok(bytes)
}

/// Values of several bits, one an entry, for the purpose `message` (§2.2 `statusSize`, §2.1 `statusMessage`).
///
/// ```
/// use openbadges::status::{Values, MIN_ENTRIES};
///
/// let mut values = Values::new(MIN_ENTRIES, 2)?;
/// values.set(94_567, 3)?;
/// assert_eq!(values.get(94_567)?, 3);
/// assert_eq!(values.get(94_568)?, 0);
/// # Ok::<(), openbadges::status::StatusError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    bits: Bitstring,
    size: usize,
}

impl Values {
    /// All zero, with `size` bits an entry (1 to 64).
    ///
    /// ```
    /// use openbadges::status::{MIN_ENTRIES, Values};
    ///
    /// assert_eq!(Values::new(MIN_ENTRIES, 2)?.get(7)?, 0);
    /// assert!(Values::new(MIN_ENTRIES, 0).is_err());
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    ///
    /// # Errors
    /// Fewer than [`MIN_ENTRIES`], more than [`MAX_BYTES`], or a size outside 1 to 64.
    pub fn new(entries: usize, size: usize) -> Result<Self, StatusError> {
        check_size(size)?;
        if entries < MIN_ENTRIES {
            return Err(StatusError::TooShort(entries));
        }
        let bits = entries.checked_mul(size).ok_or(StatusError::TooLarge)?;
        Ok(Self {
            bits: Bitstring::new(bits)?,
            size,
        })
    }

    /// From a list of bits, as it was stored or decoded.
    ///
    /// ```
    /// use openbadges::status::{Bitstring, MIN_ENTRIES, Values};
    ///
    /// let mut bits = Bitstring::new(2 * MIN_ENTRIES)?;
    /// bits.set(14, true)?;
    /// assert_eq!(Values::from_bits(bits, 2)?.get(7)?, 0b10);
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    ///
    /// # Errors
    /// A size outside 1 to 64, or fewer than [`MIN_ENTRIES`].
    pub fn from_bits(bits: Bitstring, size: usize) -> Result<Self, StatusError> {
        check_size(size)?;
        let values = Self { bits, size };
        if values.len() < MIN_ENTRIES {
            return Err(StatusError::TooShort(values.len()));
        }
        Ok(values)
    }

    /// The bits.
    ///
    /// ```
    /// use openbadges::status::{MIN_ENTRIES, Values};
    ///
    /// let values = Values::new(MIN_ENTRIES, 4)?;
    /// assert_eq!(values.bits().len(), 4 * MIN_ENTRIES);
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    #[must_use]
    pub fn bits(&self) -> &Bitstring {
        &self.bits
    }

    /// The number of entries.
    ///
    /// ```
    /// use openbadges::status::{MIN_ENTRIES, Values};
    ///
    /// assert_eq!(Values::new(MIN_ENTRIES, 4)?.len(), MIN_ENTRIES);
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.bits.len() / self.size
    }

    /// Never: a list has at least [`MIN_ENTRIES`].
    ///
    /// ```
    /// use openbadges::status::{MIN_ENTRIES, Values};
    ///
    /// assert!(!Values::new(MIN_ENTRIES, 4)?.is_empty());
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of `index`: its bits, the first the most significant.
    ///
    /// ```
    /// use openbadges::status::{MIN_ENTRIES, Values};
    ///
    /// let mut values = Values::new(MIN_ENTRIES, 4)?;
    /// values.set(7, 0b1001)?;
    /// assert_eq!((values.get(7)?, values.get(8)?), (9, 0));
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    ///
    /// # Errors
    /// [`StatusError::OutOfRange`].
    pub fn get(&self, index: usize) -> Result<u64, StatusError> {
        let start = self.start(index)?;
        (start..start + self.size).try_fold(0, |value, at| {
            Ok(value << 1 | u64::from(self.bits.get(at)?))
        })
    }

    /// Sets the value of `index`; bits that do not fit the size are refused.
    ///
    /// ```
    /// use openbadges::status::{MIN_ENTRIES, Values};
    ///
    /// let mut values = Values::new(MIN_ENTRIES, 2)?;
    /// values.set(7, 3)?;
    /// assert!(values.set(7, 4).is_err()); // needs three bits
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    ///
    /// # Errors
    /// [`StatusError::OutOfRange`], [`StatusError::Malformed`] for a value that needs more bits.
    pub fn set(&mut self, index: usize, value: u64) -> Result<(), StatusError> {
        let start = self.start(index)?;
        if self.size < 64 && value >> self.size != 0 {
            return Err(StatusError::Malformed {
                field: "status",
                value: value.to_string(),
                rule: "it needs more bits than statusSize says",
            });
        }
        for at in 0..self.size {
            let on = value >> (self.size - 1 - at) & 1 == 1;
            self.bits.set(start + at, on)?;
        }
        Ok(())
    }

    fn start(&self, index: usize) -> Result<usize, StatusError> {
        if index >= self.len() {
            return Err(StatusError::OutOfRange {
                index,
                entries: self.len(),
            });
        }
        Ok(index * self.size)
    }
}

pub(super) fn check_size(size: usize) -> Result<(), StatusError> {
    if (1..=64).contains(&size) {
        return Ok(());
    }
    Err(StatusError::Malformed {
        field: "statusSize",
        value: size.to_string(),
        rule: "it must be a number from 1 to 64",
    })
}
