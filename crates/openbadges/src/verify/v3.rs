//! Open Badges 3.0 (§9 of the standard): schema, proof, issuer, dates, status, refresh, recipient, endorsements.
use serde_json::Value;

use super::contents::contents;
use super::endorsements::endorsements;
use super::read::sentence;
use super::report::{Facts, Format, Mark, State, Step, StepName};
use super::secure::secure;
use super::{Desk, Examined, Fetched, MAX_RELATED, Own, Purpose, content_sha256, refresh, status};
use crate::Timestamp;
use crate::json::{items, shown};
use crate::ob3::{self, Finding, IdentityMatch, IdentityObject, Severity, issuer_id};
use crate::proof::jwt::Jws;
use crate::timestamp::instant;
use crate::vcdm;

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
    let secured = secure(&document, jws.as_ref(), desk);
    let authentic = secured.holds();
    examined.steps.push(schema(&document, authentic, desk));
    examined.format = Format {
        carrier: carrier.into(),
        version: Some("3.0".into()),
        kind: Some(ob3::kind_of(&document)),
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

    let original = Revision { document, jws };
    let (current, refreshed) = refresh::newest(original, authentic, desk);
    examined.steps.push(refreshed);
    let Revision {
        document: current,
        jws,
    } = current;
    examined.facts = facts(&current);
    let (period, by_date) = match jws.as_ref().and_then(Jws::expires) {
        Some(end) if jws_ended(end, desk) => token_expired(end),
        _ => period(&current, desk),
    };
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
    if ob3::kind_of(&current) == ob3::Kind::Clr {
        let found = contents(&current, desk);
        note_contents(&mut examined, found);
    }
    examined
}

/// A record's badges stand beside it: one that does not hold is a remark, with the list of all of them.
fn note_contents(examined: &mut Examined, found: Vec<Value>) {
    let good = found.iter().filter(|one| one["result"] == "ok").count();
    let all = found.len();
    let Some(step) = examined
        .steps
        .iter_mut()
        .find(|step| step.name == StepName::Schema)
    else {
        return;
    };
    let first = found
        .iter()
        .enumerate()
        .find(|(_, one)| one["result"] != "ok");
    if let Some((at, bad)) = first
        && matches!(step.mark, Mark::Ok | Mark::Warning)
    {
        step.mark = Mark::Warning;
        step.code = "contents.some_failed".into();
        step.text = format!("{good} of the {all} badges in the record hold.");
        let why = bad["why"].as_str().unwrap_or_default();
        let place = format!("$.credentialSubject.verifiableCredential[{at}]");
        let fix = "See which of them does not, and why.";
        *step = step.clone().at(&place, why, fix);
    }
    step.data.insert("contents".into(), found.into());
}

/// One revision of the credential, and the JWT it came in, if any.
pub(super) struct Revision {
    pub document: Value,
    pub jws: Option<Jws>,
}

const ASK_CORRECT: &str = "Ask the issuer for a badge that keeps to the standard.";
const MAY_MEND: &str = "The badge holds all the same; the issuer may mend it.";

fn schema(document: &Value, authentic: bool, desk: &mut Desk<'_>) -> Step {
    let mut findings = ob3::validate(document);
    let missing = match authentic {
        true => missing_resources(document, desk),
        false => Vec::new(),
    };
    let resources = vcdm::related_resources(document, |url| desk.at_hand(url));
    let foreign = foreign_schemas(document);
    for finding in missing.into_iter().chain(resources.findings).chain(foreign) {
        ob3::note(&mut findings, finding);
    }
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
        .at(&error.path, error.value.clone(), ASK_CORRECT),
        (None, Some(warning)) => {
            let text = sentence(&warning.to_string());
            let step = Step::new(StepName::Schema, Mark::Warning, &warning.code, text);
            step.at(&warning.path, warning.value.clone(), MAY_MEND)
        }
        (None, None) => {
            let text = "The document keeps to Open Badges 3.0.";
            Step::new(StepName::Schema, Mark::Ok, "schema.ok", text)
        }
    };
    step.findings = findings;
    if !resources.compared.is_empty() {
        step = step.with("related_compared", resources.compared);
    }
    if !resources.not_at_hand.is_empty() {
        step = step.with("related_not_compared", resources.not_at_hand);
    }
    step
}

