//! The JSON-LD contexts that this crate knows, byte for byte.
//!
//! A context decides what a signature covers, so none is ever fetched: a document that names another one cannot be
//! verified here, and the answer names the address (VC Data Integrity 1.0 §4.6). NOTICE says where the bytes come from.
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::encoding::sha256_hex;

/// The Verifiable Credentials 2.0 base context; the first of every credential that Accolade issues.
///
/// ```
/// use openbadges::context::{CREDENTIALS_V2, Contexts};
///
/// assert!(Contexts::bundled().get(CREDENTIALS_V2).is_some());
/// ```
pub const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";
/// The Verifiable Credentials 1.1 base context; read, never written.
///
/// ```
/// use openbadges::context::{CREDENTIALS_V1, Contexts};
///
/// assert!(Contexts::bundled().get(CREDENTIALS_V1).is_some());
/// ```
pub const CREDENTIALS_V1: &str = "https://www.w3.org/2018/credentials/v1";
/// The Open Badges 3.0 context that Accolade writes.
///
/// ```
/// use openbadges::context::{Contexts, OPEN_BADGES_3};
///
/// assert!(Contexts::bundled().get(OPEN_BADGES_3).is_some());
/// ```
pub const OPEN_BADGES_3: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
/// Defines the type names of 1EdTech's schema validator, revocation list and refresh service.
///
/// ```
/// use openbadges::context::{Contexts, OPEN_BADGES_3_EXTENSIONS};
///
/// let text = Contexts::bundled().get(OPEN_BADGES_3_EXTENSIONS).map(str::to_owned);
/// assert!(text.is_some_and(|text| text.contains("1EdTechCredentialRefresh")));
/// ```
pub const OPEN_BADGES_3_EXTENSIONS: &str =
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
/// The Open Badges 2.0 context. Written in hosted documents; hosted badges are verified without RDF.
///
/// ```
/// use openbadges::context::OPEN_BADGES_2;
/// use openbadges::ob2::is_assertion;
/// use serde_json::json;
///
/// assert!(is_assertion(&json!({"@context": OPEN_BADGES_2, "type": "Assertion"})));
/// ```
pub const OPEN_BADGES_2: &str = "https://w3id.org/openbadges/v2";
/// The Comprehensive Learner Record 2.0 context.
///
/// ```
/// use openbadges::context::{CLR_2, Contexts};
///
/// assert!(Contexts::bundled().get(CLR_2).is_some());
/// ```
pub const CLR_2: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
/// The DID document context.
///
/// ```
/// use openbadges::context::DID_V1;
/// use openbadges::key::did;
///
/// assert_eq!(did::document("did:web:example.org", &[])["@context"][0], DID_V1);
/// ```
pub const DID_V1: &str = "https://www.w3.org/ns/did/v1";
/// The Multikey context.
///
/// ```
/// use openbadges::context::MULTIKEY_V1;
/// use openbadges::key::did;
///
/// assert_eq!(did::document("did:web:example.org", &[])["@context"][1], MULTIKEY_V1);
/// ```
pub const MULTIKEY_V1: &str = "https://w3id.org/security/multikey/v1";

/// One bundled context.
///
/// ```
/// use openbadges::context::{BUNDLED, OPEN_BADGES_3};
/// use openbadges::encoding::sha256_hex;
///
/// for context in BUNDLED {
///     assert_eq!(sha256_hex(context.text.as_bytes()), context.sha256);
/// }
/// assert!(BUNDLED.iter().any(|context| context.url == OPEN_BADGES_3));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The address by which documents name it.
    pub url: &'static str,
    /// SHA-256 of `text`, lower-case hex.
    pub sha256: &'static str,
    /// SHA-256 of the publisher's file where ours holds the same JSON with other white space.
    pub publisher_sha256: Option<&'static str>,
    /// The context itself.
    pub text: &'static str,
}

const fn exact(url: &'static str, sha256: &'static str, text: &'static str) -> Context {
    Context {
        url,
        sha256,
        publisher_sha256: None,
        text,
    }
}

