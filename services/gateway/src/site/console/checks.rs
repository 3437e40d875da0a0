//! Many badges checked at once: upload, progress, what was found.

use super::{
    super::{
        check_words,
        errors::{Answer, Stop, sentence},
        form::Form,
        session::go,
    },
    desk::Desk,
    imports::Far,
    paging::pager,
    runs,
    upload::{SentFile, with_file},
};
use crate::{
    app::App,
    pages::{
        shell::Tone,
        views::{
            registry::{CheckPage, CheckRow, CheckedRow, ChecksPage, Chosen},
            verify::Verdict,
        },
    },
    problem::Problem,
    rest::verify_batches,
    text::Text,
};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Multipart, Path},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use contracts::verification::v1::{
    DeleteVerifyBatchRequest, GetVerifyBatchRequest, ListVerifyBatchesRequest,
    ListVerifyResultsRequest, VerifyBatch, VerifyBatchHeader, VerifyResult,
};
use platform::identity::Scope;

const ROWS: u32 = 20;
const RESULTS: u32 = 100;

/// The words of the contract, and how pages show them.
const VERDICTS: [(&str, Verdict); 4] = [
    ("valid", Verdict::Valid),
    ("valid_issuer_unknown", Verdict::ValidIssuerUnknown),
    ("unverifiable", Verdict::Unverifiable),
    ("invalid", Verdict::Invalid),
];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/checks", get(list).post(upload))
        // A file is passed on as it comes; verification has the limit.
        .layer(DefaultBodyLimit::disable())
        .route("/console/checks/{id}", get(show))
        .route("/console/checks/{id}/progress.json", get(progress))
        .route("/console/checks/{id}/results.csv", get(results_csv))
        .route("/console/checks/{id}/delete", post(delete))
}

/// The media type of a file of this name.
fn media_type(name: &str) -> &'static str {
    let name = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if ends(&[".zip"]) {
        "application/zip"
    } else if ends(&[".ndjson", ".jsonl"]) {
        "application/x-ndjson"
    } else if ends(&[".txt"]) {
        "text/plain"
    } else {
        "text/csv"
    }
}

async fn all(desk: &Desk) -> Result<ChecksPage, Stop> {
    let found = desk
        .visit
        .app
        .verify_batches(&desk.caller)
        .list_verify_batches(ListVerifyBatchesRequest {
            issuer_id: desk.issuer_id(),
            page: desk.page(ROWS),
        })
        .await?
        .into_inner();
    let text = desk.visit.text;
    let mut page = ChecksPage::new(desk.shell());
    page.pager = pager(&desk.visit, "/console/checks", &[], found.page);
    page.rows = found
        .batches
        .into_iter()
        .map(|batch| CheckRow {
            file: runs::file_name(text, &batch.file_name),
            at: desk.moment(batch.created_at.as_ref()),
            failure: failure(&batch),
            id: batch.id,
            total: batch.total,
            done: batch.done,
        })
        .collect();
    Ok(page)
}

fn failure(batch: &VerifyBatch) -> String {
    if batch.state == "failed" {
        sentence(&batch.failure)
    } else {
        String::new()
    }
}

fn ended(batch: &VerifyBatch) -> bool {
    matches!(batch.state.as_str(), "finished" | "failed")
}

async fn list(desk: Desk) -> Answer {
    desk.must(Scope::Verify)?;
    let page = all(&desk).await?;
    Ok(desk.visit.page(&page))
}

async fn upload(desk: Desk, parts: Multipart) -> Answer {
    desk.must(Scope::Verify)?;
    let at = &desk;
    let (_, answer) = with_file(parts, desk.visit.text, |_, file| send(at, file)).await?;
    let problem = match answer {
        Ok(batch) => {
            let to = format!("/console/checks/{}", batch.id);
            return Ok(go(&desk.visit, &to, None));
        }
        Err(problem) => problem,
    };
    let status = problem.status();
    if !status.is_client_error() || status == StatusCode::FORBIDDEN {
        return Err(problem.into());
    }
    let mut page = all(&desk).await?;
    page.file.error = sentence(
        problem
            .errors
            .first()
            .map_or(&problem.detail, |error| &error.problem),
    );
    Ok(desk.visit.page_as(status, &page))
}