/// Asks for the related resources, a few at most, and tells which cannot be had. Nobody is asked on the word of a document
/// that its issuer did not sign.
fn missing_resources(document: &Value, desk: &mut Desk<'_>) -> Vec<Finding> {
    let contexts = &desk.options.contexts;
    let wanted =
        vcdm::related_resources(document, |url| contexts.get(url).map(str::as_bytes)).not_at_hand;
    let mut missing = Vec::new();
    for (at, url) in wanted.into_iter().enumerate() {
        let why = if at >= MAX_RELATED {
            format!("at most {MAX_RELATED} are fetched")
        } else {
            match desk.fetch(&url, Purpose::RelatedResource) {
                Fetched::Waiting | Fetched::Ready(_) => continue,
                Fetched::Failed { why, .. } => why,
            }
        };
        missing.push(Finding {
            severity: Severity::Warning,
            code: "schema.related_missing".into(),
            path: "$.relatedResource".into(),
            value: url,
            rule: format!("the resource was not compared with its digest: {why}"),
        });
    }
    missing
}

/// The schemas of 1EdTech say what our own validator says; another one is not fetched, and the report tells so.
fn foreign_schemas(document: &Value) -> Vec<Finding> {
    let schemas = items(document.get("credentialSchema")).iter().enumerate();
    let foreign = schemas.filter_map(|(at, schema)| {
        let id = schema.get("id")?.as_str()?;
        let known = [
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/",
            "https://purl.imsglobal.org/spec/clr/v2p0/schema/",
        ];
        (!known.iter().any(|known| id.starts_with(known))).then(|| Finding {
            severity: Severity::Warning,
            code: "schema.not_checked".into(),
            path: format!("$.credentialSchema[{at}].id"),
            value: id.to_owned(),
            rule: "the document was not compared with this schema; compare it where that matters"
                .into(),
        })
    });
    foreign.collect()
}

/// Dates of VC 2.0 or 1.1.
pub(super) fn dates(document: &Value) -> (Option<&str>, Option<&str>) {
    let date = |names| named_date(document, names).map(|(_, date)| date);
    (date(FROM), date(UNTIL))
}

const FROM: [&str; 2] = ["validFrom", "issuanceDate"];
const UNTIL: [&str; 2] = ["validUntil", "expirationDate"];

/// A date, and the name that the document has for it.
fn named_date<'a>(
    document: &'a Value,
    names: [&'static str; 2],
) -> Option<(&'static str, &'a str)> {
    names
        .iter()
        .find_map(|name| Some((*name, document.get(*name)?.as_str()?)))
}

