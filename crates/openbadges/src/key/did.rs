//! DIDs and the documents that say which keys an issuer has.
//!
//! `did:web` (the address rule), controller documents (Controlled Identifiers 1.0 §2 and §3.3), and the `did.json`
//! that an Accolade issuer publishes.
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{KeyError, PublicKey};
use crate::context::{DID_V1, MULTIKEY_V1};
use crate::encoding::base58btc;
use crate::json::{items, shown};
use crate::proof::jwt::Algorithm;
use crate::timestamp::{Timestamp, instant};

/// The address of a `did:web` document.
///
/// `did:web:example.org:issuers:acme` becomes `https://example.org/issuers/acme/did.json`, a bare host
/// `/.well-known/did.json`. The host `localhost` is reached by http, for demonstrations.
///
/// ```
/// use openbadges::key::did::web_address;
///
/// let address = web_address("did:web:example.org:issuers:acme")?;
/// assert_eq!(address, "https://example.org/issuers/acme/did.json");
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
///
/// # Errors
/// Another method, an IP address (did:web forbids them), empty or dotted path segments.
pub fn web_address(did: &str) -> Result<String, KeyError> {
    let refuse = |rule| KeyError::Did {
        value: did.chars().take(200).collect(),
        rule,
    };
    let rest = did
        .strip_prefix("did:web:")
        .ok_or_else(|| refuse("it must begin with did:web:"))?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '%' | ':');
    if !rest.chars().all(allowed) || rest.len() > 1000 {
        return Err(refuse("it may hold letters, digits and . - _ % : only"));
    }
    let mut segments = rest.split(':');
    let host = segments.next().unwrap_or_default();
    let host = host.replace("%3A", ":").replace("%3a", ":");
    if host.contains('%') || host.is_empty() {
        return Err(refuse(
            "its host is not a name with an optional %3A and port",
        ));
    }
    let name = host.split(':').next().unwrap_or_default();
    let scheme = if name == "localhost" { "http" } else { "https" };
    let parsed = url::Url::parse(&format!("{scheme}://{host}/"))
        .map_err(|_| refuse("its host is not a name with an optional %3A and port"))?;
    if !matches!(parsed.host(), Some(url::Host::Domain(_))) {
        return Err(refuse("did:web forbids IP addresses; use a host name"));
    }
    let mut path = String::new();
    for segment in segments {
        if segment.is_empty() || segment.chars().all(|c| c == '.') || segment.contains("%2") {
            return Err(refuse(
                "a path segment is empty, dots or an escaped separator",
            ));
        }
        path.push('/');
        path.push_str(segment);
    }
    if path.is_empty() {
        path.push_str("/.well-known");
    }
    Ok(format!("{scheme}://{host}{path}/did.json"))
}

/// The `did:web` whose document lies at `base`, for example `https://example.org/issuers/acme`.
///
/// ```
/// use openbadges::key::did::web_did;
///
/// assert_eq!(web_did("https://example.org/issuers/acme")?, "did:web:example.org:issuers:acme");
/// assert!(web_did("https://192.0.2.1/").is_err());
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
///
/// # Errors
/// Not an http address, an IP address, a query or fragment.
pub fn web_did(base: &str) -> Result<String, KeyError> {
    let refuse = |rule| KeyError::Did {
        value: base.chars().take(200).collect(),
        rule,
    };
    let url = url::Url::parse(base).map_err(|_| refuse("it must be an absolute http address"))?;
    let Some(url::Host::Domain(host)) = url.host() else {
        return Err(refuse("did:web needs a host name, not an IP address"));
    };
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refuse("it must have no query and no fragment"));
    }
    let mut did = format!("did:web:{host}");
    if let Some(port) = url.port() {
        did.push_str(&format!("%3A{port}"));
    }
    for segment in url.path().split('/').filter(|segment| !segment.is_empty()) {
        did.push(':');
        did.push_str(segment);
    }
    web_address(&did)?;
    Ok(did)
}

