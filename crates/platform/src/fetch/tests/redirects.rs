//! Where a redirect may lead, and how often.
use axum::{
    Router,
    http::{HeaderMap, StatusCode, header},
    response::Redirect,
    routing::get,
};
use url::Url;

use super::{Server, allowing, redirect_to};
use crate::fetch::{Fetch, FetchError, Request};

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
