//! Proofs of presentations: whoever holds credentials shows that it is they who present them, now and here (VC Data
//! Integrity 1.0 §2.1, `challenge` and `domain`).

use serde_json::Value;

use super::{Options, ProofError, Unsigned, hash_data, verify_for};
use crate::context::Contexts;
use crate::json::shown;
use crate::jsonld::JsonLdError;
use crate::key::PublicKey;

/// Makes a presentation ready for its holder's signature, for the purpose `authentication`. `challenge` and `domain`
/// are what the verifier asked to be repeated. A `proof` that it has already is replaced.
///
/// ```
/// use openbadges::context::Contexts;
/// use openbadges::key::secret::Ed25519;
/// use openbadges::proof::{self, Options, presentation};
/// use serde_json::json;
/// use time::macros::datetime;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let key = Ed25519::from_seed(&[7; 32])?;
/// let holder = key.public().to_did_key().ok_or("no did:key")?;
/// let method = format!("{holder}#{}", holder.trim_start_matches("did:key:"));
/// let document = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiablePresentation"],
///     "holder": holder,
/// });
/// let how = Options::eddsa_rdfc(method, datetime!(2026-01-31 12:00 UTC)).ok_or("no such date")?;
/// let contexts = Contexts::bundled();
/// let asked = (Some("c-1"), Some("verifier.example"));
/// let unsigned = presentation::prepare(document, &how, asked, &key.public(), &contexts)?;
/// let signature = key.sign(unsigned.bytes_to_sign());
/// let signed = unsigned.attach(&signature);
/// presentation::verify(&signed, &signed["proof"][0], &key.public(), &contexts)?;
/// // It is not a badge's proof.
/// assert!(proof::verify(&signed, &signed["proof"][0], &key.public(), &contexts).is_err());
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// As [`super::prepare`]; `ecdsa-sd-2023` signs no presentations.
pub fn prepare(
    mut document: Value,
    options: &Options,
    (challenge, domain): (Option<&str>, Option<&str>),
    key: &PublicKey,
    contexts: &Contexts,
) -> Result<Unsigned, ProofError> {
    if options.suite == super::Suite::EcdsaSd2023 {
        let why = "ecdsa-sd-2023, which secures credentials alone;";
        return Err(ProofError::Unsupported(why.into()));
    }
    let Value::Object(members) = &mut document else {
        return Err(JsonLdError::NotAnObject(shown(&document)).into());
    };
    members.shift_remove("proof");
    let mut proof = options.proof()?;
    proof.insert("proofPurpose".into(), "authentication".into());
    for (name, value) in [("challenge", challenge), ("domain", domain)] {
        if let Some(value) = value {
            proof.insert(name.into(), value.into());
        }
    }
    if options.suite.is_jcs()
        && let Some(context) = document.get("@context")
    {
        proof.insert("@context".into(), context.clone());
    }
    let data = hash_data(&document, &proof, options.suite, key, contexts)?;
    Ok(Unsigned {
        document,
        proof,
        before: Vec::new(),
        data,
    })
}

/// Checks one proof of a presentation against a key, for the purpose `authentication` or `assertionMethod`. Whether
/// `challenge` and `domain` are those that were asked for is the verifier's to compare. [`prepare`] has an example.
///
/// ```
/// use openbadges::context::Contexts;
/// use openbadges::key::secret::Ed25519;
/// use openbadges::proof::{ProofError, presentation};
/// use serde_json::json;
///
/// let key = Ed25519::from_seed(&[7; 32])?.public();
/// let proof = json!({
///     "type": "DataIntegrityProof",
///     "cryptosuite": "eddsa-rdfc-2022",
///     "proofPurpose": "keyAgreement", // neither authentication nor assertionMethod
///     "proofValue": "z3MPPHM5VFhWw2teqGvjXDzsrqPcJoruJryZKCfhjpfpMjqgJq2D3whcG23BKnonAyT8c45VK4SfiQfkShFWPGmsi",
/// });
/// let error = presentation::verify(&json!({"proof": proof}), &proof, &key, &Contexts::bundled()).err();
/// assert!(matches!(error, Some(ProofError::Malformed { field: "proofPurpose", .. })));
/// # Ok::<(), openbadges::key::KeyError>(())
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
    let purposes = ["authentication", "assertionMethod"];
    verify_for(&purposes, document, proof, key, contexts)
}
