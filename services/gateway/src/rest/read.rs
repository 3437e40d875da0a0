//! What is sent, read strictly: whatever does not fit is refused by field, value and fix.

mod json;
mod strict;

use crate::problem::Problem;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use platform::FieldProblem;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use strict::{Fault, Strict};

/// A JSON body.
pub(crate) struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = super::files::media_type(request.headers());
        let bytes = whole(request, state).await?;
        if !is_json(&kind) {
            return Err(not_json(&kind));
        }
        json_as(&bytes).map(Self)
    }
}

/// A JSON body that may be left out, where nothing in it is needed.
pub(crate) struct OptionalBody<T>(pub T);

impl<T: DeserializeOwned + Default, S: Send + Sync> FromRequest<S> for OptionalBody<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = super::files::media_type(request.headers());
        let bytes = whole(request, state).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        if !is_json(&kind) {
            return Err(not_json(&kind));
        }
        json_as(&bytes).map(Self)
    }
}

/// The query of an address. A parameter that is not known is refused: `?dryrun=true` must not be taken for real.
pub(crate) struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let text = parts.uri.query().unwrap_or_default();
        let mut named = Map::new();
        for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
            if named
                .insert(name.to_string(), Value::from(value.as_ref()))
                .is_some()
            {
                return Err(Problem::malformed(
                    &name,
                    &value,
                    "it stands twice in the address; send it once",
                ));
            }
        }
        let named = Value::Object(named);
        T::deserialize(Strict::written(&named))
            .map(Self)
            .map_err(|fault| told(&fault, &named, "query"))
    }
}

/// Reads a field of a change. `null` is refused: it could be meant as “keep it” or as “empty it”.
pub(crate) fn given<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: serde::Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Reads a JSON object as what it has to be.
pub(crate) fn json_as<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let value = json(bytes)?;
    T::deserialize(Strict::sent(&value)).map_err(|fault| told(&fault, &value, "body"))
}

/// Reads JSON of any shape; a member that stands twice in an object is refused.
pub(crate) fn json(bytes: &[u8]) -> Result<Value, Problem> {
    if bytes.trim_ascii().is_empty() {
        return Err(Problem::malformed(
            "body",
            "",
            "it is empty; send a JSON object",
        ));
    }
    json::parse(bytes).map_err(|error| {
        let line = error.line().saturating_sub(1);
        let text = bytes.split(|b| *b == b'\n').nth(line).unwrap_or_default();
        Problem::malformed(
            "body",
            &String::from_utf8_lossy(text),
            format!("it cannot be read as JSON: {error}"),
        )
    })
}

/// The whole body, within the limit of its route.
async fn whole<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state)
        .await
        .map_err(|error| unread(&error, "a JSON body may have up to 1 MiB; send less, or many awards as a file to /v1/credentials/batch"))
}

/// Why a body could not be taken: it is too large, or it broke off.
pub(crate) fn unread(error: &BytesRejection, limit: &str) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(error.status(), "too_large", limit);
    }
    Problem::new(
        StatusCode::BAD_REQUEST,
        "broken_off",
        "what was sent broke off before its end, nothing was changed; send it again",
    )
}

pub(crate) fn is_json(kind: &str) -> bool {
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn not_json(kind: &str) -> Problem {
    let mut problem = Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "media_type",
        "send JSON with the header `Content-Type: application/json`",
    );
    let fix = "send `application/json`";
    problem
        .errors
        .push(FieldProblem::new("Content-Type", kind, fix).into());
    problem
}

/// Refuses files that are no rows of text, by their media type.
pub(crate) fn rows_only(headers: &HeaderMap, known: &[&str]) -> Result<String, Problem> {
    let kind = super::files::media_type(headers);
    if known.contains(&kind.as_str()) {
        return Ok(kind);
    }
    let fix = format!("send one of {}", known.join(", "));
    let mut problem = Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "media_type",
        format!(
            "{}: `{kind}` cannot be read here; {fix}",
            header::CONTENT_TYPE
        ),
    );
    problem
        .errors
        .push(FieldProblem::new("Content-Type", &kind, fix).into());
    Err(problem)
}

/// A fault as it is told: where, what stands there, what to do.
fn told(fault: &Fault, sent: &Value, whole: &str) -> Problem {
    let path = fault.path();
    let value = fault.value_in(sent);
    let field = if path.is_empty() { whole } else { &path };
    Problem::malformed(field, &value, fault.to_string())
}

#[cfg(test)]
mod tests;
