//! What is known of badges.

use super::{corrupt, stored, tables::badge};
use crate::domain::{
    badge::{Acceptance, Badge},
    message::{Kind, Standing},
};
use platform::{
    clock::Timestamp,
    ids::{CredentialId, EarnerId, Id as _, IssuerId},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::OnConflict,
};

/// The badge, kept from others until the transaction ends; one nobody has heard of if there is none.
pub async fn take(
    tx: &Tx,
    credential: CredentialId,
    issuer: IssuerId,
) -> Result<Badge, StoreError> {
    let row = badge::Entity::find_by_id(credential.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?;
    row.map_or_else(|| Ok(Badge::unheard(credential, issuer)), read)
}

/// Those of these badges that were heard of.
pub async fn take_many(tx: &Tx, credentials: &[CredentialId]) -> Result<Vec<Badge>, StoreError> {
    badge::Entity::find()
        .filter(badge::Column::Credential.is_in(credentials.iter().map(|c| c.uuid())))
        .order_by_asc(badge::Column::Credential)
        .lock_exclusive()
        .all(tx.db())
        .await?
        .into_iter()
        .map(read)
        .collect()
}

/// Writes what is known.
pub async fn put(tx: &Tx, badge: &Badge) -> Result<(), StoreError> {
    let row = badge::ActiveModel {
        credential: Set(badge.credential.uuid()),
        issuer: Set(badge.issuer.uuid()),
        person: Set(badge.person.clone()),
        earner: Set(badge.earner.map(|e| e.uuid())),
        acceptance: Set(badge.acceptance.as_str().to_owned()),
        badge_version: Set(stored(badge.badge_version)),
        wants: Set(badge.wants.map(|k| k.as_str().to_owned())),
        standing: Set(word(badge.standing).to_owned()),
        credential_version: Set(stored(badge.credential_version)),
        told_at: Set(badge.told_at.map(Timestamp::micros)),
    };
    let change = OnConflict::column(badge::Column::Credential)
        .update_columns([
            badge::Column::Person,
            badge::Column::Earner,
            badge::Column::Acceptance,
            badge::Column::BadgeVersion,
            badge::Column::Wants,
            badge::Column::Standing,
            badge::Column::CredentialVersion,
            badge::Column::ToldAt,
        ])
        .to_owned();
    badge::Entity::insert(row)
        .on_conflict(change)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// The issuers whose badges this person holds, `most` at most.
pub async fn issuers_of_earner(
    store: &Store,
    earner: EarnerId,
    most: u64,
) -> Result<Vec<IssuerId>, StoreError> {
    let ids: Vec<uuid::Uuid> = badge::Entity::find()
        .select_only()
        .column(badge::Column::Issuer)
        .distinct()
        .filter(badge::Column::Earner.eq(earner.uuid()))
        .order_by_asc(badge::Column::Issuer)
        .limit(most)
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(ids.into_iter().map(IssuerId::from_uuid).collect())
}

const fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Valid => "valid",
        Standing::Expired => "expired",
        Standing::Suspended => "suspended",
        Standing::Revoked => "revoked",
    }
}

fn read(row: badge::Model) -> Result<Badge, StoreError> {
    let bad = |problem: String| corrupt("badge", row.credential, problem);
    let wants = row.wants.as_deref().map(str::parse::<Kind>).transpose();
    Ok(Badge {
        credential: CredentialId::from_uuid(row.credential),
        issuer: IssuerId::from_uuid(row.issuer),
        earner: row.earner.map(EarnerId::from_uuid),
        acceptance: Acceptance::parse(&row.acceptance)
            .ok_or_else(|| bad(format!("acceptance {}", row.acceptance)))?,
        badge_version: u64::try_from(row.badge_version).unwrap_or(0),
        wants: wants.map_err(|e| bad(e.to_string()))?,
        standing: row.standing.parse().map_err(|e| bad(format!("{e}")))?,
        credential_version: u64::try_from(row.credential_version).unwrap_or(0),
        told_at: row.told_at.map(Timestamp::from_micros),
        person: row.person,
    })
}
