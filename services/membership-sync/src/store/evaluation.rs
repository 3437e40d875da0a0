//! Members whose rules are to be evaluated: written in the transaction of the change, so that none is forgotten.

use platform::{
    ids::{Id as _, IssuerId, MemberId, RunId},
    store::{StoreError, Tx},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
};
use uuid::Uuid;

table!(
    /// A member to be evaluated.
    evaluation, "evaluation" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    issuer_id: Uuid,
    member_id: Uuid,
    run_id: Option<Uuid>,
    notify: bool,
});
use evaluation::{ActiveModel, Column, Entity};

/// Rows written by one statement: databases bound how many values one may have.
const AT_ONCE: usize = 1000;

/// A member to be evaluated.
#[derive(Clone, Copy, Debug)]
pub struct Pending {
    /// Names this request.
    pub id: Uuid,
    /// Whom.
    pub member: MemberId,
    /// The run it follows from, if one.
    pub run: Option<RunId>,
    /// Whether awards that follow are mailed.
    pub notify: bool,
}

/// What asks for an evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Cause {
    /// The run it follows from, if one.
    pub run: Option<RunId>,
    /// Whether awards that follow are mailed.
    pub notify: bool,
}

/// Asks for the evaluation of these members.
pub async fn ask(
    tx: &Tx,
    issuer: IssuerId,
    members: impl IntoIterator<Item = MemberId>,
    cause: Cause,
) -> Result<(), StoreError> {
    let (ids, now) = (tx.store().ids(), tx.store().clock().now());
    let rows: Vec<_> = members
        .into_iter()
        .map(|member| ActiveModel {
            id: Set(ids.uuid_v7(now)),
            issuer_id: Set(issuer.uuid()),
            member_id: Set(member.uuid()),
            run_id: Set(cause.run.map(|r| r.uuid())),
            notify: Set(cause.notify),
        })
        .collect();
    for some in rows.chunks(AT_ONCE) {
        Entity::insert_many(some.to_vec())
            .exec_without_returning(tx.db())
            .await?;
    }
    Ok(())
}

/// The oldest requests of an issuer.
pub async fn oldest(tx: &Tx, issuer: IssuerId, limit: u64) -> Result<Vec<Pending>, StoreError> {
    let rows = Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(tx.db())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Pending {
            id: row.id,
            member: MemberId::from_uuid(row.member_id),
            run: row.run_id.map(RunId::from_uuid),
            notify: row.notify,
        })
        .collect())
}

/// Removes requests that were dealt with.
pub async fn dealt_with(tx: &Tx, requests: &[Pending]) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::Id.is_in(requests.iter().map(|p| p.id)))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// How many requests of a run are open.
pub async fn open_of(db: &impl ConnectionTrait, run: RunId) -> Result<u64, StoreError> {
    Ok(Entity::find()
        .filter(Column::RunId.eq(run.uuid()))
        .count(db)
        .await?)
}
