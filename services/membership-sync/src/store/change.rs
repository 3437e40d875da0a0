//! The change set of a run, and the rows of its file that could not be taken.

use super::{Page, certification, corrupt, count, member};
use crate::domain::{
    change::{Change, ChangeKind},
    row::RowError,
    run::Kind,
};
use platform::{
    ids::{Id as _, IssuerId, MemberId, RunId},
    seal::{Keyring, Place},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, ExprTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::{Expr, Query},
};
use std::collections::HashMap;
use uuid::Uuid;

table!(
    /// What a row of a file does to the records.
    run_change, "run_change" {
    #[sea_orm(primary_key, auto_increment = false)]
    run_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    seq: i64,
    row: i64,
    kind: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    key_index: Vec<u8>,
    member_id: Uuid,
    record_id: Uuid,
    base_version: i64,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    sealed: Option<Vec<u8>>,
    applied: bool,
});
table!(
    /// Something of a row that could not be taken.
    run_error, "run_error" {
    #[sea_orm(primary_key, auto_increment = false)]
    run_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    seq: i64,
    row: i64,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    sealed: Vec<u8>,
});

/// Errors told of one row at most; the last place is kept for a conflict found while applying.
const ERRORS_A_ROW: u64 = 64;

/// A change as stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its place among the run's changes.
    pub seq: u64,
    /// The row of the file; 0 if no row names it.
    pub row: u64,
    /// What happens.
    pub kind: ChangeKind,
    /// The record's number, blind.
    pub key_index: Vec<u8>,
    /// The member it is about.
    pub member: MemberId,
    /// The record it is about: a member or a certification.
    pub record: Uuid,
    /// The record's version that it was worked out on; 0 for a new record.
    pub base_version: u64,
    /// It in full; none where nothing happens.
    pub change: Option<Change>,
}

fn row_name(run: RunId, seq: u64) -> String {
    format!("{run}/{seq}")
}
fn place<'a>(table: &'static str, row: &'a str) -> Place<'a> {
    Place {
        table,
        column: "sealed",
        row,
    }
}
fn column(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Keeps changes.
pub async fn keep(
    tx: &Tx,
    keyring: &Keyring,
    run: RunId,
    changes: &[Stored],
) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(changes.len());
    for change in changes {
        let name = row_name(run, change.seq);
        let sealed = change
            .change
            .as_ref()
            .map(|c| keyring.seal_json(&place("run_change", &name), c))
            .transpose()?;
        rows.push(run_change::ActiveModel {
            run_id: Set(run.uuid()),
            seq: Set(column(change.seq)),
            row: Set(column(change.row)),
            kind: Set(change.kind.as_str().to_owned()),
            key_index: Set(change.key_index.clone()),
            member_id: Set(change.member.uuid()),
            record_id: Set(change.record),
            base_version: Set(column(change.base_version)),
            sealed: Set(sealed),
            applied: Set(false),
        });
    }
    if !rows.is_empty() {
        run_change::Entity::insert_many(rows)
            .exec_without_returning(tx.db())
            .await?;
    }
    Ok(())
}

/// The rows in which these keys stand in a run's file already.
pub async fn rows_of_keys(
    store: &Store,
    run: RunId,
    keys: Vec<Vec<u8>>,
) -> Result<HashMap<Vec<u8>, u64>, StoreError> {
    let found: Vec<(Vec<u8>, i64)> = run_change::Entity::find()
        .select_only()
        .column(run_change::Column::KeyIndex)
        .column(run_change::Column::Row)
        .filter(run_change::Column::RunId.eq(run.uuid()))
        .filter(run_change::Column::KeyIndex.is_in(keys))
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(found
        .into_iter()
        .map(|(key, row)| (key, count(row)))
        .collect())
}

