//! Files: upload, what they would change, applying them, and how far that is. Files of members and certifications
//! are runs of membership-sync; files of awards are batches of issuance, see [`super::award_files`]. Their ids tell
//! them apart.

use super::{
    super::{
        errors::{Answer, Stop, sentence},
        form::Form,
        session::go,
    },
    achievements::choices,
    award_files,
    desk::Desk,
    fields, runs,
    upload::{SentFile, with_file},
};
use crate::{
    app::App,
    pages::{
        shell::Tone,
        views::imports::{ImportPreviewPage, ImportProgressPage, ImportsPage, RunState},
    },
    problem::Problem,
    rest::{files, run_fix_file},
    text::Text,
};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Multipart, Path},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use contracts::{
    common::v1::PageRequest,
    membership_sync::v1::{
        ApplyRunRequest, GetRunRequest, ImportHeader, ImportRequest, ListChangesRequest,
        ListRunErrorsRequest, ListRunsRequest, Run,
    },
};
use platform::{
    identity::Scope,
    ids::{BatchId, RunId},
};
use serde::Serialize;

/// How many rows of a change set are shown.
const ROWS: u32 = 100;
/// How many refused rows are shown; the fix file has them all.
const ERRORS: u32 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/imports", get(list).post(upload))
        // A file is passed on as it comes, whatever its size; the limit is that of all files of rows.
        .layer(DefaultBodyLimit::disable())
        .route("/console/imports/{run}", get(show))
        .route("/console/imports/{run}/apply", post(apply))
        .route("/console/imports/{run}/resume", post(resume))
        .route("/console/imports/{run}/progress", get(progress))
        .route("/console/imports/{run}/progress.json", get(progress_json))
        .route("/console/imports/{run}/errors.csv", get(fix_file))
}

/// Which kind of file an id is of.
enum Id {
    Run(String),
    Batch(String),
}

fn id_of(text: String) -> Result<Id, Stop> {
    if text.parse::<RunId>().is_ok() {
        Ok(Id::Run(text))
    } else if text.parse::<BatchId>().is_ok() {
        Ok(Id::Batch(text))
    } else {
        Err(Stop::not_found())
    }
}

async fn list(desk: Desk) -> Answer {
    desk.must(Scope::MembersRead)?;
    let page = empty(&desk).await?;
    Ok(desk.visit.page(&page))
}

async fn empty(desk: &Desk) -> Result<ImportsPage, Stop> {
    let text = desk.visit.text;
    let offered = if desk.may(Scope::MembersWrite) {
        choices(desk).await?
    } else {
        Vec::new()
    };
    let mut page = ImportsPage::new(desk.shell(), offered, text);
    let asked = ListRunsRequest {
        issuer_id: desk.issuer_id(),
        page: Some(PageRequest {
            limit: 50,
            cursor: String::new(),
        }),
    };
    let found = desk
        .visit
        .app
        .runs(&desk.caller)
        .list_runs(asked)
        .await?
        .into_inner();
    page.runs = found
        .runs
        .iter()
        .map(|run| runs::listed(desk, run))
        .collect();
    if desk.may(Scope::CredentialsRead) {
        (page.batches, page.pager) = award_files::list(desk).await?;
    }
    Ok(page)
}

/// The form again, with what is wrong with the file.
async fn refused(desk: &Desk, form: &Form, problem: Problem) -> Answer {
    let status = problem.status();
    if !status.is_client_error()
        || matches!(
            status,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND
        )
    {
        return Err(problem.into());
    }
    let mut page = empty(desk).await?;
    fields::fill(form, page.fields());
    page.file.error = words(&problem);
    Ok(desk.visit.page_as(status, &page))
}

/// What is wrong, as a sentence.
fn words(problem: &Problem) -> String {
    if problem.errors.is_empty() {
        return sentence(&problem.detail);
    }
    let told: Vec<String> = problem
        .errors
        .iter()
        .map(|e| sentence(&e.problem))
        .collect();
    told.join(" ")
}

