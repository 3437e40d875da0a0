//! Members: what tells who they are is sealed by a key of their own and found by blind index.

use super::{Source, corrupt, count, optional_day};
use crate::domain::{
    member::{Member, MemberNumber, Status},
    standing::Membership,
};
use platform::{
    clock::{CalendarDate, Timestamp},
    ids::{Id as _, IssuerId, MemberId, RunId},
    seal::{DataKey, Keyring, Place},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
    sea_query::{Expr, Query},
};
use std::collections::HashMap;

mod search;

pub use search::{Search, list};

table!(
    /// A member.
    member, "member" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    issuer_id: Uuid,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    number_index: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    sealed: Vec<u8>,
    status: String,
    expires_on: Option<i32>,
    ended_on: Option<i32>,
    confirmed_on: Option<i32>,
    good: bool,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    recipient_told: Vec<u8>,
    decision: i64,
    version: i64,
    created_at: i64,
    updated_at: i64,
});
table!(
    /// What a member can be found by, blind.
    member_token, "member_token" {
    #[sea_orm(primary_key, auto_increment = false)]
    issuer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    token: Vec<u8>,
    #[sea_orm(primary_key, auto_increment = false)]
    member_id: Uuid,
});
use member::{ActiveModel, Column, Entity, Model};

/// A member as stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Names the record.
    pub id: MemberId,
    /// Whose member.
    pub issuer: IssuerId,
    /// The record.
    pub record: Member,
    /// When we learned that the membership ended before its last day.
    pub ended_on: Option<CalendarDate>,
    /// When the record was last confirmed by its source.
    pub confirmed_on: Option<CalendarDate>,
    /// Whether the standing was good when it was last looked at.
    pub good: bool,
    /// Name and address as issuance was last told, blind.
    pub recipient_told: Vec<u8>,
    /// The number of the last decision about this member.
    pub decision: u64,
    /// Grows by one with each change.
    pub version: u64,
    /// What the person's data are sealed with.
    pub key: DataKey,
}

impl Stored {
    /// What the standing follows from.
    pub fn membership(&self) -> Membership {
        Membership {
            status: self.record.status,
            expires_on: self.record.expires_on,
            ended_on: self.ended_on,
            confirmed_on: self.confirmed_on,
        }
    }
}

/// Where a member's number is looked up.
pub fn number_index(keyring: &Keyring, issuer: IssuerId, number: &MemberNumber) -> Vec<u8> {
    keyring.blind("member number", &issuer.to_string(), &number.folded())
}
/// Where an address or a word of a name is looked up.
pub fn token(keyring: &Keyring, issuer: IssuerId, folded: &str) -> Vec<u8> {
    keyring.blind("member word", &issuer.to_string(), folded)
}
/// Tells one name and address from another.
pub fn recipient_index(keyring: &Keyring, issuer: IssuerId, record: &Member) -> Vec<u8> {
    keyring.blind("member recipient", &issuer.to_string(), &record.recipient())
}
/// The owner of a member's key.
pub fn key_owner(id: MemberId) -> String {
    format!("member/{id}")
}

fn place(row: &str) -> Place<'_> {
    Place {
        table: "member",
        column: "sealed",
        row,
    }
}

/// Opens a row. `None` if the person was erased.
async fn open(
    source: Source<'_>,
    keyring: &Keyring,
    row: Model,
) -> Result<Option<Stored>, StoreError> {
    let id = MemberId::from_uuid(row.id);
    let Some(key) = source.data_key(keyring, &key_owner(id)).await? else {
        return Ok(None);
    };
    let record: Member = key.open_json(&place(&id.to_string()), &row.sealed)?;
    Ok(Some(Stored {
        id,
        issuer: IssuerId::from_uuid(row.issuer_id),
        record,
        ended_on: optional_day("member", id, row.ended_on)?,
        confirmed_on: optional_day("member", id, row.confirmed_on)?,
        good: row.good,
        recipient_told: row.recipient_told,
        decision: count(row.decision),
        version: count(row.version),
        key,
    }))
}

