//! What issuance publishes and what it listens to.

use crate::{
    Error, Issuance,
    app::standing::{self, Heard},
    domain::{
        achievement::Achievement,
        batch::Batch,
        credential::{Acceptance, Credential, Fact},
        issuer::Issuer,
        key::SigningKey,
    },
    rpc::read,
    store::{self, credential::Delivery},
};
use contracts::{Fact as _, events::v1 as facts};
use platform::{
    Kind, Refusal as _, ServiceName,
    bus::{Event, Handler, HandlerError, Subscription},
    ids::CredentialId,
    store::Tx,
};
use std::sync::Arc;

// ───────────────────────────── publishing

/// An issuer was made, or what it says of itself changed.
pub(crate) fn issuer_changed(issuer: &Issuer) -> facts::IssuerChanged {
    facts::IssuerChanged {
        issuer_id: issuer.id.to_string(),
        version: issuer.version,
    }
}

/// An issuer has a new key.
pub(crate) fn key_rotated(issuer: &Issuer, key: &SigningKey) -> facts::KeyRotated {
    facts::KeyRotated {
        issuer_id: issuer.id.to_string(),
        key_id: key.method(&issuer.did),
    }
}

/// An achievement was made, changed or archived.
pub(crate) fn achievement_changed(achievement: &Achievement) -> facts::AchievementChanged {
    facts::AchievementChanged {
        achievement_id: achievement.id.to_string(),
        issuer_id: achievement.issuer.to_string(),
        version: achievement.changes,
    }
}

/// Every row of a file was dealt with.
pub(crate) fn batch_finished(batch: &Batch) -> facts::BatchFinished {
    facts::BatchFinished {
        batch_id: batch.id.to_string(),
        issuer_id: batch.issuer.to_string(),
        rows: batch.rows,
        awarded: batch.awarded,
        repeated: batch.repeated,
        refused: batch.refused,
    }
}

/// Publishes what a transition brought about, when the transaction commits.
pub(crate) async fn publish(tx: &Tx, credential: &Credential, fact: &Fact) -> Result<(), Error> {
    let state = Some(state(credential));
    match fact {
        Fact::Issued => tx.publish(&facts::CredentialIssued { state }).await?,
        Fact::Revised(change) => {
            tx.publish(&facts::CredentialRevised {
                state,
                change: change.as_str().to_owned(),
            })
            .await?
        }
        Fact::Revoked(reason) => {
            tx.publish(&facts::CredentialRevoked {
                state,
                reason: reason.clone(),
            })
            .await?
        }
        Fact::Suspended => tx.publish(&facts::CredentialSuspended { state }).await?,
        Fact::Reinstated => tx.publish(&facts::CredentialReinstated { state }).await?,
        Fact::ResendRequested(request) => {
            tx.publish(&facts::CredentialResendRequested {
                state,
                request_id: request.to_string(),
            })
            .await?
        }
    };
    Ok(())
}

/// The state of a badge, as every fact about it carries it.
fn state(c: &Credential) -> facts::CredentialState {
    facts::CredentialState {
        credential_id: c.id.to_string(),
        issuer_id: c.issuer.to_string(),
        achievement_id: c.achievement.to_string(),
        progression_id: c.progression.map(|id| id.to_string()).unwrap_or_default(),
        rank: c.rank,
        version: c.version,
        status: c.ledger_state().as_str().to_owned(),
        holds: c
            .holds
            .iter()
            .map(|(owner, _)| owner.as_str().to_owned())
            .collect(),
        awarded_at: Some(c.awarded_at.proto()),
        valid_until: c.valid_until.map(|end| end.proto()),
        revision: c.revision,
        visibility: c.visibility.as_str().to_owned(),
        notify: c.notify,
        bulk: c.bulk,
    }
}

// ───────────────────────────── listening

/// The facts of other services that issuance acts on.
pub fn subscriptions(app: &Issuance) -> Vec<Subscription> {
    let listen = |producer, subjects| Subscription {
        consumer: ServiceName::Issuance,
        producer,
        subjects,
        handler: Arc::new(Listener(app.clone())),
    };
    vec![
        listen(
            ServiceName::Wallet,
            vec![
                facts::BadgePending::SUBJECT,
                facts::BadgeAccepted::SUBJECT,
                facts::BadgeDeclined::SUBJECT,
            ],
        ),
        listen(
            ServiceName::Notification,
            vec![
                facts::MessageDelivered::SUBJECT,
                facts::MessageFailed::SUBJECT,
            ],
        ),
    ]
}

struct Listener(Issuance);

#[async_trait::async_trait]
impl Handler for Listener {
    async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
        let tx = self.0.foundation.store.write().await?;
        if !tx.first_time(event, ServiceName::Issuance.as_str()).await? {
            return Ok(());
        }
        let done = match event.subject.as_str() {
            facts::BadgeAccepted::SUBJECT => {
                hear(
                    &tx,
                    event.read::<facts::BadgeAccepted>()?.state,
                    Acceptance::Accepted,
                )
                .await
            }
            facts::BadgePending::SUBJECT => {
                hear(
                    &tx,
                    event.read::<facts::BadgePending>()?.state,
                    Acceptance::Pending,
                )
                .await
            }
            facts::BadgeDeclined::SUBJECT => {
                hear(
                    &tx,
                    event.read::<facts::BadgeDeclined>()?.state,
                    Acceptance::Declined,
                )
                .await
            }
            facts::MessageDelivered::SUBJECT => {
                let fact: facts::MessageDelivered = event.read()?;
                let noted = Delivery {
                    kind: fact.kind,
                    state: "delivered".into(),
                    reason: String::new(),
                    at: event.occurred_at,
                };
                note(&tx, &fact.message_id, &fact.credential_ids, &noted).await
            }
            facts::MessageFailed::SUBJECT => {
                let fact: facts::MessageFailed = event.read()?;
                let noted = Delivery {
                    kind: fact.kind,
                    state: "failed".into(),
                    reason: fact.reason,
                    at: event.occurred_at,
                };
                note(&tx, &fact.message_id, &fact.credential_ids, &noted).await
            }
            other => {
                return Err(HandlerError::hopeless(format!(
                    "nobody here listens to {other}"
                )));
            }
        };
        done.map_err(told)?;
        tx.commit().await?;
        Ok(())
    }
}

/// What is written wrong in a fact stays wrong; anything else may work later.
fn told(error: Error) -> HandlerError {
    if error.kind() == Kind::Invalid {
        HandlerError::hopeless(error)
    } else {
        HandlerError::later(error)
    }
}

async fn hear(
    tx: &Tx,
    state: Option<facts::BadgeState>,
    acceptance: Acceptance,
) -> Result<(), Error> {
    let state = state.unwrap_or_default();
    let credential: CredentialId = read::id("credential_id", &state.credential_id)?;
    standing::hear(
        tx,
        credential,
        Heard {
            acceptance,
            version: state.version,
        },
    )
    .await
}

async fn note(
    tx: &Tx,
    message: &str,
    credentials: &[String],
    noted: &Delivery,
) -> Result<(), Error> {
    for credential in credentials {
        store::credential::note_delivery(
            tx,
            read::id("credential_ids", credential)?,
            message,
            noted,
        )
        .await?;
    }
    Ok(())
}
