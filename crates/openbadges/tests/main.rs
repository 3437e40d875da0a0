//! The crate against the official vectors, hostile input and itself.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests"
)]
mod baking;
#[path = "../fuzz/bodies.rs"]
mod bodies;
mod clr;
mod contexts;
mod documents;
mod fast_path;
mod fuzzing;
mod hostile;
mod identity;
mod jsonld;
mod keys;
mod old_versions;
mod oracle;
mod processor;
mod proofs;
mod rdf_canon;
mod selective;
mod status;
mod support;
mod vcdm;
mod verify_hosted;
mod verify_signed;
mod verify_vectors;
