//! The earner's own account: profile, handle, portfolio, password.

use super::{AddressView, Wallet};
use crate::{
    Error,
    domain::{handle::Handle, link, portfolio::Mode, profile},
    store::{
        accounts::{self, Account},
        addresses, badges,
    },
};
use platform::{
    Secret,
    clock::Timestamp,
    identity::Caller,
    ids::{EarnerId, IssuerId},
    signin::check_new_password,
};

/// An account as its earner sees it.
#[derive(Clone)]
pub struct ProfileView {
    /// The account.
    pub account: Account,
    /// Its addresses, the primary one first.
    pub addresses: Vec<AddressView>,
    /// The trusted issuers, and since when.
    pub trusts: Vec<(IssuerId, Timestamp)>,
}

/// What is to change; `None` stays as it is, an empty text clears.
#[derive(Clone, Default)]
pub struct ProfileChange {
    /// One line about themselves.
    pub headline: Option<String>,
    /// Where they work.
    pub employer: Option<String>,
    /// As what.
    pub job_title: Option<String>,
    /// BCP 47.
    pub locale: Option<String>,
    /// The portfolio's name.
    pub handle: Option<String>,
    /// `all` or `senior`.
    pub portfolio_mode: Option<String>,
    /// Whether the portfolio has a public page.
    pub portfolio_public: Option<bool>,
}

impl Wallet {
    /// The earner's account.
    pub async fn get_profile(&self, caller: &Caller) -> Result<ProfileView, Error> {
        self.profile(caller.earner()?).await
    }

    pub(super) async fn profile(&self, earner: EarnerId) -> Result<ProfileView, Error> {
        let account = accounts::account(self.store(), self.keyring(), earner)
            .await?
            .ok_or(Error::NotFound("account"))?;
        let counts = badges::count_by_address(self.store().read(), earner).await?;
        let addresses = addresses::addresses_of(self.store(), self.keyring(), earner)
            .await?
            .into_iter()
            .map(|address| AddressView {
                badges: counts
                    .iter()
                    .find(|(key, _)| *key == address.key)
                    .map_or(0, |(_, n)| *n),
                address,
            })
            .collect();
        Ok(ProfileView {
            account,
            addresses,
            trusts: accounts::trusts(self.store().read(), earner).await?,
        })
    }

    /// Changes what the earner may change themselves (C17); the name is the organization's (C14).
    pub async fn update_profile(
        &self,
        caller: &Caller,
        change: &ProfileChange,
    ) -> Result<ProfileView, Error> {
        let earner = caller.earner()?;
        let tx = self.store().write().await?;
        let mut account = accounts::account_for_change(&tx, self.keyring(), earner)
            .await?
            .ok_or(Error::NotFound("account"))?;
        let words = &mut account.profile;
        for (field, new, old) in [
            ("headline", &change.headline, &mut words.headline),
            ("employer", &change.employer, &mut words.employer),
            ("job_title", &change.job_title, &mut words.job_title),
        ] {
            if let Some(text) = new {
                *old = profile::line(text).map_err(|problem| Error::field(field, text, problem))?;
            }
        }
        if let Some(text) = &change.locale {
            words.locale =
                profile::locale(text).map_err(|problem| Error::field("locale", text, problem))?;
        }
        if let Some(text) = &change.portfolio_mode {
            account.mode = Mode::parse(text)
                .ok_or_else(|| Error::field("portfolio_mode", text, "write all or senior"))?;
        }
        if let Some(text) = &change.handle {
            account.handle = if text.trim().is_empty() {
                None
            } else {
                let handle: Handle = text
                    .parse()
                    .map_err(|problem| Error::handle(text, &problem))?;
                if !accounts::take_handle(&tx, &handle, earner, self.now()).await? {
                    return Err(Error::field(
                        "handle",
                        text,
                        "this name is taken, or was once; choose another",
                    ));
                }
                Some(handle.as_str().to_owned())
            };
        }
        if let Some(public) = change.portfolio_public {
            account.portfolio_public = public;
            // C7
            if public && !badges::has_accepted(tx.db(), earner).await? {
                return Err(Error::Conflict {
                    code: "portfolio_without_badge",
                    message: "accept a badge first; a portfolio shows badges",
                });
            }
        }
        if account.portfolio_public && account.handle.is_none() {
            return Err(Error::field(
                "handle",
                "",
                "a public portfolio needs a name for its address; choose one, or make the portfolio private first",
            ));
        }
        accounts::save(&tx, self.keyring(), &account).await?;
        tx.commit().await?;
        self.profile(earner).await
    }

    /// Sets a password. The present one is needed where there is one, unless the earner has just signed in by a
    /// mailed link: that is how a forgotten password is replaced.
    pub async fn set_password(
        &self,
        caller: &Caller,
        current: Secret<String>,
        new: Secret<String>,
    ) -> Result<(), Error> {
        let earner = caller.earner()?;
        let account = accounts::account(self.store(), self.keyring(), earner)
            .await?
            .ok_or(Error::NotFound("account"))?;
        for address in addresses::addresses_of(self.store(), self.keyring(), earner).await? {
            check_new_password(new.expose(), address.email.as_str())?;
        }
        if let Some(stored) = &account.password {
            let by_link = account
                .link_used_at
                .is_some_and(|at| self.now().since(at) < link::LIFETIME);
            let known = !current.expose().is_empty()
                && self.foundation().passwords.verify(current, stored).await?;
            if !known && !by_link {
                return Err(Error::WrongCurrentPassword);
            }
        }
        let hash = self.foundation().passwords.hash(new).await?;
        let tx = self.store().write().await?;
        let mut account = accounts::account_for_change(&tx, self.keyring(), earner)
            .await?
            .ok_or(Error::NotFound("account"))?;
        account.password = Some(hash);
        account.password_set_at = Some(self.now());
        accounts::save(&tx, self.keyring(), &account).await?;
        tx.commit().await?;
        Ok(())
    }
}
