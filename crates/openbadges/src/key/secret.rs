//! Secret keys that sign in process. A service may keep its keys elsewhere (KMS, PKCS#11): the rest of this crate
//! hands out the bytes to sign and takes the signature, so these types are a convenience.
use std::fmt;

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair, RsaPublicKeyComponents,
};

use super::{KeyError, PublicKey};
use crate::encoding::from_multibase;

pub use super::ecdsa::{Curve, Ecdsa};

/// An Ed25519 key pair. `Debug` shows the public key only.
///
/// ```
/// use openbadges::key::secret::Ed25519;
///
/// let key = Ed25519::from_seed(&[7; 32])?; // in earnest: random, and kept safe
/// assert!(key.public().verify(b"message", &key.sign(b"message")).is_ok());
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
pub struct Ed25519 {
    pair: Ed25519KeyPair,
    public: [u8; 32],
}

impl Ed25519 {
    /// From the 32-byte seed (RFC 8032 "private key"); the same seed is the same key.
    ///
    /// ```
    /// use openbadges::key::secret::Ed25519;
    ///
    /// assert_eq!(Ed25519::from_seed(&[7; 32])?.public(), Ed25519::from_seed(&[7; 32])?.public());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Malformed`] if the library refuses it.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed)
            .map_err(|_| KeyError::Malformed("Ed25519 secret"))?;
        let public = pair
            .public_key()
            .as_ref()
            .try_into()
            .map_err(|_| KeyError::Malformed("Ed25519"))?;
        Ok(Self { pair, public })
    }

    /// From a secret Multikey (`z3u2…`, multicodec 0x1300). The 64-byte form some libraries write is accepted.
    ///
    /// ```
    /// use openbadges::encoding::base58btc;
    /// use openbadges::key::secret::Ed25519;
    ///
    /// let secret = base58btc(&[&[0x80, 0x26][..], &[7; 32]].concat());
    /// assert_eq!(Ed25519::from_secret_multikey(&secret)?.public(), Ed25519::from_seed(&[7; 32])?.public());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Malformed`].
    pub fn from_secret_multikey(text: &str) -> Result<Self, KeyError> {
        let malformed = || KeyError::Malformed("Ed25519 secret");
        let bytes = from_multibase(text).ok_or_else(malformed)?;
        let key = bytes.strip_prefix(&[0x80, 0x26]).ok_or_else(malformed)?;
        let seed = match key.len() {
            32 | 64 => key.first_chunk().ok_or_else(malformed)?,
            _ => return Err(malformed()),
        };
        Self::from_seed(seed)
    }

    /// The public key.
    ///
    /// ```
    /// use openbadges::key::secret::Ed25519;
    ///
    /// let key = Ed25519::from_seed(&[7; 32])?;
    /// assert!(key.public().to_multikey().is_some_and(|text| text.starts_with("z6Mk")));
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey::Ed25519(self.public)
    }

    /// Signs (RFC 8032, pure; the same message gives the same signature).
    ///
    /// ```
    /// use openbadges::key::secret::Ed25519;
    ///
    /// let key = Ed25519::from_seed(&[7; 32])?;
    /// assert_eq!(key.sign(b"message"), key.sign(b"message"));
    /// assert!(key.public().verify(b"message", &key.sign(b"message")).is_ok());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.pair.sign(message).as_ref().to_vec()
    }
}

impl fmt::Debug for Ed25519 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Ed25519({})",
            self.public().to_multikey().unwrap_or_default()
        )
    }
}

/// An RSA key pair of 2048 bits or more for RS256. `Debug` shows nothing of it.
///
/// ```
/// use openbadges::key::secret::Rsa;
///
/// let (key, _pkcs8) = Rsa::generate()?;
/// let signature = key.sign(b"message")?;
/// assert!(key.public().verify(b"message", &signature).is_ok());
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
pub struct Rsa {
    pair: RsaKeyPair,
}

impl Rsa {
    /// Makes a 2048-bit key from the library's generator (RSA needs primes, so randomness cannot be an argument) and
    /// returns its PKCS#8 bytes for safe-keeping.
    ///
    /// ```
    /// use openbadges::key::secret::Rsa;
    ///
    /// let (key, pkcs8) = Rsa::generate()?;
    /// assert_eq!(Rsa::from_pkcs8(&pkcs8)?.public(), key.public());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Library`].
    pub fn generate() -> Result<(Self, Vec<u8>), KeyError> {
        let made = || KeyError::Library("made");
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| made())?;
        let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| made())?;
        let der = der.as_ref().to_vec();
        Ok((Self { pair }, der))
    }

    /// From PKCS#8.
    ///
    /// ```
    /// use openbadges::key::secret::Rsa;
    ///
    /// let (key, pkcs8) = Rsa::generate()?;
    /// assert_eq!(Rsa::from_pkcs8(&pkcs8)?.public(), key.public());
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Malformed`].
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyError> {
        let pair = RsaKeyPair::from_pkcs8(der).map_err(|_| KeyError::Malformed("RSA secret"))?;
        Ok(Self { pair })
    }

    /// The public key.
    ///
    /// ```
    /// use openbadges::key::secret::Rsa;
    ///
    /// let (key, _pkcs8) = Rsa::generate()?;
    /// assert_eq!(key.public().kind(), "RSA");
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let components: RsaPublicKeyComponents<Vec<u8>> = self.pair.public_key().into();
        PublicKey::Rsa {
            n: components.n,
            e: components.e,
        }
    }

    /// Signs with RSASSA-PKCS1-v1_5 and SHA-256 (deterministic).
    ///
    /// ```
    /// use openbadges::key::secret::Rsa;
    ///
    /// let (key, _pkcs8) = Rsa::generate()?;
    /// assert_eq!(key.sign(b"message")?.len(), 256);
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Library`].
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                message,
                &mut signature,
            )
            .map_err(|_| KeyError::Library("used"))?;
        Ok(signature)
    }
}

impl fmt::Debug for Rsa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rsa(..)")
    }
}
