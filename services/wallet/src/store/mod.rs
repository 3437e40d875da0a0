//! The wallet's own database: the only place with SQL.
//!
//! Reads take any connection; changes take the open transaction. Names, addresses and profiles are sealed by the
//! person's own key, found again by blind index.

#[macro_use]
mod table;
pub mod accounts;
pub mod addresses;
pub mod badges;
pub mod claims;
pub mod links;
mod migration;
pub mod prune;
pub mod sign_in;
pub(crate) mod tables;

pub use migration::migrations;

use crate::domain::address::{AddressKey, EmailAddress};
use platform::{
    ids::{EarnerId, Id},
    seal::Keyring,
    store::StoreError,
};
use uuid::Uuid;

/// What an address is found by: one index for all tenants.
pub fn address_key(keyring: &Keyring, email: &EmailAddress) -> AddressKey {
    AddressKey(keyring.blind("address", "", email.as_str()))
}

/// Names a person's data key.
fn owner(earner: EarnerId) -> String {
    earner.to_string()
}

fn ids<I: Id>(ids: &[I]) -> Vec<Uuid> {
    ids.iter().map(|id| id.uuid()).collect()
}

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
