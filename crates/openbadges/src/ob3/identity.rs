//! Identity hashes: `sha256$` and the hex of H(identity || salt), Open Badges 3.0 §B.1.9.
use md5::Md5;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::{Extra, IdentityObject};
use crate::encoding::{base64url, hex};

/// What comparing a known fact with an [`IdentityObject`] gave.
///
/// ```
/// use openbadges::ob3::{IdentityMatch, IdentityObject};
///
/// let name = IdentityObject::name("Zoë");
/// assert_eq!(name.matches("emailAddress", "zoe@example.org"), IdentityMatch::OtherKind);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityMatch {
    /// It is the recipient's.
    Yes,
    /// It is not.
    No,
    /// The object is about another kind of fact.
    OtherKind,
    /// Hashed in a way that the standard does not know, or no algorithm is named.
    Unreadable,
}

/// `sha256$` and the hash of the identity with the salt after it.
///
/// ```
/// use openbadges::ob3::identity_hash;
///
/// let hash = identity_hash("a@example.com", "Kosher");
/// assert_eq!(hash, "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399");
/// ```
#[must_use]
pub fn identity_hash(identity: &str, salt: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(identity);
    hash.update(salt);
    format!("sha256${}", hex(&hash.finalize()))
}

/// `md5$` and the hash, as the standard still allows it. Compared, never written.
fn old_identity_hash(identity: &str, salt: &str) -> String {
    let mut hash = Md5::new();
    hash.update(identity);
    hash.update(salt);
    format!("md5${}", hex(&hash.finalize()))
}

/// The form of an e-mail address that Accolade hashes: trimmed and lower-case.
///
/// ```
/// assert_eq!(openbadges::ob3::normalize_email(" Zoe@Example.org "), "zoe@example.org");
/// ```
#[must_use]
pub fn normalize_email(address: &str) -> String {
    address.trim().to_lowercase()
}

impl IdentityObject {
    /// The recipient's name, in clear.
    ///
    /// ```
    /// use openbadges::ob3::IdentityObject;
    ///
    /// assert_eq!(IdentityObject::name("Zoë").identity_hash, "Zoë");
    /// ```
    #[must_use]
    pub fn name(name: impl Into<String>) -> Self {
        Self {
            kind: "IdentityObject".into(),
            hashed: false,
            identity_hash: name.into(),
            identity_type: "name".into(),
            salt: None,
            extra: Extra::new(),
        }
    }

    /// The recipient's e-mail address as a salted hash; `salt` must be fresh and random for each credential.
    ///
    /// ```
    /// use openbadges::ob3::IdentityObject;
    ///
    /// let recipient = IdentityObject::hashed_email("zoe@example.org", &[1; 16]);
    /// assert!(recipient.hashed && recipient.identity_hash.starts_with("sha256$"));
    /// ```
    #[must_use]
    pub fn hashed_email(address: &str, salt: &[u8; 16]) -> Self {
        let salt = base64url(salt);
        Self {
            kind: "IdentityObject".into(),
            hashed: true,
            identity_hash: identity_hash(&normalize_email(address), &salt),
            identity_type: "emailAddress".into(),
            salt: Some(salt),
            extra: Extra::new(),
        }
    }

    /// Compares a known fact of type `identity_type` with this one. An e-mail address is tried as given and
    /// lower-cased, since the standard says nothing of case.
    ///
    /// ```
    /// use openbadges::ob3::{IdentityMatch, IdentityObject};
    ///
    /// let recipient = IdentityObject::hashed_email("Zoe@Example.org", &[1; 16]);
    /// assert_eq!(recipient.matches("emailAddress", "zoe@example.org"), IdentityMatch::Yes);
    /// assert_eq!(recipient.matches("emailAddress", "eve@example.org"), IdentityMatch::No);
    /// ```
    #[must_use]
    pub fn matches(&self, identity_type: &str, known: &str) -> IdentityMatch {
        let is_email = |kind: &str| matches!(kind, "emailAddress" | "email");
        if self.identity_type != identity_type
            && !(is_email(&self.identity_type) && is_email(identity_type))
        {
            return IdentityMatch::OtherKind;
        }
        let mut forms = vec![known.trim().to_owned()];
        if is_email(identity_type) {
            forms.push(normalize_email(known));
        }
        let yes = |matched: bool| {
            if matched {
                IdentityMatch::Yes
            } else {
                IdentityMatch::No
            }
        };
        if !self.hashed {
            let own = if is_email(identity_type) {
                normalize_email(&self.identity_hash)
            } else {
                self.identity_hash.trim().to_owned()
            };
            return yes(forms.contains(&own));
        }
        let lower = self.identity_hash.to_ascii_lowercase();
        let hash = match lower.split_once('$') {
            Some(("sha256", _)) => identity_hash,
            Some(("md5", _)) => old_identity_hash,
            _ => return IdentityMatch::Unreadable,
        };
        let salt = self.salt.as_deref().unwrap_or_default();
        yes(forms
            .iter()
            .any(|form| hash(form, salt).as_bytes().ct_eq(lower.as_bytes()).into()))
    }
}
