//! Awarding one badge.

use super::{
    super::{errors::Answer, form::Form, session::go},
    achievements::choices,
    desk::Desk,
    fields,
};
use crate::{
    app::App,
    pages::{shell::Tone, views::credentials::AwardPage},
};
use axum::{Router, http::StatusCode, routing::get};
use contracts::issuance::v1::{AwardRequest, Evidence, Recipient};
use platform::{identity::Scope, refusal::Refused, rpc::IDEMPOTENCY_KEY};
use tonic::IntoRequest as _;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/awards/new", get(blank).post(award))
}

async fn empty(desk: &Desk) -> Result<AwardPage, super::super::errors::Stop> {
    let mut page = AwardPage::new(desk.shell(), choices(desk).await?);
    page.once = fresh(desk);
    Ok(page)
}

/// What tells one sending of the form from another.
fn fresh(desk: &Desk) -> String {
    let app = &desk.visit.app;
    app.ids().uuid_v7(app.now()).simple().to_string()
}

async fn blank(desk: Desk) -> Answer {
    desk.must(Scope::CredentialsWrite)?;
    let mut page = empty(&desk).await?;
    page.achievement.value = desk.visit.query("achievement");
    Ok(desk.visit.page(&page))
}

/// The form's field for a path of the contract.
fn named(path: &str) -> String {
    let path = path.strip_prefix("recipient.").unwrap_or(path);
    if path.starts_with("evidence") {
        return "evidence_url".to_owned();
    }
    match path {
        "achievement_id" => "achievement",
        other => other,
    }
    .to_owned()
}

async fn award(desk: Desk, form: Form) -> Answer {
    desk.must(Scope::CredentialsWrite)?;
    let field = |name: &str| form.get(name).to_owned();
    let evidence = form.get("evidence_url");
    let mut asked = AwardRequest {
        achievement_id: field("achievement"),
        recipient: Some(Recipient {
            email: field("email"),
            name: field("name"),
            member_number: field("member_number"),
        }),
        awarded_at: field("awarded_at"),
        valid_until: field("valid_until"),
        evidence: (!evidence.is_empty())
            .then(|| Evidence {
                url: evidence.to_owned(),
                ..Default::default()
            })
            .into_iter()
            .collect(),
        narrative: field("narrative"),
        locale: String::new(),
        notify: Some(form.on("notify")),
        reference: field("reference"),
    }
    .into_request();
    if let Some(once) = form
        .get("once")
        .parse()
        .ok()
        .filter(|_| !form.get("once").is_empty())
    {
        asked.metadata_mut().insert(IDEMPOTENCY_KEY, once);
    }
    let mut page = empty(&desk).await?;
    // An operator may award anywhere; this form awards what it offers.
    let offered = page
        .achievement
        .choices
        .iter()
        .any(|c| c.value == form.get("achievement"));
    let status = if offered {
        match desk.visit.app.credentials(&desk.caller).award(asked).await {
            Ok(made) => {
                let to = format!("/console/credentials/{}", made.into_inner().id);
                return Ok(go(&desk.visit, &to, Some((Tone::Good, "note-awarded"))));
            }
            Err(status) => Some(status),
        }
    } else {
        None
    };
    fields::fill(&form, page.fields());
    let Some(status) = status else {
        page.achievement.error = desk.visit.text.get("form-choose-badge");
        return Ok(desk.visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    if Refused::from(status.clone()).code == "idempotency_key_reused" {
        let words = desk.visit.text.get("award-sent-before");
        fields::warn(&mut page.shell, Some(words));
        return Ok(desk.visit.page_as(StatusCode::CONFLICT, &page));
    }
    let (code, refused) = fields::mendable(status)?;
    // A refused award kept nothing, so the form may be sent again as the same one.
    page.once = form.get("once").to_owned();
    let left = fields::place(&refused, page.fields(), named);
    fields::warn(&mut page.shell, left);
    Ok(desk.visit.page_as(code, &page))
}
