//! A public key as text: Multikey, `did:key`, `did:jwk`, PEM.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::kinds::Curve;
use super::{KeyError, PublicKey, der};
use crate::encoding::{base58btc, from_base64url, from_multibase};

impl PublicKey {
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
        let Self::Rsa { n, e } = self else {
            return None;
        };
        let text = STANDARD.encode(der::write_spki(n, e));
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
}
