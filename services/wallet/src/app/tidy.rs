//! What is over is removed, once an hour.

use crate::{Wallet, store::prune};
use platform::{
    jobs::{Job, JobDefinition, JobError, Next, Runner},
    store::StoreError,
};
use std::{sync::Arc, time::Duration};

const KIND: &str = "wallet.tidy";
const EVERY: Duration = Duration::from_secs(3600);

/// Sees to it that there is one such job.
pub(crate) async fn schedule(app: &Wallet) -> Result<(), StoreError> {
    let tx = app.store().write().await?;
    tx.schedule(KIND, "all", &(), app.now()).await?;
    tx.commit().await
}

/// The jobs of the wallet.
pub(crate) fn jobs(app: &Wallet) -> Vec<JobDefinition> {
    vec![JobDefinition {
        kind: KIND,
        at_once: 1,
        runner: Arc::new(Tidy(app.clone())),
    }]
}

struct Tidy(Wallet);

#[async_trait::async_trait]
impl Runner for Tidy {
    async fn run(&self, _job: &Job) -> Result<Next, JobError> {
        let now = self.0.now();
        let tx = self.0.store().write().await?;
        let more = prune::step(&tx, now).await?;
        tx.commit().await?;
        Ok(if more {
            Next::Continue(serde_json::Value::Null)
        } else {
            Next::At(now.plus(EVERY))
        })
    }
}
