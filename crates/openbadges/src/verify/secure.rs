//! Proof and issuer of any credential: a badge, a status list, an endorsement, a newer revision.
use serde_json::Value;

use super::Desk;
use super::keys::{Resolved, by_jwt, by_method};
use super::read::sentence;
use super::report::{Mark, Step, StepName};
use crate::context::OPEN_BADGES_3;
use crate::json::{shown, strings};
use crate::jsonld::JsonLdError;
use crate::key::PublicKey;
use crate::ob3::issuer_id;
use crate::proof::jwt::Jws;
use crate::proof::{self, ProofError, Suite};
use crate::timestamp::instant;

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

    /// The signature fits, but it is not known to be the issuer's.
    fn is_anothers(&self) -> bool {
        matches!(self.proof.mark, Mark::Ok | Mark::Warning)
            && matches!(self.issuer.mark, Mark::Failed | Mark::Unknown)
    }

    /// Definitely not so.
    pub(super) fn is_false(&self) -> bool {
        self.proof.mark == Mark::Failed || self.issuer.mark == Mark::Failed
    }

    fn without_key(proof: Step) -> Self {
        let text = "Without a proof there is no key to compare with the issuer's.";
        Self {
            proof,
            issuer: Step::new(StepName::Issuer, Mark::Unknown, "issuer.not_checked", text).at(
                "$.proof",
                "",
                "See the step before.",
            ),
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
        None => no_key("header.kid", jws.kid().unwrap_or_default()),
        Some(key) => match jws.verify(&key) {
            Ok(()) => claims(jws),
            Err(error) => Step::new(
                StepName::Proof,
                Mark::Failed,
                error.code(),
                sentence(&error.to_string()),
            )
            .at("signature", jws.algorithm().name(), AS_SIGNED),
        },
    };
    Secured {
        proof,
        issuer,
        suite,
    }
}

const AS_SIGNED: &str = "Ask the issuer for the badge as it was signed.";

fn no_key(field: &str, method: &str) -> Step {
    let text = "The signature could not be checked without the issuer's key.";
    let step = Step::new(StepName::Proof, Mark::Unknown, "proof.no_key", text);
    step.at(
        field,
        method,
        "See the issuer's step: it says why there is no key.",
    )
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
    if proofs.len() > MOST_PROOFS {
        let text = format!(
            "The badge has {} proofs; {MOST_PROOFS} at most are looked at.",
            proofs.len()
        );
        let step = Step::new(StepName::Proof, Mark::Unknown, "proof.too_complex", text);
        let many = format!("{} proofs", proofs.len());
        return Secured::without_key(step.at(
            "$.proof",
            many,
            "Ask the issuer for a simpler badge.",
        ));
    }
    let mut all: Vec<Secured> = proofs
        .iter()
        .map(|proof| secured_by_proof(document, proof, issuer, desk))
        .collect();
    let others = all.iter().filter(|one| one.is_anothers()).count();
    // One proof that is false spoils all; else the best of them counts. Another's signature beside the issuer's own, as
    // proof sets and chains have it (VC-DI §2.1.1), spoils nothing; alone it is no issuer's.
    let rank = |one: &Secured| match () {
        () if one.is_false() && !one.is_anothers() => 0,
        () if one.holds() => 1,
        () if one.is_false() => 2,
        () => 3,
    };
    let best = (0..all.len()).min_by_key(|at| rank(&all[*at]));
    let Some(mut best) = best.map(|at| all.swap_remove(at)) else {
        return Secured::waiting(None);
    };
    if best.holds() && others > 0 {
        best.proof = best.proof.with("also_signed_by_others", others);
    }
    best
}

/// Most proofs of one document that are checked.
const MOST_PROOFS: usize = 5;

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
        None => no_key("$.proof.verificationMethod", method),
        Some(key) => {
            if suite.is_rdfc() {
                desk.note_contexts(document);
            }
            match proof::verify(document, proof, &key, &desk.options.contexts) {
                Ok(()) => accepted(suite, at("expires"), desk),
                Err(ProofError::BadSignature) => match older_context(document, proof, &key, desk) {
                    Some(step) => step,
                    None => refused(&ProofError::BadSignature, proof),
                },
                Err(error) => refused(&error, proof),
            }
        }
    };
    Secured {
        proof,
        issuer,
        suite: name,
    }
}

