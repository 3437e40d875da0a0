//! Claim links: what opens a badge to whoever reads the mail it was sent with.

use super::{
    address::{AddressKey, EmailAddress},
    badge::{Badge, Status},
};
use platform::{clock::Timestamp, ids::CredentialId};
use std::time::Duration;

/// How long a claim link lives (decisions §9).
pub const LIFETIME: Duration = Duration::from_secs(30 * 86_400);

/// A claim link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The message or request it was made for; one link each.
    pub mint: String,
    /// The mailbox it was sent to.
    pub email: EmailAddress,
    /// What that mailbox is found by.
    pub address: AddressKey,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// Its badges.
    pub badges: Vec<ClaimedBadge>,
}

/// One badge of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimedBadge {
    /// Which.
    pub credential: CredentialId,
    /// When another link of the same badge was used, which ended this one for it.
    pub ended_at: Option<Timestamp>,
}

/// Whether a link opens something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It does.
    Open,
    /// It did, or another link of the same badge.
    Used,
    /// Its time is over, or the badge goes to another address now.
    Expired,
    /// Every badge of it was revoked.
    Withdrawn,
}

impl LinkState {
    /// As contracts write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Used => "used",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Claim {
    /// The badges, of those given, that this link opens now.
    pub fn opens<'a>(&self, badges: &'a [Badge]) -> Vec<&'a Badge> {
        self.live(badges).filter(|b| b.can_be_claimed()).collect()
    }

    /// The badges still bound to this link: not ended by another, and still going to this address.
    fn live<'a>(&self, badges: &'a [Badge]) -> impl Iterator<Item = &'a Badge> {
        let ended: Vec<_> = self
            .badges
            .iter()
            .filter(|b| b.ended_at.is_some())
            .map(|b| b.credential)
            .collect();
        let address = self.address.clone();
        badges
            .iter()
            .filter(move |b| !ended.contains(&b.credential) && b.address.as_ref() == Some(&address))
    }

    /// Whether it opens something, given the state of its badges.
    pub fn state(&self, badges: &[Badge], now: Timestamp) -> LinkState {
        if self.used_at.is_some() {
            return LinkState::Used;
        }
        if !badges.is_empty() && badges.iter().all(|b| b.status == Status::Revoked) {
            return LinkState::Withdrawn;
        }
        if badges
            .iter()
            .all(|b| b.address.as_ref() != Some(&self.address))
        {
            return LinkState::Expired;
        }
        if self.opens(badges).is_empty() {
            return LinkState::Used;
        }
        if now >= self.expires_at {
            LinkState::Expired
        } else {
            LinkState::Open
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::badge::{Contact, Ledger, Visibility};
    use platform::ids::Ids;

    fn badge(address: &[u8], status: Status) -> Badge {
        let ids = Ids::seeded(3);
        let ledger = Ledger {
            issuer: ids.random(),
            achievement: ids.random(),
            progression: None,
            rank: 0,
            version: 1,
            status,
            visibility: Visibility::Private,
            notify: true,
            bulk: false,
        };
        let to = Contact {
            address: Some(AddressKey(address.to_vec())),
            holder: None,
        };
        let mut badge = Badge::unheard(Ids::seeded(9).random(), &ledger, &to, Timestamp::default());
        badge.learn(&ledger, Some(&to));
        badge
    }

    fn claim() -> Claim {
        Claim {
            mint: "msg".into(),
            email: "ada@example.org".parse().unwrap(),
            address: AddressKey(b"ada".to_vec()),
            expires_at: Timestamp::from_micros(100),
            used_at: None,
            badges: vec![ClaimedBadge {
                credential: badge(b"ada", Status::Valid).credential,
                ended_at: None,
            }],
        }
    }

    #[test]
    fn a_link_is_open_until_it_is_used_or_old() {
        let (claim, badges) = (claim(), [badge(b"ada", Status::Valid)]);
        assert_eq!(
            claim.state(&badges, Timestamp::from_micros(99)),
            LinkState::Open
        );
        assert_eq!(
            claim.state(&badges, Timestamp::from_micros(100)),
            LinkState::Expired
        );
        let used = Claim {
            used_at: Some(Timestamp::from_micros(1)),
            ..claim
        };
        assert_eq!(
            used.state(&badges, Timestamp::from_micros(2)),
            LinkState::Used
        );
    }

    #[test]
    fn a_link_dies_when_the_badge_goes_to_another_address() {
        assert_eq!(
            claim().state(&[badge(b"eve", Status::Valid)], Timestamp::default()),
            LinkState::Expired
        );
    }

    #[test]
    fn a_link_is_used_when_another_one_took_its_badge_and_withdrawn_when_the_issuer_did() {
        let now = Timestamp::default();
        let mut taken = claim();
        taken.badges[0].ended_at = Some(now);
        assert_eq!(
            taken.state(&[badge(b"ada", Status::Valid)], now),
            LinkState::Used
        );
        assert_eq!(
            claim().state(&[badge(b"ada", Status::Revoked)], now),
            LinkState::Withdrawn
        );
        let mut accepted = badge(b"ada", Status::Valid);
        accepted.accept().unwrap();
        assert_eq!(claim().state(&[accepted], now), LinkState::Used);
    }
}
