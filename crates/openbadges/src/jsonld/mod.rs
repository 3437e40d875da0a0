//! JSON-LD to RDF in safe mode: what JSON-LD would silently drop is an error here.
//!
//! VC Data Integrity 1.0 §2.4.3 demands it (`DATA_LOSS_DETECTION_ERROR`): a dropped member is unsigned and could be
//! changed by anybody. Two devices find the losses:
//!
//! - a first context `{"@vocab": sentinel}` and the sentinel as base address make undefined terms and relative
//!   addresses surface in the quads instead of vanishing;
//! - a walk over the document refuses what the sentinel cannot show: contexts that undefine things, keyword-like names,
//!   addresses and language tags that no RDF can carry.
//!
//! The signature covers the graph, but everybody reads the JSON. The same graph can be written with other names (a full
//! address as a member name, a second term for one address), and then a reader who looks for `credentialStatus` finds
//! nothing although the signature holds. So a document must use the plain terms: no addresses as member names, no
//! second names, and what decides over validity is counted in both forms (VC-DI §4.6, context validation).
//!
//! A JSON `null` asserts nothing in JSON-LD and is ignored on purpose; the models of this crate ignore it likewise.
pub mod fast;
mod inline;

use std::collections::HashSet;

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use serde_json::{Map, Value};

use crate::context::Contexts;
use crate::json::shown;
use crate::rdfc10::Lines;

/// What an undefined term or a relative address expands to; no real document contains it.
const SENTINEL: &str = "undefined://x/";

/// The keywords that may be member names: of a document and of a value in it.
const KEYWORDS: &[&str] = &["@context", "@value", "@language", "@type"];

/// Terms for classes whose address is also that of a property: as member names they would be second names.
const CLASS_TERMS: &[&str] = &[
    "Achievement",
    "Address",
    "Criteria",
    "GeoCoordinates",
    "Image",
    "Profile",
];

/// What decides over validity. Each must stand in the JSON as often, under this name, as in the graph.
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

/// Most contexts in a document, embedded credentials included: each is worked through anew.
const MAX_CONTEXTS: usize = 200;

/// The vocabulary of [`DECISIVE`].
const CREDENTIALS: &str = "https://www.w3.org/2018/credentials#";

/// Why a document cannot be turned into RDF without loss.
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
        None => Ok(Lines::of(&quads(document, contexts)?).0),
    }
}

/// The quads of a document, by the general algorithm.
///
/// # Errors
/// [`JsonLdError`] for anything that would be lost, that names an unknown context, or that is not JSON-LD.
pub fn quads(document: &Value, contexts: &Contexts) -> Result<Vec<Quad>, JsonLdError> {
    let Value::Object(members) = document else {
        return Err(JsonLdError::NotAnObject(shown(document)));
    };
    if !members.contains_key("@context") {
        return Err(JsonLdError::NoContext { path: "$".into() });
    }
    let mut walk = Walk {
        contexts,
        leaves: Vec::new(),
        decisive: [0; DECISIVE.len()],
        seen: 0,
    };
    let marked = walk.object(members, &mut Path::default(), Place::Root)?;
    let text = Value::Object(marked).to_string();
    let known = contexts.clone();
    let quads: Vec<Quad> = JsonLdParser::new()
        .with_base_iri(SENTINEL)
        .map_err(|error| JsonLdError::Invalid(error.to_string()))?
        .for_slice(text.as_bytes())
        .with_load_document_callback(move |url, _| match known.get(url) {
            Some(text) => Ok(JsonLdRemoteDocument {
                document: text.as_bytes().to_vec(),
                document_url: url.to_owned(),
            }),
            None => Err(format!("the context {url} is not known").into()),
        })
        .collect::<Result<_, _>>()
        .map_err(|error| JsonLdError::Invalid(error.to_string()))?;
    if quads.is_empty() {
        return Err(JsonLdError::Empty);
    }
    refuse_sentinels(&quads, &walk.leaves)?;
    refuse_second_names(&quads, &walk.decisive)?;
    refuse_lost_values(&quads, &walk.leaves)?;
    Ok(quads)
}

/// A string of the document: where it stands, and what would make it vanish.
struct Leaf {
    path: String,
    value: String,
    risk: Option<&'static str>,
}

/// Where an object stands, which decides whether it may bring its own context.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    /// Inside `endorsement` or `verifiableCredential`: a whole credential with its own context.
    Credential,
    Elsewhere,
}

