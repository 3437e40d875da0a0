//! `ecdsa-sd-2023`: a badge of which the holder shows parts (VC-DI-ECDSA §3.4 to §3.6).
//!
//! The issuer signs every statement apart ([`prepare`]); the holder makes from that *base proof* a badge that shows the
//! mandatory parts and what is chosen ([`derive()`]); a verifier checks the *derived proof* like any other
//! ([`super::verify`]). A base proof is for the holder only and does not verify.
mod cbor;
mod group;
mod select;

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::{ProofError, malformed, proofs};
use crate::context::Contexts;
use crate::encoding::{base64url, from_base64url};
use crate::json::{items, shown};
use crate::jsonld;
use crate::key::PublicKey;
use crate::key::secret::Ecdsa;
use crate::rdfc10::{self, Hash};
use crate::timestamp::Timestamp;
use group::Groups;

/// The name of the suite.
///
/// ```
/// use openbadges::proof::{Suite, sd};
///
/// assert_eq!(Suite::EcdsaSd2023.name(), sd::NAME);
/// ```
pub const NAME: &str = "ecdsa-sd-2023";

/// The longest proof value that is read, in characters.
const LONGEST: usize = 1024 * 1024;

const BASE: [u8; 3] = [0xd9, 0x5d, 0x00];
const DERIVED: [u8; 3] = [0xd9, 0x5d, 0x01];

/// How to sign a base proof.
///
/// ```
/// use openbadges::Timestamp;
/// use openbadges::key::secret::{Curve, Ecdsa};
/// use openbadges::proof::sd;
///
/// let how = sd::Options {
///     verification_method: "did:web:example.org#key-2".into(),
///     created: Timestamp::from_text("2026-01-31T12:00:00Z"),
///     mandatory: vec!["/issuer".into(), "/credentialSubject/achievement".into()],
///     proof_key: Ecdsa::generate(Curve::P256)?,
///     hmac_key: [7; 32], // in earnest: random
/// };
/// # drop(how);
/// # Ok::<(), openbadges::key::KeyError>(())
/// ```
#[derive(Debug)]
pub struct Options {
    /// The absolute id of the issuer's P-256 key.
    pub verification_method: String,
    /// When.
    pub created: Timestamp,
    /// JSON pointers of what every holder must show, for example `/issuer`.
    pub mandatory: Vec<String>,
    /// A fresh P-256 key for this proof alone; thrown away afterwards.
    pub proof_key: Ecdsa,
    /// 32 fresh random bytes.
    pub hmac_key: [u8; 32],
}

/// A document with everything but the issuer's signature.
///
/// ```
/// # use openbadges::Timestamp;
/// # use openbadges::context::Contexts;
/// # use openbadges::key::secret::{Curve, Ecdsa};
/// # use openbadges::proof::{self, sd};
/// # use serde_json::json;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let (contexts, issuer) = (Contexts::bundled(), Ecdsa::from_scalar(Curve::P256, &[8; 32])?);
/// # let how = sd::Options {
/// #     verification_method: "did:web:example.org#key-2".into(),
/// #     created: Timestamp::from_text("2026-01-31T12:00:00Z"),
/// #     mandatory: vec!["/issuer".into()],
/// #     proof_key: Ecdsa::generate(Curve::P256)?,
/// #     hmac_key: [7; 32],
/// # };
/// let badge = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiableCredential"],
///     "name": "Foundation",
///     "issuer": "did:web:example.org",
///     "validFrom": "2026-01-31T12:00:00Z",
///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
/// });
/// let unsigned: sd::Unsigned = sd::prepare(badge, &how, &contexts)?;
/// let signature = issuer.sign(unsigned.bytes_to_sign())?;
/// let held = unsigned.attach(&signature);
/// assert_eq!(held["proof"][0]["cryptosuite"], "ecdsa-sd-2023");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Unsigned {
    document: Value,
    proof: Map<String, Value>,
    data: Vec<u8>,
    public_key: Vec<u8>,
    hmac_key: [u8; 32],
    signatures: Vec<Vec<u8>>,
    mandatory: Vec<String>,
}

