//! Why a proof cannot be made or does not hold.
use serde_json::Value;

use crate::json::shown;
use crate::jsonld::JsonLdError;
use crate::rdfc10::TooComplex;

/// Why a proof cannot be made or does not hold.
///
/// ```
/// use openbadges::context::Contexts;
/// use openbadges::key::secret::Ed25519;
/// use openbadges::proof::{ProofError, verify};
/// use serde_json::json;
///
/// let key = Ed25519::from_seed(&[7; 32])?.public();
/// let proof = json!({"type": "DataIntegrityProof", "cryptosuite": "bbs-2023"});
/// let error = verify(&json!({}), &proof, &key, &Contexts::bundled()).err();
/// assert!(matches!(error, Some(ProofError::Unsupported(_))));
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Something in the document would be lost.
    #[error(transparent)]
    JsonLd(#[from] JsonLdError),
    /// Too much work.
    #[error(transparent)]
    TooComplex(#[from] TooComplex),
    /// A member of the proof is missing or malformed.
    #[error("proof.{field} is {value}: {rule}")]
    Malformed {
        /// The member.
        field: &'static str,
        /// What stood there.
        value: String,
        /// What should.
        rule: &'static str,
    },
    /// A suite that this crate does not check.
    #[error("the proof {0} is of a kind this software does not check")]
    Unsupported(String),
    /// A suite of before the standard: it is read, never written.
    #[error("proofs of {0} are verified, never made: sign with eddsa-rdfc-2022")]
    VerifyOnly(&'static str),
    /// The key is of the wrong kind for the suite.
    #[error("the suite {suite} does not sign with a key of type {key}")]
    WrongKey {
        /// The suite.
        suite: &'static str,
        /// The key.
        key: &'static str,
    },
    /// The content or the proof was changed, or another key signed it.
    #[error(
        "the signature does not fit the content: it was changed after signing, or another key signed it"
    )]
    BadSignature,
    /// JCS proofs carry their own contexts.
    #[error("the proof's @context is not the beginning of the document's")]
    OtherContext,
    /// A JSON pointer that leads nowhere.
    #[error("the JSON pointer {0:?} points to nothing in the document")]
    Pointer(String),
    /// Not representable as canonical JSON.
    #[error("the document has no canonical JSON form: {0}")]
    Jcs(String),
}

impl ProofError {
    /// A stable name of the kind of error.
    ///
    /// ```
    /// use openbadges::proof::ProofError;
    ///
    /// assert_eq!(ProofError::BadSignature.code(), "proof.bad_signature");
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::JsonLd(error) => error.code(),
            Self::TooComplex(_) => "proof.too_complex",
            Self::Malformed { .. } => "proof.malformed",
            Self::Unsupported(_) | Self::VerifyOnly(_) => "proof.unsupported",
            Self::WrongKey { .. } => "proof.wrong_key",
            Self::BadSignature => "proof.bad_signature",
            Self::OtherContext => "proof.other_context",
            Self::Pointer(_) => "proof.pointer",
            Self::Jcs(_) => "proof.jcs",
        }
    }
}

/// The refusal of a member of a proof.
pub(super) fn malformed(proof: &Value, field: &'static str, rule: &'static str) -> ProofError {
    ProofError::Malformed {
        field,
        value: shown(proof.get(field).unwrap_or(&Value::Null)),
        rule,
    }
}
