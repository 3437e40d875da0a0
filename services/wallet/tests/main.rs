//! The wallet through its own door: guarded gRPC, a real database, an issuance that answers from memory.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where its assumption fails"
)]

mod addresses;
mod arrival;
mod badges;
mod claims;
mod fake;
mod isolation;
mod portfolio;
mod postgres;
mod sign_in;
mod suite;
mod tidy;
