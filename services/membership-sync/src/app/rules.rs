//! Rules: who is awarded what.

use super::{Membership, members, schedule_evaluation};
use crate::{
    Error,
    clients::CallError,
    domain::{
        rule::{Requirement, Rule, Verdict, explain as explain_one},
        tidy,
    },
    store::{
        Source, certification,
        evaluation::{self, Cause},
        member, rule, tenant,
    },
};
use platform::{
    idempotency,
    identity::{Caller, Scope},
    ids::{AchievementId, IssuerId, MemberId, RuleId},
    store::Tx,
};

const LONGEST_NAME: usize = 200;
/// Members asked for at once when a rule is new.
const MEMBERS: u64 = 1000;

/// A rule to be made.
#[derive(Clone, Debug)]
pub struct Command {
    /// Whose; none for the caller's own issuer.
    pub issuer: Option<IssuerId>,
    /// What it awards.
    pub achievement: AchievementId,
    /// How staff call it; made of what it asks if empty.
    pub name: String,
    /// The certification it asks for; empty for the membership itself.
    pub certification: String,
    /// At which level; empty for any.
    pub level: String,
    /// Whether it takes an active membership too.
    pub requires_membership: bool,
}

/// Makes a rule and applies it to the members there are.
pub async fn create(
    app: &Membership,
    caller: &Caller,
    command: Command,
    key: Option<idempotency::Key>,
) -> Result<Rule, Error> {
    let issuer = caller.issuer_for(command.issuer, Scope::MembersWrite)?;
    if let Some(key) = &key
        && let Some(id) = app.store().answered::<String>(key, app.keyring()).await?
    {
        let id: RuleId = id.parse().map_err(|_| Error::NotFound("rule"))?;
        return rule::find(app.store(), id)
            .await?
            .ok_or(Error::NotFound("rule"));
    }
    let requirement = requirement(&command)?;
    let achievement = match app.issuance.achievement(command.achievement).await {
        Ok(achievement) if achievement.issuer == issuer => achievement,
        Ok(_) | Err(CallError::Refused(_)) => {
            return Err(Error::field(
                "achievement_id",
                command.achievement.to_string(),
                "there is no such achievement here; create it first",
            ));
        }
        Err(CallError::Later(cause)) => {
            tracing::warn!(%issuer, %cause, "an achievement could not be asked for");
            return Err(Error::Unavailable("issuance"));
        }
    };
    if achievement.archived {
        return Err(Error::field(
            "achievement_id",
            command.achievement.to_string(),
            "this achievement is archived and awards nothing more; choose another",
        ));
    }
    app.today(issuer).await?;

    let now = app.now();
    let mut made = Rule {
        id: app.foundation.ids.next(now),
        issuer,
        achievement: command.achievement,
        achievement_name: achievement.name,
        name: tidy(&command.name),
        requirement,
        requires_membership: command.requires_membership,
        active: true,
        created_at: now,
    };
    if made.name.is_empty() {
        made.name = format!("{} for {}", made.achievement_name, made.asks());
    }
    let tx = app.store().write().await?;
    tenant::lock(&tx, issuer).await?;
    no_other_asks_the_same(&tx, &made).await?;
    rule::insert(&tx, &made).await?;
    evaluate_everybody(&tx, issuer).await?;
    if let Some(key) = &key {
        tx.remember(key, app.keyring(), &made.id.to_string())
            .await?;
    }
    tx.commit().await?;
    Ok(made)
}

fn requirement(command: &Command) -> Result<Requirement, Error> {
    let (certification, level) = (tidy(&command.certification), tidy(&command.level));
    for (field, text) in [
        ("name", &command.name),
        ("certification", &certification),
        ("level", &level),
    ] {
        if text.chars().count() > LONGEST_NAME {
            return Err(Error::field(
                field,
                text,
                format!("at most {LONGEST_NAME} characters"),
            ));
        }
    }
    match (certification.is_empty(), level.is_empty()) {
        (true, true) => Ok(Requirement::Membership),
        (true, false) => Err(Error::field(
            "certification",
            "",
            "a level needs the certification it is a level of; leave both empty for the membership itself",
        )),
        (false, _) => Ok(Requirement::Certification {
            certification,
            level,
        }),
    }
}

async fn no_other_asks_the_same(tx: &Tx, rule: &Rule) -> Result<(), Error> {
    let others = rule::of_issuer_in(tx, rule.issuer).await?;
    match others
        .iter()
        .find(|r| r.id != rule.id && r.active && r.asks_the_same(&rule.requirement))
    {
        None => Ok(()),
        Some(other) => Err(Error::conflict(
            "rule_exists",
            format!(
                "the rule `{}` ({}) awards for {} already, and a certificate leads to one badge; switch that one off first",
                other.name,
                other.id,
                rule.asks()
            ),
        )),
    }
}

async fn evaluate_everybody(tx: &Tx, issuer: IssuerId) -> Result<(), Error> {
    let mut after: Option<MemberId> = None;
    loop {
        let members = member::ids_after(tx, issuer, after, MEMBERS).await?;
        let Some(last) = members.last() else { break };
        after = Some(*last);
        evaluation::ask(
            tx,
            issuer,
            members,
            Cause {
                run: None,
                notify: true,
            },
        )
        .await?;
    }
    if after.is_some() {
        schedule_evaluation(tx, issuer).await?;
    }
    Ok(())
}

/// An issuer's rules.
pub async fn list(
    app: &Membership,
    caller: &Caller,
    issuer: Option<IssuerId>,
) -> Result<Vec<Rule>, Error> {
    let issuer = caller.issuer_for(issuer, Scope::MembersRead)?;
    Ok(rule::of_issuer(app.store(), issuer).await?)
}

/// Switches a rule on or off. Switched on again, it is applied to what happened meanwhile.
pub async fn set_active(
    app: &Membership,
    caller: &Caller,
    id: RuleId,
    active: bool,
) -> Result<Rule, Error> {
    let mut found = rule::find(app.store(), id)
        .await?
        .ok_or(Error::NotFound("rule"))?;
    caller.may(Scope::MembersWrite, found.issuer, "rule")?;
    if found.active == active {
        return Ok(found);
    }
    found.active = active;
    let tx = app.store().write().await?;
    tenant::lock(&tx, found.issuer).await?;
    if active {
        no_other_asks_the_same(&tx, &found).await?;
    }
    rule::set_active(&tx, found.issuer, id, active).await?;
    if active {
        evaluate_everybody(&tx, found.issuer).await?;
    }
    tx.commit().await?;
    Ok(found)
}

/// What each rule decides for one member, and which half is missing (A8).
pub async fn explain(
    app: &Membership,
    caller: &Caller,
    issuer: Option<IssuerId>,
    number: &str,
) -> Result<Vec<(Rule, Verdict)>, Error> {
    let issuer = caller.issuer_for(issuer, Scope::MembersRead)?;
    let member = members::find(app, issuer, number).await?;
    let today = app.today(issuer).await?;
    let standing = member.membership().standing(today);
    let mut passed =
        certification::of_members(Source::Outside(app.store()), issuer, [&member]).await?;
    let passed: Vec<_> = passed
        .remove(&member.id)
        .unwrap_or_default()
        .into_iter()
        .map(|c| c.record)
        .collect();
    let rules = rule::of_issuer(app.store(), issuer).await?;
    Ok(rules
        .into_iter()
        .map(|rule| {
            let verdict = explain_one(&rule, standing, &passed);
            (rule, verdict)
        })
        .collect())
}
