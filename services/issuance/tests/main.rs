//! Issuance behind its contract, on a real store.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod achievements;
mod answers;
mod api_keys;
mod awards;
mod bad_input;
mod batches;
mod choices;
mod corrections;
#[path = "../../../tests/parts/cut_off.rs"]
mod cut_off;
mod documents;
mod history;
mod issuers;
mod lists;
mod programme;
mod renewals;
mod revocations;
mod rules;
mod signing;
mod staff;
mod support;
mod tenants;
