//! A log of verdicts without personal data.

use platform::{
    clock::Timestamp,
    store::{Store, StoreError},
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};

mod row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "verdict")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub at: i64,
        pub verdict: String,
        pub state: String,
        pub issuer: String,
        pub format: String,
        pub digest: String,
        pub failed_step: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What is kept of one check. No credential id and no name: who was looked up is nobody's business.
pub(crate) struct Verdict {
    pub at: Timestamp,
    pub verdict: String,
    pub state: String,
    pub issuer: String,
    pub format: String,
    pub digest: String,
    pub failed_step: String,
}

/// Notes verdicts, all in one transaction.
pub(crate) async fn log(store: &Store, verdicts: Vec<Verdict>) -> Result<(), StoreError> {
    let rows = verdicts.into_iter().map(|v| row::ActiveModel {
        id: Set(store.ids().uuid_v7(v.at)),
        at: Set(v.at.micros()),
        verdict: Set(v.verdict),
        state: Set(v.state),
        issuer: Set(v.issuer),
        format: Set(v.format),
        digest: Set(v.digest),
        failed_step: Set(v.failed_step),
    });
    let tx = store.write().await?;
    row::Entity::insert_many(rows)
        .exec_without_returning(tx.db())
        .await?;
    tx.commit().await
}

/// Forgets verdicts older than that.
pub(crate) async fn forget_before(store: &Store, at: Timestamp) -> Result<u64, StoreError> {
    let tx = store.write().await?;
    let gone = row::Entity::delete_many()
        .filter(row::Column::At.lt(at.micros()))
        .exec(tx.db())
        .await?;
    tx.commit().await?;
    Ok(gone.rows_affected)
}