/// A key to publish in a DID document. Retired keys stay: without them old badges would no longer verify.
///
/// ```
/// use openbadges::key::did::{PublishedKey, document};
/// # use openbadges::key::secret::Ed25519;
/// # let key = Ed25519::from_seed(&[7; 32])?;
///
/// let retired = PublishedKey { fragment: "key-1".into(), key: key.public(), revoked: None };
/// let document = document("did:web:example.org", &[retired]);
/// assert_eq!(document["assertionMethod"][0], "did:web:example.org#key-1");
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
#[derive(Debug, Clone)]
pub struct PublishedKey {
    /// The fragment, for example `key-1`. Never used twice for different keys.
    pub fragment: String,
    /// The key.
    pub key: PublicKey,
    /// Only after a compromise: verifiers refuse what was signed with it.
    pub revoked: Option<Timestamp>,
}

/// The DID document of an issuer: `did/v1` then `multikey/v1`, absolute ids, `assertionMethod` a list of strings.
///
/// ```
/// use openbadges::key::did::{PublishedKey, document};
/// # use openbadges::key::secret::Ed25519;
/// # let key = Ed25519::from_seed(&[7; 32])?;
/// # let published = [PublishedKey { fragment: "key-1".into(), key: key.public(), revoked: None }];
///
/// let document = document("did:web:example.org", &published);
/// assert_eq!(document["verificationMethod"][0]["type"], "Multikey");
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
#[must_use]
pub fn document(did: &str, keys: &[PublishedKey]) -> Value {
    let methods: Vec<Value> = keys
        .iter()
        .map(|published| {
            let id = format!("{did}#{}", published.fragment);
            let mut method = match (published.key.to_multikey(), published.key.to_jwk()) {
                (Some(multikey), _) => {
                    json!({"id": id, "type": "Multikey", "controller": did, "publicKeyMultibase": multikey})
                }
                (None, jwk) => {
                    json!({"id": id, "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk})
                }
            };
            if let Some(revoked) = &published.revoked {
                method["revoked"] = revoked.as_str().into();
            }
            method
        })
        .collect();
    let ids: Vec<&Value> = methods.iter().map(|method| &method["id"]).collect();
    json!({
        "@context": [DID_V1, MULTIKEY_V1],
        "id": did,
        "assertionMethod": ids,
        "verificationMethod": methods,
    })
}

/// The JWK Set of an issuer: each key with `kid`, `alg`, `use` and `iss`.
///
/// ```
/// use openbadges::key::did::{PublishedKey, jwks};
/// # use openbadges::key::secret::Ed25519;
/// # let key = Ed25519::from_seed(&[7; 32])?;
/// # let published = [PublishedKey { fragment: "key-1".into(), key: key.public(), revoked: None }];
///
/// let set = jwks("did:web:example.org", &published);
/// assert_eq!(set["keys"][0]["iss"], "did:web:example.org");
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
#[must_use]
pub fn jwks(issuer: &str, keys: &[PublishedKey]) -> Value {
    let keys: Vec<Value> = keys
        .iter()
        .filter_map(|published| {
            let mut jwk = published.key.to_jwk()?;
            jwk["kid"] = format!("{issuer}#{}", published.fragment).into();
            jwk["alg"] = Algorithm::of(&published.key).name().into();
            jwk["use"] = "sig".into();
            jwk["iss"] = issuer.into();
            Some(jwk)
        })
        .collect();
    json!({ "keys": keys })
}

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
        let mut asserting = Vec::new();
        for entry in items(document.get("assertionMethod")) {
            match entry {
                Value::String(id) => asserting.push(absolute(id)),
                embedded => {
                    if let Some(method) = Method::parse(embedded, &absolute) {
                        asserting.push(method.id.clone());
                        methods.push(method);
                    }
                }
            }
        }
        if methods.is_empty() {
            return Err(refuse("it lists no verificationMethod"));
        }
        Ok(Self {
            id: id.to_owned(),
            methods,
            asserting,
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
        let unlisted = || MethodError::Unlisted {
            controller: self.id.clone(),
            method: method.into(),
        };
        let found = self
            .methods
            .iter()
            .find(|known| known.id == method)
            .ok_or_else(unlisted)?;
        if !self.asserting.contains(&found.id) {
            return Err(MethodError::NotForClaims {
                controller: self.id.clone(),
                method: method.into(),
            });
        }
        self.check(found, signed, now)
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
        self.asserting.iter().any(|id| {
            self.key(id, signed, now)
                .is_ok_and(|known| known.is_same(key))
        })
    }

    fn check<'a>(
        &self,
        found: &'a Method,
        signed: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> Result<&'a PublicKey, MethodError> {
        let method = found.id.clone();
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
