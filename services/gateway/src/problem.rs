//! Refusals as `application/problem+json` (RFC 9457).

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use platform::{FieldProblem, Kind, refusal::Refused};
use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong, for programs and people.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// `/problems/` and a stable code: programs may build on it.
    #[serde(rename = "type")]
    #[schema(example = "/problems/missing_right")]
    pub kind: String,
    /// The status in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
    /// The request's id, to name when asking for help.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub request_id: Option<Box<str>>,
    /// The fields that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
    /// Seconds after which trying again makes sense.
    #[serde(skip)]
    pub retry_after: Option<u32>,
}

/// One field that is wrong.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemField {
    /// Its path in the request.
    #[schema(example = "recipient.email")]
    pub field: String,
    /// What stood there.
    pub value: String,
    /// What is wrong and how to mend it.
    pub problem: String,
}

impl From<FieldProblem> for ProblemField {
    fn from(f: FieldProblem) -> Self {
        Self {
            field: f.field,
            value: f.value,
            problem: f.problem,
        }
    }
}

impl Problem {
    /// A problem with a status, a stable code and words.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("/problems/{code}"),
            title: status.canonical_reason().unwrap_or("Problem"),
            status: status.as_u16(),
            detail: detail.into(),
            request_id: None,
            errors: Vec::new(),
            retry_after: None,
        }
    }

    /// A request that cannot be read at all.
    pub fn malformed(field: &str, value: &str, problem: impl Into<String>) -> Self {
        let problem = problem.into();
        let mut it = Self::new(
            StatusCode::BAD_REQUEST,
            "malformed",
            format!("{field}: {problem}"),
        );
        it.errors
            .push(FieldProblem::new(field, value, problem).into());
        it
    }

    /// A request that can be read, and a value in it that cannot be used.
    pub fn invalid(field: &str, value: &str, problem: &str) -> Self {
        let mut it = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            format!("{field}: {problem}"),
        );
        it.errors
            .push(FieldProblem::new(field, value, problem).into());
        it
    }

    /// Nobody is known to ask.
    pub fn unauthenticated(detail: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated", detail)
    }

    /// Too many requests from one place.
    pub fn too_many(seconds: u64) -> Self {
        let mut it = Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many",
            format!("too many requests from your address; try again in {seconds} s"),
        );
        it.retry_after = Some(u32::try_from(seconds).unwrap_or(u32::MAX));
        it
    }

    /// The code behind `/problems/`.
    pub fn code(&self) -> &str {
        self.kind.strip_prefix("/problems/").unwrap_or(&self.kind)
    }

    /// The status as `http` knows it.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

fn status_of(kind: Kind, code: &str) -> StatusCode {
    match kind {
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Conflict if code == "changed_meanwhile" => StatusCode::PRECONDITION_FAILED,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What the contracts call otherwise than REST does.
const NAMES: [(&str, &str); 2] = [("issuer_id", "issuer"), ("achievement_id", "achievement")];

/// With the names of REST, so that a caller finds the field.
fn renamed(mut refused: Refused) -> Refused {
    for field in &mut refused.fields {
        if let Some((theirs, ours)) = NAMES.iter().find(|(theirs, _)| *theirs == field.field) {
            let (theirs, ours) = (format!("{theirs}: "), format!("{ours}: "));
            refused.message = refused.message.replace(&theirs, &ours);
            field.field = ours.trim_end_matches(": ").to_owned();
        }
    }
    refused
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let refused = renamed(refused);
        let mut it = Self::new(
            status_of(refused.kind, &refused.code),
            &refused.code,
            refused.message,
        );
        it.errors = refused.fields.into_iter().map(Into::into).collect();
        it.retry_after = matches!(refused.kind, Kind::TooMany | Kind::Unavailable).then_some(5);
        it
    }
}
impl From<tonic::Status> for Problem {
    fn from(status: tonic::Status) -> Self {
        if status.code() == tonic::Code::Unauthenticated
            && Refused::from(status.clone()).code == "unauthenticated"
        {
            return Self::unauthenticated(
                "sign in or send an API key: `Authorization: Bearer accolade_…`",
            );
        }
        Refused::from(status).into()
    }
}
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, retry) = (self.status(), self.retry_after);
        let mut response = (status, Json(&self)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::UNAUTHORIZED {
            // RFC 6750 §3.1: who sent a key is told that this key is the trouble.
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static(if self.code() == "unauthenticated" {
                    "Bearer realm=\"accolade\""
                } else {
                    "Bearer realm=\"accolade\", error=\"invalid_token\""
                }),
            );
        }
        if let Some(seconds) = retry {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        // The middleware that knows the request's id writes it into the body.
        response.extensions_mut().insert(self);
        response
    }
}