async fn upload(desk: Desk, parts: Multipart) -> Answer {
    desk.must(Scope::MembersWrite)?;
    let text = desk.visit.text;
    let at = &desk;
    let (form, answer) = with_file(parts, text, |form, file| async move {
        match form.get("kind") {
            "awards" => {
                let batch = award_files::look(at, &form, file).await?;
                Ok(format!("/console/imports/{}", batch.id))
            }
            kind @ ("members" | "certifications") => {
                let run = import(at, &form, kind, file).await?;
                Ok(format!("/console/imports/{}", run.id))
            }
            other => Err(Problem::malformed(
                "kind",
                other,
                text.get("form-choose-kind"),
            )),
        }
    })
    .await?;
    match answer {
        Ok(to) => Ok(go(&desk.visit, &to, None)),
        Err(problem) => refused(&desk, &form, problem).await,
    }
}

async fn import(desk: &Desk, form: &Form, kind: &str, file: SentFile) -> Result<Run, Problem> {
    let header = ImportHeader {
        issuer_id: desk.issuer_id(),
        kind: kind.to_owned(),
        file_name: file.name,
        dry_run: true,
        // Only a list of members can be the whole truth.
        complete: kind == "members" && form.on("complete"),
        notify: Some(form.on("notify")),
    };
    let first = ImportRequest {
        header: Some(header),
        bytes: Vec::new(),
    };
    let mut members = desk.visit.app.members(&desk.caller);
    files::stream_into(
        file.body,
        first,
        |bytes| ImportRequest {
            header: None,
            bytes,
        },
        move |messages| Box::pin(async move { members.import(messages).await }),
    )
    .await
}

async fn run(desk: &Desk, id: &str) -> Result<Run, Stop> {
    let asked = GetRunRequest { id: id.to_owned() };
    let found = desk
        .visit
        .app
        .runs(&desk.caller)
        .get_run(asked)
        .await?
        .into_inner();
    desk.owns(&found.issuer_id)?;
    Ok(found)
}

async fn show(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(Scope::MembersRead)?;
    match id_of(id)? {
        Id::Run(id) => {
            let run = run(&desk, &id).await?;
            if matches!(runs::state(&run), RunState::Applying | RunState::Applied) {
                let to = format!("/console/imports/{id}/progress");
                return Ok(go(&desk.visit, &to, None));
            }
            let page = preview(&desk, &run).await?;
            Ok(desk.visit.page(&page))
        }
        Id::Batch(id) => award_files::show(&desk, &id).await,
    }
}

/// What a run would change.
async fn preview(desk: &Desk, run: &Run) -> Result<ImportPreviewPage, Stop> {
    let text = desk.visit.text;
    let file = runs::file_name(text, &run.file_name);
    let mut page = ImportPreviewPage::new(desk.shell(), &run.id, file);
    page.read_as = runs::read_as(text, &run.notes, run.rows);
    match runs::state(run) {
        RunState::Reading => {
            page.reading = true;
            return Ok(page);
        }
        RunState::Stopped => page.blocked = sentence(&run.reason),
        RunState::Held => page.held = sentence(&run.reason),
        RunState::Previewed | RunState::Applying | RunState::Applied | RunState::Partial => {}
    }
    page.counts = runs::would(text, run);
    let total = run.added + run.changed + run.removed;
    page.changes = total > 0;
    let asked = ListChangesRequest {
        run_id: run.id.clone(),
        kind: String::new(),
        page: Some(PageRequest {
            limit: ROWS,
            cursor: String::new(),
        }),
    };
    let found = desk
        .visit
        .app
        .runs(&desk.caller)
        .list_changes(asked)
        .await?
        .into_inner();
    page.rows = found.changes.into_iter().map(runs::row).collect();
    page.headers = ["column-number", "column-name", "column-fields"]
        .map(|key| text.get(key))
        .to_vec();
    let all = found.page.and_then(|page| page.total).unwrap_or(total);
    let shown = u64::try_from(page.rows.len()).unwrap_or(u64::MAX);
    page.more_rows = all.saturating_sub(shown);
    (page.errors, page.error_count) = errors(desk, run).await?;
    Ok(page)
}

async fn errors(
    desk: &Desk,
    run: &Run,
) -> Result<(Vec<crate::pages::views::imports::RowError>, u64), Stop> {
    if run.refused == 0 {
        return Ok((Vec::new(), 0));
    }
    let asked = ListRunErrorsRequest {
        run_id: run.id.clone(),
        page: Some(PageRequest {
            limit: ERRORS,
            cursor: String::new(),
        }),
    };
    let found = desk
        .visit
        .app
        .runs(&desk.caller)
        .list_run_errors(asked)
        .await?
        .into_inner();
    Ok((runs::errors(found.errors), run.refused))
}

