use crate::config::Config;
use contracts::{
    Wire,
    issuance::v1 as issuance,
    membership_sync::v1 as sync,
    notification::v1 as notification,
    verification::v1::{self as verification, verification_server::Verification},
    wallet::v1 as wallet,
};
use platform::{
    ServiceName, Wires,
    clock::{Clock, Timestamp},
    config::Settings,
    identity::Caller,
    ids::Ids,
    signin::Throttle,
    tasks::Tasks,
};
use std::sync::Arc;
use tonic::Status;

const VERIFY: &str = "/accolade.verification.v1.Verification/Verify";

/// What the gateway stands on.
pub struct Parts {
    /// Time.
    pub clock: Clock,
    /// Ids and randomness.
    pub ids: Ids,
    /// Ways to the services.
    pub wires: Wires,
    /// Tasks a shutdown waits for.
    pub tasks: Tasks,
    /// All settings.
    pub settings: Arc<Settings>,
}

/// What every handler is given. Clone freely.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    config: Config,
    parts: Parts,
    limits: Limits,
}

/// Requests a minute from one address. In memory, so each replica counts for itself.
pub(crate) struct Limits {
    /// Everything.
    pub all: Throttle,
    /// Verification, which may make us fetch.
    pub verify: Throttle,
    /// Signing in, asking for mails, using links.
    pub people: Throttle,
    /// Calls with an API key that is not good.
    pub bad_keys: Throttle,
}

macro_rules! clients {
    ($($(#[$doc:meta])* $name:ident: $service:ident, $module:ident::$client_module:ident::$client:ident;)*) => {
        impl App {
            $($(#[$doc])*
            pub(crate) fn $name(&self, caller: &Caller) -> $module::$client_module::$client<Wire> {
                $module::$client_module::$client::new(self.wire(ServiceName::$service, caller)).max_decoding_message_size(64 << 20).max_encoding_message_size(64 << 20)
            })*
        }
    };
}
clients! {
    /// Tenants.
    issuers: Issuance, issuance::issuers_client::IssuersClient;
    /// What can be earned.
    achievements: Issuance, issuance::achievements_client::AchievementsClient;
    /// Badges.
    credentials: Issuance, issuance::credentials_client::CredentialsClient;
    /// The VC-API's test keys.
    vc_api: Issuance, issuance::vc_api_client::VcApiClient;
    /// Issuance's own contract.
    issuance: Issuance, issuance::internal_client::InternalClient;
    /// Wallet's own contract.
    wallet: Wallet, wallet::internal_client::InternalClient;
    /// Public portfolios.
    portfolios: Wallet, wallet::portfolios_client::PortfoliosClient;
    /// Reports.
    verification: Verification, verification::verification_client::VerificationClient;
    /// Many badges at once.
    verify_batches: Verification, verification::batches_client::BatchesClient;
    /// The registry of known issuers.
    known_issuers: Verification, verification::internal_client::InternalClient;
    /// Members.
    members: MembershipSync, sync::members_client::MembersClient;
    /// Sync runs.
    runs: MembershipSync, sync::runs_client::RunsClient;
    /// Eligibility rules.
    rules: MembershipSync, sync::rules_client::RulesClient;
    /// Mails about an issuer's badges.
    messages: Notification, notification::messages_client::MessagesClient;
    /// The mailbox.
    mailbox: Notification, notification::internal_client::InternalClient;
}

impl App {
    pub(crate) fn new(config: Config, parts: Parts) -> Self {
        let limits = Limits {
            all: Throttle::per_minute(1200),
            verify: Throttle::per_minute(60),
            people: Throttle::per_minute(30),
            bad_keys: Throttle::per_minute(30),
        };
        Self(Arc::new(Inner {
            config,
            parts,
            limits,
        }))
    }
    /// What the gateway was told.
    pub fn config(&self) -> &Config {
        &self.0.config
    }
    /// Now.
    pub fn now(&self) -> Timestamp {
        self.0.parts.clock.now()
    }
    /// Ids and randomness.
    pub(crate) fn ids(&self) -> &Ids {
        &self.0.parts.ids
    }
    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }
    /// A way to a service for this caller.
    pub(crate) fn wire(&self, to: ServiceName, caller: &Caller) -> Wire {
        self.0.parts.wires.call(to, caller)
    }
    /// A report on a badge: by a call of a function where the verifier is in this process.
    pub(crate) async fn verify(
        &self,
        caller: &Caller,
        ask: verification::VerifyRequest,
    ) -> Result<verification::Report, Status> {
        let Some(near) = self
            .0
            .parts
            .wires
            .near::<dyn Verification>(ServiceName::Verification)
        else {
            let answer = self.verification(caller).verify(ask).await?;
            return Ok(answer.into_inner());
        };
        let run = |verifier: Arc<dyn Verification>, ask| async move { verifier.verify(ask).await };
        near.call(caller, VERIFY, ask, run).await
    }
    /// The gateway itself, where it asks for nobody in particular.
    pub(crate) fn itself() -> Caller {
        Caller::Service(ServiceName::Gateway)
    }
}
