//! Rules and their reasons.

use crate::support::{FromTest as _, House, member, practitioner};
use contracts::membership_sync::v1::{ExplainRequest, ListRulesRequest, SetRuleActiveRequest};
use platform::ids::AchievementId;

async fn explain(house: &House, number: &str) -> Vec<(bool, String)> {
    let request = ExplainRequest {
        issuer_id: String::new(),
        member_number: number.into(),
    };
    house
        .rules(&house.client())
        .explain(request)
        .await
        .unwrap()
        .into_inner()
        .decisions
        .into_iter()
        .map(|d| (d.eligible, d.reason))
        .collect()
}

// A8
#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_says_which_half_is_missing() {
    let house = House::new().await;
    house
        .rule(
            "Proposal Practitioner",
            "Bid & Proposal Management",
            "Practitioner",
        )
        .await;
    house
        .import_members(&format!(
            "{}{}{}",
            member(1, "active", ""),
            member(2, "lapsed", "2026-03-31"),
            member(3, "pending", "")
        ))
        .await;
    house
        .import_certifications(&format!("{}{}", practitioner(2), practitioner(3)))
        .await;
    assert_eq!(
        explain(&house, "PG-1").await,
        [(
            false,
            "active member, but has not passed Bid & Proposal Management, Practitioner".to_owned()
        )]
    );
    let passed = "passed Bid & Proposal Management, Practitioner on 20 August 2025";
    assert_eq!(
        explain(&house, "PG-2").await,
        [(
            false,
            format!("{passed}, but the membership lapsed on 31 March 2026")
        )]
    );
    assert_eq!(
        explain(&house, "PG-3").await,
        [(false, format!("{passed}, but the membership is pending"))]
    );
    house
        .import_certifications("PG-1,Bid & Proposal Management,Practitioner,2,2025-08-20,PR1\n")
        .await;
    assert_eq!(
        explain(&house, "PG-1").await,
        [(true, format!("active member, and {passed}"))]
    );
    assert!(house.issuance.awarded().keys().eq(["PR1"]));
    let unknown = ExplainRequest {
        issuer_id: String::new(),
        member_number: "PG-99".into(),
    };
    assert_eq!(
        house
            .rules(&house.client())
            .explain(unknown)
            .await
            .unwrap_err()
            .code(),
        tonic::Code::NotFound
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_rule_awards_to_the_members_there_are() {
    let house = House::new().await;
    house
        .import_members(&format!(
            "{}{}",
            member(1, "active", ""),
            member(2, "lapsed", "")
        ))
        .await;
    house
        .import_certifications(&format!("{}{}", practitioner(1), practitioner(2)))
        .await;
    assert_eq!(
        house.member("PG-1").await.unwrap().certifications[0].reason,
        "no rule awards this certification"
    );
    house
        .rule(
            "Proposal Practitioner",
            "bid & proposal management",
            "practitioner",
        )
        .await;
    house.settle().await;
    assert!(house.issuance.awarded().keys().eq(["PR1"]));
}

// S1, S9
#[tokio::test(flavor = "multi_thread")]
async fn the_membership_itself_is_a_badge_from_the_day_of_joining() {
    let house = House::new().await;
    house.rule("Member of the Guild", "", "").await;
    let run = house
        .import_members(&format!(
            "{}{}",
            member(1, "active", ""),
            member(2, "lapsed", "")
        ))
        .await;
    assert_eq!(run.awarded, 1);
    assert_eq!(house.issuance.awards_asked()[0].awarded_on, "2020-01-01");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_switched_off_awards_and_suspends_nothing_more() {
    let house = House::new().await;
    let rule = house
        .rule(
            "Proposal Practitioner",
            "Bid & Proposal Management",
            "Practitioner",
        )
        .await;
    house
        .import_members(&format!(
            "{}{}",
            member(1, "active", ""),
            member(2, "active", "")
        ))
        .await;
    house.import_certifications(&practitioner(1)).await;
    let switch = async |active: bool| {
        house
            .rules(&house.client())
            .set_rule_active(SetRuleActiveRequest {
                id: rule.id.clone(),
                active,
            })
            .await
            .unwrap()
            .into_inner()
    };
    assert!(!switch(false).await.active);
    house.import_certifications(&practitioner(2)).await;
    house.import_members(&member(1, "lapsed", "")).await;
    assert!(house.issuance.awarded().keys().eq(["PR1"]) && house.issuance.standings().is_empty());
    assert_eq!(
        explain(&house, "PG-2").await[0].1,
        "this rule is switched off"
    );
    // Switched on it catches up.
    switch(true).await;
    house.settle().await;
    assert!(house.issuance.awarded().keys().eq(["PR1", "PR2"]));
    assert_eq!(house.issuance.standings().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_needs_an_achievement_of_its_own_issuer_and_no_twin() {
    let house = House::new().await;
    let elsewhere = house.issuance.achievement(house.a_new_issuer(), "Theirs");
    for achievement in [elsewhere, AchievementId::from_test(5)] {
        let refused = house
            .try_rule(&house.client(), achievement, "X", "")
            .await
            .unwrap_err();
        assert_eq!(refused.code(), tonic::Code::InvalidArgument);
        assert!(
            refused
                .message()
                .contains("there is no such achievement here"),
            "{}",
            refused.message()
        );
    }
    house
        .rule(
            "Proposal Practitioner",
            "Bid & Proposal Management",
            "Practitioner",
        )
        .await;
    let twin = house.issuance.achievement(house.guild, "Twin");
    let refused = house
        .try_rule(
            &house.client(),
            twin,
            "Bid & proposal management",
            "PRACTITIONER",
        )
        .await
        .unwrap_err();
    assert_eq!(refused.code(), tonic::Code::FailedPrecondition);
    let level_alone = house
        .try_rule(&house.client(), twin, "", "Practitioner")
        .await
        .unwrap_err();
    assert!(
        level_alone
            .message()
            .contains("a level needs the certification"),
        "{}",
        level_alone.message()
    );
    assert_eq!(
        house
            .rules(&house.client())
            .list_rules(ListRulesRequest::default())
            .await
            .unwrap()
            .into_inner()
            .rules
            .len(),
        1
    );
}
