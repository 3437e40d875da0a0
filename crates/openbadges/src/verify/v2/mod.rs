//! Open Badges 2.0: hosted badges ("hosted verification" in the standard) and signed ones ("signed verification").
//!
//! What was handed in is trusted for one thing only: the address of the Assertion. The rest is fetched.
mod endorse;
mod parts;
mod signed;

use serde_json::{Value, json};

use parts::{facts, period, recipient, status};
pub(super) use signed::examine_signed;

use super::read::sentence;
use super::report::{Facts, Format, Mark, State, Step, StepName};
use super::{Desk, Examined, Fetched, FetchedJson, Purpose, content_sha256};
use crate::json::{self, shown, strings};
use crate::ob1;
use crate::ob2::{self, Class};
use crate::ob3::{Finding, Severity};

const ASK: &str = "Ask the issuer for a correct badge.";
const MAY_MEND: &str = "The badge holds all the same; the issuer may mend it.";

/// A document of the badge, fetched from its own address.
enum Hosted {
    Waiting,
    Failed(String),
    Ready(Value),
}

pub(super) fn examine_hosted(
    given: &Value,
    read: Step,
    carrier: &str,
    desk: &mut Desk<'_>,
) -> Examined {
    let mut examined = start(read, carrier, "hosted", given);
    let upgraded = ob1::assertion(given, None);
    let given = &upgraded;
    let kind = given
        .pointer("/verification/type")
        .or_else(|| given.pointer("/verify/type"));
    if strings(kind).any(|kind| matches!(kind, "SignedBadge" | "signed")) {
        let text = "This Assertion says it is signed, but only its unsigned text was given.";
        let step = Step::new(
            StepName::Proof,
            Mark::Unknown,
            "proof.signed_elsewhere",
            text,
        );
        examined.steps.push(step.at(
            "verification.type",
            "SignedBadge",
            "Give the baked picture or the JWS.",
        ));
        examined.facts = claims(given);
        return examined;
    }
    if let Some(anchor) = blockchain(given) {
        let text = format!(
            "The badge is anchored in a blockchain ({anchor}), which is not looked at here."
        );
        let step = Step::new(StepName::Proof, Mark::Unknown, "proof.unsupported", text);
        let fix = "Verify it where its issuer says, or ask for a badge that is hosted or signed.";
        examined
            .steps
            .push(step.at("verification.type", anchor, fix));
        examined.facts = claims(given);
        return examined;
    }
    let Some(address) = given.get("id").and_then(Value::as_str) else {
        let text = "The Assertion does not say where it is hosted.";
        let step = Step::new(StepName::Proof, Mark::Failed, "proof.no_address", text);
        examined.steps.push(step.at("id", "", ASK));
        return examined;
    };
    let assertion = match desk.fetch(address, Purpose::Assertion) {
        Fetched::Waiting => return examined,
        Fetched::Failed {
            status: Some(410),
            body,
            ..
        } => {
            let body = json::parse(&body).unwrap_or(Value::Null);
            let reason = body.get("revocationReason").and_then(Value::as_str);
            return gone(examined, given, reason);
        }
        Fetched::Failed { why, .. } => {
            let text = format!("The Assertion could not be fetched from its host: {why}.");
            let step = Step::new(StepName::Proof, Mark::Unknown, "proof.unreachable", text);
            examined
                .steps
                .push(step.at("id", address, "Try again later."));
            examined.facts = claims(given);
            return examined;
        }
        Fetched::Ready(body) => match json::parse(body) {
            Ok(assertion) => ob1::assertion(&assertion, Some(address)),
            Err(error) => {
                let text = format!("What its host answers is not an Assertion: {error}.");
                let step = Step::new(
                    StepName::Proof,
                    Mark::Failed,
                    "proof.not_an_assertion",
                    text,
                );
                examined.steps.push(step.at("id", address, ASK));
                return examined;
            }
        },
    };
    if assertion.get("revoked") == Some(&Value::Bool(true)) {
        let reason = assertion.get("revocationReason").and_then(Value::as_str);
        return gone(examined, given, reason);
    }
    let declared = assertion
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    examined.steps.push(if declared == address {
        let text = format!("The Assertion is as its host {} shows it.", host(address));
        Step::new(StepName::Proof, Mark::Ok, "proof.hosted", text).with("address", address)
    } else {
        let text = format!("The document at {address} says it is {declared:?}.");
        Step::new(StepName::Proof, Mark::Failed, "proof.other_address", text)
            .at("id", declared, ASK)
    });
    let Some((badge, issuer)) = rest(&assertion, &mut examined, desk) else {
        return examined;
    };
    examined.steps.push(scope(address, &badge, &issuer));
    finish(examined, &assertion, &badge, &issuer, None, desk)
}

fn start(read: Step, carrier: &str, proof: &str, assertion: &Value) -> Examined {
    let version = ob1::version_of(assertion).map_or("2.0", ob1::Version::name);
    let mut examined = Examined::new(read);
    examined.format = Format {
        carrier: carrier.into(),
        version: Some(version.into()),
        kind: None,
        proof: Some(proof.into()),
        suite: None,
    };
    examined
}

