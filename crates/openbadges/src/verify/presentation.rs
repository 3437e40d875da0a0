//! Presentations: whoever holds credentials shows that it is they who present them, now and here (VCDM 2.0 §4.13, VC Data
//! Integrity 1.0 §4.4, VC-JOSE-COSE §3.1.2). As for badges nothing is fetched here: what is missing is asked for.
//!
//! The credentials inside are the caller's to verify, each for itself.
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{Desk, FetchedJson, Known, Need, Options, Purpose, Work};
use crate::json::strings;
use crate::jsonld::{self, JsonLdError};
use crate::key::did::{Controller, MethodError, web_address};
use crate::key::{KeyError, PublicKey};
use crate::ob3::{Finding, Severity};
use crate::proof::jwt::{Jws, JwtError};
use crate::proof::{self, ProofError};
use crate::timestamp::instant;
use crate::vcdm;

/// Most proofs of one presentation.
const MOST_PROOFS: usize = 5;

/// A presentation as it is handed over.
///
/// ```
/// use openbadges::verify::presentation::Handed;
/// use serde_json::json;
///
/// let document = Handed::Document(json!({"type": ["VerifiablePresentation"]}));
/// assert_ne!(document, Handed::Jwt("eyJhbGciOiJFZERTQSJ9.e30.AAAA".into()));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Handed {
    /// The JSON object, with its proofs or without.
    Document(Value),
    /// A compact JWT, as it stands in an `EnvelopedVerifiablePresentation`.
    Jwt(String),
}

/// What the verifier asked the holder to repeat. In a JWT the challenge is the `nonce`, the domain the `aud`.
///
/// ```
/// use openbadges::verify::presentation::Asked;
///
/// let asked = Asked { challenge: Some("c-1".into()), ..Asked::default() };
/// assert_eq!(asked.domain, None); // anywhere
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// A text that is good for once.
    pub challenge: Option<String>,
    /// Where the presentation is to be used.
    pub domain: Option<String>,
}

impl Asked {
    /// What the proof, or the claims that stand for one, does not repeat.
    ///
    /// ```
    /// use openbadges::verify::presentation::{Asked, PresentationError};
    /// use serde_json::json;
    ///
    /// let asked = Asked { challenge: Some("c-1".into()), domain: Some("example.com".into()) };
    /// let proof = json!({"challenge": "c-1", "domain": ["example.org", "example.com"]});
    /// assert_eq!(asked.not_repeated(&proof), None);
    /// let proof = json!({"challenge": "c-2", "domain": "example.com"});
    /// assert_eq!(asked.not_repeated(&proof), Some(PresentationError::Challenge("c-1".into())));
    /// ```
    #[must_use]
    pub fn not_repeated(&self, proof: &Value) -> Option<PresentationError> {
        let says = |member: &str, wanted: &Option<String>| {
            wanted
                .as_ref()
                .is_none_or(|wanted| strings(proof.get(member)).any(|said| said == wanted))
        };
        if !says("challenge", &self.challenge) {
            return self.challenge.clone().map(PresentationError::Challenge);
        }
        if !says("domain", &self.domain) {
            return self.domain.clone().map(PresentationError::Domain);
        }
        None
    }

    fn is_empty(&self) -> bool {
        self.challenge.is_none() && self.domain.is_none()
    }
}

/// A presentation whose own proofs hold.
///
/// ```
/// use openbadges::verify::presentation::{Asked, Handed, Outcome, Presented, verify};
/// use openbadges::verify::{Known, Options};
/// use serde_json::json;
/// use time::macros::datetime;
///
/// let document = json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"]});
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let outcome = verify(&Handed::Document(document), &Asked::default(), &Known::new(), &options);
/// let Outcome::Presented(presented) = outcome else { panic!("it is well formed, and nobody asked for a signature") };
/// let Presented { signers, .. } = *presented;
/// assert!(signers.is_empty());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Presented {
    /// The presentation itself, out of its envelope.
    pub presentation: Value,
    /// Who signed it: the controllers of the keys. Empty where it is not signed at all.
    pub signers: Vec<String>,
    /// What was noticed besides.
    pub warnings: Vec<Finding>,
}

