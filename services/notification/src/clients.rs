//! What notification asks of other services, always at the time of sending: contract → domain.

use crate::domain::{
    facts::{BadgeFacts, Claim, Link, OpenLink, Organization, OwnWords, Recipient},
    gate::{Gate, Pass},
};
use contracts::{
    Wire,
    issuance::v1::{
        BadgeSummary, GetContactRequest, GetIssuerRequest, Issuer, ListBadgesRequest, MailSettings,
        internal_client::InternalClient as Issuance, issuers_client::IssuersClient as Issuers,
    },
    wallet::v1::{
        GetEarnerContactRequest, MintClaimRequest, MintLinkRequest, MintLinkResponse,
        internal_client::InternalClient as Wallet,
    },
};
use platform::{
    ServiceName, Wires,
    clock::{Clock, Timestamp, Zone},
    ids::{CredentialId, IssuerId, MessageId},
    rpc::is_away,
};
use std::{collections::BTreeMap, fmt, sync::Arc};
use tonic::{Code, Response, Status};

/// How many badges are asked for in one call; issuance answers for a thousand at most.
const BADGES_AT_ONCE: usize = 500;

/// A neighbour that could not answer. The words name who and what, never what was asked about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// It refused or did not answer.
    #[error("{service} answered {code:?} to {call}")]
    Refused {
        /// Who.
        service: ServiceName,
        /// What was asked.
        call: &'static str,
        /// What it answered.
        code: Code,
    },
    /// Its answer cannot be read.
    #[error("{service} answered {call} with something this version cannot read: {problem}")]
    Unreadable {
        /// Who.
        service: ServiceName,
        /// What was asked.
        call: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// Nobody answered, or not in time, or we were not let in.
    #[error("{service} answered {code:?} to {call}")]
    Away {
        /// Who.
        service: ServiceName,
        /// What was asked.
        call: &'static str,
        /// What came instead of an answer.
        code: Code,
        /// When somebody looks whether it is back.
        back: Timestamp,
    },
    /// It was found away a moment ago, and was not asked.
    #[error("{service} is away; {call} was not asked")]
    NotAsked {
        /// Who.
        service: ServiceName,
        /// What would have been asked.
        call: &'static str,
        /// When somebody looks whether it is back.
        back: Timestamp,
    },
}

impl ClientError {
    /// When somebody looks whether the neighbour is back; `None` where it is not away.
    pub fn back(&self) -> Option<Timestamp> {
        match self {
            Self::Away { back, .. } | Self::NotAsked { back, .. } => Some(*back),
            Self::Refused { .. } | Self::Unreadable { .. } => None,
        }
    }
}

/// The other services, called as notification itself.
#[derive(Clone)]
pub struct Neighbours {
    wires: Wires,
    clock: Clock,
    issuance: Arc<Gate>,
    wallet: Arc<Gate>,
}

impl Neighbours {
    /// By these ways.
    pub fn new(wires: Wires, clock: Clock) -> Self {
        Self {
            wires,
            clock,
            issuance: Arc::default(),
            wallet: Arc::default(),
        }
    }

    fn issuance(&self) -> Issuance<Wire> {
        Issuance::new(self.wires.as_service(ServiceName::Issuance))
    }
    fn wallet(&self) -> Wallet<Wire> {
        Wallet::new(self.wires.as_service(ServiceName::Wallet))
    }

    /// Asks a neighbour, unless it is known to be away.
    async fn ask<T>(
        &self,
        service: ServiceName,
        call: &'static str,
        answer: impl Future<Output = Result<Response<T>, Status>>,
    ) -> Result<T, ClientError> {
        let gate = match service {
            ServiceName::Wallet => &self.wallet,
            _ => &self.issuance,
        };
        if let Pass::Closed(back) = gate.pass(self.clock.now()) {
            return Err(ClientError::NotAsked {
                service,
                call,
                back,
            });
        }
        match answer.await {
            Err(status) if is_away(status.code()) => Err(ClientError::Away {
                service,
                call,
                code: status.code(),
                back: gate.away(self.clock.now()),
            }),
            answered => {
                gate.there();
                answered
                    .map(Response::into_inner)
                    .map_err(|status| ClientError::Refused {
                        service,
                        call,
                        code: status.code(),
                    })
            }
        }
    }

