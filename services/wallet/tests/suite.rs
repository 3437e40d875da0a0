//! A wallet that stands on a database of its own.

use crate::fake::{FakeIssuance, Row};
use contracts::{
    Fact, Wire,
    events::v1::{CredentialIssued, CredentialState},
    issuance::v1::internal_server::InternalServer,
    wallet::v1::{internal_client::InternalClient, portfolios_client::PortfoliosClient, *},
};
use platform::{
    Foundation, Secret, ServiceName, Wires,
    bus::{Event, Subscription},
    clock::Clock,
    config::Settings,
    identity::{Caller, Identity},
    ids::{CredentialId, EarnerId, Ids, IssuerId, MessageId},
    jobs::JobDefinition,
    refusal::Refused,
    rpc,
    seal::Keyring,
    service::LocalWays,
    signin::{PasswordCost, Passwords},
    store::{Location, Store},
    tasks::Tasks,
};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tonic::{Status, service::Routes};

pub const DAY: Duration = Duration::from_secs(86_400);
pub const MINUTE: Duration = Duration::from_secs(60);
/// How long anything may take before a test says what was missing.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub type Door = InternalClient<Wire>;

pub struct Suite {
    pub clock: Clock,
    pub ids: Ids,
    pub store: Store,
    pub issuance: FakeIssuance,
    pub subscriptions: Vec<Subscription>,
    pub jobs: Vec<JobDefinition>,
    gateway: Wires,
    notification: Wires,
    _dir: tempfile::TempDir,
}

/// Somebody with an account.
#[derive(Clone)]
pub struct Person {
    pub earner: EarnerId,
    pub email: String,
    pub session: Session,
}

