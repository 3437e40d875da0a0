use std::{
    collections::{BTreeSet, HashMap},
    io,
    net::IpAddr,
    sync::atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect},
    routing::get,
};
use futures::stream;
use reqwest::dns::Resolve as _;
use tokio::{net::TcpListener, task::JoinSet};

use super::*;
use crate::fetch::guarded::{Names, PublicOnly};

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
async fn private_hosts_are_refused_in_every_spelling() {
    let fetcher = allowing("");
    for url in [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://127.0.0.1./",
        "https://①②⑦.0.0.1/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fd00:ec2::254]/latest/meta-data/",
        "https://[fe80::1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://0xa9fea9fe/",
        "https://100.100.100.200/",
        "https://168.63.129.16/",
        "https://10.0.0.1/",
        "https://0/",
        "https://localhost/",
        "https://LOCALHOST/",
    ] {
        match fetcher.get(&request(url)).await {
            Err(FetchError::NotAllowed { why, .. }) => {
                assert!(why.contains("not on the public internet"), "{url}: {why}");
            }
            other => panic!("{url}: {other:?}"),
        }
    }
    // Whether this name exists is the resolver's to say.
    assert!(fetcher.get(&request("https://localhost./")).await.is_err());
}

#[tokio::test]
async fn schemes_ports_and_passwords_are_refused_before_anything_is_sent() {
    let fetcher = allowing("");
    for (url, word) in [
        ("http://example.org/", "https"),
        ("ftp://example.org/", "https"),
        ("file:///etc/passwd", "https"),
        ("data:text/plain,x", "https"),
        ("gopher://example.org/", "https"),
        ("https://example.org:22/", "port"),
        ("https://example.org:8443/", "port"),
        ("https://user@example.org/", "user name"),
        ("https://:secret@example.org/", "password"),
    ] {
        let error = fetcher.get(&request(url)).await.unwrap_err();
        assert!(matches!(error, FetchError::NotAllowed { .. }), "{error}");
        assert!(error.to_string().contains(word), "{url}: {error}");
        assert!(!error.is_temporary());
    }
}

/// Names that a hostile name server would give.
struct Zone(HashMap<&'static str, Vec<&'static str>>);

#[async_trait]
impl Names for Zone {
    async fn addresses(&self, host: &str) -> io::Result<BTreeSet<IpAddr>> {
        match self.0.get(host) {
            Some(addresses) => Ok(addresses
                .iter()
                .map(|address| address.parse().unwrap())
                .collect()),
            None => Err(io::Error::new(io::ErrorKind::NotFound, "no such name")),
        }
    }
}

fn zone() -> Arc<Zone> {
    Arc::new(Zone(HashMap::from([
        (
            "inside.example",
            vec!["127.0.0.1", "::1", "10.0.0.7", "169.254.169.254"],
        ),
        (
            "mixed.example",
            vec![
                "127.0.0.1",
                "93.184.216.34",
                "fd00::1",
                "2606:2800:220:1::7",
            ],
        ),
        ("empty.example", vec![]),
    ])))
}

#[tokio::test]
async fn a_public_name_with_a_private_address_is_refused() {
    let fetcher = GuardedFetcher::with_names(FetchSettings::default(), zone()).unwrap();
    for host in ["inside.example", "empty.example"] {
        let error = fetcher
            .get(&request(&format!("https://{host}/")))
            .await
            .unwrap_err();
        assert!(matches!(error, FetchError::NotAllowed { .. }), "{error}");
        assert!(error.to_string().contains(host), "{error}");
    }
    let error = fetcher
        .get(&request("https://unknown.example/"))
        .await
        .unwrap_err();
    assert!(matches!(error, FetchError::Unreachable { .. }), "{error}");
    assert!(error.to_string().contains("no such name"), "{error}");
    assert!(error.is_temporary());
}

#[tokio::test]
async fn of_mixed_answers_only_the_public_ones_are_dialled() {
    let resolver = PublicOnly { names: zone() };
    let dialled: BTreeSet<_> = resolver
        .resolve("mixed.example".parse().unwrap())
        .await
        .unwrap()
        .map(|address| address.ip().to_string())
        .collect();
    let expected = ["2606:2800:220:1::7", "93.184.216.34"].map(str::to_owned);
    assert_eq!(dialled, BTreeSet::from(expected));
}

