//! People who work for issuers: accounts, appointments, sessions, set-up links, failed sign-ins. Names and
//! addresses are sealed by a key a person; an address is found by its blind index.

use super::{corrupt, issuer::row as issuer_row};
use crate::{
    Error,
    domain::{
        email::EmailAddress,
        staff::{Appointment, Colleague, LinkPurpose, Membership, Person, SetUpLink},
    },
};
use platform::{
    Foundation,
    clock::Timestamp,
    identity::Role,
    ids::{Id as _, IssuerId, StaffId},
    seal::{DataKey, Keyring, Place},
    signin::{Attempts, TokenHash},
    store::{StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::{Expr, OnConflict},
};
use std::collections::HashMap;

/// The purpose of the blind index of addresses.
const EMAIL: &str = "staff.email";

table!(
    /// A person.
    row, "staff" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    email_index: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    email: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    name: Vec<u8>,
    password: Option<String>,
    operator: bool,
    created_at: i64,
});
table!(
    /// What a person may do at an issuer.
    role, "staff_role" {
    #[sea_orm(primary_key, auto_increment = false)]
    issuer: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    staff: Uuid,
    role: String,
    added_at: i64,
    accepted_at: Option<i64>,
});
table!(
    /// A session of a signed-in person, by its token's hash.
    session, "staff_session" {
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    token: Vec<u8>,
    staff: Uuid,
    created_at: i64,
    seen_at: i64,
});
table!(
    /// A set-up link, by its token's hash.
    link, "set_up_link" {
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    token: Vec<u8>,
    staff: Uuid,
    purpose: String,
    issuer: Option<Uuid>,
    created_at: i64,
    used_at: Option<i64>,
});
table!(
    /// Failed sign-ins of an address, whether it has an account or not.
    failure, "sign_in_failure" {
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    email_index: Vec<u8>,
    failures: i32,
    locked_at: Option<i64>,
    updated_at: i64,
});

/// What an address is found by: its blind index, and those it had under the service's former keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailIndex {
    current: Vec<u8>,
    former: Vec<Vec<u8>>,
}

impl EmailIndex {
    /// Of an address.
    pub fn of(keyring: &Keyring, email: &EmailAddress) -> Self {
        let folded = email.folded();
        Self {
            current: keyring.blind(EMAIL, "", &folded),
            former: keyring.blind_previous(EMAIL, "", &folded),
        }
    }

    fn all(&self) -> impl Iterator<Item = Vec<u8>> + '_ {
        std::iter::once(&self.current).chain(&self.former).cloned()
    }
}

/// The account of an address.
pub async fn by_email(
    foundation: &Foundation,
    index: &EmailIndex,
) -> Result<Option<Person>, Error> {
    let found = row::Entity::find()
        .filter(row::Column::EmailIndex.is_in(index.all()))
        .one(foundation.store.read())
        .await?;
    match found {
        Some(row) => open(foundation, row).await.map(Some),
        None => Ok(None),
    }
}

/// A person.
pub async fn by_id(foundation: &Foundation, id: StaffId) -> Result<Option<Person>, Error> {
    match row::Entity::find_by_id(id.uuid())
        .one(foundation.store.read())
        .await?
    {
        Some(row) => open(foundation, row).await.map(Some),
        None => Ok(None),
    }
}

