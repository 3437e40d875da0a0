//! Contract ↔ domain: reads what was asked, calls the use case, writes the answer or the refusal.

mod internal;
mod portfolios;
mod words;

use crate::{Error, Wallet};
use contracts::wallet::v1::{internal_server::InternalServer, portfolios_server::PortfoliosServer};
use platform::{identity::Caller, refusal};
use tonic::{Request, Response, Status, service::Routes};

/// The gRPC services, by their full names.
pub const SERVICES: &[&str] = &[
    "accolade.wallet.v1.Portfolios",
    "accolade.wallet.v1.Internal",
];

/// Implements every service of the contract.
#[derive(Clone)]
pub(crate) struct Rpc(Wallet);

/// All services of the contract.
pub(crate) fn routes(app: &Wallet) -> Routes {
    let rpc = Rpc(app.clone());
    Routes::new(PortfoliosServer::new(rpc.clone())).add_service(InternalServer::new(rpc))
}

/// Who calls, and what for.
fn called<T>(request: Request<T>) -> Result<(Caller, T), Status> {
    Ok((platform::rpc::caller(&request)?, request.into_inner()))
}

/// The answer or the refusal as gRPC carries them.
fn answered<T>(outcome: Result<T, Error>) -> Result<Response<T>, Status> {
    outcome
        .map(Response::new)
        .map_err(|error| refusal::status(&error))
}
