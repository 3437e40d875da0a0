//! What happens to every request: an id, a trace, a limit, safe headers.

use crate::{app::App, door::ClientAddress, problem::Problem, site};
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use platform::telemetry;
use std::time::Instant;
use tracing::Instrument as _;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id and a span, counts it, and sees to the headers of the answer.
pub async fn around(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = app.ids().uuid_v7(app.now()).simple().to_string();
    let (parts, body) = request.into_parts();
    let from = ClientAddress::of(&parts, &app);
    let asked = site::Asked::of(&parts, &app);
    let span = tracing::info_span!("http", otel.kind = "server", method = %parts.method, path = %telemetry::redact_path(parts.uri.path()), request = %id, status = tracing::field::Empty);
    if !span.is_disabled() {
        telemetry::set_parent(&span, telemetry::extract_http(&parts.headers));
    }
    let mut request = Request::from_parts(parts, body);
    // Whoever needs it further in need not find it out again.
    request.extensions_mut().insert(from.clone());
    let started = Instant::now();
    let response = match app.limits().all.check(&from.0) {
        Ok(()) => next.run(request).instrument(span.clone()).await,
        Err(retry) => Problem::too_many(retry.seconds()).into_response(),
    };
    span.record("status", response.status().as_u16());
    span.in_scope(|| {
        if response.status().is_server_error() {
            tracing::error!(took = ?started.elapsed(), "answered");
        } else {
            tracing::debug!(took = ?started.elapsed(), "answered");
        }
    });
    let mut response = site::told(&app, asked, response, &id).await;
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, value);
    }
    let mut put = |name: HeaderName, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    put(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    put(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    );
    // Pages bring a policy of their own; whatever else is looked at in a browser may load nothing.
    put(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
    );
    if app.config().public_url.is_https() {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}
