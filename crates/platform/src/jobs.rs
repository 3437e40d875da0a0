//! Work to be done at a time: rows written in the transaction of their cause, run at least once.

use crate::{
    clock::Timestamp,
    store::{Store, StoreError, Tx, tables::job},
    tasks::Tasks,
};
use futures::{StreamExt as _, stream};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
    sea_query::{Expr, OnConflict},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

/// How long a claimed job belongs to its runner before another may take it.
const LOCK: Duration = Duration::from_secs(60);
/// After so many failures a job is left for a person to look at.
const MOST_ATTEMPTS: i32 = 20;
const TICK: Duration = Duration::from_millis(500);

/// One piece of work.
#[derive(Clone, Debug)]
pub struct Job {
    id: Uuid,
    /// What kind of work.
    pub kind: String,
    /// What it is about; one job a kind and key exists at a time.
    pub key: String,
    /// How often it has failed.
    pub attempts: u32,
    payload: String,
}

impl Job {
    /// What it was scheduled with.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, JobError> {
        serde_json::from_str(&self.payload)
            .map_err(|e| JobError(format!("payload of {} {}: {e}", self.kind, self.key)))
    }
}

/// What becomes of a job that was run.
#[derive(Debug)]
pub enum Next {
    /// It is done and goes away.
    Done,
    /// There is more to do at once: it goes on with this payload, behind others that wait.
    Continue(serde_json::Value),
    /// It is to run again at that time, with the same payload.
    At(Timestamp),
}

/// Why a job was not done. It is tried again, ever later.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct JobError(pub String);

impl JobError {
    /// From anything that has words.
    pub fn new(cause: impl std::fmt::Display) -> Self {
        Self(cause.to_string())
    }
}
impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        Self::new(error)
    }
}
impl From<sea_orm::DbErr> for JobError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::new(error)
    }
}
impl From<tonic::Status> for JobError {
    fn from(status: tonic::Status) -> Self {
        Self(format!("{:?}: {}", status.code(), status.message()))
    }
}

/// Runs jobs of one kind. Idempotent: a job may run again after a crash.
#[async_trait::async_trait]
pub trait Runner: Send + Sync {
    /// Does the work, or a bounded part of it.
    async fn run(&self, job: &Job) -> Result<Next, JobError>;
}

/// A kind of job and who runs it.
#[derive(Clone)]
pub struct JobDefinition {
    /// The kind.
    pub kind: &'static str,
    /// How many run at once in this process.
    pub at_once: usize,
    /// Who runs them.
    pub runner: Arc<dyn Runner>,
}

