//! gRPC on both sides: what stands before a service's routes, and what goes with every call.

mod near;

pub use near::{Contracts, Near};

use crate::{
    ServiceName,
    identity::{Caller, Identity},
    metrics, telemetry,
};
use contracts::{DESCRIPTORS, Wire, WireError, wire};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use prost::Message as _;
use prost_types::FileDescriptorSet;
use std::{
    collections::BTreeSet,
    future::Future,
    pin::Pin,
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};
use tonic::{Status, body::Body, service::Routes};
use tower::Service as _;
use tracing::Instrument as _;

/// Carries the internal token.
const TOKEN: HeaderName = HeaderName::from_static("accolade-token");
/// Names a command that may be sent twice.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// How long calls may take whose caller sets no `grpc-timeout` (`tonic::Request::set_timeout`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Ordinary calls.
    pub call: Duration,
    /// Calls that the contract declares as a stream of messages from the caller: files, which come as fast as
    /// the line of whoever sends them.
    pub upload: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            call: Duration::from_secs(30),
            upload: Duration::from_secs(2 * 3600),
        }
    }
}

impl Deadlines {
    fn of(self, path: &str) -> Duration {
        if UPLOADS.contains(path) {
            self.upload
        } else {
            self.call
        }
    }
}

/// The paths of methods that take a stream, read from the contracts.
static UPLOADS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let contracts = FileDescriptorSet::decode(DESCRIPTORS).unwrap_or_default();
    let mut paths = BTreeSet::new();
    for file in &contracts.file {
        for service in &file.service {
            let uploads = service.method.iter().filter(|m| m.client_streaming());
            paths.extend(
                uploads.map(|m| format!("/{}.{}/{}", file.package(), service.name(), m.name())),
            );
        }
    }
    paths
});

/// Whether an answer says that nobody was there to answer, or not in time, or that we were not let in. It says nothing
/// about what was asked: once they are back the same call may well succeed.
pub fn is_away(code: tonic::Code) -> bool {
    use tonic::Code;
    matches!(
        code,
        Code::Unavailable
            | Code::DeadlineExceeded
            | Code::Cancelled
            | Code::Unknown
            | Code::ResourceExhausted
            | Code::Unauthenticated
    )
}

/// Who calls, as [`guard`] found out.
pub fn caller<T>(request: &tonic::Request<T>) -> Result<Caller, Status> {
    request
        .extensions()
        .get::<Caller>()
        .cloned()
        .ok_or_else(|| Status::unauthenticated("no internal token came with the call"))
}

/// Puts before a service's routes what every service needs: the caller's token is verified, the trace goes on,
/// the deadline holds; health and reflection are added and need no token.
pub async fn guard(
    routes: Routes,
    names: &[&'static str],
    identity: Arc<Identity>,
) -> Result<Wire, tonic_reflection::server::Error> {
    let (reporter, health) = tonic_health::server::health_reporter();
    for name in names {
        reporter
            .set_service_status(*name, tonic_health::ServingStatus::Serving)
            .await;
    }
    let reflection = tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(DESCRIPTORS)
        .build_v1()?;
    let open = Routes::new(health).add_service(reflection);
    let (guarded, open) = (wire(routes), wire(open));
    Ok(wire(tower::service_fn(move |request: Request<Body>| {
        let (guarded, open, identity) = (guarded.clone(), open.clone(), identity.clone());
        Box::pin(answer(guarded, open, identity, request)) as Answer
    })))
}

type Answer = Pin<Box<dyn Future<Output = Result<Response<Body>, WireError>> + Send>>;

async fn answer(
    mut guarded: Wire,
    mut open: Wire,
    identity: Arc<Identity>,
    mut request: Request<Body>,
) -> Result<Response<Body>, WireError> {
    let path = request.uri().path().to_owned();
    if path.starts_with("/grpc.") {
        return open.call(request).await;
    }
    let trace = telemetry::extract_http(request.headers());
    let token = request.headers_mut().remove(&TOKEN);
    let call = Call {
        token: token.as_ref().and_then(|t| t.to_str().ok()).unwrap_or(""),
        method: &path,
        trace: Some(trace),
        deadline: deadline(request.headers()),
    };
    let work = |caller| {
        request.extensions_mut().insert(caller);
        guarded.call(request)
    };
    match call.attend(&identity, code, work).await {
        Ok(answer) => answer,
        Err(refused) => Ok(refused.into_http()),
    }
}

/// A call as it reaches a service, in whatever way.
struct Call<'a> {
    /// Says who calls.
    token: &'a str,
    /// `/package.Service/Method`.
    method: &'a str,
    /// The trace it belongs to; none if it is the current one.
    trace: Option<opentelemetry::Context>,
    /// How long it may take.
    deadline: Option<Duration>,
}