async fn apply(desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    let id = match id_of(id)? {
        Id::Run(id) => id,
        Id::Batch(id) => return award_files::apply(&desk, &id).await,
    };
    desk.must(Scope::MembersWrite)?;
    let before = run(&desk, &id).await?;
    let confirmed = form.on("confirm");
    if before.state == "held" && !confirmed {
        let mut page = preview(&desk, &before).await?;
        page.confirm.error = desk.visit.text.get("form-confirm-missing");
        return Ok(desk.visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let asked = ApplyRunRequest {
        id: id.clone(),
        confirm: confirmed,
    };
    match desk.visit.app.runs(&desk.caller).apply_run(asked).await {
        Ok(run) if run.get_ref().state == "held" => Ok(go(
            &desk.visit,
            &format!("/console/imports/{id}"),
            Some((Tone::Careful, "note-held")),
        )),
        Ok(_) => Ok(go(
            &desk.visit,
            &format!("/console/imports/{id}/progress"),
            None,
        )),
        Err(status) => {
            let (code, refused) = fields::mendable(status)?;
            let mut page = preview(&desk, &before).await?;
            fields::warn(&mut page.shell, Some(sentence(&refused.message)));
            Ok(desk.visit.page_as(code, &page))
        }
    }
}

/// Goes on with a file of awards that was given up. Runs of members begin again by themselves.
async fn resume(desk: Desk, Path(id): Path<String>) -> Answer {
    match id_of(id)? {
        Id::Run(_) => Err(Stop::not_found()),
        Id::Batch(id) => award_files::resume(&desk, &id).await,
    }
}

async fn progress(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(Scope::MembersRead)?;
    let page = match id_of(id)? {
        Id::Run(id) => {
            let run = run(&desk, &id).await?;
            if matches!(
                runs::state(&run),
                RunState::Reading | RunState::Previewed | RunState::Held
            ) {
                return Ok(go(&desk.visit, &format!("/console/imports/{id}"), None));
            }
            of_run(&desk, &run).await?
        }
        Id::Batch(id) => return award_files::progress(&desk, &id).await,
    };
    Ok(desk.visit.page(&page))
}

async fn of_run(desk: &Desk, run: &Run) -> Result<ImportProgressPage, Stop> {
    let text = desk.visit.text;
    let state = runs::state(run);
    let finished = matches!(state, RunState::Applied | RunState::Stopped);
    let (done, total) = runs::progress(run);
    let (errors, error_count) = if finished {
        errors(desk, run).await?
    } else {
        (Vec::new(), 0)
    };
    Ok(ImportProgressPage {
        shell: desk.shell(),
        run: run.id.clone(),
        file: runs::file_name(text, &run.file_name),
        done,
        total,
        finished,
        failure: if state == RunState::Stopped {
            sentence(&run.reason)
        } else {
            String::new()
        },
        resumes: false,
        counts: if finished {
            runs::did(text, run)
        } else {
            Vec::new()
        },
        errors,
        error_count,
    })
}

/// How far a long job is, for the script that follows it.
#[derive(Serialize)]
pub(super) struct Far {
    done: u64,
    total: u64,
    words: String,
    finished: bool,
}

impl Far {
    pub(super) fn new(text: Text, done: u64, total: u64, finished: bool) -> Self {
        Self {
            done,
            total,
            words: if total == 0 {
                text.get("import-starting")
            } else {
                text.with("import-progress", &[("done", &done), ("total", &total)])
            },
            finished,
        }
    }
}

async fn progress_json(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(Scope::MembersRead)?;
    let text = desk.visit.text;
    let far = match id_of(id)? {
        Id::Run(id) => {
            let run = run(&desk, &id).await?;
            let (done, total) = runs::progress(&run);
            // A file that was being read and is no more has another page to show.
            let finished = !matches!(runs::state(&run), RunState::Reading | RunState::Applying);
            Far::new(text, done, total, finished)
        }
        Id::Batch(id) => award_files::far(&desk, &id).await?,
    };
    let mut response = Json(far).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn fix_file(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(Scope::MembersRead)?;
    let bytes = match id_of(id)? {
        Id::Run(id) => {
            run(&desk, &id).await?;
            run_fix_file(&desk.visit.app, &desk.caller, &id).await?
        }
        Id::Batch(id) => award_files::fix_file(&desk, &id).await?,
    };
    let response: Response = files::csv_answer("fix.csv", bytes);
    Ok(response)
}
