//! A web site on loopback.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    task::JoinSet,
};

/// What stands at an address.
#[derive(Clone)]
pub struct Page {
    pub status: &'static str,
    pub headers: String,
    pub body: Vec<u8>,
    /// Whether the body comes byte by byte, a second between them.
    pub drips: bool,
}

impl Page {
    fn ok(headers: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: "200 OK",
            headers: headers.to_owned(),
            body: body.into(),
            drips: false,
        }
    }
}

/// The site. It ends with the test.
pub struct Site {
    pub port: u16,
    pages: Arc<Mutex<HashMap<String, Page>>>,
    away: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    _running: JoinSet<()>,
}

impl Site {
    pub async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let pages: Arc<Mutex<HashMap<String, Page>>> = Arc::default();
        let (away, asked): (Arc<AtomicBool>, Arc<AtomicUsize>) = (Arc::default(), Arc::default());
        let mut running = JoinSet::new();
        let (their_pages, is_away, count) = (pages.clone(), away.clone(), asked.clone());
        running.spawn(async move {
            let mut talks = JoinSet::new();
            while let Ok((mut peer, _)) = listener.accept().await {
                let (pages, is_away, count) = (their_pages.clone(), is_away.clone(), count.clone());
                talks.spawn(async move {
                    let mut asked = Vec::new();
                    let mut some = [0; 2048];
                    while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
                        match peer.read(&mut some).await {
                            Ok(0) | Err(_) => return,
                            Ok(n) => asked.extend_from_slice(&some[..n]),
                        }
                    }
                    // A TLS hello never gets this far: the fetcher then asks without TLS.
                    count.fetch_add(1, Ordering::SeqCst);
                    if is_away.load(Ordering::SeqCst) {
                        return;
                    }
                    let asked = String::from_utf8_lossy(&asked).into_owned();
                    let path = asked.split(' ').nth(1).unwrap_or_default();
                    let page = pages.lock().unwrap().get(path).cloned();
                    let page = page.unwrap_or_else(|| Page {
                        status: "404 Not Found",
                        ..Page::ok("", "")
                    });
                    let head = format!(
                        "HTTP/1.1 {}\r\nconnection: close\r\ncontent-length: {}\r\n{}\r\n",
                        page.status,
                        page.body.len(),
                        page.headers
                    );
                    let _sent = peer.write_all(head.as_bytes()).await;
                    if !page.drips {
                        let _sent = peer.write_all(&page.body).await;
                        return;
                    }
                    for byte in page.body {
                        if peer.write_all(&[byte]).await.is_err() {
                            return;
                        }
                        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                    }
                });
            }
        });
        Self {
            port,
            pages,
            away,
            asked,
            _running: running,
        }
    }

    /// The address of a page, without TLS.
    pub fn at(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    pub fn put(&self, path: &str, body: impl Into<Vec<u8>>) {
        self.put_with(path, "", body);
    }

    /// `headers`: whole lines.
    pub fn put_with(&self, path: &str, headers: &str, body: impl Into<Vec<u8>>) {
        self.stand(path, Page::ok(headers, body));
    }

    /// Leads elsewhere.
    pub fn redirect(&self, path: &str, to: &str) {
        let page = Page {
            status: "302 Found",
            ..Page::ok(&format!("location: {to}\r\n"), "")
        };
        self.stand(path, page);
    }

    /// Answers a byte a second.
    pub fn drip(&self, path: &str, body: impl Into<Vec<u8>>) {
        let page = Page {
            drips: true,
            ..Page::ok("", body)
        };
        self.stand(path, page);
    }

    fn stand(&self, path: &str, page: Page) {
        self.pages.lock().unwrap().insert(path.to_owned(), page);
    }

    pub fn go_away(&self, away: bool) {
        self.away.store(away, Ordering::SeqCst);
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}
