use platform::store::Migrations;
use platform::store::schema::{big, bytes, flag, id, index, int, nullable, text};
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

fn of_earner(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "earner")
        .to("earner", "id")
        .to_owned()
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
            .col(nullable(text("handle")))
            .col(text("portfolio_mode"))
            .col(flag("portfolio_public"))
            .col(nullable(text("password")))
            .col(nullable(big("password_set_at")))
            .col(nullable(big("link_used_at")))
            .col(big("created_at"))
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
            .col(nullable(bytes("claimed")))
            .col(nullable(big("verified_at")))
            .col(flag("is_primary"))
            .col(nullable(big("pulled_at")))
            .col(big("created_at"))
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
            .col(big("taken_at"))
            .foreign_key(&mut of_earner("handle"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("trust")
            .col(id("earner"))
            .col(id("issuer"))
            .col(big("since"))
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
            .col(big("at"))
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
            .col(nullable(id("progression")))
            .col(int("rank"))
            .col(text("status"))
            .col(big("credential_version"))
            .col(text("visibility"))
            .col(big("version"))
            .col(text("acceptance"))
            .col(nullable(id("earner")))
            .col(nullable(bytes("address")))
            .col(flag("moved"))
            .col(flag("announced"))
            .col(big("position"))
            .col(big("received_at"))
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
            .col(big("created_at"))
            .col(big("seen_at"))
            .col(big("expires_at"))
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
            .col(big("created_at"))
            .col(big("expires_at"))
            .col(nullable(big("used_at")))
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
            .col(nullable(big("ended_at")))
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
            .col(nullable(bytes("token")))
            .col(nullable(bytes("sealed_token")))
            .col(nullable(bytes("email")))
            .col(bytes("key"))
            .col(nullable(id("earner")))
            .col(nullable(id("asked_by")))
            .col(nullable(id("address")))
            .col(nullable(text("claim")))
            .col(big("created_at"))
            .col(nullable(big("expires_at")))
            .col(nullable(big("used_at")))
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
            .col(nullable(id("earner")))
            .col(int("failures"))
            .col(big("failed_at"))
            .col(nullable(big("locked_at")))
            .to_owned(),
    )
    .await
}
