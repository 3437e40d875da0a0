//! Finding badges, page by page.

use crate::{
    programme::list,
    support::{fields, house, refused},
};
use contracts::issuance::v1::ListCredentialsRequest;
use platform::Kind;

#[tokio::test]
async fn badges_are_listed_newest_first_page_by_page_and_found_by_what_staff_know() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut ids = Vec::new();
    for n in 0..5 {
        let mut wanted = p.wanted(
            &format!("person{n}@example.org"),
            &format!("Person Number{n}"),
        );
        wanted.recipient.as_mut().unwrap().member_number = format!("PG-{n}");
        wanted.reference = format!("PR-{n}");
        ids.insert(0, p.ask(wanted).await.unwrap().id);
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = Some(contracts::common::v1::PageRequest {
            limit: 2,
            cursor: cursor.clone(),
        });
        let answer = house
            .credentials(&p.owner)
            .list_credentials(ListCredentialsRequest {
                page,
                ..Default::default()
            })
            .await
            .unwrap()
            .into_inner();
        seen.extend(answer.credentials.into_iter().map(|c| c.id));
        cursor = answer.page.unwrap().next_cursor;
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(seen, ids);
    pages_lead_back(&p, &ids).await;
    for search in [
        "PERSON3@example.org",
        "pg-3",
        "PR-3",
        "number3 person",
        "Person Number3",
    ] {
        let found = list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                search: search.into(),
                ..Default::default()
            },
        )
        .await;
        assert_eq!(
            found.iter().map(|c| &c.id).collect::<Vec<_>>(),
            [&ids[1]],
            "{search}"
        );
    }
    assert_eq!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                search: "person".into(),
                ..Default::default()
            }
        )
        .await
        .len(),
        5
    );
    assert!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                search: "person nobody".into(),
                ..Default::default()
            }
        )
        .await
        .is_empty()
    );
    assert_eq!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                member_number: "pg-2".into(),
                ..Default::default()
            }
        )
        .await
        .len(),
        1
    );
    assert_eq!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                acceptance: "accepted".into(),
                ..Default::default()
            }
        )
        .await
        .len(),
        0
    );
    let bad = refused(
        house
            .credentials(&p.owner)
            .list_credentials(ListCredentialsRequest {
                status: "broken".into(),
                ..Default::default()
            })
            .await,
    );
    assert_eq!(fields(&bad), ["status"]);
}

/// Page by page to the end, and back again by the cursors that lead back.
async fn pages_lead_back(p: &crate::programme::Programme<'_>, all: &[String]) {
    let ask = async |cursor: String| {
        let page = Some(contracts::common::v1::PageRequest { limit: 2, cursor });
        let asked = ListCredentialsRequest {
            page,
            ..Default::default()
        };
        let answer = p
            .house
            .credentials(&p.owner)
            .list_credentials(asked)
            .await
            .unwrap()
            .into_inner();
        let ids: Vec<String> = answer.credentials.into_iter().map(|c| c.id).collect();
        (ids, answer.page.unwrap())
    };
    let (first, at) = ask(String::new()).await;
    assert_eq!(
        (at.total, at.previous_cursor.as_str()),
        (Some(all.len() as u64), "")
    );
    let (second, at) = ask(at.next_cursor).await;
    assert_eq!(second, all[2..4]);
    let (back, at) = ask(at.previous_cursor).await;
    assert_eq!((&back, at.previous_cursor.as_str()), (&first, ""));
    assert_eq!(ask(at.next_cursor).await.0, second);
}

#[tokio::test]
async fn badges_are_found_by_the_days_they_were_awarded_on() {
    let house = house().await;
    let p = house.programme("guild").await;
    for (n, day) in ["2026-01-14", "2026-01-15", "2026-02-01"]
        .iter()
        .enumerate()
    {
        let wanted = contracts::issuance::v1::AwardRequest {
            awarded_at: (*day).into(),
            ..p.wanted(&format!("person{n}@example.org"), "")
        };
        p.ask(wanted).await.unwrap();
    }
    let count = async |from: &str, until: &str| {
        let asked = ListCredentialsRequest {
            awarded_from: from.into(),
            awarded_until: until.into(),
            ..Default::default()
        };
        let answer = house
            .credentials(&p.owner)
            .list_credentials(asked)
            .await
            .unwrap()
            .into_inner();
        assert_eq!(
            answer.page.unwrap().total,
            Some(answer.credentials.len() as u64)
        );
        answer.credentials.len()
    };
    assert_eq!(count("", "").await, 3);
    assert_eq!(count("2026-01-15", "").await, 2);
    assert_eq!(count("", "2026-01-15").await, 2);
    assert_eq!(count("2026-01-15", "2026-01-15").await, 1);
    assert_eq!(count("2026-02-02", "").await, 0);
    let bad = ListCredentialsRequest {
        awarded_from: "1 May".into(),
        ..Default::default()
    };
    let refusal = refused(house.credentials(&p.owner).list_credentials(bad).await);
    assert_eq!(
        (
            refusal.kind,
            refusal.fields[0].field.as_str(),
            refusal.fields[0].value.as_str()
        ),
        (Kind::Invalid, "awarded_from", "1 May")
    );
}
