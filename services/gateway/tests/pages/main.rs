//! What readers get: every example of every page, held to the rules of `conventions.md`.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where its assumption fails"
)]

mod drawn;
mod examples;
mod html;
mod messages;
mod routes;
mod style;
