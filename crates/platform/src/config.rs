//! Configuration: one TOML file and `ACCOLADE_*` environment variables. The only place that reads the
//! environment.
//!
//! A setting is found, in this order: on the command line (an override), in the environment, in the file that
//! the environment variable with `_FILE` at its end names, in the TOML file, in its default.

use crate::{Secret, ServiceName};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};
use url::Url;

/// A setting as it may be written down.
struct Key {
    /// In the TOML file; the environment's name is `ACCOLADE_` and this in capitals.
    name: &'static str,
    /// Masked where settings are shown.
    secret: bool,
    /// Names a file that is read where it is used, and again when it changes; its `_FILE` form is the same name.
    file: bool,
    /// One line for the reference.
    help: &'static str,
}

const fn key(name: &'static str, help: &'static str) -> Key {
    Key {
        name,
        secret: false,
        file: false,
        help,
    }
}
const fn secret(name: &'static str, help: &'static str) -> Key {
    Key {
        name,
        secret: true,
        file: false,
        help,
    }
}
const fn file(name: &'static str, help: &'static str) -> Key {
    Key {
        name,
        secret: false,
        file: true,
        help,
    }
}

const KEYS: &[Key] = &[
    key(
        "public_url",
        "Base address under which everybody reaches this installation",
    ),
    key(
        "aliases",
        "Former base addresses it still answers on, separated by commas",
    ),
    key("listen", "Address and port to listen on"),
    file(
        "tls_cert",
        "PEM file with the gateway's certificate and those between it and the root; with it the gateway speaks https",
    ),
    file("tls_key", "PEM file with the private key of `tls_cert`"),
    key(
        "vc_api",
        "`on` answers at /vc-api to API keys with the right `vc-api` and to operators', `public` to everybody (for test suites); `off` is the default",
    ),
    key("data", "Directory of the embedded databases"),
    secret(
        "database_url",
        "PostgreSQL address, one database with a schema a service",
    ),
    secret(
        "issuance_database_url",
        "PostgreSQL address of issuance alone",
    ),
    secret("wallet_database_url", "PostgreSQL address of wallet alone"),
    secret(
        "verification_database_url",
        "PostgreSQL address of verification alone",
    ),
    secret(
        "notification_database_url",
        "PostgreSQL address of notification alone",
    ),
    secret(
        "membership_sync_database_url",
        "PostgreSQL address of membership-sync alone",
    ),
    secret("nats_url", "NATS server with JetStream"),
    key("issuance_url", "Where issuance listens"),
    key("wallet_url", "Where wallet listens"),
    key("verification_url", "Where verification listens"),
    key("notification_url", "Where notification listens"),
    key("membership_sync_url", "Where membership-sync listens"),
    secret(
        "master_key",
        "Secret that every service's key is made from, where all run in one process",
    ),
    secret("issuance_key", "Key-encryption secret of issuance"),
    secret("wallet_key", "Key-encryption secret of wallet"),
    secret("verification_key", "Key-encryption secret of verification"),
    secret("notification_key", "Key-encryption secret of notification"),
    secret(
        "membership_sync_key",
        "Key-encryption secret of membership-sync",
    ),
    secret(
        "identity_key",
        "This service's Ed25519 seed for internal tokens, 32 bytes as base64 or hex",
    ),
    key(
        "trust",
        "Public keys of the peers: `gateway=z6Mk…,wallet=z6Mk…`; a name may stand twice while keys change",
    ),
    secret(
        "smtp_url",
        "Mail server: smtps://user:password@host:465, smtp://host:587?tls=required, smtp://host:25",
    ),
    key(
        "mail_from",
        "Sender address of all mails, `badges@example.org`",
    ),
    key(
        "mail_gather",
        "Seconds during which several awards to one person become one mail",
    ),
    key(
        "dev_mail",
        "`on` shows sent mails at /dev/mail; default where no mail server is set",
    ),
    key(
        "fetch_allow",
        "Hosts that may be fetched although private or without TLS: `host:port,…`",
    ),
    key(
        "verify_keep_days",
        "Days for which batches of verified badges and their results are kept: 30",
    ),
    key("fonts_dir", "Directory of further fonts"),
    key(
        "trusted_proxies",
        "How many reverse proxies stand before the gateway",
    ),
    key("operator_email", "Address of the first operator"),
    secret(
        "demo_console",
        "Set by `accolade demo`: how its start page tells to sign in",
    ),
    secret(
        "metrics_token",
        "Who sends it as a bearer token may read the gateway's /metrics; without one, only this machine and private networks",
    ),
    key(
        "log",
        "Log filter: `info`, `warn,notification=debug`; traces do not depend on it",
    ),
    key("log_format", "`text` or `json`"),
    key(
        "otlp_endpoint",
        "OpenTelemetry collector; also OTEL_EXPORTER_OTLP_ENDPOINT",
    ),
    key(
        "password_cost",
        "`strong`, or `test` for fast hashing in tests",
    ),
    key(
        "brake",
        "Share of members, in percent, that one sync may make lapse before it is held",
    ),
];

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read or is no TOML.
    #[error("configuration file {path}: {problem}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A name nobody knows.
    #[error("configuration file {path}: `{key}` is not a setting{hint}")]
    Unknown {
        /// Which file.
        path: PathBuf,
        /// The unknown name.
        key: String,
        /// A likely name, in words, or nothing.
        hint: String,
    },
    /// A value that does not fit.
    #[error("setting `{key}` ({env}): `{value}` cannot be used: {problem}")]
    Value {
        /// The setting.
        key: &'static str,
        /// Its environment variable.
        env: String,
        /// What stood there; masked for secrets.
        value: String,
        /// What is wrong and how to mend it.
        problem: String,
    },
    /// A setting without which this role cannot run.
    #[error("setting `{key}` ({env}) is missing: {why}")]
    Missing {
        /// The setting.
        key: &'static str,
        /// Its environment variable.
        env: String,
        /// What it is for and what to write.
        why: &'static str,
    },
}

