//! `/v1/verify/batches`: many badges at once, by a ZIP, a CSV, NDJSON or text file.

use super::{
    List, OfIssuer, Query, command, files,
    json::{instant, some},
    page,
    verify::{Report, Told},
};
use crate::{app::App, door::Customer, problem::Problem};
use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use contracts::verification::v1 as v;
use futures::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// What a file may be, and the name it has where its sender gave it none.
const TYPES: [(&str, &str); 4] = [
    ("application/zip", "badges.zip"),
    ("text/csv", "badges.csv"),
    ("application/x-ndjson", "badges.ndjson"),
    ("text/plain", "badges.txt"),
];

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(list))
        .routes(routes!(get, remove))
        .routes(routes!(results))
        .routes(routes!(result))
        .routes(routes!(results_csv))
}

/// Many badges that are checked together, and how far it is.
#[derive(Serialize, ToSchema)]
#[schema(as = VerifyBatch)]
struct Batch {
    id: String,
    /// Whose it is; absent for an operator's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    file_name: String,
    /// `waiting`, `running`, `finished`, or `failed` (the file could not be read).
    state: String,
    /// Badges in it; 0 while the file has not been looked through.
    total: u64,
    done: u64,
    valid: u64,
    valid_issuer_unknown: u64,
    unverifiable: u64,
    invalid: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
    created_at: Option<String>,
    finished_at: Option<String>,
    /// When it is deleted with everything in it.
    keep_until: Option<String>,
    /// Where the work waits because a host was asked too often: when it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    paused_until: Option<String>,
    results_url: String,
}
impl From<v::VerifyBatch> for Batch {
    fn from(b: v::VerifyBatch) -> Self {
        Self {
            results_url: format!("/v1/verify/batches/{}/results", b.id),
            created_at: instant(b.created_at.as_ref()),
            finished_at: instant(b.finished_at.as_ref()),
            keep_until: instant(b.keep_until.as_ref()),
            paused_until: instant(b.paused_until.as_ref()),
            id: b.id,
            issuer: some(b.issuer_id),
            file_name: b.file_name,
            state: b.state,
            total: b.total,
            done: b.done,
            valid: b.valid,
            valid_issuer_unknown: b.valid_issuer_unknown,
            unverifiable: b.unverifiable,
            invalid: b.invalid,
            failure: some(b.failure),
        }
    }
}

/// What was found of one badge of a batch.
#[derive(Serialize, ToSchema)]
#[schema(as = VerifyResult)]
struct Found {
    /// From 1, in the order in which they came.
    number: u64,
    /// The file's name in the ZIP, the row's own name, or the link.
    name: String,
    /// The row of the file; absent for a ZIP.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u64>,
    /// As for one badge; `pending` while it waits.
    verdict: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    /// The first step that failed or could not be finished.
    #[serde(skip_serializing_if = "Option::is_none")]
    failed_step: Option<String>,
    /// Its stable code.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// What was found there.
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credential: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    achievement_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient_name: Option<String>,
    checked_at: Option<String>,
}
impl From<v::VerifyResult> for Found {
    fn from(r: v::VerifyResult) -> Self {
        Self {
            checked_at: instant(r.checked_at.as_ref()),
            number: r.number,
            name: r.name,
            row: (r.row > 0).then_some(r.row),
            verdict: some(r.verdict).unwrap_or_else(|| "pending".into()),
            state: some(r.state),
            summary: some(r.summary),
            failed_step: some(r.failed_step),
            code: some(r.code),
            sentence: some(r.sentence),
            credential: some(r.credential_id),
            issuer: some(r.issuer_id),
            issuer_name: some(r.issuer_name),
            achievement_name: some(r.achievement_name),
            recipient_name: some(r.recipient_name),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Whose {
    /// The issuer's id; may be left out with an issuer's own key, and by operators.
    #[serde(default)]
    issuer: String,
}

/// Verify many badges: a ZIP of files, a CSV (`url` or `credential`, optional `name` and `recipient`), NDJSON, or a link or JWT a line. At most 10,000 badges and 256 MiB.
#[utoipa::path(post, path = "/v1/verify/batches", operation_id = "createVerifyBatch", tag = "Verification", security(("key" = ["verify"])), params(Whose),
    request_body(content((Vec<u8> = "application/zip"), (String = "text/csv"), (String = "application/x-ndjson"), (String = "text/plain"))), responses((status = 202, body = Batch)))]
async fn create(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(whose): Query<Whose>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let kind = files::media_type(&headers);
    let Some((media_type, otherwise)) = TYPES.into_iter().find(|(known, _)| *known == kind) else {
        let known: Vec<_> = TYPES.iter().map(|(known, _)| *known).collect();
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "media_type",
            format!("`{kind}` cannot be read; send {}", known.join(", ")),
        ));
    };
    let header = v::VerifyBatchHeader {
        issuer_id: whose.issuer,
        file_name: files::file_name(&headers, otherwise),
        media_type: media_type.to_owned(),
    };
    let batch = send(&app, &caller, header, command(&headers, ())?, body).await?;
    let location = format!("/v1/verify/batches/{}", batch.id);
    Ok((
        StatusCode::ACCEPTED,
        [(header::LOCATION, location)],
        Json(Batch::from(batch)),
    )
        .into_response())
}

