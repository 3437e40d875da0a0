//! §9.1 step 3: a newer revision by the issuer, asked for once. It counts only if it is the same badge, begins later, keeps
//! to the standard and is well signed; else the badge as given stands.
use serde_json::Value;
use time::OffsetDateTime;

use super::fetched::{CredentialAt, credential_at};
use super::report::{Mark, Step, StepName};
use super::secure::secure;
use super::v3::{Revision, dates};
use super::{Desk, Purpose};
use crate::json::{items, strings};
use crate::ob3::{self, REFRESH_TYPE, Severity};
use crate::timestamp::instant;

/// The newest revision that counts, and how it was found.
pub(super) fn newest(given: Revision, authentic: bool, desk: &mut Desk<'_>) -> (Revision, Step) {
    let Some(address) = service(&given.document).filter(|_| authentic) else {
        let text = "The badge offers no newer revision.";
        let step = Step::new(StepName::Refresh, Mark::Skipped, "refresh.none", text);
        return (given, step);
    };
    let newer = match credential_at(&address, Purpose::Refresh, desk) {
        CredentialAt::Waiting => {
            let step = Step::new(StepName::Refresh, Mark::Skipped, "waiting", "");
            return (given, step);
        }
        CredentialAt::Refused(401 | 403) => {
            let text = "The issuer tells newer revisions to the holder only.";
            let step = Step::new(StepName::Refresh, Mark::Skipped, "refresh.private", text);
            return (given, step.with("address", address));
        }
        CredentialAt::Refused(status) => {
            let why = format!("its address answered with status {status}");
            return (given, unusable(&why, &address));
        }
        CredentialAt::Failed(why) => return (given, unusable(&why, &address)),
        CredentialAt::Ready(found) => Revision {
            document: found.document,
            jws: found.jws,
        },
    };
    if !ob3::is_same_credential(&given.document, &newer.document) {
        return (given, unusable("it is another badge", &address));
    }
    if begins(&newer.document) <= begins(&given.document) {
        let text = "This is the newest revision.";
        let step = Step::new(StepName::Refresh, Mark::Ok, "refresh.current", text);
        return (given, step);
    }
    if begins(&newer.document) > Some(desk.now()) {
        return (given, unusable("it begins later than today", &address));
    }
    let wrong = ob3::validate(&newer.document)
        .into_iter()
        .find(|finding| finding.severity == Severity::Error);
    if let Some(finding) = wrong {
        return (given, unusable(&finding.to_string(), &address));
    }
    if !secure(&newer.document, newer.jws.as_ref(), desk).holds() {
        return (given, unusable("its signature does not hold", &address));
    }
    let text = "The issuer has a newer revision; dates and state are taken from it.";
    let step = Step::new(StepName::Refresh, Mark::Ok, "refresh.newer", text);
    let from = dates(&newer.document).0.unwrap_or_default().to_owned();
    (newer, step.with("valid_from", from))
}

/// The address of the first `1EdTechCredentialRefresh`.
fn service(document: &Value) -> Option<String> {
    let service = items(document.get("refreshService"))
        .iter()
        .find(|service| strings(service.get("type")).any(|kind| kind == REFRESH_TYPE))?;
    Some(service.get("id")?.as_str()?.to_owned())
}

fn begins(document: &Value) -> Option<OffsetDateTime> {
    dates(document).0.and_then(instant)
}

fn unusable(why: &str, address: &str) -> Step {
    let text = format!("No newer revision was used: {why}.");
    let step = Step::new(StepName::Refresh, Mark::Warning, "refresh.unusable", text);
    let fix = "Ask the holder or the issuer for the newest file.";
    step.at("$.refreshService.id", address, fix)
}
