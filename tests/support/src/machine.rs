//! What the machine has.

use platform::config::environment;
use std::path::PathBuf;

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

/// A port nobody has at this moment.
pub fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port())
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
