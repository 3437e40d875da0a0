//! Store, outbox and bus mean the same on SQLite and PostgreSQL, in process and through JetStream.

use anyhow::Context as _;
use contracts::{Fact as _, events::v1::KeyRotated};
use platform::{
    Secret, ServiceName,
    bus::{self, Event, Handler, HandlerError, JetStream, Subscription},
    clock::Clock,
    ids::Ids,
    store::{Location, Migrations, Store},
    tasks::Tasks,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use support::{Nats, Postgres, until};

/// Deals with each event once; fails the first time it sees one.
struct Clumsy {
    store: Store,
    calls: AtomicU32,
    effects: AtomicU32,
}

#[async_trait::async_trait]
impl Handler for Clumsy {
    async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
        let _fact: KeyRotated = event.read()?;
        if self.calls.fetch_add(1, Ordering::SeqCst) == 0 {
            return Err(HandlerError::later("not this time"));
        }
        let tx = self.store.write().await?;
        if tx.first_time(event, "wallet").await? {
            self.effects.fetch_add(1, Ordering::SeqCst);
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Needs somebody who is away the first time it looks.
#[derive(Default)]
struct Needy {
    calls: AtomicU32,
}

#[async_trait::async_trait]
impl Handler for Needy {
    async fn handle(&self, _event: &Event) -> Result<(), HandlerError> {
        if self.calls.fetch_add(1, Ordering::SeqCst) == 0 {
            return Err(HandlerError::away("nobody there"));
        }
        Ok(())
    }
}

async fn open(service: ServiceName, location: &Location) -> anyhow::Result<Store> {
    Ok(Store::open(
        service,
        location,
        Migrations::none(),
        Clock::system(),
        Ids::system(),
    )
    .await?)
}

fn listening(store: &Store) -> (Arc<Clumsy>, Subscription) {
    let handler = Arc::new(Clumsy {
        store: store.clone(),
        calls: AtomicU32::new(0),
        effects: AtomicU32::new(0),
    });
    let subscription = Subscription {
        consumer: ServiceName::Wallet,
        producer: ServiceName::Issuance,
        subjects: vec![KeyRotated::SUBJECT],
        handler: handler.clone(),
    };
    (handler, subscription)
}

async fn publish(store: &Store, count: usize) -> anyhow::Result<()> {
    let tx = store.write().await?;
    for n in 0..count {
        tx.publish(&KeyRotated {
            issuer_id: "iss_x".into(),
            key_id: n.to_string(),
        })
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn twenty_effects(handler: &Clumsy) -> anyhow::Result<()> {
    until("twenty effects", async || {
        Ok((handler.effects.load(Ordering::SeqCst) == 20).then_some(()))
    })
    .await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(
        handler.effects.load(Ordering::SeqCst),
        20,
        "an event had its effect twice"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_on_postgresql_reach_a_handler_of_the_same_process_once_in_effect()
-> anyhow::Result<()> {
    let postgres = Postgres::start(false)?;
    let place = Location::Postgres(Secret::from(postgres.url()));
    let (issuance, wallet) = (
        open(ServiceName::Issuance, &place).await?,
        open(ServiceName::Wallet, &place).await?,
    );
    let (handler, subscription) = listening(&wallet);
    let tasks = Tasks::new();
    bus::deliver_in_process(issuance.clone(), vec![subscription], &tasks);
    publish(&issuance, 20).await?;
    twenty_effects(&handler).await?;
    assert!(tasks.shutdown(Duration::from_secs(5)).await);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_cross_jetstream_once_in_effect_also_when_nats_dies_in_between() -> anyhow::Result<()>
{
    over_a_nats_that_dies(Nats::start()?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_cross_the_jetstream_of_debian_12_once_in_effect_also_when_it_dies_in_between()
-> anyhow::Result<()> {
    over_a_nats_that_dies(Nats::start_old()?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_over_jetstream_waits_for_who_is_away_and_comes_again_soon() -> anyhow::Result<()> {
    let (nats, dir) = (Nats::start()?, tempfile::tempdir()?);
    let file = |name: &str| Location::File(dir.path().join(name));
    let (issuance, wallet) = (
        open(ServiceName::Issuance, &file("issuance.db")).await?,
        open(ServiceName::Wallet, &file("wallet.db")).await?,
    );
    let handler = Arc::new(Needy::default());
    let subscription = Subscription {
        handler: handler.clone(),
        ..listening(&wallet).1
    };
    let tasks = Tasks::new();
    JetStream::connect(&nats.url(), ServiceName::Issuance)
        .await?
        .run(&issuance, vec![], &tasks);
    JetStream::connect(&nats.url(), ServiceName::Wallet)
        .await?
        .run(&wallet, vec![subscription], &tasks);
    publish(&issuance, 1).await?;
    let calls = async |count| {
        until("the fact to be given to its handler", async || {
            Ok((handler.calls.load(Ordering::SeqCst) == count).then_some(()))
        })
        .await
    };
    calls(1).await?;
    let away = std::time::Instant::now();
    calls(2).await?;
    // Not at once. The bus waits 10 to 20 s; a bound above would be one on the machine.
    let waited = away.elapsed();
    assert!(
        waited >= Duration::from_secs(9),
        "it came again after {waited:?}"
    );
    assert!(tasks.shutdown(Duration::from_secs(15)).await);
    Ok(())
}

async fn over_a_nats_that_dies(mut nats: Nats) -> anyhow::Result<()> {
    let dir = tempfile::tempdir()?;
    let file = |name: &str| Location::File(dir.path().join(name));
    let (issuance, wallet) = (
        open(ServiceName::Issuance, &file("issuance.db")).await?,
        open(ServiceName::Wallet, &file("wallet.db")).await?,
    );
    let (handler, subscription) = listening(&wallet);
    let tasks = Tasks::new();
    JetStream::connect(&nats.url(), ServiceName::Issuance)
        .await?
        .run(&issuance, vec![], &tasks);
    JetStream::connect(&nats.url(), ServiceName::Wallet)
        .await?
        .run(&wallet, vec![subscription], &tasks);
    publish(&issuance, 10).await?;
    until("the first effects", async || {
        Ok((handler.effects.load(Ordering::SeqCst) > 0).then_some(()))
    })
    .await?;
    nats.kill()?;
    publish(&issuance, 10).await?;
    assert!(
        issuance.backlog().await? >= 10,
        "facts were published to a dead server"
    );
    nats.boot()?;
    let back = std::time::Instant::now();
    twenty_effects(&handler)
        .await
        .context("after NATS came back")?;
    // What was on its way when it died comes again after half a minute; nothing waits longer than that.
    let took = back.elapsed();
    assert!(took < Duration::from_secs(60), "it took {took:?}");
    assert!(tasks.shutdown(Duration::from_secs(15)).await);
    Ok(())
}
