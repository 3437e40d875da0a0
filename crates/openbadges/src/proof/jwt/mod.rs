//! VC-JWT as Open Badges 3.0 §8.2 profiles it: a compact JWS whose payload is the credential with a few claims.
//!
//! The algorithm is pinned to the key's type; `none` and shared secrets do not exist here. A key in the header is only
//! a hint which key to look for.
mod algorithm;
mod claims;

use serde_json::{Map, Value, json};
use time::OffsetDateTime;

pub use algorithm::Algorithm;
pub use claims::Finding;

use crate::encoding::{base64url, from_base64url};
use crate::json::{self, JsonError, shown};
use crate::key::PublicKey;
use crate::timestamp::instant;

/// Why a JWS cannot be made or does not hold.
///
/// ```
/// use openbadges::proof::jwt::{Jws, JwtError};
///
/// assert_eq!(Jws::parse("a.b").err(), Some(JwtError::NotCompact));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwtError {
    /// Not three base64url parts.
    #[error("this is not a compact JWS (three base64url parts with dots between)")]
    NotCompact,
    /// Header or payload is not acceptable JSON.
    #[error("the {part} of the JWS: {error}")]
    Json {
        /// `header` or `payload`.
        part: &'static str,
        /// Why.
        error: JsonError,
    },
    /// An algorithm that is not allowed.
    #[error(
        "the JWS header says alg {0}: only RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, ES256K and EdDSA are accepted"
    )]
    Algorithm(String),
    /// A header member that changes what a signature means.
    #[error("the JWS header member {member:?} is {value}: {rule}")]
    Header {
        /// The member.
        member: &'static str,
        /// What stood there.
        value: String,
        /// What may stand there.
        rule: &'static str,
    },
    /// The key is of another type than the algorithm.
    #[error("the JWS says {algorithm}, but the key is an {key} key")]
    WrongKey {
        /// The header's algorithm.
        algorithm: &'static str,
        /// The key's type.
        key: &'static str,
    },
    /// Changed content or another key.
    #[error(
        "the signature does not fit the content: it was changed after signing, or another key signed it"
    )]
    BadSignature,
    /// The credential lacks what a claim is made of.
    #[error("{path} is {value}: {rule}")]
    Credential {
        /// JSON path.
        path: &'static str,
        /// What stood there.
        value: String,
        /// What should.
        rule: &'static str,
    },
}

impl JwtError {
    /// A stable name of the kind of error.
    ///
    /// ```
    /// use openbadges::proof::jwt::Jws;
    ///
    /// let code = Jws::parse("no.jws").err().map(|error| error.code());
    /// assert_eq!(code, Some("jwt.not_compact"));
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotCompact => "jwt.not_compact",
            Self::Json { .. } => "jwt.json",
            Self::Algorithm(_) => "jwt.algorithm",
            Self::Header { .. } => "jwt.header",
            Self::WrongKey { .. } => "jwt.wrong_key",
            Self::BadSignature => "proof.bad_signature",
            Self::Credential { .. } => "jwt.credential",
        }
    }
}

/// Whether a text has the form of a compact JWS (it may still be none).
///
/// ```
/// use openbadges::proof::jwt::is_compact;
///
/// assert!(is_compact("eyJhbGciOiJFZERTQSJ9.e30.AAAA"));
/// assert!(!is_compact("{}"));
/// ```
#[must_use]
pub fn is_compact(text: &str) -> bool {
    let text = text.trim();
    let part = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    let parts: Vec<&str> = text.splitn(4, '.').collect();
    matches!(parts[..], [header, payload, signature]
        if !header.is_empty() && part(header) && part(payload) && part(signature))
}

