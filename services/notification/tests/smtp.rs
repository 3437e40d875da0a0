//! Through a mail server: what it defers is tried again, what it refuses is not.

use crate::support::{PATIENCE, Suite, Way};
use contracts::{
    Fact as _,
    events::v1::{CredentialResendRequested, MessageDelivered, MessageFailed},
};
use platform::{
    ServiceName,
    bus::{self, Event, Handler, HandlerError, Subscription},
    tasks::Tasks,
};
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

const ZARA: &str = "zara@example.net";

/// What the server does with a mail.
type Rule = Arc<dyn Fn(&str) -> Option<&'static str> + Send + Sync>;

/// A mail server that speaks as little SMTP as is needed.
pub struct Server {
    pub url: String,
    tasks: Tasks,
    mails: Arc<Mutex<Vec<String>>>,
    rule: Arc<Mutex<Rule>>,
}

impl Server {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (mails, tasks): (Arc<Mutex<Vec<String>>>, _) = (Arc::default(), Tasks::new());
        let rule: Arc<Mutex<Rule>> = Arc::new(Mutex::new(Arc::new(|_| None)));
        let (kept, asked, inner) = (mails.clone(), rule.clone(), tasks.clone());
        tasks.spawn("smtp", async move {
            loop {
                tokio::select! {
                    Ok((stream, _)) = listener.accept() => {
                        let (kept, asked) = (kept.clone(), asked.clone());
                        inner.spawn("conversation", async move { converse(stream, &kept, &asked).await });
                    }
                    () = inner.stopping() => return,
                }
            }
        });
        Self {
            url,
            tasks,
            mails,
            rule,
        }
    }

    /// Answers `RCPT` with what `rule` says for the address; takes it where it says nothing.
    pub fn answer(&self, rule: impl Fn(&str) -> Option<&'static str> + Send + Sync + 'static) {
        *self.rule.lock().unwrap() = Arc::new(rule);
    }
    fn mails(&self) -> Vec<String> {
        self.mails.lock().unwrap().clone()
    }
}
impl Drop for Server {
    fn drop(&mut self) {
        self.tasks.stop();
    }
}

