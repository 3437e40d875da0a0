//! Membership-sync: the association's records (members and the certifications they passed), the runs that bring
//! them in, and the rules that award, suspend and reinstate badges by them.
//!
//! A file becomes a change set, the change set becomes changes, and each change asks for the evaluation of its
//! member in its own transaction; what the rules demand then is told to issuance by idempotent commands.
//!
//! The floor plan is that of every service: `domain` (types and rules), `app` (one function a use case),
//! `store` (the only place with SQL), `rpc` (contract ↔ domain). [`start`] binds no port and spawns nothing.

pub mod app;
pub mod clients;
pub mod domain;
pub mod error;
pub mod events;
pub mod rpc;
pub mod store;

mod config;

pub use app::Membership;
pub use config::Config;
pub use error::Error;
pub use store::migrations;

use platform::{Foundation, Service, rpc::Contracts, store::StoreError};

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes the service: wires routes, subscriptions and jobs, and makes sure that each issuer has its daily look at
/// the calendar.
///
/// # Errors
/// The database fails.
pub async fn start(config: Config, foundation: Foundation) -> Result<Service, StartError> {
    let app = Membership::new(config, foundation);
    app::daily::schedule_all(&app).await?;
    Ok(Service {
        name: app.foundation.name,
        routes: rpc::routes(&app),
        near: Contracts::default(),
        services: rpc::SERVICES.to_vec(),
        subscriptions: events::subscriptions(&app),
        jobs: app::jobs(&app),
    })
}