/// Passes a file on while it comes.
pub(crate) async fn send(
    app: &App,
    caller: &platform::identity::Caller,
    header: v::VerifyBatchHeader,
    envelope: tonic::Request<()>,
    body: Body,
) -> Result<v::VerifyBatch, Problem> {
    let first = v::CreateVerifyBatchRequest {
        header: Some(header),
        part: None,
    };
    let mut batches = app.verify_batches(caller);
    files::stream_into(
        body,
        first,
        |bytes| v::CreateVerifyBatchRequest {
            header: None,
            part: Some(v::create_verify_batch_request::Part::Bytes(bytes)),
        },
        move |messages| {
            let request = envelope.map(|()| messages);
            Box::pin(async move { batches.create_verify_batch(request).await })
        },
    )
    .await
}

/// The batches of an issuer, newest first; an operator's own if none is named.
#[utoipa::path(get, path = "/v1/verify/batches", operation_id = "listVerifyBatches", tag = "Verification", security(("key" = ["verify"])), params(OfIssuer),
    responses((status = 200, body = List<Batch>)))]
async fn list(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(wanted): Query<OfIssuer>,
) -> Result<Json<List<Batch>>, Problem> {
    let (issuer_id, page) = wanted.asked()?;
    let found = app
        .verify_batches(&caller)
        .list_verify_batches(v::ListVerifyBatchesRequest { issuer_id, page })
        .await?
        .into_inner();
    Ok(Json(List::new(found.batches, found.page)))
}

/// How far a batch is, and what was found so far.
#[utoipa::path(get, path = "/v1/verify/batches/{id}", operation_id = "getVerifyBatch", tag = "Verification", security(("key" = ["verify"])), params(("id" = String, Path)),
    responses((status = 200, body = Batch)))]
async fn get(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Json<Batch>, Problem> {
    let batch = app
        .verify_batches(&caller)
        .get_verify_batch(v::GetVerifyBatchRequest { id })
        .await?
        .into_inner();
    Ok(Json(batch.into()))
}

/// Stop a batch if it runs, and delete it with everything in it.
#[utoipa::path(delete, path = "/v1/verify/batches/{id}", operation_id = "deleteVerifyBatch", tag = "Verification", security(("key" = ["verify"])), params(("id" = String, Path)),
    responses((status = 204)))]
async fn remove(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    app.verify_batches(&caller)
        .delete_verify_batch(v::DeleteVerifyBatchRequest { id })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OfVerdict {
    /// `valid`, `valid_issuer_unknown`, `unverifiable`, `invalid` or `pending`; all if absent.
    #[serde(default)]
    verdict: String,
    /// How many, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
}

/// What was found of each badge, in the order in which they came.
#[utoipa::path(get, path = "/v1/verify/batches/{id}/results", operation_id = "listVerifyResults", tag = "Verification", security(("key" = ["verify"])), params(("id" = String, Path), OfVerdict),
    responses((status = 200, body = List<Found>)))]
async fn results(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    Query(wanted): Query<OfVerdict>,
) -> Result<Json<List<Found>>, Problem> {
    let page = page(wanted.limit, wanted.cursor)?;
    let found = app
        .verify_batches(&caller)
        .list_verify_results(v::ListVerifyResultsRequest {
            id,
            verdict: wanted.verdict,
            page: Some(page),
        })
        .await?
        .into_inner();
    Ok(Json(List::new(found.results, found.page)))
}

/// The whole report on one badge of a batch.
#[utoipa::path(get, path = "/v1/verify/batches/{id}/results/{number}", operation_id = "getVerifyResult", tag = "Verification", security(("key" = ["verify"])), params(("id" = String, Path), ("number" = u64, Path)),
    responses((status = 200, body = Report)))]
async fn result(
    State(app): State<App>,
    Customer(caller): Customer,
    Path((id, number)): Path<(String, String)>,
) -> Result<Told, Problem> {
    let number = number.parse().map_err(|_| {
        Problem::malformed(
            "number",
            &number,
            "it must be the number of a result, from 1",
        )
    })?;
    let report = app
        .verify_batches(&caller)
        .get_verify_result(v::GetVerifyResultRequest { id, number })
        .await?
        .into_inner();
    Ok(report.into())
}

/// All results as a CSV file.
#[utoipa::path(get, path = "/v1/verify/batches/{id}/results.csv", operation_id = "exportVerifyResults", tag = "Verification", security(("key" = ["verify"])), params(("id" = String, Path)),
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn results_csv(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    export(&app, &caller, id).await
}

/// The results as a file that is passed on while it is made.
pub(crate) async fn export(
    app: &App,
    caller: &platform::identity::Caller,
    id: String,
) -> Result<Response, Problem> {
    let pieces = app
        .verify_batches(caller)
        .export_verify_results(v::ExportVerifyResultsRequest { id })
        .await?
        .into_inner();
    let mut answer = files::csv_answer("results.csv", Vec::new());
    *answer.body_mut() = Body::from_stream(
        pieces
            .map_ok(|piece| piece.bytes)
            .map_err(std::io::Error::other),
    );
    answer.headers_mut().remove(header::CONTENT_LENGTH);
    Ok(answer)
}
