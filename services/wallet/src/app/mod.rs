//! The use cases: one `pub async fn` a verb, caller first, command second.

mod accounts;
mod addresses;
mod arrive;
mod badges;
mod claims;
mod links;
mod mint;
mod portfolio;
mod sign_in;
mod staff;
pub mod tidy;

pub use accounts::{ProfileChange, ProfileView};
pub use addresses::AddressView;
pub use badges::HeldView;
pub use claims::{ClaimCommand, ClaimView, Consumed};
pub use links::{LinkView, MintedLink};
pub use mint::Minted;
pub use portfolio::PortfolioView;
pub use sign_in::SignedIn;

use crate::{
    Error,
    clients::Issuance,
    domain::address::{AddressKey, EmailAddress},
    store,
};
use platform::{
    Foundation, ServiceName,
    clock::Timestamp,
    identity::{Caller, Denied},
    seal::Keyring,
    signin::{Throttle, Token, TokenHash},
    store::{Store, StoreError},
};
use std::sync::Arc;

/// How often a command is tried where another makes the same row, such as an account, at the same instant.
const ATTEMPTS: u32 = 3;

/// The wallet: what its use cases stand on. Clone freely.
#[derive(Clone)]
pub struct Wallet(Arc<Inner>);

struct Inner {
    foundation: Foundation,
    issuance: Issuance,
    /// Password sign-ins from one source.
    sign_ins: Throttle,
    /// Mails asked for from one source.
    mails: Throttle,
    /// Links used from one source.
    links: Throttle,
}

impl Wallet {
    /// On this foundation.
    pub fn new(foundation: Foundation) -> Self {
        let issuance = Issuance::new(&foundation.wires);
        // A whole office may stand behind one address; guessing is stopped by the limits per account and token.
        Self(Arc::new(Inner {
            foundation,
            issuance,
            sign_ins: Throttle::per_minute(30),
            mails: Throttle::per_minute(20),
            links: Throttle::per_minute(300),
        }))
    }

    /// What it stands on.
    pub fn foundation(&self) -> &Foundation {
        &self.0.foundation
    }
    fn store(&self) -> &Store {
        &self.0.foundation.store
    }
    fn keyring(&self) -> &Keyring {
        &self.0.foundation.keyring
    }
    fn issuance(&self) -> &Issuance {
        &self.0.issuance
    }
    fn now(&self) -> Timestamp {
        self.0.foundation.clock.now()
    }
    fn new_token(&self) -> Token {
        Token::random(&self.0.foundation.ids)
    }
    fn key_of(&self, email: &EmailAddress) -> AddressKey {
        store::address_key(self.keyring(), email)
    }
}

/// Whether a transaction failed because another was faster by a moment: it made the same row, or each of the two
/// waited for the other and PostgreSQL ended one of them.
fn is_race(error: &StoreError) -> bool {
    error.is_duplicate() || error.to_string().contains("deadlock detected")
}

/// Passes for calls that the gateway makes for a person, known or not; not for a customer's key and not for our
/// other services.
fn at_the_door(caller: &Caller) -> Result<(), Denied> {
    match caller {
        Caller::Service(ServiceName::Gateway)
        | Caller::Public
        | Caller::Earner { .. }
        | Caller::Staff { .. }
        | Caller::Operator { .. } => Ok(()),
        Caller::Service(_) | Caller::Client { .. } => Err(Denied::Lacks {
            needed: "internal",
            held: "this is for people who come through the gateway".into(),
        }),
    }
}

/// Passes for notification alone: the answer holds an address.
fn only_notification(caller: &Caller) -> Result<(), Denied> {
    match caller.must_be_service()? {
        ServiceName::Notification => Ok(()),
        other => Err(Denied::Lacks {
            needed: "internal",
            held: format!("{other} may not see addresses of earners"),
        }),
    }
}

/// Reads an address a person wrote.
fn email(text: &str) -> Result<EmailAddress, Error> {
    text.parse()
        .map_err(|problem| Error::address(text, &problem))
}

/// What a token is looked up by; `None` for what is no token.
fn hash_of(token: &str) -> Option<TokenHash> {
    token.parse::<Token>().ok().map(|token| token.hash())
}
