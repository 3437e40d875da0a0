//! The rules are applied to members whose records changed: many members a step, decided under the issuer's lock,
//! told to issuance outside of any transaction, then noted. A crash in between tells the same again, which
//! issuance knows by reference and decision number.

use super::{Membership, apply::finish_if_followed, more};
use crate::{
    clients::{self, CallError, MOST_AWARDS, Order, Renamed},
    domain::{
        evaluation::{self as rules_say, Award, Basis, Plan, Tell},
        rule::Rule,
        standing::{Standing, Today},
    },
    store::{
        Source, certification,
        evaluation::{self, Pending},
        member::{self, Stored},
        outcome::{self, Awarded, Told},
        rule,
        run::{self, Followed},
        tenant,
    },
};
use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _, stream};
use platform::{
    ids::{IssuerId, MemberId, RuleId, RunId},
    jobs::{JobError, Next},
    store::StoreError,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    time::Duration,
};

/// Requests taken in one step.
const REQUESTS: u64 = 400;
/// Members evaluated in one step.
const MEMBERS: usize = 120;
/// Calls to issuance at once.
const CALLS: usize = 4;
/// How long to wait while issuance does not answer. The wait does not grow: what people are waiting for should go
/// on as soon as it can, and asking costs little.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is to be done for one member.
struct Task {
    member: Stored,
    standing: Standing,
    plan: Plan,
    notify: bool,
    run: Option<RunId>,
}

/// What was done.
#[derive(Default)]
struct Results {
    awards: Vec<Awarded>,
    told: Vec<Told>,
    recipients: Vec<(MemberId, Vec<u8>)>,
    by_run: BTreeMap<RunId, Followed>,
}

pub(super) async fn step(app: &Membership, issuer: IssuerId) -> Result<Next, JobError> {
    let today = app.today(issuer).await.map_err(JobError::new)?;
    let (requests, tasks, rules) = match decide(app, issuer, today).await? {
        Some(decided) => decided,
        None => return Ok(Next::Done),
    };
    let results = match carry_out(app, issuer, &tasks, &rules).await {
        Ok(results) => results,
        Err(error) => {
            tracing::warn!(%issuer, %error, "badges wait for issuance");
            return Ok(Next::At(app.now().plus(PATIENCE)));
        }
    };
    note(app, issuer, &requests, results).await?;
    Ok(more())
}

