//! POST /credentials/verify: any credential by the rules of the Data Model, badge or not.
//!
//! This is not the verification service, which answers for badges: with its registry of issuers, its log of verdicts and
//! Open Badges' own rules. None of the three has a place here, and what the suites need is of no use there: the contexts
//! of the standards' examples, the lists of the test instances, presentations, kinds of errors by the W3C's names. Served
//! by it, this would need a contract of its own, and the same code at the other end of it; what there is twice so is the
//! loop of [`super::desk`].

use super::{
    Answer, Asked, DATA_MODEL, Problem, SECURITY, STATUS_LIST,
    desk::{Desk, is_example},
};
use crate::{
    Error, Issuance,
    domain::vc_api::{contexts, items, strings},
};
use openbadges::{
    context::CREDENTIALS_V2,
    jsonld::{self, JsonLdError},
    ob3::{Finding, Severity, issuer_id},
    proof::{self, Suite, jwt::Jws},
    vcdm,
    verify::{
        Input, Mark, Outcome, Report, Step, StepName,
        presentation::{self, PresentationError},
        verify,
    },
};
use platform::identity::Caller;
use serde_json::{Value, json};

/// Checks a credential: the rules of the Data Model, every proof, whose key it is, dates and status.
///
/// # Errors
/// The caller is none of our services, or the database failed.
pub async fn verify_credential(
    app: &Issuance,
    caller: &Caller,
    body: &[u8],
) -> Result<Answer, Error> {
    caller.must_be_service()?;
    let read = Asked::read(body).and_then(|asked| {
        let credential = match asked.members.get("verifiableCredential") {
            Some(Value::String(jwt)) => enveloped(jwt),
            Some(credential @ Value::Object(_)) => credential.clone(),
            _ => {
                return Err(Problem::malformed(
                    "$.verifiableCredential: it must be an object",
                ));
            }
        };
        Ok((credential, Wanted::of(&asked)?))
    });
    let (credential, wanted) = match read {
        Ok(read) => read,
        Err(problem) => return Ok(Answer::refused(problem)),
    };
    let mut answer = examine(app, &credential, &wanted).await?;
    for proof in proof::proofs(&credential) {
        answer.problems.extend(wanted.told_apart(proof));
    }
    answer.json = Some(json!({
        "verified": answer.is_ok(),
        "verifiableCredential": credential,
    }));
    Ok(answer)
}

/// A compact JWT in the form of an object.
fn enveloped(jwt: &str) -> Value {
    json!({
        "@context": [CREDENTIALS_V2],
        "type": "EnvelopedVerifiableCredential",
        "id": format!("data:application/vc+jwt,{jwt}"),
    })
}

/// What the options of a request ask for.
pub(super) struct Wanted {
    /// The challenge and the domain that proofs must repeat.
    pub(super) asked: presentation::Asked,
    /// What the proofs must be for.
    purpose: Option<String>,
    /// Whether a status that cannot be had stands against it.
    status: bool,
}

impl Wanted {
    pub(super) fn of(asked: &Asked) -> Result<Self, Problem> {
        let checks = asked.list("checks")?.unwrap_or_default();
        let text = |name| asked.option(name).map(|text| text.map(str::to_owned));
        Ok(Self {
            asked: presentation::Asked {
                challenge: text("challenge")?,
                domain: text("domain")?,
            },
            purpose: text("expectedProofPurpose")?,
            status: checks.is_empty()
                || checks
                    .iter()
                    .any(|check| check == "credentialStatus" || check == "status"),
        })
    }

    /// The proof must be for this challenge, this domain and this purpose (VC-DI §4.4).
    fn told_apart(&self, proof: &Value) -> Vec<Problem> {
        let repeated = self.asked.not_repeated(proof);
        let mut problems: Vec<_> = repeated.iter().map(refused).collect();
        problems.extend(self.other_purpose(proof));
        problems
    }

