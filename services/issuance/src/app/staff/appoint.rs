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
    ids::IssuerId,
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
    keep_an_owner(&tx, &person, before, role).await?;
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

/// An issuer never loses its last owner.
async fn keep_an_owner(
    tx: &Tx,
    person: &Person,
    before: Option<Appointment>,
    role: Role,
) -> Result<(), Error> {
    match before {
        Some(Appointment {
            role: Role::Owner,
            accepted_at: Some(_),
            issuer,
            ..
        }) if role != Role::Owner
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
