//! The keys an issuer signs with, and their history.

use super::policy::{UnknownWord, of_word};
use openbadges::key::{KeyError, PublicKey, did::PublishedKey};
use platform::{clock::Timestamp, ids::IssuerId};
use std::str::FromStr;

/// What a key signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// Data Integrity proofs.
    Ed25519,
    /// VC-JWT.
    Rs256,
}

impl Algorithm {
    const ALL: [(Self, &'static str); 2] = [(Self::Ed25519, "Ed25519"), (Self::Rs256, "RS256")];
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ed25519 => "Ed25519",
            Self::Rs256 => "RS256",
        }
    }
}
impl FromStr for Algorithm {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(&Self::ALL, text)
    }
}

/// A signing key without its secret. It stays published for ever under each of its issuer's DIDs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    /// Whose it is.
    pub issuer: IssuerId,
    /// Counts up from 1; no number is used twice.
    pub number: u32,
    /// What it signs with.
    pub algorithm: Algorithm,
    /// The public key.
    pub public: PublicKey,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stopped signing.
    pub retired_at: Option<Timestamp>,
    /// When it was given up because somebody else may have it.
    pub revoked_at: Option<Timestamp>,
}

impl SigningKey {
    /// The part of its id behind the `#`.
    pub fn fragment(&self) -> String {
        format!("key-{}", self.number)
    }

    /// Its id under a DID of its issuer: the verification method.
    pub fn method(&self, did: &str) -> String {
        format!("{did}#{}", self.fragment())
    }

    /// As `did.json` and `jwks.json` publish it.
    pub fn published(&self) -> PublishedKey {
        PublishedKey {
            fragment: self.fragment(),
            key: self.public.clone(),
            revoked: self
                .revoked_at
                .map(|at| openbadges::Timestamp::from_text(at.rfc3339())),
        }
    }

    /// The public key as databases keep it: a Multikey, or a JWK where there is no Multikey.
    pub fn public_text(&self) -> String {
        public_text(&self.public)
    }
}

/// A public key as databases keep it.
pub fn public_text(key: &PublicKey) -> String {
    key.to_multikey()
        .or_else(|| key.to_jwk().map(|jwk| jwk.to_string()))
        .unwrap_or_default()
}

/// Reads what [`public_text`] wrote.
///
/// # Errors
/// [`KeyError`] for anything else.
pub fn public_of_text(text: &str) -> Result<PublicKey, KeyError> {
    match serde_json::from_str(text) {
        Ok(jwk) => PublicKey::from_jwk(&jwk),
        Err(_) => PublicKey::from_multikey(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openbadges::key::secret::{Ed25519, Rsa};

    #[test]
    fn public_keys_of_both_kinds_survive_the_database() {
        for key in [
            Ed25519::from_seed(&[7; 32]).unwrap().public(),
            Rsa::generate().unwrap().0.public(),
        ] {
            assert_eq!(public_of_text(&public_text(&key)).unwrap(), key);
        }
        assert!(public_of_text("zz").is_err());
    }

    #[test]
    fn a_key_has_an_id_under_each_did_and_says_when_it_was_revoked() {
        let key = SigningKey {
            issuer: platform::ids::Ids::seeded(1).random(),
            number: 3,
            algorithm: Algorithm::Ed25519,
            public: Ed25519::from_seed(&[7; 32]).unwrap().public(),
            created_at: Timestamp::from_micros(0),
            retired_at: None,
            revoked_at: Some(Timestamp::from_micros(1_000_000)),
        };
        assert_eq!(
            key.method("did:web:example.org:issuers:x"),
            "did:web:example.org:issuers:x#key-3"
        );
        assert_eq!(
            key.published().revoked.unwrap().as_str(),
            "1970-01-01T00:00:01Z"
        );
    }
}
