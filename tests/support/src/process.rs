//! The binary in a process of its own, to be killed.

use crate::{
    insight::{self, Databases},
    machine::{binary, free_port},
};
use anyhow::Context as _;
use std::{
    path::Path,
    process::{Child, Command, Stdio},
};

/// `accolade up` on a data directory that outlives it.
pub struct Process {
    data: tempfile::TempDir,
    port: u16,
    child: Option<Child>,
    settings: Vec<(&'static str, String)>,
    /// The operator's API key, printed at the first start.
    pub operator_key: String,
    /// The public base address.
    pub base: String,
}

impl Process {
    /// Starts it for the first time; its mails go to its own mailbox.
    pub async fn start() -> anyhow::Result<Self> {
        Self::with(&[("ACCOLADE_DEV_MAIL", "on")]).await
    }

    /// Starts it for the first time, with these environment variables.
    pub async fn with(settings: &[(&'static str, &str)]) -> anyhow::Result<Self> {
        let port = free_port()?;
        let mut this = Self {
            data: tempfile::tempdir()?,
            port,
            child: None,
            settings: settings
                .iter()
                .map(|(n, v)| (*n, (*v).to_owned()))
                .collect(),
            operator_key: String::new(),
            base: format!("http://localhost:{port}"),
        };
        this.boot().await?;
        let out = this.log("out");
        // It answers before it has printed what belongs to a first start.
        this.operator_key = crate::until("the operator's key to be printed", async || {
            let printed = std::fs::read_to_string(&out)?;
            let key = printed
                .lines()
                .map(str::trim)
                .find(|l| l.starts_with("accolade_"));
            Ok(key.map(str::to_owned))
        })
        .await?;
        Ok(this)
    }

    /// Starts it again, with what it had.
    pub async fn boot(&mut self) -> anyhow::Result<()> {
        let file = |name: &str| {
            std::fs::OpenOptions::new()
                .create(true)
                .append(true)
                .open(self.log(name))
        };
        let child = Command::new(binary()?)
            .args([
                "up",
                "--listen",
                &format!("127.0.0.1:{}", self.port),
                "--data",
            ])
            .arg(self.data())
            .env("ACCOLADE_PUBLIC_URL", &self.base)
            .env("ACCOLADE_PASSWORD_COST", "test")
            .env("ACCOLADE_MAIL_GATHER", "0")
            .env("ACCOLADE_MAIL_FROM", "badges@accolade.example")
            .env("ACCOLADE_LOG", "warn")
            .envs(self.settings.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::null())
            .stdout(file("out")?)
            .stderr(file("err")?)
            .spawn()?;
        self.child = Some(child);
        let client = crate::Api::new(&self.base, None);
        crate::until("it to be ready", async || {
            Ok((client.get("/readyz").await?.status == 200).then_some(()))
        })
        .await
        .with_context(|| self.errors())
    }

    /// Kills it as the kernel would: no warning, no last words.
    pub fn kill_9(&mut self) -> anyhow::Result<()> {
        let mut child = self.child.take().context("it does not run")?;
        child.kill()?;
        child.wait()?;
        Ok(())
    }

    /// The process id, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Where its databases are.
    pub fn data(&self) -> std::path::PathBuf {
        self.data.path().join("data")
    }

    /// Asks it to stop, as a service manager does, and answers whether it ended well.
    pub fn stop(&mut self) -> anyhow::Result<bool> {
        let mut child = self.child.take().context("it does not run")?;
        let asked = Command::new("kill").arg(child.id().to_string()).status()?;
        anyhow::ensure!(asked.success(), "it could not be asked to stop");
        Ok(child.wait()?.success())
    }

    /// What it printed.
    pub fn printed(&self) -> String {
        std::fs::read_to_string(self.log("out")).unwrap_or_default()
    }

    /// What it wrote to standard error.
    pub fn errors(&self) -> String {
        std::fs::read_to_string(self.log("err")).unwrap_or_default()
    }

    /// What the services know of a badge whose mail does not come, and what facts and jobs wait.
    pub async fn about_missing_mail(&self, badge: &str) -> String {
        insight::of_missing_mail(&Databases::Files(self.data()), badge).await
    }

    fn log(&self, name: &str) -> std::path::PathBuf {
        Path::new(self.data.path()).join(name)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.child.is_some() {
            let _already_gone = self.kill_9();
        }
    }
}
