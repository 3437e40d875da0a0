//! Open Badges 3.0 (§9 of the standard): schema, proof, issuer, dates, status, refresh, recipient, endorsements.
use serde_json::{Value, json};

use super::keys::{Resolved, by_jwt, by_method};
use super::read::sentence;
use super::report::{Facts, Format, Mark, State, Step, StepName};
use super::{Desk, Examined, FetchedJson, Purpose, content_sha256, status};
use crate::Timestamp;
use crate::json::{items, shown, strings};
use crate::jsonld::JsonLdError;
use crate::ob3::{self, IdentityMatch, IdentityObject, Kind, Severity, issuer_id};
use crate::proof::jwt::Jws;
use crate::proof::{self, ProofError, Suite};
use crate::timestamp::instant;

/// Most endorsements that are looked at.
const MAX_ENDORSEMENTS: usize = 10;

pub(super) fn examine_document(
    document: Value,
    read: Step,
    carrier: &str,
    desk: &mut Desk<'_>,
) -> Examined {
    examine(document, None, read, carrier, desk)
}

pub(super) fn examine_jwt(jws: Jws, read: Step, carrier: &str, desk: &mut Desk<'_>) -> Examined {
    examine(jws.credential(), Some(jws), read, carrier, desk)
}

fn examine(
    document: Value,
    jws: Option<Jws>,
    read: Step,
    carrier: &str,
    desk: &mut Desk<'_>,
) -> Examined {
    let mut examined = Examined::new(read);
    examined.steps.push(schema(&document));
    let secured = secure(&document, jws.as_ref(), desk);
    let authentic = secured.holds();
    examined.format = Format {
        carrier: carrier.into(),
        version: Some("3.0".into()),
        proof: Some(
            if jws.is_some() {
                "vc_jwt"
            } else {
                "data_integrity"
            }
            .into(),
        ),
        suite: secured.suite,
    };
    examined.steps.extend([secured.proof, secured.issuer]);
    examined.content_sha256 = content_sha256(&document);

    let (current, refreshed) = refresh(document, authentic, desk);
    examined.steps.push(refreshed);
    examined.facts = facts(&current);
    let (period, by_date) = period(&current, desk);
    examined.steps.push(period);
    let mut told = status::examine(&current, desk);
    if authentic {
        own_ledger(&current, &mut told, &mut examined, desk);
    }
    examined.facts.reason = told.reason;
    examined.state = match told.state {
        State::Valid => by_date,
        // An end that has passed is certain, whatever the list would say.
        State::Unknown if by_date == State::Expired => State::Expired,
        other => other,
    };
    examined.steps.push(told.step);
    examined.steps.push(recipient(&current, desk));
    examined.steps.push(endorsements(&current, desk));
    examined
}

fn schema(document: &Value) -> Step {
    let findings = ob3::validate(document);
    let worst = findings
        .iter()
        .find(|finding| finding.severity == Severity::Error);
    let mut step = match (worst, findings.first()) {
        (Some(error), _) => Step::new(
            StepName::Schema,
            Mark::Failed,
            &error.code,
            sentence(&error.to_string()),
        )
        .at(&error.path, error.value.clone(), &sentence(&error.rule)),
        (None, Some(warning)) => {
            let text = sentence(&warning.to_string());
            Step::new(StepName::Schema, Mark::Warning, &warning.code, text)
        }
        (None, None) => {
            let text = "The document keeps to Open Badges 3.0.";
            Step::new(StepName::Schema, Mark::Ok, "schema.ok", text)
        }
    };
    step.findings = findings;
    step
}

/// What checking a document's proofs gave.
pub(super) struct Secured {
    pub proof: Step,
    pub issuer: Step,
    pub suite: Option<String>,
}

impl Secured {
    /// Signed by a key that is the issuer's.
    pub(super) fn holds(&self) -> bool {
        let fine = |step: &Step| matches!(step.mark, Mark::Ok | Mark::Warning);
        fine(&self.proof) && fine(&self.issuer)
    }

    /// Definitely not so.
    pub(super) fn is_false(&self) -> bool {
        self.proof.mark == Mark::Failed || self.issuer.mark == Mark::Failed
    }

