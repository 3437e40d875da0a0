//! accolade.
