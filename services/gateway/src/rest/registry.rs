//! `/v1/registry`: whom this installation vouches for. Operators only.

use super::{
    Body, List, Page, Query, files,
    json::{instant, some},
    read,
};
use crate::{app::App, door::Customer, problem::Problem};
use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest as _, Path, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use contracts::verification::v1::{self as v, add_issuer_list_request::Source};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The largest list, and a little around it.
const LIST_LIMIT: usize = (2 << 20) + (64 << 10);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(issuers, vouch))
        .routes(routes!(disown))
        .routes(routes!(lists, add))
        .routes(routes!(list, remove))
        .routes(routes!(refresh))
        .routes(routes!(replace))
        .routes(routes!(entries))
        .layer(DefaultBodyLimit::max(LIST_LIMIT))
}

/// An issuer that the operator vouches for.
#[derive(Serialize, ToSchema)]
#[schema(as = KnownIssuer)]
struct Known {
    /// A DID or an address.
    id: String,
    name: String,
    added_at: Option<String>,
}
impl From<v::KnownIssuer> for Known {
    fn from(k: v::KnownIssuer) -> Self {
        Self {
            added_at: instant(k.added_at.as_ref()),
            id: k.issuer_id,
            name: k.name,
        }
    }
}

/// The issuers on the operator's own list.
#[utoipa::path(get, path = "/v1/registry/issuers", operation_id = "listKnownIssuers", tag = "Verification", security(("key" = ["operator"])), params(Page),
    responses((status = 200, body = List<Known>)))]
async fn issuers(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(page): Query<Page>,
) -> Result<Json<List<Known>>, Problem> {
    let found = app
        .known_issuers(&caller)
        .list_known_issuers(v::ListKnownIssuersRequest {
            page: Some(page.asked()?),
        })
        .await?
        .into_inner();
    let known = found.issuers.into_iter().filter(|issuer| issuer.known);
    Ok(Json(List::new(known.collect::<Vec<_>>(), found.page)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = KnownIssuerToAdd)]
struct ToVouchFor {
    /// A DID or an address.
    id: String,
    #[serde(default)]
    name: String,
}

/// Vouch for an issuer: its badges are `valid` from now on.
#[utoipa::path(post, path = "/v1/registry/issuers", operation_id = "addKnownIssuer", tag = "Verification", security(("key" = ["operator"])), request_body = ToVouchFor,
    responses((status = 200, body = Known)))]
async fn vouch(
    State(app): State<App>,
    Customer(caller): Customer,
    Body(asked): Body<ToVouchFor>,
) -> Result<Json<Known>, Problem> {
    let known = app
        .known_issuers(&caller)
        .set_known_issuer(v::SetKnownIssuerRequest {
            issuer_id: asked.id,
            name: asked.name,
            known: true,
        })
        .await?
        .into_inner();
    Ok(Json(known.into()))
}

/// Cease to vouch for an issuer. A list that names it goes on doing so.
#[utoipa::path(delete, path = "/v1/registry/issuers/{id}", operation_id = "removeKnownIssuer", tag = "Verification", security(("key" = ["operator"])), params(("id" = String, Path, description = "The DID or address, percent-encoded")),
    responses((status = 204)))]
async fn disown(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    app.known_issuers(&caller)
        .set_known_issuer(v::SetKnownIssuerRequest {
            issuer_id: id,
            name: String::new(),
            known: false,
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A list of issuers that was imported.
#[derive(Serialize, ToSchema)]
#[schema(as = IssuerList)]
struct Listed {
    id: String,
    name: String,
    /// Where it is fetched from; absent for a list from a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_name: Option<String>,
    /// `accolade`, `csv`, `dcc` or `array`.
    format: String,
    /// How many issuers it names.
    issuers: u64,
    added_at: Option<String>,
    /// When what it says was last confirmed.
    fetched_at: Option<String>,
    /// When it is fetched again.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_fetch_at: Option<String>,
    /// Since when it cannot be fetched or read; what it said before holds on.
    #[serde(skip_serializing_if = "Option::is_none")]
    failing_since: Option<String>,
    /// Why it cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    /// SHA-256 of the bytes it was read from.
    sha256: String,
}
impl From<v::IssuerList> for Listed {
    fn from(l: v::IssuerList) -> Self {
        Self {
            added_at: instant(l.added_at.as_ref()),
            fetched_at: instant(l.fetched_at.as_ref()),
            next_fetch_at: instant(l.next_fetch_at.as_ref()),
            failing_since: instant(l.failing_since.as_ref()),
            id: l.id,
            name: l.name,
            url: some(l.url),
            file_name: some(l.file_name),
            format: l.format,
            issuers: l.issuers,
            problem: some(l.problem),
            sha256: l.digest,
        }
    }
}

/// The imported lists.
#[utoipa::path(get, path = "/v1/registry/lists", operation_id = "listIssuerLists", tag = "Verification", security(("key" = ["operator"])),
    responses((status = 200, body = List<Listed>)))]
async fn lists(
    State(app): State<App>,
    Customer(caller): Customer,
) -> Result<Json<List<Listed>>, Problem> {
    let found = app
        .known_issuers(&caller)
        .list_issuer_lists(v::ListIssuerListsRequest {})
        .await?
        .into_inner();
    Ok(Json(List::new(found.lists, None)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IssuerListToAdd)]
struct ToImport {
    /// How reports call it.
    name: String,
    /// Where it is fetched from, now and again.
    url: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Named {
    /// How reports call it, where the body is the list itself.
    #[serde(default)]
    name: String,
}

/// Import a list: by its address (`{"name", "url"}`, fetched again by itself), or with `?name=` the file itself as the body (our JSON or CSV, the registry of the Digital Credentials Consortium, or a JSON array of ids).
#[utoipa::path(post, path = "/v1/registry/lists", operation_id = "addIssuerList", tag = "Verification", security(("key" = ["operator"])), params(Named),
    request_body(content((ToImport = "application/json"), (String = "text/csv"))), responses((status = 201, body = Listed)))]
async fn add(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(named): Query<Named>,
    request: Request,
) -> Result<Response, Problem> {
    let (headers, bytes) = whole(request, &app).await?;
    let asked = if named.name.is_empty() && files::media_type(&headers) != "text/csv" {
        let asked: ToImport = read::json_as(&bytes)?;
        v::AddIssuerListRequest {
            name: asked.name,
            file_name: String::new(),
            source: Some(Source::Url(asked.url)),
        }
    } else {
        v::AddIssuerListRequest {
            name: named.name,
            file_name: files::file_name(&headers, ""),
            source: Some(Source::Content(bytes.into())),
        }
    };
    let list = app
        .known_issuers(&caller)
        .add_issuer_list(asked)
        .await?
        .into_inner();
    let location = format!("/v1/registry/lists/{}", list.id);
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, location)],
        Json(Listed::from(list)),
    )
        .into_response())
}

