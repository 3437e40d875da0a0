//! Messages: made once for an event, joined by further badges, taken back.

use super::{
    corrupt,
    tables::{message, message_item},
};
use crate::domain::message::{Kind, Message, State, Why};
use platform::{
    clock::Timestamp,
    ids::{CredentialId, Id as _, IssuerId, MessageId},
    store::{Store, StoreError, Tx},
    telemetry,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::{Expr, OnConflict, Query},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The kinds of jobs that send.
pub mod job {
    /// Mails that may wait for each other.
    pub const MAIL: &str = "mail";
    /// Mails that somebody waits for.
    pub const MAIL_NOW: &str = "mail.now";

    /// The job that sends messages of a kind.
    pub const fn of(kind: crate::domain::message::Kind) -> &'static str {
        if kind.is_urgent() { MAIL_NOW } else { MAIL }
    }
}

/// A message to be made.
#[derive(Clone, Debug)]
pub struct New {
    /// The event it comes from.
    pub key: String,
    /// Under what further badges join it.
    pub gather: Option<Vec<u8>>,
    /// What it says.
    pub kind: Kind,
    /// Whose badges it is about.
    pub issuer: Option<IssuerId>,
    /// Blind index of the recipient's address.
    pub person: Option<Vec<u8>>,
    /// The request or earner it is about.
    pub about: Option<String>,
    /// The organization's time zone.
    pub zone: Option<String>,
    /// When it is to go out.
    pub due_at: Timestamp,
}

impl New {
    /// A message of that kind that goes out at `due_at`.
    pub fn of(kind: Kind, key: String, due_at: Timestamp) -> Self {
        Self {
            key,
            gather: None,
            kind,
            issuer: None,
            person: None,
            about: None,
            zone: None,
            due_at,
        }
    }
}

/// Makes a message and the job that sends it. `None` if the event has led to one before, or another is gathering.
pub async fn create(tx: &Tx, new: New) -> Result<Option<MessageId>, StoreError> {
    let now = tx.store().clock().now();
    let id: MessageId = tx.store().ids().next(now);
    let (kind, due_at) = (new.kind, new.due_at);
    let made = message::Entity::insert(row(id, new, now))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.db())
        .await?;
    if made == 0 {
        return Ok(None);
    }
    tx.schedule(job::of(kind), &id.to_string(), &(), due_at)
        .await?;
    Ok(Some(id))
}

fn row(id: MessageId, new: New, now: Timestamp) -> message::ActiveModel {
    message::ActiveModel {
        id: Set(id.uuid()),
        key: Set(new.key),
        gather: Set(new.gather),
        kind: Set(new.kind.as_str().to_owned()),
        issuer: Set(new.issuer.map(|i| i.uuid())),
        person: Set(new.person),
        about: Set(new.about),
        zone: Set(new.zone),
        state: Set(State::Scheduled.as_str().to_owned()),
        reason: Set(None),
        due_at: Set(new.due_at.micros()),
        attempts: Set(0),
        locked_until: Set(None),
        handed_over_at: Set(None),
        sent_at: Set(None),
        trace: Set(current_trace()),
        created_at: Set(now.micros()),
    }
}

/// The trace in progress, so that the mail, however much later, is part of it.
fn current_trace() -> String {
    let mut headers = BTreeMap::new();
    telemetry::inject(&mut headers);
    serde_json::to_string(&headers).unwrap_or_default()
}

/// The message that is gathering under this index.
pub async fn gathering(tx: &Tx, gather: &[u8]) -> Result<Option<MessageId>, StoreError> {
    let row = message::Entity::find()
        .filter(message::Column::Gather.eq(gather.to_vec()))
        .lock_exclusive()
        .one(tx.db())
        .await?;
    Ok(row.map(|r| MessageId::from_uuid(r.id)))
}

/// How often a message is looked for and made before the fact that asks for it is left to come again.
const LOOKS: u32 = 8;

