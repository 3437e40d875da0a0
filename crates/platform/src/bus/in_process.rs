use super::{MOST_ATTEMPTS, Subscription, back_off, handle, retry, until_back};
use crate::{
    store::{DeadLetter, Deliverable, Store, StoreError},
    tasks::Tasks,
};
use futures::{StreamExt as _, stream};
use std::{sync::Arc, time::Duration};

/// How many facts one round takes.
const ROUND: u64 = 100;
/// How many of them a consumer deals with at once.
const AT_ONCE: usize = 8;
/// How long a loop sleeps when nothing wakes it.
const TICK: Duration = Duration::from_millis(500);
/// How long done facts are kept (decisions §7).
const KEEP: Duration = Duration::from_secs(30 * 86_400);

/// Starts the tasks that carry `producer`'s facts to their subscriptions in this process.
///
/// The delivery rows are the queue: one per fact and consumer, each with its own back-off and dead letter, so
/// that one poison fact holds nobody else up and a crash replays what was not finished.
pub fn deliver_in_process(producer: Store, subscriptions: Vec<Subscription>, tasks: &Tasks) {
    let subscriptions: Vec<_> = subscriptions
        .into_iter()
        .filter(|s| s.producer == producer.service())
        .map(Arc::new)
        .collect();
    {
        let (producer, all, task) = (producer.clone(), subscriptions.clone(), tasks.clone());
        tasks.spawn("relay", async move { relay(producer, all, task).await });
    }
    retry::run(producer.clone(), subscriptions.clone(), tasks);
    for subscription in subscriptions {
        let (producer, task) = (producer.clone(), tasks.clone());
        tasks.spawn("delivery", async move {
            consume(producer, subscription, task).await
        });
    }
    let (task, store) = (tasks.clone(), producer);
    tasks.spawn("prune", async move {
        while task.pause(Duration::from_secs(3600)).await {
            if let Err(error) = store.prune(KEEP).await {
                tracing::warn!(%error, "old facts could not be removed");
            }
        }
    });
}

async fn relay(producer: Store, subscriptions: Vec<Arc<Subscription>>, tasks: Tasks) {
    let mut signal = producer.signal();
    while !tasks.is_stopping() {
        let consumers = |subject: &str| {
            subscriptions
                .iter()
                .filter(|s| s.wants(subject))
                .map(|s| s.consumer.to_string())
                .collect()
        };
        match producer.fan_out(consumers, ROUND).await {
            Ok(0) => {}
            Ok(_) => {
                producer.wake();
                continue;
            }
            Err(error) => {
                tracing::warn!(service = %producer.service(), %error, "facts wait: the outbox could not be read")
            }
        }
        tokio::select! {
            _ = signal.changed() => {}
            () = tokio::time::sleep(TICK) => {}
            () = tasks.stopping() => {}
        }
    }
}

async fn consume(producer: Store, subscription: Arc<Subscription>, tasks: Tasks) {
    let mut signal = producer.signal();
    while !tasks.is_stopping() {
        match round(&producer, &subscription).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => {
                tracing::warn!(consumer = %subscription.consumer, %error, "facts wait: deliveries could not be read")
            }
        }
        tokio::select! {
            _ = signal.changed() => {}
            () = tokio::time::sleep(TICK) => {}
            () = tasks.stopping() => {}
        }
    }
}

/// One round; answers how many events were dealt with, well or badly.
async fn round(producer: &Store, subscription: &Subscription) -> Result<usize, StoreError> {
    let consumer = subscription.consumer.as_str();
    let due = producer.due_deliveries(consumer, ROUND).await?;
    let count = due.len();
    let outcomes: Vec<_> = stream::iter(due)
        .map(|d| async move {
            let outcome = handle(subscription, &d.event).await;
            (d, outcome)
        })
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    let done: Vec<i64> = outcomes
        .iter()
        .filter(|(_, outcome)| outcome.is_ok())
        .map(|(d, _)| d.seq)
        .collect();
    if !done.is_empty() {
        producer.delivered(consumer, &done).await?;
    }
    for (d, outcome) in outcomes {
        if let Err(error) = outcome {
            failed(producer, consumer, &d, &error).await?;
        }
    }
    Ok(count)
}

