//! Bitstring Status List 1.0: is the credential revoked or suspended?
//!
//! <https://www.w3.org/TR/vc-bitstring-status-list/>. Bit 0 is the most significant bit of byte 0; the list travels as
//! `u` and base64url of gzip.
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::context::CREDENTIALS_V2;
use crate::encoding::{base64url, from_base64url};
use crate::json::{items, shown, strings};
use crate::timestamp::Timestamp;

/// The smallest list that is allowed, in entries (§6.1: 16 KB uncompressed).
pub const MIN_ENTRIES: usize = 131_072;
/// The largest list that is unpacked, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The type of the status entry in a credential.
pub const ENTRY_TYPE: &str = "BitstringStatusListEntry";

/// Why a status list or an entry cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// A member is missing or malformed.
    #[error("{field} is {value}: {rule}")]
    Malformed {
        /// The member.
        field: &'static str,
        /// What stood there.
        value: String,
        /// What should.
        rule: &'static str,
    },
    /// Unpacks to more than [`MAX_BYTES`].
    #[error("the status list unpacks to more than {MAX_BYTES} bytes")]
    TooLarge,
    /// Fewer entries than the standard asks for.
    #[error("the status list has {0} entries; the standard asks for at least {MIN_ENTRIES}")]
    TooShort(usize),
    /// An index past the end.
    #[error("entry {index} is outside the list of {entries}")]
    OutOfRange {
        /// The index.
        index: usize,
        /// The number of entries.
        entries: usize,
    },
    /// The list is about something else.
    #[error("the entry asks about {entry:?}, the list tells {list}")]
    OtherPurpose {
        /// Purpose of the entry.
        entry: String,
        /// Purposes of the list.
        list: String,
    },
}

/// A list of bits, one an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitstring {
    bytes: Vec<u8>,
}

impl Bitstring {
    /// A list with all bits clear, rounded up to whole bytes.
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
    /// # Errors
    /// As [`Bitstring::new`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, StatusError> {
        Self::new(bytes.len() * 8)?;
        Ok(Self { bytes })
    }

    /// The bits, most significant first.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len() * 8
    }

    /// Never: a list has at least [`MIN_ENTRIES`].
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether the bit of `index` is set.
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
    #[must_use]
    pub fn encode(&self) -> String {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        let packed = gzip.write_all(&self.bytes).and_then(|()| gzip.finish());
        // Writing to a vector cannot fail; an empty list would be refused by every reader.
        format!("u{}", base64url(&packed.unwrap_or_default()))
    }

    /// Reads an `encodedList`. The `u` is missing in the older StatusList2021 only; `legacy` accepts that.
    ///
    /// # Errors
    /// Not multibase, not gzip, too large or too short.
    pub fn decode(encoded: &str, legacy: bool) -> Result<Self, StatusError> {
        let malformed = |rule| StatusError::Malformed {
            field: "encodedList",
            value: shown(&Value::from(encoded)),
            rule,
        };
        let text = match encoded.strip_prefix('u') {
            Some(rest) if !legacy => rest,
            _ if legacy => encoded,
            _ => return Err(malformed("it must begin with u (multibase base64url)")),
        };
        let packed = from_base64url(text.trim_end_matches('='))
            .ok_or_else(|| malformed("it must be base64url"))?;
        let mut bytes = Vec::new();
        GzDecoder::new(&packed[..])
            .take(MAX_BYTES as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| malformed("it must be gzip"))?;
        if bytes.len() > MAX_BYTES {
            return Err(StatusError::TooLarge);
        }
        Self::from_bytes(bytes)
    }
}

/// What a list is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<'a> {
    /// Address of the list credential; also its id.
    pub url: &'a str,
    /// DID of the issuer.
    pub issuer: &'a str,
    /// `revocation`, `suspension`, …
    pub purpose: &'a str,
    /// From when it holds.
    pub valid_from: Timestamp,
    /// Until when a copy may be used.
    pub valid_until: Option<Timestamp>,
}

