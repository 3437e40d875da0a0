//! The staff of an organization: who there is, appointing somebody, changing what they may do, signing them out
//! everywhere and taking them off. Each of these is asked first.

use super::{
    super::{
        errors::{Answer, Stop, sentence},
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
        Choice, Field,
        shell::Tone,
        views::{
            console::ConfirmPage,
            settings::{StaffPage, StaffRow},
        },
    },
};
use axum::{Router, extract::Path, http::StatusCode, routing::get};
use contracts::issuance::v1::{
    AddStaffRequest, AddStaffResponse, EndStaffSessionsRequest, ListStaffRequest,
    RemoveStaffRequest, Staff,
};
use platform::{
    Kind,
    identity::{Role, Scope},
    refusal::Refused,
};

const HERE: &str = "/console/settings/staff";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(list).post(add))
        .route(
            "/console/settings/staff/{id}/role",
            get(ask_role).post(change_role),
        )
        .route(
            "/console/settings/staff/{id}/sessions",
            get(ask_sessions).post(end_sessions),
        )
        .route(
            "/console/settings/staff/{id}/remove",
            get(ask_remove).post(remove),
        )
}

/// The roles there are, with what they may do.
fn roles(desk: &Desk) -> Vec<Choice> {
    let text = desk.visit.text;
    [Role::Editor, Role::Owner, Role::Viewer]
        .into_iter()
        .map(|role| Choice {
            value: role.as_str().to_owned(),
            label: text.get(words::role(role)),
            hint: text.get(words::role_hint(role)),
        })
        .collect()
}

async fn staff(desk: &Desk) -> Result<Vec<Staff>, Stop> {
    let asked = ListStaffRequest {
        issuer_id: desk.issuer_id(),
    };
    let found = desk
        .visit
        .app
        .issuers(&desk.caller)
        .list_staff(asked)
        .await?;
    Ok(found.into_inner().staff)
}

/// Whether this is the only administrator who can sign in.
fn only_owner(person: &Staff, all: &[Staff]) -> bool {
    let owns = |who: &Staff| who.active && who.role == Role::Owner.as_str();
    owns(person) && all.iter().filter(|who| owns(who)).count() == 1
}

