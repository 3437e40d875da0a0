use super::{Mail, Mailer, SendError, Sent};
use crate::{domain::retry::Hindrance, letter::one_line};
use futures::{StreamExt as _, stream};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{self, AsyncSmtpTransportBuilder, PoolConfig},
};
use platform::Secret;
use std::{
    error::Error as _,
    sync::{Arc, OnceLock},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::sync::Semaphore;
use tracing::{instrument::WithSubscriber as _, subscriber::NoSubscriber};

/// How many conversations with the mail server are held at once.
const AT_ONCE: usize = 4;
/// How long one answer of the server may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long one mail may take from connecting to its answer.
const WHOLE: Duration = Duration::from_secs(45);

/// A mail server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    turns: Semaphore,
}

/// A mail server's address that cannot be used. The words do not repeat it: it holds a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write smtps://user:password@host:465, smtp://host:587?tls=required or smtp://host:25; characters such as @ or / in \
     the password as %40 or %2F"
)]
pub struct SmtpError;

impl Smtp {
    /// Passes for an address that can be used.
    ///
    /// # Errors
    /// [`SmtpError`] for any other.
    pub fn check(url: &Secret<String>) -> Result<(), SmtpError> {
        Self::builder(url).map(|_usable| ())
    }

    /// A mail server by its address, within a runtime. Connects when the first mail is sent.
    ///
    /// # Errors
    /// [`SmtpError`] for an address that cannot be used.
    pub fn new(url: &Secret<String>) -> Result<Self, SmtpError> {
        let transport = Self::builder(url)?
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(4).min_idle(0))
            .build();
        Ok(Self {
            transport,
            turns: Semaphore::new(AT_ONCE),
        })
    }

    fn builder(url: &Secret<String>) -> Result<AsyncSmtpTransportBuilder, SmtpError> {
        AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose())
            .map_err(|_holds_a_password| SmtpError)
    }

    async fn send_one(&self, mail: &Mail) -> Result<(), SendError> {
        let message = message(mail)?;
        let later = |hindrance, what: &str| SendError::Later {
            reason: what.to_owned(),
            hindrance,
        };
        let closed = |_closed| later(Hindrance::Away, "the service is ending");
        let _turn = self.turns.acquire().await.map_err(closed)?;
        // The library logs whole conversations; names and addresses do not belong into logs.
        let conversation = self
            .transport
            .send(message)
            .with_subscriber(NoSubscriber::default());
        match tokio::time::timeout(WHOLE, conversation).await {
            Ok(Ok(_taken)) => Ok(()),
            Ok(Err(error)) => Err(verdict(&error, mail)),
            Err(_) => Err(later(
                Hindrance::Unclear,
                "the mail server did not answer in time",
            )),
        }
    }
}

impl Mailer for Smtp {
    fn send<'a>(&'a self, mails: &'a [Mail]) -> Sent<'a> {
        // A server that is away is not looked for by each mail of a batch: what one has met holds for the rest.
        let met: Arc<OnceLock<SendError>> = Arc::default();
        stream::iter(mails.iter().enumerate())
            .map(move |(at, mail)| {
                let met = met.clone();
                async move {
                    if let Some(error) = met.get() {
                        return (at, Err(error.clone()));
                    }
                    let answer = self.send_one(mail).await;
                    if let Err(
                        error @ SendError::Later {
                            hindrance: Hindrance::Away,
                            ..
                        },
                    ) = &answer
                    {
                        let _known_already = met.set(error.clone());
                    }
                    (at, answer)
                }
            })
            .buffer_unordered(AT_ONCE)
            .boxed()
    }
}

/// What an error means for the mail. The server's words are read for their codes only: they often repeat the
/// address.
fn verdict(error: &smtp::Error, mail: &Mail) -> SendError {
    let later = |hindrance, reason: &str| SendError::Later {
        reason: reason.to_owned(),
        hindrance,
    };
    let Some(code) = error.status() else {
        return if error.is_client() && !mail.to.is_ascii() {
            SendError::Never {
                reason: "the mail server takes no addresses in other than Latin letters".into(),
                bounced: false,
            }
        } else if error.is_client() {
            later(
                Hindrance::Away,
                "the mail server offers no TLS or no sign-in that fits ACCOLADE_SMTP_URL",
            )
        } else if error.is_tls() {
            later(Hindrance::Away, "the mail server's TLS could not be set up")
        } else if never_reached(error) {
            later(Hindrance::Away, "the mail server could not be reached")
        } else {
            later(Hindrance::Unclear, "the mail server broke off")
        };
    };
    let digits = code.to_string();
    let enhanced = error
        .source()
        .map(ToString::to_string)
        .as_deref()
        .and_then(enhanced);
    let shown = enhanced
        .as_deref()
        .map_or_else(|| digits.clone(), |e| format!("{digits} {e}"));
    if AUTHENTICATION.contains(&digits.as_str()) {
        // That says nothing about the mail: a mended password must not find a thousand mails given up.
        return later(
            Hindrance::Away,
            &format!("the mail server did not let us sign in ({shown})"),
        );
    }
    if error.is_permanent() {
        // Codes of the class "bad destination" (RFC 3463 §3.2), or 550 where the server gives none.
        let bounced = enhanced
            .as_deref()
            .map_or(digits == "550", |e| e.starts_with("5.1."));
        let what = if bounced {
            "the mail server says there is no such mailbox"
        } else {
            "the mail server refused the mail"
        };
        return SendError::Never {
            reason: format!("{what} ({shown})"),
            bounced,
        };
    }
    later(
        Hindrance::NotNow,
        &format!("the mail server asked to try later ({shown})"),
    )
}

