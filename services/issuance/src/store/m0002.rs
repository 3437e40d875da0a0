//! The tables of credentials, revisions, status lists and batches.

use platform::store::schema::{
    big, bytes, flag, id, index, maybe_big, maybe_bytes, maybe_id, text,
};
use sea_orm_migration::prelude::*;

/// Credentials, revisions, status lists, batches.
pub(super) struct Credentials;
impl MigrationName for Credentials {
    fn name(&self) -> &str {
        "m0002_credentials"
    }
}

/// A row goes with the row it belongs to.
fn belongs(
    table: &'static str,
    column: &'static str,
    to: &'static str,
    key: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_of_{to}"))
        .from(table, column)
        .to(to, key)
        .to_owned()
}
#[async_trait::async_trait]
impl MigrationTrait for Credentials {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        credentials(m).await?;
        status(m).await?;
        standing(m).await?;
        batches(m).await
    }
}

async fn credentials(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("credential")
            .col(id("id").primary_key())
            .col(id("issuer"))
            .col(id("achievement"))
            .col(id("achievement_version"))
            .col(maybe_id("progression"))
            .col(big("rank"))
            .col(text("url"))
            .col(text("issuer_did"))
            .col(id("subject"))
            // Names the key that seals what is personal.
            .col(text("owner"))
            .col(bytes("personal"))
            .col(bytes("email_index"))
            .col(maybe_bytes("member_index"))
            .col(big("awarded_at"))
            .col(big("valid_from"))
            .col(maybe_big("valid_until"))
            .col(flag("signs_end"))
            .col(text("time_zone"))
            .col(big("revision"))
            .col(id("status_list"))
            .col(big("status_index"))
            .col(text("state"))
            .col(maybe_big("revoked_at"))
            .col(text("revocation_reason"))
            .col(text("acceptance"))
            .col(text("visibility"))
            .col(text("source"))
            .col(maybe_bytes("reference_index"))
            .col(maybe_id("rule"))
            .col(maybe_id("batch"))
            .col(flag("notify"))
            .col(flag("bulk"))
            .col(text("locale"))
            .col(big("created_at"))
            .col(big("version"))
            .col(big("wallet_version"))
            .col(big("link_generation"))
            // A badge names an achievement of its own issuer: the database holds the line between tenants too.
            .foreign_key(
                ForeignKey::create()
                    .name("credential_of_achievement")
                    .from("credential", ("issuer", "achievement"))
                    .to("achievement", ("issuer", "id")),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(
        index(
            "credential_natural_key",
            "credential",
            &["issuer", "source", "reference_index"],
        )
        .unique()
        .to_owned(),
    )
    .await?;
    m.create_index(
        index("credential_of_issuer", "credential", &["issuer", "id"])
            .unique()
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "credential_listed",
        "credential",
        &["issuer", "created_at", "id"],
    ))
    .await?;
    m.create_index(index(
        "credential_achievement",
        "credential",
        &["issuer", "achievement", "created_at"],
    ))
    .await?;
    m.create_index(index(
        "credential_email",
        "credential",
        &["issuer", "email_index"],
    ))
    .await?;
    m.create_index(index(
        "credential_member",
        "credential",
        &["issuer", "member_index"],
    ))
    .await?;
    m.create_table(
        Table::create()
            .table("credential_hold")
            .col(id("credential"))
            .col(text("owner"))
            .col(text("reason"))
            .col(big("since"))
            .primary_key(Index::create().col("credential").col("owner"))
            .foreign_key(&mut belongs(
                "credential_hold",
                "credential",
                "credential",
                "id",
            ))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("credential_word")
            .col(id("issuer"))
            .col(bytes("word"))
            .col(id("credential"))
            .primary_key(Index::create().col("issuer").col("word").col("credential"))
            // The word of a name leads to a badge of the same issuer and to no other.
            .foreign_key(
                ForeignKey::create()
                    .name("credential_word_of_credential")
                    .from("credential_word", ("issuer", "credential"))
                    .to("credential", ("issuer", "id")),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "credential_word_of",
        "credential_word",
        &["credential"],
    ))
    .await?;
    m.create_table(
        Table::create()
            .table("credential_delivery")
            .col(id("credential"))
            .col(text("message"))
            .col(text("kind"))
            .col(text("state"))
            .col(text("reason"))
            .col(big("at"))
            .primary_key(Index::create().col("credential").col("message"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("revision")
            .col(id("credential"))
            .col(big("number"))
            .col(text("change"))
            .col(id("achievement_version"))
            .col(big("valid_from"))
            .col(big("signed_at"))
            .col(text("verification_method"))
            .col(text("digest"))
            .col(id("status_list"))
            .col(big("status_index"))
            .col(bytes("document"))
            .primary_key(Index::create().col("credential").col("number"))
            .foreign_key(
                ForeignKey::create()
                    .name("revision_of_credential")
                    .from("revision", "credential")
                    .to("credential", "id"),
            )
            .to_owned(),
    )
    .await
}

async fn status(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("status_list")
            .col(id("id").primary_key())
            .col(id("issuer"))
            .col(text("url"))
            .col(text("issuer_did"))
            .col(big("used"))
            .col(big("version"))
            .col(big("changed_at"))
            .col(maybe_big("closed_at"))
            .col(big("created_at"))
            .foreign_key(&mut belongs("status_list", "issuer", "issuer", "id"))
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "status_list_open",
        "status_list",
        &["issuer", "issuer_did", "closed_at"],
    ))
    .await?;
    m.create_table(
        Table::create()
            .table("status_entry")
            .col(id("list"))
            .col(big("index"))
            .col(id("credential"))
            .col(flag("is_set"))
            .primary_key(Index::create().col("list").col("index"))
            .foreign_key(&mut belongs("status_entry", "list", "status_list", "id"))
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "status_entry_set",
        "status_entry",
        &["list", "is_set"],
    ))
    .await
}

