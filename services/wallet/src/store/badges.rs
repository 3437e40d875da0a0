//! Badges in wallets, and on their way there.

use super::{corrupt, ids, tables::held_badge};
use crate::domain::{
    address::AddressKey,
    badge::{Acceptance, Badge},
};
use platform::{
    clock::Timestamp,
    ids::{AchievementId, CredentialId, EarnerId, Id as _, IssuerId, ProgressionId},
    store::{StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::OnConflict,
};

/// One badge.
pub async fn badge(
    db: &impl ConnectionTrait,
    credential: CredentialId,
) -> Result<Option<Badge>, StoreError> {
    held_badge::Entity::find_by_id(credential.uuid())
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// One badge to be changed: nobody else changes it meanwhile.
pub async fn badge_for_change(
    tx: &Tx,
    credential: CredentialId,
) -> Result<Option<Badge>, StoreError> {
    held_badge::Entity::find_by_id(credential.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?
        .map(read)
        .transpose()
}

/// These badges, whoever holds them; unknown ones are left out.
pub async fn badges(
    db: &impl ConnectionTrait,
    credentials: &[CredentialId],
) -> Result<Vec<Badge>, StoreError> {
    let rows = held_badge::Entity::find()
        .filter(held_badge::Column::Credential.is_in(ids(credentials)))
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// These badges to be changed, always in the same order so that two who change them do not wait for each other.
pub async fn badges_for_change(
    tx: &Tx,
    credentials: &[CredentialId],
) -> Result<Vec<Badge>, StoreError> {
    let rows = held_badge::Entity::find()
        .filter(held_badge::Column::Credential.is_in(ids(credentials)))
        .order_by_asc(held_badge::Column::Credential)
        .lock_exclusive()
        .all(tx.db())
        .await?;
    rows.into_iter().map(read).collect()
}

/// What an earner holds, in their order.
pub async fn badges_of_earner(
    db: &impl ConnectionTrait,
    earner: EarnerId,
    acceptance: Option<Acceptance>,
) -> Result<Vec<Badge>, StoreError> {
    let mut query = held_badge::Entity::find().filter(held_badge::Column::Earner.eq(earner.uuid()));
    if let Some(acceptance) = acceptance {
        query = query.filter(held_badge::Column::Acceptance.eq(acceptance.as_str()));
    }
    let rows = query
        .order_by_desc(held_badge::Column::Position)
        .order_by_asc(held_badge::Column::Credential)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Whether an earner holds a badge of an issuer, of that acceptance where one is named.
pub async fn holds_of_issuer(
    db: &impl ConnectionTrait,
    earner: EarnerId,
    issuer: IssuerId,
    acceptance: Option<Acceptance>,
) -> Result<bool, StoreError> {
    let mut query = held_badge::Entity::find()
        .filter(held_badge::Column::Earner.eq(earner.uuid()))
        .filter(held_badge::Column::Issuer.eq(issuer.uuid()));
    if let Some(acceptance) = acceptance {
        query = query.filter(held_badge::Column::Acceptance.eq(acceptance.as_str()));
    }
    Ok(query.count(db).await? > 0)
}

/// Whether an earner has accepted anything.
pub async fn has_accepted(db: &impl ConnectionTrait, earner: EarnerId) -> Result<bool, StoreError> {
    let query = held_badge::Entity::find()
        .filter(held_badge::Column::Earner.eq(earner.uuid()))
        .filter(held_badge::Column::Acceptance.eq(Acceptance::Accepted.as_str()));
    Ok(query.count(db).await? > 0)
}

/// What was awarded to an address and nobody has proven to hold: the candidates for whoever proves it.
pub async fn unclaimed_of_address(
    db: &impl ConnectionTrait,
    key: &AddressKey,
) -> Result<Vec<Badge>, StoreError> {
    let rows = held_badge::Entity::find()
        .filter(held_badge::Column::Address.eq(key.0.clone()))
        .filter(
            Condition::any()
                .add(held_badge::Column::Earner.is_null())
                .add(held_badge::Column::Moved.eq(true)),
        )
        .order_by_asc(held_badge::Column::Credential)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// How many badges of an earner came by each address.
pub async fn count_by_address(
    db: &impl ConnectionTrait,
    earner: EarnerId,
) -> Result<Vec<(AddressKey, u32)>, StoreError> {
    let rows: Vec<(Option<Vec<u8>>, i64)> = held_badge::Entity::find()
        .filter(held_badge::Column::Earner.eq(earner.uuid()))
        .select_only()
        .column(held_badge::Column::Address)
        .column_as(held_badge::Column::Credential.count(), "n")
        .group_by(held_badge::Column::Address)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(key, n)| Some((AddressKey(key?), u32::try_from(n).unwrap_or(u32::MAX))))
        .collect())
}

/// Adds a badge unless it is there.
pub async fn add(tx: &Tx, badge: &Badge) -> Result<(), StoreError> {
    held_badge::Entity::insert(row(badge))
        .on_conflict(
            OnConflict::column(held_badge::Column::Credential)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// Writes a badge back.
pub async fn save(tx: &Tx, badge: &Badge) -> Result<(), StoreError> {
    row(badge).update(tx.db()).await?;
    Ok(())
}

fn row(badge: &Badge) -> held_badge::ActiveModel {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    held_badge::ActiveModel {
        credential: Set(badge.credential.uuid()),
        issuer: Set(badge.issuer.uuid()),
        achievement: Set(badge.achievement.uuid()),
        progression: Set(badge.progression.map(|p| p.uuid())),
        rank: Set(i32::try_from(badge.rank).unwrap_or(i32::MAX)),
        status: Set(badge.status.as_str().to_owned()),
        credential_version: Set(number(badge.credential_version)),
        visibility: Set(badge.visibility.as_str().to_owned()),
        version: Set(number(badge.version)),
        acceptance: Set(badge.acceptance.as_str().to_owned()),
        earner: Set(badge.earner.map(|e| e.uuid())),
        address: Set(badge.address.clone().map(|a| a.0)),
        moved: Set(badge.moved),
        announced: Set(badge.announced),
        position: Set(badge.position),
        received_at: Set(badge.received_at.micros()),
    }
}

fn read(row: held_badge::Model) -> Result<Badge, StoreError> {
    let credential = CredentialId::from_uuid(row.credential);
    let word =
        |problem: crate::domain::badge::UnknownWord| corrupt("held_badge", credential, problem);
    Ok(Badge {
        credential,
        issuer: IssuerId::from_uuid(row.issuer),
        achievement: AchievementId::from_uuid(row.achievement),
        progression: row.progression.map(ProgressionId::from_uuid),
        rank: u32::try_from(row.rank).unwrap_or(0),
        status: row.status.parse().map_err(word)?,
        credential_version: u64::try_from(row.credential_version).unwrap_or(0),
        visibility: row.visibility.parse().map_err(word)?,
        version: u64::try_from(row.version).unwrap_or(0),
        acceptance: row.acceptance.parse().map_err(word)?,
        earner: row.earner.map(EarnerId::from_uuid),
        address: row.address.map(AddressKey),
        moved: row.moved,
        announced: row.announced,
        position: row.position,
        received_at: Timestamp::from_micros(row.received_at),
    })
}
