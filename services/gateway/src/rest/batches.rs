use super::{
    List, OfIssuer, Page, Query, command, files,
    json::{RowProblem, instant, some},
    read,
};
use crate::{app::App, door::Customer, problem::Problem};
use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use contracts::issuance::v1 as i;
use platform::csv;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(apply))
        .routes(routes!(resume))
        .routes(routes!(errors))
        .routes(routes!(fix_file))
}

/// A file of awards and how far it is.
#[derive(Serialize, ToSchema)]
struct Batch {
    id: String,
    issuer: String,
    /// `received`, `running`, `finished`, `failed` (the file cannot be read at all), `partial` (the work was given up
    /// before every row was dealt with; it can be resumed).
    state: String,
    dry_run: bool,
    file_name: String,
    rows: u64,
    done: u64,
    awarded: u64,
    /// Awarded before, answered again.
    repeated: u64,
    refused: u64,
    created_at: Option<String>,
    finished_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
    /// Until when this dry run can be applied as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    applicable_until: Option<String>,
    /// Where the refused rows can be had, to mend and send again.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors_url: Option<String>,
}
impl From<i::Batch> for Batch {
    fn from(b: i::Batch) -> Self {
        Self {
            created_at: instant(b.created_at.as_ref()),
            finished_at: instant(b.finished_at.as_ref()),
            applicable_until: instant(b.applicable_until.as_ref()),
            errors_url: (b.refused > 0).then(|| format!("/v1/batches/{}/errors.csv", b.id)),
            id: b.id,
            issuer: b.issuer_id,
            state: b.state,
            dry_run: b.dry_run,
            file_name: b.file_name,
            rows: b.rows,
            done: b.done,
            awarded: b.awarded,
            repeated: b.repeated,
            refused: b.refused,
            failure: some(b.failure),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Options {
    /// The issuer's id; may be left out with an issuer's own key.
    #[serde(default)]
    issuer: String,
    /// Say what would happen; award nothing.
    #[serde(default)]
    dry_run: bool,
    /// Whether to mail the earners; absent: yes.
    notify: Option<bool>,
    /// The achievement of rows that name none.
    #[serde(default)]
    achievement: String,
}

/// Award by a CSV or NDJSON file, sent as the body. Good rows go; bad ones are told by row, column and reason.
///
/// Columns: `achievement,email,name,member_number,awarded_at,valid_until,reference,locale,narrative,evidence_url,evidence_name`.
#[utoipa::path(post, path = "/v1/credentials/batch", operation_id = "createBatch", tag = "Credentials", security(("key" = ["credentials:write"])), params(Options),
    request_body(content((String = "text/csv"), (String = "application/x-ndjson"), (String = "text/tab-separated-values"))), responses((status = 202, body = Batch)))]
async fn create(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(options): Query<Options>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let media_type = read::rows_only(
        &headers,
        &[
            "text/csv",
            "application/x-ndjson",
            "text/tab-separated-values",
        ],
    )?;
    let header = i::BatchHeader {
        issuer_id: options.issuer,
        file_name: files::file_name(&headers, "awards.csv"),
        media_type,
        dry_run: options.dry_run,
        notify: options.notify,
        achievement_id: options.achievement,
    };
    let first = i::CreateBatchRequest {
        header: Some(header),
        bytes: Vec::new(),
    };
    let envelope = command(&headers, ())?;
    let mut credentials = app.credentials(&caller);
    let batch = files::stream_into(
        body,
        first,
        |bytes| i::CreateBatchRequest {
            header: None,
            bytes,
        },
        move |messages| {
            let request = envelope.map(|()| messages);
            Box::pin(async move { credentials.create_batch(request).await })
        },
    )
    .await?;
    let location = format!("/v1/batches/{}", batch.id);
    Ok((
        StatusCode::ACCEPTED,
        [(header::LOCATION, location)],
        Json(Batch::from(batch)),
    )
        .into_response())
}

/// The files of an issuer, newest first.
#[utoipa::path(get, path = "/v1/batches", operation_id = "listBatches", tag = "Credentials", security(("key" = ["credentials:read"])), params(OfIssuer),
    responses((status = 200, body = List<Batch>)))]
