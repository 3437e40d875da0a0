//! Starts the service on a store of its own and calls it as somebody.

use contracts::{
    Wire,
    issuance::v1::{
        CreateAchievementRequest, CreateIssuerRequest, Issuer,
        achievements_client::AchievementsClient, internal_client::InternalClient,
        issuers_client::IssuersClient,
    },
};
use issuance::{Config, StartError};
use platform::{
    Foundation, Secret, ServiceName, Wires,
    bus::Subscription,
    clock::Clock,
    config::{PublicUrl, Settings},
    identity::{Caller, Identity, Role, Scope},
    ids::{Ids, IssuerId},
    jobs::JobDefinition,
    refusal::Refused,
    seal::Keyring,
    service::LocalWays,
    signin::{PasswordCost, Passwords},
    store::{Location, Store},
    tasks::Tasks,
};
use sea_orm::{ConnectionTrait as _, Database};
use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};
use tempfile::TempDir;

/// The base address where a test says nothing of it.
pub const BASE: &str = "https://badges.example.org";

/// How long anything may take before a test says what was missing.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running service.
pub struct House {
    /// What it stands on.
    pub foundation: Foundation,
    /// What it was configured with.
    pub config: Config,
    /// What it answers on, guarded.
    wire: Wire,
    /// Who may call: the gateway for everybody, each other service for itself.
    callers: BTreeMap<ServiceName, Arc<Identity>>,
    /// The jobs it runs.
    pub jobs: Vec<JobDefinition>,
    /// The facts it listens to.
    pub subscriptions: Vec<Subscription>,
    _dir: Option<TempDir>,
}

/// Where a test without a directory of its own keeps its rows: PostgreSQL if the environment names one.
async fn fresh_location() -> (Location, Option<TempDir>) {
    match platform::config::environment("ACCOLADE_TEST_POSTGRES") {
        Some(admin) => {
            let name = format!("issuance_test_{}", Ids::system().uuid_v4().simple());
            let db = Database::connect(admin.as_str())
                .await
                .expect("the test's PostgreSQL answers");
            db.execute_unprepared(&format!("CREATE DATABASE {name}"))
                .await
                .expect("a database can be made");
            let (server, _) = admin
                .rsplit_once('/')
                .expect("an address such as postgres://user@host/postgres");
            (
                Location::Postgres(Secret::new(format!("{server}/{name}"))),
                None,
            )
        }
        None => {
            let dir = tempfile::tempdir().unwrap();
            (Location::File(dir.path().join("issuance.db")), Some(dir))
        }
    }
}

/// A house on a fresh store.
pub async fn house() -> House {
    let (location, dir) = fresh_location().await;
    House {
        _dir: dir,
        ..start(&location, BASE, &[]).await.unwrap()
    }
}

/// A house on the store in a directory, which may have been used before.
pub async fn house_at(dir: &Path, base: &str, aliases: &[&str]) -> Result<House, StartError> {
    start(&Location::File(dir.join("issuance.db")), base, aliases).await
}

async fn start(location: &Location, base: &str, aliases: &[&str]) -> Result<House, StartError> {
    let (clock, ids) = (Clock::system(), Ids::system());
    let fresh = |name| {
        (
            name,
            Arc::new(Identity::fresh(name, &ids, clock.clone()).unwrap()),
        )
    };
    let callers = BTreeMap::from(ServiceName::ALL.map(fresh));
    let identity = Identity::fresh(ServiceName::Issuance, &ids, clock.clone())
        .unwrap()
        .trusting(callers.iter().map(|(name, key)| (*name, key.public())));
    let identity = Arc::new(identity);
    let store = Store::open(
        ServiceName::Issuance,
        location,
        issuance::migrations(),
        clock.clone(),
        ids.clone(),
    )
    .await
    .unwrap();
    let keyring = Keyring::new(
        "issuance",
        &Secret::from("a secret of the tests, 32 characters and more"),
        &[],
    )
    .unwrap();
    let foundation = Foundation {
        name: ServiceName::Issuance,
        clock,
        ids,
        settings: Arc::new(Settings::default()),
        store,
        keyring,
        wires: Wires::local(identity.clone(), &LocalWays::default()),
        tasks: Tasks::new(),
        passwords: Passwords::new(PasswordCost::Test),
    };
    let config = Config {
        public_url: PublicUrl::parse(base).unwrap(),
        aliases: aliases
            .iter()
            .map(|alias| PublicUrl::parse(alias).unwrap())
            .collect(),
        fonts_dir: None,
        fetch_allow: Vec::new(),
    };
    let service = issuance::start(config.clone(), foundation.clone()).await?;
    let wire = platform::rpc::guard(service.routes, &service.services, identity)
        .await
        .unwrap();
    Ok(House {
        foundation,
        config,
        wire,
        callers,
        jobs: service.jobs,
        subscriptions: service.subscriptions,
        _dir: None,
    })
}

