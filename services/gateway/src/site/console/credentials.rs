//! Finding badges, and everything that is on file about one.

use super::{
    super::{
        errors::{Answer, Stop},
        facts::{self, Told},
        session::go,
    },
    achievements,
    desk::Desk,
    paging::pager,
    words,
};
use crate::{
    app::App,
    pages::{
        Picture,
        parts::{Fact, Standing},
        shell::Tone,
        views::{
            console::Event,
            credentials::{Abilities, CredentialPage, CredentialRow, CredentialsPage},
            wallet::Acceptance,
        },
    },
};
use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use contracts::{
    common::v1::PageRequest,
    issuance::v1::{
        Credential, CredentialEvent, GetCredentialRequest, ListCredentialEventsRequest,
        ListCredentialsRequest, ResendCredentialRequest,
    },
};
use platform::{clock::Timestamp, identity::Scope};
use tonic::Code;

/// How many rows a page has.
const ROWS: u32 = 50;
/// How many acts the page of a badge tells of.
const ACTS: u32 = 100;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/credentials", get(list))
        .route("/console/credentials/{id}", get(show))
        .route("/console/credentials/{id}/resend", post(resend))
}

pub(super) fn acceptance(word: &str) -> Acceptance {
    match word {
        "accepted" => Acceptance::Accepted,
        "declined" => Acceptance::Declined,
        _ => Acceptance::Pending,
    }
}

fn told(credential: &Credential) -> Told<'_> {
    let held = credential.holds.first();
    Told {
        status: &credential.status,
        reason: if credential.status == "revoked" {
            &credential.revocation_reason
        } else {
            held.map_or("", |hold| &hold.reason)
        },
        since: credential
            .revoked_at
            .as_ref()
            .or_else(|| held.and_then(|hold| hold.since.as_ref())),
        until: credential.valid_until.as_ref(),
        zone: &credential.time_zone,
    }
}

/// Who holds it; erased persons have no name any more.
pub(super) fn holder(desk: &Desk, credential: &Credential) -> String {
    credential
        .recipient
        .as_ref()
        .map(|r| r.name.clone())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| desk.visit.text.get("credential-nameless"))
}

async fn list(desk: Desk) -> Answer {
    desk.must(Scope::CredentialsRead)?;
    let visit = &desk.visit;
    let (q, achievement, state, taken) = (
        visit.query("q").trim().to_owned(),
        visit.query("achievement"),
        visit.query("state"),
        visit.query("acceptance"),
    );
    let choices = achievements::choices(&desk).await?;
    let asked = ListCredentialsRequest {
        issuer_id: desk.issuer_id(),
        achievement_id: achievement.clone(),
        status: state.clone(),
        acceptance: taken.clone(),
        search: q.clone(),
        page: desk.page(ROWS),
        member_number: String::new(),
        ..Default::default()
    };
    let found = visit
        .app
        .credentials(&desk.caller)
        .list_credentials(asked)
        .await?
        .into_inner();
    let mut page = CredentialsPage::new(desk.shell(), choices, visit.text);
    page.filtered = [&q, &achievement, &state, &taken]
        .iter()
        .any(|f| !f.is_empty());
    page.pager = pager(
        visit,
        "/console/credentials",
        &[
            ("q", &q),
            ("achievement", &achievement),
            ("state", &state),
            ("acceptance", &taken),
        ],
        found.page,
    );
    page.query.value = q;
    page.achievement.value = achievement;
    page.state.value = state;
    page.acceptance.value = taken;
    page.rows = found
        .credentials
        .iter()
        .map(|credential| {
            let recipient = credential.recipient.clone().unwrap_or_default();
            CredentialRow {
                id: credential.id.clone(),
                recipient: holder(&desk, credential),
                contact: if recipient.email.is_empty() {
                    recipient.member_number
                } else {
                    recipient.email
                },
                achievement: credential.achievement_name.clone(),
                issued: facts::day_of(credential.awarded_at.as_ref(), &credential.time_zone),
                state: told(credential).state(visit.app.now()),
                acceptance: acceptance(&credential.acceptance),
            }
        })
        .collect();
    Ok(visit.page(&page))
}