impl Suite {
    pub async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let location = Location::File(dir.path().join("wallet.db"));
        Self::on(location, dir).await
    }

    pub async fn on(location: Location, dir: tempfile::TempDir) -> Self {
        let (clock, ids) = (Clock::system(), Ids::system());
        let fresh = |name| Identity::fresh(name, &ids, clock.clone()).unwrap();
        let names = [
            ServiceName::Gateway,
            ServiceName::Wallet,
            ServiceName::Issuance,
            ServiceName::Notification,
        ];
        let publics: Vec<_> = names.map(|name| (name, fresh(name))).into();
        let keys: Vec<_> = publics
            .iter()
            .map(|(name, identity)| (*name, identity.public()))
            .collect();
        let mut identities = publics
            .into_iter()
            .map(|(_, identity)| Arc::new(identity.trusting(keys.clone())));
        let mut next = || identities.next().unwrap();
        let (gateway, wallet, issuance_identity, notification) = (next(), next(), next(), next());

        let ways = LocalWays::default();
        let issuance = FakeIssuance::default();
        let routes = Routes::new(InternalServer::new(issuance.clone()));
        ways.bind(
            ServiceName::Issuance,
            rpc::guard(
                routes,
                &["accolade.issuance.v1.Internal"],
                issuance_identity,
            )
            .await
            .unwrap(),
        );

        let store = Store::open(
            ServiceName::Wallet,
            &location,
            wallet::migrations(),
            clock.clone(),
            ids.clone(),
        )
        .await
        .unwrap();
        let settings = Settings::default();
        let config = wallet::Config::from_settings(&settings).unwrap();
        let secret = Secret::from("the wallet's own secret in tests, long enough");
        let foundation = Foundation {
            name: ServiceName::Wallet,
            clock: clock.clone(),
            ids: ids.clone(),
            settings: Arc::new(settings),
            store: store.clone(),
            keyring: Keyring::new("wallet", &secret, &[]).unwrap(),
            wires: Wires::local(wallet.clone(), &ways),
            tasks: Tasks::new(),
            passwords: Passwords::new(PasswordCost::Test),
        };
        let service = wallet::start(config, foundation).await.unwrap();
        ways.bind(
            ServiceName::Wallet,
            rpc::guard(service.routes, &service.services, wallet)
                .await
                .unwrap(),
        );
        Self {
            clock,
            ids,
            store,
            issuance,
            subscriptions: service.subscriptions,
            jobs: service.jobs,
            gateway: Wires::local(gateway, &ways),
            notification: Wires::local(notification, &ways),
            _dir: dir,
        }
    }

    // ── doors

    /// Called by the gateway for this person or system.
    pub fn as_caller(&self, caller: &Caller) -> Door {
        InternalClient::new(self.gateway.call(ServiceName::Wallet, caller))
    }
    /// Called by the gateway for nobody in particular.
    pub fn door(&self) -> Door {
        self.as_caller(&Caller::Public)
    }
    pub fn earner(&self, person: &Person) -> Door {
        self.as_caller(&Caller::Earner {
            earner: person.earner,
        })
    }
    pub fn notification(&self) -> Door {
        InternalClient::new(self.notification.as_service(ServiceName::Wallet))
    }
    pub async fn portfolio(&self, handle: &str) -> Result<Portfolio, Refused> {
        let mut door =
            PortfoliosClient::new(self.gateway.call(ServiceName::Wallet, &Caller::Public));
        Ok(door
            .get_portfolio(GetPortfolioRequest {
                handle: handle.into(),
            })
            .await?
            .into_inner())
    }

    // ── awards

    pub fn new_issuer(&self) -> IssuerId {
        self.ids.random()
    }

    /// In the ledger, but its fact is still on its way.
    pub fn in_ledger(&self, issuer: IssuerId, email: &str) -> CredentialId {
        let id: CredentialId = self.ids.random();
        let row = Row {
            issuer,
            email: email.into(),
            name: "Ada Lovelace".into(),
            achievement: self
                .ids
                .random::<platform::ids::AchievementId>()
                .to_string(),
            progression: String::new(),
            rank: 0,
            version: 1,
            status: "valid".into(),
            visibility: "hidden".into(),
            acceptance: "pending".into(),
            wallet_version: 0,
        };
        self.issuance
            .0
            .lock()
            .unwrap()
            .rows
            .insert(id.to_string(), row);
        id
    }

    pub async fn award(&self, issuer: IssuerId, email: &str) -> CredentialId {
        let id = self.in_ledger(issuer, email);
        self.deliver(&CredentialIssued {
            state: Some(self.state(id)),
        })
        .await;
        id
    }

    /// The ledger's present state of a credential, as a fact carries it.
    pub fn state(&self, id: CredentialId) -> CredentialState {
        let row = self.issuance.row(id);
        CredentialState {
            credential_id: id.to_string(),
            issuer_id: row.issuer.to_string(),
            achievement_id: row.achievement,
            progression_id: row.progression,
            rank: row.rank,
            version: row.version,
            status: row.status,
            visibility: row.visibility,
            notify: true,
            ..Default::default()
        }
    }

    pub fn event<F: Fact>(&self, fact: &F) -> Event {
        let now = self.clock.now();
        Event {
            id: self.ids.uuid_v7(now),
            subject: F::SUBJECT.into(),
            kind: F::full_name(),
            tenant: fact.tenant().into(),
            aggregate: fact.aggregate().into(),
            version: fact.version(),
            occurred_at: now,
            headers: Default::default(),
            payload: fact.encode_to_vec().into(),
        }
    }

    pub async fn deliver<F: Fact>(&self, fact: &F) {
        self.deliver_event(&self.event(fact)).await;
    }

    pub async fn deliver_event(&self, event: &Event) {
        let subscription = self
            .subscriptions
            .iter()
            .find(|s| s.subjects.contains(&event.subject.as_str()))
            .unwrap();
        subscription.handler.handle(event).await.unwrap();
    }

    // ── what was published

    /// All facts of one kind, oldest first.
    pub async fn facts<F: Fact>(&self) -> Vec<F> {
        let all = self.outbox().await;
        all.iter()
            .filter(|(kind, _)| *kind == F::full_name())
            .map(|(_, payload)| F::decode(payload.as_slice()).unwrap())
            .collect()
    }

    /// Kind and bytes of every fact.
    pub async fn outbox(&self) -> Vec<(String, Vec<u8>)> {
        let db = self.store.read();
        let backend = if self.store.is_embedded() {
            DbBackend::Sqlite
        } else {
            DbBackend::Postgres
        };
        let rows = db
            .query_all_raw(Statement::from_string(
                backend,
                "SELECT kind, payload FROM outbox ORDER BY seq",
            ))
            .await
            .unwrap();
        rows.iter()
            .map(|row| {
                (
                    row.try_get("", "kind").unwrap(),
                    row.try_get("", "payload").unwrap(),
                )
            })
            .collect()
    }

    /// Waits until a table has no row left.
    pub async fn until_empty(&self, table: &str) {
        let began = Instant::now();
        loop {
            let left = self.count(table).await;
            if left == 0 {
                return;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "{table} still has {left} rows after {PATIENCE:?}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub async fn count(&self, table: &str) -> i64 {
        let backend = if self.store.is_embedded() {
            DbBackend::Sqlite
        } else {
            DbBackend::Postgres
        };
        let statement =
            Statement::from_string(backend, format!("SELECT COUNT(*) AS n FROM {table}"));
        self.store
            .read()
            .query_one_raw(statement)
            .await
            .unwrap()
            .unwrap()
            .try_get("", "n")
            .unwrap()
    }

    // ── what people do

    pub async fn mint(&self, credentials: &[CredentialId], email: &str) -> MintClaimResponse {
        let message: MessageId = self.ids.random();
        self.mint_for(message, credentials, email).await
    }

    pub async fn mint_for(
        &self,
        message: MessageId,
        credentials: &[CredentialId],
        email: &str,
    ) -> MintClaimResponse {
        let asked = MintClaimRequest {
            message_id: message.to_string(),
            credential_ids: texts(credentials),
            email: email.into(),
        };
        self.notification()
            .mint_claim(asked)
            .await
            .unwrap()
            .into_inner()
    }

    pub async fn claim(&self, token: &str) -> Result<ConsumeClaimResponse, Refused> {
        answer(
            self.door()
                .consume_claim(ConsumeClaimRequest {
                    token: token.into(),
                    ..Default::default()
                })
                .await,
        )
    }

    pub async fn view_claim(&self, token: &str) -> ClaimView {
        self.door()
            .view_claim(ViewClaimRequest {
                token: token.into(),
            })
            .await
            .unwrap()
            .into_inner()
    }

    /// A person who claimed a badge of this issuer, and so has an account.
    pub async fn join(&self, issuer: IssuerId, email: &str) -> (Person, CredentialId) {
        let badge = self.award(issuer, email).await;
        let token = self.mint(&[badge], email).await.token;
        let session = self.claim(&token).await.unwrap().session.unwrap();
        (
            Person {
                earner: session.earner_id.parse().unwrap(),
                email: email.into(),
                session,
            },
            badge,
        )
    }

    /// The last request for a mail, as notification would ask what to send.
    pub async fn mailed(&self) -> MintLinkResponse {
        let asked: Vec<contracts::events::v1::LinkRequested> = self.facts().await;
        let request_id = asked.last().unwrap().request_id.clone();
        self.notification()
            .mint_link(MintLinkRequest { request_id })
            .await
            .unwrap()
            .into_inner()
    }

    pub async fn use_link(&self, token: &str) -> Result<ConsumeLinkResponse, Refused> {
        answer(
            self.door()
                .consume_link(ConsumeLinkRequest {
                    token: token.into(),
                    source: String::new(),
                })
                .await,
        )
    }

    pub async fn ask_sign_in_link(&self, email: &str) {
        self.door()
            .request_sign_in_link(RequestSignInLinkRequest {
                email: email.into(),
                source: email.into(),
            })
            .await
            .unwrap();
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Result<Session, Refused> {
        let source = self.ids.random::<MessageId>().to_string();
        answer(
            self.door()
                .sign_in(SignInRequest {
                    email: email.into(),
                    password: password.into(),
                    source,
                })
                .await,
        )
    }

    pub async fn set_password(
        &self,
        person: &Person,
        current: &str,
        new: &str,
    ) -> Result<(), Refused> {
        answer(
            self.earner(person)
                .set_password(SetPasswordRequest {
                    current: current.into(),
                    new: new.into(),
                })
                .await,
        )
        .map(drop)
    }

    pub async fn profile(&self, person: &Person) -> Profile {
        self.earner(person)
            .get_profile(GetProfileRequest {})
            .await
            .unwrap()
            .into_inner()
    }

    pub async fn held(&self, person: &Person) -> Vec<HeldBadge> {
        self.earner(person)
            .list_held(ListHeldRequest::default())
            .await
            .unwrap()
            .into_inner()
            .badges
    }

    pub async fn acceptance(&self, person: &Person, badge: CredentialId) -> String {
        self.earner(person)
            .get_held(GetHeldRequest {
                credential_id: badge.to_string(),
            })
            .await
            .unwrap()
            .into_inner()
            .acceptance
    }

    pub async fn accept(&self, person: &Person, badge: CredentialId, trust_issuer: bool) {
        self.earner(person)
            .accept(AcceptRequest {
                credential_ids: texts(&[badge]),
                trust_issuer,
            })
            .await
            .unwrap();
    }

    pub async fn show(
        &self,
        person: &Person,
        badge: CredentialId,
        visibility: &str,
    ) -> Result<(), Refused> {
        let asked = SetVisibilityRequest {
            credential_ids: texts(&[badge]),
            visibility: visibility.into(),
        };
        answer(self.earner(person).set_visibility(asked).await).map(drop)
    }

    /// Adds an address and uses the link mailed to it.
    pub async fn add_proven_address(&self, person: &Person, email: &str) {
        self.earner(person)
            .add_address(AddAddressRequest {
                email: email.into(),
            })
            .await
            .unwrap();
        let mail = self.mailed().await;
        assert_eq!(
            (mail.purpose.as_str(), mail.email.as_str()),
            ("verify_address", email)
        );
        self.use_link(&mail.token).await.unwrap();
    }
}

pub fn texts(credentials: &[CredentialId]) -> Vec<String> {
    credentials.iter().map(ToString::to_string).collect()
}

pub fn answer<T>(outcome: Result<tonic::Response<T>, Status>) -> Result<T, Refused> {
    outcome
        .map(tonic::Response::into_inner)
        .map_err(Refused::from)
}

/// The code of a refusal.
pub fn code<T>(outcome: Result<T, Refused>) -> String {
    match outcome {
        Ok(_) => panic!("it was not refused"),
        Err(refused) => refused.code,
    }
}
