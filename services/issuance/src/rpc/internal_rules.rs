//! What membership-sync asks for: awards by rule, standing, corrections.

use super::{credentials::written, read::id};
use crate::{
    Error, Issuance,
    app::standing::{self, RecipientChange, RuleOutcome},
    domain::{award::Written, hold::HoldOwner},
    store::standing::Standing,
};
use contracts::issuance::v1::*;
use platform::identity::Caller;

/// How many awards one call takes.
const MOST: usize = 1000;

pub(super) async fn award_by_rule(
    app: &Issuance,
    caller: &Caller,
    asked: AwardByRuleRequest,
) -> Result<AwardByRuleResponse, Error> {
    if asked.awards.len() > MOST {
        return Err(Error::field(
            "awards",
            asked.awards.len().to_string(),
            format!("send at most {MOST} at once"),
        ));
    }
    let issuer = id("issuer_id", &asked.issuer_id)?;
    let owner = hold_owner(&asked.hold_owner)?;
    let awards = asked
        .awards
        .into_iter()
        .map(award)
        .collect::<Result<Vec<_>, Error>>()?;
    let outcomes =
        standing::award_by_rule(app, caller, issuer, awards, owner, asked.notify).await?;
    Ok(AwardByRuleResponse {
        results: outcomes.into_iter().map(result).collect(),
    })
}

fn award(asked: RuleAward) -> Result<standing::RuleAward, Error> {
    Ok(standing::RuleAward {
        achievement: id("achievement_id", &asked.achievement_id)?,
        rule: id("rule_id", &asked.rule_id)?,
        standing: Standing {
            decision: asked.decision_number,
            good: asked.in_good_standing,
            reason: asked.standing_reason,
        },
        written: Written {
            awarded_at: asked.awarded_on,
            locale: asked.locale,
            reference: asked.reference,
            ..written(asked.recipient, asked.evidence)
        },
    })
}

fn result(outcome: RuleOutcome) -> RuleAwardResult {
    let (outcome, credential_id, reason) = match outcome {
        RuleOutcome::Awarded(id) => ("awarded", id.to_string(), String::new()),
        RuleOutcome::Repeated(id) => ("repeated", id.to_string(), String::new()),
        RuleOutcome::Refused(error) => ("refused", String::new(), error.to_string()),
    };
    RuleAwardResult {
        credential_id,
        outcome: outcome.to_owned(),
        reason,
    }
}

/// Only what a rule may hold: staff and disputes hold for themselves.
fn hold_owner(text: &str) -> Result<HoldOwner, Error> {
    match text.parse() {
        Ok(owner @ (HoldOwner::Membership | HoldOwner::Credits)) => Ok(owner),
        _ => Err(Error::field(
            "hold_owner",
            text,
            "a rule holds by `membership` or `credits`",
        )),
    }
}

pub(super) async fn set_standing(
    app: &Issuance,
    caller: &Caller,
    asked: SetStandingRequest,
) -> Result<SetStandingResponse, Error> {
    let given = Standing {
        decision: asked.decision_number,
        good: asked.good,
        reason: asked.reason,
    };
    if asked.member_number.trim().is_empty() {
        return Err(Error::field(
            "member_number",
            "",
            "it is missing: a standing is a member's",
        ));
    }
    let (issuer, rule) = (
        id("issuer_id", &asked.issuer_id)?,
        id("rule_id", &asked.rule_id)?,
    );
    let stood = standing::set_standing(
        app,
        caller,
        issuer,
        rule,
        &asked.member_number,
        given,
        hold_owner(&asked.hold_owner)?,
    )
    .await?;
    Ok(SetStandingResponse {
        changed: stood.changed,
        ignored: stood.ignored,
    })
}

pub(super) async fn update_recipient(
    app: &Issuance,
    caller: &Caller,
    asked: UpdateRecipientRequest,
) -> Result<UpdateRecipientResponse, Error> {
    if asked.member_number.trim().is_empty() {
        return Err(Error::field(
            "member_number",
            "",
            "it is missing: name the member who changed",
        ));
    }
    let change = RecipientChange {
        name: asked.name,
        email: asked.email,
        decision: asked.decision_number,
    };
    let revised = standing::update_recipient(
        app,
        caller,
        id("issuer_id", &asked.issuer_id)?,
        &asked.member_number,
        &change,
    )
    .await?;
    Ok(UpdateRecipientResponse { revised })
}
