//! What was acknowledged survives, once: killed processes, NATS away, PostgreSQL crashed, in the middle of the
//! guild's import. Afterwards each award exists once and has led to one mail.
//!
//! Where things break is random: the seed is printed, and `ACCOLADE_TEST_SEED` repeats a run.

use anyhow::{Context as _, bail, ensure};
use platform::{config::environment, ids::Ids};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};
use support::{
    Api, Association, Caught, MailServer, Process, Separate, Suite, Table, until_moving,
};

/// How long between the server's 250 and our note of it a kill may fall: then, and only then, the mail comes
/// again (decisions §9).
const WINDOW: Duration = Duration::from_secs(10);

/// How long a mail belongs to a sender that went away, or never learnt that it was given it; only then does another
/// take it up. A mail whose writing failed because a neighbour was away waits less than that.
const CLAIM: Duration = Duration::from_secs(180);

/// Where to break things. Xorshift: as random as is needed, and the same for the same seed.
struct Dice(u64);

impl Dice {
    #[expect(
        clippy::print_stderr,
        reason = "a failure is repeated by what stands here"
    )]
    fn new(test: &str) -> anyhow::Result<Self> {
        let seed = match environment("ACCOLADE_TEST_SEED") {
            Some(text) => text.parse().context("ACCOLADE_TEST_SEED is no number")?,
            None => u64::from_le_bytes(Ids::system().bytes::<8>()) >> 16,
        };
        eprintln!("{test}: repeat with ACCOLADE_TEST_SEED={seed}");
        Ok(Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1))
    }
    /// A number from 0 up to `below`.
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below.max(1)
    }
    async fn wait(&mut self, up_to: Duration) {
        let millis = self.roll(u64::try_from(up_to.as_millis()).unwrap_or(1000));
        tokio::time::sleep(Duration::from_millis(millis)).await;
    }
}

/// The files of the guild, and what they must lead to: references of certifications passed by active members.
struct Files {
    members: Table,
    certifications: Table,
    entitled: BTreeSet<String>,
}

impl Files {
    fn read() -> anyhow::Result<Self> {
        let (members, certifications) = support::programme_files("proposal-guild")?;
        let active: BTreeSet<&str> = (0..members.rows.len())
            .filter(|row| members.cell(*row, "membership_status") == "active")
            .map(|row| members.cell(row, "member_number"))
            .collect();
        let entitled = (0..certifications.rows.len())
            .filter(|row| active.contains(certifications.cell(*row, "candidate_number")))
            .map(|row| certifications.cell(row, "certificate_number").to_owned())
            .collect();
        Ok(Self {
            members,
            certifications,
            entitled,
        })
    }
}

async fn start_import(guild: &Association, kind: &str, table: &Table) -> anyhow::Result<String> {
    let run = guild
        .api
        .post_csv(&format!("/v1/{kind}/import"), table.csv())
        .await?
        .expect(202)?;
    Ok(run["id"].as_str().context("no id")?.to_owned())
}

/// Waits until the run has awarded this many, or has ended.
async fn awarded(guild: &Association, run: &str, enough: u64) -> anyhow::Result<()> {
    let path = format!("/v1/sync/runs/{run}");
    until_moving(&format!("{enough} awards"), async || {
        let now = guild.api.get(&path).await?.expect(200)?;
        let there = now["awarded"].as_u64().unwrap_or_default() >= enough;
        Ok(((there || now["state"] == "finished").then_some(()), now))
    })
    .await
}

/// Each award is there once.
async fn each_award_once(guild: &Association, files: &Files) -> anyhow::Result<BTreeSet<String>> {
    let badges = guild.all_badges().await?;
    let mut references = BTreeMap::<&str, u32>::new();
    for badge in &badges {
        let reference = badge["reference"].as_str().context("no reference")?;
        *references.entry(reference).or_default() += 1;
    }
    let twice: Vec<_> = references.iter().filter(|(_, n)| **n > 1).collect();
    ensure!(twice.is_empty(), "awarded more than once: {twice:?}");
    let there: BTreeSet<String> = references.keys().map(|r| (*r).to_owned()).collect();
    ensure!(
        there == files.entitled,
        "missing: {:?}; not earned: {:?}",
        files
            .entitled
            .difference(&there)
            .take(5)
            .collect::<Vec<_>>(),
        there
            .difference(&files.entitled)
            .take(5)
            .collect::<Vec<_>>()
    );
    badges
        .iter()
        .map(|b| Ok(b["id"].as_str().context("no id")?.to_owned()))
        .collect()
}