    fn without_key(proof: Step) -> Self {
        let text = "Without a proof there is no key to compare with the issuer's.";
        Self {
            proof,
            issuer: Step::new(StepName::Issuer, Mark::Unknown, "issuer.not_checked", text),
            suite: None,
        }
    }

    /// While documents are missing; no report is made of it.
    fn waiting(suite: Option<String>) -> Self {
        let step = |name| Step::new(name, Mark::Unknown, "waiting", "");
        Self {
            proof: step(StepName::Proof),
            issuer: step(StepName::Issuer),
            suite,
        }
    }
}

/// Checks proof and issuer of any credential.
pub(super) fn secure(document: &Value, jws: Option<&Jws>, desk: &mut Desk<'_>) -> Secured {
    let Some(issuer) = issuer_id(document) else {
        let step = Step::new(
            StepName::Proof,
            Mark::Failed,
            "issuer.missing",
            "The badge names no issuer.",
        );
        return Secured::without_key(step.at(
            "$.issuer",
            "",
            "Ask the issuer for a correct badge.",
        ));
    };
    match jws {
        Some(jws) => secured_by_jwt(jws, issuer, desk),
        None => secured_by_proofs(document, issuer, desk),
    }
}

fn secured_by_jwt(jws: &Jws, issuer: &str, desk: &mut Desk<'_>) -> Secured {
    let suite = Some(jws.algorithm().name().to_owned());
    let (key, issuer) = match by_jwt(jws, issuer, desk) {
        Resolved::Waiting => return Secured::waiting(suite),
        Resolved::Done(key, step) => (key, *step),
    };
    let proof = match key {
        None => no_key(),
        Some(key) => match jws.verify(&key) {
            Ok(()) => claims(jws),
            Err(error) => Step::new(
                StepName::Proof,
                Mark::Failed,
                error.code(),
                sentence(&error.to_string()),
            )
            .at(
                "signature",
                "",
                "Ask the issuer for the badge as it was signed.",
            ),
        },
    };
    Secured {
        proof,
        issuer,
        suite,
    }
}

fn no_key() -> Step {
    let text = "The signature could not be checked without the issuer's key.";
    Step::new(StepName::Proof, Mark::Unknown, "proof.no_key", text)
}

/// The claims must repeat the credential (§8.2.4.1).
fn claims(jws: &Jws) -> Step {
    let Some(finding) = jws.claim_findings().into_iter().next() else {
        let text = "The signature fits the content, and the claims repeat it.";
        return Step::new(StepName::Proof, Mark::Ok, "proof.ok", text);
    };
    let show = |value: &Option<Value>| value.as_ref().map_or("nothing".into(), shown);
    let (claim, member) = (finding.claim, finding.member);
    let (got, want) = (show(&finding.got), show(&finding.want));
    let text = format!("The claim {claim:?} says {got}, but {member} says {want}.");
    Step::new(StepName::Proof, Mark::Failed, "proof.claims", text)
        .at(
            claim,
            got,
            "Ask the issuer for a JWT whose claims repeat the badge.",
        )
        .with("claim", claim)
        .with("member", member)
}

fn secured_by_proofs(document: &Value, issuer: &str, desk: &mut Desk<'_>) -> Secured {
    let proofs = proof::proofs(document);
    if proofs.is_empty() {
        let text = "The badge is not signed.";
        let step = Step::new(StepName::Proof, Mark::Failed, "proof.none", text).at(
            "$.proof",
            "",
            "Ask the issuer for the signed badge.",
        );
        return Secured::without_key(step);
    }
    let mut best: Option<Secured> = None;
    for proof in proofs.iter().take(5) {
        let secured = secured_by_proof(document, proof, issuer, desk);
        // One proof that is false spoils all; else the best of them counts.
        let better = best.as_ref().is_none_or(|best| {
            (secured.is_false() && !best.is_false())
                || (!best.is_false() && secured.holds() && !best.holds())
        });
        if better {
            best = Some(secured);
        }
    }
    best.unwrap_or_else(|| Secured::waiting(None))
}

