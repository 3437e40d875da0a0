use super::{
    Event, HandlerError, MOST_ATTEMPTS, Subscription, back_off, failures::Failures, handle, retry,
    until_back,
};
use crate::{
    ServiceName,
    clock::Timestamp,
    store::{DeadLetter, Store},
    tasks::Tasks,
    telemetry,
};
use async_nats::{
    HeaderMap,
    jetstream::{
        self,
        consumer::{AckPolicy, PullConsumer, pull},
        context::Context,
        message::{AckKind, PublishMessage},
        stream,
    },
};
use futures::StreamExt as _;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use uuid::Uuid;

const ROUND: u64 = 100;
const AT_ONCE: usize = 8;
const TICK: Duration = Duration::from_millis(500);
/// How long the server waits for word of a message before it gives it to somebody else.
const ACK_WAIT: Duration = Duration::from_secs(30);
/// How long the server may take to acknowledge what was published.
const PUBLISHED_WITHIN: Duration = Duration::from_secs(5);
const LEASE: Duration = Duration::from_secs(15);
const KEEP: Duration = Duration::from_secs(30 * 86_400);

/// NATS that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("NATS: {0}")]
pub struct JetStreamError(String);

/// The bus between processes. Clone freely.
///
/// One file stream per producing service, `Nats-Msg-Id` = event id; one durable pull consumer per consuming
/// service and stream, explicit double ack after the transaction.
#[derive(Clone)]
pub struct JetStream {
    js: Context,
}

impl JetStream {
    /// Connects, and keeps reconnecting for ever; NATS may be away at first.
    pub async fn connect(url: &str, name: ServiceName) -> Result<Self, JetStreamError> {
        let client = async_nats::ConnectOptions::new()
            .name(name.as_str())
            .retry_on_initial_connect()
            .max_reconnects(None)
            .connect(url)
            .await
            .map_err(|e| JetStreamError(e.to_string()))?;
        Ok(Self {
            js: jetstream::new(client),
        })
    }

    /// Whether the server answers.
    pub fn is_reachable(&self) -> bool {
        self.js.client().connection_state() == async_nats::connection::State::Connected
    }

    /// Starts the tasks that publish `producer`'s facts and that feed the subscriptions of its service.
    pub fn run(&self, store: &Store, subscriptions: Vec<Subscription>, tasks: &Tasks) {
        let (bus, producer, task) = (self.clone(), store.clone(), tasks.clone());
        tasks.spawn("relay", async move { bus.relay(producer, task).await });
        let subscriptions: Vec<_> = subscriptions.into_iter().map(Arc::new).collect();
        retry::run(store.clone(), subscriptions.clone(), tasks);
        for subscription in subscriptions {
            let (bus, store, task) = (self.clone(), store.clone(), tasks.clone());
            tasks.spawn("consumer", async move {
                let failures = Failures::default();
                while !task.is_stopping() {
                    if let Err(error) = bus.consume(&store, &subscription, &failures, &task).await {
                        tracing::warn!(consumer = %subscription.consumer, producer = %subscription.producer, %error, "facts wait: the stream could not be read");
                    }
                    task.pause(Duration::from_secs(1)).await;
                }
            });
        }
        let (task, store) = (tasks.clone(), store.clone());
        tasks.spawn("prune", async move {
            while task.pause(Duration::from_secs(3600)).await {
                if let Err(error) = store.prune(KEEP).await {
                    tracing::warn!(%error, "old facts could not be removed");
                }
            }
        });
    }

    async fn relay(&self, producer: Store, tasks: Tasks) {
        let holder = producer.ids().uuid_v4().to_string();
        let mut signal = producer.signal();
        while !tasks.is_stopping() {
            match self.publish_round(&producer, &holder).await {
                Ok(0) => {}
                Ok(_) => continue,
                Err(error) => {
                    tracing::warn!(service = %producer.service(), %error, "facts wait: they could not be published");
                    tasks.pause(Duration::from_secs(1)).await;
                }
            }
            tokio::select! {
                _ = signal.changed() => {}
                () = tokio::time::sleep(TICK) => {}
                () = tasks.stopping() => {}
            }
        }
    }

