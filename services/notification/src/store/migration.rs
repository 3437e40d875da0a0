use platform::store::Migrations;
use sea_orm_migration::prelude::*;

/// What brings notification's database up to date.
pub fn migrations() -> Migrations {
    Migrations::of(|| vec![Box::new(First)])
}

struct First;

impl MigrationName for First {
    fn name(&self) -> &str {
        "m0001_notification"
    }
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().to_owned()
}
fn id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().to_owned()
}
fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().not_null().to_owned()
}
fn time(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().to_owned()
}
fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().to_owned()
}
/// The same column where it may be empty.
fn maybe(mut column: ColumnDef) -> ColumnDef {
    column.null().to_owned()
}
fn index(
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

#[async_trait::async_trait]
impl MigrationTrait for First {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        messages(m).await?;
        badges(m).await?;
        mails(m).await
    }
}

async fn messages(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("message")
            .col(id("id").primary_key())
            .col(text("key").unique_key())
            .col(maybe(bytes("gather")))
            .col(text("kind"))
            .col(maybe(id("issuer")))
            .col(maybe(bytes("person")))
            .col(maybe(text("about")))
            .col(maybe(text("zone")))
            .col(text("state"))
            .col(maybe(text("reason")))
            .col(time("due_at"))
            .col(number("attempts"))
            .col(maybe(time("locked_until")))
            .col(maybe(time("handed_over_at")))
            .col(maybe(time("sent_at")))
            .col(text("trace"))
            .col(time("created_at"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        index("message_gather", "message", &["gather"])
            .unique()
            .to_owned(),
    )
    .await?;
    m.create_index(index("message_due", "message", &["state", "due_at"]))
        .await?;
    m.create_index(index("message_of_issuer", "message", &["issuer", "id"]))
        .await?;
    m.create_index(index(
        "message_of_person",
        "message",
        &["person", "kind", "state"],
    ))
    .await?;
    m.create_table(
        Table::create()
            .table("message_item")
            .col(id("message"))
            .col(id("credential"))
            .col(maybe(text("slot")))
            .col(number("position"))
            .primary_key(Index::create().col("message").col("credential"))
            .foreign_key(
                ForeignKey::create()
                    .from("message_item", "message")
                    .to("message", "id"),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(
        index("message_item_slot", "message_item", &["credential", "slot"])
            .unique()
            .to_owned(),
    )
    .await
}

async fn badges(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("badge")
            .col(id("credential").primary_key())
            .col(id("issuer"))
            .col(maybe(bytes("person")))
            .col(maybe(id("earner")))
            .col(text("acceptance"))
            .col(time("badge_version"))
            .col(maybe(text("wants")))
            .col(text("standing"))
            .col(time("credential_version"))
            .col(maybe(time("told_at")))
            .to_owned(),
    )
    .await?;
    m.create_index(index("badge_of_earner", "badge", &["earner"]))
        .await
}

async fn mails(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("mailbox")
            .col(id("message").primary_key())
            .col(maybe(id("issuer")))
            .col(text("kind"))
            .col(bytes("address"))
            .col(text("owner"))
            .col(bytes("mail"))
            .col(time("sent_at"))
            .to_owned(),
    )
    .await?;
    m.create_index(index("mailbox_newest", "mailbox", &["sent_at", "message"]))
        .await?;
    m.create_table(
        Table::create()
            .table("suppression")
            .col(bytes("address").primary_key())
            .col(text("reason"))
            .col(time("at"))
            .to_owned(),
    )
    .await
}
