//! The fast way to sign many badges of one achievement.
//!
//! JSON-LD expansion is nearly all of the cost and gives the same quads for every badge of an achievement but for a few
//! strings. A template keeps those quads; per badge it fills the strings in and canonicalizes. Canonical text itself
//! could not be kept: the label of a blank node depends on the hash of what stands in it.
//!
//! A template never guesses. Each document is compared with the sample; if it differs anywhere but in the named places,
//! or a filled address is not plainly absolute, the general algorithm takes over.
use std::collections::HashMap;

use oxrdf::{Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use serde_json::Value;

use super::{Options, ProofError, Unsigned, hash_data, join};
use crate::context::{BUNDLED, Contexts};
use crate::jsonld;
use crate::key::PublicKey;
use crate::rdfc10::{self, Hash};

/// Begins the marker that stands in a place while the template is compiled; valid as text and as an address.
const MARKER: &str = "urn:accolade-template-place:";

/// Why a sample cannot become a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// The sample itself cannot be signed.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// A place does not exist or holds no string.
    #[error("the sample has no string at {0}")]
    NoString(String),
    /// A place does not end up in the signed content as it stands.
    #[error("the string at {0} is not signed as it stands, so it cannot be a place")]
    NotVerbatim(String),
    /// Inline contexts could give prefixes a meaning.
    #[error("a template needs contexts from the bundle only")]
    OwnContext,
    /// The template and the general algorithm disagree on the sample.
    #[error("the template does not reproduce the sample")]
    Unfaithful,
}

/// A compiled achievement: see the module.
#[derive(Debug, Clone)]
pub struct Template {
    document: Shape,
    proof: Shape,
}

impl Template {
    /// Compiles a template from an unsigned sample. `places` are JSON pointers (RFC 6901) of the strings that differ
    /// from badge to badge.
    ///
    /// # Errors
    /// See [`TemplateError`].
    pub fn compile(
        sample: &Value,
        places: &[String],
        options: &Options,
        contexts: &Contexts,
    ) -> Result<Self, TemplateError> {
        let document = Shape::compile(sample, places, contexts)?;
        let mut proof = options.proof();
        if let Some(context) = sample.get("@context") {
            proof.shift_insert(0, "@context".into(), context.clone());
        }
        let places = ["/created".to_owned(), "/verificationMethod".to_owned()];
        let proof = Shape::compile(&proof.into(), &places, contexts)?;
        Ok(Self { document, proof })
    }

    /// As [`super::prepare`] for `eddsa-rdfc-2022` and the like, by the template where the document fits it and by the
    /// general algorithm where not.
    ///
    /// # Errors
    /// As [`super::prepare`].
    pub fn prepare(
        &self,
        document: Value,
        options: &Options,
        key: &PublicKey,
        contexts: &Contexts,
    ) -> Result<Unsigned, ProofError> {
        let proof = options.proof();
        let fast = match options.suite.hash_for(key) {
            Some(hash) if !options.suite.is_jcs() => self.data(&document, &proof, hash),
            _ => None,
        };
        let data = match fast {
            Some(data) => data,
            None => hash_data(&document, &proof, options.suite, key, contexts)?,
        };
        Ok(Unsigned {
            document,
            proof,
            data,
        })
    }

    /// Whether `document` fits, so that [`Template::prepare`] is fast for it.
    #[must_use]
    pub fn fits(&self, document: &Value) -> bool {
        self.document.canonical(document, Hash::Sha256).is_some()
    }

    fn data(
        &self,
        document: &Value,
        proof: &serde_json::Map<String, Value>,
        hash: Hash,
    ) -> Option<Vec<u8>> {
        let mut config = proof.clone();
        if let Some(context) = document.get("@context") {
            config.shift_insert(0, "@context".into(), context.clone());
        }
        let proof = self.proof.canonical(&config.into(), hash)?;
        let document = self.document.canonical(document, hash)?;
        Some(join(proof.as_bytes(), document.as_bytes(), hash))
    }
}

/// One kind of document: its sample with markers, its quads, and where the markers stand in them.
#[derive(Debug, Clone)]
struct Shape {
    marked: Value,
    quads: Vec<Quad>,
    changing: Vec<usize>,
    is_address: Vec<bool>,
    place_of: HashMap<String, usize>,
}

