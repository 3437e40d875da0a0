//! What an earner does with the badges they hold.

use super::{Wallet, arrive::trusted, portfolio};
use crate::{
    Error,
    clients::Versioned,
    domain::badge::{Acceptance, Badge, BadgeRefusal, Happening, Visibility},
    events,
    store::{accounts, addresses, badges},
};
use platform::{
    identity::Caller,
    ids::{CredentialId, EarnerId, IssuerId},
    store::Tx,
};
use std::{collections::HashSet, time::Duration};

/// How long after an address was proven issuance is asked for badges whose facts may be on their way.
const JUST_NOW: Duration = Duration::from_secs(300);
/// How long one such answer is good for.
const PULL_EVERY: Duration = Duration::from_secs(10);
/// How many badges one command may name.
const MOST: usize = 500;

/// A badge as its earner sees it.
#[derive(Clone, Debug)]
pub struct HeldView {
    /// The badge.
    pub badge: Badge,
    /// Whether its issuer is trusted.
    pub trusted: bool,
    /// Whether the portfolio leaves it out for a more senior level.
    pub hidden_by_mode: bool,
}

impl Wallet {
    /// The badges of the earner, all or of one acceptance.
    pub async fn list_held(
        &self,
        caller: &Caller,
        acceptance: Option<Acceptance>,
    ) -> Result<Vec<HeldView>, Error> {
        let earner = caller.earner()?;
        self.pull_what_is_fresh(earner).await?;
        let held = badges::badges_of_earner(self.store().read(), earner, acceptance).await?;
        self.views(earner, held).await
    }

    /// One badge of the earner.
    pub async fn get_held(
        &self,
        caller: &Caller,
        credential: CredentialId,
    ) -> Result<HeldView, Error> {
        let earner = caller.earner()?;
        let badge = badges::badge(self.store().read(), credential)
            .await?
            .filter(|b| b.earner == Some(earner))
            .ok_or(Error::NotFound("badge"))?;
        self.views(earner, vec![badge])
            .await?
            .pop()
            .ok_or(Error::NotFound("badge"))
    }

    /// Accepts badges (M9), and trusts their issuers from now on if asked (M10).
    pub async fn accept(
        &self,
        caller: &Caller,
        credentials: &[CredentialId],
        trust_issuer: bool,
    ) -> Result<Vec<HeldView>, Error> {
        let earner = caller.earner()?;
        let tx = self.store().write().await?;
        let mut held = own(&tx, earner, credentials).await?;
        if trust_issuer {
            let issuers: HashSet<IssuerId> = held.iter().map(|b| b.issuer).collect();
            for issuer in issuers {
                accounts::trust(&tx, earner, issuer, self.now()).await?;
            }
        }
        let happened = every(&mut held, Badge::accept)?;
        keep(&tx, &held, &happened).await?;
        tx.commit().await?;
        self.tell_issuance(&held, Acceptance::Accepted).await;
        self.views(earner, held).await
    }

    /// Declines badges that wait.
    pub async fn decline(
        &self,
        caller: &Caller,
        credentials: &[CredentialId],
    ) -> Result<Vec<HeldView>, Error> {
        let earner = caller.earner()?;
        let tx = self.store().write().await?;
        let mut held = own(&tx, earner, credentials).await?;
        let happened = every(&mut held, Badge::decline)?;
        keep(&tx, &held, &happened).await?;
        tx.commit().await?;
        self.tell_issuance(&held, Acceptance::Declined).await;
        self.views(earner, held).await
    }

    /// Takes back an acceptance or a refusal: the badges wait again and nobody sees them. What was public is
    /// hidden before this answers.
    pub async fn undo(
        &self,
        caller: &Caller,
        credentials: &[CredentialId],
    ) -> Result<Vec<HeldView>, Error> {
        let earner = caller.earner()?;
        let present = badges::badges(self.store().read(), credentials).await?;
        let shown: Vec<_> = present
            .iter()
            .filter(|b| b.earner == Some(earner) && b.acceptance == Acceptance::Accepted)
            .map(|b| b.credential)
            .collect();
        if !shown.is_empty() {
            let reserved = self.reserve(earner, &shown).await?;
            self.issuance()
                .set_visibility(&reserved, Visibility::Private.as_str(), "")
                .await?;
        }
        let tx = self.store().write().await?;
        let mut held = own(&tx, earner, credentials).await?;
        let happened = every(&mut held, |badge| Ok(badge.undo()))?;
        keep(&tx, &held, &happened).await?;
        tx.commit().await?;
        self.views(earner, held).await
    }

    /// Says who may see badges. Issuance, which serves them, has it in force before this answers.
    pub async fn set_visibility(
        &self,
        caller: &Caller,
        credentials: &[CredentialId],
        to: Visibility,
    ) -> Result<Vec<HeldView>, Error> {
        let earner = caller.earner()?;
        let present = badges::badges(self.store().read(), credentials).await?;
        for credential in credentials {
            let badge = present
                .iter()
                .find(|b| b.credential == *credential && b.earner == Some(earner))
                .ok_or(Error::NotFound("badge"))?;
            badge.may_show(to)?;
        }
        let reserved = self.reserve(earner, credentials).await?;
        self.issuance()
            .set_visibility(&reserved, to.as_str(), "")
            .await?;
        let tx = self.store().write().await?;
        let mut held = own(&tx, earner, credentials).await?;
        let happened = every(&mut held, |badge| {
            // Something else was decided meanwhile: that stands, here as at issuance.
            if reserved.contains(&(badge.credential, badge.version)) {
                badge.show(to)
            } else {
                Ok(None)
            }
        })?;
        keep(&tx, &held, &happened).await?;
        tx.commit().await?;
        self.views(earner, held).await
    }

