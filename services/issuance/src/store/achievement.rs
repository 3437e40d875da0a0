//! Achievements and their versions.

use super::{corrupt, paged::paged};
use crate::{
    Error,
    domain::{
        achievement::{Achievement, Digest, Version},
        page::{Cursor, Listed, Page},
    },
};
use platform::{
    clock::Timestamp,
    ids::{AchievementId, Id as _, IssuerId, ProgressionId, VersionId},
    store::Tx,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};
use std::collections::HashMap;

table!(
    /// An achievement; what it says stands in its versions.
    row, "achievement" {
    #[sea_orm(primary_key, auto_increment = false)]
    issuer: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    version: Uuid,
    progression: Option<Uuid>,
    rank: i32,
    archived_at: Option<i64>,
    created_at: i64,
    updated_at: i64,
    changes: i64,
});

table!(
    /// A version of an achievement.
    version, "achievement_version" {
    #[sea_orm(primary_key, auto_increment = false)]
    issuer: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    achievement: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    number: i32,
    id: Uuid,
    content: String,
    url: String,
    ob2_url: String,
    image_url: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    svg: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    png: Vec<u8>,
    created_at: i64,
});

/// An achievement of anybody, for public pages and for finding out whose it is.
pub async fn by_id(
    db: &impl ConnectionTrait,
    id: AchievementId,
) -> Result<Option<Achievement>, Error> {
    let found = row::Entity::find()
        .filter(row::Column::Id.eq(id.uuid()))
        .one(db)
        .await?;
    Ok(with_versions(db, found.into_iter().collect()).await?.pop())
}

/// Several achievements of the issuer; those there are not are left out.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    ids: &[AchievementId],
) -> Result<Vec<Achievement>, Error> {
    let ids = ids.iter().map(|id| id.uuid());
    let rows = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::Id.is_in(ids))
        .all(db)
        .await?;
    with_versions(db, rows).await
}

/// An achievement of the issuer, its row locked until the transaction ends.
pub async fn locked(
    tx: &Tx,
    issuer: IssuerId,
    id: AchievementId,
) -> Result<Option<Achievement>, Error> {
    let found = row::Entity::find_by_id((issuer.uuid(), id.uuid()))
        .lock_exclusive()
        .one(tx.db())
        .await?;
    Ok(with_versions(tx.db(), found.into_iter().collect())
        .await?
        .pop())
}

/// A page of the issuer's achievements, oldest first.
pub async fn list(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    include_archived: bool,
    page: Page,
) -> Result<Listed<Achievement>, Error> {
    let mut query = row::Entity::find().filter(row::Column::Issuer.eq(issuer.uuid()));
    if !include_archived {
        query = query.filter(row::Column::ArchivedAt.is_null());
    }
    let total = query.clone().count(db).await?;
    let rows = paged(query, page, row::Column::CreatedAt, row::Column::Id, false)
        .all(db)
        .await?;
    let achievements = with_versions(db, rows).await?;
    let place = |a: &Achievement| Cursor {
        at: a.created_at.micros(),
        id: a.id.uuid(),
    };
    Ok(page.listed(achievements, place).of(total))
}

/// The achievements of a ladder, most senior first (A14).
pub async fn of_progression(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    progression: ProgressionId,
) -> Result<Vec<Achievement>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::Progression.eq(progression.uuid()))
        .order_by_desc(row::Column::Rank)
        .order_by_asc(row::Column::CreatedAt)
        .all(db)
        .await?;
    with_versions(db, rows).await
}

/// The highest rank on a ladder; 0 if it is empty.
pub async fn highest_rank(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    progression: ProgressionId,
) -> Result<u32, Error> {
    let top = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::Progression.eq(progression.uuid()))
        .filter(row::Column::ArchivedAt.is_null())
        .order_by_desc(row::Column::Rank)
        .one(db)
        .await?;
    Ok(top.map_or(0, |row| u32::try_from(row.rank).unwrap_or(0)))
}

/// A version of anybody's achievement: badges and public documents refer to it.
pub async fn version_by_id(
    db: &impl ConnectionTrait,
    id: VersionId,
) -> Result<Option<Version>, Error> {
    version::Entity::find()
        .filter(version::Column::Id.eq(id.uuid()))
        .one(db)
        .await?
        .map(read_version)
        .transpose()
}

