//! Files of awards: looked at first by a run that awards nothing, and applied by the very file that was looked at,
//! which issuance keeps for a while. What was given up before its end goes on from there.

use super::{
    super::{
        errors::{Answer, Stop, sentence},
        form::Form,
        session::go,
    },
    desk::Desk,
    fields,
    imports::Far,
    paging::pager,
    runs,
    upload::SentFile,
};
use crate::{
    pages::{
        parts::Pager,
        shell::Tone,
        views::imports::{
            Count, ImportPreviewPage, ImportProgressPage, RowError, RunRow, RunState,
        },
    },
    problem::Problem,
    rest::{batch_fix_file, files},
    text::Text,
};
use contracts::{
    common::v1::PageRequest,
    issuance::v1::{
        ApplyBatchRequest, Batch, BatchHeader, CreateBatchRequest, GetBatchRequest,
        ListBatchErrorsRequest, ListBatchesRequest, ResumeBatchRequest,
    },
};
use platform::{clock::Timestamp, identity::Scope};

const ERRORS: u32 = 50;
/// How many files a page of the list has.
const ROWS: u32 = 20;

/// The media type of a file of this name.
fn media_type(name: &str) -> &'static str {
    let name = name.to_ascii_lowercase();
    if name.ends_with(".ndjson") || name.ends_with(".jsonl") {
        "application/x-ndjson"
    } else {
        "text/csv"
    }
}

/// Sends a file to see what it would do.
pub(super) async fn look(desk: &Desk, form: &Form, file: SentFile) -> Result<Batch, Problem> {
    let header = BatchHeader {
        issuer_id: desk.issuer_id(),
        media_type: media_type(&file.name).to_owned(),
        file_name: file.name,
        dry_run: true,
        notify: Some(form.on("notify")),
        achievement_id: form.get("achievement").to_owned(),
    };
    let first = CreateBatchRequest {
        header: Some(header),
        bytes: Vec::new(),
    };
    let mut credentials = desk.visit.app.credentials(&desk.caller);
    files::stream_into(
        file.body,
        first,
        |bytes| CreateBatchRequest {
            header: None,
            bytes,
        },
        move |messages| Box::pin(async move { credentials.create_batch(messages).await }),
    )
    .await
}

async fn one(desk: &Desk, id: &str) -> Result<Batch, Stop> {
    let asked = GetBatchRequest { id: id.to_owned() };
    let found = desk
        .visit
        .app
        .credentials(&desk.caller)
        .get_batch(asked)
        .await?
        .into_inner();
    desk.owns(&found.issuer_id)?;
    Ok(found)
}

fn ended(batch: &Batch) -> bool {
    matches!(batch.state.as_str(), "finished" | "failed" | "partial")
}

fn counts(text: Text, batch: &Batch) -> Vec<Count> {
    let awarded = if batch.dry_run {
        "count-to-award"
    } else {
        "count-awarded"
    };
    [
        (awarded, batch.awarded),
        ("count-repeated", batch.repeated),
        ("count-refused", batch.refused),
    ]
    .into_iter()
    .filter(|(_, value)| *value > 0)
    .map(|(key, value)| Count {
        label: text.get(key),
        value,
    })
    .collect()
}

async fn errors(desk: &Desk, batch: &Batch) -> Result<Vec<RowError>, Stop> {
    if batch.refused == 0 {
        return Ok(Vec::new());
    }
    let asked = ListBatchErrorsRequest {
        id: batch.id.clone(),
        page: Some(PageRequest {
            limit: ERRORS,
            cursor: String::new(),
        }),
    };
    let found = desk
        .visit
        .app
        .credentials(&desk.caller)
        .list_batch_errors(asked)
        .await?
        .into_inner();
    Ok(runs::errors(found.errors))
}

async fn preview(desk: &Desk, batch: &Batch) -> Result<ImportPreviewPage, Stop> {
    let text = desk.visit.text;
    let file = runs::file_name(text, &batch.file_name);
    let mut page = ImportPreviewPage::new(desk.shell(), &batch.id, file);
    if !ended(batch) {
        page.reading = true;
        return Ok(page);
    }
    page.read_as = runs::read_as(text, &[], batch.rows);
    page.counts = counts(text, batch);
    page.changes = batch.awarded > 0;
    page.awards = true;
    if batch.state == "failed" {
        page.blocked = sentence(&batch.failure);
    } else if page.changes {
        let until = batch.applicable_until.as_ref();
        if until.is_none_or(|until| Timestamp::from_proto(until) < desk.visit.app.now()) {
            page.blocked = text.get("import-kept-no-longer");
        } else if let Some(day) = desk.day(until) {
            page.kept = text.with("import-kept-until", &[("date", &text.date(day))]);
        }
    }
    page.error_count = batch.refused;
    page.errors = errors(desk, batch).await?;
    Ok(page)
}

/// Whether a file stands where it would change nothing until somebody says so. One that was given up has its
/// progress to show, also where it was only looked at.
fn is_preview(batch: &Batch) -> bool {
    batch.dry_run && batch.state != "partial"
}

pub(super) async fn show(desk: &Desk, id: &str) -> Answer {
    let batch = one(desk, id).await?;
    if !is_preview(&batch) {
        let to = format!("/console/imports/{id}/progress");
        return Ok(go(&desk.visit, &to, None));
    }
    let page = preview(desk, &batch).await?;
    Ok(desk.visit.page(&page))
}

