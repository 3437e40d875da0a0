//! `/verify`: anybody's badge, by file, link or text, and what was found out about it.

use super::{
    documents,
    errors::{Answer, sentence},
    facts,
    form::Form,
    verdict,
    visit::Visit,
};
use crate::{app::App, pages::views::verify::VerifyPage, problem::Problem, rest::BADGE_LIMIT};
use axum::{Router, extract::DefaultBodyLimit, http::StatusCode, routing::get};
use contracts::verification::v1::{VerifyRequest, verify_request::Badge};

/// What a form adds around the largest file.
const AROUND: usize = 64 << 10;

/// Its routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/verify", get(ask).post(verify))
        .layer(DefaultBodyLimit::max(BADGE_LIMIT + AROUND))
}

/// Shows the form, filled in where an address was named; it fetches nothing before somebody presses the button.
async fn ask(visit: Visit) -> Answer {
    let asked = visit.query("url");
    let page = VerifyPage {
        shell: visit.public_shell().await,
        asked,
        error: String::new(),
        report: None,
    };
    Ok(visit.page(&page))
}

/// What is to be checked.
struct Sent {
    badge: Badge,
    file_name: String,
    /// Shown again in the form; empty for a file.
    asked: String,
}

async fn verify(visit: Visit, form: Result<Form, Problem>) -> Answer {
    visit.slowly(&visit.app.limits().verify)?;
    let form = match form {
        Ok(form) => form,
        Err(problem) => {
            let words = if problem.status() == StatusCode::PAYLOAD_TOO_LARGE {
                visit.text.get("verify-too-large")
            } else {
                sentence(&problem.detail)
            };
            return wrong(&visit, problem.status(), String::new(), words).await;
        }
    };
    let Some(sent) = sent(&form) else {
        let words = visit.text.get(if form.is_empty_file("file") {
            "verify-empty-file"
        } else {
            "verify-nothing"
        });
        return wrong(
            &visit,
            StatusCode::UNPROCESSABLE_ENTITY,
            String::new(),
            words,
        )
        .await;
    };
    let asked = sent.asked.clone();
    let request = VerifyRequest {
        badge: Some(with_what_is_own(&visit, sent.badge).await),
        file_name: sent.file_name,
        claimed_email: form.get("recipient").to_owned(),
        offline: false,
        with_rosette: true,
    };
    let report = match visit.app.verify(&visit.gateway(), request).await {
        Ok(report) => report,
        Err(status) if status.code() == tonic::Code::InvalidArgument => {
            let words = sentence(status.message());
            return wrong(&visit, StatusCode::UNPROCESSABLE_ENTITY, asked, words).await;
        }
        Err(status) => return Err(status.into()),
    };
    let page = VerifyPage {
        shell: visit.public_shell().await,
        report: Some(verdict::report_view(&visit, report, &asked).await),
        asked,
        error: String::new(),
    };
    Ok(visit.page(&page))
}

async fn wrong(visit: &Visit, status: StatusCode, asked: String, error: String) -> Answer {
    let page = VerifyPage {
        shell: visit.public_shell().await,
        asked,
        error,
        report: None,
    };
    Ok(visit.page_as(status, &page))
}

/// What a form sent: a file before a link before a text.
fn sent(form: &Form) -> Option<Sent> {
    if let Some(file) = form.file("file") {
        return Some(Sent {
            badge: Badge::File(file.bytes.to_vec()),
            file_name: file.name.clone(),
            asked: String::new(),
        });
    }
    let (link, text) = (form.get("link"), form.get("text"));
    let asked = if link.is_empty() { text } else { link };
    if asked.is_empty() {
        return None;
    }
    let badge = if is_link(asked) {
        Badge::Url(asked.to_owned())
    } else {
        Badge::Text(asked.to_owned())
    };
    Some(Sent {
        badge,
        file_name: String::new(),
        asked: asked.to_owned(),
    })
}

fn is_link(text: &str) -> bool {
    facts::is_web(text) && !text.contains(char::is_whitespace)
}

/// A badge of ours that not everybody may see is looked up with what the visitor brings: the key in the link,
/// or being its owner. The verifier asks as a stranger and would find nothing.
async fn with_what_is_own(visit: &Visit, badge: Badge) -> Badge {
    let Badge::Url(link) = &badge else {
        return badge;
    };
    let Some((id, key)) = own_badge(visit, link) else {
        return badge;
    };
    let found = documents::badge_document(visit, &id, "json", &key, "").await;
    match found {
        Ok((document, own)) if document.status == 200 && (own || !key.is_empty()) => {
            String::from_utf8(document.body).map_or(badge, Badge::Text)
        }
        _ => badge,
    }
}

/// The id and the key in a link to the page or a file of one of our badges.
pub(super) fn own_badge(visit: &Visit, link: &str) -> Option<(String, String)> {
    own_path(visit.own(link)?)
}

/// The same of a path.
pub(super) fn own_path(path: &str) -> Option<(String, String)> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let id = path.split('#').next()?.strip_prefix("/b/")?;
    let id = id.split_once('.').map_or(id, |(id, _)| id);
    let query = query.split('#').next().unwrap_or_default();
    let key = url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "k")
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default();
    Some((id.to_owned(), key))
}
