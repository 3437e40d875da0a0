//! The mail addresses of accounts.

use super::{
    address_key, corrupt, owner,
    tables::{address, earner},
};
use crate::domain::{
    address::{AddressKey, EmailAddress},
    badge::Holder,
};
use platform::{
    clock::Timestamp,
    ids::{AddressId, EarnerId, Id as _, IssuerId},
    seal::{DataKey, Keyring, Place},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
};

/// An address of a person.
#[derive(Clone, Debug)]
pub struct Address {
    /// Names it.
    pub id: AddressId,
    /// Whose it is.
    pub earner: EarnerId,
    /// The address.
    pub email: EmailAddress,
    /// What it is found by.
    pub key: AddressKey,
    /// When the person proved that it is theirs.
    pub verified_at: Option<Timestamp>,
    /// Whether the account's mails go there.
    pub primary: bool,
    /// When issuance was last asked for its badges.
    pub pulled_at: Option<Timestamp>,
}

/// Who has proven that an address is theirs.
pub async fn earner_of(
    db: &impl ConnectionTrait,
    key: &AddressKey,
) -> Result<Option<EarnerId>, StoreError> {
    let row = address::Entity::find()
        .filter(address::Column::Claimed.eq(key.0.clone()))
        .one(db)
        .await?;
    Ok(row.map(|row| EarnerId::from_uuid(row.earner)))
}

/// The same, with whether they trust this issuer.
pub async fn holder_of(
    db: &impl ConnectionTrait,
    key: &AddressKey,
    issuer: IssuerId,
) -> Result<Option<Holder>, StoreError> {
    let Some(earner) = earner_of(db, key).await? else {
        return Ok(None);
    };
    Ok(Some(Holder {
        earner,
        trusts: super::accounts::trusts_issuer(db, earner, issuer).await?,
    }))
}

/// The addresses of a person, the primary one first, then by age.
pub async fn addresses_of(
    store: &Store,
    keyring: &Keyring,
    earner: EarnerId,
) -> Result<Vec<Address>, StoreError> {
    let Some(key) = super::accounts::key_of(store, keyring, earner).await? else {
        return Ok(Vec::new());
    };
    list(store.read(), earner, &key).await
}

/// The same within a transaction.
pub async fn addresses_for_change(
    tx: &Tx,
    keyring: &Keyring,
    earner: EarnerId,
) -> Result<Vec<Address>, StoreError> {
    // The account's row is the lock: its addresses are changed one after another.
    earner::Entity::find_by_id(earner.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?;
    let key = tx.data_key(keyring, &owner(earner)).await?;
    list(tx.db(), earner, &key).await
}

async fn list(
    db: &impl ConnectionTrait,
    earner: EarnerId,
    key: &DataKey,
) -> Result<Vec<Address>, StoreError> {
    let rows = address::Entity::find()
        .filter(address::Column::Earner.eq(earner.uuid()))
        .order_by_desc(address::Column::IsPrimary)
        .order_by_asc(address::Column::CreatedAt)
        .all(db)
        .await?;
    rows.into_iter().map(|row| read(row, key)).collect()
}

fn read(row: address::Model, key: &DataKey) -> Result<Address, StoreError> {
    let id = AddressId::from_uuid(row.id);
    let place = id.to_string();
    let email = key.open_text(
        &Place {
            table: "address",
            column: "email",
            row: &place,
        },
        &row.email,
    )?;
    Ok(Address {
        id,
        earner: EarnerId::from_uuid(row.earner),
        email: email
            .parse()
            .map_err(|_| corrupt("address", &place, "email"))?,
        key: AddressKey(row.blind),
        verified_at: row.verified_at.map(Timestamp::from_micros),
        primary: row.is_primary,
        pulled_at: row.pulled_at.map(Timestamp::from_micros),
    })
}

/// Adds an address; `verified_at` where it is proven already.
pub async fn add(
    tx: &Tx,
    keyring: &Keyring,
    earner: EarnerId,
    email: &EmailAddress,
    primary: bool,
    verified_at: Option<Timestamp>,
) -> Result<AddressId, StoreError> {
    let now = tx.store().clock().now();
    let id: AddressId = tx.store().ids().next(now);
    let key = tx.data_key(keyring, &owner(earner)).await?;
    let blind = address_key(keyring, email).0;
    let row = address::ActiveModel {
        id: Set(id.uuid()),
        earner: Set(earner.uuid()),
        email: Set(key.seal_text(
            &Place {
                table: "address",
                column: "email",
                row: &id.to_string(),
            },
            email.as_str(),
        )),
        claimed: Set(verified_at.map(|_| blind.clone())),
        blind: Set(blind),
        verified_at: Set(verified_at.map(Timestamp::micros)),
        is_primary: Set(primary),
        pulled_at: Set(None),
        created_at: Set(now.micros()),
    };
    row.insert(tx.db()).await?;
    Ok(id)
}

/// Notes that the person proved it.
pub async fn verify(tx: &Tx, address: &Address, now: Timestamp) -> Result<(), StoreError> {
    let row = address::ActiveModel {
        id: Set(address.id.uuid()),
        claimed: Set(Some(address.key.0.clone())),
        verified_at: Set(Some(now.micros())),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    Ok(())
}

/// Sets whether the account's mails go there.
pub async fn set_primary(tx: &Tx, id: AddressId, primary: bool) -> Result<(), StoreError> {
    address::ActiveModel {
        id: Set(id.uuid()),
        is_primary: Set(primary),
        ..Default::default()
    }
    .update(tx.db())
    .await?;
    Ok(())
}

/// Notes that issuance was asked for the badges of an address.
pub async fn pulled(tx: &Tx, id: AddressId, now: Timestamp) -> Result<(), StoreError> {
    address::Entity::update_many()
        .set(address::ActiveModel {
            pulled_at: Set(Some(now.micros())),
            ..Default::default()
        })
        .filter(address::Column::Id.eq(id.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Removes an address.
pub async fn remove(tx: &Tx, id: AddressId) -> Result<(), StoreError> {
    address::Entity::delete_by_id(id.uuid())
        .exec(tx.db())
        .await?;
    Ok(())
}
