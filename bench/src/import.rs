//! The proposal guild's file, from upload to the last award acknowledged, on both ways to run.

use anyhow::Context as _;
use std::{io::Write as _, time::Instant};
use support::{Lane, Suite, programme_files};

pub async fn run() -> anyhow::Result<()> {
    let (members, certifications) = programme_files("proposal-guild")?;
    println!(
        "\nImport of {} certifications of {} members, upload to last award acknowledged",
        certifications.rows.len(),
        members.rows.len()
    );
    let syncs = durable_writes().context("measuring the disk")?;
    println!(
        "{:<34} {:>9} {:>9} {:>12} {:>14} {:>14}",
        "", "awards", "seconds", "awards/s", "of the disk", "mails done, s"
    );
    for (name, lane) in [
        ("one process, SQLite", Lane::Embedded),
        ("six services, PostgreSQL and NATS", Lane::Separate),
    ] {
        let suite = Suite::start(lane).await?;
        let guild = suite.proposal_guild("proposal-guild").await?;
        guild.import("members", members.csv()).await?;
        let began = Instant::now();
        let run = guild.import("certifications", certifications.csv()).await?;
        let seconds = began.elapsed().as_secs_f64();
        let awards = run["awarded"].as_f64().unwrap_or_default();
        suite.settle().await?;
        let settled = if lane == Lane::Embedded {
            format!("{:.1}", began.elapsed().as_secs_f64())
        } else {
            "-".to_owned()
        };
        println!(
            "{name:<34} {awards:>9.0} {seconds:>9.1} {:>12.0} {:>14.2} {settled:>14}",
            awards / seconds,
            awards / seconds / syncs
        );
        suite.stop().await;
    }
    println!(
        "the disk: {syncs:.0} writes of 4 KB a second, each made durable before the next; an import that committed \
         each award alone could not pass 1.00. Bound by the rows of an award, not by its signature"
    );
    Ok(())
}

/// How many small writes a second this disk makes durable, one after another: the limit of one commit an award.
fn durable_writes() -> std::io::Result<f64> {
    const WRITES: u32 = 300;
    let mut file = tempfile::tempfile()?;
    let began = Instant::now();
    for _ in 0..WRITES {
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
    }
    Ok(f64::from(WRITES) / began.elapsed().as_secs_f64())
}
