//! What the fetcher fetches, what it refuses, and what an answer may cost.
mod bounds;
mod cache;
mod guard;
mod redirects;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    http::{HeaderMap, StatusCode, header},
    response::Redirect,
    routing::get,
};
use tokio::{net::TcpListener, task::JoinSet};
use url::Url;

use crate::fetch::{Fetch, FetchError, FetchSettings, GuardedFetcher, HostPort, Offline, Request};

/// A server on loopback that counts what reaches it and ends with the test.
struct Server {
    port: u16,
    seen: Arc<AtomicUsize>,
    _running: JoinSet<()>,
}

impl Server {
    async fn start(routes: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&seen);
        let routes = routes.layer(axum::middleware::map_request(
            move |request: axum::extract::Request| {
                count.fetch_add(1, Ordering::SeqCst);
                async move { request }
            },
        ));
        let mut running = JoinSet::new();
        running.spawn(async move {
            axum::serve(listener, routes).await.unwrap();
        });
        Self {
            port,
            seen,
            _running: running,
        }
    }

    fn at(&self, host: &str, path: &str) -> Url {
        format!("http://{host}:{}{path}", self.port)
            .parse()
            .unwrap()
    }

    fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }
}

fn allowing(list: &str) -> GuardedFetcher {
    GuardedFetcher::new(settings(list)).unwrap()
}

fn settings(list: &str) -> FetchSettings {
    FetchSettings {
        allow: HostPort::list(list).unwrap(),
        ..FetchSettings::default()
    }
}

fn request(url: &str) -> Request {
    Request::new(url.parse().unwrap())
}

fn redirect_to(target: &'static str) -> Router {
    Router::new().route("/", get(move || async move { Redirect::temporary(target) }))
}

#[tokio::test]
async fn an_allowed_place_is_fetched_by_http_with_all_the_answer_says() {
    let server = Server::start(Router::new().route(
        "/doc",
        get(|headers: HeaderMap| async move {
            assert_eq!(headers[header::ACCEPT], "application/did+json");
            assert_eq!(headers[header::ACCEPT_ENCODING], "identity");
            assert!(
                headers[header::USER_AGENT]
                    .to_str()
                    .unwrap()
                    .starts_with("accolade/")
            );
            assert!(!headers.contains_key(header::REFERER));
            (
                [
                    (header::CONTENT_TYPE, "application/did+json; charset=utf-8"),
                    (header::CACHE_CONTROL, "public, max-age=60"),
                    (header::AGE, "15"),
                ],
                "{}",
            )
        }),
    ))
    .await;
    let fetcher = allowing(&format!("localhost:{}", server.port));
    let wanted =
        Request::new(server.at("localhost", "/doc#key-1")).accepting("application/did+json");
    let answer = fetcher.get(&wanted).await.unwrap();
    assert!(answer.is_success());
    assert_eq!(answer.url, server.at("localhost", "/doc"));
    assert_eq!(
        answer.content_type.unwrap(),
        "application/did+json; charset=utf-8"
    );
    assert_eq!(answer.max_age, Some(Duration::from_secs(45)));
    assert_eq!(&answer.body[..], b"{}");
    // The same server by another spelling is not what the operator allowed.
    let other = Request::new(server.at("127.0.0.1", "/doc"));
    assert!(matches!(
        fetcher.get(&other).await,
        Err(FetchError::NotAllowed { .. })
    ));
    assert_eq!(server.seen(), 1);
}

#[tokio::test]
async fn an_error_status_is_an_answer() {
    let server = Server::start(Router::new().route(
        "/gone",
        get(|| async {
            (
                StatusCode::GONE,
                [(header::CACHE_CONTROL, "no-store")],
                "{}",
            )
        }),
    ))
    .await;
    let fetcher = allowing(&format!("127.0.0.1:{}", server.port));
    let gone = fetcher
        .get(&Request::new(server.at("127.0.0.1", "/gone")))
        .await
        .unwrap();
    assert_eq!((gone.status, gone.max_age), (410, Some(Duration::ZERO)));
    assert!(!gone.is_success());
    let missing = fetcher
        .get(&Request::new(server.at("127.0.0.1", "/x")))
        .await
        .unwrap();
    assert_eq!((missing.status, missing.max_age), (404, None));
}

#[tokio::test]
async fn a_closed_port_is_unreachable() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let fetcher = allowing(&format!("127.0.0.1:{port}"));
    let error = fetcher
        .get(&request(&format!("http://127.0.0.1:{port}/")))
        .await
        .unwrap_err();
    assert!(matches!(error, FetchError::Unreachable { .. }), "{error}");
    assert!(
        error.to_string().to_lowercase().contains("refused"),
        "{error}"
    );
}

#[tokio::test]
async fn offline_fetches_nothing() {
    let error = Offline
        .get(&request("https://example.org/"))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "https://example.org/ was not fetched: offline"
    );
}
