//! What is over goes away.

use crate::suite::{DAY, Suite};
use platform::{jobs, tasks::Tasks};
use std::time::Duration;

#[tokio::test]
async fn ended_sessions_and_old_links_are_removed_and_people_are_not() {
    let suite = Suite::new().await;
    let (person, badge) = suite.join(suite.new_issuer(), "ada@example.org").await;
    suite.ask_sign_in_link("ada@example.org").await;
    suite
        .sign_in("nobody@example.org", "wrong")
        .await
        .unwrap_err();
    suite.clock.advance(300 * DAY);
    let tasks = Tasks::new();
    jobs::run(&suite.store, suite.jobs.clone(), &tasks);
    for _ in 0..250 {
        if suite.count("session").await == 0
            && suite.count("claim_badge").await == 0
            && suite.count("link").await == 0
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    for table in [
        "session",
        "link",
        "claim",
        "claim_badge",
        "password_attempt",
    ] {
        assert_eq!(suite.count(table).await, 0, "{table}");
    }
    assert_eq!(suite.acceptance(&person, badge).await, "accepted");
    assert!(tasks.shutdown(Duration::from_secs(5)).await);
}