async fn converse(stream: TcpStream, mails: &Mutex<Vec<String>>, rule: &Mutex<Rule>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let _ = write.write_all(b"220 test ESMTP\r\n").await;
    while let Ok(Some(line)) = lines.next_line().await {
        let command = line.to_ascii_uppercase();
        let answer = if command.starts_with("EHLO") {
            "250-test\r\n250-AUTH PLAIN\r\n250 ENHANCEDSTATUSCODES\r\n".to_owned()
        } else if command.starts_with("RCPT") || command.starts_with("AUTH") {
            let rule = rule.lock().unwrap().clone();
            format!("{}\r\n", rule(&line).unwrap_or("250 2.1.5 ok"))
        } else if command.starts_with("DATA") {
            let _ = write.write_all(b"354 go on\r\n").await;
            let mut mail = String::new();
            while let Ok(Some(line)) = lines.next_line().await {
                if line == "." {
                    break;
                }
                mail.push_str(&line);
                mail.push('\n');
            }
            mails.lock().unwrap().push(mail);
            if rule.lock().unwrap()("DATA").is_some() {
                // Taken, but nobody hears of it.
                return;
            }
            "250 2.0.0 taken\r\n".to_owned()
        } else if command.starts_with("QUIT") {
            let _ = write.write_all(b"221 bye\r\n").await;
            return;
        } else {
            "250 2.0.0 ok\r\n".to_owned()
        };
        if write.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// Keeps the facts that notification publishes.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<Event>>>);
#[async_trait::async_trait]
impl Handler for Heard {
    async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
        self.0.lock().unwrap().push(event.clone());
        Ok(())
    }
}
impl Heard {
    fn listen(suite: &Suite, tasks: &Tasks) -> Self {
        let heard = Self::default();
        let subscription = Subscription {
            consumer: ServiceName::Issuance,
            producer: ServiceName::Notification,
            subjects: vec![MessageDelivered::SUBJECT, MessageFailed::SUBJECT],
            handler: Arc::new(heard.clone()),
        };
        bus::deliver_in_process(suite.store.clone(), vec![subscription], tasks);
        heard
    }
    async fn wait(&self, count: usize) -> Vec<Event> {
        let began = std::time::Instant::now();
        loop {
            let heard = self.0.lock().unwrap().clone();
            if heard.len() >= count {
                return heard;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "fewer than {count} facts were heard in {PATIENCE:?}"
            );
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }
}

#[tokio::test]
async fn a_mail_goes_out_by_the_server_with_both_parts_and_is_reported() {
    let server = Server::start().await;
    let suite = Suite::with(Way::Smtp(server.url.clone())).await;
    let heard = Heard::listen(&suite, &server.tasks);
    let badge = suite.told("Foundation", ZARA).await;
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    let id = suite.messages(badge).await[0].id.clone();
    for expected in [
        format!("Message-ID: <{id}@example.org>"),
        "From: \"Proposal Guild via Accolade\" <badges@example.org>".into(),
        "Reply-To: members@guild.example.org".into(),
        "Subject: You've been given credit: Foundation".into(),
        "multipart/alternative".into(),
    ] {
        assert!(
            mails[0].contains(&expected),
            "{expected} is missing in\n{}",
            mails[0]
        );
    }
    assert!(!mails[0].contains("List-Unsubscribe"));
    let fact: MessageDelivered = heard.wait(1).await[0].read().unwrap();
    assert_eq!(
        (fact.message_id, fact.kind.as_str(), fact.credential_ids),
        (id, "award", vec![badge.to_string()])
    );
    assert_eq!(fact.issuer_id, suite.issuer.to_string());

    suite.days(31.0).await;
    assert!(
        server.mails()[1]
            .contains("List-Unsubscribe: <mailto:badges@example.org?subject=unsubscribe%20msg_"),
        "{}",
        server.mails()[1]
    );
}

#[tokio::test]
async fn what_the_server_defers_is_tried_again_ever_later() {
    let server = Server::start().await;
    let suite = Suite::with(Way::Smtp(server.url.clone())).await;
    server.answer(|_| Some("451 4.7.1 <zara@example.net> greylisted"));
    let badge = suite.told("Foundation", ZARA).await;
    suite.days(40.0 / 86_400.0).await;
    let waiting = suite.messages(badge).await.remove(0);
    assert_eq!((waiting.state.as_str(), waiting.attempts), ("scheduled", 2));
    assert_eq!(
        waiting.failure,
        "the mail server asked to try later (451 4.7.1)"
    );
    server.answer(|_| None);
    suite.days(70.0 / 86_400.0).await;
    let sent = suite.messages(badge).await.remove(0);
    assert_eq!(
        (sent.state.as_str(), sent.attempts, sent.failure.as_str()),
        ("sent", 3, "")
    );
    assert_eq!(server.mails().len(), 1);
}

#[tokio::test]
async fn what_the_server_refuses_has_failed_without_the_address_in_any_fact_or_row() {
    let server = Server::start().await;
    let suite = Suite::with(Way::Smtp(server.url.clone())).await;
    let heard = Heard::listen(&suite, &server.tasks);
    server.answer(|_| Some("550 5.1.1 <zara@example.net> no such user here"));
    let badge = suite.told("Foundation", ZARA).await;
    let failed = suite.messages(badge).await;
    assert_eq!(failed.len(), 1, "nothing to be reminded of");
    assert_eq!(
        (failed[0].state.as_str(), failed[0].attempts),
        ("failed", 1)
    );
    assert_eq!(
        failed[0].failure,
        "the mail server says there is no such mailbox (550 5.1.1)"
    );
    let event = heard.wait(1).await.remove(0);
    let fact: MessageFailed = event.read().unwrap();
    assert_eq!(fact.reason, failed[0].failure);
    assert!(!String::from_utf8_lossy(&event.payload).contains("zara"));

    // The next award is not tried; the mail that staff ask for is, and mends it.
    let next = suite.told("Practitioner", ZARA).await;
    assert!(
        suite.messages(next).await[0]
            .failure
            .contains("an earlier mail to this address was refused")
    );
    server.answer(|_| None);
    let fact = CredentialResendRequested {
        state: suite.ledger(badge, 1, "valid"),
        request_id: "req_1".into(),
    };
    suite.issuance_says(&fact).await;
    suite.settle().await;
    assert_eq!(server.mails().len(), 1);
    suite.told("Professional", ZARA).await;
    assert_eq!(server.mails().len(), 2);
    // From the first mail that arrived, reminders count (S10).
    suite.days(31.0).await;
    assert!(
        suite
            .states(badge)
            .await
            .contains(&("reminder_30".to_owned(), "sent".to_owned()))
    );
}

#[tokio::test]
async fn a_refused_password_gives_no_mail_up() {
    let server = Server::start().await;
    let url = server.url.replace("smtp://", "smtp://accolade:wrong@");
    let suite = Suite::with(Way::Smtp(url)).await;
    server.answer(|line| {
        line.starts_with("AUTH")
            .then_some("535 5.7.8 bad credentials")
    });
    let badge = suite.told("Foundation", ZARA).await;
    let waiting = suite.messages(badge).await.remove(0);
    assert_eq!(waiting.state, "scheduled");
    assert_eq!(
        waiting.failure,
        "the mail server did not let us sign in (535 5.7.8)"
    );
    server.answer(|_| None);
    suite.days(0.01).await;
    assert_eq!(server.mails().len(), 1);
}

#[tokio::test]
async fn when_the_server_breaks_off_an_award_is_sent_again_and_a_reminder_is_not() {
    // S12
    let server = Server::start().await;
    let suite = Suite::with(Way::Smtp(server.url.clone())).await;
    server.answer(|line| (line == "DATA").then_some("gone"));
    let badge = suite.told("Foundation", ZARA).await;
    assert_eq!(
        suite.messages(badge).await[0].failure,
        "the mail server broke off"
    );
    server.answer(|_| None);
    suite.days(0.01).await;
    let mails = server.mails();
    assert_eq!(mails.len(), 2);
    let id = |mail: &str| {
        mail.lines()
            .find(|l| l.starts_with("Message-ID"))
            .map(str::to_owned)
    };
    assert_eq!(id(&mails[0]), id(&mails[1]));

    server.answer(|line| (line == "DATA").then_some("gone"));
    suite.days(31.0).await;
    server.answer(|_| None);
    suite.days(2.0).await;
    assert_eq!(server.mails().len(), 3);
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
}

#[tokio::test]
async fn one_bad_address_holds_nobody_else_up() {
    let server = Server::start().await;
    let suite = Suite::with(Way::Smtp(server.url.clone())).await;
    server.answer(|rcpt| rcpt.contains("m7@").then_some("550 5.7.1 policy"));
    for n in 0..20 {
        let badge = suite.badge("Foundation", &format!("m{n}@example.net"));
        suite.pending(badge).await;
    }
    suite.gathered().await;
    assert_eq!(server.mails().len(), 19);
}

#[tokio::test]
async fn while_the_server_is_away_mails_wait() {
    let server = Server::start().await;
    let url = server.url.clone();
    let suite = Suite::with(Way::Smtp("smtp://127.0.0.1:9".into())).await;
    let badge = suite.told("Foundation", ZARA).await;
    let waiting = suite.messages(badge).await.remove(0);
    assert_eq!(
        (waiting.state.as_str(), waiting.failure.as_str()),
        ("scheduled", "the mail server could not be reached")
    );
    let suite = suite.restarted(Way::Smtp(url)).await;
    suite.days(0.01).await;
    assert_eq!(server.mails().len(), 1);
}
