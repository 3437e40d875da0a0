//! Batches of badges and the sealed pieces of their files.

use super::{count, number, unknown};
use crate::domain::batch::{Batch, Counts, Format, Progress, Tenant};
use platform::{
    clock::Timestamp,
    ids::{Id as _, VerifyBatchId},
    seal::{Keyring, Place},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};
use serde::{Deserialize, Serialize};

mod row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "verify_batch")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant: String,
        #[sea_orm(column_type = "VarBinary(StringLen::None)")]
        pub words: Vec<u8>,
        pub format: String,
        pub progress: String,
        pub size: i64,
        pub total: i64,
        pub valid: i64,
        pub valid_issuer_unknown: i64,
        pub unverifiable: i64,
        pub invalid: i64,
        pub created_at: i64,
        pub finished_at: Option<i64>,
        pub keep_until: i64,
        pub paused_until: Option<i64>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod piece {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "verify_piece")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub batch: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub begins: i64,
        #[sea_orm(column_type = "VarBinary(StringLen::None)")]
        pub bytes: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What of a batch may be personal: a file is often named after a person, and a failure quotes the file.
#[derive(Serialize, Deserialize)]
struct Words {
    file_name: String,
    failure: String,
}

fn place<'a>(row: &'a str) -> Place<'a> {
    Place {
        table: "verify_batch",
        column: "words",
        row,
    }
}

fn written(keyring: &Keyring, batch: &Batch) -> Result<row::ActiveModel, StoreError> {
    let words = Words {
        file_name: batch.file_name.clone(),
        failure: batch.failure.clone(),
    };
    Ok(row::ActiveModel {
        id: Set(batch.id.uuid()),
        tenant: Set(batch.tenant.to_string()),
        words: Set(keyring.seal_json(&place(&batch.id.to_string()), &words)?),
        format: Set(batch.format.as_str().to_owned()),
        progress: Set(batch.progress.as_str().to_owned()),
        size: Set(number(batch.size)),
        total: Set(number(batch.total)),
        valid: Set(number(batch.counts.valid)),
        valid_issuer_unknown: Set(number(batch.counts.valid_issuer_unknown)),
        unverifiable: Set(number(batch.counts.unverifiable)),
        invalid: Set(number(batch.counts.invalid)),
        created_at: Set(batch.created_at.micros()),
        finished_at: Set(batch.finished_at.map(Timestamp::micros)),
        keep_until: Set(batch.keep_until.micros()),
        paused_until: Set(batch.paused_until.map(Timestamp::micros)),
    })
}

fn read(keyring: &Keyring, row: row::Model) -> Result<Batch, StoreError> {
    let id = VerifyBatchId::from_uuid(row.id);
    let words: Words = keyring.open_json(&place(&id.to_string()), &row.words)?;
    let bad = |word: &str| unknown("verify_batch", id, word);
    Ok(Batch {
        id,
        tenant: row.tenant.parse().map_err(|_| bad(&row.tenant))?,
        file_name: words.file_name,
        failure: words.failure,
        format: Format::parse(&row.format).ok_or_else(|| bad(&row.format))?,
        progress: Progress::parse(&row.progress).ok_or_else(|| bad(&row.progress))?,
        size: count(row.size),
        total: count(row.total),
        counts: Counts {
            valid: count(row.valid),
            valid_issuer_unknown: count(row.valid_issuer_unknown),
            unverifiable: count(row.unverifiable),
            invalid: count(row.invalid),
        },
        created_at: Timestamp::from_micros(row.created_at),
        finished_at: row.finished_at.map(Timestamp::from_micros),
        keep_until: Timestamp::from_micros(row.keep_until),
        paused_until: row.paused_until.map(Timestamp::from_micros),
    })
}

/// Stores a batch before its badges come.
pub(crate) async fn insert(tx: &Tx, keyring: &Keyring, batch: &Batch) -> Result<(), StoreError> {
    written(keyring, batch)?.insert(tx.db()).await?;
    Ok(())
}

