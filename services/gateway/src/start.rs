use crate::{
    app::{App, Parts},
    config::Config,
    grpc, middleware, rest,
};
use axum::{Router, middleware::from_fn_with_state};
use platform::health::{self, Check};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// Why the gateway cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The contracts' descriptors cannot be read.
    #[error("gRPC reflection cannot be set up: {0}")]
    Reflection(#[from] tonic_reflection::server::Error),
}

/// All routes: REST, pages, customers' gRPC, health.
pub async fn start(config: Config, parts: Parts, checks: Vec<Check>) -> Result<Router, StartError> {
    let app = App::new(config, parts);
    let (rest, _) = rest::router();
    let web = rest
        .with_state(app.clone())
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(app.clone(), middleware::around));
    Ok(web
        .merge(grpc::router(app).await?)
        .merge(health::router(checks)))
}

/// The OpenAPI document of the REST interface.
pub fn openapi() -> utoipa::openapi::OpenApi {
    rest::router().1
}
