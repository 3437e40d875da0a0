//! The pages: what each shows (plain structs of owned values), and how it is drawn (templates under `templates/`).
//!
//! A handler fills a view and answers with [`page`]:
//!
//! ```
//! use gateway::pages::{self, views::public::MissingPage, View};
//! use gateway::text::Text;
//!
//! let view = MissingPage::not_available(pages::Shell::new("https://badges.example.org", "/b/0000"));
//! let html = view.html(Text::default()).unwrap();
//! assert!(html.starts_with("<!doctype html>"));
//! let response = pages::page(http::StatusCode::NOT_FOUND, &view, Text::default());
//! assert_eq!(response.status(), 404);
//! ```
//!
//! The names of all form fields and the addresses forms are sent to stand in `src/pages/README.md`.

pub mod csp;
pub(crate) mod filters;
pub mod form;
pub mod icons;
pub mod parts;
pub mod samples;
pub mod share;
pub mod shell;
pub mod theme;
pub mod views;

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};

pub use form::{Choice, Field, FormError};
pub use parts::{Moment, Picture};
pub use shell::{Notice, Shell, Visitor};

use crate::text::Text;

/// A page or a fragment that can be drawn in a language.
pub trait View: askama::Template {
    /// The HTML in the language of `text`. Fails only when a template asks for something that is not there.
    fn html(&self, text: Text) -> askama::Result<String> {
        let text: &dyn std::any::Any = &text;
        self.render_with_values(&(filters::TEXT, text))
    }
}

impl<T: askama::Template> View for T {}

/// A view with examples: what tests render, and what the style guide shows.
pub trait Sample: Sized {
    /// Every example worth looking at, each with a short name made of lower-case words and hyphens.
    fn samples() -> Vec<(&'static str, Self)>;

    /// The first example.
    fn sample() -> Self {
        let mut all = Self::samples();
        all.swap_remove(0).1
    }
}

/// A whole page as a response, with the content policy of ordinary pages.
pub fn page<V: View>(status: StatusCode, view: &V, text: Text) -> Response {
    page_with_policy(status, view, text, csp::PAGE)
}

/// A whole page under another content policy, one of those in [`csp`].
pub fn page_with_policy<V: View>(
    status: StatusCode,
    view: &V,
    text: Text,
    policy: &'static str,
) -> Response {
    let html = match view.html(text) {
        Ok(html) => html,
        Err(error) => {
            tracing::error!(%error, "a page could not be drawn");
            return (
                StatusCode::INTERNAL_SERVER_ERROR,
                text.get("error-500-title"),
            )
                .into_response();
        }
    };
    let headers: [(HeaderName, HeaderValue); 4] = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (
            header::CONTENT_LANGUAGE,
            HeaderValue::from_static(text.locale().tag()),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(policy),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    (status, headers, html).into_response()
}
