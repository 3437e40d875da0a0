//! Progressions: ordered ladders of achievements. The order is data of the programme (A14).

use platform::ids::{IssuerId, ProgressionId};
use serde::{Deserialize, Serialize};

/// Most senior rank there can be.
pub const HIGHEST_RANK: u32 = 99;

/// A ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progression {
    /// Its id.
    pub id: ProgressionId,
    /// Whose it is.
    pub issuer: IssuerId,
    /// Its name: `Bid and proposal management`.
    pub name: String,
}

/// A place on a ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// The ladder.
    pub progression: ProgressionId,
    /// The ladder's name.
    pub ladder: String,
    /// The level's word: `Practitioner`.
    pub name: String,
    /// Higher is more senior; from 1 to [`HIGHEST_RANK`].
    pub rank: u32,
}

/// The ladder that is meant: one there is, or a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ladder {
    /// By id.
    Known(ProgressionId),
    /// By name; made if the issuer has none of that name.
    Named(String),
}

/// A place as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The ladder.
    pub ladder: Ladder,
    /// The level's word.
    pub name: String,
    /// See [`Level::rank`].
    pub rank: u32,
}
