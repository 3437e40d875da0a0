//! Links by mail: asked for, mailed, shown, used.

use super::{SignedIn, Wallet, at_the_door, email, hash_of, only_notification};
use crate::{
    Error,
    domain::{
        claim::LinkState,
        link::{Link, Purpose},
    },
    store::{accounts, addresses, badges, links},
};
use contracts::events::v1::AddressAdded;
use platform::{
    Secret,
    clock::Timestamp,
    identity::Caller,
    ids::{CredentialId, EarnerId, RequestId},
    store::Tx,
};
use std::time::Duration;

/// How many mails a mailbox gets in an hour, whoever asks for them.
pub(super) const MAILS_AN_HOUR: u64 = 6;
const HOUR: Duration = Duration::from_secs(3600);

/// A link to be mailed.
pub struct MintedLink {
    /// What goes into it.
    pub token: Secret<String>,
    /// What the mail is about.
    pub purpose: Purpose,
    /// Where it goes.
    pub email: String,
    /// Whom it greets.
    pub name: String,
    /// In which language.
    pub locale: String,
    /// When the link ends.
    pub expires_at: Timestamp,
    /// For a fresh claim link: what waits.
    pub credentials: Vec<CredentialId>,
}

/// What a link is about.
#[derive(Clone, Debug)]
pub struct LinkView {
    /// Whether it opens something.
    pub state: LinkState,
    /// What it is for.
    pub purpose: Purpose,
    /// The mailbox, its middle hidden.
    pub masked_email: String,
}

