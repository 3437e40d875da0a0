//! Customers' gRPC: the public services of the contracts, with the same keys as REST. Internal ones are not
//! forwarded, and a test holds it to that.

use crate::{
    app::App,
    door::{self, ClientAddress},
    problem::Problem,
    rest::BADGE_LIMIT,
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::any,
};
use contracts::DESCRIPTORS;
use http_body_util::{BodyExt as _, Limited};
use platform::{Kind, Refusal, ServiceName, identity::Caller, refusal};
use prost::Message as _;
use prost_types::FileDescriptorSet;
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
        "accolade.verification.v1.Batches",
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

const VERIFICATION: &str = "accolade.verification.v1.Verification";

/// Those anybody may call without a key.
const OPEN: &[&str] = &[VERIFICATION, "accolade.wallet.v1.Portfolios"];

/// What a badge's message may have around the badge.
const AROUND: usize = 64 << 10;

/// Why the services behind the gateway cannot be described.
#[derive(Debug, thiserror::Error)]
pub enum ReflectionError {
    /// The contracts' descriptors cannot be read.
    #[error(transparent)]
    Descriptors(#[from] prost::DecodeError),
    /// They do not fit together.
    #[error(transparent)]
    Reflection(#[from] tonic_reflection::server::Error),
}

/// Routes for every public service, and health and reflection of the gateway.
pub async fn router(app: App) -> Result<Router, ReflectionError> {
    let (reporter, health) = tonic_health::server::health_reporter();
    for (name, _) in PUBLIC {
        reporter
            .set_service_status(*name, tonic_health::ServingStatus::Serving)
            .await;
    }
    let described = public_descriptors()?;
    let reflection = || {
        PUBLIC.iter().fold(
            tonic_reflection::server::Builder::configure()
                .register_file_descriptor_set(described.clone()),
            |builder, (name, _)| builder.with_service_name(*name),
        )
    };
    // Tools of some years ago ask for the reflection of then.
    let own = tonic::service::Routes::new(health)
        .add_service(reflection().build_v1()?)
        .add_service(reflection().build_v1alpha()?)
        .into_axum_router();
    let mut router = Router::new();
    for (name, _) in PUBLIC {
        router = router.route(&format!("/{name}/{{method}}"), any(forward));
    }
    Ok(router.with_state(app).merge(own))
}

/// The contracts without the services that are nobody's business outside.
fn public_descriptors() -> Result<FileDescriptorSet, prost::DecodeError> {
    let mut set = FileDescriptorSet::decode(DESCRIPTORS)?;
    for file in &mut set.file {
        let package = file.package().to_owned();
        file.service.retain(|service| {
            let name = format!("{package}.{}", service.name());
            PUBLIC.iter().any(|(public, _)| *public == name)
        });
    }
    Ok(set)
}

async fn forward(State(app): State<App>, from: ClientAddress, request: Request) -> Response {
    match passed_on(&app, &from, request).await {
        Ok(answer) => answer,
        Err(status) => status.into_http::<Body>().into_response(),
    }
}

async fn passed_on(app: &App, from: &ClientAddress, request: Request) -> Result<Response, Status> {
    let limits = app.limits();
    limits
        .all
        .check(&from.0)
        .map_err(|r| too_often(r.seconds()))?;
    let service = request.uri().path().split('/').nth(1).unwrap_or_default();
    let Some((name, to)) = PUBLIC.iter().find(|(name, _)| *name == service) else {
        let words = format!("{service} is not a public service");
        return Err(Status::unimplemented(words));
    };
    let caller = caller(app, from, request.headers(), name).await?;
    let mut request = if *name == VERIFICATION {
        limits
            .verify
            .check(&from.0)
            .map_err(|r| too_often(r.seconds()))?;
        small(request).await?
    } else {
        request.map(tonic::body::Body::new)
    };
    request.headers_mut().remove("authorization");
    let mut wire = app.wire(*to, &caller);
    match tower::Service::call(&mut wire, request).await {
        Ok(answer) => Ok(answer.map(Body::new).into_response()),
        Err(error) => {
            tracing::error!(%error, "a call could not be forwarded");
            Err(told(&Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "the service behind the gateway does not answer; try again",
            )))
        }
    }
}

async fn caller(
    app: &App,
    from: &ClientAddress,
    headers: &HeaderMap,
    service: &str,
) -> Result<Caller, Status> {
    if headers.contains_key("authorization") {
        let secret = door::bearer(headers).map_err(|p| told(&p))?;
        return door::authenticate(app, secret, from)
            .await
            .map_err(|p| told(&p));
    }
    if OPEN.contains(&service) {
        return Ok(Caller::Public);
    }
    Err(told(&Problem::unauthenticated(
        "this takes an API key in the metadata `authorization`: `Bearer accolade_…`",
    )))
}

/// A request that is read here, so that no more than a badge goes on.
async fn small(request: Request) -> Result<http::Request<tonic::body::Body>, Status> {
    let (parts, body) = request.into_parts();
    let read = Limited::new(body, BADGE_LIMIT + AROUND).collect().await;
    let bytes = read.map_err(|error| {
        let words = if error.is::<http_body_util::LengthLimitError>() {
            "a badge may have up to 12 MiB"
        } else {
            "what was sent broke off before its end; send it again"
        };
        told(&Problem::invalid("file", "", words))
    })?;
    let body = tonic::body::Body::new(http_body_util::Full::new(bytes.to_bytes()));
    Ok(http::Request::from_parts(parts, body))
}

fn too_often(seconds: u64) -> Status {
    told(&Problem::too_many(seconds))
}

/// A refusal of the gateway, as the services tell theirs.
fn told(problem: &Problem) -> Status {
    refusal::status(&Told(problem))
}

#[derive(Debug, thiserror::Error)]
#[error("{}", .0.detail)]
struct Told<'a>(&'a Problem);

