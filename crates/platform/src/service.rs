//! What a service is given and what it answers.

use crate::{
    bus::Subscription,
    clock::Clock,
    config::Settings,
    identity::{Caller, Identity},
    ids::Ids,
    jobs::JobDefinition,
    rpc::{self, Contracts, Near},
    seal::Keyring,
    signin::Passwords,
    store::Store,
    tasks::Tasks,
};
use contracts::Wire;
use std::{
    collections::BTreeMap,
    fmt,
    str::FromStr,
    sync::{Arc, OnceLock},
};

/// The services, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceName {
    /// The only door.
    Gateway,
    /// Issuers, achievements, credentials.
    Issuance,
    /// Earners and the badges they hold.
    Wallet,
    /// Anybody's badge → a report.
    Verification,
    /// Mail.
    Notification,
    /// Members, certifications, rules.
    MembershipSync,
}

impl ServiceName {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Gateway,
        Self::Issuance,
        Self::Wallet,
        Self::Verification,
        Self::Notification,
        Self::MembershipSync,
    ];
    /// Those with a database: all but the gateway.
    pub const WITH_STORE: [Self; 5] = [
        Self::Issuance,
        Self::Wallet,
        Self::Verification,
        Self::Notification,
        Self::MembershipSync,
    ];

    /// As in commands, subjects and addresses: `membership-sync`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Issuance => "issuance",
            Self::Wallet => "wallet",
            Self::Verification => "verification",
            Self::Notification => "notification",
            Self::MembershipSync => "membership-sync",
        }
    }

    /// As in schemas and file names: `membership_sync`.
    pub const fn snake(self) -> &'static str {
        match self {
            Self::MembershipSync => "membership_sync",
            other => other.as_str(),
        }
    }
}
impl fmt::Display for ServiceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl FromStr for ServiceName {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|s| s.as_str() == text)
            .ok_or_else(|| {
                format!(
                    "`{text}` is not a service; there are {}",
                    Self::ALL.map(Self::as_str).join(", ")
                )
            })
    }
}

/// What every service stands on. Clone freely.
#[derive(Clone)]
pub struct Foundation {
    /// Which service stands on it.
    pub name: ServiceName,
    /// Time.
    pub clock: Clock,
    /// Ids and randomness.
    pub ids: Ids,
    /// What was configured.
    pub settings: Arc<Settings>,
    /// The service's own database.
    pub store: Store,
    /// What its personal data and keys are sealed with.
    pub keyring: Keyring,
    /// Ways to the other services.
    pub wires: Wires,
    /// Tasks a shutdown waits for.
    pub tasks: Tasks,
    /// Password hashing.
    pub passwords: Passwords,
}

/// A started service. It has bound no port and spawned nothing; whoever holds it decides how it is reached.
pub struct Service {
    /// Which one.
    pub name: ServiceName,
    /// Its gRPC services, without health and reflection, which [`rpc::guard`] adds.
    pub routes: tonic::service::Routes,
    /// Those of its contracts that are called often enough for a neighbour in the same process to call them without
    /// writing and reading messages.
    pub near: Contracts,
    /// The full protobuf names of those services, for health.
    pub services: Vec<&'static str>,
    /// The facts it listens to.
    pub subscriptions: Vec<Subscription>,
    /// The jobs it runs.
    pub jobs: Vec<JobDefinition>,
}

/// Ways to the other services, in this process or across the network.
#[derive(Clone)]
pub struct Wires {
    identity: Arc<Identity>,
    ways: Arc<BTreeMap<ServiceName, Way>>,
}

enum Way {
    /// Bound once all services of this process have started.
    Local {
        wire: OnceLock<Wire>,
        near: OnceLock<(Contracts, Arc<Identity>)>,
    },
    Remote(Wire),
}

impl Wires {
    /// Ways for calls of `identity`'s service, all within this process.
    pub fn local(identity: Arc<Identity>, ways: &LocalWays) -> Self {
        Self {
            identity,
            ways: ways.0.clone(),
        }
    }

    /// Ways across the network.
    pub fn remote(
        identity: Arc<Identity>,
        wires: impl IntoIterator<Item = (ServiceName, Wire)>,
    ) -> Self {
        Self {
            identity,
            ways: Arc::new(
                wires
                    .into_iter()
                    .map(|(name, wire)| (name, Way::Remote(wire)))
                    .collect(),
            ),
        }
    }

    /// A way to `to` on which every call is made as `caller`: an internal token and the current trace go
    /// with each.
    pub fn call(&self, to: ServiceName, caller: &Caller) -> Wire {
        rpc::outgoing(self.way(to), self.identity.clone(), caller.clone(), to)
    }

    /// A way to `to` on which this service calls as itself.
    pub fn as_service(&self, to: ServiceName) -> Wire {
        self.call(to, &Caller::Service(self.identity.name()))
    }

    /// A contract of a service that is in this process and was bound with it; over a wire otherwise.
    pub fn near<T: ?Sized + Send + Sync + 'static>(&self, to: ServiceName) -> Option<Near<T>> {
        let Way::Local { near, .. } = self.ways.get(&to)? else {
            return None;
        };
        let (contracts, theirs) = near.get()?;
        Near::of(contracts, &self.identity, theirs)
    }

    fn way(&self, to: ServiceName) -> Option<Wire> {
        match self.ways.get(&to)? {
            Way::Local { wire, .. } => wire.get().cloned(),
            Way::Remote(wire) => Some(wire.clone()),
        }
    }
}

/// The ways within one process: made before the services start, bound when they have.
#[derive(Clone)]
pub struct LocalWays(Arc<BTreeMap<ServiceName, Way>>);

impl Default for LocalWays {
    fn default() -> Self {
        Self(Arc::new(
            ServiceName::ALL
                .into_iter()
                .map(|name| {
                    let (wire, near) = (OnceLock::new(), OnceLock::new());
                    (name, Way::Local { wire, near })
                })
                .collect(),
        ))
    }
}
impl LocalWays {
    /// Binds the way to a service. A second binding of the same name changes nothing.
    pub fn bind(&self, name: ServiceName, wire: Wire) {
        if let Some(Way::Local { wire: slot, .. }) = self.0.get(&name) {
            let _already_bound = slot.set(wire);
        }
    }

    /// Binds the contracts of a service that may be called without a wire, and the service's identity, which judges
    /// the callers. A second binding of the same name changes nothing.
    pub fn bind_near(&self, contracts: Contracts, identity: Arc<Identity>) {
        if let Some(Way::Local { near, .. }) = self.0.get(&identity.name()) {
            let _already_bound = near.set((contracts, identity));
        }
    }
}