/// Takes the oldest requests and decides what they ask for. With none left it takes the job back in the same
/// transaction, so that a change that comes now schedules a new one and is not missed.
async fn decide(
    app: &Membership,
    issuer: IssuerId,
    today: Today,
) -> Result<Option<(Vec<Pending>, Vec<Task>, Vec<Rule>)>, StoreError> {
    let tx = app.store().write().await?;
    tenant::lock(&tx, issuer).await?;
    let mut requests = evaluation::oldest(&tx, issuer, REQUESTS).await?;
    if requests.is_empty() {
        tx.unschedule(super::EVALUATE, &issuer.to_string()).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let mut chosen: BTreeSet<MemberId> = BTreeSet::new();
    for request in &requests {
        if chosen.len() < MEMBERS {
            chosen.insert(request.member);
        }
    }
    requests.retain(|r| chosen.contains(&r.member));
    let ids: Vec<MemberId> = chosen.into_iter().collect();
    let members = member::by_ids(&tx, app.keyring(), issuer, &ids).await?;
    let passed = certification::of_members(Source::Within(&tx), issuer, members.values()).await?;
    let mut done = outcome::done(tx.db(), issuer, &ids).await?;
    let rules = rule::of_issuer_in(&tx, issuer).await?;
    let mut tasks = Vec::new();
    for mut member in members.into_values() {
        let standing = member.membership().standing(today);
        let mut done = done.remove(&member.id).unwrap_or_default();
        done.recipient_changed =
            member.recipient_told != member::recipient_index(app.keyring(), issuer, &member.record);
        let passed: Vec<_> = passed
            .get(&member.id)
            .into_iter()
            .flatten()
            .map(|c| (c.id, c.record.clone()))
            .collect();
        let plan = rules_say::plan(
            member.id,
            &member.record,
            standing,
            today.date,
            &passed,
            &rules,
            &done,
        );
        if !plan.is_empty() || member.good != standing.is_good() {
            member.decision += 1;
            member::decided(&tx, member.id, member.decision, standing.is_good()).await?;
        }
        if !plan.is_empty() {
            let mine = || requests.iter().filter(|r| r.member == member.id);
            let (notify, run) = (mine().any(|r| r.notify), mine().find_map(|r| r.run));
            tasks.push(Task {
                member,
                standing,
                plan,
                notify,
                run,
            });
        }
    }
    tx.commit().await?;
    Ok(Some((requests, tasks, rules)))
}

/// Tells issuance what was decided: standings first, so that nothing is awarded to somebody whose lapse is not
/// known there yet.
async fn carry_out(
    app: &Membership,
    issuer: IssuerId,
    tasks: &[Task],
    rules: &[Rule],
) -> Result<Results, CallError> {
    let mut results = Results::default();
    tell_recipients(app, issuer, tasks, &mut results).await?;
    tell_standings(app, issuer, tasks, &mut results).await?;
    award(app, issuer, tasks, rules, &mut results).await?;
    Ok(results)
}

async fn tell_recipients(
    app: &Membership,
    issuer: IssuerId,
    tasks: &[Task],
    results: &mut Results,
) -> Result<(), CallError> {
    let mut calls = Vec::new();
    for task in tasks.iter().filter(|t| t.plan.recipient) {
        calls.push(tell_recipient(app, issuer, task).boxed());
    }
    results.recipients = stream::iter(calls)
        .buffer_unordered(CALLS)
        .try_collect()
        .await?;
    Ok(())
}

async fn tell_recipient(
    app: &Membership,
    issuer: IssuerId,
    task: &Task,
) -> Result<(MemberId, Vec<u8>), CallError> {
    let person = &task.member.record;
    let order = Renamed {
        member_number: person.number.to_string(),
        name: person.display_name.clone(),
        email: person.email.to_string(),
        decision: task.member.decision,
    };
    match app.issuance.update_recipient(issuer, &order).await {
        Ok(()) => {}
        // Nobody has a badge under this number, or it was erased: there is nothing to follow the change.
        Err(CallError::Refused(_)) => {
            tracing::warn!(member = %task.member.id, "a changed name or address was not taken")
        }
        Err(later) => return Err(later),
    }
    Ok((
        task.member.id,
        member::recipient_index(app.keyring(), issuer, person),
    ))
}

async fn tell_standings(
    app: &Membership,
    issuer: IssuerId,
    tasks: &[Task],
    results: &mut Results,
) -> Result<(), CallError> {
    let mut calls = Vec::new();
    for task in tasks {
        for tell in &task.plan.tell {
            calls.push(tell_standing(app, issuer, task, tell).boxed());
        }
    }
    let told: Vec<(&Task, &Tell, u64)> = stream::iter(calls)
        .buffer_unordered(CALLS)
        .try_collect()
        .await?;
    for (task, tell, changed) in told {
        results.told.push(Told {
            rule: tell.rule,
            member: task.member.id,
            good: tell.good,
            decision: task.member.decision,
        });
        if let Some(run) = task.run {
            let followed = results.by_run.entry(run).or_default();
            *if tell.good {
                &mut followed.reinstated
            } else {
                &mut followed.suspended
            } += changed;
        }
    }
    Ok(())
}

async fn tell_standing<'a>(
    app: &Membership,
    issuer: IssuerId,
    task: &'a Task,
    tell: &'a Tell,
) -> Result<(&'a Task, &'a Tell, u64), CallError> {
    let order = clients::Standing {
        rule: tell.rule,
        member_number: task.member.record.number.to_string(),
        good: tell.good,
        decision: task.member.decision,
        reason: task.standing.public_reason(),
    };
    match app.issuance.set_standing(issuer, &order).await {
        Ok(changed) => Ok((task, tell, changed)),
        Err(CallError::Refused(_)) => {
            tracing::warn!(member = %task.member.id, rule = %tell.rule, "a standing was not taken");
            Ok((task, tell, 0))
        }
        Err(later) => Err(later),
    }
}

