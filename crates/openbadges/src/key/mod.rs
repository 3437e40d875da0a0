//! Public keys in the forms badges use: Multikey, `did:key`, JWK; and the signatures they check.
//!
//! Controlled Identifiers 1.0 §2.2.2 (Multikey), RFC 7517/8037 (JWK). Secret keys live in [`secret`], DID documents in
//! [`did`].
mod controller;
mod curve;
mod der;
pub mod did;
mod ecdsa;
mod jwk;
pub mod secret;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256K1_SHA256_FIXED, ECDSA_P384_SHA384_FIXED,
    ECDSA_P521_SHA512_FIXED, ED25519, EcdsaVerificationAlgorithm, ParsedPublicKey,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaParameters,
    RsaPublicKeyComponents, UnparsedPublicKey,
};

use crate::encoding::{base58btc, from_base64url, from_multibase};

/// Largest RSA modulus that is accepted, in bytes (8192 bits).
const RSA_MAX: usize = 1024;

/// Why a key or signature is not usable.
///
/// ```
/// use openbadges::key::PublicKey;
///
/// let error = PublicKey::from_multikey("f00").err();
/// assert!(error.is_some_and(|error| error.to_string().contains("is not a Multikey")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not a Multikey at all.
    #[error("{0:?} is not a Multikey (`z` and base58 of a two-byte key type and the key)")]
    NotMultikey(String),
    /// A key type this software does not handle.
    #[error("{0} is a kind of key this software does not handle")]
    Unsupported(String),
    /// A JWK member is missing or malformed.
    #[error("the JWK member {member:?} is {value}: {rule}")]
    Jwk {
        /// The member.
        member: &'static str,
        /// What stood there.
        value: String,
        /// What should.
        rule: &'static str,
    },
    /// A JWK that carries its secret.
    #[error(
        "the JWK carries its secret part (member \"{0}\"): such a key proves nothing, replace it"
    )]
    Secret(&'static str),
    /// A point of small order or one written non-canonically: anybody can forge under it.
    #[error(
        "the Ed25519 key is weak (small order or not canonical): signatures under it prove nothing"
    )]
    Weak,
    /// Bytes that are not a key of that type.
    #[error("the bytes are not a valid {0} key")]
    Malformed(&'static str),
    /// An address that is no DID of the right method.
    #[error("{value:?} is not a usable DID: {rule}")]
    Did {
        /// The text.
        value: String,
        /// What is wrong.
        rule: &'static str,
    },
    /// The cryptographic library refused to make or read a key.
    #[error("the key could not be {0}")]
    Library(&'static str),
}

/// A signature that does not hold. Which step failed is of no use to anybody but a forger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not fit the content and the key")]
pub struct BadSignature;

/// A public key.
///
/// ```
/// use openbadges::key::PublicKey;
///
/// let key = PublicKey::from_did_key("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")?;
/// assert!(matches!(key, PublicKey::Ed25519(_)));
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// Ed25519, 32 bytes.
    Ed25519([u8; 32]),
    /// P-256, SEC 1 point, compressed or not.
    P256(Vec<u8>),
    /// P-384, SEC 1 point, compressed or not.
    P384(Vec<u8>),
    /// P-521, SEC 1 point, compressed or not. Verified only.
    P521(Vec<u8>),
    /// secp256k1, SEC 1 point, compressed or not. Verified only.
    Secp256k1(Vec<u8>),
    /// RSA, big-endian without leading zeros; at least 2048 bits.
    Rsa {
        /// Modulus.
        n: Vec<u8>,
        /// Exponent.
        e: Vec<u8>,
    },
}

