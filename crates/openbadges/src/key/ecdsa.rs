//! ECDSA key pairs on P-256 and P-384.
use std::fmt;

use aws_lc_rs::agreement::{self, ECDH_P256, ECDH_P384};
use aws_lc_rs::encoding::{AsBigEndian as _, EcPrivateKeyBin};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, KeyPair as _,
};

use super::{KeyError, PublicKey, curve};
use crate::encoding::from_multibase;

/// A NIST curve.
///
/// ```
/// use openbadges::key::secret::{Curve, Ecdsa};
///
/// assert_eq!(Ecdsa::generate(Curve::P384)?.public().kind(), "P-384");
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Curve {
    /// P-256, signing with SHA-256.
    P256,
    /// P-384, signing with SHA-384.
    P384,
}

impl Curve {
    fn signing(self) -> &'static EcdsaSigningAlgorithm {
        match self {
            Self::P256 => &ECDSA_P256_SHA256_FIXED_SIGNING,
            Self::P384 => &ECDSA_P384_SHA384_FIXED_SIGNING,
        }
    }

    fn agreement(self) -> &'static agreement::Algorithm {
        match self {
            Self::P256 => &ECDH_P256,
            Self::P384 => &ECDH_P384,
        }
    }

    fn secret_name(self) -> &'static str {
        match self {
            Self::P256 => "P-256 secret",
            Self::P384 => "P-384 secret",
        }
    }
}

/// An ECDSA key pair. `Debug` shows the public key only.
///
/// ```
/// use openbadges::key::secret::{Curve, Ecdsa};
///
/// let key = Ecdsa::generate(Curve::P256)?;
/// let signature = key.sign(b"message")?;
/// assert!(key.public().verify(b"message", &signature).is_ok());
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
pub struct Ecdsa {
    pair: EcdsaKeyPair,
    curve: Curve,
}

impl Ecdsa {
    /// Makes a key from the library's generator.
    ///
    /// ```
    /// use openbadges::key::secret::{Curve, Ecdsa};
    ///
    /// let (one, other) = (Ecdsa::generate(Curve::P384)?, Ecdsa::generate(Curve::P384)?);
    /// assert_ne!(one.public(), other.public());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Library`].
    pub fn generate(curve: Curve) -> Result<Self, KeyError> {
        let pair =
            EcdsaKeyPair::generate(curve.signing()).map_err(|_| KeyError::Library("made"))?;
        Ok(Self { pair, curve })
    }

    /// From the secret number, big-endian.
    ///
    /// ```
    /// use openbadges::key::secret::{Curve, Ecdsa};
    ///
    /// let key = Ecdsa::from_scalar(Curve::P256, &[7; 32])?;
    /// assert_eq!(key.scalar()?, [7; 32]);
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Malformed`] if it is not one of the curve.
    pub fn from_scalar(curve: Curve, scalar: &[u8]) -> Result<Self, KeyError> {
        let malformed = || KeyError::Malformed(curve.secret_name());
        let secret = agreement::PrivateKey::from_private_key(curve.agreement(), scalar)
            .map_err(|_| malformed())?;
        let public = secret.compute_public_key().map_err(|_| malformed())?;
        let pair =
            EcdsaKeyPair::from_private_key_and_public_key(curve.signing(), scalar, public.as_ref())
                .map_err(|_| malformed())?;
        Ok(Self { pair, curve })
    }

    /// From a secret Multikey (multicodec 0x1306 or 0x1307).
    ///
    /// ```
    /// use openbadges::encoding::base58btc;
    /// use openbadges::key::secret::Ecdsa;
    ///
    /// let secret = base58btc(&[&[0x86, 0x26][..], &[7; 32]].concat());
    /// assert_eq!(Ecdsa::from_secret_multikey(&secret)?.public().kind(), "P-256");
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Malformed`].
    pub fn from_secret_multikey(text: &str) -> Result<Self, KeyError> {
        let bytes = from_multibase(text).unwrap_or_default();
        match &bytes[..] {
            [0x86, 0x26, scalar @ ..] => Self::from_scalar(Curve::P256, scalar),
            [0x87, 0x26, scalar @ ..] => Self::from_scalar(Curve::P384, scalar),
            _ => Err(KeyError::Malformed("ECDSA secret")),
        }
    }

    /// The secret number, for safe-keeping.
    ///
    /// ```
    /// use openbadges::key::secret::{Curve, Ecdsa};
    ///
    /// let key = Ecdsa::generate(Curve::P256)?;
    /// let kept = key.scalar()?;
    /// assert_eq!(Ecdsa::from_scalar(Curve::P256, &kept)?.public(), key.public());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Library`].
    pub fn scalar(&self) -> Result<Vec<u8>, KeyError> {
        let secret = self.pair.private_key();
        let bytes: EcPrivateKeyBin<'_> = secret
            .as_be_bytes()
            .map_err(|_| KeyError::Library("written"))?;
        Ok(bytes.as_ref().to_vec())
    }

    /// The public key, compressed.
    ///
    /// ```
    /// use openbadges::key::secret::{Curve, Ecdsa};
    ///
    /// let key = Ecdsa::from_scalar(Curve::P256, &[7; 32])?;
    /// assert!(key.public().to_multikey().is_some_and(|text| text.starts_with("zDna")));
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let point = curve::compress(self.pair.public_key().as_ref());
        match self.curve {
            Curve::P256 => PublicKey::P256(point),
            Curve::P384 => PublicKey::P384(point),
        }
    }

    /// Signs: raw `r || s`, with the curve's hash. Signing twice gives different signatures, both good.
    ///
    /// ```
    /// use openbadges::key::secret::{Curve, Ecdsa};
    ///
    /// let key = Ecdsa::from_scalar(Curve::P256, &[7; 32])?;
    /// let signature = key.sign(b"message")?;
    /// assert_eq!(signature.len(), 64);
    /// assert!(key.public().verify(b"another message", &signature).is_err());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Library`].
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let signature = self.pair.sign(&SystemRandom::new(), message);
        let signature = signature.map_err(|_| KeyError::Library("used"))?;
        Ok(signature.as_ref().to_vec())
    }
}

impl fmt::Debug for Ecdsa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let public = self.public().to_multikey().unwrap_or_default();
        write!(f, "Ecdsa({public})")
    }
}
