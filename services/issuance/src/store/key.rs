//! Signing keys: public keys for ever, secrets sealed by the service's key.

use super::corrupt;
use crate::{
    Error,
    domain::key::{Algorithm, SigningKey, public_of_text},
};
use platform::{
    Secret,
    clock::Timestamp,
    ids::{Id as _, IssuerId},
    seal::{Keyring, Place},
    store::Tx,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, Set,
};
use std::collections::HashMap;

table!(
    /// A signing key of an issuer.
    row, "signing_key" {
    #[sea_orm(primary_key, auto_increment = false)]
    issuer: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    number: i32,
    algorithm: String,
    public_key: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    secret: Vec<u8>,
    reason: String,
    created_at: i64,
    retired_at: Option<i64>,
    revoked_at: Option<i64>,
});

/// Every key the issuer has had, oldest first.
pub async fn all(db: &impl ConnectionTrait, issuer: IssuerId) -> Result<Vec<SigningKey>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .order_by_asc(row::Column::Number)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Every key of these issuers, by issuer and age.
pub async fn of_many(
    db: &impl ConnectionTrait,
    issuers: impl Iterator<Item = IssuerId>,
) -> Result<HashMap<IssuerId, Vec<SigningKey>>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Issuer.is_in(issuers.map(|issuer| issuer.uuid())))
        .order_by_asc(row::Column::Issuer)
        .order_by_asc(row::Column::Number)
        .all(db)
        .await?;
    let mut keys: HashMap<IssuerId, Vec<SigningKey>> = HashMap::new();
    for key in rows {
        let key = read(key)?;
        keys.entry(key.issuer).or_default().push(key);
    }
    Ok(keys)
}

/// Every key of every issuer, by issuer and age.
pub async fn of_everybody(db: &impl ConnectionTrait) -> Result<Vec<SigningKey>, Error> {
    let rows = row::Entity::find()
        .order_by_asc(row::Column::Issuer)
        .order_by_asc(row::Column::Number)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The key of this kind that signs now.
pub async fn in_use(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    algorithm: Algorithm,
) -> Result<Option<SigningKey>, Error> {
    let row = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::Algorithm.eq(algorithm.as_str()))
        .filter(row::Column::RetiredAt.is_null())
        .one(db)
        .await?;
    row.map(read).transpose()
}

/// The secret of a key, opened.
pub async fn secret(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: IssuerId,
    number: u32,
) -> Result<Option<Secret<Vec<u8>>>, Error> {
    let Some(row) = row::Entity::find_by_id((issuer.uuid(), small(number)))
        .one(db)
        .await?
    else {
        return Ok(None);
    };
    Ok(Some(Secret::new(
        keyring.open(&place(&name(issuer, number)), &row.secret)?,
    )))
}

/// The number the issuer's next key gets: numbers are never used twice.
pub async fn next_number(tx: &Tx, issuer: IssuerId) -> Result<u32, Error> {
    let newest = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .order_by_desc(row::Column::Number)
        .one(tx.db())
        .await?;
    Ok(newest.map_or(1, |row| u32::try_from(row.number).unwrap_or(0) + 1))
}

/// Adds a key, its secret sealed.
pub async fn insert(
    tx: &Tx,
    keyring: &Keyring,
    key: &SigningKey,
    secret: &Secret<Vec<u8>>,
    reason: &str,
) -> Result<(), Error> {
    let row = row::ActiveModel {
        issuer: Set(key.issuer.uuid()),
        number: Set(small(key.number)),
        algorithm: Set(key.algorithm.as_str().to_owned()),
        public_key: Set(key.public_text()),
        secret: Set(keyring.seal(&place(&name(key.issuer, key.number)), secret.expose())),
        reason: Set(reason.to_owned()),
        created_at: Set(key.created_at.micros()),
        retired_at: Set(None),
        revoked_at: Set(None),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Ends the signing of every key in use. They stay published.
pub async fn retire_all(tx: &Tx, issuer: IssuerId, now: Timestamp) -> Result<(), Error> {
    row::Entity::update_many()
        .col_expr(
            row::Column::RetiredAt,
            sea_orm::sea_query::Expr::value(now.micros()),
        )
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::RetiredAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

fn name(issuer: IssuerId, number: u32) -> String {
    format!("{issuer}#key-{number}")
}
fn place(row: &str) -> Place<'_> {
    Place {
        table: "signing_key",
        column: "secret",
        row,
    }
}
fn small(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn read(row: row::Model) -> Result<SigningKey, Error> {
    let issuer = IssuerId::from_uuid(row.issuer);
    let number = u32::try_from(row.number).unwrap_or(0);
    let problem = |problem: String| corrupt("signing_key", &name(issuer, number), problem);
    Ok(SigningKey {
        issuer,
        number,
        algorithm: row
            .algorithm
            .parse::<Algorithm>()
            .map_err(|e| problem(e.to_string()))?,
        public: public_of_text(&row.public_key).map_err(|e| problem(e.to_string()))?,
        created_at: Timestamp::from_micros(row.created_at),
        retired_at: row.retired_at.map(Timestamp::from_micros),
        revoked_at: row.revoked_at.map(Timestamp::from_micros),
    })
}
