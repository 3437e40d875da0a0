//! Status lists: which entries are given out and which are set.

use crate::{
    Error,
    domain::status_list::{ENTRIES, MOST_USED, StatusList, StatusPlace, draw},
};
use platform::{
    clock::Timestamp,
    ids::{CredentialId, Id as _, Ids, IssuerId, StatusListId},
    store::Tx,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, ExprTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set, sea_query::Expr,
};
use std::collections::{BTreeMap, HashSet};

table!(
    /// A list.
    row, "status_list" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    issuer: Uuid,
    url: String,
    issuer_did: String,
    used: i64,
    version: i64,
    changed_at: i64,
    closed_at: Option<i64>,
    created_at: i64,
});

table!(
    /// An entry that was given out.
    entry, "status_entry" {
    #[sea_orm(primary_key, auto_increment = false)]
    list: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    index: i64,
    credential: Uuid,
    is_set: bool,
});

/// A list by its id.
pub async fn by_id(
    db: &impl ConnectionTrait,
    id: StatusListId,
) -> Result<Option<StatusList>, Error> {
    Ok(row::Entity::find_by_id(id.uuid()).one(db).await?.map(read))
}

/// The list an issuer's new badges go to under a DID: the newest with room for `more`.
pub async fn open(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    did: &str,
    more: u32,
) -> Result<Option<StatusList>, Error> {
    let found = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::IssuerDid.eq(did))
        .filter(row::Column::ClosedAt.is_null())
        .filter(row::Column::Used.lte(i64::from(MOST_USED.saturating_sub(more))))
        .order_by_desc(row::Column::CreatedAt)
        .one(db)
        .await?;
    Ok(found.map(read))
}

/// Begins a list.
pub async fn insert(tx: &Tx, list: &StatusList) -> Result<(), Error> {
    let row = row::ActiveModel {
        id: Set(list.id.uuid()),
        issuer: Set(list.issuer.uuid()),
        url: Set(list.url.clone()),
        issuer_did: Set(list.issuer_did.clone()),
        used: Set(i64::from(list.used)),
        version: Set(i64::try_from(list.version).unwrap_or(i64::MAX)),
        changed_at: Set(list.changed_at.micros()),
        closed_at: Set(None),
        created_at: Set(list.changed_at.micros()),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Draws free entries of a list at random. They are taken only when the badges are stored; if somebody was faster,
/// that fails and is tried again with others.
pub async fn free_entries(
    db: &impl ConnectionTrait,
    ids: &Ids,
    list: StatusListId,
    count: usize,
) -> Result<Vec<u32>, Error> {
    let mut free: HashSet<u32> = HashSet::with_capacity(count);
    let mut used: HashSet<u32> = HashSet::new();
    while free.len() < count {
        let drawn = draw(ids, count - free.len(), |index| {
            free.contains(&index) || used.contains(&index)
        });
        if drawn.is_empty() {
            break;
        }
        let taken: Vec<i64> = entry::Entity::find()
            .select_only()
            .column(entry::Column::Index)
            .filter(entry::Column::List.eq(list.uuid()))
            .filter(entry::Column::Index.is_in(drawn.iter().map(|index| i64::from(*index))))
            .into_tuple()
            .all(db)
            .await?;
        used.extend(
            taken
                .iter()
                .map(|index| u32::try_from(*index).unwrap_or(ENTRIES)),
        );
        free.extend(drawn.into_iter().filter(|index| !used.contains(index)));
    }
    Ok(free.into_iter().collect())
}

/// Takes entries for badges. Fails, with everything else in the transaction, if one is taken already.
pub async fn take(tx: &Tx, entries: &[(StatusPlace, CredentialId, bool)]) -> Result<(), Error> {
    let rows = entries
        .iter()
        .map(|(place, credential, is_set)| entry::ActiveModel {
            list: Set(place.list.uuid()),
            index: Set(i64::from(place.index)),
            credential: Set(credential.uuid()),
            is_set: Set(*is_set),
        });
    entry::Entity::insert_many(rows)
        .exec_without_returning(tx.db())
        .await?;
    let mut lists: BTreeMap<StatusListId, (i64, bool)> = BTreeMap::new();
    for (place, _, is_set) in entries {
        let (count, any_set) = lists.entry(place.list).or_default();
        *count += 1;
        *any_set |= is_set;
    }
    let now = tx.store().clock().now();
    for (list, (count, any_set)) in lists {
        row::Entity::update_many()
            .col_expr(row::Column::Used, Expr::col(row::Column::Used).add(count))
            .filter(row::Column::Id.eq(list.uuid()))
            .exec(tx.db())
            .await?;
        if any_set {
            changed(tx, list, now).await?;
        }
    }
    Ok(())
}

/// Sets or clears an entry; the list has a new version where that changes it.
pub async fn set(tx: &Tx, place: StatusPlace, on: bool) -> Result<(), Error> {
    let done = entry::Entity::update_many()
        .col_expr(entry::Column::IsSet, Expr::value(on))
        .filter(entry::Column::List.eq(place.list.uuid()))
        .filter(entry::Column::Index.eq(i64::from(place.index)))
        .filter(entry::Column::IsSet.ne(on))
        .exec(tx.db())
        .await?;
    if done.rows_affected > 0 {
        changed(tx, place.list, tx.store().clock().now()).await?;
    }
    Ok(())
}

async fn changed(tx: &Tx, list: StatusListId, now: Timestamp) -> Result<(), Error> {
    row::Entity::update_many()
        .col_expr(row::Column::Version, Expr::col(row::Column::Version).add(1))
        .col_expr(row::Column::ChangedAt, Expr::value(now.micros()))
        .filter(row::Column::Id.eq(list.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The entries of a list that are set.
pub async fn set_entries(db: &impl ConnectionTrait, list: StatusListId) -> Result<Vec<u32>, Error> {
    let set: Vec<i64> = entry::Entity::find()
        .select_only()
        .column(entry::Column::Index)
        .filter(entry::Column::List.eq(list.uuid()))
        .filter(entry::Column::IsSet.eq(true))
        .into_tuple()
        .all(db)
        .await?;
    Ok(set
        .into_iter()
        .filter_map(|index| u32::try_from(index).ok())
        .collect())
}

fn read(row: row::Model) -> StatusList {
    StatusList {
        id: StatusListId::from_uuid(row.id),
        issuer: IssuerId::from_uuid(row.issuer),
        url: row.url,
        issuer_did: row.issuer_did,
        used: u32::try_from(row.used).unwrap_or(u32::MAX),
        version: u64::try_from(row.version).unwrap_or(0),
        changed_at: Timestamp::from_micros(row.changed_at),
    }
}