    /// Trusts an issuer, or no more: then later awards wait again, and what was accepted stays (M13). Trust
    /// begins with an accepted badge (M9).
    pub async fn set_trust(
        &self,
        caller: &Caller,
        issuer: IssuerId,
        trusts: bool,
    ) -> Result<Vec<IssuerId>, Error> {
        let earner = caller.earner()?;
        let tx = self.store().write().await?;
        if !trusts {
            accounts::distrust(&tx, earner, issuer).await?;
        } else if badges::holds_of_issuer(tx.db(), earner, issuer, Some(Acceptance::Accepted))
            .await?
        {
            accounts::trust(&tx, earner, issuer, self.now()).await?;
        } else {
            return Err(Error::Conflict {
                code: "nothing_accepted_from_issuer",
                message: "accept a badge of this issuer first; then later ones can be accepted without a click",
            });
        }
        let all = accounts::trusts(tx.db(), earner).await?;
        tx.commit().await?;
        Ok(all.into_iter().map(|(issuer, _)| issuer).collect())
    }

    /// Takes the next version of each badge for a choice that issuance is about to be told.
    async fn reserve(
        &self,
        earner: EarnerId,
        credentials: &[CredentialId],
    ) -> Result<Vec<Versioned>, Error> {
        let tx = self.store().write().await?;
        let mut reserved = Vec::with_capacity(credentials.len());
        for mut badge in own(&tx, earner, credentials).await? {
            reserved.push((badge.credential, badge.reserve()));
            badges::save(&tx, &badge).await?;
        }
        tx.commit().await?;
        Ok(reserved)
    }

    /// Tells issuance at once what the earner decided, so that the next page is right. If it cannot be told, the
    /// fact tells it later.
    pub(super) async fn tell_issuance(&self, held: &[Badge], decided: Acceptance) {
        let versioned: Vec<Versioned> = held.iter().map(|b| (b.credential, b.version)).collect();
        if versioned.is_empty() {
            return;
        }
        if let Err(status) = self
            .issuance()
            .set_visibility(&versioned, "", decided.as_str())
            .await
        {
            tracing::warn!(
                code = ?status.code(),
                badges = versioned.len(),
                "issuance learns by the fact what an earner decided: it could not be told at once"
            );
        }
    }

    /// Badges as their earner sees them.
    async fn views(&self, earner: EarnerId, held: Vec<Badge>) -> Result<Vec<HeldView>, Error> {
        let account = accounts::account(self.store(), self.keyring(), earner)
            .await?
            .ok_or(Error::NotFound("account"))?;
        let trusts: HashSet<_> = accounts::trusts(self.store().read(), earner)
            .await?
            .into_iter()
            .map(|(issuer, _)| issuer)
            .collect();
        let left_out = if account.mode == crate::domain::portfolio::Mode::All {
            HashSet::new()
        } else {
            let all =
                badges::badges_of_earner(self.store().read(), earner, Some(Acceptance::Accepted))
                    .await?;
            portfolio::left_out(account.mode, &self.shown(&all).await?)
        };
        Ok(held
            .into_iter()
            .map(|badge| HeldView {
                trusted: trusts.contains(&badge.issuer),
                hidden_by_mode: left_out.contains(&badge.credential),
                badge,
            })
            .collect())
    }

    /// Right after an address was proven, facts of its badges may still be on their way: issuance is asked.
    async fn pull_what_is_fresh(&self, earner: EarnerId) -> Result<(), Error> {
        let now = self.now();
        for address in addresses::addresses_of(self.store(), self.keyring(), earner).await? {
            let fresh = address
                .verified_at
                .is_some_and(|at| now.since(at) < JUST_NOW);
            if fresh
                && address
                    .pulled_at
                    .is_none_or(|at| now.since(at) >= PULL_EVERY)
            {
                self.pull_quietly(&address).await;
            }
        }
        Ok(())
    }

    /// Pulls; what cannot be pulled now comes by its fact.
    pub(super) async fn pull_quietly(&self, address: &addresses::Address) {
        if let Err(error) = self.pull(address).await {
            tracing::warn!(earner = %address.earner, address = %address.id, %error, "badges of a proven address come by their facts: issuance could not be asked");
        }
    }
}

/// The badges named, to be changed; all must be the earner's.
async fn own(tx: &Tx, earner: EarnerId, credentials: &[CredentialId]) -> Result<Vec<Badge>, Error> {
    if credentials.is_empty() || credentials.len() > MOST {
        return Err(Error::field(
            "credential_ids",
            credentials.len().to_string(),
            format!("name 1 to {MOST} badges"),
        ));
    }
    let wanted: HashSet<_> = credentials.iter().copied().collect();
    let held: Vec<_> = badges::badges_for_change(tx, credentials)
        .await?
        .into_iter()
        .filter(|b| b.earner == Some(earner))
        .collect();
    if held.len() == wanted.len() {
        Ok(held)
    } else {
        Err(Error::NotFound("badge"))
    }
}

/// Changes each badge, or none if one refuses. Answers what happened to each.
pub(super) fn every(
    held: &mut [Badge],
    verb: impl FnMut(&mut Badge) -> Result<Option<Happening>, BadgeRefusal>,
) -> Result<Vec<Option<Happening>>, BadgeRefusal> {
    held.iter_mut().map(verb).collect()
}

/// Writes badges back and publishes what happened to each.
pub(super) async fn keep(
    tx: &Tx,
    held: &[Badge],
    happened: &[Option<Happening>],
) -> Result<(), Error> {
    for (badge, happening) in held.iter().zip(happened) {
        badges::save(tx, badge).await?;
        if let Some(happening) = happening {
            events::publish(tx, badge, trusted(tx, badge).await?, *happening).await?;
        }
    }
    Ok(())
}