fn secured_by_proof(document: &Value, proof: &Value, issuer: &str, desk: &mut Desk<'_>) -> Secured {
    let Some(suite) = Suite::of(proof) else {
        let name = proof::name_of(proof);
        let text = format!("The proof {name} is of a kind that is not checked here.");
        let step = Step::new(StepName::Proof, Mark::Unknown, "proof.unsupported", text).at(
            "$.proof",
            name,
            "Ask the issuer for a badge with an eddsa-rdfc-2022 proof.",
        );
        return Secured::without_key(step);
    };
    let name = Some(suite.name().to_owned());
    let at = |member: &str| proof.get(member).and_then(Value::as_str);
    let Some(method) = at("verificationMethod") else {
        let step = Step::new(
            StepName::Proof,
            Mark::Failed,
            "proof.malformed",
            "The proof names no key.",
        )
        .at(
            "$.proof.verificationMethod",
            "",
            "Ask the issuer for a correct badge.",
        );
        return Secured::without_key(step);
    };
    let signed = at("created").and_then(instant);
    let (key, issuer) = match by_method(method, issuer, signed, desk) {
        Resolved::Waiting => return Secured::waiting(name),
        Resolved::Done(key, step) => (key, *step),
    };
    let proof = match key {
        None => no_key(),
        Some(key) => match proof::verify(document, proof, &key, &desk.options.contexts) {
            Ok(()) => accepted(suite, at("expires"), desk),
            Err(error) => refused(&error),
        },
    };
    Secured {
        proof,
        issuer,
        suite: name,
    }
}

fn accepted(suite: Suite, expires: Option<&str>, desk: &Desk<'_>) -> Step {
    if let Some(text) = expires
        && instant(text).is_none_or(|end| end < desk.now())
    {
        return Step::new(
            StepName::Proof,
            Mark::Failed,
            "proof.expired",
            format!("The signature fits, but it was meant to be used until {text} only."),
        )
        .at(
            "$.proof.expires",
            text,
            "Ask the issuer for a freshly signed badge.",
        );
    }
    let name = suite.name();
    if suite.is_superseded() {
        let text = format!(
            "The signature fits the content. It is made by {name}, which eddsa-rdfc-2022 has replaced."
        );
        return Step::new(StepName::Proof, Mark::Warning, "proof.superseded", text)
            .with("suite", name);
    }
    let text = format!("The signature ({name}) fits the content: nothing was changed since.");
    Step::new(StepName::Proof, Mark::Ok, "proof.ok", text).with("suite", name)
}

fn refused(error: &ProofError) -> Step {
    let text = sentence(&error.to_string());
    let (mark, field, value, fix) = match error {
        ProofError::JsonLd(JsonLdError::UnknownContext { path, url }) => (
            Mark::Unknown,
            path.clone(),
            url.clone(),
            "Ask whoever runs this verifier to add the context, or the issuer to use published ones.",
        ),
        ProofError::JsonLd(JsonLdError::LostTerm { term }) => (
            Mark::Failed,
            term.clone(),
            term.clone(),
            "The issuer must define the member in a context, or leave it out.",
        ),
        ProofError::JsonLd(
            JsonLdError::RelativeAddress { path, value }
            | JsonLdError::LostValue { path, value, .. },
        ) => (
            Mark::Failed,
            path.clone(),
            value.clone(),
            "The issuer must write a full address.",
        ),
        ProofError::TooComplex(_) | ProofError::Unsupported(_) => (
            Mark::Unknown,
            "$.proof".into(),
            String::new(),
            "Ask the issuer for a simpler badge.",
        ),
        ProofError::Malformed { field, value, .. } => (
            Mark::Failed,
            format!("$.proof.{field}"),
            value.clone(),
            "Ask the issuer for a correct badge.",
        ),
        _ => (
            Mark::Failed,
            "$.proof.proofValue".into(),
            String::new(),
            "Ask the issuer for the badge as it was signed.",
        ),
    };
    Step::new(StepName::Proof, mark, error.code(), text).at(&field, value, fix)
}

