//! A PostgreSQL cluster of the test's own.

use crate::machine::{free_port, program};
use anyhow::{Context as _, bail};
use platform::config::environment;
use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

/// A running cluster; it stops and goes away with this value.
pub struct Postgres {
    dir: tempfile::TempDir,
    bin: PathBuf,
    port: u16,
}

impl Postgres {
    /// Makes and starts a cluster on a free port. Durability is switched off unless `durable`: then a crash
    /// loses nothing that was committed.
    pub fn start(durable: bool) -> anyhow::Result<Self> {
        let bin = environment("ACCOLADE_TEST_PG_BIN").map_or_else(
            || PathBuf::from("/usr/lib/postgresql/15/bin"),
            PathBuf::from,
        );
        if !bin.join("initdb").exists() {
            bail!(
                "PostgreSQL is not installed at {}; run tests/run --only install",
                bin.display()
            );
        }
        let dir = tempfile::Builder::new()
            .prefix("accolade-pg")
            .tempdir_in("/tmp")?;
        let this = Self {
            dir,
            bin,
            port: free_port()?,
        };
        if is_root()? {
            run(Command::new("chown").arg("postgres").arg(this.dir.path()))?;
        }
        let data = this.dir.path().join("data");
        run(this
            .command("initdb")?
            .args([
                "-U", "accolade", "-A", "trust", "-E", "UTF8", "--locale", "C", "-D",
            ])
            .arg(&data))?;
        this.boot(durable)?;
        Ok(this)
    }

    fn boot(&self, durable: bool) -> anyhow::Result<()> {
        let speed = if durable {
            ""
        } else {
            "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        };
        let options = format!(
            "-k {} -p {} -c listen_addresses=127.0.0.1 -c max_connections=200 {speed}",
            self.dir.path().display(),
            self.port
        );
        let mut start = self.command("pg_ctl")?;
        start
            .args(["-w", "-t", "60", "-o", &options, "-l"])
            .arg(self.dir.path().join("log"))
            .arg("-D")
            .arg(self.dir.path().join("data"))
            .arg("start");
        run(&mut start)
    }

    /// Stops it at once, as a crash would, and starts it again.
    pub fn crash_and_restart(&self) -> anyhow::Result<()> {
        run(self
            .command("pg_ctl")?
            .args(["-m", "immediate", "-D"])
            .arg(self.dir.path().join("data"))
            .arg("stop"))?;
        self.boot(true)
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("postgres://accolade@127.0.0.1:{}/postgres", self.port)
    }

    /// A program of PostgreSQL, as the user it insists on.
    fn command(&self, name: &str) -> anyhow::Result<Command> {
        let path = self.bin.join(name);
        Ok(if is_root()? {
            let mut command = Command::new(program(
                "",
                &["/usr/sbin/runuser", "/sbin/runuser"],
                "runuser",
            ));
            command.args(["-u", "postgres", "--"]).arg(path);
            command.current_dir("/tmp");
            command
        } else {
            Command::new(path)
        })
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Ok(mut stop) = self.command("pg_ctl") {
            stop.args(["-m", "immediate", "-D"])
                .arg(self.dir.path().join("data"))
                .arg("stop");
            let _already_gone = run(&mut stop);
        }
    }
}

fn is_root() -> anyhow::Result<bool> {
    let id = Command::new("id").arg("-u").output().context("id -u")?;
    Ok(id.stdout.trim_ascii() == b"0")
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let output = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .with_context(|| format!("{command:?}"))?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}