impl PublicKey {
    /// An Ed25519 key from its bytes.
    ///
    /// ```
    /// use openbadges::key::{KeyError, PublicKey};
    ///
    /// // A point of small order: one signature would fit every message.
    /// assert_eq!(PublicKey::ed25519([0; 32]), Err(KeyError::Weak));
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Weak`] for points of small order and non-canonical ones.
    pub fn ed25519(bytes: [u8; 32]) -> Result<Self, KeyError> {
        if curve::is_weak(&bytes) {
            return Err(KeyError::Weak);
        }
        Ok(Self::Ed25519(bytes))
    }

    /// A P-256 key from its SEC 1 point, compressed or not.
    ///
    /// ```
    /// use openbadges::key::PublicKey;
    /// use openbadges::key::secret::{Curve, Ecdsa};
    ///
    /// let PublicKey::P256(point) = Ecdsa::generate(Curve::P256)?.public() else { unreachable!() };
    /// assert!(PublicKey::p256(&point).is_ok());
    /// assert!(PublicKey::p256(&[2; 32]).is_err());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Malformed`] if it is not on the curve.
    pub fn p256(point: &[u8]) -> Result<Self, KeyError> {
        Self::point(point, Curve::P256)
    }

    /// A P-384 key from its SEC 1 point, compressed or not.
    ///
    /// ```
    /// use openbadges::key::PublicKey;
    /// use openbadges::key::secret::{Curve, Ecdsa};
    ///
    /// let PublicKey::P384(point) = Ecdsa::generate(Curve::P384)?.public() else { unreachable!() };
    /// assert!(PublicKey::p384(&point).is_ok());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Malformed`] if it is not on the curve.
    pub fn p384(point: &[u8]) -> Result<Self, KeyError> {
        Self::point(point, Curve::P384)
    }

    /// A P-521 key from its SEC 1 point, compressed or not.
    ///
    /// ```
    /// use openbadges::key::{KeyError, PublicKey};
    ///
    /// assert_eq!(PublicKey::p521(&[2; 66]), Err(KeyError::Malformed("P-521")));
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Malformed`] if it is not on the curve.
    pub fn p521(point: &[u8]) -> Result<Self, KeyError> {
        Self::point(point, Curve::P521)
    }

    /// A secp256k1 key from its SEC 1 point, compressed or not.
    ///
    /// ```
    /// use openbadges::key::{KeyError, PublicKey};
    ///
    /// assert_eq!(PublicKey::secp256k1(&[5; 33]), Err(KeyError::Malformed("secp256k1")));
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Malformed`] if it is not on the curve.
    pub fn secp256k1(point: &[u8]) -> Result<Self, KeyError> {
        Self::point(point, Curve::SECP256K1)
    }

    /// An RSA key from modulus and exponent, big-endian without leading zeros.
    ///
    /// ```
    /// use openbadges::key::PublicKey;
    ///
    /// assert!(PublicKey::rsa(vec![0xc5; 256], vec![1, 0, 1]).is_ok());
    /// assert!(PublicKey::rsa(vec![0xc5; 128], vec![1, 0, 1]).is_err()); // 1024 bits
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Jwk`] for a modulus outside 2048 to 8192 bits or an exponent outside 1 to 32 bits.
    pub fn rsa(n: Vec<u8>, e: Vec<u8>) -> Result<Self, KeyError> {
        let refuse = |member, value: &[u8], rule| KeyError::Jwk {
            member,
            value: format!("{} bits", value.len() * 8),
            rule,
        };
        if n.len() < 256 || n[0] == 0 || n.len() > RSA_MAX {
            return Err(refuse("n", &n, "the modulus must have 2048 to 8192 bits"));
        }
        if e.is_empty() || e.len() > 4 || e[0] == 0 {
            return Err(refuse("e", &e, "the exponent must have 1 to 32 bits"));
        }
        Ok(Self::Rsa { n, e })
    }

    /// Reads `publicKeyMultibase` (`z6Mk…`, `zDna…`, `z82L…`, `z2J9…`, `zQ3s…`, `z4MX…`).
    ///
    /// ```
    /// use openbadges::key::{KeyError, PublicKey};
    ///
    /// let key = PublicKey::from_multikey("z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")?;
    /// assert_eq!(key.kind(), "Ed25519");
    /// assert!(matches!(PublicKey::from_multikey("f00"), Err(KeyError::NotMultikey(_))));
    /// # Ok::<(), KeyError>(())
    /// ```
    ///
    /// # Errors
    /// Not multibase, another key type, wrong length, a weak key.
    pub fn from_multikey(text: &str) -> Result<Self, KeyError> {
        let not = || KeyError::NotMultikey(text.chars().take(80).collect());
        if !text.starts_with('z') {
            return Err(not());
        }
        let bytes = from_multibase(text).ok_or_else(not)?;
        match bytes.split_at_checked(2).ok_or_else(not)? {
            ([0xed, 0x01], key) => {
                Self::ed25519(key.try_into().map_err(|_| KeyError::Malformed("Ed25519"))?)
            }
            ([0x85, 0x24], der) => {
                let (n, e) = der::read_rsa(der).ok_or(KeyError::Malformed("RSA"))?;
                Self::rsa(n, e)
            }
            (kind, key) => match Curve::ALL.iter().find(|curve| curve.codec == kind) {
                // A Multikey holds the compressed form only.
                Some(curve) if key.len() == curve.compressed => Self::point(key, *curve),
                Some(curve) => Err(KeyError::Malformed(curve.name)),
                None => Err(KeyError::Unsupported(format!(
                    "the multicodec {:02x}{:02x}",
                    kind[0], kind[1]
                ))),
            },
        }
    }

