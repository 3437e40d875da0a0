//! Staff accounts: appointments, set-up links, signing in and out.

use super::{Issuance, api_keys, once::Once};
use crate::{
    Error,
    domain::{
        email::EmailAddress,
        staff::{
            Appointment, Colleague, LinkPurpose, LinkState, Membership, Person, SetUpLink,
            may_reset,
        },
        text::{Presence, Problems},
    },
    store::{self, staff::EmailIndex},
};
use platform::{
    Secret,
    clock::Timestamp,
    identity::{Caller, Role, Scope},
    ids::{IssuerId, StaffId},
    signin::{Outcome, PasswordError, SessionPolicy, Token, check_new_password},
    store::Tx,
};
use prost::Message;

const POLICY: SessionPolicy = SessionPolicy::STAFF;
/// How many issuers an operator's session lists.
const MOST_LISTED: u64 = 200;

impl From<PasswordError> for Error {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::TooMany { seconds: 3 },
            other => Self::Hashing(other.to_string()),
        }
    }
}

/// A session.
#[derive(Clone, Debug)]
pub struct Session {
    /// The cookie's value; only where the session was made.
    pub token: Option<Secret<String>>,
    /// Who is signed in.
    pub person: Person,
    /// Where they may act.
    pub memberships: Vec<Membership>,
    /// When it ends if nothing is done.
    pub expires_at: Timestamp,
}

/// A person who was added, or whose role was changed.
#[derive(Clone, Debug)]
pub struct Added {
    /// The person at the issuer.
    pub colleague: Colleague,
    /// Where they take up the appointment or set a new password; none where nothing is to be done.
    pub set_up_url: Option<Secret<String>>,
}

// ── appointing

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

