//! Badges: one achievement awarded to one recipient, and what may happen to it.
//!
//! Each transition takes the badge and answers it changed, with the fact it caused, or the reason it refuses.

use super::{
    hold::{HoldOwner, Holds},
    policy::{UnknownWord, VisibleFrom, of_word},
    revision::Change,
    status_list::StatusPlace,
};
use crate::Error;
use platform::{
    clock::{Timestamp, Zone},
    ids::{
        AchievementId, BatchId, CredentialId, IssuerId, ProgressionId, RequestId, RuleId, VersionId,
    },
};
use std::str::FromStr;
use uuid::Uuid;

/// The earner's act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Acceptance {
    /// Not yet.
    #[default]
    Pending,
    /// The earner took it.
    Accepted,
    /// The earner does not want it.
    Declined,
}

impl Acceptance {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Pending, "pending"),
        (Self::Accepted, "accepted"),
        (Self::Declined, "declined"),
    ];
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }
}
impl FromStr for Acceptance {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(&Self::ALL, text)
    }
}

/// Who may see a badge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Nobody yet.
    #[default]
    Hidden,
    /// The earner alone, by the earner's wish.
    Private,
    /// Who has its link.
    Link,
    /// Everybody.
    Public,
}

impl Visibility {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Hidden, "hidden"),
        (Self::Private, "private"),
        (Self::Link, "link"),
        (Self::Public, "public"),
    ];
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Private => "private",
            Self::Link => "link",
            Self::Public => "public",
        }
    }
}
impl FromStr for Visibility {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(&Self::ALL, text)
    }
}

/// The truth about a badge at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It holds.
    Valid,
    /// Its signed end has passed.
    Expired,
    /// Something holds it.
    Suspended,
    /// It was taken back.
    Revoked,
}

impl State {
    /// All of them.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Valid, "valid"),
        (Self::Expired, "expired"),
        (Self::Suspended, "suspended"),
        (Self::Revoked, "revoked"),
    ];
    /// As contracts write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Expired => "expired",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
        }
    }
}
impl FromStr for State {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(&Self::ALL, text)
    }
}

/// Where an award came from: references are unique within one source (decisions §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A customer's own reference, over the API or in a file.
    Customer,
    /// A file's row without a reference: named by what it says.
    Row,
    /// A rule of membership-sync.
    Rule,
}

impl Source {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Customer, "customer"),
        (Self::Row, "row"),
        (Self::Rule, "rule"),
    ];
    /// As databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Row => "row",
            Self::Rule => "rule",
        }
    }
}
impl FromStr for Source {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_word(&Self::ALL, text)
    }
}

/// That a badge was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// When.
    pub at: Timestamp,
    /// Why, in words; may be empty.
    pub reason: String,
}

/// A badge, without what is personal in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Credential {
    /// Its id, which stands in its address.
    pub id: CredentialId,
    /// Whose it is.
    pub issuer: IssuerId,
    /// What was achieved.
    pub achievement: AchievementId,
    /// In which version it was awarded.
    pub achievement_version: VersionId,
    /// The ladder it is a level of.
    pub progression: Option<ProgressionId>,
    /// Its place there; 0 if none.
    pub rank: u32,
    /// Its public address, for ever.
    pub url: String,
    /// The DID it was issued under, for ever.
    pub issuer_did: String,
    /// Names the subject in the document.
    pub subject: Uuid,
    /// When it was awarded.
    pub awarded_at: Timestamp,
    /// The signed `validFrom` of the newest revision.
    pub valid_from: Timestamp,
    /// When it ends, if it does, and then `validUntil` of the signed content: by the rule of a `dated` achievement,
    /// or because the award or its renewal named an end, which no rule would follow otherwise.
    pub valid_until: Option<Timestamp>,
    /// The zone its dates are meant in.
    pub zone: Zone,
    /// The newest revision.
    pub revision: u32,
    /// Its bit.
    pub status: StatusPlace,
    /// What suspends it.
    pub holds: Holds,
    /// That it was taken back.
    pub revocation: Option<Revocation>,
    /// The earner's act.
    pub acceptance: Acceptance,
    /// Who may see it.
    pub visibility: Visibility,
    /// Where it came from.
    pub source: Source,
    /// The rule that awarded it.
    pub rule: Option<RuleId>,
    /// The file it came with.
    pub batch: Option<BatchId>,
    /// Whether the earner is told by mail.
    pub notify: bool,
    /// Whether it came with many others.
    pub bulk: bool,
    /// BCP 47; empty if unknown.
    pub locale: String,
    /// When the row was made.
    pub created_at: Timestamp,
    /// Grows by one with each change.
    pub version: u64,
    /// Counts up when a badge is no longer link-only, so that its link opens nothing any more.
    pub link_generation: u32,
    /// The newest version of the wallet's facts about it that was applied.
    pub wallet_version: u64,
}

