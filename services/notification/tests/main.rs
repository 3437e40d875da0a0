//! Notification as a whole: real database, real bus and jobs, neighbours made of a wire.
//!
//! Each test has a SQLite file of its own or, where `ACCOLADE_TEST_POSTGRES` is an administrator's address, a
//! PostgreSQL database of its own.

#![expect(clippy::unwrap_used, reason = "tests")]

mod awards;
mod away;
mod crash;
mod logs;
mod mailbox;
mod reminders;
mod requests;
mod smtp;
mod standing;
mod support;
