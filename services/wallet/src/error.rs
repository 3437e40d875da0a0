//! Why a command is refused: one enum at the edge of the service, each variant in words a person can act on.

use crate::domain::{
    address::NotAnAddress, badge::BadgeRefusal, claim::LinkState, handle::NotAHandle,
};
use platform::{
    FieldProblem, Kind, Refusal,
    identity::Denied,
    ids::NotAnId,
    refusal::Refused,
    signin::{FAILURES_BEFORE_LOCK, PasswordError, PasswordRefused, RetryAfter},
    store::StoreError,
};

/// A refusal of the wallet.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such thing, or it is somebody else's.
    #[error("there is no such {0} here")]
    NotFound(&'static str),
    /// An id cannot be read.
    #[error("{problem}")]
    BadId {
        /// Where it stood.
        field: &'static str,
        /// What is wrong.
        problem: NotAnId,
    },
    /// A field cannot be used.
    #[error("{0}")]
    Field(Box<FieldProblemError>),
    /// The state of a badge does not allow it.
    #[error("{0}")]
    Badge(#[from] BadgeRefusal),
    /// The claim link opens nothing any more.
    #[error("{}", claim_words(*.0))]
    Claim(LinkState),
    /// No claim link has this token.
    #[error(
        "this claim link is not whole, or was never one; open the link in the mail again, or copy it whole"
    )]
    ClaimUnknown,
    /// The mailed link opens nothing any more.
    #[error("{}", link_words(*.0))]
    Link(LinkState),
    /// No mailed link has this token.
    #[error(
        "this link is not whole, or was never one; open the link in the mail again, or copy it whole"
    )]
    LinkUnknown,
    /// The link proves an address for another account than the one signed in.
    #[error(
        "this link adds an address to another account than the one you are signed in to; sign in to that account first"
    )]
    OtherAccount,
    /// Address or password is wrong, no password is set, or there is no account: all answer the same.
    #[error(
        "this address and password do not belong together; a sign-in link by mail works without a password"
    )]
    WrongPassword,
    /// The password path is closed after too many failures (C10).
    #[error(
        "password sign-in of this account is locked after {FAILURES_BEFORE_LOCK} failed attempts in a row; a sign-in link by mail still works, \
         and the organization that issued your badge can unlock it"
    )]
    Locked,
    /// The present password is wrong.
    #[error(
        "the present password is not right; without it, sign in by a mailed link first and set a new one within 30 minutes"
    )]
    WrongCurrentPassword,
    /// The new password is too weak.
    #[error("{0}")]
    WeakPassword(#[from] PasswordRefused),
    /// No session, or one that ended.
    #[error("your session has ended; sign in again")]
    NoSession,
    /// Too often.
    #[error("too many attempts; try again in {0} seconds")]
    TooMany(u64),
    /// The state of the account does not allow it: a stable code, and what to do.
    #[error("{message}")]
    Conflict {
        /// Snake case; callers may build on it.
        code: &'static str,
        /// What is in the way and what to do.
        message: &'static str,
    },
    /// Another service was asked and did not answer, or refused.
    #[error(
        "the badge's issuer service could not be asked just now; nothing was changed, try again in a moment"
    )]
    Neighbour(#[source] Refused),
    /// Hashing is overrun.
    #[error("{0}")]
    Password(#[from] PasswordError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A field that cannot be used: its name, its value and the way out.
#[derive(Debug, thiserror::Error)]
#[error("{}: {}", .0.field, .0.problem)]
pub struct FieldProblemError(pub FieldProblem);

impl Error {
    /// A field that cannot be used.
    pub fn field(field: &'static str, value: impl AsRef<str>, problem: impl Into<String>) -> Self {
        Self::Field(Box::new(FieldProblemError(FieldProblem::new(
            field, value, problem,
        ))))
    }

    /// A text that is no mail address.
    pub fn address(value: &str, problem: &NotAnAddress) -> Self {
        Self::field("email", value, problem.to_string())
    }

    /// A text that cannot name a portfolio.
    pub fn handle(value: &str, problem: &NotAHandle) -> Self {
        Self::field("handle", value, problem.to_string())
    }
}

impl From<tonic::Status> for Error {
    fn from(status: tonic::Status) -> Self {
        Self::Neighbour(status.into())
    }
}
impl From<RetryAfter> for Error {
    fn from(wait: RetryAfter) -> Self {
        Self::TooMany(wait.seconds())
    }
}

impl Refusal for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied(denied) => denied.kind(),
            Self::NotFound(_) | Self::ClaimUnknown | Self::LinkUnknown => Kind::NotFound,
            Self::BadId { .. }
            | Self::Field(_)
            | Self::WeakPassword(_)
            | Self::WrongCurrentPassword => Kind::Invalid,
            Self::Badge(BadgeRefusal::NoSuchChoice) => Kind::Invalid,
            Self::Badge(_)
            | Self::Claim(_)
            | Self::Link(_)
            | Self::OtherAccount
            | Self::Conflict { .. } => Kind::Conflict,
            Self::WrongPassword | Self::NoSession => Kind::Unauthenticated,
            Self::Locked => Kind::Forbidden,
            Self::TooMany(_) | Self::Password(PasswordError::Busy) => Kind::TooMany,
            Self::Neighbour(_) => Kind::Unavailable,
            Self::Password(_) | Self::Store(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied(denied) => denied.code(),
            Self::NotFound(_) => "not_found",
            Self::BadId { .. } => "bad_id",
            Self::Field(_) => "invalid",
            Self::Badge(BadgeRefusal::Revoked) => "badge_revoked",
            Self::Badge(BadgeRefusal::AlreadyAccepted) => "badge_already_accepted",
            Self::Badge(BadgeRefusal::NotAccepted) => "badge_not_accepted",
            Self::Badge(BadgeRefusal::NoSuchChoice) => "no_such_visibility",
            Self::Claim(LinkState::Expired) => "claim_expired",
            Self::Claim(LinkState::Withdrawn) => "claim_withdrawn",
            Self::Claim(_) => "claim_used",
            Self::ClaimUnknown => "claim_unknown",
            Self::Link(LinkState::Expired) => "link_expired",
            Self::Link(_) => "link_used",
            Self::LinkUnknown => "link_unknown",
            Self::OtherAccount => "link_of_another_account",
            Self::WrongPassword => "wrong_password",
            Self::Locked => "account_locked",
            Self::WrongCurrentPassword => "wrong_current_password",
            Self::WeakPassword(problem) => problem.code(),
            Self::NoSession => "no_session",
            Self::TooMany(_) | Self::Password(PasswordError::Busy) => "too_many",
            Self::Conflict { code, .. } => code,
            Self::Neighbour(_) => "neighbour_unavailable",
            Self::Password(_) => "password",
            Self::Store(_) => "store",
        }
    }

    fn fields(&self) -> Vec<FieldProblem> {
        match self {
            Self::Field(problem) => vec![problem.0.clone()],
            Self::BadId { field, problem } => {
                vec![FieldProblem::new(*field, "", problem.to_string())]
            }
            // Never the password itself.
            Self::WeakPassword(problem) => vec![FieldProblem::new("new", "", problem.to_string())],
            Self::WrongCurrentPassword => vec![FieldProblem::new("current", "", self.to_string())],
            _ => Vec::new(),
        }
    }
}

fn claim_words(state: LinkState) -> &'static str {
    match state {
        LinkState::Withdrawn => {
            "the issuer took this badge back; ask them if you think that is a mistake"
        }
        LinkState::Expired => {
            "this claim link is no longer good; one button mails a fresh one to the address the badge was awarded to"
        }
        LinkState::Used | LinkState::Open => {
            "this claim link was used already; sign in to see the badge, or have a fresh link mailed"
        }
    }
}

fn link_words(state: LinkState) -> &'static str {
    match state {
        LinkState::Expired | LinkState::Withdrawn => {
            "this link is older than 30 minutes; ask for a new one"
        }
        LinkState::Used | LinkState::Open => {
            "this link was used already and works once; ask for a new one"
        }
    }
}
