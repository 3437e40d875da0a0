//! What a message is, when it goes out, and when it does not. No input, no output.

pub mod badge;
pub mod facts;
pub mod gate;
pub mod message;
pub mod reminder;
pub mod retry;
