//! Facts and who listens to them.
//!
//! A fact is written into the producer's outbox in the transaction of its cause ([`Tx::publish`]). A relay
//! carries it to every subscription of its subject at least once: within the process by one delivery row per
//! consumer, or through NATS JetStream. A handler deals with a repeat by [`Tx::first_time`].
//!
//! [`Tx::publish`]: crate::store::Tx::publish
//! [`Tx::first_time`]: crate::store::Tx::first_time

mod failures;
mod in_process;
mod jetstream;
mod retry;

pub use in_process::deliver_in_process;
pub use jetstream::{JetStream, JetStreamError};

use crate::{ServiceName, clock::Timestamp};
use bytes::Bytes;
use contracts::Fact;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use uuid::Uuid;

/// A fact as it crosses the bus.
#[derive(Clone, Debug)]
pub struct Event {
    /// Names this fact for ever: deduplication and inboxes go by it.
    pub id: Uuid,
    /// `accolade.<service>.<aggregate>.<verb>`.
    pub subject: String,
    /// The message's full protobuf name.
    pub kind: String,
    /// The tenant; empty if it belongs to none.
    pub tenant: String,
    /// What it is about.
    pub aggregate: String,
    /// The aggregate's version.
    pub version: u64,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Trace context.
    pub headers: BTreeMap<String, String>,
    /// The message, encoded.
    pub payload: Bytes,
}

impl Event {
    /// Whether it is a fact of this kind.
    pub fn is<F: Fact>(&self) -> bool {
        self.kind == F::full_name()
    }
    /// The fact itself. An error if it is of another kind or damaged.
    pub fn read<F: Fact>(&self) -> Result<F, HandlerError> {
        if !self.is::<F>() {
            return Err(HandlerError::hopeless(format!(
                "expected {}, got {}",
                F::full_name(),
                self.kind
            )));
        }
        F::decode(self.payload.clone())
            .map_err(|e| HandlerError::hopeless(format!("{} cannot be read: {e}", self.kind)))
    }
}

/// Why an event was not dealt with.
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
pub struct HandlerError {
    /// Whether trying again can help.
    pub retry: bool,
    /// Whether somebody whom it needs is away. That says nothing about the event: it is tried again until they are
    /// back, soon each time, and never put aside for it.
    pub away: bool,
    /// What happened.
    pub cause: String,
}

impl HandlerError {
    /// It may work later.
    pub fn later(cause: impl std::fmt::Display) -> Self {
        Self {
            retry: true,
            away: false,
            cause: cause.to_string(),
        }
    }
    /// It will work once somebody whom it needs is back: another service, or the database.
    pub fn away(cause: impl std::fmt::Display) -> Self {
        Self {
            away: true,
            ..Self::later(cause)
        }
    }
    /// It will never work.
    pub fn hopeless(cause: impl std::fmt::Display) -> Self {
        Self {
            retry: false,
            away: false,
            cause: cause.to_string(),
        }
    }
}
impl From<crate::store::StoreError> for HandlerError {
    fn from(error: crate::store::StoreError) -> Self {
        if error.is_away() {
            Self::away(error)
        } else {
            Self::later(error)
        }
    }
}
impl From<sea_orm::DbErr> for HandlerError {
    fn from(error: sea_orm::DbErr) -> Self {
        crate::store::StoreError::from(error).into()
    }
}
impl From<tonic::Status> for HandlerError {
    fn from(status: tonic::Status) -> Self {
        let words = format!("{:?}: {}", status.code(), status.message());
        if crate::rpc::is_away(status.code()) {
            Self::away(words)
        } else {
            Self::later(words)
        }
    }
}

/// Deals with events. Idempotent: the same event may come again.
#[async_trait::async_trait]
pub trait Handler: Send + Sync {
    /// Deals with one event, its effect in one transaction of the consumer's store.
    async fn handle(&self, event: &Event) -> Result<(), HandlerError>;
}

/// Who listens to what.
#[derive(Clone)]
pub struct Subscription {
    /// The service that listens.
    pub consumer: ServiceName,
    /// The service whose facts they are.
    pub producer: ServiceName,
    /// The subjects, whole.
    pub subjects: Vec<&'static str>,
    /// Who deals with them.
    pub handler: Arc<dyn Handler>,
}

impl Subscription {
    fn wants(&self, subject: &str) -> bool {
        self.subjects.contains(&subject)
    }
}

/// After so many attempts an event is put aside.
const MOST_ATTEMPTS: i32 = 12;

/// How long to wait after the `attempts`-th failure: 1 s, 2 s, 4 s … 10 minutes.
fn back_off(attempts: i32) -> Duration {
    Duration::from_secs(1 << attempts.clamp(0, 10)).min(Duration::from_secs(600))
}

/// How long an event waits for somebody who is away: 10 to 20 seconds, each event at a time of its own, so that those
/// who come back are not met by all of them at once.
fn until_back(event: Uuid) -> Duration {
    let [.., last] = event.into_bytes();
    Duration::from_secs(10) + Duration::from_secs(10) * u32::from(last) / 255
}

/// Calls the handler within a span that continues the producer's trace.
async fn handle(subscription: &Subscription, event: &Event) -> Result<(), HandlerError> {
    use futures::FutureExt as _;
    use std::panic::AssertUnwindSafe;
    use tracing::Instrument as _;
    let span = tracing::info_span!("consume", otel.kind = "consumer", consumer = %subscription.consumer, subject = %event.subject, event = %event.id, aggregate = %event.aggregate);
    crate::telemetry::set_parent(&span, crate::telemetry::extract(&event.headers));
    // A panic would end the loop, and with it everything this consumer listens to.
    let work = AssertUnwindSafe(subscription.handler.handle(event)).catch_unwind();
    let outcome = work
        .instrument(span)
        .await
        .unwrap_or_else(|_| Err(HandlerError::later("it panicked; the log says where")));
    crate::metrics::fact_handled(subscription.consumer, &event.subject, outcome.is_ok());
    outcome
}
