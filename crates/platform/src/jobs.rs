//! Work to be done at a time: rows written in the transaction of their cause, run at least once.
//!
//! One job a kind and key exists at a time. Scheduling what waits hurries it; scheduling what runs makes it run
//! once more when it is done, because it may have looked before the new cause was there; scheduling what was
//! given up begins it anew. After twenty failures a job is left for a person to look at: `accolade jobs`.

mod care;
mod queue;
#[cfg(test)]
mod tests;

pub use care::{JobCounts, StuckJob};

use crate::{
    clock::Timestamp,
    metrics,
    store::{Store, StoreError},
    tasks::Tasks,
};
use futures::{FutureExt as _, StreamExt as _, stream};
use serde::de::DeserializeOwned;
use std::{
    collections::BTreeSet,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How long a claimed job belongs to its runner before another may take it.
const LOCK: Duration = Duration::from_secs(60);
/// After so many failures a job is left for a person to look at.
const MOST_ATTEMPTS: i32 = 20;
/// How long a loop sleeps when nothing wakes it.
const TICK: Duration = Duration::from_millis(500);
/// The longest pause before what became of a job is noted again.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

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

/// The jobs of a round that are not finished: their claims are kept alive.
#[derive(Default)]
struct Unfinished(Mutex<BTreeSet<Uuid>>);

impl Unfinished {
    fn of(jobs: &[Job]) -> Self {
        Self(Mutex::new(jobs.iter().map(|job| job.id).collect()))
    }
    fn ids(&self) -> Vec<Uuid> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter().copied().collect()
    }
    fn finished(&self, job: &Job) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.remove(&job.id);
    }
}

/// Takes what is due and runs it; answers how many jobs that were.
async fn round(store: &Store, definition: &JobDefinition) -> Result<usize, StoreError> {
    let at_once = definition.at_once.max(1);
    let jobs = store.claim(definition.kind, at_once * 4).await?;
    let count = jobs.len();
    let unfinished = &Unfinished::of(&jobs);
    let work = stream::iter(jobs)
        .map(|job| async move {
            let outcome = run_one(store, definition, &job).await;
            // From here on its claim is nobody's, or its next runner's.
            unfinished.finished(&job);
            note(store, &job, &outcome).await
        })
        .buffer_unordered(at_once)
        .collect::<Vec<_>>();
    let outcomes = tokio::select! {
        outcomes = work => outcomes,
        never = keep_claims(store, unfinished) => match never {},
    };
    outcomes.into_iter().collect::<Result<Vec<()>, _>>()?;
    Ok(count)
}

async fn run_one(store: &Store, definition: &JobDefinition, job: &Job) -> Result<Next, JobError> {
    use tracing::Instrument as _;
    let span = tracing::info_span!("job", kind = definition.kind, key = %job.key);
    // A panic would end the loop, and with it every job of this kind.
    let work = AssertUnwindSafe(definition.runner.run(job)).catch_unwind();
    let begun = Instant::now();
    let outcome = work
        .instrument(span)
        .await
        .unwrap_or_else(|_| Err(JobError::new("it panicked; the log says where")));
    metrics::job_run(
        store.service(),
        definition.kind,
        outcome.is_ok(),
        begun.elapsed(),
    );
    outcome
}

/// Notes what became of a job. Tried several times: a database that restarts is back in a moment, and what is not
/// noted is done again.
async fn note(
    store: &Store,
    job: &Job,
    outcome: &Result<Next, JobError>,
) -> Result<(), StoreError> {
    let mut pause = Duration::from_millis(100);
    loop {
        match store.finish(job, outcome).await {
            Err(error) if pause < LONGEST_PAUSE => {
                tracing::warn!(kind = %job.kind, key = %job.key, %error, "what became of a job could not be noted yet");
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
            noted => return noted,
        }
    }
}

/// Keeps the claims of a round alive, also of jobs that wait for their turn in it.
async fn keep_claims(store: &Store, unfinished: &Unfinished) -> std::convert::Infallible {
    loop {
        tokio::time::sleep(LOCK / 3).await;
        if let Err(error) = store.keep_claims(unfinished.ids()).await {
            tracing::warn!(%error, "the claims of running jobs could not be kept");
        }
    }
}
