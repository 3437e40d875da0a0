//! What the wallet publishes and what it listens to.

use crate::{
    Wallet,
    domain::badge::{Badge, Happening, Ledger},
};
use contracts::{
    Fact as _,
    events::v1::{
        BadgeAccepted, BadgeDeclined, BadgeHidden, BadgePending, BadgePublished, BadgeState,
        CredentialIssued, CredentialReinstated, CredentialRevised, CredentialRevoked,
        CredentialState, CredentialSuspended,
    },
};
use platform::{
    ServiceName,
    bus::{Event, Handler, HandlerError, Subscription},
    ids::CredentialId,
    store::{StoreError, Tx},
};
use std::sync::Arc;

/// Publishes what happened to a badge. `trusted`: whether its earner trusts the issuer.
pub async fn publish(
    tx: &Tx,
    badge: &Badge,
    trusted: bool,
    happening: Happening,
) -> Result<(), StoreError> {
    let state = Some(BadgeState {
        credential_id: badge.credential.to_string(),
        issuer_id: badge.issuer.to_string(),
        earner_id: badge.earner.map(|e| e.to_string()).unwrap_or_default(),
        version: badge.version,
        acceptance: badge.acceptance.as_str().to_owned(),
        trusted,
    });
    match happening {
        Happening::Pending { notify, bulk } => {
            tx.publish(&BadgePending {
                state,
                notify,
                bulk,
            })
            .await
        }
        Happening::Accepted {
            automatic,
            notify,
            bulk,
        } => {
            tx.publish(&BadgeAccepted {
                state,
                automatic,
                notify,
                bulk,
            })
            .await
        }
        Happening::Declined => tx.publish(&BadgeDeclined { state }).await,
        Happening::Published => tx.publish(&BadgePublished { state }).await,
        Happening::Hidden => tx.publish(&BadgeHidden { state }).await,
    }
    .map(drop)
}

/// The facts of other services that the wallet acts on.
pub fn subscriptions(app: &Wallet) -> Vec<Subscription> {
    vec![Subscription {
        consumer: ServiceName::Wallet,
        producer: ServiceName::Issuance,
        subjects: vec![
            CredentialIssued::SUBJECT,
            CredentialRevised::SUBJECT,
            CredentialRevoked::SUBJECT,
            CredentialSuspended::SUBJECT,
            CredentialReinstated::SUBJECT,
        ],
        handler: Arc::new(Listener(app.clone())),
    }]
}

struct Listener(Wallet);

#[async_trait::async_trait]
impl Handler for Listener {
    async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
        // Only these two can say a new address.
        let addressed = event.is::<CredentialIssued>() || event.is::<CredentialRevised>();
        let state =
            state_of(event)?.ok_or_else(|| HandlerError::hopeless("the fact carries no state"))?;
        let (credential, ledger) = ledger(&state).map_err(HandlerError::hopeless)?;
        self.0.learn(event, credential, &ledger, addressed).await
    }
}

fn state_of(event: &Event) -> Result<Option<CredentialState>, HandlerError> {
    if event.is::<CredentialRevised>() {
        Ok(event.read::<CredentialRevised>()?.state)
    } else if event.is::<CredentialRevoked>() {
        Ok(event.read::<CredentialRevoked>()?.state)
    } else if event.is::<CredentialSuspended>() {
        Ok(event.read::<CredentialSuspended>()?.state)
    } else if event.is::<CredentialReinstated>() {
        Ok(event.read::<CredentialReinstated>()?.state)
    } else {
        Ok(event.read::<CredentialIssued>()?.state)
    }
}

fn ledger(state: &CredentialState) -> Result<(CredentialId, Ledger), String> {
    let words = |error: platform::ids::NotAnId| error.to_string();
    let progression = match state.progression_id.as_str() {
        "" => None,
        id => Some(id.parse().map_err(words)?),
    };
    let ledger = Ledger {
        issuer: state.issuer_id.parse().map_err(words)?,
        achievement: state.achievement_id.parse().map_err(words)?,
        progression,
        rank: state.rank,
        version: state.version,
        status: state
            .status
            .parse()
            .map_err(|e: crate::domain::badge::UnknownWord| e.to_string())?,
        visibility: match state.visibility.as_str() {
            "" => crate::domain::badge::Visibility::Hidden,
            word => word
                .parse()
                .map_err(|e: crate::domain::badge::UnknownWord| e.to_string())?,
        },
        notify: state.notify,
        bulk: state.bulk,
    };
    Ok((state.credential_id.parse().map_err(words)?, ledger))
}
