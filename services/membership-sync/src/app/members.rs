//! Members, one by one.

use super::{
    Membership,
    apply::{Write, write_member},
    compare, evaluate, schedule_evaluation,
};
use crate::{
    Error,
    domain::{
        brake::{self, Lapses},
        certification::Certification,
        evaluation::Basis,
        member::{MemberNumber, Written},
        rule::{Rule, rule_for},
        standing::Standing,
    },
    store::{
        Page, Source, certification,
        evaluation::{self, Cause},
        member::{self, Search, Stored, count_good},
        outcome, rule, tenant,
    },
};
use platform::{
    FieldProblem, idempotency,
    identity::{Caller, Scope},
    ids::{CertificationId, IssuerId, MemberId},
};

/// A certification and what it led to.
#[derive(Clone, Debug)]
pub struct Passed {
    /// Names the record.
    pub id: CertificationId,
    /// The record.
    pub record: Certification,
    /// The badge, or why there is none.
    pub badge: Result<String, String>,
}

/// One member with what was passed.
pub async fn get(
    app: &Membership,
    caller: &Caller,
    issuer: Option<IssuerId>,
    number: &str,
) -> Result<(Stored, Vec<Passed>), Error> {
    let issuer = caller.issuer_for(issuer, Scope::MembersRead)?;
    let member = find(app, issuer, number).await?;
    let passed = passed(app, &member).await?;
    Ok((member, passed))
}

pub(super) async fn find(
    app: &Membership,
    issuer: IssuerId,
    number: &str,
) -> Result<Stored, Error> {
    let number: MemberNumber = number.parse().map_err(|_| Error::NotFound("member"))?;
    member::by_number(Source::Outside(app.store()), app.keyring(), issuer, &number)
        .await?
        .ok_or(Error::NotFound("member"))
}

async fn passed(app: &Membership, member: &Stored) -> Result<Vec<Passed>, Error> {
    let today = app.today(member.issuer).await?;
    let standing = member.membership().standing(today);
    let rules = rule::of_issuer(app.store(), member.issuer).await?;
    let mut outcomes = evaluate::badges_of(app, member.issuer, member.id).await?;
    let mut found =
        certification::of_members(Source::Outside(app.store()), member.issuer, [member]).await?;
    let records = found.remove(&member.id).unwrap_or_default();
    Ok(records
        .into_iter()
        .map(|c| {
            let badge = match outcomes.remove(&Basis::Certification(c.id)) {
                Some(Ok(credential)) => Ok(credential),
                outcome => Err(why_none(
                    &rules,
                    &c.record,
                    standing,
                    outcome.and_then(Result::err),
                )),
            };
            Passed {
                id: c.id,
                record: c.record,
                badge,
            }
        })
        .collect())
}

fn why_none(
    rules: &[Rule],
    record: &Certification,
    standing: Standing,
    refusal: Option<String>,
) -> String {
    match rule_for(rules, record) {
        None => "no rule awards this certification".to_owned(),
        Some(rule) if rule.requires_membership && !standing.is_good() => standing.staff_reason(),
        Some(_) => refusal.unwrap_or_else(|| "it is about to be awarded".to_owned()),
    }
}

/// Members that match.
pub async fn list(
    app: &Membership,
    caller: &Caller,
    issuer: Option<IssuerId>,
    search: &Search,
    page: Page<MemberId>,
) -> Result<(Vec<Stored>, u64), Error> {
    let issuer = caller.issuer_for(issuer, Scope::MembersRead)?;
    Ok(member::list(app.store(), app.keyring(), issuer, search, page).await?)
}

/// Creates or replaces one member. Goes the way of any change: the brake counts it, a fact tells it, and the rules
/// follow.
pub async fn put(
    app: &Membership,
    caller: &Caller,
    issuer: Option<IssuerId>,
    written: Written<'_>,
    if_version: Option<u64>,
    key: Option<idempotency::Key>,
) -> Result<Stored, Error> {
    let issuer = caller.issuer_for(issuer, Scope::MembersWrite)?;
    if let Some(key) = &key
        && app
            .store()
            .answered::<String>(key, app.keyring())
            .await?
            .is_some()
    {
        return find(app, issuer, written.number).await;
    }
    let after = written.read(None).map_err(|bad| {
        Error::Invalid(
            bad.into_iter()
                .map(|b| FieldProblem::new(b.field, b.value, b.reason))
                .collect(),
        )
    })?;
    let today = app.today(issuer).await?;

    let tx = app.store().write().await?;
    tenant::lock(&tx, issuer).await?;
    let before =
        member::by_number(Source::Within(&tx), app.keyring(), issuer, &after.number).await?;
    let newest = before.as_ref().map_or(0, |b| b.version);
    if let Some(yours) = if_version.filter(|yours| *yours != newest) {
        return Err(Error::ChangedMeanwhile {
            what: "member",
            yours,
            newest,
        });
    }
    let stored = match before {
        Some(before) if before.record.changes_to(&after).is_empty() => before,
        before => {
            let is_lapse = before
                .as_ref()
                .is_some_and(|b| compare::judge(b, &after, today).unforeseen);
            if is_lapse {
                let lapses = Lapses {
                    now: 1,
                    before: outcome::lapses_since(tx.db(), issuer, app.now().minus(brake::WINDOW))
                        .await?,
                    good: count_good(tx.db(), issuer).await?,
                };
                if let Some(words) = app.config.brake.holds(lapses) {
                    return Err(Error::conflict(
                        "brake",
                        format!(
                            "{words}. Send the changes as a file: there they can be looked at and confirmed"
                        ),
                    ));
                }
            }
            let id = before
                .as_ref()
                .map_or_else(|| app.foundation.ids.next(app.now()), |b| b.id);
            let stored = write_member(
                app,
                &tx,
                Write {
                    id,
                    issuer,
                    before: before.as_ref(),
                    after: &after,
                    today,
                    confirmed: false,
                },
            )
            .await?;
            evaluation::ask(
                &tx,
                issuer,
                [id],
                Cause {
                    run: None,
                    notify: true,
                },
            )
            .await?;
            schedule_evaluation(&tx, issuer).await?;
            stored
        }
    };
    if let Some(key) = &key {
        tx.remember(key, app.keyring(), &stored.id.to_string())
            .await?;
    }
    tx.commit().await?;
    Ok(stored)
}
