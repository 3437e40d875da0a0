//! DIDs and the documents that say which keys an issuer has.
//!
//! `did:web` (the address rule), controller documents (Controlled Identifiers 1.0 §2 and §3.3), and the `did.json`
//! that an Accolade issuer publishes.
use serde_json::{Value, json};

pub use super::controller::{Controller, MethodError};
use super::{KeyError, PublicKey};
use crate::context::{DID_V1, MULTIKEY_V1};
use crate::proof::jwt::Algorithm;
use crate::timestamp::Timestamp;

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