/// §9.1 step 3: a newer revision, asked for once. It counts only if it is the same badge, later, and well signed.
fn refresh(document: Value, authentic: bool, desk: &mut Desk<'_>) -> (Value, Step) {
    let skipped = |code, text| Step::new(StepName::Refresh, Mark::Skipped, code, text);
    let service = items(document.get("refreshService"))
        .iter()
        .find(|service| {
            strings(service.get("type")).any(|kind| kind == "1EdTechCredentialRefresh")
        });
    let address = service
        .and_then(|service| service.get("id"))
        .and_then(Value::as_str);
    let Some(address) = address.filter(|_| authentic) else {
        let step = skipped("refresh.none", "The badge offers no newer revision.");
        return (document, step);
    };
    let unusable = |why: String| {
        Step::new(
            StepName::Refresh,
            Mark::Warning,
            "refresh.unusable",
            format!("No newer revision was used: {why}"),
        )
    };
    let address = address.to_owned();
    let (newer, jws) = match credential_at(&address, Purpose::Refresh, desk) {
        CredentialAt::Waiting => return (document, skipped("waiting", "")),
        CredentialAt::Failed(why) => return (document, unusable(format!("{why}."))),
        CredentialAt::Ready(found) => (found.document, found.jws),
    };
    let from = |document: &Value| {
        document
            .get("validFrom")
            .and_then(Value::as_str)
            .and_then(instant)
    };
    if !ob3::is_same_credential(&document, &newer) {
        return (document, unusable("it is another badge.".into()));
    }
    if from(&newer) <= from(&document) {
        let step = Step::new(
            StepName::Refresh,
            Mark::Ok,
            "refresh.current",
            "This is the newest revision.",
        );
        return (document, step);
    }
    let secured = secure(&newer, jws.as_ref(), desk);
    if !secured.holds() {
        return (document, unusable("its signature does not hold.".into()));
    }
    let text = "The issuer has a newer revision; dates and state are taken from it.";
    (
        newer,
        Step::new(StepName::Refresh, Mark::Ok, "refresh.newer", text),
    )
}

/// A fetched credential, and the JWT it came in, if any.
pub(super) struct Credential {
    pub document: Value,
    pub jws: Option<Jws>,
}

/// What is at an address.
pub(super) enum CredentialAt {
    Waiting,
    Failed(String),
    Ready(Box<Credential>),
}

pub(super) fn credential_at(url: &str, purpose: Purpose, desk: &mut Desk<'_>) -> CredentialAt {
    let body = match desk.fetch(url, purpose) {
        super::Fetched::Waiting => return CredentialAt::Waiting,
        super::Fetched::Failed { why, .. } => return CredentialAt::Failed(why),
        super::Fetched::Ready(body) => body,
    };
    let text = String::from_utf8_lossy(&body);
    if crate::proof::jwt::is_compact(&text) {
        return match Jws::parse(&text) {
            Ok(jws) => CredentialAt::Ready(Box::new(Credential {
                document: jws.credential(),
                jws: Some(jws),
            })),
            Err(error) => CredentialAt::Failed(format!("{url}: {error}")),
        };
    }
    match desk.fetch_json(url, purpose) {
        FetchedJson::Ready(document) => CredentialAt::Ready(Box::new(Credential {
            document,
            jws: None,
        })),
        FetchedJson::Failed(why) => CredentialAt::Failed(why),
        FetchedJson::Waiting => CredentialAt::Waiting,
    }
}

/// Dates of VC 2.0 or 1.1.
fn dates(document: &Value) -> (Option<&str>, Option<&str>) {
    let text = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| document.get(*name).and_then(Value::as_str))
    };
    (
        text(["validFrom", "issuanceDate"]),
        text(["validUntil", "expirationDate"]),
    )
}

fn period(document: &Value, desk: &Desk<'_>) -> (Step, State) {
    let (from, until) = dates(document);
    let now = desk.now();
    let step = |mark, code, text: String| Step::new(StepName::ValidityPeriod, mark, code, text);
    let unread = |field: &str, value: &str| {
        let text = format!("{field} is {value:?}, which is not a date with time and zone.");
        let step = step(Mark::Failed, "period.malformed", text);
        step.at(
            field,
            value,
            "The issuer must write a date like 2026-01-31T12:00:00Z.",
        )
    };
    if let Some(from) = from {
        match instant(from) {
            None => return (unread("$.validFrom", from), State::Unknown),
            Some(start) if now < start => {
                let text = format!("The badge is not valid yet: it holds from {from}.");
                let step = step(Mark::Failed, "period.not_yet", text)
                    .at("$.validFrom", from, "Come back after that date.")
                    .with("valid_from", from);
                return (step, State::NotYetValid);
            }
            Some(_) => {}
        }
    }
    let Some(until) = until else {
        let text = "The badge has no end date.".to_owned();
        return (step(Mark::Ok, "period.no_end", text), State::Valid);
    };
    match instant(until) {
        None => (unread("$.validUntil", until), State::Unknown),
        Some(end) if now > end => {
            let text = format!("The badge expired: it was valid until {until}.");
            let step = step(Mark::Failed, "period.expired", text)
                .at(
                    "$.validUntil",
                    until,
                    "Ask the issuer whether it can be renewed.",
                )
                .with("valid_until", until);
            (step, State::Expired)
        }
        Some(_) => {
            let text = format!("The badge is valid until {until}.");
            let step = step(Mark::Ok, "period.ok", text).with("valid_until", until);
            (step, State::Valid)
        }
    }
}