/// The message that gathers under `gather`, made as `new` says if there is none.
pub async fn gathering_or_new(tx: &Tx, gather: &[u8], new: New) -> Result<MessageId, StoreError> {
    for _ in 0..LOOKS {
        if let Some(open) = gathering(tx, gather).await? {
            return Ok(open);
        }
        let new = New {
            gather: Some(gather.to_vec()),
            ..new.clone()
        };
        if let Some(made) = create(tx, new).await? {
            return Ok(made);
        }
        // Another handler made one a moment before. It is found by looking again; or it has begun to be sent since,
        // gathers no more, and leaves room for one of ours.
    }
    Err(corrupt(
        "message",
        new.key,
        "it is there already and gathers no more",
    ))
}

/// Puts the first badge into a message that was made just now. `false` if the slot is taken.
pub async fn first_item(
    tx: &Tx,
    message: MessageId,
    credential: CredentialId,
    slot: &str,
) -> Result<bool, StoreError> {
    insert_item(tx, message, credential, slot, 0).await
}

/// Puts a badge into a message. `false` if the slot is taken: the person was or will be told of it.
pub async fn add_item(
    tx: &Tx,
    message: MessageId,
    credential: CredentialId,
    slot: &str,
) -> Result<bool, StoreError> {
    let position = message_item::Entity::find()
        .filter(message_item::Column::Message.eq(message.uuid()))
        .count(tx.db())
        .await?;
    // A badge that was taken out of this message comes back into it.
    let taken_out = message_item::Entity::update_many()
        .col_expr(message_item::Column::Slot, Expr::value(slot))
        .filter(message_item::Column::Message.eq(message.uuid()))
        .filter(message_item::Column::Credential.eq(credential.uuid()))
        .exec(tx.db())
        .await?;
    if taken_out.rows_affected > 0 {
        return Ok(true);
    }
    insert_item(
        tx,
        message,
        credential,
        slot,
        i32::try_from(position).unwrap_or(i32::MAX),
    )
    .await
}

async fn insert_item(
    tx: &Tx,
    message: MessageId,
    credential: CredentialId,
    slot: &str,
    position: i32,
) -> Result<bool, StoreError> {
    let row = message_item::ActiveModel {
        message: Set(message.uuid()),
        credential: Set(credential.uuid()),
        slot: Set(Some(slot.to_owned())),
        position: Set(position),
    };
    let added = message_item::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.db())
        .await?;
    Ok(added > 0)
}

/// The message that tells of a badge under this slot.
pub async fn under_slot(
    tx: &Tx,
    credential: CredentialId,
    slot: &str,
) -> Result<Option<(MessageId, Kind, State)>, StoreError> {
    let item = message_item::Entity::find()
        .filter(message_item::Column::Credential.eq(credential.uuid()))
        .filter(message_item::Column::Slot.eq(slot))
        .one(tx.db())
        .await?;
    let Some(item) = item else { return Ok(None) };
    let row = message::Entity::find_by_id(item.message)
        .lock_exclusive()
        .one(tx.db())
        .await?;
    row.map(|row| {
        let (kind, state) = words(&row)?;
        Ok((MessageId::from_uuid(row.id), kind, state))
    })
    .transpose()
}

/// Messages of these kinds in that state with that badge in them.
async fn with_badge(
    tx: &Tx,
    credential: CredentialId,
    state: State,
    kinds: &[Kind],
) -> Result<Vec<message::Model>, StoreError> {
    let of_badge = Query::select()
        .column(message_item::Column::Message)
        .from(message_item::Entity)
        .and_where(message_item::Column::Credential.eq(credential.uuid()))
        .and_where(message_item::Column::Slot.is_not_null())
        .to_owned();
    Ok(message::Entity::find()
        .filter(message::Column::Id.in_subquery(of_badge))
        .filter(message::Column::State.eq(state.as_str()))
        .filter(message::Column::Kind.is_in(kinds.iter().map(|k| k.as_str())))
        .order_by_asc(message::Column::DueAt)
        .lock_exclusive()
        .all(tx.db())
        .await?)
}

