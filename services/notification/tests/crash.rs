//! A process that dies, and a server that forgets to answer: none lost, duplicates recognisable.

use crate::support::{PATIENCE, Suite, Way, store_alone};
use futures::{StreamExt as _, stream};
use notification::{
    domain::message::{Kind, State},
    mailer::{Mail, Mailer, SendError, Sent},
    store::{
        messages::{self, New},
        sending::{self, Outcome, Report},
    },
};
use std::sync::{Arc, Mutex};

const ZARA: &str = "zara@example.net";

/// Takes every mail. Says so, says nothing, or says that it did not.
#[derive(Clone, Copy)]
enum Answer {
    Taken,
    TakenOnce,
    Silence,
    LostOnTheWayBack,
}
struct Server {
    taken: Arc<Mutex<Vec<Mail>>>,
    answer: Answer,
}
impl Mailer for Server {
    fn send<'a>(&'a self, mails: &'a [Mail]) -> Sent<'a> {
        self.taken.lock().unwrap().extend(mails.iter().cloned());
        let lost = SendError::Later {
            reason: "the mail server could not be reached".into(),
            hindrance: notification::domain::retry::Hindrance::Away,
        };
        match self.answer {
            Answer::Taken => stream::iter((0..mails.len()).map(|at| (at, Ok(())))).boxed(),
            Answer::LostOnTheWayBack => {
                stream::iter((0..mails.len()).map(move |at| (at, Err(lost.clone())))).boxed()
            }
            Answer::TakenOnce => stream::iter([(0, Ok(()))]).chain(stream::pending()).boxed(),
            Answer::Silence => stream::pending().boxed(),
        }
    }
}
fn server(taken: &Arc<Mutex<Vec<Mail>>>, answer: Answer) -> Way {
    Way::Own(Arc::new(Server {
        taken: taken.clone(),
        answer,
    }))
}

async fn until_taken(taken: &Arc<Mutex<Vec<Mail>>>, count: usize) {
    let began = std::time::Instant::now();
    while taken.lock().unwrap().len() < count {
        assert!(
            began.elapsed() < PATIENCE,
            "the mail server waited {PATIENCE:?} in vain for {count} mails"
        );
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_mail_sent_but_not_noted_comes_again_with_the_same_id_and_link() {
    let taken = Arc::default();
    let suite = Suite::with(server(&taken, Answer::Silence)).await;
    let badge = suite.badge("Foundation", ZARA);
    suite.pending(badge).await;
    suite.settle().await;
    suite.clock.advance(std::time::Duration::from_secs(61));
    until_taken(&taken, 1).await;

    // The process dies between the server's answer and our note.
    let suite = suite.restarted(server(&taken, Answer::Taken)).await;
    suite.settle().await;
    let mails = taken.lock().unwrap().clone();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].message_id, mails[1].message_id);
    assert!(mails.iter().all(|m| m.text.contains("/claim/token-0")));
    assert_eq!(suite.neighbours.with(|w| w.claims.len()), 1);
    assert_eq!(suite.messages(badge).await[0].state, "sent");

    // And after another start nothing more.
    let suite = suite.restarted(server(&taken, Answer::Taken)).await;
    suite.settle().await;
    assert_eq!(taken.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn an_answer_lost_on_the_way_back_is_a_duplicate_with_the_same_id_and_link() {
    let taken = Arc::default();
    let suite = Suite::with(server(&taken, Answer::LostOnTheWayBack)).await;
    let badge = suite.told("Foundation", ZARA).await;
    let waiting = suite.messages(badge).await.remove(0);
    assert_eq!(
        (waiting.state.as_str(), waiting.failure.as_str()),
        ("scheduled", "the mail server could not be reached")
    );
    let suite = suite.restarted(server(&taken, Answer::Taken)).await;
    suite.days(0.01).await;
    let mails = taken.lock().unwrap().clone();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].message_id, mails[1].message_id);
    assert_eq!(suite.neighbours.with(|w| w.claims.len()), 1);
}

