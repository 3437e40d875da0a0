//! What people see and click, in a real browser.

mod job;
mod pages;

use anyhow::Context as _;
use serde_json::json;
use support::{Association, Browser, OPERATOR, Suite, Visitor, until};

/// Awards a badge by REST and answers the claim link of the mail that follows.
async fn award(
    suite: &Suite,
    guild: &Association,
    email: &str,
    name: &str,
) -> anyhow::Result<(String, String)> {
    let achievement = guild
        .achievements
        .get("Proposal Foundation")
        .context("the guild has it")?;
    let made = guild
        .api
        .post(
            "/v1/credentials",
            &json!({ "achievement": achievement, "recipient": { "email": email, "name": name } }),
        )
        .await?
        .expect(201)?;
    let url = made["url"].as_str().context("no url")?.to_owned();
    let visitor = Visitor::new(&suite.base);
    let mail = until("the award mail", async || {
        Ok(visitor
            .mails(email)
            .await?
            .into_iter()
            .find(|mail| mail.kind == "award"))
    })
    .await?;
    Ok((url, format!("/dev/mail/{}", mail.id)))
}

/// Signs the operator in to the console.
async fn sign_in(browser: &Browser) -> anyhow::Result<()> {
    browser.goto("/console/sign-in").await?;
    browser.fill("#email", OPERATOR.0).await?;
    browser.fill("#password", OPERATOR.1).await?;
    browser.click("main form button.primary").await?;
    browser.says("Needs a decision").await
}

/// A file with this content, for as long as the directory.
fn file(
    dir: &tempfile::TempDir,
    name: &str,
    content: impl AsRef<[u8]>,
) -> anyhow::Result<std::path::PathBuf> {
    let path = dir.path().join(name);
    std::fs::write(&path, content)?;
    Ok(path)
}