pub(super) fn period(document: &Value, desk: &Desk<'_>) -> (Step, State) {
    let now = desk.now();
    let step = |mark, code, text: String| Step::new(StepName::ValidityPeriod, mark, code, text);
    let unread = |field: &str, value: &str| {
        let text = format!("$.{field} is {value:?}, which is not a date with time and zone.");
        let step = step(Mark::Failed, "period.malformed", text);
        step.at(
            &format!("$.{field}"),
            value,
            "The issuer must write a date like 2026-01-31T12:00:00Z.",
        )
    };
    if let Some((field, from)) = named_date(document, FROM) {
        match instant(from) {
            None => return (unread(field, from), State::Unknown),
            Some(start) if now < start => {
                let text = format!("The badge is not valid yet: it holds from {from}.");
                let step = step(Mark::Failed, "period.not_yet", text)
                    .at(&format!("$.{field}"), from, "Come back after that date.")
                    .with("valid_from", from);
                return (step, State::NotYetValid);
            }
            Some(_) => {}
        }
    }
    let Some((field, until)) = named_date(document, UNTIL) else {
        let text = "The badge has no end date.".to_owned();
        return (step(Mark::Ok, "period.no_end", text), State::Valid);
    };
    match instant(until) {
        None => (unread(field, until), State::Unknown),
        Some(end) if now > end => {
            let text = format!("The badge expired: it was valid until {until}.");
            let step = step(Mark::Failed, "period.expired", text)
                .at(
                    &format!("$.{field}"),
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

/// At the second that `exp` names it has ended (RFC 7519 §4.1.4).
#[expect(
    clippy::cast_precision_loss,
    reason = "seconds of our times are far below 2^52"
)]
fn jws_ended(end: f64, desk: &Desk<'_>) -> bool {
    desk.now().unix_timestamp() as f64 >= end
}

fn token_expired(end: f64) -> (Step, State) {
    let text = "The JWT says it must not be used any more.";
    let step = Step::new(
        StepName::ValidityPeriod,
        Mark::Failed,
        "period.expired",
        text,
    )
    .at(
        "exp",
        end.to_string(),
        "Ask the issuer whether it can be renewed.",
    );
    (step, State::Expired)
}

/// For badges of this installation: the ledger tells suspended from revoked, and knows every revision ever signed.
fn own_ledger(
    document: &Value,
    told: &mut status::Told,
    examined: &mut Examined,
    desk: &mut Desk<'_>,
) {
    let is_ours = issuer_id(document).is_some_and(|issuer| desk.known.own_issuers.contains(issuer));
    let id = document
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let own = match desk.known.own.get(id) {
        Some(own) => own.as_ref(),
        None if is_ours => return desk.need(id, Purpose::Ledger),
        None => return,
    };
    // What was given, and the newer revision where one was found: both must have been signed here.
    let digests = [examined.content_sha256.clone(), content_sha256(document)];
    let in_ledger = |digest: &Option<String>, own: &Own| {
        digest
            .as_ref()
            .is_some_and(|digest| own.revisions.contains(digest))
    };
    let own = own.filter(|own| digests.iter().all(|digest| in_ledger(digest, own)));
    let Some(own) = own else {
        let text = "The signature fits, but this installation never issued this content: the key may have been stolen.";
        let step = Step::new(StepName::Proof, Mark::Failed, "proof.not_in_ledger", text);
        let step = step.at("$.id", id, "Download the badge again from its page.");
        examined.steps.retain(|step| step.name != StepName::Proof);
        examined.steps.push(step);
        return;
    };
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
        return step(Mark::Unknown, "recipient.unreadable", text).at(
            "$.credentialSubject.identifier",
            shown(subject.get("identifier").unwrap_or(&Value::Null)),
            "Ask the issuer whether the badge is yours.",
        );
    }
    let text = "The badge was not issued to the recipient you named.";
    step(Mark::Failed, "recipient.other", text).at(
        "$.credentialSubject.identifier",
        claimed.value.clone(),
        "Try the address it was awarded to.",
    )
}

/// A member of a member, and so on: each a name.
fn at<'a>(document: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('/')
        .try_fold(document, |value, name| value.get(name))
}

/// A text that may be a plain string or language objects; the first counts.
fn text_at(document: &Value, path: &str) -> Option<String> {
    let value = items(at(document, path)).first()?;
    let text = value.as_str().or_else(|| value.get("@value")?.as_str());
    text.map(str::to_owned)
}

fn facts(document: &Value) -> Facts {
    let text = |path: &str| text_at(document, path);
    let (from, until) = dates(document);
    let recipient_name = items(at(document, "credentialSubject/identifier"))
        .iter()
        .find(|identity| {
            identity.get("identityType").and_then(Value::as_str) == Some("name")
                && identity.get("hashed") == Some(&Value::Bool(false))
        })
        .and_then(|identity| identity.get("identityHash")?.as_str());
    // Others write it where VCDM 2.0 has a name of anything (§4.4).
    let recipient_name = recipient_name
        .map(str::to_owned)
        .or_else(|| text("credentialSubject/name"));
    let places = [
        "credentialSubject/image",
        "image",
        "credentialSubject/achievement/image",
    ];
    let image = places
        .iter()
        .find_map(|place| text(&format!("{place}/id")).or_else(|| text(place)));
    Facts {
        id: text("id"),
        issuer_id: issuer_id(document).map(str::to_owned),
        issuer_name: text("issuer/name"),
        issuer_url: text("issuer/url"),
        achievement_id: text("credentialSubject/achievement/id"),
        achievement_name: text("credentialSubject/achievement/name").or_else(|| text("name")),
        achievement_description: text("credentialSubject/achievement/description"),
        recipient_name,
        awarded: text("awardedDate")
            .or_else(|| from.map(str::to_owned))
            .map(Timestamp::from_text),
        valid_from: from.map(Timestamp::from_text),
        valid_until: until.map(Timestamp::from_text),
        image: image.filter(|image| !image.starts_with("data:")),
        reason: None,
    }
}
