use super::{
    List, OfIssuer, Page, Query, command, files,
    json::{RowProblem, instant, some},
    page, read,
};
use crate::{app::App, door::Customer, problem::Problem};
use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use contracts::membership_sync::v1 as m;
use platform::{csv, identity::Caller};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(import_members))
        .routes(routes!(import_certifications))
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(apply))
        .routes(routes!(changes))
        .routes(routes!(errors))
        .routes(routes!(fix_file))
}

/// A file on its way into the records.
#[derive(Serialize, ToSchema)]
struct Run {
    id: String,
    issuer: String,
    /// `members` or `certifications`.
    kind: String,
    file_name: String,
    /// `reading`, `previewed`, `held`, `applying`, `awarding`, `finished`, `failed`.
    state: String,
    /// Why it is held or failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    rows: u64,
    added: u64,
    changed: u64,
    unchanged: u64,
    removed: u64,
    refused: u64,
    /// Members that go from good to bad standing.
    lapsing: u64,
    to_evaluate: u64,
    evaluated: u64,
    awarded: u64,
    suspended: u64,
    reinstated: u64,
    /// What the reader understood.
    notes: Vec<String>,
    created_at: Option<String>,
    finished_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors_url: Option<String>,
}
impl From<m::Run> for Run {
    fn from(r: m::Run) -> Self {
        Self {
            created_at: instant(r.created_at.as_ref()),
            finished_at: instant(r.finished_at.as_ref()),
            errors_url: (r.refused > 0).then(|| format!("/v1/sync/runs/{}/errors.csv", r.id)),
            id: r.id,
            issuer: r.issuer_id,
            kind: r.kind,
            file_name: r.file_name,
            state: r.state,
            reason: some(r.reason),
            rows: r.rows,
            added: r.added,
            changed: r.changed,
            unchanged: r.unchanged,
            removed: r.removed,
            refused: r.refused,
            lapsing: r.lapsing,
            to_evaluate: r.to_evaluate,
            evaluated: r.evaluated,
            awarded: r.awarded,
            suspended: r.suspended,
            reinstated: r.reinstated,
            notes: r.notes,
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
    /// Show the change set; change nothing.
    #[serde(default)]
    dry_run: bool,
    /// The file is the whole truth: members it does not name lapse.
    #[serde(default)]
    complete: bool,
    /// Whether awards that follow are mailed; absent: yes.
    notify: Option<bool>,
}

/// Import members from a CSV, sent as the body. With `dry_run` the change set is shown and applied later, as it stands.
#[utoipa::path(post, path = "/v1/members/import", operation_id = "importMembers", tag = "Members", security(("key" = ["members:write"])), params(Options), request_body(content((String = "text/csv"), (String = "text/tab-separated-values"))),
    responses((status = 202, body = Run)))]
async fn import_members(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(options): Query<Options>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    import(&app, &caller, "members", options, &headers, body).await
}

/// Import passed certifications from a CSV, sent as the body.
#[utoipa::path(post, path = "/v1/certifications/import", operation_id = "importCertifications", tag = "Members", security(("key" = ["members:write"])), params(Options), request_body(content((String = "text/csv"), (String = "text/tab-separated-values"))),
    responses((status = 202, body = Run)))]
async fn import_certifications(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(options): Query<Options>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    import(&app, &caller, "certifications", options, &headers, body).await
}

async fn import(
    app: &App,
    caller: &Caller,
    kind: &str,
    o: Options,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    read::rows_only(headers, &["text/csv", "text/tab-separated-values"])?;
    let header = m::ImportHeader {
        issuer_id: o.issuer,
        kind: kind.to_owned(),
        file_name: files::file_name(headers, &format!("{kind}.csv")),
        dry_run: o.dry_run,
        complete: o.complete,
        notify: o.notify,
    };
    let first = m::ImportRequest {
        header: Some(header),
        bytes: Vec::new(),
    };
    let envelope = command(headers, ())?;
    let mut members = app.members(caller);
    let run = files::stream_into(
        body,
        first,
        |bytes| m::ImportRequest {
            header: None,
            bytes,
        },
        move |messages| {
            let request = envelope.map(|()| messages);
            Box::pin(async move { members.import(request).await })
        },
    )
    .await?;
    let location = format!("/v1/sync/runs/{}", run.id);
    Ok((
        StatusCode::ACCEPTED,
        [(header::LOCATION, location)],
        Json(Run::from(run)),
    )
        .into_response())
}

/// The runs of an issuer, newest first.
#[utoipa::path(get, path = "/v1/sync/runs", operation_id = "listRuns", tag = "Members", security(("key" = ["members:read"])), params(OfIssuer), responses((status = 200, body = List<Run>)))]
async fn list(
    State(app): State<App>,
    Customer(caller): Customer,
    Query(f): Query<OfIssuer>,
) -> Result<Json<List<Run>>, Problem> {
    let (issuer_id, page) = f.asked()?;
    let found = app
        .runs(&caller)
        .list_runs(m::ListRunsRequest { issuer_id, page })
        .await?
        .into_inner();
    Ok(Json(List::new(found.runs, found.page)))
}

