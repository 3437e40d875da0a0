//! Runs, as they are looked at and decided on.

use super::{Membership, apply};
use crate::{
    Error,
    domain::{
        brake::{self, Lapses},
        change::ChangeKind,
        row::RowError,
        run::{Decision, State, on_apply},
    },
    store::{
        Page, change, evaluation,
        member::count_good,
        outcome,
        run::{self, Run},
        tenant,
    },
};
use platform::{
    idempotency,
    identity::{Caller, Scope},
    ids::{IssuerId, RunId},
};

/// A run, and how many evaluations are still to be done for it.
pub async fn get(app: &Membership, caller: &Caller, id: RunId) -> Result<(Run, u64), Error> {
    let run = find(app, caller, Scope::MembersRead, id).await?;
    let open = open(app, &run).await?;
    Ok((run, open))
}

async fn find(app: &Membership, caller: &Caller, scope: Scope, id: RunId) -> Result<Run, Error> {
    let run = run::find(app.store(), app.keyring(), id)
        .await?
        .filter(|r| r.state != State::Receiving);
    let run = match run {
        Some(run) => run,
        None => return Err(Error::NotFound("run")),
    };
    caller.may(scope, run.issuer, "run")?;
    Ok(run)
}

async fn open(app: &Membership, run: &Run) -> Result<u64, Error> {
    Ok(match run.state {
        State::Applying | State::Awarding => {
            evaluation::open_of(app.store().read(), run.id).await?
        }
        _ => 0,
    })
}

/// An issuer's runs, newest first.
pub async fn list(
    app: &Membership,
    caller: &Caller,
    issuer: Option<IssuerId>,
    page: Page<RunId>,
) -> Result<(Vec<(Run, u64)>, u64), Error> {
    let issuer = caller.issuer_for(issuer, Scope::MembersRead)?;
    let (runs, total) = run::list(app.store(), app.keyring(), issuer, page).await?;
    let mut with_open = Vec::with_capacity(runs.len());
    for run in runs {
        let open = open(app, &run).await?;
        with_open.push((run, open));
    }
    Ok((with_open, total))
}

/// Applies a run's change set, exactly as it was shown.
pub async fn apply(
    app: &Membership,
    caller: &Caller,
    id: RunId,
    confirm: bool,
    key: Option<idempotency::Key>,
) -> Result<(Run, u64), Error> {
    let shown = find(app, caller, Scope::MembersWrite, id).await?;
    if let Some(key) = &key
        && app
            .store()
            .answered::<String>(key, app.keyring())
            .await?
            .is_some()
    {
        return get(app, caller, id).await;
    }
    let tx = app.store().write().await?;
    tenant::lock(&tx, shown.issuer).await?;
    let mut run = run::find_in(&tx, app.keyring(), id)
        .await?
        .ok_or(Error::NotFound("run"))?;
    let lapses = Lapses {
        now: run.counts.unforeseen,
        before: outcome::lapses_since(tx.db(), run.issuer, app.now().minus(brake::WINDOW)).await?,
        good: count_good(tx.db(), run.issuer).await?,
    };
    let held = app.config.brake.holds(lapses);
    match on_apply(run.state, held.is_some(), confirm) {
        Decision::Nothing => {}
        Decision::Refuse(words) => return Err(Error::conflict("run_not_ready", words)),
        Decision::Hold => {
            run.state = State::Held;
            run.words.reason = held.unwrap_or_default();
            run::update(&tx, app.keyring(), &run).await?;
        }
        Decision::Apply => {
            let conflicts = change::conflicts(tx.db(), run.issuer, id, run.kind).await?;
            if conflicts > 0 {
                let words = format!(
                    "{conflicts} of the records in this change set were changed since it was worked out; send the file again to see what it would do now"
                );
                return Err(Error::conflict("changed_meanwhile", words));
            }
            apply::begin(app, &tx, &mut run, held.is_some() && confirm).await?;
        }
    }
    if let Some(key) = &key {
        tx.remember(key, app.keyring(), &id.to_string()).await?;
    }
    tx.commit().await?;
    let open = open(app, &run).await?;
    Ok((run, open))
}

/// A run's changes in the order of the file.
pub async fn changes(
    app: &Membership,
    caller: &Caller,
    id: RunId,
    kind: Option<ChangeKind>,
    page: Page<u64>,
) -> Result<(Vec<change::Stored>, u64), Error> {
    let run = find(app, caller, Scope::MembersRead, id).await?;
    Ok(change::list(app.store(), app.keyring(), run.id, kind, page).await?)
}

/// An error: its place, the row, what is wrong.
pub type Told = (u64, u64, RowError);

/// What could not be taken, in the order of the file, with the file's header.
pub async fn errors(
    app: &Membership,
    caller: &Caller,
    id: RunId,
    page: Page<u64>,
) -> Result<(Vec<String>, Vec<Told>, u64), Error> {
    let run = find(app, caller, Scope::MembersRead, id).await?;
    let (errors, total) = change::errors(app.store(), app.keyring(), run.id, page).await?;
    Ok((run.words.header, errors, total))
}
