//! The binary: wires the services together in one process, or starts one of them; and the command line.
//!
//! Both ways to run go through [`assemble`]: each service is started on its [`Foundation`] and answers routes,
//! subscriptions, jobs. Here they become a function call in process ([`up`]) or a listener ([`serve`]).
//!
//! [`Foundation`]: platform::Foundation

pub mod assemble;
pub mod backup;
pub mod care;
pub mod command;
pub mod demo;
pub mod inside;
pub mod listen;
pub mod offline;
pub mod serve;
mod telling;
pub mod tls;
pub mod up;
