//! Batches at work: interrupted, killed, kept waiting, deleted.
use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use contracts::verification::v1 as v;
use platform::{Kind, config::environment};

use super::three_badges;
use crate::support::{DAY, Guild, House, Site, kind, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_was_interrupted_again_and_again_counts_every_badge_once() {
    let (site, guild) = three_badges().await;
    let dir = tempfile::tempdir().unwrap();
    let house = House::asleep(dir.path(), &[&site]).await;
    let caller = house.client(house.issuer());
    let list: String = (0..100)
        .map(|n| format!("{}\n", guild.badge(n % 5)))
        .collect();
    let sent = house
        .send(&caller, "application/x-ndjson", list.as_bytes())
        .await
        .unwrap();
    house.close().await;
    for _ in 0..3 {
        let house = House::new(dir.path(), &[&site]).await;
        let before = house.batch(&caller, &sent.id).await.unwrap().done;
        until("it got on", || async {
            let now = house.batch(&caller, &sent.id).await.unwrap();
            now.done > before || now.state == "finished"
        })
        .await;
        house.close().await;
    }
    let house = House::new(dir.path(), &[&site]).await;
    let done = house.done(&caller, &sent.id).await;
    assert_eq!((done.total, done.done), (100, 100));
    assert_eq!((done.valid_issuer_unknown, done.invalid), (80, 20));
    assert_eq!(house.results(&caller, &sent.id, "invalid").await.len(), 20);

    house.clock.advance(31 * DAY);
    until("it is forgotten after thirty days", || async {
        house.count("verify_batch").await == 0 && house.count("verify_item").await == 0
    })
    .await;
    assert_eq!(kind(house.batch(&caller, &sent.id).await), Kind::NotFound);
    house.close().await;
}

/// Where the process that is to be killed works: a directory, the port of the badges' site, a batch.
const AT_WORK: &str = "ACCOLADE_TEST_AT_WORK";

/// Works on a batch in a directory until it is killed, and says how far it is, a number a line.
async fn work_until_killed(at: &str) {
    let [dir, port, id] = at.split('|').collect::<Vec<_>>()[..] else {
        panic!("{AT_WORK} is {at:?}");
    };
    let house = House::at_port(Path::new(dir), port.parse().unwrap()).await;
    let caller = house.operator();
    loop {
        let done = house.batch(&caller, id).await.unwrap().done;
        // Past the harness, which keeps what a test prints.
        let mut out = std::io::stdout().lock();
        if writeln!(out, "done {done}").is_err() {
            return;
        }
        drop(out);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Starts this test's binary once more and kills it when the batch is this far.
fn killed_at(test: &str, at: &str, enough: u64) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(AT_WORK, at)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let far = lines
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("done ")?.parse().ok())
        .find(|done: &u64| *done >= enough);
    child.kill().unwrap();
    child.wait().unwrap();
    far.unwrap_or_else(|| panic!("the process ended before {enough} badges were checked"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_at_work_leaves_a_batch_that_the_next_one_finishes() {
    if let Some(at) = environment(AT_WORK) {
        return work_until_killed(&at).await;
    }
    let (site, guild) = three_badges().await;
    let dir = tempfile::tempdir().unwrap();
    let list: String = (0..300)
        .map(|n| format!("{}\n", guild.badge(n % 5)))
        .collect();
    let house = House::asleep(dir.path(), &[&site]).await;
    let caller = house.operator();
    let sent = house
        .send(&caller, "application/x-ndjson", list.as_bytes())
        .await
        .unwrap();
    house.close().await;

    let at = format!("{}|{}|{}", dir.path().display(), site.port, sent.id);
    let mut far = 0;
    for enough in [0, 1, 80, 160] {
        let (at, test) = (
            at.clone(),
            "batches::work::a_process_that_is_killed_at_work_leaves_a_batch_that_the_next_one_finishes",
        );
        let now = tokio::task::spawn_blocking(move || killed_at(test, &at, enough))
            .await
            .unwrap();
        assert!(now >= far, "{now} are done after {far} were");
        far = now;
    }
    let house = House::new(dir.path(), &[&site]).await;
    let before = house.batch(&caller, &sent.id).await.unwrap();
    assert!(before.done >= far, "{before:?}");
    let done = house.done(&caller, &sent.id).await;
    assert_eq!((done.total, done.done), (300, 300), "{done:?}");
    assert_eq!(
        (done.valid_issuer_unknown, done.invalid),
        (240, 60),
        "{done:?}"
    );
    assert_eq!(house.count("verify_item").await, 300);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_was_asked_too_often_is_waited_for() {
    let site = Site::new().await;
    let guild = Guild::on(&site);
    let badge = guild.badge(1).to_string();
    let mut links = String::new();
    for n in 0..310 {
        site.put(&format!("/many/{n}"), badge.clone());
        links.push_str(&format!("{}\n", site.at(&format!("/many/{n}"))));
    }
    let dir = tempfile::tempdir().unwrap();
    let house = House::new(dir.path(), &[&site]).await;
    let caller = house.operator();
    let sent = house
        .send(&caller, "text/plain", links.as_bytes())
        .await
        .unwrap();
    let done = house.done(&caller, &sent.id).await;
    // None is called unverifiable because of us.
    assert_eq!(
        (done.total, done.valid_issuer_unknown),
        (310, 310),
        "{done:?}"
    );
    assert!(site.asked() > 310);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_deleted_while_it_runs() {
    let (site, guild) = three_badges().await;
    let dir = tempfile::tempdir().unwrap();
    let house = House::new(dir.path(), &[&site]).await;
    let caller = house.operator();
    let list: String = (0..200).map(|n| format!("{}\n", guild.badge(n))).collect();
    let sent = house
        .send(&caller, "application/x-ndjson", list.as_bytes())
        .await
        .unwrap();
    let ask = v::DeleteVerifyBatchRequest {
        id: sent.id.clone(),
    };
    house
        .batches(&caller)
        .delete_verify_batch(ask)
        .await
        .unwrap();
    assert_eq!(kind(house.batch(&caller, &sent.id).await), Kind::NotFound);
    // Whoever worked on it just then leaves nothing behind.
    let other = house
        .send(&caller, "text/plain", site.at("/b/1").as_bytes())
        .await
        .unwrap();
    house.done(&caller, &other.id).await;
    until("all is gone", || async {
        house.count("verify_item").await == 1
    })
    .await;
}
