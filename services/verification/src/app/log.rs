//! The log of verdicts: gathered for a moment, then written together, so that a check waits for no database.

use crate::{
    check::Checked,
    store::verdict::{self, Verdict},
};
use openbadges::verify::Mark;
use platform::{
    Foundation,
    clock::Timestamp,
    jobs::{Job, JobError, Next, Runner},
    store::StoreError,
};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// How long a verdict is remembered.
const KEEP: Duration = Duration::from_secs(30 * 86_400);
const DAY: Duration = Duration::from_secs(86_400);
/// How long verdicts are gathered.
const MOMENT: Duration = Duration::from_millis(500);
/// So many may wait to be written; of a database that is away for long more are lost than kept.
const MOST_WAITING: usize = 10_000;
/// So many are written by one statement.
const AT_ONCE: usize = 500;
/// The job that forgets old verdicts.
pub(super) const FORGET: &str = "forget_verdicts";

/// The log.
pub(super) struct Log {
    foundation: Foundation,
    waiting: Mutex<Vec<Verdict>>,
}

impl Log {
    pub(super) fn new(foundation: Foundation) -> Self {
        Self {
            foundation,
            waiting: Mutex::default(),
        }
    }

    /// Notes a verdict. A verdict that cannot be logged is still a verdict.
    pub(super) fn note(self: &Arc<Self>, checked: &Checked, now: Timestamp) {
        let report = &checked.found.report;
        let failed = report.steps.iter().find(|s| s.mark == Mark::Failed);
        let verdict = Verdict {
            at: now,
            verdict: checked.verdict().to_owned(),
            state: checked.state().to_owned(),
            issuer: report.facts.issuer_id.clone().unwrap_or_default(),
            format: report.format.version.clone().unwrap_or_default(),
            digest: report.content_sha256.clone().unwrap_or_default(),
            failed_step: failed.map_or_else(String::new, |s| s.code.clone()),
        };
        tracing::info!(verdict = %verdict.verdict, state = %verdict.state, failed = %verdict.failed_step, "checked a badge");
        let is_first = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            if waiting.len() < MOST_WAITING {
                waiting.push(verdict);
            }
            waiting.len() == 1
        };
        if is_first {
            let (log, tasks) = (Arc::clone(self), self.foundation.tasks.clone());
            self.foundation.tasks.spawn("log verdicts", async move {
                // Also where the process is asked to stop: then at once.
                tasks.pause(MOMENT).await;
                log.write().await;
            });
        }
    }

    async fn write(&self) {
        let mut waiting = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *waiting)
        };
        while !waiting.is_empty() {
            let rest = waiting.split_off(waiting.len().min(AT_ONCE));
            let some = std::mem::replace(&mut waiting, rest);
            if let Err(error) = verdict::log(&self.foundation.store, some).await {
                tracing::warn!(%error, "verdicts could not be logged");
            }
        }
    }

    /// Has old verdicts forgotten every day.
    pub(super) async fn plan_forgetting(&self) -> Result<(), StoreError> {
        let due = self.foundation.clock.now().plus(DAY);
        let tx = self.foundation.store.write().await?;
        tx.schedule(FORGET, "daily", &(), due).await?;
        tx.commit().await
    }
}

/// Forgets old verdicts.
pub(super) struct Forget(pub Arc<Log>);

#[async_trait::async_trait]
impl Runner for Forget {
    async fn run(&self, _job: &Job) -> Result<Next, JobError> {
        let foundation = &self.0.foundation;
        let now = foundation.clock.now();
        let gone = verdict::forget_before(&foundation.store, now.minus(KEEP)).await?;
        tracing::info!(gone, "old verdicts forgotten");
        Ok(Next::At(now.plus(DAY)))
    }
}
