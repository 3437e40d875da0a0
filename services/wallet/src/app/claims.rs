//! Claim links: made for a mail, shown by a GET, used by a POST.

use super::{
    ATTEMPTS, SignedIn, Wallet, at_the_door,
    badges::{every, keep},
    hash_of, is_race,
};
use crate::{
    Error,
    domain::{
        address::EmailAddress,
        badge::{Acceptance, Badge},
        claim::{Claim, LinkState},
        profile::Profile,
    },
    store::{accounts, addresses, badges, claims},
};
use contracts::{
    events::v1::{AccountCreated, AddressAdded},
    issuance::v1 as issuance,
};
use platform::{
    clock::Timestamp,
    identity::Caller,
    ids::{CredentialId, EarnerId, IssuerId},
    store::Tx,
};
use std::collections::HashSet;

/// What a claim link is about.
#[derive(Clone, Debug)]
pub struct ClaimView {
    /// Whether it opens something.
    pub state: LinkState,
    /// What it opens, or what it was made for.
    pub badges: Vec<CredentialId>,
    /// The mailbox, its middle hidden.
    pub masked_email: String,
    /// Whether that address has an account.
    pub has_account: bool,
    /// Whether that account trusts the issuers.
    pub trusted: bool,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// How a claim link is used.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClaimCommand<'a> {
    /// What stood in the link.
    pub token: &'a str,
    /// Where the call came from, for the throttle.
    pub source: &'a str,
    /// Trust the issuers from now on (M10).
    pub trust_issuer: bool,
    /// Refuse instead of accepting.
    pub decline: bool,
}

/// What using a claim link led to.
pub struct Consumed {
    /// The badges accepted or declined.
    pub badges: Vec<CredentialId>,
    /// Where an account was made.
    pub session: Option<SignedIn>,
    /// Whether the issuers are trusted from now on.
    pub trusted: bool,
}

impl Wallet {
    /// What a claim link is about. Changes nothing, however often it is asked: mail scanners open links too.
    /// `None` for a token nobody made.
    pub async fn view_claim(
        &self,
        caller: &Caller,
        token: &str,
    ) -> Result<Option<ClaimView>, Error> {
        at_the_door(caller)?;
        let Some((claim, present)) = self.claim_of(token).await? else {
            return Ok(None);
        };
        let state = claim.state(&present, self.now());
        let shown: Vec<&Badge> = if state == LinkState::Open {
            claim.opens(&present)
        } else {
            present.iter().collect()
        };
        let holder = addresses::earner_of(self.store().read(), &claim.address).await?;
        let trusted = match holder {
            Some(earner) => {
                let trusts: HashSet<IssuerId> = accounts::trusts(self.store().read(), earner)
                    .await?
                    .into_iter()
                    .map(|(i, _)| i)
                    .collect();
                !shown.is_empty() && shown.iter().all(|b| trusts.contains(&b.issuer))
            }
            None => false,
        };
        Ok(Some(ClaimView {
            state,
            badges: shown.iter().map(|b| b.credential).collect(),
            masked_email: claim.email.masked(),
            has_account: holder.is_some(),
            trusted,
            expires_at: claim.expires_at,
        }))
    }

    pub(super) async fn claim_of(&self, token: &str) -> Result<Option<(Claim, Vec<Badge>)>, Error> {
        let Some(hash) = hash_of(token) else {
            return Ok(None);
        };
        let Some(claim) = claims::by_token(self.store(), self.keyring(), hash).await? else {
            return Ok(None);
        };
        let bound: Vec<_> = claim.badges.iter().map(|b| b.credential).collect();
        let present = badges::badges(self.store().read(), &bound).await?;
        Ok(Some((claim, present)))
    }

    /// Uses a claim link: its badges are accepted, or declined. Reading that mailbox is proof enough to make an
    /// account where there is none, and to sign in to it; where there is one the link accepts and does no more.
    pub async fn consume_claim(
        &self,
        caller: &Caller,
        command: ClaimCommand<'_>,
    ) -> Result<Consumed, Error> {
        at_the_door(caller)?;
        self.0.links.check(command.source)?;
        for _lost in 1..ATTEMPTS {
            match self.consume(caller, command).await {
                // Another link to the same mailbox made the account a moment before: it is there now.
                Err(Error::Store(error)) if is_race(&error) => {}
                other => return other,
            }
        }
        self.consume(caller, command).await
    }

