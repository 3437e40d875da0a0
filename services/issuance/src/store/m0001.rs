//! The tables of issuers, keys, staff, API keys and achievements.

use platform::store::schema::{
    big, bytes, flag, id, index, int, maybe_big, maybe_id, maybe_text, text,
};
use sea_orm_migration::prelude::*;

/// Issuers, keys, staff, API keys, achievements.
pub(super) struct Foundations;
impl MigrationName for Foundations {
    fn name(&self) -> &str {
        "m0001_foundations"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Foundations {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        issuers(m).await?;
        people(m).await?;
        achievements(m).await
    }
}

async fn issuers(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("base_address")
            .col(text("url").primary_key())
            .col(text("host"))
            .col(big("since"))
            .col(maybe_big("left_at"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("issuer")
            .col(id("id").primary_key())
            .col(text("slug").unique_key())
            .col(text("did"))
            .col(text("name"))
            .col(text("url"))
            .col(text("email"))
            .col(text("description"))
            .col(text("time_zone"))
            .col(text("locale"))
            .col(text("name_policy"))
            .col(text("recipient_policy"))
            .col(text("visible_from"))
            .col(flag("show_revocation_reason"))
            .col(text("accent"))
            .col(text("about_badges_url"))
            .col(text("support_contact"))
            .col(text("linkedin_organization_id"))
            .col(text("renew_url"))
            .col(big("created_at"))
            .col(big("version"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("issuer_did")
            .col(text("did").primary_key())
            .col(id("issuer"))
            .col(text("host"))
            .col(big("since"))
            .foreign_key(
                ForeignKey::create()
                    .from("issuer_did", "issuer")
                    .to("issuer", "id"),
            )
            .to_owned(),
    )
    .await?;
    let per_host = index("issuer_did_host", "issuer_did", &["issuer", "host"])
        .unique()
        .to_owned();
    m.create_index(per_host).await?;
    m.create_table(
        Table::create()
            .table("signing_key")
            .col(id("issuer"))
            .col(int("number"))
            .col(text("algorithm"))
            .col(text("public_key"))
            .col(bytes("secret"))
            .col(text("reason"))
            .col(big("created_at"))
            .col(maybe_big("retired_at"))
            .col(maybe_big("revoked_at"))
            .primary_key(Index::create().col("issuer").col("number"))
            .foreign_key(
                ForeignKey::create()
                    .from("signing_key", "issuer")
                    .to("issuer", "id"),
            )
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("api_key")
            .col(id("id").primary_key())
            .col(maybe_id("issuer"))
            .col(text("name"))
            .col(bytes("digest"))
            .col(text("hint"))
            .col(text("scopes"))
            .col(text("created_by"))
            .col(big("created_at"))
            .col(maybe_big("expires_at"))
            .col(maybe_big("revoked_at"))
            .col(maybe_big("last_used_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("api_key", "issuer")
                    .to("issuer", "id"),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "api_key_issuer",
        "api_key",
        &["issuer", "created_at"],
    ))
    .await
}

async fn people(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("staff")
            .col(id("id").primary_key())
            .col(bytes("email_index").unique_key())
            .col(bytes("email"))
            .col(bytes("name"))
            .col(maybe_text("password"))
            .col(flag("operator"))
            .col(big("created_at"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("staff_role")
            .col(id("issuer"))
            .col(id("staff"))
            .col(text("role"))
            .col(big("added_at"))
            .col(maybe_big("accepted_at"))
            .primary_key(Index::create().col("issuer").col("staff"))
            .foreign_key(
                ForeignKey::create()
                    .from("staff_role", "issuer")
                    .to("issuer", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("staff_role", "staff")
                    .to("staff", "id"),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(index("staff_role_staff", "staff_role", &["staff"]))
        .await?;
    m.create_table(
        Table::create()
            .table("staff_session")
            .col(bytes("token").primary_key())
            .col(id("staff"))
            .col(big("created_at"))
            .col(big("seen_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("staff_session", "staff")
                    .to("staff", "id"),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(index("staff_session_staff", "staff_session", &["staff"]))
        .await?;
    m.create_table(
        Table::create()
            .table("set_up_link")
            .col(bytes("token").primary_key())
            .col(id("staff"))
            .col(text("purpose"))
            .col(maybe_id("issuer"))
            .col(big("created_at"))
            .col(maybe_big("used_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("set_up_link", "staff")
                    .to("staff", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("set_up_link", "issuer")
                    .to("issuer", "id"),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(index("set_up_link_staff", "set_up_link", &["staff"]))
        .await?;
    // By address and not by account: addresses without an account lock alike.
    m.create_table(
        Table::create()
            .table("sign_in_failure")
            .col(bytes("email_index").primary_key())
            .col(int("failures"))
            .col(maybe_big("locked_at"))
            .col(big("updated_at"))
            .to_owned(),
    )
    .await
}

async fn achievements(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("progression")
            .col(id("issuer"))
            .col(id("id").unique_key())
            .col(text("name"))
            .col(text("folded"))
            .col(big("created_at"))
            .primary_key(Index::create().col("issuer").col("id"))
            .foreign_key(
                ForeignKey::create()
                    .from("progression", "issuer")
                    .to("issuer", "id"),
            )
            .to_owned(),
    )
    .await?;
    let by_name = index("progression_name", "progression", &["issuer", "folded"])
        .unique()
        .to_owned();
    m.create_index(by_name).await?;
    m.create_table(
        Table::create()
            .table("image")
            .col(bytes("digest").primary_key())
            .col(text("media_type"))
            .col(bytes("bytes"))
            .col(big("created_at"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("achievement")
            .col(id("issuer"))
            .col(id("id").unique_key())
            .col(id("version"))
            .col(maybe_id("progression"))
            .col(int("rank"))
            .col(maybe_big("archived_at"))
            .col(big("created_at"))
            .col(big("updated_at"))
            .col(big("changes"))
            .primary_key(Index::create().col("issuer").col("id"))
            .foreign_key(
                ForeignKey::create()
                    .from("achievement", "issuer")
                    .to("issuer", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("achievement", ("issuer", "progression"))
                    .to("progression", ("issuer", "id")),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "achievement_ladder",
        "achievement",
        &["progression", "rank"],
    ))
    .await?;
    m.create_index(index(
        "achievement_listed",
        "achievement",
        &["issuer", "created_at", "id"],
    ))
    .await?;
    m.create_table(
        Table::create()
            .table("achievement_version")
            .col(id("issuer"))
            .col(id("achievement"))
            .col(int("number"))
            .col(id("id").unique_key())
            .col(text("content"))
            .col(text("url"))
            .col(text("ob2_url"))
            .col(text("image_url"))
            .col(bytes("svg"))
            .col(bytes("png"))
            .col(big("created_at"))
            .primary_key(
                Index::create()
                    .col("issuer")
                    .col("achievement")
                    .col("number"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("achievement_version", ("issuer", "achievement"))
                    .to("achievement", ("issuer", "id")),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("achievement_version", "svg")
                    .to("image", "digest"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("achievement_version", "png")
                    .to("image", "digest"),
            )
            .to_owned(),
    )
    .await
}
