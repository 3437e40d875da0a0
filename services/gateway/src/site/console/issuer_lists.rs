//! An operator's pages of imported lists of issuers.

use super::{
    super::{
        errors::{Answer, Stop, sentence},
        facts,
        form::Form,
        session::go,
    },
    desk::Above,
    fields,
    paging::pager,
};
use crate::{
    app::App,
    pages::{
        shell::Tone,
        views::registry::{EntryRow, IssuerListPage, IssuerListsPage, ListRow},
    },
    problem::Problem,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path},
    http::StatusCode,
    routing::{get, post},
};
use contracts::{
    common::v1::PageRequest,
    verification::v1::{
        AddIssuerListRequest, GetIssuerListRequest, IssuerList, ListIssuerListEntriesRequest,
        ListIssuerListsRequest, RefreshIssuerListRequest, RemoveIssuerListRequest,
        add_issuer_list_request::Source,
    },
};

/// The largest list, and the form around it.
const LIMIT: usize = (2 << 20) + (64 << 10);
const ROWS: u32 = 100;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/operator/issuer-lists", get(list).post(add))
        .layer(DefaultBodyLimit::max(LIMIT))
        .route("/operator/issuer-lists/{id}", get(show))
        .route("/operator/issuer-lists/{id}/refresh", post(refresh))
        .route("/operator/issuer-lists/{id}/remove", post(remove))
}

fn row(list: IssuerList) -> ListRow {
    ListRow {
        fetched: !list.url.is_empty(),
        source: if list.url.is_empty() {
            list.file_name
        } else {
            list.url
        },
        confirmed: facts::day_of(list.fetched_at.as_ref(), "UTC"),
        problem: list
            .failing_since
            .map_or_else(String::new, |_| sentence(&list.problem)),
        id: list.id,
        name: list.name,
        issuers: list.issuers,
    }
}

async fn all(above: &Above) -> Result<IssuerListsPage, Stop> {
    let found = above
        .visit
        .app
        .known_issuers(&above.caller)
        .list_issuer_lists(ListIssuerListsRequest {})
        .await?
        .into_inner();
    let mut page = IssuerListsPage::new(above.shell());
    page.rows = found.lists.into_iter().map(row).collect();
    Ok(page)
}

async fn list(above: Above) -> Answer {
    let page = all(&above).await?;
    Ok(above.visit.page(&page))
}

async fn add(above: Above, form: Result<Form, Problem>) -> Answer {
    let form = match form {
        Ok(form) => form,
        Err(problem) if problem.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let mut page = all(&above).await?;
            page.file.error = above.visit.text.get("form-list-too-large");
            return Ok(above.visit.page_as(problem.status(), &page));
        }
        Err(problem) => return Err(problem.into()),
    };
    let (url, file) = (form.get("url"), form.file("file"));
    let (source, file_name) = match file {
        Some(file) if url.is_empty() => (Source::Content(file.bytes.to_vec()), file.name.clone()),
        None if !url.is_empty() => (Source::Url(url.to_owned()), String::new()),
        _ => {
            let mut page = all(&above).await?;
            fields::fill(&form, page.fields());
            page.url.error = above.visit.text.get("form-list-one");
            return Ok(above.visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let asked = AddIssuerListRequest {
        name: form.get("name").to_owned(),
        source: Some(source),
        file_name,
    };
    let mut registry = above.visit.app.known_issuers(&above.caller);
    match registry.add_issuer_list(asked).await {
        Ok(added) => {
            let to = format!("/operator/issuer-lists/{}", added.into_inner().id);
            Ok(go(&above.visit, &to, Some((Tone::Good, "note-list-added"))))
        }
        Err(status) => {
            let (code, refused) = fields::mendable(status)?;
            let mut page = all(&above).await?;
            fields::fill(&form, page.fields());
            let left = fields::place(&refused, page.fields(), |path| {
                if path == "content" { "file" } else { path }.to_owned()
            });
            fields::warn(&mut page.shell, left);
            Ok(above.visit.page_as(code, &page))
        }
    }
}

async fn one(above: &Above, id: &str) -> Result<IssuerListPage, Stop> {
    let mut registry = above.visit.app.known_issuers(&above.caller);
    let list = registry
        .get_issuer_list(GetIssuerListRequest { id: id.to_owned() })
        .await?
        .into_inner();
    let found = registry
        .list_issuer_list_entries(ListIssuerListEntriesRequest {
            id: id.to_owned(),
            page: Some(PageRequest {
                limit: ROWS,
                cursor: above.visit.query("cursor"),
            }),
        })
        .await?
        .into_inner();
    let entries = found.entries.into_iter().map(|entry| EntryRow {
        id: entry.issuer_id,
        name: entry.name,
        location: entry.location,
    });
    Ok(IssuerListPage {
        shell: above.shell(),
        entries: entries.collect(),
        pager: pager(
            &above.visit,
            &format!("/operator/issuer-lists/{id}"),
            &[],
            found.page,
        ),
        list: row(list),
    })
}

async fn show(above: Above, Path(id): Path<String>) -> Answer {
    let page = one(&above, &id).await?;
    Ok(above.visit.page(&page))
}

async fn refresh(above: Above, Path(id): Path<String>) -> Answer {
    let asked = RefreshIssuerListRequest { id: id.clone() };
    let mut registry = above.visit.app.known_issuers(&above.caller);
    match registry.refresh_issuer_list(asked).await {
        // Where it could not be fetched the list says so itself.
        Ok(list) => {
            let note = match list.into_inner().failing_since {
                None => Some((Tone::Good, "note-list-refreshed")),
                Some(_) => None,
            };
            Ok(go(
                &above.visit,
                &format!("/operator/issuer-lists/{id}"),
                note,
            ))
        }
        Err(status) => {
            let (code, refused) = fields::mendable(status)?;
            let mut page = one(&above, &id).await?;
            fields::warn(&mut page.shell, Some(sentence(&refused.message)));
            Ok(above.visit.page_as(code, &page))
        }
    }
}

async fn remove(above: Above, Path(id): Path<String>) -> Answer {
    above
        .visit
        .app
        .known_issuers(&above.caller)
        .remove_issuer_list(RemoveIssuerListRequest { id })
        .await?;
    Ok(go(
        &above.visit,
        "/operator/issuer-lists",
        Some((Tone::Plain, "note-list-removed")),
    ))
}
