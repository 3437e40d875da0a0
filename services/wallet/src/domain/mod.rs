//! The types and the rules of a wallet: no input or output, no contract, no table.

pub mod address;
pub mod badge;
pub mod claim;
pub mod handle;
pub mod link;
pub mod portfolio;
pub mod profile;