/// What a transition brought about, for everybody who listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// It exists.
    Issued,
    /// A new revision is in force.
    Revised(Change),
    /// It was taken back, for this reason.
    Revoked(String),
    /// Something holds it now.
    Suspended,
    /// Nothing holds it any more.
    Reinstated,
    /// Its mail is to go out again.
    ResendRequested(RequestId),
}

/// Why a transition is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Taken back badges change only by being reinstated.
    #[error("this badge was revoked on {0}; reinstate it first if the revocation was a mistake")]
    Revoked(Timestamp),
    /// It was revoked before.
    #[error("this badge is revoked already, since {0}")]
    AlreadyRevoked(Timestamp),
    /// That owner's hold is there.
    #[error("this badge is suspended already by `{0}`")]
    AlreadyHeld(&'static str),
    /// Nothing to lift.
    #[error("nothing that staff set holds this badge: {0}")]
    NothingToLift(String),
    /// It has no end.
    #[error(
        "this badge has no end date to renew: it is valid as long as its status is. Give `valid_until` if it shall end"
    )]
    NothingToRenew,
    /// It would end before now.
    #[error("the new period would have ended on {0}; give a later `valid_until`")]
    EndsInThePast(Timestamp),
    /// The earner has declined it.
    #[error(
        "the earner declined this badge, so it is not mailed again; they can take it back in their wallet"
    )]
    Declined,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::Revoked(_) => "revoked",
            Refusal::AlreadyRevoked(_) => "already_revoked",
            Refusal::AlreadyHeld(_) => "already_suspended",
            Refusal::NothingToLift(_) => "nothing_to_lift",
            Refusal::NothingToRenew => "nothing_to_renew",
            Refusal::EndsInThePast(_) => "ends_in_the_past",
            Refusal::Declined => "declined",
        };
        Self::Conflict {
            code,
            message: refusal.to_string(),
        }
    }
}

/// A transition's answer.
pub type Changed = Result<(Credential, Fact), Refusal>;

impl Credential {
    /// The truth about it at an instant.
    pub fn state(&self, now: Timestamp) -> State {
        if self.revocation.is_some() {
            State::Revoked
        } else if !self.holds.is_empty() {
            State::Suspended
        } else if self.valid_until.is_some_and(|end| end < now) {
            State::Expired
        } else {
            State::Valid
        }
    }

    /// The ledger's state, in which time does not count: `valid`, `suspended`, `revoked`.
    pub fn ledger_state(&self) -> State {
        if self.revocation.is_some() {
            State::Revoked
        } else if self.holds.is_empty() {
            State::Valid
        } else {
            State::Suspended
        }
    }

    /// Whether its bit is set.
    pub fn bit(&self) -> bool {
        self.ledger_state() != State::Valid
    }

    /// Why it does not hold and since when.
    pub fn trouble(&self, now: Timestamp) -> Option<(&str, Timestamp)> {
        match self.state(now) {
            State::Valid => None,
            State::Expired => self.valid_until.map(|end| ("", end)),
            State::Suspended => self
                .holds
                .first()
                .map(|hold| (hold.reason.as_str(), hold.since)),
            State::Revoked => self.revocation.as_ref().map(|r| (r.reason.as_str(), r.at)),
        }
    }

    /// Takes it back. Every verifier says so from the next look on.
    pub fn revoke(mut self, reason: String, now: Timestamp) -> Changed {
        if let Some(revocation) = &self.revocation {
            return Err(Refusal::AlreadyRevoked(revocation.at));
        }
        self.revocation = Some(Revocation {
            at: now,
            reason: reason.clone(),
        });
        Ok(self.changed(Fact::Revoked(reason)))
    }

    /// Sets a hold.
    pub fn suspend(mut self, owner: HoldOwner, reason: String, now: Timestamp) -> Changed {
        if let Some(revocation) = &self.revocation {
            return Err(Refusal::Revoked(revocation.at));
        }
        if self.holds.of(owner).is_some() {
            return Err(Refusal::AlreadyHeld(owner.as_str()));
        }
        self.holds.set(owner, reason, now);
        Ok(self.changed(Fact::Suspended))
    }

    /// Lifts a hold. Others may still hold the badge.
    pub fn lift(mut self, owner: HoldOwner) -> Changed {
        if !self.holds.lift(owner) {
            return Err(Refusal::NothingToLift(self.told_holds()));
        }
        let fact = if self.bit() {
            Fact::Suspended
        } else {
            Fact::Reinstated
        };
        Ok(self.changed(fact))
    }

