//! What a batch of mails asks its neighbours for only once.

use super::Notification;
use crate::{
    clients::ClientError,
    domain::facts::{BadgeFacts, Organization},
    store::sending::Claimed,
};
use futures::lock::Mutex;
use platform::ids::{CredentialId, IssuerId};
use std::collections::BTreeMap;

/// Organizations, and what is known of the badges of a batch.
pub(super) struct Directory {
    organizations: Mutex<BTreeMap<IssuerId, Organization>>,
    of_batch: Vec<CredentialId>,
    badges: Mutex<Option<BTreeMap<CredentialId, BadgeFacts>>>,
}

impl Directory {
    /// That of a batch.
    pub(super) fn of(batch: &[Claimed]) -> Self {
        Self {
            organizations: Mutex::default(),
            of_batch: batch
                .iter()
                .flat_map(|claimed| claimed.message.credentials.clone())
                .collect(),
            badges: Mutex::default(),
        }
    }

    /// Titles, pictures and states of badges of the batch, in the order asked; those that there are. Whoever needs some
    /// first asks for those of all.
    pub(super) async fn badges(
        &self,
        app: &Notification,
        credentials: &[CredentialId],
    ) -> Result<Vec<BadgeFacts>, ClientError> {
        let mut known = self.badges.lock().await;
        if known.is_none() {
            match app.neighbours.badges(&self.of_batch).await {
                Ok(all) => *known = Some(all.into_iter().map(|b| (b.credential, b)).collect()),
                Err(error) if error.back().is_some() => return Err(error),
                Err(error) => {
                    // One that cannot be told of holds up no mail but its own.
                    drop(known);
                    tracing::warn!(%error, "the badges of a batch are asked for one mail at a time");
                    return app.neighbours.badges(credentials).await;
                }
            }
        }
        let known = known.as_ref();
        let of = |id| known.and_then(|all| all.get(id)).cloned();
        Ok(credentials.iter().filter_map(of).collect())
    }

    /// An organization.
    pub(super) async fn organization(
        &self,
        app: &Notification,
        id: IssuerId,
    ) -> Result<Organization, ClientError> {
        let mut known = self.organizations.lock().await;
        if let Some(organization) = known.get(&id) {
            return Ok(organization.clone());
        }
        let organization = app.neighbours.organization(id).await?;
        known.insert(id, organization.clone());
        Ok(organization)
    }
}
