//! Issuance and wallet as notification sees them: small gRPC services over a table of what they know.

use contracts::{
    Wire,
    issuance::v1::{
        BadgeSummary, Contact, GetContactRequest, GetIssuerRequest, Issuer, ListBadgesRequest,
        ListBadgesResponse, MailSettings, Recipient,
    },
    wallet::v1::{
        EarnerContact, GetEarnerContactRequest, MintClaimRequest, MintClaimResponse,
        MintLinkRequest, MintLinkResponse,
    },
    wire,
};
use platform::clock::{Clock, Timestamp};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tonic::{Request, Response, Status, body::Body, codegen::http, server::Grpc};
use tonic_prost::ProstCodec;

/// What the neighbours know of one badge.
#[derive(Clone)]
pub struct Known {
    pub issuer: String,
    pub title: String,
    pub email: String,
    pub name: String,
    pub locale: String,
    pub status: String,
    pub pending: bool,
    pub erased: bool,
}

/// What they know of all.
pub struct World {
    pub badges: BTreeMap<String, Known>,
    pub links: BTreeMap<String, MintLinkResponse>,
    pub earners: BTreeMap<String, EarnerContact>,
    /// Claims by message, in the order they were minted: token, address.
    pub claims: BTreeMap<String, (String, String)>,
    /// What the organization says of its mails.
    pub mail: Option<MailSettings>,
    /// How often each method was called.
    pub calls: BTreeMap<String, usize>,
    /// Refuse every call.
    pub away: bool,
}

/// Both neighbours.
#[derive(Clone)]
pub struct Neighbours {
    world: Arc<Mutex<World>>,
    clock: Clock,
}

impl Neighbours {
    pub fn new(clock: Clock) -> Self {
        let world = World {
            badges: BTreeMap::new(),
            links: BTreeMap::new(),
            earners: BTreeMap::new(),
            claims: BTreeMap::new(),
            mail: None,
            calls: BTreeMap::new(),
            away: false,
        };
        Self {
            world: Arc::new(Mutex::new(world)),
            clock,
        }
    }

    pub fn with<T>(&self, f: impl FnOnce(&mut World) -> T) -> T {
        f(&mut self.world.lock().unwrap())
    }

    /// One wire for both services: paths tell them apart.
    pub fn wire(&self) -> Wire {
        let all = self.clone();
        wire(tower::service_fn(move |request: http::Request<Body>| {
            let all = all.clone();
            async move { Ok::<_, std::convert::Infallible>(all.route(request).await) }
        }))
    }

    async fn route(&self, request: http::Request<Body>) -> http::Response<Body> {
        let path = request.uri().path().to_owned();
        let method = path.rsplit('/').next().unwrap_or_default().to_owned();
        let away = self.with(|w| {
            *w.calls.entry(method.clone()).or_default() += 1;
            w.away
        });
        if away {
            return Status::unavailable("away").into_http();
        }
        let all = self.clone();
        match path.as_str() {
            "/accolade.issuance.v1.Internal/GetContact" => {
                answer(request, move |r| all.contact(&r)).await
            }
            "/accolade.issuance.v1.Internal/ListBadges" => {
                answer(request, move |r| Ok(all.list(&r))).await
            }
            "/accolade.issuance.v1.Issuers/GetIssuer" => {
                answer(request, move |r| Ok(all.issuer(&r))).await
            }
            "/accolade.wallet.v1.Internal/MintClaim" => {
                answer(request, move |r| Ok(all.claim(&r))).await
            }
            "/accolade.wallet.v1.Internal/MintLink" => answer(request, move |r| all.link(&r)).await,
            "/accolade.wallet.v1.Internal/GetEarnerContact" => {
                answer(request, move |r| all.earner(&r)).await
            }
            other => Status::unimplemented(other.to_owned()).into_http(),
        }
    }

    fn issuer(&self, asked: &GetIssuerRequest) -> Issuer {
        issuer(asked, self.with(|w| w.mail.clone()))
    }

