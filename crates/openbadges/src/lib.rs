//! openbadges.
