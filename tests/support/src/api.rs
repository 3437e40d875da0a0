//! REST, as a customer's system speaks it.

use anyhow::{Context as _, bail};
use reqwest::{Method, header::HeaderMap};
use serde_json::Value;

/// A client with a base address and, usually, a key.
#[derive(Clone)]
pub struct Api {
    http: reqwest::Client,
    base: String,
    key: Option<String>,
}

/// An answer, whole.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    /// A header as text; empty if absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
    }
    /// The JSON, if the status is this one.
    pub fn expect(self, status: u16) -> anyhow::Result<Value> {
        if self.status != status {
            bail!("expected {status}, got {}: {}", self.status, self.text());
        }
        Ok(self.json())
    }
    /// The code behind `/problems/`.
    pub fn problem(&self) -> String {
        self.json()["type"]
            .as_str()
            .unwrap_or_default()
            .trim_start_matches("/problems/")
            .to_owned()
    }
}

impl Api {
    /// A client; `key` goes along as a bearer token.
    pub fn new(base: &str, key: Option<&str>) -> Self {
        Self {
            http: http(),
            base: base.to_owned(),
            key: key.map(str::to_owned),
        }
    }
    /// The same base with another key.
    #[must_use]
    pub fn with_key(&self, key: &str) -> Self {
        Self {
            key: Some(key.to_owned()),
            ..self.clone()
        }
    }
    /// Sends a request with any body and headers.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<reqwest::Body>,
    ) -> anyhow::Result<Answer> {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.base))
            .body(body);
        if let Some(key) = &self.key {
            request = request.bearer_auth(key);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        answer(request).await
    }
    /// GET.
    pub async fn get(&self, path: &str) -> anyhow::Result<Answer> {
        self.send(Method::GET, path, &[], "").await
    }
    /// POST of JSON.
    pub async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        self.send(
            Method::POST,
            path,
            &[("content-type", "application/json")],
            body.to_string(),
        )
        .await
    }
    /// PATCH of JSON.
    pub async fn patch(&self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        self.send(
            Method::PATCH,
            path,
            &[("content-type", "application/json")],
            body.to_string(),
        )
        .await
    }
    /// PUT of JSON.
    pub async fn put(&self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        self.send(
            Method::PUT,
            path,
            &[("content-type", "application/json")],
            body.to_string(),
        )
        .await
    }
    /// POST of a CSV.
    pub async fn post_csv(&self, path: &str, csv: impl Into<Vec<u8>>) -> anyhow::Result<Answer> {
        self.send(
            Method::POST,
            path,
            &[("content-type", "text/csv")],
            csv.into(),
        )
        .await
    }
    /// Verifies a file.
    pub async fn verify_file(&self, media_type: &str, bytes: Vec<u8>) -> anyhow::Result<Value> {
        self.send(
            Method::POST,
            "/v1/verify",
            &[("content-type", media_type)],
            bytes,
        )
        .await?
        .expect(200)
    }
    /// Verifies what a link leads to.
    pub async fn verify_url(&self, url: &str) -> anyhow::Result<Value> {
        self.post("/v1/verify", &serde_json::json!({ "url": url }))
            .await?
            .expect(200)
    }
}

/// A client that follows nothing and knows no proxy.
pub(crate) fn http() -> reqwest::Client {
    let _installed_already = rustls::crypto::aws_lc_rs::default_provider().install_default();
    #[expect(
        clippy::expect_used,
        reason = "nothing in these settings can be refused"
    )]
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a plain client")
}

pub(crate) async fn answer(request: reqwest::RequestBuilder) -> anyhow::Result<Answer> {
    let response = request.send().await.context("no answer")?;
    Ok(Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.bytes().await?.to_vec(),
    })
}
