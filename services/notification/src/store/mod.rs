//! Notification's own database: the only place that knows SQL.

#[macro_use]
mod table;
pub mod badges;
pub mod mailbox;
pub mod messages;
mod migration;
pub mod sending;
pub mod suppression;
mod tables;

pub use migration::migrations;

use platform::store::StoreError;

/// A row that this version cannot read.
fn corrupt(
    table: &'static str,
    row: impl std::fmt::Display,
    problem: impl std::fmt::Display,
) -> StoreError {
    StoreError::Corrupt {
        table,
        row: row.to_string(),
        problem: problem.to_string(),
    }
}

/// A number of a contract as databases keep it.
fn stored(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}
