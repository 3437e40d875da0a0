use platform::{
    config::{ConfigError, PublicUrl, Settings},
    fetch::HostPort,
};
use std::path::PathBuf;

/// What issuance takes from the configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The base address in force: it goes into every badge issued from now on.
    pub public_url: PublicUrl,
    /// Former base addresses that are still answered on.
    pub aliases: Vec<PublicUrl>,
    /// Directory of fonts beside the bundled ones.
    pub fonts_dir: Option<PathBuf>,
    /// Places that the VC-API may fetch from although they are private or without TLS.
    pub fetch_allow: Vec<HostPort>,
}

impl Config {
    /// Reads it.
    ///
    /// # Errors
    /// [`ConfigError`] naming the setting, its value and the way out.
    pub fn from_settings(settings: &Settings) -> Result<Self, ConfigError> {
        Ok(Self {
            public_url: settings.public_url()?,
            aliases: settings.aliases()?,
            fonts_dir: settings.text("fonts_dir").map(PathBuf::from),
            fetch_allow: HostPort::list(settings.text("fetch_allow").unwrap_or_default())
                .map_err(|e| settings.refuse("fetch_allow", &e.to_string()))?,
        })
    }
}