/// Makes a document ready for a base proof. A proof that it has already is left out.
///
/// ```
/// use openbadges::context::Contexts;
/// use openbadges::key::secret::{Curve, Ecdsa};
/// use openbadges::proof::{self, sd};
/// use openbadges::Timestamp;
/// use serde_json::json;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let contexts = Contexts::bundled();
/// let issuer = Ecdsa::generate(Curve::P256)?;
/// let badge = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiableCredential"],
///     "issuer": "did:web:example.org",
///     "name": "Foundation",
///     "validFrom": "2026-01-31T12:00:00Z",
///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
/// });
/// let how = sd::Options {
///     verification_method: "did:web:example.org#key-2".into(),
///     created: Timestamp::from_text("2026-01-31T12:00:00Z"),
///     mandatory: vec!["/issuer".into(), "/validFrom".into()],
///     proof_key: Ecdsa::generate(Curve::P256)?,
///     hmac_key: [7; 32], // in earnest: random
/// };
/// let unsigned = sd::prepare(badge, &how, &contexts)?;
/// let signature = issuer.sign(unsigned.bytes_to_sign())?;
/// let held = unsigned.attach(&signature);
///
/// // The holder shows who it is about, and keeps the name of the badge.
/// let shown = sd::derive(&held, &["/credentialSubject".into()], &contexts)?;
/// assert!(shown.get("name").is_none());
/// let proof = &proof::proofs(&shown)[0];
/// proof::verify(&shown, proof, &issuer.public(), &contexts)?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Anything the proof could not cover, a pointer to nothing, a proof key that is not P-256.
pub fn prepare(
    mut document: Value,
    options: &Options,
    contexts: &Contexts,
) -> Result<Unsigned, ProofError> {
    if let Value::Object(members) = &mut document {
        members.shift_remove("proof");
    }
    let PublicKey::P256(point) = options.proof_key.public() else {
        return Err(ProofError::WrongKey {
            suite: NAME,
            key: options.proof_key.public().kind(),
        });
    };
    let public_key = [&[0x80, 0x24], &point[..]].concat();
    let proof = proof_members(&options.verification_method, &options.created);
    let groups = Groups::of(&document, &options.hmac_key, contexts)?;
    let mandatory = groups.indexes(&options.mandatory, contexts)?;
    let (shown, hidden): (Vec<_>, Vec<_>) = groups
        .lines
        .iter()
        .enumerate()
        .partition(|(at, _)| mandatory.contains(at));
    let signatures = hidden.into_iter().map(|(_, line)| {
        let signature = options.proof_key.sign(line.as_bytes());
        signature.map_err(|_| ProofError::BadSignature)
    });
    let signatures = signatures.collect::<Result<_, _>>()?;
    let shown: String = shown.into_iter().map(|(_, line)| line.as_str()).collect();
    Ok(Unsigned {
        data: signed_bytes(&document, &proof, &public_key, &shown, contexts)?,
        document,
        proof,
        public_key,
        hmac_key: options.hmac_key,
        signatures,
        mandatory: options.mandatory.clone(),
    })
}

fn proof_members(method: &str, created: &Timestamp) -> Map<String, Value> {
    let members = [
        ("type", "DataIntegrityProof"),
        ("cryptosuite", NAME),
        ("created", created.as_str()),
        ("verificationMethod", method),
        ("proofPurpose", "assertionMethod"),
    ];
    let members = members.map(|(name, value)| (name.to_owned(), Value::from(value)));
    members.into_iter().collect()
}

/// What the issuer signs: the hash of the proof, the key of this proof, the hash of the mandatory lines.
fn signed_bytes(
    document: &Value,
    proof: &Map<String, Value>,
    public_key: &[u8],
    mandatory: &str,
    contexts: &Contexts,
) -> Result<Vec<u8>, ProofError> {
    let mut config = Map::new();
    let context = document.get("@context").cloned().unwrap_or_default();
    config.insert("@context".into(), context);
    let members = proof
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "@context" | "proofValue"));
    config.extend(members.map(|(name, value)| (name.clone(), value.clone())));
    let lines = jsonld::lines(&config.into(), contexts)?;
    let proof_hash = Sha256::digest(rdfc10::canonical_lines(lines, Hash::Sha256)?);
    let mandatory_hash = Sha256::digest(mandatory);
    Ok([&proof_hash[..], public_key, &mandatory_hash[..]].concat())
}

