//! artwork.