    /// Whether a proof is for another purpose than the one that is expected.
    pub(super) fn other_purpose(&self, proof: &Value) -> Option<Problem> {
        let wanted = self.purpose.as_deref()?;
        let said = proof.get("proofPurpose").and_then(Value::as_str);
        (said != Some(wanted))
            .then(|| Problem::proof(format!("$.proof.proofPurpose: it must be {wanted:?}")))
    }
}

/// Why a presentation does not hold, or a proof does not answer what was asked.
pub(super) fn refused(error: &PresentationError) -> Problem {
    let told = error.to_string();
    match error {
        PresentationError::Malformed(_) | PresentationError::JsonLd(_) => Problem::malformed(told),
        PresentationError::Jwt(_) => match error.code() {
            "proof.bad_signature" | "jwt.wrong_key" => Problem::proof(told),
            _ => Problem::parsing(format!("$.id: {told}")),
        },
        PresentationError::Challenge(_) => Problem::of(
            SECURITY,
            "INVALID_CHALLENGE_ERROR",
            "The proof answers another challenge",
            told,
        ),
        PresentationError::Domain(_) => Problem::of(
            SECURITY,
            "INVALID_DOMAIN_ERROR",
            "The proof is for another domain",
            told,
        ),
        PresentationError::Method(_)
        | PresentationError::Key { .. }
        | PresentationError::Controller(_)
        | PresentationError::Unreachable { .. } => Problem::of(
            SECURITY,
            "INVALID_VERIFICATION_METHOD",
            "The key cannot be used",
            told,
        ),
        _ => Problem::proof(told),
    }
}

/// Checks one credential, secured by a proof or an envelope.
pub(super) async fn examine(
    app: &Issuance,
    credential: &Value,
    wanted: &Wanted,
) -> Result<Answer, Error> {
    let (document, jws, text) = match unwrapped(credential) {
        Ok(unwrapped) => unwrapped,
        Err(problem) => return Ok(Answer::refused(problem)),
    };
    let mut answer = Answer::default();
    if jws.is_some() {
        answer.warnings.extend(beside(credential));
    }
    note_findings(vcdm::credential(&document), &mut answer);
    if !answer.is_ok() {
        return Ok(answer);
    }
    if let Some(error) = unsignable(&document, jws.as_ref()) {
        let told = error.to_string();
        match error {
            // No such signature depends on it; whoever uses the credential must know the context.
            JsonLdError::UnknownContext { .. } => answer.warnings.push(told),
            _ => answer.problems.push(lossy(told)),
        }
    }
    let report = match report(app, text).await? {
        Ok(report) => report,
        Err(problem) => return Ok(Answer::refused(problem)),
    };
    let issuer = issuer_id(&document);
    for step in &report.steps {
        note_step(step, jws.as_ref(), issuer, wanted, &mut answer);
    }
    Ok(answer)
}

/// What JSON-LD would drop from a credential whose signature covers the bytes and not the meaning: a JWT, or a proof by
/// JCS. Where the proof is by RDF the report tells.
fn unsignable(document: &Value, jws: Option<&Jws>) -> Option<JsonLdError> {
    let by_rdf = |proof| Suite::of(proof).is_none_or(Suite::is_rdfc);
    if jws.is_none() && proof::proofs(document).iter().all(by_rdf) {
        return None;
    }
    let mut content = document.clone();
    if let Value::Object(members) = &mut content {
        members.remove("proof");
    }
    jsonld::check(&content, &contexts()).err()
}

pub(super) fn note_findings(findings: Vec<Finding>, answer: &mut Answer) {
    for finding in findings {
        match finding.severity {
            // Of what a proof lacks, VC-DI §4.4 says the kind of error.
            Severity::Error if finding.path.starts_with("$.proof") => {
                answer.problems.push(Problem::proof(finding.to_string()));
            }
            Severity::Error => answer
                .problems
                .push(Problem::malformed(finding.to_string())),
            Severity::Warning => answer.warnings.push(finding.to_string()),
        }
    }
}

type Unwrapped = (Value, Option<Jws>, String);

