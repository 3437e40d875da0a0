//! Credentials: what is personal sealed by the person's own key, found again by blind indexes.

mod delivery;
mod event;
mod index;
mod rows;
mod search;
mod write;

pub use delivery::{Delivery, deliveries, note_delivery};
pub use event::{events, note_event};
pub use index::member_index;
pub use write::{insert_many, insert_revision, update, update_personal};

use crate::{
    Error,
    domain::{
        credential::{Credential, Source, State},
        email::EmailAddress,
        page::{Cursor, Listed, Page},
        recipient::Personal,
        revision::Revision,
    },
    store::paged::paged,
};
use index::{EMAIL, MEMBER, REFERENCE, indexes};
use platform::{
    clock::Timestamp,
    ids::{AchievementId, CredentialId, Id as _, IssuerId, RuleId},
    seal::{DataKey, Keyring, fold},
    store::{Store, Tx},
};
use rows::{open, row, with_holds};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use search::conditions;
use std::collections::HashMap;
use uuid::Uuid;

/// A badge to be stored with its first revision.
#[derive(Clone, Debug)]
pub struct New {
    /// The badge.
    pub credential: Credential,
    /// What is personal in it.
    pub personal: Personal,
    /// What its source calls it; none if nothing does.
    pub natural_key: Option<String>,
    /// The first revision.
    pub revision: Revision,
}

/// Which badges of an issuer are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this achievement.
    pub achievement: Option<AchievementId>,
    /// In this state at that instant.
    pub state: Option<(State, Timestamp)>,
    /// With this word of acceptance.
    pub acceptance: Option<&'static str>,
    /// An address, a member number, a reference, a name or words of it; everything if empty.
    pub search: String,
    /// Of this member; of everybody if empty.
    pub member_number: String,
    /// Awarded at or after.
    pub awarded_from: Option<Timestamp>,
    /// Awarded at or before.
    pub awarded_until: Option<Timestamp>,
}

/// A badge of anybody, for public pages and for finding out whose it is.
pub async fn by_id(
    db: &impl ConnectionTrait,
    id: CredentialId,
) -> Result<Option<Credential>, Error> {
    let found = row::Entity::find_by_id(id.uuid()).one(db).await?;
    Ok(with_holds(db, found.into_iter().collect()).await?.pop())
}

/// Badges of anybody by their ids; those there are not are left out.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[CredentialId],
) -> Result<Vec<Credential>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .all(db)
        .await?;
    with_holds(db, rows).await
}

/// A badge, its row locked until the transaction ends.
pub async fn locked(tx: &Tx, id: CredentialId) -> Result<Option<Credential>, Error> {
    let found = row::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?;
    Ok(with_holds(tx.db(), found.into_iter().collect())
        .await?
        .pop())
}

/// The badges a source has awarded under these references, by reference.
pub async fn by_natural_keys(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: IssuerId,
    source: Source,
    keys: &[String],
) -> Result<HashMap<String, Credential>, Error> {
    let mut named: HashMap<Vec<u8>, &String> = HashMap::with_capacity(keys.len());
    for key in keys {
        named.extend(
            indexes(keyring, REFERENCE, issuer, key)
                .into_iter()
                .map(|index| (index, key)),
        );
    }
    if named.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::Source.eq(source.as_str()))
        .filter(row::Column::ReferenceIndex.is_in(named.keys().cloned()))
        .all(db)
        .await?;
    let names: Vec<Option<String>> = rows
        .iter()
        .map(|row| {
            row.reference_index
                .as_ref()
                .and_then(|index| named.get(index))
                .map(|key| (*key).clone())
        })
        .collect();
    let credentials = with_holds(db, rows).await?;
    Ok(names
        .into_iter()
        .zip(credentials)
        .filter_map(|(name, credential)| Some((name?, credential)))
        .collect())
}

