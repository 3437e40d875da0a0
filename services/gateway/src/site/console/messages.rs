//! The mails about an organization's badges: what was sent, what is to come, what came back.

use super::{super::errors::Answer, desk::Desk, paging::pager, words};
use crate::{
    app::App,
    pages::views::console::{MessageRow, MessagesPage, Mood},
};
use axum::{Router, routing::get};
use contracts::notification::v1::ListMessagesRequest;
use platform::identity::Scope;

const ROWS: u32 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/messages", get(list))
}

async fn list(desk: Desk) -> Answer {
    desk.must(Scope::CredentialsRead)?;
    let text = desk.visit.text;
    let asked = ListMessagesRequest {
        issuer_id: desk.issuer_id(),
        credential_id: String::new(),
        page: desk.page(ROWS),
    };
    let found = desk
        .visit
        .app
        .messages(&desk.caller)
        .list_messages(asked)
        .await?
        .into_inner();
    let rows = found
        .messages
        .into_iter()
        .map(|mail| MessageRow {
            kind: words::mail(text, &mail.kind),
            state: words::mail_state(text, &mail.state),
            mood: match mail.state.as_str() {
                "failed" => Mood::Failed,
                "cancelled" => Mood::Idle,
                "scheduled" | "sending" => Mood::Waits,
                _ => Mood::Sent,
            },
            at: desk.moment(mail.sent_at.as_ref().or(mail.due_at.as_ref())),
            failure: words::mail_why(text, &mail.state, mail.failure),
            badges: mail.credential_ids,
        })
        .collect();
    Ok(desk.visit.page(&MessagesPage {
        shell: desk.shell(),
        rows,
        pager: pager(&desk.visit, "/console/messages", &[], found.page),
    }))
}
