//! The operator's own list of known issuers, and who vouches for an issuer.

use super::list;
use crate::check::Voucher;
use platform::{
    clock::Timestamp,
    store::{Store, StoreError},
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::OnConflict,
};

mod row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "known_issuer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub issuer: String,
        pub name: String,
        pub added_by: String,
        pub added_at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An issuer the operator vouches for.
pub(crate) struct KnownIssuer {
    pub issuer: String,
    pub name: String,
    pub added_at: Timestamp,
}

/// Who vouches for an issuer: the operator first, then imported lists by name.
pub(crate) async fn vouchers(store: &Store, issuer: &str) -> Result<Vec<Voucher>, StoreError> {
    let own = row::Entity::find_by_id(issuer.to_owned())
        .one(store.read())
        .await?;
    let mut vouchers: Vec<Voucher> = own
        .into_iter()
        .map(|row| Voucher::operator(row.name))
        .collect();
    vouchers.extend(list::vouching(store, issuer).await?);
    Ok(vouchers)
}

/// Puts an issuer on the list; a second time changes the name.
pub(crate) async fn add(
    store: &Store,
    issuer: &str,
    name: &str,
    by: &str,
) -> Result<Timestamp, StoreError> {
    let now = store.clock().now();
    let new = row::ActiveModel {
        issuer: Set(issuer.to_owned()),
        name: Set(name.to_owned()),
        added_by: Set(by.to_owned()),
        added_at: Set(now.micros()),
    };
    let again = OnConflict::column(row::Column::Issuer)
        .update_column(row::Column::Name)
        .to_owned();
    let tx = store.write().await?;
    row::Entity::insert(new)
        .on_conflict(again)
        .exec_without_returning(tx.db())
        .await?;
    tx.commit().await?;
    Ok(now)
}

/// Takes an issuer off the list.
pub(crate) async fn remove(store: &Store, issuer: &str) -> Result<(), StoreError> {
    let tx = store.write().await?;
    row::Entity::delete_by_id(issuer.to_owned())
        .exec(tx.db())
        .await?;
    tx.commit().await
}

/// A page of the list, by address, after `after`.
pub(crate) async fn page(
    store: &Store,
    after: &str,
    limit: u64,
) -> Result<Vec<KnownIssuer>, StoreError> {
    let rows = row::Entity::find()
        .filter(row::Column::Issuer.gt(after))
        .order_by_asc(row::Column::Issuer)
        .limit(limit)
        .all(store.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|r| KnownIssuer {
            issuer: r.issuer,
            name: r.name,
            added_at: Timestamp::from_micros(r.added_at),
        })
        .collect())
}
