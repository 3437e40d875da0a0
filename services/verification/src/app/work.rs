//! Working on a batch: looked through once, then checked some badges at a time, so that a crash goes on where it was.

use super::{Check, Error, Memo, Verification};
use crate::{
    check::CheckError,
    clients::Ours,
    domain::batch::{Batch, Item, Outcome, Progress, Source},
    store::{batch, item},
};
use futures::{StreamExt as _, stream};
use openbadges::verify::Input;
use platform::{
    Refusal as _,
    clock::Timestamp,
    ids::VerifyBatchId,
    jobs::{Job, JobError, Next, Runner},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// How many badges one transaction notes.
const AT_ONCE: u64 = 32;
/// How many of them are checked at the same time.
const TOGETHER: usize = 8;
/// How long a batch waits at least for a host that was asked too often: until then the host may be asked as often again
/// as one badge needs. Then its badges are checked one after the other, so that each pause gets some of them done
/// instead of half of each.
const PAUSE: Duration = Duration::from_secs(5);
/// How many rows are stored in one transaction when the file is looked through.
const ROWS: usize = 500;
/// How long one step of the job works.
const STEP: Duration = Duration::from_secs(5);
/// How often a step is tried before the batch is given up. Fewer than after which the platform sets a job aside.
const TRIES: u32 = 12;

/// Works on batches.
pub(super) struct Worker(pub Verification);

enum Step {
    More,
    /// Nothing to do before that time.
    Wait(Timestamp),
    Done,
}

#[async_trait::async_trait]
impl Runner for Worker {
    async fn run(&self, job: &Job) -> Result<Next, JobError> {
        let id: VerifyBatchId = job.key.parse().map_err(JobError::new)?;
        let begun = Instant::now();
        loop {
            match self.0.work_on(id).await {
                Ok(Step::Done) => return Ok(Next::Done),
                Ok(Step::Wait(time)) => return Ok(Next::At(time)),
                Ok(Step::More)
                    if begun.elapsed() > STEP || self.0.foundation.tasks.is_stopping() =>
                {
                    return Ok(Next::Continue(serde_json::Value::Null));
                }
                Ok(Step::More) => {}
                Err(error) if job.attempts + 1 >= TRIES => {
                    let until = self.0.give_up(id, &error).await.map_err(JobError::new)?;
                    return Ok(until.map_or(Next::Done, Next::At));
                }
                Err(error) => return Err(JobError::new(format!("{}: {error}", error.code()))),
            }
        }
    }
}

impl Verification {
    /// One bounded piece of work.
    async fn work_on(&self, id: VerifyBatchId) -> Result<Step, Error> {
        let foundation = &self.foundation;
        let Some(found) = batch::by_id(&foundation.store, &foundation.keyring, id).await? else {
            return Ok(Step::Done);
        };
        match found.progress {
            Progress::Receiving => self.forget_batch(id).await,
            Progress::Waiting => self.look_through(found).await,
            Progress::Running => self.check_some(&found).await,
            Progress::Finished | Progress::Failed => {
                if foundation.clock.now() < found.keep_until {
                    return Ok(Step::Wait(found.keep_until));
                }
                self.forget_batch(id).await
            }
        }
    }

    async fn forget_batch(&self, id: VerifyBatchId) -> Result<Step, Error> {
        let tx = self.foundation.store.write().await?;
        batch::remove(&tx, id).await?;
        tx.commit().await?;
        Ok(Step::Done)
    }

    /// Finds the badges in the file. What a look that was broken off has stored is begun anew.
    async fn look_through(&self, mut found: Batch) -> Result<Step, Error> {
        let foundation = &self.foundation;
        let (store, keyring) = (&foundation.store, &foundation.keyring);
        let now = foundation.clock.now();
        match self.places(&found).await? {
            Err(problem) => {
                found.progress = Progress::Failed;
                found.failure = problem;
                found.finished_at = Some(now);
                let tx = store.write().await?;
                if batch::locked(&tx, keyring, found.id).await?.is_none() {
                    return Ok(Step::Done);
                }
                batch::update(&tx, keyring, &found).await?;
                batch::forget_pieces(&tx, found.id).await?;
                tx.commit().await?;
                Ok(Step::Wait(found.keep_until))
            }
            Ok(collected) => {
                let tx = store.write().await?;
                item::forget(&tx, found.id).await?;
                tx.commit().await?;
                found.total = collected.places.len() as u64;
                for some in collected.places.chunks(ROWS) {
                    let items: Vec<Item> = some.iter().map(|(item, _)| item.clone()).collect();
                    let tx = store.write().await?;
                    // Deleted in the meantime: nothing is left behind.
                    if batch::locked(&tx, keyring, found.id).await?.is_none() {
                        return Ok(Step::Done);
                    }
                    item::insert(&tx, keyring, found.id, &items).await?;
                    for (item, outcome) in some {
                        if let Some(outcome) = outcome {
                            item::note(&tx, keyring, found.id, item.number, outcome, now).await?;
                            found.counts.add(outcome.verdict());
                        }
                    }
                    tx.commit().await?;
                }
                found.progress = Progress::Running;
                let tx = store.write().await?;
                if batch::locked(&tx, keyring, found.id).await?.is_none() {
                    return Ok(Step::Done);
                }
                batch::update(&tx, keyring, &found).await?;
                // The rows of a text stand with the badges now; a ZIP is needed until the end.
                if !collected
                    .places
                    .iter()
                    .any(|(item, _)| matches!(item.source, Source::Entry(_)))
                {
                    batch::forget_pieces(&tx, found.id).await?;
                }
                tx.commit().await?;
                Ok(Step::More)
            }
        }
    }

    /// Checks the next badges and notes what was found, all in one transaction.
    async fn check_some(&self, found: &Batch) -> Result<Step, Error> {
        let foundation = &self.foundation;
        let (store, keyring) = (&foundation.store, &foundation.keyring);
        let items = item::pending(store, keyring, found.id, AT_ONCE).await?;
        let is_last = (items.len() as u64) < AT_ONCE;
        let (ours, memo) = (self.origins.recent().await?, Memo::default());
        let together = if found.paused_until.is_some() {
            1
        } else {
            TOGETHER
        };
        let checked: Vec<_> = stream::iter(items)
            .map(|item| self.check_item(found, item, &ours, &memo))
            .buffer_unordered(together)
            .collect()
            .await;
        let (mut outcomes, mut pause) = (Vec::new(), None);
        for one in checked {
            match one? {
                Looked::At(number, outcome) => outcomes.push((number, outcome)),
                Looked::Later(wait) => pause = pause.max(Some(wait.max(PAUSE))),
            }
        }
        if pause.is_some() {
            // They may rest on a document that another badge's check asked for in vain.
            outcomes.retain(|(_, outcome)| !outcome.is_open());
        }
        let now = foundation.clock.now();
        let tx = store.write().await?;
        let Some(mut batch) = batch::locked(&tx, keyring, found.id).await? else {
            return Ok(Step::Done);
        };
        for (number, outcome) in &outcomes {
            if item::note(&tx, keyring, found.id, *number, outcome, now).await? {
                batch.counts.add(outcome.verdict());
            }
        }
        batch.paused_until = pause.map(|wait| now.plus(wait));
        if is_last && pause.is_none() {
            batch.progress = Progress::Finished;
            batch.finished_at = Some(now);
            batch::forget_pieces(&tx, found.id).await?;
        }
        batch::update(&tx, keyring, &batch).await?;
        tx.commit().await?;
        Ok(batch.paused_until.map_or(Step::More, Step::Wait))
    }

    async fn check_item(
        &self,
        batch: &Batch,
        item: Item,
        ours: &Arc<Ours>,
        memo: &Memo,
    ) -> Result<Looked, Error> {
        let input = match item.source {
            Source::Url(url) => Input::Url(url),
            Source::Text(text) => Input::Text(text),
            Source::File(bytes) => Input::File(bytes),
            Source::Entry(entry) => match self.entry(batch, entry).await? {
                Ok(bytes) => Input::File(bytes),
                Err(outcome) => return Ok(Looked::At(item.number, outcome)),
            },
        };
        let check = Check {
            input,
            claimed_email: Some(item.claimed_email).filter(|email| !email.is_empty()),
            offline: false,
        };
        match self.look(check, ours, Some(memo)).await {
            // A host that was asked too often says nothing about the badge: it is asked again later.
            Ok((checked, seen)) => Ok(match seen.busy {
                Some(wait) if checked.verdict() == "unverifiable" => Looked::Later(wait),
                _ => Looked::At(item.number, Outcome::Checked(Box::new(checked))),
            }),
            Err(Error::Check(error @ (CheckError::Endless | CheckError::BrokenOff(_)))) => {
                tracing::warn!(batch = %batch.id, number = item.number, %error, "a badge of a batch could not be checked");
                let why = format!("The badge could not be checked: {error}.");
                let outcome = Outcome::refused("batch.broken_off", why);
                Ok(Looked::At(item.number, outcome))
            }
            Err(error) => Err(error),
        }
    }

    /// Nothing helped: the batch says so. Answers until when it is kept.
    async fn give_up(&self, id: VerifyBatchId, error: &Error) -> Result<Option<Timestamp>, Error> {
        let foundation = &self.foundation;
        tracing::error!(batch = %id, code = error.code(), "the work on a batch was given up");
        let tx = foundation.store.write().await?;
        let Some(mut found) = batch::locked(&tx, &foundation.keyring, id).await? else {
            return Ok(None);
        };
        found.progress = Progress::Failed;
        found.failure = format!(
            "the work stopped after {TRIES} tries because of a fault on our side; what was found so far stays. Send the rest again"
        );
        found.finished_at = Some(foundation.clock.now());
        batch::forget_pieces(&tx, id).await?;
        batch::update(&tx, &foundation.keyring, &found).await?;
        tx.commit().await?;
        Ok(Some(found.keep_until))
    }
}

/// What came of one badge.
enum Looked {
    At(u64, Outcome),
    Later(Duration),
}