#[tokio::test]
async fn a_redirect_into_the_network_is_refused_and_never_dialled() {
    let inner = Server::start(Router::new().route("/", get(|| async { "secret" }))).await;
    let target: &'static str = inner.at("127.0.0.1", "/").to_string().leak();
    for target in [
        target,
        "http://169.254.169.254/latest/meta-data/",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/",
        "//169.254.169.254/",
        "file:///etc/passwd",
    ] {
        let outer = Server::start(redirect_to(target)).await;
        let fetcher = allowing(&format!("127.0.0.1:{}", outer.port));
        let error = fetcher
            .get(&Request::new(outer.at("127.0.0.1", "/")))
            .await
            .unwrap_err();
        assert!(
            matches!(error, FetchError::NotAllowed { .. }),
            "{target}: {error}"
        );
        assert_eq!(outer.seen(), 1);
    }
    assert_eq!(inner.seen(), 0);
}

#[tokio::test]
async fn redirects_are_followed_three_times_and_no_further() {
    let routes = Router::new()
        .route("/loop", get(|| async { Redirect::permanent("/loop") }))
        .route("/1", get(|| async { Redirect::temporary("2#x") }))
        .route("/2", get(|| async { Redirect::to("/a/../3") }))
        .route(
            "/3",
            get(|| async { (StatusCode::FOUND, [(header::LOCATION, "?end")]) }),
        )
        .route(
            "/broken",
            get(|| async { (StatusCode::FOUND, [(header::LOCATION, "http://[")]) }),
        )
        .route("/bare", get(|| async { StatusCode::FOUND }));
    let server = Server::start(
        routes
            .clone()
            .route("/0", get(|| async { Redirect::temporary("/1") })),
    )
    .await;
    let fetcher = allowing(&format!("127.0.0.1:{}", server.port));
    let get = |path: &str| {
        let request = Request::new(server.at("127.0.0.1", path));
        let fetcher = fetcher.clone();
        async move { fetcher.get(&request).await }
    };

    let error = get("/loop").await.unwrap_err();
    assert!(
        matches!(error, FetchError::TooManyRedirects { max: 3, .. }),
        "{error}"
    );
    assert_eq!(server.seen(), 4);

    // "/3?end" redirects to itself, so "/1" has one hop too many as well.
    assert!(matches!(
        get("/1").await,
        Err(FetchError::TooManyRedirects { .. })
    ));
    let error = get("/broken").await.unwrap_err();
    assert!(
        matches!(&error, FetchError::BadRedirect { location, .. } if location == "http://["),
        "{error}"
    );
    assert_eq!(get("/bare").await.unwrap().status, 302);

    let ends = Server::start(
        Router::new()
            .route(
                "/1",
                axum::routing::get(|| async { Redirect::temporary("2#x") }),
            )
            .route(
                "/2",
                axum::routing::get(|| async { Redirect::to("/a/../3") }),
            )
            .route(
                "/3",
                axum::routing::get(|| async { Redirect::permanent("/4?end") }),
            )
            .route("/4", axum::routing::get(|| async { "here" })),
    )
    .await;
    let fetcher = allowing(&format!("127.0.0.1:{}", ends.port));
    let answer = fetcher
        .get(&Request::new(ends.at("127.0.0.1", "/1")))
        .await
        .unwrap();
    assert_eq!(answer.url, ends.at("127.0.0.1", "/4?end"));
    assert_eq!(&answer.body[..], b"here");
}

#[tokio::test]
async fn a_big_body_is_refused_announced_or_not() {
    let endless = || async {
        let zeros = stream::repeat_with(|| Ok::<_, io::Error>(Bytes::from_static(&[0; 4096])));
        Body::from_stream(zeros).into_response()
    };
    let server = Server::start(
        Router::new()
            .route("/announced", get(|| async { vec![0_u8; 3 << 20] }))
            .route("/endless", get(endless))
            .route("/fits", get(|| async { vec![0_u8; 1000] })),
    )
    .await;
    let fetcher = allowing(&format!("127.0.0.1:{}", server.port));
    let at = |path| Request::new(server.at("127.0.0.1", path));
    for path in ["/announced", "/endless"] {
        let error = fetcher.get(&at(path)).await.unwrap_err();
        assert!(
            matches!(
                error,
                FetchError::TooLarge {
                    max: DEFAULT_MAX_BYTES,
                    ..
                }
            ),
            "{error}"
        );
        // Asking for more than the fetcher gives does not help.
        let error = fetcher
            .get(&at(path).at_most(usize::MAX))
            .await
            .unwrap_err();
        assert!(
            matches!(
                error,
                FetchError::TooLarge {
                    max: DEFAULT_MAX_BYTES,
                    ..
                }
            ),
            "{error}"
        );
    }
    assert_eq!(
        fetcher
            .get(&at("/fits").at_most(1000))
            .await
            .unwrap()
            .body
            .len(),
        1000
    );
    let error = fetcher.get(&at("/fits").at_most(999)).await.unwrap_err();
    assert!(
        matches!(error, FetchError::TooLarge { max: 999, .. }),
        "{error}"
    );
}