#[derive(Default)]
struct Path(String);

impl Path {
    fn inside<T>(&mut self, step: &str, act: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.0.len();
        if !step.starts_with('[') {
            self.0.push('.');
        }
        self.0.push_str(step);
        let result = act(self);
        self.0.truncate(length);
        result
    }

    fn show(&self) -> String {
        format!("${}", self.0)
    }
}

struct Walk<'a> {
    contexts: &'a Contexts,
    leaves: Vec<Leaf>,
    /// How often each of [`DECISIVE`] stands in the JSON.
    decisive: [usize; DECISIVE.len()],
    /// Contexts seen so far.
    seen: usize,
}

impl Walk<'_> {
    /// Checks an object and returns it with the sentinel in front of its contexts.
    fn object(
        &mut self,
        members: &Map<String, Value>,
        path: &mut Path,
        place: Place,
    ) -> Result<Map<String, Value>, JsonLdError> {
        let mut out = Map::with_capacity(members.len());
        if let Some(context) = members.get("@context") {
            if place == Place::Elsewhere {
                return Err(JsonLdError::BadContext {
                    path: format!("{}.@context", path.show()),
                    reason: "a context may stand at the top and in an embedded credential only"
                        .into(),
                });
            }
            let inline = place == Place::Root;
            let marked = path.inside("@context", |path| self.context(context, path, inline))?;
            out.insert("@context".into(), marked);
        } else if place == Place::Credential {
            return Err(JsonLdError::NoContext { path: path.show() });
        }
        let literal = members.get("@value").is_some_and(Value::is_string)
            && members.contains_key("@language");
        for (name, value) in members {
            if name == "@context" {
                continue;
            }
            let value_keyword = name != "@type" || members.contains_key("@value");
            if (name.starts_with('@') && !(KEYWORDS.contains(&name.as_str()) && value_keyword))
                || name.starts_with("_:")
            {
                return Err(JsonLdError::LostTerm { term: name.clone() });
            }
            if name.contains(':') || CLASS_TERMS.contains(&name.as_str()) {
                return Err(JsonLdError::SecondName {
                    path: format!("{}.{name}", path.show()),
                    reason: format!("{name:?} is not a plain member name"),
                });
            }
            if let Some(at) = DECISIVE.iter().position(|term| term == name) {
                let said = crate::json::items(Some(value)).iter();
                self.decisive[at] += said.filter(|item| !item.is_null()).count();
            }
            let marked = path.inside(name, |path| {
                if literal && name == "@value" {
                    self.leaf(value, path, Some("its language tag is not a valid one"));
                    return Ok(value.clone());
                }
                self.value(name, value, path)
            })?;
            out.insert(name.clone(), marked);
        }
        Ok(out)
    }

    fn value(&mut self, name: &str, value: &Value, path: &mut Path) -> Result<Value, JsonLdError> {
        match value {
            Value::Object(members) => {
                let place = match name {
                    "endorsement" | "verifiableCredential" => Place::Credential,
                    _ => Place::Elsewhere,
                };
                self.object(members, path, place).map(Value::Object)
            }
            Value::Array(items) => {
                let marked = items.iter().enumerate().map(|(at, item)| {
                    path.inside(&format!("[{at}]"), |path| self.value(name, item, path))
                });
                marked.collect::<Result<_, _>>().map(Value::Array)
            }
            Value::String(text) => {
                if name == "@language" {
                    return Ok(value.clone()); // its literal is watched instead
                }
                let risk = if matches!(name, "type" | "@type") && text.starts_with('@') {
                    Some("a keyword is not a type")
                } else {
                    risk(text)
                };
                self.leaf(value, path, risk);
                Ok(value.clone())
            }
            other => Ok(other.clone()),
        }
    }

    fn leaf(&mut self, value: &Value, path: &Path, risk: Option<&'static str>) {
        if let Value::String(text) = value {
            self.leaves.push(Leaf {
                path: path.show(),
                value: text.clone(),
                risk,
            });
        }
    }

    /// Checks a context and puts the sentinel in front.
    fn context(
        &mut self,
        context: &Value,
        path: &mut Path,
        inline: bool,
    ) -> Result<Value, JsonLdError> {
        self.seen += crate::json::items(Some(context)).len();
        if self.seen > MAX_CONTEXTS {
            return Err(JsonLdError::BadContext {
                path: path.show(),
                reason: format!("the document names more than {MAX_CONTEXTS} contexts"),
            });
        }
        let mut list = vec![serde_json::json!({ "@vocab": SENTINEL })];
        for (at, entry) in crate::json::items(Some(context)).iter().enumerate() {
            path.inside(&format!("[{at}]"), |path| match entry {
                Value::String(url) if self.contexts.get(url).is_none() => {
                    Err(JsonLdError::UnknownContext {
                        path: path.show(),
                        url: url.clone(),
                    })
                }
                Value::String(_) => Ok(()),
                Value::Object(terms) if inline => inline::check(terms, path),
                _ => Err(JsonLdError::BadContext {
                    path: path.show(),
                    reason: format!("{} cannot be a context here", shown(entry)),
                }),
            })?;
            list.push(entry.clone());
        }
        if list.len() == 1 {
            return Err(JsonLdError::NoContext { path: path.show() });
        }
        Ok(Value::Array(list))
    }
}

