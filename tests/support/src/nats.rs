//! A NATS server of the test's own.

use crate::{
    PATIENCE,
    machine::{free_port, program},
};
use anyhow::Context as _;
use std::{
    fs::File,
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

const DEBIAN: &[&str] = &["/usr/sbin/nats-server", "/usr/bin/nats-server"];

/// A running server with JetStream; it stops with this value.
pub struct Nats {
    server: PathBuf,
    dir: tempfile::TempDir,
    port: u16,
    child: Option<Child>,
}

impl Nats {
    /// Starts a current one on a free port.
    pub fn start() -> anyhow::Result<Self> {
        Self::of(program("ACCOLADE_TEST_NATS_SERVER", DEBIAN, "nats-server"))
    }

    /// Starts Debian's on a free port, 2.9 on Debian 12.
    pub fn start_old() -> anyhow::Result<Self> {
        Self::of(program(
            "ACCOLADE_TEST_NATS_SERVER_OLD",
            DEBIAN,
            "nats-server",
        ))
    }

    fn of(server: PathBuf) -> anyhow::Result<Self> {
        let mut this = Self {
            server,
            dir: tempfile::tempdir()?,
            port: free_port()?,
            child: None,
        };
        this.boot()?;
        Ok(this)
    }

    /// Starts it, on the same port and with what it had stored.
    pub fn boot(&mut self) -> anyhow::Result<()> {
        let mut command = Command::new(&self.server);
        command
            .args([
                "-a",
                "127.0.0.1",
                "-p",
                &self.port.to_string(),
                "-js",
                "-sd",
            ])
            .arg(self.dir.path());
        let log = self.dir.path().join("log");
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::options().create(true).append(true).open(&log)?)
            .spawn()
            .with_context(|| format!("{}: run tests/run --only install", self.server.display()))?;
        let child = self.child.insert(child);
        let started = Instant::now();
        // With much in its store and a slow disk it takes its time.
        while started.elapsed() < PATIENCE && child.try_wait()?.is_none() {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        anyhow::bail!(
            "nats-server did not listen: {}",
            std::fs::read_to_string(&log).unwrap_or_default()
        )
    }

    /// Kills it; what it acknowledged is on its disk.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        let _already_gone = self.kill();
    }
}
