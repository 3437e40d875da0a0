//! What other services say at the time of sending.

use super::{message::Standing, reminder::USUAL_DAYS};
use jiff::civil::Date;
use platform::{
    clock::{Timestamp, Zone},
    ids::{CredentialId, IssuerId},
};

/// An organization, as its mails show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Which.
    pub id: IssuerId,
    /// Its name.
    pub name: String,
    /// Where questions go.
    pub email: String,
    /// Its website.
    pub url: String,
    /// Phone and address of member services (S26).
    pub support: String,
    /// Its language, BCP 47.
    pub locale: String,
    /// Its time zone.
    pub zone: Zone,
    /// Its colour, `#rrggbb`.
    pub accent: String,
    /// Its number at LinkedIn; empty if unknown.
    pub linkedin_id: String,
    /// Where a membership is renewed (C19); empty if nowhere.
    pub renew: String,
    /// What it says in its mails, and when it reminds.
    pub mail: OwnWords,
}

/// What an organization says in its own words, and when it reminds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWords {
    /// The subject of the award mail, `{badge}` and `{issuer}` standing for their names; empty for the usual one (M2).
    pub award_subject: String,
    /// A paragraph above the badge; empty for none.
    pub award_intro: String,
    /// Days after the first mail, ascending, three at most (S10).
    pub reminder_days: Vec<u32>,
}

impl Default for OwnWords {
    fn default() -> Self {
        Self {
            award_subject: String::new(),
            award_intro: String::new(),
            reminder_days: USUAL_DAYS.to_vec(),
        }
    }
}

/// A badge, as mails show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadgeFacts {
    /// Which.
    pub credential: CredentialId,
    /// Whose.
    pub issuer: IssuerId,
    /// The organization's name, as the badge carries it.
    pub issuer_name: String,
    /// Its title.
    pub title: String,
    /// Its public address.
    pub url: String,
    /// The address of its picture.
    pub image: String,
    /// Its state.
    pub standing: Standing,
    /// Why it is in that state; empty where that is not told.
    pub reason: String,
    /// The day it was awarded, where the organization is.
    pub awarded: Date,
    /// The day it ends.
    pub ends: Option<Date>,
    /// Everybody can see it.
    pub public: bool,
}

/// Whom a badge belongs to, as the organization says.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The address.
    pub email: String,
    /// The name; may be empty.
    pub name: String,
    /// The language; may be empty.
    pub locale: String,
}

/// The claim link of a message.
#[derive(Clone)]
pub struct Claim {
    /// Opens the badges.
    pub token: String,
    /// When it ends.
    pub expires_at: Timestamp,
    /// The badges that still wait.
    pub pending: Vec<CredentialId>,
}

/// What a request for a link by mail came to.
#[derive(Clone)]
pub enum Link {
    /// Nothing: no mail.
    Void,
    /// A link.
    Open(Box<OpenLink>),
}

/// A link to be mailed.
#[derive(Clone)]
pub struct OpenLink {
    /// What it is for, as contracts write it.
    pub purpose: String,
    /// What it opens by.
    pub token: String,
    /// To whom it goes.
    pub to: Recipient,
    /// When it ends.
    pub expires_at: Timestamp,
    /// The badges of a fresh claim.
    pub credentials: Vec<CredentialId>,
}
