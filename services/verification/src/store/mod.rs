//! The service's rows: known issuers, imported lists, batches, watched badges, and a log of verdicts.

pub(crate) mod batch;
pub(crate) mod item;
pub(crate) mod known;
pub(crate) mod list;
mod m0001;
mod m0002;
pub(crate) mod verdict;
pub(crate) mod watch;

use platform::store::StoreError;
use sea_orm_migration::MigrationTrait;

pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001::First), Box::new(m0002::Second)]
}

/// A count as databases keep it.
fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count as it was kept.
fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// A word that this version does not know.
fn unknown(table: &'static str, row: impl ToString, word: &str) -> StoreError {
    StoreError::Corrupt {
        table,
        row: row.to_string(),
        problem: format!("`{word}` is no word of this version"),
    }
}
