//! Figures for operators, as Prometheus text at `/metrics`.
//!
//! Labels name services, methods, routes, facts and kinds of jobs, never a person or a tenant. The names are a
//! contract with dashboards and alerts: `deploy/README.md` lists them.

mod instruments;
mod page;

pub use page::{Readers, Watched, measured, router};

pub(crate) use instruments::{called, fact_handled, facts_committed, job_run};
