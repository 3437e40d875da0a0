//! Endorsements of version 2.0: hosted or signed like Assertions, about the Assertion, its class or its issuer.
use serde_json::{Value, json};

use super::signed::verified;
use super::{Hosted, linked, scope};
use crate::json::{self, items, strings};
use crate::ob2::{self, Class};
use crate::proof::jwt::{Jws, is_compact};
use crate::timestamp::instant;
use crate::verify::endorsements::{MAX_ENDORSEMENTS, told};
use crate::verify::report::{Mark, Step};
use crate::verify::{Desk, Fetched, Purpose};

/// Endorsements stand beside the badge; a bad one never spoils it.
pub(super) fn endorsements(
    assertion: &Value,
    badge: &Value,
    issuer: &Value,
    desk: &mut Desk<'_>,
) -> Step {
    let named = [
        (assertion, "assertion"),
        (badge, "badge"),
        (issuer, "issuer"),
    ];
    let places: Vec<(&str, Option<&str>, &Value)> = named
        .iter()
        .flat_map(|(holder, name)| {
            let about = holder.get("id").and_then(Value::as_str);
            let attached = items(holder.get("endorsement")).iter();
            attached.map(move |endorsement| (*name, about, endorsement))
        })
        .collect();
    let mut results = Vec::new();
    for (place, about, endorsement) in places.iter().take(MAX_ENDORSEMENTS) {
        let Endorsed {
            document,
            endorser,
            outcome,
        } = one(endorsement, *about, desk);
        let (result, why) = match outcome {
            Ok(()) => ("ok", String::new()),
            Err(Trouble::Failed(why)) => ("failed", why),
            Err(Trouble::Unknown(why)) => ("unknown", why),
        };
        results.push(json!({
            "issuer": endorser.get("id"),
            "issuer_name": endorser.get("name"),
            "comment": document.pointer("/claim/endorsementComment"),
            "about": about,
            "place": place,
            "result": result,
            "why": why,
        }));
    }
    told(results, places.len())
}

enum Trouble {
    Failed(String),
    Unknown(String),
}

fn failed(why: impl Into<String>) -> Trouble {
    Trouble::Failed(why.into())
}

/// What is known of an endorsement; documents that are missing leave it unknown, and no report is made of that.
struct Endorsed {
    document: Value,
    endorser: Value,
    outcome: Result<(), Trouble>,
}

fn one(endorsement: &Value, about: Option<&str>, desk: &mut Desk<'_>) -> Endorsed {
    let mut found = Endorsed {
        document: Value::Null,
        endorser: Value::Null,
        outcome: Ok(()),
    };
    found.outcome = examine(
        endorsement,
        about,
        &mut found.document,
        &mut found.endorser,
        desk,
    );
    found
}

fn examine(
    endorsement: &Value,
    about: Option<&str>,
    document: &mut Value,
    endorser: &mut Value,
    desk: &mut Desk<'_>,
) -> Result<(), Trouble> {
    let address = endorsement
        .as_str()
        .or_else(|| endorsement.get("id")?.as_str())
        .ok_or_else(|| failed("it has no address"))?;
    let jws = if is_compact(address) {
        Some(Jws::parse(address).map_err(|error| failed(error.to_string()))?)
    } else {
        None
    };
    *document = match &jws {
        Some(jws) => jws.payload.clone(),
        None => hosted(address, desk)?,
    };
    let mut findings = ob2::validate(document, Class::Endorsement, "endorsement");
    if jws.is_some() {
        // A signed one is not hosted: its id may be a urn.
        findings.retain(|finding| finding.path != "endorsement.id");
    }
    if let Some(finding) = findings.first() {
        return Err(failed(finding.to_string()));
    }
    if about.is_none() || document.pointer("/claim/id").and_then(Value::as_str) != about {
        return Err(failed("it endorses something else"));
    }
    let date = |name: &str| document.get(name).and_then(Value::as_str).and_then(instant);
    if date("issuedOn").is_some_and(|at| desk.now() < at)
        || date("expires").is_some_and(|at| desk.now() > at)
    {
        return Err(failed("it does not hold at this date"));
    }
    *endorser = match linked(document.get("issuer"), Purpose::IssuerProfile, desk) {
        Hosted::Ready(profile) => profile,
        Hosted::Waiting => return Err(Trouble::Unknown("waiting".into())),
        Hosted::Failed(why) => {
            let why = format!("the profile of its issuer could not be had: {why}");
            return Err(Trouble::Unknown(why));
        }
    };
    match &jws {
        Some(jws) => by_signature(jws, document, endorser, desk),
        None => by_address(address, document, endorser),
    }
}

/// The document as its own host shows it; what is written into the badge is trusted for the address only.
fn hosted(address: &str, desk: &mut Desk<'_>) -> Result<Value, Trouble> {
    let body = match desk.fetch(address, Purpose::Endorsement) {
        Fetched::Waiting => return Err(Trouble::Unknown("waiting".into())),
        Fetched::Failed {
            status: Some(410), ..
        } => return Err(failed("it was withdrawn")),
        Fetched::Failed { why, .. } => return Err(Trouble::Unknown(why)),
        Fetched::Ready(body) => body,
    };
    let document = json::parse(body).map_err(|error| failed(format!("{address}: {error}")))?;
    if document.get("revoked") == Some(&Value::Bool(true)) {
        return Err(failed("it was withdrawn"));
    }
    if document.get("id").and_then(Value::as_str) != Some(address) {
        return Err(failed(format!("the document at {address} has another id")));
    }
    Ok(document)
}

fn by_address(address: &str, document: &Value, endorser: &Value) -> Result<(), Trouble> {
    let kind = document.pointer("/verification/type");
    if strings(kind).any(|kind| matches!(kind, "SignedBadge" | "signed")) {
        let why = "it says it is signed, but only its unsigned text was given";
        return Err(Trouble::Unknown(why.into()));
    }
    let step = scope(address, &Value::Null, endorser);
    if step.mark == Mark::Ok {
        return Ok(());
    }
    Err(failed(step.text))
}

fn by_signature(
    jws: &Jws,
    document: &Value,
    endorser: &Value,
    desk: &mut Desk<'_>,
) -> Result<(), Trouble> {
    let Some(steps) = verified(jws, document, endorser, desk) else {
        return Err(Trouble::Unknown("waiting".into()));
    };
    for step in steps {
        match step.mark {
            Mark::Failed => return Err(failed(step.text)),
            Mark::Unknown => return Err(Trouble::Unknown(step.text)),
            Mark::Ok | Mark::Warning | Mark::Skipped => {}
        }
    }
    Ok(())
}