async fn send(desk: &Desk, file: SentFile) -> Result<VerifyBatch, Problem> {
    let header = VerifyBatchHeader {
        issuer_id: desk.issuer_id(),
        media_type: media_type(&file.name).to_owned(),
        file_name: file.name,
    };
    let envelope = tonic::Request::new(());
    verify_batches::send(&desk.visit.app, &desk.caller, header, envelope, file.body).await
}

async fn one(desk: &Desk, id: &str) -> Result<VerifyBatch, Stop> {
    desk.must(Scope::Verify)?;
    let found = desk
        .visit
        .app
        .verify_batches(&desk.caller)
        .get_verify_batch(GetVerifyBatchRequest { id: id.to_owned() })
        .await?
        .into_inner();
    desk.owns(&found.issuer_id)?;
    Ok(found)
}

async fn show(desk: Desk, Path(id): Path<String>) -> Answer {
    let batch = one(&desk, &id).await?;
    let text = desk.visit.text;
    let wanted = desk.visit.query("verdict");
    // A word that is none shows all, as a page without it does.
    let wanted = VERDICTS.iter().find(|(word, _)| *word == wanted);
    let wanted = wanted.map_or("", |(word, _)| word);
    let found = desk
        .visit
        .app
        .verify_batches(&desk.caller)
        .list_verify_results(ListVerifyResultsRequest {
            id: id.clone(),
            verdict: wanted.to_owned(),
            page: desk.page(RESULTS),
        })
        .await?
        .into_inner();
    let path = format!("/console/checks/{id}");
    let page = CheckPage {
        shell: desk.shell(),
        file: runs::file_name(text, &batch.file_name),
        done: batch.done,
        total: batch.total,
        finished: ended(&batch),
        failure: failure(&batch),
        kept: desk.day(batch.keep_until.as_ref()),
        counts: counts(text, &batch, &path, wanted),
        rows: found
            .results
            .into_iter()
            .map(|result| checked(text, result))
            .collect(),
        pager: pager(&desk.visit, &path, &[("verdict", wanted)], found.page),
        id,
    };
    Ok(desk.visit.page(&page))
}

/// How many of each verdict there are, and of all where only some are shown.
fn counts(text: Text, batch: &VerifyBatch, path: &str, wanted: &str) -> Vec<Chosen> {
    let value = |verdict| match verdict {
        Verdict::Valid => batch.valid,
        Verdict::ValidIssuerUnknown => batch.valid_issuer_unknown,
        Verdict::Unverifiable => batch.unverifiable,
        Verdict::Invalid | Verdict::NoBadge => batch.invalid,
    };
    let all = (!wanted.is_empty()).then(|| Chosen {
        label: text.get("check-all"),
        value: batch.done,
        href: path.to_owned(),
        current: false,
    });
    let each = VERDICTS.into_iter().map(|(word, verdict)| Chosen {
        label: text.get(verdict.word()),
        value: value(verdict),
        href: format!("{path}?verdict={word}"),
        current: word == wanted,
    });
    all.into_iter()
        .chain(each.filter(|one| one.value > 0 || one.current))
        .collect()
}

