//! Progressions.

use crate::{Error, domain::progression::Progression};
use platform::{
    clock::Timestamp,
    ids::{Id as _, IssuerId, ProgressionId},
    seal::fold,
    store::Tx,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    Set,
};

table!(
    /// A ladder of achievements.
    row, "progression" {
    #[sea_orm(primary_key, auto_increment = false)]
    issuer: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    name: String,
    folded: String,
    created_at: i64,
});

/// A ladder of the issuer by its id.
pub async fn by_id(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    id: ProgressionId,
) -> Result<Option<Progression>, Error> {
    Ok(row::Entity::find_by_id((issuer.uuid(), id.uuid()))
        .one(db)
        .await?
        .map(read))
}

/// A ladder of the issuer by its name, whatever its case and spaces.
pub async fn by_name(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    name: &str,
) -> Result<Option<Progression>, Error> {
    let found = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::Folded.eq(fold(name)))
        .one(db)
        .await?;
    Ok(found.map(read))
}

/// Adds a ladder.
pub async fn insert(tx: &Tx, progression: &Progression, now: Timestamp) -> Result<(), Error> {
    let row = row::ActiveModel {
        issuer: Set(progression.issuer.uuid()),
        id: Set(progression.id.uuid()),
        name: Set(progression.name.clone()),
        folded: Set(fold(&progression.name)),
        created_at: Set(now.micros()),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

fn read(row: row::Model) -> Progression {
    Progression {
        id: ProgressionId::from_uuid(row.id),
        issuer: IssuerId::from_uuid(row.issuer),
        name: row.name,
    }
}
