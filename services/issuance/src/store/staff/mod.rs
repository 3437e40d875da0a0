//! People who work for issuers: accounts, appointments, sessions, set-up links, failed sign-ins. Names and
//! addresses are sealed by a key a person; an address is found by its blind index.

mod links;
mod roles;
mod sessions;

pub use links::{insert_link, locked_link, set_up_link, use_link};
pub use roles::{
    appoint, appointment, appointments, colleagues, dismiss, memberships, other_owners,
};
pub use sessions::{
    attempts, begin_session, end_session, end_sessions, forget, session, set_attempts,
    touch_session,
};

use super::corrupt;
use crate::{
    Error,
    domain::{email::EmailAddress, staff::Person},
};
use platform::{
    Foundation,
    clock::Timestamp,
    ids::{Id as _, StaffId},
    seal::{DataKey, Keyring, Place},
    store::Tx,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, Set, sea_query::Expr,
};

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
    end_sessions(tx, id).await?;
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