/// The signature fits; whether it still may be used. At the moment that `expires` names it no longer may (VC-DI §2.1), so
/// that one which names this very second has ended too.
fn accepted(suite: Suite, expires: Option<&str>, desk: &Desk<'_>) -> Step {
    if let Some(text) = expires
        && instant(text).is_none_or(|end| end <= desk.now())
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

/// Members that the first text of the Open Badges 3.0.3 context left undefined. It was changed in place in 2025 and 2026,
/// and but for these two it says the same.
const LATER_TERMS: [&str; 2] = ["endorsementJwt", "jti"];

/// A badge signed under the first text of its context: the signature fits once the members are left out that were
/// undefined, and so dropped, at that time.
fn older_context(
    document: &Value,
    proof: &Value,
    key: &PublicKey,
    desk: &Desk<'_>,
) -> Option<Step> {
    let suite = Suite::of(proof).filter(|suite| suite.is_rdfc())?;
    let named = strings(document.get("@context")).any(|url| url == OPEN_BADGES_3);
    let mut older = document.clone();
    if let Value::Object(members) = &mut older {
        members.shift_remove("proof");
    }
    if !named || !without_later_terms(&mut older) {
        return None;
    }
    older["proof"] = document.get("proof")?.clone();
    proof::verify(&older, proof, key, &desk.options.contexts).ok()?;
    let terms = LATER_TERMS.join(" and ");
    let text = format!(
        "The signature fits, but it was made under an earlier text of the Open Badges context: it does not cover {terms}."
    );
    let step = Step::new(StepName::Proof, Mark::Warning, "proof.older_context", text);
    let fix = "Ask the issuer for a freshly signed badge.";
    Some(
        step.at("$.@context", OPEN_BADGES_3, fix)
            .with("suite", suite.name()),
    )
}

/// Takes the later terms out; whether there were any.
fn without_later_terms(value: &mut Value) -> bool {
    match value {
        Value::Object(members) => {
            let before = members.len();
            members.retain(|name, _| !LATER_TERMS.contains(&name.as_str()));
            let mut found = members.len() < before;
            for member in members.values_mut() {
                found |= without_later_terms(member);
            }
            found
        }
        Value::Array(items) => {
            let mut found = false;
            for item in items {
                found |= without_later_terms(item);
            }
            found
        }
        _ => false,
    }
}

/// The beginning of a value that is too long to show.
fn beginning(text: &str) -> String {
    match text.char_indices().nth(24) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn refused(error: &ProofError, proof: &Value) -> Step {
    let text = sentence(&error.to_string());
    let (mark, field, value, fix) = match error {
        ProofError::JsonLd(JsonLdError::UnknownContext { path, url }) => (
            Mark::Unknown,
            path.clone(),
            url.clone(),
            "Ask whoever runs this verifier to add the context, or the issuer to use published ones.",
        ),
        ProofError::JsonLd(JsonLdError::SecondName { path, .. }) => (
            Mark::Failed,
            path.clone(),
            String::new(),
            "Ask the issuer for the badge as it was issued.",
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
            proof::name_of(proof),
            "Ask the issuer for a simpler badge.",
        ),
        ProofError::Malformed { field, value, .. } => (
            Mark::Failed,
            format!("$.proof.{field}"),
            value.clone(),
            "Ask the issuer for a correct badge.",
        ),
        _ => {
            let member = match proof.get("jws") {
                Some(_) => "jws",
                None => "proofValue",
            };
            let value = proof.get(member).and_then(Value::as_str);
            let value = beginning(value.unwrap_or_default());
            (Mark::Failed, format!("$.proof.{member}"), value, AS_SIGNED)
        }
    };
    Step::new(StepName::Proof, mark, error.code(), text).at(&field, value, fix)
}
