//! An operator's pages: the organizations of this installation, and whom it vouches for.

use super::{
    super::{
        errors::{Answer, Stop, sentence},
        facts,
        form::Form,
        session::go,
        visit::hushed,
    },
    desk::Above,
    fields,
    paging::pager,
};
use crate::{
    app::App,
    pages::{
        Notice,
        shell::Tone,
        views::settings::{
            KnownIssuerRow, KnownIssuersPage, TenantFormPage, TenantRow, TenantsPage,
        },
    },
};
use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    routing::{get, post},
};
use contracts::{
    common::v1::PageRequest,
    issuance::v1::{
        AddStaffRequest, CreateIssuerRequest, GetIssuerRequest, Issuer, ListIssuersRequest,
    },
    verification::v1::{ListKnownIssuersRequest, SetKnownIssuerRequest},
};
use platform::{identity::Role, refusal::Refused};
use std::collections::HashSet;

const ROWS: u32 = 100;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/operator/issuers", get(list))
        .route("/operator/issuers/new", get(blank).post(create))
        .route("/operator/issuers/{slug}/vouch", post(vouch))
        .route("/operator/issuers/{slug}/disown", post(disown))
        .route("/operator/known-issuers", get(known).post(add))
        .route("/operator/known-issuers/remove", post(remove))
}

impl Above {
    fn page(&self, limit: u32) -> Option<PageRequest> {
        Some(PageRequest {
            limit,
            cursor: self.visit.query("cursor"),
        })
    }

    /// Puts an issuer on the list of known ones, or takes it off.
    async fn set_known(&self, id: &str, name: &str, known: bool) -> Result<(), tonic::Status> {
        let asked = SetKnownIssuerRequest {
            issuer_id: id.to_owned(),
            name: name.to_owned(),
            known,
        };
        self.visit
            .app
            .known_issuers(&self.caller)
            .set_known_issuer(asked)
            .await
            .map(|_| ())
    }

    /// All issuers that are vouched for.
    async fn all_known(&self) -> Result<HashSet<String>, Stop> {
        let (mut all, mut cursor) = (HashSet::new(), String::new());
        loop {
            let asked = ListKnownIssuersRequest {
                page: Some(PageRequest { limit: 200, cursor }),
            };
            let found = self
                .visit
                .app
                .known_issuers(&self.caller)
                .list_known_issuers(asked)
                .await?
                .into_inner();
            all.extend(
                found
                    .issuers
                    .into_iter()
                    .filter(|issuer| issuer.known)
                    .map(|issuer| issuer.issuer_id),
            );
            cursor = found.page.unwrap_or_default().next_cursor;
            if cursor.is_empty() {
                return Ok(all);
            }
        }
    }

    async fn tenants(&self) -> Result<TenantsPage, Stop> {
        let asked = ListIssuersRequest {
            page: self.page(ROWS),
        };
        let found = self
            .visit
            .app
            .issuers(&self.caller)
            .list_issuers(asked)
            .await?
            .into_inner();
        let known = self.all_known().await?;
        let rows = found
            .issuers
            .into_iter()
            .map(|issuer| TenantRow {
                vouched: known.contains(&issuer.did),
                since: facts::day_of(issuer.created_at.as_ref(), "UTC"),
                name: issuer.name,
                slug: issuer.slug,
            })
            .collect();
        Ok(TenantsPage {
            shell: self.shell(),
            rows,
            pager: pager(&self.visit, "/operator/issuers", &[], found.page),
            fresh: None,
        })
    }

    async fn issuer(&self, slug: &str) -> Result<Issuer, Stop> {
        let asked = GetIssuerRequest {
            id: slug.to_owned(),
        };
        let found = self
            .visit
            .app
            .issuers(&self.caller)
            .get_issuer(asked)
            .await?;
        Ok(found.into_inner())
    }
}

async fn list(above: Above) -> Answer {
    let page = above.tenants().await?;
    Ok(above.visit.page(&page))
}

async fn blank(above: Above) -> Answer {
    let mut page = TenantFormPage::new(above.shell());
    // The first organization is mostly the operator's own.
    if above.session.issuers.is_empty() {
        page.admin_name.value.clone_from(&above.session.name);
        page.admin_email.value.clone_from(&above.session.email);
    }
    Ok(above.visit.page(&page))
}

fn named(path: &str) -> String {
    match path {
        "name" => "organization",
        "email" => "contact_email",
        "url" => "site",
        other => other,
    }
    .to_owned()
}