async fn list(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(wanted): Query<OfIssuer>,
) -> Result<Json<List<Batch>>, Problem> {
    let (issuer_id, page) = wanted.asked()?;
    let found = app
        .credentials(&caller)
        .list_batches(i::ListBatchesRequest { issuer_id, page })
        .await?
        .into_inner();
    Ok(Json(List::new(found.batches, found.page)))
}

/// Award by the very file of a dry run, which keeps its id. Asked again, it answers the same work.
#[utoipa::path(post, path = "/v1/batches/{id}/apply", operation_id = "applyBatch", tag = "Credentials", security(("key" = ["credentials:write"])), params(("id" = String, Path)),
    responses((status = 202, body = Batch)))]
async fn apply(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Batch>), Problem> {
    let batch = app
        .credentials(&caller)
        .apply_batch(i::ApplyBatchRequest { id })
        .await?
        .into_inner();
    Ok((StatusCode::ACCEPTED, Json(batch.into())))
}

/// Go on with a file whose work was given up, where it stopped.
#[utoipa::path(post, path = "/v1/batches/{id}/resume", operation_id = "resumeBatch", tag = "Credentials", security(("key" = ["credentials:write"])), params(("id" = String, Path)),
    responses((status = 202, body = Batch)))]
async fn resume(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Batch>), Problem> {
    let batch = app
        .credentials(&caller)
        .resume_batch(i::ResumeBatchRequest { id })
        .await?
        .into_inner();
    Ok((StatusCode::ACCEPTED, Json(batch.into())))
}

/// How far a batch is.
#[utoipa::path(get, path = "/v1/batches/{id}", operation_id = "getBatch", tag = "Credentials", security(("key" = ["credentials:read"])), params(("id" = String, Path)),
    responses((status = 200, body = Batch)))]
async fn get(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Json<Batch>, Problem> {
    let batch = app
        .credentials(&caller)
        .get_batch(i::GetBatchRequest { id })
        .await?
        .into_inner();
    Ok(Json(batch.into()))
}

/// The rows that were refused, by row, column, value and reason.
#[utoipa::path(get, path = "/v1/batches/{id}/errors", operation_id = "listBatchErrors", tag = "Credentials", security(("key" = ["credentials:read"])), params(("id" = String, Path), Page),
    responses((status = 200, body = List<RowProblem>)))]
async fn errors(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<List<RowProblem>>, Problem> {
    let found = app
        .credentials(&caller)
        .list_batch_errors(i::ListBatchErrorsRequest {
            id,
            page: Some(page.asked()?),
        })
        .await?
        .into_inner();
    Ok(Json(List::new(found.errors, found.page)))
}

/// The refused rows as they were sent, with a column that says why: mend them and send the file again.
#[utoipa::path(get, path = "/v1/batches/{id}/errors.csv", operation_id = "getBatchFixFile", tag = "Credentials", security(("key" = ["credentials:read"])), params(("id" = String, Path)),
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn fix_file(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    Ok(files::csv_answer(
        "fix.csv",
        batch_fix_file(&app, &caller, &id).await?,
    ))
}

/// Collects all refused rows of a batch into a fix file.
pub(crate) async fn batch_fix_file(
    app: &App,
    caller: &platform::identity::Caller,
    id: &str,
) -> Result<Vec<u8>, Problem> {
    let (mut header, mut rows, mut cursor) = (
        Vec::new(),
        Vec::<(Vec<String>, String)>::new(),
        String::new(),
    );
    loop {
        let page = contracts::common::v1::PageRequest { limit: 200, cursor };
        let found = app
            .credentials(caller)
            .list_batch_errors(i::ListBatchErrorsRequest {
                id: id.to_owned(),
                page: Some(page),
            })
            .await?
            .into_inner();
        header = if found.header.is_empty() {
            header
        } else {
            found.header
        };
        rows.extend(found.refused.into_iter().map(|r| (r.cells, r.reason)));
        cursor = found.page.unwrap_or_default().next_cursor;
        if cursor.is_empty() {
            return Ok(csv::fix_file(
                &header,
                rows.iter()
                    .map(|(cells, reason)| (cells.as_slice(), reason.as_str())),
            ));
        }
    }
}
