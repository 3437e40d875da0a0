//! JSON-LD to RDF in safe mode: what JSON-LD would silently drop is an error here.
//!
//! VC Data Integrity 1.0 §2.4.3 demands it (`DATA_LOSS_DETECTION_ERROR`): a dropped member is unsigned and could be
//! changed by anybody. So a document is walked once, with terms read from the pinned contexts, which are applied to each
//! other once for the whole process; and whatever would be lost is refused at its place: names that no context defines,
//! addresses that are relative or that no RDF can carry, language tags that are none, keywords where words belong,
//! graphs that say nothing.
//!
//! It reads all of JSON-LD 1.1: terms with types (`@id`, `@vocab`, `@json`, datatypes), languages and base directions (as
//! `https://www.w3.org/ns/i18n#` datatypes), every container, `@reverse`, `@nest`, `@included`, `@graph`, `@import` and
//! `@propagate`, protected terms, contexts of properties, of classes and of objects. Contexts come from the pinned ones
//! and from the document. The tests hold it to jsonld.js; where processors differ, it refuses.
//!
//! The signature covers the graph, but everybody reads the JSON. The same graph can be written as many documents (a full
//! address as a member name, a second term for one address, a member moved into a group or beside the objects), and then a
//! reader who looks for `credentialStatus` finds nothing although the signature holds. So from the top of a document down
//! the members of published contexts, it must use the plain terms in their places, and what decides over validity is
//! looked for everywhere (VC-DI §4.6, context validation). What only a vendor's own terms lead to may have any form.
//!
//! A JSON `null` asserts nothing in JSON-LD and is ignored on purpose; the models of this crate ignore it likewise.
mod active;
mod define;
mod draft;
pub mod fast;
mod inline;
mod known;
mod literal;
mod store;
mod walk;

use serde_json::Value;

use crate::context::Contexts;
use crate::json::shown;
use crate::rdfc10::Lines;

/// Terms for classes whose address is also that of a property: as member names they would be second names.
const CLASS_TERMS: &[&str] = &[
    "Achievement",
    "Address",
    "Criteria",
    "GeoCoordinates",
    "Image",
    "Profile",
];

/// What decides over validity. Each stands under this name and no other, wherever it is; and in a credential, where readers
/// look for it, nothing else stands under the name. (Deeper inside, a driving licence may have an `expirationDate` of its
/// own.)
const DECISIVE: &[&str] = &[
    "credentialStatus",
    "credentialSubject",
    "issuer",
    "refreshService",
    "validFrom",
    "validUntil",
    "issuanceDate",
    "expirationDate",
];

/// Most contexts in a document, embedded credentials included: enough for a transcript of hundreds of badges.
const MAX_CONTEXTS: usize = 2_000;

/// The vocabulary of [`DECISIVE`].
const CREDENTIALS: &str = "https://www.w3.org/2018/credentials#";

/// Why a document cannot be turned into RDF without loss.
///
/// ```
/// use openbadges::context::Contexts;
/// use openbadges::jsonld::{JsonLdError, nquads};
/// use serde_json::json;
///
/// let document = json!({"@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential", "mood": "good"});
/// let error = nquads(&document, &Contexts::bundled()).err();
/// assert_eq!(error, Some(JsonLdError::LostTerm { term: "mood".into() }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonLdError {
    /// The document is not an object.
    #[error("a credential is a JSON object; this is {0}")]
    NotAnObject(String),
    /// There is no `@context`.
    #[error("{path}: no @context, so nothing says what the members mean")]
    NoContext {
        /// JSON path of the object.
        path: String,
    },
    /// A context is named whose bytes are not pinned.
    #[error("{path}: the context {url:?} is not one this software knows; none is ever fetched")]
    UnknownContext {
        /// JSON path of the entry.
        path: String,
        /// The address.
        url: String,
    },
    /// A context where none may stand, or one that could hide members.
    #[error("{path}: {reason}")]
    BadContext {
        /// JSON path of the entry.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A member or type that no context defines.
    #[error(
        "the term {term:?} is not defined by the document's contexts, so no signature can cover it; remove it or add the context that defines it"
    )]
    LostTerm {
        /// The member or type name.
        term: String,
    },
    /// An address without a scheme.
    #[error(
        "{path}: {value:?} is a relative address, so no signature can cover it; write it out in full"
    )]
    RelativeAddress {
        /// JSON path of the first place that holds the value.
        path: String,
        /// The value.
        value: String,
    },
    /// A value that RDF cannot carry.
    #[error("{path}: {value} is lost in RDF, so no signature can cover it: {reason}")]
    LostValue {
        /// JSON path.
        path: String,
        /// The value, shortened.
        value: String,
        /// Why it is lost.
        reason: &'static str,
    },
    /// Something is said under another name than the one readers look for.
    #[error("{path}: {reason}; a badge must use the plain terms of its contexts")]
    SecondName {
        /// JSON path, or the term.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// The processor refused the document.
    #[error("the JSON-LD is not valid: {0}")]
    Invalid(String),
    /// Nothing was asserted at all.
    #[error("the document asserts nothing")]
    Empty,
}