#[tokio::test]
async fn a_slow_drip_ends_with_the_time_of_the_fetch() {
    let drip = || async {
        let drops = stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Some((Ok::<_, io::Error>(Bytes::from_static(b".")), ()))
        });
        Body::from_stream(drops).into_response()
    };
    let server = Server::start(Router::new().route("/", get(drip))).await;
    let fetcher = GuardedFetcher::new(FetchSettings {
        timeout: Duration::from_millis(300),
        ..settings(&format!("127.0.0.1:{}", server.port))
    })
    .unwrap();
    let error = fetcher
        .get(&Request::new(server.at("127.0.0.1", "/")))
        .await
        .unwrap_err();
    assert!(matches!(error, FetchError::TimedOut { .. }), "{error}");
    assert!(error.to_string().contains("300 ms"), "{error}");
}

#[tokio::test]
async fn a_compressed_body_is_refused() {
    let server = Server::start(Router::new().route(
        "/",
        get(|| async { ([(header::CONTENT_ENCODING, "gzip")], "bomb") }),
    ))
    .await;
    let fetcher = allowing(&format!("127.0.0.1:{}", server.port));
    let error = fetcher
        .get(&Request::new(server.at("127.0.0.1", "/")))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, FetchError::Compressed { encoding, .. } if encoding == "gzip"),
        "{error}"
    );
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
async fn one_host_is_not_flooded() {
    let server = Server::start(Router::new().route("/", get(|| async { "x" }))).await;
    let fetcher = GuardedFetcher::new(FetchSettings {
        per_host_per_minute: 2,
        ..settings(&format!("127.0.0.1:{0},localhost:{0}", server.port))
    })
    .unwrap();
    let request = Request::new(server.at("127.0.0.1", "/"));
    fetcher.get(&request).await.unwrap();
    fetcher.get(&request).await.unwrap();
    let error = fetcher.get(&request).await.unwrap_err();
    assert!(matches!(error, FetchError::TooMany { .. }), "{error}");
    assert_eq!(server.seen(), 2);
    fetcher
        .get(&Request::new(server.at("localhost", "/")))
        .await
        .unwrap();
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

/// A server that writes what it is told, byte by byte if need be, without HTTP of its own.
async fn raw(answer: Vec<u8>, pause: Option<Duration>) -> (u16, JoinSet<()>) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut running = JoinSet::new();
    running.spawn(async move {
        while let Ok((mut peer, _)) = listener.accept().await {
            let mut asked = [0; 1024];
            let _some = peer.read(&mut asked).await;
            match pause {
                None => drop(peer.write_all(&answer).await),
                Some(pause) => {
                    for byte in &answer {
                        if peer.write_all(&[*byte]).await.is_err() {
                            break;
                        }
                        tokio::time::sleep(pause).await;
                    }
                }
            }
        }
    });
    (port, running)
}

#[tokio::test]
async fn a_header_that_comes_byte_by_byte_ends_with_the_time_of_the_fetch() {
    let header = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "y".repeat(10_000));
    let (port, _running) = raw(header.into_bytes(), Some(Duration::from_millis(20))).await;
    let fetcher = GuardedFetcher::new(FetchSettings {
        timeout: Duration::from_millis(300),
        ..settings(&format!("127.0.0.1:{port}"))
    })
    .unwrap();
    let error = fetcher
        .get(&request(&format!("http://127.0.0.1:{port}/")))
        .await
        .unwrap_err();
    assert!(matches!(error, FetchError::TimedOut { .. }), "{error}");
}

#[tokio::test]
async fn headers_too_long_or_too_many_are_refused() {
    let long = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "y".repeat(1 << 20));
    let lines: String = (0..200).map(|n| format!("x{n}: y\r\n")).collect();
    let many = format!("HTTP/1.1 200 OK\r\n{lines}\r\n");
    for header in [long, many] {
        let (port, _running) = raw(header.into_bytes(), None).await;
        let error = allowing(&format!("127.0.0.1:{port}"))
            .get(&request(&format!("http://127.0.0.1:{port}/")))
            .await
            .unwrap_err();
        assert!(matches!(error, FetchError::Unreachable { .. }), "{error}");
    }
}

