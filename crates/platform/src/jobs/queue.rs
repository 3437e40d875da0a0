//! The rows: scheduling, claiming, finishing.

use super::{Job, JobError, LOCK, MOST_ATTEMPTS, Next};
use crate::{
    clock::Timestamp,
    store::{Store, StoreError, Tx, tables::job},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::{Expr, LockBehavior, LockType, OnConflict},
};
use serde::Serialize;
use std::time::Duration;
use uuid::Uuid;

impl Tx {
    /// Schedules a job when, and only if, this transaction commits.
    ///
    /// One with the same kind and key that waits stays as it is, but runs no later than `due`. One that is being
    /// worked on runs once more afterwards, with this payload. One that was given up begins anew with it.
    pub async fn schedule(
        &self,
        kind: &str,
        key: &str,
        payload: &impl Serialize,
        due: Timestamp,
    ) -> Result<(), StoreError> {
        let payload = serde_json::to_string(payload).unwrap_or_default();
        self.leaves_work();
        loop {
            let now = self.store().clock().now();
            let row = job::ActiveModel {
                id: Set(self.store().ids().uuid_v7(now)),
                kind: Set(kind.to_owned()),
                key: Set(key.to_owned()),
                payload: Set(payload.clone()),
                due_at: Set(due.micros()),
                attempts: Set(0),
                locked_until: Set(None),
                failed_at: Set(None),
                last_error: Set(None),
                created_at: Set(now.micros()),
                step: Set(0),
                again_at: Set(None),
                again_payload: Set(None),
            };
            let on_conflict = OnConflict::columns([job::Column::Kind, job::Column::Key])
                .do_nothing()
                .to_owned();
            let fresh = job::Entity::insert(row)
                .on_conflict(on_conflict)
                .exec_without_returning(self.db())
                .await?;
            if fresh > 0 {
                return Ok(());
            }
            // Locked until we commit, also where nothing changes: nobody begins it before our cause is there to
            // be seen.
            let there = job::Entity::find()
                .filter(job::Column::Kind.eq(kind))
                .filter(job::Column::Key.eq(key))
                .lock_exclusive()
                .one(self.db())
                .await?;
            // Done and gone in between: then it is to be made after all.
            if let Some(row) = there {
                if let Some(row) = asked_for(row, &payload, due) {
                    row.update(self.db()).await?;
                }
                return Ok(());
            }
        }
    }

    /// Takes a job back. `true` if it was there. One that runs already is not stopped.
    pub async fn unschedule(&self, kind: &str, key: &str) -> Result<bool, StoreError> {
        let gone = job::Entity::delete_many()
            .filter(job::Column::Kind.eq(kind))
            .filter(job::Column::Key.eq(key))
            .exec(self.db())
            .await?;
        Ok(gone.rows_affected > 0)
    }
}

/// What changes in a job that is there when it is asked for again.
fn asked_for(row: job::Model, payload: &str, due: Timestamp) -> Option<job::ActiveModel> {
    let due = due.micros();
    if row.failed_at.is_some() {
        let mut row = row.into_active_model();
        begin(&mut row, payload.to_owned(), due);
        return Some(row);
    }
    let worked_on = row.locked_until.is_some() || row.step > 0;
    if !worked_on && row.due_at <= due {
        return None;
    }
    let (due_at, again_at) = (row.due_at.min(due), row.again_at.unwrap_or(due).min(due));
    let again_payload = row.again_payload.clone();
    let mut row = row.into_active_model();
    row.due_at = Set(due_at);
    if worked_on {
        row.again_at = Set(Some(again_at));
        row.again_payload = Set(again_payload.or_else(|| Some(payload.to_owned())));
    }
    Some(row)
}

/// A job that begins, or begins anew.
fn begin(row: &mut job::ActiveModel, payload: String, due_at: i64) {
    row.payload = Set(payload);
    row.due_at = Set(due_at);
    row.attempts = Set(0);
    row.step = Set(0);
    row.locked_until = Set(None);
    row.failed_at = Set(None);
    row.again_at = Set(None);
    row.again_payload = Set(None);
}

