//! Making proofs: the bytes to sign, then the document with the signature.
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::data::{fast_data, hash_data, previous_proofs};
use super::{ProofError, Suite};
use crate::context::Contexts;
use crate::encoding::base58btc;
use crate::json::{items, shown};
use crate::jsonld::JsonLdError;
use crate::key::PublicKey;
use crate::timestamp::Timestamp;

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
    ///
    /// ```
    /// use openbadges::proof::{Options, Suite};
    /// use time::macros::datetime;
    ///
    /// let how = Options::eddsa_rdfc("did:web:example.org#key-1", datetime!(2026-01-31 12:00 UTC));
    /// assert_eq!(how.map(|how| how.suite), Some(Suite::EddsaRdfc2022));
    /// ```
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
    pub(super) fn proof(&self) -> Result<Map<String, Value>, ProofError> {
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
    pub(super) document: Value,
    pub(super) proof: Map<String, Value>,
    /// Proofs that stay in front of it.
    pub(super) before: Vec<Value>,
    pub(super) data: Vec<u8>,
}

impl Unsigned {
    /// What the key must sign: the hash of the proof options, then the hash of the document.
    ///
    /// ```
    /// # use openbadges::context::Contexts;
    /// # use openbadges::key::secret::Ed25519;
    /// # use openbadges::proof::{self, Options};
    /// # use serde_json::json;
    /// # use time::macros::datetime;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let key = Ed25519::from_seed(&[7; 32])?;
    /// # let at = datetime!(2026-01-31 12:00 UTC);
    /// # let how = Options::eddsa_rdfc("did:web:example.org#key-1", at).ok_or("no such date")?;
    /// let document = json!({
    ///     "@context": ["https://www.w3.org/ns/credentials/v2"],
    ///     "type": ["VerifiableCredential"],
    ///     "issuer": "did:web:example.org",
    ///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
    /// });
    /// let unsigned = proof::prepare(document, &how, &key.public(), &Contexts::bundled())?;
    /// assert_eq!(unsigned.bytes_to_sign().len(), 64); // two times SHA-256
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        &self.data
    }

    /// The document with `proof`, an array of one as Open Badges' canonical form has it.
    ///
    /// ```
    /// # use openbadges::context::Contexts;
    /// # use openbadges::key::secret::Ed25519;
    /// # use openbadges::proof::{self, Options};
    /// # use serde_json::json;
    /// # use time::macros::datetime;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let key = Ed25519::from_seed(&[7; 32])?;
    /// # let at = datetime!(2026-01-31 12:00 UTC);
    /// # let how = Options::eddsa_rdfc("did:web:example.org#key-1", at).ok_or("no such date")?;
    /// let document = json!({
    ///     "@context": ["https://www.w3.org/ns/credentials/v2"],
    ///     "type": ["VerifiableCredential"],
    ///     "issuer": "did:web:example.org",
    ///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
    /// });
    /// let unsigned = proof::prepare(document, &how, &key.public(), &Contexts::bundled())?;
    /// let signature = key.sign(unsigned.bytes_to_sign());
    /// let signed = unsigned.attach(&signature);
    /// assert!(signed["proof"][0]["proofValue"].as_str().is_some_and(|value| value.starts_with('z')));
    /// # Ok(())
    /// # }
    /// ```
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
