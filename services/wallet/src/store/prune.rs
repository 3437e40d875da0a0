//! What is long over is removed.

use super::tables::{claim, link, password_attempt, session};
use platform::{
    clock::Timestamp,
    store::{StoreError, Tx},
};
use sea_orm::{
    ColumnTrait as _, EntityTrait, QueryFilter as _, QuerySelect as _, QueryTrait as _, Select,
    sea_query::SelectStatement,
};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);
// How long what is over is kept, so that a person is told why it no longer works.
const KEEP_SESSIONS: Duration = DAY;
const KEEP_LINKS: Duration = Duration::from_secs(7 * 86_400);
const KEEP_CLAIMS: Duration = Duration::from_secs(180 * 86_400);
const KEEP_STRANGERS: Duration = Duration::from_secs(90 * 86_400);
/// Rows a table loses in one step, so that writers do not wait long.
const STEP: u64 = 1000;

/// Removes ended sessions, old links and claims, and the count of strangers' failed sign-ins, a step of each.
/// Answers whether there may be more.
pub async fn step(tx: &Tx, now: Timestamp) -> Result<bool, StoreError> {
    let old = session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .filter(session::Column::ExpiresAt.lt(now.minus(KEEP_SESSIONS).micros()));
    let sessions = session::Entity::delete_many()
        .filter(session::Column::Id.in_subquery(first(old)))
        .exec(tx.db())
        .await?;

    let old = link::Entity::find()
        .select_only()
        .column(link::Column::Id)
        .filter(link::Column::CreatedAt.lt(now.minus(KEEP_LINKS).micros()));
    let links = link::Entity::delete_many()
        .filter(link::Column::Id.in_subquery(first(old)))
        .exec(tx.db())
        .await?;

    // The badges of a link go with it.
    let old = claim::Entity::find()
        .select_only()
        .column(claim::Column::Mint)
        .filter(claim::Column::ExpiresAt.lt(now.minus(KEEP_CLAIMS).micros()));
    let claims = claim::Entity::delete_many()
        .filter(claim::Column::Mint.in_subquery(first(old)))
        .exec(tx.db())
        .await?;

    let old = password_attempt::Entity::find()
        .select_only()
        .column(password_attempt::Column::Subject)
        .filter(password_attempt::Column::Earner.is_null())
        .filter(password_attempt::Column::FailedAt.lt(now.minus(KEEP_STRANGERS).micros()));
    let strangers = password_attempt::Entity::delete_many()
        .filter(password_attempt::Column::Subject.in_subquery(first(old)))
        .exec(tx.db())
        .await?;

    Ok([sessions, links, claims, strangers]
        .iter()
        .any(|gone| gone.rows_affected >= STEP))
}

fn first<E: EntityTrait>(query: Select<E>) -> SelectStatement {
    query.limit(STEP).into_query()
}
