//! The staff of an organization: who there is, and appointing somebody. Appointing somebody again changes the role.

use super::{
    super::{
        errors::{Answer, Stop},
        form::Form,
        session::go,
        visit::hushed,
    },
    desk::Desk,
    fields, words,
};
use crate::{
    app::App,
    pages::{
        Choice,
        shell::Tone,
        views::settings::{StaffPage, StaffRow},
    },
};
use axum::{Router, routing::get};
use contracts::issuance::v1::{AddStaffRequest, ListStaffRequest};
use platform::identity::{Role, Scope};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/settings/staff", get(list).post(add))
}

async fn page(desk: &Desk) -> Result<StaffPage, Stop> {
    let text = desk.visit.text;
    let roles = [Role::Editor, Role::Owner, Role::Viewer]
        .into_iter()
        .map(|role| Choice {
            value: role.as_str().to_owned(),
            label: text.get(words::role(role)),
            hint: text.get(words::role_hint(role)),
        })
        .collect();
    let mut page = StaffPage::new(desk.shell(), roles);
    page.role.value = Role::Editor.as_str().to_owned();
    let asked = ListStaffRequest {
        issuer_id: desk.issuer_id(),
    };
    let found = desk
        .visit
        .app
        .issuers(&desk.caller)
        .list_staff(asked)
        .await?
        .into_inner();
    page.people = found
        .staff
        .into_iter()
        .map(|person| StaffRow {
            own: person.id == desk.staff_id(),
            role: person
                .role
                .parse::<Role>()
                .map_or(person.role, |role| text.get(words::role(role))),
            id: person.id,
            name: person.name,
            email: person.email,
            invited: !person.active,
        })
        .collect();
    Ok(page)
}

async fn list(desk: Desk) -> Answer {
    desk.must(Scope::IssuerRead)?;
    let page = page(&desk).await?;
    Ok(desk.visit.page(&page))
}

async fn add(desk: Desk, form: Form) -> Answer {
    desk.must(Scope::IssuerWrite)?;
    let asked = AddStaffRequest {
        issuer_id: desk.issuer_id(),
        email: form.get("email").to_owned(),
        name: form.get("name").to_owned(),
        role: form.get("role").to_owned(),
    };
    match desk.visit.app.issuers(&desk.caller).add_staff(asked).await {
        Ok(added) => {
            let url = added.into_inner().set_up_url;
            if url.is_empty() {
                return Ok(go(
                    &desk.visit,
                    "/console/settings/staff",
                    Some((Tone::Good, "note-staff-changed")),
                ));
            }
            // No redirect: the link is in this answer and nowhere else.
            let mut page = page(&desk).await?;
            page.fresh = Some(url);
            Ok(hushed(desk.visit.page(&page)))
        }
        Err(status) => {
            let (code, refused) = fields::mendable(status)?;
            let mut page = page(&desk).await?;
            fields::fill(&form, page.fields());
            let left = fields::place(&refused, page.fields(), fields::same);
            fields::warn(&mut page.shell, left);
            Ok(desk.visit.page_as(code, &page))
        }
    }
}
