//! The operator's list of known issuers, and a log of verdicts without personal data.

use platform::{
    clock::Timestamp,
    store::{Store, StoreError},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set, sea_query::OnConflict,
};
use sea_orm_migration::prelude::*;

mod known_issuer {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "known_issuer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub issuer: String,
        pub name: String,
        pub added_by: String,
        pub added_at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod verdict {
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
    pub verdict: String,
    pub state: String,
    pub issuer: String,
    pub format: String,
    pub digest: String,
    pub failed_step: String,
}

/// An issuer somebody here vouches for.
pub(crate) struct KnownIssuer {
    pub issuer: String,
    pub name: String,
    pub added_at: Timestamp,
}

/// The service's rows.
#[derive(Clone)]
pub(crate) struct Issuers(pub Store);

impl Issuers {
    pub(crate) async fn knows(&self, issuer: &str) -> Result<bool, StoreError> {
        Ok(known_issuer::Entity::find_by_id(issuer.to_owned())
            .one(self.0.read())
            .await?
            .is_some())
    }

    /// Puts an issuer on the list; a second time changes the name.
    pub(crate) async fn add(&self, issuer: &str, name: &str, by: &str) -> Result<(), StoreError> {
        let row = known_issuer::ActiveModel {
            issuer: Set(issuer.to_owned()),
            name: Set(name.to_owned()),
            added_by: Set(by.to_owned()),
            added_at: Set(self.0.clock().now().micros()),
        };
        let again = OnConflict::column(known_issuer::Column::Issuer)
            .update_column(known_issuer::Column::Name)
            .to_owned();
        let tx = self.0.write().await?;
        known_issuer::Entity::insert(row)
            .on_conflict(again)
            .exec_without_returning(tx.db())
            .await?;
        tx.commit().await
    }

    pub(crate) async fn remove(&self, issuer: &str) -> Result<(), StoreError> {
        let tx = self.0.write().await?;
        known_issuer::Entity::delete_by_id(issuer.to_owned())
            .exec(tx.db())
            .await?;
        tx.commit().await
    }

    /// A page of the list, by address, after `cursor`.
    pub(crate) async fn page(
        &self,
        after: &str,
        limit: u64,
    ) -> Result<Vec<KnownIssuer>, StoreError> {
        let rows = known_issuer::Entity::find()
            .filter(known_issuer::Column::Issuer.gt(after))
            .order_by_asc(known_issuer::Column::Issuer)
            .limit(limit)
            .all(self.0.read())
            .await?;
        Ok(rows
            .into_iter()
            .map(|r| KnownIssuer {
                issuer: r.issuer,
                name: r.name,
                added_at: Timestamp::from_micros(r.added_at),
            })
            .collect())
    }

    pub(crate) async fn log(&self, v: Verdict) -> Result<(), StoreError> {
        let now = self.0.clock().now();
        let row = verdict::ActiveModel {
            id: Set(self.0.ids().uuid_v7(now)),
            at: Set(now.micros()),
            verdict: Set(v.verdict),
            state: Set(v.state),
            issuer: Set(v.issuer),
            format: Set(v.format),
            digest: Set(v.digest),
            failed_step: Set(v.failed_step),
        };
        let tx = self.0.write().await?;
        row.insert(tx.db()).await?;
        tx.commit().await
    }

    /// Forgets verdicts older than that.
    pub(crate) async fn forget_before(&self, at: Timestamp) -> Result<u64, StoreError> {
        let tx = self.0.write().await?;
        let gone = verdict::Entity::delete_many()
            .filter(verdict::Column::At.lt(at.micros()))
            .exec(tx.db())
            .await?;
        tx.commit().await?;
        Ok(gone.rows_affected)
    }
}

pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(First)]
}

struct First;
impl MigrationName for First {
    fn name(&self) -> &str {
        "m0001_verification"
    }
}
#[async_trait::async_trait]
impl MigrationTrait for First {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let text = |name: &'static str| ColumnDef::new(name).text().not_null().to_owned();
        let big = |name: &'static str| ColumnDef::new(name).big_integer().not_null().to_owned();
        m.create_table(
            Table::create()
                .table("known_issuer")
                .col(text("issuer").primary_key())
                .col(text("name"))
                .col(text("added_by"))
                .col(big("added_at"))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("verdict")
                .col(ColumnDef::new("id").uuid().not_null().primary_key())
                .col(big("at"))
                .col(text("verdict"))
                .col(text("state"))
                .col(text("issuer"))
                .col(text("format"))
                .col(text("digest"))
                .col(text("failed_step"))
                .to_owned(),
        )
        .await?;
        m.create_index(
            Index::create()
                .name("verdict_at")
                .table("verdict")
                .col("at")
                .to_owned(),
        )
        .await
    }
}
