//! Proofs of before Data Integrity: the signature is a detached JWS with an unencoded payload (RFC 7797) over the same two
//! hashes. `Ed25519Signature2018`, and `JsonWebSignature2020` for other keys. They are read, never written.
use serde_json::{Map, Value};

use super::check::covered;
use super::data::hash_data;
use super::error::malformed;
use super::{ProofError, Suite};
use crate::context::Contexts;
use crate::encoding::from_base64url;
use crate::json;
use crate::key::PublicKey;
use crate::proof::jwt::Algorithm;

/// Checks such a proof, whose members were checked, against a key.
pub(super) fn verify(
    document: &Value,
    proof: &Value,
    options: &Map<String, Value>,
    suite: Suite,
    key: &PublicKey,
    contexts: &Contexts,
) -> Result<(), ProofError> {
    let text = options.get("jws").and_then(Value::as_str);
    let (header, signature) = text
        .and_then(|text| text.split_once(".."))
        .ok_or_else(|| malformed(proof, "jws", "it must be a JWS without its payload"))?;
    let signature = from_base64url(signature)
        .ok_or_else(|| malformed(proof, "jws", "its signature must be base64url"))?;
    let algorithm = algorithm(header).ok_or_else(|| {
        let rule = "its header must say b64 false, crit [\"b64\"] and a signature algorithm";
        malformed(proof, "jws", rule)
    })?;
    let mut options = options.clone();
    options.shift_remove("jws");
    let data = hash_data(&covered(document, proof)?, &options, suite, key, contexts)?;
    let message = [header.as_bytes(), b".", &data[..]].concat();
    if !algorithm.is_for(key) {
        let rule = "its algorithm must be the one for the key that the proof names";
        return Err(malformed(proof, "jws", rule));
    }
    algorithm
        .check(key, &message, &signature)
        .map_err(|_| ProofError::BadSignature)
}

/// The algorithm that a header names, if it says besides what makes the payload the hashes themselves.
fn algorithm(header: &str) -> Option<Algorithm> {
    let header = json::parse(&from_base64url(header)?).ok()?;
    let unencoded = header.get("b64") == Some(&Value::Bool(false));
    let critical = header.get("crit") == Some(&Value::from(vec!["b64"]));
    let named = header.get("alg").and_then(Value::as_str)?;
    Algorithm::named(named).filter(|_| unencoded && critical)
}
