//! REST: `/v1/…`, JSON in and out, problems that name the field.

mod achievements;
mod batches;
mod credentials;
pub(crate) mod files;
mod issuers;
mod json;
mod members;
mod openapi;
pub(crate) mod read;
mod registry;
mod sync;
mod vc_api;
mod verify;
pub(crate) mod verify_batches;

use read::{Body, OptionalBody, Query};

pub(crate) use batches::batch_fix_file;
pub(crate) use sync::run_fix_file;
pub(crate) use verify::BADGE_LIMIT;

use crate::{app::App, problem::Problem};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn, map_response},
    response::{IntoResponse, Response},
    routing::get,
};
use contracts::common::v1::{PageInfo, PageRequest};
use platform::rpc::IDEMPOTENCY_KEY;
use serde::{Deserialize, Serialize};
use tower::ServiceBuilder;
use utoipa::{
    IntoParams, Modify, OpenApi, ToSchema,
    openapi::security::{Http, HttpAuthScheme, SecurityScheme},
};
use utoipa_axum::router::OpenApiRouter;

/// The largest JSON body.
const JSON_LIMIT: usize = 1 << 20;

#[derive(OpenApi)]
#[openapi(
    info(title = "Accolade", version = "1.0.0", description = "Issue, hold and verify Open Badges. Every write takes an `Idempotency-Key`; lists come in pages (`limit`, `cursor`); changes take `If-Match`."),
    modifiers(&Keys),
    components(schemas(Problem)),
    tags(
        (name = "Issuers", description = "Organizations that issue, their keys and staff"),
        (name = "Achievements", description = "What can be earned"),
        (name = "Credentials", description = "Badges: one achievement awarded to one person"),
        (name = "Members", description = "The association's records and what follows from them"),
        (name = "Verification", description = "Anybody's badge, checked"),
    )
)]
struct Reference;

struct Keys;
impl Modify for Keys {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(
            Http::builder()
                .scheme(HttpAuthScheme::Bearer)
                .description(Some("An API key: `accolade_…`"))
                .build(),
        );
        api.components
            .get_or_insert_default()
            .add_security_scheme("key", scheme);
    }
}

/// All routes under `/v1`, and the OpenAPI document of them.
pub fn router() -> (Router<App>, utoipa::openapi::OpenApi) {
    let (router, mut api) = OpenApiRouter::<App>::with_openapi(Reference::openapi())
        .merge(issuers::routes())
        .merge(achievements::routes())
        .merge(credentials::routes())
        .merge(batches::routes())
        .merge(members::routes())
        .merge(sync::routes())
        .merge(verify::routes())
        .merge(verify_batches::routes())
        .merge(registry::routes())
        .split_for_parts();
    openapi::complete(&mut api);
    let document = api.clone();
    let router = router
        .merge(vc_api::routes())
        .layer(
            ServiceBuilder::new()
                .layer(map_response(unkept))
                .layer(from_fn(checked))
                .layer(DefaultBodyLimit::max(JSON_LIMIT)),
        )
        .route(
            "/openapi.json",
            get(move || {
                let headers = [
                    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
                    (header::CACHE_CONTROL, "public, max-age=300"),
                ];
                let document = document.clone();
                async move { (headers, Json(document)) }
            }),
        );
    (router, api)
}

/// Answers hold personal data, and sometimes a secret: nothing on the way keeps them.
async fn unkept(mut response: Response) -> Response {
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Which page of a list.
#[derive(Deserialize, IntoParams, Default)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    /// How many, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
}
impl Page {
    /// As contracts ask for it.
    pub(crate) fn asked(self) -> Result<PageRequest, Problem> {
        page(self.limit, self.cursor)
    }
}

/// Which page of an issuer's list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfIssuer {
    /// The issuer's id; may be left out with an issuer's own key.
    #[serde(default)]
    issuer: String,
    /// How many, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
}
impl OfIssuer {
    /// The issuer, and the page as contracts ask for it.
    pub(crate) fn asked(self) -> Result<(String, Option<PageRequest>), Problem> {
        Ok((self.issuer, Some(page(self.limit, self.cursor)?)))
    }
}

