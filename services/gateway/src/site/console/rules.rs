//! Rules: who gets which badge.

use super::{
    super::{errors::Answer, form::Form, session::go},
    achievements::{all, choices},
    desk::Desk,
    fields,
};
use crate::{
    app::App,
    pages::{
        shell::Tone,
        views::people::{RuleFormPage, RuleRow, RulesPage},
    },
    text::Text,
};
use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    routing::{get, post},
};
use contracts::membership_sync::v1::{
    CreateRuleRequest, ListRulesRequest, Rule, SetRuleActiveRequest,
};
use platform::identity::Scope;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/rules", get(list))
        .route("/console/rules/new", get(blank).post(create))
        .route("/console/rules/{id}/pause", post(pause))
        .route("/console/rules/{id}/resume", post(resume))
}

/// Who gets the badge, as a sentence.
fn who(text: Text, rule: &Rule) -> String {
    let what = if rule.level.is_empty() {
        rule.certification.clone()
    } else {
        format!("{}, {}", rule.certification, rule.level)
    };
    match (rule.certification.is_empty(), rule.requires_membership) {
        (true, _) => text.get("rule-who-members"),
        (false, true) => text.with("rule-who-both", &[("what", &what)]),
        (false, false) => text.with("rule-who-passed", &[("what", &what)]),
    }
}

async fn rules(desk: &Desk) -> Result<Vec<Rule>, tonic::Status> {
    let asked = ListRulesRequest {
        issuer_id: desk.issuer_id(),
    };
    let found = desk.visit.app.rules(&desk.caller).list_rules(asked).await?;
    Ok(found.into_inner().rules)
}

async fn list(desk: Desk) -> Answer {
    desk.must(Scope::MembersRead)?;
    let text = desk.visit.text;
    let found = rules(&desk).await?;
    let achievements = all(&desk, true).await?;
    let rows = found
        .into_iter()
        .map(|rule| RuleRow {
            who: who(text, &rule),
            achievement: achievements
                .iter()
                .find(|a| a.id == rule.achievement_id)
                .map_or_else(|| rule.achievement_id.clone(), |a| a.name.clone()),
            paused: !rule.active,
            id: rule.id,
            name: rule.name,
        })
        .collect();
    Ok(desk.visit.page(&RulesPage {
        shell: desk.shell(),
        rows,
    }))
}

async fn blank(desk: Desk) -> Answer {
    desk.must(Scope::MembersWrite)?;
    let offered = choices(&desk).await?;
    let page = RuleFormPage::new(desk.shell(), offered, desk.visit.text);
    Ok(desk.visit.page(&page))
}

fn named(path: &str) -> String {
    match path {
        "achievement_id" => "achievement",
        "requires_membership" => "needs",
        other => other,
    }
    .to_owned()
}

async fn create(desk: Desk, form: Form) -> Answer {
    desk.must(Scope::MembersWrite)?;
    let text = desk.visit.text;
    let offered = choices(&desk).await?;
    let known = offered.iter().any(|c| c.value == form.get("achievement"));
    let mut page = RuleFormPage::new(desk.shell(), offered, text);
    fields::fill(&form, page.fields());
    let needs = form.all("needs");
    let needs = |what: &str| needs.iter().any(|need| need == what);
    let (membership, certification) = (needs("membership"), needs("certification"));
    if !membership && !certification {
        page.needs.error = text.get("form-rule-needs");
    }
    if certification && form.get("certification").is_empty() {
        page.certification.error = text.get("form-rule-certification");
    }
    if !known {
        page.achievement.error = text.get("form-choose-badge");
    }
    if !page.errors().is_empty() {
        return Ok(desk.visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let only = |field: &str| {
        if certification {
            form.get(field).to_owned()
        } else {
            String::new()
        }
    };
    let asked = CreateRuleRequest {
        issuer_id: desk.issuer_id(),
        achievement_id: form.get("achievement").to_owned(),
        name: form.get("name").to_owned(),
        certification: only("certification"),
        level: only("level"),
        requires_membership: membership,
    };
    match desk.visit.app.rules(&desk.caller).create_rule(asked).await {
        Ok(_) => Ok(go(
            &desk.visit,
            "/console/rules",
            Some((Tone::Good, "note-rule-made")),
        )),
        Err(status) => {
            let (code, refused) = fields::mendable(status)?;
            let left = fields::place(&refused, page.fields(), named);
            fields::warn(&mut page.shell, left);
            Ok(desk.visit.page_as(code, &page))
        }
    }
}

async fn pause(desk: Desk, Path(id): Path<String>) -> Answer {
    switch(&desk, id, false, "note-rule-paused").await
}

async fn resume(desk: Desk, Path(id): Path<String>) -> Answer {
    switch(&desk, id, true, "note-rule-resumed").await
}

async fn switch(desk: &Desk, id: String, active: bool, note: &'static str) -> Answer {
    desk.must(Scope::MembersWrite)?;
    if !rules(desk).await?.iter().any(|rule| rule.id == id) {
        return Err(super::super::errors::Stop::not_found());
    }
    let asked = SetRuleActiveRequest { id, active };
    desk.visit
        .app
        .rules(&desk.caller)
        .set_rule_active(asked)
        .await?;
    Ok(go(&desk.visit, "/console/rules", Some((Tone::Plain, note))))
}
