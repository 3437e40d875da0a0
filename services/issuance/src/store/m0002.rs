//! The tables of credentials, revisions, status lists and batches.

use sea_orm_migration::prelude::*;

/// Credentials, revisions, status lists, batches.
pub(super) struct Credentials;
impl MigrationName for Credentials {
    fn name(&self) -> &str {
        "m0002_credentials"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Credentials {
    async fn up(&self, _m: &SchemaManager) -> Result<(), DbErr> {
        Ok(())
    }
}