/// The VC-JWT in an `EnvelopedVerifiableCredential` (VCDM 2.0 §4.13); none where the object is something else.
///
/// ```
/// use openbadges::proof::jwt::{JwtError, enveloped};
/// use serde_json::json;
///
/// let envelope = json!({
///     "@context": "https://www.w3.org/ns/credentials/v2",
///     "id": "data:application/vc+jwt,eyJhbGciOiJub25lIn0.e30.",
///     "type": "EnvelopedVerifiableCredential",
/// });
/// assert!(matches!(enveloped(&envelope), Some(Err(JwtError::Algorithm(_)))));
/// assert!(enveloped(&json!({"type": "VerifiableCredential"})).is_none());
/// ```
#[must_use]
pub fn enveloped(object: &Value) -> Option<Result<Jws, JwtError>> {
    if !json::strings(object.get("type")).any(|kind| kind == "EnvelopedVerifiableCredential") {
        return None;
    }
    let data = object.get("id").and_then(Value::as_str).unwrap_or_default();
    let token = data
        .strip_prefix("data:application/vc+jwt,")
        .or_else(|| data.strip_prefix("data:application/vc+ld+jwt,"))
        .or_else(|| data.strip_prefix("data:application/jwt,"));
    Some(token.ok_or(JwtError::NotCompact).and_then(Jws::parse))
}

/// A JWS with everything but the signature.
///
/// ```
/// use openbadges::key::secret::Ed25519;
/// use openbadges::proof::jwt::{Algorithm, Jws, JwtError, Unsigned, prepare};
/// use serde_json::json;
///
/// # let badge = json!({
/// #     "@context": ["https://www.w3.org/ns/credentials/v2"],
/// #     "id": "https://example.org/b/1",
/// #     "type": ["VerifiableCredential"],
/// #     "issuer": "did:web:example.org",
/// #     "validFrom": "2026-01-31T12:00:00Z",
/// #     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
/// # });
/// let unsigned: Unsigned = prepare(&badge, "did:web:example.org#key-1", Algorithm::EdDsa)?;
/// # let key = Ed25519::from_seed(&[7; 32]).map_err(|_| JwtError::BadSignature)?;
/// let signature = key.sign(unsigned.bytes_to_sign()); // wherever the key lives
/// assert!(Jws::parse(&unsigned.attach(&signature))?.verify(&key.public()).is_ok());
/// # Ok::<(), JwtError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Unsigned {
    input: String,
}

impl Unsigned {
    /// Any header and payload.
    pub(crate) fn of(header: &Value, payload: &Value) -> Self {
        let part = |value: &Value| base64url(value.to_string().as_bytes());
        Self {
            input: format!("{}.{}", part(header), part(payload)),
        }
    }

    /// What the key must sign.
    ///
    /// ```
    /// # use openbadges::proof::jwt::{Algorithm, JwtError, prepare};
    /// # use serde_json::json;
    /// # let badge = json!({
    /// #     "id": "https://example.org/b/1",
    /// #     "issuer": "did:web:example.org",
    /// #     "validFrom": "2026-01-31T12:00:00Z",
    /// #     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
    /// # });
    /// let unsigned = prepare(&badge, "did:web:example.org#key-1", Algorithm::Rs256)?;
    /// assert!(unsigned.bytes_to_sign().starts_with(b"eyJ")); // header and payload, in base64url
    /// # Ok::<(), JwtError>(())
    /// ```
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        self.input.as_bytes()
    }

    /// The compact JWS.
    ///
    /// ```
    /// # use openbadges::proof::jwt::{Algorithm, JwtError, is_compact, prepare};
    /// # use serde_json::json;
    /// # let badge = json!({
    /// #     "id": "https://example.org/b/1",
    /// #     "issuer": "did:web:example.org",
    /// #     "validFrom": "2026-01-31T12:00:00Z",
    /// #     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
    /// # });
    /// let unsigned = prepare(&badge, "did:web:example.org#key-1", Algorithm::Rs256)?;
    /// assert!(is_compact(&unsigned.attach(b"the signature of the key")));
    /// # Ok::<(), JwtError>(())
    /// ```
    #[must_use]
    pub fn attach(self, signature: &[u8]) -> String {
        format!("{}.{}", self.input, base64url(signature))
    }
}

