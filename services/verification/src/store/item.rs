//! The badges of a batch and what was found of them.

use super::{count, number, unknown};
use crate::domain::batch::{Item, Outcome, Source};
use platform::{
    clock::Timestamp,
    ids::{Id as _, VerifyBatchId},
    seal::{Keyring, Place},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::Expr,
};
use serde::{Deserialize, Serialize};

/// Rows that one statement inserts.
const AT_ONCE: usize = 200;

mod row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "verify_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub batch: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub row: i64,
        pub kind: String,
        pub entry: i64,
        #[sea_orm(column_type = "VarBinary(StringLen::None)")]
        pub named: Vec<u8>,
        #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
        pub content: Option<Vec<u8>>,
        pub verdict: String,
        #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
        pub found: Option<Vec<u8>>,
        pub checked_at: Option<i64>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What of an item is said by whoever sent it.
#[derive(Serialize, Deserialize)]
struct Named {
    name: String,
    claimed_email: String,
}

/// One badge of a batch with what was found of it, if it was checked.
pub(crate) struct Finding {
    pub number: u64,
    pub row: u64,
    pub name: String,
    pub outcome: Option<Outcome>,
    pub checked_at: Option<Timestamp>,
}

struct At {
    row: String,
}
impl At {
    fn of(batch: VerifyBatchId, number: u64) -> Self {
        Self {
            row: format!("{batch}/{number}"),
        }
    }
    fn column(&self, column: &'static str) -> Place<'_> {
        Place {
            table: "verify_item",
            column,
            row: &self.row,
        }
    }
}

/// Stores badges to be checked.
pub(crate) async fn insert(
    tx: &Tx,
    keyring: &Keyring,
    batch: VerifyBatchId,
    items: &[Item],
) -> Result<(), StoreError> {
    for some in items.chunks(AT_ONCE) {
        let mut rows = Vec::with_capacity(some.len());
        for item in some {
            let at = At::of(batch, item.number);
            let named = Named {
                name: item.name.clone(),
                claimed_email: item.claimed_email.clone(),
            };
            let (entry, content) = match &item.source {
                Source::Url(text) | Source::Text(text) => (0, Some(text.as_bytes())),
                Source::File(bytes) => (0, Some(bytes.as_slice())),
                Source::Entry(entry) => (i64::from(*entry), None),
            };
            rows.push(row::ActiveModel {
                batch: Set(batch.uuid()),
                number: Set(number(item.number)),
                row: Set(number(item.row)),
                kind: Set(item.source.kind().to_owned()),
                entry: Set(entry),
                named: Set(keyring.seal_json(&at.column("named"), &named)?),
                content: Set(content.map(|c| keyring.seal(&at.column("content"), c))),
                verdict: Set(String::new()),
                found: Set(None),
                checked_at: Set(None),
            });
        }
        row::Entity::insert_many(rows)
            .exec_without_returning(tx.db())
            .await?;
    }
    Ok(())
}

/// Deletes the badges of a batch.
pub(crate) async fn forget(tx: &Tx, batch: VerifyBatchId) -> Result<(), StoreError> {
    row::Entity::delete_many()
        .filter(row::Column::Batch.eq(batch.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The next badges that nobody has checked, in their order.
pub(crate) async fn pending(
    store: &Store,
    keyring: &Keyring,
    batch: VerifyBatchId,
    most: u64,
) -> Result<Vec<Item>, StoreError> {
    let rows = row::Entity::find()
        .filter(row::Column::Batch.eq(batch.uuid()))
        .filter(row::Column::Verdict.eq(""))
        .order_by_asc(row::Column::Number)
        .limit(most)
        .all(store.read())
        .await?;
    rows.into_iter()
        .map(|row| {
            let at = At::of(batch, count(row.number));
            let named: Named = keyring.open_json(&at.column("named"), &row.named)?;
            let content = match &row.content {
                Some(sealed) => keyring.open(&at.column("content"), sealed)?,
                None => Vec::new(),
            };
            let text = |content: Vec<u8>| String::from_utf8_lossy(&content).into_owned();
            let source = match row.kind.as_str() {
                "url" => Source::Url(text(content)),
                "text" => Source::Text(text(content)),
                "file" => Source::File(content),
                "entry" => Source::Entry(u32::try_from(row.entry).unwrap_or(u32::MAX)),
                other => return Err(unknown("verify_item", &at.row, other)),
            };
            Ok(Item {
                number: count(row.number),
                row: count(row.row),
                name: named.name,
                claimed_email: named.claimed_email,
                source,
            })
        })
        .collect()
}

/// Notes what was found of one badge and forgets the badge. `false` if that was noted before.
pub(crate) async fn note(
    tx: &Tx,
    keyring: &Keyring,
    batch: VerifyBatchId,
    number_: u64,
    outcome: &Outcome,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let at = At::of(batch, number_);
    let found = keyring.seal_json(&at.column("found"), outcome)?;
    let noted = row::Entity::update_many()
        .col_expr(row::Column::Verdict, Expr::value(outcome.verdict()))
        .col_expr(row::Column::Found, Expr::value(Some(found)))
        .col_expr(row::Column::Content, Expr::value(Option::<Vec<u8>>::None))
        .col_expr(row::Column::CheckedAt, Expr::value(Some(now.micros())))
        .filter(row::Column::Batch.eq(batch.uuid()))
        .filter(row::Column::Number.eq(number(number_)))
        .filter(row::Column::Verdict.eq(""))
        .exec(tx.db())
        .await?;
    Ok(noted.rows_affected > 0)
}

/// A page of what was found, by number, after `after`; only of one verdict (empty: not checked yet) if given.
pub(crate) async fn results(
    store: &Store,
    keyring: &Keyring,
    batch: VerifyBatchId,
    verdict: Option<&str>,
    after: u64,
    limit: u64,
) -> Result<Vec<Finding>, StoreError> {
    let mut query = row::Entity::find()
        .filter(row::Column::Batch.eq(batch.uuid()))
        .filter(row::Column::Number.gt(number(after)));
    if let Some(verdict) = verdict {
        query = query.filter(row::Column::Verdict.eq(verdict));
    }
    query
        .order_by_asc(row::Column::Number)
        .limit(limit)
        .all(store.read())
        .await?
        .into_iter()
        .map(|row| read(keyring, batch, row))
        .collect()
}

/// What was found of one badge.
pub(crate) async fn result(
    store: &Store,
    keyring: &Keyring,
    batch: VerifyBatchId,
    number_: u64,
) -> Result<Option<Finding>, StoreError> {
    row::Entity::find_by_id((batch.uuid(), number(number_)))
        .one(store.read())
        .await?
        .map(|row| read(keyring, batch, row))
        .transpose()
}

fn read(keyring: &Keyring, batch: VerifyBatchId, row: row::Model) -> Result<Finding, StoreError> {
    let at = At::of(batch, count(row.number));
    let named: Named = keyring.open_json(&at.column("named"), &row.named)?;
    let outcome = row
        .found
        .map(|sealed| keyring.open_json(&at.column("found"), &sealed))
        .transpose()?;
    Ok(Finding {
        number: count(row.number),
        row: count(row.row),
        name: named.name,
        outcome,
        checked_at: row.checked_at.map(Timestamp::from_micros),
    })
}
