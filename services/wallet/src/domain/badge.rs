//! A badge as the wallet holds it: who it belongs to, whether that person took it, what changes it.
//!
//! The ledger is issuance's. The wallet keeps what it needs to file a badge under the right person: whose
//! address it was awarded to, its place in a progression, and what the person decided.

mod words;

pub use words::{Acceptance, Status, UnknownWord, Visibility};

use super::address::AddressKey;
use platform::{
    clock::Timestamp,
    ids::{AchievementId, CredentialId, EarnerId, IssuerId, ProgressionId},
};

/// What issuance says of a credential, as a fact carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// Who issued it.
    pub issuer: IssuerId,
    /// What was earned.
    pub achievement: AchievementId,
    /// The ladder it is a level of.
    pub progression: Option<ProgressionId>,
    /// Its place there; higher is more senior, 0 is none.
    pub rank: u32,
    /// Grows with each change.
    pub version: u64,
    /// The ledger's state.
    pub status: Status,
    /// Who may see it.
    pub visibility: Visibility,
    /// Whether the earner is to be told by mail.
    pub notify: bool,
    /// Whether it came with many others.
    pub bulk: bool,
}

/// The earner who has proven that an address is theirs, and whether they trust the issuer in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The person.
    pub earner: EarnerId,
    /// Whether later awards of this issuer are accepted without a click.
    pub trusts: bool,
}

/// Where a credential was awarded to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The address on file; none once the person was erased.
    pub address: Option<AddressKey>,
    /// Who has proven that it is theirs.
    pub holder: Option<Holder>,
}

/// What a change led to: the fact to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// It waits for its earner.
    Pending {
        /// Whether to tell by mail.
        notify: bool,
        /// Whether it came with many others.
        bulk: bool,
    },
    /// It was accepted.
    Accepted {
        /// Without a click, by trust.
        automatic: bool,
        /// Whether to tell by mail.
        notify: bool,
        /// Whether it came with many others.
        bulk: bool,
    },
    /// It was refused.
    Declined,
    /// It was made public.
    Published,
    /// It is public no more.
    Hidden,
}

/// Why the earner cannot do that with a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadgeRefusal {
    /// The issuer took it back.
    #[error("the issuer revoked this badge; ask them if you think that is a mistake")]
    Revoked,
    /// It was accepted before.
    #[error("this badge was accepted already; take the acceptance back first, then decline it")]
    AlreadyAccepted,
    /// Only what was accepted can be shown.
    #[error("accept this badge first, then choose who may see it")]
    NotAccepted,
    /// An earner cannot hide a badge behind "not yet".
    #[error("choose private, link or public")]
    NoSuchChoice,
}

/// A badge in the wallet, or on its way there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// Which credential.
    pub credential: CredentialId,
    /// Who issued it.
    pub issuer: IssuerId,
    /// What was earned.
    pub achievement: AchievementId,
    /// The ladder it is a level of.
    pub progression: Option<ProgressionId>,
    /// Its place there.
    pub rank: u32,
    /// The ledger's state.
    pub status: Status,
    /// The ledger's version that was applied last; 0 before the first fact came.
    pub credential_version: u64,
    /// Who may see it.
    pub visibility: Visibility,
    /// Grows with each fact about it and with each choice that issuance is told of.
    pub version: u64,
    /// What the earner decided.
    pub acceptance: Acceptance,
    /// Whose it is; none while nobody has claimed it.
    pub earner: Option<EarnerId>,
    /// The address it was awarded to.
    pub address: Option<AddressKey>,
    /// The issuer moved it to another address than the one its holder had proven: whoever proves the new one
    /// gets it; until then it stays where it is.
    pub moved: bool,
    /// Whether it was announced: a fact said that it waits or was accepted.
    pub announced: bool,
    /// The earner's order: higher comes first.
    pub position: i64,
    /// When the wallet first heard of it.
    pub received_at: Timestamp,
}

