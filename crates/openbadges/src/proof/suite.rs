//! The cryptosuites of Data Integrity proofs.
use serde_json::Value;

use super::sd;
use crate::key::PublicKey;
use crate::rdfc10::Hash;

/// A way to sign: what is canonicalized how, hashed how, signed by what.
///
/// ```
/// use openbadges::proof::Suite;
/// use serde_json::json;
///
/// let proof = json!({"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"});
/// assert_eq!(Suite::of(&proof), Some(Suite::EddsaRdfc2022));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suite {
    /// `eddsa-rdfc-2022`, what Accolade issues and the only suite Open Badges certification accepts.
    EddsaRdfc2022,
    /// `eddsa-2022`: the same under its name before the standard.
    Eddsa2022,
    /// `eddsa-jcs-2022`.
    EddsaJcs2022,
    /// The older proof type `Ed25519Signature2020`.
    Ed25519Signature2020,
    /// The proof type of the first pilots, `Ed25519Signature2018`: a detached JWS over the same hashes.
    Ed25519Signature2018,
    /// The same for other keys: `JsonWebSignature2020`.
    JsonWebSignature2020,
    /// `ecdsa-2019`: `ecdsa-rdfc-2019` under its name before the standard.
    Ecdsa2019,
    /// `ecdsa-rdfc-2019` with P-256 or P-384.
    EcdsaRdfc2019,
    /// `ecdsa-jcs-2019` with P-256 or P-384.
    EcdsaJcs2019,
    /// `ecdsa-sd-2023`, derived proofs; signing has its own module, [`sd`].
    EcdsaSd2023,
}

impl Suite {
    /// The suite of a proof object, if this crate knows it.
    ///
    /// ```
    /// use openbadges::proof::Suite;
    /// use serde_json::json;
    ///
    /// let old = json!({"type": "Ed25519Signature2020"});
    /// assert_eq!(Suite::of(&old), Some(Suite::Ed25519Signature2020));
    /// assert_eq!(Suite::of(&json!({"type": "DataIntegrityProof", "cryptosuite": "bbs-2023"})), None);
    /// ```
    #[must_use]
    pub fn of(proof: &Value) -> Option<Self> {
        let text = |member: &str| proof.get(member).and_then(Value::as_str);
        match (text("type")?, text("cryptosuite")) {
            ("DataIntegrityProof", Some("eddsa-rdfc-2022")) => Some(Self::EddsaRdfc2022),
            ("DataIntegrityProof", Some("eddsa-2022")) => Some(Self::Eddsa2022),
            ("DataIntegrityProof", Some("eddsa-jcs-2022")) => Some(Self::EddsaJcs2022),
            ("DataIntegrityProof", Some("ecdsa-rdfc-2019")) => Some(Self::EcdsaRdfc2019),
            ("DataIntegrityProof", Some("ecdsa-jcs-2019")) => Some(Self::EcdsaJcs2019),
            ("DataIntegrityProof", Some(sd::NAME)) => Some(Self::EcdsaSd2023),
            ("DataIntegrityProof", Some("ecdsa-2019")) => Some(Self::Ecdsa2019),
            ("Ed25519Signature2020", None) => Some(Self::Ed25519Signature2020),
            ("Ed25519Signature2018", None) => Some(Self::Ed25519Signature2018),
            ("JsonWebSignature2020", None) => Some(Self::JsonWebSignature2020),
            _ => None,
        }
    }

    /// Its name in the `cryptosuite` member (or the proof type of the older form).
    ///
    /// ```
    /// use openbadges::proof::Suite;
    ///
    /// assert_eq!(Suite::EddsaJcs2022.name(), "eddsa-jcs-2022");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EddsaRdfc2022 => "eddsa-rdfc-2022",
            Self::Eddsa2022 => "eddsa-2022",
            Self::EddsaJcs2022 => "eddsa-jcs-2022",
            Self::Ed25519Signature2020 => "Ed25519Signature2020",
            Self::Ed25519Signature2018 => "Ed25519Signature2018",
            Self::JsonWebSignature2020 => "JsonWebSignature2020",
            Self::Ecdsa2019 => "ecdsa-2019",
            Self::EcdsaRdfc2019 => "ecdsa-rdfc-2019",
            Self::EcdsaJcs2019 => "ecdsa-jcs-2019",
            Self::EcdsaSd2023 => sd::NAME,
        }
    }

    /// Superseded names, which verify with a warning.
    ///
    /// ```
    /// use openbadges::proof::Suite;
    ///
    /// assert!(Suite::Ed25519Signature2020.is_superseded());
    /// assert!(!Suite::EddsaRdfc2022.is_superseded());
    /// ```
    #[must_use]
    pub fn is_superseded(self) -> bool {
        self.is_jws()
            || matches!(
                self,
                Self::Eddsa2022 | Self::Ed25519Signature2020 | Self::Ecdsa2019
            )
    }

    /// Whether the signature is a detached JWS, in the member `jws`.
    pub(super) fn is_jws(self) -> bool {
        matches!(
            self,
            Self::Ed25519Signature2018 | Self::JsonWebSignature2020
        )
    }

    /// Whether what is signed is the RDF that the document means under its contexts.
    ///
    /// ```
    /// use openbadges::proof::Suite;
    ///
    /// assert!(Suite::EcdsaRdfc2019.is_rdfc());
    /// assert!(!Suite::EddsaJcs2022.is_rdfc());
    /// ```
    #[must_use]
    pub fn is_rdfc(self) -> bool {
        !self.is_jcs()
    }

    pub(super) fn is_jcs(self) -> bool {
        matches!(self, Self::EddsaJcs2022 | Self::EcdsaJcs2019)
    }

    /// The hash that goes with a key, if the key fits the suite.
    pub(super) fn hash_for(self, key: &PublicKey) -> Option<Hash> {
        let ecdsa = matches!(
            self,
            Self::EcdsaRdfc2019 | Self::EcdsaJcs2019 | Self::Ecdsa2019
        );
        match key {
            _ if self == Self::EcdsaSd2023 => None,
            _ if self == Self::JsonWebSignature2020 => Some(Hash::Sha256),
            PublicKey::Ed25519(_) if !ecdsa => Some(Hash::Sha256),
            PublicKey::P256(_) if ecdsa => Some(Hash::Sha256),
            PublicKey::P384(_) if ecdsa => Some(Hash::Sha384),
            _ => None,
        }
    }
}