/// Whether JSON-LD or RDF could drop this text where an address is expected.
fn risk(text: &str) -> Option<&'static str> {
    let keyword = text
        .strip_prefix('@')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphabetic()));
    if keyword {
        return Some("it looks like a JSON-LD keyword");
    }
    let valid = if has_scheme(text) {
        text.starts_with("_:") || NamedNode::new(text).is_ok()
    } else {
        NamedNode::new(format!("{SENTINEL}{text}")).is_ok()
    };
    (!valid).then_some("it is not a valid address")
}

fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}

/// What decides over validity must be as often in the JSON as in the graph.
fn refuse_second_names(quads: &[Quad], said: &[usize]) -> Result<(), JsonLdError> {
    for (term, said) in DECISIVE.iter().zip(said) {
        let is_it = |quad: &&Quad| quad.predicate.as_str().strip_prefix(CREDENTIALS) == Some(term);
        let signed = quads.iter().filter(is_it).count();
        if signed != *said {
            return Err(JsonLdError::SecondName {
                path: (*term).into(),
                reason: format!("it is signed {signed} times but stands in the JSON {said} times"),
            });
        }
    }
    Ok(())
}

fn refuse_sentinels(quads: &[Quad], leaves: &[Leaf]) -> Result<(), JsonLdError> {
    let check = |iri: &str| -> Result<(), JsonLdError> {
        let Some(lost) = iri.strip_prefix(SENTINEL) else {
            return Ok(());
        };
        match leaves.iter().find(|leaf| leaf.value == lost) {
            Some(leaf) if !leaf.path.contains("type") => Err(JsonLdError::RelativeAddress {
                path: leaf.path.clone(),
                value: leaf.value.clone(),
            }),
            _ => Err(JsonLdError::LostTerm { term: lost.into() }),
        }
    };
    for quad in quads {
        check(quad.predicate.as_str())?;
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
            check(node.as_str())?;
        }
        match &quad.object {
            Term::NamedNode(node) => check(node.as_str())?,
            Term::Literal(literal) => check(literal.datatype().as_str())?,
            Term::BlankNode(_) => {}
        }
        if let GraphName::NamedNode(node) = &quad.graph_name {
            check(node.as_str())?;
        }
    }
    Ok(())
}

/// Every risky string must have survived as a literal.
fn refuse_lost_values(quads: &[Quad], leaves: &[Leaf]) -> Result<(), JsonLdError> {
    if leaves.iter().all(|leaf| leaf.risk.is_none()) {
        return Ok(());
    }
    let literals = || {
        quads.iter().filter_map(|quad| match &quad.object {
            Term::Literal(literal) => Some(literal),
            _ => None,
        })
    };
    let values: HashSet<&str> = literals().map(|literal| literal.value()).collect();
    for leaf in leaves {
        let Some(reason) = leaf.risk else { continue };
        let in_json = || {
            let quoted = Value::from(leaf.value.as_str()).to_string();
            literals().any(|literal| {
                literal.datatype().as_str().ends_with("#JSON") && literal.value().contains(&quoted)
            })
        };
        if !values.contains(leaf.value.as_str()) && !in_json() {
            return Err(JsonLdError::LostValue {
                path: leaf.path.clone(),
                value: shown(&Value::from(leaf.value.as_str())),
                reason,
            });
        }
    }
    Ok(())
}