impl Shape {
    fn compile(
        sample: &Value,
        places: &[String],
        contexts: &Contexts,
    ) -> Result<Self, TemplateError> {
        let plain = crate::json::items(sample.get("@context"))
            .iter()
            .all(|entry| BUNDLED.iter().any(|known| entry == known.url));
        if !plain {
            return Err(TemplateError::OwnContext);
        }
        let mut marked = sample.clone();
        let mut place_of = HashMap::with_capacity(places.len());
        for (number, pointer) in places.iter().enumerate() {
            let marker = format!("{MARKER}{number}");
            match marked.pointer_mut(pointer) {
                Some(place @ Value::String(_)) => *place = marker.as_str().into(),
                _ => return Err(TemplateError::NoString(pointer.clone())),
            }
            place_of.insert(marker, number);
        }
        let quads = jsonld::quads(&marked, contexts).map_err(ProofError::from)?;
        let mut shape = Self {
            marked,
            changing: Vec::new(),
            is_address: vec![false; places.len()],
            place_of,
            quads,
        };
        shape.find_places(places)?;
        let canonical =
            |quads: &[Quad]| rdfc10::canonicalize(quads, Hash::Sha256).map_err(ProofError::from);
        let general = canonical(&jsonld::quads(sample, contexts).map_err(ProofError::from)?)?;
        match shape.canonical(sample, Hash::Sha256) {
            Some(own) if own == general => Ok(shape),
            _ => Err(TemplateError::Unfaithful),
        }
    }

    /// Each marker must be a whole literal or a whole address, always the same kind.
    fn find_places(&mut self, places: &[String]) -> Result<(), TemplateError> {
        let mut seen = vec![None; places.len()];
        for (at, quad) in self.quads.iter().enumerate() {
            let subject = match &quad.subject {
                NamedOrBlankNode::NamedNode(node) => self.place_of.get(node.as_str()),
                NamedOrBlankNode::BlankNode(_) => None,
            };
            let object = match &quad.object {
                Term::NamedNode(node) => self.place_of.get(node.as_str()).map(|n| (*n, true)),
                Term::Literal(literal) => self.place_of.get(literal.value()).map(|n| (*n, false)),
                Term::BlankNode(_) => None,
            };
            for (place, is_address) in subject.map(|n| (*n, true)).into_iter().chain(object) {
                if seen[place].is_some_and(|before| before != is_address) {
                    return Err(TemplateError::NotVerbatim(places[place].clone()));
                }
                seen[place] = Some(is_address);
                if self.changing.last() != Some(&at) {
                    self.changing.push(at);
                }
            }
        }
        for (place, kind) in seen.into_iter().enumerate() {
            let kind = kind.ok_or_else(|| TemplateError::NotVerbatim(places[place].clone()))?;
            self.is_address[place] = kind;
        }
        Ok(())
    }

    /// The canonical form of `document`, if it is the sample with other strings in the places.
    fn canonical(&self, document: &Value, hash: Hash) -> Option<String> {
        let mut values = vec![""; self.is_address.len()];
        if !self.collect(&self.marked, document, &mut values) {
            return None;
        }
        let safe = values
            .iter()
            .zip(&self.is_address)
            .all(|(value, is_address)| !is_address || is_plain_address(value));
        if !safe {
            return None;
        }
        let mut quads = self.quads.clone();
        for &at in &self.changing {
            self.fill(&mut quads[at], &values);
        }
        rdfc10::canonicalize(&quads, hash).ok()
    }

    /// Walks sample and document side by side, noting what stands in the places; false if they differ elsewhere.
    fn collect<'a>(&self, sample: &Value, document: &'a Value, values: &mut [&'a str]) -> bool {
        match (sample, document) {
            (Value::Object(ours), Value::Object(theirs)) => {
                ours.len() == theirs.len()
                    && ours.iter().all(|(name, our)| {
                        theirs
                            .get(name)
                            .is_some_and(|their| self.collect(our, their, values))
                    })
            }
            (Value::Array(ours), Value::Array(theirs)) => {
                ours.len() == theirs.len()
                    && ours
                        .iter()
                        .zip(theirs)
                        .all(|(our, their)| self.collect(our, their, values))
            }
            (Value::String(our), Value::String(their)) => match self.place_of.get(our) {
                Some(&place) => {
                    values[place] = their;
                    true
                }
                None => our == their,
            },
            _ => sample == document,
        }
    }

    fn fill(&self, quad: &mut Quad, values: &[&str]) {
        let value_of = |marker: &str| self.place_of.get(marker).map(|place| values[*place]);
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject
            && let Some(value) = value_of(node.as_str())
        {
            quad.subject = NamedNode::new_unchecked(value).into();
        }
        let object = match &quad.object {
            Term::NamedNode(node) => {
                value_of(node.as_str()).map(|value| NamedNode::new_unchecked(value).into())
            }
            Term::Literal(literal) => value_of(literal.value()).map(|value| {
                match literal.language() {
                    Some(language) => {
                        Literal::new_language_tagged_literal_unchecked(value, language)
                    }
                    None => Literal::new_typed_literal(value, literal.datatype().into_owned()),
                }
                .into()
            }),
            Term::BlankNode(_) => None,
        };
        if let Some(object) = object {
            quad.object = object;
        }
    }
}

/// An address that JSON-LD takes as it stands whatever the context: no bundled context has `urn` or `did` as a prefix,
/// and what follows `//` is never a compact form.
fn is_plain_address(value: &str) -> bool {
    ["https://", "http://", "urn:", "did:"]
        .iter()
        .any(|scheme| value.starts_with(scheme))
        && NamedNode::new(value).is_ok()
}
