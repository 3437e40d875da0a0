//! Signing in by password, and sessions.

use super::{Wallet, at_the_door, hash_of, only_notification};
use crate::{
    Error,
    domain::address::EmailAddress,
    store::{
        accounts, addresses,
        sign_in::{self, Subject},
    },
};
use contracts::events::v1::AccountLocked;
use platform::{
    Secret,
    clock::Timestamp,
    identity::Caller,
    ids::{EarnerId, RequestId},
    signin::{Attempts, FAILURES_BEFORE_LOCK, Outcome, SessionPolicy, Token},
    store::{StoreError, Tx},
};
use std::time::Duration;

/// A password takes less than this to check: an attempt that was never finished counts as failed after it.
const CHECKING: Duration = Duration::from_secs(60);

/// A signed-in person.
pub struct SignedIn {
    /// The cookie; only where the session was made just now.
    pub token: Option<Token>,
    /// The person.
    pub earner: EarnerId,
    /// Their name.
    pub name: String,
    /// When the session ends if it is not used.
    pub expires_at: Timestamp,
}

impl Wallet {
    /// Signs in by password. After ten failures in a row this path is locked for the account (C8), and so it is
    /// for an address that has none; a link by mail goes on working.
    pub async fn sign_in(
        &self,
        caller: &Caller,
        email: &str,
        password: Secret<String>,
        source: &str,
    ) -> Result<SignedIn, Error> {
        at_the_door(caller)?;
        self.0.sign_ins.check(source)?;
        let email: EmailAddress = email.parse().map_err(|_| Error::WrongPassword)?;
        let key = self.key_of(&email);
        let earner = addresses::earner_of(self.store().read(), &key).await?;
        let subject = match earner {
            Some(earner) => Subject::account(self.keyring(), earner),
            None => Subject::stranger(&key),
        };
        let attempt = self.count_attempt(&subject).await?;

        let stored = match earner {
            Some(earner) => accounts::account(self.store(), self.keyring(), earner)
                .await?
                .and_then(|a| a.password),
            None => None,
        };
        let passwords = &self.foundation().passwords;
        let (right, rehashed) = match &stored {
            Some(stored) => {
                let right = passwords.verify(password.clone(), stored).await?;
                let stale = right && passwords.needs_rehash(stored)?;
                (
                    right,
                    if stale {
                        Some(passwords.hash(password).await?)
                    } else {
                        None
                    },
                )
            }
            None => {
                passwords.verify_dummy(password).await?;
                (false, None)
            }
        };

        let now = self.now();
        let tx = self.store().write().await?;
        let (present, _) = sign_in::attempts_for_change(&tx, &subject).await?;
        if let (true, Some(earner)) = (right && !present.is_locked(), earner) {
            sign_in::save_attempts(&tx, &subject, present.succeeded(), now).await?;
            let mut account = accounts::account_for_change(&tx, self.keyring(), earner)
                .await?
                .ok_or(Error::WrongPassword)?;
            if account.password != stored {
                // It was changed while the old one was checked.
                return Err(Error::WrongPassword);
            }
            if rehashed.is_some() {
                account.password = rehashed;
                accounts::save(&tx, self.keyring(), &account).await?;
            }
            let session = self
                .open_session(&tx, earner, account.profile.name, now)
                .await?;
            tx.commit().await?;
            return Ok(session);
        }
        let before = Attempts {
            failures: attempt - 1,
            locked_at: present.locked_at,
        };
        let refusal = match before.failed(now) {
            (locked, Outcome::JustLocked) => {
                lock(&tx, &subject, locked, now).await?;
                Error::Locked
            }
            (_, Outcome::StillLocked) => Error::Locked,
            (_, Outcome::Counted { .. }) => Error::WrongPassword,
        };
        tx.commit().await?;
        Err(refusal)
    }

