//! `accolade backup` and `accolade restore`: the databases of `up` as a set of files that fit together.
//!
//! The master key is not among them: whoever finds a copy of the databases must not find what opens them beside it.

use crate::{assemble, assemble::Ground, command::say};
use anyhow::{Context as _, bail, ensure};
use aws_lc_rs::digest;
use clap::Args;
use platform::{ServiceName, config::Settings, store::Store};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Lies in a data directory that was restored, until mails may leave again.
const PAUSED: &str = "mails-paused";
const MANIFEST: &str = "manifest.json";

/// Copy the databases of `up`; may be used while it runs.
#[derive(Args)]
pub struct Backup {
    /// Where the copy goes: a directory that is new or empty.
    dir: PathBuf,
    /// The data directory of `up`.
    #[arg(long, value_name = "DIR", default_value = "accolade-data")]
    data: PathBuf,
}

/// Make a data directory of a copy.
#[derive(Args)]
pub struct Restore {
    /// What `backup` made.
    dir: PathBuf,
    /// The data directory to make; new or empty.
    #[arg(long, value_name = "DIR", default_value = "accolade-data")]
    data: PathBuf,
}

/// Let mails leave again after a restore.
#[derive(Args)]
pub struct ResumeMail {
    /// The data directory of `up`.
    #[arg(long, value_name = "DIR", default_value = "accolade-data")]
    data: PathBuf,
}

/// What belongs to a copy.
#[derive(Serialize, Deserialize)]
struct Manifest {
    made_at: String,
    version: String,
    files: BTreeMap<String, Entry>,
}

#[derive(Serialize, Deserialize, PartialEq, Eq)]
struct Entry {
    bytes: u64,
    sha256: String,
}

impl Entry {
    fn of(path: &Path) -> anyhow::Result<Self> {
        let mut file =
            fs::File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let (mut hash, mut bytes) = (digest::Context::new(&digest::SHA256), 0);
        let mut piece = vec![0; 1 << 20];
        loop {
            let read = file.read(&mut piece)?;
            if read == 0 {
                break;
            }
            hash.update(piece.get(..read).unwrap_or_default());
            bytes += read as u64;
        }
        let hash = hash.finish();
        let sha256 = hash.as_ref().iter().map(|b| format!("{b:02x}")).collect();
        Ok(Self { bytes, sha256 })
    }
}

fn database(name: ServiceName) -> String {
    format!("{}.db", name.snake())
}

/// Runs `accolade backup`.
pub async fn backup(how: Backup, settings: Settings) -> anyhow::Result<ExitCode> {
    let ground = Ground::new(settings)?;
    let mut stores = Vec::new();
    for name in ServiceName::WITH_STORE {
        let store = assemble::attach(&ground, name, Some(&how.data)).await?;
        ensure!(
            store.is_embedded(),
            "{name} keeps its rows in PostgreSQL; copy them with pg_dump, all schemas of one database at once"
        );
        stores.push(store);
    }
    make_empty(&how.dir)?;
    copy(&stores, &how.dir).await?;
    let port = how.data.join("port");
    if port.is_file() {
        fs::copy(port, how.dir.join("port"))?;
    }
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(&how.dir)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        fs::File::open(&path)?.sync_all()?;
        files.insert(name.into_owned(), Entry::of(&path)?);
    }
    let manifest = Manifest {
        made_at: ground.clock.now().rfc3339(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        files,
    };
    // Last: a copy without it is no copy.
    fs::write(
        how.dir.join(MANIFEST),
        serde_json::to_string_pretty(&manifest)?,
    )?;
    say(format_args!("The databases are in {}.", how.dir.display()))?;
    say(
        "The key that opens them is not: keep a copy of master.key (or ACCOLADE_MASTER_KEY) at another place. Without it they\n\
         cannot be read by anybody.",
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Copies all of them as they are at one moment: what a fact did in one and what is noted of it in another fit.
async fn copy(stores: &[Store], dir: &Path) -> anyhow::Result<()> {
    let mut nobody_writes = Vec::new();
    for store in stores {
        nobody_writes.push(store.write().await?);
    }
    for store in stores {
        store.copy_to(&dir.join(database(store.service()))).await?;
    }
    drop(nobody_writes);
    Ok(())
}

/// Runs `accolade restore`.
pub fn restore(how: &Restore) -> anyhow::Result<ExitCode> {
    let manifest = how.dir.join(MANIFEST);
    let text = fs::read_to_string(&manifest).with_context(|| {
        format!(
            "{} is no whole copy: {MANIFEST} is missing",
            how.dir.display()
        )
    })?;
    let manifest: Manifest = serde_json::from_str(&text)
        .with_context(|| format!("{} cannot be read", manifest.display()))?;
    for name in ServiceName::WITH_STORE.map(database) {
        ensure!(
            manifest.files.contains_key(&name),
            "the copy holds no {name}"
        );
    }
    for (name, entry) in &manifest.files {
        ensure!(
            Path::new(name).file_name() == Some(name.as_ref()),
            "the manifest names `{name}`, which is no name of a file"
        );
        ensure!(
            Entry::of(&how.dir.join(name))? == *entry,
            "{name} is not what was copied: its size or SHA-256 is another"
        );
    }
    make_empty(&how.data)?;
    for name in manifest.files.keys() {
        fs::copy(how.dir.join(name), how.data.join(name))?;
    }
    fs::write(how.data.join(PAUSED), &manifest.made_at)?;
    say(format_args!(
        "{} is as it was at {}. Before `accolade up`:",
        how.data.display(),
        manifest.made_at
    ))?;
    say(format_args!(
        "  put the master key that was in force then into {} (or set ACCOLADE_MASTER_KEY);",
        how.data.join("master.key").display()
    ))?;
    say("  use the same ACCOLADE_PUBLIC_URL as before.")?;
    say(format_args!(
        "Mails are paused: those sent after the copy was made would leave again. When you have looked at what waits,\n\
         `accolade resume-mail --data {}` lets them go.",
        how.data.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Runs `accolade resume-mail`.
pub fn resume_mail(how: &ResumeMail) -> anyhow::Result<ExitCode> {
    if !are_mails_paused(&how.data) {
        bail!("mails are not paused in {}", how.data.display());
    }
    fs::remove_file(how.data.join(PAUSED))?;
    say("Mails leave again, within a few seconds where `accolade up` runs.")?;
    Ok(ExitCode::SUCCESS)
}

/// Whether mails wait because the databases come from a copy.
pub fn are_mails_paused(data: &Path) -> bool {
    data.join(PAUSED).exists()
}

fn make_empty(dir: &Path) -> anyhow::Result<()> {
    if dir.exists() && fs::read_dir(dir)?.next().is_some() {
        bail!(
            "{} is not empty; name a directory that is new or empty",
            dir.display()
        );
    }
    crate::up::make_private(dir).with_context(|| format!("{} cannot be made", dir.display()))
}
