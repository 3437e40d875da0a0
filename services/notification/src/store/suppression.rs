//! Addresses that the mail server said do not exist, by their blind index.

use super::tables::suppression;
use platform::store::{Store, StoreError, Tx};
use sea_orm::{EntityTrait as _, Set, sea_query::OnConflict};

/// Why nothing is sent to the address, if so.
pub async fn reason(store: &Store, address: &[u8]) -> Result<Option<String>, StoreError> {
    let row = suppression::Entity::find_by_id(address.to_vec())
        .one(store.read())
        .await?;
    Ok(row.map(|r| r.reason))
}

/// Sends nothing more to the address unless a person asks for it.
pub async fn add(tx: &Tx, address: &[u8], reason: &str) -> Result<(), StoreError> {
    let row = suppression::ActiveModel {
        address: Set(address.to_vec()),
        reason: Set(reason.to_owned()),
        at: Set(tx.store().clock().now().micros()),
    };
    let known = OnConflict::column(suppression::Column::Address)
        .do_nothing()
        .to_owned();
    suppression::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// The address took a mail: it is good.
pub async fn lift(tx: &Tx, address: &[u8]) -> Result<(), StoreError> {
    suppression::Entity::delete_by_id(address.to_vec())
        .exec(tx.db())
        .await?;
    Ok(())
}
