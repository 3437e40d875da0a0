//! The use cases: one function a verb, caller first, command second.

// Who issues, and what can be earned.
pub mod achievements;
pub mod api_keys;
pub mod artist;
pub mod issuers;
pub mod signing;
pub mod staff;

// What was awarded.
pub mod award;
pub mod batches;
pub mod documents;
pub mod lifecycle;
pub mod pages;
pub mod standing;

use crate::{Config, StartError, store};
use artist::Artist;
use platform::{Foundation, jobs::JobDefinition};
use signing::Keys;

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
}

impl Issuance {
    /// Notes the base address and loads the fonts.
    pub(crate) async fn new(config: Config, foundation: Foundation) -> Result<Self, StartError> {
        store::base::settle(&foundation, &config).await?;
        let artist = Artist::new(config.fonts_dir.as_deref())?;
        let keys = Keys::local(&foundation);
        Ok(Self { foundation, config, artist, keys })
    }
}

/// The jobs issuance runs.
pub(crate) fn jobs(_app: &Issuance) -> Vec<JobDefinition> {
    Vec::new()
}
