//! Every page of the console, and Today.

use super::{
    BADGE, EDITOR, OPERATOR, OWNER, achievement_id, batch_id, given_up_id, refusal, run, run_id,
    site,
};
use crate::text::MISSING_OPEN;
use axum::body::Body;
use contracts::{
    issuance::v1 as issuance, membership_sync::v1 as sync, notification::v1 as notification,
};
use http::header;
use platform::Kind;

#[tokio::test]
async fn every_page_is_whole_in_every_language() {
    let site = site().await;
    let paths = [
        "/console".to_owned(),
        "/console/achievements".into(),
        "/console/achievements/new".into(),
        format!("/console/achievements/{}", achievement_id()),
        format!("/console/achievements/{}/archive", achievement_id()),
        "/console/awards/new".into(),
        "/console/credentials".into(),
        format!("/console/credentials/{BADGE}"),
        format!("/console/credentials/{BADGE}/revoke"),
        format!("/console/credentials/{BADGE}/suspend"),
        format!("/console/credentials/{BADGE}/name"),
        format!("/console/credentials/{BADGE}/address"),
        "/console/imports".into(),
        format!("/console/imports/{}", run_id()),
        format!("/console/imports/{}", batch_id()),
        format!("/console/imports/{}/progress", given_up_id()),
        "/console/members".into(),
        "/console/members/PG%201%2F2".into(),
        "/console/rules".into(),
        "/console/rules/new".into(),
        "/console/messages".into(),
        "/console/settings".into(),
        "/console/settings/keys".into(),
        "/console/settings/keys/rotate".into(),
        "/console/settings/api-keys".into(),
        "/console/settings/api-keys/key_1/revoke".into(),
        "/console/settings/staff".into(),
        "/operator/issuers".into(),
        "/operator/issuers/new".into(),
        "/operator/known-issuers".into(),
    ];
    for path in &paths {
        for language in ["en", "de"] {
            let cookies = if path.starts_with("/operator") {
                OPERATOR
            } else {
                OWNER
            };
            let request = crate::site::tests::fake::asked("GET", path, cookies)
                .header(header::ACCEPT, "text/html")
                .header(header::ACCEPT_LANGUAGE, language)
                .body(Body::empty())
                .unwrap();
            let page = site.send(request).await;
            assert_eq!(page.status, 200, "{path}: {}", page.text);
            assert!(!page.text.contains(MISSING_OPEN), "{path}: {}", page.text);
            assert!(page.text.contains(&format!("<html lang=\"{language}\"")));
            assert!(
                page.text.contains("Amelia Whitaker"),
                "{path} names who is signed in"
            );
            assert!(page.header("cache-control").contains("no-cache"), "{path}");
        }
    }
}

#[tokio::test]
async fn today_says_what_waits_for_a_decision() {
    let site = site().await;
    site.services
        .on("membership_sync.ListRuns", |_: sync::ListRunsRequest| {
            Ok(sync::ListRunsResponse {
                runs: vec![
                    run("previewed"),
                    sync::Run {
                        file_name: "half.csv".into(),
                        reason: "240 of 300 members would lapse at once".into(),
                        ..run("held")
                    },
                ],
                page: None,
            })
        });
    let page = site.open("/console", EDITOR).await;
    for part in [
        "half.csv waits for your confirmation",
        "240 of 300 members would lapse at once",
        "members-june.csv has been read and not applied",
        "One mail did not arrive",
        "Badges awarded",
        "470",
        "1,200",
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    // What is held comes first, and the rail says how many wait.
    let (held, read) = (
        page.text.find("half.csv"),
        page.text.find("members-june.csv"),
    );
    assert!(held < read);
    assert!(page.text.contains("class=\"count\">3"), "{}", page.text);
}

#[tokio::test]
async fn a_new_organization_is_shown_its_first_steps() {
    let site = site().await;
    site.services.on(
        "issuance.ListAchievements",
        |_: issuance::ListAchievementsRequest| Ok(issuance::ListAchievementsResponse::default()),
    );
    site.services
        .on("membership_sync.ListRuns", |_: sync::ListRunsRequest| {
            Ok(sync::ListRunsResponse::default())
        });
    site.services.on(
        "notification.ListMessages",
        |_: notification::ListMessagesRequest| Ok(notification::ListMessagesResponse::default()),
    );
    let page = site.open("/console", OWNER).await;
    assert!(
        page.text.contains("Design the first badge"),
        "{}",
        page.text
    );
    assert!(page.text.contains("Nothing waits for you."));
    // Its site is on file already.
    assert!(page.text.contains("<li class=\"done\">"));
}

#[tokio::test]
async fn today_is_of_use_while_a_part_is_away() {
    let site = site().await;
    site.services.on(
        "notification.ListMessages",
        |_: notification::ListMessagesRequest| -> Result<notification::ListMessagesResponse, _> {
            Err(refusal(Kind::Unavailable, "unavailable", "away"))
        },
    );
    let page = site.open("/console", OWNER).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("cannot be asked about right now"));
    assert!(
        page.text
            .contains("members-june.csv has been read and not applied")
    );
}

#[tokio::test]
async fn a_member_s_page_says_which_half_is_missing() {
    // A8
    let site = site().await;
    let page = site.open("/console/members/PG%201%2F2", EDITOR).await;
    for part in [
        "The certification is missing.",
        "does not meet it",
        "No rule is about it.",
        "Bid and Proposal Management, Practitioner",
        "31 March 2027",
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    let asked: sync::GetMemberRequest = site.services.calls("membership_sync.GetMember")[0].asked();
    assert_eq!(asked.member_number, "PG 1/2");
    // The list leads there, whatever the number is made of.
    let list = site.open("/console/members", EDITOR).await;
    assert!(
        list.text.contains("/console/members/PG%201%2F2"),
        "{}",
        list.text
    );
}

#[tokio::test]
async fn a_rule_needs_a_condition_and_is_switched_only_where_it_belongs() {
    let site = site().await;
    site.services.on(
        "membership_sync.CreateRule",
        |_: sync::CreateRuleRequest| Ok(sync::Rule::default()),
    );
    site.services.on(
        "membership_sync.SetRuleActive",
        |_: sync::SetRuleActiveRequest| Ok(sync::Rule::default()),
    );
    let achievement = achievement_id();
    let bare = [("name", "R"), ("achievement", achievement.as_str())];
    let page = site.submit("/console/rules/new", &bare, EDITOR).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("id=\"needs-error\""), "{}", page.text);
    let mut whole = bare.to_vec();
    whole.extend([
        ("needs", "membership"),
        ("needs", "certification"),
        ("certification", "Bids"),
        ("level", "Foundation"),
    ]);
    assert_eq!(
        site.submit("/console/rules/new", &whole, EDITOR)
            .await
            .status,
        303
    );
    let asked: sync::CreateRuleRequest =
        site.services.calls("membership_sync.CreateRule")[0].asked();
    assert!(asked.requires_membership);
    assert_eq!(
        (asked.certification.as_str(), asked.level.as_str()),
        ("Bids", "Foundation")
    );

    assert_eq!(
        site.submit("/console/rules/rul_1/pause", &[], EDITOR)
            .await
            .status,
        303
    );
    let asked: sync::SetRuleActiveRequest =
        site.services.calls("membership_sync.SetRuleActive")[0].asked();
    assert!(!asked.active && asked.id == "rul_1");
    assert_eq!(
        site.submit("/console/rules/rul_9/pause", &[], EDITOR)
            .await
            .status,
        404
    );
}
