//! Public keys in the forms badges use: Multikey, `did:key`, JWK; and the signatures they check.
//!
//! Controlled Identifiers 1.0 §2.2.2 (Multikey), RFC 7517/8037 (JWK). Secret keys live in [`secret`], DID documents in
//! [`did`].
mod curve;
pub mod did;
mod ecdsa;
pub mod secret;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, ParsedPublicKey,
    RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::encoding::{base58btc, base64url, from_base64url, from_multibase};
use crate::json::shown;

/// Largest RSA modulus that is accepted, in bytes (8192 bits).
const RSA_MAX: usize = 1024;

/// Why a key or signature is not usable.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// Ed25519, 32 bytes.
    Ed25519([u8; 32]),
    /// P-256, SEC 1 point, compressed or not.
    P256(Vec<u8>),
    /// P-384, SEC 1 point, compressed or not.
    P384(Vec<u8>),
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
    /// # Errors
    /// [`KeyError::Malformed`] if it is not on the curve.
    pub fn p256(point: &[u8]) -> Result<Self, KeyError> {
        Self::point(point, 33, "P-256")
    }

    /// A P-384 key from its SEC 1 point, compressed or not.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] if it is not on the curve.
    pub fn p384(point: &[u8]) -> Result<Self, KeyError> {
        Self::point(point, 49, "P-384")
    }

    /// Reads `publicKeyMultibase` (`z6Mk…`, `zDna…`, `z82L…`).
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
            ([0x80, 0x24], key) => Self::point(key, 33, "P-256"),
            ([0x81, 0x24], key) => Self::point(key, 49, "P-384"),
            (kind, _) => Err(KeyError::Unsupported(format!(
                "the multicodec {:02x}{:02x}",
                kind[0], kind[1]
            ))),
        }
    }

    fn point(key: &[u8], length: usize, curve: &'static str) -> Result<Self, KeyError> {
        let algorithm: &'static dyn VerificationAlgorithm = match curve {
            "P-256" => &ECDSA_P256_SHA256_FIXED,
            _ => &ECDSA_P384_SHA384_FIXED,
        };
        let uncompressed = length * 2 - 1;
        let shaped = match key.first() {
            Some(2 | 3) => key.len() == length,
            Some(4) => key.len() == uncompressed,
            _ => false,
        };
        if !shaped || ParsedPublicKey::new(algorithm, key).is_err() {
            return Err(KeyError::Malformed(curve));
        }
        Ok(match curve {
            "P-256" => Self::P256(key.to_vec()),
            _ => Self::P384(key.to_vec()),
        })
    }

    /// The Multikey form; none for RSA and for uncompressed points.
    #[must_use]
    pub fn to_multikey(&self) -> Option<String> {
        let (kind, key): ([u8; 2], &[u8]) = match self {
            Self::Ed25519(key) => ([0xed, 0x01], key),
            Self::P256(key) if key.len() == 33 => ([0x80, 0x24], key),
            Self::P384(key) if key.len() == 49 => ([0x81, 0x24], key),
            _ => return None,
        };
        Some(base58btc(&[&kind, key].concat()))
    }

    /// Reads a `did:key`, with or without its fragment.
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

    /// The `did:key` of this key.
    #[must_use]
    pub fn to_did_key(&self) -> Option<String> {
        Some(format!("did:key:{}", self.to_multikey()?))
    }

    /// Reads a public JWK.
    ///
    /// # Errors
    /// A secret member, an unknown key type, malformed members, RSA under 2048 bits.
    pub fn from_jwk(jwk: &Value) -> Result<Self, KeyError> {
        for secret in ["d", "p", "q", "k"] {
            if jwk.get(secret).is_some() {
                return Err(KeyError::Secret(secret));
            }
        }
        let bytes = |member: &'static str| {
            let value = jwk.get(member).unwrap_or(&Value::Null);
            let text = value.as_str().filter(|text| text.len() <= 4 * RSA_MAX);
            text.and_then(from_base64url).ok_or_else(|| KeyError::Jwk {
                member,
                value: shown(value),
                rule: "it must be base64url without padding",
            })
        };
        let name = |member: &str| jwk.get(member).and_then(Value::as_str).unwrap_or_default();
        match (name("kty"), name("crv")) {
            ("OKP", "Ed25519") => Self::ed25519(
                bytes("x")?
                    .try_into()
                    .map_err(|_| KeyError::Malformed("Ed25519"))?,
            ),
            ("EC", curve @ ("P-256" | "P-384")) => {
                let point = [vec![4], bytes("x")?, bytes("y")?].concat();
                match curve {
                    "P-256" => Self::point(&point, 33, "P-256"),
                    _ => Self::point(&point, 49, "P-384"),
                }
            }
            ("RSA", _) => {
                let (n, e) = (bytes("n")?, bytes("e")?);
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
            (kind, curve) => Err(KeyError::Unsupported(format!("JWK kty {kind:?} {curve:?}"))),
        }
    }

    /// The public JWK. A compressed point has none (its `y` would have to be computed).
    #[must_use]
    pub fn to_jwk(&self) -> Option<Value> {
        Some(match self {
            Self::Ed25519(key) => json!({"kty": "OKP", "crv": "Ed25519", "x": base64url(key)}),
            Self::P256(key) if key.len() == 65 => {
                json!({"kty": "EC", "crv": "P-256", "x": base64url(&key[1..33]), "y": base64url(&key[33..])})
            }
            Self::P384(key) if key.len() == 97 => {
                json!({"kty": "EC", "crv": "P-384", "x": base64url(&key[1..49]), "y": base64url(&key[49..])})
            }
            Self::Rsa { n, e } => json!({"kty": "RSA", "n": base64url(n), "e": base64url(e)}),
            _ => return None,
        })
    }

    /// The RFC 7638 thumbprint, base64url.
    #[must_use]
    pub fn thumbprint(&self) -> Option<String> {
        let jwk = self.to_jwk()?;
        let mut members: Vec<_> = jwk.as_object()?.iter().collect();
        members.sort_unstable_by_key(|(name, _)| name.as_str());
        let text: Vec<_> = members
            .iter()
            .map(|(name, value)| format!("{name:?}:{value}"))
            .collect();
        Some(base64url(&Sha256::digest(format!(
            "{{{}}}",
            text.join(",")
        ))))
    }

    /// A word for the kind of key.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Ed25519(_) => "Ed25519",
            Self::P256(_) => "P-256",
            Self::P384(_) => "P-384",
            Self::Rsa { .. } => "RSA",
        }
    }

    /// Checks a signature: EdDSA, ECDSA (raw `r || s`, the curve's hash), RSASSA-PKCS1-v1_5 with SHA-256.
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
            Self::P256(key) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key).verify(message, signature)
            }
            Self::P384(key) => {
                UnparsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, key).verify(message, signature)
            }
            Self::Rsa { n, e } => RsaPublicKeyComponents { n, e }.verify(
                &RSA_PKCS1_2048_8192_SHA256,
                message,
                signature,
            ),
        };
        checked.map_err(|_| BadSignature)
    }

    /// Whether two forms (a compressed and an uncompressed point, say) are the same key.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::P256(a), Self::P256(b)) | (Self::P384(a), Self::P384(b)) => {
                let half = a.len().min(b.len());
                match (a.first(), b.first()) {
                    (Some(4), Some(4)) | (Some(2 | 3), Some(2 | 3)) => a == b,
                    _ if half < 2 => false,
                    _ => curve::compress(a) == curve::compress(b),
                }
            }
            _ => self == other,
        }
    }
}
