//! Contract ↔ domain.

use crate::{
    app::{
        Notification,
        list::{self, Wanted},
    },
    domain::message::Message as Row,
    error::Error,
    mailer::Mail as Kept,
};
use contracts::{
    common::v1::{PageInfo, PageRequest},
    notification::v1::{
        GetMailRequest, ListMailboxRequest, ListMailboxResponse, ListMessagesRequest,
        ListMessagesResponse, Mail, Message,
        internal_server::{Internal, InternalServer},
        messages_server::{Messages, MessagesServer},
    },
};
use platform::{refusal, rpc::caller};
use std::{fmt, str::FromStr};
use tonic::{Request, Response, Status, service::Routes};

/// The full names of its services.
pub const SERVICES: [&str; 2] = [
    "accolade.notification.v1.Messages",
    "accolade.notification.v1.Internal",
];

/// Its gRPC services.
pub fn routes(app: &Notification) -> Routes {
    Routes::new(MessagesServer::new(Rpc(app.clone())))
        .add_service(InternalServer::new(Rpc(app.clone())))
}

struct Rpc(Notification);

#[tonic::async_trait]
impl Messages for Rpc {
    async fn list_messages(
        &self,
        request: Request<ListMessagesRequest>,
    ) -> Result<Response<ListMessagesResponse>, Status> {
        let caller = caller(&request)?;
        let asked = request.into_inner();
        let (issuer, credential) = (
            id("issuer_id", &asked.issuer_id)?,
            id("credential_id", &asked.credential_id)?,
        );
        let page = list::messages(&self.0, &caller, issuer, credential, &wanted(asked.page))
            .await
            .map_err(refused)?;
        Ok(Response::new(ListMessagesResponse {
            messages: page.rows.into_iter().map(message).collect(),
            page: Some(PageInfo {
                next_cursor: page.next,
                total: page.total,
                ..Default::default()
            }),
        }))
    }
}

#[tonic::async_trait]
impl Internal for Rpc {
    async fn list_mailbox(
        &self,
        request: Request<ListMailboxRequest>,
    ) -> Result<Response<ListMailboxResponse>, Status> {
        let caller = caller(&request)?;
        let asked = request.into_inner();
        let issuer = id("issuer_id", &asked.issuer_id)?;
        let page = list::mailbox(&self.0, &caller, &asked.to, issuer, &wanted(asked.page))
            .await
            .map_err(refused)?;
        let without_bodies = |kept: Kept| Mail {
            text: String::new(),
            html: String::new(),
            ..mail(kept)
        };
        Ok(Response::new(ListMailboxResponse {
            mails: page.rows.into_iter().map(without_bodies).collect(),
            page: Some(PageInfo {
                next_cursor: page.next,
                total: page.total,
                ..Default::default()
            }),
        }))
    }

    async fn get_mail(&self, request: Request<GetMailRequest>) -> Result<Response<Mail>, Status> {
        let caller = caller(&request)?;
        let asked = request.into_inner();
        // An id that is none names no mail.
        let id = asked
            .id
            .parse()
            .map_err(|_| refused(Error::NotFound("mail")))?;
        Ok(Response::new(mail(
            list::mail(&self.0, &caller, id).await.map_err(refused)?,
        )))
    }
}

fn refused(error: Error) -> Status {
    refusal::status(&error)
}

fn wanted(page: Option<PageRequest>) -> Wanted {
    let page = page.unwrap_or_default();
    Wanted {
        limit: page.limit,
        cursor: page.cursor,
    }
}

/// An id, if one is given.
fn id<T: FromStr<Err: fmt::Display>>(field: &str, text: &str) -> Result<Option<T>, Status> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|e| refused(Error::field(field, text, e)))
}

fn message(row: Row) -> Message {
    Message {
        id: row.id.to_string(),
        issuer_id: row.issuer.map(|i| i.to_string()).unwrap_or_default(),
        kind: row.kind.as_str().to_owned(),
        state: row.state.as_str().to_owned(),
        credential_ids: row.credentials.iter().map(ToString::to_string).collect(),
        due_at: Some(row.due_at.proto()),
        sent_at: row.sent_at.map(|at| at.proto()),
        attempts: row.attempts,
        failure: row.reason.unwrap_or_default(),
    }
}

fn mail(kept: Kept) -> Mail {
    Mail {
        id: kept.message.to_string(),
        from: format!("{} <{}>", kept.from_name, kept.from),
        to: kept.to,
        subject: kept.subject,
        sent_at: Some(kept.at.proto()),
        text: kept.text,
        html: kept.html,
        message_id: kept.message_id,
        kind: kept.kind.as_str().to_owned(),
    }
}