    fn contact(&self, asked: &GetContactRequest) -> Result<Contact, Status> {
        self.with(|w| {
            let known = w
                .badges
                .get(&asked.credential_id)
                .ok_or_else(|| Status::not_found("no such credential"))?;
            Ok(Contact {
                credential_id: asked.credential_id.clone(),
                issuer_id: known.issuer.clone(),
                recipient: Some(Recipient {
                    email: known.email.clone(),
                    name: known.name.clone(),
                    member_number: String::new(),
                }),
                locale: known.locale.clone(),
                erased: known.erased,
            })
        })
    }

    fn list(&self, asked: &ListBadgesRequest) -> ListBadgesResponse {
        self.with(|w| ListBadgesResponse {
            badges: asked
                .ids
                .iter()
                .filter_map(|id| w.badges.get(id).map(|known| summary(id, known)))
                .collect(),
        })
    }

    fn claim(&self, asked: &MintClaimRequest) -> MintClaimResponse {
        let expires_at = self.clock.now().plus(Duration::from_secs(30 * 86_400));
        self.with(|w| {
            let n = w.claims.len();
            let (token, _) = w
                .claims
                .entry(asked.message_id.clone())
                .or_insert_with(|| (format!("token-{n}"), asked.email.clone()))
                .clone();
            let pending = asked
                .credential_ids
                .iter()
                .filter(|id| w.badges.get(*id).is_some_and(|k| k.pending));
            MintClaimResponse {
                token,
                expires_at: Some(expires_at.proto()),
                pending_credential_ids: pending.cloned().collect(),
            }
        })
    }

    fn link(&self, asked: &MintLinkRequest) -> Result<MintLinkResponse, Status> {
        self.with(|w| {
            w.links
                .get(&asked.request_id)
                .cloned()
                .ok_or_else(|| Status::not_found("no such request"))
        })
    }

    fn earner(&self, asked: &GetEarnerContactRequest) -> Result<EarnerContact, Status> {
        self.with(|w| {
            w.earners
                .get(&asked.earner_id)
                .cloned()
                .ok_or_else(|| Status::not_found("no such earner"))
        })
    }
}

fn summary(id: &str, known: &Known) -> BadgeSummary {
    BadgeSummary {
        id: id.to_owned(),
        url: format!("https://badges.example.org/b/{id}"),
        title: known.title.clone(),
        issuer_id: known.issuer.clone(),
        issuer_name: "Proposal Guild".into(),
        image_url: "https://badges.example.org/achievements/ach_1/image.png".into(),
        status: known.status.clone(),
        awarded_at: Some(Timestamp::from_micros(1_773_057_600_000_000).proto()),
        visibility: "hidden".into(),
        time_zone: "Europe/London".into(),
        ..Default::default()
    }
}

fn issuer(asked: &GetIssuerRequest, mail: Option<MailSettings>) -> Issuer {
    Issuer {
        mail,
        id: asked.id.clone(),
        name: "Proposal Guild".into(),
        email: "members@guild.example.org".into(),
        url: "https://guild.example.org".into(),
        time_zone: "Europe/London".into(),
        locale: "en".into(),
        accent: "#2b4acb".into(),
        support_contact: "Member services, +44 20 7946 0018".into(),
        ..Default::default()
    }
}

async fn answer<I, O>(
    request: http::Request<Body>,
    f: impl FnOnce(I) -> Result<O, Status> + Clone + Send + 'static,
) -> http::Response<Body>
where
    I: prost::Message + Default + Send + Sync + 'static,
    O: prost::Message + Default + Send + Sync + 'static,
{
    let service = tower::service_fn(move |request: Request<I>| {
        let f = f.clone();
        async move { f(request.into_inner()).map(Response::new) }
    });
    Grpc::new(ProstCodec::<O, I>::default())
        .unary(service, request)
        .await
}
