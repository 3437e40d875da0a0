//! How a refusal is told: one vocabulary from the domain through gRPC to the caller.

use tonic_types::{ErrorDetails, StatusExt as _};

/// What kind of refusal it is. The one list that gRPC statuses and HTTP statuses are made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// There is no such thing, or the caller may not know of it.
    NotFound,
    /// The input is wrong; mending it helps.
    Invalid,
    /// The input is right but does not fit the state of things.
    Conflict,
    /// The caller is known and may not.
    Forbidden,
    /// Nobody, or nobody we know.
    Unauthenticated,
    /// Too often, too much.
    TooMany,
    /// Something needed is away; trying again later helps.
    Unavailable,
    /// Our fault. The cause goes to the log, not to the caller.
    Internal,
}

impl Kind {
    fn code(self) -> tonic::Code {
        match self {
            Self::NotFound => tonic::Code::NotFound,
            Self::Invalid => tonic::Code::InvalidArgument,
            Self::Conflict => tonic::Code::FailedPrecondition,
            Self::Forbidden => tonic::Code::PermissionDenied,
            Self::Unauthenticated => tonic::Code::Unauthenticated,
            Self::TooMany => tonic::Code::ResourceExhausted,
            Self::Unavailable => tonic::Code::Unavailable,
            Self::Internal => tonic::Code::Internal,
        }
    }

    fn of(code: tonic::Code) -> Self {
        match code {
            tonic::Code::NotFound => Self::NotFound,
            tonic::Code::InvalidArgument | tonic::Code::OutOfRange => Self::Invalid,
            tonic::Code::FailedPrecondition | tonic::Code::AlreadyExists | tonic::Code::Aborted => {
                Self::Conflict
            }
            tonic::Code::PermissionDenied => Self::Forbidden,
            tonic::Code::Unauthenticated => Self::Unauthenticated,
            tonic::Code::ResourceExhausted => Self::TooMany,
            tonic::Code::Unavailable | tonic::Code::DeadlineExceeded | tonic::Code::Cancelled => {
                Self::Unavailable
            }
            _ => Self::Internal,
        }
    }
}

/// One field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's path as the caller wrote it: `recipient.email`.
    pub field: String,
    /// What stood there, cut to 120 characters.
    pub value: String,
    /// What is wrong and how to mend it.
    pub problem: String,
}

impl FieldProblem {
    /// Names field, value and fix.
    pub fn new(
        field: impl Into<String>,
        value: impl AsRef<str>,
        problem: impl Into<String>,
    ) -> Self {
        Self {
            field: field.into(),
            value: value.as_ref().chars().take(120).collect(),
            problem: problem.into(),
        }
    }
}

/// An error that can be told to a caller.
pub trait Refusal: std::error::Error {
    /// Its kind.
    fn kind(&self) -> Kind;
    /// A stable name in snake case: `achievement_archived`. Callers may build on it.
    fn code(&self) -> &'static str;
    /// The fields that are wrong, if that is what it is about.
    fn fields(&self) -> Vec<FieldProblem> {
        Vec::new()
    }
}

const DOMAIN: &str = "accolade";

/// A refusal as gRPC carries it. The cause of an [`Kind::Internal`] one is logged here and not sent.
pub fn status(refusal: &(impl Refusal + ?Sized)) -> tonic::Status {
    let kind = refusal.kind();
    let mut details = ErrorDetails::with_error_info(refusal.code(), DOMAIN, []);
    let message = if kind == Kind::Internal {
        tracing::error!(code = refusal.code(), cause = %causes(refusal), "refused because of a fault of ours");
        "something went wrong on our side; it has been noted".to_owned()
    } else {
        for f in refusal.fields() {
            details.add_bad_request_violation(f.field.clone(), f.problem);
            if let Some(mut info) = details.error_info().cloned() {
                info.metadata.insert(format!("value:{}", f.field), f.value);
                details.set_error_info(info.reason, info.domain, info.metadata);
            }
        }
        refusal.to_string()
    };
    tonic::Status::with_error_details(kind.code(), message, details)
}

fn causes(error: &(impl std::error::Error + ?Sized)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

/// A refusal as it came over gRPC, for the gateway and for services that pass it on.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Refused {
    /// Its kind.
    pub kind: Kind,
    /// Its stable name.
    pub code: String,
    /// In words.
    pub message: String,
    /// The fields that are wrong.
    pub fields: Vec<FieldProblem>,
}

impl From<tonic::Status> for Refused {
    fn from(status: tonic::Status) -> Self {
        let details = status.get_error_details();
        let info = details.error_info().cloned();
        let fields = details.bad_request().map_or_else(Vec::new, |b| {
            b.field_violations
                .iter()
                .map(|v| FieldProblem {
                    field: v.field.clone(),
                    value: info
                        .as_ref()
                        .and_then(|i| i.metadata.get(&format!("value:{}", v.field)).cloned())
                        .unwrap_or_default(),
                    problem: v.description.clone(),
                })
                .collect()
        });
        let kind = Kind::of(status.code());
        let code = info.map_or_else(|| fallback_code(kind).to_owned(), |i| i.reason);
        Self {
            kind,
            code,
            message: status.message().to_owned(),
            fields,
        }
    }
}

fn fallback_code(kind: Kind) -> &'static str {
    match kind {
        Kind::NotFound => "not_found",
        Kind::Invalid => "invalid",
        Kind::Conflict => "conflict",
        Kind::Forbidden => "forbidden",
        Kind::Unauthenticated => "unauthenticated",
        Kind::TooMany => "too_many",
        Kind::Unavailable => "unavailable",
        Kind::Internal => "internal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the recipient's address cannot be used")]
    struct BadAddress;
    impl Refusal for BadAddress {
        fn kind(&self) -> Kind {
            Kind::Invalid
        }
        fn code(&self) -> &'static str {
            "bad_address"
        }
        fn fields(&self) -> Vec<FieldProblem> {
            vec![FieldProblem::new(
                "recipient.email",
                "ada at example",
                "needs one @ and a domain, as in ada@example.org",
            )]
        }
    }

    #[test]
    fn a_refusal_crosses_grpc_with_code_field_value_and_fix() {
        let back = Refused::from(status(&BadAddress));
        assert_eq!(
            (back.kind, back.code.as_str()),
            (Kind::Invalid, "bad_address")
        );
        assert_eq!(back.fields, BadAddress.fields());
    }

    #[derive(Debug, thiserror::Error)]
    #[error("password=hunter2 in the connection string")]
    struct Leaky;
    impl Refusal for Leaky {
        fn kind(&self) -> Kind {
            Kind::Internal
        }
        fn code(&self) -> &'static str {
            "store"
        }
    }

    #[test]
    fn the_cause_of_a_fault_of_ours_is_not_told() {
        assert!(!format!("{:?}", status(&Leaky)).contains("hunter2"));
    }
}