fn checked(text: Text, result: VerifyResult) -> CheckedRow {
    let verdict = VERDICTS
        .into_iter()
        .find(|(word, _)| *word == result.verdict)
        .map(|(_, verdict)| verdict);
    let issuer = if result.issuer_name.is_empty() {
        result.issuer_id
    } else {
        result.issuer_name
    };
    let why = match verdict {
        None => String::new(),
        // A code of a verifier newer than these words.
        Some(_) if !result.code.is_empty() && check_words::said(text, &result.code).is_none() => {
            result.sentence.clone()
        }
        Some(_) => check_words::in_all(
            text,
            &check_words::Told {
                verdict: &result.verdict,
                state: &result.state,
                issuer: &issuer,
                trouble: &result.code,
            },
        ),
    };
    CheckedRow {
        number: result.number,
        name: result.name,
        badge: result.achievement_name,
        issuer,
        verdict: verdict.map_or("check-waits", Verdict::word),
        class: verdict.map_or("unknown", Verdict::class),
        icon: verdict.map_or("circle-dashed", Verdict::icon),
        why,
        advice: check_words::advice(text, &result.code),
        detail: result.sentence,
    }
}

async fn progress(desk: Desk, Path(id): Path<String>) -> Result<Response, Stop> {
    let batch = one(&desk, &id).await?;
    let far = Far::new(desk.visit.text, batch.done, batch.total, ended(&batch));
    let mut answer = Json(far).into_response();
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

async fn results_csv(desk: Desk, Path(id): Path<String>) -> Result<Response, Stop> {
    one(&desk, &id).await?;
    Ok(verify_batches::export(&desk.visit.app, &desk.caller, id).await?)
}

async fn delete(desk: Desk, Path(id): Path<String>, _: Form) -> Answer {
    one(&desk, &id).await?;
    desk.visit
        .app
        .verify_batches(&desk.caller)
        .delete_verify_batch(DeleteVerifyBatchRequest { id })
        .await?;
    Ok(go(
        &desk.visit,
        "/console/checks",
        Some((Tone::Plain, "note-check-deleted")),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_name() {
        for (name, kind) in [
            ("Badges.ZIP", "application/zip"),
            ("b.jsonl", "application/x-ndjson"),
            ("links.txt", "text/plain"),
            ("links.csv", "text/csv"),
            ("links", "text/csv"),
        ] {
            assert_eq!(media_type(name), kind);
        }
    }

    #[test]
    fn the_badges_of_one_verdict_can_be_looked_at_alone() {
        let batch = VerifyBatch {
            done: 9,
            valid: 2,
            invalid: 7,
            ..Default::default()
        };
        let told = |wanted| -> Vec<_> {
            counts(Text::default(), &batch, "/console/checks/b", wanted)
                .into_iter()
                .map(|one| (one.value, one.href, one.current))
                .collect()
        };
        let valid = || (2, "/console/checks/b?verdict=valid".to_owned(), false);
        let invalid = |current| (7, "/console/checks/b?verdict=invalid".to_owned(), current);
        assert_eq!(told(""), [valid(), invalid(false)]);
        assert_eq!(
            told("invalid"),
            [
                (9, "/console/checks/b".to_owned(), false),
                valid(),
                invalid(true)
            ]
        );
    }

    #[test]
    fn what_did_not_hold_stands_beside_the_verdict() {
        for locale in crate::text::Locale::ALL {
            let text = Text::new(locale);
            let row = checked(
                text,
                VerifyResult {
                    verdict: "invalid".into(),
                    state: "valid".into(),
                    summary: "It does not hold.".into(),
                    code: "jwt.algorithm".into(),
                    sentence: "The JWT names the algorithm none.".into(),
                    issuer_id: "did:web:x.example".into(),
                    ..Default::default()
                },
            );
            assert_eq!(row.verdict, "verdict-invalid");
            assert!(
                row.why.contains(&text.get("check-jwt-algorithm")),
                "{row:?}"
            );
            assert_eq!(row.advice, text.get("check-do-common"));
            assert_eq!(row.detail, "The JWT names the algorithm none.");
            assert_eq!(row.issuer, "did:web:x.example");
            let waits = checked(text, VerifyResult::default());
            assert_eq!((waits.verdict, waits.why.as_str()), ("check-waits", ""));
        }
    }
}
