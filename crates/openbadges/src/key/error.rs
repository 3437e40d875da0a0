//! Why a key or a signature is not usable.

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
///
/// ```
/// use openbadges::key::{BadSignature, secret::Ed25519};
///
/// let key = Ed25519::from_seed(&[7; 32])?;
/// assert_eq!(key.public().verify(b"message", &[0; 64]), Err(BadSignature));
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not fit the content and the key")]
pub struct BadSignature;
