//! Figures, as ratios against a named peer or limit of the same run.
//!
//! `cargo run --release -p bench -- [proof] [verify] [import] [start]`; without a word, all of them. Medians of several
//! runs; each table says what bounds its figures.
#![expect(
    clippy::print_stdout,
    reason = "a table on standard output is what this program is for"
)]

mod import;
mod proof;
mod start;
mod verify;

/// As the program has it: the library alone is measured with the same allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let all = wanted.is_empty();
    let asked = |name: &str| all || wanted.iter().any(|w| w == name);
    if asked("proof") {
        proof::run()?;
    }
    if asked("verify") {
        verify::run().await?;
    }
    if asked("import") {
        import::run().await?;
    }
    if asked("start") {
        start::run().await?;
    }
    Ok(())
}

/// The middle one of several measurements.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