    /// What staff may undo: a revocation, or else the hold `staff`.
    pub fn reinstate(mut self) -> Changed {
        if self.revocation.take().is_some() {
            let fact = if self.bit() {
                Fact::Suspended
            } else {
                Fact::Reinstated
            };
            return Ok(self.changed(fact));
        }
        self.lift(HoldOwner::Staff)
    }

    /// Says whether the member's standing under a rule is good: sets or lifts the rule's hold. `None` where nothing
    /// changes.
    pub fn stand(
        mut self,
        good: bool,
        owner: HoldOwner,
        reason: &str,
        now: Timestamp,
    ) -> Option<(Credential, Fact)> {
        if good {
            return self.lift(owner).ok();
        }
        if self.holds.set(owner, reason.to_owned(), now) {
            Some(self.changed(Fact::Suspended))
        } else {
            None
        }
    }

    /// Passes where a new revision may be made.
    pub fn must_be_revisable(&self) -> Result<(), Refusal> {
        self.revocation
            .as_ref()
            .map_or(Ok(()), |revocation| Err(Refusal::Revoked(revocation.at)))
    }

    /// A new revision is in force. `status` is its bit, which may be another than before.
    #[must_use]
    pub fn revised(
        mut self,
        change: Change,
        valid_from: Timestamp,
        status: StatusPlace,
    ) -> (Credential, Fact) {
        self.revision += 1;
        self.valid_from = valid_from;
        self.status = status;
        self.changed(Fact::Revised(change))
    }

    /// What was mended is not in the signed content, so that the revision stays.
    #[must_use]
    pub fn mended(self) -> (Credential, Fact) {
        self.changed(Fact::Revised(Change::Corrected))
    }

    /// Asks for the mail to go out again.
    pub fn resend(self, request: RequestId) -> Changed {
        self.must_be_revisable()?;
        if self.acceptance == Acceptance::Declined {
            return Err(Refusal::Declined);
        }
        Ok(self.changed(Fact::ResendRequested(request)))
    }

    /// The earner took it, declined it, or took either back.
    #[must_use]
    pub fn answered(mut self, acceptance: Acceptance, visible_from: VisibleFrom) -> Self {
        self.acceptance = acceptance;
        match acceptance {
            // Taken back, it waits again and nobody sees it.
            Acceptance::Declined | Acceptance::Pending => self.visibility = Visibility::Hidden,
            // Only what nobody decided yet follows the programme's setting.
            Acceptance::Accepted
                if self.visibility == Visibility::Hidden
                    && visible_from != VisibleFrom::Publish =>
            {
                self.visibility = Visibility::Public;
            }
            Acceptance::Accepted => {}
        }
        self.version += 1;
        self
    }

    /// The earner decided who may see it.
    #[must_use]
    pub fn shown_to(mut self, visibility: Visibility) -> Self {
        self.link_generation +=
            u32::from(self.visibility == Visibility::Link && visibility != Visibility::Link);
        self.visibility = visibility;
        self.version += 1;
        self
    }

    /// Who may see a badge that was just awarded.
    pub fn first_visibility(visible_from: VisibleFrom) -> Visibility {
        if visible_from == VisibleFrom::Issue {
            Visibility::Public
        } else {
            Visibility::Hidden
        }
    }

    fn changed(mut self, fact: Fact) -> (Credential, Fact) {
        self.version += 1;
        (self, fact)
    }

