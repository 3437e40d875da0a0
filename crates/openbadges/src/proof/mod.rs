//! Proofs: Data Integrity (this module) and VC-JWT ([`jwt`]).
//!
//! Signing is split so that keys may live anywhere: [`prepare`] gives the bytes to sign, [`Unsigned::attach`] takes the
//! signature. <https://www.w3.org/TR/vc-data-integrity/>, <https://www.w3.org/TR/vc-di-eddsa/>,
//! <https://www.w3.org/TR/vc-di-ecdsa/>.
pub mod jwt;
pub mod presentation;
pub mod sd;
mod suite;

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256, Sha384};
use time::OffsetDateTime;

pub use suite::Suite;

use crate::context::Contexts;
use crate::encoding::{base58btc, from_multibase};
use crate::jcs;
use crate::json::{items, shown};
use crate::jsonld::{self, JsonLdError};
use crate::key::PublicKey;
use crate::rdfc10::{self, Hash, TooComplex};
use crate::timestamp::{Timestamp, instant};

/// Why a proof cannot be made or does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Something in the document would be lost.
    #[error(transparent)]
    JsonLd(#[from] JsonLdError),
    /// Too much work.
    #[error(transparent)]
    TooComplex(#[from] TooComplex),
    /// A member of the proof is missing or malformed.
    #[error("proof.{field} is {value}: {rule}")]
    Malformed {
        /// The member.
        field: &'static str,
        /// What stood there.
        value: String,
        /// What should.
        rule: &'static str,
    },
    /// A suite that this crate does not check.
    #[error("the proof {0} is of a kind this software does not check")]
    Unsupported(String),
    /// A suite of before the standard: it is read, never written.
    #[error("proofs of {0} are verified, never made: sign with eddsa-rdfc-2022")]
    VerifyOnly(&'static str),
    /// The key is of the wrong kind for the suite.
    #[error("the suite {suite} does not sign with a key of type {key}")]
    WrongKey {
        /// The suite.
        suite: &'static str,
        /// The key.
        key: &'static str,
    },
    /// The content or the proof was changed, or another key signed it.
    #[error(
        "the signature does not fit the content: it was changed after signing, or another key signed it"
    )]
    BadSignature,
    /// JCS proofs carry their own contexts.
    #[error("the proof's @context is not the beginning of the document's")]
    OtherContext,
    /// A JSON pointer that leads nowhere.
    #[error("the JSON pointer {0:?} points to nothing in the document")]
    Pointer(String),
    /// Not representable as canonical JSON.
    #[error("the document has no canonical JSON form: {0}")]
    Jcs(String),
}

impl ProofError {
    /// A stable name of the kind of error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::JsonLd(error) => error.code(),
            Self::TooComplex(_) => "proof.too_complex",
            Self::Malformed { .. } => "proof.malformed",
            Self::Unsupported(_) | Self::VerifyOnly(_) => "proof.unsupported",
            Self::WrongKey { .. } => "proof.wrong_key",
            Self::BadSignature => "proof.bad_signature",
            Self::OtherContext => "proof.other_context",
            Self::Pointer(_) => "proof.pointer",
            Self::Jcs(_) => "proof.jcs",
        }
    }
}

/// Who signs, when.
///
/// ```
/// use openbadges::Timestamp;
/// use openbadges::proof::{Options, Suite};
///
/// let how = Options {
///     suite: Suite::EcdsaRdfc2019,
///     verification_method: "did:web:example.org#key-2".into(),
///     created: Timestamp::from_text("2026-01-31T12:00:00Z"),
/// };
/// assert_eq!(how.suite.name(), "ecdsa-rdfc-2019");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The suite.
    pub suite: Suite,
    /// The absolute id of the key, for example `did:web:example.org:issuers:acme#key-1`.
    pub verification_method: String,
    /// When; written in whole seconds.
    pub created: Timestamp,
}

impl Options {
    /// `eddsa-rdfc-2022` by `verification_method` at `created`. None for years outside 0 to 9999.
    #[must_use]
    pub fn eddsa_rdfc(
        verification_method: impl Into<String>,
        created: OffsetDateTime,
    ) -> Option<Self> {
        Some(Self {
            suite: Suite::EddsaRdfc2022,
            verification_method: verification_method.into(),
            created: Timestamp::new(created)?,
        })
    }

