//! Taking messages to send them, and noting what became of them.

use super::{
    badges, corrupt,
    messages::{self, New, cancel, job, release_items, with_items, words},
    suppression,
    tables::{message, message_item},
};
use crate::domain::{
    message::{Kind, Message, State, Why},
    reminder::{self, Day},
};
use contracts::events::v1::{MessageDelivered, MessageFailed};
use platform::{
    clock::{Timestamp, Zone},
    ids::{CredentialId, Id as _, MessageId},
    store::{Store, StoreError, Tx},
    telemetry,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, EntityTrait as _, ExprTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::{Expr, LockBehavior, LockType},
};
use std::{collections::BTreeMap, time::Duration};
use tracing::{Instrument as _, Span};
use uuid::Uuid;

/// How long whoever sends a message has it for itself. A batch that takes longer sends no more of it.
pub const CLAIM: Duration = Duration::from_secs(180);

/// Why a reminder that was handed to the mail server is not sent again: it may have arrived.
const INTERRUPTED: &str =
    "the process ended while this reminder was being sent; it is not sent twice";

/// A message to be sent, and until when it is ours.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The message.
    pub message: Message,
    /// Until when nobody else takes it.
    pub until: Timestamp,
    /// Goes on with the trace of what the message comes from.
    pub span: Span,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server has taken it.
    Sent,
    /// There is no reason to send it.
    Cancelled(Why),
    /// It will not be tried again.
    Failed {
        /// In words, without an address.
        reason: String,
        /// The address does not exist.
        bounced: bool,
    },
    /// It will be tried again.
    Later {
        /// In words, without an address.
        reason: String,
        /// When.
        at: Timestamp,
        /// Whether this was an attempt: somebody was there to take it.
        counts: bool,
    },
}

/// A message and what became of it.
#[derive(Clone, Debug)]
pub struct Report {
    /// The message.
    pub message: Message,
    /// Its kind, as it turned out at sending.
    pub kind: Kind,
    /// Its issuer, as it turned out at sending.
    pub issuer: Option<platform::ids::IssuerId>,
    /// What became of it.
    pub outcome: Outcome,
    /// The badges it told of.
    pub told: Vec<CredentialId>,
    /// The badges that were left out.
    pub left_out: Vec<(CredentialId, Why)>,
    /// Blind index of the address it went to.
    pub address: Option<Vec<u8>>,
    /// The organization's time zone.
    pub zone: Option<Zone>,
    /// When the organization reminds: days after the first mail.
    pub reminder_days: Vec<u32>,
    /// The trace it is part of.
    pub span: Span,
}

impl Report {
    /// A message that was not sent, and why.
    pub fn unsent(message: Message, outcome: Outcome) -> Self {
        Self {
            kind: message.kind,
            issuer: message.issuer,
            told: message.credentials.clone(),
            message,
            outcome,
            left_out: Vec::new(),
            address: None,
            zone: None,
            reminder_days: Vec::new(),
            span: Span::none(),
        }
    }
}

/// Takes `first` and up to `most` messages that are due, so that nobody else sends them. What another process
/// left half done is taken when its claim is over.
pub async fn claim(
    store: &Store,
    first: MessageId,
    urgent: bool,
    most: u64,
) -> Result<Vec<Claimed>, StoreError> {
    let now = store.clock().now();
    let tx = store.write().await?;
    let rows = due(&tx, first, urgent, most, now).await?;
    let mut taken = Vec::with_capacity(rows.len());
    for row in rows {
        if row.handed_over_at.is_some() {
            let message = with_items(tx.db(), vec![row], false).await?.pop();
            if let Some(message) = message {
                let outcome = Outcome::Failed {
                    reason: INTERRUPTED.into(),
                    bounced: false,
                };
                settle_one(&tx, &Report::unsent(message, outcome), now).await?;
            }
        } else {
            taken.push(row);
        }
    }
    let carriers = gather_reminders(&tx, taken, now).await?;
    let until = now.plus(CLAIM);
    message::Entity::update_many()
        .col_expr(message::Column::State, Expr::value(State::Sending.as_str()))
        .col_expr(message::Column::LockedUntil, Expr::value(until.micros()))
        .col_expr(
            message::Column::Attempts,
            Expr::col(message::Column::Attempts).add(1),
        )
        .col_expr(
            message::Column::Gather,
            Expr::value(Option::<Vec<u8>>::None),
        )
        .filter(message::Column::Id.is_in(carriers.iter().map(|r| r.id)))
        .exec(tx.db())
        .await?;
    let mut spans: BTreeMap<Uuid, Span> = carriers.iter().map(|row| (row.id, span(row))).collect();
    let messages = with_items(tx.db(), carriers, false).await?;
    tx.commit().await?;
    Ok(messages
        .into_iter()
        .map(|mut message| {
            message.attempts = message.attempts.saturating_add(1);
            message.locked_until = Some(until);
            let span = spans.remove(&message.id.uuid()).unwrap_or_else(Span::none);
            Claimed {
                message,
                until,
                span,
            }
        })
        .collect())
}

