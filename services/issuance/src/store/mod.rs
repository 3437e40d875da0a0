//! The only place that knows SQL. Every query takes the tenant first where there is one.

#[macro_use]
mod table;

// Who issues, and what can be earned.
pub mod achievement;
pub mod api_key;
pub mod base;
pub mod image;
pub mod issuer;
pub mod key;
pub mod progression;
pub mod staff;

// What was awarded.
pub mod batch;
pub mod credential;
pub mod revision;
pub mod standing;
pub mod status_list;

mod m0001;
mod m0002;

use crate::Error;
use platform::store::{Migrations, StoreError};

/// What brings issuance's database up to date.
pub fn migrations() -> Migrations {
    Migrations::of(|| vec![Box::new(m0001::Foundations), Box::new(m0002::Credentials)])
}

/// A row that this version cannot read.
fn corrupt(table: &'static str, row: &str, problem: String) -> Error {
    StoreError::Corrupt {
        table,
        row: row.to_owned(),
        problem,
    }
    .into()
}