#[tokio::test]
async fn a_process_that_dies_before_anything_was_sent_loses_nothing() {
    let taken = Arc::default();
    let suite = Suite::with(server(&taken, Answer::Silence)).await;
    let badges: Vec<_> = (0..40)
        .map(|n| suite.badge("Foundation", &format!("m{n}@example.net")))
        .collect();
    for badge in &badges {
        suite.pending(*badge).await;
    }
    suite.settle().await;
    suite.clock.advance(std::time::Duration::from_secs(61));
    until_taken(&taken, 32).await;
    taken.lock().unwrap().clear();
    let suite = suite.restarted(server(&taken, Answer::Taken)).await;
    suite.settle().await;
    let mut to: Vec<_> = taken.lock().unwrap().iter().map(|m| m.to.clone()).collect();
    to.sort();
    to.dedup();
    assert_eq!(to.len(), 40);
    for badge in badges {
        assert_eq!(suite.messages(badge).await[0].state, "sent");
    }
}

#[tokio::test]
async fn what_was_being_sent_when_the_process_died_leaves_as_soon_as_it_is_back() {
    let taken = Arc::default();
    let suite = Suite::with(server(&taken, Answer::TakenOnce)).await;
    if !suite.store.is_embedded() {
        // With several processes nobody knows that one died: its claims last three minutes.
        return;
    }
    let mut badges = Vec::new();
    for n in 0..3 {
        let badge = suite.badge("Foundation", &format!("m{n}@example.net"));
        suite.pending(badge).await;
        badges.push(badge);
    }
    suite.settle().await;
    suite.clock.advance(std::time::Duration::from_secs(61));
    until_taken(&taken, 3).await;
    // One is noted as sent. The jobs of the other two have seen that somebody has them, and look again in minutes.
    let began = std::time::Instant::now();
    while suite.store.jobs_due(&["mail"]).await.unwrap() > 0 {
        assert!(began.elapsed() < PATIENCE, "the jobs did not look");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    taken.lock().unwrap().clear();
    let suite = suite.restarted(server(&taken, Answer::Taken)).await;
    suite.settle().await;
    assert_eq!(taken.lock().unwrap().len(), 2);
    for badge in badges {
        assert_eq!(suite.messages(badge).await[0].state, "sent");
    }
}

#[tokio::test]
async fn a_reminder_that_may_have_left_is_not_sent_again() {
    // S12
    let taken = Arc::default();
    let suite = Suite::with(server(&taken, Answer::Taken)).await;
    let badge = suite.told("Foundation", ZARA).await;
    let suite = suite.restarted(server(&taken, Answer::Silence)).await;
    suite
        .clock
        .advance(std::time::Duration::from_secs(31 * 86_400));
    until_taken(&taken, 2).await;
    let suite = suite.restarted(server(&taken, Answer::Taken)).await;
    suite.settle().await;
    assert_eq!(taken.lock().unwrap().len(), 2);
    let reminder = suite
        .messages(badge)
        .await
        .into_iter()
        .find(|m| m.kind == "reminder_30")
        .unwrap();
    assert_eq!(reminder.state, "failed");
    assert!(
        reminder.failure.contains("not sent twice"),
        "{}",
        reminder.failure
    );
    // The next one comes all the same.
    suite.days(31.0).await;
    assert_eq!(taken.lock().unwrap().len(), 3);
}

/// Both have had the mail: the one who was slower than its claim, and the one who took it up after that.
async fn two_senders(slow: Outcome, other: Outcome) -> State {
    let (store, _dir) = store_alone().await;
    let tx = store.write().await.unwrap();
    let now = store.clock().now();
    let id = messages::create(&tx, New::of(Kind::Award, "award:1".into(), now))
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
    let claim = async || {
        let mut claimed = sending::claim(&store, id, false, 1).await.unwrap();
        claimed.pop().unwrap().message
    };
    let first = claim().await;
    store.clock().advance(sending::CLAIM);
    let second = claim().await;
    for (message, outcome) in [(second, other), (first, slow)] {
        let report = Report::unsent(message, outcome);
        sending::settle(&store, &[report]).await.unwrap();
    }
    messages::find(&store, id).await.unwrap().unwrap().state
}

#[tokio::test]
async fn what_a_slow_sender_says_of_a_mail_that_another_has_taken_up_makes_nobody_send_it_again() {
    let later = || Outcome::Later {
        reason: "wallet answered Unavailable to MintClaim".into(),
        at: platform::clock::Timestamp::default(),
        counts: false,
    };
    assert_eq!(two_senders(later(), Outcome::Sent).await, State::Sent);
    // That it was sent is news from whomever it comes.
    assert_eq!(two_senders(Outcome::Sent, later()).await, State::Sent);
    assert_eq!(two_senders(Outcome::Sent, Outcome::Sent).await, State::Sent);
}
