use crate::domain::brake::Brake;
use platform::config::{ConfigError, Settings};

/// What of the settings this service uses.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// How much may lapse at once.
    pub brake: Brake,
}

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// A brake that is no share in percent.
    pub fn from_settings(settings: &Settings) -> Result<Self, ConfigError> {
        const FIX: &str = "write a whole number of percent from 0 to 100 such as 10";
        let percent: u64 = settings.parsed("brake", 10, FIX)?;
        if percent > 100 {
            return Err(settings.refuse("brake", FIX));
        }
        Ok(Self {
            brake: Brake { percent },
        })
    }
}
