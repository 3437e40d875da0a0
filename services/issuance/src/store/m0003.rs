//! What lists and mails came to need: the files of an issuer by age, which of them began as dry runs, and what its
//! mails say.

use platform::store::schema::{flag, index, text};
use sea_orm_migration::prelude::*;

/// An index for the list of files and a mark on those that were applied; a programme's own words for its mails.
pub(super) struct Lists;
impl MigrationName for Lists {
    fn name(&self) -> &str {
        "m0003_lists"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Lists {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_index(index(
            "batch_listed",
            "batch",
            &["issuer", "created_at", "id"],
        ))
        .await?;
        m.alter_table(
            Table::alter()
                .table("batch")
                .add_column(flag("applied").default(false))
                .to_owned(),
        )
        .await?;
        m.alter_table(
            Table::alter()
                .table("issuer")
                .add_column(text("mail").default("{}"))
                .to_owned(),
        )
        .await
    }
}