    async fn consume(&self, caller: &Caller, command: ClaimCommand<'_>) -> Result<Consumed, Error> {
        let (claim, present) = self
            .claim_of(command.token)
            .await?
            .ok_or(Error::ClaimUnknown)?;
        open(&claim, &present, self.now())?;
        let known = addresses::earner_of(self.store().read(), &claim.address)
            .await?
            .is_some();
        // Issuance knows the name. It is asked before the transaction, not within.
        let person = match claim.opens(&present).first() {
            Some(badge) if !command.decline && !known => {
                self.issuance().contact(badge.credential).await?
            }
            _ => None,
        };

        let now = self.now();
        let tx = self.store().write().await?;
        let claim = match hash_of(command.token) {
            Some(hash) => claims::by_token_for_change(&tx, self.keyring(), hash)
                .await?
                .ok_or(Error::ClaimUnknown)?,
            None => return Err(Error::ClaimUnknown),
        };
        let bound: Vec<_> = claim.badges.iter().map(|b| b.credential).collect();
        let present = badges::badges_for_change(&tx, &bound).await?;
        open(&claim, &present, now)?;
        let mut opened: Vec<Badge> = claim.opens(&present).into_iter().cloned().collect();
        let taken: Vec<_> = opened.iter().map(|b| b.credential).collect();
        claims::used(&tx, &claim.mint, &taken, now).await?;

        if command.decline {
            let happened = every(&mut opened, Badge::decline_by_link)?;
            keep(&tx, &opened, &happened).await?;
            tx.commit().await?;
            self.tell_issuance(&opened, Acceptance::Declined).await;
            return Ok(Consumed {
                badges: taken,
                session: None,
                trusted: false,
            });
        }

        let holder = addresses::earner_of(tx.db(), &claim.address).await?;
        let (earner, session) = match holder {
            Some(earner) => (earner, None),
            None => {
                let session = self
                    .open_account(&tx, &claim.email, person.as_ref(), now)
                    .await?;
                (session.earner, Some(session))
            }
        };
        // Trust is more than accepting: it takes being signed in to that account.
        let may_trust =
            session.is_some() || matches!(caller, Caller::Earner { earner: who } if *who == earner);
        let trusted = command.trust_issuer && may_trust;
        let happened = every(&mut opened, |badge| badge.claim(earner))?;
        keep(&tx, &opened, &happened).await?;
        if session.is_some() {
            self.attach_all(&tx, earner, &claim.address).await?;
        }
        // Last, so that what else waits is not taken for a later award.
        if trusted {
            for badge in &opened {
                accounts::trust(&tx, earner, badge.issuer, now).await?;
            }
        }
        tx.commit().await?;

        self.tell_issuance(&opened, Acceptance::Accepted).await;
        if session.is_some() {
            self.pull_account(earner).await?;
        }
        Ok(Consumed {
            badges: taken,
            session,
            trusted,
        })
    }

    /// Makes the account of somebody who reads this mailbox, and signs them in.
    async fn open_account(
        &self,
        tx: &Tx,
        email: &EmailAddress,
        person: Option<&issuance::Contact>,
        now: Timestamp,
    ) -> Result<SignedIn, Error> {
        let earner: EarnerId = self.foundation().ids.next(now);
        let recipient = person.and_then(|p| p.recipient.as_ref());
        let profile = Profile {
            name: recipient
                .map(|r| r.name.trim().to_owned())
                .unwrap_or_default(),
            name_from: person.and_then(|p| p.issuer_id.parse().ok()),
            locale: person.map(|p| p.locale.clone()).unwrap_or_default(),
            ..Profile::default()
        };
        accounts::create(tx, self.keyring(), earner, &profile, now).await?;
        let address = addresses::add(tx, self.keyring(), earner, email, true, Some(now)).await?;
        tx.publish(&AccountCreated {
            earner_id: earner.to_string(),
        })
        .await?;
        tx.publish(&AddressAdded {
            earner_id: earner.to_string(),
            address_id: address.to_string(),
            first: true,
        })
        .await?;
        self.open_session(tx, earner, profile.name, now).await
    }

    /// Asks issuance for badges of a new account's address whose facts have not come yet.
    pub(super) async fn pull_account(&self, earner: EarnerId) -> Result<(), Error> {
        for address in addresses::addresses_of(self.store(), self.keyring(), earner).await? {
            if address.verified_at.is_some() {
                self.pull_quietly(&address).await;
            }
        }
        Ok(())
    }
}

/// Refuses a link that is not open.
fn open(claim: &Claim, present: &[Badge], now: Timestamp) -> Result<(), Error> {
    match claim.state(present, now) {
        LinkState::Open => Ok(()),
        closed => Err(Error::Claim(closed)),
    }
}
