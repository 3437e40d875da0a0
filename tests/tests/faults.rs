//! What was acknowledged survives, once.

use serde_json::Value;
use std::collections::BTreeMap;
use support::{Association, Process, until};

/// How many awards the file leads to, by the rule "active member and passed".
fn entitled(members: &support::Table, certifications: &support::Table) -> usize {
    let active: Vec<&str> = (0..members.rows.len())
        .filter(|r| members.cell(*r, "membership_status") == "active")
        .map(|r| members.cell(r, "member_number"))
        .collect();
    (0..certifications.rows.len())
        .filter(|r| active.contains(&certifications.cell(*r, "candidate_number")))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_killed_in_the_middle_finishes_after_the_restart_each_award_once_each_with_its_mail()
-> anyhow::Result<()> {
    let (members, certifications) = support::programme_files("proposal-guild")?;
    let mut process = Process::start().await?;
    let operator = support::Api::new(&process.base, Some(&process.operator_key));
    let guild = Association::proposal_guild(&operator, "guild").await?;
    guild.import("members", members.csv()).await?;
    let run = guild
        .api
        .post_csv("/v1/certifications/import", certifications.csv())
        .await?
        .expect(202)?;
    let id = run["id"].as_str().unwrap_or_default().to_owned();
    // Somewhere in the middle, and once more a little later.
    let expected = entitled(&members, &certifications);
    for share in [10, 3] {
        let enough = (expected / share).max(1) as u64;
        until(&format!("{enough} awards"), async || {
            let now = guild
                .api
                .get(&format!("/v1/sync/runs/{id}"))
                .await?
                .expect(200)?;
            Ok((now["awarded"].as_u64().unwrap_or_default() >= enough
                || now["state"] == "finished")
                .then_some(()))
        })
        .await?;
        process.kill_9()?;
        process.boot().await?;
    }
    let run = guild.finished(&id).await?;
    assert_eq!(run["state"], "finished", "{run}\n{}", process.errors());

    let badges = guild.all_badges().await?;
    assert_eq!(badges.len(), expected, "{}", process.errors());
    let mut references: BTreeMap<String, u32> = BTreeMap::new();
    for badge in &badges {
        *references
            .entry(badge["reference"].as_str().unwrap_or_default().to_owned())
            .or_default() += 1;
    }
    assert!(
        references.values().all(|n| *n == 1),
        "an award exists twice"
    );

    let told = |badge: &Value| {
        badge["deliveries"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|d| d["kind"] == "award" && d["state"] == "delivered")
            .count()
    };
    until("every award to have led to its mail", async || {
        Ok(guild
            .all_badges()
            .await?
            .iter()
            .all(|b| told(b) > 0)
            .then_some(()))
    })
    .await?;
    let twice = guild
        .all_badges()
        .await?
        .iter()
        .filter(|b| told(b) != 1)
        .count();
    assert_eq!(twice, 0, "{twice} badges were mailed more than once");
    Ok(())
}
