use platform::config::{ConfigError, PublicUrl, Settings};

/// What the gateway is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// The base address in force.
    pub public_url: PublicUrl,
    /// Former base addresses it still answers on.
    pub aliases: Vec<PublicUrl>,
    /// Whether sent mails are shown at `/dev/mail`.
    pub dev_mail: bool,
    /// How many reverse proxies stand before it; their `X-Forwarded-For` entries are believed, counted from the
    /// right.
    pub trusted_proxies: usize,
}

impl Config {
    /// From the settings.
    pub fn from_settings(settings: &Settings) -> Result<Self, ConfigError> {
        Ok(Self {
            public_url: settings.public_url()?,
            aliases: settings.aliases()?,
            dev_mail: settings.text("dev_mail") == Some("on"),
            trusted_proxies: settings.parsed(
                "trusted_proxies",
                0,
                "write a number, 0 where the gateway is reached directly",
            )?,
        })
    }
}