async fn make_link(
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

/// The staff of an issuer.
pub async fn list(
    app: &Issuance,
    caller: &Caller,
    issuer: IssuerId,
) -> Result<Vec<Colleague>, Error> {
    caller.may(Scope::IssuerRead, issuer, "issuer")?;
    store::staff::colleagues(&app.foundation, issuer).await
}

// ── signing in

/// Signs in by address and password. Addresses without an account cost the same time and get the same answers.
pub async fn sign_in(
    app: &Issuance,
    caller: &Caller,
    email: &str,
    password: Secret<String>,
    source: &str,
) -> Result<Session, Error> {
    caller.must_be_service()?;
    app.sign_ins.check(source).map_err(|wait| Error::TooMany {
        seconds: wait.seconds(),
    })?;
    let foundation = &app.foundation;
    let Ok(email) = email.parse::<EmailAddress>() else {
        foundation.passwords.verify_dummy(password).await?;
        return Err(Error::WrongPassword);
    };
    let index = EmailIndex::of(&foundation.keyring, &email);
    let person = store::staff::by_email(foundation, &index).await?;
    let known = person
        .as_ref()
        .and_then(|p| p.password.clone().map(|hash| (p, hash)));
    check_password(
        app,
        &index,
        known.as_ref().map(|(_, hash)| hash.as_str()),
        password.clone(),
    )
    .await?;
    let Some((person, hash)) = known else {
        return Err(Error::WrongPassword);
    };
    let renewed = if foundation.passwords.needs_rehash(&hash)? {
        Some(foundation.passwords.hash(password).await?)
    } else {
        None
    };

    let now = foundation.clock.now();
    let token = Token::random(&foundation.ids);
    let tx = foundation.store.write().await?;
    if let Some(renewed) = renewed {
        store::staff::renew_hash(&tx, person.id, &hash, renewed).await?;
    }
    store::staff::begin_session(&tx, token.hash(), person.id, now).await?;
    tx.commit().await?;
    begun(app, person.clone(), &token, now).await
}

/// Passes if the password is right. Counts failures by address and locks after ten in a row.
async fn check_password(
    app: &Issuance,
    index: &EmailIndex,
    hash: Option<&str>,
    password: Secret<String>,
) -> Result<(), Error> {
    let foundation = &app.foundation;
    if store::staff::attempts(foundation.store.read(), index)
        .await?
        .is_locked()
    {
        return Err(Error::Locked);
    }
    let right = match hash {
        Some(hash) => foundation.passwords.verify(password, hash).await?,
        None => {
            foundation.passwords.verify_dummy(password).await?;
            false
        }
    };
    let now = foundation.clock.now();
    let tx = foundation.store.write().await?;
    let attempts = store::staff::attempts(tx.db(), index).await?;
    // Others may have guessed while this password was looked at.
    if attempts.is_locked() {
        return Err(Error::Locked);
    }
    let (attempts, refusal) = if right {
        (attempts.succeeded(), None)
    } else {
        let (attempts, outcome) = attempts.failed(now);
        (
            attempts,
            Some(if outcome == Outcome::JustLocked {
                Error::Locked
            } else {
                Error::WrongPassword
            }),
        )
    };
    store::staff::set_attempts(&tx, index, attempts, now).await?;
    tx.commit().await?;
    refusal.map_or(Ok(()), Err)
}

async fn begun(
    app: &Issuance,
    person: Person,
    token: &Token,
    now: Timestamp,
) -> Result<Session, Error> {
    let memberships =
        store::staff::memberships(app.foundation.store.read(), &person, MOST_LISTED).await?;
    Ok(Session {
        token: Some(Secret::new(token.reveal().to_string())),
        person,
        memberships,
        expires_at: POLICY.expires_at(now, now),
    })
}

/// The session of a cookie.
pub async fn session(app: &Issuance, caller: &Caller, token: &str) -> Result<Session, Error> {
    caller.must_be_service()?;
    let foundation = &app.foundation;
    let hash = token.parse::<Token>().map_err(|_| Error::NoSession)?.hash();
    let (staff, created, seen) = store::staff::session(foundation.store.read(), hash)
        .await?
        .ok_or(Error::NoSession)?;
    let now = foundation.clock.now();
    if !POLICY.is_live(created, seen, now) {
        return Err(Error::NoSession);
    }
    let person = store::staff::by_id(foundation, staff)
        .await?
        .ok_or(Error::NoSession)?;
    let memberships =
        store::staff::memberships(foundation.store.read(), &person, MOST_LISTED).await?;
    if POLICY.should_touch(seen, now) {
        let tx = foundation.store.write().await?;
        store::staff::touch_session(&tx, hash, now).await?;
        tx.commit().await?;
    }
    Ok(Session {
        token: None,
        person,
        memberships,
        expires_at: POLICY.expires_at(created, now),
    })
}

/// Ends the session of a cookie. One that is not there is over already.
pub async fn sign_out(app: &Issuance, caller: &Caller, token: &str) -> Result<(), Error> {
    caller.must_be_service()?;
    let Ok(token) = token.parse::<Token>() else {
        return Ok(());
    };
    let tx = app.foundation.store.write().await?;
    store::staff::end_session(&tx, token.hash()).await?;
    Ok(tx.commit().await?)
}

// ── set-up links

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

// ── the first operator

/// What making the first operator came to.
#[derive(Clone, Debug)]
pub struct Bootstrapped {
    /// The operator.
    pub staff: StaffId,
    /// Where they set their password; none once an operator has one.
    pub set_up_url: Option<Secret<String>>,
    /// The operators' first API key; only when it was made.
    pub api_key: Option<Secret<String>>,
}

/// Makes the first operator if there is none. While none has a password, each call makes a fresh link and ends
/// the one before. A password is given by the demonstration alone and is set at once.
pub async fn bootstrap_operator(
    app: &Issuance,
    caller: &Caller,
    email: &str,
    name: &str,
    password: Option<Secret<String>>,
) -> Result<Bootstrapped, Error> {
    caller.must_be_service()?;
    let foundation = &app.foundation;
    let now = foundation.clock.now();
    let operator = store::staff::first_operator(foundation).await?;
    let first = operator.is_none();
    let (person, index, is_new) = match operator {
        Some(person) => {
            let index = EmailIndex::of(&foundation.keyring, &person.email);
            (person, index, false)
        }
        None => {
            let mut problems = Problems::new();
            let address = problems.take("email", email, email.parse::<EmailAddress>());
            let name = problems.line("name", name, 120, Presence::Needed);
            problems.into_result().map_err(Error::Invalid)?;
            let address = address.ok_or(Error::Invalid(Vec::new()))?;
            let index = EmailIndex::of(&foundation.keyring, &address);
            match store::staff::by_email(foundation, &index).await? {
                Some(person) => (person, index, false),
                None => (
                    Person {
                        id: foundation.ids.next(now),
                        email: address,
                        name,
                        password: None,
                        operator: true,
                    },
                    index,
                    true,
                ),
            }
        }
    };
    let hash = match (&password, &person.password) {
        (None, _) => None,
        (Some(given), Some(kept)) if foundation.passwords.verify(given.clone(), kept).await? => {
            None
        }
        (Some(given), _) => Some(foundation.passwords.hash(given.clone()).await?),
    };

    let tx = foundation.store.write().await?;
    if is_new {
        store::staff::insert(&tx, &foundation.keyring, &person, &index, now).await?;
    } else if first {
        store::staff::make_operator(&tx, person.id).await?;
    }
    if let Some(hash) = hash {
        store::staff::set_password(&tx, person.id, hash).await?;
    }
    let set_up_url = if store::staff::operator_is_set_up(tx.db()).await? {
        None
    } else {
        Some(make_link(&tx, app, person.id, LinkPurpose::Join(None), now).await?)
    };
    let api_key = if first {
        Some(api_keys::first_of_operators(&tx, app, caller).await?.secret)
    } else {
        None
    };
    tx.commit().await?;
    Ok(Bootstrapped {
        staff: person.id,
        set_up_url,
        api_key,
    })
}
