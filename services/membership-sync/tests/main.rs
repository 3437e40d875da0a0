//! Membership-sync through its own door: files go in by gRPC, and a stand-in for issuance notes what it is asked.

mod bad_input;
mod brake;
mod faults;
mod imports;
mod lapses;
mod privacy;
mod rules;
mod support;
