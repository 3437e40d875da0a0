//! Cold start, resident memory at rest, size of the binary.

use crate::median;
use anyhow::Context as _;
use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const RUNS: usize = 5;
/// The aims of the project.
const START_AIM: f64 = 0.5;
const MEMORY_AIM: f64 = 80.0;

pub async fn run() -> anyhow::Result<()> {
    let binary = support::binary()?;
    let http = reqwest::Client::builder().no_proxy().build()?;
    let (mut starts, mut memory) = (Vec::new(), Vec::new());
    let data = tempfile::tempdir()?;
    for _ in 0..=RUNS {
        let port = support::free_port()?;
        let began = Instant::now();
        let mut child = Command::new(&binary)
            .args(["up", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data.path().join("up"))
            .env("ACCOLADE_PUBLIC_URL", "http://localhost:8080")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let url = format!("http://127.0.0.1:{port}/livez");
        while http.get(&url).send().await.is_err() {
            tokio::time::sleep(Duration::from_millis(2)).await;
            anyhow::ensure!(
                began.elapsed() < Duration::from_secs(30),
                "no answer within 30 s"
            );
        }
        starts.push(began.elapsed().as_secs_f64());
        tokio::time::sleep(Duration::from_secs(3)).await;
        memory.push(resident_megabytes(child.id())?);
        child.kill()?;
        child.wait()?;
    }
    // The first start makes the databases and keys: told apart.
    let first = starts.remove(0);
    let (start, resident) = (median(starts), median(memory));
    let size = std::fs::metadata(&binary)?.len() as f64 / 1e6;
    println!("\nThe binary `accolade up` (medians of {RUNS})");
    println!(
        "first start ever, to first answer   {first:>8.3} s   {:>6.2} of the aim of {START_AIM} s",
        first / START_AIM
    );
    println!(
        "start, to first answer              {start:>8.3} s   {:>6.2} of the aim of {START_AIM} s",
        start / START_AIM
    );
    println!(
        "resident memory at rest             {resident:>8.1} MB  {:>6.2} of the aim of {MEMORY_AIM} MB",
        resident / MEMORY_AIM
    );
    println!("size of the binary                  {size:>8.1} MB");
    Ok(())
}

fn resident_megabytes(pid: u32) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status
        .lines()
        .find(|l| l.starts_with("VmRSS:"))
        .context("no VmRSS")?;
    let kilobytes: f64 = line
        .split_whitespace()
        .nth(1)
        .context("no number")?
        .parse()?;
    Ok(kilobytes / 1000.0)
}