impl Badge {
    /// A badge nobody has heard of before. Learn about it by [`Badge::learn`] or [`Badge::attach`].
    pub fn unheard(
        credential: CredentialId,
        ledger: &Ledger,
        contact: &Contact,
        now: Timestamp,
    ) -> Self {
        let holder = contact.holder;
        Self {
            credential,
            issuer: ledger.issuer,
            achievement: ledger.achievement,
            progression: ledger.progression,
            rank: ledger.rank,
            status: ledger.status,
            credential_version: 0,
            visibility: ledger.visibility,
            version: 0,
            acceptance: by_trust(holder),
            earner: holder.map(|h| h.earner),
            address: contact.address.clone(),
            moved: false,
            announced: false,
            position: now.micros(),
            received_at: now,
        }
    }

    /// Applies what issuance said, if it is news; `contact` where the address may have changed. A revocation may
    /// come before the award itself: then the award is old news.
    pub fn learn(&mut self, ledger: &Ledger, contact: Option<&Contact>) -> Option<Happening> {
        if ledger.version <= self.credential_version {
            return None;
        }
        self.credential_version = ledger.version;
        self.status = ledger.status;
        self.visibility = ledger.visibility;
        self.progression = ledger.progression;
        self.rank = ledger.rank;
        if let Some(contact) = contact {
            self.settle(contact);
        }
        // A badge that is taken back is not announced: nobody is mailed about it.
        if self.announced || self.status == Status::Revoked {
            return None;
        }
        self.announced = true;
        let (notify, bulk) = (ledger.notify, ledger.bulk);
        match self.acceptance {
            Acceptance::Pending => self.happens(Happening::Pending { notify, bulk }),
            Acceptance::Accepted => self.happens(Happening::Accepted {
                automatic: true,
                notify,
                bulk,
            }),
            Acceptance::Declined => None,
        }
    }

    /// Files it under the right person after its address was said anew.
    fn settle(&mut self, contact: &Contact) {
        let same_address = self.address == contact.address;
        self.address.clone_from(&contact.address);
        match (self.earner, contact.holder) {
            (Some(earner), Some(holder)) if earner == holder.earner => self.moved = false,
            // The address stayed and so does its badge, also when the person gave the address up meanwhile.
            (Some(_), _) if same_address => {}
            (_, Some(holder)) => {
                self.give_to(holder);
                self.announced = false;
            }
            // Corrected to an address nobody has proven: what was accepted stays until somebody does.
            (Some(_), None) if self.acceptance == Acceptance::Accepted => self.moved = true,
            (_, None) if same_address => {}
            (_, None) => {
                self.earner = None;
                self.acceptance = Acceptance::Pending;
                self.announced = false;
            }
        }
    }

    fn give_to(&mut self, holder: Holder) {
        self.earner = Some(holder.earner);
        self.acceptance = by_trust(Some(holder));
        self.moved = false;
    }

    /// The person has proven the address it was awarded to (I14).
    pub fn attach(&mut self, holder: Holder) -> Option<Happening> {
        match self.earner {
            Some(earner) if earner == holder.earner => {
                self.moved = false;
                return None;
            }
            Some(_) if !self.moved => return None,
            _ => {}
        }
        // What the person declined by the mailed link stays declined; they can undo it.
        if self.earner.is_none() && self.acceptance == Acceptance::Declined {
            self.earner = Some(holder.earner);
            return None;
        }
        self.give_to(holder);
        if !self.announced || self.status == Status::Revoked {
            return None;
        }
        self.happens(match self.acceptance {
            Acceptance::Accepted => Happening::Accepted {
                automatic: true,
                notify: false,
                bulk: false,
            },
            _ => Happening::Pending {
                notify: false,
                bulk: false,
            },
        })
    }

    /// Whether its person is still to decide: what a mail and its reminders are about.
    pub fn waits(&self) -> bool {
        self.status != Status::Revoked && (self.acceptance == Acceptance::Pending || self.moved)
    }

