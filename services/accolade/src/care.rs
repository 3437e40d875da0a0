//! `accolade jobs`: what an operator does about work that does not get done.

use crate::{assemble, assemble::Ground, command::say};
use anyhow::bail;
use clap::{Args, Subcommand};
use platform::{
    ServiceName,
    config::Settings,
    jobs::StuckJob,
    store::{PutAside, Store},
};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use uuid::Uuid;

/// How many of each a service shows.
const MOST: u64 = 200;

/// Show or retry work that failed. May be used while everything runs.
#[derive(Args)]
pub struct Jobs {
    /// The data directory of `up`; without it, PostgreSQL from the configuration.
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Show jobs that fail or were given up, and facts that were put aside. Ends with 1 if any waits for you.
    List,
    /// Begin what was given up or put aside again, once its cause is mended.
    Retry {
        /// Ids as `list` shows them.
        #[arg(required_unless_present = "all", value_name = "ID")]
        ids: Vec<Uuid>,
        /// Everything that waits.
        #[arg(long, conflicts_with = "ids")]
        all: bool,
    },
}

/// Runs `accolade jobs`.
pub async fn jobs(jobs: Jobs, settings: Settings) -> anyhow::Result<ExitCode> {
    let ground = Ground::new(settings)?;
    let stores = stores(&ground, jobs.data.as_deref()).await?;
    match jobs.what {
        What::List => list(&stores).await,
        What::Retry { ids, all: _ } if ids.is_empty() => retry_all(&stores).await,
        What::Retry { ids, all: _ } => retry(&stores, &ids).await,
    }
}

async fn stores(ground: &Ground, data: Option<&Path>) -> anyhow::Result<Vec<Store>> {
    let mut stores = Vec::new();
    for name in ServiceName::WITH_STORE {
        stores.push(assemble::attach(ground, name, data).await?);
    }
    Ok(stores)
}

async fn list(stores: &[Store]) -> anyhow::Result<ExitCode> {
    let (mut failing, mut waiting) = (0, 0);
    for store in stores {
        for job in store.stuck_jobs(MOST).await? {
            show_job(store, &job)?;
            match job.next_at {
                Some(_) => failing += 1,
                None => waiting += 1,
            }
        }
        for fact in store.facts_put_aside(MOST).await? {
            show_fact(store, &fact)?;
            waiting += usize::from(!fact.is_retried);
        }
    }
    if failing + waiting == 0 {
        say("Nothing fails, nothing was given up.")?;
        return Ok(ExitCode::SUCCESS);
    }
    if failing > 0 {
        say(format_args!("{failing} will be tried again by themselves."))?;
    }
    if waiting == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    say(format_args!(
        "{waiting} wait for you: when the cause is mended, `accolade jobs retry ID` or `accolade jobs retry --all`."
    ))?;
    Ok(ExitCode::FAILURE)
}

fn show_job(store: &Store, job: &StuckJob) -> std::io::Result<()> {
    let then = match job.next_at {
        Some(at) => format!("is tried again at {}", at.rfc3339()),
        None => "was given up".to_owned(),
    };
    say(format_args!(
        "{}  job {} of {}, for {}, since {}\n    failed {} times and {then}: {}\n",
        job.id,
        job.kind,
        store.service(),
        job.key,
        job.created_at.rfc3339(),
        job.attempts,
        job.last_error
    ))
}

fn show_fact(store: &Store, fact: &PutAside) -> std::io::Result<()> {
    let then = if fact.is_retried {
        "is being tried again"
    } else {
        "was put aside"
    };
    say(format_args!(
        "{}  fact {} for {}, in the database of {}, since {}\n    {then}: {}\n",
        fact.event,
        fact.subject,
        fact.consumer,
        store.service(),
        fact.at.rfc3339(),
        fact.error
    ))
}

async fn retry_all(stores: &[Store]) -> anyhow::Result<ExitCode> {
    let mut begun = 0;
    for store in stores {
        begun += store.retry_jobs(None).await?.len();
        begun += usize::try_from(store.retry_facts(None).await?)?;
    }
    say(format_args!(
        "{begun} begun again; `accolade jobs list` shows what comes of it."
    ))?;
    Ok(ExitCode::SUCCESS)
}

async fn retry(stores: &[Store], ids: &[Uuid]) -> anyhow::Result<ExitCode> {
    for id in ids {
        let mut found = false;
        for store in stores {
            found |= !store.retry_jobs(Some(*id)).await?.is_empty();
            found |= store.retry_facts(Some(*id)).await? > 0;
        }
        if !found {
            bail!("{id} is nothing that was given up; `accolade jobs list` shows what was");
        }
        say(format_args!("{id} begun again"))?;
    }
    Ok(ExitCode::SUCCESS)
}
