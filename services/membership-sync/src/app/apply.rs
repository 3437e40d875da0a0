//! A run's changes are made, step by step: each with its fact and the evaluation it asks for in one transaction.

use super::{Membership, compare, more, schedule_evaluation};
use crate::{
    Error,
    domain::{
        change::{ChangeKind, Record},
        member::Member,
        row::RowError,
        run::{Kind, State},
        standing::{Today, ended_on},
    },
    events,
    store::{
        certification, change,
        evaluation::{self, Cause},
        member::{self, Stored},
        outcome,
        run::{self, Run},
        tenant,
    },
};
use platform::{
    ids::{CertificationId, Id as _, MemberId, RunId},
    jobs::{JobError, Next},
    store::{StoreError, Tx},
};
use std::collections::{BTreeSet, HashSet};

/// Changes made in one step.
const CHANGES: u64 = 200;
/// Members looked at once because their last day went by.
pub(super) const PAST: u64 = 10_000;

pub(super) async fn step(app: &Membership, id: RunId) -> Result<Next, JobError> {
    let Some(run) = run::find(app.store(), app.keyring(), id).await? else {
        return Ok(Next::Done);
    };
    let today = app.today(run.issuer).await.map_err(JobError::new)?;
    let tx = app.store().write().await?;
    tenant::lock(&tx, run.issuer).await?;
    let Some(mut run) = run::find_in(&tx, app.keyring(), id)
        .await?
        .filter(|r| r.state == State::Applying)
    else {
        return Ok(Next::Done);
    };
    let changes = change::not_applied(&tx, app.keyring(), id, CHANGES).await?;
    if changes.is_empty() {
        close(app, &tx, &mut run, today).await?;
        tx.commit().await?;
        return Ok(Next::Done);
    }
    let conflicts = match run.kind {
        Kind::Members => members(app, &tx, &run, today, &changes).await?,
        Kind::Certifications => certifications(app, &tx, &run, &changes).await?,
    };
    for change in &conflicts {
        let error = RowError::whole(
            "this record was changed by somebody else after the file was read, so this row was not applied; send it again",
        );
        change::keep_conflict(&tx, app.keyring(), id, change, &error).await?;
    }
    run.counts.refused += conflicts.len() as u64;
    change::applied(&tx, id, changes.iter().map(|c| c.seq)).await?;
    run::update(&tx, app.keyring(), &run).await?;
    schedule_evaluation(&tx, run.issuer).await?;
    tx.commit().await?;
    Ok(more())
}

/// Makes changes of members. Answers those that do not fit the records any more.
async fn members<'a>(
    app: &Membership,
    tx: &Tx,
    run: &Run,
    today: Today,
    changes: &'a [change::Stored],
) -> Result<Vec<&'a change::Stored>, StoreError> {
    let ids: Vec<MemberId> = changes.iter().map(|c| c.member).collect();
    let on_record = member::by_ids(tx, app.keyring(), run.issuer, &ids).await?;
    let taken: HashSet<Vec<u8>> = member::taken(tx, run.issuer, added_keys(changes))
        .await?
        .into_iter()
        .collect();
    let (mut conflicts, mut changed) = (Vec::new(), BTreeSet::new());
    for c in changes {
        let Some(Record::Member(after)) = c.change.as_ref().map(|c| &c.after) else {
            continue;
        };
        let before = on_record.get(&c.member);
        let fits = match (c.kind, before) {
            (ChangeKind::Added, None) => !taken.contains(&c.key_index),
            (ChangeKind::Changed | ChangeKind::Removed, Some(before)) => {
                before.version == c.base_version
            }
            _ => false,
        };
        if !fits {
            conflicts.push(c);
            continue;
        }
        write_member(
            app,
            tx,
            Write {
                id: c.member,
                issuer: run.issuer,
                before,
                after,
                today,
                confirmed: run.confirmed,
            },
        )
        .await?;
        changed.insert(c.member);
    }
    evaluation::ask(
        tx,
        run.issuer,
        changed,
        Cause {
            run: Some(run.id),
            notify: run.notify,
        },
    )
    .await?;
    Ok(conflicts)
}

fn added_keys(changes: &[change::Stored]) -> Vec<Vec<u8>> {
    changes
        .iter()
        .filter(|c| c.kind == ChangeKind::Added)
        .map(|c| c.key_index.clone())
        .collect()
}

/// A member's record to be written.
pub(super) struct Write<'a> {
    pub id: MemberId,
    pub issuer: platform::ids::IssuerId,
    pub before: Option<&'a Stored>,
    pub after: &'a Member,
    pub today: Today,
    /// A person has confirmed the lapses, so they count towards no brake.
    pub confirmed: bool,
}