async fn open_all(
    source: Source<'_>,
    keyring: &Keyring,
    rows: Vec<Model>,
) -> Result<Vec<Stored>, StoreError> {
    let mut opened = Vec::with_capacity(rows.len());
    for row in rows {
        opened.extend(open(source, keyring, row).await?);
    }
    Ok(opened)
}

/// The member with this number.
pub async fn by_number(
    source: Source<'_>,
    keyring: &Keyring,
    issuer: IssuerId,
    number: &MemberNumber,
) -> Result<Option<Stored>, StoreError> {
    let index = number_index(keyring, issuer, number);
    let found = Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::NumberIndex.eq(index));
    match source.all(found).await?.pop() {
        Some(row) => open(source, keyring, row).await,
        None => Ok(None),
    }
}

/// The members with these numbers, by their index.
pub async fn by_indexes(
    store: &Store,
    keyring: &Keyring,
    issuer: IssuerId,
    indexes: Vec<Vec<u8>>,
) -> Result<HashMap<Vec<u8>, Stored>, StoreError> {
    let rows = Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::NumberIndex.is_in(indexes))
        .all(store.read())
        .await?;
    let source = Source::Outside(store);
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        let index = row.number_index.clone();
        if let Some(stored) = open(source, keyring, row).await? {
            found.insert(index, stored);
        }
    }
    Ok(found)
}

/// The members with these ids, as they are in this transaction.
pub async fn by_ids(
    tx: &Tx,
    keyring: &Keyring,
    issuer: IssuerId,
    ids: &[MemberId],
) -> Result<HashMap<MemberId, Stored>, StoreError> {
    let wanted = ids.iter().map(|id| id.uuid());
    let rows = Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::Id.is_in(wanted))
        .all(tx.db())
        .await?;
    Ok(open_all(Source::Within(tx), keyring, rows)
        .await?
        .into_iter()
        .map(|m| (m.id, m))
        .collect())
}

/// Which of these numbers are taken, as it is in this transaction.
pub async fn taken(
    tx: &Tx,
    issuer: IssuerId,
    indexes: Vec<Vec<u8>>,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::NumberIndex)
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::NumberIndex.is_in(indexes));
    Ok(query.into_tuple().all(tx.db()).await?)
}

/// How many members stood well when last looked at.
pub async fn count_good(db: &impl ConnectionTrait, issuer: IssuerId) -> Result<u64, StoreError> {
    Ok(Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::Good.eq(true))
        .count(db)
        .await?)
}

/// Members whose last day went by and who were not looked at since.
pub async fn past_their_last_day(
    tx: &Tx,
    issuer: IssuerId,
    today: CalendarDate,
    limit: u64,
) -> Result<Vec<MemberId>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::Status.eq(Status::Active.as_str()))
        .filter(Column::ExpiresOn.lt(today.days()))
        .filter(Column::Good.eq(true))
        .order_by_asc(Column::Id)
        .limit(limit);
    let ids: Vec<uuid::Uuid> = query.into_tuple().all(tx.db()).await?;
    Ok(ids.into_iter().map(MemberId::from_uuid).collect())
}

/// All members' ids, oldest first, behind one.
pub async fn ids_after(
    tx: &Tx,
    issuer: IssuerId,
    after: Option<MemberId>,
    limit: u64,
) -> Result<Vec<MemberId>, StoreError> {
    let mut query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::IssuerId.eq(issuer.uuid()));
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.uuid()));
    }
    let ids: Vec<uuid::Uuid> = query
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(ids.into_iter().map(MemberId::from_uuid).collect())
}