/// The next changes to be made.
pub async fn not_applied(
    tx: &Tx,
    keyring: &Keyring,
    run: RunId,
    limit: u64,
) -> Result<Vec<Stored>, StoreError> {
    let kinds =
        [ChangeKind::Added, ChangeKind::Changed, ChangeKind::Removed].map(ChangeKind::as_str);
    let rows = run_change::Entity::find()
        .filter(run_change::Column::RunId.eq(run.uuid()))
        .filter(run_change::Column::Applied.eq(false))
        .filter(run_change::Column::Kind.is_in(kinds))
        .order_by_asc(run_change::Column::Seq)
        .limit(limit)
        .all(tx.db())
        .await?;
    rows.into_iter().map(|row| open(keyring, row)).collect()
}

/// Notes that changes were made.
pub async fn applied(
    tx: &Tx,
    run: RunId,
    seqs: impl IntoIterator<Item = u64>,
) -> Result<(), StoreError> {
    run_change::Entity::update_many()
        .col_expr(run_change::Column::Applied, Expr::value(true))
        .filter(run_change::Column::RunId.eq(run.uuid()))
        .filter(run_change::Column::Seq.is_in(seqs.into_iter().map(column)))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Changes that do something, in the order of the file, and how many there are in all.
pub async fn list(
    store: &Store,
    keyring: &Keyring,
    run: RunId,
    kind: Option<ChangeKind>,
    page: Page<u64>,
) -> Result<(Vec<Stored>, u64), StoreError> {
    let kinds = kind.map_or_else(
        || vec![ChangeKind::Added, ChangeKind::Changed, ChangeKind::Removed],
        |k| vec![k],
    );
    let mut query = run_change::Entity::find()
        .filter(run_change::Column::RunId.eq(run.uuid()))
        .filter(run_change::Column::Kind.is_in(kinds.into_iter().map(ChangeKind::as_str)));
    let total = query.clone().count(store.read()).await?;
    if let Some(after) = page.after {
        query = query.filter(run_change::Column::Seq.gt(column(after)));
    }
    let rows = query
        .order_by_asc(run_change::Column::Seq)
        .limit(page.one_more())
        .all(store.read())
        .await?;
    let opened: Result<Vec<_>, _> = rows.into_iter().map(|row| open(keyring, row)).collect();
    Ok((opened?, total))
}

fn open(keyring: &Keyring, row: run_change::Model) -> Result<Stored, StoreError> {
    let (run, seq) = (RunId::from_uuid(row.run_id), count(row.seq));
    let name = row_name(run, seq);
    let change = row
        .sealed
        .as_deref()
        .map(|sealed| keyring.open_json(&place("run_change", &name), sealed))
        .transpose()?;
    Ok(Stored {
        seq,
        row: count(row.row),
        kind: ChangeKind::parse(&row.kind).ok_or_else(|| {
            corrupt(
                "run_change",
                &name,
                format!("`{}` is no kind of change", row.kind),
            )
        })?,
        key_index: row.key_index,
        member: MemberId::from_uuid(row.member_id),
        record: row.record_id,
        base_version: count(row.base_version),
        change,
    })
}

/// How many changes do not fit the records any more, because those changed since the set was worked out.
pub async fn conflicts(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    run: RunId,
    of: Kind,
) -> Result<u64, StoreError> {
    use run_change::{Column, Entity};
    let mine = || {
        Entity::find()
            .filter(Column::RunId.eq(run.uuid()))
            .filter(Column::Applied.eq(false))
    };
    let own = |c: Column| Expr::col((Entity, c));
    let (as_it_was, taken) = match of {
        Kind::Members => (
            Query::select()
                .expr(Expr::val(1))
                .from(member::member::Entity)
                .and_where(
                    Expr::col((member::member::Entity, member::member::Column::Id))
                        .eq(own(Column::RecordId)),
                )
                .and_where(
                    Expr::col((member::member::Entity, member::member::Column::Version))
                        .eq(own(Column::BaseVersion)),
                )
                .to_owned(),
            Query::select()
                .column(member::member::Column::NumberIndex)
                .from(member::member::Entity)
                .and_where(member::member::Column::IssuerId.eq(issuer.uuid()))
                .to_owned(),
        ),
        Kind::Certifications => (
            Query::select()
                .expr(Expr::val(1))
                .from(certification::certification::Entity)
                .and_where(
                    Expr::col((
                        certification::certification::Entity,
                        certification::certification::Column::Id,
                    ))
                    .eq(own(Column::RecordId)),
                )
                .and_where(
                    Expr::col((
                        certification::certification::Entity,
                        certification::certification::Column::Version,
                    ))
                    .eq(own(Column::BaseVersion)),
                )
                .to_owned(),
            Query::select()
                .column(certification::certification::Column::CertificateIndex)
                .from(certification::certification::Entity)
                .and_where(certification::certification::Column::IssuerId.eq(issuer.uuid()))
                .to_owned(),
        ),
    };
    let changed = mine()
        .filter(Column::Kind.is_in([ChangeKind::Changed.as_str(), ChangeKind::Removed.as_str()]))
        .filter(Expr::exists(as_it_was).not())
        .count(db)
        .await?;
    let added = mine()
        .filter(Column::Kind.eq(ChangeKind::Added.as_str()))
        .filter(Column::KeyIndex.in_subquery(taken))
        .count(db)
        .await?;
    Ok(changed + added)
}

/// Keeps what could not be taken of a row.
pub async fn keep_errors(
    tx: &Tx,
    keyring: &Keyring,
    run: RunId,
    row: u64,
    errors: &[RowError],
) -> Result<(), StoreError> {
    let base = row.saturating_mul(ERRORS_A_ROW);
    let numbered = errors.iter().take(63).zip(base..);
    let rows: Result<Vec<_>, StoreError> = numbered
        .map(|(error, seq)| sealed_error(keyring, run, seq, row, error))
        .collect();
    run_error::Entity::insert_many(rows?)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// Keeps why a change could not be made.
pub async fn keep_conflict(
    tx: &Tx,
    keyring: &Keyring,
    run: RunId,
    change: &Stored,
    error: &RowError,
) -> Result<(), StoreError> {
    let seq = change.seq.saturating_mul(ERRORS_A_ROW) + ERRORS_A_ROW - 1;
    run_error::Entity::insert(sealed_error(keyring, run, seq, change.row, error)?)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

fn sealed_error(
    keyring: &Keyring,
    run: RunId,
    seq: u64,
    row: u64,
    error: &RowError,
) -> Result<run_error::ActiveModel, StoreError> {
    let name = row_name(run, seq);
    Ok(run_error::ActiveModel {
        run_id: Set(run.uuid()),
        seq: Set(column(seq)),
        row: Set(column(row)),
        sealed: Set(keyring.seal_json(&place("run_error", &name), error)?),
    })
}

/// Errors in the order of the file: place, row, error; and how many there are in all.
pub async fn errors(
    store: &Store,
    keyring: &Keyring,
    run: RunId,
    page: Page<u64>,
) -> Result<(Vec<(u64, u64, RowError)>, u64), StoreError> {
    let mut query = run_error::Entity::find().filter(run_error::Column::RunId.eq(run.uuid()));
    let total = query.clone().count(store.read()).await?;
    if let Some(after) = page.after {
        query = query.filter(run_error::Column::Seq.gt(column(after)));
    }
    let rows = query
        .order_by_asc(run_error::Column::Seq)
        .limit(page.one_more())
        .all(store.read())
        .await?;
    let mut opened = Vec::with_capacity(rows.len());
    for row in rows {
        let seq = count(row.seq);
        let name = row_name(run, seq);
        opened.push((
            seq,
            count(row.row),
            keyring.open_json(&place("run_error", &name), &row.sealed)?,
        ));
    }
    Ok((opened, total))
}

/// Throws change set and errors away.
pub async fn discard(tx: &Tx, run: RunId) -> Result<(), StoreError> {
    run_change::Entity::delete_many()
        .filter(run_change::Column::RunId.eq(run.uuid()))
        .exec(tx.db())
        .await?;
    run_error::Entity::delete_many()
        .filter(run_error::Column::RunId.eq(run.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}