/// Writes a member's record, notes the lapse it may be, and publishes the fact. The evaluation is asked for by the
/// caller.
pub(super) async fn write_member(
    app: &Membership,
    tx: &Tx,
    write: Write<'_>,
) -> Result<Stored, StoreError> {
    let Write {
        id,
        issuer,
        before,
        after,
        today,
        confirmed,
    } = write;
    let standing = compare::standing_after(before, after, today);
    let key = match before {
        Some(before) => before.key.clone(),
        None => tx.data_key(app.keyring(), &member::key_owner(id)).await?,
    };
    let stored = Stored {
        id,
        key,
        issuer,
        record: after.clone(),
        ended_on: ended_on(
            before.map(|b| (b.record.status, b.ended_on)),
            after.status,
            today.date,
        ),
        confirmed_on: Some(today.date),
        good: standing.is_good(),
        recipient_told: before.map_or_else(
            || member::recipient_index(app.keyring(), issuer, after),
            |b| b.recipient_told.clone(),
        ),
        decision: before.map_or(0, |b| b.decision),
        version: before.map_or(0, |b| b.version) + 1,
    };
    match before {
        None => member::insert(tx, app.keyring(), &stored).await?,
        Some(before) => {
            member::update(tx, app.keyring(), &stored, &before.record).await?;
            if compare::judge(before, after, today).unforeseen && !confirmed {
                outcome::note_lapse(tx, issuer, id).await?;
            }
        }
    }
    events::member_changed(tx, &stored).await?;
    Ok(stored)
}

/// Makes changes of certifications. Answers those that do not fit the records any more.
async fn certifications<'a>(
    app: &Membership,
    tx: &Tx,
    run: &Run,
    changes: &'a [change::Stored],
) -> Result<Vec<&'a change::Stored>, StoreError> {
    let ids: Vec<CertificationId> = changes
        .iter()
        .map(|c| CertificationId::from_uuid(c.record))
        .collect();
    let on_record = certification::versions(tx, run.issuer, &ids).await?;
    let taken: HashSet<Vec<u8>> = certification::taken(tx, run.issuer, added_keys(changes))
        .await?
        .into_iter()
        .collect();
    let (mut conflicts, mut new, mut holders) = (Vec::new(), Vec::new(), BTreeSet::new());
    for c in changes {
        let Some(Record::Certification(after)) = c.change.as_ref().map(|c| &c.after) else {
            continue;
        };
        let id = CertificationId::from_uuid(c.record);
        let stored = certification::Stored {
            id,
            member: c.member,
            record: after.clone(),
            version: c.base_version + 1,
        };
        match (c.kind, on_record.get(&id)) {
            (ChangeKind::Added, None) if !taken.contains(&c.key_index) => new.push(stored),
            (ChangeKind::Changed, Some(version)) if *version == c.base_version => {
                certification::update(tx, app.keyring(), &stored).await?
            }
            _ => {
                conflicts.push(c);
                continue;
            }
        }
        events::certification_recorded(tx, run.issuer, id, c.member).await?;
        holders.insert(c.member);
    }
    certification::insert_all(tx, app.keyring(), run.issuer, &new).await?;
    evaluation::ask(
        tx,
        run.issuer,
        holders,
        Cause {
            run: Some(run.id),
            notify: run.notify,
        },
    )
    .await?;
    Ok(conflicts)
}

/// All changes are made: badges follow.
async fn close(app: &Membership, tx: &Tx, run: &mut Run, today: Today) -> Result<(), StoreError> {
    if run.kind == Kind::Members && brought_the_records_in(tx, run).await? {
        tenant::set_synced(tx, run.issuer, today.date).await?;
        let past = member::past_their_last_day(tx, run.issuer, today.date, PAST).await?;
        evaluation::ask(
            tx,
            run.issuer,
            past,
            Cause {
                run: Some(run.id),
                notify: run.notify,
            },
        )
        .await?;
        schedule_evaluation(tx, run.issuer).await?;
    }
    run.state = State::Awarding;
    finish_if_followed(app, tx, run).await
}

/// Whether the file brought the association's records in as a whole, so that a last day that went by may count: it
/// says so itself, or it names at least half of the members. A file of a few corrections does not.
async fn brought_the_records_in(tx: &Tx, run: &Run) -> Result<bool, StoreError> {
    let counts = run.counts;
    let named = counts.added + counts.changed + counts.unchanged;
    Ok(run.complete || named * 2 >= member::count_good(tx.db(), run.issuer).await?)
}

/// Ends a run from which nothing more follows; notes it in any case.
pub(super) async fn finish_if_followed(
    app: &Membership,
    tx: &Tx,
    run: &mut Run,
) -> Result<(), StoreError> {
    if run.state == State::Awarding && evaluation::open_of(tx.db(), run.id).await? == 0 {
        run.state = State::Finished;
        run.finished_at = Some(app.now());
        events::run_finished(tx, run.issuer, run.id).await?;
    }
    run::update(tx, app.keyring(), run).await
}

/// Begins to apply a run whose change set is known to fit, within the caller's transaction.
pub(super) async fn begin(
    app: &Membership,
    tx: &Tx,
    run: &mut Run,
    confirmed: bool,
) -> Result<(), Error> {
    run.state = State::Applying;
    run.confirmed = confirmed;
    run.words.reason = String::new();
    super::schedule_applying(tx, run.id).await?;
    Ok(run::update(tx, app.keyring(), run).await?)
}
