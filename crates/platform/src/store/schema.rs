//! Columns and indexes as the migrations of every service write them down.
//!
//! What they come out as in SQL is fixed for ever: a database that was made by an earlier version has the same schema
//! as a new one.

use sea_orm_migration::prelude::{ColumnDef, Index, IndexCreateStatement};

/// Text that is always there.
pub fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().to_owned()
}
/// Text that may be missing.
pub fn maybe_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().to_owned()
}
/// A 32-bit number that is always there.
pub fn int(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().to_owned()
}
/// A 32-bit number, such as a day, that may be missing.
pub fn maybe_int(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().to_owned()
}
/// A 64-bit number (a time in microseconds, a version) that is always there.
pub fn big(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().to_owned()
}
/// A 64-bit number, such as a time that may not have come, that may be missing.
pub fn maybe_big(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().to_owned()
}
/// An id that is always there.
pub fn id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().to_owned()
}
/// An id that may be missing.
pub fn maybe_id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().to_owned()
}
/// Bytes that are always there.
pub fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().not_null().to_owned()
}
/// Bytes that may be missing.
pub fn maybe_bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().to_owned()
}
/// Yes or no.
pub fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().to_owned()
}
/// The same column where it may be missing, with `NULL` written out: as some of the first tables have it.
pub fn nullable(mut column: ColumnDef) -> ColumnDef {
    column.null().to_owned()
}
/// An index of a table over some of its columns.
pub fn index(
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}