    fn point(key: &[u8], curve: Curve) -> Result<Self, KeyError> {
        let shaped = match key.first() {
            Some(2 | 3) => key.len() == curve.compressed,
            Some(4) => key.len() == curve.compressed * 2 - 1,
            _ => false,
        };
        if !shaped || ParsedPublicKey::new(curve.algorithm, key).is_err() {
            return Err(KeyError::Malformed(curve.name));
        }
        Ok((curve.key)(key.to_vec()))
    }

    /// The Multikey form; none for RSA and for uncompressed points.
    ///
    /// ```
    /// use openbadges::key::PublicKey;
    ///
    /// let text = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    /// assert_eq!(PublicKey::from_multikey(text)?.to_multikey().as_deref(), Some(text));
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    #[must_use]
    pub fn to_multikey(&self) -> Option<String> {
        let (kind, key): (&[u8], &[u8]) = match self {
            Self::Ed25519(key) => (&[0xed, 0x01], key),
            Self::P256(key) | Self::P384(key) | Self::P521(key) | Self::Secp256k1(key) => {
                let curve = Curve::of(self).filter(|curve| key.len() == curve.compressed)?;
                (curve.codec, key)
            }
            Self::Rsa { .. } => return None,
        };
        Some(base58btc(&[kind, key].concat()))
    }

    /// Reads a `did:key`, with or without its fragment.
    ///
    /// ```
    /// use openbadges::key::PublicKey;
    ///
    /// let did = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    /// assert_eq!(PublicKey::from_did_key(did)?.kind(), "Ed25519");
    /// assert!(PublicKey::from_did_key("did:web:example.org").is_err());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// Another DID method, a fragment that is not the key, or a bad key.
    pub fn from_did_key(did: &str) -> Result<Self, KeyError> {
        let refuse = |rule| KeyError::Did {
            value: did.chars().take(120).collect(),
            rule,
        };
        let rest = did
            .strip_prefix("did:key:")
            .ok_or_else(|| refuse("it must begin with did:key:"))?;
        let (multikey, fragment) = rest.split_once('#').unwrap_or((rest, rest));
        if multikey != fragment {
            return Err(refuse("its fragment must repeat the key"));
        }
        Self::from_multikey(multikey)
    }

    /// The `did:key` of this key; none for uncompressed points.
    ///
    /// ```
    /// use openbadges::key::secret::Ed25519;
    /// let key = Ed25519::from_seed(&[7; 32])?;
    ///
    /// let did = key.public().to_did_key();
    /// assert!(did.is_some_and(|did| did.starts_with("did:key:z6Mk")));
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    #[must_use]
    pub fn to_did_key(&self) -> Option<String> {
        let key = match self {
            Self::Rsa { n, e } => base58btc(&[&[0x85, 0x24], &der::write_rsa(n, e)[..]].concat()),
            _ => self.to_multikey()?,
        };
        Some(format!("did:key:{key}"))
    }

