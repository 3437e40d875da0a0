//! Set-up links: looking at one, and using it.

use super::sign_in::{Session, begun, check_password};
use crate::app::Issuance;
use crate::{
    Error,
    domain::{
        staff::{Appointment, LinkPurpose, LinkState, Person, SetUpLink},
        text::{Presence, Problems},
    },
    store::{self, staff::EmailIndex},
};
use platform::{
    Secret,
    clock::Timestamp,
    identity::Caller,
    ids::StaffId,
    signin::{Token, check_new_password},
    store::Tx,
};

/// Makes a set-up link.
pub(super) async fn make_link(
    tx: &Tx,
    app: &Issuance,
    staff: StaffId,
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<Secret<String>, Error> {
    let token = Token::random(&app.foundation.ids);
    store::staff::insert_link(
        tx,
        token.hash(),
        &SetUpLink {
            staff,
            purpose,
            created_at: now,
            used_at: None,
        },
    )
    .await?;
    Ok(Secret::new(
        app.config
            .public_url
            .at(&format!("/set-up/{}", *token.reveal())),
    ))
}

/// What a set-up link is for.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Whether it works.
    pub state: LinkState,
    /// Whom it is for; only while it works.
    pub person: Option<Person>,
    /// Whether it asks for the password the person has, instead of setting one.
    pub asks_for_password: bool,
}

/// Shows whom a link is for, without using it. `None` for a link there never was.
pub async fn preview_set_up(
    app: &Issuance,
    caller: &Caller,
    token: &str,
) -> Result<Option<Preview>, Error> {
    caller.must_be_service()?;
    let Ok(token) = token.parse::<Token>() else {
        return Ok(None);
    };
    let Some(link) = store::staff::set_up_link(app.foundation.store.read(), token.hash()).await?
    else {
        return Ok(None);
    };
    let state = link.state(app.foundation.clock.now());
    let person = match state {
        LinkState::Open => store::staff::by_id(&app.foundation, link.staff).await?,
        LinkState::Used | LinkState::Expired => None,
    };
    let asks_for_password =
        link.purpose != LinkPurpose::Reset && person.as_ref().is_some_and(|p| p.password.is_some());
    Ok(Some(Preview {
        state,
        person,
        asks_for_password,
    }))
}

fn must_be_open(link: SetUpLink, now: Timestamp) -> Result<SetUpLink, Error> {
    let again = "ask who sent it for a new one";
    match link.state(now) {
        LinkState::Open => Ok(link),
        LinkState::Used => Err(Error::Conflict {
            code: "set_up_link_used",
            message: format!("this link was used already; sign in, or {again}"),
        }),
        LinkState::Expired => Err(Error::Conflict {
            code: "set_up_link_expired",
            message: format!("this link worked for seven days and has expired; {again}"),
        }),
    }
}

/// Uses a set-up link and signs in. Who has a password already must give it, unless the link is there to set a
/// new one.
pub async fn complete_set_up(
    app: &Issuance,
    caller: &Caller,
    token: &str,
    password: Secret<String>,
    name: &str,
) -> Result<Session, Error> {
    caller.must_be_service()?;
    let foundation = &app.foundation;
    let now = foundation.clock.now();
    let hash = token
        .parse::<Token>()
        .map_err(|_| Error::NotFound("set-up link"))?
        .hash();
    let link = store::staff::set_up_link(foundation.store.read(), hash)
        .await?
        .ok_or(Error::NotFound("set-up link"))?;
    let link = must_be_open(link, now)?;
    let mut person = store::staff::by_id(foundation, link.staff)
        .await?
        .ok_or(Error::NotFound("set-up link"))?;
    let index = EmailIndex::of(&foundation.keyring, &person.email);
    let fresh = match (link.purpose, &person.password) {
        (LinkPurpose::Join(_), Some(kept)) => {
            check_password(app, &index, Some(kept), password).await?;
            None
        }
        (LinkPurpose::Join(_), None) | (LinkPurpose::Reset, _) => {
            check_new_password(password.expose(), person.email.as_str())
                .map_err(|e| Error::field("password", "", e.to_string()))?;
            Some(foundation.passwords.hash(password).await?)
        }
    };
    let mut problems = Problems::new();
    let name = problems.line("name", name, 120, Presence::Optional);
    problems.into_result().map_err(Error::Invalid)?;

    let session = Token::random(&foundation.ids);
    let tx = foundation.store.write().await?;
    let link = store::staff::locked_link(&tx, hash)
        .await?
        .ok_or(Error::NotFound("set-up link"))?;
    must_be_open(link, now)?;
    store::staff::use_link(&tx, hash, now).await?;
    if let Some(fresh) = fresh {
        store::staff::set_password(&tx, person.id, fresh).await?;
        store::staff::set_attempts(
            &tx,
            &index,
            store::staff::attempts(tx.db(), &index).await?.unlocked(),
            now,
        )
        .await?;
    }
    if let LinkPurpose::Join(Some(issuer)) = link.purpose
        && let Some(appointment) = store::staff::appointment(tx.db(), issuer, person.id).await?
    {
        store::staff::appoint(
            &tx,
            person.id,
            &Appointment {
                accepted_at: Some(now),
                ..appointment
            },
        )
        .await?;
    }
    if !name.is_empty() && name != person.name {
        store::staff::rename(&tx, &foundation.keyring, person.id, &name).await?;
        person.name = name;
    }
    store::staff::begin_session(&tx, session.hash(), person.id, now).await?;
    tx.commit().await?;
    begun(app, person, &session, now).await
}
