//! Notification on a database of its own, with the facts of its neighbours delivered as in one process.

use super::neighbours::{Known, Neighbours};
use contracts::{
    Fact, Wire,
    events::v1::{BadgeAccepted, BadgeDeclined, BadgePending, BadgeState, CredentialState},
    notification::v1::{
        GetMailRequest, ListMailboxRequest, ListMessagesRequest, Mail, Message,
        internal_client::InternalClient, messages_client::MessagesClient,
    },
};
use notification::{Config, mailer::Mailer};
use platform::{
    Foundation, Secret, ServiceName, Wires, bus,
    clock::Clock,
    config::Settings,
    identity::{Caller, Identity, Role},
    ids::{CredentialId, Ids, IssuerId},
    jobs, rpc,
    seal::Keyring,
    signin::{PasswordCost, Passwords},
    store::{Location, Migrations, Store},
    tasks::Tasks,
};
use sea_orm::ConnectionTrait as _;
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

/// How long nothing may move before a test says what was missing.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How mails leave in a test.
pub enum Way {
    Mailbox,
    Smtp(String),
    Own(Arc<dyn Mailer>),
}

/// A running notification service.
pub struct Suite {
    pub clock: Clock,
    pub ids: Ids,
    pub neighbours: Neighbours,
    pub issuer: IssuerId,
    pub store: Store,
    wallet: Store,
    issuance: Store,
    tasks: Tasks,
    gateway: Wires,
    kinds: Vec<&'static str>,
    dir: Option<tempfile::TempDir>,
    location: Location,
}

impl Suite {
    pub async fn start() -> Self {
        Self::with(Way::Mailbox).await
    }

