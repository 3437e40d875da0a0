//! Badges arrive: by facts of issuance, or asked for when a person proved an address.

use super::Wallet;
use crate::{
    Error,
    domain::{
        address::{AddressKey, EmailAddress},
        badge::{Badge, Contact, Holder, Ledger, Status, Visibility},
    },
    events,
    store::{accounts, addresses, badges},
};
use contracts::issuance::v1 as issuance;
use platform::{
    ServiceName,
    bus::{Event, HandlerError},
    ids::{CredentialId, EarnerId, IssuerId},
    store::{StoreError, Tx},
};
use std::collections::HashSet;

impl Wallet {
    /// Applies what issuance said of a credential. `addressed`: it may be awarded to another address now.
    pub(crate) async fn learn(
        &self,
        event: &Event,
        credential: CredentialId,
        ledger: &Ledger,
        addressed: bool,
    ) -> Result<(), HandlerError> {
        let known = badges::badge(self.store().read(), credential).await?;
        if known
            .as_ref()
            .is_some_and(|badge| badge.credential_version >= ledger.version)
        {
            return Ok(());
        }
        let said = if addressed || known.is_none() {
            Some(self.issuance().contact(credential).await?)
        } else {
            None
        };
        let to = said.as_ref().map(|contact| self.mailbox(contact.as_ref()));

        let tx = self.store().write().await?;
        if !tx.first_time(event, ServiceName::Wallet.as_str()).await? {
            return Ok(());
        }
        let contact = match &to {
            Some(address) => Some(self.contact(&tx, address.as_ref(), ledger.issuer).await?),
            None => None,
        };
        // Accounts are locked before badges, everywhere.
        if let (Some(holder), Some(Some(said))) = (contact.as_ref().and_then(|c| c.holder), said) {
            self.follow_name(&tx, holder.earner, ledger.issuer, &said)
                .await?;
        }
        if let Some(contact) = &contact {
            badges::add(
                &tx,
                &Badge::unheard(credential, ledger, contact, self.now()),
            )
            .await?;
        }
        let mut badge = badges::badge_for_change(&tx, credential)
            .await?
            .ok_or_else(|| HandlerError::later("the badge is gone; it was erased meanwhile"))?;
        let happening = badge.learn(ledger, contact.as_ref());
        badges::save(&tx, &badge).await?;
        if let Some(happening) = happening {
            let trusted = trusted(&tx, &badge).await?;
            events::publish(&tx, &badge, trusted, happening).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// What the mailbox on file is found by. An address that cannot be read is none.
    fn mailbox(&self, contact: Option<&issuance::Contact>) -> Option<AddressKey> {
        let email: EmailAddress = contact?.recipient.as_ref()?.email.parse().ok()?;
        Some(self.key_of(&email))
    }

    async fn contact(
        &self,
        tx: &Tx,
        address: Option<&AddressKey>,
        issuer: IssuerId,
    ) -> Result<Contact, StoreError> {
        let holder = match address {
            Some(key) => addresses::holder_of(tx.db(), key, issuer).await?,
            None => None,
        };
        Ok(Contact {
            address: address.cloned(),
            holder,
        })
    }

    /// The issuer whose spelling of the name an account has may correct it (C14, C15).
    async fn follow_name(
        &self,
        tx: &Tx,
        earner: EarnerId,
        issuer: IssuerId,
        said: &issuance::Contact,
    ) -> Result<(), StoreError> {
        let Some(name) = said
            .recipient
            .as_ref()
            .map(|r| r.name.trim())
            .filter(|n| !n.is_empty())
        else {
            return Ok(());
        };
        let Some(mut account) = accounts::account_for_change(tx, self.keyring(), earner).await?
        else {
            return Ok(());
        };
        let nameless = account.profile.name.is_empty();
        if account.profile.name == name || !(nameless || account.profile.name_from == Some(issuer))
        {
            return Ok(());
        }
        account.profile.name = name.to_owned();
        account.profile.name_from = Some(issuer);
        accounts::save(tx, self.keyring(), &account).await
    }

    /// Gives a person everything that was awarded to an address they have proven (I14).
    pub(super) async fn attach_all(
        &self,
        tx: &Tx,
        earner: EarnerId,
        key: &AddressKey,
    ) -> Result<(), StoreError> {
        let waiting: Vec<_> = badges::unclaimed_of_address(tx.db(), key)
            .await?
            .iter()
            .map(|b| b.credential)
            .collect();
        for mut badge in badges::badges_for_change(tx, &waiting).await? {
            let trusts = accounts::trusts_issuer(tx.db(), earner, badge.issuer).await?;
            let happening = badge.attach(Holder { earner, trusts });
            badges::save(tx, &badge).await?;
            if let Some(happening) = happening {
                events::publish(tx, &badge, trusts, happening).await?;
            }
        }
        Ok(())
    }

    /// Asks issuance for those of these badges that the wallet has not heard of, and files them as their facts would.
    /// The facts announce them later.
    pub(super) async fn pull_unheard(
        &self,
        email: &EmailAddress,
        credentials: &[CredentialId],
    ) -> Result<(), Error> {
        let known: HashSet<_> = badges::badges(self.store().read(), credentials)
            .await?
            .into_iter()
            .map(|b| b.credential)
            .collect();
        let missing: HashSet<_> = credentials.iter().filter(|c| !known.contains(c)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let listed = self.issuance().credentials_of(email).await?;
        let key = self.key_of(email);
        let tx = self.store().write().await?;
        for (credential, ledger) in listed.iter().filter_map(unheard) {
            if missing.contains(&credential) {
                self.file(&tx, credential, &ledger, &key).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Files a badge under whoever has proven the address; nothing where its fact was faster.
    async fn file(
        &self,
        tx: &Tx,
        credential: CredentialId,
        ledger: &Ledger,
        address: &AddressKey,
    ) -> Result<(), StoreError> {
        let contact = self.contact(tx, Some(address), ledger.issuer).await?;
        badges::add(
            tx,
            &Badge::unheard(credential, ledger, &contact, self.now()),
        )
        .await
    }

    /// Asks issuance for badges of a proven address whose facts have not come yet, and files them. Their facts
    /// announce them later.
    pub(super) async fn pull(&self, address: &addresses::Address) -> Result<(), Error> {
        let listed = self.issuance().credentials_of(&address.email).await?;
        let ids: Vec<CredentialId> = listed
            .iter()
            .filter_map(|c| c.credential_id.parse().ok())
            .collect();
        let known: HashSet<_> = badges::badges(self.store().read(), &ids)
            .await?
            .into_iter()
            .map(|b| b.credential)
            .collect();

        let tx = self.store().write().await?;
        let now = self.now();
        // The address may have been given up while issuance was asked.
        if addresses::earner_of(tx.db(), &address.key).await? == Some(address.earner) {
            let unknown: Vec<_> = listed
                .iter()
                .filter_map(unheard)
                .filter(|(credential, _)| !known.contains(credential))
                .collect();
            for (credential, ledger) in unknown {
                self.file(&tx, credential, &ledger, &address.key).await?;
            }
            // A fact may have come while the address was being proven, and seen no holder.
            self.attach_all(&tx, address.earner, &address.key).await?;
            addresses::pulled(&tx, address.id, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Whether the badge's earner trusts its issuer.
pub(super) async fn trusted(tx: &Tx, badge: &Badge) -> Result<bool, StoreError> {
    match badge.earner {
        Some(earner) => accounts::trusts_issuer(tx.db(), earner, badge.issuer).await,
        None => Ok(false),
    }
}

/// A credential that issuance listed. Its version is 0 here, so that its first fact is still news.
fn unheard(listed: &issuance::AddressedCredential) -> Option<(CredentialId, Ledger)> {
    let ledger = Ledger {
        issuer: listed.issuer_id.parse().ok()?,
        achievement: listed.achievement_id.parse().ok()?,
        progression: listed.progression_id.parse().ok(),
        rank: listed.rank,
        version: 0,
        status: listed.status.parse().unwrap_or(Status::Valid),
        visibility: Visibility::Hidden,
        notify: false,
        bulk: false,
    };
    Some((listed.credential_id.parse().ok()?, ledger))
}