/// Adds a person. Of two who add one address the second fails and is rolled back.
pub async fn insert(
    tx: &Tx,
    keyring: &Keyring,
    person: &Person,
    index: &EmailIndex,
    now: Timestamp,
) -> Result<(), Error> {
    let id = person.id.to_string();
    let key = tx.data_key(keyring, &id).await?;
    let row = row::ActiveModel {
        id: Set(person.id.uuid()),
        email_index: Set(index.current.clone()),
        email: Set(key.seal_text(&place("email", &id), person.email.as_str())),
        name: Set(key.seal_text(&place("name", &id), &person.name)),
        password: Set(person.password.clone()),
        operator: Set(person.operator),
        created_at: Set(now.micros()),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Sets a password; every session ends.
pub async fn set_password(tx: &Tx, id: StaffId, hash: String) -> Result<(), Error> {
    row::ActiveModel {
        id: Set(id.uuid()),
        password: Set(Some(hash)),
        ..Default::default()
    }
    .update(tx.db())
    .await?;
    session::Entity::delete_many()
        .filter(session::Column::Staff.eq(id.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Stores the same password, hashed at today's cost; sessions go on.
pub async fn renew_hash(tx: &Tx, id: StaffId, old: &str, hash: String) -> Result<(), Error> {
    row::Entity::update_many()
        .col_expr(row::Column::Password, Expr::value(hash))
        .filter(row::Column::Id.eq(id.uuid()))
        .filter(row::Column::Password.eq(old))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Changes the name.
pub async fn rename(tx: &Tx, keyring: &Keyring, id: StaffId, name: &str) -> Result<(), Error> {
    let text = id.to_string();
    let key = tx.data_key(keyring, &text).await?;
    row::ActiveModel {
        id: Set(id.uuid()),
        name: Set(key.seal_text(&place("name", &text), name)),
        ..Default::default()
    }
    .update(tx.db())
    .await?;
    Ok(())
}

/// Makes a person an operator.
pub async fn make_operator(tx: &Tx, id: StaffId) -> Result<(), Error> {
    row::ActiveModel {
        id: Set(id.uuid()),
        operator: Set(true),
        ..Default::default()
    }
    .update(tx.db())
    .await?;
    Ok(())
}

/// The first operator, if there is one.
pub async fn first_operator(foundation: &Foundation) -> Result<Option<Person>, Error> {
    let query = row::Entity::find()
        .filter(row::Column::Operator.eq(true))
        .order_by_asc(row::Column::CreatedAt);
    match query.one(foundation.store.read()).await? {
        Some(row) => open(foundation, row).await.map(Some),
        None => Ok(None),
    }
}

/// Whether any operator can sign in.
pub async fn operator_is_set_up(db: &impl ConnectionTrait) -> Result<bool, Error> {
    let query = row::Entity::find()
        .filter(row::Column::Operator.eq(true))
        .filter(row::Column::Password.is_not_null());
    Ok(query.count(db).await? > 0)
}

// ── appointments

/// Everything a person is appointed to.
pub async fn appointments(
    db: &impl ConnectionTrait,
    staff: StaffId,
) -> Result<Vec<Appointment>, Error> {
    let rows = role::Entity::find()
        .filter(role::Column::Staff.eq(staff.uuid()))
        .order_by_asc(role::Column::AddedAt)
        .all(db)
        .await?;
    rows.iter().map(read_role).collect()
}

/// What a person is appointed to at an issuer.
pub async fn appointment(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    staff: StaffId,
) -> Result<Option<Appointment>, Error> {
    role::Entity::find_by_id((issuer.uuid(), staff.uuid()))
        .one(db)
        .await?
        .as_ref()
        .map(read_role)
        .transpose()
}

/// Appoints a person, or changes the appointment.
pub async fn appoint(tx: &Tx, staff: StaffId, appointment: &Appointment) -> Result<(), Error> {
    let row = role::ActiveModel {
        issuer: Set(appointment.issuer.uuid()),
        staff: Set(staff.uuid()),
        role: Set(appointment.role.as_str().to_owned()),
        added_at: Set(appointment.added_at.micros()),
        accepted_at: Set(appointment.accepted_at.map(Timestamp::micros)),
    };
    let on_conflict = OnConflict::columns([role::Column::Issuer, role::Column::Staff])
        .update_columns([role::Column::Role, role::Column::AcceptedAt])
        .to_owned();
    role::Entity::insert(row)
        .on_conflict(on_conflict)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// How many others than `staff` own the issuer.
pub async fn other_owners(tx: &Tx, issuer: IssuerId, staff: StaffId) -> Result<u64, Error> {
    let query = role::Entity::find()
        .filter(role::Column::Issuer.eq(issuer.uuid()))
        .filter(role::Column::Staff.ne(staff.uuid()))
        .filter(role::Column::Role.eq(Role::Owner.as_str()))
        .filter(role::Column::AcceptedAt.is_not_null());
    Ok(query.count(tx.db()).await?)
}

/// The staff of an issuer, longest there first.
pub async fn colleagues(
    foundation: &Foundation,
    issuer: IssuerId,
) -> Result<Vec<Colleague>, Error> {
    let db = foundation.store.read();
    let roles = role::Entity::find()
        .filter(role::Column::Issuer.eq(issuer.uuid()))
        .order_by_asc(role::Column::AddedAt)
        .order_by_asc(role::Column::Staff)
        .all(db)
        .await?;
    let people = row::Entity::find()
        .filter(row::Column::Id.is_in(roles.iter().map(|r| r.staff)))
        .all(db)
        .await?;
    let mut people: HashMap<_, _> = people.into_iter().map(|p| (p.id, p)).collect();
    let mut colleagues = Vec::with_capacity(roles.len());
    for found in &roles {
        if let Some(person) = people.remove(&found.staff) {
            colleagues.push(Colleague {
                person: open(foundation, person).await?,
                appointment: read_role(found)?,
            });
        }
    }
    Ok(colleagues)
}

/// The issuers where a person may act: those whose appointment they took, or, for an operator, the first
/// `most` of all.
pub async fn memberships(
    db: &impl ConnectionTrait,
    person: &Person,
    most: u64,
) -> Result<Vec<Membership>, Error> {
    let taken: HashMap<_, _> = appointments(db, person.id)
        .await?
        .into_iter()
        .filter(|a| a.accepted_at.is_some())
        .map(|a| (a.issuer, a.role))
        .collect();
    let mut query = issuer_row::Entity::find()
        .order_by_asc(issuer_row::Column::Name)
        .order_by_asc(issuer_row::Column::Id)
        .limit(most);
    if !person.operator {
        query = query.filter(issuer_row::Column::Id.is_in(taken.keys().map(|id| id.uuid())));
    }
    let read = |found: issuer_row::Model| {
        let issuer = IssuerId::from_uuid(found.id);
        Ok(Membership {
            issuer,
            role: taken.get(&issuer).copied().unwrap_or(Role::Owner),
            accent: found
                .accent
                .parse()
                .map_err(|e: artwork::ColourError| corrupt("issuer", &found.slug, e.to_string()))?,
            slug: found
                .slug
                .parse()
                .map_err(|_| corrupt("issuer", &found.slug, "its slug is none".into()))?,
            name: found.name,
        })
    };
    query.all(db).await?.into_iter().map(read).collect()
}

// ── sessions

/// A session: whose, since when, last seen when.
pub async fn session(
    db: &impl ConnectionTrait,
    token: TokenHash,
) -> Result<Option<(StaffId, Timestamp, Timestamp)>, Error> {
    let found = session::Entity::find_by_id(token.to_vec()).one(db).await?;
    Ok(found.map(|row| {
        (
            StaffId::from_uuid(row.staff),
            Timestamp::from_micros(row.created_at),
            Timestamp::from_micros(row.seen_at),
        )
    }))
}

/// Begins a session.
pub async fn begin_session(
    tx: &Tx,
    token: TokenHash,
    staff: StaffId,
    now: Timestamp,
) -> Result<(), Error> {
    let row = session::ActiveModel {
        token: Set(token.to_vec()),
        staff: Set(staff.uuid()),
        created_at: Set(now.micros()),
        seen_at: Set(now.micros()),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Notes that a session was used.
pub async fn touch_session(tx: &Tx, token: TokenHash, now: Timestamp) -> Result<(), Error> {
    session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(now.micros()))
        .filter(session::Column::Token.eq(token.to_vec()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn end_session(tx: &Tx, token: TokenHash) -> Result<(), Error> {
    session::Entity::delete_by_id(token.to_vec())
        .exec(tx.db())
        .await?;
    Ok(())
}

// ── set-up links

/// A set-up link.
pub async fn set_up_link(
    db: &impl ConnectionTrait,
    token: TokenHash,
) -> Result<Option<SetUpLink>, Error> {
    link::Entity::find_by_id(token.to_vec())
        .one(db)
        .await?
        .map(read_link)
        .transpose()
}

/// A set-up link, its row locked: of two who use it at once the second finds it used.
pub async fn locked_link(tx: &Tx, token: TokenHash) -> Result<Option<SetUpLink>, Error> {
    link::Entity::find_by_id(token.to_vec())
        .lock_exclusive()
        .one(tx.db())
        .await?
        .map(read_link)
        .transpose()
}

/// Adds a set-up link; open ones of the same person and purpose stop working.
pub async fn insert_link(tx: &Tx, token: TokenHash, made: &SetUpLink) -> Result<(), Error> {
    let (purpose, issuer) = purpose_columns(made.purpose);
    let same_issuer = match issuer {
        Some(issuer) => link::Column::Issuer.eq(issuer),
        None => link::Column::Issuer.is_null(),
    };
    link::Entity::delete_many()
        .filter(link::Column::Staff.eq(made.staff.uuid()))
        .filter(link::Column::Purpose.eq(purpose))
        .filter(same_issuer)
        .filter(link::Column::UsedAt.is_null())
        .exec(tx.db())
        .await?;
    let row = link::ActiveModel {
        token: Set(token.to_vec()),
        staff: Set(made.staff.uuid()),
        purpose: Set(purpose.to_owned()),
        issuer: Set(issuer),
        created_at: Set(made.created_at.micros()),
        used_at: Set(None),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Uses a set-up link up.
pub async fn use_link(tx: &Tx, token: TokenHash, now: Timestamp) -> Result<(), Error> {
    link::ActiveModel {
        token: Set(token.to_vec()),
        used_at: Set(Some(now.micros())),
        ..Default::default()
    }
    .update(tx.db())
    .await?;
    Ok(())
}

// ── failed sign-ins

/// How often signing in with this address failed in a row.
pub async fn attempts(db: &impl ConnectionTrait, index: &EmailIndex) -> Result<Attempts, Error> {
    let found = failure::Entity::find_by_id(index.current.clone())
        .lock_exclusive()
        .one(db)
        .await?;
    Ok(found.map_or_else(Attempts::default, |row| Attempts {
        failures: u32::try_from(row.failures).unwrap_or(0),
        locked_at: row.locked_at.map(Timestamp::from_micros),
    }))
}

/// Stores what [`Attempts`] became.
pub async fn set_attempts(
    tx: &Tx,
    index: &EmailIndex,
    attempts: Attempts,
    now: Timestamp,
) -> Result<(), Error> {
    if attempts == Attempts::default() {
        failure::Entity::delete_by_id(index.current.clone())
            .exec(tx.db())
            .await?;
        return Ok(());
    }
    let row = failure::ActiveModel {
        email_index: Set(index.current.clone()),
        failures: Set(i32::try_from(attempts.failures).unwrap_or(i32::MAX)),
        locked_at: Set(attempts.locked_at.map(Timestamp::micros)),
        updated_at: Set(now.micros()),
    };
    let on_conflict = OnConflict::column(failure::Column::EmailIndex)
        .update_columns([
            failure::Column::Failures,
            failure::Column::LockedAt,
            failure::Column::UpdatedAt,
        ])
        .to_owned();
    failure::Entity::insert(row)
        .on_conflict(on_conflict)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// Forgets what is over: sessions and links made before `before`, and failures since then of addresses without
/// an account.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<(), StoreError> {
    let accounts = sea_orm::sea_query::Query::select()
        .column(row::Column::EmailIndex)
        .from(row::Entity)
        .to_owned();
    session::Entity::delete_many()
        .filter(session::Column::CreatedAt.lt(before.micros()))
        .exec(tx.db())
        .await?;
    link::Entity::delete_many()
        .filter(link::Column::CreatedAt.lt(before.micros()))
        .exec(tx.db())
        .await?;
    failure::Entity::delete_many()
        .filter(failure::Column::UpdatedAt.lt(before.micros()))
        .filter(failure::Column::EmailIndex.not_in_subquery(accounts))
        .exec(tx.db())
        .await?;
    Ok(())
}

// ── rows

fn place<'a>(column: &'static str, row: &'a str) -> Place<'a> {
    Place {
        table: "staff",
        column,
        row,
    }
}

async fn open(foundation: &Foundation, row: row::Model) -> Result<Person, Error> {
    let id = StaffId::from_uuid(row.id);
    let text = id.to_string();
    let key: DataKey = foundation
        .store
        .data_key(&foundation.keyring, &text)
        .await?
        .ok_or_else(|| corrupt("staff", &text, "its key is gone".into()))?;
    let email = key.open_text(&place("email", &text), &row.email)?;
    Ok(Person {
        id,
        email: email
            .parse()
            .map_err(|_| corrupt("staff", &text, "its address is none".into()))?,
        name: key.open_text(&place("name", &text), &row.name)?,
        password: row.password,
        operator: row.operator,
    })
}

fn read_role(row: &role::Model) -> Result<Appointment, Error> {
    Ok(Appointment {
        issuer: IssuerId::from_uuid(row.issuer),
        role: row
            .role
            .parse()
            .map_err(|e| corrupt("staff_role", &row.staff.to_string(), e))?,
        added_at: Timestamp::from_micros(row.added_at),
        accepted_at: row.accepted_at.map(Timestamp::from_micros),
    })
}

fn purpose_columns(purpose: LinkPurpose) -> (&'static str, Option<uuid::Uuid>) {
    match purpose {
        LinkPurpose::Join(issuer) => ("join", issuer.map(|i| i.uuid())),
        LinkPurpose::Reset => ("reset", None),
    }
}

fn read_link(row: link::Model) -> Result<SetUpLink, Error> {
    let staff = StaffId::from_uuid(row.staff);
    Ok(SetUpLink {
        staff,
        purpose: match row.purpose.as_str() {
            "join" => LinkPurpose::Join(row.issuer.map(IssuerId::from_uuid)),
            "reset" => LinkPurpose::Reset,
            other => {
                return Err(corrupt(
                    "set_up_link",
                    &staff.to_string(),
                    format!("`{other}` is no purpose"),
                ));
            }
        },
        created_at: Timestamp::from_micros(row.created_at),
        used_at: row.used_at.map(Timestamp::from_micros),
    })
}