/// The list credential, to be signed like any other (§3.2).
#[must_use]
pub fn list_credential(list: &List<'_>, bits: &Bitstring) -> Value {
    let mut credential = json!({
        "@context": [CREDENTIALS_V2],
        "id": list.url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": list.issuer,
        "validFrom": list.valid_from,
    });
    if let Some(until) = &list.valid_until {
        credential["validUntil"] = json!(until);
    }
    credential["credentialSubject"] = json!({
        "id": format!("{}#list", list.url),
        "type": "BitstringStatusList",
        "statusPurpose": list.purpose,
        "encodedList": bits.encode(),
    });
    credential
}

/// The `credentialStatus` of a credential (§3.1), with the `id` that Open Badges asks for.
#[must_use]
pub fn entry(list_url: &str, purpose: &str, index: usize) -> Value {
    json!({
        "id": format!("{list_url}#{index}"),
        "type": ENTRY_TYPE,
        "statusPurpose": purpose,
        "statusListIndex": index.to_string(),
        "statusListCredential": list_url,
    })
}

/// An entry as read from a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// `revocation`, `suspension`, …
    pub purpose: String,
    /// Position in the list.
    pub index: usize,
    /// Address of the list.
    pub list: String,
    /// Bits an entry; 1 unless the entry says otherwise.
    pub size: usize,
    /// StatusList2021, without the `u`.
    pub legacy: bool,
}

impl Entry {
    /// Whether this crate reads entries of that type.
    #[must_use]
    pub fn is_known(kind: &str) -> bool {
        matches!(kind, ENTRY_TYPE | "StatusList2021Entry")
    }

    /// Reads one `credentialStatus` object. A number as index is accepted: official samples have it.
    ///
    /// # Errors
    /// [`StatusError::Malformed`].
    pub fn parse(entry: &Value) -> Result<Self, StatusError> {
        let member = |name: &str| entry.get(name).unwrap_or(&Value::Null);
        let malformed = |field, rule| StatusError::Malformed {
            field,
            value: shown(member(field)),
            rule,
        };
        let index = match member("statusListIndex") {
            Value::String(text) if text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok(),
            Value::Number(number) => number.as_u64().and_then(|n| usize::try_from(n).ok()),
            _ => None,
        };
        let size = match member("statusSize") {
            Value::Null => Some(1),
            other => other
                .as_u64()
                .and_then(|n| usize::try_from(n).ok())
                .filter(|n| (1..=64).contains(n)),
        };
        let text = |field| {
            member(field)
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| malformed(field, "it must be a string"))
        };
        let list = text("statusListCredential")?;
        if url::Url::parse(&list).is_err() {
            return Err(malformed(
                "statusListCredential",
                "it must be an absolute address",
            ));
        }
        Ok(Self {
            purpose: text("statusPurpose")?,
            index: index.ok_or_else(|| {
                malformed(
                    "statusListIndex",
                    "it must be a whole number written as a string",
                )
            })?,
            list,
            size: size
                .ok_or_else(|| malformed("statusSize", "it must be a number from 1 to 64"))?,
            legacy: member("type") == "StatusList2021Entry",
        })
    }

    /// Looks the entry up in the (already verified) list credential: zero means clear.
    ///
    /// # Errors
    /// A list for another purpose, malformed, too short, or without that index.
    pub fn evaluate(&self, list: &Value) -> Result<u64, StatusError> {
        let subject = items(list.get("credentialSubject"))
            .first()
            .unwrap_or(&Value::Null);
        let purposes: Vec<&str> = strings(subject.get("statusPurpose")).collect();
        if !purposes.contains(&self.purpose.as_str()) {
            return Err(StatusError::OtherPurpose {
                entry: self.purpose.clone(),
                list: format!("{purposes:?}"),
            });
        }
        let encoded = subject
            .get("encodedList")
            .and_then(Value::as_str)
            .ok_or_else(|| StatusError::Malformed {
                field: "encodedList",
                value: shown(subject.get("encodedList").unwrap_or(&Value::Null)),
                rule: "it must be a string",
            })?;
        let bits = Bitstring::decode(encoded, self.legacy)?;
        let entries = bits.len() / self.size;
        if entries < MIN_ENTRIES {
            return Err(StatusError::TooShort(entries));
        }
        let outside = StatusError::OutOfRange {
            index: self.index,
            entries,
        };
        if self.index >= entries {
            return Err(outside);
        }
        let start = self.index * self.size;
        (start..start + self.size)
            .try_fold(0, |value, at| Ok(value << 1 | u64::from(bits.get(at)?)))
    }
}
