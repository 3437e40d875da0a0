//! The use cases.

mod batches;
mod error;
mod intake;
mod log;
mod memo;
mod registry;
mod unpack;
mod vouchers;
mod watches;
mod work;

pub(crate) use batches::{MOST_RESULTS, Wanted};
pub(crate) use error::Error;
pub(crate) use intake::{Intake, NewBatch, NewItem};
pub(crate) use registry::{ListSource, NewList};
pub(crate) use vouchers::Vouchers;
pub(crate) use watches::NewWatch;

use crate::{
    Web,
    check::{self, Checked, Noted},
    clients::{Home, HomeAndWeb, Origins, Ours},
};
use log::Log;
use memo::Memo;
use openbadges::verify::Input;
use platform::{Foundation, jobs::JobDefinition, store::StoreError};
use std::{sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// How many checks run at once; more wait for their turn.
const AT_ONCE: usize = 16;

/// A badge to check.
pub(crate) struct Check {
    pub input: Input,
    pub claimed_email: Option<String>,
    pub offline: bool,
}

/// What was seen on the way.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    /// A host was asked too often and may be asked again after that time.
    pub busy: Option<Duration>,
    /// For how long the status lists say they hold.
    pub ttl: Option<Duration>,
}

impl From<&Noted> for Seen {
    fn from(noted: &Noted) -> Self {
        Self {
            busy: noted.busy(),
            ttl: noted.ttl(),
        }
    }
}

/// The service.
#[derive(Clone)]
pub(crate) struct Verification {
    pub(crate) foundation: Foundation,
    web: Arc<Web>,
    turns: Arc<Semaphore>,
    log: Arc<Log>,
    origins: Arc<Origins>,
    vouchers: Arc<Vouchers>,
    /// How long batches are kept.
    keep: Duration,
}

impl Verification {
    pub(crate) fn new(foundation: Foundation, web: Web, keep: Duration) -> Self {
        Self {
            log: Arc::new(Log::new(foundation.clone())),
            origins: Arc::new(Origins::new(foundation.clone())),
            vouchers: Arc::new(Vouchers::new(foundation.store.clone())),
            foundation,
            web: Arc::new(web),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            keep,
        }
    }

    /// What is to be done again and again is planned when the service starts.
    pub(crate) async fn plan(&self) -> Result<(), StoreError> {
        self.log.plan_forgetting().await
    }

    /// Checks a badge. Anybody may.
    pub(crate) async fn check(&self, check: Check) -> Result<Checked, Error> {
        let ours = self.origins.recent().await?;
        Ok(self.look(check, &ours, None).await?.0)
    }

    /// Checks a badge, knowing what is ours, perhaps with documents that others needed just now.
    async fn look(
        &self,
        check: Check,
        ours: &Arc<Ours>,
        memo: Option<&Memo>,
    ) -> Result<(Checked, Seen), Error> {
        let _turn = self.turns.acquire().await;
        let sources = HomeAndWeb {
            foundation: &self.foundation,
            ours,
            web: (!check.offline).then(|| self.web.for_one()),
        };
        let registry = Home {
            foundation: &self.foundation,
            origins: &self.origins,
            vouchers: &self.vouchers,
            ours,
        };
        let now = self.foundation.clock.now();
        let email = check.claimed_email;
        let found = match memo {
            None => check::check(check.input, email, now, &sources, &registry).await?,
            Some(memo) => {
                let shared = memo.before(&sources);
                check::check(check.input, email, now, &shared, &registry).await?
            }
        };
        let id = found.report.facts.id.as_deref();
        let own = id.is_some_and(|id| ours.has(id));
        let checked = Checked { own, found };
        self.log.note(&checked, now);
        let seen = sources
            .web
            .as_ref()
            .map(|web| Seen::from(web.noted()))
            .unwrap_or_default();
        Ok((checked, seen))
    }

    pub(crate) fn jobs(&self) -> Vec<JobDefinition> {
        vec![
            JobDefinition {
                kind: log::FORGET,
                at_once: 1,
                runner: Arc::new(log::Forget(Arc::clone(&self.log))),
            },
            JobDefinition {
                kind: registry::JOB,
                at_once: 2,
                runner: Arc::new(registry::Refresher(self.clone())),
            },
            JobDefinition {
                kind: batches::JOB,
                at_once: 2,
                runner: Arc::new(work::Worker(self.clone())),
            },
            JobDefinition {
                kind: watches::JOB,
                at_once: 4,
                runner: Arc::new(watches::Watcher(self.clone())),
            },
        ]
    }
}
