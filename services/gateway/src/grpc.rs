//! Customers' gRPC: the public services of the contracts, with the same keys as REST. Internal ones are not
//! forwarded, and a test holds it to that.

use crate::{
    app::App,
    door::{self, ClientAddress},
};
use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Response},
    routing::any,
};
use contracts::DESCRIPTORS;
use platform::{ServiceName, identity::Caller};
use tonic::Status;

/// The services that are forwarded, and where they live.
pub const PUBLIC: &[(&str, ServiceName)] = &[
    ("accolade.issuance.v1.Issuers", ServiceName::Issuance),
    ("accolade.issuance.v1.Achievements", ServiceName::Issuance),
    ("accolade.issuance.v1.Credentials", ServiceName::Issuance),
    ("accolade.wallet.v1.Portfolios", ServiceName::Wallet),
    (
        "accolade.verification.v1.Verification",
        ServiceName::Verification,
    ),
    (
        "accolade.membership_sync.v1.Members",
        ServiceName::MembershipSync,
    ),
    (
        "accolade.membership_sync.v1.Runs",
        ServiceName::MembershipSync,
    ),
    (
        "accolade.membership_sync.v1.Rules",
        ServiceName::MembershipSync,
    ),
    (
        "accolade.notification.v1.Messages",
        ServiceName::Notification,
    ),
];

/// Those anybody may call without a key.
const OPEN: &[&str] = &[
    "accolade.verification.v1.Verification",
    "accolade.wallet.v1.Portfolios",
];

/// Routes for every public service, and health and reflection of the gateway.
pub async fn router(app: App) -> Result<Router, tonic_reflection::server::Error> {
    let (reporter, health) = tonic_health::server::health_reporter();
    for (name, _) in PUBLIC {
        reporter
            .set_service_status(*name, tonic_health::ServingStatus::Serving)
            .await;
    }
    let reflection = tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(DESCRIPTORS);
    let reflection = PUBLIC
        .iter()
        .fold(reflection, |r, (name, _)| r.with_service_name(*name))
        .build_v1()?;
    let own = tonic::service::Routes::new(health)
        .add_service(reflection)
        .into_axum_router();
    let mut router = Router::new();
    for (name, _) in PUBLIC {
        router = router.route(&format!("/{name}/{{method}}"), any(forward));
    }
    Ok(router.with_state(app).merge(own))
}

async fn forward(State(app): State<App>, from: ClientAddress, request: Request) -> Response {
    let service = request
        .uri()
        .path()
        .split('/')
        .nth(1)
        .unwrap_or_default()
        .to_owned();
    let Some((name, to)) = PUBLIC.iter().find(|(name, _)| *name == service) else {
        return Status::unimplemented(format!("{service} is not a public service"))
            .into_http::<axum::body::Body>()
            .into_response();
    };
    let caller = if request.headers().contains_key("authorization") {
        match door::bearer(request.headers()) {
            Ok(secret) => door::authenticate(&app, secret, &from).await,
            Err(problem) => Err(problem),
        }
    } else if OPEN.contains(name) {
        Ok(Caller::Public)
    } else {
        Err(crate::problem::Problem::unauthenticated(
            "this takes an API key in the metadata `authorization`: `Bearer accolade_…`",
        ))
    };
    let caller = match caller {
        Ok(caller) => caller,
        Err(problem) => {
            let status = if problem.status == 429 {
                Status::resource_exhausted(problem.detail)
            } else {
                Status::unauthenticated(problem.detail)
            };
            return status.into_http::<axum::body::Body>().into_response();
        }
    };
    if *name == "accolade.verification.v1.Verification"
        && let Err(retry) = app.limits().verify.check(&from.0)
    {
        return Status::resource_exhausted(format!(
            "too many checks from your address; try again in {} s",
            retry.seconds()
        ))
        .into_http::<axum::body::Body>()
        .into_response();
    }
    let mut request = request.map(tonic::body::Body::new);
    request.headers_mut().remove("authorization");
    let mut wire = app.wire(*to, &caller);
    match tower::Service::call(&mut wire, request).await {
        Ok(answer) => answer.map(axum::body::Body::new).into_response(),
        Err(error) => {
            tracing::error!(%error, "a call could not be forwarded");
            Status::unavailable("the service behind the gateway does not answer; try again")
                .into_http::<axum::body::Body>()
                .into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PUBLIC;
    use contracts::DESCRIPTORS;
    use prost::Message as _;

    #[test]
    fn every_service_of_the_contracts_is_public_or_called_internal() {
        let set = prost_types::FileDescriptorSet::decode(DESCRIPTORS).unwrap();
        for file in set.file {
            for service in file.service {
                let name = format!(
                    "{}.{}",
                    file.package.clone().unwrap_or_default(),
                    service.name.unwrap_or_default()
                );
                let public = PUBLIC.iter().any(|(p, _)| *p == name);
                assert_ne!(public, name.ends_with(".Internal"), "{name}");
            }
        }
    }
}
