//! Controller documents as read (Controlled Identifiers 1.0 §2 and §3.3): whose they are and which keys may sign claims.
use serde_json::Value;
use time::OffsetDateTime;

use super::{KeyError, PublicKey};
use crate::encoding::base58btc;
use crate::json::{items, shown};
use crate::timestamp::instant;

/// A controller document as read: whose it is and which keys may sign claims for it.
///
/// ```
/// use openbadges::key::did::{Controller, PublishedKey, document};
/// use time::macros::datetime;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use openbadges::key::secret::Ed25519;
/// # let key = Ed25519::from_seed(&[7; 32])?;
/// # let published = [PublishedKey { fragment: "key-1".into(), key: key.public(), revoked: None }];
///
/// let document = document("did:web:example.org", &published);
/// let controller = Controller::parse(&document, "https://example.org/.well-known/did.json")?;
/// let now = datetime!(2026-06-01 0:00 UTC);
/// assert!(controller.lists(&key.public(), None, now));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Controller {
    /// The subject, which must equal the address or DID the document was found under.
    pub id: String,
    methods: Vec<Method>,
    asserting: Vec<String>,
    authenticating: Vec<String>,
}

/// What a key is to be used for: the verification relationships of a controller document.
#[derive(Debug, Clone, Copy)]
enum Use {
    /// `assertionMethod`: to sign badges.
    Claims,
    /// `authentication`: to show who presents something.
    Authentication,
}

#[derive(Debug, Clone)]
struct Method {
    id: String,
    controller: String,
    key: Result<PublicKey, KeyError>,
    revoked: Option<OffsetDateTime>,
    expires: Option<OffsetDateTime>,
}

/// Why a verification method of a controller document may not be used.
///
/// ```
/// use openbadges::key::did::{Controller, PublishedKey, document};
/// use time::macros::datetime;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use openbadges::key::secret::Ed25519;
/// # let key = Ed25519::from_seed(&[7; 32])?;
/// # let published = [PublishedKey { fragment: "key-1".into(), key: key.public(), revoked: None }];
///
/// let document = document("did:web:example.org", &published);
/// let controller = Controller::parse(&document, "https://example.org/.well-known/did.json")?;
/// let now = datetime!(2026-06-01 0:00 UTC);
/// let error = controller.key("did:web:example.org#key-9", None, now).err();
/// assert!(error.is_some_and(|error| error.to_string().contains("does not list the key")));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MethodError {
    /// The document is not a controller document.
    #[error("the document at {url} is not a controller document: {rule}")]
    NotAController {
        /// Where it was found.
        url: String,
        /// What is missing.
        rule: &'static str,
    },
    /// The document says it is about something else.
    #[error("the document found under {expected} says its id is {found:?}")]
    WrongId {
        /// The id it was looked up by.
        expected: String,
        /// Its own id.
        found: String,
    },
    /// The key is not in it.
    #[error("{controller} does not list the key {method}")]
    Unlisted {
        /// The document's id.
        controller: String,
        /// The key's id.
        method: String,
    },
    /// The key is there but may not sign claims.
    #[error(
        "{controller} lists the key {method}, but not under assertionMethod, so it may not sign badges"
    )]
    NotForClaims {
        /// The document's id.
        controller: String,
        /// The key's id.
        method: String,
    },
    /// The key is there but may not show who somebody is.
    #[error(
        "{controller} lists the key {method}, but not under authentication, so it may not sign presentations"
    )]
    NotForAuthentication {
        /// The document's id.
        controller: String,
        /// The key's id.
        method: String,
    },
    /// The key belongs to somebody else.
    #[error("the key {method} is controlled by {found:?}, not by {expected}")]
    OtherController {
        /// The key's id.
        method: String,
        /// Its controller.
        found: String,
        /// The document's id.
        expected: String,
    },
    /// The key was withdrawn.
    #[error("the issuer revoked the key {method} on {since}")]
    Revoked {
        /// The key's id.
        method: String,
        /// Since when.
        since: String,
    },
    /// The key had expired when the badge was signed.
    #[error("the key {method} expired on {since}, before this was signed")]
    Expired {
        /// The key's id.
        method: String,
        /// Since when.
        since: String,
    },
    /// The key itself is unusable.
    #[error("the key {method}: {source}")]
    Key {
        /// The key's id.
        method: String,
        /// Why.
        source: KeyError,
    },
}

