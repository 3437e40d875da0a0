//! How long an answer is kept.
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
    routing::get,
};

use super::{Server, allowing};
use crate::fetch::{Cached, Fetch, FetchError, Request};

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
