use super::schema::{big, bytes, id, index, int, maybe_big, maybe_text, text};
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::{MigratorTraitSelf, prelude::*};

/// What brings a database up to date: the tables every service has, then the service's own. Migrations only go
/// forward.
pub struct Migrations(fn() -> Vec<Box<dyn MigrationTrait>>);

impl Migrations {
    /// The common tables and a service's own.
    pub fn of(own: fn() -> Vec<Box<dyn MigrationTrait>>) -> Self {
        Self(own)
    }
    /// The common tables alone.
    pub fn none() -> Self {
        Self(Vec::new)
    }
    pub(super) async fn run(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        MigratorTraitSelf::up(self, db, None).await
    }
}

impl MigratorTraitSelf for Migrations {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        let mut all: Vec<Box<dyn MigrationTrait>> =
            vec![Box::new(Common), Box::new(JobAgain), Box::new(LetterRetry)];
        all.extend((self.0)());
        all
    }
}

struct Common;
impl MigrationName for Common {
    fn name(&self) -> &str {
        "m0000_common"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Common {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("outbox")
                .col(big("seq").auto_increment().primary_key())
                .col(id("id").unique_key())
                .col(text("subject"))
                .col(text("kind"))
                .col(text("tenant"))
                .col(text("aggregate"))
                .col(big("version"))
                .col(big("occurred_at"))
                .col(text("headers"))
                .col(bytes("payload"))
                .col(maybe_big("published_at"))
                .to_owned(),
        )
        .await?;
        m.create_index(index(
            "outbox_unpublished",
            "outbox",
            &["published_at", "seq"],
        ))
        .await?;
        m.create_table(
            Table::create()
                .table("delivery")
                .col(big("seq"))
                .col(text("consumer"))
                .col(int("attempts"))
                .col(big("due_at"))
                .col(maybe_big("done_at"))
                .col(maybe_big("dead_at"))
                .col(maybe_text("last_error"))
                .primary_key(Index::create().col("seq").col("consumer"))
                .to_owned(),
        )
        .await?;
        m.create_index(index(
            "delivery_due",
            "delivery",
            &["consumer", "done_at", "dead_at", "due_at"],
        ))
        .await?;
        m.create_table(
            Table::create()
                .table("inbox")
                .col(id("event"))
                .col(text("consumer"))
                .col(big("at"))
                .primary_key(Index::create().col("event").col("consumer"))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("dead_letter")
                .col(id("event"))
                .col(text("consumer"))
                .col(text("subject"))
                .col(text("kind"))
                .col(text("headers"))
                .col(bytes("payload"))
                .col(text("error"))
                .col(big("at"))
                .primary_key(Index::create().col("event").col("consumer"))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("job")
                .col(id("id").primary_key())
                .col(text("kind"))
                .col(text("key"))
                .col(text("payload"))
                .col(big("due_at"))
                .col(int("attempts"))
                .col(maybe_big("locked_until"))
                .col(maybe_big("failed_at"))
                .col(maybe_text("last_error"))
                .col(big("created_at"))
                .to_owned(),
        )
        .await?;
        m.create_index(
            index("job_key", "job", &["kind", "key"])
                .unique()
                .to_owned(),
        )
        .await?;
        m.create_index(index("job_due", "job", &["kind", "failed_at", "due_at"]))
            .await?;
        m.create_table(
            Table::create()
                .table("lease")
                .col(text("name").primary_key())
                .col(text("holder"))
                .col(big("until"))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("data_key")
                .col(text("owner").primary_key())
                .col(bytes("wrapped"))
                .col(big("created_at"))
                .col(maybe_big("destroyed_at"))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("idempotency")
                .col(text("tenant"))
                .col(text("caller"))
                .col(text("key"))
                .col(bytes("digest"))
                .col(bytes("answer"))
                .col(big("at"))
                .primary_key(Index::create().col("tenant").col("caller").col("key"))
                .to_owned(),
        )
        .await
    }
}

/// A job that is asked for while it is worked on runs once more.
struct JobAgain;
impl MigrationName for JobAgain {
    fn name(&self) -> &str {
        "m0000_job_again"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for JobAgain {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            int("step").default(0).to_owned(),
            maybe_big("again_at"),
            maybe_text("again_payload"),
        ];
        // SQLite takes one column a statement.
        for column in columns {
            m.alter_table(Table::alter().table("job").add_column(column).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// A fact that was put aside is tried again when a person asks for it.
struct LetterRetry;
impl MigrationName for LetterRetry {
    fn name(&self) -> &str {
        "m0000_letter_retry"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for LetterRetry {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            maybe_big("retry_at"),
            text("tenant").default("").to_owned(),
            text("aggregate").default("").to_owned(),
            big("version").default(0).to_owned(),
            big("occurred_at").default(0).to_owned(),
        ];
        for column in columns {
            m.alter_table(
                Table::alter()
                    .table("dead_letter")
                    .add_column(column)
                    .to_owned(),
            )
            .await?;
        }
        Ok(())
    }
}