impl Call<'_> {
    /// Has the work done for the caller that the token names, in its trace, within its time, and counts it. Whoever has
    /// no good token, and what takes too long, is refused.
    async fn attend<A, W>(
        self,
        identity: &Identity,
        code: impl FnOnce(&A) -> tonic::Code,
        work: impl FnOnce(Caller) -> W,
    ) -> Result<A, Status>
    where
        W: Future<Output = A>,
    {
        let method = self.method;
        let span = tracing::info_span!("rpc", otel.kind = "server", otel.name = %method, service = %identity.name(), caller = tracing::field::Empty);
        if let Some(trace) = self.trace {
            telemetry::set_parent(&span, trace);
        }
        let caller = match identity.verify(self.token, method) {
            Ok(caller) => caller,
            Err(error) => {
                tracing::warn!(%method, %error, "a call without a good token was refused");
                return Err(Status::unauthenticated(error.to_string()));
            }
        };
        if !span.is_disabled() {
            span.record("caller", caller.subject());
        }
        let begun = Instant::now();
        let work = work(caller).instrument(span);
        let answer = match self.deadline {
            None => Ok(work.await),
            Some(time) => tokio::time::timeout(time, work).await.map_err(|_| {
                Status::deadline_exceeded(format!("no answer within {} s", time.as_secs_f32()))
            }),
        };
        let code = answer.as_ref().map_or_else(Status::code, code);
        metrics::called(identity.name(), method, code, begun.elapsed());
        answer
    }
}

/// What came of a call: a refusal stands in the headers, what went well says so only after its messages.
fn code(answer: &Result<Response<Body>, WireError>) -> tonic::Code {
    match answer {
        Ok(answer) => Status::from_header_map(answer.headers())
            .map_or(tonic::Code::Ok, |status| status.code()),
        Err(_) => tonic::Code::Unavailable,
    }
}

/// `grpc-timeout`: digits and a unit.
fn deadline(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get("grpc-timeout")?.to_str().ok()?;
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let n: u64 = digits.parse().ok()?;
    Some(match unit {
        "H" => Duration::from_secs(n.saturating_mul(3600)),
        "M" => Duration::from_secs(n.saturating_mul(60)),
        "S" => Duration::from_secs(n),
        "m" => Duration::from_millis(n),
        "u" => Duration::from_micros(n),
        "n" => Duration::from_nanos(n),
        _ => return None,
    })
}

/// A way on which every call carries a token for `caller`, the current trace and a deadline: its own, or
/// that of [`Deadlines::default`]. Without a way every call is refused as unavailable.
pub fn outgoing(
    way: Option<Wire>,
    identity: Arc<Identity>,
    caller: Caller,
    to: ServiceName,
) -> Wire {
    outgoing_within(Deadlines::default(), way, identity, caller, to)
}

/// As [`outgoing`], with deadlines of one's own.
pub fn outgoing_within(
    deadlines: Deadlines,
    way: Option<Wire>,
    identity: Arc<Identity>,
    caller: Caller,
    to: ServiceName,
) -> Wire {
    wire(tower::service_fn(move |mut request: Request<Body>| {
        let (way, identity, caller) = (way.clone(), identity.clone(), caller.clone());
        Box::pin(async move {
            let Some(mut way) = way else {
                return Ok(Status::unavailable(format!("{to} is not there yet")).into_http());
            };
            let token = identity.token(&caller, to).map_err(WireError::new)?;
            let otherwise = deadlines.of(request.uri().path());
            let headers = request.headers_mut();
            headers.insert(
                TOKEN,
                HeaderValue::from_str(&token).map_err(WireError::new)?,
            );
            if !headers.contains_key("grpc-timeout") {
                // Eight digits at most: a day is 86,400,000 ms.
                let text = format!("{}m", otherwise.as_millis().min(99_999_999));
                headers.insert(
                    "grpc-timeout",
                    HeaderValue::from_str(&text).map_err(WireError::new)?,
                );
            }
            let mut trace = std::collections::BTreeMap::<String, String>::new();
            telemetry::inject(&mut trace);
            for (name, value) in trace {
                headers.insert(
                    HeaderName::from_bytes(name.as_bytes()).map_err(WireError::new)?,
                    HeaderValue::from_str(&value).map_err(WireError::new)?,
                );
            }
            // A channel must say that it is ready before it is called.
            std::future::poll_fn(|cx| way.poll_ready(cx)).await?;
            way.call(request).await
        }) as Answer
    }))
}

