//! Sessions and failed sign-ins.

use super::{EmailIndex, links::link, row};
use crate::Error;
use platform::{
    clock::Timestamp,
    ids::{Id as _, StaffId},
    signin::{Attempts, TokenHash},
    store::{StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, Set,
    sea_query::{Expr, OnConflict},
};

table!(
    /// A session of a signed-in person, by its token's hash.
    session, "staff_session" {
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    token: Vec<u8>,
    staff: Uuid,
    created_at: i64,
    seen_at: i64,
});
table!(
    /// Failed sign-ins of an address, whether it has an account or not.
    failure, "sign_in_failure" {
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    email_index: Vec<u8>,
    failures: i32,
    locked_at: Option<i64>,
    updated_at: i64,
});

/// A session: whose, since when, last seen when.
pub async fn session(
    db: &impl ConnectionTrait,
    token: TokenHash,
) -> Result<Option<(StaffId, Timestamp, Timestamp)>, Error> {
    let found = session::Entity::find_by_id(token.to_vec()).one(db).await?;
    Ok(found.map(|row| {
        (
            StaffId::from_uuid(row.staff),
            Timestamp::from_micros(row.created_at),
            Timestamp::from_micros(row.seen_at),
        )
    }))
}

/// Begins a session.
pub async fn begin_session(
    tx: &Tx,
    token: TokenHash,
    staff: StaffId,
    now: Timestamp,
) -> Result<(), Error> {
    let row = session::ActiveModel {
        token: Set(token.to_vec()),
        staff: Set(staff.uuid()),
        created_at: Set(now.micros()),
        seen_at: Set(now.micros()),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Notes that a session was used.
pub async fn touch_session(tx: &Tx, token: TokenHash, now: Timestamp) -> Result<(), Error> {
    session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(now.micros()))
        .filter(session::Column::Token.eq(token.to_vec()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn end_session(tx: &Tx, token: TokenHash) -> Result<(), Error> {
    session::Entity::delete_by_id(token.to_vec())
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Ends every session of a person. Answers how many there were.
pub async fn end_sessions(tx: &Tx, staff: StaffId) -> Result<u64, Error> {
    let ended = session::Entity::delete_many()
        .filter(session::Column::Staff.eq(staff.uuid()))
        .exec(tx.db())
        .await?;
    Ok(ended.rows_affected)
}

/// How often signing in with this address failed in a row.
pub async fn attempts(db: &impl ConnectionTrait, index: &EmailIndex) -> Result<Attempts, Error> {
    let found = failure::Entity::find_by_id(index.current.clone())
        .lock_exclusive()
        .one(db)
        .await?;
    Ok(found.map_or_else(Attempts::default, |row| Attempts {
        failures: u32::try_from(row.failures).unwrap_or(0),
        locked_at: row.locked_at.map(Timestamp::from_micros),
    }))
}

/// Stores what [`Attempts`] became.
pub async fn set_attempts(
    tx: &Tx,
    index: &EmailIndex,
    attempts: Attempts,
    now: Timestamp,
) -> Result<(), Error> {
    if attempts == Attempts::default() {
        failure::Entity::delete_by_id(index.current.clone())
            .exec(tx.db())
            .await?;
        return Ok(());
    }
    let row = failure::ActiveModel {
        email_index: Set(index.current.clone()),
        failures: Set(i32::try_from(attempts.failures).unwrap_or(i32::MAX)),
        locked_at: Set(attempts.locked_at.map(Timestamp::micros)),
        updated_at: Set(now.micros()),
    };
    let on_conflict = OnConflict::column(failure::Column::EmailIndex)
        .update_columns([
            failure::Column::Failures,
            failure::Column::LockedAt,
            failure::Column::UpdatedAt,
        ])
        .to_owned();
    failure::Entity::insert(row)
        .on_conflict(on_conflict)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// Forgets what is over: sessions and links made before `before`, and failures since then of addresses without
/// an account.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<(), StoreError> {
    let accounts = sea_orm::sea_query::Query::select()
        .column(row::Column::EmailIndex)
        .from(row::Entity)
        .to_owned();
    session::Entity::delete_many()
        .filter(session::Column::CreatedAt.lt(before.micros()))
        .exec(tx.db())
        .await?;
    link::Entity::delete_many()
        .filter(link::Column::CreatedAt.lt(before.micros()))
        .exec(tx.db())
        .await?;
    failure::Entity::delete_many()
        .filter(failure::Column::UpdatedAt.lt(before.micros()))
        .filter(failure::Column::EmailIndex.not_in_subquery(accounts))
        .exec(tx.db())
        .await?;
    Ok(())
}
