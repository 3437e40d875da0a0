//! The crate against the official vectors, hostile input and itself.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests"
)]
mod algorithms;
mod attacks;
mod baking;
#[path = "../fuzz/bodies.rs"]
mod bodies;
mod clr;
mod codes;
mod contexts;
mod documents;
mod exhausting;
mod fast_path;
mod fuzzing;
mod generated;
mod hostile;
mod identity;
mod jsonld;
mod keys;
mod meaning;
mod models;
mod ob2_rules;
mod old_versions;
mod oracle;
mod plain_terms;
mod presentations;
mod processor;
mod proofs;
mod public_items;
mod rdf_canon;
mod refresh;
mod report;
mod sections;
mod selective;
mod status;
mod support;
mod traps;
mod vcdm;
mod vectors;
mod vendors;
mod verify_hosted;
mod verify_signed;
mod verify_status;
mod verify_vectors;
