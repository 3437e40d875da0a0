//! Verification through its own door: guarded gRPC, a real database, foreign issuers on loopback, an issuance that
//! has issued nothing.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where its assumption fails"
)]

mod batches;
mod hostile;
mod pictures;
mod registry;
mod status;
mod support;
mod watches;
