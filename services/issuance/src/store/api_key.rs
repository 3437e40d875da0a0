//! API keys.

use super::corrupt;
use crate::{
    Error,
    domain::api_key::{ApiKey, ApiKeySecret, scopes},
};
use platform::{
    clock::Timestamp,
    ids::{ApiKeyId, Id as _, IssuerId},
    store::{Store, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
};

table!(
    /// An API key.
    row, "api_key" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    issuer: Option<Uuid>,
    name: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    digest: Vec<u8>,
    hint: String,
    scopes: String,
    created_by: String,
    created_at: i64,
    expires_at: Option<i64>,
    revoked_at: Option<i64>,
    last_used_at: Option<i64>,
});

/// The key of a secret, if it is the right secret.
pub async fn of_secret(
    db: &impl ConnectionTrait,
    secret: &ApiKeySecret,
) -> Result<Option<ApiKey>, Error> {
    match row::Entity::find_by_id(secret.id().uuid()).one(db).await? {
        Some(row) if secret.matches(&row.digest) => read(row).map(Some),
        _ => Ok(None),
    }
}

/// The keys of an issuer, or of the operators, oldest first.
pub async fn list(
    db: &impl ConnectionTrait,
    issuer: Option<IssuerId>,
) -> Result<Vec<ApiKey>, Error> {
    let query = row::Entity::find()
        .filter(belongs_to(issuer))
        .order_by_asc(row::Column::CreatedAt)
        .order_by_asc(row::Column::Id);
    query.all(db).await?.into_iter().map(read).collect()
}

/// A key of an issuer, or of the operators, its row locked.
pub async fn locked(
    tx: &Tx,
    issuer: Option<IssuerId>,
    id: ApiKeyId,
) -> Result<Option<ApiKey>, Error> {
    row::Entity::find_by_id(id.uuid())
        .filter(belongs_to(issuer))
        .lock_exclusive()
        .one(tx.db())
        .await?
        .map(read)
        .transpose()
}

/// Adds a key.
pub async fn insert(tx: &Tx, key: &ApiKey, digest: Vec<u8>, created_by: &str) -> Result<(), Error> {
    let row = row::ActiveModel {
        id: Set(key.id.uuid()),
        issuer: Set(key.issuer.map(|i| i.uuid())),
        name: Set(key.name.clone()),
        digest: Set(digest),
        hint: Set(key.hint.clone()),
        scopes: Set(key
            .scopes
            .iter()
            .map(|s| s.as_str())
            .collect::<Vec<_>>()
            .join(" ")),
        created_by: Set(created_by.to_owned()),
        created_at: Set(key.created_at.micros()),
        expires_at: Set(key.expires_at.map(Timestamp::micros)),
        revoked_at: Set(None),
        last_used_at: Set(None),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Ends a key.
pub async fn revoke(tx: &Tx, id: ApiKeyId, now: Timestamp) -> Result<(), Error> {
    row::ActiveModel {
        id: Set(id.uuid()),
        revoked_at: Set(Some(now.micros())),
        ..Default::default()
    }
    .update(tx.db())
    .await?;
    Ok(())
}

/// Notes that a key was used.
pub async fn note_use(store: &Store, id: ApiKeyId, now: Timestamp) -> Result<(), Error> {
    let tx = store.write().await?;
    row::ActiveModel {
        id: Set(id.uuid()),
        last_used_at: Set(Some(now.micros())),
        ..Default::default()
    }
    .update(tx.db())
    .await?;
    Ok(tx.commit().await?)
}

fn belongs_to(issuer: Option<IssuerId>) -> sea_orm::sea_query::SimpleExpr {
    match issuer {
        Some(issuer) => row::Column::Issuer.eq(issuer.uuid()),
        None => row::Column::Issuer.is_null(),
    }
}

fn read(row: row::Model) -> Result<ApiKey, Error> {
    let id = ApiKeyId::from_uuid(row.id);
    let words: Vec<String> = row.scopes.split_whitespace().map(str::to_owned).collect();
    Ok(ApiKey {
        id,
        issuer: row.issuer.map(IssuerId::from_uuid),
        name: row.name,
        scopes: scopes(&words)
            .map_err(|(_, problem)| corrupt("api_key", &id.to_string(), problem))?,
        hint: row.hint,
        created_at: Timestamp::from_micros(row.created_at),
        expires_at: row.expires_at.map(Timestamp::from_micros),
        revoked_at: row.revoked_at.map(Timestamp::from_micros),
        last_used_at: row.last_used_at.map(Timestamp::from_micros),
    })
}
