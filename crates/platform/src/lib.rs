//! What every service stands on: configuration, the database with its outbox, inbox and jobs, the bus, the
//! gRPC server, identity between services, sealed columns, time and ids, the guarded fetcher, telemetry,
//! health and shutdown.
//!
//! A service takes a [`Foundation`] and answers a [`Service`]: routes, subscriptions, jobs and readiness. It
//! binds no port and spawns nothing by itself, so that one process can hold one of them or all six.

pub mod bus;
pub mod clock;
pub mod config;
pub mod csv;
pub mod fetch;
pub mod health;
pub mod idempotency;
pub mod identity;
pub mod ids;
pub mod jobs;
pub mod metrics;
pub mod refusal;
pub mod rpc;
pub mod seal;
pub mod secret;
pub mod service;
pub mod signin;
pub mod store;
pub mod tasks;
pub mod telemetry;

pub use refusal::{FieldProblem, Kind, Refusal};
pub use secret::Secret;
pub use service::{Foundation, Service, ServiceName, Wires};