/// Why a presentation does not hold.
///
/// ```
/// use openbadges::verify::presentation::{Asked, Handed, Outcome, PresentationError, verify};
/// use openbadges::verify::{Known, Options};
/// use serde_json::json;
/// use time::macros::datetime;
///
/// let document = json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"]});
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let asked = Asked { challenge: Some("c-1".into()), domain: None };
/// let outcome = verify(&Handed::Document(document), &asked, &Known::new(), &options);
/// assert!(matches!(outcome, Outcome::Refused(PresentationError::NotSigned)));
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PresentationError {
    /// It is not what the Data Model calls a presentation.
    #[error("{}", .0.iter().map(Finding::to_string).collect::<Vec<_>>().join("; "))]
    Malformed(Vec<Finding>),
    /// A context that is not known, or something that no context defines.
    #[error(transparent)]
    JsonLd(#[from] JsonLdError),
    /// It cannot be read as a JWT, or the JWT's signature does not fit.
    #[error(transparent)]
    Jwt(#[from] JwtError),
    /// The JWT's own times: `exp` has passed, or `nbf` is still to come.
    #[error("the JWT's {claim} says that it does not hold now")]
    NotNow {
        /// The claim.
        claim: &'static str,
    },
    /// A proof that does not hold.
    #[error("$.proof: {0}")]
    Proof(#[from] ProofError),
    /// A proof that was meant for a time that has passed.
    #[error("$.proof.expires is {0}, which has passed")]
    Expired(String),
    /// More proofs than are checked.
    #[error("$.proof: at most {MOST_PROOFS} proofs are checked, this presentation has {0}")]
    TooManyProofs(usize),
    /// The proof names a key in a way that nothing here understands.
    #[error(
        "the key {0:?} cannot be looked up: it must be one of a did:key, did:jwk, did:web or https address"
    )]
    Method(String),
    /// The key cannot be used.
    #[error("the key {method}: {source}")]
    Key {
        /// The verification method.
        method: String,
        /// Why.
        source: KeyError,
    },
    /// The document of the key's controller does not let it sign presentations.
    #[error(transparent)]
    Controller(#[from] MethodError),
    /// The document of the key's controller cannot be had.
    #[error("the document of the key {method} could not be had: {why}")]
    Unreachable {
        /// The verification method.
        method: String,
        /// Why.
        why: String,
    },
    /// It answers another challenge.
    #[error("$.proof.challenge must be {0:?}")]
    Challenge(String),
    /// It is meant for another domain.
    #[error("$.proof.domain must be {0:?}")]
    Domain(String),
    /// A challenge or domain was asked for, and nothing is signed.
    #[error("$.proof: the presentation is not signed, so it answers no challenge")]
    NotSigned,
    /// Whoever is named as holder did not sign.
    #[error("$.holder: {holder:?} did not sign the presentation; {signers} did")]
    OtherHolder {
        /// The holder.
        holder: String,
        /// Who signed.
        signers: String,
    },
}

impl PresentationError {
    /// A stable name of the kind of error.
    ///
    /// ```
    /// use openbadges::verify::presentation::PresentationError;
    ///
    /// assert_eq!(PresentationError::NotSigned.code(), "presentation.not_signed");
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "presentation.malformed",
            Self::JsonLd(error) => error.code(),
            Self::Jwt(error) => error.code(),
            Self::Proof(error) => error.code(),
            Self::NotNow { .. } | Self::Expired(_) => "presentation.not_now",
            Self::TooManyProofs(_) => "presentation.too_many_proofs",
            Self::Method(_) | Self::Key { .. } | Self::Controller(_) => "presentation.key",
            Self::Unreachable { .. } => "presentation.unreachable",
            Self::Challenge(_) => "presentation.challenge",
            Self::Domain(_) => "presentation.domain",
            Self::NotSigned => "presentation.not_signed",
            Self::OtherHolder { .. } => "presentation.holder",
        }
    }
}

/// What came of looking at a presentation.
///
/// ```
/// use openbadges::verify::presentation::{Asked, Handed, Outcome, verify};
/// use openbadges::verify::{Known, Options};
/// use time::macros::datetime;
///
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// match verify(&Handed::Jwt("no.jwt".into()), &Asked::default(), &Known::new(), &options) {
///     Outcome::Presented(presented) => println!("signed by {}", presented.signers.join(", ")),
///     Outcome::Refused(error) => assert_eq!(error.code(), "jwt.not_compact"),
///     Outcome::Needs(needs) => println!("{} documents are needed", needs.len()),
/// }
/// ```
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Its own proofs hold.
    Presented(Box<Presented>),
    /// They do not.
    Refused(PresentationError),
    /// Fetch these and ask again.
    Needs(Vec<Need>),
}

/// Who a presentation names as its holder: an address, or the id of an object.
///
/// ```
/// use openbadges::verify::presentation::holder;
/// use serde_json::json;
///
/// assert_eq!(holder(&json!({"holder": {"id": "did:web:example.org"}})), Some("did:web:example.org"));
/// ```
#[must_use]
pub fn holder(presentation: &Value) -> Option<&str> {
    match presentation.get("holder")? {
        Value::Object(members) => members.get("id")?.as_str(),
        other => other.as_str(),
    }
}

