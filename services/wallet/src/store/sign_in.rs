//! Sessions, and failed sign-ins.

use super::tables::{password_attempt, session};
use crate::domain::address::AddressKey;
use platform::{
    clock::Timestamp,
    ids::{EarnerId, Id as _, SessionId},
    seal::Keyring,
    signin::{Attempts, TokenHash},
    store::{StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, Set, sea_query::OnConflict,
};

/// A signed-in browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// Names it.
    pub id: SessionId,
    /// Who is signed in.
    pub earner: EarnerId,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used, to within a hundredth of the idle time.
    pub seen_at: Timestamp,
}

/// Keeps a new session.
pub async fn add_session(
    tx: &Tx,
    token: TokenHash,
    earner: EarnerId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let id: SessionId = tx.store().ids().next(now);
    let row = session::ActiveModel {
        id: Set(id.uuid()),
        token: Set(token.to_vec()),
        earner: Set(earner.uuid()),
        created_at: Set(now.micros()),
        seen_at: Set(now.micros()),
        expires_at: Set(expires_at.micros()),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// The session of a cookie.
pub async fn session(
    db: &impl ConnectionTrait,
    token: TokenHash,
) -> Result<Option<Session>, StoreError> {
    let row = session::Entity::find()
        .filter(session::Column::Token.eq(token.to_vec()))
        .one(db)
        .await?;
    Ok(row.map(|row| Session {
        id: SessionId::from_uuid(row.id),
        earner: EarnerId::from_uuid(row.earner),
        created_at: Timestamp::from_micros(row.created_at),
        seen_at: Timestamp::from_micros(row.seen_at),
    }))
}

/// Notes that a session is in use.
pub async fn touch_session(
    tx: &Tx,
    id: SessionId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    session::Entity::update_many()
        .set(session::ActiveModel {
            seen_at: Set(now.micros()),
            expires_at: Set(expires_at.micros()),
            ..Default::default()
        })
        .filter(session::Column::Id.eq(id.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn end_session(tx: &Tx, token: TokenHash) -> Result<(), StoreError> {
    session::Entity::delete_many()
        .filter(session::Column::Token.eq(token.to_vec()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Whose sign-ins are counted: an account, or an address that has none, so that both behave alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    key: Vec<u8>,
    /// The account.
    pub earner: Option<EarnerId>,
}

impl Subject {
    /// An account.
    pub fn account(keyring: &Keyring, earner: EarnerId) -> Self {
        Self {
            key: keyring.blind("attempts of an account", "", &earner.to_string()),
            earner: Some(earner),
        }
    }

    /// An address without account.
    pub fn stranger(address: &AddressKey) -> Self {
        Self {
            key: address.0.clone(),
            earner: None,
        }
    }
}

/// The failed sign-ins so far and when the last one was.
pub async fn attempts_for_change(
    tx: &Tx,
    subject: &Subject,
) -> Result<(Attempts, Timestamp), StoreError> {
    let fresh = password_attempt::ActiveModel {
        subject: Set(subject.key.clone()),
        earner: Set(subject.earner.map(|e| e.uuid())),
        failures: Set(0),
        failed_at: Set(0),
        locked_at: Set(None),
    };
    password_attempt::Entity::insert(fresh)
        .on_conflict(
            OnConflict::column(password_attempt::Column::Subject)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx.db())
        .await?;
    let row = password_attempt::Entity::find_by_id(subject.key.clone())
        .lock_exclusive()
        .one(tx.db())
        .await?;
    Ok(row.map_or_else(Default::default, |row| {
        let attempts = Attempts {
            failures: u32::try_from(row.failures).unwrap_or(0),
            locked_at: row.locked_at.map(Timestamp::from_micros),
        };
        (attempts, Timestamp::from_micros(row.failed_at))
    }))
}

/// Writes the failed sign-ins back.
pub async fn save_attempts(
    tx: &Tx,
    subject: &Subject,
    attempts: Attempts,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = password_attempt::ActiveModel {
        subject: Set(subject.key.clone()),
        failures: Set(i32::try_from(attempts.failures).unwrap_or(i32::MAX)),
        failed_at: Set(now.micros()),
        locked_at: Set(attempts.locked_at.map(Timestamp::micros)),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    Ok(())
}
