//! The fast path: the canonical N-Quads of a badge of our own shape, straight from its JSON.
//!
//! It is only a cache of the general algorithm's result. The meaning of every term comes from the pinned contexts, read
//! once ([`terms`]); a document is walked once ([`lines`]); each blank node is told apart by the hash of its own lines,
//! which is where RDFC-1.0 begins too ([`label`]). Whatever is unusual (another context, a term that is not there, a
//! value JSON-LD might drop, two blank nodes that look alike) answers `None`, and the general algorithm decides. A
//! property test holds both to the same bytes.
mod label;
mod lines;
mod literal;
mod terms;

use serde_json::{Map, Value};

use crate::rdfc10::Hash;
use terms::Terms;

/// The canonical N-Quads of `document` without its `proof`, if it is of the shape this module knows.
///
/// ```
/// use openbadges::proof::fast;
/// use openbadges::rdfc10::Hash;
/// use serde_json::json;
///
/// let document = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiableCredential"],
///     "issuer": "did:web:example.org",
///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
/// });
/// let lines = fast::canonical(&document, Hash::Sha256).expect("a plain shape");
/// assert!(lines.starts_with("_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"));
///
/// let strange = json!({"@context": {"x": "https://example.org/x"}, "x": 1});
/// assert_eq!(fast::canonical(&strange, Hash::Sha256), None);
/// ```
#[must_use]
pub fn canonical(document: &Value, hash: Hash) -> Option<String> {
    let members = document.as_object()?;
    let lines = canonical_members(members.get("@context")?, members, &["proof"], hash)?;
    String::from_utf8(lines).ok()
}

/// As [`canonical`], for an object whose contexts stand elsewhere; the members in `without` (and `@context`) are left
/// out.
pub(super) fn canonical_members(
    context: &Value,
    members: &Map<String, Value>,
    without: &[&str],
    hash: Hash,
) -> Option<Vec<u8>> {
    let terms = Terms::of(context)?;
    let graph = lines::walk(terms, members, without)?;
    label::canonical(&graph, hash)
}