impl Wallet {
    /// Asks for a sign-in link. The work and the answer are the same whether the address has an account, only has
    /// badges that wait (then a claim link is mailed), or is unknown (then nothing is).
    pub async fn request_sign_in_link(
        &self,
        caller: &Caller,
        text: &str,
        source: &str,
    ) -> Result<(), Error> {
        at_the_door(caller)?;
        self.0.mails.check(source)?;
        let email = email(text)?;
        let key = self.key_of(&email);
        let now = self.now();
        let tx = self.store().write().await?;
        let earner = addresses::earner_of(tx.db(), &key).await?;
        let waits = badges::unclaimed_of_address(tx.db(), &key)
            .await?
            .iter()
            .any(|b| b.can_be_claimed());
        let often = links::asked_since(tx.db(), &key, now.minus(HOUR)).await? >= MAILS_AN_HOUR;
        let goes_out = (earner.is_some() || waits) && !often;
        let request = Link {
            id: self.foundation().ids.next(now),
            purpose: if earner.is_none() && waits {
                Purpose::FreshClaim
            } else {
                Purpose::SignIn
            },
            email: goes_out.then_some(email),
            key,
            earner,
            asked_by: None,
            address: None,
            claim: None,
            created_at: now,
            expires_at: None,
            used_at: None,
        };
        links::add(&tx, self.keyring(), &request).await?;
        // Also the fact is the same: its consumer learns from the mint what to send, if anything.
        let fact = contracts::events::v1::LinkRequested {
            request_id: request.id.to_string(),
            purpose: Purpose::SignIn.as_str().to_owned(),
        };
        tx.publish(&fact).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Address and token behind a request, the same as often as it is asked; `None`: send no mail.
    pub async fn mint_link(
        &self,
        caller: &Caller,
        id: RequestId,
    ) -> Result<Option<MintedLink>, Error> {
        only_notification(caller)?;
        let asked = links::request(self.store().read(), self.keyring(), id)
            .await?
            .ok_or(Error::NotFound("request"))?;
        if asked.is_void(self.now()) {
            return Ok(None);
        }
        if asked.purpose == Purpose::FreshClaim {
            self.mint_fresh_claim(&asked).await
        } else {
            self.mint_plain(id).await
        }
    }

    async fn mint_plain(&self, id: RequestId) -> Result<Option<MintedLink>, Error> {
        let now = self.now();
        let tx = self.store().write().await?;
        let Some((asked, token)) = links::request_for_change(&tx, self.keyring(), id).await? else {
            return Ok(None);
        };
        let (Some(email), Some(earner)) = (&asked.email, asked.earner) else {
            return Ok(None);
        };
        let Some(account) = accounts::account_for_change(&tx, self.keyring(), earner).await? else {
            return Ok(None);
        };
        let token = match token {
            Some(token) => token,
            None => {
                let fresh = self.new_token();
                links::set_token(&tx, self.keyring(), id, &fresh).await?;
                Secret::from(fresh.reveal().to_string())
            }
        };
        let expires_at = asked.ends_if_mailed(now);
        if asked.used_at.is_none() {
            links::set_end(&tx, id, expires_at).await?;
        }
        tx.commit().await?;
        Ok(Some(MintedLink {
            token,
            purpose: asked.purpose,
            email: email.as_str().to_owned(),
            name: account.profile.name,
            locale: account.profile.locale,
            expires_at,
            credentials: Vec::new(),
        }))
    }

    /// A fresh claim link goes to the address on file now, which may be another than that of the old link.
    async fn mint_fresh_claim(&self, asked: &Link) -> Result<Option<MintedLink>, Error> {
        let tx = self.store().write().await?;
        let claimable = self
            .claimable(&tx, asked.claim.as_deref(), &asked.key)
            .await?;
        drop(tx);
        let Some(first) = claimable.first() else {
            return Ok(None);
        };
        let Some(contact) = self.issuance().contact(first.credential).await? else {
            return Ok(None);
        };
        let person = contact.recipient.unwrap_or_default();
        let Ok(to) = person.email.parse() else {
            return Ok(None);
        };
        let ids: Vec<_> = claimable.iter().map(|b| b.credential).collect();

        let tx = self.store().write().await?;
        let minted = self.mint(&tx, &asked.id.to_string(), &ids, &to).await?;
        tx.commit().await?;
        let Some(token) = minted.token else {
            return Ok(None);
        };
        let key = self.key_of(&to);
        let credentials = claimable
            .into_iter()
            .filter(|b| b.address.as_ref() == Some(&key))
            .map(|b| b.credential)
            .collect();
        Ok(Some(MintedLink {
            token,
            purpose: Purpose::FreshClaim,
            email: to.as_str().to_owned(),
            name: person.name,
            locale: contact.locale,
            expires_at: minted.expires_at,
            credentials,
        }))
    }

    /// What a link is about. Changes nothing. `None` for a token nobody made.
    pub async fn view_link(&self, caller: &Caller, token: &str) -> Result<Option<LinkView>, Error> {
        at_the_door(caller)?;
        let Some(hash) = hash_of(token) else {
            return Ok(None);
        };
        let link = links::by_token(self.store().read(), self.keyring(), hash).await?;
        Ok(link.map(|link| LinkView {
            state: link.state(self.now()),
            purpose: link.purpose,
            masked_email: link.email.map(|e| e.masked()).unwrap_or_default(),
        }))
    }

    /// Uses a link: signs in, or proves an address.
    pub async fn consume_link(
        &self,
        caller: &Caller,
        token: &str,
        source: &str,
    ) -> Result<(Purpose, Option<SignedIn>), Error> {
        at_the_door(caller)?;
        self.0.links.check(source)?;
        let hash = hash_of(token).ok_or(Error::LinkUnknown)?;
        let now = self.now();
        let tx = self.store().write().await?;
        let link = links::by_token_for_change(&tx, self.keyring(), hash)
            .await?
            .ok_or(Error::LinkUnknown)?;
        match link.state(now) {
            LinkState::Open => {}
            closed => return Err(Error::Link(closed)),
        }
        let earner = link.earner.ok_or(Error::LinkUnknown)?;
        links::used(&tx, link.id, now).await?;
        let session = match link.purpose {
            Purpose::VerifyAddress => {
                self.prove_address(&tx, caller, earner, &link, now).await?;
                None
            }
            Purpose::SignIn | Purpose::AddressInUse => {
                Some(self.sign_in_by_link(&tx, earner, &link, now).await?)
            }
            // Its token is a claim's and lives there.
            Purpose::FreshClaim => return Err(Error::LinkUnknown),
        };
        tx.commit().await?;
        if link.purpose == Purpose::VerifyAddress {
            self.pull_account(earner).await?;
        }
        Ok((link.purpose, session))
    }

    /// A link signs in only while its mailbox is one of the account's. A locked password does not matter here.
    async fn sign_in_by_link(
        &self,
        tx: &Tx,
        earner: EarnerId,
        link: &Link,
        now: Timestamp,
    ) -> Result<SignedIn, Error> {
        if addresses::earner_of(tx.db(), &link.key).await? != Some(earner) {
            return Err(Error::Link(LinkState::Expired));
        }
        let mut account = accounts::account_for_change(tx, self.keyring(), earner)
            .await?
            .ok_or(Error::LinkUnknown)?;
        account.link_used_at = Some(now);
        accounts::save(tx, self.keyring(), &account).await?;
        self.open_session(tx, earner, account.profile.name, now)
            .await
    }

    async fn prove_address(
        &self,
        tx: &Tx,
        caller: &Caller,
        earner: EarnerId,
        link: &Link,
        now: Timestamp,
    ) -> Result<(), Error> {
        // Somebody signed in elsewhere would hand their mailbox to another account.
        if matches!(caller, Caller::Earner { earner: who } if *who != earner) {
            return Err(Error::OtherAccount);
        }
        let own = addresses::addresses_for_change(tx, self.keyring(), earner).await?;
        let address = own
            .iter()
            .find(|a| Some(a.id) == link.address)
            .ok_or(Error::Link(LinkState::Expired))?;
        match addresses::earner_of(tx.db(), &address.key).await? {
            Some(holder) if holder != earner => {
                return Err(Error::Conflict {
                    code: "address_in_use",
                    message: "this address belongs to another account by now; sign in with it, or remove it there first",
                });
            }
            Some(_) => {}
            None => {
                addresses::verify(tx, address, now).await?;
                self.attach_all(tx, earner, &address.key).await?;
                tx.publish(&AddressAdded {
                    earner_id: earner.to_string(),
                    address_id: address.id.to_string(),
                    first: false,
                })
                .await?;
            }
        }
        Ok(())
    }
}
