//! Refusals, told as a page to people and as problem+json to programs.

use super::{negotiate, visit};
use crate::{
    app::App,
    pages::{self, Shell, views::site::ErrorPage},
    problem::Problem,
    text::Text,
};
use axum::{
    Json,
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use http_body_util::{BodyExt as _, Limited};
use tower_http::csrf::ProtectionError;

/// Why a handler stops early.
pub(crate) enum Stop {
    /// It refuses.
    Problem(Box<Problem>),
    /// The visitor has to go somewhere else first, or is told otherwise.
    Elsewhere(Box<Response>),
}

/// What a page handler answers.
pub(crate) type Answer = Result<Response, Stop>;

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}
impl From<tonic::Status> for Stop {
    fn from(status: tonic::Status) -> Self {
        Problem::from(status).into()
    }
}
impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        match self {
            Self::Problem(problem) => problem.into_response(),
            Self::Elsewhere(response) => *response,
        }
    }
}

impl Stop {
    /// The visitor has to go somewhere else first, or is told otherwise.
    pub fn elsewhere(response: Response) -> Self {
        Self::Elsewhere(Box::new(response))
    }
    /// There is nothing at this address.
    pub fn not_found() -> Self {
        nothing_here().into()
    }
}

/// There is nothing at this address.
pub(crate) fn nothing_here() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "not_found",
        "there is nothing at this address",
    )
}

/// How a refusal of this request is told: to a person as a page, to a program otherwise.
pub(crate) struct Asked(Option<Person>);

/// What of a request a page for its sender is made of.
struct Person {
    text: Text,
    base: String,
    path: String,
}

impl Asked {
    /// Of this request.
    pub fn of(parts: &Parts, app: &App) -> Self {
        let path = parts.uri.path();
        let by_person = !path.starts_with("/v1/") && negotiate::wants_html(&parts.headers);
        Self(by_person.then(|| Person {
            text: visit::text_for(&parts.headers),
            base: visit::base(app, &visit::host_of(parts)).as_str().to_owned(),
            path: path.to_owned(),
        }))
    }
}

/// Gives a refusal the form its asker can read, with the request's id. Answers that are none pass as they are,
/// and so do refusals that a handler has written out itself.
pub(crate) async fn told(app: &App, asked: Asked, response: Response, id: &str) -> Response {
    let (mut parts, body) = response.into_parts();
    if !(parts.status.is_client_error() || parts.status.is_server_error()) {
        return Response::from_parts(parts, body);
    }
    let problem = if let Some(problem) = parts.extensions.remove::<Problem>() {
        problem
    } else if parts.extensions.remove::<ProtectionError>().is_some() {
        Problem::new(
            StatusCode::FORBIDDEN,
            "cross_site",
            "this form was sent from another site; open the page here and send it again",
        )
    } else {
        match parts.headers.get(header::CONTENT_TYPE) {
            None => plain(parts.status, String::new()),
            Some(kind) if kind.as_bytes().starts_with(b"text/plain") => {
                plain(parts.status, words(&parts.headers, body).await)
            }
            Some(_) => return Response::from_parts(parts, body),
        }
    };
    let mut response = if let Some(person) = asked.0 {
        let page = page(app, &person, &problem, id);
        pages::page(parts.status, &page, person.text)
    } else {
        let problem = Problem {
            request_id: Some(id.into()),
            ..problem
        };
        let mut response = (parts.status, Json(problem)).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        response
    };
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in &parts.headers {
        if !describes_body(name) {
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}

/// The words of a refusal of the framework, where they can be read as they are.
async fn words(headers: &HeaderMap, body: Body) -> String {
    if headers.contains_key(header::CONTENT_ENCODING) {
        return String::new();
    }
    let read = Limited::new(body, 4096).collect().await;
    read.map(|b| String::from_utf8_lossy(&b.to_bytes()).into_owned())
        .unwrap_or_default()
}

fn describes_body(name: &HeaderName) -> bool {
    [
        header::CONTENT_TYPE,
        header::CONTENT_LENGTH,
        header::CONTENT_ENCODING,
        header::CONTENT_LANGUAGE,
        header::CACHE_CONTROL,
        header::CONTENT_SECURITY_POLICY,
        header::TRANSFER_ENCODING,
    ]
    .contains(name)
}

/// A refusal of the framework: a status, and sometimes words.
fn plain(status: StatusCode, words: String) -> Problem {
    match status {
        StatusCode::NOT_FOUND => nothing_here(),
        StatusCode::METHOD_NOT_ALLOWED => Problem::new(
            status,
            "method_not_allowed",
            "this address does not take this method; the header Allow names those it takes",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            status,
            "too_large",
            "what was sent is larger than this address takes",
        ),
        _ if status.is_server_error() => Problem::new(
            status,
            "internal",
            "something went wrong on our side; it has been noted",
        ),
        _ => Problem::new(status, "malformed", words),
    }
}

/// The page a person sees.
fn page(app: &App, asked: &Person, problem: &Problem, id: &str) -> ErrorPage {
    let mut shell = Shell::new(asked.base.as_str(), asked.path.as_str());
    shell.demo = app.config().demo.is_some();
    let detail = problem.detail.as_str();
    match problem.status {
        403 if problem.code() == "cross_site" => ErrorPage::cross_site(shell),
        // A right that is missing is named, so that one knows what to ask for.
        403 if problem.code() == "missing_right" => ErrorPage {
            detail: sentence(detail),
            ..ErrorPage::forbidden(shell)
        },
        401 | 403 => ErrorPage::forbidden(shell),
        404 | 410 => ErrorPage::not_found(shell),
        405 => ErrorPage::wrong_method(shell),
        409 | 412 => ErrorPage::conflict(shell, sentence(detail)),
        413 => ErrorPage::too_large(shell, sentence(detail)),
        429 => ErrorPage::too_many(shell),
        503 => ErrorPage::unavailable(shell, id),
        status if status >= 500 => ErrorPage::internal(shell, id),
        _ => ErrorPage::refused(shell, sentence(detail)),
    }
}

/// A service's words as a sentence of a page: refusals begin small, for they follow a field's name in logs.
pub(crate) fn sentence(words: &str) -> String {
    let words = words.trim();
    let mut letters = words.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let end = if words.ends_with(['.', '!', '?', '…']) {
        ""
    } else {
        "."
    };
    format!("{}{}{end}", first.to_uppercase(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_refusal_becomes_a_sentence() {
        assert_eq!(sentence("this link was used"), "This link was used.");
        assert_eq!(sentence("Ready."), "Ready.");
        assert_eq!(sentence("éa"), "Éa.");
        assert_eq!(sentence("  "), "");
    }
}