impl Controller {
    /// Reads a DID document or another controller document.
    ///
    /// ```
    /// use openbadges::key::did::{Controller, PublishedKey, document};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use openbadges::key::secret::Ed25519;
    /// # let key = Ed25519::from_seed(&[7; 32])?;
    /// # let published = [PublishedKey { fragment: "key-1".into(), key: key.public(), revoked: None }];
    ///
    /// let document = document("did:web:example.org", &published);
    /// let controller = Controller::parse(&document, "https://example.org/.well-known/did.json")?;
    /// assert_eq!(controller.id, "did:web:example.org");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`MethodError::NotAController`] without an `id` or `verificationMethod`.
    pub fn parse(document: &Value, url: &str) -> Result<Self, MethodError> {
        let refuse = |rule| MethodError::NotAController {
            url: url.into(),
            rule,
        };
        let id = document
            .get("id")
            .and_then(Value::as_str)
            .ok_or_else(|| refuse("it has no id"))?;
        let absolute = |text: &str| match text.strip_prefix('#') {
            Some(fragment) => format!("{id}#{fragment}"),
            None => text.to_owned(),
        };
        let mut methods: Vec<Method> = items(document.get("verificationMethod"))
            .iter()
            .filter_map(|method| Method::parse(method, &absolute))
            .collect();
        let mut named = |relationship: &str| {
            let mut ids = Vec::new();
            for entry in items(document.get(relationship)) {
                match entry {
                    Value::String(id) => ids.push(absolute(id)),
                    embedded => {
                        if let Some(method) = Method::parse(embedded, &absolute) {
                            ids.push(method.id.clone());
                            methods.push(method);
                        }
                    }
                }
            }
            ids
        };
        let asserting = named("assertionMethod");
        let authenticating = named("authentication");
        if methods.is_empty() {
            return Err(refuse("it lists no verificationMethod"));
        }
        Ok(Self {
            id: id.to_owned(),
            methods,
            asserting,
            authenticating,
        })
    }

