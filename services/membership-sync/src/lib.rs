//! membership-sync.
