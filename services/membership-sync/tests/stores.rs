//! The whole way on both databases.

use crate::support::{House, MEMBERS, complete, dry, member, members, practitioner};
use contracts::membership_sync::v1::{ListMembersRequest, ListRunsRequest, PutMemberRequest};

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_way_works_on_sqlite() {
    the_whole_way(&House::new().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_way_works_on_postgresql() {
    if let Some(house) = House::on_postgres("the_whole_way_works_on_postgresql").await {
        the_whole_way(&house).await;
    }
}

async fn the_whole_way(house: &House) {
    house.guild_rules().await;
    house.rule("Member of the Guild", "", "").await;
    let rows = |lapsed: u32| -> String {
        (1..=450)
            .map(|n| member(n, if n <= lapsed { "lapsed" } else { "active" }, ""))
            .collect()
    };
    let run = house
        .import_members(&format!(
            "{}PG-1,twice,,x,a@example.org,active,,\n",
            rows(0)
        ))
        .await;
    assert_eq!(
        (run.state.as_str(), run.added, run.refused, run.awarded),
        ("finished", 450, 1, 450)
    );
    let passed: String = (1..=450).map(practitioner).collect();
    let run = house.import_certifications(&passed).await;
    assert_eq!((run.added, run.awarded, run.to_evaluate), (450, 450, 0));
    assert_eq!(house.import_certifications(&passed).await.unchanged, 450);

    // Held, confirmed, suspended; renewed and reinstated.
    let run = house.import_members(&rows(60)).await;
    assert_eq!((run.state.as_str(), run.lapsing), ("held", 60));
    let run = house.apply(&run.id, true).await.unwrap();
    assert_eq!((run.state.as_str(), run.suspended), ("finished", 120));
    let run = house.import_members(&rows(0)).await;
    assert_eq!((run.changed, run.reinstated, run.awarded), (60, 120, 0));

    // A set that fits no more, and one of a complete file.
    let run = house
        .import(
            dry(members()),
            format!(
                "{MEMBERS}{}{}",
                member(1, "lapsed", ""),
                member(900, "active", "")
            ),
        )
        .await;
    for number in ["PG-1", "PG-900"] {
        let mut one = house.member("PG-1").await.unwrap();
        one.member_number = number.into();
        one.job_title = "Chair".into();
        house
            .members(&house.client())
            .put_member(PutMemberRequest {
                member: Some(one),
                if_version: None,
            })
            .await
            .unwrap();
    }
    let refused = house.apply(&run.id, false).await.unwrap_err();
    assert!(
        refused.message().starts_with("2 of the records"),
        "{}",
        refused.message()
    );
    house.settle().await;
    let but_one: String = (2..=450).map(|n| member(n, "active", "")).collect();
    let run = house
        .import(complete(dry(members())), format!("{MEMBERS}{but_one}"))
        .await;
    assert_eq!((run.unchanged, run.removed), (449, 2));
    let removed: Vec<_> = house
        .changes(&run)
        .await
        .into_iter()
        .map(|c| (c.kind, c.effect))
        .collect();
    assert!(
        removed.contains(&("removed".into(), "suspends 2 badges".into())),
        "{removed:?}"
    );

    let found = ListMembersRequest {
        search: "ada number17".into(),
        status: "active".into(),
        ..Default::default()
    };
    let found = house
        .members(&house.client())
        .list_members(found)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (found.members.len(), found.members[0].member_number.as_str()),
        (1, "PG-17")
    );
    let runs = house
        .runs(&house.client())
        .list_runs(ListRunsRequest::default())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(runs.runs.len(), 7);
    assert_eq!(runs.runs[0].id, run.id);
    assert_eq!(
        house.member("PG-2").await.unwrap().certifications[0].credential_id,
        house.issuance.credential("PR2")
    );
    house.stop().await;
}
