//! One struct a page.

pub mod achievements;
pub mod certificate;
pub mod claim;
pub mod console;
pub mod credentials;
pub mod imports;
pub mod people;
pub mod public;
pub mod registry;
pub mod settings;
pub mod sign_in;
pub mod site;
pub mod verify;
pub mod wallet;
