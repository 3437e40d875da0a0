//! What a proof covers: the hash of its options, then the hash of the document.
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256, Sha384};

use super::error::malformed;
use super::{ProofError, Suite};
use crate::context::Contexts;
use crate::json::items;
use crate::key::PublicKey;
use crate::rdfc10::{self, Hash};
use crate::{jcs, jsonld};

/// The hash of the proof options followed by the hash of the document.
pub(super) fn hash_data(
    document: &Value,
    proof: &Map<String, Value>,
    suite: Suite,
    key: &PublicKey,
    contexts: &Contexts,
) -> Result<Vec<u8>, ProofError> {
    let hash = suite.hash_for(key).ok_or(ProofError::WrongKey {
        suite: suite.name(),
        key: key.kind(),
    })?;
    let mut options = Map::with_capacity(proof.len() + 1);
    if !suite.is_jcs()
        && let Some(context) = document.get("@context")
    {
        options.insert("@context".into(), context.clone());
    }
    options.extend(
        proof
            .iter()
            .filter(|(name, _)| suite.is_jcs() || *name != "@context")
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    let canonical = |value: &Value| -> Result<Vec<u8>, ProofError> {
        if suite.is_jcs() {
            let mut out = Vec::with_capacity(4096);
            jcs::write(value, &mut out).map_err(|error| ProofError::Jcs(error.to_string()))?;
            return Ok(out);
        }
        let lines = jsonld::lines(value, contexts)?;
        Ok(rdfc10::canonical_lines(lines, hash)?)
    };
    let options = canonical(&Value::Object(options))?;
    let document = canonical(document)?;
    Ok(join(&options, &document, hash))
}

/// As [`hash_data`], for a document of our own shape (for JCS: of any) and a proof that names no other.
pub(super) fn fast_data(
    document: &Value,
    proof: &Map<String, Value>,
    suite: Suite,
    key: &PublicKey,
    contexts: &Contexts,
) -> Option<Vec<u8>> {
    let hash = suite.hash_for(key)?;
    if proof.contains_key("previousProof") {
        return None;
    }
    if suite.is_jcs() {
        let document = document.as_object()?;
        if proof.get("@context") != document.get("@context") {
            return None;
        }
        let (mut secured, mut options) = (Vec::with_capacity(4096), Vec::with_capacity(512));
        jcs::write_object(document, Some("proof"), &mut secured).ok()?;
        jcs::write_object(proof, Some("proofValue"), &mut options).ok()?;
        return Some(join(&options, &secured, hash));
    }
    // The table knows the proofs of badges; those of presentations are rare, and go the general way.
    if proof.get("proofPurpose").and_then(Value::as_str) != Some("assertionMethod") {
        return None;
    }
    let (document, proof) = jsonld::fast::secured(document.as_object()?, proof, contexts, hash)?;
    Some(join(&proof, &document, hash))
}

fn join(proof: &[u8], document: &[u8], hash: Hash) -> Vec<u8> {
    match hash {
        Hash::Sha256 => [Sha256::digest(proof), Sha256::digest(document)].concat(),
        Hash::Sha384 => [Sha384::digest(proof), Sha384::digest(document)].concat(),
    }
}

/// VC-DI §4.3: a chained proof also covers the proofs it names.
pub(super) fn previous_proofs(
    proof: &Value,
    all: Option<&Value>,
) -> Result<Vec<Value>, ProofError> {
    let (named, all) = (items(proof.get("previousProof")), items(all));
    if named.len() > all.len() {
        // Each is copied: one long proof named a hundred thousand times would fill any memory.
        let rule = "it names more proofs than there are";
        return Err(malformed(proof, "previousProof", rule));
    }
    named
        .iter()
        .map(|id| {
            let found = all.iter().find(|other| other.get("id") == Some(id));
            found.cloned().ok_or_else(|| {
                malformed(proof, "previousProof", "it names a proof that is not there")
            })
        })
        .collect()
}
