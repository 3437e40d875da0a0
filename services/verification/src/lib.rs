//! verification.
