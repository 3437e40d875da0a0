//! Files of awards: their bytes sealed piece by piece, the work on them, the rows that were refused.

use super::{corrupt, paged::paged};
use crate::{
    Error,
    domain::{
        batch::{Batch, Progress, RefusedRow},
        page::{Cursor, Listed, Page},
    },
};
use platform::{
    clock::Timestamp,
    csv::Mark,
    ids::{AchievementId, BatchId, Id as _, IssuerId},
    seal::{Keyring, Place},
    store::Tx,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, ExprTrait as _,
    PaginatorTrait as _, QueryFilter as _, QuerySelect as _, Set,
    sea_query::{Expr, OnConflict},
};

table!(
    /// A file and the work on it.
    row, "batch" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    issuer: Uuid,
    progress: String,
    dry_run: bool,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    file_name: Vec<u8>,
    format: String,
    notify: bool,
    achievement: Option<Uuid>,
    size: i64,
    shape: String,
    next_byte: i64,
    next_row: i64,
    rows: i64,
    done: i64,
    awarded: i64,
    repeated: i64,
    refused: i64,
    created_at: i64,
    finished_at: Option<i64>,
    failure: String,
    applied: bool,
});

table!(
    /// A piece of a file.
    piece, "batch_piece" {
    #[sea_orm(primary_key, auto_increment = false)]
    batch: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    begins: i64,
    size: i64,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    bytes: Vec<u8>,
});

table!(
    /// A row that was refused.
    refusal, "batch_refusal" {
    #[sea_orm(primary_key, auto_increment = false)]
    batch: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    row: i64,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    content: Vec<u8>,
});

table!(
    /// What a dry run has seen: two rows for one award are told apart without awarding.
    seen, "batch_key" {
    #[sea_orm(primary_key, auto_increment = false)]
    batch: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    key: Vec<u8>,
    row: i64,
});

/// Stores a file's row before its pieces come.
pub async fn insert(tx: &Tx, keyring: &Keyring, batch: &Batch) -> Result<(), Error> {
    write(keyring, batch)?.insert(tx.db()).await?;
    Ok(())
}

/// Stores the work's progress.
pub async fn update(tx: &Tx, keyring: &Keyring, batch: &Batch) -> Result<(), Error> {
    write(keyring, batch)?.update(tx.db()).await?;
    Ok(())
}

/// Removes a file that did not come whole.
pub async fn discard(tx: &Tx, id: BatchId) -> Result<(), Error> {
    forget_pieces(tx, id).await?;
    row::Entity::delete_by_id(id.uuid()).exec(tx.db()).await?;
    Ok(())
}

/// A file of anybody, for finding out whose it is.
pub async fn by_id(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    id: BatchId,
) -> Result<Option<Batch>, Error> {
    row::Entity::find_by_id(id.uuid())
        .one(db)
        .await?
        .map(|row| read(keyring, row))
        .transpose()
}

/// A page of an issuer's files, newest first. Those whose bytes are still coming are not there yet.
pub async fn list(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: IssuerId,
    page: Page,
) -> Result<Listed<Batch>, Error> {
    let query = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::Progress.ne(Progress::Receiving.as_str()));
    let total = query.clone().count(db).await?;
    let batches = paged(query, page, row::Column::CreatedAt, row::Column::Id, true)
        .all(db)
        .await?
        .into_iter()
        .map(|row| read(keyring, row))
        .collect::<Result<Vec<_>, _>>()?;
    let place = |batch: &Batch| Cursor {
        at: batch.created_at.micros(),
        id: batch.id.uuid(),
    };
    Ok(page.listed(batches, place).of(total))
}

/// A file, its row locked until the transaction ends.
pub async fn locked(tx: &Tx, keyring: &Keyring, id: BatchId) -> Result<Option<Batch>, Error> {
    row::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?
        .map(|row| read(keyring, row))
        .transpose()
}

