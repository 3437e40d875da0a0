//! The same on PostgreSQL, where one is given by `ACCOLADE_TEST_POSTGRES`, the address of an administrator.

use crate::suite::{DAY, Suite, code, texts};
use contracts::{
    events::v1::{BadgeAccepted, CredentialIssued},
    wallet::v1::*,
};
use platform::{Secret, ids::Ids, store::Location};
use sea_orm::{ConnectionTrait as _, Database};

async fn suite() -> Option<Suite> {
    let admin = platform::config::environment("ACCOLADE_TEST_POSTGRES")?;
    let name = format!("wallet_test_{}", Ids::system().uuid_v4().simple());
    let db = Database::connect(&admin).await.unwrap();
    db.execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    db.close().await.unwrap();
    let mut url = url::Url::parse(&admin).unwrap();
    url.set_path(&name);
    Some(
        Suite::on(
            Location::Postgres(Secret::from(url.to_string())),
            tempfile::tempdir().unwrap(),
        )
        .await,
    )
}

#[tokio::test]
async fn the_whole_way_works_on_postgresql() {
    let Some(suite) = suite().await else { return };
    let issuer = suite.new_issuer();
    let (person, badge) = suite.join(issuer, "ada@example.org").await;
    suite.show(&person, badge, "public").await.unwrap();
    suite.add_proven_address(&person, "ada@work.example").await;
    suite.award(issuer, "ada@work.example").await;
    assert_eq!(suite.held(&person).await.len(), 2);
    let change = UpdateProfileRequest {
        handle: Some("ada-lovelace".into()),
        portfolio_public: Some(true),
        portfolio_mode: Some("senior".into()),
        ..Default::default()
    };
    suite.earner(&person).update_profile(change).await.unwrap();
    assert_eq!(
        suite
            .portfolio("ada-lovelace")
            .await
            .unwrap()
            .credential_ids,
        texts(&[badge])
    );
    let trust = SetTrustRequest {
        issuer_id: issuer.to_string(),
        trusted: true,
    };
    suite.earner(&person).set_trust(trust).await.unwrap();
    let auto = suite.award(issuer, "ada@example.org").await;
    assert_eq!(suite.acceptance(&person, auto).await, "accepted");
    for n in 1..=10 {
        let refused = suite.sign_in("ada@example.org", "wrong").await;
        assert_eq!(
            code(refused),
            if n < 10 {
                "wrong_password"
            } else {
                "account_locked"
            }
        );
    }
    suite.ask_sign_in_link("ada@example.org").await;
    assert!(
        suite
            .use_link(&suite.mailed().await.token)
            .await
            .unwrap()
            .session
            .is_some()
    );
    let first = suite.profile(&person).await.addresses[0].id.clone();
    suite
        .earner(&person)
        .remove_address(RemoveAddressRequest { address_id: first })
        .await
        .unwrap();
    assert_eq!(suite.held(&person).await.len(), 3);

    suite.clock.advance(300 * DAY);
    let tasks = platform::tasks::Tasks::new();
    platform::jobs::run(&suite.store, suite.jobs.clone(), &tasks);
    for table in ["claim", "session"] {
        suite.until_empty(table).await;
    }
    assert!(tasks.shutdown(crate::suite::PATIENCE).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_who_do_the_same_at_once_do_it_once_on_postgresql() {
    let Some(suite) = suite().await else { return };
    let issuer = suite.new_issuer();
    let badge = suite.in_ledger(issuer, "ada@example.org");
    let events: Vec<_> = (0..8)
        .map(|_| {
            suite.event(&CredentialIssued {
                state: Some(suite.state(badge)),
            })
        })
        .collect();
    let handler = suite.subscriptions[0].handler.clone();
    let outcomes =
        futures::future::join_all(events.iter().map(|event| handler.handle(event))).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(
        suite
            .facts::<contracts::events::v1::BadgePending>()
            .await
            .len(),
        1
    );

    let token = suite.mint(&[badge], "ada@example.org").await.token;
    let claims = futures::future::join_all((0..8).map(|_| suite.claim(&token))).await;
    assert_eq!(claims.iter().filter(|c| c.is_ok()).count(), 1);
    assert_eq!(
        (
            suite.count("earner").await,
            suite.facts::<BadgeAccepted>().await.len()
        ),
        (1, 1)
    );
}

/// Both make the account of the address; one is first, and the other link accepts what it was made for.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_links_to_one_new_address_used_at_the_same_instant_get_two_clean_answers_on_postgresql()
{
    let Some(suite) = suite().await else { return };
    for round in 0..12 {
        let email = format!("ada{round}@example.org");
        let first = suite.award(suite.new_issuer(), &email).await;
        let second = suite.award(suite.new_issuer(), &email).await;
        let one = suite.mint(&[first], &email).await.token;
        let two = suite.mint(&[second], &email).await.token;
        let (a, b) = futures::future::join(suite.claim(&one), suite.claim(&two)).await;
        let (a, b) = (a.unwrap(), b.unwrap());
        assert_eq!(
            [&a, &b].iter().filter(|c| c.session.is_some()).count(),
            1,
            "one of them made the account"
        );
        assert_eq!(a.credential_ids, texts(&[first]));
        assert_eq!(b.credential_ids, texts(&[second]));
        assert_eq!(suite.count("earner").await, round + 1);
    }
}
