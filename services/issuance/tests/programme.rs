//! An issuer with an achievement, and what tests do with badges of it.

use crate::support::{House, new_achievement};
use contracts::{
    Wire,
    issuance::v1::{
        Achievement, AwardRequest, CreateAchievementRequest, Credential, CredentialDocument,
        Document, GetDocumentRequest, Issuer, IssuerDocument, IssuerPolicy, ListCredentialsRequest,
        Recipient, SetVisibilityRequest, UpdateIssuerRequest, ValidityRule,
        credentials_client::CredentialsClient, get_document_request::Of,
        internal_client::InternalClient,
    },
};
use openbadges::verify::{Answer, Input, Known, Need, Options, Outcome, Report};
use platform::{ServiceName, bus::Event, identity::Caller, refusal::Refused};
use serde_json::Value;

/// An issuer with an achievement, and its owner.
pub struct Programme<'a> {
    pub house: &'a House,
    pub issuer: Issuer,
    pub owner: Caller,
    pub achievement: Achievement,
}

impl House {
    pub fn credentials(&self, caller: &Caller) -> CredentialsClient<Wire> {
        CredentialsClient::new(self.wire(caller))
    }
    /// The internal contract, as a service calls it for itself.
    pub fn internal_as(&self, service: ServiceName) -> InternalClient<Wire> {
        InternalClient::new(self.wire(&Caller::Service(service)))
    }

    /// A programme whose badges follow their status.
    pub async fn programme(&self, slug: &str) -> Programme<'_> {
        self.programme_with(
            slug,
            CreateAchievementRequest {
                validity: Some(ValidityRule {
                    kind: "status_driven".into(),
                    months: 0,
                }),
                ..new_achievement("Practitioner")
            },
        )
        .await
    }
    pub async fn programme_with(
        &self,
        slug: &str,
        asked: CreateAchievementRequest,
    ) -> Programme<'_> {
        let (issuer, owner) = self.issuer(slug).await;
        let achievement = self
            .achievements(&owner)
            .create_achievement(asked)
            .await
            .unwrap()
            .into_inner();
        Programme {
            house: self,
            issuer,
            owner,
            achievement,
        }
    }

    /// A document as strangers get it.
    pub async fn document(&self, of: Of) -> Document {
        let asked = GetDocumentRequest {
            of: Some(of),
            ..GetDocumentRequest::default()
        };
        self.internal()
            .get_document(asked)
            .await
            .unwrap()
            .into_inner()
    }
    /// A document at one of our addresses, as verification is answered.
    pub async fn at(&self, url: &str) -> Document {
        let path = url
            .strip_prefix(crate::support::BASE)
            .unwrap_or(url)
            .to_owned();
        let path = if let Some(did) = url.strip_prefix("did:web:") {
            let web = openbadges::key::did::web_address(&format!("did:web:{did}")).unwrap();
            web.strip_prefix(crate::support::BASE).unwrap().to_owned()
        } else {
            path
        };
        self.document(Of::Path(path)).await
    }

    /// Verifies a badge with nothing but what this service serves.
    pub async fn verify(&self, file: Vec<u8>) -> Report {
        let at = time::OffsetDateTime::from_unix_timestamp(self.foundation.clock.now().seconds())
            .unwrap();
        let mut known = Known::new();
        for _round in 0..8 {
            match openbadges::verify::verify(&Input::File(file.clone()), &known, &Options::at(at)) {
                Outcome::Report(report) => return *report,
                Outcome::Needs(needs) => {
                    for Need { url, .. } in needs {
                        let found = self.at(&url).await;
                        let answer = match found.status {
                            200 => Answer::Found(found.body),
                            status => Answer::Status {
                                status: u16::try_from(status).unwrap(),
                                body: found.body,
                            },
                        };
                        known.insert(url, answer);
                    }
                }
            }
        }
        panic!("verification asks again and again");
    }
}