/// Keeps a piece, sealed.
pub async fn keep_piece(
    tx: &Tx,
    keyring: &Keyring,
    id: BatchId,
    begins: u64,
    bytes: &[u8],
) -> Result<(), Error> {
    let name = piece_name(id, begins);
    let row = piece::ActiveModel {
        batch: Set(id.uuid()),
        begins: Set(number(begins)),
        size: Set(number(bytes.len() as u64)),
        bytes: Set(keyring.seal(&piece_place(&name), bytes)),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// The file's bytes from `from` on: the rest of the piece it lies in and the whole pieces after it, until `most`
/// bytes are reached.
pub async fn bytes_from(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    id: BatchId,
    from: u64,
    most: usize,
) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(most);
    let mut at = from;
    while bytes.len() < most {
        let found = piece::Entity::find()
            .filter(piece::Column::Batch.eq(id.uuid()))
            .filter(piece::Column::Begins.lte(number(at)))
            .filter(
                Expr::col(piece::Column::Begins)
                    .add(Expr::col(piece::Column::Size))
                    .gt(number(at)),
            )
            .one(db)
            .await?;
        let Some(found) = found else { break };
        let begins = u64::try_from(found.begins).unwrap_or(0);
        let name = piece_name(id, begins);
        let opened = keyring.open(&piece_place(&name), &found.bytes)?;
        let skip = usize::try_from(at - begins)
            .unwrap_or(usize::MAX)
            .min(opened.len());
        bytes.extend_from_slice(&opened[skip..]);
        at = begins + opened.len() as u64;
    }
    Ok(bytes)
}

/// Removes the file's bytes and what a dry run has seen: nobody needs them any more.
pub async fn forget_pieces(tx: &Tx, id: BatchId) -> Result<(), Error> {
    piece::Entity::delete_many()
        .filter(piece::Column::Batch.eq(id.uuid()))
        .exec(tx.db())
        .await?;
    forget_seen(tx, id).await
}

/// Whether the file's bytes are there still.
pub async fn has_pieces(db: &impl ConnectionTrait, id: BatchId) -> Result<bool, Error> {
    let found = piece::Entity::find()
        .select_only()
        .column(piece::Column::Begins)
        .filter(piece::Column::Batch.eq(id.uuid()))
        .into_tuple::<i64>()
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Removes the rows that a dry run refused: the award refuses anew.
pub async fn forget_refusals(tx: &Tx, id: BatchId) -> Result<(), Error> {
    refusal::Entity::delete_many()
        .filter(refusal::Column::Batch.eq(id.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Removes what a dry run has seen.
pub async fn forget_seen(tx: &Tx, id: BatchId) -> Result<(), Error> {
    seen::Entity::delete_many()
        .filter(seen::Column::Batch.eq(id.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Keeps refused rows, sealed.
pub async fn refuse(
    tx: &Tx,
    keyring: &Keyring,
    id: BatchId,
    rows: &[RefusedRow],
) -> Result<(), Error> {
    let mut written = Vec::with_capacity(rows.len());
    for refused in rows {
        let name = format!("{id}/{}", refused.row);
        let content = keyring.seal_json(&refusal_place(&name), refused)?;
        written.push(refusal::ActiveModel {
            batch: Set(id.uuid()),
            row: Set(number(refused.row)),
            content: Set(content),
        });
    }
    if !written.is_empty() {
        let on_conflict = OnConflict::columns([refusal::Column::Batch, refusal::Column::Row])
            .do_nothing()
            .to_owned();
        refusal::Entity::insert_many(written)
            .on_conflict(on_conflict)
            .exec_without_returning(tx.db())
            .await?;
    }
    Ok(())
}

/// A page of the refused rows, in the order of the file.
pub async fn refused(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    id: BatchId,
    page: Page,
) -> Result<Listed<RefusedRow>, Error> {
    let query = refusal::Entity::find().filter(refusal::Column::Batch.eq(id.uuid()));
    let total = query.clone().count(db).await?;
    let query = paged(
        query,
        page,
        refusal::Column::Row,
        refusal::Column::Batch,
        false,
    );
    let open = |row: refusal::Model| {
        let name = format!("{id}/{}", row.row);
        keyring
            .open_json::<RefusedRow>(&refusal_place(&name), &row.content)
            .map_err(Error::from)
    };
    let rows = query
        .all(db)
        .await?
        .into_iter()
        .map(open)
        .collect::<Result<Vec<_>, _>>()?;
    let place = |refused: &RefusedRow| Cursor {
        at: number(refused.row),
        id: id.uuid(),
    };
    Ok(page.listed(rows, place).of(total))
}

/// Notes that a dry run saw this key in this row. `false` if an earlier row had it.
pub async fn see(
    tx: &Tx,
    keyring: &Keyring,
    batch: &Batch,
    key: &str,
    row: u64,
) -> Result<bool, Error> {
    let blind = keyring.blind("batch.key", &batch.issuer.to_string(), key);
    if let Some(known) = seen::Entity::find_by_id((batch.id.uuid(), blind.clone()))
        .one(tx.db())
        .await?
    {
        return Ok(known.row == number(row));
    }
    seen::ActiveModel {
        batch: Set(batch.id.uuid()),
        key: Set(blind),
        row: Set(number(row)),
    }
    .insert(tx.db())
    .await?;
    Ok(true)
}

/// Whether a row of this file was noted under this key.
pub async fn was_seen(tx: &Tx, keyring: &Keyring, batch: &Batch, key: &str) -> Result<bool, Error> {
    let blind = keyring.blind("batch.key", &batch.issuer.to_string(), key);
    let found = seen::Entity::find_by_id((batch.id.uuid(), blind)).one(tx.db());
    Ok(found.await?.is_some())
}

fn piece_name(id: BatchId, begins: u64) -> String {
    format!("{id}/{begins}")
}
fn piece_place(row: &str) -> Place<'_> {
    Place {
        table: "batch_piece",
        column: "bytes",
        row,
    }
}
fn refusal_place(row: &str) -> Place<'_> {
    Place {
        table: "batch_refusal",
        column: "content",
        row,
    }
}
fn name_place(row: &str) -> Place<'_> {
    Place {
        table: "batch",
        column: "file_name",
        row,
    }
}
fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn write(keyring: &Keyring, batch: &Batch) -> Result<row::ActiveModel, Error> {
    let name = batch.id.to_string();
    let shape =
        serde_json::to_string(&batch.shape).map_err(|e| corrupt("batch", &name, e.to_string()))?;
    Ok(row::ActiveModel {
        id: Set(batch.id.uuid()),
        issuer: Set(batch.issuer.uuid()),
        progress: Set(batch.progress.as_str().to_owned()),
        dry_run: Set(batch.dry_run),
        file_name: Set(keyring.seal_text(&name_place(&name), &batch.file_name)),
        format: Set(batch.format.as_str().to_owned()),
        notify: Set(batch.notify),
        achievement: Set(batch.achievement.map(AchievementId::uuid)),
        size: Set(number(batch.size)),
        shape: Set(shape),
        next_byte: Set(number(batch.position.byte)),
        next_row: Set(number(batch.position.row)),
        rows: Set(number(batch.rows)),
        done: Set(number(batch.done)),
        awarded: Set(number(batch.awarded)),
        repeated: Set(number(batch.repeated)),
        refused: Set(number(batch.refused)),
        created_at: Set(batch.created_at.micros()),
        finished_at: Set(batch.finished_at.map(Timestamp::micros)),
        failure: Set(batch.failure.clone()),
        applied: Set(batch.applied),
    })
}

fn read(keyring: &Keyring, row: row::Model) -> Result<Batch, Error> {
    let id = BatchId::from_uuid(row.id);
    let name = id.to_string();
    let problem = |problem: String| corrupt("batch", &name, problem);
    Ok(Batch {
        id,
        issuer: IssuerId::from_uuid(row.issuer),
        progress: row
            .progress
            .parse()
            .map_err(|e: crate::domain::policy::UnknownWord| problem(e.to_string()))?,
        dry_run: row.dry_run,
        file_name: keyring.open_text(&name_place(&name), &row.file_name)?,
        format: row
            .format
            .parse()
            .map_err(|e: crate::domain::policy::UnknownWord| problem(e.to_string()))?,
        notify: row.notify,
        achievement: row.achievement.map(AchievementId::from_uuid),
        size: count(row.size),
        shape: serde_json::from_str(&row.shape).map_err(|e| problem(e.to_string()))?,
        position: Mark {
            byte: count(row.next_byte),
            row: count(row.next_row),
        },
        rows: count(row.rows),
        done: count(row.done),
        awarded: count(row.awarded),
        repeated: count(row.repeated),
        refused: count(row.refused),
        created_at: Timestamp::from_micros(row.created_at),
        finished_at: row.finished_at.map(Timestamp::from_micros),
        failure: row.failure,
        applied: row.applied,
    })
}