/// The credential itself, the JWT it came in, and the text to verify.
fn unwrapped(credential: &Value) -> Result<Unwrapped, Problem> {
    let Some(jwt) = envelope(credential, "EnvelopedVerifiableCredential")? else {
        return Ok((credential.clone(), None, credential.to_string()));
    };
    let jws = Jws::parse(jwt).map_err(|error| Problem::parsing(format!("$.id: {error}")))?;
    Ok((jws.credential(), Some(jws), jwt.to_owned()))
}

/// What stands beside an envelope and could be taken for a part of what is signed in it.
fn beside(envelope: &Value) -> impl Iterator<Item = String> {
    let members = envelope.as_object().into_iter().flatten();
    members
        .filter(|(name, _)| !matches!(name.as_str(), "@context" | "id" | "type"))
        .map(|(name, _)| {
            format!("$.{name}: nobody signed it; it stands beside the envelope, the credential itself is in $.id")
        })
}

/// The JWT in an object of an enveloping type (Data Model §4.13.1, §4.13.2); none where it is of another type.
pub(super) fn envelope<'a>(object: &'a Value, kind: &str) -> Result<Option<&'a str>, Problem> {
    let id = object.get("id").and_then(Value::as_str).unwrap_or_default();
    if !strings(object.get("type")).any(|name| name == kind) {
        if id.starts_with("data:") {
            return Err(Problem::malformed(format!(
                "$.type: an object whose id is a data address must be an {kind}"
            )));
        }
        return Ok(None);
    }
    if items(object.get("type")).len() != 1 {
        return Err(Problem::malformed(format!(
            "$.type: it must be {kind} alone"
        )));
    }
    if !strings(object.get("@context")).any(|url| url == CREDENTIALS_V2) {
        return Err(Problem::malformed(format!(
            "$.@context: it must name {CREDENTIALS_V2}, which defines {kind}"
        )));
    }
    let rest = id
        .strip_prefix("data:")
        .and_then(|rest| rest.split_once(','));
    match rest {
        Some((media_type, jwt)) if media_type.contains("jwt") && !media_type.contains("base64") => {
            Ok(Some(jwt))
        }
        _ => Err(Problem::malformed(
            "$.id: it must be a data address of a JWT, such as data:application/vc+jwt,eyJ…",
        )),
    }
}

/// What the library finds out, with everything fetched that it asks for.
async fn report(app: &Issuance, text: String) -> Result<Result<Report, Problem>, Error> {
    let input = Input::Text(text);
    let found = Desk::new(app)
        .settle(move |known, options| match verify(&input, known, options) {
            Outcome::Report(report) => Ok(*report),
            Outcome::Needs(needs) => Err(needs),
        })
        .await?;
    Ok(found.ok_or_else(|| {
        Problem::proof("the credential refers to documents that refer to further ones without end")
    }))
}

/// A step's part in the verdict. What only badges must keep to stands against no credential.
fn note_step(
    step: &Step,
    jws: Option<&Jws>,
    issuer: Option<&str>,
    wanted: &Wanted,
    answer: &mut Answer,
) {
    if step.name == StepName::Schema {
        let related = |finding: &&Finding| finding.code.starts_with("schema.related_");
        note_findings(
            step.findings.iter().filter(related).cloned().collect(),
            answer,
        );
        return;
    }
    let counts = matches!(
        step.name,
        StepName::Read
            | StepName::Proof
            | StepName::Issuer
            | StepName::ValidityPeriod
            | StepName::Status
    );
    if !counts {
        return;
    }
    let told = match &step.field {
        Some(field) => format!("{field}: {}", step.text),
        None => step.text.clone(),
    };
    match step.mark {
        Mark::Ok | Mark::Skipped => {}
        Mark::Warning => answer.warnings.push(told),
        // VC-JOSE-COSE leaves out the claims that the Open Badges profile repeats; those that are there must agree.
        Mark::Failed
            if step.code == "proof.claims"
                && jws.is_some_and(|jws| {
                    jws.claim_findings()
                        .iter()
                        .all(|finding| finding.got.is_none())
                }) => {}
        Mark::Unknown if step.name == StepName::Status && !wanted.status => {
            answer.warnings.push(told);
        }
        Mark::Unknown if step.name == StepName::Issuer && issuer.is_some_and(is_example) => {
            answer.warnings.push(told);
        }
        Mark::Failed | Mark::Unknown => answer.problems.push(problem(step, told)),
    }
}