impl Unsigned {
    /// What the issuer's key must sign (ECDSA with SHA-256).
    ///
    /// ```
    /// # use openbadges::Timestamp;
    /// # use openbadges::context::Contexts;
    /// # use openbadges::key::secret::{Curve, Ecdsa};
    /// # use openbadges::proof::{self, sd};
    /// # use serde_json::json;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let (contexts, issuer) = (Contexts::bundled(), Ecdsa::from_scalar(Curve::P256, &[8; 32])?);
    /// # let how = sd::Options {
    /// #     verification_method: "did:web:example.org#key-2".into(),
    /// #     created: Timestamp::from_text("2026-01-31T12:00:00Z"),
    /// #     mandatory: vec!["/issuer".into()],
    /// #     proof_key: Ecdsa::generate(Curve::P256)?,
    /// #     hmac_key: [7; 32],
    /// # };
    /// let badge = json!({
    ///     "@context": ["https://www.w3.org/ns/credentials/v2"],
    ///     "type": ["VerifiableCredential"],
    ///     "name": "Foundation",
    ///     "issuer": "did:web:example.org",
    ///     "validFrom": "2026-01-31T12:00:00Z",
    ///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
    /// });
    /// let unsigned = sd::prepare(badge, &how, &contexts)?;
    /// // The hash of the proof's members, the key of this proof, the hash of what must be shown.
    /// assert_eq!(unsigned.bytes_to_sign().len(), 32 + 35 + 32);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        &self.data
    }

    /// The document with its base proof, for the holder.
    ///
    /// ```
    /// # use openbadges::Timestamp;
    /// # use openbadges::context::Contexts;
    /// # use openbadges::key::secret::{Curve, Ecdsa};
    /// # use openbadges::proof::{self, sd};
    /// # use serde_json::json;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let (contexts, issuer) = (Contexts::bundled(), Ecdsa::from_scalar(Curve::P256, &[8; 32])?);
    /// # let how = sd::Options {
    /// #     verification_method: "did:web:example.org#key-2".into(),
    /// #     created: Timestamp::from_text("2026-01-31T12:00:00Z"),
    /// #     mandatory: vec!["/issuer".into()],
    /// #     proof_key: Ecdsa::generate(Curve::P256)?,
    /// #     hmac_key: [7; 32],
    /// # };
    /// let badge = json!({
    ///     "@context": ["https://www.w3.org/ns/credentials/v2"],
    ///     "type": ["VerifiableCredential"],
    ///     "name": "Foundation",
    ///     "issuer": "did:web:example.org",
    ///     "validFrom": "2026-01-31T12:00:00Z",
    ///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
    /// });
    /// let unsigned = sd::prepare(badge, &how, &contexts)?;
    /// let signature = issuer.sign(unsigned.bytes_to_sign())?;
    /// let held = unsigned.attach(&signature);
    /// assert!(held["proof"][0]["proofValue"].as_str().is_some_and(|value| value.starts_with("u2V0A")));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn attach(mut self, signature: &[u8]) -> Value {
        let mut out = BASE.to_vec();
        cbor::array(5, &mut out);
        cbor::bytes(signature, &mut out);
        cbor::bytes(&self.public_key, &mut out);
        cbor::bytes(&self.hmac_key, &mut out);
        cbor::array(self.signatures.len(), &mut out);
        for signature in &self.signatures {
            cbor::bytes(signature, &mut out);
        }
        cbor::array(self.mandatory.len(), &mut out);
        for pointer in &self.mandatory {
            cbor::text(pointer, &mut out);
        }
        attach(self.document, std::mem::take(&mut self.proof), &out)
    }
}

fn attach(mut document: Value, mut proof: Map<String, Value>, value: &[u8]) -> Value {
    proof.insert("proofValue".into(), format!("u{}", base64url(value)).into());
    if let Value::Object(members) = &mut document {
        members.insert("proof".into(), Value::Array(vec![proof.into()]));
    }
    document
}

/// The bytes of a proof value of one of the two kinds, after the three that tell which.
fn value_of(proof: &Value, kind: [u8; 3], rule: &'static str) -> Result<Vec<u8>, ProofError> {
    let text = proof.get("proofValue").and_then(Value::as_str);
    text.filter(|text| text.len() <= LONGEST)
        .and_then(|text| text.strip_prefix('u'))
        .and_then(from_base64url)
        .and_then(|bytes| Some(bytes.strip_prefix(&kind)?.to_vec()))
        .ok_or_else(|| malformed(proof, "proofValue", rule))
}

