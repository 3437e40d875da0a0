//! A mail to one person: its kinds, its states, and why it may come to nothing.

use super::reminder::Day;
use platform::{
    clock::Timestamp,
    ids::{CredentialId, IssuerId, MessageId},
};
use std::str::FromStr;

/// What a message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A badge waits for its earner.
    Award,
    /// A badge was accepted without a click, because the earner trusts the issuer.
    AwardAccepted,
    /// A badge still waits.
    Reminder(Day),
    /// The badge mail again, asked for by staff.
    Resend,
    /// A badge was taken back.
    Revoked,
    /// A badge is not valid at present.
    Suspended,
    /// A badge is valid again.
    Reinstated,
    /// A badge has a new period.
    Renewed,
    /// A link that signs in.
    SignIn,
    /// A link that proves an address.
    VerifyAddress,
    /// To the owner of an address that somebody else wanted to add to their account.
    AddressInUse,
    /// A new claim link in place of an old one.
    FreshClaim,
    /// Too many wrong passwords.
    Locked,
    /// To the address an account had before: a further one was added.
    AddressAdded,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Award,
        Self::AwardAccepted,
        Self::Reminder(Day::Thirty),
        Self::Reminder(Day::Sixty),
        Self::Reminder(Day::HundredTwenty),
        Self::Resend,
        Self::Revoked,
        Self::Suspended,
        Self::Reinstated,
        Self::Renewed,
        Self::SignIn,
        Self::VerifyAddress,
        Self::AddressInUse,
        Self::FreshClaim,
        Self::Locked,
        Self::AddressAdded,
    ];

    /// As contracts and tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Award => "award",
            Self::AwardAccepted => "award_accepted",
            Self::Reminder(Day::Thirty) => "reminder_30",
            Self::Reminder(Day::Sixty) => "reminder_60",
            Self::Reminder(Day::HundredTwenty) => "reminder_120",
            Self::Resend => "resend",
            Self::Revoked => "revoked",
            Self::Suspended => "suspended",
            Self::Reinstated => "reinstated",
            Self::Renewed => "renewed",
            Self::SignIn => "sign_in",
            Self::VerifyAddress => "verify_address",
            Self::AddressInUse => "address_in_use",
            Self::FreshClaim => "fresh_claim",
            Self::Locked => "locked",
            Self::AddressAdded => "address_added",
        }
    }

    /// Whether it tells of an award for the first time.
    pub const fn announces(self) -> bool {
        matches!(self, Self::Award | Self::AwardAccepted)
    }

    /// Whether it reminds.
    pub const fn is_reminder(self) -> bool {
        matches!(self, Self::Reminder(_))
    }

    /// Somebody waits for it in front of a screen: it does not stand in line behind a thousand awards.
    pub const fn is_urgent(self) -> bool {
        matches!(
            self,
            Self::SignIn
                | Self::VerifyAddress
                | Self::AddressInUse
                | Self::FreshClaim
                | Self::Locked
        )
    }

    /// Whether it goes out although an earlier mail to the address was refused: a person asked for it.
    pub const fn is_asked_for(self) -> bool {
        self.is_urgent() || matches!(self, Self::Resend)
    }

    /// Whether a badge in that state belongs into a message of this kind.
    pub fn admits(self, standing: Standing) -> Result<(), Why> {
        match (self, standing) {
            (Self::Revoked, Standing::Revoked) | (Self::Suspended, Standing::Suspended) => Ok(()),
            (_, Standing::Revoked) => Err(Why::Revoked),
            (Self::Revoked | Self::Suspended, _) => Err(Why::Reinstated),
            (
                Self::Award
                | Self::AwardAccepted
                | Self::Reminder(_)
                | Self::Reinstated
                | Self::Renewed,
                Standing::Suspended,
            ) => Err(Why::Suspended),
            (Self::Reminder(_), Standing::Expired) => Err(Why::Expired),
            _ => Ok(()),
        }
    }
}

impl FromStr for Kind {
    type Err = Unknown;
    fn from_str(text: &str) -> Result<Self, Unknown> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| Unknown(text.to_owned()))
    }
}

/// A word of a table or a contract that this version does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a word this version knows")]
pub struct Unknown(pub String);

/// What issuance says of a badge at the time of sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In force.
    Valid,
    /// Its time is over.
    Expired,
    /// Held back for a reason that can go away.
    Suspended,
    /// Taken back.
    Revoked,
}

impl FromStr for Standing {
    type Err = Unknown;
    fn from_str(text: &str) -> Result<Self, Unknown> {
        match text {
            "valid" => Ok(Self::Valid),
            "expired" => Ok(Self::Expired),
            "suspended" => Ok(Self::Suspended),
            "revoked" => Ok(Self::Revoked),
            other => Err(Unknown(other.to_owned())),
        }
    }
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for its time.
    Scheduled,
    /// Somebody is sending it.
    Sending,
    /// The mail server has taken it.
    Sent,
    /// It will not be tried again.
    Failed,
    /// There was no reason left to send it.
    Cancelled,
}

