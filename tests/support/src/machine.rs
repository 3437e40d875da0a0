//! What the machine has.

use platform::{config::environment, ids::Ids};
use std::{
    fs::File,
    ops::Range,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// The built `accolade`, beside the test's own binary.
pub fn binary() -> anyhow::Result<PathBuf> {
    let test = std::env::current_exe()?;
    let found = test
        .ancestors()
        .map(|dir| dir.join("accolade"))
        .find(|path| path.is_file());
    found.ok_or_else(|| {
        anyhow::anyhow!("`accolade` is not built; run `cargo build -p accolade` first")
    })
}

/// A port for this process alone: below those that the kernel gives to connections, and held by a lock that other
/// tests see. Otherwise a server that is taken away for a while may find its port taken when it comes back: by another
/// test, or by one of its own clients, whose attempt to connect was given that very port and met itself.
pub fn free_port() -> anyhow::Result<u16> {
    static HELD: Mutex<Vec<File>> = Mutex::new(Vec::new());
    let user = environment("USER").unwrap_or_default();
    let locks = std::env::temp_dir().join(format!("accolade-test-ports-{user}"));
    std::fs::create_dir_all(&locks)?;
    let Range { start, end } = lasting_ports();
    for _ in 0..10_000 {
        let random = u64::from_le_bytes(Ids::system().bytes::<8>());
        let port = start + u16::try_from(random % u64::from(end - start))?;
        let lock = File::options()
            .create(true)
            .append(true)
            .open(locks.join(port.to_string()))?;
        if lock.try_lock().is_ok() && std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            HELD.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(lock);
            return Ok(port);
        }
    }
    anyhow::bail!("no free port between {start} and {end}")
}

/// Ports that the kernel gives to no connection of its own accord (ip(7), `ip_local_port_range`).
fn lasting_ports() -> Range<u16> {
    let range = std::fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range");
    let first = range
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse().ok())
        .unwrap_or(32_768);
    if first > 12_000 {
        10_000..first
    } else {
        10_000..60_000
    }
}

/// Says that a test could not do its work and how to make it: counted apart, never as passed.
#[expect(clippy::print_stderr, reason = "a skipped test is told")]
pub fn skipped(test: &str, reason: &str) {
    eprintln!("skipped: {test}: {reason}");
    if let Some(path) = environment("ACCOLADE_SKIPS") {
        use std::io::Write as _;
        let noted = std::fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(path)
            .and_then(|mut f| writeln!(f, "skipped: {test}: {reason}"));
        if let Err(error) = noted {
            eprintln!("the skip could not be noted: {error}");
        }
    }
}

/// A program: the one an environment variable names, else one of these paths, else by its bare name.
pub(crate) fn program(variable: &str, places: &[&str], name: &str) -> PathBuf {
    environment(variable)
        .map(PathBuf::from)
        .or_else(|| places.iter().map(PathBuf::from).find(|p| p.exists()))
        .unwrap_or_else(|| PathBuf::from(name))
}
