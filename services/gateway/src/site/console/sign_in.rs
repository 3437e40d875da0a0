//! Staff sign in with a password, and out again. Their session is none of the wallet's: its cookie has a name of
//! its own.

use super::{
    super::{
        errors::{Answer, sentence},
        form::Form,
        session::{CONSOLE, go, own_path},
        visit::{Visit, hushed},
    },
    desk,
};
use crate::{
    app::App,
    pages::{
        shell::Tone,
        views::sign_in::{Door, SignInPage, SignInState},
    },
};
use axum::{
    Router,
    http::{HeaderName, HeaderValue, StatusCode},
    response::Response,
    routing::{get, post},
};
use contracts::issuance::v1::{StaffSignInRequest, StaffSignOutRequest};
use platform::{Kind, refusal::Refused};

/// How long a refused sign-in waits where the service does not say; its limits are per minute.
const A_MINUTE: u32 = 60;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/sign-in", get(show).post(enter))
        .route("/console/sign-out", post(leave))
}

/// Where to go on, if that is a place of ours.
fn next(text: &str) -> String {
    own_path(text, "").to_owned()
}

async fn show(visit: Visit) -> Answer {
    let next = next(&visit.query("next"));
    if desk::session(&visit).await?.is_some() {
        return Ok(go(&visit, own_path(&next, "/console"), None));
    }
    let mut page = SignInPage::new(visit.shell(), Door::Console);
    page.next = next;
    Ok(visit.page(&page))
}

fn again(visit: &Visit, form: &Form, status: StatusCode, state: SignInState) -> Response {
    let mut page = SignInPage::new(visit.shell(), Door::Console);
    page.state = state;
    page.email.value = form.get("email").to_owned();
    page.next = next(form.get("next"));
    hushed(visit.page_as(status, &page))
}

async fn enter(visit: Visit, form: Form) -> Answer {
    if let Err(wait) = visit.app.limits().people.check(&visit.from.0) {
        let seconds = u32::try_from(wait.seconds()).unwrap_or(A_MINUTE);
        let state = SignInState::Slow { seconds };
        return Ok(again(&visit, &form, StatusCode::TOO_MANY_REQUESTS, state));
    }
    let asked = StaffSignInRequest {
        email: form.get("email").to_owned(),
        password: form.raw("password").to_owned(),
        source: visit.from.0.clone(),
    };
    let answer = visit
        .app
        .issuance(&visit.gateway())
        .staff_sign_in(asked)
        .await;
    let status = match answer {
        Ok(session) => {
            let to = next(form.get("next"));
            let mut response = go(&visit, own_path(&to, "/console"), None);
            CONSOLE.set(&visit, &session.into_inner().token, &mut response);
            return Ok(hushed(response));
        }
        Err(status) => status,
    };
    let refused = Refused::from(status.clone());
    let (code, state) = match (refused.kind, refused.code.as_str()) {
        (_, "account_locked") => (StatusCode::FORBIDDEN, SignInState::Locked),
        (Kind::Unauthenticated, _) => (StatusCode::UNAUTHORIZED, SignInState::Refused),
        (Kind::TooMany, _) => (
            StatusCode::TOO_MANY_REQUESTS,
            SignInState::Slow { seconds: A_MINUTE },
        ),
        (Kind::Invalid, _) => {
            let mut page = SignInPage::new(visit.shell(), Door::Console);
            page.email = page
                .email
                .value(form.get("email"))
                .error(sentence(&refused.message));
            page.next = next(form.get("next"));
            return Ok(hushed(
                visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page),
            ));
        }
        _ => return Err(status.into()),
    };
    Ok(again(&visit, &form, code, state))
}

async fn leave(visit: Visit) -> Answer {
    if let Some(token) = CONSOLE.token(&visit) {
        visit
            .app
            .issuance(&visit.gateway())
            .staff_sign_out(StaffSignOutRequest { token })
            .await?;
    }
    let mut response = go(
        &visit,
        "/console/sign-in",
        Some((Tone::Plain, "note-signed-out")),
    );
    CONSOLE.clear(&visit, &mut response);
    // What the browser still holds of private pages goes too.
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\""),
    );
    Ok(response)
}
