use platform::store::Migrations;
use sea_orm_migration::prelude::*;

/// What brings the wallet's database up to date.
pub fn migrations() -> Migrations {
    Migrations::of(|| vec![Box::new(First)])
}

struct First;

impl MigrationName for First {
    fn name(&self) -> &str {
        "m0001_wallet"
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
fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().to_owned()
}
/// The same column where it may be empty.
fn maybe(column: ColumnDef) -> ColumnDef {
    let mut column = column;
    column.null().to_owned()
}
fn of_earner(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "earner")
        .to("earner", "id")
        .to_owned()
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
        people(m).await?;
        badges(m).await?;
        doors(m).await
    }
}

async fn people(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("earner")
            .col(id("id").primary_key())
            .col(bytes("profile"))
            .col(maybe(text("handle")))
            .col(text("portfolio_mode"))
            .col(flag("portfolio_public"))
            .col(maybe(text("password")))
            .col(maybe(time("password_set_at")))
            .col(maybe(time("link_used_at")))
            .col(time("created_at"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("address")
            .col(id("id").primary_key())
            .col(id("earner"))
            .col(bytes("email"))
            .col(bytes("blind"))
            .col(maybe(bytes("claimed")))
            .col(maybe(time("verified_at")))
            .col(flag("is_primary"))
            .col(maybe(time("pulled_at")))
            .col(time("created_at"))
            .foreign_key(&mut of_earner("address"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        index("address_claimed", "address", &["claimed"])
            .unique()
            .to_owned(),
    )
    .await?;
    m.create_index(
        index("address_of_earner", "address", &["earner", "blind"])
            .unique()
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("handle")
            .col(text("handle").primary_key())
            .col(id("earner"))
            .col(time("taken_at"))
            .foreign_key(&mut of_earner("handle"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("trust")
            .col(id("earner"))
            .col(id("issuer"))
            .col(time("since"))
            .primary_key(Index::create().col("earner").col("issuer"))
            .foreign_key(&mut of_earner("trust"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("account_act")
            .col(id("id").primary_key())
            .col(id("earner"))
            .col(id("issuer"))
            .col(text("actor"))
            .col(text("act"))
            .col(time("at"))
            .foreign_key(&mut of_earner("account_act"))
            .to_owned(),
    )
    .await
}

async fn badges(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("held_badge")
            .col(id("credential").primary_key())
            .col(id("issuer"))
            .col(id("achievement"))
            .col(maybe(id("progression")))
            .col(ColumnDef::new("rank").integer().not_null())
            .col(text("status"))
            .col(time("credential_version"))
            .col(text("visibility"))
            .col(time("version"))
            .col(text("acceptance"))
            .col(maybe(id("earner")))
            .col(maybe(bytes("address")))
            .col(flag("moved"))
            .col(flag("announced"))
            .col(time("position"))
            .col(time("received_at"))
            .foreign_key(&mut of_earner("held_badge"))
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "held_badge_of_earner",
        "held_badge",
        &["earner", "position"],
    ))
    .await?;
    m.create_index(index("held_badge_of_address", "held_badge", &["address"]))
        .await
}

async fn doors(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("session")
            .col(id("id").primary_key())
            .col(bytes("token"))
            .col(id("earner"))
            .col(time("created_at"))
            .col(time("seen_at"))
            .col(time("expires_at"))
            .foreign_key(&mut of_earner("session"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        index("session_token", "session", &["token"])
            .unique()
            .to_owned(),
    )
    .await?;
    m.create_index(index("session_expires", "session", &["expires_at"]))
        .await?;
    m.create_table(
        Table::create()
            .table("claim")
            .col(text("mint").primary_key())
            .col(bytes("token"))
            .col(bytes("sealed_token"))
            .col(bytes("email"))
            .col(bytes("address"))
            .col(time("created_at"))
            .col(time("expires_at"))
            .col(maybe(time("used_at")))
            .to_owned(),
    )
    .await?;
    m.create_index(
        index("claim_token", "claim", &["token"])
            .unique()
            .to_owned(),
    )
    .await?;
    m.create_index(index("claim_expires", "claim", &["expires_at"]))
        .await?;
    m.create_table(
        Table::create()
            .table("claim_badge")
            .col(text("mint"))
            .col(id("credential"))
            .col(maybe(time("ended_at")))
            .primary_key(Index::create().col("mint").col("credential"))
            .foreign_key(
                ForeignKey::create()
                    .from("claim_badge", "mint")
                    .to("claim", "mint")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "claim_badge_credential",
        "claim_badge",
        &["credential"],
    ))
    .await?;
    m.create_table(
        Table::create()
            .table("link")
            .col(id("id").primary_key())
            .col(text("purpose"))
            .col(maybe(bytes("token")))
            .col(maybe(bytes("sealed_token")))
            .col(maybe(bytes("email")))
            .col(bytes("key"))
            .col(maybe(id("earner")))
            .col(maybe(id("asked_by")))
            .col(maybe(id("address")))
            .col(maybe(text("claim")))
            .col(time("created_at"))
            .col(maybe(time("expires_at")))
            .col(maybe(time("used_at")))
            .to_owned(),
    )
    .await?;
    m.create_index(index("link_token", "link", &["token"]).unique().to_owned())
        .await?;
    m.create_index(index("link_key", "link", &["key", "created_at"]))
        .await?;
    m.create_index(index("link_created", "link", &["created_at"]))
        .await?;
    m.create_table(
        Table::create()
            .table("password_attempt")
            .col(bytes("subject").primary_key())
            .col(maybe(id("earner")))
            .col(ColumnDef::new("failures").integer().not_null())
            .col(time("failed_at"))
            .col(maybe(time("locked_at")))
            .to_owned(),
    )
    .await
}
