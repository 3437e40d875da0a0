//! The tables of issuers, keys, staff, API keys and achievements.

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
    async fn up(&self, _m: &SchemaManager) -> Result<(), DbErr> {
        Ok(())
    }
}
