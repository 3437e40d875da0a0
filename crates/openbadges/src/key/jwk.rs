//! Public keys as JSON Web Keys (RFC 7517, 7518, 8037, 8812).
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{Curve, KeyError, PublicKey, RSA_MAX};
use crate::encoding::{base64url, from_base64url};
use crate::json::{items, shown};
use crate::proof::jwt::Algorithm;

impl PublicKey {
    /// Reads a public JWK.
    ///
    /// ```
    /// use openbadges::key::{KeyError, PublicKey};
    /// use serde_json::json;
    ///
    /// let mut jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"});
    /// assert_eq!(PublicKey::from_jwk(&jwk)?.kind(), "Ed25519");
    /// jwk["use"] = "enc".into();
    /// assert!(PublicKey::from_jwk(&jwk).is_err());
    /// # Ok::<(), KeyError>(())
    /// ```
    ///
    /// # Errors
    /// A secret member, an unknown key type, a key that is not for signatures, malformed members, RSA under 2048 bits.
    pub fn from_jwk(jwk: &Value) -> Result<Self, KeyError> {
        for secret in ["d", "p", "q", "dp", "dq", "qi", "k"] {
            if jwk.get(secret).is_some() {
                return Err(KeyError::Secret(secret));
            }
        }
        check_purpose(jwk)?;
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
        let key = match (name("kty"), name("crv")) {
            ("OKP", "Ed25519") => Self::ed25519(
                bytes("x")?
                    .try_into()
                    .map_err(|_| KeyError::Malformed("Ed25519"))?,
            ),
            ("EC", name) => {
                let curve = Curve::named(name)
                    .ok_or_else(|| KeyError::Unsupported(format!("JWK kty \"EC\" {name:?}")))?;
                Self::point(&[vec![4], bytes("x")?, bytes("y")?].concat(), curve)
            }
            ("RSA", _) => Self::rsa(bytes("n")?, bytes("e")?),
            (kind, curve) => Err(KeyError::Unsupported(format!("JWK kty {kind:?} {curve:?}"))),
        }?;
        match jwk.get("alg") {
            Some(alg) if !alg.as_str().is_some_and(|name| is_for(name, &key)) => {
                Err(KeyError::Jwk {
                    member: "alg",
                    value: shown(alg),
                    rule: "it must be a signature algorithm for that kind of key",
                })
            }
            _ => Ok(key),
        }
    }

    /// The public JWK. A compressed point has none (its `y` would have to be computed).
    ///
    /// ```
    /// use openbadges::key::secret::Ed25519;
    /// let key = Ed25519::from_seed(&[7; 32])?;
    ///
    /// let jwk = key.public().to_jwk();
    /// assert_eq!(jwk.and_then(|jwk| jwk["crv"].as_str().map(str::to_owned)).as_deref(), Some("Ed25519"));
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    #[must_use]
    pub fn to_jwk(&self) -> Option<Value> {
        Some(match self {
            Self::Ed25519(key) => json!({"kty": "OKP", "crv": "Ed25519", "x": base64url(key)}),
            Self::Rsa { n, e } => json!({"kty": "RSA", "n": base64url(n), "e": base64url(e)}),
            Self::P256(point) | Self::P384(point) | Self::P521(point) | Self::Secp256k1(point) => {
                let [4, rest @ ..] = &point[..] else {
                    return None;
                };
                let (x, y) = rest.split_at(rest.len() / 2);
                let curve = Curve::of(self)?.name;
                json!({"kty": "EC", "crv": curve, "x": base64url(x), "y": base64url(y)})
            }
        })
    }

    /// The RFC 7638 thumbprint, base64url.
    ///
    /// ```
    /// use openbadges::key::PublicKey;
    /// use serde_json::json;
    ///
    /// // RFC 8037, appendix A.3.
    /// let jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"});
    /// let thumbprint = PublicKey::from_jwk(&jwk)?.thumbprint();
    /// assert_eq!(thumbprint.as_deref(), Some("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"));
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
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
}

/// Whether a signature algorithm of that name signs with such keys.
fn is_for(name: &str, key: &PublicKey) -> bool {
    Algorithm::named(name).is_some_and(|algorithm| algorithm.is_for(key))
}

/// A JWK may say what it is for (RFC 7517 §4.2, §4.3).
fn check_purpose(jwk: &Value) -> Result<(), KeyError> {
    let refuse = |member: &'static str, rule| KeyError::Jwk {
        member,
        value: shown(jwk.get(member).unwrap_or(&Value::Null)),
        rule,
    };
    if jwk.get("use").is_some_and(|purpose| purpose != "sig") {
        return Err(refuse(
            "use",
            "it must be \"sig\": the key is not for signatures",
        ));
    }
    if let Some(operations) = jwk.get("key_ops")
        && !items(Some(operations)).contains(&Value::from("verify"))
    {
        return Err(refuse(
            "key_ops",
            "it must hold \"verify\": the key is not for signatures",
        ));
    }
    Ok(())
}
