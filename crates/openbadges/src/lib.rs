//! What a badge is: Open Badges 3.0 and 2.0 documents, proofs, status lists, baking and verification.
pub mod bake;
pub mod context;
pub mod encoding;
pub mod json;
pub mod jsonld;
pub mod key;
pub mod ob2;
pub mod ob3;
pub mod proof;
pub mod rdfc10;
pub mod status;
mod timestamp;
pub mod verify;

pub use timestamp::Timestamp;
