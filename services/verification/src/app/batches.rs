//! Many badges at once: what can be asked of a batch.

use super::{Error, Verification};
use crate::{
    domain::batch::{Batch, Tenant},
    store::{
        batch,
        item::{self, Finding},
    },
};
use platform::{
    identity::{Caller, Denied, Scope},
    ids::{IssuerId, VerifyBatchId},
};

/// The job that works on a batch and deletes it in the end; its key is the batch's id.
pub(super) const JOB: &str = "verification.batch";
/// Most results in a page of an export.
pub(crate) const MOST_RESULTS: u64 = 200;

/// Which badges of a batch are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted<'a> {
    /// All.
    All,
    /// Those that are not checked yet.
    Pending,
    /// Those with this verdict.
    Verdict(&'a str),
}

impl<'a> Wanted<'a> {
    /// By the word of the contract.
    pub(crate) fn parse(word: &'a str) -> Result<Self, Error> {
        match word {
            "" => Ok(Self::All),
            "pending" => Ok(Self::Pending),
            "valid" | "valid_issuer_unknown" | "unverifiable" | "invalid" => {
                Ok(Self::Verdict(word))
            }
            other => Err(Error::field(
                "verdict",
                other,
                "write valid, valid_issuer_unknown, unverifiable, invalid or pending, or leave it out",
            )),
        }
    }
}

/// Whose a batch of this caller is.
pub(super) fn tenant(caller: &Caller, named: Option<IssuerId>) -> Result<Tenant, Error> {
    match (caller, named) {
        (Caller::Operator { .. }, None) => Ok(Tenant(None)),
        _ => Ok(Tenant(Some(caller.issuer_for(named, Scope::Verify)?))),
    }
}

fn may(caller: &Caller, tenant: Tenant) -> Result<(), Denied> {
    match (tenant.0, caller) {
        (Some(issuer), _) => caller.may(Scope::Verify, issuer, "batch"),
        (None, Caller::Operator { .. }) => Ok(()),
        (None, Caller::Staff { .. } | Caller::Client { .. }) => Err(Denied::Elsewhere("batch")),
        (None, _) => Err(Denied::Unknown),
    }
}

impl Verification {
    /// A batch.
    pub(crate) async fn batch(&self, caller: &Caller, id: VerifyBatchId) -> Result<Batch, Error> {
        let foundation = &self.foundation;
        // Nobody in particular learns not even that there is none.
        if matches!(caller, Caller::Public | Caller::Earner { .. }) {
            return Err(Denied::Unknown.into());
        }
        let found = batch::by_id(&foundation.store, &foundation.keyring, id)
            .await?
            .ok_or(Error::NotFound("batch"))?;
        may(caller, found.tenant)?;
        Ok(found)
    }

    /// A page of a tenant's batches, newest first.
    pub(crate) async fn batches(
        &self,
        caller: &Caller,
        issuer: Option<IssuerId>,
        before: Option<VerifyBatchId>,
        limit: u64,
    ) -> Result<Vec<Batch>, Error> {
        let tenant = tenant(caller, issuer)?;
        let foundation = &self.foundation;
        let (store, keyring) = (&foundation.store, &foundation.keyring);
        Ok(batch::page(store, keyring, tenant, before, limit).await?)
    }

    /// A page of what was found, in the order in which the badges came.
    pub(crate) async fn results(
        &self,
        caller: &Caller,
        id: VerifyBatchId,
        wanted: Wanted<'_>,
        after: u64,
        limit: u64,
    ) -> Result<Vec<Finding>, Error> {
        self.batch(caller, id).await?;
        let verdict = match wanted {
            Wanted::All => None,
            Wanted::Pending => Some(""),
            Wanted::Verdict(verdict) => Some(verdict),
        };
        let foundation = &self.foundation;
        let (store, keyring) = (&foundation.store, &foundation.keyring);
        Ok(item::results(store, keyring, id, verdict, after, limit).await?)
    }

    /// What was found of one badge.
    pub(crate) async fn result(
        &self,
        caller: &Caller,
        id: VerifyBatchId,
        number: u64,
    ) -> Result<Finding, Error> {
        self.batch(caller, id).await?;
        let foundation = &self.foundation;
        item::result(&foundation.store, &foundation.keyring, id, number)
            .await?
            .ok_or(Error::NotFound("badge"))
    }

    /// Stops a batch if it runs, and deletes it.
    pub(crate) async fn delete_batch(
        &self,
        caller: &Caller,
        id: VerifyBatchId,
    ) -> Result<(), Error> {
        self.batch(caller, id).await?;
        let tx = self.foundation.store.write().await?;
        batch::remove(&tx, id).await?;
        tx.unschedule(JOB, &id.to_string()).await?;
        tx.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_asked_for_by_its_word() {
        assert_eq!(Wanted::parse("").unwrap(), Wanted::All);
        assert_eq!(Wanted::parse("pending").unwrap(), Wanted::Pending);
        assert_eq!(
            Wanted::parse("invalid").unwrap(),
            Wanted::Verdict("invalid")
        );
        assert!(
            Wanted::parse("good")
                .unwrap_err()
                .to_string()
                .contains("write valid")
        );
    }
}