/// The settings as written, before they are understood.
#[derive(Clone, Default)]
pub struct Settings {
    values: BTreeMap<&'static str, Secret<String>>,
}

impl Settings {
    /// Reads the file, if one is named, and the environment; then lays `overrides` (name, value) over them.
    pub fn load(
        file: Option<&Path>,
        overrides: &[(&'static str, String)],
    ) -> Result<Self, ConfigError> {
        let from_file = file.map(read_file).transpose()?.unwrap_or_default();
        let mut values = BTreeMap::new();
        for k in KEYS {
            if let Some(value) = from_environment(k)?.or_else(|| from_file.get(k.name).cloned()) {
                values.insert(k.name, Secret::from(value));
            }
        }
        if !values.contains_key("otlp_endpoint")
            && let Some(endpoint) = variable("OTEL_EXPORTER_OTLP_ENDPOINT")
        {
            values.insert("otlp_endpoint", Secret::from(endpoint));
        }
        let mut settings = Self { values };
        for (name, value) in overrides {
            settings.set(name, value.clone());
        }
        Ok(settings)
    }

    /// Sets one value. Unknown names are kept out by the type: only names of the table exist.
    pub fn set(&mut self, name: &'static str, value: String) {
        self.values.insert(name, Secret::from(value));
    }

    /// Every setting that has a value, secrets masked: what `accolade config` prints.
    pub fn effective(&self) -> Vec<(&'static str, String)> {
        self.values
            .iter()
            .map(|(name, value)| (*name, shown(name, value.expose())))
            .collect()
    }

    /// The reference: name, environment variable, one line of help.
    pub fn reference() -> impl Iterator<Item = (&'static str, String, &'static str)> {
        KEYS.iter().map(|k| (k.name, env_name(k.name), k.help))
    }

    /// A text, if set and not empty.
    pub fn text(&self, name: &'static str) -> Option<&str> {
        self.values
            .get(name)
            .map(|v| v.expose().trim())
            .filter(|v| !v.is_empty())
    }

    /// A secret, if set and not empty.
    pub fn secret(&self, name: &'static str) -> Option<Secret<String>> {
        self.text(name).map(|v| Secret::from(v.to_owned()))
    }

    /// A value that is read by `FromStr`, or `default`.
    pub fn parsed<T: std::str::FromStr>(
        &self,
        name: &'static str,
        default: T,
        fix: &str,
    ) -> Result<T, ConfigError> {
        self.optional(name, fix).map(|v| v.unwrap_or(default))
    }

    /// A value that is read by `FromStr`, if set.
    pub fn optional<T: std::str::FromStr>(
        &self,
        name: &'static str,
        fix: &str,
    ) -> Result<Option<T>, ConfigError> {
        self.text(name)
            .map(|v| v.parse().map_err(|_| self.refuse(name, fix)))
            .transpose()
    }

    /// The error for a value that cannot be used.
    pub fn refuse(&self, key: &'static str, problem: &str) -> ConfigError {
        let value = self.text(key).unwrap_or_default();
        ConfigError::Value {
            key,
            env: env_name(key),
            value: shown(key, value),
            problem: problem.to_owned(),
        }
    }

    /// The error for a value that is needed and absent.
    pub fn missing(key: &'static str, why: &'static str) -> ConfigError {
        ConfigError::Missing {
            key,
            env: env_name(key),
            why,
        }
    }

    /// The public base address, without a slash at its end.
    pub fn public_url(&self) -> Result<PublicUrl, ConfigError> {
        let text = self.text("public_url").ok_or_else(|| {
            Self::missing("public_url", "it stands in every badge for ever; write the https address people will use, such as https://badges.example.org")
        })?;
        PublicUrl::parse(text).map_err(|problem| self.refuse("public_url", &problem))
    }

    /// Former base addresses.
    pub fn aliases(&self) -> Result<Vec<PublicUrl>, ConfigError> {
        self.list("aliases")
            .map(|a| PublicUrl::parse(a).map_err(|problem| self.refuse("aliases", &problem)))
            .collect()
    }

    /// The parts of a value that is separated by commas.
    pub fn list(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.text(name)
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|v| !v.is_empty())
    }

    /// Where to listen.
    pub fn listen(&self, default: SocketAddr) -> Result<SocketAddr, ConfigError> {
        self.parsed(
            "listen",
            default,
            "write an address and a port such as 0.0.0.0:8080",
        )
    }

    /// The database of a service, if one is set: its own, else the common one.
    pub fn database_url(&self, service: ServiceName) -> Option<Secret<String>> {
        let own = match service {
            ServiceName::Issuance => "issuance_database_url",
            ServiceName::Wallet => "wallet_database_url",
            ServiceName::Verification => "verification_database_url",
            ServiceName::Notification => "notification_database_url",
            ServiceName::MembershipSync => "membership_sync_database_url",
            ServiceName::Gateway => return None,
        };
        self.secret(own).or_else(|| self.secret("database_url"))
    }

    /// The secret a service's keys are made from: its own, else the master key.
    pub fn service_key(&self, service: ServiceName) -> Result<Secret<String>, ConfigError> {
        let own = match service {
            ServiceName::Issuance => "issuance_key",
            ServiceName::Wallet => "wallet_key",
            ServiceName::Verification => "verification_key",
            ServiceName::Notification => "notification_key",
            ServiceName::MembershipSync | ServiceName::Gateway => "membership_sync_key",
        };
        self.secret(own).or_else(|| self.secret("master_key")).ok_or_else(|| {
            Self::missing(own, "personal data and keys are sealed with it; write 32 random bytes as base64 (`openssl rand -base64 32`) and keep them apart from the database")
        })
    }

    /// Where a peer listens.
    pub fn peer_url(&self, service: ServiceName) -> Result<Option<Url>, ConfigError> {
        let name = match service {
            ServiceName::Issuance => "issuance_url",
            ServiceName::Wallet => "wallet_url",
            ServiceName::Verification => "verification_url",
            ServiceName::Notification => "notification_url",
            ServiceName::MembershipSync => "membership_sync_url",
            ServiceName::Gateway => return Ok(None),
        };
        self.optional(name, "write an address such as http://issuance:7001")
    }

    /// How long awards to one person are gathered into one mail.
    pub fn mail_gather(&self) -> Result<Duration, ConfigError> {
        self.parsed("mail_gather", 60, "write a number of seconds such as 60")
            .map(Duration::from_secs)
    }
}

/// A base address: scheme, host and port, nothing behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    text: String,
    host: String,
}

