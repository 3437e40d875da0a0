//! `/livez` and `/readyz`, the same for every service.

use axum::{Json, Router, http::StatusCode, routing::get};
use futures::future::BoxFuture;
use serde::Serialize;
use std::sync::Arc;

/// One thing without which a service cannot work, and how to ask whether it is there.
#[derive(Clone)]
pub struct Check {
    /// Its name: `database`, `nats`, `issuance`.
    pub name: String,
    /// Answers whether it is there.
    pub ask: Arc<dyn Fn() -> BoxFuture<'static, bool> + Send + Sync>,
}

impl Check {
    /// Makes a check of a function.
    pub fn new<F: Future<Output = bool> + Send + 'static>(
        name: impl Into<String>,
        ask: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            ask: Arc::new(move || Box::pin(ask())),
        }
    }
}

#[derive(Serialize)]
struct Readiness {
    ready: bool,
    checks: Vec<Answer>,
}
#[derive(Serialize)]
struct Answer {
    name: String,
    ok: bool,
}

/// `/livez` answers while the process turns; `/readyz` answers 200 when every check holds, else 503 and which
/// does not.
pub fn router(checks: Vec<Check>) -> Router {
    let checks = Arc::new(checks);
    Router::new().route("/livez", get(async || "ok\n")).route(
        "/readyz",
        get(move || {
            let checks = checks.clone();
            async move {
                let asked = checks.iter().map(|c| async {
                    Answer {
                        name: c.name.clone(),
                        ok: (c.ask)().await,
                    }
                });
                let checks = futures::future::join_all(asked).await;
                let ready = checks.iter().all(|c| c.ok);
                (
                    if ready {
                        StatusCode::OK
                    } else {
                        StatusCode::SERVICE_UNAVAILABLE
                    },
                    Json(Readiness { ready, checks }),
                )
            }
        }),
    )
}
