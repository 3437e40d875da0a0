//! Memberships that end and come back.

use crate::support::{House, member, practitioner};
use contracts::membership_sync::v1::PutMemberRequest;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);

// S9, A9, A10
#[tokio::test(flavor = "multi_thread")]
async fn a_lapse_in_the_next_file_suspends_once_and_a_renewal_reinstates_with_a_higher_number() {
    let house = House::new().await;
    house.guild_rules().await;
    house
        .import_members(&member(1, "active", "2030-01-01"))
        .await;
    house.import_certifications(&practitioner(1)).await;

    let run = house
        .import_members(&member(1, "lapsed", "2026-03-31"))
        .await;
    assert_eq!((run.lapsing, run.suspended), (1, 1));
    house
        .import_members(&member(1, "lapsed", "2026-03-31"))
        .await;
    let run = house
        .import_members(&member(1, "active", "2030-03-31"))
        .await;
    assert_eq!((run.reinstated, run.awarded), (1, 0));

    let told = house.issuance.standings();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(
        (
            told[0].good,
            told[0].reason.as_str(),
            told[0].hold_owner.as_str()
        ),
        (false, "the membership ended on 31 March 2026", "membership")
    );
    assert!(told[1].good);
    let awarded_at = house.issuance.awards_asked()[0].decision_number;
    assert!(
        awarded_at < told[0].decision_number && told[0].decision_number < told[1].decision_number
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_passes_while_lapsed_is_awarded_at_the_renewal() {
    let house = House::new().await;
    house.guild_rules().await;
    house
        .import_members(&member(1, "lapsed", "2026-03-31"))
        .await;
    assert_eq!(
        house.import_certifications(&practitioner(1)).await.awarded,
        0
    );
    let run = house
        .import_members(&member(1, "active", "2030-03-31"))
        .await;
    assert_eq!((run.awarded, run.reinstated), (1, 0));
    assert!(house.issuance.standings().is_empty());
}

// decisions §7
#[tokio::test(flavor = "multi_thread")]
async fn a_lapse_by_date_waits_for_records_that_came_in_after_it() {
    let house = House::new().await;
    house.rule("Member of the Guild", "", "").await;
    let today = platform::clock::Zone::utc().date(house.clock.now());
    let soon = platform::clock::CalendarDate::from_days(today.days() + 2).unwrap();
    let (ends, stays) = (
        member(1, "active", &soon.to_string()),
        member(2, "active", ""),
    );
    house.import_members(&format!("{ends}{stays}")).await;
    assert_eq!(house.issuance.awarded().len(), 2);

    house.clock.advance(4 * DAY);
    house.settle().await;
    assert!(
        house.issuance.standings().is_empty(),
        "no records came in since"
    );

    let run = house.import_members(&format!("{ends}{stays}")).await;
    assert_eq!((run.unchanged, run.suspended), (2, 1));
    let told = house.issuance.standings();
    assert_eq!(
        (told.len(), told[0].good, told[0].member_number.as_str()),
        (1, false, "PG-1")
    );
    assert_eq!(
        told[0].reason,
        format!(
            "the membership ended on {}",
            membership_sync::domain::in_words(soon)
        )
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_day_that_goes_by_is_found_by_the_daily_look() {
    let house = House::new().await;
    house.rule("Member of the Guild", "", "").await;
    let today = platform::clock::Zone::utc().date(house.clock.now());
    let day = |n: i32| {
        platform::clock::CalendarDate::from_days(today.days() + n)
            .unwrap()
            .to_string()
    };
    // Confirmed by its own source after a last day that is corrected backwards.
    house.import_members(&member(1, "active", &day(2))).await;
    house.clock.advance(4 * DAY);
    let mut changed = house.member("PG-1").await.unwrap();
    changed.employer = "Blue Harbour".into();
    house
        .members(&house.client())
        .put_member(PutMemberRequest {
            member: Some(changed),
            if_version: None,
        })
        .await
        .unwrap();
    house.settle().await;
    let told = house.issuance.standings();
    assert_eq!((told.len(), told[0].good), (1, false));
    // And nothing more on the days after.
    house.clock.advance(2 * DAY);
    house.settle().await;
    assert_eq!(house.issuance.standings().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_corrections_are_no_records_that_came_in() {
    let house = House::new().await;
    house.rule("Member of the Guild", "", "").await;
    let today = platform::clock::Zone::utc().date(house.clock.now());
    let soon = platform::clock::CalendarDate::from_days(today.days() + 2)
        .unwrap()
        .to_string();
    let rows: String = (1..=6).map(|n| member(n, "active", &soon)).collect();
    house.import_members(&rows).await;
    house.clock.advance(4 * DAY);
    house.import_members(&member(7, "active", "")).await;
    house.settle().await;
    assert!(house.issuance.standings().is_empty());
    assert_eq!(house.import_members(&rows).await.suspended, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_member_is_put_and_the_rules_follow() {
    let house = House::new().await;
    house.rule("Member of the Guild", "", "").await;
    house.import_members(&member(1, "active", "")).await;
    let mut one = house.member("PG-1").await.unwrap();
    let before = one.version;
    one.status = "resigned".into();
    let put = house
        .members(&house.client())
        .put_member(PutMemberRequest {
            member: Some(one.clone()),
            if_version: None,
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!((put.version, put.status.as_str()), (before + 1, "resigned"));
    house.settle().await;
    let told = house.issuance.standings();
    assert_eq!(told.len(), 1);
    // The page says that the membership ended, not why.
    assert!(
        told[0].reason.starts_with("the membership ended on") && !told[0].reason.contains("resign"),
        "{}",
        told[0].reason
    );
    // The same again is no change.
    let again = house
        .members(&house.client())
        .put_member(PutMemberRequest {
            member: Some(one),
            if_version: None,
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(again.version, before + 1);
    // A change that stands on a version that is gone, or on a member there is not, overwrites nothing.
    let mut other = house.member("PG-1").await.unwrap();
    other.employer = "Blue Harbour".into();
    for (number, yours) in [("PG-1", before), ("PG-404", 1)] {
        other.member_number = number.into();
        let refused = house
            .members(&house.client())
            .put_member(PutMemberRequest {
                member: Some(other.clone()),
                if_version: Some(yours),
            })
            .await
            .unwrap_err();
        let refused = platform::refusal::Refused::from(refused);
        assert_eq!(refused.code, "changed_meanwhile", "{}", refused.message);
    }
    other.member_number = "PG-1".into();
    let kept = house
        .members(&house.client())
        .put_member(PutMemberRequest {
            member: Some(other),
            if_version: Some(before + 1),
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(kept.version, before + 2);
    let mut bad = house.member("PG-1").await.unwrap();
    bad.email = "nonsense".into();
    let refused = house
        .members(&house.client())
        .put_member(PutMemberRequest {
            member: Some(bad),
            if_version: None,
        })
        .await
        .unwrap_err();
    assert!(refused.message().contains("email"), "{}", refused.message());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_set_that_nobody_applies_is_forgotten_with_its_names() {
    let house = House::new().await;
    house.import_members(&member(1, "active", "")).await;
    let file = format!("{}{}", crate::support::MEMBERS, member(1, "lapsed", ""));
    let run = house
        .import(crate::support::dry(crate::support::members()), file)
        .await;
    assert_eq!(house.changes(&run).await.len(), 1);
    house.clock.advance(92 * DAY);
    house
        .until("its changes are forgotten", async || {
            house.changes(&run).await.is_empty()
        })
        .await;
    let refused = house.apply(&run.id, false).await.unwrap_err();
    assert_eq!(refused.code(), tonic::Code::FailedPrecondition);
    assert_eq!(house.member("PG-1").await.unwrap().status, "active");
}
