//! Listening: one port for REST, pages, gRPC and health.

use crate::tls::Tls;
use anyhow::Context as _;
use axum::{
    Router,
    serve::{Listener, ListenerExt as _},
};
use contracts::Wire;
use platform::tasks::Tasks;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// A port that is bound and not yet served.
pub struct Bound {
    listener: TcpListener,
    /// Address and port, also where port 0 was asked for.
    pub address: SocketAddr,
}

/// Binds an address, or says what to do about it.
pub async fn bind(address: SocketAddr) -> anyhow::Result<Bound> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}; if another program has the port, choose one with --listen 127.0.0.1:8090"))?;
    let address = listener.local_addr()?;
    Ok(Bound { listener, address })
}

impl Bound {
    /// Serves until the process is asked to stop, then lets open requests finish.
    pub fn serve(self, router: Router, tasks: &Tasks) {
        // Without nodelay a short gRPC stream takes 44 ms on loopback.
        let listener = self.listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "nodelay could not be set");
            }
        });
        run(listener, router, tasks);
    }

    /// As [`Bound::serve`], over TLS where there is a certificate.
    pub fn serve_over(self, tls: Option<Tls>, router: Router, tasks: &Tasks) -> anyhow::Result<()> {
        match tls {
            None => self.serve(router, tasks),
            // The tap does nothing: it is what lends a listener's address to the handlers.
            Some(tls) => run(
                tls.listen(self.listener, tasks)?.tap_io(|_| {}),
                router,
                tasks,
            ),
        }
        Ok(())
    }
}

fn run<L, F>(listener: axum::serve::TapIo<L, F>, router: Router, tasks: &Tasks)
where
    L: Listener<Addr = SocketAddr>,
    F: FnMut(&mut L::Io) + Send + 'static,
{
    let stop = tasks.clone();
    tasks.spawn("listener", async move {
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(listener, service)
            .with_graceful_shutdown(async move { stop.stopping().await })
            .await;
        if let Err(error) = served {
            tracing::error!(%error, "the listener ended");
        }
    });
}

/// A router that answers every path by gRPC.
pub fn grpc(wire: Wire) -> Router {
    let service = tower::service_fn(move |request: axum::extract::Request| {
        let mut wire = wire.clone();
        async move {
            let request = request.map(tonic::body::Body::new);
            let answer = match tower::Service::call(&mut wire, request).await {
                Ok(answer) => answer,
                Err(error) => {
                    tracing::error!(%error, "a call could not be answered");
                    tonic::Status::internal("the call could not be answered").into_http()
                }
            };
            Ok::<_, std::convert::Infallible>(answer.map(axum::body::Body::new))
        }
    });
    Router::new().fallback_service(service)
}