impl JsonLdError {
    /// A stable name of the kind of error.
    ///
    /// ```
    /// use openbadges::jsonld::JsonLdError;
    ///
    /// assert_eq!(JsonLdError::Empty.code(), "jsonld.empty");
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAnObject(_) => "jsonld.not_an_object",
            Self::NoContext { .. } => "jsonld.no_context",
            Self::UnknownContext { .. } => "jsonld.unknown_context",
            Self::BadContext { .. } => "jsonld.bad_context",
            Self::LostTerm { .. } => "jsonld.lost_term",
            Self::RelativeAddress { .. } => "jsonld.relative_address",
            Self::LostValue { .. } => "jsonld.lost_value",
            Self::SecondName { .. } => "jsonld.second_name",
            Self::Invalid(_) => "jsonld.invalid",
            Self::Empty => "jsonld.empty",
        }
    }
}

/// Whether a signature could cover all of a document.
///
/// ```
/// use openbadges::context::Contexts;
/// use openbadges::jsonld;
/// use serde_json::json;
///
/// let document = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiableCredential"],
///     "issuer": "did:web:example.org",
///     "favouriteColour": "green",
/// });
/// let refused = jsonld::check(&document, &Contexts::bundled()).map_err(|error| error.code());
/// assert_eq!(refused, Err("jsonld.lost_term"));
/// ```
///
/// # Errors
/// [`JsonLdError`] for anything that would be lost, that names an unknown context, or that is not JSON-LD.
pub fn check(document: &Value, contexts: &Contexts) -> Result<(), JsonLdError> {
    lines(document, contexts).map(drop)
}

/// The lines of a document: the fast way where it is known, the general way elsewhere.
pub(crate) fn lines(document: &Value, contexts: &Contexts) -> Result<Lines, JsonLdError> {
    match fast::document(document, contexts) {
        Some(lines) => Ok(lines),
        None => general(document, contexts),
    }
}

fn general(document: &Value, contexts: &Contexts) -> Result<Lines, JsonLdError> {
    match document {
        Value::Object(members) => walk::walk(members, contexts),
        other => Err(JsonLdError::NotAnObject(shown(other))),
    }
}

/// What a document states, as N-Quads in no particular order, by the general algorithm. A blank node's label says
/// nothing; [`crate::rdfc10`] gives canonical ones.
///
/// ```
/// use openbadges::context::Contexts;
/// use openbadges::jsonld;
/// use serde_json::json;
///
/// let document = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2", {"grade": "https://example.org/grade"}],
///     "id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11",
///     "grade": "A",
/// });
/// assert_eq!(
///     jsonld::nquads(&document, &Contexts::bundled())?,
///     "<urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11> <https://example.org/grade> \"A\" .\n"
/// );
/// # Ok::<(), jsonld::JsonLdError>(())
/// ```
///
/// # Errors
/// [`JsonLdError`] for anything that would be lost, that names an unknown context, or that is not JSON-LD.
pub fn nquads(document: &Value, contexts: &Contexts) -> Result<String, JsonLdError> {
    let lines = general(document, contexts)?;
    let labels: Vec<String> = (0..lines.blanks)
        .map(|blank| format!("_:b{blank}"))
        .collect();
    let mut out = Vec::with_capacity(lines.text.len() * 2);
    for line in &lines.lines {
        lines.write(line, &mut out, |blank| {
            labels.get(blank).map_or("", String::as_str)
        });
    }
    // Made of strings: it cannot fail.
    Ok(String::from_utf8(out).unwrap_or_default())
}