    /// Whether a mailed link may take it: also what was declined by such a link, for one can change one's mind.
    pub fn can_be_claimed(&self) -> bool {
        self.waits()
            || (self.status != Status::Revoked
                && self.earner.is_none()
                && self.acceptance == Acceptance::Declined)
    }

    /// Taken by the mailed link for `owner`, who holds the address now. A badge that somebody has already, who
    /// gave the address up since, stays theirs.
    pub fn claim(&mut self, owner: EarnerId) -> Result<Option<Happening>, BadgeRefusal> {
        if self.moved || self.earner.is_none() {
            self.earner = Some(owner);
            self.moved = false;
            self.acceptance = Acceptance::Pending;
        }
        self.accept()
    }

    /// The earner takes it. Twice is once.
    pub fn accept(&mut self) -> Result<Option<Happening>, BadgeRefusal> {
        if self.acceptance == Acceptance::Accepted {
            return Ok(None);
        }
        if self.status == Status::Revoked {
            return Err(BadgeRefusal::Revoked);
        }
        self.acceptance = Acceptance::Accepted;
        self.announced = true;
        Ok(self.happens(Happening::Accepted {
            automatic: false,
            notify: false,
            bulk: false,
        }))
    }

    /// The earner does not want it. Twice is once.
    pub fn decline(&mut self) -> Result<Option<Happening>, BadgeRefusal> {
        match self.acceptance {
            Acceptance::Declined => Ok(None),
            Acceptance::Accepted => Err(BadgeRefusal::AlreadyAccepted),
            Acceptance::Pending => {
                self.acceptance = Acceptance::Declined;
                self.announced = true;
                Ok(self.happens(Happening::Declined))
            }
        }
    }

    /// Refused by the mailed link. Who reads the mailbox that a badge was moved to may say that it is not theirs:
    /// then it stays with whom it was.
    pub fn decline_by_link(&mut self) -> Result<Option<Happening>, BadgeRefusal> {
        if std::mem::take(&mut self.moved) {
            Ok(None)
        } else {
            self.decline()
        }
    }

    /// Takes back an acceptance or a refusal: it waits again, and nobody sees it.
    pub fn undo(&mut self) -> Option<Happening> {
        if self.acceptance == Acceptance::Pending {
            return None;
        }
        self.acceptance = Acceptance::Pending;
        self.visibility = Visibility::Private;
        self.happens(Happening::Pending {
            notify: false,
            bulk: false,
        })
    }

    /// Whether the earner may choose who sees it so.
    pub fn may_show(&self, to: Visibility) -> Result<(), BadgeRefusal> {
        match (to, self.acceptance) {
            (Visibility::Hidden, _) => Err(BadgeRefusal::NoSuchChoice),
            (_, Acceptance::Accepted) => Ok(()),
            _ => Err(BadgeRefusal::NotAccepted),
        }
    }

    /// Counts the version up before issuance is told of a choice, so that of two choices the later one wins there too.
    pub fn reserve(&mut self) -> u64 {
        self.version += 1;
        self.version
    }

    /// The earner chose who sees it, and issuance has put it in force.
    pub fn show(&mut self, to: Visibility) -> Result<Option<Happening>, BadgeRefusal> {
        self.may_show(to)?;
        let before = std::mem::replace(&mut self.visibility, to);
        Ok(match (before, to) {
            (Visibility::Public, Visibility::Public) => None,
            (_, Visibility::Public) => self.happens(Happening::Published),
            (Visibility::Public, _) => self.happens(Happening::Hidden),
            _ => None,
        })
    }

    fn happens(&mut self, what: Happening) -> Option<Happening> {
        self.version += 1;
        Some(what)
    }
}

/// The first award from an issuer needs a click (M9); who trusts the issuer needs none (M11).
fn by_trust(holder: Option<Holder>) -> Acceptance {
    if holder.is_some_and(|h| h.trusts) {
        Acceptance::Accepted
    } else {
        Acceptance::Pending
    }
}

#[cfg(test)]
mod tests;
