//! Runs.

use super::{Page, corrupt, count};
use crate::domain::run::{Kind, State, Words};
use platform::{
    clock::Timestamp,
    csv::{Dialect, Mark},
    ids::{Id as _, IssuerId, MemberId, RunId},
    seal::{Keyring, Place},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, ExprTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set, sea_query::Expr,
};

table!(
    /// A run.
    run, "run" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    issuer_id: Uuid,
    kind: String,
    state: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    words: Vec<u8>,
    dry_run: bool,
    complete: bool,
    notify: bool,
    confirmed: bool,
    dialect: Option<String>,
    size: i64,
    mark_byte: i64,
    mark_row: i64,
    mark_member: Option<Uuid>,
    created_at: i64,
    finished_at: Option<i64>,
    rows: i64,
    added: i64,
    changed: i64,
    unchanged: i64,
    removed: i64,
    refused: i64,
    unreadable: i64,
    lapsing: i64,
    unforeseen: i64,
    evaluated: i64,
    awarded: i64,
    suspended: i64,
    reinstated: i64,
    not_awarded: i64,
});
use run::{ActiveModel, Column, Entity, Model};

/// What was counted while the file was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows with something in them.
    pub rows: u64,
    /// New records.
    pub added: u64,
    /// Records with other values.
    pub changed: u64,
    /// Records that are just so.
    pub unchanged: u64,
    /// Members a complete file does not name.
    pub removed: u64,
    /// Rows that could not be taken.
    pub refused: u64,
    /// Of those, rows of which not even the number could be read.
    pub unreadable: u64,
    /// Members that go from good to bad standing.
    pub lapsing: u64,
    /// Of those, the ones whose end no date foresaw.
    pub unforeseen: u64,
}

/// What followed from the changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// Evaluations done.
    pub evaluated: u64,
    /// Badges awarded.
    pub awarded: u64,
    /// Badges suspended.
    pub suspended: u64,
    /// Badges reinstated.
    pub reinstated: u64,
    /// Awards that were refused.
    pub not_awarded: u64,
}

/// A run.
#[derive(Clone, Debug)]
pub struct Run {
    /// Names it.
    pub id: RunId,
    /// Whose.
    pub issuer: IssuerId,
    /// What the file holds.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// File name, header, reason, notes.
    pub words: Words,
    /// Whether it stops at the change set.
    pub dry_run: bool,
    /// Whether members the file does not name lapse.
    pub complete: bool,
    /// Whether awards that follow are mailed.
    pub notify: bool,
    /// Whether a person confirmed it against the brake.
    pub confirmed: bool,
    /// How the file is written; none for a file that cannot be read.
    pub dialect: Option<Dialect>,
    /// Bytes of the file.
    pub size: u64,
    /// How far the file was read; row 0 before the header.
    pub mark: Mark,
    /// How far members were looked through for those the file does not name.
    pub mark_member: Option<MemberId>,
    /// What was counted.
    pub counts: Counts,
    /// What followed.
    pub followed: Followed,
    /// When the file came in.
    pub created_at: Timestamp,
    /// When all was done, or it failed.
    pub finished_at: Option<Timestamp>,
}

