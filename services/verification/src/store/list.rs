//! Imported lists of issuers.

use super::{count, number};
use crate::{check::Voucher, domain::issuer_list::Entry};
use platform::{
    clock::Timestamp,
    ids::{Id as _, IssuerListId},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};

/// Rows that one statement inserts: fewer parameters than any database takes.
const AT_ONCE: usize = 500;

mod row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "issuer_list")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        #[sea_orm(unique)]
        pub name: String,
        pub url: String,
        pub file_name: String,
        pub format: String,
        pub digest: String,
        pub issuers: i64,
        pub added_by: String,
        pub added_at: i64,
        pub fetched_at: i64,
        pub next_fetch_at: Option<i64>,
        pub failing_since: Option<i64>,
        pub problem: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod entry {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "issuer_list_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub list: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub issuer: String,
        pub name: String,
        pub location: String,
        pub url: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A list without its entries.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct List {
    pub id: IssuerListId,
    pub name: String,
    /// Empty for one from a file.
    pub url: String,
    pub file_name: String,
    pub format: String,
    /// SHA-256 of its bytes, hex.
    pub digest: String,
    pub issuers: u64,
    pub added_by: String,
    pub added_at: Timestamp,
    pub fetched_at: Timestamp,
    pub next_fetch_at: Option<Timestamp>,
    pub failing_since: Option<Timestamp>,
    pub problem: String,
}

fn written(list: &List) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(list.id.uuid()),
        name: Set(list.name.clone()),
        url: Set(list.url.clone()),
        file_name: Set(list.file_name.clone()),
        format: Set(list.format.clone()),
        digest: Set(list.digest.clone()),
        issuers: Set(number(list.issuers)),
        added_by: Set(list.added_by.clone()),
        added_at: Set(list.added_at.micros()),
        fetched_at: Set(list.fetched_at.micros()),
        next_fetch_at: Set(list.next_fetch_at.map(Timestamp::micros)),
        failing_since: Set(list.failing_since.map(Timestamp::micros)),
        problem: Set(list.problem.clone()),
    }
}

fn read(row: row::Model) -> List {
    List {
        id: IssuerListId::from_uuid(row.id),
        name: row.name,
        url: row.url,
        file_name: row.file_name,
        format: row.format,
        digest: row.digest,
        issuers: count(row.issuers),
        added_by: row.added_by,
        added_at: Timestamp::from_micros(row.added_at),
        fetched_at: Timestamp::from_micros(row.fetched_at),
        next_fetch_at: row.next_fetch_at.map(Timestamp::from_micros),
        failing_since: row.failing_since.map(Timestamp::from_micros),
        problem: row.problem,
    }
}

/// Stores a new list; the entries come with [`replace_entries`].
pub(crate) async fn insert(tx: &Tx, list: &List) -> Result<(), StoreError> {
    written(list).insert(tx.db()).await?;
    Ok(())
}

/// Stores what changed about a list.
pub(crate) async fn update(tx: &Tx, list: &List) -> Result<(), StoreError> {
    written(list).update(tx.db()).await?;
    Ok(())
}

/// What the list says from now on, and nothing else.
pub(crate) async fn replace_entries(
    tx: &Tx,
    list: IssuerListId,
    entries: &[Entry],
) -> Result<(), StoreError> {
    entry::Entity::delete_many()
        .filter(entry::Column::List.eq(list.uuid()))
        .exec(tx.db())
        .await?;
    for some in entries.chunks(AT_ONCE) {
        let rows = some.iter().map(|e| entry::ActiveModel {
            list: Set(list.uuid()),
            issuer: Set(e.issuer.clone()),
            name: Set(e.name.clone()),
            location: Set(e.location.clone()),
            url: Set(e.url.clone()),
        });
        entry::Entity::insert_many(rows)
            .exec_without_returning(tx.db())
            .await?;
    }
    Ok(())
}

/// All lists, by name.
pub(crate) async fn all(store: &Store) -> Result<Vec<List>, StoreError> {
    let rows = row::Entity::find()
        .order_by_asc(row::Column::Name)
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(read).collect())
}

/// One list.
pub(crate) async fn by_id(store: &Store, id: IssuerListId) -> Result<Option<List>, StoreError> {
    let row = row::Entity::find_by_id(id.uuid()).one(store.read()).await?;
    Ok(row.map(read))
}

/// One list, its row locked until the transaction ends.
pub(crate) async fn locked(tx: &Tx, id: IssuerListId) -> Result<Option<List>, StoreError> {
    let row = row::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?;
    Ok(row.map(read))
}

/// Removes a list with its entries. `false` if there was none.
pub(crate) async fn remove(tx: &Tx, id: IssuerListId) -> Result<bool, StoreError> {
    entry::Entity::delete_many()
        .filter(entry::Column::List.eq(id.uuid()))
        .exec(tx.db())
        .await?;
    let gone = row::Entity::delete_by_id(id.uuid()).exec(tx.db()).await?;
    Ok(gone.rows_affected > 0)
}

/// A page of a list's entries, by issuer id, after `after`.
pub(crate) async fn entries(
    store: &Store,
    list: IssuerListId,
    after: &str,
    limit: u64,
) -> Result<Vec<Entry>, StoreError> {
    let rows = entry::Entity::find()
        .filter(entry::Column::List.eq(list.uuid()))
        .filter(entry::Column::Issuer.gt(after))
        .order_by_asc(entry::Column::Issuer)
        .limit(limit)
        .all(store.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Entry {
            issuer: row.issuer,
            name: row.name,
            location: row.location,
            url: row.url,
        })
        .collect())
}

/// The lists that vouch for an issuer, by name.
pub(super) async fn vouching(store: &Store, issuer: &str) -> Result<Vec<Voucher>, StoreError> {
    let entries = entry::Entity::find()
        .filter(entry::Column::Issuer.eq(issuer))
        .all(store.read())
        .await?;
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let lists = row::Entity::find()
        .filter(row::Column::Id.is_in(entries.iter().map(|e| e.list)))
        .order_by_asc(row::Column::Name)
        .all(store.read())
        .await?;
    Ok(lists
        .into_iter()
        .filter_map(|list| {
            let entry = entries.iter().find(|e| e.list == list.id)?;
            let id = IssuerListId::from_uuid(list.id).to_string();
            Some(Voucher::list(id, list.name, entry.name.clone()))
        })
        .collect())
}