fn host(address: &str) -> String {
    let url = url::Url::parse(address).ok();
    url.as_ref()
        .and_then(url::Url::host_str)
        .unwrap_or_default()
        .to_owned()
}

/// The kind of proof of a Blockcert of version 2, which is an Assertion with an extension.
fn blockchain(assertion: &Value) -> Option<&str> {
    let is_anchor = |kind: &&str| kind.starts_with("MerkleProof");
    strings(assertion.pointer("/signature/type"))
        .chain(strings(assertion.pointer("/verification/type")))
        .find(is_anchor)
}

/// What the given document says of itself and of what is embedded in it, where nothing could be fetched.
fn claims(given: &Value) -> Facts {
    let badge = given.get("badge").unwrap_or(&Value::Null);
    facts(given, badge, badge.get("issuer").unwrap_or(&Value::Null))
}

/// Revoked by status 410 or `revoked: true`.
fn gone(mut examined: Examined, given: &Value, reason: Option<&str>) -> Examined {
    let text = "The issuer has revoked the badge: its host says so.";
    let mut step = Step::new(StepName::Status, Mark::Failed, "status.revoked", text).at(
        "revoked",
        reason.unwrap_or("true"),
        "Ask the issuer why.",
    );
    if let Some(reason) = reason {
        step = step.with("reason", reason);
    }
    examined.steps.push(step);
    examined.state = State::Revoked;
    examined.facts = claims(given);
    examined.facts.reason = reason.map(str::to_owned);
    examined
}

/// BadgeClass and issuer, each from its own address.
fn rest(assertion: &Value, examined: &mut Examined, desk: &mut Desk<'_>) -> Option<(Value, Value)> {
    if examined.format.version.as_deref() == Some(ob1::Version::V0_5.name()) {
        // Everything is in the one document that its host shows.
        let badge = assertion.get("badge").cloned().unwrap_or_default();
        let issuer = badge.get("issuer").cloned().unwrap_or_default();
        return Some((badge, issuer));
    }
    let badge = linked(assertion.get("badge"), Purpose::BadgeClass, desk);
    let badge = unpack(badge, "badge", assertion.get("badge"), examined)?;
    let issuer = linked(badge.get("issuer"), Purpose::IssuerProfile, desk);
    let Some(issuer) = unpack(issuer, "issuer", badge.get("issuer"), examined) else {
        examined.facts = facts(assertion, &badge, &Value::Null);
        return None;
    };
    Some((badge, issuer))
}

fn linked(link: Option<&Value>, purpose: Purpose, desk: &mut Desk<'_>) -> Hosted {
    let link = link.unwrap_or(&Value::Null);
    let address = link
        .as_str()
        .or_else(|| link.get("id").and_then(Value::as_str));
    let Some(address) = address.filter(|id| is_web(id)) else {
        return Hosted::Failed(format!("{} is no address to fetch it from", shown(link)));
    };
    let mut document = match fetch_object(address, purpose, desk) {
        Hosted::Ready(document) => document,
        other => return other,
    };
    // Anybody can write somebody's id into a document. Where it differs from the address, the document at that id
    // counts; if there is none, this one is what its own address says and no more.
    let declared = document
        .get("id")
        .and_then(Value::as_str)
        .map(str::to_owned);
    if let Some(declared) = declared.filter(|id| id != address && is_web(id)) {
        match fetch_object(&declared, purpose, desk) {
            Hosted::Waiting => return Hosted::Waiting,
            Hosted::Ready(other) if other.get("id").and_then(Value::as_str) == Some(&declared) => {
                return Hosted::Ready(other);
            }
            Hosted::Ready(_) | Hosted::Failed(_) => {}
        }
    }
    document["id"] = address.into();
    Hosted::Ready(document)
}

fn is_web(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}

fn fetch_object(address: &str, purpose: Purpose, desk: &mut Desk<'_>) -> Hosted {
    match desk.fetch_json(address, purpose) {
        FetchedJson::Waiting => Hosted::Waiting,
        FetchedJson::Failed(why) => Hosted::Failed(why),
        FetchedJson::Ready(document) if document.is_object() => Hosted::Ready(match purpose {
            Purpose::BadgeClass => ob1::badge_class(&document, address),
            Purpose::IssuerProfile => ob1::issuer(&document, address),
            _ => document,
        }),
        FetchedJson::Ready(_) => Hosted::Failed(format!("{address} holds no JSON object")),
    }
}

fn unpack(
    hosted: Hosted,
    what: &str,
    link: Option<&Value>,
    examined: &mut Examined,
) -> Option<Value> {
    match hosted {
        Hosted::Ready(document) => Some(document),
        Hosted::Waiting => None,
        Hosted::Failed(why) => {
            let text = format!("The {what} document could not be had: {why}.");
            let step = Step::new(StepName::Issuer, Mark::Unknown, "issuer.unreachable", text);
            let link = shown(link.unwrap_or(&Value::Null));
            examined.steps.push(step.at(what, link, "Try again later."));
            None
        }
    }
}