fn place(row: &str) -> Place<'_> {
    Place {
        table: "run",
        column: "words",
        row,
    }
}
fn column(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn open(keyring: &Keyring, row: Model) -> Result<Run, StoreError> {
    let id = RunId::from_uuid(row.id);
    let words = keyring.open_json(&place(&id.to_string()), &row.words)?;
    let dialect = row
        .dialect
        .as_deref()
        .map(serde_json::from_str)
        .transpose()
        .map_err(|e| corrupt("run", id, e.to_string()))?;
    Ok(Run {
        id,
        issuer: IssuerId::from_uuid(row.issuer_id),
        kind: Kind::parse(&row.kind)
            .ok_or_else(|| corrupt("run", id, format!("`{}` is no kind of run", row.kind)))?,
        state: State::parse(&row.state)
            .ok_or_else(|| corrupt("run", id, format!("`{}` is no state of a run", row.state)))?,
        words,
        dry_run: row.dry_run,
        complete: row.complete,
        notify: row.notify,
        confirmed: row.confirmed,
        dialect,
        size: count(row.size),
        mark: Mark {
            byte: count(row.mark_byte),
            row: count(row.mark_row),
        },
        mark_member: row.mark_member.map(MemberId::from_uuid),
        counts: Counts {
            rows: count(row.rows),
            added: count(row.added),
            changed: count(row.changed),
            unchanged: count(row.unchanged),
            removed: count(row.removed),
            refused: count(row.refused),
            unreadable: count(row.unreadable),
            lapsing: count(row.lapsing),
            unforeseen: count(row.unforeseen),
        },
        followed: Followed {
            evaluated: count(row.evaluated),
            awarded: count(row.awarded),
            suspended: count(row.suspended),
            reinstated: count(row.reinstated),
            not_awarded: count(row.not_awarded),
        },
        created_at: Timestamp::from_micros(row.created_at),
        finished_at: row.finished_at.map(Timestamp::from_micros),
    })
}

fn changing(keyring: &Keyring, run: &Run) -> Result<ActiveModel, StoreError> {
    let dialect = run
        .dialect
        .as_ref()
        .map(serde_json::to_string)
        .transpose()
        .map_err(|e| corrupt("run", run.id, e.to_string()))?;
    Ok(ActiveModel {
        state: Set(run.state.as_str().to_owned()),
        words: Set(keyring.seal_json(&place(&run.id.to_string()), &run.words)?),
        confirmed: Set(run.confirmed),
        dialect: Set(dialect),
        size: Set(column(run.size)),
        mark_byte: Set(column(run.mark.byte)),
        mark_row: Set(column(run.mark.row)),
        mark_member: Set(run.mark_member.map(|m| m.uuid())),
        finished_at: Set(run.finished_at.map(Timestamp::micros)),
        rows: Set(column(run.counts.rows)),
        added: Set(column(run.counts.added)),
        changed: Set(column(run.counts.changed)),
        unchanged: Set(column(run.counts.unchanged)),
        removed: Set(column(run.counts.removed)),
        refused: Set(column(run.counts.refused)),
        unreadable: Set(column(run.counts.unreadable)),
        lapsing: Set(column(run.counts.lapsing)),
        unforeseen: Set(column(run.counts.unforeseen)),
        ..Default::default()
    })
}

/// Writes a new run.
pub async fn insert(tx: &Tx, keyring: &Keyring, run: &Run) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(run.id.uuid()),
        issuer_id: Set(run.issuer.uuid()),
        kind: Set(run.kind.as_str().to_owned()),
        dry_run: Set(run.dry_run),
        complete: Set(run.complete),
        notify: Set(run.notify),
        created_at: Set(run.created_at.micros()),
        evaluated: Set(0),
        awarded: Set(0),
        suspended: Set(0),
        reinstated: Set(0),
        not_awarded: Set(0),
        ..changing(keyring, run)?
    };
    Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Writes a run that is on record, all but what followed from it.
