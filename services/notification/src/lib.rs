//! Notification: mails about badges and accounts, each sent once for its event, reminders that stop in time.
//!
//! The floor plan is that of every service: `domain` (types and rules), `app` (one function a use case), `store`
//! (the only place with SQL), `rpc` and `events` (contract ↔ domain). Besides there are `letter` (what a mail says)
//! and `mailer` (how it leaves). A message holds no address: address, title and state are asked for when it is
//! sent, so that what was corrected, claimed or erased meanwhile counts. [`start`] binds no port and spawns nothing.

pub mod app;
pub mod clients;
pub mod domain;
pub mod error;
pub mod events;
pub mod letter;
pub mod mailer;
pub mod rpc;
pub mod store;

mod config;

pub use app::Notification;
pub use config::{Config, Way};
pub use error::{Error, StartError};
pub use store::migrations;

use mailer::{Mailbox, Mailer, Smtp};
use platform::{Foundation, Service, rpc::Contracts};
use std::sync::Arc;

/// Makes the service with the way for mails that its configuration names.
///
/// # Errors
/// [`StartError`] for a mail server's address that cannot be used, or when the database fails.
pub async fn start(config: Config, foundation: Foundation) -> Result<Service, StartError> {
    let mailer: Arc<dyn Mailer> = match &config.way {
        Way::Smtp(url) => Arc::new(Smtp::new(url)?),
        Way::Mailbox => Arc::new(Mailbox::new(
            foundation.store.clone(),
            foundation.keyring.clone(),
        )),
    };
    start_with(config, foundation, mailer).await
}

/// Makes the service with a mailer of one's own.
///
/// # Errors
/// As [`start`].
pub async fn start_with(
    config: Config,
    foundation: Foundation,
    mailer: Arc<dyn Mailer>,
) -> Result<Service, StartError> {
    if foundation.store.is_embedded() {
        // This process alone has the database: whoever was sending is gone.
        store::sending::release_all(&foundation.store).await?;
    }
    let app = Notification::new(config, foundation, mailer);
    Ok(Service {
        name: app.foundation.name,
        routes: rpc::routes(&app),
        near: Contracts::default(),
        services: rpc::SERVICES.to_vec(),
        subscriptions: events::subscriptions(&app),
        jobs: app::send::jobs(&app),
    })
}
