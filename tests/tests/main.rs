//! Tests across services, each told from the outside: REST, pages, mails, files.

mod architecture;
mod journey;
mod lanes;
