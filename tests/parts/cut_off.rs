//! Jobs that are cut off wherever they stand, as by kill -9. The tests of several services take this file in.

use platform::jobs::{Job, JobDefinition, JobError, Next, Runner};
use std::{
    future::poll_fn,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::Poll,
};
use tokio::sync::Notify;

/// When jobs are cut off: counted in looks at their work, not in time, so that no machine is too fast or too slow.
pub struct Cut {
    looks_left: AtomicUsize,
    over: Notify,
}

impl Cut {
    /// Resolves once nothing moves any more.
    pub async fn over(&self) {
        self.over.notified().await;
    }
}

/// The same jobs, cut off after so many looks at the work of all of them together: from then on none goes on, and
/// nobody hears what became of it.
pub fn cut_off(jobs: Vec<JobDefinition>, looks: usize) -> (Vec<JobDefinition>, Arc<Cut>) {
    let cut = Arc::new(Cut {
        looks_left: AtomicUsize::new(looks),
        over: Notify::new(),
    });
    let jobs = jobs
        .into_iter()
        .map(|job| JobDefinition {
            runner: Arc::new(CutOff {
                whole: job.runner,
                cut: cut.clone(),
            }),
            ..job
        })
        .collect();
    (jobs, cut)
}

struct CutOff {
    whole: Arc<dyn Runner>,
    cut: Arc<Cut>,
}

#[async_trait::async_trait]
impl Runner for CutOff {
    async fn run(&self, job: &Job) -> Result<Next, JobError> {
        let mut work = self.whole.run(job);
        poll_fn(|context| {
            let one_less = |left: usize| left.checked_sub(1);
            let looks = &self.cut.looks_left;
            if looks
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less)
                .is_err()
            {
                self.cut.over.notify_one();
                return Poll::Pending;
            }
            work.as_mut().poll(context)
        })
        .await
    }
}
