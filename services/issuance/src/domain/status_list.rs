//! Status lists: which bit tells whether a badge holds.

use platform::{
    clock::Timestamp,
    ids::{Ids, IssuerId, StatusListId},
};
use std::collections::BTreeSet;

/// Entries a list; the least the standard allows.
pub const ENTRIES: u32 = 131_072;
/// How many of them are given out before a new list is begun: with half of them free, an index tells nothing of when
/// a badge was awarded.
pub const MOST_USED: u32 = ENTRIES / 2;

/// A list of an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusList {
    /// Its id, which stands in its address.
    pub id: StatusListId,
    /// Whose badges it tells of.
    pub issuer: IssuerId,
    /// Its address, for ever.
    pub url: String,
    /// The DID that signs it, for ever.
    pub issuer_did: String,
    /// How many entries were given out.
    pub used: u32,
    /// Grows by one with each bit that changes.
    pub version: u64,
    /// When a bit last changed.
    pub changed_at: Timestamp,
}

impl StatusList {
    /// Whether `more` entries can be given out.
    pub fn has_room(&self, more: u32) -> bool {
        self.used.saturating_add(more) <= MOST_USED
    }
}

/// A place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusPlace {
    /// Which list.
    pub list: StatusListId,
    /// Which entry.
    pub index: u32,
}

/// Draws `count` different indexes of which `is_used` says that they are free. Answers fewer only where nearly all are
/// used, which [`MOST_USED`] prevents.
pub fn draw(ids: &Ids, count: usize, is_used: impl Fn(u32) -> bool) -> BTreeSet<u32> {
    let mut drawn = BTreeSet::new();
    let mut attempts = 0;
    while drawn.len() < count && attempts < count.saturating_mul(64) + 1024 {
        attempts += 1;
        let index = u32::try_from(ids.below(u64::from(ENTRIES))).unwrap_or(0);
        if !is_used(index) {
            drawn.insert(index);
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_indexes_are_free_different_and_in_no_order() {
        let ids = Ids::seeded(1);
        let drawn = draw(&ids, 500, |index| index % 2 == 0);
        assert_eq!(drawn.len(), 500);
        assert!(drawn.iter().all(|i| i % 2 == 1 && *i < ENTRIES));
        assert_ne!(drawn, draw(&ids, 500, |index| index % 2 == 0));
        assert!(draw(&ids, 3, |_| true).is_empty());
    }
}
