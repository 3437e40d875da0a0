//! What happens when something goes down.

use crate::support::{FromTest as _, House, MEMBERS, Mock, member, members, practitioner};
use platform::{clock::Clock, ids::IssuerId};
use std::{sync::atomic::Ordering, time::Duration};

/// The process dies in the middle of the awards: its tasks are dropped where they stand, as by kill -9.
#[test]
fn an_import_that_is_killed_goes_on_after_a_restart_and_awards_each_once() {
    let dir = tempfile::tempdir().unwrap();
    let (mock, clock, guild) = (Mock::new(), Clock::system(), IssuerId::from_test(1));
    // The first life: two calls of awards are answered, the third hangs for ever.
    mock.awards_left.store(2, Ordering::SeqCst);
    let first = tokio::runtime::Runtime::new().unwrap();
    let run = first.block_on(async {
        let house = House::at(dir.path(), mock.clone(), clock.clone(), guild).await;
        house.guild_rules().await;
        house
            .import_members(
                &(1..=700)
                    .map(|n| member(n, "active", "2030-01-01"))
                    .collect::<String>(),
            )
            .await;
        let passed: String = (1..=700).map(practitioner).collect();
        let run = house
            .send(
                &house.client(),
                crate::support::certifications(),
                format!("{}{passed}", crate::support::CERTIFICATIONS).as_bytes(),
            )
            .await
            .unwrap();
        for _ in 0..3000 {
            if mock.award_calls() == 2 {
                return run;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("no awards were asked for");
    });
    first.shutdown_background();
    let before = mock.awarded().len();
    assert!(before > 0 && before < 700, "{before}");

    mock.awards_left.store(usize::MAX, Ordering::SeqCst);
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let house = House::at(dir.path(), mock.clone(), clock, guild).await;
        let run = house.at_rest(&run.id).await;
        assert_eq!(
            (
                run.state.as_str(),
                run.rows,
                run.added,
                run.to_evaluate,
                run.awarded
            ),
            ("finished", 700, 700, 0, 700)
        );
        let awarded = mock.awarded();
        assert_eq!(awarded.len(), 700);
        assert!(awarded.values().all(|n| *n == 1));
        house.stop().await;
    });
}

/// The process dies again and again while the file is read and applied.
#[test]
fn an_import_that_is_killed_at_any_moment_loses_and_doubles_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (mock, clock, guild) = (Mock::new(), Clock::system(), IssuerId::from_test(1));
    let begin = tokio::runtime::Runtime::new().unwrap();
    let run = begin.block_on(async {
        let house = House::at(dir.path(), mock.clone(), clock.clone(), guild).await;
        house.rule("Member of the Guild", "", "").await;
        let rows: String = (1..=1500)
            .map(|n| member(n, "active", "2030-01-01"))
            .collect();
        house
            .send(
                &house.client(),
                members(),
                format!("{MEMBERS}{rows}").as_bytes(),
            )
            .await
            .unwrap()
    });
    begin.shutdown_background();
    for life in 1..=6 {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let _house = House::at(dir.path(), mock.clone(), clock.clone(), guild).await;
            tokio::time::sleep(Duration::from_millis(70 * life)).await;
        });
        runtime.shutdown_background();
    }
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let house = House::at(dir.path(), mock.clone(), clock, guild).await;
        let run = house.at_rest(&run.id).await;
        assert_eq!(
            (
                run.state.as_str(),
                run.rows,
                run.added,
                run.refused,
                run.awarded
            ),
            ("finished", 1500, 1500, 0, 1500)
        );
        let awarded = mock.awarded();
        assert_eq!(awarded.len(), 1500);
        assert!(awarded.values().all(|n| *n == 1));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn awards_wait_while_issuance_is_away() {
    let house = House::new().await;
    house.guild_rules().await;
    house
        .import_members(&member(1, "active", "2030-01-01"))
        .await;
    house.issuance.away.store(true, Ordering::SeqCst);
    let sent = house
        .send(
            &house.client(),
            crate::support::certifications(),
            format!("{}{}", crate::support::CERTIFICATIONS, practitioner(1)).as_bytes(),
        )
        .await
        .unwrap();
    let mut run = sent;
    for _ in 0..1000 {
        run = house.get_run(&run.id).await;
        if run.state == "awarding" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!((run.state.as_str(), run.to_evaluate), ("awarding", 1));
    house.issuance.away.store(false, Ordering::SeqCst);
    house.clock.advance(Duration::from_secs(6));
    assert_eq!(house.at_rest(&run.id).await.awarded, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_award_that_can_never_be_made_holds_no_other_up() {
    let house = House::new().await;
    house.guild_rules().await;
    house
        .import_members(
            &(1..=20)
                .map(|n| member(n, "active", "2030-01-01"))
                .collect::<String>(),
        )
        .await;
    *house.issuance.poison.lock().unwrap() = Some("ada.7@example.org".to_owned());
    let run = house
        .import_certifications(&(1..=20).map(practitioner).collect::<String>())
        .await;
    assert_eq!((run.state.as_str(), run.awarded), ("finished", 19));
    assert!(
        run.notes
            .iter()
            .any(|n| n.starts_with("1 awards were refused")),
        "{:?}",
        run.notes
    );
    assert_eq!(
        house.member("PG-7").await.unwrap().certifications[0].reason,
        "recipient.email: cannot be used"
    );
}