impl Programme<'_> {
    pub fn wanted(&self, email: &str, name: &str) -> AwardRequest {
        AwardRequest {
            achievement_id: self.achievement.id.clone(),
            recipient: Some(Recipient {
                email: email.into(),
                name: name.into(),
                member_number: String::new(),
            }),
            awarded_at: "2026-01-15".into(),
            ..AwardRequest::default()
        }
    }
    pub async fn ask(&self, wanted: AwardRequest) -> Result<Credential, Refused> {
        self.house
            .credentials(&self.owner)
            .award(wanted)
            .await
            .map(tonic::Response::into_inner)
            .map_err(Into::into)
    }
    /// A badge of Ana's.
    pub async fn award(&self) -> Credential {
        self.ask(self.wanted("ana.nunez@example.org", "Ana Núñez"))
            .await
            .unwrap()
    }
    /// A badge of Ana's that everybody may see.
    pub async fn public_award(&self) -> Credential {
        let made = self.award().await;
        self.show(&made, "public", "accepted").await;
        made
    }
    /// The earner's decision, as the wallet tells it.
    pub async fn show(&self, badge: &Credential, visibility: &str, acceptance: &str) {
        let asked = SetVisibilityRequest {
            credential_ids: vec![badge.id.clone()],
            visibility: visibility.into(),
            acceptance: acceptance.into(),
            ..Default::default()
        };
        self.house
            .internal_as(ServiceName::Wallet)
            .set_visibility(asked)
            .await
            .unwrap();
    }
    pub async fn set_policy(&self, policy: IssuerPolicy) {
        let asked = UpdateIssuerRequest {
            id: self.issuer.id.clone(),
            policy: Some(policy),
            ..UpdateIssuerRequest::default()
        };
        self.house
            .issuers(&self.owner)
            .update_issuer(asked)
            .await
            .unwrap();
    }
    pub async fn get(&self, id: &str) -> Credential {
        let asked = contracts::issuance::v1::GetCredentialRequest { id: id.into() };
        self.house
            .credentials(&self.owner)
            .get_credential(asked)
            .await
            .unwrap()
            .into_inner()
    }
    /// A form of a badge, as its earner gets it.
    pub async fn form(&self, id: &str, form: &str) -> Document {
        self.house
            .document(Of::Credential(CredentialDocument {
                id: id.into(),
                form: form.into(),
                owner: true,
                ..CredentialDocument::default()
            }))
            .await
    }
    /// The signed badge.
    pub async fn signed(&self, id: &str) -> Value {
        serde_json::from_slice(&self.form(id, "json").await.body).unwrap()
    }
    pub async fn issuer_document(&self, form: &str) -> Document {
        self.house
            .document(Of::Issuer(IssuerDocument {
                slug: self.issuer.slug.clone(),
                form: form.into(),
            }))
            .await
    }
}

/// The answer, or its refusal.
pub fn told<T>(outcome: Result<tonic::Response<T>, tonic::Status>) -> Result<T, Refused> {
    outcome.map(tonic::Response::into_inner).map_err(Into::into)
}

impl House {
    /// Hands a fact to the service, as the bus does.
    pub async fn hear<F: contracts::Fact>(&self, fact: &F) {
        let event = Event {
            id: self.foundation.ids.uuid_v7(self.foundation.clock.now()),
            subject: F::SUBJECT.into(),
            kind: F::full_name(),
            tenant: fact.tenant().into(),
            aggregate: fact.aggregate().into(),
            version: fact.version(),
            occurred_at: self.foundation.clock.now(),
            headers: Default::default(),
            payload: fact.encode_to_vec().into(),
        };
        for subscription in self
            .subscriptions
            .iter()
            .filter(|s| s.subjects.contains(&F::SUBJECT))
        {
            // At least once means sometimes twice.
            subscription.handler.handle(&event).await.unwrap();
            subscription.handler.handle(&event).await.unwrap();
        }
    }
}

/// The first page of what somebody finds.
pub async fn list(house: &House, by: &Caller, asked: ListCredentialsRequest) -> Vec<Credential> {
    house
        .credentials(by)
        .list_credentials(asked)
        .await
        .unwrap()
        .into_inner()
        .credentials
}
