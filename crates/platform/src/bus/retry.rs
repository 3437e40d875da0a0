//! Facts that were put aside, tried again because a person asked for it.

use super::{Subscription, handle};
use crate::{
    store::{DeadLetter, Store, StoreError},
    tasks::Tasks,
};
use std::{sync::Arc, time::Duration};

/// How often it is looked whether somebody asked. The one who asks may be another process.
const GLANCE: Duration = Duration::from_secs(2);
const ROUND: u64 = 50;

/// Starts the task that tries facts again which lie in `store` for one of these subscriptions.
pub(super) fn run(store: Store, subscriptions: Vec<Arc<Subscription>>, tasks: &Tasks) {
    let task = tasks.clone();
    tasks.spawn("put aside", async move {
        while task.pause(GLANCE).await {
            if let Err(error) = round(&store, &subscriptions).await {
                tracing::warn!(service = %store.service(), %error, "facts that were put aside could not be tried again");
            }
        }
    });
}

async fn round(store: &Store, subscriptions: &[Arc<Subscription>]) -> Result<(), StoreError> {
    for (consumer, event) in store.facts_to_retry(ROUND).await? {
        let subscription = subscriptions
            .iter()
            .find(|s| s.consumer.as_str() == consumer && s.wants(&event.subject));
        let outcome = match subscription {
            Some(subscription) => handle(subscription, &event)
                .await
                .map_err(|error| error.cause),
            None => Err(format!("{consumer} no longer listens to {}", event.subject)),
        };
        match outcome {
            Ok(()) => store.dealt_with_after_all(event.id, &consumer).await?,
            Err(error) => {
                tracing::error!(%consumer, subject = %event.subject, event = %event.id, %error, "an event was put aside again");
                let letter = DeadLetter {
                    event: &event,
                    consumer: &consumer,
                    error,
                };
                store.bury(&letter).await?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ServiceName,
        bus::{Event, Handler, HandlerError, deliver_in_process},
        store::testing::stores,
    };
    use contracts::{Fact as _, events::v1::KeyRotated};
    use std::sync::atomic::{AtomicBool, Ordering};

    /// How long anything may take before a test says what was missing.
    const PATIENCE: Duration = Duration::from_secs(60);

    /// Refuses every fact until it is mended.
    #[derive(Default)]
    struct Broken {
        mended: AtomicBool,
    }
    #[async_trait::async_trait]
    impl Handler for Broken {
        async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
            let fact: KeyRotated = event.read()?;
            assert_eq!(event.tenant, fact.issuer_id);
            if self.mended.load(Ordering::SeqCst) {
                return Ok(());
            }
            Err(HandlerError::hopeless("it cannot be read"))
        }
    }

    #[tokio::test]
    async fn a_fact_that_was_put_aside_is_dealt_with_once_its_cause_is_mended_and_somebody_asks() {
        for (store, _dir) in stores().await {
            let handler = Arc::new(Broken::default());
            let subscription = Subscription {
                consumer: ServiceName::Wallet,
                producer: ServiceName::Issuance,
                subjects: vec![KeyRotated::SUBJECT],
                handler: handler.clone(),
            };
            let tasks = Tasks::new();
            deliver_in_process(store.clone(), vec![subscription], &tasks);
            let tx = store.write().await.unwrap();
            let fact = KeyRotated {
                issuer_id: "iss_x".into(),
                key_id: "k".into(),
            };
            let id = tx.publish(&fact).await.unwrap();
            tx.commit().await.unwrap();
            let aside = async |what: &str, holds: fn(&[crate::store::PutAside]) -> bool| {
                let began = std::time::Instant::now();
                loop {
                    let letters = store.facts_put_aside(10).await.unwrap();
                    if holds(&letters) {
                        return letters;
                    }
                    assert!(
                        began.elapsed() < PATIENCE,
                        "waited {PATIENCE:?} in vain for {what}"
                    );
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            };
            let letters = aside("the fact to be put aside", |l| l.len() == 1).await;
            assert_eq!(
                (letters[0].event, &*letters[0].error),
                (id, "it cannot be read")
            );
            // Asked for too early it is put aside again, and still there.
            assert_eq!(store.retry_facts(Some(id)).await.unwrap(), 1);
            aside("the fact to be put aside again", |l| {
                l.len() == 1 && !l[0].is_retried
            })
            .await;
            handler.mended.store(true, Ordering::SeqCst);
            assert_eq!(store.retry_facts(None).await.unwrap(), 1);
            aside("the fact to be dealt with", <[_]>::is_empty).await;
            assert!(tasks.shutdown(PATIENCE).await);
        }
    }
}