    /// Counts an attempt before its password is looked at, so that many at the same time get no more than their
    /// ten. Answers its number.
    async fn count_attempt(&self, subject: &Subject) -> Result<u32, Error> {
        let now = self.now();
        let tx = self.store().write().await?;
        let (mut attempts, last) = sign_in::attempts_for_change(&tx, subject).await?;
        if attempts.failures >= FAILURES_BEFORE_LOCK
            && !attempts.is_locked()
            && now.since(last) > CHECKING
        {
            // The tenth was never finished: the process ended meanwhile.
            attempts.locked_at = Some(now);
            lock(&tx, subject, attempts, now).await?;
            tx.commit().await?;
            return Err(Error::Locked);
        }
        if attempts.is_locked() || attempts.failures >= FAILURES_BEFORE_LOCK {
            return Err(Error::Locked);
        }
        attempts.failures += 1;
        sign_in::save_attempts(&tx, subject, attempts, now).await?;
        tx.commit().await?;
        Ok(attempts.failures)
    }

    /// Makes a session.
    pub(super) async fn open_session(
        &self,
        tx: &Tx,
        earner: EarnerId,
        name: String,
        now: Timestamp,
    ) -> Result<SignedIn, Error> {
        let token = self.new_token();
        let expires_at = SessionPolicy::EARNER.expires_at(now, now);
        sign_in::add_session(tx, token.hash(), earner, now, expires_at).await?;
        Ok(SignedIn {
            token: Some(token),
            earner,
            name,
            expires_at,
        })
    }

    /// Who is signed in by this cookie.
    pub async fn get_session(&self, caller: &Caller, token: &str) -> Result<SignedIn, Error> {
        at_the_door(caller)?;
        let hash = hash_of(token).ok_or(Error::NoSession)?;
        let session = sign_in::session(self.store().read(), hash)
            .await?
            .ok_or(Error::NoSession)?;
        let (now, policy) = (self.now(), SessionPolicy::EARNER);
        if !policy.is_live(session.created_at, session.seen_at, now) {
            return Err(Error::NoSession);
        }
        let account = accounts::account(self.store(), self.keyring(), session.earner)
            .await?
            .ok_or(Error::NoSession)?;
        let mut seen = session.seen_at;
        if policy.should_touch(seen, now) {
            seen = now;
            let tx = self.store().write().await?;
            sign_in::touch_session(
                &tx,
                session.id,
                now,
                policy.expires_at(session.created_at, now),
            )
            .await?;
            tx.commit().await?;
        }
        Ok(SignedIn {
            token: None,
            earner: session.earner,
            name: account.profile.name,
            expires_at: policy.expires_at(session.created_at, seen),
        })
    }

    /// Ends a session. An unknown cookie has none.
    pub async fn sign_out(&self, caller: &Caller, token: &str) -> Result<(), Error> {
        at_the_door(caller)?;
        if let Some(hash) = hash_of(token) {
            let tx = self.store().write().await?;
            sign_in::end_session(&tx, hash).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Where an account's own mails go: address, name, language.
    pub async fn earner_contact(
        &self,
        caller: &Caller,
        earner: EarnerId,
    ) -> Result<(EmailAddress, String, String), Error> {
        only_notification(caller)?;
        let account = accounts::account(self.store(), self.keyring(), earner)
            .await?
            .ok_or(Error::NotFound("account"))?;
        let addresses = addresses::addresses_of(self.store(), self.keyring(), earner).await?;
        let primary = addresses
            .into_iter()
            .find(|a| a.verified_at.is_some())
            .ok_or(Error::NotFound("address"))?;
        Ok((primary.email, account.profile.name, account.profile.locale))
    }
}

/// Writes a lock down; its person is told. Strangers have nobody to tell.
async fn lock(
    tx: &Tx,
    subject: &Subject,
    locked: Attempts,
    now: Timestamp,
) -> Result<(), StoreError> {
    sign_in::save_attempts(tx, subject, locked, now).await?;
    if let Some(earner) = subject.earner {
        let lock: RequestId = tx.store().ids().next(now);
        tx.publish(&AccountLocked {
            earner_id: earner.to_string(),
            lock_id: lock.to_string(),
        })
        .await?;
    }
    Ok(())
}
