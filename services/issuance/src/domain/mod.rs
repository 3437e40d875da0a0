//! The types and the rules: no I/O, no contract, no table.

// Shared.
pub mod email;
pub mod page;
pub mod text;

// Who issues, and what can be earned.
pub mod achievement;
pub mod api_key;
pub mod issuer;
pub mod key;
pub mod mail;
pub mod policy;
pub mod progression;
pub mod staff;

// What was awarded.
pub mod award;
pub mod badge;
pub mod batch;
pub mod credential;
pub mod document;
pub mod history;
pub mod hold;
pub mod recipient;
pub mod revision;
pub mod status_list;
pub mod vc_api;
pub mod visibility;
