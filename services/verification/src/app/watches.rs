//! Badges that are checked again and again for another service.

use super::{Check, Error, Verification};
use crate::{
    check::Checked,
    domain::{
        batch::Source,
        watch::{Before, Watch},
    },
    events,
    store::watch,
};
use openbadges::verify::Input;
use platform::{
    identity::Caller,
    ids::WatchId,
    jobs::{Job, JobError, Next, Runner},
    store::Tx,
};
use std::time::Duration;

/// The job that checks a badge again; its key is the watch's id.
pub(super) const JOB: &str = "verification.watch";
/// When a check is tried again that a fault of ours hindered.
const SOON: Duration = Duration::from_secs(900);
/// The largest badge, in bytes.
const LARGEST: usize = 12 << 20;

/// A badge to be watched.
#[derive(Debug)]
pub(crate) struct NewWatch {
    pub owner: String,
    pub badge: Source,
    pub claimed_email: String,
}

fn input(badge: &Source) -> Input {
    match badge {
        Source::Url(url) => Input::Url(url.clone()),
        Source::Text(text) => Input::Text(text.clone()),
        Source::File(bytes) => Input::File(bytes.clone()),
        Source::Entry(_) => Input::Text(String::new()),
    }
}

impl Verification {
    /// Watches a badge from now on; one that is watched for this owner already is replaced.
    pub(crate) async fn watch(&self, caller: &Caller, new: NewWatch) -> Result<Watch, Error> {
        let watcher = caller.must_be_service()?.to_string();
        let owner = new.owner.trim().to_owned();
        if owner.is_empty() || owner.chars().count() > 200 || owner.contains('@') {
            return Err(Error::field(
                "owner",
                owner.chars().take(200).collect::<String>(),
                "write an id of 1 to 200 characters, no address and no name",
            ));
        }
        let size = match &new.badge {
            Source::Url(text) | Source::Text(text) => text.len(),
            Source::File(bytes) => bytes.len(),
            Source::Entry(_) => 0,
        };
        if size > LARGEST {
            return Err(Error::field(
                "badge",
                format!("{size} bytes"),
                format!("a badge has at most {} MiB", LARGEST >> 20),
            ));
        }
        let (found, ttl) = self.found(&new.badge, &new.claimed_email).await?;
        let foundation = &self.foundation;
        let (now, luck) = (foundation.clock.now(), foundation.ids.below(1000));
        let tx = foundation.store.write().await?;
        let known = watch::of_owner(&tx, &foundation.keyring, &watcher, &owner).await?;
        let mut watched = known.clone().unwrap_or_else(|| Watch {
            id: foundation.ids.next(now),
            watcher,
            owner,
            badge: new.badge.clone(),
            claimed_email: String::new(),
            version: 1,
            verdict: found.verdict().to_owned(),
            state: found.state().to_owned(),
            last: found.clone(),
            checks: 0,
            failures: 0,
            created_at: now,
            checked_at: now,
            changed_at: now,
            next_check_at: now,
        });
        // Another badge has another past.
        if watched.badge != new.badge {
            watched.failures = 0;
            watched.last = found.clone();
        }
        watched.badge = new.badge;
        watched.claimed_email = new.claimed_email;
        let before = watched.checked(found, now);
        watched.plan(now, ttl, luck);
        if known.is_some() {
            watch::update(&tx, &foundation.keyring, &watched).await?;
        } else {
            watch::insert(&tx, &foundation.keyring, &watched).await?;
        }
        self.tell(&tx, &watched, before).await?;
        tx.commit().await?;
        Ok(watched)
    }

    /// One of the caller's watches.
    pub(crate) async fn watched(&self, caller: &Caller, id: WatchId) -> Result<Watch, Error> {
        let watcher = caller.must_be_service()?.to_string();
        let foundation = &self.foundation;
        watch::by_id(&foundation.store, &foundation.keyring, id)
            .await?
            .filter(|watch| watch.watcher == watcher)
            .ok_or(Error::NotFound("watch"))
    }