impl Tx {
    /// Schedules a job when, and only if, this transaction commits. One with the same kind and key stays as it
    /// is, but runs no later than `due`.
    pub async fn schedule(
        &self,
        kind: &str,
        key: &str,
        payload: &impl Serialize,
        due: Timestamp,
    ) -> Result<(), StoreError> {
        let now = self.store().clock().now();
        let row = job::ActiveModel {
            id: Set(self.store().ids().uuid_v7(now)),
            kind: Set(kind.to_owned()),
            key: Set(key.to_owned()),
            payload: Set(serde_json::to_string(payload).unwrap_or_default()),
            due_at: Set(due.micros()),
            attempts: Set(0),
            locked_until: Set(None),
            failed_at: Set(None),
            last_error: Set(None),
            created_at: Set(now.micros()),
        };
        let on_conflict = OnConflict::columns([job::Column::Kind, job::Column::Key])
            .do_nothing()
            .to_owned();
        let fresh = job::Entity::insert(row)
            .on_conflict(on_conflict)
            .exec_without_returning(self.db())
            .await?;
        if fresh == 0 {
            job::Entity::update_many()
                .col_expr(job::Column::DueAt, Expr::value(due.micros()))
                .filter(job::Column::Kind.eq(kind))
                .filter(job::Column::Key.eq(key))
                .filter(job::Column::DueAt.gt(due.micros()))
                .exec(self.db())
                .await?;
        }
        self.leaves_work();
        Ok(())
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

impl Store {
    pub(crate) async fn release_jobs(&self) -> Result<(), StoreError> {
        let tx = self.write().await?;
        job::Entity::update_many()
            .col_expr(job::Column::LockedUntil, Expr::value(Option::<i64>::None))
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

    async fn claim(&self, kind: &str, most: usize) -> Result<Vec<Job>, StoreError> {
        let now = self.clock().now();
        let free = || {
            Condition::any()
                .add(job::Column::LockedUntil.is_null())
                .add(job::Column::LockedUntil.lt(now.micros()))
        };
        let candidates = job::Entity::find()
            .filter(job::Column::Kind.eq(kind))
            .filter(job::Column::FailedAt.is_null())
            .filter(job::Column::DueAt.lte(now.micros()))
            .filter(free())
            .order_by_asc(job::Column::DueAt)
            .limit(most as u64)
            .all(self.read())
            .await?;
        if candidates.is_empty() {
            return Ok(Vec::new());
        }
        let tx = self.write().await?;
        let mut claimed = Vec::with_capacity(candidates.len());
        for row in candidates {
            // Another process may have been faster: only who changes the row has it.
            let won = job::Entity::update_many()
                .col_expr(
                    job::Column::LockedUntil,
                    Expr::value(now.plus(LOCK).micros()),
                )
                .filter(job::Column::Id.eq(row.id))
                .filter(free())
                .exec(tx.db())
                .await?;
            if won.rows_affected == 1 {
                claimed.push(Job {
                    id: row.id,
                    kind: row.kind,
                    key: row.key,
                    payload: row.payload,
                    attempts: u32::try_from(row.attempts).unwrap_or(0),
                });
            }
        }
        tx.commit().await?;
        Ok(claimed)
    }

    async fn keep_claim(&self, job: &Job) -> Result<(), StoreError> {
        let until = self.clock().now().plus(LOCK).micros();
        let tx = self.write().await?;
        job::Entity::update_many()
            .col_expr(job::Column::LockedUntil, Expr::value(until))
            .filter(job::Column::Id.eq(job.id))
            .exec(tx.db())
            .await?;
        tx.commit().await
    }

    async fn finish(&self, job: &Job, outcome: Result<Next, JobError>) -> Result<(), StoreError> {
        let now = self.clock().now();
        let tx = self.write().await?;
        let mut row = job::ActiveModel {
            id: Set(job.id),
            locked_until: Set(None),
            ..Default::default()
        };
        match outcome {
            Ok(Next::Done) => {
                job::Entity::delete_by_id(job.id).exec(tx.db()).await?;
                return tx.commit().await;
            }
            Ok(Next::Continue(payload)) => {
                row.payload = Set(payload.to_string());
                row.due_at = Set(now.micros());
                row.attempts = Set(0);
                tx.leaves_work();
            }
            Ok(Next::At(time)) => {
                row.due_at = Set(time.micros());
                row.attempts = Set(0);
            }
            Err(error) => {
                let attempts = i32::try_from(job.attempts)
                    .unwrap_or(i32::MAX)
                    .saturating_add(1);
                let wait =
                    Duration::from_secs(1 << attempts.clamp(0, 10)).min(Duration::from_secs(600));
                tracing::warn!(kind = %job.kind, key = %job.key, attempt = attempts, %error, "a job was not done");
                row.attempts = Set(attempts);
                row.due_at = Set(now.plus(wait).micros());
                row.last_error = Set(Some(error.0));
                if attempts >= MOST_ATTEMPTS {
                    row.failed_at = Set(Some(now.micros()));
                }
            }
        }
        // A job taken back while it ran is gone: nothing to update.
        if job::Entity::find_by_id(job.id)
            .one(tx.db())
            .await?
            .is_some()
        {
            row.update(tx.db()).await?;
        }
        tx.commit().await
    }
}

/// Starts the tasks that run `store`'s jobs.
pub fn run(store: &Store, definitions: Vec<JobDefinition>, tasks: &Tasks) {
    for definition in definitions {
        let (store, task) = (store.clone(), tasks.clone());
        tasks.spawn("jobs", async move {
            let mut signal = store.signal();
            while !task.is_stopping() {
                match round(&store, &definition).await {
                    Ok(0) => {}
                    Ok(_) => continue,
                    Err(error) => tracing::warn!(kind = definition.kind, %error, "jobs wait: they could not be read"),
                }
                tokio::select! {
                    _ = signal.changed() => {}
                    () = tokio::time::sleep(TICK) => {}
                    () = task.stopping() => {}
                }
            }
        });
    }
}

async fn round(store: &Store, definition: &JobDefinition) -> Result<usize, StoreError> {
    let jobs = store
        .claim(definition.kind, definition.at_once.max(1) * 4)
        .await?;
    let count = jobs.len();
    let outcomes: Vec<Result<(), StoreError>> = stream::iter(jobs)
        .map(|job| async move {
            let outcome = run_one(store, definition, &job).await;
            store.finish(&job, outcome).await
        })
        .buffer_unordered(definition.at_once.max(1))
        .collect()
        .await;
    outcomes.into_iter().collect::<Result<Vec<()>, _>>()?;
    Ok(count)
}

/// Runs a job and keeps its claim alive meanwhile.
async fn run_one(store: &Store, definition: &JobDefinition, job: &Job) -> Result<Next, JobError> {
    use tracing::Instrument as _;
    let span = tracing::info_span!("job", kind = definition.kind, key = %job.key);
    let work = definition.runner.run(job).instrument(span);
    let mut work = std::pin::pin!(work);
    loop {
        tokio::select! {
            outcome = &mut work => return outcome,
            () = tokio::time::sleep(LOCK / 3) => {
                if let Err(error) = store.keep_claim(job).await {
                    tracing::warn!(%error, "a job's claim could not be kept");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::store;
    use std::sync::atomic::{AtomicU32, Ordering};

    struct Steps(AtomicU32);
    #[async_trait::async_trait]
    impl Runner for Steps {
        async fn run(&self, job: &Job) -> Result<Next, JobError> {
            let at: u32 = job.payload()?;
            assert_eq!(at, self.0.fetch_add(1, Ordering::SeqCst));
            Ok(if at < 3 {
                Next::Continue((at + 1).into())
            } else {
                Next::Done
            })
        }
    }

    #[tokio::test]
    async fn a_job_goes_on_step_by_step_and_is_gone_when_done() {
        let (store, _dir) = store().await;
        let steps = Arc::new(Steps(AtomicU32::new(0)));
        let tasks = Tasks::new();
        run(
            &store,
            vec![JobDefinition {
                kind: "steps",
                at_once: 2,
                runner: steps.clone(),
            }],
            &tasks,
        );
        for _twice in 0..2 {
            let tx = store.write().await.unwrap();
            tx.schedule("steps", "one", &0, store.clock().now())
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        for _ in 0..200 {
            if store.jobs_due(&["steps"]).await.unwrap() == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(
            job::Entity::find()
                .all(store.read())
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(steps.0.load(Ordering::SeqCst), 4);
        assert!(tasks.shutdown(Duration::from_secs(5)).await);
    }

    #[tokio::test]
    async fn a_job_of_the_future_waits_for_its_time() {
        let (store, _dir) = store().await;
        let tx = store.write().await.unwrap();
        tx.schedule(
            "later",
            "x",
            &(),
            store.clock().now().plus(Duration::from_secs(3600)),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        assert!(store.claim("later", 10).await.unwrap().is_empty());
        store.clock().advance(Duration::from_secs(3601));
        assert_eq!(store.claim("later", 10).await.unwrap().len(), 1);
        // Claimed once, nobody else gets it.
        assert!(store.claim("later", 10).await.unwrap().is_empty());
    }
}