const fn same_json(
    url: &'static str,
    sha256: &'static str,
    publisher: &'static str,
    text: &'static str,
) -> Context {
    Context {
        url,
        sha256,
        publisher_sha256: Some(publisher),
        text,
    }
}

/// Every context that a document may name.
///
/// ```
/// use openbadges::context::{BUNDLED, Contexts};
///
/// let known = Contexts::bundled();
/// assert!(BUNDLED.iter().all(|context| known.get(context.url) == Some(context.text)));
/// ```
pub const BUNDLED: &[Context] = &[
    exact(
        CREDENTIALS_V2,
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
        include_str!("../contexts/credentials-v2.jsonld"),
    ),
    exact(
        OPEN_BADGES_3,
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
        include_str!("../contexts/ob-3.0.3.json"),
    ),
    same_json(
        OPEN_BADGES_3_EXTENSIONS,
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
        "146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3",
        include_str!("../contexts/ob-extensions.json"),
    ),
    exact(
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
        include_str!("../contexts/ob-3.0.2.json"),
    ),
    exact(
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "cfc147db5fd5e3575b06bd471fe04784e92de69296f64a351b8dff0ec3372e9c",
        include_str!("../contexts/ob-3.0.1.json"),
    ),
    same_json(
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "9f1c8f9f361ba2994b9b50701f41149919542c50c7b7455b2846d87959295d72",
        "b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10",
        include_str!("../contexts/ob-3.0.0.json"),
    ),
    exact(
        CLR_2,
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
        include_str!("../contexts/clr-2.0.1.json"),
    ),
    exact(
        CREDENTIALS_V1,
        "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
        include_str!("../contexts/credentials-v1.jsonld"),
    ),
    exact(
        "https://w3id.org/security/data-integrity/v2",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
        include_str!("../contexts/data-integrity-v2.jsonld"),
    ),
    exact(
        "https://w3id.org/security/data-integrity/v1",
        "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554",
        include_str!("../contexts/data-integrity-v1.jsonld"),
    ),
    exact(
        MULTIKEY_V1,
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
        include_str!("../contexts/multikey-v1.jsonld"),
    ),
    exact(
        DID_V1,
        "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f",
        include_str!("../contexts/did-v1.jsonld"),
    ),
    exact(
        "https://w3id.org/security/suites/ed25519-2020/v1",
        "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
        include_str!("../contexts/ed25519-2020-v1.jsonld"),
    ),
    exact(
        "https://w3id.org/security/suites/jws-2020/v1",
        "d648e05ddc6577827ca2bfd5e931f53e9ebc6e52a57a8da81df4ec8c46ffcd1e",
        include_str!("../contexts/jws-2020-v1.jsonld"),
    ),
    exact(
        "https://w3id.org/security/v1",
        "abaf97e107d1925503c433dcaf3ffd2831697cacc1ed2a293e1bc8030d5bcb47",
        include_str!("../contexts/security-v1.jsonld"),
    ),
    exact(
        "https://w3id.org/security/v2",
        "611bd81151d5efe53ec9aed78f5a813e577287bc9451ee26d6879b1b8b46bc3b",
        include_str!("../contexts/security-v2.jsonld"),
    ),
    exact(
        "https://w3id.org/vc/status-list/2021/v1",
        "634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160",
        include_str!("../contexts/status-list-2021-v1.jsonld"),
    ),
    exact(
        "https://w3id.org/vc-revocation-list-2020/v1",
        "9fe1e5bd6d2f709e4628947c86455f2d97204e07ed7b7ae51d559e35e5238e9d",
        include_str!("../contexts/revocation-list-2020-v1.jsonld"),
    ),
    same_json(
        "https://www.w3.org/ns/credentials/status/v1",
        "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c",
        "fda5add353231e6a6884a46b12e6c75464281900cb348284d9c360f62381d9f7",
        include_str!("../contexts/credentials-status-v1.jsonld"),
    ),
];