impl PublicUrl {
    /// Reads an http or https address without a path.
    pub fn parse(text: &str) -> Result<Self, String> {
        let fix = "write scheme and host only, such as https://badges.example.org";
        let url = Url::parse(text.trim()).map_err(|e| format!("{e}; {fix}"))?;
        let host = url.host_str().ok_or_else(|| fix.to_owned())?;
        if !matches!(url.scheme(), "http" | "https")
            || url.path() != "/"
            || url.query().is_some()
            || !url.username().is_empty()
        {
            return Err(fix.to_owned());
        }
        if url
            .host()
            .is_some_and(|h| !matches!(h, url::Host::Domain(_)))
        {
            return Err("did:web, the name issuers get, forbids IP addresses; use a host name (localhost works for a trial)".to_owned());
        }
        let host = url
            .port()
            .map_or_else(|| host.to_owned(), |p| format!("{host}:{p}"));
        Ok(Self {
            text: format!("{}://{host}", url.scheme()),
            host,
        })
    }
    /// `https://badges.example.org`, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// Host and, where it is not the scheme's own, port: `localhost:8080`.
    pub fn host(&self) -> &str {
        &self.host
    }
    /// An address below it: `url.at("/b/abc")`.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }
    /// Whether people reach it by TLS, so that cookies may be `Secure`.
    pub fn is_https(&self) -> bool {
        self.text.starts_with("https://")
    }
}
impl std::fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