/// A badge of this organization.
pub(super) async fn one(desk: &Desk, id: &str) -> Result<Credential, Stop> {
    let asked = GetCredentialRequest { id: id.to_owned() };
    let found = desk
        .visit
        .app
        .credentials(&desk.caller)
        .get_credential(asked)
        .await?
        .into_inner();
    desk.owns(&found.issuer_id)?;
    Ok(found)
}

pub(super) fn picture(desk: &Desk, credential: &Credential) -> Picture {
    Picture::new(
        format!("/achievements/{}.png", credential.achievement_id),
        facts::alt(
            desk.visit.text,
            &credential.achievement_name,
            &desk.issuer.name,
        ),
    )
}

async fn show(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(Scope::CredentialsRead)?;
    let credential = one(&desk, &id).await?;
    let owners: Vec<String> = credential.holds.iter().map(|h| h.owner.clone()).collect();
    let standing = Standing {
        holds: facts::holds(&owners),
        ..told(&credential).standing(desk.visit.app.now())
    };
    let page = CredentialPage {
        shell: desk.shell(),
        achievement: credential.achievement_name.clone(),
        picture: picture(&desk, &credential),
        recipient: holder(&desk, &credential),
        standing,
        acceptance: acceptance(&credential.acceptance),
        public: credential.visibility == "public",
        facts: on_file(&desk, &credential),
        events: happened(&desk, &credential, &history(&desk, &credential.id).await?),
        can: can(desk.may(Scope::CredentialsWrite), &credential),
        id: credential.id,
    };
    Ok(desk.visit.page(&page))
}

/// What may be done with a badge as it stands.
pub(super) fn can(writes: bool, credential: &Credential) -> Abilities {
    if !writes {
        return Abilities::default();
    }
    let revoked = credential.status == "revoked";
    let held_by_staff = credential.holds.iter().any(|hold| hold.owner == "staff");
    Abilities {
        correct: !revoked,
        renew: !revoked && credential.valid_until.is_some(),
        resend: !revoked && credential.acceptance != "declined",
        suspend: !revoked && !held_by_staff,
        reinstate: revoked || held_by_staff,
        revoke: !revoked,
    }
}

fn on_file(desk: &Desk, credential: &Credential) -> Vec<Fact> {
    let text = desk.visit.text;
    let recipient = credential.recipient.clone().unwrap_or_default();
    let day = |at| {
        facts::day(at, &credential.time_zone)
            .map(|day| text.date(day))
            .unwrap_or_default()
    };
    let level = credential
        .level
        .as_ref()
        .filter(|level| !level.name.is_empty())
        .map(|level| format!("{} · {}", level.progression, level.name))
        .unwrap_or_default();
    let mut all = vec![
        ("field-email", recipient.email),
        ("field-member-number", recipient.member_number),
        ("field-level", level),
        ("field-awarded-at", day(credential.awarded_at.as_ref())),
        ("field-valid-until", day(credential.valid_until.as_ref())),
        ("field-reference", credential.reference.clone()),
        (
            "fact-visibility",
            words::visibility(text, &credential.visibility),
        ),
        ("fact-revision", credential.revision.to_string()),
        ("field-narrative", credential.narrative.clone()),
    ];
    all.extend(credential.evidence.iter().map(|evidence| {
        let parts = [&evidence.name, &evidence.url, &evidence.narrative];
        let told: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        ("fact-evidence", told.join(" · "))
    }));
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| Fact::new(text.get(key), value))
        .collect()
}

/// What was done with a badge since its award, the newest of it.
async fn history(desk: &Desk, id: &str) -> Result<Vec<CredentialEvent>, Stop> {
    let asked = ListCredentialEventsRequest {
        credential_id: id.to_owned(),
        page: Some(PageRequest {
            limit: ACTS,
            cursor: String::new(),
        }),
    };
    let mut credentials = desk.visit.app.credentials(&desk.caller);
    match credentials.list_credential_events(asked).await {
        Ok(found) => Ok(found.into_inner().events),
        // An issuance of the version before, while a new one is rolled out.
        Err(status) if status.code() == Code::Unimplemented => Ok(Vec::new()),
        Err(status) => Err(status.into()),
    }
}

