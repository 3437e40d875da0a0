//! `POST /v1/verify` over HTTP against the library alone, per CPU second that the server spends.

use crate::{median, proof};
use anyhow::{Context as _, ensure};
use openbadges::verify::{Input, Known, Options, Outcome, verify};
use platform::clock::Clock;
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use support::Process;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

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
    let process = Process::with(&[
        ("ACCOLADE_DEV_MAIL", "on"),
        ("ACCOLADE_TRUSTED_PROXIES", "1"),
    ])
    .await?;
    let pid = process.id().context("it does not run")?;
    let server: SocketAddr = process
        .base
        .trim_start_matches("http://")
        .replace("localhost", "127.0.0.1")
        .parse()?;
    let badge: Arc<str> = badge.into();
    let asked = Arc::new(AtomicU32::new(0));
    let under_load = async |kind: &'static str, wanted: &'static str, waits| {
        let asker = Asker {
            server,
            kind,
            wanted,
            waits,
            badge: badge.clone(),
            asked: asked.clone(),
        };
        tokio::task::spawn_blocking(move || load(&asker, pid)).await?
    };
    let (vc, checked) = ("application/vc", "\"valid_issuer_unknown\"");
    let (rate, per_cpu) = under_load(vc, checked, Waits::Awake).await?;
    let (asleep_rate, asleep) = under_load(vc, checked, Waits::Asleep).await?;
    // The same request, refused before anything is checked: what HTTP, the limiter and the headers cost.
    let (bare_rate, bare) =
        under_load("text/unread", "/problems/media_type\"", Waits::Awake).await?;
    println!(
        "\nPOST /v1/verify of one OB 3.0 credential of {} bytes, {AT_ONCE} at once (medians of {RUNS})",
        badge.len()
    );
    println!("{:<44} {:>12} {:>16}", "", "a second", "a CPU second");
    println!(
        "{:<44} {:>12} {library:>16.0}",
        "the library's report alone", ""
    );
    for (name, rate, per_cpu) in [
        ("the server", rate, per_cpu),
        (
            "the server, waking a client that sleeps",
            asleep_rate,
            asleep,
        ),
        ("the server, refusing what it cannot read", bare_rate, bare),
    ] {
        println!("{name:<44} {rate:>12.0} {per_cpu:>16.0}");
    }
    for (name, share) in [
        ("  as a share of the library", per_cpu / library),
        ("  … waking a client that sleeps", asleep / library),
        (
            "  … if it did nothing but HTTP and the check",
            1.0 / (1.0 + library / bare),
        ),
    ] {
        println!("{name:<44} {:>12} {share:>16.2}", "");
    }
    println!(
        "the client takes its part of the same cores; bound by the check itself, then by the kernel's TCP, HTTP and JSON.\n\
         Waking somebody on the same machine is charged to who wakes: a client elsewhere is woken by its own network card."
    );
    Ok(())
}

/// What is sent, and what an answer must hold.
#[derive(Clone)]
struct Asker {
    server: SocketAddr,
    kind: &'static str,
    wanted: &'static str,
    waits: Waits,
    badge: Arc<str>,
    /// Requests so far: each comes from an address of its own.
    asked: Arc<AtomicU32>,
}

/// How a client waits for an answer.
#[derive(Clone, Copy)]
enum Waits {
    /// It looks again and again.
    Awake,
    /// It has the kernel wake it, which costs the server, as both are on one machine: an interrupt to another core,
    /// dear on virtual ones.
    Asleep,
}

/// Requests a second, and a CPU second of the process.
fn load(asker: &Asker, pid: u32) -> anyhow::Result<(f64, f64)> {
    let (mut rates, mut shares) = (Vec::new(), Vec::new());
    // One thread for all: what asks leaves the cores to what answers.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .event_interval(1)
        .build()?;
    for _ in 0..RUNS {
        let (began, before) = (Instant::now(), cpu_seconds(pid)?);
        let done: u32 = runtime.block_on(async {
            let lines = (0..AT_ONCE).map(|_| async {
                let (mut line, mut done) = (TcpStream::connect(asker.server).await?, 0);
                line.set_nodelay(true)?;
                while began.elapsed() < RUN {
                    asker.ask(&mut line).await?;
                    done += 1;
                }
                anyhow::Ok(done)
            });
            let all = futures::future::try_join_all(lines);
            // With something to do at all times the thread never sleeps.
            let busy = async {
                match asker.waits {
                    Waits::Asleep => std::future::pending().await,
                    Waits::Awake => loop {
                        tokio::task::yield_now().await;
                    },
                }
            };
            tokio::select! {
                all = all => anyhow::Ok(all?.into_iter().sum()),
                never = busy => never,
            }
        })?;
        rates.push(f64::from(done) / began.elapsed().as_secs_f64());
        shares.push(f64::from(done) / (cpu_seconds(pid)? - before));
    }
    Ok((median(rates), median(shares)))
}

impl Asker {
    /// One request; an answer that is not the wanted one ends the measurement.
    async fn ask(&self, line: &mut TcpStream) -> anyhow::Result<()> {
        let from = Ipv4Addr::from_bits(0x0a00_0000 + self.asked.fetch_add(1, Ordering::Relaxed));
        let (badge, kind) = (&self.badge, self.kind);
        let request = format!(
            "POST /v1/verify HTTP/1.1\r\nhost: {}\r\naccept: */*\r\nx-forwarded-for: {from}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n{badge}",
            self.server,
            badge.len()
        );
        line.write_all(request.as_bytes()).await?;
        let mut answer = Vec::with_capacity(16 << 10);
        let whole = loop {
            ensure!(line.read_buf(&mut answer).await? > 0, "the server hung up");
            if let Some(length) = length(&answer)? {
                break length;
            }
        };
        while answer.len() < whole {
            ensure!(line.read_buf(&mut answer).await? > 0, "the server hung up");
        }
        let text = String::from_utf8_lossy(&answer);
        ensure!(text.contains(self.wanted), "{text}");
        Ok(())
    }
}

/// The bytes of an answer, its head and its body; none as long as the head is not whole.
fn length(answer: &[u8]) -> anyhow::Result<Option<usize>> {
    let Some(head) = answer.windows(4).position(|w| w == b"\r\n\r\n") else {
        return Ok(None);
    };
    let text = std::str::from_utf8(&answer[..head])?.to_ascii_lowercase();
    let body = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"))
        .context("an answer without a length")?;
    Ok(Some(head + 4 + body.trim().parse::<usize>()?))
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