/// Makes a credential ready for signing as VC-JWT. An embedded proof is left out; `kid` is the key's absolute id.
///
/// ```
/// use openbadges::key::secret::Ed25519;
/// use openbadges::proof::jwt::{self, Algorithm, Jws};
/// use serde_json::json;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let key = Ed25519::from_seed(&[7; 32])?;
/// let badge = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "id": "https://example.org/b/1",
///     "type": ["VerifiableCredential"],
///     "issuer": "did:web:example.org",
///     "validFrom": "2026-01-31T12:00:00Z",
///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
/// });
/// let unsigned = jwt::prepare(&badge, "did:web:example.org#key-1", Algorithm::EdDsa)?;
/// let signature = key.sign(unsigned.bytes_to_sign());
/// let token = unsigned.attach(&signature);
///
/// let jws = Jws::parse(&token)?;
/// jws.verify(&key.public())?;
/// assert_eq!(jws.credential(), badge);
/// assert!(jws.claim_findings().is_empty());
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`JwtError::Credential`] if id, issuer, subject id or validFrom is missing: the claims repeat them.
pub fn prepare(credential: &Value, kid: &str, algorithm: Algorithm) -> Result<Unsigned, JwtError> {
    let text = |path: &'static str, pointer: &str| {
        let value = credential.pointer(pointer).unwrap_or(&Value::Null);
        value.as_str().ok_or_else(|| JwtError::Credential {
            path,
            value: shown(value),
            rule: "a VC-JWT repeats it as a claim, so it must be a string",
        })
    };
    let seconds = |path: &'static str, pointer: &str| {
        let value = text(path, pointer)?;
        let at = instant(value).ok_or_else(|| JwtError::Credential {
            path,
            value: value.to_owned(),
            rule: "it must be a date with time and zone",
        })?;
        Ok(at.unix_timestamp())
    };
    let issuer = text("$.issuer.id", "/issuer/id").or_else(|_| text("$.issuer", "/issuer"))?;
    let mut claims = Map::new();
    claims.insert("iss".into(), issuer.into());
    claims.insert("jti".into(), text("$.id", "/id")?.into());
    claims.insert("nbf".into(), seconds("$.validFrom", "/validFrom")?.into());
    let subject = text("$.credentialSubject.id", "/credentialSubject/id")?;
    claims.insert("sub".into(), subject.into());
    if credential.get("validUntil").is_some() {
        claims.insert("exp".into(), seconds("$.validUntil", "/validUntil")?.into());
    }
    for (name, value) in credential.as_object().into_iter().flatten() {
        if name != "proof" {
            claims.insert(name.clone(), value.clone());
        }
    }
    let header = json!({"alg": algorithm.name(), "kid": kid, "typ": "JWT"});
    Ok(Unsigned::of(&header, &claims.into()))
}

/// A compact JWS taken apart.
///
/// ```
/// use openbadges::proof::jwt::{Algorithm, Jws};
/// use openbadges::encoding::base64url;
///
/// let part = |text: &str| base64url(text.as_bytes());
/// let token = format!("{}.{}.AAAA", part("{\"alg\":\"EdDSA\",\"kid\":\"did:web:example.org#key-1\"}"), part("{\"iss\":\"did:web:example.org\",\"exp\":1800000000}"));
/// let jws = Jws::parse(&token)?;
/// assert_eq!(jws.algorithm(), Algorithm::EdDsa);
/// assert_eq!(jws.kid(), Some("did:web:example.org#key-1"));
/// assert_eq!(jws.expires(), Some(1_800_000_000.0));
/// # Ok::<(), openbadges::proof::jwt::JwtError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Jws {
    /// The protected header.
    pub header: Value,
    /// The payload, with the claims.
    pub payload: Value,
    algorithm: Algorithm,
    input: String,
    signature: Vec<u8>,
}

impl Jws {
    /// Takes a compact JWS apart and checks its header.
    ///
    /// ```
    /// use openbadges::proof::jwt::Jws;
    /// use openbadges::encoding::base64url;
    ///
    /// let part = |text: &str| base64url(text.as_bytes());
    /// let token = format!("{}.{}.AAAA", part("{\"alg\":\"EdDSA\",\"kid\":\"did:web:example.org#key-1\"}"), part("{\"iss\":\"did:web:example.org\",\"exp\":1800000000}"));
    /// let jws = Jws::parse(&token)?;
    /// assert_eq!(jws.payload["iss"], "did:web:example.org");
    /// # Ok::<(), openbadges::proof::jwt::JwtError>(())
    /// ```
    ///
    /// # Errors
    /// Not compact, not JSON, an algorithm or header member that is not accepted.
    pub fn parse(text: &str) -> Result<Self, JwtError> {
        Self::parse_as(text, &["jwt", "vc+jwt", "vc+ld+jwt", "vc-ld+jwt"])
    }