    fn told_holds(&self) -> String {
        if self.holds.is_empty() {
            return "it is not suspended".into();
        }
        let owners: Vec<&str> = self.holds.iter().map(|(owner, _)| owner.as_str()).collect();
        format!(
            "it is suspended by {}, which lifts its own hold when its cause ends",
            owners.join(" and ")
        )
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::hold::Hold;
    use platform::ids::Ids;
    use std::time::Duration;

    pub(crate) fn awarded(now: Timestamp) -> Credential {
        let ids = Ids::seeded(5);
        let id: CredentialId = ids.random();
        Credential {
            id,
            issuer: ids.random(),
            achievement: ids.random(),
            achievement_version: ids.random(),
            progression: None,
            rank: 0,
            url: format!("https://badges.example.org/b/{id}"),
            issuer_did: "did:web:badges.example.org:issuers:guild".into(),
            subject: ids.uuid_v4(),
            awarded_at: now,
            valid_from: now.whole_second(),
            valid_until: None,
            zone: Zone::utc(),
            revision: 1,
            status: StatusPlace {
                list: ids.random(),
                index: 7,
            },
            holds: Holds::default(),
            revocation: None,
            acceptance: Acceptance::Pending,
            visibility: Visibility::Hidden,
            source: Source::Customer,
            rule: None,
            batch: None,
            notify: true,
            bulk: false,
            locale: "en".into(),
            created_at: now,
            version: 1,
            wallet_version: 0,
            link_generation: 0,
        }
    }
    fn now() -> Timestamp {
        Timestamp::parse("2026-03-31T12:00:00Z").unwrap()
    }

    #[test]
    fn valid_means_that_nothing_holds_it_and_each_hold_is_lifted_by_its_owner_only() {
        let (c, fact) = awarded(now())
            .suspend(HoldOwner::Membership, "the membership ended".into(), now())
            .unwrap();
        assert_eq!(
            (c.state(now()), fact, c.bit(), c.version),
            (State::Suspended, Fact::Suspended, true, 2)
        );
        let (c, _) = c
            .suspend(HoldOwner::Staff, "under review".into(), now())
            .unwrap();
        assert_eq!(
            c.clone().suspend(HoldOwner::Staff, String::new(), now()),
            Err(Refusal::AlreadyHeld("staff"))
        );
        // Staff lift their own hold; the membership's stays.
        let (c, fact) = c.reinstate().unwrap();
        assert_eq!((c.state(now()), fact), (State::Suspended, Fact::Suspended));
        let refusal = c.clone().reinstate().unwrap_err().to_string();
        assert!(refusal.contains("suspended by membership"), "{refusal}");
        let (c, fact) = c.stand(true, HoldOwner::Membership, "", now()).unwrap();
        assert_eq!(
            (c.state(now()), fact, c.bit()),
            (State::Valid, Fact::Reinstated, false)
        );
        assert_eq!(c.stand(true, HoldOwner::Membership, "", now()), None);
    }

    #[test]
    fn a_revoked_badge_changes_only_by_being_reinstated_and_keeps_its_holds() {
        let (c, _) = awarded(now())
            .suspend(HoldOwner::Membership, "lapsed".into(), now())
            .unwrap();
        let (c, fact) = c.revoke("wrong person".into(), now()).unwrap();
        assert_eq!(
            (c.state(now()), fact),
            (State::Revoked, Fact::Revoked("wrong person".into()))
        );
        assert!(c.clone().revoke(String::new(), now()).is_err());
        assert!(
            c.clone()
                .suspend(HoldOwner::Staff, String::new(), now())
                .is_err()
        );
        assert!(c.clone().resend(Ids::seeded(1).random()).is_err());
        assert!(c.must_be_revisable().is_err());
        // A lapse while it is revoked is noted all the same.
        let (c, _) = c
            .stand(false, HoldOwner::Credits, "too few credits", now())
            .unwrap();
        let (c, fact) = c.reinstate().unwrap();
        assert_eq!(
            (c.state(now()), fact, c.holds.iter().count()),
            (State::Suspended, Fact::Suspended, 2)
        );
    }

    #[test]
    fn it_holds_to_its_end_and_not_beyond() {
        let mut c = awarded(now());
        let later = now().plus(Duration::from_secs(1));
        assert_eq!(c.state(later), State::Valid);
        c.valid_until = Some(now());
        assert_eq!(
            (c.state(now()), c.state(later)),
            (State::Valid, State::Expired)
        );
        assert_eq!(c.trouble(later), Some(("", now())));
        assert_eq!(c.ledger_state(), State::Valid);
    }

    #[test]
    fn what_the_earner_decided_is_not_overruled_by_the_programme() {
        let c = awarded(now());
        let see = |acceptance, from, before| {
            c.clone()
                .shown_to(before)
                .answered(acceptance, from)
                .visibility
        };
        assert_eq!(
            see(
                Acceptance::Accepted,
                VisibleFrom::Accept,
                Visibility::Hidden
            ),
            Visibility::Public
        );
        assert_eq!(
            see(
                Acceptance::Accepted,
                VisibleFrom::Publish,
                Visibility::Hidden
            ),
            Visibility::Hidden
        );
        assert_eq!(
            see(
                Acceptance::Accepted,
                VisibleFrom::Accept,
                Visibility::Private
            ),
            Visibility::Private
        );
        assert_eq!(
            see(Acceptance::Declined, VisibleFrom::Issue, Visibility::Public),
            Visibility::Hidden
        );
        assert_eq!(
            Credential::first_visibility(VisibleFrom::Issue),
            Visibility::Public
        );
    }

    #[test]
    fn the_oldest_hold_tells_why() {
        let mut c = awarded(now());
        let hold = |reason: &str, seconds| Hold {
            reason: reason.into(),
            since: now().plus(Duration::from_secs(seconds)),
        };
        c.holds = [
            (HoldOwner::Membership, hold("later", 9)),
            (HoldOwner::Staff, hold("first", 1)),
        ]
        .into_iter()
        .collect();
        assert_eq!(c.trouble(now()).unwrap().0, "first");
    }
}