#[tokio::test]
async fn a_gzip_bomb_is_not_unpacked() {
    // 4 MB of zeros in 4 KB, said to be gzip, and once not said to be anything.
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    io::Write::write_all(&mut packed, &vec![0; 4 << 20]).unwrap();
    let bomb = Bytes::from(packed.finish().unwrap());
    let (said, unsaid) = (bomb.clone(), bomb.clone());
    let server = Server::start(
        Router::new()
            .route(
                "/said",
                get(move || async move { ([(header::CONTENT_ENCODING, "gzip")], said) }),
            )
            .route("/unsaid", get(move || async move { unsaid })),
    )
    .await;
    let fetcher = allowing(&format!("127.0.0.1:{}", server.port));
    let at = |path| Request::new(server.at("127.0.0.1", path));
    let error = fetcher.get(&at("/said")).await.unwrap_err();
    assert!(matches!(error, FetchError::Compressed { .. }), "{error}");
    assert_eq!(fetcher.get(&at("/unsaid")).await.unwrap().body, bomb);
}

/// A name server that says another thing each time it is asked.
struct Rebinding {
    says: Vec<&'static str>,
    asked: AtomicUsize,
}

#[async_trait]
impl Names for Rebinding {
    async fn addresses(&self, _host: &str) -> io::Result<BTreeSet<IpAddr>> {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst);
        let says = self.says[turn.min(self.says.len() - 1)];
        Ok(BTreeSet::from([says.parse().unwrap()]))
    }
}

#[tokio::test]
async fn a_name_that_changes_its_address_is_dialled_at_the_one_that_was_judged() {
    let names = Arc::new(Rebinding {
        says: vec!["93.184.216.34", "127.0.0.1"],
        asked: AtomicUsize::new(0),
    });
    let resolver = PublicOnly {
        names: Arc::clone(&names) as Arc<dyn Names>,
    };
    let host = || "rebinding.example".parse().unwrap();
    let dialled: Vec<_> = resolver.resolve(host()).await.unwrap().collect();
    assert_eq!(dialled.len(), 1);
    assert_eq!(dialled[0].ip().to_string(), "93.184.216.34");
    // What is dialled was judged by this one look-up: there is no second between check and use.
    assert_eq!(names.asked.load(Ordering::SeqCst), 1);
    let Err(error) = resolver.resolve(host()).await else {
        panic!("the second answer is private");
    };
    assert!(error.to_string().contains("public internet"), "{error}");

    // Led there by a redirect when the name is private already: refused, and nobody inside hears of it.
    let inner = Server::start(Router::new().route("/", get(|| async { "secret" }))).await;
    let outer = Server::start(redirect_to("https://rebinding.example/")).await;
    let fetcher =
        GuardedFetcher::with_names(settings(&format!("127.0.0.1:{}", outer.port)), names).unwrap();
    let error = fetcher
        .get(&Request::new(outer.at("127.0.0.1", "/")))
        .await
        .unwrap_err();
    assert!(matches!(error, FetchError::NotAllowed { .. }), "{error}");
    assert_eq!((outer.seen(), inner.seen()), (1, 0));
}

#[test]
fn nothing_leads_from_https_to_http() {
    use crate::fetch::guarded::redirect;
    let headers = |to: &str| HeaderMap::from_iter([(header::LOCATION, to.parse().unwrap())]);
    let from: Url = "https://example.org/a".parse().unwrap();
    for to in ["http://example.org/b", "http://localhost:8080/"] {
        let error = redirect(&from, StatusCode::FOUND, &headers(to)).unwrap_err();
        assert!(error.to_string().contains("leads on to http"), "{error}");
    }
    let next = redirect(&from, StatusCode::FOUND, &headers("//example.org/b")).unwrap();
    assert_eq!(next.unwrap().as_str(), "https://example.org/b");
}

#[tokio::test]
async fn names_in_any_script_are_asked_for_in_the_form_of_the_dns() {
    let names = Arc::new(Zone(HashMap::from([
        ("xn--bcher-kva.example", vec!["10.0.0.7"]),
        ("xn--80ak6aa92e.com", vec!["127.0.0.1"]),
    ])));
    let fetcher = GuardedFetcher::with_names(FetchSettings::default(), names).unwrap();
    for (url, host) in [
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("https://127。0。0。1/", "127.0.0.1"),
    ] {
        let error = fetcher.get(&request(url)).await.unwrap_err();
        assert!(matches!(error, FetchError::NotAllowed { .. }), "{error}");
        assert!(error.to_string().contains(host), "{error}");
    }
}

