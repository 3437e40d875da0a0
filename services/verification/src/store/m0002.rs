//! Imported lists of issuers, batches of badges, watched badges.

use platform::store::schema::{big, bytes, id, index, nullable, text};
use sea_orm_migration::prelude::*;

pub(super) struct Second;

impl MigrationName for Second {
    fn name(&self) -> &str {
        "m0002_lists_batches_watches"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Second {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        lists(m).await?;
        batches(m).await?;
        m.create_table(
            Table::create()
                .table("watch")
                .col(id("id").primary_key())
                .col(text("watcher"))
                .col(text("owner"))
                .col(text("kind"))
                .col(bytes("content"))
                .col(bytes("claimed"))
                .col(big("version"))
                .col(text("verdict"))
                .col(text("state"))
                .col(bytes("found"))
                .col(big("checks"))
                .col(big("failures"))
                .col(big("created_at"))
                .col(big("checked_at"))
                .col(big("changed_at"))
                .col(big("next_check_at"))
                .to_owned(),
        )
        .await?;
        m.create_index(
            index("watch_owner", "watch", &["watcher", "owner"])
                .unique()
                .to_owned(),
        )
        .await
    }
}

async fn lists(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("issuer_list")
            .col(id("id").primary_key())
            .col(text("name").unique_key())
            .col(text("url"))
            .col(text("file_name"))
            .col(text("format"))
            .col(text("digest"))
            .col(big("issuers"))
            .col(text("added_by"))
            .col(big("added_at"))
            .col(big("fetched_at"))
            .col(nullable(big("next_fetch_at")))
            .col(nullable(big("failing_since")))
            .col(text("problem"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("issuer_list_entry")
            .col(id("list"))
            .col(text("issuer"))
            .col(text("name"))
            .col(text("location"))
            .col(text("url"))
            .primary_key(Index::create().col("list").col("issuer"))
            .foreign_key(
                ForeignKey::create()
                    .from("issuer_list_entry", "list")
                    .to("issuer_list", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "issuer_list_entry_issuer",
        "issuer_list_entry",
        &["issuer"],
    ))
    .await
}

async fn batches(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("verify_batch")
            .col(id("id").primary_key())
            .col(text("tenant"))
            .col(bytes("words"))
            .col(text("format"))
            .col(text("progress"))
            .col(big("size"))
            .col(big("total"))
            .col(big("valid"))
            .col(big("valid_issuer_unknown"))
            .col(big("unverifiable"))
            .col(big("invalid"))
            .col(big("created_at"))
            .col(nullable(big("finished_at")))
            .col(big("keep_until"))
            .col(nullable(big("paused_until")))
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "verify_batch_tenant",
        "verify_batch",
        &["tenant", "id"],
    ))
    .await?;
    m.create_table(
        Table::create()
            .table("verify_piece")
            .col(id("batch"))
            .col(big("begins"))
            .col(bytes("bytes"))
            .primary_key(Index::create().col("batch").col("begins"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("verify_item")
            .col(id("batch"))
            .col(big("number"))
            .col(big("row"))
            .col(text("kind"))
            .col(big("entry"))
            .col(bytes("named"))
            .col(nullable(bytes("content")))
            .col(text("verdict"))
            .col(nullable(bytes("found")))
            .col(nullable(big("checked_at")))
            .primary_key(Index::create().col("batch").col("number"))
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "verify_item_verdict",
        "verify_item",
        &["batch", "verdict", "number"],
    ))
    .await
}
