//! `/metrics`: who may read it, and what is asked of the databases when it is read.

use super::instruments::INSTRUMENTS;
use crate::{
    Secret, ServiceName,
    jobs::JobCounts,
    store::{OutboxState, Store, StoreError},
};
use axum::{
    Router,
    extract::{ConnectInfo, MatchedPath, Request},
    http::{StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse as _, Response},
    routing::get,
};
use opentelemetry::KeyValue;
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Instant,
};

/// A database whose outbox and jobs are told.
#[derive(Clone)]
pub struct Watched {
    /// The database.
    pub store: Store,
    /// The kinds of jobs it has: those of which there is none right now are told as 0.
    pub kinds: Vec<&'static str>,
}

/// Who may read the figures.
#[derive(Clone, Debug)]
pub enum Readers {
    /// Whoever reaches the port, which only the inside does.
    Anybody,
    /// Whoever comes straight from this machine or a private network, not through a proxy.
    Near,
    /// Whoever sends this bearer token.
    Bearer(Secret<String>),
}

impl Readers {
    fn let_in(&self, request: &Request) -> bool {
        match self {
            Self::Anybody => true,
            Self::Near => {
                let headers = request.headers();
                let forwarded =
                    headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
                let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
                !forwarded && peer.is_some_and(|peer| is_near(peer.0.ip()))
            }
            Self::Bearer(token) => {
                let sent = request.headers().get(header::AUTHORIZATION);
                sent.and_then(|value| value.to_str().ok())
                    .and_then(|value| value.strip_prefix("Bearer "))
                    .is_some_and(|sent| token.matches(sent))
            }
        }
    }
}

fn is_near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

/// `/metrics` of this process. Whoever may not read it learns only that there is no such page.
pub fn router(watched: Vec<Watched>, readers: Readers) -> Router {
    let (watched, readers) = (Arc::new(watched), Arc::new(readers));
    Router::new().route(
        "/metrics",
        get(move |request: Request| {
            let (watched, readers) = (watched.clone(), readers.clone());
            async move {
                if readers.let_in(&request) {
                    read(&watched).await
                } else {
                    StatusCode::NOT_FOUND.into_response()
                }
            }
        }),
    )
}

/// A router whose requests are counted and timed, by route and not by path.
pub fn measured(router: Router) -> Router {
    router.layer(from_fn(measure))
}

async fn measure(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    // A method of one's own is a legal one in HTTP; as a label it would be anybody's to choose.
    let method = match request.method().as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => {
            known.to_owned()
        }
        _ => "other".to_owned(),
    };
    let begun = Instant::now();
    let response = next.run(request).await;
    INSTRUMENTS.http.record(
        begun.elapsed().as_secs_f64(),
        &[
            KeyValue::new("service", ServiceName::Gateway.as_str()),
            KeyValue::new("route", route),
            KeyValue::new("method", method),
            KeyValue::new("status", i64::from(response.status().as_u16())),
        ],
    );
    response
}