/// Verifies a presentation's form, its proofs, whose keys they are, and that its holder is among those who signed.
///
/// ```
/// use openbadges::verify::presentation::{Asked, Handed, Outcome, verify};
/// use openbadges::verify::{Known, Options};
/// use serde_json::json;
/// use time::macros::datetime;
///
/// let document = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiablePresentation"],
///     "proof": {
///         "type": "DataIntegrityProof",
///         "cryptosuite": "eddsa-rdfc-2022",
///         "proofPurpose": "authentication",
///         "verificationMethod": "did:web:zoe.example#key-1",
///         "proofValue": "z3MPPHM5VFhWw2teqGvjXDzsrqPcJoruJryZKCfhjpfpMjqgJq2D3whcG23BKnonAyT8c45VK4SfiQfkShFWPGmsi",
///     },
/// });
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let handed = Handed::Document(document);
/// let Outcome::Needs(needs) = verify(&handed, &Asked::default(), &Known::new(), &options) else {
///     panic!("the holder's document is still to be fetched");
/// };
/// assert_eq!(needs[0].url, "https://zoe.example/.well-known/did.json");
/// ```
#[must_use]
pub fn verify(handed: &Handed, asked: &Asked, known: &Known, options: &Options) -> Outcome {
    let mut desk = Desk {
        known,
        options,
        needs: Vec::new(),
        used: Vec::new(),
        contexts: Vec::new(),
        work: Work::default(),
    };
    let presented = match handed {
        Handed::Document(document) => by_proofs(document, asked, &mut desk),
        Handed::Jwt(jwt) => by_jwt(jwt, asked, &mut desk),
    };
    match presented {
        _ if !desk.needs.is_empty() => Outcome::Needs(desk.needs),
        Ok(presented) => Outcome::Presented(Box::new(presented)),
        Err(error) => Outcome::Refused(error),
    }
}

/// A key and whose it is. While its document is missing there is neither, and the desk knows what is needed.
type Signer = Option<(String, PublicKey)>;

fn by_proofs(
    document: &Value,
    asked: &Asked,
    desk: &mut Desk<'_>,
) -> Result<Presented, PresentationError> {
    let warnings = well_formed(document, desk)?;
    let proofs = proof::proofs(document);
    if proofs.len() > MOST_PROOFS {
        return Err(PresentationError::TooManyProofs(proofs.len()));
    }
    if proofs.is_empty() && !asked.is_empty() {
        return Err(PresentationError::NotSigned);
    }
    let mut signed = Vec::new();
    for proof in proofs {
        if let Some(error) = asked.not_repeated(proof) {
            return Err(error);
        }
        let text = |member: &str| proof.get(member).and_then(Value::as_str);
        let at = text("created").and_then(instant);
        // What must be there in which form, `proof::presentation::verify` says; without a key it is not asked.
        let Some(method) = text("verificationMethod") else {
            return Err(PresentationError::Method(String::new()));
        };
        let Some((signer, key)) = key_of(method, at, desk)? else {
            continue;
        };
        proof::presentation::verify(document, proof, &key, &desk.options.contexts)?;
        if let Some(end) = text("expires")
            && instant(end).is_none_or(|end| end <= desk.now())
        {
            return Err(PresentationError::Expired(end.into()));
        }
        signed.push((signer, key, at));
    }
    held(document.clone(), signed, warnings, desk)
}

/// The rules of the Data Model, and of JSON-LD: what would mean nothing could not be signed either.
fn well_formed(document: &Value, desk: &Desk<'_>) -> Result<Vec<Finding>, PresentationError> {
    let findings = vcdm::presentation(document);
    if findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        return Err(PresentationError::Malformed(findings));
    }
    // Its own proofs have contexts of their own where they are by JCS; those by RDF are checked as they are verified.
    let mut content = document.clone();
    if let Value::Object(members) = &mut content {
        members.shift_remove("proof");
    }
    jsonld::check(&content, &desk.options.contexts)?;
    Ok(findings)
}

fn by_jwt(jwt: &str, asked: &Asked, desk: &mut Desk<'_>) -> Result<Presented, PresentationError> {
    let jws = Jws::parse_presentation(jwt)?;
    let claim = |name: &str| jws.payload.get(name);
    let said = json!({
        "challenge": claim("nonce").cloned().unwrap_or_default(),
        "domain": claim("aud").cloned().unwrap_or_default(),
    });
    if let Some(error) = asked.not_repeated(&said) {
        return Err(error);
    }
    let now = desk.now().unix_timestamp();
    let seconds = |name: &str| claim(name).and_then(Value::as_f64);
    #[expect(
        clippy::cast_precision_loss,
        reason = "seconds of our times are far below 2^52"
    )]
    let now = now as f64;
    for (claim, holds) in [
        ("exp", seconds("exp").is_none_or(|end| end > now)),
        ("nbf", seconds("nbf").is_none_or(|start| start <= now)),
    ] {
        if !holds {
            return Err(PresentationError::NotNow { claim });
        }
    }
    let by_issuer = claim("iss").and_then(Value::as_str);
    let method = jws
        .kid()
        .filter(|kid| kid.contains(':'))
        .or(by_issuer)
        .unwrap_or_default();
    let at = jws.signed();
    let Some((signer, key)) = key_of(method, at, desk)? else {
        return held(Value::Null, Vec::new(), Vec::new(), desk);
    };
    jws.verify(&key)?;
    let presentation = presentation_of(&jws);
    let warnings = well_formed(&presentation, desk)?;
    held(presentation, vec![(signer, key, at)], warnings, desk)
}