    /// A page of the caller's watches, oldest first.
    pub(crate) async fn watches(
        &self,
        caller: &Caller,
        owner: &str,
        after: Option<WatchId>,
        limit: u64,
    ) -> Result<Vec<Watch>, Error> {
        let watcher = caller.must_be_service()?.to_string();
        let foundation = &self.foundation;
        let (store, keyring) = (&foundation.store, &foundation.keyring);
        Ok(watch::page(store, keyring, &watcher, owner.trim(), after, limit).await?)
    }

    /// Checks one of the caller's watches now.
    pub(crate) async fn recheck(&self, caller: &Caller, id: WatchId) -> Result<Watch, Error> {
        let watch = self.watched(caller, id).await?;
        self.rechecked(watch).await?.ok_or(Error::NotFound("watch"))
    }

    /// Ends a watch. There need be none.
    pub(crate) async fn unwatch(&self, caller: &Caller, id: WatchId) -> Result<(), Error> {
        let watcher = caller.must_be_service()?.to_string();
        let tx = self.foundation.store.write().await?;
        if watch::remove(&tx, &watcher, id).await? {
            tx.unschedule(JOB, &id.to_string()).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn found(
        &self,
        badge: &Source,
        claimed_email: &str,
    ) -> Result<(Checked, Option<Duration>), Error> {
        let check = Check {
            input: input(badge),
            claimed_email: Some(claimed_email.to_owned()).filter(|email| !email.is_empty()),
            offline: false,
        };
        let ours = self.origins.recent().await?;
        let (found, seen) = self.look(check, &ours, None).await?;
        Ok((found, seen.ttl))
    }

    /// Checks a badge again. `None` if it is watched no longer.
    async fn rechecked(&self, old: Watch) -> Result<Option<Watch>, Error> {
        let (found, ttl) = self.found(&old.badge, &old.claimed_email).await?;
        let foundation = &self.foundation;
        let (now, luck) = (foundation.clock.now(), foundation.ids.below(1000));
        let tx = foundation.store.write().await?;
        let Some(mut watched) = watch::locked(&tx, &foundation.keyring, old.id).await? else {
            return Ok(None);
        };
        // The badge was replaced while the old one was checked.
        if watched.badge != old.badge || watched.claimed_email != old.claimed_email {
            return Ok(Some(watched));
        }
        let before = watched.checked(found, now);
        watched.plan(now, ttl, luck);
        watch::update(&tx, &foundation.keyring, &watched).await?;
        self.tell(&tx, &watched, before).await?;
        tx.commit().await?;
        Ok(Some(watched))
    }

    /// Plans the next check and tells of a change.
    async fn tell(&self, tx: &Tx, watched: &Watch, before: Option<Before>) -> Result<(), Error> {
        tx.schedule(JOB, &watched.id.to_string(), &(), watched.next_check_at)
            .await?;
        if let Some(before) = before {
            tx.publish(&events::rechecked(watched, &before)).await?;
        }
        Ok(())
    }
}

/// Checks watched badges again.
pub(super) struct Watcher(pub Verification);

#[async_trait::async_trait]
impl Runner for Watcher {
    async fn run(&self, job: &Job) -> Result<Next, JobError> {
        let id: WatchId = job.key.parse().map_err(JobError::new)?;
        let foundation = &self.0.foundation;
        let Some(watch) = watch::by_id(&foundation.store, &foundation.keyring, id).await? else {
            return Ok(Next::Done);
        };
        let now = foundation.clock.now();
        // Somebody asked for it in the meantime.
        if watch.next_check_at > now {
            return Ok(Next::At(watch.next_check_at));
        }
        match self.0.rechecked(watch).await {
            Ok(Some(watch)) => Ok(Next::At(watch.next_check_at)),
            Ok(None) => Ok(Next::Done),
            // A fault of ours must not end the watch, as a job that fails too often does.
            Err(error) => {
                tracing::warn!(watch = %id, %error, "a watched badge could not be checked");
                Ok(Next::At(now.plus(SOON)))
            }
        }
    }
}
