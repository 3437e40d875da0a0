//! The mailbox of demonstrations and development, and the style guide. None of it exists where mails go out.

use super::{
    errors::{Answer, Stop},
    facts,
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        csp,
        views::site::{MailPage, MailRow, MailboxPage},
    },
    styleguide,
};
use axum::{
    Json, Router,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse as _},
    routing::get,
};
use contracts::{
    common::v1::PageRequest,
    notification::v1::{GetMailRequest, ListMailboxRequest, Mail},
};
use futures::{StreamExt as _, TryStreamExt as _};
use platform::clock::Timestamp;
use serde::Serialize;

/// How many mails the page shows, and the list answers where nothing else is asked.
const SHOWN: u32 = 50;
/// The most one call may ask for.
const MOST: u32 = 200;
/// How many pages a search looks through.
const PAGES: usize = 20;
/// How many mails are read at once.
const AT_ONCE: usize = 8;

/// Their routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/dev/mail", get(mailbox))
        .route("/dev/mail.json", get(list))
        .route("/dev/mail/{id}", get(mail))
        .route("/dev/mail/{id}/html", get(body))
        .route("/styleguide", get(guide))
        .route("/styleguide/{example}", get(guide_example))
}

/// 404 wherever this is not a demonstration.
fn only_here(visit: &Visit) -> Result<(), Stop> {
    if visit.app.config().dev_mail {
        Ok(())
    } else {
        Err(Stop::not_found())
    }
}

/// Mails, newest first: to an address, or all.
pub(super) async fn mails(
    visit: &Visit,
    to: &str,
    limit: u32,
    cursor: String,
) -> Result<(Vec<Mail>, String), Stop> {
    let asked = ListMailboxRequest {
        to: to.to_owned(),
        page: Some(PageRequest { limit, cursor }),
        issuer_id: String::new(),
    };
    let answer = visit
        .app
        .mailbox(&visit.gateway())
        .list_mailbox(asked)
        .await?
        .into_inner();
    let next = answer.page.unwrap_or_default().next_cursor;
    Ok((answer.mails, next))
}

/// One mail with its words.
pub(super) async fn read(visit: &Visit, id: &str) -> Result<Mail, Stop> {
    let asked = GetMailRequest { id: id.to_owned() };
    let answer = visit.app.mailbox(&visit.gateway()).get_mail(asked).await?;
    Ok(answer.into_inner())
}

fn row(mail: &Mail) -> MailRow {
    MailRow {
        id: mail.id.clone(),
        from: mail.from.clone(),
        to: mail.to.clone(),
        subject: mail.subject.clone(),
        at: facts::moment_of(mail.sent_at.as_ref()),
    }
}

async fn mailbox(visit: Visit) -> Answer {
    only_here(&visit)?;
    let query = visit.query("q").trim().to_owned();
    let found = if query.is_empty() {
        mails(&visit, "", SHOWN, String::new()).await?.0
    } else {
        search(&visit, &query).await?
    };
    let page = MailboxPage {
        shell: visit.shell(),
        query,
        rows: found.iter().map(row).collect(),
    };
    Ok(visit.page(&page))
}

/// Mails with these words in address or subject, the newest of them.
async fn search(visit: &Visit, query: &str) -> Result<Vec<Mail>, Stop> {
    let words = query.to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&words);
    let (mut found, mut cursor) = (Vec::new(), String::new());
    for _ in 0..PAGES {
        let (some, next) = mails(visit, "", MOST, cursor).await?;
        found.extend(
            some.into_iter()
                .filter(|mail| has(&mail.to) || has(&mail.subject)),
        );
        if next.is_empty() || found.len() >= SHOWN as usize {
            break;
        }
        cursor = next;
    }
    found.truncate(SHOWN as usize);
    Ok(found)
}

/// A mail as programs read it.
#[derive(Serialize)]
struct Told {
    id: String,
    from: String,
    to: String,
    subject: String,
    kind: String,
    sent_at: Option<String>,
    text: String,
    links: Vec<String>,
}

impl From<Mail> for Told {
    fn from(mail: Mail) -> Self {
        Self {
            links: links(&mail.text),
            sent_at: mail
                .sent_at
                .as_ref()
                .map(|at| Timestamp::from_proto(at).rfc3339()),
            id: mail.id,
            from: mail.from,
            to: mail.to,
            subject: mail.subject,
            kind: mail.kind,
            text: mail.text,
        }
    }
}

#[derive(Serialize)]
struct List {
    mails: Vec<Told>,
    #[serde(skip_serializing_if = "String::is_empty")]
    next_cursor: String,
}