/// Waits for a mail for each badge, for as long as mails come: how fast they do is the machine's affair. When they
/// stop coming, `about` says what is known of a badge that has none.
async fn a_mail_for_each(
    server: &MailServer,
    badges: &BTreeSet<String>,
    about: impl AsyncFn(&str) -> String,
) -> anyhow::Result<()> {
    let (mut told_before, mut since) = (0, Instant::now());
    loop {
        let told = told_of(server);
        let missing: Vec<_> = badges.difference(&told).collect();
        let Some(first) = missing.first() else {
            return Ok(());
        };
        let now = badges.len() - missing.len();
        if now > told_before {
            (told_before, since) = (now, Instant::now());
        }
        if since.elapsed() > CLAIM + support::PATIENCE {
            bail!(
                "{now} of {} badges have their mail, and no more come\n{}",
                badges.len(),
                about(first).await
            );
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The badges that mails told of so far. They are more than the mails: one mail tells of all that a person was awarded
/// at a time.
fn told_of(server: &MailServer) -> BTreeSet<String> {
    server.mails().into_iter().flat_map(|m| m.badges).collect()
}

/// Each award has led to one mail: one Message-ID a badge, and a second copy of a mail only where its first was
/// taken in the moment before a kill.
async fn each_mail_once(
    server: &MailServer,
    badges: &BTreeSet<String>,
    kills: &[Instant],
    about: impl AsyncFn(&str) -> String,
) -> anyhow::Result<()> {
    a_mail_for_each(server, badges, about).await?;
    // What would come twice comes soon: a mail that is sent again is due at once.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let mails = server.mails();
    let mut of_badge = BTreeMap::<&str, BTreeSet<&str>>::new();
    let mut copies = BTreeMap::<&str, Vec<&Caught>>::new();
    for mail in &mails {
        for badge in &mail.badges {
            of_badge.entry(badge).or_default().insert(&mail.message_id);
        }
        copies.entry(&mail.message_id).or_default().push(mail);
    }
    let several: Vec<_> = of_badge.iter().filter(|(_, ids)| ids.len() > 1).collect();
    ensure!(
        several.is_empty(),
        "{} badges were told of by more than one message, such as {:?}",
        several.len(),
        several.first()
    );
    for (id, copies) in copies {
        for pair in copies.windows(2) {
            let [first, second] = pair else { continue };
            let between = kills.iter().any(|kill| {
                first.at <= *kill && *kill <= second.at && kill.duration_since(first.at) < WINDOW
            });
            ensure!(
                between,
                "{id} came twice, {:?} apart, and no kill was the cause",
                second.at.duration_since(first.at)
            );
            ensure!(
                first.to == second.to && first.text == second.text,
                "the second copy of {id} says something else"
            );
        }
    }
    Ok(())
}

/// Kills the process. Every mail that it gave away was taken before the moment that this answers.
async fn killed(process: &mut Process, server: &MailServer) -> anyhow::Result<Instant> {
    process.kill_9()?;
    server.quiet().await;
    Ok(Instant::now())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_killed_again_and_again_awards_each_badge_once_and_mails_it_once()
-> anyhow::Result<()> {
    let mut dice = Dice::new("killed imports")?;
    let (files, server) = (Files::read()?, MailServer::start().await?);
    let mut process = Process::with(&[("ACCOLADE_SMTP_URL", &server.url())]).await?;
    let operator = Api::new(&process.base, Some(&process.operator_key));
    let guild = Association::proposal_guild(&operator, "guild").await?;
    let mut kills = Vec::new();

    // Anywhere between the answer to the upload and the last row.
    let run = start_import(&guild, "members", &files.members).await?;
    dice.wait(Duration::from_millis(1500)).await;
    kills.push(killed(&mut process, &server).await?);
    process.boot().await?;
    let run = guild.finished(&run).await?;
    assert_eq!(run["state"], "finished", "{run}\n{}", process.errors());

    let run = start_import(&guild, "certifications", &files.certifications).await?;
    dice.wait(Duration::from_millis(500)).await;
    let most = files.entitled.len() as u64;
    for third in 0..3 {
        kills.push(killed(&mut process, &server).await?);
        process.boot().await?;
        let enough = most * third / 3 + dice.roll(most / 3);
        awarded(&guild, &run, enough).await?;
        dice.wait(Duration::from_millis(300)).await;
    }
    kills.push(killed(&mut process, &server).await?);
    process.boot().await?;
    let run = guild.finished(&run).await?;
    assert_eq!(run["state"], "finished", "{run}\n{}", process.errors());

    // And once more while the mails go out, if they still do.
    let most = files.entitled.len();
    let some = (told_of(&server).len() + usize::try_from(dice.roll(60))?).min(most);
    until_moving("some more mails", async || {
        let now = told_of(&server).len();
        Ok(((now >= some).then_some(()), now))
    })
    .await
    .with_context(|| process.errors())?;
    kills.push(killed(&mut process, &server).await?);
    process.boot().await?;

    let badges = each_award_once(&guild, &files)
        .await
        .with_context(|| process.errors())?;
    each_mail_once(&server, &badges, &kills, async |badge| {
        process.about_missing_mail(badge).await
    })
    .await
    .with_context(|| process.errors())
}

/// Six services with a guild that has its members.
async fn six_services(server: &MailServer, files: &Files) -> anyhow::Result<(Suite, Association)> {
    let suite = Suite::separately(Separate {
        durable: true,
        smtp_url: Some(server.url()),
        ..Separate::default()
    })
    .await?;
    let guild = suite.proposal_guild("guild").await?;
    let run = guild.import("members", files.members.csv()).await?;
    ensure!(run["state"] == "finished", "{run}");
    Ok((suite, guild))
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_away_for_a_minute_in_the_middle_of_an_import_loses_nothing_and_doubles_nothing()
-> anyhow::Result<()> {
    let mut dice = Dice::new("NATS away")?;
    let (files, server) = (Files::read()?, MailServer::start().await?);
    let (suite, guild) = six_services(&server, &files).await?;
    let most = files.entitled.len() as u64;
    let run = start_import(&guild, "certifications", &files.certifications).await?;
    awarded(&guild, &run, dice.roll(most / 2)).await?;
    suite.take_nats_away(Duration::from_secs(60)).await?;
    // Commands do not wait for the bus: what was asked for is done, only the news of it came late.
    let run = guild.finished(&run).await?;
    assert_eq!(run["state"], "finished", "{run}");
    let badges = each_award_once(&guild, &files).await?;
    each_mail_once(&server, &badges, &[], async |badge| {
        suite.about_missing_mail(badge).await
    })
    .await?;
    assert!(suite.stop().await, "not everything stopped in time");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_crashing_in_the_middle_of_an_import_loses_nothing_and_doubles_nothing()
-> anyhow::Result<()> {
    let mut dice = Dice::new("PostgreSQL crashes")?;
    let (files, server) = (Files::read()?, MailServer::start().await?);
    let (suite, guild) = six_services(&server, &files).await?;
    let most = files.entitled.len() as u64;
    let run = start_import(&guild, "certifications", &files.certifications).await?;
    let mut crashes = Vec::new();
    for third in 0..3 {
        awarded(&guild, &run, most * third / 3 + dice.roll(most / 3)).await?;
        dice.wait(Duration::from_millis(300)).await;
        // What was sent but could not be noted while it was away is sent again, as after a kill.
        crashes.push(Instant::now());
        suite.crash_postgres()?;
        crashes.push(Instant::now());
    }
    let run = guild.finished(&run).await?;
    assert_eq!(run["state"], "finished", "{run}");
    let badges = each_award_once(&guild, &files).await?;
    each_mail_once(&server, &badges, &crashes, async |badge| {
        suite.about_missing_mail(badge).await
    })
    .await?;
    assert!(suite.stop().await, "not everything stopped in time");
    Ok(())
}
