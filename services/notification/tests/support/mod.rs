//! What the tests stand on.

pub mod neighbours;
pub mod suite;

pub use suite::{PATIENCE, Suite, Way, store_alone};
