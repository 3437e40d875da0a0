//! The badges in a learner record, each verified on its own.
use serde_json::{Value, json};

use super::secure::secure;
use super::v3::period;
use super::{Desk, State, status};
use crate::json::items;
use crate::ob3::{self, Kind, Severity, issuer_id};
use crate::proof::jwt::{Jws, enveloped};
use crate::vcdm;

/// Most credentials of a record that are looked at; the others are reported as not looked at.
const MAX_CONTENTS: usize = 200;

/// What became of each credential in the record; the record itself stands beside them.
pub(super) fn contents(document: &Value, desk: &mut Desk<'_>) -> Vec<Value> {
    let inside = items(document.pointer("/credentialSubject/verifiableCredential"));
    let mut found: Vec<Value> = inside
        .iter()
        .take(MAX_CONTENTS)
        .map(|credential| match enveloped(credential) {
            None => one(credential, None, desk),
            Some(Ok(jws)) => one(&jws.credential(), Some(&jws), desk),
            Some(Err(error)) => {
                json!({"id": null, "state": "unknown", "result": "failed", "why": error.to_string()})
            }
        })
        .collect();
    let rest = inside.iter().skip(MAX_CONTENTS).map(|credential| {
        let why = format!("only {MAX_CONTENTS} credentials of a record are looked at");
        json!({"id": credential.get("id"), "state": "unknown", "result": "unknown", "why": why})
    });
    found.extend(rest);
    found
}

fn one(credential: &Value, jws: Option<&Jws>, desk: &mut Desk<'_>) -> Value {
    let secured = secure(credential, jws, desk);
    let (_, by_date) = period(credential, desk);
    let told = status::examine(credential, desk);
    // A record may hold any credential; one that is no badge is held to the data model alone.
    let findings = match ob3::kind_of(credential) {
        Kind::Other => vcdm::credential(credential),
        _ => ob3::validate(credential),
    };
    let malformed = findings
        .into_iter()
        .find(|finding| finding.severity == Severity::Error);
    let state = match told.state {
        State::Valid => by_date,
        State::Unknown if by_date == State::Expired => State::Expired,
        other => other,
    };
    let (result, why) = if let Some(finding) = malformed {
        ("failed", finding.to_string())
    } else if secured.is_false() {
        ("failed", "its signature does not hold".into())
    } else if !secured.holds() {
        ("unknown", "its signature could not be checked".into())
    } else {
        match state {
            State::Valid => ("ok", String::new()),
            State::Unknown => ("unknown", "its status could not be found out".into()),
            State::Expired => ("failed", "it has expired".into()),
            State::NotYetValid => ("failed", "it does not hold yet".into()),
            State::Suspended => ("failed", "it is suspended".into()),
            State::Revoked => ("failed", "it was revoked".into()),
        }
    };
    let name = credential
        .pointer("/credentialSubject/achievement/name")
        .or_else(|| credential.get("name"));
    json!({
        "id": credential.get("id"),
        "name": name,
        "issuer": issuer_id(credential),
        "issuer_name": credential.pointer("/issuer/name"),
        "state": state,
        "result": result,
        "why": why,
    })
}