/// Makes the badge that shows the mandatory parts and those that `selective` points to.
///
/// ```
/// # use openbadges::Timestamp;
/// # use openbadges::context::Contexts;
/// # use openbadges::key::secret::{Curve, Ecdsa};
/// # use openbadges::proof::{self, sd};
/// # use serde_json::json;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let (contexts, issuer) = (Contexts::bundled(), Ecdsa::from_scalar(Curve::P256, &[8; 32])?);
/// # let how = sd::Options {
/// #     verification_method: "did:web:example.org#key-2".into(),
/// #     created: Timestamp::from_text("2026-01-31T12:00:00Z"),
/// #     mandatory: vec!["/issuer".into()],
/// #     proof_key: Ecdsa::generate(Curve::P256)?,
/// #     hmac_key: [7; 32],
/// # };
/// let badge = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiableCredential"],
///     "name": "Foundation",
///     "issuer": "did:web:example.org",
///     "validFrom": "2026-01-31T12:00:00Z",
///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
/// });
/// let unsigned = sd::prepare(badge, &how, &contexts)?;
/// let signature = issuer.sign(unsigned.bytes_to_sign())?;
/// let held = unsigned.attach(&signature);
///
/// let shown = sd::derive(&held, &["/validFrom".into()], &contexts)?;
/// assert!(shown.get("validFrom").is_some() && shown.get("name").is_none());
/// proof::verify(&shown, &shown["proof"][0], &issuer.public(), &contexts)?;
/// assert!(sd::derive(&held, &["/nothing/there".into()], &contexts).is_err());
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// No base proof of this suite, a pointer to nothing, or parts that cannot be shown apart (ordered lists).
pub fn derive(
    document: &Value,
    selective: &[String],
    contexts: &Contexts,
) -> Result<Value, ProofError> {
    let is_base = |proof: &&Value| proof.get("cryptosuite").and_then(Value::as_str) == Some(NAME);
    let proof = proofs(document)
        .iter()
        .find(is_base)
        .ok_or_else(|| ProofError::Unsupported("of another suite than ecdsa-sd-2023".into()))?;
    let bytes = value_of(proof, BASE, "it must be a base proof: u and d95d00")?;
    let base = Base::read(&bytes).ok_or_else(|| {
        malformed(
            proof,
            "proofValue",
            "its parts are not those of a base proof",
        )
    })?;
    let mut whole = document.clone();
    if let Value::Object(members) = &mut whole {
        members.shift_remove("proof");
    }
    let pointers = [&base.mandatory[..], selective].concat();
    if pointers.is_empty() {
        return Err(ProofError::Pointer("(none)".into()));
    }
    let groups = Groups::of(&whole, &base.hmac_key, contexts)?;
    let mandatory = groups.indexes(&base.mandatory, contexts)?;
    let chosen = groups.indexes(selective, contexts)?;
    let all = groups.indexes(&pointers, contexts)?;
    let hidden = (0..groups.lines.len()).filter(|at| !mandatory.contains(at));
    if hidden.clone().count() != base.signatures.len() {
        return Err(ProofError::BadSignature);
    }
    let kept = hidden.zip(&base.signatures);
    let kept: Vec<&Vec<u8>> = kept
        .filter(|(at, _)| chosen.contains(at))
        .map(|(_, signature)| signature)
        .collect();
    let shown = all
        .iter()
        .enumerate()
        .filter(|(_, at)| mandatory.contains(at));
    let shown: Vec<usize> = shown.map(|(position, _)| position).collect();

    let mut out = DERIVED.to_vec();
    cbor::array(5, &mut out);
    cbor::bytes(&base.signature, &mut out);
    cbor::bytes(&base.public_key, &mut out);
    cbor::array(kept.len(), &mut out);
    for signature in kept {
        cbor::bytes(signature, &mut out);
    }
    let labels = groups.labels_of(&pointers, contexts)?;
    cbor::map(labels.len(), &mut out);
    for (number, label) in labels {
        cbor::number(number, &mut out);
        cbor::bytes(&label, &mut out);
    }
    cbor::array(shown.len(), &mut out);
    for position in shown {
        cbor::number(position, &mut out);
    }
    let revealed = select::select(&whole, &pointers).map_err(ProofError::Pointer)?;
    let mut members = proof.as_object().cloned().unwrap_or_default();
    members.shift_remove("proofValue");
    members.shift_remove("@context");
    Ok(attach(revealed, members, &out))
}

