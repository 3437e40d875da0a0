//! POST /credentials/verify: any credential by the rules of the Data Model, badge or not.

use super::{Answer, Asked, DATA_MODEL, Problem, SECURITY, STATUS_LIST, status};
use crate::{
    Error, Issuance,
    app::documents,
    domain::{
        document::DocumentName,
        vc_api::{contexts, items, strings},
    },
    store,
};
use openbadges::{
    context::CREDENTIALS_V2,
    ob3::Severity,
    proof::{self, jwt::Jws},
    vcdm,
    verify::{
        Answer as Found, Input, Known, Mark, Options, Outcome, Report, Step, StepName, verify,
    },
};
use platform::{
    config::PublicUrl,
    fetch::{Budgeted, Fetch as _, FetchBudget, GuardedFetcher, Request},
    identity::Caller,
};
use serde_json::{Value, json};

/// How often the verifier may ask for more.
const ROUNDS: usize = 10;

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
    pub(super) challenge: Option<String>,
    pub(super) domain: Option<String>,
    /// Whether a status that cannot be had stands against it.
    status: bool,
}

impl Wanted {
    pub(super) fn of(asked: &Asked) -> Result<Self, Problem> {
        let checks = asked.list("checks")?.unwrap_or_default();
        let text = |name| asked.option(name).map(|text| text.map(str::to_owned));
        Ok(Self {
            challenge: text("challenge")?,
            domain: text("domain")?,
            status: checks.is_empty()
                || checks
                    .iter()
                    .any(|check| check == "credentialStatus" || check == "status"),
        })
    }

