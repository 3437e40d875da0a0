//! The facts this service publishes, and those it listens to.

use crate::{Membership, store::tenant};
use contracts::{
    Fact as _,
    events::v1::{CertificationRecorded, IssuerChanged, MemberChanged, RunFinished},
};
use platform::{
    ServiceName,
    bus::{Event, Handler, HandlerError, Subscription},
    ids::{CertificationId, IssuerId, MemberId, RunId},
    store::{StoreError, Tx},
};
use std::sync::Arc;

const ME: &str = "membership-sync";

/// A member is new or was changed.
pub(crate) async fn member_changed(
    tx: &Tx,
    member: &crate::store::member::Stored,
) -> Result<(), StoreError> {
    let fact = MemberChanged {
        member_id: member.id.to_string(),
        issuer_id: member.issuer.to_string(),
        version: member.version,
        status: member.record.status.as_str().to_owned(),
    };
    tx.publish(&fact).await.map(drop)
}

/// A certification is new or was changed.
pub(crate) async fn certification_recorded(
    tx: &Tx,
    issuer: IssuerId,
    id: CertificationId,
    member: MemberId,
) -> Result<(), StoreError> {
    let fact = CertificationRecorded {
        certification_id: id.to_string(),
        member_id: member.to_string(),
        issuer_id: issuer.to_string(),
    };
    tx.publish(&fact).await.map(drop)
}

/// All that a run brings has followed.
pub(crate) async fn run_finished(tx: &Tx, issuer: IssuerId, run: RunId) -> Result<(), StoreError> {
    tx.publish(&RunFinished {
        run_id: run.to_string(),
        issuer_id: issuer.to_string(),
    })
    .await
    .map(drop)
}

/// What this service listens to.
pub(crate) fn subscriptions(app: &Membership) -> Vec<Subscription> {
    vec![Subscription {
        consumer: ServiceName::MembershipSync,
        producer: ServiceName::Issuance,
        subjects: vec![IssuerChanged::SUBJECT],
        handler: Arc::new(Listener(app.clone())),
    }]
}

struct Listener(Membership);

#[async_trait::async_trait]
impl Handler for Listener {
    /// An issuer's settings changed, perhaps its time zone: it is asked for anew when next needed.
    async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
        let fact: IssuerChanged = event.read()?;
        let issuer: IssuerId = fact.issuer_id.parse().map_err(HandlerError::hopeless)?;
        let tx = self.0.store().write().await?;
        if tx.first_time(event, ME).await? {
            tenant::forget_zone(&tx, issuer).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
