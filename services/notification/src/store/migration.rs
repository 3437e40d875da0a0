use platform::store::Migrations;
use platform::store::schema::{big, bytes, id, index, int, nullable, text};
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
            .col(nullable(bytes("gather")))
            .col(text("kind"))
            .col(nullable(id("issuer")))
            .col(nullable(bytes("person")))
            .col(nullable(text("about")))
            .col(nullable(text("zone")))
            .col(text("state"))
            .col(nullable(text("reason")))
            .col(big("due_at"))
            .col(int("attempts"))
            .col(nullable(big("locked_until")))
            .col(nullable(big("handed_over_at")))
            .col(nullable(big("sent_at")))
            .col(text("trace"))
            .col(big("created_at"))
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
            .col(nullable(text("slot")))
            .col(int("position"))
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
            .col(nullable(bytes("person")))
            .col(nullable(id("earner")))
            .col(text("acceptance"))
            .col(big("badge_version"))
            .col(nullable(text("wants")))
            .col(text("standing"))
            .col(big("credential_version"))
            .col(nullable(big("told_at")))
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
            .col(nullable(id("issuer")))
            .col(text("kind"))
            .col(bytes("address"))
            .col(text("owner"))
            .col(bytes("mail"))
            .col(big("sent_at"))
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
            .col(big("at"))
            .to_owned(),
    )
    .await
}