    /// An RSA key in PEM (`BEGIN PUBLIC KEY`), as Open Badges 2.0 publishes it; none for other keys.
    ///
    /// ```
    /// use openbadges::key::secret::Rsa;
    ///
    /// let (key, _pkcs8) = Rsa::generate()?;
    /// let pem = key.public().to_pem();
    /// assert!(pem.is_some_and(|pem| pem.starts_with("-----BEGIN PUBLIC KEY-----\n")));
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    #[must_use]
    pub fn to_pem(&self) -> Option<String> {
        use base64::Engine as _;
        let Self::Rsa { n, e } = self else {
            return None;
        };
        let text = base64::engine::general_purpose::STANDARD.encode(der::write_spki(n, e));
        let mut pem = String::from("-----BEGIN PUBLIC KEY-----\n");
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (line, after) = rest.split_at_checked(64).unwrap_or((rest, ""));
            pem.push_str(line);
            pem.push('\n');
            rest = after;
        }
        pem.push_str("-----END PUBLIC KEY-----\n");
        Some(pem)
    }

    /// Reads a `did:jwk`, with or without its fragment `#0`.
    ///
    /// ```
    /// use openbadges::encoding::base64url;
    /// use openbadges::key::{KeyError, PublicKey};
    ///
    /// let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    /// let did = format!("did:jwk:{}", base64url(jwk.as_bytes()));
    /// assert_eq!(PublicKey::from_did_jwk(&did)?.kind(), "Ed25519");
    /// # Ok::<(), KeyError>(())
    /// ```
    ///
    /// # Errors
    /// Another DID method, a fragment other than `#0`, no JWK, or a bad key.
    pub fn from_did_jwk(did: &str) -> Result<Self, KeyError> {
        let refuse = |rule| KeyError::Did {
            value: did.chars().take(120).collect(),
            rule,
        };
        let rest = did
            .strip_prefix("did:jwk:")
            .ok_or_else(|| refuse("it must begin with did:jwk:"))?;
        let (encoded, fragment) = rest.split_once('#').unwrap_or((rest, "0"));
        if fragment != "0" {
            return Err(refuse("its fragment must be #0"));
        }
        let jwk = from_base64url(encoded).and_then(|bytes| crate::json::parse(&bytes).ok());
        Self::from_jwk(&jwk.ok_or_else(|| refuse("it must hold a JWK in base64url"))?)
    }

    /// A word for the kind of key.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Ed25519(_) => "Ed25519",
            Self::Rsa { .. } => "RSA",
            Self::P256(_) => Curve::P256.name,
            Self::P384(_) => Curve::P384.name,
            Self::P521(_) => Curve::P521.name,
            Self::Secp256k1(_) => Curve::SECP256K1.name,
        }
    }

    /// Checks a signature: EdDSA, ECDSA (raw `r || s`, the curve's hash), RSASSA-PKCS1-v1_5 with SHA-256.
    ///
    /// ```
    /// use openbadges::key::secret::Ed25519;
    ///
    /// let key = Ed25519::from_seed(&[7; 32])?;
    /// let signature = key.sign(b"message");
    /// assert!(key.public().verify(b"message", &signature).is_ok());
    /// assert!(key.public().verify(b"another", &signature).is_err());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), BadSignature> {
        let checked = match self {
            Self::Ed25519(key) => {
                if !curve::is_strict_signature(signature) {
                    return Err(BadSignature);
                }
                UnparsedPublicKey::new(&ED25519, key).verify(message, signature)
            }
            Self::P256(key) | Self::P384(key) | Self::P521(key) | Self::Secp256k1(key) => {
                let curve = Curve::of(self).ok_or(BadSignature)?;
                UnparsedPublicKey::new(curve.algorithm, key).verify(message, signature)
            }
            Self::Rsa { .. } => return self.verify_rsa(Padding::Pkcs1, 256, message, signature),
        };
        checked.map_err(|_| BadSignature)
    }

    /// Checks an RSA signature with a padding and a hash of so many bits.
    pub(crate) fn verify_rsa(
        &self,
        padding: Padding,
        hash: u16,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), BadSignature> {
        let Self::Rsa { n, e } = self else {
            return Err(BadSignature);
        };
        RsaPublicKeyComponents { n, e }
            .verify(padding.parameters(hash), message, signature)
            .map_err(|_| BadSignature)
    }

    /// Whether two forms (a compressed and an uncompressed point, say) are the same key.
    ///
    /// ```
    /// use openbadges::key::secret::Ed25519;
    ///
    /// let (one, other) = (Ed25519::from_seed(&[1; 32])?, Ed25519::from_seed(&[2; 32])?);
    /// assert!(one.public().is_same(&one.public()));
    /// assert!(!one.public().is_same(&other.public()));
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::P256(a), Self::P256(b))
            | (Self::P384(a), Self::P384(b))
            | (Self::P521(a), Self::P521(b))
            | (Self::Secp256k1(a), Self::Secp256k1(b)) => {
                a == b || (a.len() != b.len() && curve::compress(a) == curve::compress(b))
            }
            _ => self == other,
        }
    }
}