/// The payload without the claims of JWTs, or its `vp` claim as version 1.1 had it.
fn presentation_of(jws: &Jws) -> Value {
    if let Some(presentation) = jws.payload.get("vp") {
        return presentation.clone();
    }
    let mut presentation = jws.payload.clone();
    if let Value::Object(members) = &mut presentation {
        members.retain(|name, _| {
            !matches!(
                name.as_str(),
                "iss" | "sub" | "aud" | "exp" | "nbf" | "iat" | "jti" | "nonce" | "cnf"
            )
        });
    }
    presentation
}

/// The holder must be among those who signed, or list a key that signed as its own.
fn held(
    presentation: Value,
    signed: Vec<(String, PublicKey, Option<OffsetDateTime>)>,
    warnings: Vec<Finding>,
    desk: &mut Desk<'_>,
) -> Result<Presented, PresentationError> {
    let mut signers: Vec<String> = signed.iter().map(|(signer, ..)| signer.clone()).collect();
    if let Some(holder) = holder(&presentation)
        && !signers.is_empty()
        && !signers.iter().any(|signer| signer == holder)
    {
        let document = document_of(holder).and_then(|address| {
            match desk.fetch_json(&address, Purpose::Controller) {
                FetchedJson::Ready(document) => Controller::parse(&document, &address).ok(),
                FetchedJson::Failed(_) | FetchedJson::Waiting => None,
            }
        });
        let own = document.is_some_and(|document| {
            document.id == holder
                && signed
                    .iter()
                    .any(|(_, key, at)| document.authenticates(key, *at, desk.now()))
        });
        if !own {
            return Err(PresentationError::OtherHolder {
                holder: holder.to_owned(),
                signers: signers.join(", "),
            });
        }
        signers.push(holder.to_owned());
    }
    Ok(Presented {
        presentation,
        signers,
        warnings,
    })
}

/// Where the document of a controller is, if it is one that has a document.
fn document_of(controller: &str) -> Option<String> {
    if controller.starts_with("did:web:") {
        return web_address(controller).ok();
    }
    let is_web = controller.starts_with("https://") || controller.starts_with("http://");
    is_web.then(|| controller.to_owned())
}

/// Finds the key of a verification method, and whose it is: a `did:key` and a `did:jwk` hold theirs; the documents of
/// `did:web` and https addresses must list it under `authentication`.
fn key_of(
    method: &str,
    at: Option<OffsetDateTime>,
    desk: &mut Desk<'_>,
) -> Result<Signer, PresentationError> {
    let (controller, fragment) = method.split_once('#').unwrap_or((method, ""));
    let unusable = |source| PresentationError::Key {
        method: method.to_owned(),
        source,
    };
    if let Some(multikey) = controller.strip_prefix("did:key:") {
        if fragment != multikey && !fragment.is_empty() {
            return Err(MethodError::Unlisted {
                controller: controller.to_owned(),
                method: method.to_owned(),
            }
            .into());
        }
        let key = PublicKey::from_did_key(controller).map_err(unusable)?;
        return Ok(Some((controller.to_owned(), key)));
    }
    if controller.starts_with("did:jwk:") {
        let key = PublicKey::from_did_jwk(method).map_err(unusable)?;
        return Ok(Some((controller.to_owned(), key)));
    }
    let address =
        document_of(controller).ok_or_else(|| PresentationError::Method(method.to_owned()))?;
    let document = match desk.fetch_json(&address, Purpose::Controller) {
        FetchedJson::Waiting => return Ok(None),
        FetchedJson::Failed(why) => {
            return Err(PresentationError::Unreachable {
                method: method.to_owned(),
                why,
            });
        }
        FetchedJson::Ready(document) => Controller::parse(&document, &address)?,
    };
    if document.id != controller {
        return Err(MethodError::WrongId {
            expected: controller.to_owned(),
            found: document.id,
        }
        .into());
    }
    let key = document.authentication_key(method, at, desk.now())?;
    Ok(Some((document.id.clone(), key.clone())))
}
