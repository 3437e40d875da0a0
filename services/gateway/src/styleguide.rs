//! The style guide.