/// Answers about signing in (RFC 4954 §6), which are no answers about a mail.
const AUTHENTICATION: [&str; 4] = ["530", "534", "535", "538"];

/// Whether there was no conversation at all. The library tells this kind of error by its words only.
fn never_reached(error: &smtp::Error) -> bool {
    error.to_string().starts_with("Connection error")
}

/// The enhanced status code at the beginning of an answer: `5.1.1` (RFC 3463 §2).
fn enhanced(answer: &str) -> Option<String> {
    let word = answer.split_whitespace().next()?;
    let mut parts = word.split('.');
    let digits = |part: Option<&str>| {
        part.is_some_and(|p| (1..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
    };
    let whole =
        matches!(parts.next(), Some("4" | "5")) && digits(parts.next()) && digits(parts.next());
    (whole && parts.next().is_none()).then(|| word.to_owned())
}

/// The mail in the form of RFC 5322.
fn message(mail: &Mail) -> Result<Message, SendError> {
    let never = |reason: &str| SendError::Never {
        reason: reason.to_owned(),
        bounced: false,
    };
    let mailbox = |name: &str, address: &str| {
        // A line break in a name would end the header; the library does not survive one.
        let name = one_line(name);
        address
            .parse::<Address>()
            .map(|a| Mailbox::new((!name.is_empty()).then_some(name), a))
    };
    let from = mailbox(&mail.from_name, &mail.from)
        .map_err(|_| never("the sender's address cannot be used; see ACCOLADE_MAIL_FROM"))?;
    let to = mailbox(&mail.to_name, &mail.to).map_err(|_| SendError::Never {
        reason: "the recipient's address is not one that mail can be sent to".into(),
        bounced: true,
    })?;
    let mut builder = Message::builder()
        .from(from)
        .to(to)
        .subject(one_line(&mail.subject))
        .date(written(mail))
        .message_id(Some(mail.message_id.clone()))
        .raw_header(raw(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated",
        ))
        .raw_header(raw(
            HeaderName::new_from_ascii_str("Content-Language"),
            &mail.language,
        ));
    // An organization's own address may be anything; without one answers go to the sender.
    if let Ok(reply_to) = mailbox("", &mail.reply_to) {
        builder = builder.reply_to(reply_to);
    }
    if !mail.unsubscribe.is_empty() {
        builder = builder.raw_header(raw(
            HeaderName::new_from_ascii_str("List-Unsubscribe"),
            &format!("<{}>", mail.unsubscribe),
        ));
    }
    builder
        .multipart(MultiPart::alternative_plain_html(
            mail.text.clone(),
            mail.html.clone(),
        ))
        .map_err(|_| never("the mail could not be put together"))
}

fn raw(name: HeaderName, value: &str) -> HeaderValue {
    HeaderValue::new(name, value.to_owned())
}

fn written(mail: &Mail) -> SystemTime {
    let micros = u64::try_from(mail.at.micros()).unwrap_or(0);
    UNIX_EPOCH + Duration::from_micros(micros)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::message::Kind;
    use platform::{clock::Timestamp, ids::Ids};

    fn mail() -> Mail {
        Mail {
            message: Ids::seeded(1).random(),
            issuer: None,
            kind: Kind::Award,
            from_name: "Gärtner & Söhne via Accolade".into(),
            from: "badges@example.org".into(),
            to: "zara@example.net".into(),
            to_name: "يوسف الخطيب".into(),
            reply_to: "members@example.org".into(),
            subject: "You've been given credit: Größe 日本".into(),
            text: "Grüße".into(),
            html: "<p>Grüße</p>".into(),
            message_id: "<msg_1@example.org>".into(),
            unsubscribe: String::new(),
            language: "en".into(),
            at: Timestamp::parse("2026-03-31T12:00:00Z").unwrap(),
        }
    }
    fn formatted(mail: &Mail) -> String {
        String::from_utf8(message(mail).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_mail_is_plain_ascii_with_both_parts_and_its_own_message_id() {
        let text = formatted(&mail());
        assert!(text.is_ascii());
        for expected in [
            "Message-ID: <msg_1@example.org>\r\n",
            "Date: Tue, 31 Mar 2026 12:00:00 +0000\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "multipart/alternative",
            "text/plain; charset=utf-8",
            "text/html; charset=utf-8",
            "<badges@example.org>",
        ] {
            assert!(text.contains(expected), "{expected} is missing in\n{text}");
        }
        assert!(!text.contains("List-Unsubscribe"));
    }

    #[test]
    fn a_name_cannot_smuggle_in_a_header() {
        let mut bad = mail();
        bad.from_name = "Eve\r\nBcc: all@example.org".into();
        bad.subject = "Hello\r\nBcc: all@example.org\r\n\r\nbody".into();
        let text = formatted(&bad);
        let headers = text.split("\r\n\r\n").next().unwrap();
        assert!(
            !headers.lines().any(|line| line.starts_with("Bcc")),
            "{headers}"
        );
    }

    #[test]
    fn only_a_real_code_is_taken_from_what_a_server_says() {
        assert_eq!(
            enhanced("5.1.1 <zara@example.net> unknown").as_deref(),
            Some("5.1.1")
        );
        for words in [
            "zara@example.net unknown",
            "",
            "5.1",
            "5.1.1.1 x",
            "2.1.0 ok",
            "5.1.1234 x",
        ] {
            assert_eq!(enhanced(words), None, "{words}");
        }
    }

    #[test]
    fn a_bad_server_address_is_refused_without_repeating_it() {
        let words = Smtp::check(&Secret::from("http://user:hunter2@host"))
            .err()
            .unwrap()
            .to_string();
        assert!(
            words.contains("smtps://user:password@host:465") && !words.contains("hunter2"),
            "{words}"
        );
    }
}