/// What happened, newest first: what is written down, and of badges that are older than that what their state tells.
fn happened(desk: &Desk, credential: &Credential, history: &[CredentialEvent]) -> Vec<Event> {
    let text = desk.visit.text;
    let mut all: Vec<(Timestamp, String)> = Vec::new();
    let mut note = |at: Option<&prost_types::Timestamp>, words: String| {
        if let Some(at) = at {
            all.push((Timestamp::from_proto(at), words));
        }
    };
    note(credential.created_at.as_ref(), text.get("event-awarded"));
    for act in history {
        let by = words::actor(text, &act.by);
        let told = format!("{} · {by}", words::act(text, &act.what, &act.hold));
        note(act.at.as_ref(), with_reason(told, &act.reason));
    }
    let is_written = |whats: &[&str], hold: &str, since: Option<&prost_types::Timestamp>| {
        let since = since.map(Timestamp::from_proto);
        history.iter().any(|act| {
            let at = act.at.as_ref().map(Timestamp::from_proto);
            whats.contains(&act.what.as_str()) && act.hold == hold && at >= since
        })
    };
    if credential.revision > 1 && !is_written(&["corrected", "renewed"], "", None) {
        note(
            credential.valid_from.as_ref(),
            text.with("event-revised", &[("revision", &credential.revision)]),
        );
    }
    for hold in &credential.holds {
        if !is_written(&["suspended"], &hold.owner, hold.since.as_ref()) {
            let words = text.get(words::hold(&hold.owner));
            note(hold.since.as_ref(), with_reason(words, &hold.reason));
        }
    }
    if !is_written(&["revoked"], "", credential.revoked_at.as_ref()) {
        note(
            credential.revoked_at.as_ref(),
            with_reason(text.get("event-revoked"), &credential.revocation_reason),
        );
    }
    for delivery in &credential.deliveries {
        let words = format!(
            "{}: {}",
            words::mail(text, &delivery.kind),
            words::mail_state(text, &delivery.state)
        );
        note(delivery.at.as_ref(), with_reason(words, &delivery.reason));
    }
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    all.into_iter()
        .map(|(at, words)| Event {
            at: facts::moment_in(at, &credential.time_zone),
            words,
            href: String::new(),
        })
        .collect()
}

fn with_reason(words: String, reason: &str) -> String {
    if reason.is_empty() {
        words
    } else {
        format!("{words} · {reason}")
    }
}

async fn resend(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(Scope::CredentialsWrite)?;
    one(&desk, &id).await?;
    desk.visit
        .app
        .credentials(&desk.caller)
        .resend_credential(ResendCredentialRequest { id: id.clone() })
        .await?;
    Ok(go(
        &desk.visit,
        &format!("/console/credentials/{id}"),
        Some((Tone::Good, "note-resent")),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contracts::issuance::v1::Hold;

    fn credential(status: &str, holds: &[&str]) -> Credential {
        Credential {
            status: status.into(),
            holds: holds
                .iter()
                .map(|owner| Hold {
                    owner: (*owner).into(),
                    ..Default::default()
                })
                .collect(),
            ..Default::default()
        }
    }

    #[test]
    fn what_can_be_done_follows_from_the_state() {
        let valid = can(true, &credential("valid", &[]));
        assert!(valid.revoke && valid.suspend && valid.correct && !valid.reinstate);
        assert!(!valid.renew, "it has no end");
        let revoked = can(true, &credential("revoked", &[]));
        assert!(revoked.reinstate && !revoked.revoke && !revoked.correct && !revoked.resend);
        let by_rule = can(true, &credential("suspended", &["membership"]));
        assert!(by_rule.suspend && !by_rule.reinstate);
        let by_staff = can(true, &credential("suspended", &["staff"]));
        assert!(by_staff.reinstate && !by_staff.suspend);
        assert_eq!(can(false, &credential("valid", &[])), Abilities::default());
    }
}
