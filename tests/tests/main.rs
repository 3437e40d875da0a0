//! Tests across services, each told from the outside: REST, pages, mails, files.

mod architecture;
mod interop;
mod journey;
mod lanes;
