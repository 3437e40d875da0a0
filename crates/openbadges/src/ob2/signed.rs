//! Signed badges of version 2.0: the JWS, the key and the list of revoked ones ("signed verification" in the standard).
use serde_json::{Value, json};

use super::{Class, Ob2Error, validate};
use crate::context::OPEN_BADGES_2;
use crate::key::PublicKey;
use crate::ob3::Severity;
use crate::proof::jwt::{Algorithm, Unsigned};

/// Makes an Assertion ready for signing with RS256. `creator` is the address of the key, which the issuer's profile must
/// list as `publicKey`; the Assertion's id may be a `urn:uuid`, since nobody fetches it.
///
/// ```
/// use openbadges::key::secret::Rsa;
/// use openbadges::ob2;
/// use openbadges::proof::jwt::Jws;
/// use serde_json::json;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (key, _pkcs8) = Rsa::generate()?; // in earnest: made once, and kept safe
/// let assertion = json!({
///     "@context": "https://w3id.org/openbadges/v2",
///     "id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11",
///     "type": "Assertion",
///     "recipient": {"type": "email", "identity": "zoe@example.org", "hashed": false},
///     "badge": "https://example.org/badges/1",
///     "issuedOn": "2026-01-31T12:00:00Z",
/// });
/// let unsigned = ob2::prepare_signed(&assertion, "https://example.org/key")?;
/// let signature = key.sign(unsigned.bytes_to_sign())?;
/// let token = unsigned.attach(&signature); // to be baked, or handed out as it is
///
/// let jws = Jws::parse(&token)?;
/// jws.verify(&key.public())?;
/// assert_eq!(jws.payload["verification"]["creator"], "https://example.org/key");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`Ob2Error::Invalid`] names the first rule of version 2.0 that the Assertion breaks.
pub fn prepare_signed(assertion: &Value, creator: &str) -> Result<Unsigned, Ob2Error> {
    let mut signed = assertion.clone();
    if let Value::Object(members) = &mut signed {
        let verification = json!({"type": "SignedBadge", "creator": creator});
        members.insert("verification".into(), verification);
    }
    let wrong = validate(&signed, Class::Assertion, "assertion")
        .into_iter()
        .find(|finding| finding.severity == Severity::Error && finding.path != "assertion.id");
    match wrong {
        Some(finding) => Err(Ob2Error::Invalid(Box::new(finding))),
        None => Ok(Unsigned::of(
            &json!({"alg": Algorithm::Rs256.name()}),
            &signed,
        )),
    }
}

/// The document of an issuer's key, to be published at `id`; the profile at `owner` must list it as `publicKey`.
///
/// ```
/// use openbadges::key::secret::Rsa;
/// use openbadges::ob2;
///
/// let (key, _pkcs8) = Rsa::generate()?;
/// let document = ob2::cryptographic_key("https://example.org/key", "https://example.org/issuer", &key.public());
/// assert!(document.is_ok_and(|document| document["type"] == "CryptographicKey"));
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
///
/// # Errors
/// [`Ob2Error::Key`] for a key that is not RSA.
pub fn cryptographic_key(id: &str, owner: &str, key: &PublicKey) -> Result<Value, Ob2Error> {
    let pem = key.to_pem().ok_or(Ob2Error::Key(key.kind()))?;
    Ok(json!({
        "@context": OPEN_BADGES_2,
        "id": id,
        "type": "CryptographicKey",
        "owner": owner,
        "publicKeyPem": pem,
    }))
}

/// The list of an issuer's revoked signed Assertions, each with the reason if there is one; the profile names its address
/// as `revocationList`.
///
/// ```
/// use openbadges::ob2;
///
/// let revoked = [("urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11", Some("Plagiarism."))];
/// let list = ob2::revocation_list("https://example.org/revoked", "https://example.org/issuer", &revoked);
/// assert_eq!(list["revokedAssertions"][0]["revocationReason"], "Plagiarism.");
/// ```
#[must_use]
pub fn revocation_list(id: &str, issuer: &str, revoked: &[(&str, Option<&str>)]) -> Value {
    let entries: Vec<Value> = revoked
        .iter()
        .map(|(assertion, reason)| match reason {
            Some(reason) => json!({"id": assertion, "revocationReason": reason}),
            None => json!(assertion),
        })
        .collect();
    json!({
        "@context": OPEN_BADGES_2,
        "id": id,
        "type": "RevocationList",
        "issuer": issuer,
        "revokedAssertions": entries,
    })
}
