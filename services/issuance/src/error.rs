//! Why a command is refused: one enum at the edge of the service, each variant in words a person can act on.

use crate::app::artist::ArtError;
use crate::app::signing::SigningError;
use openbadges::key::KeyError;
use platform::{
    FieldProblem, Kind, Refusal, config::ConfigError, idempotency::IdempotencyError,
    identity::Denied, ids::NotAnId, store::StoreError,
};

/// A refusal of issuance.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such thing, or it is another tenant's.
    #[error("there is no such {0} here")]
    NotFound(&'static str),
    /// Fields that cannot be used.
    #[error("{}", told(.0))]
    Invalid(Vec<FieldProblem>),
    /// The input is right but does not fit the state of things: a stable code, and what to do.
    #[error("{message}")]
    Conflict {
        /// Snake case; callers may build on it.
        code: &'static str,
        /// What is in the way and what to do.
        message: String,
    },
    /// A reference names one award already, and it is not this one.
    #[error(
        "the reference `{reference}` belongs to {holder} already, which is {difference}. A reference names one award: send this one under a reference of its own; if it was meant to mend that badge, correct that badge"
    )]
    ReferenceTaken {
        /// The reference.
        reference: String,
        /// What it names: a badge with its address, or a row of the same file.
        holder: String,
        /// In what it is another award.
        difference: &'static str,
    },
    /// Somebody changed it since the caller read it.
    #[error(
        "this {what} was changed meanwhile: you changed version {yours}, it has version {newest} now; read it again and repeat your change"
    )]
    ChangedMeanwhile {
        /// What.
        what: &'static str,
        /// The version the change was made on.
        yours: u64,
        /// The version in force.
        newest: u64,
    },
    /// Address or password is wrong, or the account does not exist: all answer the same.
    #[error("this address and password do not belong together")]
    WrongPassword,
    /// The password path is closed after too many failures.
    #[error(
        "this account is locked after 10 failed attempts; an owner of your organization, or the operator, can hand you a new set-up link"
    )]
    Locked,
    /// Too many attempts from one place.
    #[error("too many attempts; try again in {seconds} seconds")]
    TooMany {
        /// When to try again.
        seconds: u64,
    },
    /// No session, or one that ended.
    #[error("your session has ended; sign in again")]
    NoSession,
    /// An API key that opens nothing.
    #[error("{0}")]
    BadApiKey(&'static str),
    /// A signing key cannot be used.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// A key cannot be made.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A picture cannot be drawn.
    #[error(transparent)]
    Art(#[from] ArtError),
    /// The idempotency key cannot be used.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A password could not be hashed or checked.
    #[error("a password could not be hashed: {0}")]
    Hashing(String),
}

impl Error {
    /// One field that cannot be used.
    pub fn field(
        field: impl Into<String>,
        value: impl AsRef<str>,
        problem: impl Into<String>,
    ) -> Self {
        Self::Invalid(vec![FieldProblem::new(field, value, problem)])
    }

    /// A value of a named field that is no id of the wanted kind.
    pub fn id(field: &'static str, error: &NotAnId, value: &str) -> Self {
        Self::field(field, value, error.to_string())
    }

    /// Passes if nothing is wrong.
    pub fn unless_empty(problems: Vec<FieldProblem>) -> Result<(), Self> {
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Self::Invalid(problems))
        }
    }
}

fn told(problems: &[FieldProblem]) -> String {
    problems
        .iter()
        .map(|p| format!("{}: {}", p.field, p.problem))
        .collect::<Vec<_>>()
        .join("; ")
}

impl From<platform::seal::SealError> for Error {
    fn from(error: platform::seal::SealError) -> Self {
        Self::Store(error.into())
    }
}

impl Refusal for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied(e) => e.kind(),
            Self::NotFound(_) => Kind::NotFound,
            Self::Invalid(_) => Kind::Invalid,
            Self::Conflict { .. } | Self::ReferenceTaken { .. } | Self::ChangedMeanwhile { .. } => {
                Kind::Conflict
            }
            Self::WrongPassword | Self::NoSession | Self::BadApiKey(_) => Kind::Unauthenticated,
            Self::Locked => Kind::Forbidden,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Signing(e) => e.kind(),
            Self::Art(e) => e.kind(),
            Self::Idempotency(e) => e.kind(),
            Self::Key(_) | Self::Store(_) | Self::Hashing(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied(e) => e.code(),
            Self::NotFound(_) => "not_found",
            Self::Invalid(_) => "invalid",
            Self::Conflict { code, .. } => code,
            Self::ReferenceTaken { .. } => "reference_taken",
            Self::ChangedMeanwhile { .. } => "changed_meanwhile",
            Self::WrongPassword => "wrong_password",
            Self::Locked => "account_locked",
            Self::TooMany { .. } => "too_many_attempts",
            Self::NoSession => "session_ended",
            Self::BadApiKey(_) => "bad_api_key",
            Self::Signing(e) => e.code(),
            Self::Art(e) => e.code(),
            Self::Idempotency(e) => e.code(),
            Self::Key(_) => "key",
            Self::Store(_) => "store",
            Self::Hashing(_) => "hashing",
        }
    }

    fn fields(&self) -> Vec<FieldProblem> {
        match self {
            Self::Invalid(problems) => problems.clone(),
            Self::ReferenceTaken { reference, .. } => {
                vec![FieldProblem::new("reference", reference, self.to_string())]
            }
            Self::Art(e) => e.fields(),
            Self::Idempotency(e) => e.fields(),
            _ => Vec::new(),
        }
    }
}

/// Why issuance does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A former base address is not kept.
    #[error(
        "ACCOLADE_PUBLIC_URL is {configured}, but badges were issued under {recorded}, which their files name for ever. \
         Keep answering there: set ACCOLADE_ALIASES to `{fix}` (and leave that name pointing here), or set ACCOLADE_PUBLIC_URL back to {recorded}"
    )]
    BaseAddress {
        /// The configured one.
        configured: String,
        /// The one that is not kept.
        recorded: String,
        /// What `aliases` must hold.
        fix: String,
    },
    /// Fonts cannot be read.
    #[error(transparent)]
    Fonts(#[from] artwork::FontError),
    /// The VC-API's fetcher cannot be made.
    #[error(transparent)]
    Fetcher(#[from] platform::fetch::FetchSetupError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