    /// The proof object without its value.
    fn proof(&self) -> Result<Map<String, Value>, ProofError> {
        if self.suite.is_superseded() {
            return Err(ProofError::VerifyOnly(self.suite.name()));
        }
        let mut proof = Map::with_capacity(8);
        let mut put = |name: &str, value: &str| proof.insert(name.to_owned(), value.into());
        put("type", "DataIntegrityProof");
        put("cryptosuite", self.suite.name());
        put("created", self.created.as_str());
        put("verificationMethod", &self.verification_method);
        put("proofPurpose", "assertionMethod");
        Ok(proof)
    }
}

/// A document with everything but the signature.
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
/// assert_eq!(signed["proof"][0]["cryptosuite"], "eddsa-rdfc-2022");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Unsigned {
    document: Value,
    proof: Map<String, Value>,
    /// Proofs that stay in front of it.
    before: Vec<Value>,
    data: Vec<u8>,
}

impl Unsigned {
    /// What the key must sign: the hash of the proof options, then the hash of the document.
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        &self.data
    }

    /// The document with `proof`, an array of one as Open Badges' canonical form has it.
    #[must_use]
    pub fn attach(self, signature: &[u8]) -> Value {
        let Self {
            mut document,
            mut proof,
            mut before,
            ..
        } = self;
        proof.insert("proofValue".into(), base58btc(signature).into());
        before.push(proof.into());
        if let Value::Object(members) = &mut document {
            members.insert("proof".into(), Value::Array(before));
        }
        document
    }
}

/// Makes a document ready for signing. A `proof` that it has already is replaced.
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
/// assert!(signed["proof"][0]["proofValue"].as_str().is_some_and(|value| value.starts_with('z')));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Anything the proof could not cover; see [`JsonLdError`].
pub fn prepare(
    mut document: Value,
    options: &Options,
    key: &PublicKey,
    contexts: &Contexts,
) -> Result<Unsigned, ProofError> {
    let Value::Object(members) = &mut document else {
        return Err(JsonLdError::NotAnObject(shown(&document)).into());
    };
    if options.suite == Suite::EcdsaSd2023 {
        let why = "ecdsa-sd-2023, which proof::sd::prepare signs;";
        return Err(ProofError::Unsupported(why.into()));
    }
    members.shift_remove("proof");
    let mut proof = options.proof()?;
    if options.suite.is_jcs()
        && let Some(context) = document.get("@context")
    {
        proof.insert("@context".into(), context.clone());
    }
    let data = match fast_data(&document, &proof, options.suite, key, contexts) {
        Some(data) => data,
        None => hash_data(&document, &proof, options.suite, key, contexts)?,
    };
    Ok(Unsigned {
        document,
        proof,
        before: Vec::new(),
        data,
    })
}