impl State {
    /// As contracts and tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

impl FromStr for State {
    type Err = Unknown;
    fn from_str(text: &str) -> Result<Self, Unknown> {
        [
            Self::Scheduled,
            Self::Sending,
            Self::Sent,
            Self::Failed,
            Self::Cancelled,
        ]
        .into_iter()
        .find(|state| state.as_str() == text)
        .ok_or_else(|| Unknown(text.to_owned()))
    }
}

/// Why a message, or one badge of it, was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The earner has accepted the badge.
    Accepted,
    /// The earner does not want it.
    Declined,
    /// Nothing of it waits for the earner any more.
    NothingPending,
    /// The badge was taken back.
    Revoked,
    /// The badge is suspended; its reminders go on when it is valid again.
    Suspended,
    /// The badge's time is over.
    Expired,
    /// The badge is not revoked any more.
    Reinstated,
    /// The recipient was erased, or has no address.
    NoAddress,
    /// The request came to nothing.
    Void,
    /// It went out in one mail with another.
    Gathered,
    /// A later mail says the same.
    Overtaken,
    /// The badge goes to another address now.
    Moved,
    /// The organization wants fewer reminders now, or none.
    SwitchedOff,
}

impl Why {
    /// As contracts and tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::NothingPending => "nothing_pending",
            Self::Revoked => "revoked",
            Self::Suspended => "suspended",
            Self::Expired => "expired",
            Self::Reinstated => "reinstated",
            Self::NoAddress => "no_address",
            Self::Void => "void",
            Self::Gathered => "gathered",
            Self::Overtaken => "overtaken",
            Self::Moved => "moved",
            Self::SwitchedOff => "switched_off",
        }
    }
}

/// A message as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Which.
    pub id: MessageId,
    /// What it says.
    pub kind: Kind,
    /// Whose badges it is about.
    pub issuer: Option<IssuerId>,
    /// Blind index of the address it was meant for when it was made.
    pub person: Option<Vec<u8>>,
    /// The request or the earner it is about.
    pub about: Option<String>,
    /// How far it has come.
    pub state: State,
    /// Why it was cancelled, or what the last attempt failed of.
    pub reason: Option<String>,
    /// When it is to go out.
    pub due_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Until when whoever is sending it has it for itself.
    pub locked_until: Option<Timestamp>,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
    /// Its badges, in their order.
    pub credentials: Vec<CredentialId>,
}

/// The name of an announcement of a badge to one person: there is one of them for ever.
pub fn award_slot(person: &[u8]) -> String {
    use std::fmt::Write as _;
    person
        .iter()
        .take(8)
        .fold("award:".to_owned(), |mut slot, byte| {
            // Writing to a String cannot fail.
            let _written = write!(slot, "{byte:02x}");
            slot
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_states_are_read_as_they_are_written() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert!("award ".parse::<Kind>().is_err());
        for state in [
            State::Scheduled,
            State::Sending,
            State::Sent,
            State::Failed,
            State::Cancelled,
        ] {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
    }

    #[test]
    fn a_suspended_badge_is_neither_announced_nor_reminded_of() {
        let reminder = Kind::Reminder(Day::Thirty);
        assert_eq!(Kind::Award.admits(Standing::Suspended), Err(Why::Suspended));
        assert_eq!(reminder.admits(Standing::Suspended), Err(Why::Suspended));
        assert_eq!(Kind::Resend.admits(Standing::Suspended), Ok(()));
    }

    #[test]
    fn an_expired_badge_is_announced_but_not_reminded_of() {
        // S11
        assert_eq!(Kind::Award.admits(Standing::Expired), Ok(()));
        assert_eq!(
            Kind::Reminder(Day::Sixty).admits(Standing::Expired),
            Err(Why::Expired)
        );
    }

    #[test]
    fn a_revocation_that_was_undone_is_not_told() {
        assert_eq!(Kind::Revoked.admits(Standing::Revoked), Ok(()));
        assert_eq!(Kind::Revoked.admits(Standing::Valid), Err(Why::Reinstated));
        assert_eq!(Kind::Resend.admits(Standing::Revoked), Err(Why::Revoked));
    }

    #[test]
    fn a_suspension_is_told_only_while_it_lasts_and_its_end_only_when_it_has_ended() {
        let tells = |kind: Kind, standing| kind.admits(standing);
        assert_eq!(tells(Kind::Suspended, Standing::Suspended), Ok(()));
        assert_eq!(
            tells(Kind::Suspended, Standing::Valid),
            Err(Why::Reinstated)
        );
        assert_eq!(tells(Kind::Suspended, Standing::Revoked), Err(Why::Revoked));
        for kind in [Kind::Reinstated, Kind::Renewed] {
            assert_eq!(tells(kind, Standing::Valid), Ok(()));
            assert_eq!(tells(kind, Standing::Suspended), Err(Why::Suspended));
            assert_eq!(tells(kind, Standing::Revoked), Err(Why::Revoked));
        }
    }
}
