//! A NATS server of the test's own.

use crate::machine::{free_port, program};
use anyhow::Context as _;
use std::{
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
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
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{}: run tests/run --only install", self.server.display()))?;
        self.child = Some(child);
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        anyhow::bail!("nats-server did not listen within five seconds")
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