/// `/dev/mail.json?to=&limit=&cursor=`.
async fn list(visit: Visit) -> Answer {
    only_here(&visit)?;
    let limit = visit.query("limit").parse().unwrap_or(SHOWN).clamp(1, MOST);
    let (mails, next_cursor) =
        mails(&visit, &visit.query("to"), limit, visit.query("cursor")).await?;
    let mails: Vec<Told> = futures::stream::iter(mails)
        .map(|mail| {
            let visit = &visit;
            async move { read(visit, &mail.id).await.map(Told::from) }
        })
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    let headers = [(header::CACHE_CONTROL, "no-store")];
    Ok((headers, Json(List { mails, next_cursor })).into_response())
}

async fn mail(visit: Visit, Path(id): Path<String>) -> Answer {
    only_here(&visit)?;
    let mail = read(&visit, &id).await?;
    let page = MailPage {
        shell: visit.shell(),
        links: links(&mail.text),
        html: !mail.html.is_empty(),
        mail: row(&mail),
        text: mail.text,
    };
    Ok(visit.page_under(&page, csp::MAIL_READER))
}

async fn body(visit: Visit, Path(id): Path<String>) -> Answer {
    only_here(&visit)?;
    let mail = read(&visit, &id).await?;
    if mail.html.is_empty() {
        return Err(Stop::not_found());
    }
    let mut response = Html(in_new_tabs(&mail.html)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(csp::MAIL_BODY),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Links of a mail leave the frame it is shown in, as in a mail program.
fn in_new_tabs(html: &str) -> String {
    match html.split_once("<head>") {
        Some((before, after)) if !html.contains("<base") => {
            format!("{before}<head><base target=\"_blank\">{after}")
        }
        _ => html.to_owned(),
    }
}

/// The addresses in a text, each once.
pub(super) fn links(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')) {
        let Some(at) = word.find("https://").or_else(|| word.find("http://")) else {
            continue;
        };
        let link = word[at..].trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?']);
        if !found.iter().any(|known| known == link) {
            found.push(link.to_owned());
        }
    }
    found
}

async fn guide(visit: Visit) -> Answer {
    shown(&visit, None)
}

async fn guide_example(visit: Visit, Path(example): Path<String>) -> Answer {
    shown(&visit, Some(&example))
}

fn shown(visit: &Visit, example: Option<&str>) -> Answer {
    only_here(visit)?;
    let drawn = styleguide::page(visit.shell(), example, visit.text).map_err(|error| {
        tracing::error!(%error, "the style guide could not be drawn");
        crate::problem::Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the style guide could not be drawn",
        )
    })?;
    let drawn = drawn.ok_or_else(Stop::not_found)?;
    let mut response = Html(drawn.html).into_response();
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(drawn.policy),
    );
    Ok(response)
}

/// What other pages of a demonstration need of its mails: one that waits to be claimed.
pub(super) async fn a_claim_that_waits(visit: &Visit) -> Option<(Mail, Vec<String>)> {
    use contracts::wallet::v1::ViewClaimRequest;
    let (mails, _) = mails(visit, "", MOST, String::new()).await.ok()?;
    for listed in mails.iter().filter(|m| m.kind == "award") {
        let mail = read(visit, &listed.id).await.ok()?;
        let token = links(&mail.text)
            .iter()
            .find_map(|link| visit.own(link)?.strip_prefix("/claim/").map(str::to_owned));
        let Some(token) = token else { continue };
        let asked = ViewClaimRequest { token };
        let view = visit.app.wallet(&visit.gateway()).view_claim(asked).await;
        if let Ok(view) = view
            && view.get_ref().state == "open"
        {
            return Some((mail, view.into_inner().credential_ids));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_a_mail_each_once_and_without_the_full_stop() {
        let text = "Open http://localhost:8080/claim/abc.\nOr (https://x.example/a?b=c), again http://localhost:8080/claim/abc";
        assert_eq!(
            links(text),
            ["http://localhost:8080/claim/abc", "https://x.example/a?b=c"]
        );
    }

    #[test]
    fn links_of_a_mail_open_outside_its_frame() {
        assert_eq!(
            in_new_tabs("<html><head><title>x</title></head></html>"),
            "<html><head><base target=\"_blank\"><title>x</title></head></html>"
        );
        assert_eq!(in_new_tabs("<p>x</p>"), "<p>x</p>");
    }

    #[test]
    fn the_style_guide_needs_no_service() {
        let text = crate::text::Text::default();
        let shell = crate::pages::Shell::new("http://localhost:8080", "/styleguide");
        assert!(styleguide::page(shell, None, text).unwrap().is_some());
    }
}
