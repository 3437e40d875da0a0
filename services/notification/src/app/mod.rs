//! What notification does: one function a use case.

pub mod awards;
mod directory;
pub mod list;
mod prepare;
pub mod requests;
pub mod send;
pub mod standing;

use crate::{Config, clients::Neighbours, domain::gate::Gate, mailer::Mailer};
use platform::ids::IssuerId;
use platform::{Foundation, seal::fold};
use std::sync::Arc;

/// The service. Clone freely.
#[derive(Clone)]
pub struct Notification {
    /// What it stands on.
    pub foundation: Foundation,
    /// What it was told.
    pub config: Arc<Config>,
    /// The other services.
    pub neighbours: Neighbours,
    /// How mails leave.
    pub mailer: Arc<dyn Mailer>,
    /// Whether the mail server is there, as far as is known.
    pub mail_server: Arc<Gate>,
}

impl Notification {
    /// The service on its foundation.
    pub fn new(config: Config, foundation: Foundation, mailer: Arc<dyn Mailer>) -> Self {
        Self {
            neighbours: Neighbours::new(foundation.wires.clone(), foundation.clock.clone()),
            config: Arc::new(config),
            foundation,
            mailer,
            mail_server: Arc::default(),
        }
    }

    /// The blind index of a person, as one organization knows them.
    fn person(&self, issuer: IssuerId, email: &str) -> Vec<u8> {
        self.foundation
            .keyring
            .blind("person", &issuer.to_string(), &fold(email))
    }

    /// The blind index under which badges of a person gather into one mail.
    fn gather(&self, kind: &str, issuer: IssuerId, person: &[u8]) -> Vec<u8> {
        let mut value = kind.to_owned();
        for byte in person {
            value.push(char::from(b'a' + (byte >> 4)));
            value.push(char::from(b'a' + (byte & 15)));
        }
        self.foundation
            .keyring
            .blind("gather", &issuer.to_string(), &value)
    }
}
