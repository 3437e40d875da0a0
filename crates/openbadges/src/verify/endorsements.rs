//! Endorsements, wherever in a badge they stand (§9.4).
use serde_json::{Value, json};

use super::report::{Mark, State, Step, StepName};
use super::secure::secure;
use super::v3::period;
use super::{Desk, status};
use crate::json::items;
use crate::ob3::{self, Kind, Severity, issuer_id};
use crate::path::At;
use crate::proof::jwt::{Jws, enveloped};

/// Most endorsements that are looked at; the others are counted.
pub(super) const MAX_ENDORSEMENTS: usize = 20;

/// An endorsement as it stands somewhere in the badge.
struct Place<'a> {
    /// The JSON path of the object it is attached to.
    path: String,
    /// The id of that object.
    about: Option<&'a str>,
    endorsement: &'a Value,
}

/// §9.4: endorsements stand beside the badge; a bad one never spoils it.
pub(super) fn endorsements(document: &Value, desk: &mut Desk<'_>) -> Step {
    let mut found = Found::default();
    found.collect(document, &At::Root);
    let places = found.first.iter();
    let results = places.map(|place| examined(place, desk)).collect();
    told(results, found.all)
}

/// The step for what became of those that were looked at, of so many.
pub(super) fn told(results: Vec<Value>, all: usize) -> Step {
    if all == 0 {
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
    let text = format!("{good} of {all} endorsements hold.");
    let step = |mark, code| Step::new(StepName::Endorsements, mark, code, text);
    let step = if good == all {
        step(Mark::Ok, "endorsements.ok")
    } else {
        let fix =
            "See which of them does not hold, and why; the badge itself is as the other steps say.";
        let bad = results.iter().find(|result| result["result"] != "ok");
        let place = bad.and_then(|result| result["place"].as_str());
        let why = bad.and_then(|result| result["why"].as_str());
        step(Mark::Warning, "endorsements.some_failed").at(
            place.unwrap_or("$"),
            why.unwrap_or_default(),
            fix,
        )
    };
    let not_looked_at = all.saturating_sub(results.len());
    let step = step.with("endorsements", results);
    match not_looked_at {
        0 => step,
        more => step.with("not_looked_at", more),
    }
}

/// The endorsements in a badge.
#[derive(Default)]
struct Found<'a> {
    /// Those that are looked at.
    first: Vec<Place<'a>>,
    /// How many there are in all.
    all: usize,
}

impl<'a> Found<'a> {
    /// Wherever in the badge: on the badge, the achievement, any profile. Not inside embedded credentials, which speak for
    /// themselves.
    fn collect(&mut self, value: &'a Value, at: &At<'_>) {
        match value {
            Value::Object(members) => {
                let about = members.get("id").and_then(Value::as_str);
                for (name, member) in members {
                    match name.as_str() {
                        "endorsement" | "endorsementJwt" => self.note(member, about, at),
                        "verifiableCredential" | "proof" | "@context" => {}
                        name => self.collect(member, &At::Member(at, name)),
                    }
                }
            }
            Value::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    self.collect(item, &At::Item(at, number));
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, member: &'a Value, about: Option<&'a str>, at: &At<'_>) {
        for endorsement in items(Some(member)).iter().filter(|one| !one.is_null()) {
            self.all += 1;
            if self.first.len() < MAX_ENDORSEMENTS {
                self.first.push(Place {
                    path: at.to_string(),
                    about,
                    endorsement,
                });
            }
        }
    }
}

fn examined(place: &Place<'_>, desk: &mut Desk<'_>) -> Value {
    let mut result = match place.endorsement {
        Value::String(text) => match Jws::parse(text) {
            Ok(jws) => endorsed(&jws.credential(), Some(&jws), place.about, desk),
            Err(error) => json!({"result": "failed", "why": error.to_string()}),
        },
        object @ Value::Object(_) => match enveloped(object) {
            None => endorsed(object, None, place.about, desk),
            Some(Ok(jws)) => endorsed(&jws.credential(), Some(&jws), place.about, desk),
            Some(Err(error)) => json!({"result": "failed", "why": error.to_string()}),
        },
        _ => json!({"result": "failed", "why": "it is no credential"}),
    };
    result["place"] = place.path.clone().into();
    result
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
