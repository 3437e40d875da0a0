//! What the wallet asks of issuance, as itself.

use crate::domain::address::EmailAddress;
use contracts::{
    Wire,
    issuance::v1::{
        AddressedCredential, BadgeSummary, Contact, CredentialsOfAddressRequest, GetContactRequest,
        ListBadgesRequest, SetVisibilityRequest, internal_client::InternalClient,
    },
};
use platform::{ServiceName, Wires, ids::CredentialId};
use std::time::Duration;
use tonic::{Request, Status};

/// A person waits for the answer: better an error soon than a page that hangs.
const PATIENCE: Duration = Duration::from_secs(8);
/// How many badges are asked for at once.
const AT_ONCE: usize = 200;

/// A badge and the wallet's version of it.
pub type Versioned = (CredentialId, u64);

/// Issuance, as the wallet sees it. Clone freely.
#[derive(Clone)]
pub struct Issuance(Wire);

impl Issuance {
    /// By the ways the wallet was given.
    pub fn new(wires: &Wires) -> Self {
        Self(wires.as_service(ServiceName::Issuance))
    }

    fn client(&self) -> InternalClient<Wire> {
        InternalClient::new(self.0.clone())
    }

    /// Address, name and language of a credential's recipient. `None` once the person was erased.
    pub async fn contact(&self, credential: CredentialId) -> Result<Option<Contact>, Status> {
        let answer = self
            .client()
            .get_contact(timed(GetContactRequest {
                credential_id: credential.to_string(),
            }))
            .await?
            .into_inner();
        Ok((!answer.erased).then_some(answer))
    }

    /// What was awarded to an address.
    pub async fn credentials_of(
        &self,
        email: &EmailAddress,
    ) -> Result<Vec<AddressedCredential>, Status> {
        let asked = CredentialsOfAddressRequest {
            email: email.as_str().to_owned(),
            issuer_id: String::new(),
        };
        Ok(self
            .client()
            .credentials_of_address(timed(asked))
            .await?
            .into_inner()
            .credentials)
    }

    /// Puts visibility and acceptance in force; empty leaves that one to issuance. Each badge comes with its version
    /// here, so that issuance never lets something older win.
    pub async fn set_visibility(
        &self,
        badges: &[Versioned],
        visibility: &str,
        acceptance: &str,
    ) -> Result<(), Status> {
        for some in badges.chunks(AT_ONCE) {
            let asked = SetVisibilityRequest {
                credential_ids: some.iter().map(|(id, _)| id.to_string()).collect(),
                visibility: visibility.to_owned(),
                acceptance: acceptance.to_owned(),
                versions: some.iter().map(|(_, version)| *version).collect(),
            };
            self.client().set_visibility(timed(asked)).await?;
        }
        Ok(())
    }

    /// State and visibility of badges.
    pub async fn badges(&self, credentials: &[CredentialId]) -> Result<Vec<BadgeSummary>, Status> {
        let mut all = Vec::with_capacity(credentials.len());
        for some in credentials.chunks(AT_ONCE) {
            all.extend(
                self.client()
                    .list_badges(timed(ListBadgesRequest { ids: texts(some) }))
                    .await?
                    .into_inner()
                    .badges,
            );
        }
        Ok(all)
    }
}

fn texts(credentials: &[CredentialId]) -> Vec<String> {
    credentials.iter().map(ToString::to_string).collect()
}

fn timed<T>(message: T) -> Request<T> {
    let mut request = Request::new(message);
    request.set_timeout(PATIENCE);
    request
}