async fn whole(request: Request, app: &App) -> Result<(HeaderMap, Bytes), Problem> {
    let headers = request.headers().clone();
    let bytes = Bytes::from_request(request, app)
        .await
        .map_err(|error| read::unread(&error, "a list of issuers may have up to 2 MiB"))?;
    Ok((headers, bytes))
}

/// One list, and whether it can still be fetched.
#[utoipa::path(get, path = "/v1/registry/lists/{id}", operation_id = "getIssuerList", tag = "Verification", security(("key" = ["operator"])), params(("id" = String, Path)),
    responses((status = 200, body = Listed)))]
async fn list(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Json<Listed>, Problem> {
    let list = app
        .known_issuers(&caller)
        .get_issuer_list(v::GetIssuerListRequest { id })
        .await?;
    Ok(Json(list.into_inner().into()))
}

/// Remove a list: its issuers cease to be vouched for, unless another list does.
#[utoipa::path(delete, path = "/v1/registry/lists/{id}", operation_id = "removeIssuerList", tag = "Verification", security(("key" = ["operator"])), params(("id" = String, Path)),
    responses((status = 204)))]
async fn remove(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    app.known_issuers(&caller)
        .remove_issuer_list(v::RemoveIssuerListRequest { id })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Fetch a list now. Where that fails it stays as it was, and the answer says why.
#[utoipa::path(post, path = "/v1/registry/lists/{id}/refresh", operation_id = "refreshIssuerList", tag = "Verification", security(("key" = ["operator"])), params(("id" = String, Path)),
    responses((status = 200, body = Listed)))]
async fn refresh(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Json<Listed>, Problem> {
    let list = app
        .known_issuers(&caller)
        .refresh_issuer_list(v::RefreshIssuerListRequest { id })
        .await?;
    Ok(Json(list.into_inner().into()))
}

/// Put a newer file in the place of an uploaded list. Issuers that are not in it cease to be vouched for.
#[utoipa::path(put, path = "/v1/registry/lists/{id}/file", operation_id = "replaceIssuerList", tag = "Verification", security(("key" = ["operator"])), params(("id" = String, Path)),
    request_body(content((String = "application/json"), (String = "text/csv"))), responses((status = 200, body = Listed)))]
async fn replace(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    request: Request,
) -> Result<Json<Listed>, Problem> {
    let (headers, bytes) = whole(request, &app).await?;
    let list = app
        .known_issuers(&caller)
        .replace_issuer_list(v::ReplaceIssuerListRequest {
            id,
            content: bytes.into(),
            file_name: files::file_name(&headers, ""),
        })
        .await?;
    Ok(Json(list.into_inner().into()))
}

/// An issuer on a list.
#[derive(Serialize, ToSchema)]
#[schema(as = IssuerListEntry)]
struct Entry {
    /// A DID or an address.
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    /// Its web site.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// What a list says, by issuer id.
#[utoipa::path(get, path = "/v1/registry/lists/{id}/issuers", operation_id = "listIssuerListEntries", tag = "Verification", security(("key" = ["operator"])), params(("id" = String, Path), Page),
    responses((status = 200, body = List<Entry>)))]
async fn entries(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<List<Entry>>, Problem> {
    let found = app
        .known_issuers(&caller)
        .list_issuer_list_entries(v::ListIssuerListEntriesRequest {
            id,
            page: Some(page.asked()?),
        })
        .await?
        .into_inner();
    let entries = found.entries.into_iter().map(|entry| Entry {
        id: entry.issuer_id,
        name: some(entry.name),
        location: some(entry.location),
        url: some(entry.url),
    });
    Ok(Json(List::new(entries.collect::<Vec<_>>(), found.page)))
}