/// The Assertion and the BadgeClass must lie where the issuer's policy allows; by default on the issuer's own host.
fn scope(assertion: &str, badge: &Value, issuer: &Value) -> Step {
    let id = issuer.get("id").and_then(Value::as_str).unwrap_or_default();
    let policy = issuer.get("verification");
    let starts: Vec<&str> = strings(policy.and_then(|policy| policy.get("startsWith"))).collect();
    let mut origins: Vec<String> = strings(policy.and_then(|policy| policy.get("allowedOrigins")))
        .map(str::to_owned)
        .collect();
    if origins.is_empty() && starts.is_empty() {
        origins.push(authority(id));
    }
    let refuse = |field: &str, value: &str, rule: String| {
        let text = format!("{value} is not where the issuer says its badges are: {rule}.");
        Step::new(StepName::Issuer, Mark::Failed, "issuer.out_of_scope", text).at(field, value, ASK)
    };
    // A beginning without a slash at its end would also fit another host's longer name.
    let fits =
        |start: &&str| assertion.starts_with(start) && authority(start) == authority(assertion);
    if !starts.is_empty() && !starts.iter().any(fits) {
        return refuse(
            "id",
            assertion,
            format!("they begin with {}", starts.join(" or ")),
        );
    }
    let class = badge.get("id").and_then(Value::as_str);
    for (field, address) in [("id", Some(assertion)), ("badge.id", class)] {
        let Some(address) = address else { continue };
        let own = authority(address);
        let fits = |origin: &String| *origin == own || *origin == host(address);
        if !origins.is_empty() && !origins.iter().any(fits) {
            return refuse(
                field,
                address,
                format!("they are at {}", origins.join(" or ")),
            );
        }
    }
    let text = format!("The badge lies where the issuer {id} keeps its badges.");
    Step::new(StepName::Issuer, Mark::Ok, "issuer.in_scope", text).with("issuer", id)
}

/// Host with port, where one is named.
fn authority(address: &str) -> String {
    let Ok(url) = url::Url::parse(address) else {
        return String::new();
    };
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        _ => String::new(),
    }
}

fn finish(
    mut examined: Examined,
    assertion: &Value,
    badge: &Value,
    issuer: &Value,
    revocations: Option<Result<Value, String>>,
    desk: &mut Desk<'_>,
) -> Examined {
    let mut findings = ob2::validate(assertion, Class::Assertion, "assertion");
    let named = [
        (assertion, "assertion"),
        (badge, "badge"),
        (issuer, "issuer"),
    ];
    let extensions: Vec<Value> = named
        .iter()
        .flat_map(|(document, name)| ob2::extensions(document, name))
        .map(|extension| {
            let holds = extension.is_known.then_some(extension.findings.is_empty());
            json!({"at": extension.path, "type": extension.kind, "holds": holds})
        })
        .collect();
    if examined.format.proof.as_deref() == Some("signed") {
        // A signed Assertion is not hosted: its id may be a urn.
        findings.retain(|finding| finding.path != "assertion.id");
    }
    findings.extend(ob2::validate(badge, Class::BadgeClass, "badge"));
    findings.extend(ob2::validate(issuer, Class::Issuer, "issuer"));
    if examined.format.version.as_deref() != Some("2.0") {
        // Older versions asked less: what 2.0 requires besides is only remarked.
        findings.retain(|finding| finding.path != "issuer.email" || !finding.value.is_empty());
        for finding in &mut findings {
            if !finding.value.is_empty() {
                finding.severity = Severity::Warning;
            }
        }
    }
    let mut schema = schema(findings);
    if !extensions.is_empty() {
        schema = schema.with("extensions", extensions);
    }
    examined.steps.push(schema);
    examined.facts = facts(assertion, badge, issuer);
    examined.content_sha256 = content_sha256(assertion);
    let (step, by_date) = period(assertion, desk);
    examined.steps.push(step);
    let (step, state) = status(assertion, issuer, revocations);
    let reason = step.data.get("reason").and_then(Value::as_str);
    examined.facts.reason = reason.map(str::to_owned);
    examined.steps.push(step);
    examined.state = if state == State::Valid {
        by_date
    } else {
        state
    };
    examined.steps.push(recipient(assertion, desk));
    let step = endorse::endorsements(assertion, badge, issuer, desk);
    examined.steps.push(step);
    examined
}

fn schema(findings: Vec<Finding>) -> Step {
    let worst = findings
        .iter()
        .find(|finding| finding.severity == Severity::Error)
        .or(findings.first());
    let mut step = match worst {
        None => Step::new(
            StepName::Schema,
            Mark::Ok,
            "schema.ok",
            "The documents keep to Open Badges 2.0.",
        ),
        Some(worst) => {
            let (mark, fix) = match worst.severity {
                Severity::Error => (Mark::Failed, ASK),
                Severity::Warning => (Mark::Warning, MAY_MEND),
            };
            let text = sentence(&worst.to_string());
            Step::new(StepName::Schema, mark, &worst.code, text).at(
                &worst.path,
                worst.value.clone(),
                fix,
            )
        }
    };
    step.findings = findings;
    step
}
