//! The whole product, running.

use crate::{
    Api, Nats, Postgres, Visitor,
    insight::{self, Databases},
    machine::free_port,
};
use accolade::{assemble::Ground, serve, up};
use anyhow::Context as _;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use platform::{ServiceName, clock::Clock, config::Settings, identity::Identity, ids::Ids};
use std::{collections::BTreeMap, time::Duration};
use tokio::sync::Mutex;

/// The ways to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// One process, SQLite, facts delivered in process.
    Embedded,
    /// Six services on PostgreSQL and NATS, gRPC over TCP.
    Separate,
}

/// A running product. It stops with [`Suite::stop`], or when the test's process ends.
pub struct Suite {
    /// The public base address.
    pub base: String,
    /// Moves time.
    pub clock: Clock,
    /// The first operator's API key.
    pub operator_key: String,
    how: How,
}

enum How {
    Embedded {
        running: Box<up::Running>,
        data: tempfile::TempDir,
    },
    Separate {
        grounds: Vec<Ground>,
        // Behind a lock each: a test that takes one away does so while others are spoken to.
        nats: Mutex<Nats>,
        postgres: Postgres,
    },
}

/// How six services are started.
#[derive(Clone, Debug, Default)]
pub struct Separate {
    /// Whether PostgreSQL keeps what it committed over a crash; slower.
    pub durable: bool,
    /// Where mails go; by default into the mailbox.
    pub smtp_url: Option<String>,
    /// Whether NATS is that of Debian 12.
    pub old_nats: bool,
}

/// The operator's address and password in tests.
pub const OPERATOR: (&str, &str) = ("operator@accolade.example", "a calm harbour at dawn");

impl Suite {
    /// Starts it one way or the other.
    pub async fn start(lane: Lane) -> anyhow::Result<Self> {
        match lane {
            Lane::Embedded => Self::embedded().await,
            Lane::Separate => Self::separate().await,
        }
    }

    /// Everything in one process, on files that go away with it.
    pub async fn embedded() -> anyhow::Result<Self> {
        let data = tempfile::tempdir()?;
        let clock = Clock::system();
        let running = up::up(
            settings(&[("listen", "127.0.0.1:0".into())])?,
            data.path().to_owned(),
            clock.clone(),
        )
        .await?;
        let first = running
            .bootstrap(OPERATOR.0, "Operator", Some(OPERATOR.1))
            .await?;
        Ok(Self {
            base: running.base.clone(),
            clock,
            operator_key: first.api_key,
            how: How::Embedded {
                running: Box::new(running),
                data,
            },
        })
    }

    /// Six services, each with its own ground and listener, over TCP, PostgreSQL and NATS.
    pub async fn separate() -> anyhow::Result<Self> {
        Self::separately(Separate::default()).await
    }

    /// Six services, started so.
    pub async fn separately(how: Separate) -> anyhow::Result<Self> {
        let nats = if how.old_nats {
            Nats::start_old()?
        } else {
            Nats::start()?
        };
        let postgres = Postgres::start(how.durable)?;
        let (clock, ids) = (Clock::system(), Ids::system());
        let ports = ServiceName::ALL
            .into_iter()
            .map(|name| Ok((name, free_port()?)))
            .collect::<anyhow::Result<BTreeMap<_, _>>>()?;
        let port = |name: ServiceName| ports.get(&name).copied().unwrap_or_default();
        let base = format!("http://localhost:{}", port(ServiceName::Gateway));
        let seeds: BTreeMap<ServiceName, String> = ServiceName::ALL
            .into_iter()
            .map(|name| (name, STANDARD.encode(ids.bytes::<32>())))
            .collect();
        let mut trust = Vec::new();
        for (name, seed) in &seeds {
            let identity = Identity::from_seed(*name, &seed.clone().into(), clock.clone())?;
            trust.push(format!("{name}={}", STANDARD.encode(identity.public())));
        }
        let mut grounds = Vec::new();
        for name in ServiceName::WITH_STORE
            .into_iter()
            .chain([ServiceName::Gateway])
        {
            let mut own = settings(&[
                ("listen", format!("127.0.0.1:{}", port(name))),
                ("public_url", base.clone()),
                ("database_url", postgres.url()),
                ("nats_url", nats.url()),
                (
                    "master_key",
                    STANDARD.encode([7u8, 1, 9, 4, 2, 8, 3, 6].repeat(4)),
                ),
                (
                    "identity_key",
                    seeds.get(&name).cloned().unwrap_or_default(),
                ),
                ("trust", trust.join(",")),
                ("dev_mail", "on".into()),
            ])?;
            if let Some(url) = &how.smtp_url {
                own.set("dev_mail", "off".into());
                own.set("smtp_url", url.clone());
            }
            for (setting, peer) in [
                ("issuance_url", ServiceName::Issuance),
                ("wallet_url", ServiceName::Wallet),
                ("verification_url", ServiceName::Verification),
                ("notification_url", ServiceName::Notification),
                ("membership_sync_url", ServiceName::MembershipSync),
            ] {
                own.set(setting, format!("http://127.0.0.1:{}", port(peer)));
            }
            let ground = Ground::at(own, clock.clone())?;
            serve::serve(&ground, name)
                .await
                .with_context(|| name.to_string())?;
            grounds.push(ground);
        }
        let gateway = grounds.last().context("no gateway")?;
        let first = serve::bootstrap(gateway, OPERATOR.0, "Operator", Some(OPERATOR.1)).await?;
        Ok(Self {
            base,
            clock,
            operator_key: first.api_key,
            how: How::Separate {
                grounds,
                nats: Mutex::new(nats),
                postgres,
            },
        })
    }