/// A way to a service across the network. It connects when first used and again whenever the peer comes back.
pub fn connect(url: &url::Url) -> Result<Wire, tonic::transport::Error> {
    let endpoint = tonic::transport::Endpoint::from_shared(url.to_string())?
        .connect_timeout(Duration::from_secs(3))
        .tcp_nodelay(true)
        .http2_keep_alive_interval(Duration::from_secs(20))
        .keep_alive_while_idle(true);
    Ok(wire(endpoint.connect_lazy()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, ids::Ids};

    const AWARD: &str = "/accolade.issuance.v1.Credentials/Award";
    const SHORT: Deadlines = Deadlines {
        call: Duration::from_millis(60),
        upload: Duration::from_secs(60),
    };

    /// How long the service takes that is called.
    const SLOW: Duration = Duration::from_millis(200);
    const FOR_EVER: Duration = Duration::MAX;

    /// Calls a service that takes so long for its answer.
    async fn call(path: &str, takes: Duration, own: Option<&str>) -> tonic::Code {
        let (clock, ids) = (Clock::system(), Ids::system());
        let gateway = Identity::fresh(ServiceName::Gateway, &ids, clock.clone()).unwrap();
        let service = Identity::fresh(ServiceName::Issuance, &ids, clock)
            .unwrap()
            .trusting([(ServiceName::Gateway, gateway.public())]);
        let service = Arc::new(service);
        let slow = wire(tower::service_fn(move |_: Request<Body>| async move {
            tokio::time::sleep(takes).await;
            Ok::<_, WireError>(Status::ok("done").into_http())
        }));
        let guarded = wire(tower::service_fn(move |request| {
            answer(slow.clone(), slow.clone(), service.clone(), request)
        }));
        let caller = Caller::Operator {
            subject: "op".into(),
        };
        let mut way = outgoing_within(
            SHORT,
            Some(guarded),
            Arc::new(gateway),
            caller,
            ServiceName::Issuance,
        );
        let mut request = Request::builder().uri(path);
        if let Some(own) = own {
            request = request.header("grpc-timeout", own);
        }
        let answer = way.call(request.body(Body::empty()).unwrap()).await;
        Status::from_header_map(answer.unwrap().headers())
            .unwrap()
            .code()
    }

    #[tokio::test]
    async fn a_slow_answer_is_cut_off_and_a_slow_upload_is_not() {
        let cut = call(AWARD, FOR_EVER, None).await;
        assert_eq!(cut, tonic::Code::DeadlineExceeded);
        for upload in [
            "/accolade.issuance.v1.Credentials/CreateBatch",
            "/accolade.membership_sync.v1.Members/Import",
        ] {
            let whole = call(upload, SLOW, None).await;
            assert_eq!(whole, tonic::Code::Ok, "{upload}");
        }
    }

    #[tokio::test]
    async fn a_caller_s_own_deadline_counts_either_way() {
        assert_eq!(call(AWARD, SLOW, Some("60S")).await, tonic::Code::Ok);
        let upload = "/accolade.issuance.v1.Credentials/CreateBatch";
        let cut = call(upload, FOR_EVER, Some("20m")).await;
        assert_eq!(cut, tonic::Code::DeadlineExceeded);
    }

    #[test]
    fn without_a_word_an_answer_may_take_half_a_minute_and_a_file_two_hours() {
        let deadlines = Deadlines::default();
        assert_eq!(deadlines.of(AWARD), Duration::from_secs(30));
        let upload = deadlines.of("/accolade.membership_sync.v1.Members/Import");
        assert_eq!(upload, Duration::from_secs(7200));
    }
}