async fn standing(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("standing")
            .col(id("issuer"))
            .col(id("rule"))
            .col(bytes("member"))
            .col(big("decision"))
            .col(flag("good"))
            .col(text("reason"))
            .col(big("at"))
            .primary_key(Index::create().col("issuer").col("rule").col("member"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("recipient_decision")
            .col(id("issuer"))
            .col(bytes("member"))
            .col(big("decision"))
            .col(big("at"))
            .primary_key(Index::create().col("issuer").col("member"))
            .to_owned(),
    )
    .await
}

async fn batches(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("batch")
            .col(id("id").primary_key())
            .col(id("issuer"))
            .col(text("progress"))
            .col(flag("dry_run"))
            .col(bytes("file_name"))
            .col(text("format"))
            .col(flag("notify"))
            .col(maybe_id("achievement"))
            .col(big("size"))
            .col(text("shape"))
            .col(big("next_byte"))
            .col(big("next_row"))
            .col(big("rows"))
            .col(big("done"))
            .col(big("awarded"))
            .col(big("repeated"))
            .col(big("refused"))
            .col(big("created_at"))
            .col(maybe_big("finished_at"))
            .col(text("failure"))
            .foreign_key(&mut belongs("batch", "issuer", "issuer", "id"))
            // A file awards an achievement of its own issuer.
            .foreign_key(
                ForeignKey::create()
                    .name("batch_of_achievement")
                    .from("batch", ("issuer", "achievement"))
                    .to("achievement", ("issuer", "id")),
            )
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("batch_piece")
            .col(id("batch"))
            // Bytes of the file before this piece.
            .col(big("begins"))
            .col(big("size"))
            .col(bytes("bytes"))
            .primary_key(Index::create().col("batch").col("begins"))
            .foreign_key(&mut belongs("batch_piece", "batch", "batch", "id"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("batch_refusal")
            .col(id("batch"))
            .col(big("row"))
            .col(bytes("content"))
            .primary_key(Index::create().col("batch").col("row"))
            .foreign_key(&mut belongs("batch_refusal", "batch", "batch", "id"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("batch_key")
            .col(id("batch"))
            .col(bytes("key"))
            .col(big("row"))
            .primary_key(Index::create().col("batch").col("key"))
            .foreign_key(&mut belongs("batch_key", "batch", "batch", "id"))
            .to_owned(),
    )
    .await
}
