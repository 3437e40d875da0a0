//! A running membership-sync on a store of its own, beside a stand-in for issuance.

mod issuance;

pub use issuance::Mock;

use crate::cut_off::{Cut, cut_off};
use contracts::{
    common::v1::PageRequest,
    membership_sync::v1::{
        Change, CreateRuleRequest, GetMemberRequest, GetRunRequest, ImportHeader, ImportRequest,
        ListChangesRequest, ListRunErrorsRequest, ListRunErrorsResponse, Member, Rule, Run,
        members_client::MembersClient, rules_client::RulesClient, runs_client::RunsClient,
    },
};
use membership_sync::Config;
use platform::{
    Foundation, Secret, ServiceName, Wires,
    clock::Clock,
    config::Settings,
    identity::{Caller, Identity, Scope},
    ids::{AchievementId, ApiKeyId, Ids, IssuerId},
    jobs::{self, JobDefinition},
    rpc,
    seal::Keyring,
    service::LocalWays,
    signin::{PasswordCost, Passwords},
    store::{Location, Store},
    tasks::Tasks,
};
use sea_orm::ConnectionTrait as _;
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use tonic::Status;

pub const MEMBERS: &str = "member_number,given_name,family_name,display_name,email,membership_status,joined_on,expires_on\n";
pub const CERTIFICATIONS: &str =
    "candidate_number,certification,level,level_rank,passed_on,certificate_number\n";

/// How long anything may take before a test says what was missing.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct House {
    pub clock: Clock,
    pub store: Store,
    pub issuance: Arc<Mock>,
    pub guild: IssuerId,
    wires: Wires,
    tasks: Tasks,
    ids: Ids,
    _dir: Option<tempfile::TempDir>,
}

