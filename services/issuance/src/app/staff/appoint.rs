//! Who works for an issuer, and as what.

use super::set_up::make_link;
use crate::app::{Issuance, once::Once};
use crate::{
    Error,
    domain::{
        email::EmailAddress,
        staff::{Appointment, Colleague, LinkPurpose, Person, may_reset},
        text::{Presence, Problems},
    },
    store::{self, staff::EmailIndex},
};
use platform::{
    Secret,
    identity::{Caller, Role, Scope},
    ids::{IssuerId, StaffId},
    store::Tx,
};
use prost::Message;

/// A person who was added, or whose role was changed.
#[derive(Clone, Debug)]
pub struct Added {
    /// The person at the issuer.
    pub colleague: Colleague,
    /// Where they take up the appointment or set a new password; none where nothing is to be done.
    pub set_up_url: Option<Secret<String>>,
}

/// A person to be appointed.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// Where.
    pub issuer: IssuerId,
    /// Their address.
    pub email: String,
    /// Their name; a known person keeps the one they have.
    pub name: String,
    /// `owner`, `editor`, `viewer`.
    pub role: String,
}

/// Appoints a person, or changes the role of one who is. Who must do something first gets a link: to take up the
/// appointment, or, locked out, to set a new password.
pub async fn add<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    new: NewStaff,
    once: &Once<Added, M>,
) -> Result<Added, Error> {
    caller.may(Scope::IssuerWrite, new.issuer, "issuer")?;
    let mut problems = Problems::new();
    let email = problems.take("email", &new.email, new.email.parse::<EmailAddress>());
    let name = problems.line("name", &new.name, 120, Presence::Needed);
    let role = problems.take("role", &new.role, new.role.parse::<Role>());
    problems.into_result().map_err(Error::Invalid)?;
    let (Some(email), Some(role)) = (email, role) else {
        return Err(Error::Invalid(Vec::new()));
    };

    let foundation = &app.foundation;
    let now = foundation.clock.now();
    let index = EmailIndex::of(&foundation.keyring, &email);
    let known = store::staff::by_email(foundation, &index).await?;
    let tx = foundation.store.write().await?;
    store::issuer::locked(&tx, new.issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    let person = match known {
        Some(person) => person,
        None => {
            let person = Person {
                id: foundation.ids.next(now),
                email,
                name,
                password: None,
                operator: false,
            };
            store::staff::insert(&tx, &foundation.keyring, &person, &index, now).await?;
            person
        }
    };
    let before = store::staff::appointment(tx.db(), new.issuer, person.id).await?;
    let appointment = Appointment {
        issuer: new.issuer,
        role,
        added_at: before.map_or(now, |a| a.added_at),
        accepted_at: before.and_then(|a| a.accepted_at),
    };
    keep_an_owner(&tx, &person, before, Some(role)).await?;
    store::staff::appoint(&tx, person.id, &appointment).await?;
    let purpose = if appointment.accepted_at.is_none() {
        Some(LinkPurpose::Join(Some(new.issuer)))
    } else if store::staff::attempts(tx.db(), &index).await?.is_locked()
        && may_hand_reset(&tx, caller, &person, new.issuer).await?
    {
        Some(LinkPurpose::Reset)
    } else {
        None
    };
    let set_up_url = match purpose {
        Some(purpose) => Some(make_link(&tx, app, person.id, purpose, now).await?),
        None => None,
    };
    let added = Added {
        colleague: Colleague {
            person,
            appointment,
        },
        set_up_url,
    };
    once.keep(&tx, foundation, &added).await?;
    tx.commit().await?;
    Ok(added)
}

/// Takes a person off the staff of an issuer. Who works nowhere else is signed out.
///
/// # Errors
/// The caller may not, nobody of that id works there, or it is the last owner.
pub async fn remove(
    app: &Issuance,
    caller: &Caller,
    issuer: IssuerId,
    id: StaffId,
) -> Result<(), Error> {
    caller.may(Scope::IssuerWrite, issuer, "issuer")?;
    let person = known(app, id).await?;
    let tx = app.foundation.store.write().await?;
    let appointment = held(&tx, issuer, id).await?;
    keep_an_owner(&tx, &person, Some(appointment), None).await?;
    store::staff::dismiss(&tx, issuer, id).await?;
    let elsewhere = !store::staff::appointments(tx.db(), id).await?.is_empty();
    if !elsewhere && !person.operator {
        store::staff::end_sessions(&tx, id).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Signs a person of the staff out everywhere. Answers how many sessions ended.
///
/// # Errors
/// The caller may not, nobody of that id works there, or the account opens something beyond this issuer.
pub async fn sign_out_everywhere(
    app: &Issuance,
    caller: &Caller,
    issuer: IssuerId,
    id: StaffId,
) -> Result<u64, Error> {
    caller.may(Scope::IssuerWrite, issuer, "issuer")?;
    let person = known(app, id).await?;
    let tx = app.foundation.store.write().await?;
    held(&tx, issuer, id).await?;
    let is_own = matches!(caller, Caller::Staff { staff, .. } if *staff == id);
    if !is_own && !may_hand_reset(&tx, caller, &person, issuer).await? {
        return Err(Error::Conflict {
            code: "works_elsewhere",
            message: "this account opens more than your organization, so only the person or the operator can end its sessions; take the person off your staff instead".into(),
        });
    }
    let ended = store::staff::end_sessions(&tx, id).await?;
    tx.commit().await?;
    Ok(ended)
}

/// What is said of somebody who does not work there.
const NOBODY: &str = "person of the staff";

async fn known(app: &Issuance, id: StaffId) -> Result<Person, Error> {
    store::staff::by_id(&app.foundation, id)
        .await?
        .ok_or(Error::NotFound(NOBODY))
}

/// What a person is appointed to. Changes of one issuer's staff go one by one, so that the last owner is the last.
async fn held(tx: &Tx, issuer: IssuerId, id: StaffId) -> Result<Appointment, Error> {
    store::issuer::locked(tx, issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    store::staff::appointment(tx.db(), issuer, id)
        .await?
        .ok_or(Error::NotFound(NOBODY))
}

/// An issuer never loses its last owner. No role means that the person leaves.
async fn keep_an_owner(
    tx: &Tx,
    person: &Person,
    before: Option<Appointment>,
    role: Option<Role>,
) -> Result<(), Error> {
    match before {
        Some(Appointment {
            role: Role::Owner,
            accepted_at: Some(_),
            issuer,
            ..
        }) if role != Some(Role::Owner)
            && store::staff::other_owners(tx, issuer, person.id).await? == 0 =>
        {
            Err(Error::Conflict {
                code: "last_owner",
                message: "this person is the only owner; make somebody else an owner first".into(),
            })
        }
        _ => Ok(()),
    }
}

async fn may_hand_reset(
    tx: &Tx,
    caller: &Caller,
    person: &Person,
    issuer: IssuerId,
) -> Result<bool, Error> {
    if caller.must_be_operator().is_ok() {
        return Ok(true);
    }
    let appointments = store::staff::appointments(tx.db(), person.id).await?;
    Ok(may_reset(person, &appointments, issuer))
}

/// The staff of an issuer.
pub async fn list(
    app: &Issuance,
    caller: &Caller,
    issuer: IssuerId,
) -> Result<Vec<Colleague>, Error> {
    caller.may(Scope::IssuerRead, issuer, "issuer")?;
    store::staff::colleagues(&app.foundation, issuer).await
}
