//! What an operator sees: figures at `/metrics`, work that got stuck.

use anyhow::Context as _;
use platform::{
    ServiceName,
    clock::Clock,
    ids::Ids,
    jobs::{self, Job, JobDefinition, JobError, Next, Runner},
    store::{Location, Migrations, Store},
    tasks::Tasks,
};
use serde_json::json;
use std::{
    collections::BTreeSet,
    path::Path,
    process::{Command, Output},
    sync::Arc,
    time::Duration,
};
use support::{Api, Association, Process, Visitor, until};

fn accolade(arguments: &[&str], data: &Path) -> anyhow::Result<Output> {
    Ok(Command::new(support::binary()?)
        .args(arguments)
        .arg("--data")
        .arg(data)
        .output()?)
}

/// The names of figures that a text lists or tells: `accolade_…` and `process_…`.
fn names(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !(c.is_ascii_lowercase() || c == '_'))
        .filter(|word| word.starts_with("accolade_") || word.starts_with("process_"))
        .map(|word| {
            let plain = ["_bucket", "_sum", "_count"]
                .iter()
                .find_map(|end| word.strip_suffix(end));
            plain.unwrap_or(word).to_owned()
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_are_those_that_the_readme_names() -> anyhow::Result<()> {
    let process = Process::start().await?;
    let operator = Api::new(&process.base, Some(&process.operator_key));
    let guild = Association::bare(&operator, "guild").await?;
    let new = json!({ "name": "Practitioner", "description": "Plans bids.", "criteria": "Pass." });
    let made = guild
        .api
        .post("/v1/achievements", &new)
        .await?
        .expect(201)?;
    let body = json!({ "achievement": made["id"], "recipient": { "email": "ada@example.org", "name": "Ada" } });
    guild
        .api
        .post("/v1/credentials", &body)
        .await?
        .expect(201)?;

    let anybody = Api::new(&process.base, None);
    let sent = "accolade_facts_total{fact=\"accolade.notification.message.delivered\"";
    let told = until("the mail to be counted", async || {
        let answer = anybody.get("/metrics").await?;
        anyhow::ensure!(answer.status == 200, "{}", answer.status);
        Ok(Some(answer.text()).filter(|text| text.contains(sent)))
    })
    .await?;
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/README.md");
    let readme = std::fs::read_to_string(readme)?;
    let (_, listed) = readme
        .split_once("## Figures")
        .context("deploy/README.md has no figures")?;
    assert_eq!(names(listed), names(&told), "{told}");
    for personal in ["ada@", "guild", &guild.id] {
        assert!(!told.contains(personal), "the figures tell {personal}");
    }

    let proxied = [("x-forwarded-for", "203.0.113.9")];
    let answer = anybody
        .send(reqwest::Method::GET, "/metrics", &proxied, "")
        .await?;
    assert_eq!(answer.status, 404, "strangers read the figures");
    Ok(())
}

/// Fails every time, in words.
struct MailServerAway;

#[async_trait::async_trait]
impl Runner for MailServerAway {
    async fn run(&self, _: &Job) -> Result<Next, JobError> {
        Err(JobError::new("the mail server is away"))
    }
}

/// Every service's database, as `up` makes them, and in one of them a job that was given up.
async fn databases_with_a_dead_job(dir: &Path) -> anyhow::Result<()> {
    for name in ServiceName::WITH_STORE {
        let location = Location::File(dir.join(format!("{}.db", name.snake())));
        let (clock, ids) = (Clock::system(), Ids::system());
        let store = Store::open(name, &location, Migrations::none(), clock, ids).await?;
        if name != ServiceName::Notification {
            continue;
        }
        let tx = store.write().await?;
        let now = store.clock().now();
        tx.schedule("mail", "msg_1", &(), now).await?;
        tx.commit().await?;
        let tasks = Tasks::new();
        let definition = JobDefinition {
            kind: "mail",
            at_once: 1,
            runner: Arc::new(MailServerAway),
        };
        jobs::run(&store, vec![definition], &tasks);
        until("the job to be given up", async || {
            store.clock().advance(Duration::from_secs(700));
            let jobs = store.count_jobs().await?;
            Ok((jobs.get("mail").map(|counts| counts.dead) == Some(1)).then_some(()))
        })
        .await?;
        assert!(tasks.shutdown(Duration::from_secs(5)).await);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_was_given_up_is_shown_to_the_operator_and_begins_again_when_asked_for()
-> anyhow::Result<()> {
    let dir = tempfile::tempdir()?;
    databases_with_a_dead_job(dir.path()).await?;
    let listed = accolade(&["jobs", "list"], dir.path())?;
    let text = String::from_utf8_lossy(&listed.stdout);
    assert_eq!(listed.status.code(), Some(1), "{text}");
    assert!(
        text.contains("job mail of notification, for msg_1"),
        "{text}"
    );
    assert!(text.contains("the mail server is away"), "{text}");
    let id = text
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned();

    let unknown = "00000000-0000-0000-0000-000000000000";
    let wrong = accolade(&["jobs", "retry", unknown], dir.path())?;
    assert_eq!(wrong.status.code(), Some(1));
    let begun = accolade(&["jobs", "retry", &id], dir.path())?;
    let error = String::from_utf8_lossy(&begun.stderr);
    assert!(begun.status.success(), "{error}");
    let listed = accolade(&["jobs", "list"], dir.path())?;
    let text = String::from_utf8_lossy(&listed.stdout);
    assert_eq!(
        (listed.status.code(), text.trim()),
        (Some(0), "Nothing fails, nothing was given up.")
    );
    Ok(())
}

#[test]
fn a_directory_without_databases_is_said_to_be_one() -> anyhow::Result<()> {
    let dir = tempfile::tempdir()?;
    let listed = accolade(&["jobs", "list"], dir.path())?;
    let error = String::from_utf8_lossy(&listed.stderr);
    assert_eq!(listed.status.code(), Some(1), "{error}");
    assert!(error.contains("issuance.db"), "{error}");
    assert_eq!(std::fs::read_dir(dir.path())?.count(), 0, "it was filled");
    Ok(())
}

/// The mails the installation keeps, by what they say they are.
async fn mails(process: &Process) -> anyhow::Result<usize> {
    let visitor = Visitor::new(&process.base);
    Ok(visitor.mails("ada@example.org").await?.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_made_while_it_runs_is_restored_with_everything_and_with_mails_paused()
-> anyhow::Result<()> {
    let mut process = Process::start().await?;
    let operator = Api::new(&process.base, Some(&process.operator_key));
    let guild = Association::bare(&operator, "guild").await?;
    let new = json!({ "name": "Practitioner", "description": "Plans bids.", "criteria": "Pass." });
    let made = guild.api.post("/v1/achievements", &new).await?;
    let achievement = made.expect(201)?["id"].clone();
    let award = async |email: &str| {
        let body =
            json!({ "achievement": achievement, "recipient": { "email": email, "name": "Ada" } });
        guild.api.post("/v1/credentials", &body).await?.expect(201)
    };
    let badge = award("ada@example.org").await?;
    until("the mail", async || {
        Ok((mails(&process).await? == 1).then_some(()))
    })
    .await?;

    let dir = tempfile::tempdir()?;
    let copy = dir.path().join("copy");
    let (place, words) = (copy.display().to_string(), String::from_utf8_lossy);
    let made = accolade(&["backup", &place], &process.data())?;
    assert!(made.status.success(), "{}", words(&made.stderr));
    assert!(words(&made.stdout).contains("master.key"));
    assert!(
        !copy.join("master.key").exists(),
        "the key lies with the copy"
    );
    let again = accolade(&["backup", &place], &process.data())?;
    assert_eq!(again.status.code(), Some(1), "a copy was written over");
    let full = accolade(&["restore", &place], &process.data())?;
    assert_eq!(
        full.status.code(),
        Some(1),
        "running databases were written over"
    );

    // What comes after the copy is not in it.
    award("later@example.org").await?;
    let key = std::fs::read(process.data().join("master.key"))?;
    assert!(process.stop()?, "{}", process.errors());
    std::fs::remove_dir_all(process.data())?;
    let made = accolade(&["restore", &place], &process.data())?;
    assert!(made.status.success(), "{}", words(&made.stderr));
    std::fs::write(process.data().join("master.key"), key)?;
    process.boot().await?;
    let there = guild.all_badges().await?;
    let ids: Vec<_> = there.iter().map(|b| &b["id"]).collect();
    assert_eq!(ids, [&badge["id"]]);
    assert_eq!(mails(&process).await?, 1);

    award("ada@example.org").await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(
        mails(&process).await?,
        1,
        "a mail left though they are paused"
    );
    assert!(
        accolade(&["resume-mail"], &process.data())?
            .status
            .success()
    );
    until("the mail that was paused", async || {
        Ok((mails(&process).await? == 2).then_some(()))
    })
    .await
}

#[test]
fn a_copy_that_was_changed_is_not_restored() -> anyhow::Result<()> {
    let dir = tempfile::tempdir()?;
    let (copy, target) = (dir.path().join("copy"), dir.path().join("new"));
    std::fs::create_dir(&copy)?;
    let place = copy.display().to_string();
    let refused = |what: &str| -> anyhow::Result<()> {
        let answer = accolade(&["restore", &place], &target)?;
        let words = String::from_utf8_lossy(&answer.stderr).into_owned();
        assert_eq!(answer.status.code(), Some(1), "{words}");
        assert!(words.contains(what), "{words}");
        assert!(!target.exists(), "something was written");
        Ok(())
    };
    refused("manifest.json is missing")?;
    let entry = json!({ "bytes": 3, "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" });
    let mut files = serde_json::Map::new();
    for name in ServiceName::WITH_STORE {
        let name = format!("{}.db", name.snake());
        std::fs::write(copy.join(&name), "abc")?;
        files.insert(name, entry.clone());
    }
    std::fs::write(copy.join("wallet.db"), "abd")?;
    let manifest = json!({ "made_at": "2026-11-22T00:00:00Z", "version": "0.1.0", "files": files });
    std::fs::write(copy.join("manifest.json"), manifest.to_string())?;
    refused("wallet.db is not what was copied")
}
