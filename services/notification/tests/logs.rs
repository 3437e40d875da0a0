//! Logs carry ids only.

use crate::support::{Suite, Way};
use contracts::events::v1::CredentialResendRequested;
use std::{
    io::Write,
    sync::{Arc, Mutex},
};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);
impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_address_no_name_and_no_link_is_logged_even_at_the_finest_level() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("trace")
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let server = crate::smtp::Server::start().await;
    let suite = Suite::with(Way::Smtp(server.url.clone())).await;
    let badge = suite.told("Foundation", "zara@secret-host.example").await;
    server.answer(|_| Some("550 5.1.1 <zara@secret-host.example> Zara Ashworth is gone"));
    let fact = CredentialResendRequested {
        state: suite.ledger(badge, 1, "valid"),
        request_id: "req_1".into(),
    };
    suite.issuance_says(&fact).await;
    suite.settle().await;
    assert_eq!(suite.messages(badge).await.last().unwrap().kind, "resend");

    let text = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(
        text.contains("a mail was sent") && text.contains("a mail cannot be sent"),
        "{text}"
    );
    for secret in ["secret-host", "Zara", "token-0", "token-1"] {
        let line = text.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} was logged");
    }
}
