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

// Tests of the standards.
pub mod vc_api;

mod m0001;
mod m0002;
mod m0003;
mod m0004;
mod m0005;
mod m0006;
mod paged;

use crate::{Error, StartError};
use platform::store::{Migrations, StoreError};

/// What brings issuance's database up to date.
pub fn migrations() -> Migrations {
    Migrations::of(|| {
        vec![
            Box::new(m0001::Foundations),
            Box::new(m0002::Credentials),
            Box::new(m0003::Lists),
            Box::new(m0004::VcApi),
            Box::new(m0005::Ends),
            Box::new(m0006::History),
        ]
    })
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

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
impl From<sea_orm::DbErr> for StartError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// Whether a row was refused because there is one of its key already.
pub(crate) fn is_taken(error: &StoreError) -> bool {
    let StoreError::Database(cause) = error else {
        return false;
    };
    matches!(
        cause.sql_err(),
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_))
    )
}
