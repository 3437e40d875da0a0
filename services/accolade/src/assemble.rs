//! Starts services on their foundations.

use anyhow::Context as _;
use contracts::Wire;
use platform::{
    Foundation, Service, ServiceName, Wires,
    clock::Clock,
    config::Settings,
    health::Check,
    identity::Identity,
    ids::Ids,
    metrics::Readers,
    rpc,
    seal::Keyring,
    signin::{PasswordCost, Passwords},
    store::{Location, Migrations, Store},
    tasks::Tasks,
};
use std::{path::Path, sync::Arc};

/// What all services of a process share.
#[derive(Clone)]
pub struct Ground {
    /// What was configured.
    pub settings: Arc<Settings>,
    /// Time.
    pub clock: Clock,
    /// Ids and randomness.
    pub ids: Ids,
    /// Tasks a shutdown waits for.
    pub tasks: Tasks,
    /// Password hashing, bounded for the whole process.
    pub passwords: Passwords,
}

impl Ground {
    /// From settings, with the machine's clock and randomness.
    pub fn new(settings: Settings) -> anyhow::Result<Self> {
        Self::at(settings, Clock::system())
    }

    /// From settings, with a clock of one's own.
    pub fn at(settings: Settings, clock: Clock) -> anyhow::Result<Self> {
        let cost = match settings.text("password_cost") {
            None | Some("strong") => PasswordCost::Strong,
            Some("test") => PasswordCost::Test,
            Some(_) => {
                return Err(settings
                    .refuse("password_cost", "write strong or test")
                    .into());
            }
        };
        Ok(Self {
            settings: Arc::new(settings),
            clock,
            ids: Ids::system(),
            tasks: Tasks::new(),
            passwords: Passwords::new(cost),
        })
    }
}

/// A started service: how it is called, and what stands behind it.
pub struct Started {
    /// Its routes behind the guard.
    pub wire: Wire,
    /// The service, its routes taken out.
    pub service: Service,
    /// Its database.
    pub store: Store,
}

/// Where a service's database is: PostgreSQL if one is set, else a file in `data`.
pub fn location(
    settings: &Settings,
    name: ServiceName,
    data: Option<&Path>,
) -> anyhow::Result<Location> {
    if let Some(url) = settings.database_url(name) {
        return Ok(Location::Postgres(url));
    }
    let data = data.ok_or_else(|| Settings::missing("database_url", "a service on its own keeps its rows in PostgreSQL; write postgres://user:password@host/database"))?;
    Ok(Location::File(data.join(format!("{}.db", name.snake()))))
}

/// The migrations of a service.
pub fn migrations(name: ServiceName) -> Option<Migrations> {
    match name {
        ServiceName::Gateway => None,
        ServiceName::Issuance => Some(issuance::migrations()),
        ServiceName::Wallet => Some(wallet::migrations()),
        ServiceName::Verification => Some(verification::migrations()),
        ServiceName::Notification => Some(notification::migrations()),
        ServiceName::MembershipSync => Some(membership_sync::migrations()),
    }
}

/// Opens a service's database, bringing it up to date.
pub async fn open(
    ground: &Ground,
    name: ServiceName,
    data: Option<&Path>,
) -> anyhow::Result<Store> {
    let migrations = migrations(name).with_context(|| format!("{name} has no database"))?;
    let location = location(&ground.settings, name, data)?;
    Ok(Store::open(
        name,
        &location,
        migrations,
        ground.clock.clone(),
        ground.ids.clone(),
    )
    .await?)
}

/// Opens a service's database beside the process that runs on it.
pub async fn attach(
    ground: &Ground,
    name: ServiceName,
    data: Option<&Path>,
) -> anyhow::Result<Store> {
    let location = location(&ground.settings, name, data)?;
    Ok(Store::attach(name, &location, ground.clock.clone(), ground.ids.clone()).await?)
}

/// Who may read the gateway's figures: it is the one service that strangers reach.
pub fn readers_of_metrics(settings: &Settings) -> Readers {
    settings
        .secret("metrics_token")
        .map_or(Readers::Near, Readers::Bearer)
}

/// Starts one service that has a database, and puts the guard before its routes.
pub async fn start(
    ground: &Ground,
    name: ServiceName,
    data: Option<&Path>,
    identity: Arc<Identity>,
    wires: Wires,
) -> anyhow::Result<Started> {
    let store = open(ground, name, data).await?;
    let keyring = Keyring::new(name.as_str(), &ground.settings.service_key(name)?, &[])?;
    let foundation = Foundation {
        name,
        clock: ground.clock.clone(),
        ids: ground.ids.clone(),
        settings: ground.settings.clone(),
        store: store.clone(),
        keyring,
        wires,
        tasks: ground.tasks.clone(),
        passwords: ground.passwords.clone(),
    };
    let settings = &ground.settings;
    let mut service = match name {
        ServiceName::Issuance => {
            issuance::start(issuance::Config::from_settings(settings)?, foundation).await?
        }
        ServiceName::Wallet => {
            wallet::start(wallet::Config::from_settings(settings)?, foundation).await?
        }
        ServiceName::Verification => {
            verification::start(verification::Config::from_settings(settings)?, foundation).await?
        }
        ServiceName::Notification => {
            notification::start(notification::Config::from_settings(settings)?, foundation).await?
        }
        ServiceName::MembershipSync => {
            membership_sync::start(
                membership_sync::Config::from_settings(settings)?,
                foundation,
            )
            .await?
        }
        ServiceName::Gateway => anyhow::bail!("the gateway has no database and starts by itself"),
    };
    let routes = std::mem::take(&mut service.routes);
    let wire = rpc::guard(routes, &service.services, identity).await?;
    Ok(Started {
        wire,
        service,
        store,
    })
}

/// Whether a service's database answers.
pub fn database_check(store: &Store) -> Check {
    let store = store.clone();
    Check::new(format!("database of {}", store.service()), move || {
        let store = store.clone();
        async move { store.is_reachable().await }
    })
}