pub async fn update(tx: &Tx, keyring: &Keyring, run: &Run) -> Result<(), StoreError> {
    Entity::update_many()
        .set(changing(keyring, run)?)
        .filter(Column::Id.eq(run.id.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Adds to what followed from a run.
pub async fn followed(tx: &Tx, run: RunId, more: Followed) -> Result<(), StoreError> {
    let add = |c: Column, n: u64| (c, Expr::col(c).add(column(n)));
    let mut change = Entity::update_many();
    for (c, expr) in [
        add(Column::Evaluated, more.evaluated),
        add(Column::Awarded, more.awarded),
        add(Column::Suspended, more.suspended),
        add(Column::Reinstated, more.reinstated),
        add(Column::NotAwarded, more.not_awarded),
    ] {
        change = change.col_expr(c, expr);
    }
    change
        .filter(Column::Id.eq(run.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// One run, whosever it is.
pub async fn find(store: &Store, keyring: &Keyring, id: RunId) -> Result<Option<Run>, StoreError> {
    Entity::find_by_id(id.uuid())
        .one(store.read())
        .await?
        .map(|row| open(keyring, row))
        .transpose()
}

/// One run as it is in this transaction, which has taken the issuer's turn.
pub async fn find_in(tx: &Tx, keyring: &Keyring, id: RunId) -> Result<Option<Run>, StoreError> {
    Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?
        .map(|row| open(keyring, row))
        .transpose()
}

/// An issuer's runs, newest first, and how many there are in all.
pub async fn list(
    store: &Store,
    keyring: &Keyring,
    issuer: IssuerId,
    page: Page<RunId>,
) -> Result<(Vec<Run>, u64), StoreError> {
    let mut query = Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::State.ne(State::Receiving.as_str()));
    let total = query.clone().count(store.read()).await?;
    if let Some(after) = page.after {
        query = query.filter(Column::Id.lt(after.uuid()));
    }
    let rows = query
        .order_by_desc(Column::Id)
        .limit(page.one_more())
        .all(store.read())
        .await?;
    let opened: Result<Vec<_>, _> = rows.into_iter().map(|row| open(keyring, row)).collect();
    Ok((opened?, total))
}

/// Whether a run must wait: another one is changing the records, or came earlier and is still being read.
pub async fn must_wait(store: &Store, issuer: IssuerId, run: RunId) -> Result<bool, StoreError> {
    let earlier_reading = Condition::all()
        .add(Column::State.eq(State::Reading.as_str()))
        .add(Column::Id.lt(run.uuid()));
    let busy = Condition::any()
        .add(Column::State.eq(State::Applying.as_str()))
        .add(earlier_reading);
    let others = Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::Id.ne(run.uuid()))
        .filter(busy);
    Ok(others.count(store.read()).await? > 0)
}

/// Runs of an issuer in this state that began before then, oldest first.
pub async fn older_than(
    tx: &Tx,
    issuer: IssuerId,
    state: State,
    before: Timestamp,
    limit: u64,
) -> Result<Vec<RunId>, StoreError> {
    oldest(tx, issuer, Column::State.eq(state.as_str()), before, limit).await
}

/// Runs at rest that began before then and still have their change set, oldest first.
pub async fn not_tidied(
    tx: &Tx,
    issuer: IssuerId,
    before: Timestamp,
    limit: u64,
) -> Result<Vec<RunId>, StoreError> {
    let at_rest = [
        State::Previewed,
        State::Held,
        State::Finished,
        State::Failed,
    ];
    let at_rest = Column::State.is_in(at_rest.map(State::as_str));
    oldest(
        tx,
        issuer,
        at_rest.and(Column::Dialect.is_not_null()),
        before,
        limit,
    )
    .await
}

async fn oldest(
    tx: &Tx,
    issuer: IssuerId,
    which: Expr,
    before: Timestamp,
    limit: u64,
) -> Result<Vec<RunId>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(which)
        .filter(Column::CreatedAt.lt(before.micros()))
        .order_by_asc(Column::Id)
        .limit(limit);
    let ids: Vec<uuid::Uuid> = query.into_tuple().all(tx.db()).await?;
    Ok(ids.into_iter().map(RunId::from_uuid).collect())
}

/// Notes that a run's change set was thrown away. One that waited can be applied no more.
pub async fn tidied(tx: &Tx, run: RunId) -> Result<(), StoreError> {
    let waiting = [State::Previewed, State::Held].map(State::as_str);
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Failed.as_str()))
        .filter(Column::Id.eq(run.uuid()))
        .filter(Column::State.is_in(waiting))
        .exec(tx.db())
        .await?;
    Entity::update_many()
        .col_expr(Column::Dialect, Expr::value(Option::<String>::None))
        .filter(Column::Id.eq(run.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Removes a run whose file never came in whole.
pub async fn remove(tx: &Tx, run: RunId) -> Result<(), StoreError> {
    Entity::delete_by_id(run.uuid()).exec(tx.db()).await?;
    Ok(())
}
