//! What an answer may cost: bytes, time, headers.
use std::{io, time::Duration};

use axum::{Router, body::Body, http::header, response::IntoResponse, routing::get};
use bytes::Bytes;
use futures::stream;
use tokio::{net::TcpListener, task::JoinSet};

use super::{Server, allowing, request, settings};
use crate::fetch::{DEFAULT_MAX_BYTES, Fetch, FetchError, FetchSettings, GuardedFetcher, Request};

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
