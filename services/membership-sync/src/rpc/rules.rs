//! Rules.

use super::{Called, Rpc, answered, called, issuer, sought};
use crate::{
    Error, Membership,
    app::rules::{self, Command},
    domain::rule::{Requirement, Rule as Domain},
};
use contracts::membership_sync::v1::{
    CreateRuleRequest, Decision, ExplainRequest, ExplainResponse, ListRulesRequest,
    ListRulesResponse, Rule, SetRuleActiveRequest, rules_server::Rules,
};
use platform::{idempotency, identity::Caller};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl Rules for Rpc {
    async fn create_rule(
        &self,
        request: Request<CreateRuleRequest>,
    ) -> Result<Response<Rule>, Status> {
        let Called { caller, key, asked } = called(request, "CreateRule")?;
        answered(create(&self.0, &caller, key, asked).await)
    }
    async fn list_rules(
        &self,
        request: Request<ListRulesRequest>,
    ) -> Result<Response<ListRulesResponse>, Status> {
        let Called { caller, asked, .. } = called(request, "ListRules")?;
        answered(list(&self.0, &caller, asked).await)
    }
    async fn set_rule_active(
        &self,
        request: Request<SetRuleActiveRequest>,
    ) -> Result<Response<Rule>, Status> {
        let Called { caller, asked, .. } = called(request, "SetRuleActive")?;
        answered(set_active(&self.0, &caller, asked).await)
    }
    async fn explain(
        &self,
        request: Request<ExplainRequest>,
    ) -> Result<Response<ExplainResponse>, Status> {
        let Called { caller, asked, .. } = called(request, "Explain")?;
        answered(explain(&self.0, &caller, asked).await)
    }
}

async fn create(
    app: &Membership,
    caller: &Caller,
    key: Option<idempotency::Key>,
    asked: CreateRuleRequest,
) -> Result<Rule, Error> {
    let achievement = asked
        .achievement_id
        .parse()
        .map_err(|e: platform::ids::NotAnId| {
            Error::field("achievement_id", &asked.achievement_id, e.to_string())
        })?;
    let command = Command {
        issuer: issuer(&asked.issuer_id)?,
        achievement,
        name: asked.name,
        certification: asked.certification,
        level: asked.level,
        requires_membership: asked.requires_membership,
    };
    Ok(rule(rules::create(app, caller, command, key).await?))
}

async fn list(
    app: &Membership,
    caller: &Caller,
    asked: ListRulesRequest,
) -> Result<ListRulesResponse, Error> {
    let found = rules::list(app, caller, issuer(&asked.issuer_id)?).await?;
    Ok(ListRulesResponse {
        rules: found.into_iter().map(rule).collect(),
    })
}

async fn set_active(
    app: &Membership,
    caller: &Caller,
    asked: SetRuleActiveRequest,
) -> Result<Rule, Error> {
    Ok(rule(
        rules::set_active(app, caller, sought("rule", &asked.id)?, asked.active).await?,
    ))
}

async fn explain(
    app: &Membership,
    caller: &Caller,
    asked: ExplainRequest,
) -> Result<ExplainResponse, Error> {
    let verdicts =
        rules::explain(app, caller, issuer(&asked.issuer_id)?, &asked.member_number).await?;
    let decision = |(rule, verdict): (Domain, crate::domain::rule::Verdict)| Decision {
        rule_id: rule.id.to_string(),
        rule_name: rule.name,
        eligible: verdict.eligible,
        reason: verdict.reason,
    };
    Ok(ExplainResponse {
        decisions: verdicts.into_iter().map(decision).collect(),
    })
}

fn rule(rule: Domain) -> Rule {
    let (certification, level) = match rule.requirement {
        Requirement::Membership => (String::new(), String::new()),
        Requirement::Certification {
            certification,
            level,
        } => (certification, level),
    };
    Rule {
        id: rule.id.to_string(),
        issuer_id: rule.issuer.to_string(),
        achievement_id: rule.achievement.to_string(),
        name: rule.name,
        certification,
        level,
        requires_membership: rule.requires_membership,
        active: rule.active,
        created_at: Some(rule.created_at.proto()),
    }
}
