//! The status step: revoked, suspended, clear, or not to be found out.
use serde_json::Value;

use super::fetched::{CredentialAt, credential_at};
use super::read::sentence;
use super::report::{Mark, State, Step, StepName};
use super::secure::secure;
use super::v3::dates;
use super::{Desk, FetchedJson, Purpose};
use crate::json::{items, shown, strings};
use crate::ob3::issuer_id;
use crate::status::{Entry, StatusError, message, ttl};
use crate::timestamp::instant;

/// Most entries that are looked at; with more, nobody can say that all are clear.
const MAX_ENTRIES: usize = 5;

/// Where a credential tells its status.
const WHERE: &str = "$.credentialStatus";

/// What the status step found.
pub(super) struct Told {
    pub step: Step,
    pub state: State,
    pub reason: Option<String>,
}

impl Told {
    fn unknown(code: &str, text: impl Into<String>) -> Self {
        let step = Step::new(StepName::Status, Mark::Unknown, code, text);
        Self {
            step: step.at(WHERE, "", "Try again later, or ask the issuer."),
            state: State::Unknown,
            reason: None,
        }
    }

    fn waiting() -> Self {
        Self::unknown("waiting", "")
    }

    fn clear() -> Self {
        let text = "The issuer has neither revoked nor suspended the badge.";
        Self {
            step: Step::new(StepName::Status, Mark::Ok, "status.clear", text),
            state: State::Valid,
            reason: None,
        }
    }

    /// Revoked or suspended, and why.
    pub(super) fn of(state: State, reason: Option<String>) -> Self {
        let (code, text, fix) = if state == State::Suspended {
            (
                "status.suspended",
                "The issuer has suspended the badge; it may hold again later.",
                "Ask the issuer why, or check again later.",
            )
        } else {
            (
                "status.revoked",
                "The issuer has revoked the badge.",
                "Ask the issuer why.",
            )
        };
        let mut step = Step::new(StepName::Status, Mark::Failed, code, text).at(
            WHERE,
            reason.clone().unwrap_or_default(),
            fix,
        );
        if let Some(reason) = &reason {
            step = step.with("reason", reason.as_str());
        }
        Self {
            step,
            state,
            reason,
        }
    }

    /// Where it is told, when it is about one entry.
    fn about(mut self, entry: &Value) -> Self {
        let place = ["statusListCredential", "revocationListCredential", "id"];
        let place = place.iter().find_map(|name| entry.get(name)?.as_str());
        if self.step.mark != Mark::Ok && self.step.value.is_none() {
            self.step.value = place.map(str::to_owned);
        }
        for (member, name) in [
            ("statusPurpose", "purpose"),
            ("statusListIndex", "index"),
            ("revocationListIndex", "index"),
        ] {
            if let Some(value) = entry.get(member) {
                self.step = self.step.with(name, value.clone());
            }
        }
        match place {
            Some(place) => {
                self.step = self.step.with("list", place);
                self
            }
            None => self,
        }
    }

    /// Worst first.
    fn rank(&self) -> u8 {
        match self.state {
            State::Revoked => 4,
            State::Suspended => 3,
            State::Unknown => 2,
            // Clear, with something to say.
            _ if self.step.code != "status.clear" => 1,
            _ => 0,
        }
    }
}

pub(super) fn examine(document: &Value, desk: &mut Desk<'_>) -> Told {
    let entries = items(document.get("credentialStatus"));
    if entries.is_empty() {
        let text = "The badge names no place where it could be revoked.";
        return Told {
            step: Step::new(StepName::Status, Mark::Skipped, "status.none", text),
            state: State::Valid,
            reason: None,
        };
    }
    let mut worst = None;
    if entries.len() > MAX_ENTRIES {
        let text = format!(
            "The badge names {} statuses; {MAX_ENTRIES} are looked at.",
            entries.len()
        );
        let mut told = Told::unknown("status.too_many", text);
        told.step.value = Some(format!("{} statuses", entries.len()));
        worst = Some(told);
    }
    let is_list = document
        .get("credentialStatus")
        .is_some_and(Value::is_array);
    for (at, entry) in entries.iter().take(MAX_ENTRIES).enumerate() {
        let mut told = one(entry, document, desk).about(entry);
        if let Some(field) = told.step.field.as_mut().filter(|_| is_list) {
            *field = field.replacen(WHERE, &format!("{WHERE}[{at}]"), 1);
        }
        if worst
            .as_ref()
            .is_none_or(|worst| told.rank() > worst.rank())
        {
            worst = Some(told);
        }
    }
    worst.unwrap_or_else(Told::clear)
}

fn one(entry: &Value, document: &Value, desk: &mut Desk<'_>) -> Told {
    if strings(entry.get("type")).any(Entry::is_known) {
        return by_bitstring(entry, document, desk);
    }
    if strings(entry.get("type")).any(|kind| kind == "1EdTechRevocationList") {
        return by_revocation_list(entry, document, desk);
    }
    let kind = shown(entry.get("type").unwrap_or(&Value::Null));
    Told::unknown(
        "status.unsupported",
        format!("The status is told by {kind}, which cannot be read here."),
    )
}

