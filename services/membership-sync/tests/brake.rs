//! The brake.

use crate::support::{House, MEMBERS, dry, member, members};
use contracts::membership_sync::v1::PutMemberRequest;

fn lapsing(n: u32, of: u32) -> String {
    (1..=of)
        .map(|i| member(i, if i <= n { "lapsed" } else { "active" }, ""))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_makes_many_lapse_is_held_and_goes_on_when_confirmed() {
    let house = House::new().await;
    house.rule("Member of the Guild", "", "").await;
    house.import_members(&lapsing(0, 40)).await;
    let run = house.import_members(&lapsing(8, 40)).await;
    assert_eq!(run.state, "held");
    assert!(
        run.reason
            .starts_with("8 of 40 active members would lapse: that is 20 %"),
        "{}",
        run.reason
    );
    assert_eq!(house.member("PG-1").await.unwrap().status, "active");
    assert_eq!(house.apply(&run.id, false).await.unwrap().state, "held");
    let run = house.apply(&run.id, true).await.unwrap();
    assert_eq!((run.state.as_str(), run.suspended), ("finished", 8));
    // What a person confirmed does not hold the next file.
    let rows: String = (1..=40)
        .map(|i| member(i, if i <= 9 { "lapsed" } else { "active" }, ""))
        .collect();
    assert_eq!(house.import_members(&rows).await.state, "finished");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_is_held_when_it_is_applied() {
    let house = House::new().await;
    house.import_members(&lapsing(0, 20)).await;
    let run = house
        .import(dry(members()), format!("{MEMBERS}{}", lapsing(6, 20)))
        .await;
    assert_eq!((run.state.as_str(), run.lapsing), ("previewed", 6));
    assert_eq!(house.apply(&run.id, false).await.unwrap().state, "held");
    assert_eq!(house.apply(&run.id, true).await.unwrap().state, "finished");
}

#[tokio::test(flavor = "multi_thread")]
async fn single_lapses_count_too() {
    let house = House::new().await;
    house.import_members(&lapsing(0, 30)).await;
    let mut refusals = Vec::new();
    for n in 1..=6 {
        let mut one = house.member(&format!("PG-{n}")).await.unwrap();
        one.status = "lapsed".into();
        if let Err(refused) = house
            .members(&house.client())
            .put_member(PutMemberRequest {
                member: Some(one),
                if_version: None,
            })
            .await
        {
            refusals.push((n, refused));
        }
    }
    assert_eq!(refusals[0].0, 5);
    assert!(
        refusals[0]
            .1
            .message()
            .contains("4 of them within the last 24 hours"),
        "{}",
        refusals[0].1.message()
    );
    house
        .clock
        .advance(std::time::Duration::from_secs(25 * 3600));
    let mut one = house.member("PG-6").await.unwrap();
    one.status = "lapsed".into();
    assert!(
        house
            .members(&house.client())
            .put_member(PutMemberRequest {
                member: Some(one),
                if_version: None
            })
            .await
            .is_ok()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn lapses_foreseen_by_date_are_not_held() {
    let house = House::new().await;
    let today = platform::clock::Zone::utc().date(house.clock.now());
    let soon = platform::clock::CalendarDate::from_days(today.days() + 2)
        .unwrap()
        .to_string();
    let rows = |status: &str| {
        (1..=20)
            .map(|n| member(n, status, &soon))
            .collect::<String>()
    };
    house.import_members(&rows("active")).await;
    house
        .clock
        .advance(std::time::Duration::from_secs(5 * 24 * 3600));
    let run = house.import_members(&rows("lapsed")).await;
    assert_eq!((run.state.as_str(), run.lapsing), ("finished", 20));
}
