//! How a mail leaves: by a mail server, or into the mailbox of demo and development.

mod mailbox;
mod smtp;

pub use mailbox::Mailbox;
pub use smtp::{Smtp, SmtpError};

use crate::domain::{message::Kind, retry::Hindrance};
use futures::stream::BoxStream;
use platform::{
    clock::Timestamp,
    ids::{IssuerId, MessageId},
};
use serde::{Deserialize, Serialize};

/// A mail as it leaves.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The message it is of.
    pub message: MessageId,
    /// Whose badges it is about.
    pub issuer: Option<IssuerId>,
    /// What it says.
    #[serde(with = "word")]
    pub kind: Kind,
    /// The sender's name.
    pub from_name: String,
    /// The sender's address.
    pub from: String,
    /// The recipient's address.
    pub to: String,
    /// The recipient's name; empty if unknown.
    pub to_name: String,
    /// Where answers go; empty for the sender.
    pub reply_to: String,
    /// The subject.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// `<msg_…@host>`, the same at every attempt.
    pub message_id: String,
    /// Where to write to get no more of these; empty where that does not fit.
    pub unsubscribe: String,
    /// The language, for mail programs.
    pub language: String,
    /// When it was written, in microseconds since 1970.
    #[serde(with = "micros")]
    pub at: Timestamp,
}

impl std::fmt::Debug for Mail {
    /// No name, no address, no word of it: mails are not logged.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail")
            .field("message", &self.message)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

mod word {
    use crate::domain::message::Kind;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(kind: &Kind, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(kind.as_str())
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Kind, D::Error> {
        String::deserialize(d)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

mod micros {
    use platform::clock::Timestamp;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(at: &Timestamp, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_i64(at.micros())
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Timestamp, D::Error> {
        i64::deserialize(d).map(Timestamp::from_micros)
    }
}

/// Why a mail did not leave. The words carry no address and nothing that the server said about one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// It may leave later.
    #[error("{reason}")]
    Later {
        /// What is in the way.
        reason: String,
        /// Whether the way or the mail is the trouble.
        hindrance: Hindrance,
    },
    /// It will never leave.
    #[error("{reason}")]
    Never {
        /// Why.
        reason: String,
        /// The address does not exist.
        bounced: bool,
    },
}

/// What a mailer says of each mail, by its place in the batch, as it becomes known.
pub type Sent<'a> = BoxStream<'a, (usize, Result<(), SendError>)>;

/// Sends mails.
pub trait Mailer: Send + Sync {
    /// Sends a batch. What is said of a mail is said once the mail server, or the store, has answered for it.
    fn send<'a>(&'a self, mails: &'a [Mail]) -> Sent<'a>;
}