/// The sending of a message, within the trace of what it comes from.
fn span(row: &message::Model) -> Span {
    let id = MessageId::from_uuid(row.id);
    let span = tracing::info_span!("mail", otel.kind = "producer", message = %id, kind = %row.kind);
    let headers: BTreeMap<String, String> = serde_json::from_str(&row.trace).unwrap_or_default();
    telemetry::set_parent(&span, telemetry::extract(&headers));
    span
}

async fn due(
    tx: &Tx,
    first: MessageId,
    urgent: bool,
    most: u64,
    now: Timestamp,
) -> Result<Vec<message::Model>, StoreError> {
    let ready = || {
        Condition::any()
            .add(
                Condition::all()
                    .add(message::Column::State.eq(State::Scheduled.as_str()))
                    .add(message::Column::DueAt.lte(now.micros())),
            )
            .add(
                Condition::all()
                    .add(message::Column::State.eq(State::Sending.as_str()))
                    .add(message::Column::LockedUntil.lte(now.micros())),
            )
    };
    let own = message::Entity::find_by_id(first.uuid())
        .filter(ready())
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(tx.db())
        .await?;
    let kinds = Kind::ALL
        .into_iter()
        .filter(|k| k.is_urgent() == urgent)
        .map(Kind::as_str);
    let others = message::Entity::find()
        .filter(message::Column::Kind.is_in(kinds))
        .filter(message::Column::Id.ne(first.uuid()))
        .filter(ready())
        .order_by_asc(message::Column::DueAt)
        .limit(most.saturating_sub(1))
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(tx.db())
        .await?;
    Ok(own.into_iter().chain(others).collect())
}

/// Reminders of one kind to one person become one mail.
async fn gather_reminders(
    tx: &Tx,
    rows: Vec<message::Model>,
    now: Timestamp,
) -> Result<Vec<message::Model>, StoreError> {
    let mut carriers: Vec<message::Model> = Vec::with_capacity(rows.len());
    for row in rows {
        let gone = carriers.iter().any(|c| is_same_reminder(c, &row));
        if gone {
            continue;
        }
        let kind = words(&row)?.0;
        if kind.is_reminder()
            && let (Some(person), Some(issuer)) = (&row.person, row.issuer)
        {
            let others = message::Entity::find()
                .filter(message::Column::Person.eq(person.clone()))
                .filter(message::Column::Issuer.eq(issuer))
                .filter(message::Column::Kind.eq(kind.as_str()))
                .filter(message::Column::State.eq(State::Scheduled.as_str()))
                .filter(message::Column::DueAt.lte(now.micros()))
                .filter(message::Column::Id.ne(row.id))
                .all(tx.db())
                .await?;
            for other in others {
                message_item::Entity::update_many()
                    .col_expr(message_item::Column::Message, Expr::value(row.id))
                    .filter(message_item::Column::Message.eq(other.id))
                    .filter(message_item::Column::Slot.is_not_null())
                    .exec(tx.db())
                    .await?;
                cancel(tx, MessageId::from_uuid(other.id), kind, Why::Gathered).await?;
            }
        }
        carriers.push(row);
    }
    Ok(carriers)
}

fn is_same_reminder(a: &message::Model, b: &message::Model) -> bool {
    a.kind == b.kind
        && a.person.is_some()
        && a.person == b.person
        && a.issuer == b.issuer
        && a.state == State::Scheduled.as_str()
        && b.state == State::Scheduled.as_str()
        && a.kind.parse::<Kind>().is_ok_and(Kind::is_reminder)
}

