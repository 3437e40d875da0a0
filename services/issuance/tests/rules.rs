//! What membership-sync decides: awards by rule, standing, names and addresses.

use crate::{
    programme::Programme,
    support::{House, house, refused},
};
use contracts::{
    Fact as _,
    events::v1 as facts,
    issuance::v1::{
        AwardByRuleRequest, ListCredentialsRequest, Recipient, RevokeCredentialRequest, RuleAward,
        RuleAwardResult, SetStandingRequest, SetStandingResponse, UpdateRecipientRequest,
    },
};
use openbadges::verify::Verdict;
use platform::{
    Kind, ServiceName,
    ids::{Ids, RuleId},
};

fn rule() -> String {
    Ids::seeded(9).random::<RuleId>().to_string()
}

impl Programme<'_> {
    pub fn rule_award(
        &self,
        member: &str,
        reference: &str,
        decision: u64,
        good: bool,
    ) -> RuleAward {
        RuleAward {
            achievement_id: self.achievement.id.clone(),
            recipient: Some(Recipient {
                email: format!("{}@example.org", member.to_lowercase()),
                name: format!("Member {member}"),
                member_number: member.into(),
            }),
            awarded_on: "2026-01-15".into(),
            reference: reference.into(),
            rule_id: rule(),
            in_good_standing: good,
            decision_number: decision,
            standing_reason: "the membership ended on 31 March 2026".into(),
            ..RuleAward::default()
        }
    }
    pub async fn award_by_rule(&self, awards: Vec<RuleAward>) -> Vec<RuleAwardResult> {
        let asked = AwardByRuleRequest {
            issuer_id: self.issuer.id.clone(),
            awards,
            hold_owner: "membership".into(),
            notify: true,
        };
        self.house
            .internal_as(ServiceName::MembershipSync)
            .award_by_rule(asked)
            .await
            .unwrap()
            .into_inner()
            .results
    }
    pub async fn stand(&self, member: &str, decision: u64, good: bool) -> SetStandingResponse {
        let asked = SetStandingRequest {
            issuer_id: self.issuer.id.clone(),
            rule_id: rule(),
            member_number: member.into(),
            good,
            decision_number: decision,
            hold_owner: "membership".into(),
            reason: "the membership ended on 31 March 2026".into(),
        };
        self.house
            .internal_as(ServiceName::MembershipSync)
            .set_standing(asked)
            .await
            .unwrap()
            .into_inner()
    }
}

async fn count(house: &House, p: &Programme<'_>) -> usize {
    house
        .credentials(&p.owner)
        .list_credentials(ListCredentialsRequest::default())
        .await
        .unwrap()
        .into_inner()
        .credentials
        .len()
}

// A8
#[tokio::test]
async fn a_rule_awards_each_certification_once_and_tells_what_it_refuses() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut bad = p.rule_award("PG-3", "PR-3", 1, true);
    bad.recipient.as_mut().unwrap().email = "nonsense".into();
    let awards = vec![
        p.rule_award("PG-1", "PR-1", 1, true),
        p.rule_award("PG-2", "PR-2", 1, true),
        bad,
        p.rule_award("PG-1", "PR-1", 1, true),
    ];
    let first = p.award_by_rule(awards.clone()).await;
    assert_eq!(
        first.iter().map(|r| r.outcome.as_str()).collect::<Vec<_>>(),
        ["awarded", "awarded", "refused", "repeated"]
    );
    assert_eq!(first[0].credential_id, first[3].credential_id);
    assert!(
        first[2].reason.contains("recipient.email"),
        "{}",
        first[2].reason
    );
    let again = p.award_by_rule(awards).await;
    assert_eq!(
        again.iter().map(|r| r.outcome.as_str()).collect::<Vec<_>>(),
        ["repeated", "repeated", "refused", "repeated"]
    );
    assert_eq!(count(&house, &p).await, 2);
    assert_eq!(house.facts(facts::CredentialIssued::SUBJECT).await, 2);
    assert!(p.get(&first[0].credential_id).await.status == "valid");
}