/// Whether the last that its earner was told of a badge is that it does not hold.
pub async fn knows_of_trouble(tx: &Tx, credential: CredentialId) -> Result<bool, StoreError> {
    let trouble = [Kind::Revoked, Kind::Suspended];
    if !with_badge(tx, credential, State::Sending, &trouble)
        .await?
        .is_empty()
    {
        return Ok(true);
    }
    let told = [
        Kind::Revoked,
        Kind::Suspended,
        Kind::Reinstated,
        Kind::Renewed,
    ];
    let last = with_badge(tx, credential, State::Sent, &told)
        .await?
        .into_iter()
        .max_by_key(|row| row.sent_at);
    match last {
        Some(row) => Ok(trouble.contains(&words(&row)?.0)),
        None => Ok(false),
    }
}

/// Takes a badge out of every message of these kinds that has not begun to be sent; a message left empty is
/// cancelled.
pub async fn take_out(
    tx: &Tx,
    credential: CredentialId,
    kinds: &[Kind],
    why: Why,
) -> Result<(), StoreError> {
    for row in with_badge(tx, credential, State::Scheduled, kinds).await? {
        let id = MessageId::from_uuid(row.id);
        if release_items(tx, id, &[credential]).await? == 0 {
            cancel(tx, id, words(&row)?.0, why).await?;
        }
    }
    Ok(())
}

/// Frees the slots of these badges; answers how many badges the message still has.
pub async fn release_items(
    tx: &Tx,
    message: MessageId,
    credentials: &[CredentialId],
) -> Result<u64, StoreError> {
    message_item::Entity::update_many()
        .col_expr(
            message_item::Column::Slot,
            Expr::value(Option::<String>::None),
        )
        .filter(message_item::Column::Message.eq(message.uuid()))
        .filter(message_item::Column::Credential.is_in(credentials.iter().map(|c| c.uuid())))
        .exec(tx.db())
        .await?;
    Ok(message_item::Entity::find()
        .filter(message_item::Column::Message.eq(message.uuid()))
        .filter(message_item::Column::Slot.is_not_null())
        .count(tx.db())
        .await?)
}

/// Cancels a message and takes its job back.
pub async fn cancel(tx: &Tx, id: MessageId, kind: Kind, why: Why) -> Result<(), StoreError> {
    let row = message::ActiveModel {
        id: Set(id.uuid()),
        state: Set(State::Cancelled.as_str().to_owned()),
        reason: Set(Some(why.as_str().to_owned())),
        gather: Set(None),
        locked_until: Set(None),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    tx.unschedule(job::of(kind), &id.to_string()).await?;
    Ok(())
}

/// Cancels the reminders of a badge that have not gone out (S11), also those that wait for it to be valid again.
pub async fn stop_reminders(tx: &Tx, credential: CredentialId, why: Why) -> Result<(), StoreError> {
    let reminders = reminders();
    for row in with_badge(tx, credential, State::Scheduled, &reminders).await? {
        cancel(tx, MessageId::from_uuid(row.id), words(&row)?.0, why).await?;
    }
    for row in with_badge(tx, credential, State::Cancelled, &reminders).await? {
        if row.reason.as_deref() == Some(Why::Suspended.as_str()) {
            cancel(tx, MessageId::from_uuid(row.id), words(&row)?.0, why).await?;
        }
    }
    Ok(())
}

/// Brings back the reminder that fell due while the badge was suspended, the latest of them if there were more.
/// `due` says when it goes out, given the zone of its organization.
pub async fn resume_reminders(
    tx: &Tx,
    credential: CredentialId,
    due: impl Fn(Option<&str>) -> Timestamp,
) -> Result<(), StoreError> {
    let held: Vec<_> = with_badge(tx, credential, State::Cancelled, &reminders())
        .await?
        .into_iter()
        .filter(|row| row.reason.as_deref() == Some(Why::Suspended.as_str()))
        .collect();
    let Some((latest, overtaken)) = held.split_last() else {
        return Ok(());
    };
    for row in overtaken {
        cancel(
            tx,
            MessageId::from_uuid(row.id),
            words(row)?.0,
            Why::Overtaken,
        )
        .await?;
    }
    let (id, at) = (MessageId::from_uuid(latest.id), due(latest.zone.as_deref()));
    let again = message::ActiveModel {
        id: Set(latest.id),
        state: Set(State::Scheduled.as_str().to_owned()),
        reason: Set(None),
        due_at: Set(at.micros()),
        ..Default::default()
    };
    again.update(tx.db()).await?;
    tx.schedule(job::of(words(latest)?.0), &id.to_string(), &(), at)
        .await
}

fn reminders() -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|k| k.is_reminder()).collect()
}

