//! Watched badges, each with its last report, sealed.

use super::{count, number, unknown};
use crate::{
    check::Checked,
    domain::{batch::Source, watch::Watch},
};
use platform::{
    clock::Timestamp,
    ids::{Id as _, WatchId},
    seal::{Keyring, Place},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};

mod row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "watch")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub watcher: String,
        pub owner: String,
        pub kind: String,
        #[sea_orm(column_type = "VarBinary(StringLen::None)")]
        pub content: Vec<u8>,
        #[sea_orm(column_type = "VarBinary(StringLen::None)")]
        pub claimed: Vec<u8>,
        pub version: i64,
        pub verdict: String,
        pub state: String,
        #[sea_orm(column_type = "VarBinary(StringLen::None)")]
        pub found: Vec<u8>,
        pub checks: i64,
        pub failures: i64,
        pub created_at: i64,
        pub checked_at: i64,
        pub changed_at: i64,
        pub next_check_at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

fn place<'a>(row: &'a str, column: &'static str) -> Place<'a> {
    Place {
        table: "watch",
        column,
        row,
    }
}

fn written(keyring: &Keyring, watch: &Watch) -> Result<row::ActiveModel, StoreError> {
    let id = watch.id.to_string();
    let content: &[u8] = match &watch.badge {
        Source::Url(text) | Source::Text(text) => text.as_bytes(),
        Source::File(bytes) => bytes,
        Source::Entry(_) => &[],
    };
    Ok(row::ActiveModel {
        id: Set(watch.id.uuid()),
        watcher: Set(watch.watcher.clone()),
        owner: Set(watch.owner.clone()),
        kind: Set(watch.badge.kind().to_owned()),
        content: Set(keyring.seal(&place(&id, "content"), content)),
        claimed: Set(keyring.seal_text(&place(&id, "claimed"), &watch.claimed_email)),
        version: Set(number(watch.version)),
        verdict: Set(watch.verdict.clone()),
        state: Set(watch.state.clone()),
        found: Set(keyring.seal_json(&place(&id, "found"), &watch.last)?),
        checks: Set(number(watch.checks)),
        failures: Set(i64::from(watch.failures)),
        created_at: Set(watch.created_at.micros()),
        checked_at: Set(watch.checked_at.micros()),
        changed_at: Set(watch.changed_at.micros()),
        next_check_at: Set(watch.next_check_at.micros()),
    })
}

fn read(keyring: &Keyring, row: row::Model) -> Result<Watch, StoreError> {
    let id = WatchId::from_uuid(row.id);
    let name = id.to_string();
    let content = keyring.open(&place(&name, "content"), &row.content)?;
    let text = |content: Vec<u8>| String::from_utf8_lossy(&content).into_owned();
    let badge = match row.kind.as_str() {
        "url" => Source::Url(text(content)),
        "text" => Source::Text(text(content)),
        "file" => Source::File(content),
        other => return Err(unknown("watch", id, other)),
    };
    let last: Checked = keyring.open_json(&place(&name, "found"), &row.found)?;
    Ok(Watch {
        id,
        watcher: row.watcher,
        owner: row.owner,
        badge,
        claimed_email: keyring.open_text(&place(&name, "claimed"), &row.claimed)?,
        version: count(row.version),
        verdict: row.verdict,
        state: row.state,
        last,
        checks: count(row.checks),
        failures: u32::try_from(row.failures).unwrap_or(0),
        created_at: Timestamp::from_micros(row.created_at),
        checked_at: Timestamp::from_micros(row.checked_at),
        changed_at: Timestamp::from_micros(row.changed_at),
        next_check_at: Timestamp::from_micros(row.next_check_at),
    })
}

/// Stores a new watch.
pub(crate) async fn insert(tx: &Tx, keyring: &Keyring, watch: &Watch) -> Result<(), StoreError> {
    written(keyring, watch)?.insert(tx.db()).await?;
    Ok(())
}

/// Stores what changed.
pub(crate) async fn update(tx: &Tx, keyring: &Keyring, watch: &Watch) -> Result<(), StoreError> {
    written(keyring, watch)?.update(tx.db()).await?;
    Ok(())
}

/// A watch of anybody, for the job.
pub(crate) async fn by_id(
    store: &Store,
    keyring: &Keyring,
    id: WatchId,
) -> Result<Option<Watch>, StoreError> {
    let row = row::Entity::find_by_id(id.uuid()).one(store.read()).await?;
    row.map(|row| read(keyring, row)).transpose()
}

/// A watch, its row locked until the transaction ends.
pub(crate) async fn locked(
    tx: &Tx,
    keyring: &Keyring,
    id: WatchId,
) -> Result<Option<Watch>, StoreError> {
    let row = row::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?;
    row.map(|row| read(keyring, row)).transpose()
}

/// The watch of an owner, its row locked until the transaction ends.
pub(crate) async fn of_owner(
    tx: &Tx,
    keyring: &Keyring,
    watcher: &str,
    owner: &str,
) -> Result<Option<Watch>, StoreError> {
    let row = row::Entity::find()
        .filter(row::Column::Watcher.eq(watcher))
        .filter(row::Column::Owner.eq(owner))
        .lock_exclusive()
        .one(tx.db())
        .await?;
    row.map(|row| read(keyring, row)).transpose()
}

/// A page of a service's watches, oldest first, after `after`; only one owner's if given.
pub(crate) async fn page(
    store: &Store,
    keyring: &Keyring,
    watcher: &str,
    owner: &str,
    after: Option<WatchId>,
    limit: u64,
) -> Result<Vec<Watch>, StoreError> {
    let mut query = row::Entity::find().filter(row::Column::Watcher.eq(watcher));
    if !owner.is_empty() {
        query = query.filter(row::Column::Owner.eq(owner));
    }
    if let Some(after) = after {
        query = query.filter(row::Column::Id.gt(after.uuid()));
    }
    query
        .order_by_asc(row::Column::Id)
        .limit(limit)
        .all(store.read())
        .await?
        .into_iter()
        .map(|row| read(keyring, row))
        .collect()
}

/// Deletes a watch with its badge and report.
pub(crate) async fn remove(tx: &Tx, watcher: &str, id: WatchId) -> Result<bool, StoreError> {
    let gone = row::Entity::delete_many()
        .filter(row::Column::Id.eq(id.uuid()))
        .filter(row::Column::Watcher.eq(watcher))
        .exec(tx.db())
        .await?;
    Ok(gone.rows_affected > 0)
}
