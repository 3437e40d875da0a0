//! What an organization's staff do for an earner.

use super::{Wallet, email};
use crate::{
    Error,
    store::{
        accounts, addresses, badges,
        sign_in::{self, Subject},
    },
};
use contracts::events::v1::AccountUnlocked;
use platform::{
    identity::{Caller, Scope},
    ids::IssuerId,
};

impl Wallet {
    /// Opens the password path of a locked account again (C9): for staff of an issuer whose badge the earner
    /// holds. The password that was guessed at is gone with it: the earner signs in by a mailed link and sets a new
    /// one, unless they did so while it was locked. `true` if
    /// it was locked.
    pub async fn unlock_account(
        &self,
        caller: &Caller,
        issuer: IssuerId,
        text: &str,
    ) -> Result<bool, Error> {
        caller.may(Scope::CredentialsWrite, issuer, "issuer")?;
        let email = email(text)?;
        let none = || Error::NotFound("account with this address that holds a badge of yours");
        let tx = self.store().write().await?;
        let earner = addresses::earner_of(tx.db(), &self.key_of(&email))
            .await?
            .ok_or_else(none)?;
        if !badges::holds_of_issuer(tx.db(), earner, issuer, None).await? {
            return Err(none());
        }
        let subject = Subject::account(self.keyring(), earner);
        let (attempts, _) = sign_in::attempts_for_change(&tx, &subject).await?;
        let Some(locked_at) = attempts.locked_at else {
            return Ok(false);
        };
        sign_in::save_attempts(&tx, &subject, attempts.unlocked(), self.now()).await?;
        let mut account = accounts::account_for_change(&tx, self.keyring(), earner)
            .await?
            .ok_or_else(none)?;
        if account.password_set_at.is_none_or(|at| at < locked_at) {
            account.password = None;
        }
        accounts::save(&tx, self.keyring(), &account).await?;
        accounts::note_act(&tx, earner, issuer, &caller.subject(), "unlocked").await?;
        tx.publish(&AccountUnlocked {
            earner_id: earner.to_string(),
        })
        .await?;
        tx.commit().await?;
        Ok(true)
    }
}
