//! Endorsements, wherever in a badge they stand (§9.4).
use serde_json::{Value, json};

use super::report::{Mark, State, Step, StepName};
use super::secure::secure;
use super::v3::period;
use super::{Desk, status};
use crate::json::{items, strings};
use crate::ob3::{self, Kind, Severity, issuer_id};
use crate::proof::jwt::Jws;

/// Most endorsements that are looked at.
const MAX_ENDORSEMENTS: usize = 10;

/// §9.4: endorsements stand beside the badge; a bad one never spoils it.
pub(super) fn endorsements(document: &Value, desk: &mut Desk<'_>) -> Step {
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
