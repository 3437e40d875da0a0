//! The use cases: each is the whole story of one command, or of one step of a job.

mod apply;
mod calendar;
mod compare;
pub mod daily;
mod evaluate;
pub mod import;
pub mod members;
mod read;
pub mod rules;
pub mod runs;

use crate::{Config, clients::Issuance};
use platform::{
    Foundation,
    clock::Timestamp,
    ids::{IssuerId, RunId},
    jobs::{Job, JobDefinition, JobError, Next, Runner},
    seal::Keyring,
    store::{Store, StoreError, Tx},
};
use std::sync::Arc;

const READ: &str = "read";
const APPLY: &str = "apply";
const EVALUATE: &str = "evaluate";
const DAILY: &str = "daily";

/// The service: what it stands on, and whom it calls.
#[derive(Clone)]
pub struct Membership {
    /// What was configured.
    pub config: Config,
    /// What it stands on.
    pub foundation: Foundation,
    /// Calls to issuance.
    pub issuance: Issuance,
}

impl Membership {
    /// On this foundation.
    pub fn new(config: Config, foundation: Foundation) -> Self {
        let issuance = Issuance::new(foundation.wires.clone());
        Self {
            config,
            foundation,
            issuance,
        }
    }
    pub(crate) fn store(&self) -> &Store {
        &self.foundation.store
    }
    pub(crate) fn keyring(&self) -> &Keyring {
        &self.foundation.keyring
    }
    pub(crate) fn now(&self) -> Timestamp {
        self.foundation.clock.now()
    }
}

/// Asks for the next look at an issuer's open evaluations.
async fn schedule_evaluation(tx: &Tx, issuer: IssuerId) -> Result<(), StoreError> {
    tx.schedule(EVALUATE, &issuer.to_string(), &(), tx.store().clock().now())
        .await
}
/// Asks for a run's file to be read.
async fn schedule_reading(tx: &Tx, run: RunId) -> Result<(), StoreError> {
    tx.schedule(READ, &run.to_string(), &(), tx.store().clock().now())
        .await
}
/// Asks for a run's changes to be made.
async fn schedule_applying(tx: &Tx, run: RunId) -> Result<(), StoreError> {
    tx.schedule(APPLY, &run.to_string(), &(), tx.store().clock().now())
        .await
}

/// What becomes of a job that has more to do.
fn more() -> Next {
    Next::Continue(serde_json::Value::Null)
}

/// The jobs of this service.
pub(crate) fn jobs(app: &Membership) -> Vec<JobDefinition> {
    [(READ, 2), (APPLY, 2), (EVALUATE, 2), (DAILY, 1)]
        .into_iter()
        .map(|(kind, at_once)| JobDefinition {
            kind,
            at_once,
            runner: Arc::new(Step {
                app: app.clone(),
                kind,
            }),
        })
        .collect()
}

struct Step {
    app: Membership,
    kind: &'static str,
}

#[async_trait::async_trait]
impl Runner for Step {
    async fn run(&self, job: &Job) -> Result<Next, JobError> {
        match self.kind {
            READ => read::step(&self.app, key(job)?, job.attempts).await,
            APPLY => apply::step(&self.app, key(job)?).await,
            EVALUATE => evaluate::step(&self.app, key(job)?).await,
            _ => daily::step(&self.app, key(job)?).await,
        }
    }
}

fn key<I: platform::ids::Id>(job: &Job) -> Result<I, JobError> {
    job.key.parse().map_err(JobError::new)
}
