//! Files that are as they should be.

use crate::support::{
    House, certifications, complete, dry, guild_file, member, members, practitioner,
};
use contracts::membership_sync::v1::{ListMembersRequest, ListRunsRequest, PutMemberRequest};

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_shows_the_set_and_changes_nothing_and_apply_applies_that_very_set() {
    let house = House::new().await;
    house.guild_rules().await;
    house
        .import_members(&member(1, "active", "2030-01-01"))
        .await;
    let rows = format!(
        "{}{}",
        member(1, "lapsed", "2026-01-31"),
        member(2, "active", "2030-01-01")
    );
    let run = house
        .import(dry(members()), format!("{}{rows}", crate::support::MEMBERS))
        .await;
    assert_eq!(
        (
            run.state.as_str(),
            run.rows,
            run.added,
            run.changed,
            run.lapsing
        ),
        ("previewed", 2, 1, 1, 1)
    );
    let changes = house.changes(&run).await;
    assert_eq!(
        (
            changes[0].kind.as_str(),
            changes[0].key.as_str(),
            changes[0].row
        ),
        ("changed", "PG-1", 2)
    );
    let fields: Vec<_> = changes[0]
        .fields
        .iter()
        .map(|f| (f.field.as_str(), f.before.as_str(), f.after.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("membership_status", "active", "lapsed"),
            ("expires_on", "2030-01-01", "2026-01-31")
        ]
    );
    assert_eq!(
        (changes[1].kind.as_str(), changes[1].name.as_str()),
        ("added", "Ada Number2")
    );
    assert_eq!(house.member("PG-1").await.unwrap().status, "active");
    assert!(house.member("PG-2").await.is_err());

    let applied = house.apply(&run.id, false).await.unwrap();
    assert_eq!(applied.state, "finished");
    assert_eq!(house.member("PG-1").await.unwrap().status, "lapsed");
    assert_eq!(
        house.member("pg-2").await.unwrap().display_name,
        "Ada Number2"
    );
    // Asked for again it answers the same and does nothing.
    assert_eq!(
        house.apply(&run.id, true).await.unwrap().finished_at,
        applied.finished_at
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_set_that_fits_the_records_no_more_is_refused() {
    let house = House::new().await;
    house
        .import_members(&member(1, "active", "2030-01-01"))
        .await;
    let run = house
        .import(
            dry(members()),
            format!("{}{}", crate::support::MEMBERS, member(1, "lapsed", "")),
        )
        .await;
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
    let refused = house.apply(&run.id, false).await.unwrap_err();
    assert_eq!(refused.code(), tonic::Code::FailedPrecondition);
    assert!(
        refused
            .message()
            .contains("1 of the records in this change set were changed")
            && refused.message().contains("send the file again"),
        "{}",
        refused.message()
    );
    assert_eq!(house.member("PG-1").await.unwrap().status, "active");
}

// A8
#[tokio::test(flavor = "multi_thread")]
async fn passed_certifications_of_active_members_are_awarded_and_the_effect_was_told_before() {
    let house = House::new().await;
    house.guild_rules().await;
    house
        .import_members(&format!(
            "{}{}",
            member(1, "active", "2030-01-01"),
            member(2, "lapsed", "2026-03-31")
        ))
        .await;
    let rows = format!(
        "{}{}{}",
        crate::support::CERTIFICATIONS,
        practitioner(1),
        practitioner(2)
    );
    let run = house.import(dry(certifications()), &rows).await;
    let effects: Vec<_> = house
        .changes(&run)
        .await
        .into_iter()
        .map(|c| c.effect)
        .collect();
    assert_eq!(
        effects,
        [
            "awards Proposal Practitioner",
            "awards nothing: the membership lapsed on 31 March 2026"
        ]
    );
    let run = house.apply(&run.id, false).await.unwrap();
    assert_eq!((run.awarded, run.evaluated, run.to_evaluate), (1, 2, 0));
    let asked = house.issuance.awards_asked();
    assert_eq!(asked.len(), 1);
    let recipient = asked[0].recipient.clone().unwrap();
    assert_eq!(
        (
            asked[0].reference.as_str(),
            asked[0].awarded_on.as_str(),
            asked[0].in_good_standing
        ),
        ("PR1", "2025-08-20", true)
    );
    assert_eq!(
        (
            recipient.email.as_str(),
            recipient.name.as_str(),
            recipient.member_number.as_str()
        ),
        ("ada.1@example.org", "Ada Number1", "PG-1")
    );

    let first = house.member("PG-1").await.unwrap();
    assert_eq!(
        (
            first.certifications[0].credential_id.as_str(),
            first.certifications[0].reason.as_str()
        ),
        (house.issuance.credential("PR1").as_str(), "")
    );
    let second = house.member("PG-2").await.unwrap();
    assert_eq!(
        (
            second.certifications[0].credential_id.as_str(),
            second.certifications[0].reason.as_str()
        ),
        ("", "the membership lapsed on 31 March 2026")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_again_changes_nothing_and_awards_nothing_twice() {
    let house = House::new().await;
    house.guild_rules().await;
    let rows: String = (1..=30)
        .map(|n| member(n, "active", "2030-01-01"))
        .collect();
    let passed: String = (1..=30).map(practitioner).collect();
    house.import_members(&rows).await;
    assert_eq!(house.import_certifications(&passed).await.awarded, 30);
    let calls = house.issuance.award_calls();
    let members = house.import_members(&rows).await;
    let certifications = house.import_certifications(&passed).await;
    for run in [members, certifications] {
        assert_eq!(
            (
                run.state.as_str(),
                run.unchanged,
                run.added + run.changed,
                run.awarded,
                run.evaluated
            ),
            ("finished", 30, 0, 0, 0)
        );
    }
    assert_eq!(house.issuance.award_calls(), calls);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_sent_twice_with_one_key_is_one_run() {
    let house = House::new().await;
    let send = async |rows: &str| {
        let pieces = vec![contracts::membership_sync::v1::ImportRequest {
            header: Some(members()),
            bytes: format!("{}{rows}", crate::support::MEMBERS).into_bytes(),
        }];
        let mut request = tonic::Request::new(tokio_stream::iter(pieces));
        request
            .metadata_mut()
            .insert("idempotency-key", "one".parse().unwrap());
        house
            .members(&house.client())
            .import(request)
            .await
            .map(|r| r.into_inner())
    };
    let row = member(1, "active", "");
    let (first, twin) = tokio::join!(send(&row), send(&row));
    let first = first.unwrap();
    assert_eq!(twin.unwrap().id, first.id, "sent at once");
    house.at_rest(&first.id).await;
    assert_eq!(send(&member(1, "active", "")).await.unwrap().id, first.id);
    assert_eq!(
        send(&member(2, "active", "")).await.unwrap_err().code(),
        tonic::Code::FailedPrecondition
    );
    let runs = house
        .runs(&house.client())
        .list_runs(ListRunsRequest::default())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(runs.page.unwrap().total, Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn members_that_a_complete_file_does_not_name_lapse() {
    let house = House::new().await;
    house.rule("Member of the Guild", "", "").await;
    house
        .import_members(&format!(
            "{}{}{}",
            member(1, "active", ""),
            member(2, "active", ""),
            member(3, "resigned", "")
        ))
        .await;
    let run = house
        .import(
            complete(dry(members())),
            format!("{}{}", crate::support::MEMBERS, member(1, "active", "")),
        )
        .await;
    assert_eq!((run.removed, run.unchanged, run.lapsing), (1, 1, 1));
    let changes = house.changes(&run).await;
    assert_eq!(
        (
            changes[0].kind.as_str(),
            changes[0].key.as_str(),
            changes[0].effect.as_str()
        ),
        ("removed", "PG-2", "suspends 1 badge")
    );
    let run = house.apply(&run.id, false).await.unwrap();
    assert_eq!(run.suspended, 1);
    assert_eq!(house.member("PG-2").await.unwrap().status, "lapsed");
    assert_eq!(house.member("PG-3").await.unwrap().status, "resigned");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_whose_row_is_bad_is_not_taken_as_missing() {
    let house = House::new().await;
    house
        .import_members(&format!(
            "{}{}",
            member(1, "active", ""),
            member(2, "active", "")
        ))
        .await;
    let rows = format!(
        "{}{}PG-2,Ada,Number2,Ada Number2,nonsense,active,,\n",
        crate::support::MEMBERS,
        member(1, "active", "")
    );
    let run = house.import(complete(members()), &rows).await;
    assert_eq!((run.removed, run.refused), (0, 1));
    let unreadable = format!(
        "{}{}too,few\n",
        crate::support::MEMBERS,
        member(1, "active", "")
    );
    let run = house.import(complete(members()), &unreadable).await;
    assert_eq!(run.removed, 0);
    assert!(
        run.notes
            .iter()
            .any(|n| n.contains("nobody who is missing was taken as lapsed")),
        "{:?}",
        run.notes
    );
    assert_eq!(house.member("PG-2").await.unwrap().status, "active");
}

// A20
#[tokio::test(flavor = "multi_thread")]
async fn members_are_found_by_number_address_and_words_of_the_name() {
    let house = House::new().await;
    let rows = "PG-1,Ana María,Ørsted,Ana María Ørsted,ana@example.org,active,,\nPG-2,Ana,López,Ana López,lopez@example.org,lapsed,,\nPG-3,蓮,齋藤,齋藤蓮,ren@example.com,active,,\n";
    house.import_members(rows).await;
    let find = async |search: &str, status: &str| {
        let request = ListMembersRequest {
            search: search.into(),
            status: status.into(),
            ..Default::default()
        };
        let found = house
            .members(&house.client())
            .list_members(request)
            .await
            .unwrap()
            .into_inner();
        assert_eq!(found.page.unwrap().total, Some(found.members.len() as u64));
        let mut numbers: Vec<_> = found.members.into_iter().map(|m| m.member_number).collect();
        numbers.sort_unstable();
        numbers
    };
    assert_eq!(find("", "").await, ["PG-1", "PG-2", "PG-3"]);
    assert_eq!(find("ana", "").await, ["PG-1", "PG-2"]);
    assert_eq!(find("ANA ørsted", "").await, ["PG-1"]);
    assert_eq!(find("齋藤蓮", "").await, ["PG-3"]);
    assert_eq!(find("Lopez@Example.org", "").await, ["PG-2"]);
    assert_eq!(find("pg-3", "").await, ["PG-3"]);
    assert_eq!(find("ana", "lapsed").await, ["PG-2"]);
    assert!(find("nobody", "").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_goes_on_where_the_page_before_ended() {
    let house = House::new().await;
    let rows: String = (1..=7).map(|n| member(n, "active", "")).collect();
    house.import_members(&rows).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = Some(contracts::common::v1::PageRequest { limit: 3, cursor });
        let answer = house
            .members(&house.client())
            .list_members(ListMembersRequest {
                page,
                ..Default::default()
            })
            .await
            .unwrap()
            .into_inner();
        seen.extend(answer.members.into_iter().map(|m| m.member_number));
        cursor = answer.page.unwrap().next_cursor;
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(seen.len(), 7);
    let ask = async |cursor: String| {
        let page = Some(contracts::common::v1::PageRequest { limit: 3, cursor });
        let asked = ListMembersRequest {
            page,
            ..Default::default()
        };
        let mut door = house.members(&house.client());
        let answer = door.list_members(asked).await.unwrap().into_inner();
        let numbers: Vec<String> = answer
            .members
            .into_iter()
            .map(|m| m.member_number)
            .collect();
        (numbers, answer.page.unwrap())
    };
    // And back again.
    let (first, at) = ask(String::new()).await;
    assert_eq!((at.total, at.previous_cursor.as_str()), (Some(7), ""));
    let (second, at) = ask(at.next_cursor).await;
    assert_eq!(second, seen[3..6]);
    let (back, at) = ask(at.previous_cursor).await;
    assert_eq!((&back, at.previous_cursor.as_str()), (&first, ""));
    assert_eq!(ask(at.next_cursor).await.0, second);
    seen.dedup();
    assert_eq!(seen.len(), 7);
}

// C11, C15
#[tokio::test(flavor = "multi_thread")]
async fn a_name_or_address_that_changes_is_told_once() {
    let house = House::new().await;
    house.guild_rules().await;
    house
        .import_members(&member(1, "active", "2030-01-01"))
        .await;
    house.import_certifications(&practitioner(1)).await;
    let renamed = "PG-1,Ada,Lovelace,Ada Lovelace,ada.1@example.org,active,2020-01-01,2030-01-01\n";
    let run = house
        .import(
            dry(members()),
            format!("{}{renamed}", crate::support::MEMBERS),
        )
        .await;
    assert_eq!(house.changes(&run).await[0].effect, "renews 1 badge");
    house.apply(&run.id, false).await.unwrap();
    house.import_members(renamed).await;
    let told = house.issuance.recipients();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (
            told[0].member_number.as_str(),
            told[0].name.as_deref(),
            told[0].email.as_deref()
        ),
        ("PG-1", Some("Ada Lovelace"), Some("ada.1@example.org"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_of_one_issuer_wait_for_each_other() {
    let house = House::new().await;
    house.guild_rules().await;
    let rows: String = (1..=900)
        .map(|n| member(n, "active", "2030-01-01"))
        .collect();
    let first = house
        .send(
            &house.client(),
            members(),
            format!("{}{rows}", crate::support::MEMBERS).as_bytes(),
        )
        .await
        .unwrap();
    let passed: String = (1..=900).map(practitioner).collect();
    let second = house.import_certifications(&passed).await;
    assert_eq!(house.at_rest(&first.id).await.added, 900);
    assert_eq!((second.refused, second.awarded), (0, 900));
}

/// The whole job of issue 2 with the guild's own files.
#[tokio::test(flavor = "multi_thread")]
async fn the_guild_is_awarded_whole_in_few_calls() {
    let test = "the_guild_is_awarded_whole_in_few_calls";
    let (Some(members_csv), Some(certifications_csv)) = (
        guild_file(test, "members.csv"),
        guild_file(test, "certifications.csv"),
    ) else {
        return;
    };
    let house = House::new().await;
    house.guild_rules().await;
    let run = house.import(members(), &members_csv).await;
    assert_eq!((run.added, run.refused), (1200, 0));
    let run = house.import(certifications(), &certifications_csv).await;
    assert_eq!(
        (run.rows, run.added, run.refused, run.awarded),
        (1697, 1697, 0, 1370)
    );
    assert!(
        house.issuance.award_calls() < 100,
        "{} calls",
        house.issuance.award_calls()
    );
}