    /// As [`Neighbours::ask`]; `None` where the neighbour knows of no such thing.
    async fn look_up<T>(
        &self,
        service: ServiceName,
        call: &'static str,
        answer: impl Future<Output = Result<Response<T>, Status>>,
    ) -> Result<Option<T>, ClientError> {
        match self.ask(service, call, answer).await {
            Ok(answer) => Ok(Some(answer)),
            Err(ClientError::Refused {
                code: Code::NotFound,
                ..
            }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Where a badge's recipient is reached; `None` if there is no such badge, no address, or the person was erased.
    pub async fn recipient(
        &self,
        credential: CredentialId,
    ) -> Result<Option<Recipient>, ClientError> {
        let asked = GetContactRequest {
            credential_id: credential.to_string(),
        };
        let mut issuance = self.issuance();
        let call = issuance.get_contact(asked);
        let answer = self
            .look_up(ServiceName::Issuance, "GetContact", call)
            .await?;
        let Some(contact) = answer.filter(|c| !c.erased) else {
            return Ok(None);
        };
        let person = contact.recipient.unwrap_or_default();
        Ok((!person.email.is_empty()).then_some(Recipient {
            email: person.email,
            name: person.name,
            locale: contact.locale,
        }))
    }

    /// Titles, pictures and states, in the order asked; those that there are.
    pub async fn badges(
        &self,
        credentials: &[CredentialId],
    ) -> Result<Vec<BadgeFacts>, ClientError> {
        let call = "ListBadges";
        let mut badges = BTreeMap::new();
        for some in credentials.chunks(BADGES_AT_ONCE) {
            let asked = ListBadgesRequest {
                ids: some.iter().map(ToString::to_string).collect(),
            };
            let mut issuance = self.issuance();
            let answer = self
                .ask(ServiceName::Issuance, call, issuance.list_badges(asked))
                .await?;
            for summary in answer.badges {
                let badge = badge(summary)
                    .map_err(|problem| unreadable(ServiceName::Issuance, call, problem))?;
                badges.insert(badge.credential, badge);
            }
        }
        Ok(credentials
            .iter()
            .filter_map(|id| badges.get(id).cloned())
            .collect())
    }

    /// An organization.
    pub async fn organization(&self, id: IssuerId) -> Result<Organization, ClientError> {
        let call = "GetIssuer";
        let mut issuers = Issuers::new(self.wires.as_service(ServiceName::Issuance));
        let asked = GetIssuerRequest { id: id.to_string() };
        let issuer = self
            .ask(ServiceName::Issuance, call, issuers.get_issuer(asked))
            .await?;
        organization(issuer).map_err(|problem| unreadable(ServiceName::Issuance, call, problem))
    }

    /// The claim link of a message: the same token at every attempt.
    pub async fn claim(
        &self,
        message: MessageId,
        credentials: &[CredentialId],
        email: &str,
    ) -> Result<Claim, ClientError> {
        let call = "MintClaim";
        let asked = MintClaimRequest {
            message_id: message.to_string(),
            credential_ids: credentials.iter().map(ToString::to_string).collect(),
            email: email.to_owned(),
        };
        let mut wallet = self.wallet();
        let answer = self
            .ask(ServiceName::Wallet, call, wallet.mint_claim(asked))
            .await?;
        let pending = ids(&answer.pending_credential_ids);
        Ok(Claim {
            token: answer.token,
            expires_at: answer
                .expires_at
                .as_ref()
                .map(Timestamp::from_proto)
                .unwrap_or_default(),
            pending: pending.map_err(|problem| unreadable(ServiceName::Wallet, call, problem))?,
        })
    }

    /// What a request for a link by mail came to.
    pub async fn link(&self, request: &str) -> Result<Link, ClientError> {
        let call = "MintLink";
        let mut wallet = self.wallet();
        let asked = wallet.mint_link(MintLinkRequest {
            request_id: request.to_owned(),
        });
        match self.look_up(ServiceName::Wallet, call, asked).await? {
            Some(answer) if !answer.void && !answer.email.is_empty() => {
                let open = open_link(answer)
                    .map_err(|problem| unreadable(ServiceName::Wallet, call, problem))?;
                Ok(Link::Open(Box::new(open)))
            }
            _ => Ok(Link::Void),
        }
    }

    /// Where an earner's own mails go; `None` if there is no such earner.
    pub async fn earner(&self, earner: &str) -> Result<Option<Recipient>, ClientError> {
        let mut wallet = self.wallet();
        let call = wallet.get_earner_contact(GetEarnerContactRequest {
            earner_id: earner.to_owned(),
        });
        let answer = self
            .look_up(ServiceName::Wallet, "GetEarnerContact", call)
            .await?;
        Ok(answer.filter(|c| !c.email.is_empty()).map(|c| Recipient {
            email: c.email,
            name: c.name,
            locale: c.locale,
        }))
    }
}

fn unreadable(service: ServiceName, call: &'static str, problem: impl fmt::Display) -> ClientError {
    ClientError::Unreadable {
        service,
        call,
        problem: problem.to_string(),
    }
}

fn ids(texts: &[String]) -> Result<Vec<CredentialId>, platform::ids::NotAnId> {
    texts.iter().map(|t| t.parse()).collect()
}

/// A value that is read by `FromStr`, or the words of what is wrong with it.
fn read<T: std::str::FromStr<Err: fmt::Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|e: T::Err| e.to_string())
}

fn badge(summary: BadgeSummary) -> Result<BadgeFacts, String> {
    let zone = zone(&summary.time_zone);
    let day = |at: &prost_types::Timestamp| zone.date(Timestamp::from_proto(at)).civil();
    Ok(BadgeFacts {
        credential: read(&summary.id)?,
        issuer: read(&summary.issuer_id)?,
        standing: read(&summary.status)?,
        awarded: summary
            .awarded_at
            .as_ref()
            .map(day)
            .ok_or("awarded_at is missing")?,
        ends: summary.valid_until.as_ref().map(day),
        public: summary.visibility == "public",
        issuer_name: summary.issuer_name,
        title: summary.title,
        url: summary.url,
        image: summary.image_url,
        reason: summary.status_reason,
    })
}

fn organization(issuer: Issuer) -> Result<Organization, String> {
    Ok(Organization {
        id: read(&issuer.id)?,
        zone: zone(&issuer.time_zone),
        name: issuer.name,
        email: issuer.email,
        url: issuer.url,
        support: issuer.support_contact,
        locale: issuer.locale,
        accent: issuer.accent,
        linkedin_id: issuer.linkedin_organization_id,
        renew: issuer.renew_url,
        mail: own_words(issuer.mail),
    })
}

/// An organization that says nothing of the days reminds on the usual ones.
fn own_words(said: Option<MailSettings>) -> OwnWords {
    let said = said.unwrap_or_default();
    let usual = OwnWords::default();
    OwnWords {
        reminder_days: match (said.no_reminders, said.reminder_days) {
            (true, _) => Vec::new(),
            (false, days) if days.is_empty() => usual.reminder_days,
            (false, days) => days,
        },
        award_subject: said.award_subject,
        award_intro: said.award_intro,
    }
}

/// A zone by its name; UTC where there is none.
fn zone(name: &str) -> Zone {
    name.parse().unwrap_or_else(|_| Zone::utc())
}

fn open_link(answer: MintLinkResponse) -> Result<OpenLink, String> {
    Ok(OpenLink {
        credentials: ids(&answer.credential_ids).map_err(|e| e.to_string())?,
        expires_at: answer
            .expires_at
            .as_ref()
            .map(Timestamp::from_proto)
            .unwrap_or_default(),
        purpose: answer.purpose,
        token: answer.token,
        to: Recipient {
            email: answer.email,
            name: answer.name,
            locale: answer.locale,
        },
    })
}
