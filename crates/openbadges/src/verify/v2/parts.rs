//! The steps after signature and issuer: dates, revocation, recipient; and what the documents say.
use serde_json::Value;

use super::ASK;
use crate::Timestamp;
use crate::json::{items, shown};
use crate::ob2::{self, Class};
use crate::ob3::{Extra, IdentityMatch, IdentityObject};
use crate::timestamp::instant;
use crate::verify::Desk;
use crate::verify::report::{Facts, Mark, State, Step, StepName};

pub(super) fn period(assertion: &Value, desk: &Desk<'_>) -> (Step, State) {
    let date = |name: &str| {
        let text = assertion.get(name).and_then(Value::as_str)?;
        Some((text.to_owned(), instant(text)?))
    };
    let step = |mark, code, text| Step::new(StepName::ValidityPeriod, mark, code, text);
    if let Some((text, at)) = date("issuedOn")
        && desk.now() < at
    {
        let sentence = format!("The badge says it was issued on {text}, which is still to come.");
        let step = step(Mark::Failed, "period.not_yet", sentence);
        return (step.at("issuedOn", text, ASK), State::NotYetValid);
    }
    match date("expires") {
        Some((text, at)) if desk.now() > at => {
            let sentence = format!("The badge expired: it was valid until {text}.");
            let step =
                step(Mark::Failed, "period.expired", sentence).with("valid_until", text.as_str());
            let fix = "Ask the issuer whether it can be renewed.";
            (step.at("expires", text, fix), State::Expired)
        }
        Some((text, _)) => {
            let sentence = format!("The badge is valid until {text}.");
            (
                step(Mark::Ok, "period.ok", sentence).with("valid_until", text),
                State::Valid,
            )
        }
        None => {
            let sentence = "The badge has no end date.".to_owned();
            (step(Mark::Ok, "period.no_end", sentence), State::Valid)
        }
    }
}

pub(super) fn status(
    assertion: &Value,
    issuer: &Value,
    revocations: Option<Result<Value, String>>,
) -> (Step, State) {
    let list_at = issuer.get("revocationList").and_then(Value::as_str);
    let list_at = list_at.unwrap_or_default();
    let step = |mark, code, text: &str| Step::new(StepName::Status, mark, code, text);
    match revocations {
        Some(Err(why)) => {
            let text = format!("The revocation list could not be had: {why}.");
            (
                step(Mark::Unknown, "status.unreachable", &text).at(
                    "issuer.revocationList",
                    list_at,
                    "Try again later.",
                ),
                State::Unknown,
            )
        }
        Some(Ok(list)) => {
            let wrong = ob2::validate(&list, Class::RevocationList, "revocationList");
            let other = list.get("issuer").is_some_and(|other| {
                let other = other.get("id").unwrap_or(other);
                Some(other) != issuer.get("id")
            });
            let why = match wrong.first() {
                Some(finding) => Some(finding.to_string()),
                None => other.then(|| "it is another issuer's".to_owned()),
            };
            if let Some(why) = why {
                let text = format!("The revocation list cannot be used: {why}.");
                let step = step(Mark::Unknown, "status.list", &text);
                let step = step.at("issuer.revocationList", list_at, ASK);
                return (step, State::Unknown);
            }
            let ids: Vec<&Value> = ["id", "uid"]
                .iter()
                .filter_map(|name| assertion.get(*name))
                .collect();
            for entry in items(list.get("revokedAssertions")) {
                let id = entry
                    .get("id")
                    .or_else(|| entry.get("uid"))
                    .unwrap_or(entry);
                if ids.contains(&id) && entry.get("revoked") != Some(&Value::Bool(false)) {
                    let reason = entry.get("revocationReason").and_then(Value::as_str);
                    let text = "The issuer has revoked the badge.";
                    let step = step(Mark::Failed, "status.revoked", text);
                    let mut step = step.at(
                        "issuer.revocationList",
                        reason.unwrap_or(list_at),
                        "Ask the issuer why.",
                    );
                    if let Some(reason) = reason {
                        step = step.with("reason", reason);
                    }
                    return (step, State::Revoked);
                }
            }
            let text = "The issuer has not revoked the badge.";
            (step(Mark::Ok, "status.clear", text), State::Valid)
        }
        None => {
            let text = "Its host shows the badge as not revoked.";
            (step(Mark::Ok, "status.clear", text), State::Valid)
        }
    }
}

/// The recipient as the 3.0 form of the same thing.
fn identity(assertion: &Value) -> Option<IdentityObject> {
    let recipient = assertion.get("recipient")?;
    let text = |name: &str| {
        recipient
            .get(name)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let kind = text("type")?;
    Some(IdentityObject {
        kind: "IdentityObject".into(),
        hashed: recipient.get("hashed") == Some(&Value::Bool(true)),
        identity_hash: text("identity")?,
        identity_type: if kind == "email" {
            "emailAddress".into()
        } else {
            kind
        },
        salt: text("salt"),
        extra: Extra::new(),
    })
}

pub(super) fn recipient(assertion: &Value, desk: &Desk<'_>) -> Step {
    let step = |mark, code, text| Step::new(StepName::Recipient, mark, code, text);
    let Some(claimed) = &desk.options.recipient else {
        let text = "Nobody was named to compare the recipient with.";
        return step(Mark::Skipped, "recipient.not_asked", text);
    };
    match identity(assertion).map(|own| own.matches(&claimed.identity_type, &claimed.value)) {
        Some(IdentityMatch::Yes) => step(
            Mark::Ok,
            "recipient.ok",
            "The badge was issued to the recipient you named.",
        ),
        Some(IdentityMatch::No | IdentityMatch::OtherKind) => {
            let text = "The badge was not issued to the recipient you named.";
            let fix = "Try the address it was awarded to.";
            step(Mark::Failed, "recipient.other", text).at(
                "recipient.identity",
                claimed.value.clone(),
                fix,
            )
        }
        Some(IdentityMatch::Unreadable) | None => {
            let text = "The badge names its recipient in a way that cannot be compared here.";
            step(Mark::Unknown, "recipient.unreadable", text).at(
                "recipient",
                shown(assertion.get("recipient").unwrap_or(&Value::Null)),
                "Ask the issuer whether the badge is yours.",
            )
        }
    }
}

pub(super) fn facts(assertion: &Value, badge: &Value, issuer: &Value) -> Facts {
    let text = |document: &Value, name: &str| {
        document
            .get(name)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let image = |value: Option<&Value>| {
        let value = value?;
        let address = value.as_str().or_else(|| value.get("id")?.as_str())?;
        (!address.starts_with("data:")).then(|| address.to_owned())
    };
    let issued = text(assertion, "issuedOn").map(Timestamp::from_text);
    let name = identity(assertion).filter(|id| id.identity_type == "name" && !id.hashed);
    // An extension that most platforms write beside the hashed address.
    let profile = ["extensions:recipientProfile", "recipientProfile"]
        .iter()
        .find_map(|profile| text(assertion.get(*profile)?, "name"));
    Facts {
        id: text(assertion, "id"),
        issuer_id: text(issuer, "id"),
        issuer_name: text(issuer, "name"),
        issuer_url: text(issuer, "url"),
        achievement_id: text(badge, "id"),
        achievement_name: text(badge, "name"),
        achievement_description: text(badge, "description"),
        recipient_name: name.map(|name| name.identity_hash).or(profile),
        awarded: issued.clone(),
        valid_from: issued,
        valid_until: text(assertion, "expires").map(Timestamp::from_text),
        image: image(assertion.get("image")).or_else(|| image(badge.get("image"))),
        reason: None,
    }
}