async fn failed(
    producer: &Store,
    consumer: &str,
    d: &Deliverable,
    error: &super::HandlerError,
) -> Result<(), StoreError> {
    let attempts = d.attempts + i32::from(!error.away);
    let wait = if error.away {
        Some(until_back(d.event.id))
    } else {
        (error.retry && attempts < MOST_ATTEMPTS).then(|| back_off(d.attempts))
    };
    tracing::warn!(consumer, subject = %d.event.subject, event = %d.event.id, attempts, ?wait, %error, "an event was not dealt with");
    let due = wait.map(|wait| producer.clock().now().plus(wait));
    producer
        .not_delivered(d.seq, consumer, attempts, &error.cause, due)
        .await?;
    if due.is_none() {
        producer
            .bury(&DeadLetter {
                event: &d.event,
                consumer,
                error: error.cause.clone(),
            })
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ServiceName,
        bus::{Event, Handler, HandlerError},
        store::{tables::dead_letter, testing::store},
    };
    use contracts::{Fact as _, events::v1::KeyRotated};
    use sea_orm::EntityTrait as _;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// How long anything may take before a test says what was missing.
    const PATIENCE: Duration = Duration::from_secs(60);

    struct Counting {
        store: Store,
        seen: AtomicU32,
        fail_first: u32,
        how: How,
    }
    /// How it fails.
    #[derive(Clone, Copy, PartialEq)]
    enum How {
        Later,
        Away,
        Hopeless,
    }
    #[async_trait::async_trait]
    impl Handler for Counting {
        async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
            let fact: KeyRotated = event.read()?;
            assert_eq!(fact.issuer_id, "iss_x");
            let n = self.seen.fetch_add(1, Ordering::SeqCst);
            match self.how {
                How::Hopeless => return Err(HandlerError::hopeless("poison")),
                How::Later if n < self.fail_first => return Err(HandlerError::later("not yet")),
                How::Away if n < self.fail_first => return Err(HandlerError::away("nobody there")),
                How::Later | How::Away => {}
            }
            let tx = self.store.write().await?;
            assert!(tx.first_time(event, "wallet").await?);
            tx.commit().await?;
            Ok(())
        }
    }

    async fn published(
        fail_first: u32,
        how: How,
    ) -> (Store, Arc<Counting>, Tasks, tempfile::TempDir) {
        let (store, dir) = store().await;
        let handler = Arc::new(Counting {
            store: store.clone(),
            seen: AtomicU32::new(0),
            fail_first,
            how,
        });
        let subscription = Subscription {
            consumer: ServiceName::Wallet,
            producer: ServiceName::Issuance,
            subjects: vec![KeyRotated::SUBJECT],
            handler: handler.clone(),
        };
        let tasks = Tasks::new();
        deliver_in_process(store.clone(), vec![subscription], &tasks);
        let tx = store.write().await.unwrap();
        tx.publish(&KeyRotated {
            issuer_id: "iss_x".into(),
            key_id: "k".into(),
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
        (store, handler, tasks, dir)
    }

    async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
        let began = std::time::Instant::now();
        while !holds().await {
            assert!(
                began.elapsed() < PATIENCE,
                "waited {PATIENCE:?} in vain for: {what}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    #[tokio::test]
    async fn a_fact_is_handled_again_until_it_is_dealt_with() {
        let (store, handler, tasks, _dir) = published(1, How::Later).await;
        until("the delivery is done", async || {
            store.backlog().await.unwrap() == 0
        })
        .await;
        assert_eq!(handler.seen.load(Ordering::SeqCst), 2);
        assert!(tasks.shutdown(PATIENCE).await);
    }

    #[tokio::test]
    async fn a_fact_waits_for_who_is_away_however_long_and_is_dealt_with_soon_after() {
        let away = u32::try_from(MOST_ATTEMPTS * 3).unwrap();
        let (store, handler, tasks, _dir) = published(away, How::Away).await;
        // No attempt is further off than this, also after many: that is what a fact waits once they are back.
        let longest = Duration::from_secs(20);
        for attempt in 1..=away {
            until("the next attempt", async || {
                handler.seen.load(Ordering::SeqCst) >= attempt
            })
            .await;
            until("what became of it to be noted", async || {
                let due = store.due_deliveries("wallet", 1).await.unwrap();
                due.is_empty()
            })
            .await;
            assert_eq!(store.count_put_aside().await.unwrap(), 0);
            store.clock().advance(longest);
        }
        until("the delivery is done", async || {
            store.backlog().await.unwrap() == 0
        })
        .await;
        assert_eq!(handler.seen.load(Ordering::SeqCst), away + 1);
        assert!(tasks.shutdown(PATIENCE).await);
    }

    #[tokio::test]
    async fn a_poison_fact_is_put_aside_at_once() {
        let (store, handler, _tasks, _dir) = published(0, How::Hopeless).await;
        until("the letter is dead", async || {
            dead_letter::Entity::find()
                .all(store.read())
                .await
                .unwrap()
                .len()
                == 1
        })
        .await;
        assert_eq!(handler.seen.load(Ordering::SeqCst), 1);
        assert_eq!(store.backlog().await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_fact_of_a_transaction_that_failed_is_never_seen() {
        let (store, _dir) = store().await;
        let tx = store.write().await.unwrap();
        tx.publish(&KeyRotated::default()).await.unwrap();
        drop(tx);
        assert_eq!(store.backlog().await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_second_delivery_of_an_event_is_noticed() {
        let (store, _dir) = store().await;
        let tx = store.write().await.unwrap();
        tx.publish(&KeyRotated::default()).await.unwrap();
        tx.commit().await.unwrap();
        let (_, event) = store.unpublished(10).await.unwrap().remove(0);
        for first in [true, false] {
            let tx = store.write().await.unwrap();
            assert_eq!(tx.first_time(&event, "wallet").await.unwrap(), first);
            tx.commit().await.unwrap();
        }
    }
}