/// Something in the credential means nothing, so nothing secures it (VC-DI §2.4.2).
pub(super) fn lossy(told: String) -> Problem {
    Problem::of(
        SECURITY,
        "DATA_LOSS_DETECTION_ERROR",
        "The proof cannot cover all of the credential",
        told,
    )
}

fn problem(step: &Step, told: String) -> Problem {
    match step.name {
        StepName::Proof if step.code.starts_with("jsonld.lost") => lossy(told),
        StepName::Proof if step.code.starts_with("jsonld") => Problem::of(
            SECURITY,
            "PROOF_TRANSFORMATION_ERROR",
            "The proof cannot cover all of the credential",
            told,
        ),
        StepName::Issuer => Problem::of(
            SECURITY,
            "INVALID_VERIFICATION_METHOD",
            "The key is not the issuer's",
            told,
        ),
        StepName::ValidityPeriod => Problem::of(
            DATA_MODEL,
            "RANGE_ERROR",
            "The credential does not hold at this time",
            told,
        ),
        StepName::Status => status_problem(step, told),
        StepName::Read => Problem::parsing(told),
        _ => Problem::proof(told),
    }
}

/// The kinds of Bitstring Status List §3.2 and §3.5.
fn status_problem(step: &Step, told: String) -> Problem {
    match step.code.as_str() {
        "status.revoked" | "status.suspended" => Problem::of(
            STATUS_LIST,
            "STATUS_VERIFICATION_ERROR",
            "The credential was revoked or suspended",
            told,
        ),
        "status.malformed" => Problem::malformed(told),
        "status.list" if step.data.contains_key("outside") => Problem::of(
            DATA_MODEL,
            "RANGE_ERROR",
            "The status list has no such entry",
            told,
        ),
        "status.list" if step.data.contains_key("too_short") => Problem::of(
            STATUS_LIST,
            "STATUS_LIST_LENGTH_ERROR",
            "The status list is too short",
            told,
        ),
        "status.list" | "status.list_unsigned" | "status.other_issuer" | "status.stale" => {
            Problem::of(
                STATUS_LIST,
                "STATUS_VERIFICATION_ERROR",
                "The status list cannot be believed",
                told,
            )
        }
        _ => Problem::of(
            STATUS_LIST,
            "STATUS_RETRIEVAL_ERROR",
            "The status could not be found out",
            told,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_that_tells_nothing_has_the_kind_of_why() {
        let kind = |code: &str, data: Value| {
            let step = json!({"name": "status", "mark": "unknown", "code": code, "text": "", "data": data});
            let step: Step = serde_json::from_value(step).unwrap();
            problem(&step, String::new()).kind
        };
        for (code, data, wanted) in [
            ("status.malformed", json!({}), "MALFORMED_VALUE_ERROR"),
            (
                "status.list",
                json!({"index": "7", "too_short": 8}),
                "STATUS_LIST_LENGTH_ERROR",
            ),
            (
                "status.list",
                json!({"index": "9", "outside": 8}),
                "RANGE_ERROR",
            ),
            (
                "status.list",
                json!({"index": "7"}),
                "STATUS_VERIFICATION_ERROR",
            ),
            ("status.stale", json!({}), "STATUS_VERIFICATION_ERROR"),
            ("status.unreachable", json!({}), "STATUS_RETRIEVAL_ERROR"),
            ("status.too_many", json!({}), "STATUS_RETRIEVAL_ERROR"),
        ] {
            assert!(
                kind(code, data.clone()).ends_with(&format!("#{wanted}")),
                "{code} {data}"
            );
        }
    }
}