impl House {
    /// A way on which every call is made as `caller`.
    pub fn wire(&self, caller: &Caller) -> Wire {
        let speaker = match caller {
            Caller::Service(name) => name,
            _ => &ServiceName::Gateway,
        };
        platform::rpc::outgoing(
            Some(self.wire.clone()),
            self.callers[speaker].clone(),
            caller.clone(),
            ServiceName::Issuance,
        )
    }
    pub fn issuers(&self, caller: &Caller) -> IssuersClient<Wire> {
        IssuersClient::new(self.wire(caller))
    }
    pub fn achievements(&self, caller: &Caller) -> AchievementsClient<Wire> {
        AchievementsClient::new(self.wire(caller))
    }
    /// The internal contract, as the gateway calls it for itself.
    pub fn internal(&self) -> InternalClient<Wire> {
        InternalClient::new(self.wire(&Caller::Service(ServiceName::Gateway)))
    }

    /// An issuer, and its owner as a caller.
    pub async fn issuer(&self, slug: &str) -> (Issuer, Caller) {
        let made = self
            .issuers(&operator())
            .create_issuer(new_issuer(slug))
            .await
            .unwrap()
            .into_inner();
        let owner = owner_of(made.id.parse().unwrap());
        (made, owner)
    }

    /// Puts the oldest issuer's sealed secret into every issuer's row.
    pub async fn spread_first_secret(&self) {
        let spread = "UPDATE signing_key SET secret = (SELECT o.secret FROM signing_key o ORDER BY o.created_at LIMIT 1)";
        self.foundation
            .store
            .read()
            .execute_unprepared(spread)
            .await
            .unwrap();
    }

    /// Runs a statement on the service's own rows.
    pub async fn execute(&self, sql: &str) {
        self.foundation
            .store
            .read()
            .execute_unprepared(sql)
            .await
            .unwrap();
    }

    /// How many rows a table has.
    pub async fn rows(&self, table: &str) -> usize {
        let db = self.foundation.store.read();
        let sql = format!("SELECT 1 FROM {table}");
        let statement = sea_orm::Statement::from_string(db.get_database_backend(), sql);
        db.query_all_raw(statement).await.unwrap().len()
    }

    /// How many facts were written on this subject.
    pub async fn facts(&self, subject: &str) -> usize {
        let sql = format!("SELECT id FROM outbox WHERE subject = '{subject}'");
        let db = self.foundation.store.read();
        db.query_all_raw(sea_orm::Statement::from_string(
            db.get_database_backend(),
            sql,
        ))
        .await
        .unwrap()
        .len()
    }
}

pub fn operator() -> Caller {
    Caller::Operator {
        subject: "test".into(),
    }
}

pub fn owner_of(issuer: IssuerId) -> Caller {
    Caller::Staff {
        staff: Ids::system().random(),
        issuer,
        role: Role::Owner,
    }
}

pub fn client_of(issuer: IssuerId, scopes: &[Scope]) -> Caller {
    Caller::Client {
        key: Ids::system().random(),
        issuer,
        scopes: scopes.to_vec(),
    }
}

pub fn new_issuer(slug: &str) -> CreateIssuerRequest {
    CreateIssuerRequest {
        slug: slug.into(),
        name: "Plant Society".into(),
        url: "https://plants.example.org".into(),
        email: "badges@plants.example.org".into(),
        time_zone: "Europe/London".into(),
        ..CreateIssuerRequest::default()
    }
}

pub fn new_achievement(name: &str) -> CreateAchievementRequest {
    CreateAchievementRequest {
        name: name.into(),
        description: "Knows how to lead a bid.".into(),
        criteria: "Pass the examination.".into(),
        achievement_type: "Certification".into(),
        ..CreateAchievementRequest::default()
    }
}

/// The refusal of a call that must be refused.
pub fn refused<T>(outcome: Result<tonic::Response<T>, tonic::Status>) -> Refused {
    Refused::from(outcome.err().expect("the call is refused"))
}

/// The fields a refusal names.
pub fn fields(refused: &Refused) -> Vec<&str> {
    refused
        .fields
        .iter()
        .map(|problem| problem.field.as_str())
        .collect()
}

/// A request with an idempotency key.
pub fn with_key<T>(message: T, key: &'static str) -> tonic::Request<T> {
    let mut request = tonic::Request::new(message);
    request
        .metadata_mut()
        .insert(platform::rpc::IDEMPOTENCY_KEY, key.parse().unwrap());
    request
}
