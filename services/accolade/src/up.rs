//! Everything in one process: embedded databases, facts delivered in process, gRPC as a function call.

use crate::{
    assemble,
    assemble::Ground,
    backup, listen,
    tls::{self, Tls},
};
use anyhow::Context as _;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use contracts::issuance::v1::{
    BootstrapOperatorRequest, BootstrapOperatorResponse, internal_client::InternalClient,
};
use platform::{
    Service, ServiceName, Wires, bus,
    clock::Clock,
    config::Settings,
    identity::{Caller, Identity},
    jobs::{self, JobDefinition},
    metrics::{self, Watched},
    service::LocalWays,
    store::Store,
    tasks::Tasks,
};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// A running process with all services.
pub struct Running {
    /// Its settings, clock and tasks.
    pub ground: Ground,
    /// Where it listens.
    pub address: SocketAddr,
    /// The public base address.
    pub base: String,
    /// Ways to its services, as the gateway.
    pub wires: Wires,
    stores: BTreeMap<ServiceName, Store>,
    job_kinds: BTreeMap<ServiceName, Vec<&'static str>>,
}

/// Starts everything. `data` holds the databases and the master key, which is made on the first start.
///
/// Port 0 takes any free port; base address and port are then kept in `data`, for they stand in every badge.
pub async fn up(mut settings: Settings, data: PathBuf, clock: Clock) -> anyhow::Result<Running> {
    make_private(&data)
        .with_context(|| format!("the data directory {} cannot be made", data.display()))?;
    if settings.secret("master_key").is_none() {
        settings.set("master_key", master_key(&data)?);
    }
    let tls = tls::Files::from_settings(&settings)?
        .map(|files| Tls::new(files, clock.clone()))
        .transpose()?;
    let bound = listen::bind(settings.listen(remembered_address(&data)?)?).await?;
    let address = bound.address;
    if settings.text("public_url").is_none() {
        let scheme = if tls.is_some() { "https" } else { "http" };
        settings.set(
            "public_url",
            format!("{scheme}://localhost:{}", address.port()),
        );
    }
    std::fs::write(data.join("port"), address.port().to_string())?;
    settings.set("data", data.display().to_string());
    if settings.text("dev_mail").is_none() && settings.secret("smtp_url").is_none() {
        settings.set("dev_mail", "on".into());
    }
    let base = settings.public_url()?.as_str().to_owned();
    let ground = Ground::at(settings, clock)?;

    let identities = identities(&ground)?;
    let ways = LocalWays::default();
    let (mut stores, mut services) = (BTreeMap::new(), Vec::<Service>::new());
    for name in ServiceName::WITH_STORE {
        let identity = identities
            .get(&name)
            .cloned()
            .with_context(|| format!("{name} has no identity"))?;
        let wires = Wires::local(identity.clone(), &ways);
        let started = assemble::start(&ground, name, Some(&data), identity.clone(), wires)
            .await
            .with_context(|| format!("{name} could not start"))?;
        ways.bind(name, started.wire);
        ways.bind_near(started.service.near.clone(), identity);
        stores.insert(name, started.store);
        services.push(started.service);
    }
    let subscriptions: Vec<_> = services
        .iter()
        .flat_map(|s| s.subscriptions.clone())
        .collect();
    let (mut job_kinds, mut watched) = (BTreeMap::new(), Vec::new());
    for service in services {
        let Some(store) = stores.get(&service.name) else {
            continue;
        };
        bus::deliver_in_process(store.clone(), subscriptions.clone(), &ground.tasks);
        let kinds: Vec<_> = service.jobs.iter().map(|j| j.kind).collect();
        watched.push(Watched {
            store: store.clone(),
            kinds: kinds.clone(),
        });
        job_kinds.insert(service.name, kinds);
        if service.name == ServiceName::Notification && backup::are_mails_paused(&data) {
            run_when_resumed(store.clone(), service.jobs, data.clone(), &ground.tasks);
        } else {
            jobs::run(store, service.jobs, &ground.tasks);
        }
    }

    let identity = identities
        .get(&ServiceName::Gateway)
        .cloned()
        .context("the gateway has no identity")?;
    let wires = Wires::local(identity, &ways);
    let config = gateway::Config::from_settings(&ground.settings)?;
    let parts = gateway::Parts {
        clock: ground.clock.clone(),
        ids: ground.ids.clone(),
        wires: wires.clone(),
        tasks: ground.tasks.clone(),
        settings: ground.settings.clone(),
    };
    let checks = stores.values().map(assemble::database_check).collect();
    let router = gateway::start(config, parts, checks).await?;
    let readers = assemble::readers_of_metrics(&ground.settings);
    let router = metrics::measured(router).merge(metrics::router(watched, readers));
    bound.serve_over(tls, router, &ground.tasks)?;
    Ok(Running {
        ground,
        address,
        base,
        wires,
        stores,
        job_kinds,
    })
}

