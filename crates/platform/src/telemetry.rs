//! Logs and traces, and how a trace crosses from one process to another.
//!
//! A trace travels as the W3C `traceparent` header: over gRPC metadata ([`inject_metadata`],
//! [`extract_metadata`]), HTTP ([`extract_http`]), and bus headers or outbox rows ([`inject`], [`extract`]). Logs
//! go to standard error, because commands answer on standard output.
//!
//! Logs and traces carry ids, never names, addresses or tokens: [`redact_path`] before a path is written down.

mod carry;
mod redact;
mod setup;

pub use carry::{
    extract, extract_http, extract_metadata, inject, inject_metadata, set_parent, trace_id,
};
pub use redact::redact_path;
pub use setup::{Guard, TelemetryError, TelemetrySettings, init};