async fn page(desk: &Desk) -> Result<StaffPage, Stop> {
    let text = desk.visit.text;
    let mut page = StaffPage::new(desk.shell(), roles(desk));
    page.role.value = Role::Editor.as_str().to_owned();
    let all = staff(desk).await?;
    page.people = all
        .iter()
        .map(|person| StaffRow {
            own: person.id == desk.staff_id(),
            only_owner: only_owner(person, &all),
            role: person
                .role
                .parse::<Role>()
                .map_or_else(|_| person.role.clone(), |role| text.get(words::role(role))),
            id: person.id.clone(),
            name: person.name.clone(),
            email: person.email.clone(),
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
        Ok(added) => appointed(&desk, added.into_inner()).await,
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

/// After somebody was appointed: a link to hand over where there is one.
async fn appointed(desk: &Desk, added: AddStaffResponse) -> Answer {
    if added.set_up_url.is_empty() {
        return Ok(go(
            &desk.visit,
            HERE,
            Some((Tone::Good, "note-staff-changed")),
        ));
    }
    // No redirect: the link is in this answer and nowhere else.
    let mut page = page(desk).await?;
    page.fresh = Some(added.set_up_url);
    Ok(hushed(desk.visit.page(&page)))
}

// ── what is done about one person

/// One person, and whether the organization has no other administrator.
async fn one(desk: &Desk, id: &str) -> Result<(Staff, bool), Stop> {
    let all = staff(desk).await?;
    let person = all
        .iter()
        .find(|person| person.id == id)
        .ok_or_else(Stop::not_found)?;
    Ok((person.clone(), only_owner(person, &all)))
}

/// The only administrator stays one: the list says so instead of asking.
fn stays(desk: &Desk) -> Answer {
    let note = (Tone::Careful, "note-staff-last-owner");
    Ok(go(&desk.visit, HERE, Some(note)))
}

fn removing(desk: &Desk, person: &Staff) -> ConfirmPage {
    ConfirmPage {
        shell: desk.shell(),
        back: HERE.into(),
        subject: person.name.clone(),
        title: "staff-remove-title",
        effect: "staff-remove-text",
        button: "staff-remove",
        action: format!("{HERE}/{}/remove", person.id),
        harsh: true,
        input: None,
    }
}

fn signing_out(desk: &Desk, person: &Staff) -> ConfirmPage {
    ConfirmPage {
        title: "staff-sessions-title",
        effect: "staff-sessions-text",
        button: "staff-sessions",
        action: format!("{HERE}/{}/sessions", person.id),
        harsh: false,
        ..removing(desk, person)
    }
}

fn role_of(desk: &Desk, person: &Staff) -> ConfirmPage {
    ConfirmPage {
        title: "staff-role-title",
        effect: "staff-role-text",
        button: "save",
        action: format!("{HERE}/{}/role", person.id),
        harsh: false,
        input: Some(Field::radio("role", "field-role", roles(desk)).value(&person.role)),
        ..removing(desk, person)
    }
}

/// The page that asked, with why it cannot be done.
fn refused(desk: &Desk, status: tonic::Status, mut page: ConfirmPage) -> Answer {
    let told = Refused::from(status.clone());
    if told.kind != Kind::Conflict {
        return Err(status.into());
    }
    let text = desk.visit.text;
    let words = match told.code.as_str() {
        "last_owner" => text.get("note-staff-last-owner"),
        "works_elsewhere" => text.get("staff-works-elsewhere"),
        _ => sentence(&told.message),
    };
    fields::warn(&mut page.shell, Some(words));
    Ok(desk.visit.page_as(StatusCode::CONFLICT, &page))
}

async fn ask_role(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(Scope::IssuerWrite)?;
    let (person, last) = one(&desk, &id).await?;
    if last {
        return stays(&desk);
    }
    Ok(desk.visit.page(&role_of(&desk, &person)))
}

async fn change_role(desk: Desk, Path(id): Path<String>, form: Form) -> Answer {
    desk.must(Scope::IssuerWrite)?;
    let (person, _) = one(&desk, &id).await?;
    let asked = AddStaffRequest {
        issuer_id: desk.issuer_id(),
        email: person.email.clone(),
        name: person.name.clone(),
        role: form.get("role").to_owned(),
    };
    let status = match desk.visit.app.issuers(&desk.caller).add_staff(asked).await {
        Ok(changed) => return appointed(&desk, changed.into_inner()).await,
        Err(status) => status,
    };
    let mut page = role_of(&desk, &person);
    let told = Refused::from(status.clone());
    if told.kind != Kind::Invalid {
        return refused(&desk, status, page);
    }
    let left = fields::place(&told, page.input.as_mut(), fields::same);
    fields::warn(&mut page.shell, left);
    Ok(desk.visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn ask_sessions(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(Scope::IssuerWrite)?;
    let (person, _) = one(&desk, &id).await?;
    Ok(desk.visit.page(&signing_out(&desk, &person)))
}

async fn end_sessions(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(Scope::IssuerWrite)?;
    let (person, _) = one(&desk, &id).await?;
    let asked = EndStaffSessionsRequest {
        issuer_id: desk.issuer_id(),
        staff_id: id,
    };
    let ended = desk
        .visit
        .app
        .issuers(&desk.caller)
        .end_staff_sessions(asked)
        .await;
    match ended {
        Ok(_) => Ok(go(
            &desk.visit,
            HERE,
            Some((Tone::Good, "note-staff-signed-out")),
        )),
        Err(status) => refused(&desk, status, signing_out(&desk, &person)),
    }
}

async fn ask_remove(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(Scope::IssuerWrite)?;
    let (person, last) = one(&desk, &id).await?;
    if last {
        return stays(&desk);
    }
    Ok(desk.visit.page(&removing(&desk, &person)))
}

async fn remove(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(Scope::IssuerWrite)?;
    let (person, _) = one(&desk, &id).await?;
    let asked = RemoveStaffRequest {
        issuer_id: desk.issuer_id(),
        staff_id: id,
    };
    let removed = desk
        .visit
        .app
        .issuers(&desk.caller)
        .remove_staff(asked)
        .await;
    if let Err(status) = removed {
        return refused(&desk, status, removing(&desk, &person));
    }
    // Who took themselves off the staff has no list to come back to.
    let next = if person.id == desk.staff_id() {
        "/console"
    } else {
        HERE
    };
    let note = (Tone::Good, "note-staff-removed");
    Ok(go(&desk.visit, next, Some(note)))
}
