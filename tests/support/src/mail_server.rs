//! A mail server that keeps what it is given.

use anyhow::Context as _;
use platform::tasks::Tasks;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// A mail that was taken with a 250.
#[derive(Clone, Debug)]
pub struct Caught {
    /// The address of the envelope.
    pub to: String,
    /// Its Message-ID.
    pub message_id: String,
    /// Ids of the badges its links lead to.
    pub badges: BTreeSet<String>,
    /// Its parts, decoded.
    pub text: String,
    /// When its last line came.
    pub at: Instant,
}

/// A running server; it stops with this value.
pub struct MailServer {
    port: u16,
    tasks: Tasks,
    caught: Arc<Mutex<Vec<Caught>>>,
    /// Lives as often again as there are conversations.
    open: Arc<()>,
}

impl MailServer {
    /// Starts one on a free port.
    pub async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let (caught, tasks): (Arc<Mutex<Vec<Caught>>>, _) = (Arc::default(), Tasks::new());
        let (kept, inner) = (caught.clone(), tasks.clone());
        let open = Arc::new(());
        let opened = open.clone();
        tasks.spawn("mail server", async move {
            loop {
                tokio::select! {
                    Ok((stream, _)) = listener.accept() => {
                        let (kept, open) = (kept.clone(), opened.clone());
                        inner.spawn("conversation", async move {
                            // Whoever was killed in the middle of a conversation leaves it without a word.
                            drop(converse(stream, &kept).await);
                            drop(open);
                        });
                    }
                    () = inner.stopping() => return,
                }
            }
        });
        Ok(Self {
            port,
            tasks,
            caught,
            open,
        })
    }

    /// Waits until nobody talks to it. What a killed process had written is read to its end then: it was still in
    /// the pipe when the process was gone.
    pub async fn quiet(&self) {
        // One is held here and one by the loop that accepts.
        while Arc::strong_count(&self.open) > 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// For `ACCOLADE_SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What was taken so far, in order.
    pub fn mails(&self) -> Vec<Caught> {
        self.caught
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.tasks.stop();
    }
}

async fn converse(stream: TcpStream, caught: &Mutex<Vec<Caught>>) -> anyhow::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test ESMTP\r\n").await?;
    let mut to = String::new();
    while let Some(line) = lines.next_line().await? {
        let command = line.to_ascii_uppercase();
        let answer: &[u8] = if command.starts_with("EHLO") {
            b"250-test\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n"
        } else if let Some(address) = command.strip_prefix("RCPT TO:<") {
            let address = address.split('>').next().unwrap_or_default();
            to = address.to_lowercase();
            b"250 2.1.5 ok\r\n"
        } else if command.starts_with("DATA") {
            write.write_all(b"354 go on\r\n").await?;
            let mut mail = String::new();
            loop {
                let line = lines.next_line().await?.context("broken off")?;
                if line == "." {
                    break;
                }
                mail.push_str(line.strip_prefix('.').unwrap_or(&line));
                mail.push('\n');
            }
            caught
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(read_mail(&to, &mail));
            b"250 2.0.0 taken\r\n"
        } else if command.starts_with("QUIT") {
            b"221 2.0.0 bye\r\n"
        } else {
            b"250 2.0.0 ok\r\n"
        };
        write.write_all(answer).await?;
    }
    Ok(())
}

fn read_mail(to: &str, mail: &str) -> Caught {
    let message_id = mail
        .lines()
        .find_map(|line| line.strip_prefix("Message-ID:"))
        .unwrap_or_default()
        .trim()
        .to_owned();
    let text = decoded(mail);
    Caught {
        to: to.to_owned(),
        message_id,
        badges: badges(&text),
        text,
        at: Instant::now(),
    }
}

/// The parts of a mail one after another, their transfer encoding undone.
fn decoded(mail: &str) -> String {
    let mut out = String::new();
    let (mut encoding, mut in_headers, mut part) = (String::new(), true, String::new());
    let mut lines = mail.lines().peekable();
    while let Some(line) = lines.next() {
        let boundary = line.starts_with("--") && !line.contains(' ') && line.len() > 8;
        if boundary {
            out.push_str(&undone(&encoding, &part));
            part.clear();
            encoding.clear();
            in_headers = true;
        } else if in_headers {
            if line.is_empty() {
                in_headers = false;
            } else if let Some(value) = line.strip_prefix("Content-Transfer-Encoding:") {
                encoding = value.trim().to_lowercase();
            }
        } else {
            part.push_str(line);
            part.push('\n');
        }
        if lines.peek().is_none() {
            out.push_str(&undone(&encoding, &part));
        }
    }
    out
}

fn undone(encoding: &str, part: &str) -> String {
    use base64::Engine as _;
    match encoding {
        "base64" => {
            let packed: String = part.split_whitespace().collect();
            let bytes = base64::engine::general_purpose::STANDARD
                .decode(packed)
                .unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        }
        "quoted-printable" => {
            let joined = part.replace("=\n", "");
            let mut bytes = Vec::with_capacity(joined.len());
            let mut rest = joined.as_bytes();
            while let Some((first, after)) = rest.split_first() {
                let hex = after.get(..2).and_then(|h| std::str::from_utf8(h).ok());
                match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
                    Some(byte) if *first == b'=' => {
                        bytes.push(byte);
                        rest = after.get(2..).unwrap_or_default();
                    }
                    _ => {
                        bytes.push(*first);
                        rest = after;
                    }
                }
            }
            String::from_utf8_lossy(&bytes).into_owned()
        }
        _ => part.to_owned(),
    }
}

/// The badges that links in a text lead to, percent-encoded ones (in a LinkedIn link) too.
fn badges(text: &str) -> BTreeSet<String> {
    let plain = text.replace("%2F", "/");
    plain
        .split("/b/")
        .skip(1)
        .filter_map(|after| after.get(..26))
        .filter(|id| {
            id.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_says_is_read_in_any_encoding() {
        let mail = "Message-ID: <msg_1@x>\nContent-Type: multipart/alternative; boundary=\"zzzzzzzz\"\n\n--zzzzzzzz\nContent-Transfer-Encoding: quoted-printable\n\nZo=C3=AB http://x/b/0123456789abcdefghjkmnp=\nqrs end\n--zzzzzzzz\nContent-Transfer-Encoding: base64\n\nPGEgaHJlZj0iaHR0cDovL3gvYi96enp6enp6enp6enp6enp6enp6enp6enp6eiI+\n--zzzzzzzz--\n";
        let caught = read_mail("a@b.c", mail);
        assert_eq!(caught.message_id, "<msg_1@x>");
        assert!(caught.text.contains("Zoë"), "{}", caught.text);
        let badges: Vec<_> = caught.badges.iter().map(String::as_str).collect();
        assert_eq!(
            badges,
            ["0123456789abcdefghjkmnpqrs", "zzzzzzzzzzzzzzzzzzzzzzzzzz"]
        );
    }
}