impl Refusal for Told<'_> {
    fn kind(&self) -> Kind {
        match self.0.status {
            401 => Kind::Unauthenticated,
            403 => Kind::Forbidden,
            404 => Kind::NotFound,
            409 | 412 => Kind::Conflict,
            429 => Kind::TooMany,
            503 => Kind::Unavailable,
            status if status < 500 => Kind::Invalid,
            _ => Kind::Internal,
        }
    }
    fn code(&self) -> &'static str {
        let known = ["unauthenticated", "bad_api_key", "too_many", "unavailable"];
        let own = known.into_iter().find(|code| *code == self.0.code());
        own.unwrap_or("invalid")
    }
    fn fields(&self) -> Vec<platform::FieldProblem> {
        let fields = self.0.errors.iter();
        fields
            .map(|f| platform::FieldProblem::new(&f.field, &f.value, &f.problem))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{PUBLIC, ServiceName, public_descriptors};
    use crate::site::tests::fake::{Services, Site, refusal};
    use axum::body::Body;
    use contracts::{DESCRIPTORS, issuance::v1 as issuance};
    use http::{HeaderMap, Request};
    use platform::{Kind, refusal::Refused};
    use prost::Message;

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
                // The VC-API is reached in the words of that standard alone.
                let own = name.ends_with(".Internal") || name == "accolade.issuance.v1.VcApi";
                assert_ne!(public, own, "{name}");
            }
        }
    }

    #[test]
    fn reflection_describes_the_public_services_and_no_other() {
        let set = public_descriptors().unwrap();
        let named = set.file.iter().flat_map(|file| {
            let package = file.package();
            file.service
                .iter()
                .map(move |s| format!("{package}.{}", s.name()))
        });
        let mut described: Vec<_> = named.collect();
        described.sort();
        let mut public: Vec<_> = PUBLIC.iter().map(|(name, _)| (*name).to_owned()).collect();
        public.sort();
        assert_eq!(described, public);
        assert!(PUBLIC.iter().all(|(_, at)| *at != ServiceName::Gateway));
    }

    async fn call(site: &Site, path: &str, key: Option<&str>, message: Vec<u8>) -> HeaderMap {
        let mut request = Request::post(path).header("content-type", "application/grpc");
        if let Some(key) = key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let mut framed = vec![0];
        framed.extend(u32::try_from(message.len()).unwrap().to_be_bytes());
        framed.extend(message);
        site.send(request.body(Body::from(framed)).unwrap())
            .await
            .headers
    }
    fn refused(headers: &HeaderMap) -> Refused {
        Refused::from(tonic::Status::from_header_map(headers).unwrap())
    }

    const AWARD: &str = "/accolade.issuance.v1.Credentials/Award";
    const VERIFY: &str = "/accolade.verification.v1.Verification/Verify";

    #[tokio::test]
    async fn a_refusal_at_the_door_has_the_code_that_rest_gives() {
        let services = Services::default();
        services.on::<issuance::AuthenticateApiKeyRequest, issuance::ApiKey>(
            "issuance.AuthenticateApiKey",
            |asked| match asked.secret.as_str() {
                "old" => Err(refusal(Kind::Unauthenticated, "bad_api_key", "revoked")),
                _ => Err(tonic::Status::unavailable("away")),
            },
        );
        let site = Site::with(services, &[]).await;
        let told = |headers: HeaderMap| {
            let refused = refused(&headers);
            (refused.kind, refused.code)
        };
        assert_eq!(
            told(call(&site, AWARD, None, Vec::new()).await),
            (Kind::Unauthenticated, "unauthenticated".into())
        );
        assert_eq!(
            told(call(&site, AWARD, Some("old"), Vec::new()).await),
            (Kind::Unauthenticated, "bad_api_key".into())
        );
        // Nobody is told that a key is bad because the one who knows it is away.
        assert_eq!(
            told(call(&site, AWARD, Some("good"), Vec::new()).await),
            (Kind::Unavailable, "unavailable".into())
        );
    }

    #[tokio::test]
    async fn what_is_too_large_for_a_badge_goes_no_further() {
        let site = Site::with(Services::default(), &[]).await;
        let large = vec![0; super::BADGE_LIMIT + super::AROUND];
        let refused = refused(&call(&site, VERIFY, None, large).await);
        assert_eq!(
            (refused.kind, refused.code.as_str()),
            (Kind::Invalid, "invalid")
        );
        assert_eq!(refused.fields[0].field, "file");
        assert!(refused.message.contains("12 MiB"), "{}", refused.message);
        assert!(site.services.asked().is_empty());
    }

    #[tokio::test]
    async fn internal_services_are_not_there() {
        let site = Site::with(Services::default(), &[]).await;
        for path in [
            "/accolade.issuance.v1.Internal/AuthenticateApiKey",
            "/accolade.wallet.v1.Internal/GetHeld",
            "/x.Y/Z",
        ] {
            let headers = call(&site, path, Some("good"), Vec::new()).await;
            let status = tonic::Status::from_header_map(&headers).unwrap();
            assert_eq!(status.code(), tonic::Code::Unimplemented, "{path}");
        }
        assert!(site.services.asked().is_empty());
    }

    #[tokio::test]
    async fn grpc_is_counted_like_everything_else() {
        let site = Site::with(Services::default(), &[]).await;
        // 1,200 a minute, all at once if it likes; meanwhile new ones come, on a slow machine more of them.
        for n in 0..12_000 {
            let answer = call(&site, AWARD, None, Vec::new()).await;
            if refused(&answer).code == "too_many" {
                assert!(n >= 1200, "refused after {n}");
                return;
            }
        }
        panic!("nobody counts");
    }
}