/// For badges of this installation: the ledger tells suspended from revoked, and knows every revision ever signed.
fn own_ledger(document: &Value, told: &mut status::Told, examined: &mut Examined, desk: &Desk<'_>) {
    let id = document.get("id").and_then(Value::as_str);
    let Some(own) = id.and_then(|id| desk.known.own.get(id)) else {
        return;
    };
    let known = examined
        .content_sha256
        .as_ref()
        .is_some_and(|digest| own.revisions.contains(digest));
    if !known
        && let Some(step) = examined
            .steps
            .iter_mut()
            .find(|step| step.name == StepName::Proof)
    {
        let text = "The signature fits, but this installation never issued this content: the key may have been stolen.";
        *step = Step::new(StepName::Proof, Mark::Failed, "proof.not_in_ledger", text).at(
            "$",
            "",
            "Download the badge again from its page.",
        );
        return;
    }
    if matches!(own.state, State::Suspended | State::Revoked) {
        *told = status::Told::of(own.state, own.reason.clone());
    }
}

fn recipient(document: &Value, desk: &Desk<'_>) -> Step {
    let Some(claimed) = &desk.options.recipient else {
        let text = "Nobody was named to compare the recipient with.";
        return Step::new(
            StepName::Recipient,
            Mark::Skipped,
            "recipient.not_asked",
            text,
        );
    };
    let subject = items(document.get("credentialSubject"))
        .first()
        .unwrap_or(&Value::Null);
    let subject_id = subject.get("id").and_then(Value::as_str);
    let mut unreadable = false;
    let mut matched = subject_id == Some(claimed.value.trim());
    for identity in items(subject.get("identifier")) {
        match serde_json::from_value::<IdentityObject>(identity.clone()) {
            Ok(identity) => match identity.matches(&claimed.identity_type, &claimed.value) {
                IdentityMatch::Yes => matched = true,
                IdentityMatch::Unreadable => unreadable = true,
                IdentityMatch::No | IdentityMatch::OtherKind => {}
            },
            Err(_) => unreadable = true,
        }
    }
    let step = |mark, code, text| Step::new(StepName::Recipient, mark, code, text);
    if matched {
        return step(
            Mark::Ok,
            "recipient.ok",
            "The badge was issued to the recipient you named.",
        );
    }
    if unreadable {
        let text = "The badge names its recipient in a way that cannot be compared here.";
        return step(Mark::Unknown, "recipient.unreadable", text);
    }
    let text = "The badge was not issued to the recipient you named.";
    step(Mark::Failed, "recipient.other", text).at(
        "$.credentialSubject.identifier",
        claimed.value.clone(),
        "Try the address it was awarded to.",
    )
}

