//! Why notification refuses, in words a person can act on.

use crate::mailer::SmtpError;
use platform::{FieldProblem, Kind, Refusal, identity::Denied, store::StoreError};

/// A refusal.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such thing here.
    #[error("there is no such {0} here")]
    NotFound(&'static str),
    /// Mails leave by a mail server; nothing is kept.
    #[error("mails go out by a mail server here; there is no mailbox to look into")]
    NoMailbox,
    /// A field that cannot be used.
    #[error("{}: {}", .0.field, .0.problem)]
    Field(FieldProblem),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Error {
    /// A field that cannot be used.
    pub fn field(field: &str, value: &str, problem: impl std::fmt::Display) -> Self {
        Self::Field(FieldProblem::new(field, value, problem.to_string()))
    }
}

impl Refusal for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied(denied) => denied.kind(),
            Self::NotFound(_) | Self::NoMailbox => Kind::NotFound,
            Self::Field(_) => Kind::Invalid,
            Self::Store(_) => Kind::Internal,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Denied(denied) => denied.code(),
            Self::NotFound(_) => "not_found",
            Self::NoMailbox => "no_mailbox",
            Self::Field(_) => "invalid",
            Self::Store(_) => "internal",
        }
    }
    fn fields(&self) -> Vec<FieldProblem> {
        match self {
            Self::Field(problem) => vec![problem.clone()],
            _ => Vec::new(),
        }
    }
}

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The mail server's address cannot be used.
    #[error("setting `smtp_url` (ACCOLADE_SMTP_URL) cannot be used: {0}")]
    Smtp(#[from] SmtpError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
