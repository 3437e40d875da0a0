//! What notification listens to: fact → use case. Each handler deals with an event once.

use crate::{
    app::{
        Notification,
        awards::{self, Award, Trouble},
        requests,
        standing::{self, LedgerNews},
    },
    domain::{
        badge::{Acceptance, WalletNews},
        message::Kind,
    },
};
use contracts::{
    Fact as _,
    events::v1::{
        AccountLocked, AddressAdded, BadgeAccepted, BadgeDeclined, BadgePending, BadgeState,
        CredentialReinstated, CredentialResendRequested, CredentialRevised, CredentialRevoked,
        CredentialState, CredentialSuspended, LinkRequested,
    },
};
use platform::{
    ServiceName,
    bus::{Event, Handler, HandlerError, Subscription},
};
use std::{fmt, str::FromStr, sync::Arc};

/// What notification subscribes to.
pub fn subscriptions(app: &Notification) -> Vec<Subscription> {
    let handler = Arc::new(Listener(app.clone()));
    let listen = |producer, subjects| Subscription {
        consumer: ServiceName::Notification,
        producer,
        subjects,
        handler: handler.clone(),
    };
    vec![
        listen(
            ServiceName::Wallet,
            vec![
                BadgePending::SUBJECT,
                BadgeAccepted::SUBJECT,
                BadgeDeclined::SUBJECT,
                AccountLocked::SUBJECT,
                AddressAdded::SUBJECT,
                LinkRequested::SUBJECT,
            ],
        ),
        listen(
            ServiceName::Issuance,
            vec![
                CredentialRevised::SUBJECT,
                CredentialSuspended::SUBJECT,
                CredentialReinstated::SUBJECT,
                CredentialRevoked::SUBJECT,
                CredentialResendRequested::SUBJECT,
            ],
        ),
    ]
}

struct Listener(Notification);

#[async_trait::async_trait]
impl Handler for Listener {
    async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
        let app = &self.0;
        match event.subject.as_str() {
            BadgePending::SUBJECT => {
                let fact: BadgePending = event.read()?;
                let wants = fact.notify.then_some(Kind::Award);
                heard(
                    awards::hear(app, event, &award(fact.state, Acceptance::Pending, wants)?).await,
                )
            }
            BadgeAccepted::SUBJECT => {
                let fact: BadgeAccepted = event.read()?;
                let wants = (fact.automatic && fact.notify).then_some(Kind::AwardAccepted);
                heard(
                    awards::hear(app, event, &award(fact.state, Acceptance::Accepted, wants)?)
                        .await,
                )
            }
            BadgeDeclined::SUBJECT => {
                let fact: BadgeDeclined = event.read()?;
                heard(
                    awards::hear(app, event, &award(fact.state, Acceptance::Declined, None)?).await,
                )
            }
            CredentialRevised::SUBJECT => {
                let fact: CredentialRevised = event.read()?;
                let news = LedgerNews {
                    renewed: fact.change == "renewed",
                    ..ledger(fact.state)?
                };
                Ok(standing::hear(app, event, &news).await?)
            }
            CredentialSuspended::SUBJECT => {
                self.ledger(event, event.read::<CredentialSuspended>()?.state)
                    .await
            }
            CredentialReinstated::SUBJECT => {
                self.ledger(event, event.read::<CredentialReinstated>()?.state)
                    .await
            }
            CredentialRevoked::SUBJECT => {
                self.ledger(event, event.read::<CredentialRevoked>()?.state)
                    .await
            }
            CredentialResendRequested::SUBJECT => {
                let fact: CredentialResendRequested = event.read()?;
                let request = named("request_id", fact.request_id)?;
                let news = ledger(fact.state)?;
                heard(requests::resend(app, event, news.credential, news.issuer, &request).await)
            }
            LinkRequested::SUBJECT => {
                let fact: LinkRequested = event.read()?;
                let kind = match fact.purpose.as_str() {
                    "sign_in" => Kind::SignIn,
                    "verify_address" => Kind::VerifyAddress,
                    "fresh_claim" => Kind::FreshClaim,
                    other => {
                        return Err(HandlerError::hopeless(format!(
                            "`{other}` is no purpose of a link"
                        )));
                    }
                };
                Ok(
                    requests::link(app, event, kind, &named("request_id", fact.request_id)?)
                        .await?,
                )
            }
            AddressAdded::SUBJECT => {
                let fact: AddressAdded = event.read()?;
                if fact.first {
                    return Ok(());
                }
                let earner = named("earner_id", fact.earner_id)?;
                let address = named("address_id", fact.address_id)?;
                Ok(requests::address_added(app, event, &earner, &address).await?)
            }
            AccountLocked::SUBJECT => {
                let fact: AccountLocked = event.read()?;
                let (earner, lock) = (
                    named("earner_id", fact.earner_id)?,
                    named("lock_id", fact.lock_id)?,
                );
                Ok(requests::locked(app, event, &earner, &lock).await?)
            }
            other => Err(HandlerError::hopeless(format!(
                "nobody here listens to {other}"
            ))),
        }
    }
}

impl Listener {
    async fn ledger(
        &self,
        event: &Event,
        state: Option<CredentialState>,
    ) -> Result<(), HandlerError> {
        Ok(standing::hear(&self.0, event, &ledger(state)?).await?)
    }
}

fn heard(outcome: Result<(), Trouble>) -> Result<(), HandlerError> {
    Ok(outcome?)
}

fn award(
    state: Option<BadgeState>,
    acceptance: Acceptance,
    wants: Option<Kind>,
) -> Result<Award, HandlerError> {
    let state = state.ok_or_else(|| HandlerError::hopeless("the fact has no state"))?;
    Ok(Award {
        credential: read(&state.credential_id)?,
        issuer: read(&state.issuer_id)?,
        news: WalletNews {
            version: state.version,
            acceptance,
            earner: if state.earner_id.is_empty() {
                None
            } else {
                Some(read(&state.earner_id)?)
            },
            wants,
        },
    })
}

fn ledger(state: Option<CredentialState>) -> Result<LedgerNews, HandlerError> {
    let state = state.ok_or_else(|| HandlerError::hopeless("the fact has no state"))?;
    Ok(LedgerNews {
        credential: read(&state.credential_id)?,
        issuer: read(&state.issuer_id)?,
        version: state.version,
        standing: read(&state.status)?,
        renewed: false,
    })
}

fn read<T: FromStr<Err: fmt::Display>>(text: &str) -> Result<T, HandlerError> {
    text.parse().map_err(HandlerError::hopeless)
}

fn named(field: &str, value: String) -> Result<String, HandlerError> {
    if value.is_empty() {
        return Err(HandlerError::hopeless(format!(
            "the fact's {field} is empty"
        )));
    }
    Ok(value)
}
