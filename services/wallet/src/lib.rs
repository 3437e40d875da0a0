//! Wallet: earners with their accounts and addresses, claims, and the badges they hold.
//!
//! The floor plan is that of every service: `domain` (types and rules), `app` (one function a use case),
//! `store` (the only place with SQL), `rpc` (contract ↔ domain), `events` (facts in and out), `clients` (issuance).
//! [`start`] binds no port and spawns nothing.

pub mod app;
pub mod clients;
pub mod domain;
pub mod error;
pub mod events;
pub mod rpc;
pub mod store;

pub use app::Wallet;
pub use error::Error;
pub use store::migrations;

use platform::{
    Foundation, Service,
    config::{ConfigError, Settings},
    rpc::Contracts,
    store::StoreError,
};

/// What the wallet takes from the configuration: nothing of its own today.
#[derive(Clone, Debug, Default)]
pub struct Config {}

impl Config {
    /// Reads it.
    ///
    /// # Errors
    /// None today.
    pub fn from_settings(_settings: &Settings) -> Result<Self, ConfigError> {
        Ok(Self {})
    }
}

/// Why the wallet did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database failed.
    #[error("the wallet cannot start: {0}")]
    Store(#[from] StoreError),
}

/// Makes the service and sees to it that what is over is tidied up.
///
/// # Errors
/// [`StartError`] when the database fails.
pub async fn start(_config: Config, foundation: Foundation) -> Result<Service, StartError> {
    let app = Wallet::new(foundation);
    app::tidy::schedule(&app).await?;
    Ok(Service {
        name: app.foundation().name,
        routes: rpc::routes(&app),
        near: Contracts::default(),
        services: rpc::SERVICES.to_vec(),
        subscriptions: events::subscriptions(&app),
        jobs: app::tidy::jobs(&app),
    })
}