    /// Takes a presentation's JWT apart (VC-JOSE-COSE §3.1.2); a credential's is none. The signature is not checked yet.
    ///
    /// ```
    /// use openbadges::encoding::base64url;
    /// use openbadges::proof::jwt::Jws;
    ///
    /// let token = |header: &str| format!("{}.e30.AAAA", base64url(header.as_bytes()));
    /// assert!(Jws::parse_presentation(&token(r#"{"alg":"EdDSA","typ":"vp+jwt"}"#)).is_ok());
    /// assert!(Jws::parse_presentation(&token(r#"{"alg":"EdDSA","typ":"vc+jwt"}"#)).is_err());
    /// ```
    ///
    /// # Errors
    /// As [`Jws::parse`].
    pub fn parse_presentation(text: &str) -> Result<Self, JwtError> {
        Self::parse_as(text, &["jwt", "vp+jwt", "vp+ld+jwt", "vp-ld+jwt"])
    }

    /// Takes a JWT of one of these types apart.
    fn parse_as(text: &str, kinds: &[&str]) -> Result<Self, JwtError> {
        let text = text.trim();
        let mut parts = text.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(JwtError::NotCompact);
        };
        let object = |part, encoded: &str| {
            let bytes = from_base64url(encoded).ok_or(JwtError::NotCompact)?;
            match json::parse(&bytes) {
                Ok(value @ Value::Object(_)) => Ok(value),
                Ok(other) => Err(JwtError::Json {
                    part,
                    error: JsonError::Syntax(format!("{} is not an object", shown(&other))),
                }),
                Err(error) => Err(JwtError::Json { part, error }),
            }
        };
        let header = object("header", header)?;
        let algorithm = check_header(&header, kinds)?;
        Ok(Self {
            payload: object("payload", payload)?,
            header,
            algorithm,
            input: text
                .rsplit_once('.')
                .map_or("", |(input, _)| input)
                .to_owned(),
            signature: from_base64url(signature).ok_or(JwtError::NotCompact)?,
        })
    }

    /// The algorithm of the header.
    ///
    /// ```
    /// use openbadges::proof::jwt::{Algorithm, Jws};
    ///
    /// let jws = Jws::parse("eyJhbGciOiJFZERTQSJ9.e30.AAAA")?;
    /// assert_eq!(jws.algorithm(), Algorithm::EdDsa);
    /// # Ok::<(), openbadges::proof::jwt::JwtError>(())
    /// ```
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key id, if the header names one.
    ///
    /// ```
    /// use openbadges::encoding::base64url;
    /// use openbadges::proof::jwt::Jws;
    ///
    /// let header = base64url(br#"{"alg":"EdDSA","kid":"did:web:example.org#key-1"}"#);
    /// let jws = Jws::parse(&format!("{header}.e30.AAAA"))?;
    /// assert_eq!(jws.kid(), Some("did:web:example.org#key-1"));
    /// # Ok::<(), openbadges::proof::jwt::JwtError>(())
    /// ```
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.header.get("kid").and_then(Value::as_str)
    }

    /// The credential: the payload without the registered claims, or its `vc` claim (VC 1.1).
    ///
    /// ```
    /// use openbadges::encoding::base64url;
    /// use openbadges::proof::jwt::Jws;
    /// use serde_json::json;
    ///
    /// // Version 1.1 of the data model leaves members to the claims.
    /// let claims = base64url(br#"{"iss":"did:web:example.org","jti":"urn:x:1","vc":{"type":["VerifiableCredential"]}}"#);
    /// let jws = Jws::parse(&format!("eyJhbGciOiJFZERTQSJ9.{claims}.AAAA"))?;
    /// let whole = json!({"type": ["VerifiableCredential"], "id": "urn:x:1", "issuer": "did:web:example.org"});
    /// assert_eq!(jws.credential(), whole);
    /// # Ok::<(), openbadges::proof::jwt::JwtError>(())
    /// ```
    #[must_use]
    pub fn credential(&self) -> Value {
        if let Some(credential) = self.payload.get("vc") {
            return claims::completed(credential, &self.payload);
        }
        let mut credential = self.payload.clone();
        if let Value::Object(members) = &mut credential {
            for claim in ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf"] {
                members.shift_remove(claim);
            }
        }
        credential
    }

    /// What was signed, and the signature, for keys in other forms than [`PublicKey`].
    pub(crate) fn signed_parts(&self) -> (&[u8], &[u8]) {
        (self.input.as_bytes(), &self.signature)
    }

    /// Checks the signature. The algorithm must be one that the key is made for.
    ///
    /// ```
    /// use openbadges::key::secret::{Ed25519, Rsa};
    /// use openbadges::proof::jwt::{Jws, JwtError};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let jws = Jws::parse("eyJhbGciOiJFZERTQSJ9.e30.AAAA")?;
    /// let (rsa, _pkcs8) = Rsa::generate()?;
    /// assert_eq!(jws.verify(&rsa.public()), Err(JwtError::WrongKey { algorithm: "EdDSA", key: "RSA" }));
    /// let other = Ed25519::from_seed(&[7; 32])?;
    /// assert_eq!(jws.verify(&other.public()), Err(JwtError::BadSignature));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// A key of another type, or a signature that does not fit.
    pub fn verify(&self, key: &PublicKey) -> Result<(), JwtError> {
        self.algorithm
            .check(key, self.input.as_bytes(), &self.signature)
    }

    /// When the token says it was signed: `iat`, or `nbf` where there is none.
    ///
    /// ```
    /// use openbadges::encoding::base64url;
    /// use openbadges::proof::jwt::Jws;
    /// use time::macros::datetime;
    ///
    /// let claims = base64url(br#"{"nbf":1769860800}"#);
    /// let jws = Jws::parse(&format!("eyJhbGciOiJFZERTQSJ9.{claims}.AAAA"))?;
    /// assert_eq!(jws.signed(), Some(datetime!(2026-01-31 12:00 UTC)));
    /// # Ok::<(), openbadges::proof::jwt::JwtError>(())
    /// ```
    #[must_use]
    pub fn signed(&self) -> Option<OffsetDateTime> {
        let claim = ["iat", "nbf"]
            .into_iter()
            .find_map(|name| self.payload.get(name))?;
        OffsetDateTime::from_unix_timestamp(claims::seconds(claim)?).ok()
    }

    /// The instant after which the token says it must not be used, in seconds.
    ///
    /// ```
    /// use openbadges::encoding::base64url;
    /// use openbadges::proof::jwt::Jws;
    ///
    /// let claims = base64url(br#"{"exp":1869692399}"#);
    /// let jws = Jws::parse(&format!("eyJhbGciOiJFZERTQSJ9.{claims}.AAAA"))?;
    /// assert_eq!(jws.expires(), Some(1_869_692_399.0));
    /// # Ok::<(), openbadges::proof::jwt::JwtError>(())
    /// ```
    #[must_use]
    pub fn expires(&self) -> Option<f64> {
        self.payload.get("exp").and_then(Value::as_f64)
    }
}