/// Several versions of anybody's achievements; those there are not are left out.
pub async fn versions_by_ids(
    db: &impl ConnectionTrait,
    ids: &[VersionId],
) -> Result<Vec<Version>, Error> {
    let ids = ids.iter().map(|id| id.uuid());
    version::Entity::find()
        .filter(version::Column::Id.is_in(ids))
        .all(db)
        .await?
        .into_iter()
        .map(read_version)
        .collect()
}

/// Adds an achievement with its first version.
pub async fn insert(tx: &Tx, achievement: &Achievement) -> Result<(), Error> {
    write(achievement).insert(tx.db()).await?;
    insert_version(tx, &achievement.current).await
}

/// Stores a changed achievement. Its version in force is added by [`insert_version`], if it is a new one.
pub async fn update(tx: &Tx, achievement: &Achievement) -> Result<(), Error> {
    write(achievement).update(tx.db()).await?;
    Ok(())
}

/// Adds a version.
pub async fn insert_version(tx: &Tx, made: &Version) -> Result<(), Error> {
    let content = serde_json::to_string(&made.content)
        .map_err(|e| corrupt("achievement_version", &made.id.to_string(), e.to_string()))?;
    let row = version::ActiveModel {
        issuer: Set(made.issuer.uuid()),
        achievement: Set(made.achievement.uuid()),
        number: Set(small(made.number)),
        id: Set(made.id.uuid()),
        content: Set(content),
        url: Set(made.url.clone()),
        ob2_url: Set(made.ob2_url.clone()),
        image_url: Set(made.image_url.clone()),
        svg: Set(made.svg.0.to_vec()),
        png: Set(made.png.0.to_vec()),
        created_at: Set(made.created_at.micros()),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

fn small(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn write(achievement: &Achievement) -> row::ActiveModel {
    let level = achievement.current.content.level.as_ref();
    row::ActiveModel {
        issuer: Set(achievement.issuer.uuid()),
        id: Set(achievement.id.uuid()),
        version: Set(achievement.current.id.uuid()),
        progression: Set(level.map(|l| l.progression.uuid())),
        rank: Set(level.map_or(0, |l| small(l.rank))),
        archived_at: Set(achievement.archived_at.map(Timestamp::micros)),
        created_at: Set(achievement.created_at.micros()),
        updated_at: Set(achievement.updated_at.micros()),
        changes: Set(i64::try_from(achievement.changes).unwrap_or(i64::MAX)),
    }
}

/// Joins rows, in their order, with their versions in force.
async fn with_versions(
    db: &impl ConnectionTrait,
    rows: Vec<row::Model>,
) -> Result<Vec<Achievement>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let versions = version::Entity::find()
        .filter(version::Column::Id.is_in(rows.iter().map(|row| row.version)))
        .all(db)
        .await?;
    let mut versions: HashMap<_, _> = versions.into_iter().map(|v| (v.id, v)).collect();
    rows.into_iter()
        .map(|row| {
            let id = AchievementId::from_uuid(row.id);
            let current = versions.remove(&row.version).ok_or_else(|| {
                corrupt(
                    "achievement",
                    &id.to_string(),
                    "its version is missing".into(),
                )
            })?;
            Ok(Achievement {
                id,
                issuer: IssuerId::from_uuid(row.issuer),
                current: read_version(current)?,
                archived_at: row.archived_at.map(Timestamp::from_micros),
                created_at: Timestamp::from_micros(row.created_at),
                updated_at: Timestamp::from_micros(row.updated_at),
                changes: u64::try_from(row.changes).unwrap_or(0),
            })
        })
        .collect()
}

fn read_version(row: version::Model) -> Result<Version, Error> {
    let id = VersionId::from_uuid(row.id);
    let problem = |problem: String| corrupt("achievement_version", &id.to_string(), problem);
    let digest = |bytes: Vec<u8>| {
        bytes
            .try_into()
            .map(Digest)
            .map_err(|_| problem("a picture's digest has not 32 bytes".into()))
    };
    Ok(Version {
        id,
        achievement: AchievementId::from_uuid(row.achievement),
        issuer: IssuerId::from_uuid(row.issuer),
        number: u32::try_from(row.number).unwrap_or(0),
        content: serde_json::from_str(&row.content).map_err(|e| problem(e.to_string()))?,
        url: row.url,
        ob2_url: row.ob2_url,
        image_url: row.image_url,
        svg: digest(row.svg)?,
        png: digest(row.png)?,
        created_at: Timestamp::from_micros(row.created_at),
    })
}
