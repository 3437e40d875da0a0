//! What is known here of a badge: enough to tell whether a mail about it has a reason.

use super::message::{Kind, Standing};
use platform::{
    clock::Timestamp,
    ids::{CredentialId, EarnerId, IssuerId},
};

/// What the earner decided, as the wallet says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// Nothing yet.
    Pending,
    /// It is theirs.
    Accepted,
    /// They do not want it.
    Declined,
}

impl Acceptance {
    /// As tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }
    /// Reads [`Acceptance::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Pending, Self::Accepted, Self::Declined]
            .into_iter()
            .find(|a| a.as_str() == text)
    }
}

/// A badge as heard of from wallet and issuance. Each of the two counts its own versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// Which.
    pub credential: CredentialId,
    /// Whose.
    pub issuer: IssuerId,
    /// Blind index of the recipient's address, once asked for.
    pub person: Option<Vec<u8>>,
    /// Who holds it.
    pub earner: Option<EarnerId>,
    /// What the earner decided.
    pub acceptance: Acceptance,
    /// The wallet's version; 0 before its first fact.
    pub badge_version: u64,
    /// The announcement that was asked for and has not gone out.
    pub wants: Option<Kind>,
    /// The ledger's word: valid, suspended or revoked.
    pub standing: Standing,
    /// The ledger's version; 0 before its first fact.
    pub credential_version: u64,
    /// When the first mail about it went out.
    pub told_at: Option<Timestamp>,
}

/// What the wallet says of a badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletNews {
    /// Its version.
    pub version: u64,
    /// What the earner decided.
    pub acceptance: Acceptance,
    /// Who holds it.
    pub earner: Option<EarnerId>,
    /// The announcement the fact asks for.
    pub wants: Option<Kind>,
}

impl Badge {
    /// A badge nobody has heard of.
    pub fn unheard(credential: CredentialId, issuer: IssuerId) -> Self {
        Self {
            credential,
            issuer,
            person: None,
            earner: None,
            acceptance: Acceptance::Pending,
            badge_version: 0,
            wants: None,
            standing: Standing::Valid,
            credential_version: 0,
            told_at: None,
        }
    }

    /// Applies what the wallet said. `false` if it is old news.
    pub fn hear_wallet(&mut self, news: &WalletNews) -> bool {
        if news.version <= self.badge_version {
            return false;
        }
        self.badge_version = news.version;
        self.acceptance = news.acceptance;
        self.earner = news.earner.or(self.earner);
        self.wants = news.wants;
        true
    }

    /// Applies what the ledger said: the standing before, or `None` if it is old news.
    pub fn hear_ledger(&mut self, version: u64, standing: Standing) -> Option<Standing> {
        if version <= self.credential_version {
            return None;
        }
        self.credential_version = version;
        Some(std::mem::replace(&mut self.standing, standing))
    }

    /// Whether it is to be announced now.
    pub fn announcement(&self) -> Option<Kind> {
        self.wants.filter(|_| self.standing == Standing::Valid)
    }

    /// A mail about it went out. `true` if that was the first one, from which reminders count.
    pub fn told(&mut self, now: Timestamp) -> bool {
        self.wants = None;
        if self.told_at.is_some() {
            return false;
        }
        self.told_at = Some(now);
        true
    }

    /// Whether somebody has taken it, and so is told what becomes of it.
    pub fn is_taken(&self) -> bool {
        self.acceptance == Acceptance::Accepted
    }

    /// Whether its earner is to be reminded.
    pub fn waits(&self) -> bool {
        self.acceptance == Acceptance::Pending && self.standing != Standing::Revoked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::ids::Ids;

    fn badge() -> Badge {
        let ids = Ids::seeded(1);
        Badge::unheard(ids.random(), ids.random())
    }
    fn news(version: u64, acceptance: Acceptance, wants: Option<Kind>) -> WalletNews {
        WalletNews {
            version,
            acceptance,
            earner: None,
            wants,
        }
    }

    #[test]
    fn an_acceptance_that_overtakes_the_award_leaves_nothing_to_announce() {
        let mut badge = badge();
        assert!(badge.hear_wallet(&news(2, Acceptance::Accepted, None)));
        assert!(!badge.hear_wallet(&news(1, Acceptance::Pending, Some(Kind::Award))));
        assert_eq!(badge.announcement(), None);
        assert!(!badge.waits());
    }

    #[test]
    fn a_badge_suspended_before_its_mail_is_announced_when_it_is_valid_again() {
        let mut badge = badge();
        assert_eq!(
            badge.hear_ledger(2, Standing::Suspended),
            Some(Standing::Valid)
        );
        assert!(badge.hear_wallet(&news(1, Acceptance::Pending, Some(Kind::Award))));
        assert_eq!(badge.announcement(), None);
        assert_eq!(
            badge.hear_ledger(3, Standing::Valid),
            Some(Standing::Suspended)
        );
        assert_eq!(badge.announcement(), Some(Kind::Award));
        assert_eq!(badge.hear_ledger(2, Standing::Suspended), None);
    }

    #[test]
    fn only_the_first_mail_starts_the_clock() {
        let mut badge = badge();
        assert!(badge.told(Timestamp::from_micros(1)));
        assert!(!badge.told(Timestamp::from_micros(2)));
        assert_eq!(badge.told_at, Some(Timestamp::from_micros(1)));
    }
}