/// Answers by its own headers, and 304 to whoever knows the `ETag`.
async fn versioned(control: &'static str, version: Arc<AtomicUsize>) -> Server {
    Server::start(Router::new().route(
        "/",
        get(move |headers: HeaderMap| {
            let etag = format!("\"{}\"", version.load(Ordering::SeqCst));
            async move {
                let said = [
                    (header::ETAG, etag.clone()),
                    (header::CACHE_CONTROL, control.to_owned()),
                ];
                if headers
                    .get(header::IF_NONE_MATCH)
                    .is_some_and(|known| *known == etag)
                {
                    return (StatusCode::NOT_MODIFIED, said, String::new());
                }
                (StatusCode::OK, said, format!("version {etag}"))
            }
        }),
    ))
    .await
}

#[tokio::test]
async fn an_answer_is_kept_for_as_long_as_it_says() {
    let version = Arc::new(AtomicUsize::new(1));
    let server = versioned("max-age=60", Arc::clone(&version)).await;
    let clock = crate::clock::Clock::system();
    let fetcher = Cached::new(
        allowing(&format!("127.0.0.1:{}", server.port)),
        clock.clone(),
    );
    let wanted = Request::new(server.at("127.0.0.1", "/"));
    let first = fetcher.get(&wanted).await.unwrap();
    version.store(2, Ordering::SeqCst);
    clock.advance(Duration::from_secs(30));
    let kept = fetcher.get(&wanted).await.unwrap();
    assert_eq!((kept.body.clone(), server.seen()), (first.body.clone(), 1));
    assert!(kept.age >= Duration::from_secs(30));
    // Another media type is another answer; one that must be younger is asked for.
    fetcher
        .get(&wanted.clone().accepting("text/plain"))
        .await
        .unwrap();
    assert_eq!(server.seen(), 2);
    let young = wanted.clone().no_older_than(Duration::from_secs(10));
    assert_eq!(
        &fetcher.get(&young).await.unwrap().body[..],
        b"version \"2\""
    );
    clock.advance(Duration::from_secs(61));
    // Stale: asked for by its ETag, and answered with 304.
    let renewed = fetcher.get(&wanted).await.unwrap();
    assert_eq!((renewed.status, server.seen()), (200, 4));
    assert_eq!(&renewed.body[..], b"version \"2\"");
    clock.advance(Duration::from_secs(30));
    fetcher.get(&wanted).await.unwrap();
    assert_eq!(server.seen(), 4, "the 304 made it fresh again");
}

#[tokio::test]
async fn what_says_nothing_or_forbids_it_is_asked_for_each_time() {
    for control in [
        "public",
        "no-cache",
        "no-store, max-age=60",
        "private, max-age=60",
    ] {
        let version = Arc::new(AtomicUsize::new(1));
        let server = versioned(control, Arc::clone(&version)).await;
        let clock = crate::clock::Clock::system();
        let fetcher = Cached::new(allowing(&format!("127.0.0.1:{}", server.port)), clock);
        let wanted = Request::new(server.at("127.0.0.1", "/"));
        fetcher.get(&wanted).await.unwrap();
        version.store(2, Ordering::SeqCst);
        let second = fetcher.get(&wanted).await.unwrap();
        assert_eq!(&second.body[..], b"version \"2\"", "{control}");
        assert_eq!(server.seen(), 2, "{control}");
    }
}

#[tokio::test]
async fn a_stale_answer_is_not_given_while_its_server_is_away() {
    let server = versioned("max-age=60", Arc::new(AtomicUsize::new(1))).await;
    let clock = crate::clock::Clock::system();
    let fetcher = Cached::new(
        allowing(&format!("127.0.0.1:{}", server.port)),
        clock.clone(),
    );
    let wanted = Request::new(server.at("127.0.0.1", "/"));
    fetcher.get(&wanted).await.unwrap();
    let Server {
        _running: mut running,
        ..
    } = server;
    running.shutdown().await;
    fetcher.get(&wanted).await.unwrap();
    clock.advance(Duration::from_secs(90));
    let error = fetcher.get(&wanted).await.unwrap_err();
    assert!(
        matches!(&error, FetchError::OnlyStale { age, .. } if age.as_secs() >= 90),
        "{error}"
    );
    assert!(error.to_string().contains("not fresh any more"), "{error}");
}