/// One message.
pub async fn find(store: &Store, id: MessageId) -> Result<Option<Message>, StoreError> {
    let row = message::Entity::find_by_id(id.uuid())
        .one(store.read())
        .await?;
    match row {
        Some(row) => Ok(with_items(store.read(), vec![row], false).await?.pop()),
        None => Ok(None),
    }
}

/// An issuer's messages, newest first, after `after`, `most` at most; only those about one badge if one is named.
pub async fn of_issuer(
    store: &Store,
    issuer: IssuerId,
    credential: Option<CredentialId>,
    after: Option<MessageId>,
    most: u64,
) -> Result<Vec<Message>, StoreError> {
    let mut of = message::Entity::find().filter(message::Column::Issuer.eq(issuer.uuid()));
    if let Some(credential) = credential {
        let of_badge = Query::select()
            .column(message_item::Column::Message)
            .from(message_item::Entity)
            .and_where(message_item::Column::Credential.eq(credential.uuid()))
            .to_owned();
        of = of.filter(message::Column::Id.in_subquery(of_badge));
    }
    if let Some(after) = after {
        of = of.filter(message::Column::Id.lt(after.uuid()));
    }
    let rows = of
        .order_by_desc(message::Column::Id)
        .limit(most)
        .all(store.read())
        .await?;
    with_items(store.read(), rows, true).await
}

/// Adds to each message its badges: those it tells of, or, with `all`, also those taken out of it.
pub(super) async fn with_items(
    db: &impl ConnectionTrait,
    rows: Vec<message::Model>,
    all: bool,
) -> Result<Vec<Message>, StoreError> {
    let mut of = message_item::Entity::find()
        .filter(message_item::Column::Message.is_in(rows.iter().map(|r| r.id)))
        .order_by_asc(message_item::Column::Position)
        .order_by_asc(message_item::Column::Credential);
    if !all {
        of = of.filter(message_item::Column::Slot.is_not_null());
    }
    let mut items: BTreeMap<Uuid, Vec<message_item::Model>> = BTreeMap::new();
    for item in of.all(db).await? {
        items.entry(item.message).or_default().push(item);
    }
    rows.into_iter()
        .map(|row| {
            let items = items.remove(&row.id).unwrap_or_default();
            read(row, items)
        })
        .collect()
}

fn read(row: message::Model, items: Vec<message_item::Model>) -> Result<Message, StoreError> {
    let (kind, state) = words(&row)?;
    Ok(Message {
        id: MessageId::from_uuid(row.id),
        kind,
        issuer: row.issuer.map(IssuerId::from_uuid),
        person: row.person,
        about: row.about,
        state,
        reason: row.reason,
        due_at: Timestamp::from_micros(row.due_at),
        attempts: u32::try_from(row.attempts).unwrap_or(0),
        locked_until: row.locked_until.map(Timestamp::from_micros),
        sent_at: row.sent_at.map(Timestamp::from_micros),
        // A cancelled or failed message shows what it was about.
        credentials: items
            .into_iter()
            .filter(|i| i.slot.is_some() || state == State::Cancelled)
            .map(|i| CredentialId::from_uuid(i.credential))
            .collect(),
    })
}

pub(super) fn words(row: &message::Model) -> Result<(Kind, State), StoreError> {
    let bad = |problem: crate::domain::message::Unknown| corrupt("message", row.id, problem);
    Ok((
        row.kind.parse().map_err(bad)?,
        row.state.parse().map_err(bad)?,
    ))
}
