//! Contract ↔ domain: reads what was asked, calls the use case, writes the answer or the refusal.

pub(crate) mod achievements;
mod credentials;
mod internal;
mod internal_accounts;
mod internal_documents;
mod internal_rules;
mod internal_wallet;
pub(crate) mod issuers;
pub(crate) mod read;
mod vc_api;

use crate::{Error, Issuance};
use contracts::issuance::v1::{
    achievements_server::AchievementsServer, credentials_server::CredentialsServer,
    internal_server::InternalServer, issuers_server::IssuersServer, vc_api_server::VcApiServer,
};
use platform::{identity::Caller, refusal};
use tonic::{Request, Response, Status, service::Routes};

/// A picture of 10 MiB and a little around it.
const LARGEST_MESSAGE: usize = 12 << 20;

/// The gRPC services, by their full names.
pub const SERVICES: &[&str] = &[
    "accolade.issuance.v1.Issuers",
    "accolade.issuance.v1.Achievements",
    "accolade.issuance.v1.Credentials",
    "accolade.issuance.v1.Internal",
    "accolade.issuance.v1.VcApi",
];

/// Implements every service of the contract.
#[derive(Clone)]
pub(crate) struct Rpc(pub Issuance);

/// All services of the contract.
pub(crate) fn routes(app: &Issuance) -> Routes {
    let rpc = Rpc(app.clone());
    Routes::new(IssuersServer::new(rpc.clone()))
        .add_service(
            AchievementsServer::new(rpc.clone()).max_decoding_message_size(LARGEST_MESSAGE),
        )
        .add_service(CredentialsServer::new(rpc.clone()))
        .add_service(InternalServer::new(rpc.clone()))
        .add_service(VcApiServer::new(rpc))
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
