//! The VC-API's test keys and the entries of their status lists.

use platform::store::schema::{big, bytes, flag, index, int, text};
use sea_orm_migration::prelude::*;

/// One key an instance; one row an entry that was given out.
pub(super) struct VcApi;
impl MigrationName for VcApi {
    fn name(&self) -> &str {
        "m0004_vc_api"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for VcApi {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("vc_api_key")
                .col(text("instance").primary_key())
                .col(bytes("secret"))
                .col(big("created_at"))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("vc_api_status")
                .col(text("list"))
                .col(int("index"))
                .col(text("instance"))
                .col(text("purpose"))
                .col(bytes("credential"))
                .col(flag("is_set"))
                .primary_key(Index::create().col("list").col("index"))
                .to_owned(),
        )
        .await?;
        m.create_index(index(
            "vc_api_status_of",
            "vc_api_status",
            &["instance", "purpose", "credential"],
        ))
        .await
    }
}
