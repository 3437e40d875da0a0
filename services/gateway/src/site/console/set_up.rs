//! Set-up links: whoever is appointed sets a password, or gives the one they have, and walks in.

use super::{
    super::{
        errors::{Answer, Stop, sentence},
        form::Form,
        session::{CONSOLE, go},
        visit::{Visit, hushed},
    },
    fields,
};
use crate::{
    app::App,
    pages::{
        shell::Tone,
        views::console::{SetUpPage, SetUpState},
    },
};
use axum::{Router, extract::Path, http::StatusCode, response::Response, routing::get};
use contracts::issuance::v1::{CompleteSetUpRequest, PreviewSetUpRequest, PreviewSetUpResponse};
use platform::{Kind, refusal::Refused};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/set-up/{token}", get(show).post(complete))
}

async fn look(visit: &Visit, token: &str) -> Result<PreviewSetUpResponse, Stop> {
    let asked = PreviewSetUpRequest {
        token: token.to_owned(),
    };
    let answer = visit
        .app
        .issuance(&visit.gateway())
        .preview_set_up(asked)
        .await?;
    Ok(answer.into_inner())
}

fn page(visit: &Visit, token: &str, link: &PreviewSetUpResponse) -> SetUpPage {
    let state = match link.state.as_str() {
        "open" => SetUpState::Open,
        "used" => SetUpState::Used,
        "expired" => SetUpState::Expired,
        _ => SetUpState::Unknown,
    };
    let mut page = SetUpPage::new(visit.shell(), state, token, link.existing_account);
    page.email.clone_from(&link.email);
    page.name.value.clone_from(&link.name);
    page
}

fn told(visit: &Visit, page: &SetUpPage) -> Response {
    let status = match page.state {
        SetUpState::Open => StatusCode::OK,
        SetUpState::Used | SetUpState::Expired => StatusCode::GONE,
        SetUpState::Unknown => StatusCode::NOT_FOUND,
    };
    hushed(visit.page_as(status, page))
}

async fn show(visit: Visit, Path(token): Path<String>) -> Answer {
    let link = look(&visit, &token).await?;
    Ok(told(&visit, &page(&visit, &token, &link)))
}

async fn complete(visit: Visit, Path(token): Path<String>, form: Form) -> Answer {
    visit.slowly(&visit.app.limits().people)?;
    let asked = CompleteSetUpRequest {
        token: token.clone(),
        password: form.raw("password").to_owned(),
        name: form.get("name").to_owned(),
    };
    let answer = visit
        .app
        .issuance(&visit.gateway())
        .complete_set_up(asked)
        .await;
    let status = match answer {
        Ok(session) => {
            let session = session.into_inner();
            // The first operator has no organization yet: making one is the next step.
            let to = if session.operator && session.issuers.is_empty() {
                "/operator/issuers/new"
            } else {
                "/console"
            };
            let mut response = go(&visit, to, Some((Tone::Good, "note-set-up")));
            CONSOLE.set(&visit, &session.token, &mut response);
            return Ok(hushed(response));
        }
        Err(status) => status,
    };
    let link = look(&visit, &token).await?;
    let mut page = page(&visit, &token, &link);
    if page.state != SetUpState::Open {
        return Ok(told(&visit, &page));
    }
    let refused = Refused::from(status.clone());
    fields::fill(&form, page.fields());
    let code = match (refused.kind, refused.code.as_str()) {
        (Kind::Unauthenticated, _) => {
            page.password.error = visit.text.get("set-up-wrong-password");
            StatusCode::UNPROCESSABLE_ENTITY
        }
        (Kind::Forbidden, "account_locked") | (Kind::TooMany, _) => {
            page.password.error = sentence(&refused.message);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        _ => {
            let (code, refused) = fields::mendable(status)?;
            let left = fields::place(&refused, page.fields(), fields::same);
            fields::warn(&mut page.shell, left);
            code
        }
    };
    Ok(hushed(visit.page_as(code, &page)))
}
