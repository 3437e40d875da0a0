//! Tasks that a shutdown waits for.

use std::{future::Future, time::Duration};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The tasks of one process. Clone freely; all clones speak of the same tasks.
#[derive(Clone, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl Tasks {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a task. It should end soon after [`Tasks::stopping`] resolves.
    pub fn spawn(&self, name: &'static str, work: impl Future<Output = ()> + Send + 'static) {
        #[expect(clippy::disallowed_methods, reason = "the one place that may")]
        drop(tokio::spawn(self.tracker.track_future(async move {
            work.await;
            tracing::debug!(task = name, "task ended");
        })));
    }

    /// Resolves when the process is asked to stop.
    pub async fn stopping(&self) {
        self.stop.cancelled().await;
    }

    /// Whether the process was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// Waits, but no longer than `time`. `false` once the process is asked to stop.
    pub async fn pause(&self, time: Duration) -> bool {
        tokio::select! {
            () = self.stop.cancelled() => false,
            () = tokio::time::sleep(time) => true,
        }
    }

    /// Asks every task to end.
    pub fn stop(&self) {
        self.stop.cancel();
        self.tracker.close();
    }

    /// Asks every task to end and waits for them, `patience` at most. `true` if all ended.
    pub async fn shutdown(&self, patience: Duration) -> bool {
        self.stop();
        tokio::time::timeout(patience, self.tracker.wait())
            .await
            .is_ok()
    }
}
