//! The mail server, or a service that is asked for what a mail says, is away: mails wait, nobody is besieged, and once
//! they are back everything leaves within a minute.

use crate::support::{Suite, Way};
use futures::{StreamExt as _, stream};
use notification::{
    domain::retry::Hindrance,
    mailer::{Mail, Mailer, SendError, Sent},
};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

const ZARA: &str = "zara@example.net";
/// How many mails wait: more than a batch.
const WAITING: usize = 40;
/// How long somebody is away, in minutes.
const MINUTES: usize = 20;
/// How long after their return the last mail leaves at most.
const SOON: Duration = Duration::from_secs(60);

/// A mail server that may be away.
#[derive(Clone, Default)]
struct Server {
    there: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    taken: Arc<Mutex<Vec<Mail>>>,
}

impl Server {
    fn take(&self, mail: &Mail) -> Result<(), SendError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.there.load(Ordering::SeqCst) {
            self.taken.lock().unwrap().push(mail.clone());
            return Ok(());
        }
        Err(SendError::Later {
            reason: "the mail server could not be reached".into(),
            hindrance: Hindrance::Away,
        })
    }

    /// To whom it has mails, each once.
    fn recipients(&self) -> usize {
        let taken = self.taken.lock().unwrap();
        let mut to: Vec<_> = taken.iter().map(|mail| mail.to.clone()).collect();
        to.sort();
        to.dedup();
        assert_eq!(to.len(), taken.len(), "a mail was sent twice");
        to.len()
    }
}

impl Mailer for Server {
    fn send<'a>(&'a self, mails: &'a [Mail]) -> Sent<'a> {
        stream::iter(mails.iter().enumerate())
            .map(|(at, mail)| (at, self.take(mail)))
            .boxed()
    }
}

/// Awards to many people, whose mails are due.
async fn many_wait(suite: &Suite) {
    for n in 0..WAITING {
        let badge = suite.badge("Foundation", &format!("m{n}@example.net"));
        suite.pending(badge).await;
    }
    suite.settle().await;
}

async fn for_long(suite: &Suite) {
    for _ in 0..MINUTES {
        suite.clock.advance(Duration::from_secs(60));
        suite.settle().await;
    }
}

async fn soon(suite: &Suite) {
    let step = Duration::from_secs(5);
    for _ in 0..SOON.as_secs() / step.as_secs() {
        suite.clock.advance(step);
        suite.settle().await;
    }
}

fn calls(suite: &Suite) -> usize {
    suite.neighbours.with(|w| w.calls.values().sum())
}

#[tokio::test]
async fn when_the_mail_server_is_back_all_mails_leave_within_a_minute_however_long_it_was_away() {
    let server = Server::default();
    let suite = Suite::with(Way::Own(Arc::new(server.clone()))).await;
    many_wait(&suite).await;
    for_long(&suite).await;
    assert_eq!(server.recipients(), 0);
    // One mail looks whether it is back; the others are not even written meanwhile.
    let asked = server.asked.load(Ordering::SeqCst);
    assert!(
        asked < WAITING + 2 * MINUTES,
        "the server was asked {asked} times"
    );
    let written = calls(&suite);
    assert!(
        written < 5 * (WAITING + 2 * MINUTES),
        "the neighbours were asked {written} times"
    );
    server.there.store(true, Ordering::SeqCst);
    soon(&suite).await;
    assert_eq!(server.recipients(), WAITING);
}

#[tokio::test]
async fn when_neighbours_are_back_all_mails_leave_within_a_minute_however_long_they_were_away() {
    let server = Server::default();
    server.there.store(true, Ordering::SeqCst);
    let suite = Suite::with(Way::Own(Arc::new(server.clone()))).await;
    many_wait(&suite).await;
    let before = calls(&suite);
    suite.neighbours.with(|w| w.away = true);
    for_long(&suite).await;
    assert_eq!(server.recipients(), 0);
    let asked = calls(&suite) - before;
    assert!(
        asked < 3 * MINUTES,
        "neighbours that are away were asked {asked} times"
    );
    suite.neighbours.with(|w| w.away = false);
    soon(&suite).await;
    assert_eq!(server.recipients(), WAITING);
}

#[tokio::test]
async fn facts_wait_for_neighbours_that_are_away_and_are_heard_within_a_minute_of_their_return() {
    let suite = Suite::start().await;
    suite.neighbours.with(|w| w.away = true);
    let badge = suite.badge("Foundation", ZARA);
    let began = suite.clock.now();
    suite.pending(badge).await;
    // Longer than a fact that fails for reasons of its own is tried.
    while suite.clock.now().since(began) < Duration::from_secs(3600) {
        suite.clock.advance(Duration::from_secs(15));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(suite.messages(badge).await.is_empty());
    suite.neighbours.with(|w| w.away = false);
    suite.clock.advance(SOON);
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
}

#[tokio::test]
async fn what_met_nobody_is_no_attempt() {
    let suite = Suite::start().await;
    let badge = suite.badge("Foundation", ZARA);
    suite.pending(badge).await;
    suite.settle().await;
    suite.neighbours.with(|w| w.away = true);
    suite.gathered().await;
    let waiting = &suite.messages(badge).await[0];
    assert_eq!((waiting.state.as_str(), waiting.attempts), ("scheduled", 0));
    assert!(
        waiting.failure.contains("issuance answered Unavailable"),
        "{}",
        waiting.failure
    );
    suite.neighbours.with(|w| w.away = false);
    suite.days(0.01).await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
    assert_eq!(suite.messages(badge).await[0].attempts, 1);
}