/// The contexts a document may use: the bundled ones and, where somebody pins them on purpose, further ones.
///
/// ```
/// use openbadges::context::Contexts;
///
/// let contexts = Contexts::bundled().with("https://example.org/context", "{\"@context\": {}}");
/// assert!(contexts.get("https://example.org/context").is_some());
/// assert!(contexts.get("https://example.org/other").is_none());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Contexts {
    pinned: Arc<Pinned>,
}

/// What was pinned besides the bundled contexts.
#[derive(Debug, Clone, Default)]
struct Pinned {
    by_url: BTreeMap<String, Pin>,
    /// SHA-256 of all addresses and texts, lower-case hex; empty without any.
    digest: String,
}

#[derive(Debug, Clone)]
struct Pin {
    text: Cow<'static, str>,
    sha256: String,
}

impl Contexts {
    /// Exactly the bundled contexts.
    ///
    /// ```
    /// use openbadges::context::{CREDENTIALS_V2, Contexts};
    ///
    /// assert!(Contexts::bundled().get(CREDENTIALS_V2).is_some());
    /// ```
    #[must_use]
    pub fn bundled() -> Self {
        Self::default()
    }

    /// Also accepts `text` under `url`. The bundled bytes win where both have the address.
    ///
    /// ```
    /// use openbadges::context::{CREDENTIALS_V2, Contexts};
    ///
    /// let contexts = Contexts::bundled().with("https://example.org/context", "{\"@context\": {}}");
    /// assert_eq!(contexts.get("https://example.org/context"), Some("{\"@context\": {}}"));
    /// # let _ = CREDENTIALS_V2;
    /// ```
    #[must_use]
    pub fn with(mut self, url: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        let pin = Pin {
            sha256: sha256_hex(text.as_bytes()),
            text,
        };
        let pinned = Arc::make_mut(&mut self.pinned);
        pinned.by_url.insert(url.into(), pin);
        let list = pinned
            .by_url
            .iter()
            .fold(String::new(), |list, (url, pin)| {
                format!("{list}{} {url:?}\n", pin.sha256)
            });
        pinned.digest = sha256_hex(list.as_bytes());
        self
    }

    /// What was pinned, in one digest: what is made of contexts is remembered under it, since contexts may name each
    /// other.
    pub(crate) fn pins(&self) -> &str {
        &self.pinned.digest
    }

    /// SHA-256 of the context at `url`, lower-case hex, if it is known.
    ///
    /// ```
    /// use openbadges::context::{CREDENTIALS_V2, Contexts};
    ///
    /// let digest = Contexts::bundled().sha256(CREDENTIALS_V2);
    /// assert_eq!(digest.as_deref(), Some("59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"));
    /// ```
    #[must_use]
    pub fn sha256(&self, url: &str) -> Option<String> {
        let bundled = BUNDLED.iter().find(|context| context.url == url);
        bundled
            .map(|context| context.sha256.to_owned())
            .or_else(|| Some(self.pinned.by_url.get(url)?.sha256.clone()))
    }

    /// Whether the context at `url` is one of [`BUNDLED`].
    ///
    /// ```
    /// use openbadges::context::{CREDENTIALS_V2, Contexts};
    ///
    /// assert!(Contexts::is_bundled(CREDENTIALS_V2));
    /// assert!(!Contexts::is_bundled("https://example.org/context"));
    /// ```
    #[must_use]
    pub fn is_bundled(url: &str) -> bool {
        BUNDLED.iter().any(|context| context.url == url)
    }

    /// The text of the context at `url`, if it is known.
    ///
    /// ```
    /// use openbadges::context::{CREDENTIALS_V2, Contexts};
    ///
    /// let text = Contexts::bundled();
    /// assert!(text.get(CREDENTIALS_V2).is_some_and(|text| text.contains("VerifiableCredential")));
    /// ```
    #[must_use]
    pub fn get(&self, url: &str) -> Option<&str> {
        let bundled = BUNDLED.iter().find(|context| context.url == url);
        bundled
            .map(|context| context.text)
            .or_else(|| Some(self.pinned.by_url.get(url)?.text.as_ref()))
    }
}