    /// The proof must be for this challenge and this domain.
    pub(super) fn told_apart(&self, proof: &Value) -> Vec<Problem> {
        let other = |name: &str, wanted: &Option<String>| {
            let wanted = wanted.as_deref()?;
            if strings(proof.get(name)).any(|said| said == wanted) {
                return None;
            }
            let (kind, title) = if name == "challenge" {
                (
                    "INVALID_CHALLENGE_ERROR",
                    "The proof answers another challenge",
                )
            } else {
                ("INVALID_DOMAIN_ERROR", "The proof is for another domain")
            };
            let detail = format!("$.proof.{name}: it must be {wanted:?}");
            Some(Problem::of(SECURITY, kind, title, detail))
        };
        let found = [
            other("challenge", &self.challenge),
            other("domain", &self.domain),
        ];
        found.into_iter().flatten().collect()
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
    note_findings(vcdm::credential(&document), &mut answer);
    if !answer.is_ok() {
        return Ok(answer);
    }
    let report = match report(app, text).await? {
        Ok(report) => report,
        Err(problem) => return Ok(Answer::refused(problem)),
    };
    for step in &report.steps {
        note_step(step, jws.as_ref(), wanted, &mut answer);
    }
    Ok(answer)
}

pub(super) fn note_findings(findings: Vec<openbadges::ob3::Finding>, answer: &mut Answer) {
    for finding in findings {
        match finding.severity {
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
    let now = app.foundation.clock.now().seconds();
    let Ok(at) = time::OffsetDateTime::from_unix_timestamp(now) else {
        return Ok(Err(Problem::parsing("the time is beyond the calendar")));
    };
    let mut options = Options::at(at);
    options.contexts = contexts();
    let web = Budgeted::new(app.vc_api.clone(), FetchBudget::default());
    let (mut input, mut known) = (Input::Text(text), Known::new());
    for _ in 0..ROUNDS {
        let look = app.artist.work(move |_| {
            let outcome = verify(&input, &known, &options);
            (input, known, options, outcome)
        });
        let outcome;
        (input, known, options, outcome) = look.await?;
        let needs = match outcome {
            Outcome::Report(report) => return Ok(Ok(*report)),
            Outcome::Needs(needs) => needs,
        };
        for need in needs {
            let found = match own(app, &need.url).await? {
                Some(found) => found,
                None => fetched(&web, &need.url, need.purpose.accept()).await,
            };
            known.insert(need.url, found);
        }
    }
    Ok(Err(Problem::proof(
        "the credential refers to documents that refer to further ones without end",
    )))
}

/// What stands at an address of ours, which is never asked for by a socket (decisions §4).
async fn own(app: &Issuance, url: &str) -> Result<Option<Found>, Error> {
    let missing = || Found::Status {
        status: 404,
        body: Vec::new(),
    };
    if let Some((instance, list)) = status::of_address(app, url) {
        let list = status::signed(app, instance, list).await?;
        let found = list.map(|list| Found::Found(list.to_string().into_bytes()));
        return Ok(Some(found.unwrap_or_else(missing)));
    }
    let bases = store::base::all(app.foundation.store.read()).await?;
    let Some((host, path)) = at_home(&bases, url) else {
        return Ok(None);
    };
    let Some(name) = DocumentName::of_path(&path) else {
        return Ok(Some(missing()));
    };
    let wanted = documents::Wanted {
        host,
        name,
        capability: String::new(),
        owner: false,
        if_none_match: String::new(),
    };
    let served = documents::get(app, &wanted).await?;
    Ok(Some(match served.status {
        200 => Found::Found(served.body.to_vec()),
        status => Found::Status {
            status,
            body: served.body.to_vec(),
        },
    }))
}

/// The host and the path of an address of ours. The scheme does not matter: did:web always says https.
fn at_home(bases: &[PublicUrl], url: &str) -> Option<(String, String)> {
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme, "https" | "http") {
        return None;
    }
    let (host, path) = rest.split_once('/')?;
    let ours = bases.iter().any(|base| base.host() == host);
    ours.then(|| (host.to_owned(), format!("/{path}")))
}

async fn fetched(web: &Budgeted<GuardedFetcher>, url: &str, accept: &str) -> Found {
    let Ok(parsed) = url::Url::parse(url) else {
        return Found::failed(format!("{url:?} is not an address"));
    };
    match web.get(&Request::new(parsed).accepting(accept)).await {
        Ok(found) if found.is_success() => Found::Found(found.body.to_vec()),
        Ok(other) => Found::Status {
            status: other.status,
            body: other.body.to_vec(),
        },
        Err(error) => Found::failed(error.to_string()),
    }
}

/// A step's part in the verdict. What only badges must keep to stands against no credential.
fn note_step(step: &Step, jws: Option<&Jws>, wanted: &Wanted, answer: &mut Answer) {
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
        Mark::Failed | Mark::Unknown => answer.problems.push(problem(step, told)),
    }
}

fn problem(step: &Step, told: String) -> Problem {
    match step.name {
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
        StepName::Status if step.mark == Mark::Unknown => Problem::of(
            STATUS_LIST,
            "STATUS_RETRIEVAL_ERROR",
            "The status could not be found out",
            told,
        ),
        StepName::Status => Problem::of(
            STATUS_LIST,
            "STATUS_VERIFICATION_ERROR",
            "The credential was revoked or suspended",
            told,
        ),
        StepName::Read => Problem::parsing(told),
        _ => Problem::proof(told),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_hosts_are_ours_whatever_the_scheme() {
        let bases = [
            PublicUrl::parse("http://localhost:8080").unwrap(),
            PublicUrl::parse("https://badges.example.org").unwrap(),
        ];
        let home = |url: &str| at_home(&bases, url);
        let did = Some((
            "localhost:8080".to_owned(),
            "/issuers/guild/did.json".to_owned(),
        ));
        assert_eq!(home("https://localhost:8080/issuers/guild/did.json"), did);
        assert!(home("https://badges.example.org/b/x").is_some());
        for other in [
            "https://localhost/issuers/guild/did.json",
            "https://badges.example.org.evil.example/b/x",
            "https://badges.example.org@evil.example/b/x",
            "https://badges.example.org",
            "file://badges.example.org/b/x",
        ] {
            assert_eq!(home(other), None, "{other}");
        }
    }
}
