//! A house of its own for every test.

mod guild;
mod site;

pub use guild::Guild;
pub use site::Site;

use contracts::{
    Fact, Wire,
    issuance::v1::ListOwnOriginsResponse,
    verification::v1::{
        self as v, batches_client::BatchesClient, internal_client::InternalClient,
        verification_client::VerificationClient, verify_request::Badge,
    },
    wire,
};
use platform::{
    Foundation, Kind, Secret, ServiceName, Wires,
    clock::Clock,
    config::Settings,
    identity::{Caller, Identity, Role, Scope},
    ids::{Id as _, Ids, IssuerId},
    jobs,
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
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use tonic::{Request, Response, Status, body::Body};

pub const DAY: Duration = Duration::from_secs(86_400);
/// How long nothing may move before a test says what was missing.
const PATIENCE: Duration = Duration::from_secs(60);

/// A site with a guild's documents, and a house that may fetch from it; its files go with the directory.
pub async fn house() -> (Site, Guild, House, tempfile::TempDir) {
    let site = Site::new().await;
    let guild = Guild::on(&site);
    let dir = tempfile::tempdir().unwrap();
    let house = House::new(dir.path(), &[&site]).await;
    (site, guild, house, dir)
}

/// A started service on a database.
pub struct House {
    pub clock: Clock,
    pub store: Store,
    pub ids: Ids,
    gateway: Wires,
    wallet: Wires,
    notification: Wires,
    tasks: Tasks,
}

impl House {
    /// On a file in `dir`, allowed to fetch from `sites`, its jobs running.
    pub async fn new(dir: &Path, sites: &[&Site]) -> Self {
        Self::on(
            Location::File(dir.join("verification.db")),
            ports(sites),
            true,
        )
        .await
    }

    /// The same with a site that another process has.
    pub async fn at_port(dir: &Path, site: u16) -> Self {
        Self::on(
            Location::File(dir.join("verification.db")),
            vec![site],
            true,
        )
        .await
    }

    /// The same, but nothing is worked on: as right before a crash.
    pub async fn asleep(dir: &Path, sites: &[&Site]) -> Self {
        Self::on(
            Location::File(dir.join("verification.db")),
            ports(sites),
            false,
        )
        .await
    }

    /// On a database of its own in PostgreSQL, where an administrator's address is given.
    pub async fn on_postgres(sites: &[&Site]) -> Option<Self> {
        let admin = platform::config::environment("ACCOLADE_TEST_POSTGRES")?;
        let name = format!("verification_test_{}", Ids::system().uuid_v4().simple());
        let db = sea_orm::Database::connect(&admin).await.unwrap();
        db.execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .unwrap();
        db.close().await.unwrap();
        let mut url = url::Url::parse(&admin).unwrap();
        url.set_path(&name);
        let location = Location::Postgres(Secret::from(url.to_string()));
        Some(Self::on(location, ports(sites), true).await)
    }

    async fn on(location: Location, sites: Vec<u16>, awake: bool) -> Self {
        let (clock, ids, tasks) = (Clock::system(), Ids::system(), Tasks::new());
        let name = ServiceName::Verification;
        let store = Store::open(
            name,
            &location,
            verification::migrations(),
            clock.clone(),
            ids.clone(),
        )
        .await
        .unwrap();
        let fresh = |name| Identity::fresh(name, &ids, clock.clone()).unwrap();
        let callers = [
            ServiceName::Gateway,
            ServiceName::Wallet,
            ServiceName::Notification,
        ];
        let callers = callers.map(|name| (name, fresh(name)));
        let own = fresh(name);
        let keys: Vec<_> = callers.iter().map(|(n, i)| (*n, i.public())).collect();
        let theirs = fresh(ServiceName::Issuance).trusting([(name, own.public())]);
        let own = Arc::new(own.trusting(keys));
        let ways = LocalWays::default();
        ways.bind(ServiceName::Issuance, issuance(theirs));
        let mut settings = Settings::default();
        let allowed: Vec<String> = sites
            .iter()
            .map(|port| format!("localhost:{port}"))
            .collect();
        settings.set("fetch_allow", allowed.join(","));
        let secret = Secret::from("a passphrase of no less than thirty-two characters");
        let foundation = Foundation {
            name,
            clock: clock.clone(),
            ids: ids.clone(),
            settings: Arc::new(settings.clone()),
            store: store.clone(),
            keyring: Keyring::new("verification", &secret, &[]).unwrap(),
            wires: Wires::local(own.clone(), &ways),
            tasks: tasks.clone(),
            passwords: Passwords::new(PasswordCost::Test),
        };
        let config = verification::Config::from_settings(&settings).unwrap();
        let service = verification::start(config, foundation).await.unwrap();
        ways.bind(
            name,
            rpc::guard(service.routes, &service.services, own)
                .await
                .unwrap(),
        );
        if awake {
            jobs::run(&store, service.jobs, &tasks);
        }
        let [gateway, wallet, notification] =
            callers.map(|(_, identity)| Wires::local(Arc::new(identity), &ways));
        Self {
            clock,
            store,
            ids,
            gateway,
            wallet,
            notification,
            tasks,
        }
    }

    /// Ends everything that runs, so that another house can stand here.
    pub async fn close(self) {
        assert!(self.tasks.shutdown(PATIENCE).await);
    }

    // ── who calls

    pub fn operator(&self) -> Caller {
        Caller::Operator {
            subject: "test".into(),
        }
    }
    pub fn client(&self, issuer: IssuerId) -> Caller {
        Caller::Client {
            key: self.ids.random(),
            issuer,
            scopes: vec![Scope::Verify],
        }
    }
    pub fn staff(&self, issuer: IssuerId) -> Caller {
        Caller::Staff {
            staff: self.ids.random(),
            issuer,
            role: Role::Viewer,
        }
    }
    pub fn issuer(&self) -> IssuerId {
        IssuerId::from_uuid(self.ids.uuid_v4())
    }

    // ── doors

    pub fn batches(&self, caller: &Caller) -> BatchesClient<Wire> {
        BatchesClient::new(self.gateway.call(ServiceName::Verification, caller))
    }
    pub fn internal(&self, caller: &Caller) -> InternalClient<Wire> {
        InternalClient::new(self.gateway.call(ServiceName::Verification, caller))
    }
    pub fn wallet(&self) -> InternalClient<Wire> {
        InternalClient::new(self.wallet.as_service(ServiceName::Verification))
    }
    pub fn notification(&self) -> InternalClient<Wire> {
        InternalClient::new(self.notification.as_service(ServiceName::Verification))
    }

    /// What anybody is told of a badge.
    pub async fn verify(&self, badge: Badge) -> v::Report {
        let mut door = VerificationClient::new(
            self.gateway
                .call(ServiceName::Verification, &Caller::Public),
        );
        let ask = v::VerifyRequest {
            badge: Some(badge),
            ..Default::default()
        };
        door.verify(ask).await.unwrap().into_inner()
    }

    // ── batches

    pub async fn send(
        &self,
        caller: &Caller,
        media_type: &str,
        bytes: &[u8],
    ) -> Result<v::VerifyBatch, Refused> {
        let header = v::VerifyBatchHeader {
            media_type: media_type.into(),
            file_name: "badges".into(),
            ..Default::default()
        };
        let mut pieces = vec![v::CreateVerifyBatchRequest {
            header: Some(header),
            part: None,
        }];
        // Small pieces: they never end where the stored ones do.
        for piece in bytes.chunks(100_003) {
            pieces.push(v::CreateVerifyBatchRequest {
                header: None,
                part: Some(v::create_verify_batch_request::Part::Bytes(piece.to_vec())),
            });
        }
        let sent = Request::new(tokio_stream::iter(pieces));
        Ok(self
            .batches(caller)
            .create_verify_batch(sent)
            .await?
            .into_inner())
    }

    pub async fn batch(&self, caller: &Caller, id: &str) -> Result<v::VerifyBatch, Refused> {
        let ask = v::GetVerifyBatchRequest { id: id.into() };
        Ok(self
            .batches(caller)
            .get_verify_batch(ask)
            .await?
            .into_inner())
    }

    /// The batch when nothing is left to do.
    pub async fn done(&self, caller: &Caller, id: &str) -> v::VerifyBatch {
        let (mut far, mut since) = (0, Instant::now());
        loop {
            let batch = self.batch(caller, id).await.unwrap();
            if matches!(batch.state.as_str(), "finished" | "failed") {
                return batch;
            }
            if batch.done > far {
                (far, since) = (batch.done, Instant::now());
            }
            assert!(
                since.elapsed() < PATIENCE,
                "nothing moved for {PATIENCE:?}: {batch:?}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub async fn results(&self, caller: &Caller, id: &str, verdict: &str) -> Vec<v::VerifyResult> {
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let ask = v::ListVerifyResultsRequest {
                id: id.into(),
                verdict: verdict.into(),
                page: Some(contracts::common::v1::PageRequest { limit: 2, cursor }),
            };
            let found = self
                .batches(caller)
                .list_verify_results(ask)
                .await
                .unwrap()
                .into_inner();
            all.extend(found.results);
            cursor = found.page.unwrap().next_cursor;
            if cursor.is_empty() {
                return all;
            }
        }
    }

    // ── what lies in the database

    async fn rows(&self, sql: &str) -> Vec<sea_orm::QueryResult> {
        let backend = if self.store.is_embedded() {
            DbBackend::Sqlite
        } else {
            DbBackend::Postgres
        };
        let all = Statement::from_string(backend, sql.to_owned());
        self.store.read().query_all_raw(all).await.unwrap()
    }

    pub async fn count(&self, table: &str) -> i64 {
        let rows = self
            .rows(&format!("SELECT COUNT(*) AS n FROM {table}"))
            .await;
        rows[0].try_get("", "n").unwrap()
    }

    /// All facts of one kind, oldest first.
    pub async fn facts<F: Fact>(&self) -> Vec<F> {
        let rows = self
            .rows("SELECT kind, payload FROM outbox ORDER BY seq")
            .await;
        rows.iter()
            .filter(|row| row.try_get::<String>("", "kind").unwrap() == F::full_name())
            .map(|row| {
                let payload: Vec<u8> = row.try_get("", "payload").unwrap();
                F::decode(payload.as_slice()).unwrap()
            })
            .collect()
    }
}

fn ports(sites: &[&Site]) -> Vec<u16> {
    sites.iter().map(|site| site.port).collect()
}

/// The kind of a refusal.
pub fn kind<T: std::fmt::Debug>(answer: Result<T, impl Into<Refused>>) -> Kind {
    match answer {
        Ok(answer) => panic!("it was not refused: {answer:?}"),
        Err(error) => error.into().kind,
    }
}

/// Waits until something holds.
pub async fn until<F: Future<Output = bool>>(what: &str, holds: impl Fn() -> F) {
    let began = Instant::now();
    while !holds().await {
        assert!(
            began.elapsed() < PATIENCE,
            "it did not come to this: {what}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// An issuance that has a host of its own and has issued nothing.
fn issuance(identity: Identity) -> Wire {
    let identity = Arc::new(identity);
    wire(tower::service_fn(move |request: http::Request<Body>| {
        let identity = identity.clone();
        async move {
            let path = request.uri().path().to_owned();
            let token = request
                .headers()
                .get("accolade-token")
                .and_then(|token| token.to_str().ok())
                .unwrap_or_default();
            if let Err(error) = identity.verify(token, &path) {
                return Ok(Status::permission_denied(error.to_string()).into_http());
            }
            if path != "/accolade.issuance.v1.Internal/ListOwnOrigins" {
                return Ok(Status::not_found(path).into_http());
            }
            let answer = tower::service_fn(
                |_: Request<contracts::issuance::v1::ListOwnOriginsRequest>| async {
                    Ok::<_, Status>(Response::new(ListOwnOriginsResponse {
                        bases: vec!["https://badges.test".into()],
                        dids: Vec::new(),
                    }))
                },
            );
            let mut codec = tonic::server::Grpc::new(tonic_prost::ProstCodec::default());
            Ok::<_, std::convert::Infallible>(codec.unary(answer, request).await)
        }
    }))
}
