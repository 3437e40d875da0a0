use tonic::body::Body;
use tower::util::BoxCloneSyncService;

/// What every generated client rides on, whether the service is in this process or across the network:
/// `IssuersClient::new(wire)`.
pub type Wire =
    BoxCloneSyncService<http::Request<Body>, http::Response<Body>, tonic::codegen::StdError>;

/// Makes a [`Wire`] of anything that answers gRPC requests: tonic `Routes` (a function call, no socket), a
/// `Channel` (a connection), or either behind tower layers.
pub fn wire<S>(service: S) -> Wire
where
    S: tower::Service<http::Request<Body>, Response = http::Response<Body>>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Future: Send + 'static,
    S::Error: Into<tonic::codegen::StdError> + 'static,
{
    Wire::new(tower::ServiceExt::map_err(service, Into::into))
}