impl Running {
    /// Makes the first operator if there is none.
    pub async fn bootstrap(
        &self,
        email: &str,
        name: &str,
        password: Option<&str>,
    ) -> anyhow::Result<BootstrapOperatorResponse> {
        let mut issuance = InternalClient::new(self.wires.call(
            ServiceName::Issuance,
            &Caller::Service(ServiceName::Gateway),
        ));
        let request = BootstrapOperatorRequest {
            email: email.into(),
            name: name.into(),
            password: password.unwrap_or_default().into(),
        };
        Ok(issuance.bootstrap_operator(request).await?.into_inner())
    }

    /// Waits until no fact waits for a consumer and no job is due, `patience` at most. `false` if that was not
    /// long enough.
    pub async fn settle(&self, patience: Duration) -> anyhow::Result<bool> {
        let started = tokio::time::Instant::now();
        let mut calm = 0;
        while started.elapsed() < patience {
            let mut waiting = 0;
            for (name, store) in &self.stores {
                waiting += store.backlog().await?;
                waiting += store
                    .jobs_due(self.job_kinds.get(name).map_or(&[][..], Vec::as_slice))
                    .await?;
            }
            // Twice calm: what one look finds moving between two stores, the second finds arrived.
            calm = if waiting == 0 { calm + 1 } else { 0 };
            if calm == 2 {
                return Ok(true);
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Ok(false)
    }

    /// Stops everything and waits for it.
    pub async fn stop(self) -> bool {
        self.ground.tasks.shutdown(Duration::from_secs(15)).await
    }
}

/// Databases that come from a copy hold mails that may have been sent since: they leave when a person says so.
fn run_when_resumed(store: Store, jobs: Vec<JobDefinition>, data: PathBuf, tasks: &Tasks) {
    tracing::warn!(
        "mails are paused because the databases come from a copy; `accolade resume-mail` lets them go"
    );
    let task = tasks.clone();
    tasks.spawn("paused mails", async move {
        while backup::are_mails_paused(&data) {
            if !task.pause(Duration::from_secs(2)).await {
                return;
            }
        }
        jobs::run(&store, jobs, &task);
    });
}

/// One key a service, made afresh: nothing outside this process needs to know them.
fn identities(ground: &Ground) -> anyhow::Result<BTreeMap<ServiceName, Arc<Identity>>> {
    let fresh = ServiceName::ALL
        .into_iter()
        .map(|name| {
            Ok((
                name,
                Identity::fresh(name, &ground.ids, ground.clock.clone())?,
            ))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let keys: Vec<_> = fresh
        .iter()
        .map(|(name, identity)| (*name, identity.public()))
        .collect();
    Ok(fresh
        .into_iter()
        .map(|(name, identity)| (name, Arc::new(identity.trusting(keys.clone()))))
        .collect())
}

/// The address of the last start, so that badges issued then are still found; 8080 on the first.
fn remembered_address(data: &Path) -> anyhow::Result<SocketAddr> {
    let port = match std::fs::read_to_string(data.join("port")) {
        Ok(text) => text
            .trim()
            .parse()
            .with_context(|| format!("{} holds no port number", data.join("port").display()))?,
        Err(_) => 8080,
    };
    Ok(([127, 0, 0, 1], port).into())
}

/// The secret everything is sealed with, readable by its owner alone.
fn master_key(data: &Path) -> anyhow::Result<String> {
    let path = data.join("master.key");
    if let Ok(text) = std::fs::read_to_string(&path) {
        return Ok(text.trim().to_owned());
    }
    let key = STANDARD.encode(platform::ids::Ids::system().bytes::<32>());
    write_private(&path, &key)
        .with_context(|| format!("the master key could not be written to {}", path.display()))?;
    Ok(key)
}

/// Makes a directory that its owner alone may look into; one that is there stays as it is.
pub(crate) fn make_private(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