/// Awards by the file that was looked at.
pub(super) async fn apply(desk: &Desk, id: &str) -> Answer {
    desk.must(Scope::CredentialsWrite)?;
    let seen = one(desk, id).await?;
    let asked = ApplyBatchRequest { id: id.to_owned() };
    let applied = desk
        .visit
        .app
        .credentials(&desk.caller)
        .apply_batch(asked)
        .await;
    let Err(status) = applied else {
        let to = format!("/console/imports/{id}/progress");
        return Ok(go(&desk.visit, &to, Some((Tone::Good, "note-awarding"))));
    };
    let (code, refused) = fields::mendable(status)?;
    let mut page = preview(desk, &seen).await?;
    fields::warn(&mut page.shell, Some(sentence(&refused.message)));
    Ok(desk.visit.page_as(code, &page))
}

/// Goes on with a file whose work was given up.
pub(super) async fn resume(desk: &Desk, id: &str) -> Answer {
    desk.must(Scope::CredentialsWrite)?;
    let seen = one(desk, id).await?;
    let asked = ResumeBatchRequest { id: id.to_owned() };
    let resumed = desk
        .visit
        .app
        .credentials(&desk.caller)
        .resume_batch(asked)
        .await;
    let Err(status) = resumed else {
        let to = format!("/console/imports/{id}/progress");
        return Ok(go(&desk.visit, &to, Some((Tone::Good, "note-resumed"))));
    };
    let (code, refused) = fields::mendable(status)?;
    let mut page = how_far(desk, &seen).await?;
    fields::warn(&mut page.shell, Some(sentence(&refused.message)));
    Ok(desk.visit.page_as(code, &page))
}

pub(super) async fn progress(desk: &Desk, id: &str) -> Answer {
    let batch = one(desk, id).await?;
    if is_preview(&batch) {
        return Ok(go(&desk.visit, &format!("/console/imports/{id}"), None));
    }
    let page = how_far(desk, &batch).await?;
    Ok(desk.visit.page(&page))
}

async fn how_far(desk: &Desk, batch: &Batch) -> Result<ImportProgressPage, Stop> {
    let text = desk.visit.text;
    let finished = ended(batch);
    Ok(ImportProgressPage {
        shell: desk.shell(),
        run: batch.id.clone(),
        file: runs::file_name(text, &batch.file_name),
        done: batch.done,
        total: batch.rows,
        finished,
        failure: if matches!(batch.state.as_str(), "failed" | "partial") {
            sentence(&batch.failure)
        } else {
            String::new()
        },
        resumes: batch.state == "partial",
        counts: if finished {
            counts(text, batch)
        } else {
            Vec::new()
        },
        errors: if finished {
            errors(desk, batch).await?
        } else {
            Vec::new()
        },
        error_count: if finished { batch.refused } else { 0 },
    })
}

pub(super) async fn far(desk: &Desk, id: &str) -> Result<Far, Stop> {
    let batch = one(desk, id).await?;
    Ok(Far::new(
        desk.visit.text,
        batch.done,
        batch.rows,
        ended(&batch),
    ))
}

pub(super) async fn fix_file(desk: &Desk, id: &str) -> Result<Vec<u8>, Stop> {
    one(desk, id).await?;
    Ok(batch_fix_file(&desk.visit.app, &desk.caller, id).await?)
}

/// The files of awards, newest first, and the pages around these.
pub(super) async fn list(desk: &Desk) -> Result<(Vec<RunRow>, Pager), Stop> {
    let asked = ListBatchesRequest {
        issuer_id: desk.issuer_id(),
        page: desk.page(ROWS),
    };
    let found = desk
        .visit
        .app
        .credentials(&desk.caller)
        .list_batches(asked)
        .await?
        .into_inner();
    let rows = found
        .batches
        .iter()
        .map(|batch| listed(desk, batch))
        .collect();
    let pager = pager(&desk.visit, "/console/imports", &[], found.page);
    Ok((rows, pager))
}

fn state(batch: &Batch) -> RunState {
    match (batch.state.as_str(), batch.dry_run) {
        ("finished", true) => RunState::Previewed,
        ("finished", false) => RunState::Applied,
        ("failed", _) => RunState::Stopped,
        ("partial", _) => RunState::Partial,
        (_, true) => RunState::Reading,
        (_, false) => RunState::Applying,
    }
}

fn listed(desk: &Desk, batch: &Batch) -> RunRow {
    let text = desk.visit.text;
    let state = state(batch);
    RunRow {
        id: batch.id.clone(),
        file: runs::file_name(text, &batch.file_name),
        kind: super::words::file_kind(text, "awards"),
        at: desk.moment(batch.created_at.as_ref()),
        outcome: match state {
            RunState::Stopped | RunState::Partial => sentence(&batch.failure),
            _ => runs::said(text, counts(text, batch)),
        },
        state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_json_are_told_from_a_table_by_their_name() {
        assert_eq!(media_type("Awards.NDJSON"), "application/x-ndjson");
        assert_eq!(media_type("awards.csv"), "text/csv");
    }

    #[test]
    fn a_file_stands_where_its_last_work_left_it() {
        let of = |dry_run, word: &str| {
            state(&Batch {
                dry_run,
                state: word.into(),
                ..Default::default()
            })
        };
        assert_eq!(of(true, "running"), RunState::Reading);
        assert_eq!(of(true, "finished"), RunState::Previewed);
        assert_eq!(of(false, "received"), RunState::Applying);
        assert_eq!(of(false, "finished"), RunState::Applied);
        assert_eq!(of(false, "partial"), RunState::Partial);
        assert_eq!(of(true, "failed"), RunState::Stopped);
    }
}
