//! The services behind the gateway, as far as a test needs them: each method answers what the test says, and what
//! was asked is kept.

use axum::body::Body;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::{BufMut as _, Bytes, BytesMut};
use contracts::Wire;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use platform::{
    ServiceName,
    clock::Clock,
    config::Settings,
    identity::{Caller, Identity},
    ids::Ids,
    service::Wires,
    tasks::Tasks,
};
use prost::Message;
use serde_json::Value;
use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, Mutex},
};
use tonic::Status;
use tower::ServiceExt as _;

type Method = Arc<dyn Fn(&[u8]) -> Result<Vec<u8>, Status> + Send + Sync>;

/// One call that arrived.
#[derive(Clone, Debug)]
pub struct Call {
    /// Such as `wallet.ConsumeClaim`.
    pub method: String,
    /// As whom, as the token says.
    pub caller: Caller,
    /// What came along.
    pub metadata: HeaderMap,
    bytes: Bytes,
    framed: Bytes,
}

impl Call {
    /// All that was sent in a stream.
    pub fn pieces<Q: Message + Default>(&self) -> Vec<Q> {
        let (mut rest, mut pieces) = (self.framed.clone(), Vec::new());
        while !rest.is_empty() {
            let message = first(&rest);
            rest = rest.slice(5 + message.len()..);
            pieces.push(Q::decode(message).unwrap());
        }
        pieces
    }

    /// What was sent.
    pub fn asked<Q: Message + Default>(&self) -> Q {
        Q::decode(self.bytes.clone()).unwrap()
    }
}

/// All services at once.
#[derive(Clone, Default)]
pub struct Services {
    methods: Arc<Mutex<HashMap<&'static str, Method>>>,
    calls: Arc<Mutex<Vec<Call>>>,
}

impl Services {
    /// Answers a method, such as `issuance.GetDocument`.
    pub fn on<Q, A>(
        &self,
        method: &'static str,
        answer: impl Fn(Q) -> Result<A, Status> + Send + Sync + 'static,
    ) where
        Q: Message + Default,
        A: Message,
    {
        let method_of: Method =
            Arc::new(move |bytes| answer(Q::decode(bytes).unwrap()).map(|a| a.encode_to_vec()));
        self.methods.lock().unwrap().insert(method, method_of);
    }

    /// What was asked of a method.
    pub fn calls(&self, method: &str) -> Vec<Call> {
        let calls = self.calls.lock().unwrap();
        calls
            .iter()
            .filter(|c| c.method == method)
            .cloned()
            .collect()
    }

