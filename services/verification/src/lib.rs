//! Verification: anybody's badge → a report.
//!
//! [`check()`] is the one function behind the service, the page, the REST answer and the command line: it asks
//! [`openbadges::verify`] what it needs, fetches that, and asks again. It needs no store.

mod app;
pub mod check;
mod clients;
mod domain;
mod events;
mod qr;
mod rpc;
mod store;
mod words;

pub use check::{Found, Registry, Sources, Voucher, VoucherKind, Web, check};
pub use domain::issuer_list;
pub use words::summary;

use contracts::verification::v1::{
    batches_server::BatchesServer, internal_server::InternalServer,
    verification_server::VerificationServer,
};
use platform::{
    Foundation, Service,
    config::{ConfigError, Settings},
    fetch::{FetchSettings, FetchSetupError, GuardedFetcher, HostPort},
    rpc::Contracts,
    store::{Migrations, StoreError},
};
use std::{sync::Arc, time::Duration};

/// What the service is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// Places that may be fetched although private or without TLS.
    pub allow: Vec<HostPort>,
    /// How long a batch of badges and what was found are kept.
    pub keep: Duration,
}

/// How many days a batch is kept unless the settings say otherwise.
const KEEP_DAYS: u64 = 30;

impl Config {
    /// From the settings.
    pub fn from_settings(settings: &Settings) -> Result<Self, ConfigError> {
        let allow = HostPort::list(settings.text("fetch_allow").unwrap_or_default())
            .map_err(|e| settings.refuse("fetch_allow", &e.to_string()))?;
        let wanted = "write a number of days from 1 to 3650";
        let days = settings.parsed("verify_keep_days", KEEP_DAYS, wanted)?;
        if !(1..=3650).contains(&days) {
            return Err(settings.refuse("verify_keep_days", wanted));
        }
        Ok(Self {
            allow,
            keep: Duration::from_secs(days * 86_400),
        })
    }
}

/// Why the service cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The fetcher cannot be made.
    #[error(transparent)]
    Fetcher(#[from] FetchSetupError),
    /// What is done again and again cannot be planned.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Its tables.
pub fn migrations() -> Migrations {
    Migrations::of(store::migrations)
}

/// Starts the service.
pub async fn start(config: Config, foundation: Foundation) -> Result<Service, StartError> {
    let fetcher = GuardedFetcher::new(FetchSettings {
        allow: config.allow.clone(),
        ..FetchSettings::default()
    })?;
    let name = foundation.name;
    let web = Web::new(fetcher, config.allow, foundation.clock.clone());
    let verification = app::Verification::new(foundation, web, config.keep);
    verification.plan().await?;
    let routes = tonic::service::Routes::new(
        VerificationServer::new(rpc::Rpc(verification.clone())).max_decoding_message_size(32 << 20),
    )
    .add_service(BatchesServer::new(rpc::Rpc(verification.clone())))
    .add_service(
        InternalServer::new(rpc::Rpc(verification.clone())).max_decoding_message_size(32 << 20),
    );
    Ok(Service {
        name,
        routes,
        near: Contracts::default()
            .with::<dyn contracts::verification::v1::verification_server::Verification>(
            Arc::new(rpc::Rpc(verification.clone())),
        ),
        services: vec![
            "accolade.verification.v1.Verification",
            "accolade.verification.v1.Batches",
            "accolade.verification.v1.Internal",
        ],
        subscriptions: Vec::new(),
        jobs: verification.jobs(),
    })
}