/// How far a run is.
#[utoipa::path(get, path = "/v1/sync/runs/{id}", operation_id = "getRun", tag = "Members", security(("key" = ["members:read"])), params(("id" = String, Path)), responses((status = 200, body = Run)))]
async fn get(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Json<Run>, Problem> {
    Ok(Json(
        app.runs(&caller)
            .get_run(m::GetRunRequest { id })
            .await?
            .into_inner()
            .into(),
    ))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    /// Apply although the brake held it.
    #[serde(default)]
    confirm: bool,
}

/// Apply the change set of a dry run, exactly as it was shown.
#[utoipa::path(post, path = "/v1/sync/runs/{id}/apply", operation_id = "applyRun", tag = "Members", security(("key" = ["members:write"])), params(("id" = String, Path), Confirmation),
    responses((status = 202, body = Run)))]
async fn apply(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    Query(c): Query<Confirmation>,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<Run>), Problem> {
    let run = app
        .runs(&caller)
        .apply_run(command(
            &headers,
            m::ApplyRunRequest {
                id,
                confirm: c.confirm,
            },
        )?)
        .await?
        .into_inner();
    Ok((StatusCode::ACCEPTED, Json(run.into())))
}

/// One line of a change set.
#[derive(Serialize, ToSchema)]
struct Change {
    row: u64,
    /// `added`, `changed`, `removed`.
    kind: String,
    key: String,
    name: String,
    fields: Vec<FieldChange>,
    /// What follows.
    effect: String,
}
#[derive(Serialize, ToSchema)]
struct FieldChange {
    field: String,
    before: String,
    after: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ChangeFilter {
    /// `added`, `changed`, `removed`.
    #[serde(default)]
    kind: String,
    /// How many, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
}

/// What a run changes, line by line.
#[utoipa::path(get, path = "/v1/sync/runs/{id}/changes", operation_id = "listRunChanges", tag = "Members", security(("key" = ["members:read"])), params(("id" = String, Path), ChangeFilter),
    responses((status = 200, body = List<Change>)))]
async fn changes(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    Query(f): Query<ChangeFilter>,
) -> Result<Json<List<Change>>, Problem> {
    let page = page(f.limit, f.cursor)?;
    let found = app
        .runs(&caller)
        .list_changes(m::ListChangesRequest {
            run_id: id,
            kind: f.kind,
            page: Some(page),
        })
        .await?
        .into_inner();
    let items = found
        .changes
        .into_iter()
        .map(|c| Change {
            fields: c
                .fields
                .into_iter()
                .map(|f| FieldChange {
                    field: f.field,
                    before: f.before,
                    after: f.after,
                })
                .collect(),
            row: c.row,
            kind: c.kind,
            key: c.key,
            name: c.name,
            effect: c.effect,
        })
        .collect::<Vec<_>>();
    Ok(Json(List::new(items, found.page)))
}

/// The rows that were refused.
#[utoipa::path(get, path = "/v1/sync/runs/{id}/errors", operation_id = "listRunErrors", tag = "Members", security(("key" = ["members:read"])), params(("id" = String, Path), Page),
    responses((status = 200, body = List<RowProblem>)))]
async fn errors(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<List<RowProblem>>, Problem> {
    let found = app
        .runs(&caller)
        .list_run_errors(m::ListRunErrorsRequest {
            run_id: id,
            page: Some(page.asked()?),
        })
        .await?
        .into_inner();
    Ok(Json(List::new(found.errors, found.page)))
}

/// The refused rows as they were sent, with a column that says why.
#[utoipa::path(get, path = "/v1/sync/runs/{id}/errors.csv", operation_id = "getRunFixFile", tag = "Members", security(("key" = ["members:read"])), params(("id" = String, Path)),
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn fix_file(
    State(app): State<App>,
    Customer(caller): Customer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    Ok(files::csv_answer(
        "fix.csv",
        run_fix_file(&app, &caller, &id).await?,
    ))
}

/// Collects all refused rows of a run into a fix file.
pub(crate) async fn run_fix_file(app: &App, caller: &Caller, id: &str) -> Result<Vec<u8>, Problem> {
    let (mut header, mut rows, mut cursor) = (
        Vec::new(),
        Vec::<(Vec<String>, String)>::new(),
        String::new(),
    );
    loop {
        let page = contracts::common::v1::PageRequest { limit: 200, cursor };
        let found = app
            .runs(caller)
            .list_run_errors(m::ListRunErrorsRequest {
                run_id: id.to_owned(),
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
