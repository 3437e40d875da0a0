//! The VC-API's test keys, sealed, and the entries of their status lists.

use crate::Error;
use platform::{
    Secret,
    clock::Timestamp,
    ids::Ids,
    seal::{Keyring, Place},
    store::Tx,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QuerySelect as _, Set, sea_query::Expr,
};

/// Entries of one list.
pub const ENTRIES: u32 = 131_072;
/// A list takes half of them, so that a free one is found soon.
const MOST_USED: u64 = 65_536;

table!(
    /// The key of an instance.
    key_row, "vc_api_key" {
    #[sea_orm(primary_key, auto_increment = false)]
    instance: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    secret: Vec<u8>,
    created_at: i64,
});

table!(
    /// An entry that was given to a credential.
    entry, "vc_api_status" {
    #[sea_orm(primary_key, auto_increment = false)]
    list: String,
    #[sea_orm(primary_key, auto_increment = false)]
    index: i32,
    instance: String,
    purpose: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    credential: Vec<u8>,
    is_set: bool,
});

fn place(instance: &str) -> Place<'_> {
    Place {
        table: "vc_api_key",
        column: "secret",
        row: instance,
    }
}

/// The secret of an instance's key, if it was made.
pub async fn secret(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    instance: &str,
) -> Result<Option<Secret<Vec<u8>>>, Error> {
    let Some(row) = key_row::Entity::find_by_id(instance.to_owned())
        .one(db)
        .await?
    else {
        return Ok(None);
    };
    let opened = keyring.open(&place(instance), &row.secret)?;
    Ok(Some(Secret::new(opened)))
}

/// Keeps the secret of an instance's key. Fails if another was first.
pub async fn insert_secret(
    tx: &Tx,
    keyring: &Keyring,
    instance: &str,
    secret: &Secret<Vec<u8>>,
    now: Timestamp,
) -> Result<(), Error> {
    let row = key_row::ActiveModel {
        instance: Set(instance.to_owned()),
        secret: Set(keyring.seal(&place(instance), secret.expose())),
        created_at: Set(now.micros()),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Gives a credential an entry of an instance's newest list for a purpose: the list's number and the index.
pub async fn take(
    tx: &Tx,
    ids: &Ids,
    instance: &str,
    purpose: &str,
    credential: [u8; 32],
) -> Result<(u64, u32), Error> {
    let given = entry::Entity::find()
        .filter(entry::Column::Instance.eq(instance))
        .filter(entry::Column::Purpose.eq(purpose))
        .count(tx.db())
        .await?;
    let number = given / MOST_USED + 1;
    let list = list_name(instance, purpose, number);
    loop {
        let index = u32::from_le_bytes(ids.bytes::<4>()) % ENTRIES;
        let key = (list.clone(), i32::try_from(index).unwrap_or(0));
        if entry::Entity::find_by_id(key.clone())
            .one(tx.db())
            .await?
            .is_some()
        {
            continue;
        }
        let row = entry::ActiveModel {
            list: Set(key.0),
            index: Set(key.1),
            instance: Set(instance.to_owned()),
            purpose: Set(purpose.to_owned()),
            credential: Set(credential.to_vec()),
            is_set: Set(false),
        };
        row.insert(tx.db()).await?;
        return Ok((number, index));
    }
}

fn list_name(instance: &str, purpose: &str, number: u64) -> String {
    format!("{instance}/{purpose}-{number}")
}

/// Sets or clears what a credential's entries for a purpose say. `false` if it has none.
pub async fn set(
    tx: &Tx,
    instance: &str,
    purpose: &str,
    credential: [u8; 32],
    on: bool,
) -> Result<bool, Error> {
    let done = entry::Entity::update_many()
        .col_expr(entry::Column::IsSet, Expr::value(on))
        .filter(entry::Column::Instance.eq(instance))
        .filter(entry::Column::Purpose.eq(purpose))
        .filter(entry::Column::Credential.eq(credential.to_vec()))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected > 0)
}

/// The entries of a list that are set; `None` if nothing was ever given of it.
pub async fn set_entries(
    db: &impl ConnectionTrait,
    instance: &str,
    purpose: &str,
    number: u64,
) -> Result<Option<Vec<usize>>, Error> {
    let of_list =
        entry::Entity::find().filter(entry::Column::List.eq(list_name(instance, purpose, number)));
    let set: Vec<i32> = of_list
        .clone()
        .select_only()
        .column(entry::Column::Index)
        .filter(entry::Column::IsSet.eq(true))
        .into_tuple()
        .all(db)
        .await?;
    if set.is_empty() && of_list.one(db).await?.is_none() {
        return Ok(None);
    }
    Ok(Some(
        set.into_iter()
            .filter_map(|index| usize::try_from(index).ok())
            .collect(),
    ))
}
