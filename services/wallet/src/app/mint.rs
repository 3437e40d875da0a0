//! Claim links are made: for a message, and afresh.

use super::{ATTEMPTS, Wallet, at_the_door, email, is_race, only_notification};
use crate::{
    Error,
    domain::{
        address::{AddressKey, EmailAddress},
        badge::Badge,
        claim::LIFETIME,
        link::{Link, Purpose},
    },
    store::{addresses, badges, claims, links},
};
use platform::{
    Secret,
    clock::Timestamp,
    identity::Caller,
    ids::{CredentialId, MessageId},
    store::Tx,
};
use std::time::Duration;

/// How often one old link mails a fresh one in a day.
const RENEWALS_A_DAY: u64 = 3;
const DAY: Duration = Duration::from_secs(86_400);

/// A claim link, made.
pub struct Minted {
    /// What goes into the link; none where nothing waits that was awarded to that address.
    pub token: Option<Secret<String>>,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Which of its badges still wait.
    pub pending: Vec<CredentialId>,
}

impl Wallet {
    /// Makes the claim link of a message, or answers the one made before. It binds the badges to the mailbox: of
    /// those named only what was awarded to that address.
    pub async fn mint_claim(
        &self,
        caller: &Caller,
        message: MessageId,
        credentials: &[CredentialId],
        to: &str,
    ) -> Result<Minted, Error> {
        only_notification(caller)?;
        let email = email(to)?;
        // A mail may be asked for right after the award, before its fact has come.
        self.pull_unheard(&email, credentials).await?;
        let mint = message.to_string();
        for _lost in 1..ATTEMPTS {
            match self.minted(&mint, credentials, &email).await {
                // Another message to the same mailbox made its key a moment before.
                Err(Error::Store(error)) if is_race(&error) => {}
                other => return other,
            }
        }
        self.minted(&mint, credentials, &email).await
    }

    async fn minted(
        &self,
        mint: &str,
        credentials: &[CredentialId],
        email: &EmailAddress,
    ) -> Result<Minted, Error> {
        let tx = self.store().write().await?;
        let minted = self.mint(&tx, mint, credentials, email).await?;
        tx.commit().await?;
        Ok(minted)
    }

    pub(super) async fn mint(
        &self,
        tx: &Tx,
        mint: &str,
        credentials: &[CredentialId],
        email: &EmailAddress,
    ) -> Result<Minted, Error> {
        if let Some((claim, token)) = claims::by_mint(tx, self.keyring(), mint).await? {
            let bound: Vec<_> = claim.badges.iter().map(|b| b.credential).collect();
            let present = badges::badges(tx.db(), &bound).await?;
            let pending = claim
                .opens(&present)
                .into_iter()
                .filter(|b| b.waits())
                .map(|b| b.credential)
                .collect();
            return Ok(Minted {
                token: Some(token),
                expires_at: claim.expires_at,
                pending,
            });
        }
        let expires_at = self.now().plus(LIFETIME);
        let address = self.key_of(email);
        let named = badges::badges(tx.db(), credentials).await?;
        let bound: Vec<&Badge> = named
            .iter()
            .filter(|b| b.address.as_ref() == Some(&address) && b.can_be_claimed())
            .collect();
        let ids: Vec<_> = bound.iter().map(|b| b.credential).collect();
        let pending: Vec<_> = bound
            .iter()
            .filter(|b| b.waits())
            .map(|b| b.credential)
            .collect();
        if ids.is_empty() {
            return Ok(Minted {
                token: None,
                expires_at,
                pending,
            });
        }
        let token = self.new_token();
        let new = claims::NewClaim {
            mint,
            token: &token,
            email,
            address: &address,
            expires_at,
            credentials: &ids,
        };
        claims::add(tx, self.keyring(), &new).await?;
        Ok(Minted {
            token: Some(Secret::from(token.reveal().to_string())),
            expires_at,
            pending,
        })
    }

    /// Has a fresh claim link mailed to the address on file, by one that was used or is old (decisions §9).
    pub async fn request_fresh_claim(
        &self,
        caller: &Caller,
        token: &str,
        source: &str,
    ) -> Result<(), Error> {
        at_the_door(caller)?;
        self.0.mails.check(source)?;
        let (claim, _) = self.claim_of(token).await?.ok_or(Error::ClaimUnknown)?;
        let now = self.now();
        let tx = self.store().write().await?;
        if links::renewals_since(tx.db(), &claim.mint, now.minus(DAY)).await? >= RENEWALS_A_DAY {
            return Err(Error::TooMany(DAY.as_secs()));
        }
        // Where nothing waits any more the way to the badges is signing in.
        let waits = !self
            .claimable(&tx, Some(&claim.mint), &claim.address)
            .await?
            .is_empty();
        let holder = addresses::earner_of(tx.db(), &claim.address).await?;
        let request = Link {
            id: self.foundation().ids.next(now),
            purpose: if waits || holder.is_none() {
                Purpose::FreshClaim
            } else {
                Purpose::SignIn
            },
            email: Some(claim.email),
            key: claim.address,
            earner: holder,
            asked_by: None,
            address: None,
            claim: Some(claim.mint),
            created_at: now,
            expires_at: None,
            used_at: None,
        };
        self.request_link(&tx, &request).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The badges a fresh link is for: those of the old one, or all that waits for the mailbox.
    pub(super) async fn claimable(
        &self,
        tx: &Tx,
        old: Option<&str>,
        key: &AddressKey,
    ) -> Result<Vec<Badge>, Error> {
        let found = match old {
            Some(mint) => match claims::by_mint(tx, self.keyring(), mint).await? {
                Some((claim, _)) => {
                    badges::badges(
                        tx.db(),
                        &claim
                            .badges
                            .iter()
                            .map(|b| b.credential)
                            .collect::<Vec<_>>(),
                    )
                    .await?
                }
                None => Vec::new(),
            },
            None => badges::unclaimed_of_address(tx.db(), key).await?,
        };
        Ok(found.into_iter().filter(Badge::can_be_claimed).collect())
    }
}
