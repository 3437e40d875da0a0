//! Signing in by a mailed link or with a password, and out again.

use super::{
    errors::{Answer, Stop, sentence},
    form::Form,
    session::{WALLET, go, own_path},
    visit::{Visit, hushed},
};
use crate::{
    app::App,
    pages::{
        shell::Tone,
        views::sign_in::{Door, SignInLandingPage, SignInPage, SignInState},
    },
};
use axum::{
    Router,
    extract::Path,
    http::{HeaderName, HeaderValue, StatusCode},
    response::Response,
    routing::{get, post},
};
use contracts::wallet::v1::{
    ConsumeLinkRequest, LinkView, RequestSignInLinkRequest, SignInRequest, SignOutRequest,
    ViewLinkRequest,
};
use platform::{Kind, refusal::Refused};

/// How long a refused sign-in waits where the wallet does not say; its limits are per minute.
const A_MINUTE: u32 = 60;

/// Its routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(show).post(by_password))
        .route("/sign-in/link", post(by_link))
        .route("/sign-in/{token}", get(landing).post(land))
        .route("/sign-out", post(sign_out))
}

/// Where to go on after signing in, if that is a place of ours.
fn next(text: &str) -> String {
    own_path(text, "").to_owned()
}

async fn show(visit: Visit) -> Answer {
    let next = next(&visit.query("next"));
    if visit.earner().await.is_some() {
        return Ok(go(&visit, own_path(&next, "/wallet"), None));
    }
    let mut page = SignInPage::new(visit.shell(), Door::Wallet);
    page.next = next;
    Ok(visit.page(&page))
}

/// The page again, after an attempt.
fn again(visit: &Visit, form: &Form, status: StatusCode, state: SignInState) -> Response {
    let mut page = SignInPage::new(visit.shell(), Door::Wallet);
    page.state = state;
    page.email.value = form.get("email").to_owned();
    page.next = next(form.get("next"));
    hushed(visit.page_as(status, &page))
}

/// The page again, with what is wrong with the address.
fn bad_address(visit: &Visit, form: &Form, words: &str) -> Response {
    let mut page = SignInPage::new(visit.shell(), Door::Wallet);
    page.email = page.email.value(form.get("email")).error(sentence(words));
    page.next = next(form.get("next"));
    hushed(visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// Too many attempts from here: said on the page, with the time to wait.
fn slow(visit: &Visit, form: &Form) -> Option<Response> {
    let wait = visit.app.limits().people.check(&visit.from.0).err()?;
    let seconds = u32::try_from(wait.seconds()).unwrap_or(A_MINUTE);
    Some(again(
        visit,
        form,
        StatusCode::TOO_MANY_REQUESTS,
        SignInState::Slow { seconds },
    ))
}

async fn by_password(visit: Visit, form: Form) -> Answer {
    if let Some(page) = slow(&visit, &form) {
        return Ok(page);
    }
    let asked = SignInRequest {
        email: form.get("email").to_owned(),
        password: form.raw("password").to_owned(),
        source: visit.from.0.clone(),
    };
    let status = match visit.app.wallet(&visit.gateway()).sign_in(asked).await {
        Ok(session) => {
            let to = next(form.get("next"));
            let mut response = go(&visit, own_path(&to, "/wallet"), None);
            WALLET.set(&visit, &session.into_inner().token, &mut response);
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
        (Kind::Invalid, _) => return Ok(bad_address(&visit, &form, &problem_of(&refused))),
        _ => return Err(status.into()),
    };
    Ok(again(&visit, &form, code, state))
}

/// What is wrong with the one field.
fn problem_of(refused: &Refused) -> String {
    refused
        .fields
        .first()
        .map_or_else(|| refused.message.clone(), |field| field.problem.clone())
}

/// Mails a link, if the address is known; the answer is the same if not.
async fn by_link(visit: Visit, form: Form) -> Answer {
    if let Some(page) = slow(&visit, &form) {
        return Ok(page);
    }
    let asked = RequestSignInLinkRequest {
        email: form.get("email").to_owned(),
        source: visit.from.0.clone(),
    };
    let answer = visit
        .app
        .wallet(&visit.gateway())
        .request_sign_in_link(asked)
        .await;
    let Err(status) = answer else {
        return Ok(again(&visit, &form, StatusCode::OK, SignInState::LinkSent));
    };
    let refused = Refused::from(status.clone());
    match refused.kind {
        Kind::Invalid => Ok(bad_address(&visit, &form, &problem_of(&refused))),
        Kind::TooMany => Ok(again(
            &visit,
            &form,
            StatusCode::TOO_MANY_REQUESTS,
            SignInState::Slow { seconds: A_MINUTE },
        )),
        _ => Err(status.into()),
    }
}

async fn landing(visit: Visit, Path(token): Path<String>) -> Answer {
    let asked = ViewLinkRequest {
        token: token.clone(),
    };
    let view = visit.app.wallet(&visit.gateway()).view_link(asked).await?;
    Ok(landed(&visit, &token, view.into_inner()))
}

fn landed(visit: &Visit, token: &str, view: LinkView) -> Response {
    let open = view.state == "open";
    let status = match view.state.as_str() {
        "open" => StatusCode::OK,
        "used" | "expired" => StatusCode::GONE,
        _ => StatusCode::NOT_FOUND,
    };
    let page = SignInLandingPage {
        shell: visit.shell(),
        token: open.then(|| token.to_owned()),
        door: Door::Wallet,
        proves_address: view.purpose == "verify_address",
        masked_address: view.masked_email,
    };
    hushed(visit.page_as(status, &page))
}

async fn land(visit: Visit, Path(token): Path<String>) -> Answer {
    visit.slowly(&visit.app.limits().people)?;
    let earner = visit.earner().await;
    let caller = earner
        .as_ref()
        .map_or_else(|| visit.gateway(), super::session::Earner::caller);
    let asked = ConsumeLinkRequest {
        token: token.clone(),
        source: visit.from.0.clone(),
    };
    let status = match visit.app.wallet(&caller).consume_link(asked).await {
        Ok(used) => {
            let used = used.into_inner();
            let Some(session) = used.session else {
                // An address was proven; that signs nobody in.
                let to = if earner.is_some() {
                    "/wallet/profile"
                } else {
                    "/sign-in"
                };
                return Ok(hushed(go(
                    &visit,
                    to,
                    Some((Tone::Good, "note-address-proven")),
                )));
            };
            let mut response = go(&visit, "/wallet", None);
            WALLET.set(&visit, &session.token, &mut response);
            return Ok(hushed(response));
        }
        Err(status) => status,
    };
    let state = match Refused::from(status.clone()).code.as_str() {
        "link_used" => "used",
        "link_expired" => "expired",
        "link_unknown" => "unknown",
        _ => return Err(Stop::from(status)),
    };
    let spent = LinkView {
        state: state.to_owned(),
        ..Default::default()
    };
    Ok(landed(&visit, &token, spent))
}

async fn sign_out(visit: Visit) -> Answer {
    if let Some(token) = WALLET.token(&visit) {
        let asked = SignOutRequest { token };
        visit.app.wallet(&visit.gateway()).sign_out(asked).await?;
    }
    let mut response = go(&visit, "/", Some((Tone::Plain, "note-signed-out")));
    WALLET.clear(&visit, &mut response);
    // What the browser still holds of private pages goes too.
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\""),
    );
    Ok(response)
}
