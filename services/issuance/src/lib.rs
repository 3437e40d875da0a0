//! Issuance: issuers and their keys, achievements, credentials with their revisions and status lists, batches,
//! and every public document of a badge.
//!
//! The floor plan is that of every service: `domain` (types and rules), `app` (one function a use case),
//! `store` (the only place with SQL), `rpc` (contract ↔ domain). [`start`] binds no port and spawns nothing.
//!
//! ```
//! use issuance::domain::issuer::{Slug, did};
//! use platform::config::PublicUrl;
//!
//! let slug: Slug = "plant-society".parse()?;
//! let base = PublicUrl::parse("https://badges.example.org")?;
//! assert_eq!(did(&base, &slug)?, "did:web:badges.example.org:issuers:plant-society");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod app;
pub mod domain;
pub mod error;
pub mod events;
pub mod rpc;
pub mod store;

mod config;
mod words;

pub use app::Issuance;
pub use config::Config;
pub use error::{Error, StartError};
pub use store::migrations;

use platform::{Foundation, Service, rpc::Contracts};

/// Makes the service: notes the base address it works under, loads fonts, wires routes, subscriptions and jobs.
///
/// # Errors
/// [`StartError`] when the base address changed without the old one being kept, fonts cannot be read, or the
/// database fails.
pub async fn start(config: Config, foundation: Foundation) -> Result<Service, StartError> {
    let app = Issuance::new(config, foundation).await?;
    Ok(Service {
        name: app.foundation.name,
        routes: rpc::routes(&app),
        near: Contracts::default(),
        services: rpc::SERVICES.to_vec(),
        subscriptions: events::subscriptions(&app),
        jobs: app::jobs(&app),
    })
}
