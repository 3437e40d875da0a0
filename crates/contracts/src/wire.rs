use std::{error::Error, fmt};
use tonic::{body::Body, codegen::StdError};
use tower::util::BoxCloneSyncService;

/// What every generated client rides on, whether the service is in this process or across the network:
/// `IssuersClient::new(wire)`.
pub type Wire = BoxCloneSyncService<http::Request<Body>, http::Response<Body>, WireError>;

/// The transport failed: no answer came. A refusal is an answer and comes as a gRPC status.
///
/// A type of its own, because a boxed error in this place keeps calls from being `Send` in the compiler's eyes.
#[derive(Debug)]
pub struct WireError(StdError);

impl WireError {
    /// Wraps what the transport said.
    pub fn new(cause: impl Into<StdError>) -> Self {
        Self(cause.into())
    }
}
impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the call did not get through: {}", self.0)
    }
}
impl Error for WireError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}

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
    S::Error: Into<StdError> + 'static,
{
    Wire::new(tower::ServiceExt::map_err(service, |error| {
        WireError::new(error)
    }))
}