// A9, A10, S9: a lapse and a renewal, and the PNG of before.
#[tokio::test]
async fn a_lapse_suspends_and_a_renewal_makes_valid_at_the_same_address() {
    let house = house().await;
    let p = house.programme("guild").await;
    let id = p
        .award_by_rule(vec![p.rule_award("PG-1", "PR-1", 1, true)])
        .await
        .remove(0)
        .credential_id;
    let badge = p.get(&id).await;
    p.show(&badge, "public", "accepted").await;
    let old = p.form(&id, "png").await.body;
    assert_eq!(
        p.stand("pg-1", 2, false).await,
        SetStandingResponse {
            changed: 1,
            ignored: false
        }
    );
    let lapsed = p.get(&id).await;
    assert_eq!(
        (
            lapsed.status.as_str(),
            lapsed.holds[0].owner.as_str(),
            lapsed.url.as_str()
        ),
        ("suspended", "membership", badge.url.as_str())
    );
    assert_eq!(house.verify(old.clone()).await.verdict, Verdict::Invalid);
    // The same decision again changes nothing; an older one is ignored.
    assert_eq!(
        p.stand("PG-1", 2, false).await,
        SetStandingResponse {
            changed: 0,
            ignored: false
        }
    );
    assert_eq!(
        p.stand("PG-1", 1, true).await,
        SetStandingResponse {
            changed: 0,
            ignored: true
        }
    );
    assert_eq!(p.get(&id).await.status, "suspended");
    assert_eq!(p.stand("PG-1", 3, true).await.changed, 1);
    assert_eq!(p.get(&id).await.status, "valid");
    assert_eq!(house.verify(old).await.verdict, Verdict::ValidIssuerUnknown);
    assert_eq!(
        (
            house.facts(facts::CredentialSuspended::SUBJECT).await,
            house.facts(facts::CredentialReinstated::SUBJECT).await
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn an_award_to_a_lapsed_member_is_born_suspended_and_a_later_decision_wins_over_an_award_that_comes_late()
 {
    let house = house().await;
    let p = house.programme("guild").await;
    let born = p
        .award_by_rule(vec![p.rule_award("PG-1", "PR-1", 1, false)])
        .await
        .remove(0)
        .credential_id;
    assert_eq!(p.get(&born).await.status, "suspended");
    assert_eq!(
        house.verify(p.form(&born, "json").await.body).await.verdict,
        Verdict::Invalid
    );
    // The lapse (5) was told before the award that was decided earlier (4).
    p.stand("PG-2", 5, false).await;
    let late = p
        .award_by_rule(vec![p.rule_award("PG-2", "PR-2", 4, true)])
        .await
        .remove(0)
        .credential_id;
    assert_eq!(p.get(&late).await.status, "suspended");
    // And a newer standing that comes with an award holds for the member's other badges too.
    let both = p
        .award_by_rule(vec![p.rule_award("PG-2", "PR-22", 6, true)])
        .await
        .remove(0)
        .credential_id;
    assert_eq!(
        (
            p.get(&late).await.status.as_str(),
            p.get(&both).await.status.as_str()
        ),
        ("valid", "valid")
    );
}

#[tokio::test]
async fn what_staff_revoked_no_rule_awards_again() {
    let house = house().await;
    let p = house.programme("guild").await;
    let id = p
        .award_by_rule(vec![p.rule_award("PG-1", "PR-1", 1, true)])
        .await
        .remove(0)
        .credential_id;
    house
        .credentials(&p.owner)
        .revoke_credential(RevokeCredentialRequest {
            id: id.clone(),
            reason: "exam void".into(),
        })
        .await
        .unwrap();
    let again = p
        .award_by_rule(vec![p.rule_award("PG-1", "PR-1", 2, true)])
        .await
        .remove(0);
    assert_eq!(again.outcome, "refused");
    assert!(again.reason.contains("revoked on"), "{}", again.reason);
    assert_eq!(p.get(&id).await.status, "revoked");
}

// C11, C14: name and address follow their source.
#[tokio::test]
async fn a_new_name_or_address_at_its_source_reaches_every_badge() {
    let house = house().await;
    let p = house.programme("guild").await;
    let ids: Vec<String> = p
        .award_by_rule(vec![
            p.rule_award("PG-1", "PR-1", 1, true),
            p.rule_award("PG-1", "PR-2", 1, true),
        ])
        .await
        .into_iter()
        .map(|r| r.credential_id)
        .collect();
    let old = p.form(&ids[0], "json").await.body;
    let update =
        |name: Option<&str>, email: Option<&str>, decision_number| UpdateRecipientRequest {
            issuer_id: p.issuer.id.clone(),
            member_number: "PG-1".into(),
            name: name.map(str::to_owned),
            email: email.map(str::to_owned),
            decision_number,
        };
    let mut sync = house.internal_as(ServiceName::MembershipSync);
    assert_eq!(
        sync.update_recipient(update(None, Some("new@example.org"), 2))
            .await
            .unwrap()
            .into_inner()
            .revised,
        2
    );
    // The same person at a new address: files with the old one stay good.
    assert_eq!(
        house.verify(old.clone()).await.verdict,
        Verdict::ValidIssuerUnknown
    );
    assert_eq!(
        sync.update_recipient(update(Some("Married Name"), None, 3))
            .await
            .unwrap()
            .into_inner()
            .revised,
        2
    );
    assert_eq!(house.verify(old).await.verdict, Verdict::Invalid);
    for id in &ids {
        let badge = p.get(id).await;
        let recipient = badge.recipient.unwrap();
        assert_eq!(
            (
                recipient.name.as_str(),
                recipient.email.as_str(),
                badge.revision
            ),
            ("Married Name", "new@example.org", 3)
        );
        assert_eq!(
            house.verify(p.form(id, "png").await.body).await.verdict,
            Verdict::ValidIssuerUnknown
        );
    }
    assert_eq!(
        sync.update_recipient(update(Some("Old Name"), None, 1))
            .await
            .unwrap()
            .into_inner()
            .revised,
        0
    );
    assert_eq!(p.get(&ids[0]).await.recipient.unwrap().name, "Married Name");
}

#[tokio::test]
async fn a_certificate_stays_with_its_member_whatever_the_address() {
    let house = house().await;
    let p = house.programme("guild").await;
    let one = p.rule_award("PG-1", "PR-1", 1, true);
    let first = p.award_by_rule(vec![one.clone()]).await.remove(0);
    let mut moved = one.clone();
    moved.recipient.as_mut().unwrap().email = "new@example.org".into();
    let again = p.award_by_rule(vec![moved, p.rule_award("PG-2", "PR-1", 1, true)]);
    let again = again.await;
    assert_eq!(
        (again[0].outcome.as_str(), &again[0].credential_id),
        ("repeated", &first.credential_id)
    );
    assert_eq!(again[1].outcome, "refused");
    assert!(
        again[1].reason.contains(&first.credential_id),
        "{}",
        again[1].reason
    );
    assert_eq!(count(&house, &p).await, 1);
}

#[tokio::test]
async fn only_membership_sync_decides_for_rules() {
    let house = house().await;
    let p = house.programme("guild").await;
    let asked = || AwardByRuleRequest {
        issuer_id: p.issuer.id.clone(),
        awards: vec![p.rule_award("PG-1", "PR-1", 1, true)],
        hold_owner: "membership".into(),
        notify: true,
    };
    for service in [
        ServiceName::Wallet,
        ServiceName::Notification,
        ServiceName::Verification,
    ] {
        assert_eq!(
            refused(house.internal_as(service).award_by_rule(asked()).await).kind,
            Kind::Unauthenticated,
            "{service}"
        );
    }
    let mut owner =
        contracts::issuance::v1::internal_client::InternalClient::new(house.wire(&p.owner));
    assert_eq!(
        refused(owner.award_by_rule(asked()).await).kind,
        Kind::Forbidden
    );
    let staff_hold = AwardByRuleRequest {
        hold_owner: "staff".into(),
        ..asked()
    };
    assert_eq!(
        refused(
            house
                .internal_as(ServiceName::MembershipSync)
                .award_by_rule(staff_hold)
                .await
        )
        .kind,
        Kind::Invalid
    );
    assert_eq!(count(&house, &p).await, 0);
}
