//! What the public sees of an earner.

use super::Wallet;
pub(super) use crate::domain::portfolio::left_out;
use crate::{
    Error,
    domain::{
        badge::{Acceptance, Badge},
        handle::Handle,
        portfolio::{Candidate, Mode},
    },
    store::{accounts, badges},
};
use platform::ids::CredentialId;
use std::collections::HashMap;

/// A public portfolio.
#[derive(Clone, Debug)]
pub struct PortfolioView {
    /// Its present name.
    pub handle: String,
    /// Whose it is.
    pub name: String,
    /// One line about them.
    pub headline: String,
    /// What it shows.
    pub mode: Mode,
    /// The badges, in the earner's order.
    pub badges: Vec<CredentialId>,
}

impl Wallet {
    /// The public portfolio behind a name it has or had.
    pub async fn get_portfolio(&self, handle: &str) -> Result<PortfolioView, Error> {
        let none = || Error::NotFound("portfolio");
        let handle: Handle = handle.parse().map_err(|_| none())?;
        let earner = accounts::owner_of_handle(self.store().read(), &handle)
            .await?
            .ok_or_else(none)?;
        let account = accounts::account(self.store(), self.keyring(), earner)
            .await?
            .filter(|a| a.portfolio_public)
            .ok_or_else(none)?;
        let present = account.handle.ok_or_else(none)?;
        let held =
            badges::badges_of_earner(self.store().read(), earner, Some(Acceptance::Accepted))
                .await?;
        let candidates = self.shown(&held).await?;
        let hidden = left_out(account.mode, &candidates);
        Ok(PortfolioView {
            handle: present,
            name: account.profile.name,
            headline: account.profile.headline,
            mode: account.mode,
            badges: candidates
                .into_iter()
                .map(|c| c.credential)
                .filter(|c| !hidden.contains(c))
                .collect(),
        })
    }

    /// Which of these badges the public may see now, as issuance says: in their order, revoked ones left out.
    pub(super) async fn shown(&self, held: &[Badge]) -> Result<Vec<Candidate>, Error> {
        let ids: Vec<_> = held.iter().map(|b| b.credential).collect();
        let said = self.issuance().badges(&ids).await?;
        let states: HashMap<&str, &str> = said
            .iter()
            .filter(|b| b.visibility == "public" && b.status != "revoked")
            .map(|b| (b.id.as_str(), b.status.as_str()))
            .collect();
        Ok(held
            .iter()
            .filter_map(|badge| {
                let status = states.get(badge.credential.to_string().as_str())?;
                Some(Candidate {
                    credential: badge.credential,
                    progression: badge.progression,
                    rank: badge.rank,
                    valid: *status == "valid",
                })
            })
            .collect())
    }
}
