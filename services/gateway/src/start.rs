use crate::{
    app::{App, Parts},
    config::Config,
    grpc, middleware, rest, site,
};
use axum::{
    Router,
    http::{HeaderMap, header},
    middleware::from_fn_with_state,
    response::{IntoResponse as _, Response},
};
use platform::health::{self, Check};
use tower::ServiceBuilder;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// Why the gateway cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The contracts' descriptors cannot be read.
    #[error("gRPC reflection cannot be set up: {0}")]
    Reflection(#[from] grpc::ReflectionError),
    /// One of the installation's own addresses cannot be that of a page.
    #[error("{0}")]
    Address(#[from] tower_http::csrf::ConfigError),
}

/// All routes: REST, pages, customers' gRPC, health.
pub async fn start(config: Config, parts: Parts, checks: Vec<Check>) -> Result<Router, StartError> {
    let app = App::new(config, parts);
    let (rest, _) = rest::router();
    let web = rest
        .merge(site::router(app.config())?)
        .fallback(nothing)
        .with_state(app.clone())
        // One after the other, but one layer: each layer of a router costs every request a copy of all within it.
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(app.clone(), middleware::around))
                .layer(CatchPanicLayer::new())
                .layer(CompressionLayer::new()),
        );
    Ok(web
        .merge(grpc::router(app).await?.reset_fallback())
        .merge(health::router(checks)))
}

/// The answer where no route is: each caller is told in its own way.
async fn nothing(headers: HeaderMap) -> Response {
    let grpc = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/grpc"));
    if grpc {
        return tonic::Status::unimplemented("there is no such method here")
            .into_http::<axum::body::Body>()
            .into_response();
    }
    site::nothing_here().into_response()
}

/// The OpenAPI document of the REST interface.
pub fn openapi() -> utoipa::openapi::OpenApi {
    rest::router().1
}