    /// The methods that were asked, each once.
    pub fn asked(&self) -> Vec<String> {
        let mut names: Vec<_> = self
            .calls
            .lock()
            .unwrap()
            .iter()
            .map(|c| c.method.clone())
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// Forgets what was asked.
    pub fn forget(&self) {
        self.calls.lock().unwrap().clear();
    }

    fn wire(&self) -> Wire {
        let services = self.clone();
        contracts::wire(tower::service_fn(
            move |request: Request<tonic::body::Body>| {
                let services = services.clone();
                async move { Ok::<_, Infallible>(services.answer(request).await) }
            },
        ))
    }

    async fn answer(&self, request: Request<tonic::body::Body>) -> Response<tonic::body::Body> {
        let method = name(request.uri().path());
        let metadata = request.headers().clone();
        let caller = caller(&metadata);
        let framed = request.into_body().collect().await.unwrap().to_bytes();
        let bytes = first(&framed);
        self.calls.lock().unwrap().push(Call {
            method: method.clone(),
            caller,
            metadata,
            bytes: bytes.clone(),
            framed,
        });
        let answer = self.methods.lock().unwrap().get(method.as_str()).cloned();
        let Some(answer) = answer else {
            return Status::unimplemented(format!("the test says nothing about {method}"))
                .into_http();
        };
        match answer(&bytes) {
            Ok(message) => framed_answer(&message),
            Err(status) => status.into_http(),
        }
    }
}

/// The first message of a stream: it stands behind five bytes, a flag and a length.
fn first(framed: &Bytes) -> Bytes {
    let length = u32::from_be_bytes(framed[1..5].try_into().unwrap());
    framed.slice(5..5 + usize::try_from(length).unwrap())
}

/// `/accolade.wallet.v1.Internal/ViewClaim` → `wallet.ViewClaim`.
fn name(path: &str) -> String {
    let (service, method) = path.trim_start_matches('/').split_once('/').unwrap();
    let package = service.split('.').nth(1).unwrap();
    format!("{package}.{method}")
}

fn caller(headers: &HeaderMap) -> Caller {
    let token = headers.get("accolade-token").unwrap().to_str().unwrap();
    let claims = URL_SAFE_NO_PAD
        .decode(token.split('.').nth(1).unwrap())
        .unwrap();
    let mut claims: Value = serde_json::from_slice(&claims).unwrap();
    serde_json::from_value(claims["caller"].take()).unwrap()
}

fn framed_answer(message: &[u8]) -> Response<tonic::body::Body> {
    let mut framed = BytesMut::new();
    framed.put_u8(0);
    framed.put_u32(u32::try_from(message.len()).unwrap());
    framed.put_slice(message);
    let body = Full::new(framed.freeze()).with_trailers(async {
        let mut trailers = HeaderMap::new();
        trailers.insert("grpc-status", HeaderValue::from_static("0"));
        Some(Ok::<_, Infallible>(trailers))
    });
    Response::builder()
        .header(header::CONTENT_TYPE, "application/grpc")
        .body(tonic::body::Body::new(body))
        .unwrap()
}

/// A gateway in front of such services.
pub struct Site {
    /// The services.
    pub services: Services,
    router: axum::Router,
}

/// What came back.
pub struct Seen {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub text: String,
}

impl Seen {
    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
    /// All cookies that were set.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|v| v.to_str().unwrap())
            .collect()
    }
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

pub const BASE: &str = "https://badges.example.org";

impl Site {
    /// A gateway with these settings besides its address.
    pub async fn with(services: Services, more: &[(&'static str, &str)]) -> Self {
        let mut settings = Settings::default();
        settings.set("public_url", BASE.into());
        settings.set("aliases", "https://old.example.org".into());
        for (name, value) in more {
            settings.set(name, (*value).into());
        }
        let (clock, ids) = (Clock::system(), Ids::seeded(7));
        let identity = Identity::fresh(ServiceName::Gateway, &ids, clock.clone()).unwrap();
        let wires = Wires::remote(
            Arc::new(identity),
            ServiceName::ALL.map(|name| (name, services.wire())),
        );
        let config = crate::Config::from_settings(&settings).unwrap();
        let parts = crate::Parts {
            clock,
            ids,
            wires,
            tasks: Tasks::new(),
            settings: Arc::new(settings),
        };
        let router = crate::start(config, parts, Vec::new()).await.unwrap();
        Self { services, router }
    }

    /// Sends a request.
    pub async fn send(&self, request: Request<Body>) -> Seen {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Seen {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Opens an address as a browser does, with cookies.
    pub async fn open(&self, path: &str, cookies: &str) -> Seen {
        self.send(
            asked("GET", path, cookies)
                .header(header::ACCEPT, "text/html,*/*;q=0.8")
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    /// Reads an address as a program does.
    pub async fn read(&self, path: &str, accept: &str) -> Seen {
        self.send(
            asked("GET", path, "")
                .header(header::ACCEPT, accept)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    /// Sends a form from a page of this site.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)], cookies: &str) -> Seen {
        let request = form(path, cookies)
            .header("origin", BASE)
            .header("sec-fetch-site", "same-origin");
        self.send(filled(request, fields)).await
    }

    /// Sends a form from a page of another site.
    pub async fn submit_from_elsewhere(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        cookies: &str,
    ) -> Seen {
        let request = form(path, cookies)
            .header("origin", "https://evil.example")
            .header("sec-fetch-site", "cross-site");
        self.send(filled(request, fields)).await
    }
}

pub fn asked(method: &str, path: &str, cookies: &str) -> http::request::Builder {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "badges.example.org");
    if cookies.is_empty() {
        request
    } else {
        request.header(header::COOKIE, cookies)
    }
}

fn form(path: &str, cookies: &str) -> http::request::Builder {
    asked("POST", path, cookies)
        .header(header::ACCEPT, "text/html,*/*;q=0.8")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

fn filled(request: http::request::Builder, fields: &[(&str, &str)]) -> Request<Body> {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    request.body(Body::from(body)).unwrap()
}

/// A refusal as the services tell it: a status with a stable code.
pub fn refusal(kind: platform::Kind, code: &'static str, words: &'static str) -> Status {
    #[derive(Debug, thiserror::Error)]
    #[error("{words}")]
    struct Refusal {
        kind: platform::Kind,
        code: &'static str,
        words: &'static str,
    }
    impl platform::Refusal for Refusal {
        fn kind(&self) -> platform::Kind {
            self.kind
        }
        fn code(&self) -> &'static str {
            self.code
        }
    }
    platform::refusal::status(&Refusal { kind, code, words })
}
