use platform::{
    config::{ConfigError, PublicUrl, Settings},
    secret::Secret,
};

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
    /// The address mails come from, so that readers can compare it (S16).
    pub mail_from: Option<String>,
    /// Who may use the VC-API.
    pub vc_api: VcApi,
    /// How to sign in to the console, where this is a demonstration.
    pub demo: Option<Demo>,
}

/// Who may use the VC-API, whose test keys sign what they are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VcApi {
    /// Nobody: it is not there.
    #[default]
    Off,
    /// API keys with the right `vc-api`, and operators'.
    Keys,
    /// Everybody, as the W3C's test suites need it.
    Public,
}

impl VcApi {
    fn from_settings(settings: &Settings) -> Result<Self, ConfigError> {
        match settings.text("vc_api") {
            None | Some("off") => Ok(Self::Off),
            Some("on") => Ok(Self::Keys),
            Some("public") => Ok(Self::Public),
            Some(_) => Err(settings.refuse("vc_api", "write off, on or public")),
        }
    }
}

/// How to sign in to the console of a demonstration; its start page says so.
#[derive(Clone, Debug)]
pub struct Demo {
    /// The address.
    pub email: String,
    /// The password.
    pub password: Secret<String>,
}

impl Demo {
    /// From the setting `demo_console`, which only `accolade demo` sets: an address, a space, a password.
    fn parse(text: &str) -> Option<Self> {
        let (email, password) = text.split_once(' ')?;
        Some(Self {
            email: email.to_owned(),
            password: Secret::from(password.to_owned()),
        })
    }
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
            mail_from: settings.text("mail_from").map(str::to_owned),
            vc_api: VcApi::from_settings(settings)?,
            demo: settings.text("demo_console").and_then(Demo::parse),
        })
    }
}
