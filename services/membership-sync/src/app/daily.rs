//! Once a day, shortly after midnight in the issuer's zone: members whose last day went by, and what may be
//! forgotten.

use super::{APPLY, DAILY, EVALUATE, Membership, READ, apply::PAST, schedule_evaluation};
use crate::{
    domain::{brake, run::State},
    store::{
        change,
        evaluation::{self, Cause},
        file, member, outcome, run, tenant,
    },
};
use platform::{
    clock::{Timestamp, Zone},
    ids::IssuerId,
    jobs::{JobError, Next},
    store::{StoreError, Tx},
};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);
/// After midnight, so that a clock that is a little fast does no harm.
const AFTER_MIDNIGHT: Duration = Duration::from_secs(5 * 60);
/// How long change sets and errors of a run are kept.
const KEPT: Duration = Duration::from_secs(90 * 24 * 3600);
/// Runs tidied up at once.
const TIDIED: u64 = 50;

fn next(zone: &Zone, now: Timestamp) -> Timestamp {
    zone.end_of_day(zone.date(now)).plus(AFTER_MIDNIGHT)
}

/// Schedules an issuer's daily look.
pub(super) async fn schedule(tx: &Tx, issuer: IssuerId, zone: &Zone) -> Result<(), StoreError> {
    tx.schedule(
        DAILY,
        &issuer.to_string(),
        &(),
        next(zone, tx.store().clock().now()),
    )
    .await
}

/// Makes sure that every issuer has its daily look, at start.
pub(crate) async fn schedule_all(app: &Membership) -> Result<(), StoreError> {
    for issuer in tenant::all(app.store()).await? {
        let zone = tenant::find(app.store(), issuer)
            .await?
            .and_then(|t| t.zone)
            .map_or_else(Zone::utc, |(zone, _)| zone);
        let tx = app.store().write().await?;
        schedule(&tx, issuer, &zone).await?;
        tx.commit().await?;
    }
    Ok(())
}

pub(super) async fn step(app: &Membership, issuer: IssuerId) -> Result<Next, JobError> {
    let today = app.today(issuer).await.map_err(JobError::new)?;
    let tx = app.store().write().await?;
    let Some(tenant) = tenant::lock(&tx, issuer).await? else {
        return Ok(Next::Done);
    };
    // Whether their lapse counts is for the evaluation to say: it knows when the records last came in.
    let due = member::past_their_last_day(&tx, issuer, today.date, PAST).await?;
    if !due.is_empty() {
        evaluation::ask(
            &tx,
            issuer,
            due,
            Cause {
                run: None,
                notify: true,
            },
        )
        .await?;
        schedule_evaluation(&tx, issuer).await?;
    }
    revive(app, &tx, issuer).await?;
    tidy(app, &tx, issuer).await?;
    tx.commit().await?;
    let zone = tenant.zone.map_or_else(Zone::utc, |(zone, _)| zone);
    Ok(Next::At(next(&zone, app.now())))
}

/// Work that was given up after many failures is begun again: what made it fail may be gone.
async fn revive(app: &Membership, tx: &Tx, issuer: IssuerId) -> Result<(), StoreError> {
    let now = app.now();
    if !evaluation::oldest(tx, issuer, 1).await?.is_empty() {
        tx.unschedule(EVALUATE, &issuer.to_string()).await?;
        schedule_evaluation(tx, issuer).await?;
    }
    for (state, kind) in [(State::Reading, READ), (State::Applying, APPLY)] {
        for stuck in run::older_than(tx, issuer, state, now.minus(HOUR), TIDIED).await? {
            tx.unschedule(kind, &stuck.to_string()).await?;
            tx.schedule(kind, &stuck.to_string(), &(), now).await?;
        }
    }
    Ok(())
}

async fn tidy(app: &Membership, tx: &Tx, issuer: IssuerId) -> Result<(), StoreError> {
    let now = app.now();
    outcome::forget_lapses(tx, issuer, now.minus(brake::WINDOW)).await?;
    for never_whole in run::older_than(tx, issuer, State::Receiving, now.minus(DAY), TIDIED).await?
    {
        file::discard(tx, never_whole).await?;
        run::remove(tx, never_whole).await?;
    }
    for old in run::not_tidied(tx, issuer, now.minus(KEPT), TIDIED).await? {
        change::discard(tx, old).await?;
        run::tidied(tx, old).await?;
    }
    Ok(())
}
