//! The use cases: one function a verb, caller first, command second.

// Who issues, and what can be earned.
pub mod achievements;
pub mod api_keys;
pub mod artist;
pub mod issuers;
pub mod once;
pub mod signing;
pub mod staff;

// What was awarded.
pub mod award;
pub mod batches;
pub mod documents;
pub mod lifecycle;
pub mod pages;
mod press;
pub mod standing;

// Tests of the standards.
pub mod vc_api;

use crate::{Config, StartError, store};
use artist::Artist;
use platform::{
    Foundation,
    fetch::{FetchSettings, GuardedFetcher},
    jobs::JobDefinition,
    signin::Throttle,
};
use signing::Keys;
use std::{sync::Arc, time::Duration};

/// Sign-ins that one source may try in a minute.
const SIGN_INS_A_MINUTE: u32 = 30;
/// How long sessions, links and failed sign-ins that are over are kept.
const KEEP_OVER: Duration = Duration::from_secs(30 * 24 * 3600);

/// What every use case stands on. Clone freely.
#[derive(Clone)]
pub struct Issuance {
    /// Store, clock, ids, keyring, wires.
    pub foundation: Foundation,
    /// The configuration.
    pub config: Config,
    /// Draws badges, cards and rosettes off the reactor.
    pub artist: Artist,
    /// Signing keys, opened and kept ready.
    pub keys: Keys,
    /// Slows down who tries passwords.
    pub(crate) sign_ins: Arc<Throttle>,
    /// Documents that were made before.
    pub(crate) shelf: documents::Shelf,
    /// Fetches what foreign credentials refer to, for the VC-API.
    pub(crate) vc_api: GuardedFetcher,
}

impl Issuance {
    /// Notes the base address and loads the fonts.
    pub async fn new(config: Config, foundation: Foundation) -> Result<Self, StartError> {
        store::base::settle(&foundation, &config).await?;
        let artist = Artist::new(config.fonts_dir.as_deref())?;
        let vc_api = GuardedFetcher::new(FetchSettings {
            allow: config.fetch_allow.clone(),
            ..FetchSettings::default()
        })?;
        let keys = Keys::local(&foundation, &artist);
        let tx = foundation.store.write().await?;
        store::staff::forget(&tx, foundation.clock.now().minus(KEEP_OVER)).await?;
        tx.commit().await?;
        Ok(Self {
            foundation,
            config,
            artist,
            keys,
            sign_ins: Arc::new(Throttle::per_minute(SIGN_INS_A_MINUTE)),
            shelf: documents::Shelf::default(),
            vc_api,
        })
    }
}

/// The jobs issuance runs.
pub(crate) fn jobs(app: &Issuance) -> Vec<JobDefinition> {
    vec![JobDefinition {
        kind: batches::JOB,
        at_once: 2,
        runner: Arc::new(batches::Worker(app.clone())),
    }]
}
