//! Holds: the reasons that keep a badge suspended, each lifted only by its owner (decisions §2).

use super::policy::{UnknownWord, of_word};
use platform::clock::Timestamp;
use std::{collections::BTreeMap, str::FromStr};

/// Who set a hold and alone may lift it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HoldOwner {
    /// A membership rule: the membership has ended.
    Membership,
    /// A credits rule: too few credits.
    Credits,
    /// A person of the staff.
    Staff,
    /// A dispute that is being looked into.
    Dispute,
}

impl HoldOwner {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Membership, "membership"),
        (Self::Credits, "credits"),
        (Self::Staff, "staff"),
        (Self::Dispute, "dispute"),
    ];
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Membership => "membership",
            Self::Credits => "credits",
            Self::Staff => "staff",
            Self::Dispute => "dispute",
        }
    }
}
impl FromStr for HoldOwner {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(&Self::ALL, text)
    }
}

/// One reason to suspend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// In words, for the page; may be empty.
    pub reason: String,
    /// Since when.
    pub since: Timestamp,
}

/// The holds on a badge, one an owner. Empty means that nothing suspends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holds(BTreeMap<HoldOwner, Hold>);

impl Holds {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// The hold of an owner.
    pub fn of(&self, owner: HoldOwner) -> Option<&Hold> {
        self.0.get(&owner)
    }
    /// All of them, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (HoldOwner, &Hold)> {
        self.0.iter().map(|(owner, hold)| (*owner, hold))
    }
    /// The one that has suspended the badge the longest.
    pub fn first(&self) -> Option<&Hold> {
        self.0.values().min_by_key(|hold| hold.since)
    }
    /// Sets one. `false` if that owner's hold was there: then it stays as it was.
    pub(super) fn set(&mut self, owner: HoldOwner, reason: String, since: Timestamp) -> bool {
        let is_new = !self.0.contains_key(&owner);
        self.0.entry(owner).or_insert(Hold { reason, since });
        is_new
    }
    /// Lifts one. `false` if it was not there.
    pub(super) fn lift(&mut self, owner: HoldOwner) -> bool {
        self.0.remove(&owner).is_some()
    }
}

impl FromIterator<(HoldOwner, Hold)> for Holds {
    fn from_iter<I: IntoIterator<Item = (HoldOwner, Hold)>>(holds: I) -> Self {
        Self(holds.into_iter().collect())
    }
}
