//! Public keys in the forms badges use: Multikey, `did:key`, JWK; and the signatures they check.
//!
//! Controlled Identifiers 1.0 §2.2.2 (Multikey), RFC 7517/8037 (JWK). Secret keys live in [`secret`], DID documents in
//! [`did`].
mod controller;
mod curve;
mod der;
pub mod did;
mod ecdsa;
mod error;
mod forms;
mod jwk;
mod kinds;
pub mod secret;

use aws_lc_rs::signature::{ED25519, ParsedPublicKey, RsaPublicKeyComponents, UnparsedPublicKey};

pub use error::{BadSignature, KeyError};
pub(crate) use kinds::Padding;
use kinds::{Curve, RSA_MAX};

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

    /// A word for the kind of key.
    ///
    /// ```
    /// use openbadges::key::secret::Ed25519;
    ///
    /// assert_eq!(Ed25519::from_seed(&[7; 32])?.public().kind(), "Ed25519");
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
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