fn env_name(key: &str) -> String {
    format!("ACCOLADE_{}", key.to_uppercase())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|v| !v.is_empty())
}

/// A variable that only tests and the machine set (`ACCOLADE_STANDARDS`, `PATH` …); settings go through
/// [`Settings`].
pub fn environment(name: &str) -> Option<String> {
    variable(name)
}

fn from_environment(k: &Key) -> Result<Option<String>, ConfigError> {
    let env = env_name(k.name);
    if let Some(value) = variable(&env) {
        return Ok(Some(value));
    }
    let Some(path) = variable(&format!("{env}_FILE")) else {
        return Ok(None);
    };
    if k.file {
        return Ok(Some(path));
    }
    std::fs::read_to_string(&path)
        .map(|text| Some(text.trim_end_matches(['\r', '\n']).to_owned()))
        .map_err(|e| ConfigError::File {
            path: path.into(),
            problem: e.to_string(),
        })
}

fn read_file(path: &Path) -> Result<BTreeMap<String, String>, ConfigError> {
    let fail = |problem: String| ConfigError::File {
        path: path.into(),
        problem,
    };
    let text = std::fs::read_to_string(path).map_err(|e| fail(e.to_string()))?;
    let table: toml::Table = text
        .parse()
        .map_err(|e: toml::de::Error| fail(e.to_string()))?;
    let mut values = BTreeMap::new();
    for (name, value) in table {
        if !KEYS.iter().any(|k| k.name == name) {
            let hint = likely(&name).map_or_else(String::new, |k| format!("; did you mean `{k}`?"));
            return Err(ConfigError::Unknown {
                path: path.into(),
                key: name,
                hint,
            });
        }
        let text = match value {
            toml::Value::String(s) => s,
            toml::Value::Array(list) => list
                .iter()
                .map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned))
                .collect::<Vec<_>>()
                .join(","),
            other => other.to_string(),
        };
        values.insert(name, text);
    }
    Ok(values)
}

/// The setting that was probably meant.
fn likely(name: &str) -> Option<&'static str> {
    let begins = KEYS.iter().find(|k| k.name.starts_with(name));
    begins
        .or_else(|| {
            KEYS.iter()
                .find(|k| k.name.contains(name) || name.contains(k.name))
        })
        .map(|k| k.name)
}

fn shown(name: &str, value: &str) -> String {
    if KEYS.iter().any(|k| k.name == name && k.secret) {
        "********".to_owned()
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Result<Settings, ConfigError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("accolade.toml");
        std::fs::write(&path, text).unwrap();
        Settings::load(Some(&path), &[])
    }

    #[test]
    fn a_misspelt_setting_is_named_with_a_hint() {
        let error = file("database = \"postgres://x\"")
            .err()
            .unwrap()
            .to_string();
        assert!(
            error.contains("`database` is not a setting; did you mean `database_url`?"),
            "{error}"
        );
    }

    #[test]
    fn secrets_are_masked_where_settings_are_shown() {
        let settings =
            file("master_key = \"hunter2hunter2\"\npublic_url = \"https://b.example\"").unwrap();
        let shown = format!("{:?}", settings.effective());
        assert!(
            !shown.contains("hunter2") && shown.contains("https://b.example"),
            "{shown}"
        );
    }

    #[test]
    fn an_override_wins_and_a_bad_value_names_variable_and_fix() {
        let mut settings = file("listen = \"1.2.3.4:5\"").unwrap();
        settings.set("listen", "everywhere".into());
        let error = settings
            .listen(([127, 0, 0, 1], 80).into())
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("ACCOLADE_LISTEN")
                && error.contains("`everywhere`")
                && error.contains("0.0.0.0:8080"),
            "{error}"
        );
    }

    #[test]
    fn a_base_address_has_a_host_name_and_nothing_behind_it() {
        assert_eq!(
            PublicUrl::parse("http://localhost:8080/").unwrap().host(),
            "localhost:8080"
        );
        assert_eq!(
            PublicUrl::parse("https://Badges.Example.org")
                .unwrap()
                .as_str(),
            "https://badges.example.org"
        );
        for bad in [
            "badges.example.org",
            "https://example.org/badges",
            "https://127.0.0.1",
            "https://[::1]",
            "ftp://example.org",
            "https://u@example.org",
        ] {
            assert!(PublicUrl::parse(bad).is_err(), "{bad}");
        }
    }
}
