//! What is over goes away.

use crate::suite::{DAY, PATIENCE, Suite};
use platform::{jobs, tasks::Tasks};

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
    for table in [
        "session",
        "link",
        "claim",
        "claim_badge",
        "password_attempt",
    ] {
        suite.until_empty(table).await;
    }
    assert_eq!(suite.acceptance(&person, badge).await, "accepted");
    assert!(tasks.shutdown(PATIENCE).await);
}
