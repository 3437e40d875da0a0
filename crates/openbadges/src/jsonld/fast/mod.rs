//! The fast path: the canonical N-Quads of a document straight from its JSON.
//!
//! It is only a cache of the general algorithm's result. The meaning of every term comes from the pinned contexts, read
//! once for each list of them (`terms`), and a document is walked once (`walk`). Whatever is unusual (a context or a
//! term that says more than `terms` understands, a value JSON-LD might drop) answers `None`, and the general algorithm
//! decides. A property test holds both to the same bytes.
mod terms;
mod walk;

use serde_json::{Map, Value};

use crate::context::Contexts;
use crate::rdfc10::{self, Hash, Lines};
use terms::Terms;

/// The canonical N-Quads of `document` without its `proof`, if it is of a shape this module knows.
///
/// ```
/// use openbadges::jsonld::fast;
/// use openbadges::context::Contexts;
/// use openbadges::rdfc10::Hash;
/// use serde_json::json;
///
/// let contexts = Contexts::bundled();
/// let document = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiableCredential"],
///     "issuer": "did:web:example.org",
///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
/// });
/// let lines = fast::canonical(&document, &contexts, Hash::Sha256).ok_or("not a plain shape")?;
/// assert!(lines.starts_with("_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"));
///
/// let strange = json!({"@context": {"@vocab": "https://example.org/"}, "x": 1});
/// assert_eq!(fast::canonical(&strange, &contexts, Hash::Sha256), None);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn canonical(document: &Value, contexts: &Contexts, hash: Hash) -> Option<String> {
    let members = document.as_object()?;
    let terms = Terms::of(members.get("@context")?, contexts)?;
    String::from_utf8(lines(&terms, members, &["proof"], hash)?).ok()
}

/// The lines of a whole document, if it is of a shape this module knows.
pub(super) fn document(document: &Value, contexts: &Contexts) -> Option<Lines> {
    let members = document.as_object()?;
    let terms = Terms::of(members.get("@context")?, contexts)?;
    walk::walk(&terms, members, &[])
}

/// The canonical N-Quads of a document without its proofs, and of a proof under the document's contexts without its
/// value.
pub(crate) fn secured(
    document: &Map<String, Value>,
    proof: &Map<String, Value>,
    contexts: &Contexts,
    hash: Hash,
) -> Option<(Vec<u8>, Vec<u8>)> {
    let terms = Terms::of(document.get("@context")?, contexts)?;
    let proof = lines(&terms, proof, &["proofValue"], hash)?;
    let document = lines(&terms, document, &["proof"], hash)?;
    Some((document, proof))
}

fn lines(
    terms: &Terms,
    members: &Map<String, Value>,
    without: &[&str],
    hash: Hash,
) -> Option<Vec<u8>> {
    let lines = walk::walk(terms, members, without)?;
    rdfc10::canonical_lines(lines, hash).ok()
}