/// The badges of a member of the issuer, their rows locked until the transaction ends. Only those a rule awarded,
/// where one is named.
pub async fn of_member_locked(
    tx: &Tx,
    keyring: &Keyring,
    issuer: IssuerId,
    member_number: &str,
    rule: Option<RuleId>,
) -> Result<Vec<Credential>, Error> {
    let mut query = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::MemberIndex.is_in(indexes(
            keyring,
            MEMBER,
            issuer,
            &fold(member_number),
        )))
        .order_by_asc(row::Column::Id)
        .lock_exclusive();
    if let Some(rule) = rule {
        query = query.filter(row::Column::Rule.eq(rule.uuid()));
    }
    with_holds(tx.db(), query.all(tx.db()).await?).await
}

/// The badges of a member of the issuer.
pub async fn of_member(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: IssuerId,
    member_number: &str,
) -> Result<Vec<Credential>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::MemberIndex.is_in(indexes(
            keyring,
            MEMBER,
            issuer,
            &fold(member_number),
        )))
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    with_holds(db, rows).await
}

/// The badges of an issuer awarded to an address, oldest first.
pub async fn of_address(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: IssuerId,
    address: &EmailAddress,
) -> Result<Vec<Credential>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::EmailIndex.is_in(indexes(keyring, EMAIL, issuer, &address.folded())))
        .order_by_asc(row::Column::CreatedAt)
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    with_holds(db, rows).await
}

/// A page of the issuer's badges, newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: IssuerId,
    filter: &Filter,
    page: Page,
) -> Result<Listed<Credential>, Error> {
    let query = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(conditions(keyring, issuer, filter));
    let total = query.clone().count(db).await?;
    let rows = paged(query, page, row::Column::CreatedAt, row::Column::Id, true)
        .all(db)
        .await?;
    let place = |c: &Credential| Cursor {
        at: c.created_at.micros(),
        id: c.id.uuid(),
    };
    Ok(page.listed(with_holds(db, rows).await?, place).of(total))
}

/// How many badges were awarded of each of these achievements.
pub async fn counts(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    achievements: &[AchievementId],
) -> Result<HashMap<AchievementId, u64>, Error> {
    let rows: Vec<(Uuid, i64)> = row::Entity::find()
        .select_only()
        .column(row::Column::Achievement)
        .column_as(row::Column::Id.count(), "count")
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::Achievement.is_in(achievements.iter().map(|id| id.uuid())))
        .group_by(row::Column::Achievement)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, count)| {
            (
                AchievementId::from_uuid(id),
                u64::try_from(count).unwrap_or(0),
            )
        })
        .collect())
}

/// The key of the person a badge is about; none after erasure.
pub async fn person_key(
    store: &Store,
    keyring: &Keyring,
    id: CredentialId,
) -> Result<Option<DataKey>, Error> {
    let Some(found) = row::Entity::find_by_id(id.uuid()).one(store.read()).await? else {
        return Ok(None);
    };
    Ok(store.data_key(keyring, &found.owner).await?)
}

/// The same within a transaction.
async fn person_key_within(
    tx: &Tx,
    keyring: &Keyring,
    id: CredentialId,
) -> Result<Option<DataKey>, Error> {
    let Some(found) = row::Entity::find_by_id(id.uuid()).one(tx.db()).await? else {
        return Ok(None);
    };
    Ok(tx.find_data_key(keyring, &found.owner).await?)
}

/// What is personal in a badge; none after erasure.
pub async fn personal(
    store: &Store,
    keyring: &Keyring,
    id: CredentialId,
) -> Result<Option<Personal>, Error> {
    Ok(personal_of_many(store, keyring, &[id]).await?.remove(&id))
}

/// What is personal in several badges; erased ones are left out.
pub async fn personal_of_many(
    store: &Store,
    keyring: &Keyring,
    ids: &[CredentialId],
) -> Result<HashMap<CredentialId, Personal>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .all(store.read())
        .await?;
    let mut keys: HashMap<String, Option<DataKey>> = HashMap::new();
    let mut all = HashMap::with_capacity(rows.len());
    for row in rows {
        if !keys.contains_key(&row.owner) {
            keys.insert(
                row.owner.clone(),
                store.data_key(keyring, &row.owner).await?,
            );
        }
        if let Some(Some(key)) = keys.get(&row.owner) {
            let id = CredentialId::from_uuid(row.id);
            all.insert(id, open(key, id, &row.personal)?);
        }
    }
    Ok(all)
}
