//! The only door: REST, gRPC and pages.
//!
//! ```
//! use gateway::text::{Locale, Text};
//!
//! let text = Text::new(Locale::English);
//! assert_eq!(text.date(jiff::civil::date(2026, 3, 31)), "31 March 2026");
//! ```

mod app;
pub mod assets;
mod config;
mod door;
pub mod grpc;
mod middleware;
pub mod pages;
mod problem;
mod rest;
mod site;
mod start;
pub mod styleguide;
pub mod text;

pub use app::{App, Parts};
pub use config::{Config, Demo, VcApi};
pub use start::{StartError, openapi, start};