    /// Publishes what waits, if the lease is ours. A crash between publishing and marking publishes again; the
    /// server drops the repeat by its id, and beyond its window the inbox does.
    async fn publish_round(&self, producer: &Store, holder: &str) -> Result<usize, JetStreamError> {
        let words = |e: &dyn std::fmt::Display| JetStreamError(e.to_string());
        let waiting = producer.unpublished(ROUND).await.map_err(|e| words(&e))?;
        if waiting.is_empty()
            || !producer
                .lease("relay", holder, LEASE)
                .await
                .map_err(|e| words(&e))?
        {
            return Ok(0);
        }
        self.stream(producer.service()).await?;
        let mut acks = Vec::with_capacity(waiting.len());
        for (seq, event) in &waiting {
            let message = PublishMessage::build()
                .payload(event.payload.clone())
                .headers(headers(event, &carried(event)))
                .message_id(event.id.to_string());
            let ack = self
                .js
                .send_publish(event.subject.clone(), message)
                .await
                .map_err(|e| words(&e))?;
            acks.push((*seq, ack));
        }
        // All at once: when the server goes away, that costs the wait of one acknowledgement and not of each.
        let acks = acks.into_iter().map(|(seq, ack)| async move {
            let answer = tokio::time::timeout(PUBLISHED_WITHIN, ack).await;
            (seq, answer)
        });
        let mut stored = Vec::with_capacity(acks.len());
        let mut failure = None;
        for (seq, answer) in futures::future::join_all(acks).await {
            match answer {
                Ok(Ok(_)) => stored.push(seq),
                Ok(Err(error)) => failure = Some(words(&error)),
                Err(_) => {
                    failure = Some(JetStreamError(format!(
                        "no acknowledgement within {PUBLISHED_WITHIN:?}"
                    )));
                }
            }
        }
        if !stored.is_empty() {
            producer
                .mark_published(&stored)
                .await
                .map_err(|e| words(&e))?;
        }
        failure.map_or(Ok(stored.len()), Err)
    }

    async fn stream(&self, producer: ServiceName) -> Result<stream::Stream, JetStreamError> {
        let config = stream::Config {
            name: format!("ACCOLADE_{}", producer.snake().to_uppercase()),
            subjects: vec![format!("accolade.{producer}.>")],
            storage: stream::StorageType::File,
            duplicate_window: Duration::from_secs(120),
            max_age: KEEP,
            ..Default::default()
        };
        self.js
            .get_or_create_stream(config)
            .await
            .map_err(|e| JetStreamError(e.to_string()))
    }

    async fn consume(
        &self,
        store: &Store,
        subscription: &Arc<Subscription>,
        failures: &Failures,
        tasks: &Tasks,
    ) -> Result<(), JetStreamError> {
        let words = |e: &dyn std::fmt::Display| JetStreamError(e.to_string());
        let durable = subscription.consumer.as_str();
        let config = pull::Config {
            durable_name: Some(durable.to_owned()),
            ack_policy: AckPolicy::Explicit,
            ack_wait: ACK_WAIT,
            filter_subject: format!("accolade.{}.>", subscription.producer),
            ..Default::default()
        };
        let consumer: PullConsumer = self
            .stream(subscription.producer)
            .await?
            .get_or_create_consumer(durable, config)
            .await
            .map_err(|e| words(&e))?;
        let messages = consumer
            .stream()
            .max_messages_per_batch(ROUND as usize)
            .expires(Duration::from_secs(10))
            .messages()
            .await
            .map_err(|e| words(&e))?;
        let stop = Box::pin(tasks.stopping());
        let broken = &Mutex::new(None);
        messages
            .take_until(stop)
            // What broke the stream may have taken the consumer with it: what came before is dealt with, then
            // both are made anew.
            .scan((), |(), message| {
                let message = message.map_err(|error| {
                    *broken.lock().unwrap_or_else(PoisonError::into_inner) = Some(words(&error));
                });
                std::future::ready(message.ok())
            })
            .for_each_concurrent(AT_ONCE, |message| async move {
                let subject = message.subject.clone();
                if let Err(error) = deal_with(store, subscription, failures, message).await {
                    tracing::warn!(consumer = %subscription.consumer, %subject, %error, "a fact comes again: what became of it could not be told");
                }
            })
            .await;
        let broken = broken.lock().unwrap_or_else(PoisonError::into_inner).take();
        broken.map_or(Ok(()), Err)
    }
}

