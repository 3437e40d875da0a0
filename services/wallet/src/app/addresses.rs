//! The earner's addresses.

use super::{ProfileView, Wallet, email, links::MAILS_AN_HOUR as MAILS_TO_ONE_MAILBOX};
use crate::{
    Error,
    domain::link::{Link, Purpose},
    store::{
        addresses::{self, Address},
        links,
    },
};
use contracts::events::v1::{AddressRemoved, LinkRequested};
use platform::{
    identity::Caller,
    ids::{AddressId, EarnerId},
    store::Tx,
};
use std::time::Duration;

/// How many addresses an account may have.
const MOST: usize = 20;
/// How many mails an account may ask for in an hour.
const MAILS_AN_HOUR: u64 = 12;
const HOUR: Duration = Duration::from_secs(3600);

/// An address as its earner sees it.
#[derive(Clone, Debug)]
pub struct AddressView {
    /// The address.
    pub address: Address,
    /// How many badges of the account came by it.
    pub badges: u32,
}

impl Wallet {
    /// Adds an address, or mails its link again; it counts once that link was used (I13, M7). Where another
    /// account has it, only the mail says so, to whoever reads that mailbox.
    pub async fn add_address(&self, caller: &Caller, text: &str) -> Result<ProfileView, Error> {
        let earner = caller.earner()?;
        let email = email(text)?;
        let key = self.key_of(&email);
        let now = self.now();
        let tx = self.store().write().await?;
        let own = addresses::addresses_for_change(&tx, self.keyring(), earner).await?;
        let address = match own.iter().find(|a| a.key == key) {
            Some(known) if known.verified_at.is_some() => {
                return Err(Error::Conflict {
                    code: "address_added_already",
                    message: "this address belongs to your account already",
                });
            }
            Some(known) => known.id,
            None if own.len() >= MOST => {
                return Err(Error::Conflict {
                    code: "too_many_addresses",
                    message: "an account has at most 20 addresses; remove one you no longer need",
                });
            }
            None => addresses::add(&tx, self.keyring(), earner, &email, false, None).await?,
        };
        if links::asked_by_since(tx.db(), earner, now.minus(HOUR)).await? >= MAILS_AN_HOUR {
            return Err(Error::TooMany(HOUR.as_secs()));
        }
        let holder = addresses::earner_of(tx.db(), &key).await?;
        let purpose = if holder.is_some() {
            Purpose::AddressInUse
        } else {
            Purpose::VerifyAddress
        };
        // A mailbox that got many mails gets no more for now. Nobody is told, for that too would tell something.
        let often =
            links::asked_since(tx.db(), &key, now.minus(HOUR)).await? >= MAILS_TO_ONE_MAILBOX;
        let request = Link {
            id: self.foundation().ids.next(now),
            purpose,
            email: (!often).then_some(email),
            key,
            earner: Some(holder.unwrap_or(earner)),
            asked_by: Some(earner),
            address: holder.is_none().then_some(address),
            claim: None,
            created_at: now,
            expires_at: None,
            used_at: None,
        };
        self.request_link(&tx, &request).await?;
        tx.commit().await?;
        self.profile(earner).await
    }

    /// Removes an address. Its badges stay; the last proven address does too, for it is the way in.
    pub async fn remove_address(
        &self,
        caller: &Caller,
        id: AddressId,
    ) -> Result<ProfileView, Error> {
        let earner = caller.earner()?;
        let tx = self.store().write().await?;
        let (own, gone) = self.own_address(&tx, earner, id).await?;
        let heir = own
            .iter()
            .find(|a| a.id != id && a.verified_at.is_some())
            .map(|a| a.id);
        if gone.verified_at.is_some() && heir.is_none() {
            return Err(Error::Conflict {
                code: "last_address",
                message: "this is the only proven address of your account; add and prove another one first",
            });
        }
        addresses::remove(&tx, id).await?;
        if let (true, Some(heir)) = (gone.primary, heir) {
            addresses::set_primary(&tx, heir, true).await?;
        }
        tx.publish(&AddressRemoved {
            earner_id: earner.to_string(),
            address_id: id.to_string(),
        })
        .await?;
        tx.commit().await?;
        self.profile(earner).await
    }

    /// Sends the account's mails to another of its proven addresses (C12).
    pub async fn set_primary_address(
        &self,
        caller: &Caller,
        id: AddressId,
    ) -> Result<ProfileView, Error> {
        let earner = caller.earner()?;
        let tx = self.store().write().await?;
        let (own, chosen) = self.own_address(&tx, earner, id).await?;
        if chosen.verified_at.is_none() {
            return Err(Error::Conflict {
                code: "address_not_verified",
                message: "use the link mailed to this address first",
            });
        }
        for address in own {
            if address.primary && address.id != id {
                addresses::set_primary(&tx, address.id, false).await?;
            }
        }
        addresses::set_primary(&tx, id, true).await?;
        tx.commit().await?;
        self.profile(earner).await
    }

    async fn own_address(
        &self,
        tx: &Tx,
        earner: EarnerId,
        id: AddressId,
    ) -> Result<(Vec<Address>, Address), Error> {
        let own = addresses::addresses_for_change(tx, self.keyring(), earner).await?;
        let found = own
            .iter()
            .find(|a| a.id == id)
            .cloned()
            .ok_or(Error::NotFound("address"))?;
        Ok((own, found))
    }

    /// Keeps a request for a mail and says that there is one. The fact is the same whatever becomes of it.
    pub(super) async fn request_link(&self, tx: &Tx, request: &Link) -> Result<(), Error> {
        links::add(tx, self.keyring(), request).await?;
        tx.publish(&LinkRequested {
            request_id: request.id.to_string(),
            purpose: request.purpose.public_name().to_owned(),
        })
        .await?;
        Ok(())
    }
}
