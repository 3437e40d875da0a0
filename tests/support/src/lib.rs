//! Starts the real thing for tests: everything in one process on the embedded store, or six services on
//! PostgreSQL and NATS; and speaks to it as its users do.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! let suite = support::Suite::embedded().await?;
//! let guild = suite.proposal_guild("guild").await?;
//! # Ok(())
//! # }
//! ```

mod api;
mod association;
mod browser;
mod collector;
mod data;
mod insight;
mod machine;
mod mail_server;
mod nats;
mod postgres;
mod process;
mod suite;
mod visitor;

pub use api::{Answer, Api};
pub use association::Association;
pub use browser::{Browser, Scheme, Scripts};
pub use collector::{Collector, Span};
pub use data::{Table, programme_files, shared_data};
pub use machine::{binary, free_port, skipped};
pub use mail_server::{Caught, MailServer};
pub use nats::Nats;
pub use postgres::Postgres;
pub use process::Process;
pub use suite::{Lane, OPERATOR, Separate, Suite};
pub use visitor::{Mail, Page, Visitor};

use std::time::Duration;

/// How long a test waits for something that should come.
pub const PATIENCE: Duration = Duration::from_secs(150);

/// Asks until the answer is there, or fails with words that say what was missing.
pub async fn until<T>(
    what: &str,
    mut ask: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let started = tokio::time::Instant::now();
    let mut last = None;
    while started.elapsed() < PATIENCE {
        match ask().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => last = None,
            Err(error) => last = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!(
        "waited {PATIENCE:?} in vain for: {what}{}",
        last.map(|e| format!(" (last: {e:#})")).unwrap_or_default()
    )
}

/// Asks until the answer is there, for as long as what is asked about still moves: how fast it does is the machine's
/// affair. `ask` tells both, the answer and how far it is.
pub async fn until_moving<T, P: PartialEq>(
    what: &str,
    mut ask: impl AsyncFnMut() -> anyhow::Result<(Option<T>, P)>,
) -> anyhow::Result<T> {
    let mut far = None;
    let mut since = tokio::time::Instant::now();
    let mut last = None;
    while since.elapsed() < PATIENCE {
        match ask().await {
            Ok((Some(found), _)) => return Ok(found),
            Ok((None, now)) => {
                if far.as_ref() != Some(&now) {
                    (far, since) = (Some(now), tokio::time::Instant::now());
                }
                last = None;
            }
            Err(error) => last = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!(
        "nothing moved for {PATIENCE:?} while waiting for: {what}{}",
        last.map(|e| format!(" (last: {e:#})")).unwrap_or_default()
    )
}