    /// REST as the operator.
    pub fn operator(&self) -> Api {
        Api::new(&self.base, Some(&self.operator_key))
    }

    /// REST without a key.
    pub fn anonymous(&self) -> Api {
        Api::new(&self.base, None)
    }

    /// Somebody with a browser.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.base)
    }

    /// Moves time on.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Waits until nothing moves any more. In separate processes nobody can know; there tests wait for what
    /// they want to see.
    pub async fn settle(&self) -> anyhow::Result<()> {
        if let How::Embedded { running, .. } = &self.how
            && !running.settle(crate::PATIENCE * 2).await?
        {
            anyhow::bail!("facts or jobs still wait after {:?}", crate::PATIENCE * 2);
        }
        Ok(())
    }

    /// Kills NATS and starts it again `time` later.
    pub async fn take_nats_away(&self, time: Duration) -> anyhow::Result<()> {
        let How::Separate { nats, .. } = &self.how else {
            anyhow::bail!("there is no NATS in one process");
        };
        let mut nats = nats.lock().await;
        nats.kill()?;
        tokio::time::sleep(time).await;
        nats.boot()
    }

    /// Lets PostgreSQL crash and starts it again.
    pub fn crash_postgres(&self) -> anyhow::Result<()> {
        let How::Separate { postgres, .. } = &self.how else {
            anyhow::bail!("there is no PostgreSQL in one process");
        };
        postgres.crash_and_restart()
    }

    /// What the services know of a badge whose mail does not come, and what facts and jobs wait.
    pub async fn about_missing_mail(&self, badge: &str) -> String {
        match &self.how {
            How::Embedded { data, .. } => {
                let databases = Databases::Files(data.path().to_owned());
                insight::of_missing_mail(&databases, badge).await
            }
            How::Separate { nats, postgres, .. } => {
                let databases = Databases::Postgres(postgres.url());
                let rows = insight::of_missing_mail(&databases, badge).await;
                let streams = insight::of_streams(&nats.lock().await.url()).await;
                let streams = streams.unwrap_or_else(|error| format!("  NATS: {error:#}"));
                format!("{rows}{streams}")
            }
        }
    }

    /// Stops everything and waits for it.
    pub async fn stop(self) -> bool {
        match self.how {
            How::Embedded { running, .. } => running.stop().await,
            How::Separate { grounds, .. } => {
                let ends = grounds.iter().map(|g| g.tasks.shutdown(crate::PATIENCE));
                futures::future::join_all(ends)
                    .await
                    .into_iter()
                    .all(|calm| calm)
            }
        }
    }
}

/// Settings that make tests fast, and these.
pub(crate) fn settings(own: &[(&'static str, String)]) -> anyhow::Result<Settings> {
    let mut settings = Settings::load(None, &[])?;
    for (name, value) in [
        ("password_cost", "test"),
        ("mail_gather", "0"),
        ("dev_mail", "on"),
        ("mail_from", "badges@accolade.example"),
        ("brake", "60"),
    ] {
        settings.set(name, value.to_owned());
    }
    for (name, value) in own {
        settings.set(name, value.clone());
    }
    Ok(settings)
}
