//! Tests across services, each told from the outside: REST, pages, mails, files.

mod architecture;
mod faults;
mod interop;
mod journey;
mod lanes;
