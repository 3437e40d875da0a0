//! The tables of credentials, revisions, status lists and batches.

use sea_orm_migration::prelude::*;

/// Credentials, revisions, status lists, batches.
pub(super) struct Credentials;
impl MigrationName for Credentials {
    fn name(&self) -> &str {
        "m0002_credentials"
    }
}

fn id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().to_owned()
}
fn optional_id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().to_owned()
}
fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().to_owned()
}
fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().to_owned()
}
fn optional_number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().to_owned()
}
fn yes_or_no(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().to_owned()
}
fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().not_null().to_owned()
}
fn optional_bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().to_owned()
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
fn index(
    table: &'static str,
    name: &'static str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
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
            .col(optional_id("progression"))
            .col(number("rank"))
            .col(text("url"))
            .col(text("issuer_did"))
            .col(id("subject"))
            // Names the key that seals what is personal.
            .col(text("owner"))
            .col(bytes("personal"))
            .col(bytes("email_index"))
            .col(optional_bytes("member_index"))
            .col(number("awarded_at"))
            .col(number("valid_from"))
            .col(optional_number("valid_until"))
            .col(yes_or_no("signs_end"))
            .col(text("time_zone"))
            .col(number("revision"))
            .col(id("status_list"))
            .col(number("status_index"))
            .col(text("state"))
            .col(optional_number("revoked_at"))
            .col(text("revocation_reason"))
            .col(text("acceptance"))
            .col(text("visibility"))
            .col(text("source"))
            .col(optional_bytes("reference_index"))
            .col(optional_id("rule"))
            .col(optional_id("batch"))
            .col(yes_or_no("notify"))
            .col(yes_or_no("bulk"))
            .col(text("locale"))
            .col(number("created_at"))
            .col(number("version"))
            .col(number("wallet_version"))
            .col(number("link_generation"))
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
            "credential",
            "credential_natural_key",
            &["issuer", "source", "reference_index"],
        )
        .unique()
        .to_owned(),
    )
    .await?;
    m.create_index(
        index("credential", "credential_of_issuer", &["issuer", "id"])
            .unique()
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "credential",
        "credential_listed",
        &["issuer", "created_at", "id"],
    ))
    .await?;
    m.create_index(index(
        "credential",
        "credential_achievement",
        &["issuer", "achievement", "created_at"],
    ))
    .await?;
    m.create_index(index(
        "credential",
        "credential_email",
        &["issuer", "email_index"],
    ))
    .await?;
    m.create_index(index(
        "credential",
        "credential_member",
        &["issuer", "member_index"],
    ))
    .await?;
    m.create_table(
        Table::create()
            .table("credential_hold")
            .col(id("credential"))
            .col(text("owner"))
            .col(text("reason"))
            .col(number("since"))
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
        "credential_word",
        "credential_word_of",
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
            .col(number("at"))
            .primary_key(Index::create().col("credential").col("message"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("revision")
            .col(id("credential"))
            .col(number("number"))
            .col(text("change"))
            .col(id("achievement_version"))
            .col(number("valid_from"))
            .col(number("signed_at"))
            .col(text("verification_method"))
            .col(text("digest"))
            .col(id("status_list"))
            .col(number("status_index"))
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
            .col(number("used"))
            .col(number("version"))
            .col(number("changed_at"))
            .col(optional_number("closed_at"))
            .col(number("created_at"))
            .foreign_key(&mut belongs("status_list", "issuer", "issuer", "id"))
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "status_list",
        "status_list_open",
        &["issuer", "issuer_did", "closed_at"],
    ))
    .await?;
    m.create_table(
        Table::create()
            .table("status_entry")
            .col(id("list"))
            .col(number("index"))
            .col(id("credential"))
            .col(yes_or_no("is_set"))
            .primary_key(Index::create().col("list").col("index"))
            .foreign_key(&mut belongs("status_entry", "list", "status_list", "id"))
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "status_entry",
        "status_entry_set",
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
            .col(number("decision"))
            .col(yes_or_no("good"))
            .col(text("reason"))
            .col(number("at"))
            .primary_key(Index::create().col("issuer").col("rule").col("member"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("recipient_decision")
            .col(id("issuer"))
            .col(bytes("member"))
            .col(number("decision"))
            .col(number("at"))
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
            .col(yes_or_no("dry_run"))
            .col(bytes("file_name"))
            .col(text("format"))
            .col(yes_or_no("notify"))
            .col(optional_id("achievement"))
            .col(number("size"))
            .col(text("shape"))
            .col(number("next_byte"))
            .col(number("next_row"))
            .col(number("rows"))
            .col(number("done"))
            .col(number("awarded"))
            .col(number("repeated"))
            .col(number("refused"))
            .col(number("created_at"))
            .col(optional_number("finished_at"))
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
            .col(number("begins"))
            .col(number("size"))
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
            .col(number("row"))
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
            .col(number("row"))
            .primary_key(Index::create().col("batch").col("key"))
            .foreign_key(&mut belongs("batch_key", "batch", "batch", "id"))
            .to_owned(),
    )
    .await
}