/// What becomes of a job's row after a run; `None` if the job is done and goes away.
fn after(
    row: job::Model,
    job: &Job,
    outcome: &Result<Next, JobError>,
    now: Timestamp,
) -> Option<job::ActiveModel> {
    let (step, again_at, again_payload) = (row.step, row.again_at, row.again_payload.clone());
    let mut row = row.into_active_model();
    row.locked_until = Set(None);
    // A run from the first step on is the one that was asked for again; one in the middle is not.
    let wait_until = |row: &mut job::ActiveModel, time: i64| {
        row.due_at = Set(again_at.map_or(time, |again| again.min(time)));
        row.again_at = Set(None);
        if step == 0 {
            row.again_payload = Set(None);
        }
    };
    match outcome {
        Ok(Next::Done) => {
            begin(&mut row, again_payload?, again_at.unwrap_or(now.micros()));
        }
        Ok(Next::Continue(payload)) => {
            row.payload = Set(payload.to_string());
            row.due_at = Set(now.micros());
            row.attempts = Set(0);
            row.step = Set(step.saturating_add(1));
        }
        Ok(Next::At(time)) => {
            wait_until(&mut row, time.micros());
            row.attempts = Set(0);
        }
        Err(error) => {
            let attempts = i32::try_from(job.attempts)
                .unwrap_or(i32::MAX)
                .saturating_add(1);
            row.last_error = Set(Some(error.0.clone()));
            row.attempts = Set(attempts);
            if attempts < MOST_ATTEMPTS {
                tracing::warn!(kind = %job.kind, key = %job.key, attempt = attempts, %error, "a job was not done");
                let wait =
                    Duration::from_secs(1 << attempts.clamp(0, 10)).min(Duration::from_secs(600));
                wait_until(&mut row, now.plus(wait).micros());
            } else if let Some(payload) = again_payload {
                tracing::warn!(kind = %job.kind, key = %job.key, attempt = attempts, %error, "a job was not done, and begins anew because it was asked for again");
                begin(&mut row, payload, again_at.unwrap_or(now.micros()));
            } else {
                tracing::error!(kind = %job.kind, key = %job.key, attempt = attempts, %error, "a job was given up; when its cause is mended, `accolade jobs retry` begins it anew");
                row.failed_at = Set(Some(now.micros()));
            }
        }
    }
    Some(row)
}

/// Nobody has it, or whoever had it is gone.
fn free(now: Timestamp) -> Condition {
    Condition::any()
        .add(job::Column::LockedUntil.is_null())
        .add(job::Column::LockedUntil.lt(now.micros()))
}

impl Store {
    pub(crate) async fn release_jobs(&self) -> Result<(), StoreError> {
        let tx = self.write().await?;
        job::Entity::update_many()
            .col_expr(job::Column::LockedUntil, Expr::value(Option::<i64>::None))
            .filter(job::Column::LockedUntil.is_not_null())
            .exec(tx.db())
            .await?;
        tx.commit().await
    }

    /// How many jobs of these kinds are due now or running.
    pub async fn jobs_due(&self, kinds: &[&str]) -> Result<u64, StoreError> {
        use sea_orm::PaginatorTrait as _;
        let now = self.clock().now().micros();
        let due = Condition::any()
            .add(job::Column::DueAt.lte(now))
            .add(job::Column::LockedUntil.gt(now));
        Ok(job::Entity::find()
            .filter(job::Column::Kind.is_in(kinds.iter().copied()))
            .filter(job::Column::FailedAt.is_null())
            .filter(due)
            .count(self.read())
            .await?)
    }

    /// Takes up to `most` jobs that are due, so that nobody else runs them for [`LOCK`].
    pub(super) async fn claim(&self, kind: &str, most: usize) -> Result<Vec<Job>, StoreError> {
        let now = self.clock().now();
        let due = || {
            job::Entity::find()
                .filter(job::Column::Kind.eq(kind))
                .filter(job::Column::FailedAt.is_null())
                .filter(job::Column::DueAt.lte(now.micros()))
                .filter(free(now))
        };
        // Looked at without a transaction first: mostly there is nothing.
        if due().one(self.read()).await?.is_none() {
            return Ok(Vec::new());
        }
        let tx = self.write().await?;
        let rows = due()
            .order_by_asc(job::Column::DueAt)
            .limit(most as u64)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(tx.db())
            .await?;
        job::Entity::update_many()
            .col_expr(
                job::Column::LockedUntil,
                Expr::value(now.plus(LOCK).micros()),
            )
            .filter(job::Column::Id.is_in(rows.iter().map(|row| row.id)))
            .exec(tx.db())
            .await?;
        tx.commit().await?;
        let claimed = rows.into_iter().map(|row| Job {
            id: row.id,
            kind: row.kind,
            key: row.key,
            payload: row.payload,
            attempts: u32::try_from(row.attempts).unwrap_or(0),
        });
        Ok(claimed.collect())
    }

    pub(super) async fn keep_claims(&self, jobs: Vec<Uuid>) -> Result<(), StoreError> {
        let until = self.clock().now().plus(LOCK).micros();
        let tx = self.write().await?;
        job::Entity::update_many()
            .col_expr(job::Column::LockedUntil, Expr::value(until))
            .filter(job::Column::Id.is_in(jobs))
            .exec(tx.db())
            .await?;
        tx.commit().await
    }

    /// Notes what became of a job.
    pub(super) async fn finish(
        &self,
        job: &Job,
        outcome: &Result<Next, JobError>,
    ) -> Result<(), StoreError> {
        let now = self.clock().now();
        let tx = self.write().await?;
        let row = job::Entity::find_by_id(job.id)
            .lock_exclusive()
            .one(tx.db())
            .await?;
        // One that was taken back while it ran is gone: nothing to note.
        if let Some(row) = row {
            match after(row, job, outcome, now) {
                None => {
                    job::Entity::delete_by_id(job.id).exec(tx.db()).await?;
                }
                Some(row) => {
                    row.update(tx.db()).await?;
                    tx.leaves_work();
                }
            }
        }
        tx.commit().await
    }
}
