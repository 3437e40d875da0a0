//! The language of pages: chosen once, kept in a cookie, for those whose browser asks for another.

use super::{
    errors::Answer,
    form::Form,
    session::{cookie, own_path, put},
    visit::Visit,
};
use crate::{app::App, text::Locale};
use axum::{
    Router,
    response::{IntoResponse as _, Redirect},
    routing::post,
};
use std::time::Duration;

/// The cookie's name.
pub(super) const COOKIE: &str = "language";
const LIVES: Duration = Duration::from_secs(365 * 24 * 60 * 60);

pub(super) fn routes() -> Router<App> {
    Router::new().route("/language", post(choose))
}

async fn choose(visit: Visit, form: Form) -> Answer {
    let mut response = Redirect::to(own_path(form.get("next"), "/")).into_response();
    if let Some(locale) = Locale::from_tag(form.get("language")) {
        let kept = cookie(COOKIE, locale.tag().to_owned(), LIVES, visit.https());
        put(&mut response, kept);
    }
    Ok(response)
}