/// Handles an event, and tells the server meanwhile that it is being worked on.
async fn work_on(
    subscription: &Subscription,
    event: &Event,
    message: &jetstream::Message,
) -> Result<(), HandlerError> {
    let mut work = std::pin::pin!(handle(subscription, event));
    loop {
        tokio::select! {
            outcome = &mut work => return outcome,
            () = tokio::time::sleep(ACK_WAIT / 3) => {
                if let Err(error) = message.ack_with(AckKind::Progress).await {
                    tracing::debug!(%error, "the server was not told that a fact is being worked on");
                }
            }
        }
    }
}

async fn deal_with(
    store: &Store,
    subscription: &Subscription,
    failures: &Failures,
    message: jetstream::Message,
) -> Result<(), JetStreamError> {
    let words = |e: &dyn std::fmt::Display| JetStreamError(e.to_string());
    if !subscription.wants(&message.subject) {
        return message.ack().await.map_err(|e| words(&e));
    }
    let Some(event) = event(&message) else {
        tracing::error!(subject = %message.subject, "a message without the headers of a fact was dropped");
        return message.ack_with(AckKind::Term).await.map_err(|e| words(&e));
    };
    let error = match work_on(subscription, &event, &message).await {
        Ok(()) => {
            failures.over(event.id);
            return message.double_ack().await.map_err(|e| words(&e));
        }
        Err(error) => error,
    };
    let again = if error.away {
        Some(until_back(event.id))
    } else if error.retry {
        let before = failures.failed(event.id);
        (before + 1 < MOST_ATTEMPTS).then(|| back_off(before))
    } else {
        None
    };
    match again {
        Some(wait) => {
            tracing::warn!(consumer = %subscription.consumer, subject = %event.subject, event = %event.id, ?wait, %error, "an event was not dealt with");
            message
                .ack_with(AckKind::Nak(Some(wait)))
                .await
                .map_err(|e| words(&e))
        }
        None => {
            failures.over(event.id);
            tracing::error!(consumer = %subscription.consumer, subject = %event.subject, event = %event.id, %error, "an event was put aside");
            let letter = DeadLetter {
                event: &event,
                consumer: subscription.consumer.as_str(),
                error: error.cause.clone(),
            };
            store.bury(&letter).await.map_err(|e| words(&e))?;
            message.ack_with(AckKind::Term).await.map_err(|e| words(&e))
        }
    }
}

/// The trace a fact goes on with: that of its cause, by way of its publishing.
fn carried(event: &Event) -> BTreeMap<String, String> {
    let span = tracing::info_span!("publish", otel.kind = "producer", subject = %event.subject, event = %event.id);
    telemetry::set_parent(&span, telemetry::extract(&event.headers));
    let mut trace = event.headers.clone();
    span.in_scope(|| telemetry::inject(&mut trace));
    trace
}

/// CloudEvents names in the binary mode of its NATS binding.
fn headers(event: &Event, trace: &BTreeMap<String, String>) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in trace {
        map.insert(name.as_str(), value.as_str());
    }
    map.insert("ce-specversion", "1.0");
    map.insert("ce-id", event.id.to_string().as_str());
    map.insert("ce-type", event.kind.as_str());
    map.insert(
        "ce-source",
        event
            .subject
            .splitn(3, '.')
            .take(2)
            .collect::<Vec<_>>()
            .join(".")
            .as_str(),
    );
    map.insert("ce-subject", event.aggregate.as_str());
    map.insert("ce-time", event.occurred_at.rfc3339().as_str());
    map.insert("accolade-tenant", event.tenant.as_str());
    map.insert("accolade-version", event.version.to_string().as_str());
    map.insert(
        "accolade-micros",
        event.occurred_at.micros().to_string().as_str(),
    );
    map
}

fn event(message: &jetstream::Message) -> Option<Event> {
    let headers = message.headers.as_ref()?;
    let get = |name: &str| headers.get(name).map(|v| v.as_str().to_owned());
    let trace: BTreeMap<String, String> = ["traceparent", "tracestate"]
        .into_iter()
        .filter_map(|n| get(n).map(|v| (n.to_owned(), v)))
        .collect();
    Some(Event {
        id: get("ce-id")?.parse::<Uuid>().ok()?,
        subject: message.subject.to_string(),
        kind: get("ce-type")?,
        tenant: get("accolade-tenant").unwrap_or_default(),
        aggregate: get("ce-subject").unwrap_or_default(),
        version: get("accolade-version")?.parse().ok()?,
        occurred_at: Timestamp::from_micros(get("accolade-micros")?.parse().ok()?),
        headers: trace,
        payload: message.payload.clone(),
    })
}
