//! Membership-sync through its own door: files go in by gRPC, and a stand-in for issuance notes what it is asked.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by ending"
)]

mod bad_input;
mod brake;
#[path = "../../../tests/parts/cut_off.rs"]
mod cut_off;
mod faults;
mod imports;
mod lapses;
mod privacy;
mod rules;
mod stores;
mod support;