/// Notes that a reminder goes to the mail server now: from here on it is never sent again (S12).
pub async fn hand_over(store: &Store, message: MessageId) -> Result<(), StoreError> {
    let tx = store.write().await?;
    let row = message::ActiveModel {
        id: Set(message.uuid()),
        handed_over_at: Set(Some(store.clock().now().micros())),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    tx.commit().await
}

/// Gives back at once what a process that is gone was sending. Only where this process alone has the database.
pub async fn release_all(store: &Store) -> Result<(), StoreError> {
    let tx = store.write().await?;
    let now = store.clock().now();
    let left = message::Entity::find()
        .filter(message::Column::State.eq(State::Sending.as_str()))
        .all(tx.db())
        .await?;
    for row in left {
        // Its job may have seen that somebody has it, and would look again only when that claim is over.
        let (id, kind) = (MessageId::from_uuid(row.id), words(&row)?.0);
        tx.schedule(job::of(kind), &id.to_string(), &(), now)
            .await?;
    }
    message::Entity::update_many()
        .col_expr(message::Column::LockedUntil, Expr::value(0_i64))
        .filter(message::Column::State.eq(State::Sending.as_str()))
        .exec(tx.db())
        .await?;
    tx.commit().await
}

/// Notes what became of messages, with all that follows from it, in one transaction.
pub async fn settle(store: &Store, reports: &[Report]) -> Result<(), StoreError> {
    if reports.is_empty() {
        return Ok(());
    }
    let now = store.clock().now();
    let tx = store.write().await?;
    for report in reports {
        settle_one(&tx, report, now).await?;
    }
    tx.commit().await
}

async fn settle_one(tx: &Tx, report: &Report, now: Timestamp) -> Result<(), StoreError> {
    let id = report.message.id;
    if !is_to_be_noted(tx, report).await? {
        return Ok(());
    }
    leave_out(tx, report, now).await?;
    let mut row = message::ActiveModel {
        id: Set(id.uuid()),
        kind: Set(report.kind.as_str().to_owned()),
        issuer: Set(report.issuer.map(|i| i.uuid())),
        locked_until: Set(None),
        ..Default::default()
    };
    match &report.outcome {
        Outcome::Sent => {
            row.state = Set(State::Sent.as_str().to_owned());
            row.reason = Set(None);
            row.sent_at = Set(Some(now.micros()));
            let fact = delivered(report);
            tx.publish(&fact).instrument(report.span.clone()).await?;
            if let Some(address) = &report.address
                && report.kind.is_asked_for()
            {
                suppression::lift(tx, address).await?;
            }
            told(tx, report, now).await?;
        }
        Outcome::Cancelled(why) => {
            row.state = Set(State::Cancelled.as_str().to_owned());
            row.reason = Set(Some(why.as_str().to_owned()));
        }
        Outcome::Failed { reason, bounced } => {
            row.state = Set(State::Failed.as_str().to_owned());
            row.reason = Set(Some(reason.clone()));
            let fact = failed(report, reason);
            tx.publish(&fact).instrument(report.span.clone()).await?;
            if let Some(address) = report.address.as_deref().filter(|_| *bounced) {
                suppression::add(tx, address, reason).await?;
            }
        }
        Outcome::Later { reason, at, counts } => {
            let attempts = report.message.attempts.saturating_sub(u32::from(!counts));
            row.attempts = Set(i32::try_from(attempts).unwrap_or(i32::MAX));
            row.state = Set(State::Scheduled.as_str().to_owned());
            row.reason = Set(Some(reason.clone()));
            row.due_at = Set(at.micros());
            row.handed_over_at = Set(None);
        }
    }
    row.update(tx.db()).await?;
    let name = id.to_string();
    match &report.outcome {
        Outcome::Later { at, .. } => {
            tx.schedule(job::of(report.message.kind), &name, &(), *at)
                .await
        }
        _ => tx
            .unschedule(job::of(report.message.kind), &name)
            .await
            .map(|_was_there| ()),
    }
}

/// Whether what became of a message still counts. Whoever was slower than its claim may find that another has it, or
/// has sent it: then only that it was sent is news.
async fn is_to_be_noted(tx: &Tx, report: &Report) -> Result<bool, StoreError> {
    let row = message::Entity::find_by_id(report.message.id.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?;
    let Some(row) = row else { return Ok(false) };
    let claim = report.message.locked_until.map(Timestamp::micros);
    let is_ours = row.state == State::Sending.as_str() && row.locked_until == claim;
    let is_sent = row.state == State::Sent.as_str();
    Ok(is_ours || (report.outcome == Outcome::Sent && !is_sent))
}

/// Takes badges out of a message, each as its reason asks.
async fn leave_out(tx: &Tx, report: &Report, now: Timestamp) -> Result<(), StoreError> {
    let whole = report.message.credentials.len() == report.left_out.len();
    for &(credential, why) in &report.left_out {
        match why {
            // A reminder that fell due while its badge is suspended is kept apart, to come back with it.
            Why::Suspended if report.kind.is_reminder() && whole => {}
            Why::Suspended if report.kind.is_reminder() => {
                keep_apart(tx, report, credential, now, Some(why)).await?
            }
            Why::Moved => keep_apart(tx, report, credential, now, None).await?,
            _ => {
                release_items(tx, report.message.id, &[credential]).await?;
            }
        }
    }
    Ok(())
}

/// Gives a badge a message of its own: cancelled for a reason that may go away, or to be sent at once.
async fn keep_apart(
    tx: &Tx,
    report: &Report,
    credential: CredentialId,
    now: Timestamp,
    held: Option<Why>,
) -> Result<(), StoreError> {
    let message = &report.message;
    let mut new = New::of(
        message.kind,
        format!("apart:{}:{credential}", message.id),
        now,
    );
    new.issuer = message.issuer;
    new.about.clone_from(&message.about);
    new.zone = report.zone.as_ref().map(|z| z.name().to_owned());
    let Some(apart) = messages::create(tx, new).await? else {
        return Ok(());
    };
    message_item::Entity::update_many()
        .col_expr(message_item::Column::Message, Expr::value(apart.uuid()))
        .filter(message_item::Column::Message.eq(message.id.uuid()))
        .filter(message_item::Column::Credential.eq(credential.uuid()))
        .exec(tx.db())
        .await?;
    if let Some(why) = held {
        cancel(tx, apart, message.kind, why).await?;
    }
    Ok(())
}

/// The person knows of these badges now; the first mail about one starts the clock of its reminders (S10).
async fn told(tx: &Tx, report: &Report, now: Timestamp) -> Result<(), StoreError> {
    if !(report.kind.announces() || report.kind == Kind::Resend) {
        return Ok(());
    }
    for mut badge in badges::take_many(tx, &report.told).await? {
        let first = badge.told(now);
        badges::put(tx, &badge).await?;
        if first && report.kind != Kind::AwardAccepted && badge.waits() {
            let zone = report.zone.clone().unwrap_or_else(Zone::utc);
            for (day, days) in Day::ALL.into_iter().zip(&report.reminder_days) {
                let due = reminder::due(*days, now, &zone);
                remind(tx, report, badge.credential, day, &zone, due).await?;
            }
        }
    }
    Ok(())
}

async fn remind(
    tx: &Tx,
    report: &Report,
    credential: CredentialId,
    day: Day,
    zone: &Zone,
    due: Timestamp,
) -> Result<(), StoreError> {
    let kind = Kind::Reminder(day);
    let mut new = New::of(kind, format!("{}:{credential}", kind.as_str()), due);
    new.issuer = report.issuer;
    new.person.clone_from(&report.message.person);
    new.zone = Some(zone.name().to_owned());
    let Some(id) = messages::create(tx, new).await? else {
        return Ok(());
    };
    if !messages::first_item(tx, id, credential, kind.as_str()).await? {
        return Err(corrupt(
            "message_item",
            credential,
            "a reminder without a message",
        ));
    }
    Ok(())
}

fn delivered(report: &Report) -> MessageDelivered {
    MessageDelivered {
        message_id: report.message.id.to_string(),
        issuer_id: report.issuer.map(|i| i.to_string()).unwrap_or_default(),
        credential_ids: report.told.iter().map(ToString::to_string).collect(),
        kind: report.kind.as_str().to_owned(),
    }
}

fn failed(report: &Report, reason: &str) -> MessageFailed {
    MessageFailed {
        message_id: report.message.id.to_string(),
        issuer_id: report.issuer.map(|i| i.to_string()).unwrap_or_default(),
        credential_ids: report.told.iter().map(ToString::to_string).collect(),
        kind: report.kind.as_str().to_owned(),
        reason: reason.to_owned(),
    }
}