/// A page as contracts ask for it. There 0 stands for “as you like”, which nobody who writes it can mean.
pub(crate) fn page(limit: Option<u32>, cursor: Option<String>) -> Result<PageRequest, Problem> {
    if limit == Some(0) {
        let problem = "ask for 1 to 200 rows, or leave it out for 50";
        return Err(Problem::invalid("limit", "0", problem));
    }
    Ok(PageRequest {
        limit: limit.unwrap_or(0),
        cursor: cursor.unwrap_or_default(),
    })
}

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct List<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Send it as `cursor` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// Send it as `cursor` for the page before; absent on the first, and in lists that are only read forwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_cursor: Option<String>,
    /// How many there are in all, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}
impl<T> List<T> {
    /// The rows of a contract's answer, and where its page lies.
    pub(crate) fn new(rows: Vec<impl Into<T>>, page: Option<PageInfo>) -> Self {
        let page = page.unwrap_or_default();
        Self {
            items: rows.into_iter().map(Into::into).collect(),
            next_cursor: Some(page.next_cursor).filter(|c| !c.is_empty()),
            previous_cursor: Some(page.previous_cursor).filter(|c| !c.is_empty()),
            total: page.total,
        }
    }
}

/// A command, with the caller's idempotency key: [`checked`] has seen to it that it can be one.
pub(crate) fn command<T>(headers: &HeaderMap, message: T) -> Result<tonic::Request<T>, Problem> {
    let mut request = tonic::Request::new(message);
    if let Some(key) = headers.get(IDEMPOTENCY_KEY) {
        let text = key.to_str().unwrap_or_default();
        let value = text.parse().map_err(|_| bad_key(text))?;
        request.metadata_mut().insert(IDEMPOTENCY_KEY, value);
    }
    Ok(request)
}

fn bad_key(text: &str) -> Problem {
    let mut problem = Problem::invalid(
        "Idempotency-Key",
        text,
        "use 1 to 200 visible ASCII characters",
    );
    "/problems/idempotency_key_malformed".clone_into(&mut problem.kind);
    problem
}

/// A body that would have to be unpacked first: how large it becomes is known only then.
fn packed_body(encoding: &str) -> impl IntoResponse {
    let mut problem = Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "content_encoding",
        format!(
            "a body packed with `{encoding}` is not read; send it as it is, without Content-Encoding"
        ),
    );
    problem.errors.push(
        platform::FieldProblem::new(
            "Content-Encoding",
            encoding,
            "it is not read; send the body as it is, without this header",
        )
        .into(),
    );
    // RFC 9110 §12.5.3: with 415, what would be accepted.
    ([(header::ACCEPT_ENCODING, "identity")], problem)
}

/// Refuses a body that is packed and a key that is none, also of commands that are safe to repeat without one: their next version may not be.
async fn checked(request: Request, next: Next) -> Response {
    if let Some(key) = request.headers().get(IDEMPOTENCY_KEY) {
        let bytes = key.as_bytes();
        let fits = (1..=200).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
        if !fits {
            return bad_key(&String::from_utf8_lossy(bytes)).into_response();
        }
    }
    if let Some(packed) = request.headers().get(header::CONTENT_ENCODING)
        && !packed.as_bytes().eq_ignore_ascii_case(b"identity")
    {
        return packed_body(&String::from_utf8_lossy(packed.as_bytes())).into_response();
    }
    next.run(request).await
}

/// The version in `If-Match`, as [`tagged`] gave it out.
pub(crate) fn if_match(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default();
    if text == "*" {
        return Ok(None);
    }
    let number = text.trim_start_matches("W/").trim_matches('"').parse();
    number.map(Some).map_err(|_| {
        Problem::malformed(
            "If-Match",
            text,
            "send the ETag of the answer you changed, such as \"3\"",
        )
    })
}

/// The answer to what made something: 201, and where it can be read.
pub(crate) fn made<T: Serialize>(location: &str, version: u64, body: &T) -> Response {
    let mut response = tagged(StatusCode::CREATED, version, body);
    if let Ok(value) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// An answer with the version as its `ETag`.
pub(crate) fn tagged<T: Serialize>(status: StatusCode, version: u64, body: &T) -> Response {
    let mut response = (status, Json(body)).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}

#[cfg(test)]
mod tests;