async fn award(
    app: &Membership,
    issuer: IssuerId,
    tasks: &[Task],
    rules: &[Rule],
    results: &mut Results,
) -> Result<(), CallError> {
    let by_id: HashMap<RuleId, &Rule> = rules.iter().map(|r| (r.id, r)).collect();
    for notify in [true, false] {
        let (mut wanted, mut orders) = (Vec::new(), Vec::new());
        for task in tasks.iter().filter(|t| t.notify == notify) {
            for award in &task.plan.awards {
                if let Some(rule) = by_id.get(&award.rule) {
                    wanted.push((task, award));
                    orders.push(order(task, award, rule));
                }
            }
        }
        let mut calls = Vec::new();
        for chunk in orders.chunks(MOST_AWARDS) {
            calls.push(order_all(app, issuer, chunk, notify).boxed());
        }
        let outcomes: Vec<Vec<Result<String, String>>> =
            stream::iter(calls).buffered(CALLS).try_collect().await?;
        for ((task, award), outcome) in wanted.into_iter().zip(outcomes.into_iter().flatten()) {
            note_award(task, award, outcome, results);
        }
    }
    Ok(())
}

fn order(task: &Task, award: &Award, rule: &Rule) -> Order {
    let person = &task.member.record;
    Order {
        achievement: rule.achievement,
        rule: rule.id,
        email: person.email.to_string(),
        name: person.display_name.clone(),
        member_number: person.number.to_string(),
        on: award.on,
        reference: award.reference.clone(),
        evidence_url: award.evidence_url.clone(),
        locale: person.locale.clone(),
        decision: task.member.decision,
        standing: task.standing.public_reason(),
    }
}

/// Orders a chunk. If issuance refuses it as a whole each order is asked for alone, so that one that can never be
/// fulfilled does not stand in the way of the others.
async fn order_all(
    app: &Membership,
    issuer: IssuerId,
    orders: &[Order],
    notify: bool,
) -> Result<Vec<Result<String, String>>, CallError> {
    match app.issuance.award(issuer, orders, notify).await {
        Err(CallError::Refused(cause)) if orders.len() == 1 => Ok(vec![Err(cause)]),
        Err(CallError::Refused(_)) => {
            let mut outcomes = Vec::with_capacity(orders.len());
            for one in orders.chunks(1) {
                match app.issuance.award(issuer, one, notify).await {
                    Err(CallError::Refused(cause)) => outcomes.push(Err(cause)),
                    answered => outcomes.extend(answered?),
                }
            }
            Ok(outcomes)
        }
        answered => answered,
    }
}

fn note_award(task: &Task, award: &Award, outcome: Result<String, String>, results: &mut Results) {
    let is_awarded = outcome.is_ok();
    if is_awarded && award.follows_membership {
        results.told.push(Told {
            rule: award.rule,
            member: task.member.id,
            good: true,
            decision: task.member.decision,
        });
    }
    if let Some(run) = task.run {
        let followed = results.by_run.entry(run).or_default();
        *if is_awarded {
            &mut followed.awarded
        } else {
            &mut followed.not_awarded
        } += 1;
    }
    results.awards.push(Awarded {
        rule: award.rule,
        member: task.member.id,
        basis: award.basis,
        outcome,
    });
}

/// Notes what was done, and ends runs from which nothing more follows.
async fn note(
    app: &Membership,
    issuer: IssuerId,
    requests: &[Pending],
    mut results: Results,
) -> Result<(), StoreError> {
    for request in requests {
        if let Some(run) = request.run {
            results.by_run.entry(run).or_default().evaluated += 1;
        }
    }
    let tx = app.store().write().await?;
    tenant::lock(&tx, issuer).await?;
    outcome::note_awards(&tx, app.keyring(), issuer, &results.awards).await?;
    outcome::note_told(&tx, issuer, &results.told).await?;
    for (member, told) in results.recipients {
        member::recipient_told(&tx, member, told).await?;
    }
    evaluation::dealt_with(&tx, requests).await?;
    for (id, more) in results.by_run {
        run::followed(&tx, id, more).await?;
        if let Some(mut run) = run::find_in(&tx, app.keyring(), id).await? {
            finish_if_followed(app, &tx, &mut run).await?;
        }
    }
    tx.commit().await
}

/// The badge that each certification of a member led to, or why there is none.
pub(super) async fn badges_of(
    app: &Membership,
    issuer: IssuerId,
    member: MemberId,
) -> Result<HashMap<Basis, Result<String, String>>, StoreError> {
    let mut badges: HashMap<Basis, Result<String, String>> = HashMap::new();
    for award in outcome::awards(app.store().read(), app.keyring(), issuer, &[member]).await? {
        let known = badges
            .entry(award.basis)
            .or_insert_with(|| award.outcome.clone());
        if known.is_err() {
            *known = award.outcome;
        }
    }
    Ok(badges)
}
