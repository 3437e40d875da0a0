//! Tests across services, each told from the outside: REST, pages, mails, files.

#![expect(
    clippy::unwrap_used,
    reason = "what a helper of a test cannot read ends the test, with the line"
)]

mod architecture;
mod browser;
mod contract;
mod faults;
mod interop;
mod journey;
mod lanes;
mod operators;
mod snapshots;
mod traces;