fn check_header(header: &Value, kinds: &[&str]) -> Result<Algorithm, JwtError> {
    let text = |member: &str| header.get(member).and_then(Value::as_str);
    let refuse = |member, rule| JwtError::Header {
        member,
        value: shown(header.get(member).unwrap_or(&Value::Null)),
        rule,
    };
    let algorithm = text("alg")
        .and_then(Algorithm::named)
        .ok_or_else(|| JwtError::Algorithm(shown(header.get("alg").unwrap_or(&Value::Null))))?;
    if header.get("crit").is_some() {
        return Err(refuse(
            "crit",
            "critical extensions are not understood here",
        ));
    }
    if header.get("b64").is_some() {
        return Err(refuse("b64", "unencoded payloads are not accepted"));
    }
    if header.get("jwk").is_some_and(|jwk| jwk.get("d").is_some()) {
        return Err(JwtError::Header {
            member: "jwk",
            value: "a secret key".into(),
            rule: "it must be a public key; this one is no longer secret",
        });
    }
    if let Some(kind) = header.get("typ") {
        let short = kind.as_str().unwrap_or_default().to_ascii_lowercase();
        let short = short.strip_prefix("application/").unwrap_or(&short);
        if !kinds.contains(&short) {
            let rule = match kinds.contains(&"vp+jwt") {
                true => "it must be JWT (or vp+jwt)",
                false => "it must be JWT (or vc+jwt)",
            };
            return Err(refuse("typ", rule));
        }
    }
    Ok(algorithm)
}
