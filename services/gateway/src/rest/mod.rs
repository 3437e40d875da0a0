//! REST: `/v1/…`, JSON in and out, problems that name the field.

mod achievements;
mod batches;
mod credentials;
pub(crate) mod files;
mod issuers;
mod json;
mod members;
mod sync;
mod verify;

pub(crate) use batches::batch_fix_file;
pub(crate) use sync::run_fix_file;
pub(crate) use verify::BADGE_LIMIT;

use crate::{app::App, problem::Problem};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, FromRequest, Request, rejection::JsonRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use contracts::common::v1::{PageInfo, PageRequest};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tonic::IntoRequest;
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
        .split_for_parts();
    api.openapi = utoipa::openapi::OpenApiVersion::Version31;
    let document = api.clone();
    let router = router.layer(DefaultBodyLimit::max(JSON_LIMIT)).route(
        "/openapi.json",
        get(move || {
            let document = document.clone();
            async move { Json(document) }
        }),
    );
    (router, api)
}

/// A JSON body that is refused with field, value and fix.
pub(crate) struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(JsonRejection::MissingJsonContentType(_)) => Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "media_type",
                "send the header `Content-Type: application/json`",
            )),
            Err(rejection) => {
                let status = if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                    rejection.status()
                } else {
                    StatusCode::BAD_REQUEST
                };
                // serde names field, line and column.
                let words = std::error::Error::source(&rejection)
                    .map_or_else(|| rejection.body_text(), ToString::to_string);
                Err(Problem::new(
                    status,
                    if status == StatusCode::BAD_REQUEST {
                        "malformed"
                    } else {
                        "too_large"
                    },
                    words,
                ))
            }
        }
    }
}

/// Which page of a list.
#[derive(Deserialize, IntoParams, Default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// How many, 1 to 200; 50 if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
}
impl From<Page> for PageRequest {
    fn from(page: Page) -> Self {
        Self {
            limit: page.limit.unwrap_or(0),
            cursor: page.cursor.unwrap_or_default(),
        }
    }
}

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct List<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Send it as `cursor` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// How many there are in all, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}
impl<T> List<T> {
    pub(crate) fn new(items: Vec<T>, page: Option<PageInfo>) -> Self {
        let page = page.unwrap_or_default();
        Self {
            items,
            next_cursor: Some(page.next_cursor).filter(|c| !c.is_empty()),
            total: page.total,
        }
    }
}

/// The caller's headers that go with a command: the idempotency key.
pub(crate) fn command<T>(headers: &HeaderMap, message: T) -> Result<tonic::Request<T>, Problem> {
    let mut request = message.into_request();
    if let Some(key) = headers.get(platform::rpc::IDEMPOTENCY_KEY) {
        let text = key.to_str().unwrap_or_default();
        let value = text.parse().map_err(|_| {
            Problem::malformed(
                "Idempotency-Key",
                text,
                "use 1 to 200 visible ASCII characters",
            )
        })?;
        request
            .metadata_mut()
            .insert(platform::rpc::IDEMPOTENCY_KEY, value);
    }
    Ok(request)
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

/// An answer with the version as its `ETag`.
pub(crate) fn tagged<T: Serialize>(status: StatusCode, version: u64, body: &T) -> Response {
    let mut response = (status, Json(body)).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}
