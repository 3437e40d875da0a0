//! `POST /v1/verify` over HTTP against the library alone, per CPU second that the server spends.

use crate::{median, proof};
use anyhow::{Context as _, ensure};
use openbadges::verify::{Input, Known, Options, Outcome, verify};
use platform::clock::Clock;
use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use support::Process;

const RUNS: usize = 7;
const RUN: Duration = Duration::from_secs(2);
/// How many requests are on their way at once.
const AT_ONCE: usize = 16;
/// Ticks a second in /proc, fixed in Linux' interface to programs.
const TICKS: f64 = 100.0;

pub async fn run() -> anyhow::Result<()> {
    let badge = proof::signed()?.to_string();
    let library = alone(&badge)?;
    // A proxy that is believed lets each request come from an address of its own: one address may send 60 a minute.
    let server = Process::with(&[
        ("ACCOLADE_DEV_MAIL", "on"),
        ("ACCOLADE_TRUSTED_PROXIES", "1"),
    ])
    .await?;
    let pid = server.id().context("it does not run")?;
    let client = Arc::new(reqwest::Client::builder().no_proxy().build()?);
    let url = format!("{}/v1/verify", server.base);
    let asked = Arc::new(AtomicU32::new(0));
    let under_load = async |kind: &'static str, wanted: &'static str| {
        let asker = Asker {
            client: client.clone(),
            url: url.clone(),
            kind,
            wanted,
        };
        load(&asker, &badge, &asked, pid).await
    };
    let (rate, per_cpu) = under_load("application/vc", "\"valid_issuer_unknown\"").await?;
    // The same request, refused before anything is checked: what HTTP, the limiter and the headers cost.
    let (bare_rate, bare) = under_load("text/unread", "/problems/media_type\"").await?;
    println!(
        "\nPOST /v1/verify of one OB 3.0 credential of {} bytes, {AT_ONCE} at once (medians of {RUNS})",
        badge.len()
    );
    println!("{:<44} {:>12} {:>16}", "", "a second", "a CPU second");
    println!(
        "{:<44} {:>12} {library:>16.0}",
        "the library's report alone", ""
    );
    println!("{:<44} {rate:>12.0} {per_cpu:>16.0}", "the server");
    println!(
        "{:<44} {bare_rate:>12.0} {bare:>16.0}",
        "the server, refusing what it cannot read"
    );
    println!(
        "{:<44} {:>12} {:>16.2}",
        "  as a share of the library",
        "",
        per_cpu / library
    );
    println!(
        "{:<44} {:>12} {:>16.2}",
        "  … if it did nothing but HTTP and the check",
        "",
        1.0 / (1.0 + library / bare)
    );
    println!(
        "the client takes its part of the same cores; bound by the check itself, then by HTTP, the limiter and JSON"
    );
    Ok(())
}

/// What is sent, and what an answer must hold.
#[derive(Clone)]
struct Asker {
    client: Arc<reqwest::Client>,
    url: String,
    kind: &'static str,
    wanted: &'static str,
}

/// Requests a second, and a CPU second of the process.
async fn load(
    asker: &Asker,
    badge: &str,
    asked: &Arc<AtomicU32>,
    pid: u32,
) -> anyhow::Result<(f64, f64)> {
    asker.ask(badge, asked).await?;
    let (mut rates, mut shares) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let done = Arc::new(AtomicU64::new(0));
        let (began, before) = (Instant::now(), cpu_seconds(pid)?);
        let mut askers = tokio::task::JoinSet::new();
        for _ in 0..AT_ONCE {
            let (asker, badge) = (asker.clone(), badge.to_owned());
            let (asked, done) = (asked.clone(), done.clone());
            askers.spawn(async move {
                while began.elapsed() < RUN {
                    asker.ask(&badge, &asked).await?;
                    done.fetch_add(1, Ordering::Relaxed);
                }
                anyhow::Ok(())
            });
        }
        while let Some(ended) = askers.join_next().await {
            ended??;
        }
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let done = done.load(Ordering::Relaxed) as f64;
        rates.push(done / began.elapsed().as_secs_f64());
        shares.push(done / (cpu_seconds(pid)? - before));
    }
    Ok((median(rates), median(shares)))
}

impl Asker {
    /// One request; an answer that is not the wanted one ends the measurement.
    async fn ask(&self, badge: &str, asked: &AtomicU32) -> anyhow::Result<()> {
        let from = Ipv4Addr::from_bits(0x0a00_0000 + asked.fetch_add(1, Ordering::Relaxed));
        let answer = self
            .client
            .post(&self.url)
            .header("x-forwarded-for", from.to_string())
            .header("content-type", self.kind)
            .body(badge.to_owned())
            .send()
            .await?;
        let status = answer.status();
        let text = answer.text().await?;
        ensure!(text.contains(self.wanted), "{status}: {text}");
        Ok(())
    }
}

/// The library's reports a CPU second, on one thread, nothing else at work in this process.
fn alone(badge: &str) -> anyhow::Result<f64> {
    let now = Clock::system().now().seconds();
    let options = Options::at(time::OffsetDateTime::from_unix_timestamp(now)?);
    let (input, known) = (Input::Text(badge.to_owned()), Known::new());
    ensure!(
        matches!(verify(&input, &known, &options), Outcome::Report(_)),
        "the credential needs something fetched"
    );
    let own = std::process::id();
    let mut rates = Vec::new();
    for _ in 0..RUNS {
        let (began, before, mut done) = (Instant::now(), cpu_seconds(own)?, 0_u32);
        while began.elapsed() < RUN {
            drop(verify(&input, &known, &options));
            done += 1;
        }
        rates.push(f64::from(done) / (cpu_seconds(own)? - before));
    }
    Ok(median(rates))
}

/// Processor time that a process has had, in seconds, of its own and of the kernel for it.
fn cpu_seconds(pid: u32) -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name, in brackets, may have spaces; the 14th and 15th field are counted behind it.
    let (_, after) = stat.rsplit_once(')').context("not as in proc(5)")?;
    let ticks = |at: usize| -> anyhow::Result<f64> {
        let field = after.split_whitespace().nth(at).context("too short")?;
        Ok(field.parse()?)
    };
    Ok((ticks(11)? + ticks(12)?) / TICKS)
}
