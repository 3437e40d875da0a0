//! The operator's list of known issuers and the log of verdicts.

use platform::store::schema::{big, id, index, text};
use sea_orm_migration::prelude::*;

pub(super) struct First;
impl MigrationName for First {
    fn name(&self) -> &str {
        "m0001_verification"
    }
}
#[async_trait::async_trait]
impl MigrationTrait for First {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
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
                .col(id("id").primary_key())
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
        m.create_index(index("verdict_at", "verdict", &["at"]))
            .await
    }
}
