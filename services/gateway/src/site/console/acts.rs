//! What staff does with one badge. Each act is confirmed on a page that says what will happen.

use super::{
    super::{
        errors::{Answer, Stop},
        form::Form,
        session::{Note, go},
    },
    credentials::{can, holder, one, picture},
    desk::Desk,
    fields,
};
use crate::{
    app::App,
    pages::{
        shell::Tone,
        views::credentials::{Abilities, Act, ActPage},
    },
};
use axum::{Router, extract::Path, http::StatusCode, routing::get};
use contracts::issuance::v1::{
    CorrectCredentialRequest, Credential, ReinstateCredentialRequest, RenewCredentialRequest,
    RevokeCredentialRequest, SuspendCredentialRequest,
};
use platform::identity::Scope;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/credentials/{id}/{act}", get(ask).post(carry_out))
}

/// The act of a path, as it is on this badge: what was revoked is not merely held back.
fn act_of(path: &str, credential: &Credential) -> Result<Act, Stop> {
    Act::ALL
        .into_iter()
        .filter(|act| *act != Act::Restore)
        .find(|act| act.path() == path)
        .map(|act| match act {
            Act::Reinstate if credential.status == "revoked" => Act::Restore,
            other => other,
        })
        .ok_or_else(Stop::not_found)
}

fn possible(act: Act, can: Abilities) -> bool {
    match act {
        Act::Revoke => can.revoke,
        Act::Suspend => can.suspend,
        Act::Reinstate | Act::Restore => can.reinstate,
        Act::Correct | Act::Address => can.correct,
        Act::Renew => can.renew,
    }
}

fn page(desk: &Desk, act: Act, credential: &Credential) -> ActPage {
    ActPage {
        shell: desk.shell(),
        act,
        id: credential.id.clone(),
        achievement: credential.achievement_name.clone(),
        picture: picture(desk, credential),
        recipient: holder(desk, credential),
        input: ActPage::input_of(act),
    }
}

async fn ask(desk: Desk, Path((id, act)): Path<(String, String)>) -> Answer {
    desk.must(Scope::CredentialsWrite)?;
    let credential = one(&desk, &id).await?;
    let act = act_of(&act, &credential)?;
    if !possible(act, can(true, &credential)) {
        // It was opened from a page drawn before somebody else acted.
        let note = Some((Tone::Careful, "note-changed-meanwhile"));
        return Ok(go(&desk.visit, &format!("/console/credentials/{id}"), note));
    }
    let mut page = page(&desk, act, &credential);
    let recipient = credential.recipient.unwrap_or_default();
    if let Some(input) = &mut page.input {
        input.value = match act {
            Act::Correct => recipient.name,
            Act::Address => recipient.email,
            _ => String::new(),
        };
    }
    Ok(desk.visit.page(&page))
}

async fn carry_out(desk: Desk, Path((id, act)): Path<(String, String)>, form: Form) -> Answer {
    desk.must(Scope::CredentialsWrite)?;
    let credential = one(&desk, &id).await?;
    let act = act_of(&act, &credential)?;
    let mut page = page(&desk, act, &credential);
    fields::fill(&form, page.input.as_mut());
    if matches!(act, Act::Revoke | Act::Suspend)
        && form.get("reason").is_empty()
        && let Some(input) = &mut page.input
    {
        input.error = desk.visit.text.get("form-reason-missing");
        return Ok(desk.visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    match send(&desk, act, &credential, &form).await {
        Ok(()) => Ok(go(
            &desk.visit,
            &format!("/console/credentials/{id}"),
            Some(note(act)),
        )),
        Err(status) => {
            let (code, refused) = fields::mendable(status)?;
            let left = fields::place(&refused, page.input.as_mut(), fields::same);
            fields::warn(&mut page.shell, left);
            Ok(desk.visit.page_as(code, &page))
        }
    }
}

async fn send(
    desk: &Desk,
    act: Act,
    credential: &Credential,
    form: &Form,
) -> Result<(), tonic::Status> {
    let mut credentials = desk.visit.app.credentials(&desk.caller);
    let id = credential.id.clone();
    let reason = form.get("reason").to_owned();
    match act {
        Act::Revoke => {
            credentials
                .revoke_credential(RevokeCredentialRequest { id, reason })
                .await
        }
        Act::Suspend => {
            credentials
                .suspend_credential(SuspendCredentialRequest { id, reason })
                .await
        }
        Act::Reinstate | Act::Restore => {
            credentials
                .reinstate_credential(ReinstateCredentialRequest { id, reason })
                .await
        }
        Act::Correct => {
            credentials
                .correct_credential(CorrectCredentialRequest {
                    id,
                    name: Some(form.get("name").to_owned()),
                    ..Default::default()
                })
                .await
        }
        Act::Address => {
            credentials
                .correct_credential(CorrectCredentialRequest {
                    id,
                    email: Some(form.get("email").to_owned()),
                    ..Default::default()
                })
                .await
        }
        Act::Renew => {
            credentials
                .renew_credential(RenewCredentialRequest {
                    id,
                    valid_until: form.get("valid_until").to_owned(),
                })
                .await
        }
    }
    .map(|_| ())
}

fn note(act: Act) -> Note {
    match act {
        Act::Revoke => (Tone::Good, "note-revoked"),
        Act::Suspend => (Tone::Good, "note-suspended"),
        Act::Reinstate => (Tone::Good, "note-reinstated"),
        Act::Restore => (Tone::Good, "note-restored"),
        Act::Correct | Act::Address => (Tone::Good, "note-corrected"),
        Act::Renew => (Tone::Good, "note-renewed"),
    }
}
