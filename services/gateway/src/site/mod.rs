//! Pages and documents: what people and other sites open. A handler reads what was sent, asks the services, and
//! fills a view; `src/pages` draws it.
//!
//! What console and public pages share stands in [`visit`] (who asks, drawing), [`session`] (cookies, notes,
//! `next`), [`form`] and [`errors`].

mod certificate;
mod check_words;
mod checks;
mod claim;
mod console;
mod dev;
mod documents;
mod errors;
mod facts;
mod form;
mod general;
mod issuer;
mod language;
mod negotiate;
mod portfolio;
mod profile;
mod reference;
mod session;
mod sign_in;
mod verdict;
mod verify;
mod visit;
mod wallet;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use errors::{Asked, nothing_here, told};

use crate::{app::App, config::Config};
use axum::{Extension, Router};
use checks::Checks;
use tower_http::csrf::{ConfigError, CsrfLayer};

/// All pages and documents.
///
/// # Errors
/// When one of the installation's own addresses is no origin.
pub(crate) fn router(config: &Config) -> Result<Router<App>, ConfigError> {
    Ok(Router::new()
        .merge(documents::routes())
        .merge(public())
        .merge(earner())
        .merge(console::routes())
        .merge(dev::routes())
        .layer(Extension(Checks::default()))
        .layer(only_from_here(config)?))
}

/// For everybody.
fn public() -> Router<App> {
    general::routes()
        .merge(verify::routes())
        .merge(language::routes())
}

/// For those who earned badges.
fn earner() -> Router<App> {
    Router::new()
        .merge(claim::routes())
        .merge(sign_in::routes())
        .merge(wallet::routes())
        .merge(profile::routes())
}

/// Forms count only when they were sent from a page of this installation, on whichever of its hosts.
fn only_from_here(config: &Config) -> Result<CsrfLayer, ConfigError> {
    let mut layer = CsrfLayer::new();
    for origin in std::iter::once(&config.public_url).chain(&config.aliases) {
        layer = layer.add_trusted_origin(origin.as_str())?;
    }
    Ok(layer)
}
