//! What happened to badges, for the staff.

use platform::store::schema::{big, id, index, maybe_bytes, text};
use sea_orm_migration::prelude::*;

/// One row an act.
pub(super) struct History;
impl MigrationName for History {
    fn name(&self) -> &str {
        "m0006_history"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for History {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("credential_event")
                .col(id("id").primary_key())
                .col(id("issuer"))
                .col(id("credential"))
                .col(text("what"))
                .col(text("hold"))
                .col(text("actor_kind"))
                .col(text("actor"))
                .col(maybe_bytes("reason"))
                .col(big("at"))
                // The tenant stands in the key: an event is of a badge of the same issuer.
                .foreign_key(
                    ForeignKey::create()
                        .name("credential_event_of_credential")
                        .from("credential_event", ("issuer", "credential"))
                        .to("credential", ("issuer", "id")),
                )
                .to_owned(),
        )
        .await?;
        m.create_index(index(
            "credential_event_listed",
            "credential_event",
            &["issuer", "credential", "at", "id"],
        ))
        .await
    }
}
