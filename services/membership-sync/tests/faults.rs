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
        house
            .until("awards are asked for", async || mock.award_calls() == 2)
            .await;
        run
    });
    drop(first);
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

/// The process dies again and again while the file is read, applied and awarded, ever later.
#[test]
fn an_import_that_is_killed_at_any_moment_loses_and_doubles_nothing() {
    const ROWS: u32 = 700;
    let dir = tempfile::tempdir().unwrap();
    let (mock, clock, guild) = (Mock::new(), Clock::system(), IssuerId::from_test(1));
    let life = |looks| House::cut_off(dir.path(), mock.clone(), clock.clone(), guild, looks);
    let runtime = || tokio::runtime::Runtime::new().unwrap();
    let run = runtime().block_on(async {
        let (house, _cut) = life(0).await;
        house.rule("Member of the Guild", "", "").await;
        let rows: String = (1..=ROWS)
            .map(|n| member(n, "active", "2030-01-01"))
            .collect();
        let file = format!("{MEMBERS}{rows}");
        house
            .send(&house.client(), members(), file.as_bytes())
            .await
            .unwrap()
    });
    let (mut looks, mut crashes) = (4, 0);
    let run = loop {
        let ended = runtime().block_on(async {
            let (house, cut) = life(looks).await;
            tokio::select! {
                () = cut.over() => None,
                run = house.at_rest(&run.id) => Some(run),
            }
        });
        if let Some(run) = ended {
            break run;
        }
        (looks, crashes) = (looks * 2, crashes + 1);
    };
    assert!(crashes >= 3, "it died {crashes} times");
    assert_eq!(
        (
            run.state.as_str(),
            run.rows,
            run.added,
            run.refused,
            run.awarded
        ),
        ("finished", ROWS.into(), ROWS.into(), 0, ROWS.into())
    );
    let awarded = mock.awarded();
    assert_eq!(awarded.len(), ROWS as usize);
    assert!(awarded.values().all(|n| *n == 1));
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
    house
        .until("the awards are asked for", async || {
            run = house.get_run(&run.id).await;
            run.state == "awarding"
        })
        .await;
    assert_eq!(run.to_evaluate, 1);
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
