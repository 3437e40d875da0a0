//! One struct a page.

pub mod certificate;
pub mod claim;
pub mod public;
pub mod sign_in;
pub mod verify;
pub mod wallet;
