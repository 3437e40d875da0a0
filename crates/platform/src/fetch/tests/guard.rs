//! Hosts, names and schemes that are refused before anything is dialled.
use std::{
    collections::{BTreeSet, HashMap},
    io,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use axum::{Router, routing::get};
use reqwest::dns::Resolve as _;

use super::{Server, allowing, redirect_to, request, settings};
use crate::fetch::{
    Fetch, FetchError, FetchSettings, GuardedFetcher, Request,
    guarded::{Names, PublicOnly},
};

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
