//! What the tests stand on.

pub mod neighbours;
pub mod suite;

pub use neighbours::{Known, Neighbours};
pub use suite::{Suite, Way};