    pub async fn with(way: Way) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Clock::system();
        let neighbours = Neighbours::new(clock.clone());
        let location = own_database(dir.path()).await;
        Self::on(
            dir,
            location,
            clock,
            neighbours,
            Ids::system().random(),
            way,
        )
        .await
    }

    /// The same database and neighbours in a new process: the old one is gone without a word.
    pub async fn restarted(mut self, way: Way) -> Self {
        let dir = self.dir.take().unwrap();
        self.tasks.shutdown(Duration::from_millis(200)).await;
        if !self.store.is_embedded() {
            // Nobody knows that the other process is gone until its claims are over.
            self.clock.advance(Duration::from_secs(200));
        }
        Self::on(
            dir,
            self.location.clone(),
            self.clock.clone(),
            self.neighbours.clone(),
            self.issuer,
            way,
        )
        .await
    }

    async fn on(
        dir: tempfile::TempDir,
        location: Location,
        clock: Clock,
        neighbours: Neighbours,
        issuer: IssuerId,
        way: Way,
    ) -> Self {
        let (ids, tasks) = (Ids::system(), Tasks::new());
        let open = async |name, migrations| store(dir.path(), name, migrations, &clock, &ids).await;
        let name = ServiceName::Notification;
        let store = Store::open(
            name,
            &location,
            notification::migrations(),
            clock.clone(),
            ids.clone(),
        )
        .await
        .unwrap();
        let wallet = open(ServiceName::Wallet, Migrations::none()).await;
        let issuance = open(ServiceName::Issuance, Migrations::none()).await;

        let gateway = Arc::new(Identity::fresh(ServiceName::Gateway, &ids, clock.clone()).unwrap());
        let own = Identity::fresh(ServiceName::Notification, &ids, clock.clone()).unwrap();
        let own = Arc::new(own.trusting([(ServiceName::Gateway, gateway.public())]));
        let wire = neighbours.wire();
        let settings = settings(&way);
        let config = Config::from_settings(&settings).unwrap();
        let foundation = Foundation {
            name: ServiceName::Notification,
            clock: clock.clone(),
            ids: ids.clone(),
            settings: Arc::new(settings),
            store: store.clone(),
            keyring: Keyring::new(
                "notification",
                &Secret::from("a passphrase of no less than thirty-two characters"),
                &[],
            )
            .unwrap(),
            wires: Wires::remote(
                own.clone(),
                [
                    (ServiceName::Issuance, wire.clone()),
                    (ServiceName::Wallet, wire),
                ],
            ),
            tasks: tasks.clone(),
            passwords: Passwords::new(PasswordCost::Test),
        };
        let mut service = match way {
            Way::Own(mailer) => notification::start_with(config, foundation, mailer)
                .await
                .unwrap(),
            _ => notification::start(config, foundation).await.unwrap(),
        };
        let routes: Wire = rpc::guard(std::mem::take(&mut service.routes), &service.services, own)
            .await
            .unwrap();
        for producer in [&wallet, &issuance] {
            bus::deliver_in_process(producer.clone(), service.subscriptions.clone(), &tasks);
        }
        let kinds = service.jobs.iter().map(|j| j.kind).collect();
        jobs::run(&store, service.jobs, &tasks);
        Self {
            gateway: Wires::remote(gateway, [(ServiceName::Notification, routes)]),
            dir: Some(dir),
            location,
            clock,
            ids,
            neighbours,
            issuer,
            store,
            wallet,
            issuance,
            tasks,
            kinds,
        }
    }

    /// Where the databases lie.
    pub fn directory(&self) -> &Path {
        self.dir.as_ref().unwrap().path()
    }

    /// A badge awarded to that address, known to the neighbours.
    pub fn badge(&self, title: &str, email: &str) -> CredentialId {
        let credential: CredentialId = self.ids.random();
        self.neighbours.with(|w| {
            w.badges.insert(
                credential.to_string(),
                Known {
                    issuer: self.issuer.to_string(),
                    title: title.into(),
                    email: email.into(),
                    name: "Zara Ashworth".into(),
                    locale: "en".into(),
                    status: "valid".into(),
                    pending: true,
                    erased: false,
                },
            );
        });
        credential
    }

    pub fn change(&self, credential: CredentialId, f: impl FnOnce(&mut Known)) {
        self.neighbours
            .with(|w| f(w.badges.get_mut(&credential.to_string()).unwrap()));
    }

    pub fn state(
        &self,
        credential: CredentialId,
        version: u64,
        acceptance: &str,
    ) -> Option<BadgeState> {
        Some(BadgeState {
            credential_id: credential.to_string(),
            issuer_id: self.issuer.to_string(),
            earner_id: String::new(),
            version,
            acceptance: acceptance.into(),
            trusted: false,
        })
    }

    pub fn ledger(
        &self,
        credential: CredentialId,
        version: u64,
        status: &str,
    ) -> Option<CredentialState> {
        Some(CredentialState {
            credential_id: credential.to_string(),
            issuer_id: self.issuer.to_string(),
            version,
            status: status.into(),
            notify: true,
            ..Default::default()
        })
    }

    pub async fn pending(&self, credential: CredentialId) {
        let state = self.state(credential, 1, "pending");
        self.wallet_says(&BadgePending {
            state,
            notify: true,
            bulk: false,
        })
        .await;
    }

    pub async fn accepted(&self, credential: CredentialId, version: u64) {
        self.change(credential, |k| k.pending = false);
        let state = self.state(credential, version, "accepted");
        self.wallet_says(&BadgeAccepted {
            state,
            automatic: false,
            notify: false,
            bulk: false,
        })
        .await;
    }

    pub async fn declined(&self, credential: CredentialId, version: u64) {
        self.change(credential, |k| k.pending = false);
        let state = self.state(credential, version, "declined");
        self.wallet_says(&BadgeDeclined { state }).await;
    }

    pub async fn wallet_says<F: Fact>(&self, fact: &F) {
        say(&self.wallet, fact).await;
    }
    pub async fn issuance_says<F: Fact>(&self, fact: &F) {
        say(&self.issuance, fact).await;
    }

    /// A badge whose award mail has gone out.
    pub async fn told(&self, title: &str, email: &str) -> CredentialId {
        let credential = self.badge(title, email);
        self.pending(credential).await;
        self.gathered().await;
        credential
    }

    /// Waits until every fact was heard, moves past the gathering window, waits until every due mail was dealt with.
    pub async fn gathered(&self) {
        self.settle().await;
        self.days(0.001).await;
    }

    pub async fn days(&self, days: f64) {
        self.clock.advance(Duration::from_secs_f64(days * 86_400.0));
        self.settle().await;
    }

    /// Waits until no fact waits to be heard and no mail is due.
    pub async fn settle(&self) {
        let (mut calm, mut left, mut since) = (0, None, Instant::now());
        while calm < 2 {
            let heard =
                self.wallet.backlog().await.unwrap() + self.issuance.backlog().await.unwrap();
            let due = self.store.jobs_due(&self.kinds).await.unwrap();
            calm = if heard + due == 0 { calm + 1 } else { 0 };
            if left != Some((heard, due)) {
                (left, since) = (Some((heard, due)), Instant::now());
            }
            assert!(
                since.elapsed() < PATIENCE,
                "nothing moved for {PATIENCE:?}: {heard} facts to be heard and {due} jobs are left"
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    pub fn mailbox(&self) -> InternalClient<Wire> {
        InternalClient::new(self.gateway.call(
            ServiceName::Notification,
            &Caller::Service(ServiceName::Gateway),
        ))
    }

    /// The mails to an address, oldest first, with their bodies.
    pub async fn mails(&self, to: &str) -> Vec<Mail> {
        let mut mailbox = self.mailbox();
        let asked = ListMailboxRequest {
            to: to.into(),
            page: None,
            issuer_id: String::new(),
        };
        let mut mails = Vec::new();
        for listed in mailbox
            .list_mailbox(asked)
            .await
            .unwrap()
            .into_inner()
            .mails
            .into_iter()
            .rev()
        {
            mails.push(
                mailbox
                    .get_mail(GetMailRequest { id: listed.id })
                    .await
                    .unwrap()
                    .into_inner(),
            );
        }
        mails
    }

    /// The kinds of the mails to an address, oldest first.
    pub async fn kinds(&self, to: &str) -> Vec<String> {
        self.mails(to).await.into_iter().map(|m| m.kind).collect()
    }

    pub fn messages_as(&self, caller: &Caller) -> MessagesClient<Wire> {
        MessagesClient::new(self.gateway.call(ServiceName::Notification, caller))
    }

    pub fn staff_of(&self, issuer: IssuerId) -> Caller {
        Caller::Staff {
            staff: self.ids.random(),
            issuer,
            role: Role::Viewer,
        }
    }

    /// The messages about a badge, oldest first, as staff see them.
    pub async fn messages(&self, credential: CredentialId) -> Vec<Message> {
        let asked = ListMessagesRequest {
            issuer_id: String::new(),
            credential_id: credential.to_string(),
            page: None,
        };
        let mut client = self.messages_as(&self.staff_of(self.issuer));
        let mut messages = client
            .list_messages(asked)
            .await
            .unwrap()
            .into_inner()
            .messages;
        messages.reverse();
        messages
    }

    pub async fn states(&self, credential: CredentialId) -> Vec<(String, String)> {
        self.messages(credential)
            .await
            .into_iter()
            .map(|m| (m.kind, m.state))
            .collect()
    }
}

/// A SQLite file, or a database made for this test where the environment names a PostgreSQL.
async fn own_database(dir: &Path) -> Location {
    let Some(admin) = platform::config::environment("ACCOLADE_TEST_POSTGRES") else {
        return Location::File(dir.join("notification.db"));
    };
    let name = format!("notification_test_{}", Ids::system().uuid_v4().simple());
    let db = sea_orm::Database::connect(&admin).await.unwrap();
    db.execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    db.close().await.unwrap();
    let mut url = url::Url::parse(&admin).unwrap();
    url.set_path(&name);
    Location::Postgres(Secret::from(url.to_string()))
}

/// A database of notification on which nothing runs; what lies in the directory goes away with it.
pub async fn store_alone() -> (Store, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let location = own_database(dir.path()).await;
    let store = Store::open(
        ServiceName::Notification,
        &location,
        notification::migrations(),
        Clock::system(),
        Ids::system(),
    )
    .await
    .unwrap();
    (store, dir)
}

async fn say<F: Fact>(store: &Store, fact: &F) {
    let tx = store.write().await.unwrap();
    tx.publish(fact).await.unwrap();
    tx.commit().await.unwrap();
}

async fn store(
    dir: &Path,
    name: ServiceName,
    migrations: Migrations,
    clock: &Clock,
    ids: &Ids,
) -> Store {
    let location = Location::File(dir.join(format!("{}.db", name.snake())));
    Store::open(name, &location, migrations, clock.clone(), ids.clone())
        .await
        .unwrap()
}

fn settings(way: &Way) -> Settings {
    let mut settings = Settings::default();
    settings.set("public_url", "https://badges.example.org".into());
    settings.set("mail_from", "badges@example.org".into());
    match way {
        Way::Smtp(url) => settings.set("smtp_url", url.clone()),
        _ => settings.set("dev_mail", "on".into()),
    }
    settings
}
