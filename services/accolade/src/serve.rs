//! One service in a process of its own, on PostgreSQL and NATS.

use crate::{
    assemble,
    assemble::Ground,
    listen,
    tls::{self, Tls},
};
use anyhow::Context as _;
use contracts::issuance::v1::{
    BootstrapOperatorRequest, BootstrapOperatorResponse, internal_client::InternalClient,
};
use platform::{
    ServiceName, Wires,
    bus::JetStream,
    config::Settings,
    health::{self, Check},
    identity::Identity,
    jobs,
    metrics::{self, Readers, Watched},
    rpc,
};
use std::{net::SocketAddr, sync::Arc};

/// Starts `name` and answers where it listens. It runs until the ground's tasks are stopped.
pub async fn serve(ground: &Ground, name: ServiceName) -> anyhow::Result<SocketAddr> {
    let settings = &ground.settings;
    let identity = Arc::new(identity(ground, name)?);
    let peers = ServiceName::WITH_STORE
        .into_iter()
        .filter(|peer| *peer != name)
        .filter_map(|peer| settings.peer_url(peer).transpose().map(|url| (peer, url)))
        .map(|(peer, url)| anyhow::Ok((peer, rpc::connect(&url?)?)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let wires = Wires::remote(identity.clone(), peers);
    let default = if name == ServiceName::Gateway {
        8080
    } else {
        7001
    };
    let bound = listen::bind(settings.listen(([0, 0, 0, 0], default).into())?).await?;
    let address = bound.address;

    if name == ServiceName::Gateway {
        let tls = tls::Files::from_settings(settings)?
            .map(|files| Tls::new(files, ground.clock.clone()))
            .transpose()?;
        let config = gateway::Config::from_settings(settings)?;
        let parts = gateway::Parts {
            clock: ground.clock.clone(),
            ids: ground.ids.clone(),
            wires,
            tasks: ground.tasks.clone(),
            settings: settings.clone(),
        };
        let router = gateway::start(config, parts, Vec::new()).await?;
        let readers = assemble::readers_of_metrics(settings);
        let router = metrics::measured(router).merge(metrics::router(Vec::new(), readers));
        bound.serve_over(tls, router, &ground.tasks)?;
        return Ok(address);
    }

    let nats = settings.text("nats_url").ok_or_else(|| {
        Settings::missing("nats_url", "services in processes of their own tell each other facts through NATS JetStream; write nats://host:4222, or run `accolade up` for everything in one process")
    })?;
    let bus = JetStream::connect(nats, name).await?;
    let started = assemble::start(ground, name, None, identity, wires)
        .await
        .with_context(|| format!("{name} could not start"))?;
    bus.run(&started.store, started.service.subscriptions, &ground.tasks);
    let watched = Watched {
        store: started.store.clone(),
        kinds: started.service.jobs.iter().map(|job| job.kind).collect(),
    };
    jobs::run(&started.store, started.service.jobs, &ground.tasks);
    let nats_check = Check::new("nats", move || {
        let bus = bus.clone();
        async move { bus.is_reachable() }
    });
    let router = health::router(vec![assemble::database_check(&started.store), nats_check])
        .merge(metrics::router(vec![watched], Readers::Anybody))
        .merge(listen::grpc(started.wire));
    bound.serve(router, &ground.tasks);
    Ok(address)
}

fn identity(ground: &Ground, name: ServiceName) -> anyhow::Result<Identity> {
    let settings = &ground.settings;
    let seed = settings.secret("identity_key").ok_or_else(|| {
        Settings::missing("identity_key", "services believe each other by it; `accolade keys identity` makes one and prints the public key that its peers put into ACCOLADE_TRUST")
    })?;
    let trust = Identity::parse_trust(settings.list("trust"))?;
    Ok(Identity::from_seed(name, &seed, ground.clock.clone())?.trusting(trust))
}

/// Makes the first operator of an installation of separate services, asking issuance as the gateway does.
pub async fn bootstrap(
    ground: &Ground,
    email: &str,
    name: &str,
    password: Option<&str>,
) -> anyhow::Result<BootstrapOperatorResponse> {
    let identity = Arc::new(identity(ground, ServiceName::Gateway)?);
    let url = ground
        .settings
        .peer_url(ServiceName::Issuance)?
        .ok_or_else(|| {
            Settings::missing(
                "issuance_url",
                "the operator is made there; write http://issuance:7001",
            )
        })?;
    let wires = Wires::remote(identity, [(ServiceName::Issuance, rpc::connect(&url)?)]);
    let mut issuance = InternalClient::new(wires.as_service(ServiceName::Issuance));
    let request = BootstrapOperatorRequest {
        email: email.into(),
        name: name.into(),
        password: password.unwrap_or_default().into(),
    };
    Ok(issuance.bootstrap_operator(request).await?.into_inner())
}
