//! Bitstring Status List 1.0: is the credential revoked or suspended?
//!
//! <https://www.w3.org/TR/vc-bitstring-status-list/>. Bit 0 is the most significant bit of byte 0; the list travels as
//! `u` and base64url of gzip.
mod bits;
mod kind;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use bits::check_size;
pub use bits::{Bitstring, Values};
pub use kind::ListKind;

use crate::context::CREDENTIALS_V2;
use crate::json::{items, shown, strings};
use crate::timestamp::Timestamp;

/// The smallest list that is allowed, in entries (§6.1: 16 KB uncompressed).
///
/// ```
/// use openbadges::status::{Bitstring, MIN_ENTRIES};
///
/// assert!(Bitstring::new(MIN_ENTRIES - 1).is_err());
/// ```
pub const MIN_ENTRIES: usize = 131_072;
/// The largest list that is unpacked, in bytes.
///
/// ```
/// use openbadges::status::{Bitstring, MAX_BYTES, StatusError};
///
/// assert_eq!(Bitstring::new(MAX_BYTES * 8 + 1), Err(StatusError::TooLarge));
/// ```
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The type of the status entry in a credential.
///
/// ```
/// use openbadges::status::{ENTRY_TYPE, entry};
///
/// assert_eq!(entry("https://example.org/status/1", "revocation", 7)["type"], ENTRY_TYPE);
/// ```
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

/// What a list is for.
///
/// ```
/// use openbadges::Timestamp;
/// use openbadges::status::{Bitstring, List, MIN_ENTRIES, list_credential};
///
/// let list = List {
///     url: "https://example.org/status/1",
///     issuer: "did:web:example.org",
///     purpose: "suspension",
///     valid_from: Timestamp::from_text("2026-01-31T12:00:00Z"),
///     valid_until: Some(Timestamp::from_text("2026-02-07T12:00:00Z")),
/// };
/// let credential = list_credential(&list, &Bitstring::new(MIN_ENTRIES)?);
/// assert_eq!(credential["credentialSubject"]["statusPurpose"], "suspension");
/// # Ok::<(), openbadges::status::StatusError>(())
/// ```
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
/// use openbadges::status::{Entry, ListKind, entry};
///
/// let read = Entry::parse(&entry("https://example.org/status/1", "revocation", 7))?;
/// assert_eq!((read.index, read.size, read.kind), (7, 1, ListKind::Bitstring));
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
    /// Which kind of list it is in.
    pub kind: ListKind,
}

impl Entry {
    /// Whether this crate reads entries of that type.
    ///
    /// ```
    /// use openbadges::status::Entry;
    ///
    /// assert!(Entry::is_known("BitstringStatusListEntry") && Entry::is_known("StatusList2021Entry"));
    /// assert!(!Entry::is_known("1EdTechRevocationList"));
    /// ```
    #[must_use]
    pub fn is_known(kind: &str) -> bool {
        ListKind::of(kind).is_some()
    }

    /// The type that the list credential must have.
    ///
    /// ```
    /// use openbadges::status::{Entry, entry};
    ///
    /// let read = Entry::parse(&entry("https://example.org/status/1", "revocation", 7))?;
    /// assert_eq!(read.list_type(), "BitstringStatusListCredential");
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    #[must_use]
    pub fn list_type(&self) -> &'static str {
        self.kind.credential()
    }

    /// Reads one `credentialStatus` object. A number as index is accepted: official samples have it.
    ///
    /// ```
    /// use openbadges::status::{Entry, entry};
    ///
    /// let mut status = entry("https://example.org/status/1", "revocation", 7);
    /// assert_eq!(Entry::parse(&status)?.purpose, "revocation");
    /// status["statusListIndex"] = "-1".into();
    /// let error = Entry::parse(&status).err();
    /// assert!(error.is_some_and(|error| error.to_string().starts_with("statusListIndex is \"-1\"")));
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
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
        let kind = strings(entry.get("type")).find_map(ListKind::of);
        let kind = kind.ok_or_else(|| malformed("type", "it must be a kind of status list"))?;
        let index = match member(kind.index()) {
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
        let list = text(kind.list())?;
        if url::Url::parse(&list).is_err() {
            return Err(malformed(kind.list(), "it must be an absolute address"));
        }
        let purpose = match kind {
            ListKind::RevocationList2020 => "revocation".to_owned(),
            _ => text("statusPurpose")?,
        };
        Ok(Self {
            purpose,
            index: index.ok_or_else(|| {
                malformed(
                    kind.index(),
                    "it must be a whole number written as a string",
                )
            })?,
            list,
            size: size
                .ok_or_else(|| malformed("statusSize", "it must be a number from 1 to 64"))?,
            kind,
        })
    }

    /// Looks the entry up in the (already verified) list credential: zero means clear. See [`list_credential`] for an
    /// example.
    ///
    /// ```
    /// use openbadges::status::{Bitstring, Entry, MIN_ENTRIES, entry};
    /// use serde_json::json;
    ///
    /// let mut bits = Bitstring::new(MIN_ENTRIES)?;
    /// bits.set(7, true)?;
    /// let list = json!({"credentialSubject": {"statusPurpose": "revocation", "encodedList": bits.encode()}});
    /// let told = |purpose, index| Entry::parse(&entry("https://example.org/status/1", purpose, index))?.evaluate(&list);
    /// assert_eq!((told("revocation", 7)?, told("revocation", 8)?), (1, 0));
    /// assert!(told("suspension", 7).is_err()); // the list says nothing of that
    /// # Ok::<(), openbadges::status::StatusError>(())
    /// ```
    ///
    /// # Errors
    /// A list for another purpose, malformed, too short, or without that index.
    pub fn evaluate(&self, list: &Value) -> Result<u64, StatusError> {
        self.evaluate_noting(list, |_| {})
    }

    /// As [`Entry::evaluate`], noting how many bytes the list was unpacked to.
    pub(crate) fn evaluate_noting(
        &self,
        list: &Value,
        unpacked: impl FnOnce(usize),
    ) -> Result<u64, StatusError> {
        let subject = items(list.get("credentialSubject"))
            .first()
            .unwrap_or(&Value::Null);
        let purposes: Vec<&str> = strings(subject.get("statusPurpose")).collect();
        let one_purpose = self.kind == ListKind::RevocationList2020;
        if !one_purpose && !purposes.contains(&self.purpose.as_str()) {
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
        let is_older = self.kind != ListKind::Bitstring;
        let bits = if is_older {
            Bitstring::decode_older(encoded)
        } else {
            Bitstring::decode(encoded)
        };
        // What is refused was unpacked as well, as far as that went.
        unpacked(bits.as_ref().map_or(MAX_BYTES, |b| b.as_bytes().len()));
        let bits = bits?;
        if is_older {
            return bits.get(self.index).map(u64::from);
        }
        Values::from_bits(bits, self.size)?.get(self.index)
    }
}
