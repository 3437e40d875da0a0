//! The algorithms of JWS and the keys that each is made for.
use super::JwtError;
use crate::key::{Padding, PublicKey};

/// The signature algorithms that are verified (RFC 7518 §3.1, RFC 8037, RFC 8812). None of them has a shared secret.
///
/// ```
/// use openbadges::proof::jwt::Algorithm;
///
/// assert_eq!(Algorithm::named("ES256"), Some(Algorithm::Es256));
/// assert_eq!(Algorithm::named("none"), None);
/// assert_eq!(Algorithm::named("HS256"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256, the one Open Badges names.
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// RSASSA-PSS with SHA-384.
    Ps384,
    /// RSASSA-PSS with SHA-512.
    Ps512,
    /// ECDSA on P-256.
    Es256,
    /// ECDSA on P-384.
    Es384,
    /// ECDSA on P-521.
    Es512,
    /// ECDSA on secp256k1.
    Es256k,
    /// Ed25519.
    EdDsa,
}

impl Algorithm {
    /// All of them.
    ///
    /// ```
    /// use openbadges::proof::jwt::Algorithm;
    ///
    /// assert!(Algorithm::ALL.iter().all(|one| Algorithm::named(one.name()) == Some(*one)));
    /// ```
    pub const ALL: [Self; 11] = [
        Self::Rs256,
        Self::Rs384,
        Self::Rs512,
        Self::Ps256,
        Self::Ps384,
        Self::Ps512,
        Self::Es256,
        Self::Es384,
        Self::Es512,
        Self::Es256k,
        Self::EdDsa,
    ];

    /// The algorithm that Accolade signs with for a key of that kind.
    ///
    /// ```
    /// use openbadges::proof::jwt::Algorithm;
    /// # use openbadges::key::secret::Ed25519;
    /// # let key = Ed25519::from_seed(&[7; 32])?;
    ///
    /// assert_eq!(Algorithm::of(&key.public()), Algorithm::EdDsa);
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    #[must_use]
    pub fn of(key: &PublicKey) -> Self {
        match key {
            PublicKey::Rsa { .. } => Self::Rs256,
            PublicKey::P256(_) => Self::Es256,
            PublicKey::P384(_) => Self::Es384,
            PublicKey::P521(_) => Self::Es512,
            PublicKey::Secp256k1(_) => Self::Es256k,
            PublicKey::Ed25519(_) => Self::EdDsa,
        }
    }

    /// Its JOSE name.
    ///
    /// ```
    /// use openbadges::proof::jwt::Algorithm;
    ///
    /// assert_eq!(Algorithm::Rs256.name(), "RS256");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Ps256 => "PS256",
            Self::Ps384 => "PS384",
            Self::Ps512 => "PS512",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
            Self::Es256k => "ES256K",
            Self::EdDsa => "EdDSA",
        }
    }

    /// The algorithm of that JOSE name; `Ed25519` is the newer name of `EdDSA` (RFC 9864).
    ///
    /// ```
    /// use openbadges::proof::jwt::Algorithm;
    ///
    /// assert_eq!(Algorithm::named("PS384"), Some(Algorithm::Ps384));
    /// assert_eq!(Algorithm::named("none"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = if name == "Ed25519" { "EdDSA" } else { name };
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Padding and bits of the hash of an RSA algorithm.
    pub(crate) fn rsa(self) -> Option<(Padding, u16)> {
        match self {
            Self::Rs256 => Some((Padding::Pkcs1, 256)),
            Self::Rs384 => Some((Padding::Pkcs1, 384)),
            Self::Rs512 => Some((Padding::Pkcs1, 512)),
            Self::Ps256 => Some((Padding::Pss, 256)),
            Self::Ps384 => Some((Padding::Pss, 384)),
            Self::Ps512 => Some((Padding::Pss, 512)),
            _ => None,
        }
    }

    /// Whether the algorithm signs with keys of that kind.
    ///
    /// ```
    /// use openbadges::key::secret::Ed25519;
    /// use openbadges::proof::jwt::Algorithm;
    ///
    /// let key = Ed25519::from_seed(&[7; 32])?.public();
    /// assert!(Algorithm::EdDsa.is_for(&key));
    /// assert!(!Algorithm::Rs256.is_for(&key));
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    #[must_use]
    pub fn is_for(self, key: &PublicKey) -> bool {
        match self.rsa() {
            Some(_) => matches!(key, PublicKey::Rsa { .. }),
            None => Self::of(key) == self,
        }
    }

    /// Checks a signature by a key, if the key is of the algorithm's kind.
    pub(crate) fn check(
        self,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), JwtError> {
        let rsa = self.rsa();
        if !self.is_for(key) {
            return Err(JwtError::WrongKey {
                algorithm: self.name(),
                key: key.kind(),
            });
        }
        match rsa {
            Some((padding, hash)) => key.verify_rsa(padding, hash, message, signature),
            None => key.verify(message, signature),
        }
        .map_err(|_| JwtError::BadSignature)
    }
}
