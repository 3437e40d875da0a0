//! Files as they came in, in sealed pieces of equal length, kept until they were read.

use platform::{
    ids::{Id as _, RunId},
    seal::{Keyring, Place},
    store::{Store, StoreError, Tx},
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set};

table!(
    /// A piece of a file.
    run_chunk, "run_chunk" {
    #[sea_orm(primary_key, auto_increment = false)]
    run_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    seq: i32,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    sealed: Vec<u8>,
});
use run_chunk::{ActiveModel, Column, Entity};

/// Bytes in each piece but the last.
pub const PIECE: usize = 256 * 1024;

fn row_name(run: RunId, seq: i32) -> String {
    format!("{run}/{seq}")
}
fn place(row: &str) -> Place<'_> {
    Place {
        table: "run_chunk",
        column: "sealed",
        row,
    }
}

/// Keeps the next piece.
pub async fn keep(
    tx: &Tx,
    keyring: &Keyring,
    run: RunId,
    seq: i32,
    piece: &[u8],
) -> Result<(), StoreError> {
    let row = ActiveModel {
        run_id: Set(run.uuid()),
        seq: Set(seq),
        sealed: Set(keyring.seal(&place(&row_name(run, seq)), piece)),
    };
    Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// `pieces` pieces of the file from the one on that holds byte `from`, cut so that they begin there.
pub async fn window(
    store: &Store,
    keyring: &Keyring,
    run: RunId,
    from: u64,
    pieces: i32,
) -> Result<Vec<u8>, StoreError> {
    let first = i32::try_from(from / PIECE as u64).unwrap_or(i32::MAX);
    let rows = Entity::find()
        .filter(Column::RunId.eq(run.uuid()))
        .filter(Column::Seq.gte(first))
        .filter(Column::Seq.lt(first.saturating_add(pieces)))
        .order_by_asc(Column::Seq)
        .all(store.read())
        .await?;
    let mut bytes = Vec::with_capacity(rows.len() * PIECE);
    for row in rows {
        bytes.extend(keyring.open(&place(&row_name(run, row.seq)), &row.sealed)?);
    }
    let skip = usize::try_from(from % PIECE as u64)
        .unwrap_or(0)
        .min(bytes.len());
    Ok(bytes.split_off(skip))
}

/// Throws the file away.
pub async fn discard(tx: &Tx, run: RunId) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::RunId.eq(run.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}
