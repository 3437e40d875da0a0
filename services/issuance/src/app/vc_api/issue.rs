//! POST /credentials/issue and /credentials/derive.

use super::{
    Answer, Asked, DATA_MODEL, Problem, SECURITY, key, key::TestKey, status, verify::lossy,
};
use crate::{
    Error, Issuance,
    domain::vc_api::{INSTANCES, Instance, STATUS_LISTS, Securing, contexts, items, strings},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use openbadges::{
    Timestamp,
    context::{CREDENTIALS_V1, CREDENTIALS_V2},
    jsonld,
    key::secret::{Curve, Ecdsa},
    ob3::Severity,
    proof::{self, ProofError, jwt::Algorithm, sd},
    status::{ENTRY_TYPE, Entry},
    vcdm,
};
use platform::identity::Caller;
use serde_json::{Map, Value, json};

/// Defines the members of a proof where the base context (1.1) does not.
const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";

/// Signs a credential with the instance's test key, whose did:key becomes its issuer.
///
/// # Errors
/// The caller is none of our services, there is no such instance, or the database failed. What is wrong with the
/// credential is in the answer.
pub async fn issue(
    app: &Issuance,
    caller: &Caller,
    instance: &str,
    body: &[u8],
) -> Result<Answer, Error> {
    caller.must_be_service()?;
    let named = super::named(instance)?;
    let asked = match Asked::read(body) {
        Ok(asked) => asked,
        Err(problem) => return Ok(Answer::refused(problem)),
    };
    let instance = match chosen(named, &asked) {
        Ok(instance) => instance,
        Err(problem) => return Ok(Answer::refused(problem)),
    };
    let key = key::of(app, instance).await?;
    let now = Timestamp::from_text(app.foundation.clock.now().whole_second().rfc3339());
    let prepared = credential(&asked, key.did(), &now).and_then(|credential| {
        checked(app, &asked, &credential)?;
        Ok(credential)
    });
    let mut credential = match prepared {
        Ok(credential) => credential,
        Err(problem) => return Ok(Answer::refused(problem)),
    };
    let mandatory = match asked.list("mandatoryPointers") {
        // Every holder must show who issued it, unless the request says otherwise.
        Ok(pointers) => pointers.unwrap_or_else(|| vec!["/issuer".to_owned()]),
        Err(problem) => return Ok(Answer::refused(problem)),
    };
    if !instance.purposes.is_empty() {
        status::add_entries(app, instance, &asked, &mut credential).await?;
    }
    let how = How {
        instance,
        mandatory,
        created: now,
        hmac_key: app.foundation.ids.bytes::<32>(),
    };
    let signed = app
        .artist
        .work(move |_| sign(credential.into(), &key, how))
        .await??;
    Ok(match signed {
        Ok(credential) => Answer::done(json!({ "verifiableCredential": credential })),
        Err(problem) => Answer::refused(problem),
    })
}

/// The instance of the path, or the one that the options name, or the first.
fn chosen(named: Option<Instance>, asked: &Asked) -> Result<Instance, Problem> {
    let suite = asked.option("cryptosuite")?;
    let suite = match suite {
        Some(suite) => Some(suite),
        None => asked
            .option("type")?
            .filter(|kind| *kind != "DataIntegrityProof"),
    };
    let unfit = |suite: &str, fix: String| {
        Problem::malformed(format!("$.options: {suite:?} is not signed {fix}"))
    };
    match (named, suite) {
        (Some(instance), Some(suite)) if instance.suite() != suite => Err(unfit(
            suite,
            format!(
                "by the instance {}; it signs {}",
                instance.name,
                instance.suite()
            ),
        )),
        (Some(instance), _) => Ok(instance),
        (None, Some(suite)) => Instance::of_suite(suite).ok_or_else(|| {
            let all: Vec<_> = INSTANCES.iter().map(Instance::suite).collect();
            unfit(suite, format!("here; there are {}", all.join(", ")))
        }),
        (None, None) => INSTANCES
            .first()
            .copied()
            .ok_or_else(|| Problem::malformed("$.options: name a cryptosuite")),
    }
}

/// The credential as it will be signed: the issuer is the test key, for these keys sign in nobody else's name. One that
/// names no issuer is refused all the same: it is no credential.
fn credential(asked: &Asked, did: &str, now: &Timestamp) -> Result<Map<String, Value>, Problem> {
    let Some(Value::Object(sent)) = asked.members.get("credential") else {
        return Err(Problem::malformed("$.credential: it must be an object"));
    };
    let mut credential = sent.clone();
    if let Some(problem) = first_finding(&Value::Object(credential.clone())) {
        return Err(problem);
    }
    let issuer = match credential.get("issuer") {
        Some(Value::Object(members)) => {
            let mut members = members.clone();
            members.insert("id".into(), did.into());
            Value::Object(members)
        }
        _ => did.into(),
    };
    credential.insert("issuer".into(), issuer);
    if is_version_1(&credential) {
        as_version_1(&mut credential, now);
    }
    Ok(credential)
}

/// What the Data Model 1.1 asks for besides: a date of issue (§4.6), and the context that its own has no proofs of this
/// kind without.
fn as_version_1(credential: &mut Map<String, Value>, now: &Timestamp) {
    credential
        .entry("issuanceDate")
        .or_insert_with(|| now.as_str().into());
    if !strings(credential.get("@context")).any(|url| url.contains("/security/data-integrity/")) {
        add_context(credential, DATA_INTEGRITY);
    }
}

/// Whether a credential is one of the Data Model 1.1.
pub(super) fn is_version_1(credential: &Map<String, Value>) -> bool {
    let contexts = items(credential.get("@context"));
    contexts.first().and_then(Value::as_str) == Some(CREDENTIALS_V1)
}

pub(super) fn add_context(credential: &mut Map<String, Value>, context: &str) {
    if let Some(Value::Array(list)) = credential.get_mut("@context") {
        list.push(context.into());
    }
}

fn first_finding(document: &Value) -> Option<Problem> {
    vcdm::credential(document)
        .into_iter()
        .find(|finding| finding.severity == Severity::Error)
        .map(|finding| Problem::malformed(finding.to_string()))
}

/// What these keys do not sign, and what no signature could cover.
fn checked(app: &Issuance, asked: &Asked, credential: &Map<String, Value>) -> Result<(), Problem> {
    if credential.contains_key("proof") {
        return Err(Problem::malformed(
            "$.credential.proof: the credential is signed already; send it without its proof",
        ));
    }
    if let Some(list) = strings(credential.get("type")).find(|kind| STATUS_LISTS.contains(kind)) {
        return Err(Problem::malformed(format!(
            "$.credential.type: a {list} tells the status of other credentials; test keys do not sign one"
        )));
    }
    let ours = |id: &str| {
        let bases = std::iter::once(&app.config.public_url).chain(&app.config.aliases);
        bases.into_iter().any(|base| {
            let rest = id.strip_prefix(base.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        })
    };
    let given = asked.option("credentialId")?;
    let id = credential.get("id").and_then(Value::as_str);
    for id in id.into_iter().chain(given) {
        if ours(id) {
            return Err(Problem::malformed(format!(
                "$.credential.id: {id:?} is under this installation's own address, where only its issuers' badges are"
            )));
        }
    }
    for entry in items(credential.get("credentialStatus")) {
        if entry.get("type").and_then(Value::as_str) == Some(ENTRY_TYPE) {
            Entry::parse(entry).map_err(|error| {
                Problem::malformed(format!("$.credential.credentialStatus: {error}"))
            })?;
        }
    }
    // What only some ways of signing would stumble over is no credential in any of them (Data Model §4.3, §4.5).
    jsonld::check(&Value::Object(credential.clone()), &contexts())
        .map_err(|error| unsigned(&error.into()))
}

struct How {
    instance: Instance,
    mandatory: Vec<String>,
    created: Timestamp,
    hmac_key: [u8; 32],
}

/// The credential signed, or why it cannot be.
fn sign(credential: Value, key: &TestKey, how: How) -> Result<Result<Value, Problem>, Error> {
    let contexts = contexts();
    let signed = match how.instance.securing {
        Securing::Proof(suite) => {
            let options = proof::Options {
                suite,
                verification_method: key.method().to_owned(),
                created: how.created,
            };
            match proof::prepare(credential, &options, &key.public(), &contexts) {
                Ok(unsigned) => {
                    let signature = key.sign(unsigned.bytes_to_sign())?;
                    unsigned.attach(&signature)
                }
                Err(error) => return Ok(Err(unsigned(&error))),
            }
        }
        Securing::SelectiveDisclosure => {
            let options = sd::Options {
                verification_method: key.method().to_owned(),
                created: how.created,
                mandatory: how.mandatory,
                proof_key: Ecdsa::generate(Curve::P256)?,
                hmac_key: how.hmac_key,
            };
            match sd::prepare(credential, &options, &contexts) {
                Ok(unsigned) => {
                    let signature = key.sign(unsigned.bytes_to_sign())?;
                    unsigned.attach(&signature)
                }
                Err(error) => return Ok(Err(unsigned(&error))),
            }
        }
        Securing::Jwt => return Ok(Ok(enveloped(&credential, key)?)),
    };
    Ok(Ok(with_one_proof(signed)))
}

/// A proof alone stands as itself: that is the form the suites know best. No signature covers which of the two it is.
pub(super) fn with_one_proof(mut signed: Value) -> Value {
    if let Some(Value::Array(proofs)) = signed.get_mut("proof")
        && proofs.len() == 1
        && let Some(only) = proofs.pop()
        && let Value::Object(members) = &mut signed
    {
        members.insert("proof".into(), only);
    }
    signed
}

/// VC-JOSE-COSE §3.1.1: the credential as payload, in a data address (Data Model §4.13.1).
fn enveloped(credential: &Value, key: &TestKey) -> Result<Value, Error> {
    let header = json!({
        "alg": Algorithm::of(&key.public()).name(),
        "typ": "vc+jwt",
        "cty": "vc",
        "kid": key.method(),
    });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let input = format!("{}.{}", part(&header), part(credential));
    let signature = URL_SAFE_NO_PAD.encode(key.sign(input.as_bytes())?);
    Ok(json!({
        "@context": [CREDENTIALS_V2],
        "type": "EnvelopedVerifiableCredential",
        "id": format!("data:application/vc+jwt,{input}.{signature}"),
    }))
}

/// Why nothing was signed.
fn unsigned(error: &ProofError) -> Problem {
    match error {
        ProofError::JsonLd(lost) if lost.code().starts_with("jsonld.lost") => {
            lossy(error.to_string())
        }
        ProofError::JsonLd(_) => Problem::of(
            SECURITY,
            "PROOF_TRANSFORMATION_ERROR",
            "Something in the credential could not be signed",
            error.to_string(),
        ),
        ProofError::Pointer(_) => Problem::of(
            DATA_MODEL,
            "RANGE_ERROR",
            "A pointer leads nowhere",
            error.to_string(),
        ),
        _ => Problem::of(
            SECURITY,
            "PROOF_GENERATION_ERROR",
            "The credential could not be signed",
            error.to_string(),
        ),
    }
}

/// Makes from a credential with a base proof one that shows the mandatory parts and those chosen.
///
/// # Errors
/// The caller is none of our services.
pub async fn derive(app: &Issuance, caller: &Caller, body: &[u8]) -> Result<Answer, Error> {
    caller.must_be_service()?;
    let read = Asked::read(body).and_then(|asked| {
        let pointers = asked.list("selectivePointers")?.unwrap_or_default();
        match asked.members.get("verifiableCredential") {
            Some(credential @ Value::Object(_)) => Ok((credential.clone(), pointers)),
            _ => Err(Problem::malformed(
                "$.verifiableCredential: it must be an object",
            )),
        }
    });
    let (credential, pointers) = match read {
        Ok(read) => read,
        Err(problem) => return Ok(Answer::refused(problem)),
    };
    let derived = app
        .artist
        .work(move |_| sd::derive(&credential, &pointers, &contexts()))
        .await?;
    Ok(match derived {
        Ok(derived) => Answer::done(with_one_proof(derived)),
        Err(error) => Answer::refused(unsigned(&error)),
    })
}