async fn create(above: Above, form: Form) -> Answer {
    let text = above.visit.text;
    let mut page = TenantFormPage::new(above.shell());
    fields::fill(&form, page.fields());
    // Who runs it is appointed once it exists: what is plainly wrong with that is said before.
    if form.get("admin_name").is_empty() {
        page.admin_name.error = text.get("form-admin-name");
    }
    if !form.get("admin_email").contains('@') {
        page.admin_email.error = text.get("form-admin-email");
    }
    if !page.errors().is_empty() {
        return Ok(above.visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let asked = CreateIssuerRequest {
        slug: form.get("slug").to_owned(),
        name: form.get("organization").to_owned(),
        url: form.get("site").to_owned(),
        email: form.get("contact_email").to_owned(),
        time_zone: form.get("time_zone").to_owned(),
        locale: text.locale().tag().to_owned(),
        ..Default::default()
    };
    let mut issuers = above.visit.app.issuers(&above.caller);
    let made = match issuers.create_issuer(asked).await {
        Ok(made) => made.into_inner(),
        Err(status) => {
            let (code, refused) = fields::mendable(status)?;
            let left = fields::place(&refused, page.fields(), named);
            fields::warn(&mut page.shell, left);
            return Ok(above.visit.page_as(code, &page));
        }
    };
    // It exists from here on. What fails below is told on the list, where it can be done again.
    let mut notice = Notice {
        tone: Tone::Good,
        words: text.with("note-tenant-made", &[("name", &made.name)]),
    };
    let failed = |status: tonic::Status| Notice {
        tone: Tone::Careful,
        words: text.with(
            "note-tenant-half",
            &[
                ("name", &made.name),
                ("problem", &sentence(&Refused::from(status).message)),
            ],
        ),
    };
    let appointed = AddStaffRequest {
        issuer_id: made.id.clone(),
        email: form.get("admin_email").to_owned(),
        name: form.get("admin_name").to_owned(),
        role: Role::Owner.as_str().to_owned(),
    };
    let fresh = match issuers.add_staff(appointed).await {
        Ok(added) => Some(added.into_inner().set_up_url).filter(|url| !url.is_empty()),
        Err(status) => {
            notice = failed(status);
            None
        }
    };
    if form.on("vouch")
        && let Err(status) = above.set_known(&made.did, &made.name, true).await
    {
        notice = failed(status);
    }
    let mut page = above.tenants().await?;
    page.shell.notice = Some(notice);
    page.fresh = fresh;
    Ok(hushed(above.visit.page(&page)))
}

async fn vouch(above: Above, Path(slug): Path<String>) -> Answer {
    let issuer = above.issuer(&slug).await?;
    above.set_known(&issuer.did, &issuer.name, true).await?;
    Ok(go(
        &above.visit,
        "/operator/issuers",
        Some((Tone::Good, "note-vouched")),
    ))
}

async fn disown(above: Above, Path(slug): Path<String>) -> Answer {
    let issuer = above.issuer(&slug).await?;
    above.set_known(&issuer.did, &issuer.name, false).await?;
    Ok(go(
        &above.visit,
        "/operator/issuers",
        Some((Tone::Plain, "note-disowned")),
    ))
}

async fn known_page(above: &Above) -> Result<KnownIssuersPage, Stop> {
    let asked = ListKnownIssuersRequest {
        page: above.page(ROWS),
    };
    let found = above
        .visit
        .app
        .known_issuers(&above.caller)
        .list_known_issuers(asked)
        .await?
        .into_inner();
    let mut page = KnownIssuersPage::new(above.shell());
    page.pager = pager(&above.visit, "/operator/known-issuers", &[], found.page);
    page.rows = found
        .issuers
        .into_iter()
        .filter(|issuer| issuer.known)
        .map(|issuer| KnownIssuerRow {
            since: facts::day_of(issuer.added_at.as_ref(), "UTC"),
            id: issuer.issuer_id,
            name: issuer.name,
        })
        .collect();
    Ok(page)
}

async fn known(above: Above) -> Answer {
    let page = known_page(&above).await?;
    Ok(above.visit.page(&page))
}

async fn add(above: Above, form: Form) -> Answer {
    let set = above
        .set_known(form.get("issuer"), form.get("name"), true)
        .await;
    match set {
        Ok(()) => Ok(go(
            &above.visit,
            "/operator/known-issuers",
            Some((Tone::Good, "note-vouched")),
        )),
        Err(status) => {
            let (code, refused) = fields::mendable(status)?;
            let mut page = known_page(&above).await?;
            fields::fill(&form, page.fields());
            let left = fields::place(&refused, page.fields(), |path| {
                if path == "issuer_id" { "issuer" } else { path }.to_owned()
            });
            fields::warn(&mut page.shell, left);
            Ok(above.visit.page_as(code, &page))
        }
    }
}

async fn remove(above: Above, form: Form) -> Answer {
    above
        .set_known(form.get("issuer"), form.get("name"), false)
        .await?;
    Ok(go(
        &above.visit,
        "/operator/known-issuers",
        Some((Tone::Plain, "note-disowned")),
    ))
}
