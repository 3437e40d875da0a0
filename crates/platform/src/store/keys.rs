use super::{Store, StoreError, Tx, tables::data_key};
use crate::seal::{DataKey, Keyring};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, EntityTrait as _, Set};

impl Tx {
    /// The data key of `owner` (a person, a tenant), made now if there is none. Destroying it erases all that
    /// it sealed.
    pub async fn data_key(&self, keyring: &Keyring, owner: &str) -> Result<DataKey, StoreError> {
        if let Some(row) = data_key::Entity::find_by_id(owner.to_owned())
            .one(self.db())
            .await?
        {
            if row.destroyed_at.is_some() {
                return Err(StoreError::Corrupt {
                    table: "data_key",
                    row: owner.to_owned(),
                    problem: "the key was destroyed: this person was erased".into(),
                });
            }
            return Ok(keyring.open_data_key(owner, &row.wrapped)?);
        }
        let (key, wrapped) = keyring.new_data_key(owner)?;
        let row = data_key::ActiveModel {
            owner: Set(owner.to_owned()),
            wrapped: Set(wrapped),
            created_at: Set(self.store().clock().now().micros()),
            destroyed_at: Set(None),
        };
        row.insert(self.db()).await?;
        Ok(key)
    }

    /// The data key of `owner`, looked for within this transaction; `None` if there never was one or it was
    /// destroyed. Who holds a transaction must not wait for a second connection, as [`Store::data_key`] does:
    /// those who wait for the transaction may hold them all.
    pub async fn find_data_key(
        &self,
        keyring: &Keyring,
        owner: &str,
    ) -> Result<Option<DataKey>, StoreError> {
        find(self.db(), keyring, owner).await
    }

    /// Destroys the data key of `owner`: what it sealed can never be read again.
    pub async fn destroy_data_key(&self, owner: &str) -> Result<(), StoreError> {
        if let Some(found) = data_key::Entity::find_by_id(owner.to_owned())
            .one(self.db())
            .await?
        {
            let mut row: data_key::ActiveModel = found.into();
            row.wrapped = Set(Vec::new());
            row.destroyed_at = Set(Some(self.store().clock().now().micros()));
            row.update(self.db()).await?;
        }
        Ok(())
    }
}

impl Store {
    /// The data key of `owner`; `None` if there never was one or it was destroyed.
    pub async fn data_key(
        &self,
        keyring: &Keyring,
        owner: &str,
    ) -> Result<Option<DataKey>, StoreError> {
        find(self.read(), keyring, owner).await
    }
}

async fn find(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    owner: &str,
) -> Result<Option<DataKey>, StoreError> {
    match data_key::Entity::find_by_id(owner.to_owned())
        .one(db)
        .await?
    {
        Some(row) if row.destroyed_at.is_none() => {
            Ok(Some(keyring.open_data_key(owner, &row.wrapped)?))
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Secret,
        seal::{Keyring, Place},
        store::testing::stores,
    };

    #[tokio::test]
    async fn a_data_key_is_found_within_the_transaction_that_made_it_and_by_nobody_once_destroyed()
    {
        for (store, _dir) in stores().await {
            let secret = Secret::from("a passphrase of no less than thirty-two characters");
            let keyring = Keyring::new("issuance", &secret, &[]).unwrap();
            let place = Place {
                table: "person",
                column: "name",
                row: "1",
            };
            let tx = store.write().await.unwrap();
            assert!(tx.find_data_key(&keyring, "ada").await.unwrap().is_none());
            let made = tx.data_key(&keyring, "ada").await.unwrap();
            let sealed = made.seal(&place, b"Ada");
            // Not committed yet: only this transaction can know.
            assert!(store.data_key(&keyring, "ada").await.unwrap().is_none());
            let found = tx.find_data_key(&keyring, "ada").await.unwrap().unwrap();
            assert_eq!(found.open(&place, &sealed).unwrap(), b"Ada");
            tx.destroy_data_key("ada").await.unwrap();
            assert!(tx.find_data_key(&keyring, "ada").await.unwrap().is_none());
            tx.commit().await.unwrap();
            assert!(store.data_key(&keyring, "ada").await.unwrap().is_none());
        }
    }
}
