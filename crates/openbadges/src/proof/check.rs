//! Checking proofs against keys.
use serde_json::Value;

use super::data::{fast_data, hash_data, previous_proofs};
use super::error::malformed;
use super::{ProofError, Suite, detached, name_of, sd};
use crate::context::Contexts;
use crate::encoding::from_multibase;
use crate::json::items;
use crate::key::PublicKey;
use crate::timestamp::instant;

/// Checks one proof of a document against a key. Whose key that is, is another question ([`crate::verify`]).
///
/// ```
/// use openbadges::context::Contexts;
/// use openbadges::key::secret::Ed25519;
/// use openbadges::proof::{self, Options};
/// use serde_json::json;
/// use time::macros::datetime;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let key = Ed25519::from_seed(&[7; 32])?;
/// let document = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiableCredential"],
///     "issuer": "did:web:example.org",
///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
/// });
/// let at = datetime!(2026-01-31 12:00 UTC);
/// let how = Options::eddsa_rdfc("did:web:example.org#key-1", at).ok_or("no such date")?;
/// let contexts = Contexts::bundled();
/// let unsigned = proof::prepare(document, &how, &key.public(), &contexts)?;
/// let signature = key.sign(unsigned.bytes_to_sign());
/// let signed = unsigned.attach(&signature);
/// proof::verify(&signed, &signed["proof"][0], &key.public(), &contexts)?;
///
/// let mut changed = signed.clone();
/// changed["issuer"] = "did:web:evil.example".into();
/// let error = proof::verify(&changed, &signed["proof"][0], &key.public(), &contexts);
/// assert_eq!(error, Err(proof::ProofError::BadSignature));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// See [`ProofError`].
pub fn verify(
    document: &Value,
    proof: &Value,
    key: &PublicKey,
    contexts: &Contexts,
) -> Result<(), ProofError> {
    verify_for(&["assertionMethod"], document, proof, key, contexts)
}

/// As [`verify`], where the proof may have one of these purposes.
pub(super) fn verify_for(
    purposes: &[&str],
    document: &Value,
    proof: &Value,
    key: &PublicKey,
    contexts: &Contexts,
) -> Result<(), ProofError> {
    let suite = Suite::of(proof).ok_or_else(|| ProofError::Unsupported(name_of(proof)))?;
    let Value::Object(options) = proof else {
        return Err(malformed(proof, "proofValue", "a proof is an object"));
    };
    if suite == Suite::EcdsaSd2023 {
        check_options(purposes, proof)?;
        return sd::verify(document, proof, key, contexts);
    }
    if suite.is_jws() {
        check_options(purposes, proof)?;
        return detached::verify(document, proof, options, suite, key, contexts);
    }
    let signature = options
        .get("proofValue")
        .and_then(Value::as_str)
        .filter(|text| text.starts_with('z'))
        .and_then(from_multibase)
        .ok_or_else(|| malformed(proof, "proofValue", "it must be z and base58"))?;
    check_options(purposes, proof)?;
    if let Some(data) = fast_data(document, options, suite, key, contexts) {
        return key
            .verify(&data, &signature)
            .map_err(|_| ProofError::BadSignature);
    }
    let mut options = options.clone();
    options.shift_remove("proofValue");
    let mut unsecured = covered(document, proof)?;
    if suite.is_jcs()
        && let Some(context) = options.get("@context")
    {
        let theirs = items(Some(context));
        let whole = items(unsecured.get("@context"));
        if !whole.starts_with(theirs) {
            return Err(ProofError::OtherContext);
        }
        unsecured["@context"] = context.clone();
    }
    let data = hash_data(&unsecured, &options, suite, key, contexts)?;
    key.verify(&data, &signature)
        .map_err(|_| ProofError::BadSignature)
}

/// What a proof covers of the document: all but the proofs, unless it names some.
pub(super) fn covered(document: &Value, proof: &Value) -> Result<Value, ProofError> {
    let mut unsecured = document.clone();
    if let Value::Object(members) = &mut unsecured {
        let proofs = members.shift_remove("proof");
        let previous = previous_proofs(proof, proofs.as_ref())?;
        if !previous.is_empty() {
            members.insert("proof".into(), previous.into());
        }
    }
    Ok(unsecured)
}

/// VC-DI §4.4: the members a proof must have, and their form.
fn check_options(purposes: &[&str], proof: &Value) -> Result<(), ProofError> {
    let purpose = proof.get("proofPurpose").and_then(Value::as_str);
    if !purpose.is_some_and(|purpose| purposes.contains(&purpose)) {
        let rule = if purposes.contains(&"authentication") {
            "a presentation's proof must have the purpose \"authentication\""
        } else {
            "a badge's proof must have the purpose \"assertionMethod\""
        };
        return Err(malformed(proof, "proofPurpose", rule));
    }
    if !proof
        .get("verificationMethod")
        .is_some_and(Value::is_string)
    {
        let rule = "it must be the address of the key";
        return Err(malformed(proof, "verificationMethod", rule));
    }
    for field in ["created", "expires"] {
        let value = proof.get(field);
        if value.is_some_and(|value| value.as_str().and_then(instant).is_none()) {
            return Err(malformed(
                proof,
                field,
                "it must be a date with time and zone",
            ));
        }
    }
    Ok(())
}
