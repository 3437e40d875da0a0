//! Where rows are read from.

use platform::{
    seal::{DataKey, Keyring},
    store::{Store, StoreError, Tx},
};
use sea_orm::{EntityTrait, Select};

/// Outside a transaction or within one. What is read within one goes over its own connection: who holds the
/// issuer's turn must not wait for another, which those who wait for the turn may hold.
#[derive(Clone, Copy)]
pub enum Source<'a> {
    /// Outside a transaction.
    Outside(&'a Store),
    /// Within one.
    Within(&'a Tx),
}

impl Source<'_> {
    pub(super) async fn all<E: EntityTrait>(
        self,
        select: Select<E>,
    ) -> Result<Vec<E::Model>, StoreError> {
        Ok(match self {
            Self::Outside(store) => select.all(store.read()).await?,
            Self::Within(tx) => select.all(tx.db()).await?,
        })
    }

    /// The key of a person who is on record; none if the person was erased.
    pub(super) async fn data_key(
        self,
        keyring: &Keyring,
        owner: &str,
    ) -> Result<Option<DataKey>, StoreError> {
        match self {
            Self::Outside(store) => store.data_key(keyring, owner).await,
            Self::Within(tx) => match tx.data_key(keyring, owner).await {
                Ok(key) => Ok(Some(key)),
                Err(StoreError::Corrupt {
                    table: "data_key", ..
                }) => Ok(None),
                Err(error) => Err(error),
            },
        }
    }
}