/// Makes a document ready for one more proof beside those it has: a proof set, or a chain where `previous` names the
/// ids of proofs that the new one also covers (VC Data Integrity 1.0 §2.1.1 and §2.1.2). `id` lets later proofs name
/// this one.
///
/// ```
/// use openbadges::context::Contexts;
/// use openbadges::key::secret::Ed25519;
/// use openbadges::proof::{self, Options};
/// use serde_json::json;
/// use time::macros::datetime;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let contexts = Contexts::bundled();
/// let (author, editor) = (Ed25519::from_seed(&[1; 32])?, Ed25519::from_seed(&[2; 32])?);
/// let at = datetime!(2026-01-31 12:00 UTC);
/// let document = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiableCredential"],
///     "issuer": "did:web:example.org",
///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
/// });
/// let how = Options::eddsa_rdfc("did:web:example.org#author", at).ok_or("no such date")?;
/// let first = proof::prepare_another(document, &how, Some("urn:uuid:1"), &[], &author.public(), &contexts)?;
/// let signature = author.sign(first.bytes_to_sign());
/// let once = first.attach(&signature);
///
/// let how = Options::eddsa_rdfc("did:web:example.org#editor", at).ok_or("no such date")?;
/// let second = proof::prepare_another(once, &how, None, &["urn:uuid:1"], &editor.public(), &contexts)?;
/// let signature = editor.sign(second.bytes_to_sign());
/// let twice = second.attach(&signature);
/// proof::verify(&twice, &twice["proof"][0], &author.public(), &contexts)?;
/// proof::verify(&twice, &twice["proof"][1], &editor.public(), &contexts)?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// As [`prepare`]; [`ProofError::Malformed`] if `previous` names a proof that is not there.
pub fn prepare_another(
    mut document: Value,
    options: &Options,
    id: Option<&str>,
    previous: &[&str],
    key: &PublicKey,
    contexts: &Contexts,
) -> Result<Unsigned, ProofError> {
    let mut proof = options.proof()?;
    if let Some(id) = id {
        proof.shift_insert(0, "id".into(), id.into());
    }
    if !previous.is_empty() {
        proof.insert("previousProof".into(), previous.into());
    }
    if options.suite.is_jcs()
        && let Some(context) = document.get("@context")
    {
        proof.insert("@context".into(), context.clone());
    }
    let whole = Value::Object(proof.clone());
    let covered = previous_proofs(&whole, document.get("proof"))?;
    let Value::Object(members) = &mut document else {
        return Err(JsonLdError::NotAnObject(shown(&document)).into());
    };
    let before = items(members.shift_remove("proof").as_ref()).to_vec();
    let mut secured = document.clone();
    if !covered.is_empty() {
        secured["proof"] = covered.into();
    }
    let data = hash_data(&secured, &proof, options.suite, key, contexts)?;
    Ok(Unsigned {
        document,
        proof,
        before,
        data,
    })
}

/// As [`hash_data`], for a document of our own shape (for JCS: of any) and a proof that names no other.
fn fast_data(
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
fn verify_for(
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
    let mut unsecured = document.clone();
    if let Value::Object(members) = &mut unsecured {
        let proofs = members.shift_remove("proof");
        let previous = previous_proofs(proof, proofs.as_ref())?;
        if !previous.is_empty() {
            members.insert("proof".into(), previous.into());
        }
    }
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

/// The proofs of a document: none, one object or a list.
///
/// ```
/// use openbadges::proof;
/// use serde_json::json;
///
/// assert_eq!(proof::proofs(&json!({"proof": {"type": "X"}})).len(), 1);
/// assert!(proof::proofs(&json!({})).is_empty());
/// ```
#[must_use]
pub fn proofs(document: &Value) -> &[Value] {
    items(document.get("proof"))
}

/// A short name of a proof for messages: its suite or type.
///
/// ```
/// use openbadges::proof;
/// use serde_json::json;
///
/// assert_eq!(proof::name_of(&json!({"type": "RsaSignature2018"})), "\"RsaSignature2018\"");
/// ```
#[must_use]
pub fn name_of(proof: &Value) -> String {
    let member = proof.get("cryptosuite").or_else(|| proof.get("type"));
    shown(member.unwrap_or(&Value::Null))
}

fn malformed(proof: &Value, field: &'static str, rule: &'static str) -> ProofError {
    ProofError::Malformed {
        field,
        value: shown(proof.get(field).unwrap_or(&Value::Null)),
        rule,
    }
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

/// VC-DI §4.3: a chained proof also covers the proofs it names.
fn previous_proofs(proof: &Value, all: Option<&Value>) -> Result<Vec<Value>, ProofError> {
    items(proof.get("previousProof"))
        .iter()
        .map(|id| {
            let found = items(all).iter().find(|other| other.get("id") == Some(id));
            found.cloned().ok_or_else(|| {
                malformed(proof, "previousProof", "it names a proof that is not there")
            })
        })
        .collect()
}

/// The hash of the proof options followed by the hash of the document.
fn hash_data(
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

fn join(proof: &[u8], document: &[u8], hash: Hash) -> Vec<u8> {
    match hash {
        Hash::Sha256 => [Sha256::digest(proof), Sha256::digest(document)].concat(),
        Hash::Sha384 => [Sha384::digest(proof), Sha384::digest(document)].concat(),
    }
}
