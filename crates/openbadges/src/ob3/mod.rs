//! Open Badges 3.0: the documents.
//!
//! Written in canonical form (lists as lists, absent members absent), read leniently (a single value where a list is
//! meant). Members this crate does not know survive in `extra`. [`validate()`] says what is wrong with a document and
//! where; [`Issue`] makes the credentials that Accolade signs.
mod achievement;
mod credential;
mod endorsement;
mod finding;
mod identity;
mod issue;
mod kind;
mod parts;
mod profile;
mod rules;
mod schema;
mod texts;
mod validate;
mod words;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

pub use achievement::{
    Achievement, AchievementResult, Alignment, Criteria, Related, ResultDescription,
    RubricCriterionLevel,
};
pub use credential::{AchievementSubject, Credential};
pub use endorsement::{EndorsementCredential, EndorsementSubject};
pub(crate) use finding::note;
pub use finding::{Finding, Severity};
pub use identity::{IdentityMatch, identity_hash, normalize_email};
pub use issue::{Issue, IssueError};
pub use kind::{Kind, kind_of};
pub use parts::{Evidence, Image, Proof, REFRESH_TYPE, Reference, TermsOfUse};
pub use profile::{Address, GeoCoordinates, IdentifierEntry, IdentityObject, Profile, ProfileRef};
pub(crate) use rules::is_identity_hash;
pub use validate::validate;
pub use words::ACHIEVEMENT_TYPES;

/// Members that this crate does not model. They are kept and written back.
///
/// ```
/// use openbadges::ob3::{Criteria, Extra};
/// use serde_json::json;
///
/// let criteria: Criteria = serde_json::from_value(json!({"narrative": "Pass.", "rubric": 7}))?;
/// let extra: Extra = criteria.extra;
/// assert_eq!(extra["rubric"], 7);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub type Extra = Map<String, Value>;

/// Reads a list, a single value or `null`.
pub(crate) fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    reader: D,
) -> Result<Vec<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany<T> {
        Nothing(()),
        Many(Vec<T>),
        One(T),
    }
    Ok(match OneOrMany::deserialize(reader)? {
        OneOrMany::Nothing(()) => Vec::new(),
        OneOrMany::Many(many) => many,
        OneOrMany::One(one) => vec![one],
    })
}

/// Whether two documents are the same credential (Open Badges 3.0 §10): issuer and id are equal after percent-decoding
/// and trimming. The one with the later `validFrom` replaces the other.
///
/// ```
/// use openbadges::ob3::is_same_credential;
/// use serde_json::json;
///
/// let one = json!({"issuer": "did:web:example.org", "id": "urn:x:a%20b"});
/// let other = json!({"issuer": {"id": "did:web:example.org"}, "id": " urn:x:a b"});
/// assert!(is_same_credential(&one, &other));
/// ```
#[must_use]
pub fn is_same_credential(a: &Value, b: &Value) -> bool {
    let key = |document: &Value| {
        let id = document.get("id").and_then(Value::as_str)?;
        Some((decoded(issuer_id(document)?), decoded(id)))
    };
    key(a).is_some_and(|first| Some(first) == key(b))
}

/// The issuer's address of a document of any version.
///
/// ```
/// use openbadges::ob3::issuer_id;
/// use serde_json::json;
///
/// assert_eq!(issuer_id(&json!({"issuer": {"id": "did:web:example.org"}})), Some("did:web:example.org"));
/// ```
#[must_use]
pub fn issuer_id(document: &Value) -> Option<&str> {
    let issuer = document.get("issuer")?;
    issuer.as_str().or_else(|| issuer.get("id")?.as_str())
}

fn decoded(text: &str) -> Vec<u8> {
    let bytes = text.trim().as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |byte: u8| {
            char::from(byte)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
        };
        match bytes[at..] {
            [b'%', high, low, ..] if hex(high).is_some() && hex(low).is_some() => {
                out.push(hex(high).unwrap_or(0) << 4 | hex(low).unwrap_or(0));
                at += 3;
            }
            [byte, ..] => {
                out.push(byte);
                at += 1;
            }
            [] => break,
        }
    }
    out
}
