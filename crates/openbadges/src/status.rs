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
///
/// ```
/// use openbadges::status::{Bitstring, StatusError};
///
/// assert_eq!(Bitstring::new(8), Err(StatusError::TooShort(8)));
/// ```
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
///
/// ```
/// use openbadges::status::{Bitstring, MIN_ENTRIES};
///
/// let mut bits = Bitstring::new(MIN_ENTRIES)?;
/// bits.set(94_567, true)?;
/// let travelling = bits.encode();
/// assert!(Bitstring::decode(&travelling, false)?.get(94_567)?);
/// # Ok::<(), openbadges::status::StatusError>(())
/// ```
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
    #[must_use]
    pub fn bits(&self) -> &Bitstring {
        &self.bits
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bits.len() / self.size
    }

    /// Never: a list has at least [`MIN_ENTRIES`].
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of `index`: its bits, the first the most significant.
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

fn check_size(size: usize) -> Result<(), StatusError> {
    if (1..=64).contains(&size) {
        return Ok(());
    }
    Err(StatusError::Malformed {
        field: "statusSize",
        value: size.to_string(),
        rule: "it must be a number from 1 to 64",
    })
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
///
/// ```
/// use openbadges::Timestamp;
/// use openbadges::status::{self, Bitstring, Entry, List, MIN_ENTRIES};
///
/// let mut bits = Bitstring::new(MIN_ENTRIES)?;
/// bits.set(7, true)?;
/// let list = List {
///     url: "https://example.org/status/1",
///     issuer: "did:web:example.org",
///     purpose: "revocation",
///     valid_from: Timestamp::from_text("2026-01-31T12:00:00Z"),
///     valid_until: None,
/// };
/// let credential = status::list_credential(&list, &bits); // to be signed
/// let entry = Entry::parse(&status::entry(list.url, "revocation", 7))?;
/// assert_eq!(entry.evaluate(&credential)?, 1);
/// # Ok::<(), status::StatusError>(())
/// ```
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

/// How long a copy of the list may be used before it is fetched again, in milliseconds; added to a
/// [`list_credential`] before it is signed.
///
/// ```
/// use openbadges::status::{set_ttl, ttl};
/// use serde_json::json;
///
/// let mut list = json!({"credentialSubject": {"type": "BitstringStatusList"}});
/// set_ttl(&mut list, 300_000);
/// assert_eq!(ttl(&list), Some(300_000));
/// ```
pub fn set_ttl(list: &mut Value, milliseconds: u64) {
    if let Some(Value::Object(subject)) = list.get_mut("credentialSubject") {
        subject.insert("ttl".into(), milliseconds.into());
    }
}

/// The `ttl` of a list, in milliseconds.
///
/// ```
/// use openbadges::status::ttl;
/// use serde_json::json;
///
/// assert_eq!(ttl(&json!({"credentialSubject": {"ttl": 60_000}})), Some(60_000));
/// assert_eq!(ttl(&json!({})), None);
/// ```
#[must_use]
pub fn ttl(list: &Value) -> Option<u64> {
    let subject = items(list.get("credentialSubject")).first()?;
    subject.get("ttl")?.as_u64()
}

/// A `credentialStatus` whose value is a message: one for each value of `size` bits, from 0 up (§2.1).
///
/// ```
/// use openbadges::status::{message, message_entry};
///
/// let entry = message_entry("https://example.org/status/1", 7, 1, &["in order", "under review"])?;
/// assert_eq!(message(&entry, 1), Some("under review"));
/// assert!(message_entry("https://example.org/status/1", 7, 2, &["in order"]).is_err());
/// # Ok::<(), openbadges::status::StatusError>(())
/// ```
///
/// # Errors
/// [`StatusError::Malformed`] unless there are exactly two to the power of `size` messages.
pub fn message_entry(
    list_url: &str,
    index: usize,
    size: usize,
    messages: &[&str],
) -> Result<Value, StatusError> {
    check_size(size)?;
    if size > 16 || messages.len() != 1 << size {
        return Err(StatusError::Malformed {
            field: "statusMessage",
            value: format!("{} messages", messages.len()),
            rule: "there must be one for each value, two to the power of statusSize",
        });
    }
    let mut entry = entry(list_url, "message", index);
    entry["statusSize"] = size.into();
    let messages = messages.iter().enumerate();
    entry["statusMessage"] = messages
        .map(|(value, message)| json!({"status": format!("0x{value:x}"), "message": message}))
        .collect();
    Ok(entry)
}

/// The message that an entry has for a value, if it has one.
///
/// ```
/// use openbadges::status::message;
/// use serde_json::json;
///
/// let entry = json!({"statusMessage": [{"status": "0x1", "message": "under review"}]});
/// assert_eq!(message(&entry, 1), Some("under review"));
/// assert_eq!(message(&entry, 0), None);
/// ```
#[must_use]
pub fn message(entry: &Value, value: u64) -> Option<&str> {
    let number = |text: &str| u64::from_str_radix(text.strip_prefix("0x")?, 16).ok();
    let found = items(entry.get("statusMessage")).iter().find(|message| {
        let status = message.get("status").and_then(Value::as_str);
        status.and_then(number) == Some(value)
    })?;
    found.get("message")?.as_str()
}

/// The `credentialStatus` of a credential (§3.1), with the `id` that Open Badges asks for.
///
/// ```
/// use openbadges::status::entry;
///
/// let status = entry("https://example.org/status/1", "revocation", 94_567);
/// assert_eq!(status["statusListIndex"], "94567");
/// ```
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
///
/// ```
/// use openbadges::status::{Entry, entry};
///
/// let read = Entry::parse(&entry("https://example.org/status/1", "revocation", 7))?;
/// assert_eq!((read.index, read.size, read.legacy), (7, 1, false));
/// # Ok::<(), openbadges::status::StatusError>(())
/// ```
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

    /// The type that the list credential must have.
    #[must_use]
    pub fn list_type(&self) -> &'static str {
        if self.legacy {
            "StatusList2021Credential"
        } else {
            "BitstringStatusListCredential"
        }
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
        if let Some(size) = size.filter(|size| *size > 1) {
            let messages = items(entry.get("statusMessage")).len();
            if size > 16 || messages != 1 << size {
                let rule = "with statusSize over 1 there must be one message for each value";
                return Err(malformed("statusMessage", rule));
            }
        }
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

    /// Looks the entry up in the (already verified) list credential: zero means clear. See [`list_credential`] for an
    /// example.
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
        Values::from_bits(bits, self.size)?.get(self.index)
    }
}
