//! The types and the rules.

pub(crate) mod batch;
pub mod issuer_list;
pub(crate) mod items;
pub(crate) mod watch;
