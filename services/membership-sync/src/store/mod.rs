//! The only place that knows SQL. Every query takes the tenant first where there is one.

#[macro_use]
mod table;

pub mod certification;
pub mod change;
pub mod evaluation;
pub mod file;
pub mod member;
pub mod outcome;
pub mod rule;
pub mod run;
pub mod tenant;

mod m0001;
mod source;

pub use source::Source;

use platform::{
    clock::CalendarDate,
    store::{Migrations, StoreError},
};

/// What brings the database up to date.
pub fn migrations() -> Migrations {
    Migrations::of(|| vec![Box::new(m0001::Records)])
}

/// A day as a column has it.
fn day(
    table: &'static str,
    row: impl std::fmt::Display,
    days: i32,
) -> Result<CalendarDate, StoreError> {
    CalendarDate::from_days(days)
        .ok_or_else(|| corrupt(table, row, format!("{days} is no day of the calendar")))
}

fn optional_day(
    table: &'static str,
    row: impl std::fmt::Display,
    days: Option<i32>,
) -> Result<Option<CalendarDate>, StoreError> {
    days.map(|d| day(table, row, d)).transpose()
}

fn corrupt(
    table: &'static str,
    row: impl std::fmt::Display,
    problem: impl Into<String>,
) -> StoreError {
    StoreError::Corrupt {
        table,
        row: row.to_string(),
        problem: problem.into(),
    }
}

/// A count as a column has it.
fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

/// A page of a list: how many rows at most, and the row to go on behind, or to go back from.
#[derive(Clone, Copy, Debug)]
pub struct Page<C> {
    /// At most so many.
    pub limit: u64,
    /// Behind this one.
    pub after: Option<C>,
    /// Before that one instead, in lists that go back: rows then come in the order of reading, the nearest first.
    pub back: bool,
}

impl<C> Page<C> {
    /// One row more than asked for, which tells whether another page follows.
    fn one_more(&self) -> u64 {
        self.limit.saturating_add(1)
    }
}