    /// The key `method` (an absolute id), if this document lets it sign claims at `signed`.
    ///
    /// A key that is `revoked` counts for nothing, whenever the signature says it was made: whoever stole the key
    /// writes any date. `expires` only ends new signatures.
    ///
    /// ```
    /// use openbadges::key::did::{Controller, PublishedKey, document};
    /// use time::macros::datetime;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use openbadges::key::secret::Ed25519;
    /// # let key = Ed25519::from_seed(&[7; 32])?;
    /// # let published = [PublishedKey { fragment: "key-1".into(), key: key.public(), revoked: None }];
    ///
    /// let document = document("did:web:example.org", &published);
    /// let controller = Controller::parse(&document, "https://example.org/.well-known/did.json")?;
    /// let now = datetime!(2026-06-01 0:00 UTC);
    /// assert_eq!(controller.key("did:web:example.org#key-1", None, now)?, &key.public());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`MethodError`].
    pub fn key(
        &self,
        method: &str,
        signed: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> Result<&PublicKey, MethodError> {
        self.key_for(Use::Claims, method, signed, now)
    }

    /// The key `method` (an absolute id), if this document lets it show who presents something, at `signed`. As
    /// [`Controller::key`] else.
    ///
    /// ```
    /// use openbadges::key::did::{Controller, MethodError};
    /// use serde_json::json;
    /// use time::macros::datetime;
    ///
    /// let document = json!({
    ///     "id": "did:web:example.org",
    ///     "verificationMethod": [{
    ///         "id": "#k",
    ///         "controller": "did:web:example.org",
    ///         "publicKeyMultibase": "z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj",
    ///     }],
    ///     "authentication": ["#k"],
    /// });
    /// let holder = Controller::parse(&document, "https://example.org/.well-known/did.json")?;
    /// let now = datetime!(2026-06-01 0:00 UTC);
    /// assert!(holder.authentication_key("did:web:example.org#k", None, now).is_ok());
    /// assert!(holder.key("did:web:example.org#k", None, now).is_err());
    /// # Ok::<(), MethodError>(())
    /// ```
    ///
    /// # Errors
    /// See [`MethodError`].
    pub fn authentication_key(
        &self,
        method: &str,
        signed: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> Result<&PublicKey, MethodError> {
        self.key_for(Use::Authentication, method, signed, now)
    }

    /// Whether `key` is one of those that could show who presents something, at `signed`, by value.
    pub(crate) fn authenticates(
        &self,
        key: &PublicKey,
        signed: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> bool {
        self.has(Use::Authentication, key, signed, now)
    }

    /// The one key that may sign claims, where a document names it without fragment.
    ///
    /// ```
    /// use openbadges::key::did::{Controller, PublishedKey, document};
    /// use time::macros::datetime;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use openbadges::key::secret::Ed25519;
    /// # let key = Ed25519::from_seed(&[7; 32])?;
    /// # let published = [PublishedKey { fragment: "key-1".into(), key: key.public(), revoked: None }];
    ///
    /// let document = document("did:web:example.org", &published);
    /// let controller = Controller::parse(&document, "https://example.org/.well-known/did.json")?;
    /// let now = datetime!(2026-06-01 0:00 UTC);
    /// assert_eq!(controller.only_key(None, now)?, &key.public());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`Controller::key`]; also if several keys could be meant.
    pub fn only_key(
        &self,
        signed: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> Result<&PublicKey, MethodError> {
        match &self.asserting[..] {
            [one] => self.key(one, signed, now),
            _ => Err(MethodError::Unlisted {
                controller: self.id.clone(),
                method: "(no fragment, and it does not list exactly one key)".into(),
            }),
        }
    }

    /// Whether `key` is one of the keys that could sign claims at `signed`, by value.
    ///
    /// ```
    /// use openbadges::key::did::{Controller, PublishedKey, document};
    /// use time::macros::datetime;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use openbadges::key::secret::Ed25519;
    /// # let key = Ed25519::from_seed(&[7; 32])?;
    /// # let published = [PublishedKey { fragment: "key-1".into(), key: key.public(), revoked: None }];
    ///
    /// let document = document("did:web:example.org", &published);
    /// let controller = Controller::parse(&document, "https://example.org/.well-known/did.json")?;
    /// let now = datetime!(2026-06-01 0:00 UTC);
    /// assert!(controller.lists(&key.public(), None, now));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn lists(
        &self,
        key: &PublicKey,
        signed: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> bool {
        self.has(Use::Claims, key, signed, now)
    }

    fn has(
        &self,
        purpose: Use,
        key: &PublicKey,
        signed: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> bool {
        self.listed(purpose).iter().any(|id| {
            self.key_for(purpose, id, signed, now)
                .is_ok_and(|known| known.is_same(key))
        })
    }

    fn listed(&self, purpose: Use) -> &[String] {
        match purpose {
            Use::Claims => &self.asserting,
            Use::Authentication => &self.authenticating,
        }
    }

    /// The key `method`, if it may be used like that at `signed`.
    fn key_for(
        &self,
        purpose: Use,
        method: &str,
        signed: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> Result<&PublicKey, MethodError> {
        let (controller, method) = (self.id.clone(), method.to_owned());
        let Some(found) = self.methods.iter().find(|known| known.id == method) else {
            return Err(MethodError::Unlisted { controller, method });
        };
        if !self.listed(purpose).contains(&method) {
            return Err(match purpose {
                Use::Claims => MethodError::NotForClaims { controller, method },
                Use::Authentication => MethodError::NotForAuthentication { controller, method },
            });
        }
        if found.controller != self.id {
            return Err(MethodError::OtherController {
                method,
                found: found.controller.clone(),
                expected: self.id.clone(),
            });
        }
        if let Some(since) = found.revoked.filter(|since| *since <= now) {
            return Err(MethodError::Revoked {
                method,
                since: since.to_string(),
            });
        }
        let signed = signed.unwrap_or(now);
        if let Some(since) = found.expires.filter(|since| *since < signed) {
            return Err(MethodError::Expired {
                method,
                since: since.to_string(),
            });
        }
        found.key.as_ref().map_err(|source| MethodError::Key {
            method,
            source: source.clone(),
        })
    }
}

impl Method {
    fn parse(value: &Value, absolute: &impl Fn(&str) -> String) -> Option<Self> {
        let text = |member: &str| value.get(member).and_then(Value::as_str);
        let key = if let Some(multikey) = text("publicKeyMultibase") {
            PublicKey::from_multikey(multikey)
        } else if let Some(jwk) = value.get("publicKeyJwk") {
            PublicKey::from_jwk(jwk)
        } else if let Some(base58) = text("publicKeyBase58").filter(|text| text.len() < 100) {
            // Ed25519VerificationKey2018 carries the bare key.
            let bytes = bs58::decode(base58).into_vec().unwrap_or_default();
            PublicKey::from_multikey(&base58btc(&[&[0xed, 0x01], &bytes[..]].concat()))
        } else {
            Err(KeyError::Unsupported(format!(
                "a verification method of type {}",
                shown(value.get("type").unwrap_or(&Value::Null))
            )))
        };
        // What cannot be read as a date ends the key at once.
        let ended = |member: &str| {
            let at = value.get(member).filter(|at| !at.is_null())?;
            Some(
                at.as_str()
                    .and_then(instant)
                    .unwrap_or(OffsetDateTime::UNIX_EPOCH),
            )
        };
        Some(Self {
            id: absolute(text("id")?),
            controller: text("controller").unwrap_or_default().to_owned(),
            key,
            revoked: ended("revoked"),
            expires: ended("expires"),
        })
    }
}