/// Active members that a run did not name, oldest first, behind one.
pub async fn not_named(
    store: &Store,
    keyring: &Keyring,
    issuer: IssuerId,
    run: RunId,
    after: Option<MemberId>,
    limit: u64,
) -> Result<Vec<Stored>, StoreError> {
    let named = Query::select()
        .column(super::change::run_change::Column::RecordId)
        .from(super::change::run_change::Entity)
        .and_where(super::change::run_change::Column::RunId.eq(run.uuid()))
        .to_owned();
    let mut query = Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::Status.eq(Status::Active.as_str()))
        .filter(Column::Id.not_in_subquery(named));
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.uuid()));
    }
    let rows = query
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(store.read())
        .await?;
    open_all(Source::Outside(store), keyring, rows).await
}

/// Writes a new member.
pub async fn insert(tx: &Tx, keyring: &Keyring, member: &Stored) -> Result<(), StoreError> {
    let now = tx.store().clock().now();
    let row = ActiveModel {
        id: Set(member.id.uuid()),
        issuer_id: Set(member.issuer.uuid()),
        number_index: Set(number_index(keyring, member.issuer, &member.record.number)),
        sealed: Set(member
            .key
            .seal_json(&place(&member.id.to_string()), &member.record)?),
        created_at: Set(now.micros()),
        ..plain(member, now)
    };
    Entity::insert(row).exec_without_returning(tx.db()).await?;
    write_tokens(tx, keyring, member).await
}

/// Writes a member that is on record, whose record was `before`.
pub async fn update(
    tx: &Tx,
    keyring: &Keyring,
    member: &Stored,
    before: &Member,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(member.id.uuid()),
        sealed: Set(member
            .key
            .seal_json(&place(&member.id.to_string()), &member.record)?),
        ..plain(member, tx.store().clock().now())
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(member.id.uuid()))
        .exec(tx.db())
        .await?;
    if before.tokens() == member.record.tokens() {
        return Ok(());
    }
    member_token::Entity::delete_many()
        .filter(member_token::Column::MemberId.eq(member.id.uuid()))
        .exec(tx.db())
        .await?;
    write_tokens(tx, keyring, member).await
}

fn plain(member: &Stored, now: Timestamp) -> ActiveModel {
    ActiveModel {
        status: Set(member.record.status.as_str().to_owned()),
        expires_on: Set(member.record.expires_on.map(CalendarDate::days)),
        ended_on: Set(member.ended_on.map(CalendarDate::days)),
        confirmed_on: Set(member.confirmed_on.map(CalendarDate::days)),
        good: Set(member.good),
        recipient_told: Set(member.recipient_told.clone()),
        decision: Set(i64::try_from(member.decision).unwrap_or(i64::MAX)),
        version: Set(i64::try_from(member.version).unwrap_or(i64::MAX)),
        updated_at: Set(now.micros()),
        ..Default::default()
    }
}

async fn write_tokens(tx: &Tx, keyring: &Keyring, member: &Stored) -> Result<(), StoreError> {
    let rows = member
        .record
        .tokens()
        .into_iter()
        .map(|word| member_token::ActiveModel {
            issuer_id: Set(member.issuer.uuid()),
            token: Set(token(keyring, member.issuer, &word)),
            member_id: Set(member.id.uuid()),
        });
    member_token::Entity::insert_many(rows)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// Notes a decision about a member: its number and the standing it was made on.
pub async fn decided(tx: &Tx, id: MemberId, decision: u64, good: bool) -> Result<(), StoreError> {
    let decision =
        i64::try_from(decision).map_err(|_| corrupt("member", id, "too many decisions"))?;
    Entity::update_many()
        .col_expr(Column::Decision, Expr::value(decision))
        .col_expr(Column::Good, Expr::value(good))
        .filter(Column::Id.eq(id.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Notes which name and address issuance was told.
pub async fn recipient_told(tx: &Tx, id: MemberId, index: Vec<u8>) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::RecipientTold, Expr::value(index))
        .filter(Column::Id.eq(id.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}
