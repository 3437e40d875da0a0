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
        let text = |name: &'static str| ColumnDef::new(name).text().not_null().to_owned();
        let big = |name: &'static str| ColumnDef::new(name).big_integer().to_owned();
        let id = |name: &'static str| ColumnDef::new(name).uuid().not_null().to_owned();
        let bytes = |name: &'static str| ColumnDef::new(name).blob().not_null().to_owned();

        m.create_table(
            Table::create()
                .table("outbox")
                .col(big("seq").not_null().auto_increment().primary_key())
                .col(id("id").unique_key())
                .col(text("subject"))
                .col(text("kind"))
                .col(text("tenant"))
                .col(text("aggregate"))
                .col(big("version").not_null())
                .col(big("occurred_at").not_null())
                .col(text("headers"))
                .col(bytes("payload"))
                .col(big("published_at"))
                .to_owned(),
        )
        .await?;
        m.create_index(
            Index::create()
                .name("outbox_unpublished")
                .table("outbox")
                .col("published_at")
                .col("seq")
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("delivery")
                .col(big("seq").not_null())
                .col(text("consumer"))
                .col(ColumnDef::new("attempts").integer().not_null())
                .col(big("due_at").not_null())
                .col(big("done_at"))
                .col(big("dead_at"))
                .col(ColumnDef::new("last_error").text())
                .primary_key(Index::create().col("seq").col("consumer"))
                .to_owned(),
        )
        .await?;
        m.create_index(
            Index::create()
                .name("delivery_due")
                .table("delivery")
                .col("consumer")
                .col("done_at")
                .col("dead_at")
                .col("due_at")
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("inbox")
                .col(id("event"))
                .col(text("consumer"))
                .col(big("at").not_null())
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
                .col(big("at").not_null())
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
                .col(big("due_at").not_null())
                .col(ColumnDef::new("attempts").integer().not_null())
                .col(big("locked_until"))
                .col(big("failed_at"))
                .col(ColumnDef::new("last_error").text())
                .col(big("created_at").not_null())
                .to_owned(),
        )
        .await?;
        m.create_index(
            Index::create()
                .name("job_key")
                .table("job")
                .col("kind")
                .col("key")
                .unique()
                .to_owned(),
        )
        .await?;
        m.create_index(
            Index::create()
                .name("job_due")
                .table("job")
                .col("kind")
                .col("failed_at")
                .col("due_at")
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("lease")
                .col(text("name").primary_key())
                .col(text("holder"))
                .col(big("until").not_null())
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("data_key")
                .col(text("owner").primary_key())
                .col(bytes("wrapped"))
                .col(big("created_at").not_null())
                .col(big("destroyed_at"))
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
                .col(big("at").not_null())
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
            ColumnDef::new("step")
                .integer()
                .not_null()
                .default(0)
                .to_owned(),
            ColumnDef::new("again_at").big_integer().to_owned(),
            ColumnDef::new("again_payload").text().to_owned(),
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
            ColumnDef::new("retry_at").big_integer().to_owned(),
            ColumnDef::new("tenant")
                .text()
                .not_null()
                .default("")
                .to_owned(),
            ColumnDef::new("aggregate")
                .text()
                .not_null()
                .default("")
                .to_owned(),
            ColumnDef::new("version")
                .big_integer()
                .not_null()
                .default(0)
                .to_owned(),
            ColumnDef::new("occurred_at")
                .big_integer()
                .not_null()
                .default(0)
                .to_owned(),
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