/// §9.4: endorsements stand beside the badge; a bad one never spoils it.
fn endorsements(document: &Value, desk: &mut Desk<'_>) -> Step {
    let mut results = Vec::new();
    let places = [
        ("", "/id"),
        (
            "/credentialSubject/achievement",
            "/credentialSubject/achievement/id",
        ),
        (
            "/credentialSubject/achievement/creator",
            "/credentialSubject/achievement/creator/id",
        ),
        ("/credentialSubject/source", "/credentialSubject/source/id"),
        ("/issuer", "/issuer/id"),
    ];
    for (place, id) in places {
        let about = document.pointer(id).and_then(Value::as_str);
        let holder = document.pointer(place);
        for endorsement in items(holder.and_then(|holder| holder.get("endorsement"))) {
            if results.len() < MAX_ENDORSEMENTS && endorsement.is_object() {
                results.push(endorsed(endorsement, None, about, desk));
            }
        }
        for text in strings(holder.and_then(|holder| holder.get("endorsementJwt"))) {
            if results.len() < MAX_ENDORSEMENTS {
                results.push(match Jws::parse(text) {
                    Ok(jws) => endorsed(&jws.credential(), Some(&jws), about, desk),
                    Err(error) => json!({"result": "failed", "why": error.to_string()}),
                });
            }
        }
    }
    if results.is_empty() {
        let text = "Nobody endorsed the badge.";
        return Step::new(
            StepName::Endorsements,
            Mark::Skipped,
            "endorsements.none",
            text,
        );
    }
    let good = results
        .iter()
        .filter(|result| result["result"] == "ok")
        .count();
    let (mark, code) = if good == results.len() {
        (Mark::Ok, "endorsements.ok")
    } else {
        (Mark::Warning, "endorsements.some_failed")
    };
    let text = format!("{good} of {} endorsements hold.", results.len());
    Step::new(StepName::Endorsements, mark, code, text).with("endorsements", results)
}

fn endorsed(
    endorsement: &Value,
    jws: Option<&Jws>,
    about: Option<&str>,
    desk: &mut Desk<'_>,
) -> Value {
    let subject = endorsement
        .pointer("/credentialSubject/id")
        .and_then(Value::as_str);
    let secured = secure(endorsement, jws, desk);
    let (_, state) = period(endorsement, desk);
    let told = status::examine(endorsement, desk);
    let fails = ob3::validate(endorsement)
        .iter()
        .any(|f| f.severity == Severity::Error);
    let (result, why) = if ob3::kind_of(endorsement) != Kind::Endorsement || fails {
        ("failed", "it is not a correct endorsement")
    } else if about.is_none() || subject != about {
        ("failed", "it endorses something else")
    } else if secured.is_false() {
        ("failed", "its signature does not hold")
    } else if !secured.holds() {
        ("unknown", "its signature could not be checked")
    } else if state != State::Valid {
        ("failed", "it does not hold at this date")
    } else {
        match told.state {
            State::Valid => ("ok", ""),
            State::Unknown => ("unknown", "its status could not be found out"),
            _ => ("failed", "it was withdrawn"),
        }
    };
    json!({
        "issuer": issuer_id(endorsement),
        "issuer_name": endorsement.pointer("/issuer/name"),
        "comment": endorsement.pointer("/credentialSubject/endorsementComment"),
        "about": about,
        "result": result,
        "why": why,
    })
}

/// A text that may be a plain string or language objects; the first counts.
fn text_at(document: &Value, pointer: &str) -> Option<String> {
    let value = items(document.pointer(pointer)).first()?;
    let text = value.as_str().or_else(|| value.get("@value")?.as_str());
    text.map(str::to_owned)
}

fn facts(document: &Value) -> Facts {
    let text = |pointer: &str| text_at(document, pointer);
    let (from, until) = dates(document);
    let recipient_name = items(document.pointer("/credentialSubject/identifier"))
        .iter()
        .find(|identity| {
            identity.get("identityType").and_then(Value::as_str) == Some("name")
                && identity.get("hashed") == Some(&Value::Bool(false))
        })
        .and_then(|identity| identity.get("identityHash")?.as_str());
    let image = text("/credentialSubject/image/id")
        .or_else(|| text("/image/id"))
        .or_else(|| text("/credentialSubject/achievement/image/id"));
    Facts {
        id: text("/id"),
        issuer_id: issuer_id(document).map(str::to_owned),
        issuer_name: text("/issuer/name"),
        issuer_url: text("/issuer/url"),
        achievement_id: text("/credentialSubject/achievement/id"),
        achievement_name: text("/credentialSubject/achievement/name").or_else(|| text("/name")),
        achievement_description: text("/credentialSubject/achievement/description"),
        recipient_name: recipient_name.map(str::to_owned),
        awarded: text("/awardedDate")
            .or_else(|| from.map(str::to_owned))
            .map(Timestamp::from_text),
        valid_from: from.map(Timestamp::from_text),
        valid_until: until.map(Timestamp::from_text),
        image: image.filter(|image| !image.starts_with("data:")),
        reason: None,
    }
}
