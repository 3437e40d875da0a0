//! Links by mail that are no claims: to sign in, to prove an address, to get a fresh claim link.

use super::{
    address::{AddressKey, EmailAddress},
    claim::LinkState,
};
use platform::{
    clock::Timestamp,
    ids::{AddressId, EarnerId, RequestId},
};
use std::time::Duration;

/// How long a link lives once it was mailed.
pub const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// A request that was not mailed within this time comes to nothing.
pub const PATIENCE: Duration = Duration::from_secs(86_400);

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Signs in.
    SignIn,
    /// Proves an address that its earner added.
    VerifyAddress,
    /// Mails a claim link again.
    FreshClaim,
    /// Tells the owner of an address that another account wanted it; signs the owner in.
    AddressInUse,
}

impl Purpose {
    /// As contracts and tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::VerifyAddress => "verify_address",
            Self::FreshClaim => "fresh_claim",
            Self::AddressInUse => "address_in_use",
        }
    }

    /// Reads [`Purpose::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::SignIn,
            Self::VerifyAddress,
            Self::FreshClaim,
            Self::AddressInUse,
        ]
        .into_iter()
        .find(|p| p.as_str() == text)
    }

    /// As facts name it. Nobody learns from the bus whether an address has an account.
    pub const fn public_name(self) -> &'static str {
        match self {
            Self::AddressInUse => Self::VerifyAddress.as_str(),
            other => other.as_str(),
        }
    }
}

/// A request for a mail with a link, and the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The request.
    pub id: RequestId,
    /// What it is for.
    pub purpose: Purpose,
    /// The mailbox; none where the request came to nothing.
    pub email: Option<EmailAddress>,
    /// What the mailbox is found by.
    pub key: AddressKey,
    /// Whose account it is about.
    pub earner: Option<EarnerId>,
    /// The account that asked for it, signed in.
    pub asked_by: Option<EarnerId>,
    /// The address it proves.
    pub address: Option<AddressId>,
    /// The claim link it renews; none: all that waits for the mailbox.
    pub claim: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ends; none before it was mailed.
    pub expires_at: Option<Timestamp>,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

impl Link {
    /// Whether no mail goes out for it.
    pub fn is_void(&self, now: Timestamp) -> bool {
        self.email.is_none() || now >= self.created_at.plus(PATIENCE)
    }

    /// Whether it opens something.
    pub fn state(&self, now: Timestamp) -> LinkState {
        match (self.used_at, self.expires_at) {
            (Some(_), _) => LinkState::Used,
            (None, Some(end)) if now < end => LinkState::Open,
            _ => LinkState::Expired,
        }
    }

    /// When it ends if it is mailed at `now`: a mail that was long on its way out is still good for its time.
    pub fn ends_if_mailed(&self, now: Timestamp) -> Timestamp {
        now.plus(LIFETIME).min(self.created_at.plus(PATIENCE))
    }
}
