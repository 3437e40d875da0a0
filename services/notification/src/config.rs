//! What notification is told by its settings.

use crate::letter::House;
use platform::{
    Secret,
    config::{ConfigError, Settings},
};
use std::time::Duration;

/// How mails leave.
#[derive(Clone, Debug)]
pub enum Way {
    /// By this mail server.
    Smtp(Secret<String>),
    /// Not at all: they are kept, to be looked at.
    Mailbox,
}

/// The configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The installation, as mails name it.
    pub house: House,
    /// How long awards to one person are gathered into one mail.
    pub gather: Duration,
    /// How mails leave.
    pub way: Way,
}

impl Config {
    /// From settings.
    ///
    /// # Errors
    /// [`ConfigError`] for a missing base address, a sender that is no address, or where nothing says how mails
    /// leave: a service that swallows mails would look as if it worked.
    pub fn from_settings(settings: &Settings) -> Result<Self, ConfigError> {
        let base = settings.public_url()?;
        let way = match (settings.text("dev_mail"), settings.secret("smtp_url")) {
            (Some("on"), _) => Way::Mailbox,
            (None | Some("off"), Some(url)) => {
                crate::mailer::Smtp::check(&url)
                    .map_err(|e| settings.refuse("smtp_url", &e.to_string()))?;
                Way::Smtp(url)
            }
            (None | Some("off"), None) => {
                return Err(Settings::missing(
                    "smtp_url",
                    "mails to earners leave by it; write smtps://user:password@host:465, or set ACCOLADE_DEV_MAIL=on to keep \
                     mails at /dev/mail instead of sending them",
                ));
            }
            (Some(_), _) => return Err(settings.refuse("dev_mail", "write on or off")),
        };
        Ok(Self {
            house: House {
                base: base.as_str().to_owned(),
                host: base.host().to_owned(),
                sender: sender(settings, &way, base.host())?,
            },
            gather: settings.mail_gather()?,
            way,
        })
    }
}

fn sender(settings: &Settings, way: &Way, host: &str) -> Result<String, ConfigError> {
    match settings.text("mail_from") {
        Some(text) => text
            .parse::<lettre::Address>()
            .map(|address| address.to_string())
            .map_err(|_| {
                settings.refuse(
                    "mail_from",
                    "write one address without a name, such as badges@example.org",
                )
            }),
        // Nothing leaves, so any sender will do.
        None if matches!(way, Way::Mailbox) => {
            Ok(format!("badges@{}", host.split(':').next().unwrap_or(host)))
        }
        None => Err(Settings::missing(
            "mail_from",
            "every mail comes from it, and earners put it on their safe list; write an address such as badges@example.org",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(pairs: &[(&'static str, &str)]) -> Settings {
        let mut settings = Settings::default();
        settings.set("public_url", "https://badges.example.org".into());
        for (name, value) in pairs {
            settings.set(name, (*value).to_owned());
        }
        settings
    }
    fn refusal(pairs: &[(&'static str, &str)]) -> String {
        Config::from_settings(&settings(pairs))
            .err()
            .unwrap()
            .to_string()
    }

    #[test]
    fn a_service_that_knows_no_way_for_its_mails_does_not_start() {
        let words = refusal(&[]);
        assert!(
            words.contains("ACCOLADE_SMTP_URL") && words.contains("ACCOLADE_DEV_MAIL=on"),
            "{words}"
        );
    }

    #[test]
    fn mails_by_a_server_need_a_sender() {
        assert!(refusal(&[("smtp_url", "smtp://mail:25")]).contains("ACCOLADE_MAIL_FROM"));
        let words = refusal(&[
            ("smtp_url", "smtp://mail:25"),
            ("mail_from", "Badges <b@example.org>"),
        ]);
        assert!(words.contains("badges@example.org"), "{words}");
    }

    #[test]
    fn a_bad_server_is_refused_and_its_password_not_told() {
        let words = refusal(&[
            ("smtp_url", "http://u:hunter2@mail"),
            ("mail_from", "b@example.org"),
        ]);
        assert!(
            words.contains("ACCOLADE_SMTP_URL") && !words.contains("hunter2"),
            "{words}"
        );
    }

    #[test]
    fn in_development_no_mail_leaves_even_where_a_server_is_set() {
        let config = Config::from_settings(&settings(&[
            ("dev_mail", "on"),
            ("smtp_url", "smtp://mail:25"),
        ]))
        .unwrap();
        assert!(matches!(config.way, Way::Mailbox));
        assert_eq!(config.house.sender, "badges@badges.example.org");
        assert_eq!(config.gather, Duration::from_secs(60));
    }
}
