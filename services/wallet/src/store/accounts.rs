//! Accounts: profiles, handles, trust.

use super::{
    corrupt, owner,
    tables::{account_act, earner, handle, trust},
};
use crate::domain::{handle::Handle, portfolio::Mode, profile::Profile};
use platform::{
    clock::Timestamp,
    ids::{EarnerId, Id as _, IssuerId},
    seal::{DataKey, Keyring, Place},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set, sea_query::OnConflict,
};

/// A person with an account.
#[derive(Clone)]
pub struct Account {
    /// The person.
    pub id: EarnerId,
    /// What their profile says.
    pub profile: Profile,
    /// The portfolio's present name.
    pub handle: Option<String>,
    /// What the portfolio shows.
    pub mode: Mode,
    /// Whether the portfolio has a public page.
    pub portfolio_public: bool,
    /// A PHC string, where a password is set.
    pub password: Option<String>,
    /// When the earner chose it.
    pub password_set_at: Option<Timestamp>,
    /// When a mailed sign-in link was used last.
    pub link_used_at: Option<Timestamp>,
}

/// The person's own key, where there is one: an erased person has none.
pub async fn key_of(
    store: &Store,
    keyring: &Keyring,
    earner: EarnerId,
) -> Result<Option<DataKey>, StoreError> {
    store.data_key(keyring, &owner(earner)).await
}

/// An account, where there is one and it was not erased.
pub async fn account(
    store: &Store,
    keyring: &Keyring,
    earner: EarnerId,
) -> Result<Option<Account>, StoreError> {
    let Some(row) = earner::Entity::find_by_id(earner.uuid())
        .one(store.read())
        .await?
    else {
        return Ok(None);
    };
    let Some(key) = key_of(store, keyring, earner).await? else {
        return Ok(None);
    };
    read(row, &key).map(Some)
}

/// The same within a transaction, to be changed: nobody else changes it meanwhile.
pub async fn account_for_change(
    tx: &Tx,
    keyring: &Keyring,
    earner: EarnerId,
) -> Result<Option<Account>, StoreError> {
    let Some(row) = earner::Entity::find_by_id(earner.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?
    else {
        return Ok(None);
    };
    let key = tx.data_key(keyring, &owner(earner)).await?;
    read(row, &key).map(Some)
}

/// Makes an account with nothing but a profile.
pub async fn create(
    tx: &Tx,
    keyring: &Keyring,
    id: EarnerId,
    profile: &Profile,
    now: Timestamp,
) -> Result<(), StoreError> {
    let key = tx.data_key(keyring, &owner(id)).await?;
    let row = earner::ActiveModel {
        id: Set(id.uuid()),
        profile: Set(seal(&key, id, profile)?),
        handle: Set(None),
        portfolio_mode: Set(Mode::All.as_str().to_owned()),
        portfolio_public: Set(false),
        password: Set(None),
        password_set_at: Set(None),
        link_used_at: Set(None),
        created_at: Set(now.micros()),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Writes an account back.
pub async fn save(tx: &Tx, keyring: &Keyring, account: &Account) -> Result<(), StoreError> {
    let key = tx.data_key(keyring, &owner(account.id)).await?;
    let row = earner::ActiveModel {
        id: Set(account.id.uuid()),
        profile: Set(seal(&key, account.id, &account.profile)?),
        handle: Set(account.handle.clone()),
        portfolio_mode: Set(account.mode.as_str().to_owned()),
        portfolio_public: Set(account.portfolio_public),
        password: Set(account.password.clone()),
        password_set_at: Set(account.password_set_at.map(Timestamp::micros)),
        link_used_at: Set(account.link_used_at.map(Timestamp::micros)),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    Ok(())
}

fn seal(key: &DataKey, id: EarnerId, profile: &Profile) -> Result<Vec<u8>, StoreError> {
    Ok(key.seal_json(
        &Place {
            table: "earner",
            column: "profile",
            row: &id.to_string(),
        },
        profile,
    )?)
}

fn read(row: earner::Model, key: &DataKey) -> Result<Account, StoreError> {
    let id = EarnerId::from_uuid(row.id);
    let place = id.to_string();
    Ok(Account {
        id,
        profile: key.open_json(
            &Place {
                table: "earner",
                column: "profile",
                row: &place,
            },
            &row.profile,
        )?,
        handle: row.handle,
        mode: Mode::parse(&row.portfolio_mode)
            .ok_or_else(|| corrupt("earner", &place, "portfolio_mode"))?,
        portfolio_public: row.portfolio_public,
        password: row.password,
        password_set_at: row.password_set_at.map(Timestamp::from_micros),
        link_used_at: row.link_used_at.map(Timestamp::from_micros),
    })
}

/// Who ever had that name.
pub async fn owner_of_handle(
    db: &impl ConnectionTrait,
    name: &Handle,
) -> Result<Option<EarnerId>, StoreError> {
    Ok(handle::Entity::find_by_id(name.as_str().to_owned())
        .one(db)
        .await?
        .map(|row| EarnerId::from_uuid(row.earner)))
}

/// Takes a name for ever. `false` if another person has or had it.
pub async fn take_handle(
    tx: &Tx,
    name: &Handle,
    earner: EarnerId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = handle::ActiveModel {
        handle: Set(name.as_str().to_owned()),
        earner: Set(earner.uuid()),
        taken_at: Set(now.micros()),
    };
    handle::Entity::insert(row)
        .on_conflict(
            OnConflict::column(handle::Column::Handle)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx.db())
        .await?;
    Ok(owner_of_handle(tx.db(), name).await? == Some(earner))
}

/// The issuers a person trusts, and since when, by age.
pub async fn trusts(
    db: &impl ConnectionTrait,
    earner: EarnerId,
) -> Result<Vec<(IssuerId, Timestamp)>, StoreError> {
    let rows = trust::Entity::find()
        .filter(trust::Column::Earner.eq(earner.uuid()))
        .order_by_asc(trust::Column::Since)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            (
                IssuerId::from_uuid(row.issuer),
                Timestamp::from_micros(row.since),
            )
        })
        .collect())
}

/// Whether a person trusts an issuer.
pub async fn trusts_issuer(
    db: &impl ConnectionTrait,
    earner: EarnerId,
    issuer: IssuerId,
) -> Result<bool, StoreError> {
    Ok(trust::Entity::find_by_id((earner.uuid(), issuer.uuid()))
        .one(db)
        .await?
        .is_some())
}

/// Trusts an issuer from now on.
pub async fn trust(
    tx: &Tx,
    earner: EarnerId,
    issuer: IssuerId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = trust::ActiveModel {
        earner: Set(earner.uuid()),
        issuer: Set(issuer.uuid()),
        since: Set(now.micros()),
    };
    trust::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([trust::Column::Earner, trust::Column::Issuer])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// Trusts an issuer no more.
pub async fn distrust(tx: &Tx, earner: EarnerId, issuer: IssuerId) -> Result<(), StoreError> {
    trust::Entity::delete_by_id((earner.uuid(), issuer.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Writes down what staff did to an account.
pub async fn note_act(
    tx: &Tx,
    earner: EarnerId,
    issuer: IssuerId,
    actor: &str,
    act: &str,
) -> Result<(), StoreError> {
    let now = tx.store().clock().now();
    let row = account_act::ActiveModel {
        id: Set(tx.store().ids().uuid_v7(now)),
        earner: Set(earner.uuid()),
        issuer: Set(issuer.uuid()),
        actor: Set(actor.to_owned()),
        act: Set(act.to_owned()),
        at: Set(now.micros()),
    };
    row.insert(tx.db()).await?;
    Ok(())
}