/// The parts of a base proof.
struct Base {
    signature: Vec<u8>,
    public_key: Vec<u8>,
    hmac_key: [u8; 32],
    signatures: Vec<Vec<u8>>,
    mandatory: Vec<String>,
}

impl Base {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = cbor::Reader::new(bytes);
        (reader.array()? == 5).then_some(())?;
        let base = Self {
            signature: reader.bytes(Some(64))?,
            public_key: reader.bytes(Some(35))?,
            hmac_key: reader.bytes(Some(32))?.try_into().ok()?,
            signatures: reader.list(|reader| reader.bytes(Some(64)))?,
            mandatory: reader.list(cbor::Reader::text)?,
        };
        reader.is_at_end().then_some(base)
    }
}

/// The parts of a derived proof.
struct Derived {
    signature: Vec<u8>,
    public_key: Vec<u8>,
    signatures: Vec<Vec<u8>>,
    labels: Vec<(usize, Vec<u8>)>,
    mandatory: Vec<usize>,
}

impl Derived {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = cbor::Reader::new(bytes);
        (reader.array()? == 5).then_some(())?;
        let derived = Self {
            signature: reader.bytes(Some(64))?,
            public_key: reader.bytes(Some(35))?,
            signatures: reader.list(|reader| reader.bytes(Some(64)))?,
            labels: reader.pairs(|reader| Some((reader.number()?, reader.bytes(Some(32))?)))?,
            mandatory: reader.list(cbor::Reader::number)?,
        };
        reader.is_at_end().then_some(derived)
    }
}

/// §3.6.8: checks a derived proof with the issuer's key.
pub(super) fn verify(
    document: &Value,
    proof: &Value,
    key: &PublicKey,
    contexts: &Contexts,
) -> Result<(), ProofError> {
    if !matches!(key, PublicKey::P256(_)) {
        return Err(ProofError::WrongKey {
            suite: NAME,
            key: key.kind(),
        });
    }
    if !items(proof.get("previousProof")).is_empty() {
        let why = "of ecdsa-sd-2023 with a previousProof";
        return Err(ProofError::Unsupported(why.into()));
    }
    let rule = "it must be a derived proof (u and d95d01); a base proof is for the holder only";
    let bytes = value_of(proof, DERIVED, rule)?;
    let derived = Derived::read(&bytes).ok_or_else(|| {
        malformed(
            proof,
            "proofValue",
            "its parts are not those of a derived proof",
        )
    })?;
    let Value::Object(options) = proof else {
        return Err(ProofError::Unsupported(shown(proof)));
    };
    let mut unsecured = document.clone();
    if let Value::Object(members) = &mut unsecured {
        members.shift_remove("proof");
    }
    let lines = group::relabelled(&unsecured, &derived.labels, contexts)?;
    let is_mandatory: BTreeSet<usize> = derived.mandatory.iter().copied().collect();
    let (mandatory, others): (Vec<_>, Vec<_>) = lines
        .iter()
        .enumerate()
        .partition(|(at, _)| is_mandatory.contains(at));
    if others.len() != derived.signatures.len() || mandatory.len() != derived.mandatory.len() {
        return Err(ProofError::BadSignature);
    }
    let shown: String = mandatory
        .into_iter()
        .map(|(_, line)| line.as_str())
        .collect();
    let data = signed_bytes(document, options, &derived.public_key, &shown, contexts)?;
    let bad = |_| ProofError::BadSignature;
    key.verify(&data, &derived.signature).map_err(bad)?;
    let point = derived
        .public_key
        .strip_prefix(&[0x80, 0x24])
        .unwrap_or_default();
    let own = PublicKey::p256(point).map_err(|_| ProofError::BadSignature)?;
    for ((_, line), signature) in others.into_iter().zip(&derived.signatures) {
        own.verify(line.as_bytes(), signature).map_err(bad)?;
    }
    Ok(())
}
