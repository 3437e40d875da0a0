//! Signing in and out, by address and password.

use crate::app::Issuance;
use crate::{
    Error,
    domain::{
        email::EmailAddress,
        staff::{Membership, Person},
    },
    store::{self, staff::EmailIndex},
};
use platform::{
    Secret,
    clock::Timestamp,
    identity::Caller,
    signin::{Outcome, PasswordError, SessionPolicy, Token},
};

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
pub(super) async fn check_password(
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

pub(super) async fn begun(
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
