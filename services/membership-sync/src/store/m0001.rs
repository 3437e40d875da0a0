//! The tables of records, rules, runs, and what was done by the rules.

use platform::store::schema::{
    big, bytes, flag, id, index, int, maybe_big, maybe_bytes, maybe_id, maybe_int, maybe_text, text,
};
use sea_orm_migration::prelude::*;

/// Records, rules, runs, outcomes.
pub(super) struct Records;
impl MigrationName for Records {
    fn name(&self) -> &str {
        "m0001_records"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Records {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        tenants_and_records(m).await?;
        rules_and_outcomes(m).await?;
        runs(m).await
    }
}

async fn tenants_and_records(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("tenant")
            .col(id("issuer_id").primary_key())
            .col(maybe_text("zone"))
            .col(maybe_big("zone_at"))
            .col(maybe_int("synced_on"))
            .col(big("created_at"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("member")
            .col(id("id").primary_key())
            .col(id("issuer_id"))
            .col(bytes("number_index"))
            .col(bytes("sealed"))
            .col(text("status"))
            .col(maybe_int("expires_on"))
            .col(maybe_int("ended_on"))
            .col(maybe_int("confirmed_on"))
            .col(flag("good"))
            .col(bytes("recipient_told"))
            .col(big("decision"))
            .col(big("version"))
            .col(big("created_at"))
            .col(big("updated_at"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        index("member_number", "member", &["issuer_id", "number_index"])
            .unique()
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "member_standing",
        "member",
        &["issuer_id", "status", "expires_on"],
    ))
    .await?;
    m.create_table(
        Table::create()
            .table("member_token")
            .col(id("issuer_id"))
            .col(bytes("token"))
            .col(id("member_id"))
            .primary_key(
                Index::create()
                    .col("issuer_id")
                    .col("token")
                    .col("member_id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("member_token", "member_id")
                    .to("member", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(index("member_token_member", "member_token", &["member_id"]))
        .await?;
    m.create_table(
        Table::create()
            .table("certification")
            .col(id("id").primary_key())
            .col(id("issuer_id"))
            .col(id("member_id"))
            .col(bytes("certificate_index"))
            .col(bytes("sealed"))
            .col(text("certification"))
            .col(text("level"))
            .col(int("passed_on"))
            .col(big("version"))
            .col(big("created_at"))
            .col(big("updated_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("certification", "member_id")
                    .to("member", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(
        index(
            "certification_number",
            "certification",
            &["issuer_id", "certificate_index"],
        )
        .unique()
        .to_owned(),
    )
    .await?;
    m.create_index(index(
        "certification_member",
        "certification",
        &["member_id"],
    ))
    .await
}

async fn rules_and_outcomes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("rule")
            .col(id("id").primary_key())
            .col(id("issuer_id"))
            .col(id("achievement_id"))
            .col(text("achievement_name"))
            .col(text("name"))
            .col(flag("of_membership"))
            .col(text("certification"))
            .col(text("level"))
            .col(flag("requires_membership"))
            .col(flag("active"))
            .col(big("created_at"))
            .to_owned(),
    )
    .await?;
    m.create_index(index("rule_issuer", "rule", &["issuer_id"]))
        .await?;
    m.create_table(
        Table::create()
            .table("award")
            .col(id("rule_id"))
            .col(id("member_id"))
            .col(id("basis"))
            .col(id("issuer_id"))
            .col(maybe_text("credential_id"))
            .col(maybe_bytes("refusal"))
            .col(big("at"))
            .primary_key(Index::create().col("rule_id").col("member_id").col("basis"))
            .to_owned(),
    )
    .await?;
    m.create_index(index("award_member", "award", &["member_id"]))
        .await?;
    m.create_table(
        Table::create()
            .table("standing")
            .col(id("rule_id"))
            .col(id("member_id"))
            .col(id("issuer_id"))
            .col(flag("good"))
            .col(big("decision"))
            .col(big("at"))
            .primary_key(Index::create().col("rule_id").col("member_id"))
            .to_owned(),
    )
    .await?;
    m.create_index(index("standing_member", "standing", &["member_id"]))
        .await?;
    m.create_table(
        Table::create()
            .table("evaluation")
            .col(id("id").primary_key())
            .col(id("issuer_id"))
            .col(id("member_id"))
            .col(maybe_id("run_id"))
            .col(flag("notify"))
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "evaluation_issuer",
        "evaluation",
        &["issuer_id", "id"],
    ))
    .await?;
    m.create_index(index("evaluation_run", "evaluation", &["run_id"]))
        .await?;
    m.create_table(
        Table::create()
            .table("lapse")
            .col(id("id").primary_key())
            .col(id("issuer_id"))
            .col(id("member_id"))
            .col(big("at"))
            .to_owned(),
    )
    .await?;
    m.create_index(index("lapse_issuer", "lapse", &["issuer_id", "at"]))
        .await
}

async fn runs(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let counters = [
        "rows",
        "added",
        "changed",
        "unchanged",
        "removed",
        "refused",
        "unreadable",
        "lapsing",
        "unforeseen",
        "evaluated",
        "awarded",
        "suspended",
        "reinstated",
        "not_awarded",
    ];
    let mut run = Table::create()
        .table("run")
        .col(id("id").primary_key())
        .col(id("issuer_id"))
        .col(text("kind"))
        .col(text("state"))
        .col(bytes("words"))
        .col(flag("dry_run"))
        .col(flag("complete"))
        .col(flag("notify"))
        .col(flag("confirmed"))
        .col(maybe_text("dialect"))
        .col(big("size"))
        .col(big("mark_byte"))
        .col(big("mark_row"))
        .col(maybe_id("mark_member"))
        .col(big("created_at"))
        .col(maybe_big("finished_at"))
        .to_owned();
    for counter in counters {
        run.col(big(counter));
    }
    m.create_table(run).await?;
    m.create_index(index("run_issuer", "run", &["issuer_id", "state"]))
        .await?;
    m.create_table(
        Table::create()
            .table("run_chunk")
            .col(id("run_id"))
            .col(int("seq"))
            .col(bytes("sealed"))
            .primary_key(Index::create().col("run_id").col("seq"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("run_change")
            .col(id("run_id"))
            .col(big("seq"))
            .col(big("row"))
            .col(text("kind"))
            .col(bytes("key_index"))
            .col(id("member_id"))
            .col(id("record_id"))
            .col(big("base_version"))
            .col(maybe_bytes("sealed"))
            .col(flag("applied"))
            .primary_key(Index::create().col("run_id").col("seq"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        index("run_change_key", "run_change", &["run_id", "key_index"])
            .unique()
            .to_owned(),
    )
    .await?;
    m.create_index(index(
        "run_change_record",
        "run_change",
        &["run_id", "record_id"],
    ))
    .await?;
    m.create_index(index(
        "run_change_kind",
        "run_change",
        &["run_id", "kind", "seq"],
    ))
    .await?;
    m.create_table(
        Table::create()
            .table("run_error")
            .col(id("run_id"))
            .col(big("seq"))
            .col(big("row"))
            .col(bytes("sealed"))
            .primary_key(Index::create().col("run_id").col("seq"))
            .to_owned(),
    )
    .await
}
