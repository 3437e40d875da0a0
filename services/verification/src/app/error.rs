use crate::{
    check::CheckError,
    domain::{
        batch::{LARGEST_FILE, LARGEST_ITEM, MOST_ITEMS, MOST_UNFINISHED},
        issuer_list::ListProblem,
    },
};
use platform::{
    Kind, Refusal, fetch::FetchError, idempotency::IdempotencyError, identity::Denied,
    ids::NotAnId, refusal::FieldProblem, store::StoreError,
};

/// A request that is refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("there is nothing to check: send a link, a text or a file")]
    Nothing,
    #[error(
        "`{0}` is neither a DID nor an https address; write the issuer's id as it stands in its badges"
    )]
    NotAnIssuer(String),
    #[error("there is no such {0} here")]
    NotFound(&'static str),
    #[error(transparent)]
    NotAnId(#[from] NotAnId),
    #[error("{problem}")]
    Field {
        field: &'static str,
        value: String,
        problem: String,
    },
    #[error(
        "there is a list with the name `{0}` already; choose another name, or remove that list first"
    )]
    NameTaken(String),
    #[error("this list comes from a file: send a newer file instead")]
    NotFetched,
    #[error("this list is fetched from its address; it cannot be replaced by a file")]
    NotAFile,
    #[error("the list cannot be used: {0}")]
    List(#[from] ListProblem),
    #[error("the list cannot be fetched: {0}")]
    Unfetched(FetchError),
    #[error("the list cannot be fetched: its address answered with status {0}")]
    UnfetchedStatus(u16),
    #[error(
        "the file is larger than {} MiB; split it", LARGEST_FILE >> 20
    )]
    FileTooLarge,
    #[error("badge {0} of the stream is larger than {most} MiB; send large badges in a ZIP", most = LARGEST_ITEM >> 20)]
    ItemTooLarge(u64),
    #[error("a batch holds {MOST_ITEMS} badges at most; send the rest as another one")]
    TooManyItems,
    #[error(
        "{MOST_UNFINISHED} batches of yours are not done yet; wait until one is, or delete one"
    )]
    TooManyBatches,
    #[error(transparent)]
    Key(#[from] IdempotencyError),
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Check(#[from] CheckError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("issuance does not answer; try again")]
    Issuance(#[from] tonic::Status),
}

impl Error {
    /// One field is wrong.
    pub(crate) fn field(
        field: &'static str,
        value: impl Into<String>,
        problem: impl Into<String>,
    ) -> Self {
        Self::Field {
            field,
            value: value.into(),
            problem: problem.into(),
        }
    }
}

impl Refusal for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Nothing
            | Self::NotAnIssuer(_)
            | Self::NotAnId(_)
            | Self::Field { .. }
            | Self::List(_)
            | Self::Unfetched(_)
            | Self::UnfetchedStatus(_)
            | Self::FileTooLarge
            | Self::ItemTooLarge(_)
            | Self::TooManyItems => Kind::Invalid,
            Self::NotFound(_) => Kind::NotFound,
            Self::NameTaken(_) | Self::NotFetched | Self::NotAFile => Kind::Conflict,
            Self::TooManyBatches => Kind::TooMany,
            Self::Key(key) => key.kind(),
            Self::Denied(denied) => denied.kind(),
            Self::Check(CheckError::Ledger(_) | CheckError::Registry(_)) | Self::Issuance(_) => {
                Kind::Unavailable
            }
            Self::Check(_) | Self::Store(_) => Kind::Internal,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing_to_check",
            Self::NotAnIssuer(_) => "not_an_issuer",
            Self::NotFound(_) => "not_found",
            Self::NotAnId(_) => "not_an_id",
            Self::Field { .. } => "invalid_field",
            Self::NameTaken(_) => "list_name_taken",
            Self::NotFetched => "list_not_fetched",
            Self::NotAFile => "list_not_a_file",
            Self::List(_) => "list_unreadable",
            Self::Unfetched(_) | Self::UnfetchedStatus(_) => "list_unreachable",
            Self::FileTooLarge | Self::ItemTooLarge(_) => "too_large",
            Self::TooManyItems => "too_many_badges",
            Self::TooManyBatches => "too_many_batches",
            Self::Key(key) => key.code(),
            Self::Denied(denied) => denied.code(),
            Self::Check(_) => "check",
            Self::Store(_) => "store",
            Self::Issuance(_) => "unavailable",
        }
    }
    fn fields(&self) -> Vec<FieldProblem> {
        match self {
            Self::NotAnIssuer(id) => vec![FieldProblem::new(
                "issuer_id",
                id,
                "write a DID such as did:web:badges.example.org:issuers:guild or an https address",
            )],
            Self::Field {
                field,
                value,
                problem,
            } => vec![FieldProblem::new(*field, value, problem.clone())],
            Self::NameTaken(name) => {
                vec![FieldProblem::new("name", name, self.to_string())]
            }
            Self::List(_) => vec![FieldProblem::new("content", "", self.to_string())],
            Self::Unfetched(_) | Self::UnfetchedStatus(_) => {
                vec![FieldProblem::new("url", "", self.to_string())]
            }
            Self::FileTooLarge | Self::ItemTooLarge(_) | Self::TooManyItems => {
                vec![FieldProblem::new("file", "", self.to_string())]
            }
            Self::Key(key) => key.fields(),
            _ => Vec::new(),
        }
    }
}