async fn read(watched: &[Watched]) -> Response {
    futures::future::join_all(watched.iter().map(look)).await;
    if let Some(bytes) = resident_memory() {
        INSTRUMENTS.memory.record(bytes, &[]);
    }
    let families = INSTRUMENTS.registry.gather();
    match prometheus::TextEncoder::new().encode_to_string(&families) {
        Ok(text) => {
            let kind = "text/plain; version=0.0.4; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the metrics could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Asks a database how it fares. One that does not answer is told as such, with the figures it had.
async fn look(watched: &Watched) {
    let service = KeyValue::new("service", watched.store.service().as_str());
    let up = match asked(&watched.store).await {
        Ok((outbox, jobs)) => {
            tell(watched, &service, &outbox, &jobs);
            1
        }
        Err(error) => {
            tracing::warn!(service = %watched.store.service(), %error, "metrics: the database does not answer");
            0
        }
    };
    INSTRUMENTS.database_up.record(up, &[service]);
}

async fn asked(store: &Store) -> Result<(OutboxState, BTreeMap<String, JobCounts>), StoreError> {
    Ok((store.outbox_state().await?, store.count_jobs().await?))
}

fn tell(
    watched: &Watched,
    service: &KeyValue,
    outbox: &OutboxState,
    jobs: &BTreeMap<String, JobCounts>,
) {
    let this = [service.clone()];
    INSTRUMENTS.outbox_waiting.record(outbox.waiting, &this);
    INSTRUMENTS
        .outbox_lag
        .record(outbox.lag.as_secs_f64(), &this);
    INSTRUMENTS.facts_dead.record(outbox.dead, &this);
    for kind in &watched.kinds {
        let counts = jobs.get(*kind).copied().unwrap_or_default();
        let labels = [service.clone(), KeyValue::new("kind", *kind)];
        INSTRUMENTS.jobs_due.record(counts.due, &labels);
        INSTRUMENTS.jobs_failing.record(counts.failing, &labels);
        INSTRUMENTS.jobs_dead.record(counts.dead, &labels);
    }
}

/// Where the system tells it, which Linux does.
fn resident_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::store;
    use axum::body::Body;
    use contracts::{Fact as _, events::v1::KeyRotated};
    use tower::ServiceExt as _;

    async fn text(watched: Vec<Watched>) -> String {
        let answer = router(watched, Readers::Anybody)
            .oneshot(Request::get("/metrics").body(Body::empty()).unwrap())
            .await
            .unwrap();
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20)
            .await
            .unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    fn value(text: &str, name: &str, labels: &[&str]) -> Option<f64> {
        let line = text.lines().find(|line| {
            line.split(['{', ' ']).next() == Some(name) && labels.iter().all(|l| line.contains(l))
        })?;
        line.split_whitespace().last()?.parse().ok()
    }

    #[tokio::test]
    async fn what_waits_in_a_database_is_told_and_what_is_gone_no_longer() {
        let (store, _dir) = store().await;
        let watched = Watched {
            store: store.clone(),
            kinds: vec!["print"],
        };
        let tx = store.write().await.unwrap();
        tx.publish(&KeyRotated::default()).await.unwrap();
        let now = store.clock().now();
        tx.schedule("print", "x", &(), now).await.unwrap();
        tx.commit().await.unwrap();
        store.clock().advance(std::time::Duration::from_secs(90));
        let told = text(vec![watched.clone()]).await;
        let issuance = "service=\"issuance\"";
        let of = |name| value(&told, name, &[issuance]);
        assert_eq!(of("accolade_database_up"), Some(1.0), "{told}");
        assert_eq!(of("accolade_outbox_waiting"), Some(1.0), "{told}");
        assert!(of("accolade_outbox_lag_seconds") >= Some(90.0), "{told}");
        assert_eq!(of("accolade_facts_dead"), Some(0.0), "{told}");
        assert_eq!(of("accolade_jobs_due"), Some(1.0), "{told}");
        let fact = format!("fact=\"{}\"", KeyRotated::SUBJECT);
        let published = value(&told, "accolade_facts_total", &[issuance, &fact]);
        // Other tests of the same process publish too.
        assert!(published >= Some(1.0), "{told}");
        assert!(
            value(&told, "process_resident_memory_bytes", &[]) > Some(1e6),
            "{told}"
        );

        let tx = store.write().await.unwrap();
        tx.unschedule("print", "x").await.unwrap();
        tx.commit().await.unwrap();
        let told = text(vec![watched]).await;
        let due = value(&told, "accolade_jobs_due", &[issuance]);
        assert_eq!(due, Some(0.0), "{told}");
    }

    #[tokio::test]
    async fn requests_are_counted_by_route_and_not_by_path() {
        let app = measured(Router::new().route("/b/{id}", get(async || "a badge")));
        for path in ["/b/one", "/b/two"] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            app.clone().oneshot(request).await.unwrap();
        }
        let told = text(Vec::new()).await;
        let name = "accolade_http_request_duration_seconds_count";
        let labels = ["route=\"/b/{id}\"", "method=\"GET\"", "status=\"200\""];
        assert_eq!(value(&told, name, &labels), Some(2.0), "{told}");
        assert!(!told.contains("/b/one"), "{told}");
    }

    #[test]
    fn the_figures_are_for_those_who_are_near_or_have_the_token() {
        let from = |peer: &str, headers: &[(&str, &str)]| {
            let mut request = Request::get("/metrics");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let mut request = request.body(Body::empty()).unwrap();
            let peer: IpAddr = peer.parse().unwrap();
            let connection = ConnectInfo(SocketAddr::new(peer, 40_000));
            request.extensions_mut().insert(connection);
            request
        };
        let near = Readers::Near;
        for peer in [
            "127.0.0.1",
            "10.1.2.3",
            "::1",
            "fd00::1",
            "::ffff:192.168.0.9",
        ] {
            assert!(near.let_in(&from(peer, &[])), "{peer}");
            let proxied = from(peer, &[("x-forwarded-for", "203.0.113.9")]);
            assert!(!near.let_in(&proxied), "{peer} through a proxy");
        }
        assert!(!near.let_in(&from("203.0.113.9", &[])));
        let bearer = Readers::Bearer(Secret::from("open sesame"));
        assert!(!bearer.let_in(&from("127.0.0.1", &[])));
        let wrong = from("127.0.0.1", &[("authorization", "Bearer open sesam")]);
        assert!(!bearer.let_in(&wrong));
        let right = from("203.0.113.9", &[("authorization", "Bearer open sesame")]);
        assert!(bearer.let_in(&right));
    }
}