/// How an RSA signature fills its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Padding {
    /// RSASSA-PKCS1-v1_5.
    Pkcs1,
    /// RSASSA-PSS.
    Pss,
}

impl Padding {
    pub(crate) fn parameters(self, hash: u16) -> &'static RsaParameters {
        match (self, hash) {
            (Self::Pkcs1, 512) => &RSA_PKCS1_2048_8192_SHA512,
            (Self::Pkcs1, 384) => &RSA_PKCS1_2048_8192_SHA384,
            (Self::Pkcs1, _) => &RSA_PKCS1_2048_8192_SHA256,
            (Self::Pss, 512) => &RSA_PSS_2048_8192_SHA512,
            (Self::Pss, 384) => &RSA_PSS_2048_8192_SHA384,
            (Self::Pss, _) => &RSA_PSS_2048_8192_SHA256,
        }
    }
}

/// What there is to know about an elliptic curve of ECDSA.
#[derive(Clone, Copy)]
struct Curve {
    /// As JWKs name it.
    name: &'static str,
    /// What stands before a point in a Multikey.
    codec: &'static [u8],
    /// Bytes of a compressed point.
    compressed: usize,
    algorithm: &'static EcdsaVerificationAlgorithm,
    key: fn(Vec<u8>) -> PublicKey,
}

impl Curve {
    const P256: Self = Self {
        name: "P-256",
        codec: &[0x80, 0x24],
        compressed: 33,
        algorithm: &ECDSA_P256_SHA256_FIXED,
        key: PublicKey::P256,
    };
    const P384: Self = Self {
        name: "P-384",
        codec: &[0x81, 0x24],
        compressed: 49,
        algorithm: &ECDSA_P384_SHA384_FIXED,
        key: PublicKey::P384,
    };
    const P521: Self = Self {
        name: "P-521",
        codec: &[0x82, 0x24],
        compressed: 67,
        algorithm: &ECDSA_P521_SHA512_FIXED,
        key: PublicKey::P521,
    };
    const SECP256K1: Self = Self {
        name: "secp256k1",
        codec: &[0xe7, 0x01],
        compressed: 33,
        algorithm: &ECDSA_P256K1_SHA256_FIXED,
        key: PublicKey::Secp256k1,
    };
    const ALL: [Self; 4] = [Self::P256, Self::P384, Self::P521, Self::SECP256K1];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|curve| curve.name == name)
    }

    fn of(key: &PublicKey) -> Option<Self> {
        Self::named(key.kind())
    }
}
