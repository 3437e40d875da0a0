//! Files of awards: looked at first by a run that awards nothing, then sent once more to award. Issuance keeps no
//! file that was only looked at, and the gateway keeps nothing.

use super::{
    super::{
        errors::{Answer, Stop, sentence},
        form::Form,
        session::go,
    },
    desk::Desk,
    imports::{Far, words},
    runs,
    upload::{SentFile, with_file},
};
use crate::{
    pages::{
        shell::Tone,
        views::imports::{Count, ImportPreviewPage, ImportProgressPage, RowError},
    },
    problem::Problem,
    rest::{batch_fix_file, files},
    text::Text,
};
use axum::{
    extract::{Multipart, Path},
    http::StatusCode,
};
use contracts::{
    common::v1::PageRequest,
    issuance::v1::{
        Batch, BatchHeader, CreateBatchRequest, GetBatchRequest, ListBatchErrorsRequest,
    },
};
use platform::identity::Scope;

const ERRORS: u32 = 50;

/// What a file is sent for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To see what it would do.
    Look,
    /// To award.
    Award,
}

/// Where a file that was looked at is shown. The badge for rows that name none goes along, for awarding them.
pub(super) fn path(batch: &str, achievement: &str) -> String {
    if achievement.is_empty() {
        return format!("/console/imports/{batch}");
    }
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("achievement", achievement)
        .finish();
    format!("/console/imports/{batch}?{query}")
}

/// The media type of a file of this name.
fn media_type(name: &str) -> &'static str {
    let name = name.to_ascii_lowercase();
    if name.ends_with(".ndjson") || name.ends_with(".jsonl") {
        "application/x-ndjson"
    } else {
        "text/csv"
    }
}

pub(super) async fn send(
    desk: &Desk,
    form: &Form,
    file: SentFile,
    purpose: Purpose,
) -> Result<Batch, Problem> {
    let header = BatchHeader {
        issuer_id: desk.issuer_id(),
        media_type: media_type(&file.name).to_owned(),
        file_name: file.name,
        dry_run: purpose == Purpose::Look,
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
    matches!(batch.state.as_str(), "finished" | "failed")
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
    if batch.state == "failed" {
        page.blocked = sentence(&batch.failure);
    }
    page.again = Some(ImportPreviewPage::file_again());
    page.achievement = desk.visit.query("achievement");
    page.error_count = batch.refused;
    page.errors = errors(desk, batch).await?;
    Ok(page)
}

pub(super) async fn show(desk: &Desk, id: &str) -> Answer {
    let batch = one(desk, id).await?;
    if !batch.dry_run {
        let to = format!("/console/imports/{id}/progress");
        return Ok(go(&desk.visit, &to, None));
    }
    let page = preview(desk, &batch).await?;
    Ok(desk.visit.page(&page))
}

/// Awards by the file that was looked at.
pub(super) async fn award(desk: Desk, Path(id): Path<String>, parts: Multipart) -> Answer {
    desk.must(Scope::CredentialsWrite)?;
    let seen = one(&desk, &id).await?;
    let text = desk.visit.text;
    let (at, seen) = (&desk, &seen);
    let (form, answer) = with_file(parts, text, |form, file| async move {
        if !seen.file_name.is_empty() && file.name != seen.file_name {
            let words = text.with(
                "form-other-file",
                &[("sent", &file.name), ("seen", &seen.file_name)],
            );
            return Err(Problem::malformed("file", &file.name, words));
        }
        send(at, &form, file, Purpose::Award).await
    })
    .await?;
    match answer {
        Ok(batch) => Ok(go(
            &desk.visit,
            &format!("/console/imports/{}/progress", batch.id),
            Some((Tone::Good, "note-awarding")),
        )),
        Err(problem) if problem.status() == StatusCode::FORBIDDEN => Err(problem.into()),
        Err(problem) if problem.status().is_client_error() => {
            let mut page = preview(&desk, seen).await?;
            page.achievement = form.get("achievement").to_owned();
            page.again = page.again.map(|field| field.error(words(&problem)));
            Ok(desk.visit.page_as(problem.status(), &page))
        }
        Err(problem) => Err(problem.into()),
    }
}

pub(super) async fn progress(desk: &Desk, id: &str) -> Result<ImportProgressPage, Stop> {
    let batch = one(desk, id).await?;
    let text = desk.visit.text;
    let finished = ended(&batch);
    Ok(ImportProgressPage {
        shell: desk.shell(),
        run: batch.id.clone(),
        file: runs::file_name(text, &batch.file_name),
        done: batch.done,
        total: batch.rows,
        finished,
        failure: if batch.state == "failed" {
            sentence(&batch.failure)
        } else {
            String::new()
        },
        counts: if finished {
            counts(text, &batch)
        } else {
            Vec::new()
        },
        errors: if finished {
            errors(desk, &batch).await?
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_json_are_told_from_a_table_by_their_name() {
        assert_eq!(media_type("Awards.NDJSON"), "application/x-ndjson");
        assert_eq!(media_type("awards.csv"), "text/csv");
    }

    #[test]
    fn the_badge_for_rows_without_one_goes_along() {
        assert_eq!(path("bat_1", ""), "/console/imports/bat_1");
        assert_eq!(
            path("bat_1", "ach_1"),
            "/console/imports/bat_1?achievement=ach_1"
        );
    }
}
