//! The proposal guild's file, from upload to the last award acknowledged, on both ways to run.

use std::time::Instant;
use support::{Lane, Suite, programme_files};

pub async fn run() -> anyhow::Result<()> {
    let (members, certifications) = programme_files("proposal-guild")?;
    println!(
        "\nImport of {} certifications of {} members, upload to last award acknowledged",
        certifications.rows.len(),
        members.rows.len()
    );
    println!(
        "{:<34} {:>9} {:>9} {:>12} {:>14}",
        "", "awards", "seconds", "awards/s", "mails done, s"
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
            "{name:<34} {awards:>9.0} {seconds:>9.1} {:>12.0} {settled:>14}",
            awards / seconds
        );
        suite.stop().await;
    }
    println!(
        "bound by one durable commit a chunk of awards and one RDFC-1.0 and signature an award"
    );
    Ok(())
}
