//! An end that a badge has is an end that it signs.

use sea_orm_migration::prelude::*;

/// Ends that were shown and not signed go: no verifier but this installation knew of them, and nothing acted on them.
pub(super) struct Ends;
impl MigrationName for Ends {
    fn name(&self) -> &str {
        "m0005_ends"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Ends {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.execute(
            Query::update()
                .table("credential")
                .value("valid_until", Option::<i64>::None)
                .and_where(Expr::col("signs_end").eq(false))
                .to_owned(),
        )
        .await?;
        m.alter_table(
            Table::alter()
                .table("credential")
                .drop_column("signs_end")
                .to_owned(),
        )
        .await
    }
}