/// Stores its progress.
pub(crate) async fn update(tx: &Tx, keyring: &Keyring, batch: &Batch) -> Result<(), StoreError> {
    written(keyring, batch)?.update(tx.db()).await?;
    Ok(())
}

/// A batch of anybody, for finding out whose it is.
pub(crate) async fn by_id(
    store: &Store,
    keyring: &Keyring,
    id: VerifyBatchId,
) -> Result<Option<Batch>, StoreError> {
    let row = row::Entity::find_by_id(id.uuid()).one(store.read()).await?;
    row.map(|row| read(keyring, row)).transpose()
}

/// A batch, its row locked until the transaction ends.
pub(crate) async fn locked(
    tx: &Tx,
    keyring: &Keyring,
    id: VerifyBatchId,
) -> Result<Option<Batch>, StoreError> {
    let row = row::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?;
    row.map(|row| read(keyring, row)).transpose()
}

/// A page of a tenant's batches, newest first, older than `before`. Those that are still coming are not there yet.
pub(crate) async fn page(
    store: &Store,
    keyring: &Keyring,
    tenant: Tenant,
    before: Option<VerifyBatchId>,
    limit: u64,
) -> Result<Vec<Batch>, StoreError> {
    let mut query = row::Entity::find()
        .filter(row::Column::Tenant.eq(tenant.to_string()))
        .filter(row::Column::Progress.ne(Progress::Receiving.as_str()));
    if let Some(before) = before {
        query = query.filter(row::Column::Id.lt(before.uuid()));
    }
    query
        .order_by_desc(row::Column::Id)
        .limit(limit)
        .all(store.read())
        .await?
        .into_iter()
        .map(|row| read(keyring, row))
        .collect()
}

/// How many of a tenant's batches are not done.
pub(crate) async fn unfinished(store: &Store, tenant: Tenant) -> Result<u64, StoreError> {
    let open = [Progress::Receiving, Progress::Waiting, Progress::Running].map(Progress::as_str);
    Ok(row::Entity::find()
        .filter(row::Column::Tenant.eq(tenant.to_string()))
        .filter(row::Column::Progress.is_in(open))
        .count(store.read())
        .await?)
}

/// Deletes a batch with everything in it.
pub(crate) async fn remove(tx: &Tx, id: VerifyBatchId) -> Result<(), StoreError> {
    forget_pieces(tx, id).await?;
    super::item::forget(tx, id).await?;
    row::Entity::delete_by_id(id.uuid()).exec(tx.db()).await?;
    Ok(())
}

/// Deletes the file, not what was found in it.
pub(crate) async fn forget_pieces(tx: &Tx, id: VerifyBatchId) -> Result<(), StoreError> {
    piece::Entity::delete_many()
        .filter(piece::Column::Batch.eq(id.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Keeps a piece of the file, sealed.
pub(crate) async fn keep_piece(
    tx: &Tx,
    keyring: &Keyring,
    id: VerifyBatchId,
    begins: u64,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let name = piece_name(id, begins);
    let row = piece::ActiveModel {
        batch: Set(id.uuid()),
        begins: Set(number(begins)),
        bytes: Set(keyring.seal(&piece_place(&name), bytes)),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// The piece of the file that begins there.
pub(crate) async fn piece_at(
    store: &Store,
    keyring: &Keyring,
    id: VerifyBatchId,
    begins: u64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = piece::Entity::find_by_id((id.uuid(), number(begins)))
        .one(store.read())
        .await?;
    let name = piece_name(id, begins);
    Ok(row
        .map(|row| keyring.open(&piece_place(&name), &row.bytes))
        .transpose()?)
}

fn piece_name(id: VerifyBatchId, begins: u64) -> String {
    format!("{id}/{begins}")
}

fn piece_place(row: &str) -> Place<'_> {
    Place {
        table: "verify_piece",
        column: "bytes",
        row,
    }
}