fn by_bitstring(entry: &Value, document: &Value, desk: &mut Desk<'_>) -> Told {
    let raw = entry;
    let entry = match Entry::parse(entry) {
        Ok(entry) => entry,
        Err(error) => {
            let mut told = Told::unknown("status.malformed", sentence(&error.to_string()));
            told.step.mark = Mark::Failed;
            if let StatusError::Malformed { field, value, .. } = error {
                told.step.field = Some(format!("{WHERE}.{field}"));
                told.step.value = Some(value);
                told.step.fix = Some("Ask the issuer for a badge with a correct status.".into());
            }
            return told;
        }
    };
    let (list, jws) = match credential_at(&entry.list, Purpose::StatusList, desk) {
        CredentialAt::Waiting => return Told::waiting(),
        CredentialAt::Refused(status) => {
            let text = format!(
                "The status list could not be had: {} answered with status {status}.",
                entry.list
            );
            return Told::unknown("status.unreachable", text);
        }
        CredentialAt::Failed(why) => {
            let text = format!("The status list could not be had: {why}.");
            return Told::unknown("status.unreachable", text);
        }
        CredentialAt::Ready(found) => (found.document, found.jws),
    };
    let (theirs, ours) = (issuer_id(&list), issuer_id(document));
    let vouched = theirs.is_some_and(|id| desk.known.trusted.contains(id));
    if theirs != ours && !vouched {
        let text = format!(
            "The status list is by {}, not by the badge's issuer, and nobody vouches for them here.",
            theirs.unwrap_or("nobody")
        );
        return Told::unknown("status.other_issuer", text);
    }
    let secured = secure(&list, jws.as_ref(), desk);
    if !secured.holds() {
        let why = if matches!(secured.proof.mark, Mark::Ok | Mark::Warning) {
            secured.issuer
        } else {
            secured.proof
        };
        if why.code == "waiting" {
            return Told::waiting();
        }
        let text = format!("The status list is not properly signed: {}", why.text);
        return Told::unknown("status.list_unsigned", text);
    }
    let kinds: Vec<&str> = strings(list.get("type")).collect();
    if !kinds.contains(&entry.list_type()) {
        let text = format!(
            "What is at {} is no {}, but {}.",
            entry.list,
            entry.list_type(),
            kinds.join(" and ")
        );
        return Told::unknown("status.list", text);
    }
    let (start, end) = dates(&list);
    if let Some(start) = start
        && instant(start).is_none_or(|at| at > desk.now())
    {
        let text = format!("The status list is good from {start} only.");
        return Told::unknown("status.stale", text);
    }
    if let Some(end) = end
        && instant(end).is_none_or(|at| at < desk.now())
    {
        let text = format!("The status list was good until {end} only.");
        return Told::unknown("status.stale", text);
    }
    let told = by_value(&entry, raw, &list, desk);
    match ttl(&list) {
        // For whoever keeps copies of lists.
        Some(milliseconds) => Told {
            step: told.step.with("ttl", milliseconds),
            ..told
        },
        None => told,
    }
}

fn by_value(entry: &Entry, raw: &Value, list: &Value, desk: &mut Desk<'_>) -> Told {
    match entry.evaluate_noting(list, |bytes| desk.work.unpacked(bytes)) {
        Ok(0) => Told::clear(),
        Ok(value) => match entry.purpose.as_str() {
            "revocation" => Told::of(State::Revoked, None),
            "suspension" => Told::of(State::Suspended, None),
            "refresh" => {
                let mut told = Told::clear();
                told.step.text =
                    "The issuer has a newer revision of the badge; ask for the newest file.".into();
                told.step.code = "status.refresh".into();
                told
            }
            // Other purposes (message) say nothing against the badge.
            _ => {
                let mut told = Told::clear();
                if let Some(message) = message(raw, value) {
                    told.step.text = format!("The issuer says of the badge: {message:?}.");
                    told.step.code = "status.message".into();
                    told.step = told.step.with("message", message);
                }
                told
            }
        },
        Err(error) => {
            let mut told = Told::unknown("status.list", sentence(&error.to_string()));
            // What the standard calls by names of their own can so be told apart.
            told.step = match error {
                StatusError::TooShort(entries) => told.step.with("too_short", entries),
                StatusError::OutOfRange { entries, .. } => told.step.with("outside", entries),
                _ => told.step,
            };
            told
        }
    }
}

/// 1EdTech's own list. It is not signed; its address is, inside the badge.
fn by_revocation_list(entry: &Value, document: &Value, desk: &mut Desk<'_>) -> Told {
    let Some(address) = entry.get("id").and_then(Value::as_str) else {
        return Told::unknown("status.malformed", "The revocation list has no address.");
    };
    let list = match desk.fetch_json(address, Purpose::StatusList) {
        FetchedJson::Waiting => return Told::waiting(),
        FetchedJson::Failed(why) => {
            let text = format!("The revocation list could not be had: {why}.");
            return Told::unknown("status.unreachable", text);
        }
        FetchedJson::Ready(list) => list,
    };
    // Empty lists are left out (§ serialization), so a list without entries still says what it is.
    let members = ["revokedCredential", "revokedCredentials", "issuer"];
    if members.iter().all(|name| list.get(*name).is_none()) {
        let text = format!(
            "What is at {address} is no revocation list: {}.",
            shown(&list)
        );
        return Told::unknown("status.list", text);
    }
    if issuer_id(&list).is_some() && issuer_id(&list) != issuer_id(document) {
        return Told::unknown(
            "status.other_issuer",
            "The revocation list is another issuer's.",
        );
    }
    let id = document.get("id").and_then(Value::as_str);
    // The text says one name, the official validator's code the other.
    let entries = ["revokedCredential", "revokedCredentials"]
        .into_iter()
        .flat_map(|name| items(list.get(name)));
    for revoked in entries {
        let named = revoked.as_str().or_else(|| revoked.get("id")?.as_str());
        if named == id && revoked.get("revoked") != Some(&Value::Bool(false)) {
            let reason = strings(revoked.get("revocationReason")).next();
            return Told::of(State::Revoked, reason.map(str::to_owned));
        }
    }
    Told::clear()
}
