//! Issuance behind its contract, on a real store.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod achievements;
mod api_keys;
mod bad_input;
mod batches;
mod choices;
mod documents;
mod issuers;
mod lifecycle;
mod programme;
mod rules;
mod signing;
mod staff;
mod support;
