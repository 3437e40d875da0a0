//! Why a command is refused: one enum at the edge of the service, each variant in words a person can act on.

use platform::{
    FieldProblem, Kind, Refusal, idempotency::IdempotencyError, identity::Denied, store::StoreError,
};

/// A refusal of membership-sync.
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
    /// Somebody changed it since the caller read it.
    #[error(
        "this {what} was changed meanwhile: you changed version {yours}, it has version {newest} now; read it again and repeat your change"
    )]
    ChangedMeanwhile {
        /// What.
        what: &'static str,
        /// The version the change was made on.
        yours: u64,
        /// The version in force; 0 where there is none.
        newest: u64,
    },
    /// The file is larger than files may be.
    #[error("the file is larger than {0} MiB; split it and send the parts one after the other")]
    TooLarge(u64),
    /// Another service does not answer.
    #[error("{0} does not answer at the moment; try again shortly")]
    Unavailable(&'static str),
    /// The idempotency key cannot be used.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
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
    /// Something that does not fit the state of things.
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::Conflict {
            code,
            message: message.into(),
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

impl Refusal for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied(e) => e.kind(),
            Self::NotFound(_) => Kind::NotFound,
            Self::Invalid(_) | Self::TooLarge(_) => Kind::Invalid,
            Self::Conflict { .. } | Self::ChangedMeanwhile { .. } => Kind::Conflict,
            Self::Unavailable(_) => Kind::Unavailable,
            Self::Idempotency(e) => e.kind(),
            Self::Store(_) => Kind::Internal,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Denied(e) => e.code(),
            Self::NotFound(_) => "not_found",
            Self::Invalid(_) => "invalid",
            Self::TooLarge(_) => "file_too_large",
            Self::Conflict { code, .. } => code,
            Self::ChangedMeanwhile { .. } => "changed_meanwhile",
            Self::Unavailable(_) => "unavailable",
            Self::Idempotency(e) => e.code(),
            Self::Store(_) => "store",
        }
    }
    fn fields(&self) -> Vec<FieldProblem> {
        match self {
            Self::Invalid(problems) => problems.clone(),
            Self::Idempotency(e) => e.fields(),
            _ => Vec::new(),
        }
    }
}