impl House {
    pub async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut house = Self::at(
            dir.path(),
            Mock::new(),
            Clock::system(),
            IssuerId::from_test(1),
        )
        .await;
        house._dir = Some(dir);
        house
    }

    /// On the database of an earlier house.
    pub async fn at(dir: &Path, issuance: Arc<Mock>, clock: Clock, guild: IssuerId) -> Self {
        let location = Location::File(dir.join("membership_sync.db"));
        Self::on(location, issuance, clock, guild).await
    }

    /// On the database of an earlier house, its jobs cut off after so many looks at their work.
    pub async fn cut_off(
        dir: &Path,
        issuance: Arc<Mock>,
        clock: Clock,
        guild: IssuerId,
        looks: usize,
    ) -> (Self, Arc<Cut>) {
        let location = Location::File(dir.join("membership_sync.db"));
        let (house, service_jobs) = Self::asleep(location, issuance, clock, guild).await;
        let (service_jobs, cut) = cut_off(service_jobs, looks);
        jobs::run(&house.store, service_jobs, &house.tasks);
        (house, cut)
    }

    /// On a database of its own in PostgreSQL, where an administrator's address is given; a skip is told.
    pub async fn on_postgres(test: &str) -> Option<Self> {
        let Some(admin) = platform::config::environment("ACCOLADE_TEST_POSTGRES") else {
            skipped(test, "ACCOLADE_TEST_POSTGRES names no database");
            return None;
        };
        let name = format!("membership_test_{}", Ids::system().uuid_v4().simple());
        let db = sea_orm::Database::connect(&admin).await.unwrap();
        db.execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .unwrap();
        db.close().await.unwrap();
        let mut url = url::Url::parse(&admin).unwrap();
        url.set_path(&name);
        let location = Location::Postgres(Secret::from(url.to_string()));
        Some(
            Self::on(
                location,
                Mock::new(),
                Clock::system(),
                IssuerId::from_test(1),
            )
            .await,
        )
    }

    async fn on(location: Location, issuance: Arc<Mock>, clock: Clock, guild: IssuerId) -> Self {
        let (house, service_jobs) = Self::asleep(location, issuance, clock, guild).await;
        jobs::run(&house.store, service_jobs, &house.tasks);
        house
    }

    /// Nothing is worked on yet.
    async fn asleep(
        location: Location,
        issuance: Arc<Mock>,
        clock: Clock,
        guild: IssuerId,
    ) -> (Self, Vec<JobDefinition>) {
        let (ids, tasks) = (Ids::system(), Tasks::new());
        let name = ServiceName::MembershipSync;
        let store = Store::open(
            name,
            &location,
            membership_sync::migrations(),
            clock.clone(),
            ids.clone(),
        )
        .await
        .unwrap();
        let gateway = Identity::fresh(ServiceName::Gateway, &ids, clock.clone()).unwrap();
        let own = Identity::fresh(name, &ids, clock.clone()).unwrap();
        let theirs = Identity::fresh(ServiceName::Issuance, &ids, clock.clone())
            .unwrap()
            .trusting([(name, own.public())]);
        let own = Arc::new(own.trusting([(ServiceName::Gateway, gateway.public())]));
        let ways = LocalWays::default();
        let keyring = Keyring::new(
            "membership-sync",
            &Secret::from("a passphrase of no less than thirty-two characters"),
            &[],
        )
        .unwrap();
        let settings = Settings::default();
        let foundation = Foundation {
            name,
            clock: clock.clone(),
            ids: ids.clone(),
            settings: Arc::new(settings.clone()),
            store: store.clone(),
            keyring,
            wires: Wires::local(own.clone(), &ways),
            tasks: tasks.clone(),
            passwords: Passwords::new(PasswordCost::Test),
        };
        let service = membership_sync::start(Config::from_settings(&settings).unwrap(), foundation)
            .await
            .unwrap();
        ways.bind(ServiceName::Issuance, issuance.wire(theirs));
        ways.bind(
            name,
            rpc::guard(service.routes, &service.services, own)
                .await
                .unwrap(),
        );
        let wires = Wires::local(Arc::new(gateway), &ways);
        let house = Self {
            clock,
            store,
            issuance,
            guild,
            wires,
            tasks,
            ids,
            _dir: None,
        };
        (house, service.jobs)
    }

    pub fn path(&self) -> &Path {
        self._dir.as_ref().unwrap().path()
    }

    /// The guild's own system, with every right.
    pub fn client(&self) -> Caller {
        self.client_of(self.guild, &Scope::ALL)
    }
    pub fn client_of(&self, issuer: IssuerId, scopes: &[Scope]) -> Caller {
        Caller::Client {
            key: ApiKeyId::from_test(7),
            issuer,
            scopes: scopes.to_vec(),
        }
    }
    pub fn members(&self, caller: &Caller) -> MembersClient<contracts::Wire> {
        MembersClient::new(self.wires.call(ServiceName::MembershipSync, caller))
    }
    pub fn runs(&self, caller: &Caller) -> RunsClient<contracts::Wire> {
        RunsClient::new(self.wires.call(ServiceName::MembershipSync, caller))
    }
    pub fn rules(&self, caller: &Caller) -> RulesClient<contracts::Wire> {
        RulesClient::new(self.wires.call(ServiceName::MembershipSync, caller))
    }

    /// A rule that awards an achievement of this name for a certification; empty for the membership.
    pub async fn rule(&self, achievement: &str, certification: &str, level: &str) -> Rule {
        let id = self.issuance.achievement(self.guild, achievement);
        self.try_rule(&self.client(), id, certification, level)
            .await
            .unwrap()
    }
    pub async fn try_rule(
        &self,
        caller: &Caller,
        achievement: AchievementId,
        certification: &str,
        level: &str,
    ) -> Result<Rule, Status> {
        let request = CreateRuleRequest {
            achievement_id: achievement.to_string(),
            certification: certification.to_owned(),
            level: level.to_owned(),
            requires_membership: true,
            ..Default::default()
        };
        self.rules(caller)
            .create_rule(request)
            .await
            .map(|r| r.into_inner())
    }
    /// The four rules of the guild.
    pub async fn guild_rules(&self) {
        for level in ["Foundation", "Practitioner", "Professional"] {
            self.rule(
                &format!("Proposal {level}"),
                "Bid & Proposal Management",
                level,
            )
            .await;
        }
        self.rule(
            "Bid Writing",
            "Bid & Proposal Writing",
            "Micro-Certification",
        )
        .await;
    }

    pub async fn send(
        &self,
        caller: &Caller,
        header: ImportHeader,
        bytes: &[u8],
    ) -> Result<Run, Status> {
        let mut pieces = vec![ImportRequest {
            header: Some(header),
            bytes: Vec::new(),
        }];
        pieces.extend(bytes.chunks(10_000).map(|chunk| ImportRequest {
            header: None,
            bytes: chunk.to_vec(),
        }));
        self.members(caller)
            .import(tokio_stream::iter(pieces))
            .await
            .map(|r| r.into_inner())
    }
    /// Sends a file and waits until its run rests.
    pub async fn import(&self, header: ImportHeader, bytes: impl AsRef<[u8]>) -> Run {
        let run = self
            .send(&self.client(), header, bytes.as_ref())
            .await
            .unwrap();
        self.at_rest(&run.id).await
    }
    pub async fn import_members(&self, rows: &str) -> Run {
        self.import(members(), format!("{MEMBERS}{rows}")).await
    }
    pub async fn import_certifications(&self, rows: &str) -> Run {
        self.import(certifications(), format!("{CERTIFICATIONS}{rows}"))
            .await
    }
    pub async fn get_run(&self, id: &str) -> Run {
        self.runs(&self.client())
            .get_run(GetRunRequest { id: id.to_owned() })
            .await
            .unwrap()
            .into_inner()
    }
    /// The run once nothing more happens to it by itself.
    pub async fn at_rest(&self, id: &str) -> Run {
        let rests = |state: &str| ["previewed", "held", "finished", "failed"].contains(&state);
        let (mut far, mut since) = (None, Instant::now());
        loop {
            let run = self.get_run(id).await;
            if rests(&run.state) {
                return run;
            }
            assert!(
                since.elapsed() < PATIENCE,
                "nothing moved for {PATIENCE:?}: the run does not come to rest: {run:?}"
            );
            if far.as_ref() != Some(&run) {
                (far, since) = (Some(run), Instant::now());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    /// Waits until something holds.
    pub async fn until(&self, what: &str, mut holds: impl AsyncFnMut() -> bool) {
        let began = Instant::now();
        while !holds().await {
            assert!(
                began.elapsed() < PATIENCE,
                "waited {PATIENCE:?} in vain: {what}"
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    pub async fn apply(&self, id: &str, confirm: bool) -> Result<Run, Status> {
        let request = contracts::membership_sync::v1::ApplyRunRequest {
            id: id.to_owned(),
            confirm,
        };
        let run = self
            .runs(&self.client())
            .apply_run(request)
            .await?
            .into_inner();
        Ok(self.at_rest(&run.id).await)
    }
    pub async fn changes(&self, run: &Run) -> Vec<Change> {
        let request = ListChangesRequest {
            run_id: run.id.clone(),
            kind: String::new(),
            page: Some(PageRequest {
                limit: 200,
                cursor: String::new(),
            }),
        };
        self.runs(&self.client())
            .list_changes(request)
            .await
            .unwrap()
            .into_inner()
            .changes
    }
    pub async fn errors(&self, run: &Run) -> ListRunErrorsResponse {
        let request = ListRunErrorsRequest {
            run_id: run.id.clone(),
            page: Some(PageRequest {
                limit: 200,
                cursor: String::new(),
            }),
        };
        self.runs(&self.client())
            .list_run_errors(request)
            .await
            .unwrap()
            .into_inner()
    }
    pub async fn member(&self, number: &str) -> Result<Member, Status> {
        let request = GetMemberRequest {
            issuer_id: String::new(),
            member_number: number.to_owned(),
        };
        self.members(&self.client())
            .get_member(request)
            .await
            .map(|r| r.into_inner())
    }
    /// Waits until all evaluations are done.
    pub async fn settle(&self) {
        self.until("no job is due", async || {
            let kinds = ["read", "apply", "evaluate", "daily"];
            self.store.jobs_due(&kinds).await.unwrap() == 0
        })
        .await;
    }
    pub async fn stop(&self) {
        assert!(self.tasks.shutdown(PATIENCE).await, "tasks did not end");
    }
    pub fn a_new_issuer(&self) -> IssuerId {
        self.ids.next(self.clock.now())
    }
}

/// Ids that a test can name.
pub trait FromTest: platform::ids::Id {
    fn from_test(n: u128) -> Self {
        Self::from_uuid(uuid::Uuid::from_u128(n))
    }
}
impl<I: platform::ids::Id> FromTest for I {}

pub fn header(kind: &str) -> ImportHeader {
    ImportHeader {
        kind: kind.to_owned(),
        file_name: format!("{kind}.csv"),
        ..Default::default()
    }
}
pub fn members() -> ImportHeader {
    header("members")
}
pub fn certifications() -> ImportHeader {
    header("certifications")
}
pub fn dry(header: ImportHeader) -> ImportHeader {
    ImportHeader {
        dry_run: true,
        ..header
    }
}
pub fn complete(header: ImportHeader) -> ImportHeader {
    ImportHeader {
        complete: true,
        ..header
    }
}

/// A row of a member.
pub fn member(n: u32, status: &str, expires: &str) -> String {
    format!(
        "PG-{n},Ada,Number{n},Ada Number{n},ada.{n}@example.org,{status},2020-01-01,{expires}\n"
    )
}
/// A row of a passed Practitioner.
pub fn practitioner(n: u32) -> String {
    format!("PG-{n},Bid & Proposal Management,Practitioner,2,2025-08-20,PR{n}\n")
}
/// A file of the guild's own, where the data are at hand; a skip is told.
pub fn guild_file(test: &str, name: &str) -> Option<Vec<u8>> {
    let found = platform::config::environment("ACCOLADE_DATA")
        .and_then(|dir| std::fs::read(Path::new(&dir).join("proposal-guild").join(name)).ok());
    if found.is_none() {
        skipped(test, "ACCOLADE_DATA does not name the sample data");
    }
    found
}

/// Tells that a test could not do its work here.
fn skipped(test: &str, reason: &str) {
    use std::io::Write as _;
    if let Some(skips) = platform::config::environment("ACCOLADE_SKIPS") {
        let mut file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(skips)
            .unwrap();
        writeln!(file, "skipped: {test}: {reason}").unwrap();
    }
}
