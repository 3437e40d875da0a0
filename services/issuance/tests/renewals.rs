//! Ends, and new periods.

use crate::{
    programme::{list, told},
    support::{house, new_achievement},
};
use contracts::issuance::v1::{
    CreateAchievementRequest, ListCredentialsRequest, RenewCredentialRequest, ValidityRule,
};
use openbadges::verify::{State, Verdict};
use platform::Kind;
use std::time::Duration;

// C18, C34: a dated badge expires, and renewing makes it valid at the same address.
#[tokio::test]
async fn renewing_an_expired_badge_makes_it_valid_at_the_same_address() {
    let house = house().await;
    let dated = CreateAchievementRequest {
        validity: Some(ValidityRule {
            kind: "dated".into(),
            months: 12,
        }),
        ..new_achievement("Fellow")
    };
    let p = house.programme_with("guild", dated).await;
    let made = p.award().await;
    let signed = p.signed(&made.id).await;
    assert_eq!(signed["validUntil"], "2027-01-15T23:59:59+00:00");
    let ago = house.foundation.clock.now();
    house
        .foundation
        .clock
        .advance(Duration::from_secs(2 * 366 * 86_400));
    let expired = p.get(&made.id).await;
    assert_eq!(expired.status, "expired");
    assert_eq!(
        house
            .verify(p.form(&made.id, "json").await.body)
            .await
            .state,
        State::Expired
    );
    assert_eq!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                status: "expired".into(),
                ..Default::default()
            }
        )
        .await
        .len(),
        1
    );

    let renewed = told(
        house
            .credentials(&p.owner)
            .renew_credential(RenewCredentialRequest {
                id: made.id.clone(),
                valid_until: String::new(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(
        (
            renewed.status.as_str(),
            renewed.url.as_str(),
            renewed.revision
        ),
        ("valid", made.url.as_str(), 2)
    );
    assert!(renewed.valid_from.unwrap().seconds > ago.seconds());
    assert_eq!(
        p.signed(&made.id).await["credentialStatus"],
        signed["credentialStatus"]
    );
    assert_eq!(
        house
            .verify(p.form(&made.id, "png").await.body)
            .await
            .verdict,
        Verdict::ValidIssuerUnknown
    );
    // A shorter period: files that promise more no longer count.
    let day = house
        .foundation
        .clock
        .now()
        .plus(Duration::from_secs(40 * 86_400))
        .rfc3339()[..10]
        .to_owned();
    let longer = p.form(&made.id, "png").await.body;
    house.foundation.clock.advance(Duration::from_secs(5));
    told(
        house
            .credentials(&p.owner)
            .renew_credential(RenewCredentialRequest {
                id: made.id.clone(),
                valid_until: day,
            })
            .await,
    )
    .unwrap();
    assert_eq!(house.verify(longer).await.verdict, Verdict::Invalid);
    let past = told(
        house
            .credentials(&p.owner)
            .renew_credential(RenewCredentialRequest {
                id: made.id.clone(),
                valid_until: "2026-01-01".into(),
            })
            .await,
    );
    assert_eq!(past.unwrap_err().code, "ends_in_the_past");
}

#[tokio::test]
async fn an_end_that_somebody_named_is_signed_also_where_no_rule_sets_one() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut wanted = p.wanted("ana@example.org", "Ana");
    wanted.awarded_at = "2020-01-01".into();
    wanted.valid_until = "2021-01-01".into();
    let made = p.ask(wanted).await.unwrap();
    assert_eq!(made.status, "expired");
    let signed = p.signed(&made.id).await;
    assert!(
        signed["validUntil"]
            .as_str()
            .unwrap()
            .starts_with("2021-01-01T23:59:59"),
        "{signed}"
    );

    // What had no end gets one, and files from before, which promise more, no longer count.
    let endless = p.award().await;
    let before = p.form(&endless.id, "png").await.body;
    house.foundation.clock.advance(Duration::from_secs(5));
    let ended = told(
        house
            .credentials(&p.owner)
            .renew_credential(RenewCredentialRequest {
                id: endless.id.clone(),
                valid_until: "2999-01-01".into(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(ended.status, "valid");
    assert!(p.signed(&endless.id).await["validUntil"].is_string());
    assert_eq!(house.verify(before).await.verdict, Verdict::Invalid);
}

#[tokio::test]
async fn a_badge_without_end_has_nothing_to_renew() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.award().await;
    let refusal = told(
        house
            .credentials(&p.owner)
            .renew_credential(RenewCredentialRequest {
                id: made.id,
                valid_until: String::new(),
            })
            .await,
    )
    .unwrap_err();
    assert_eq!(
        (refusal.kind, refusal.code.as_str()),
        (Kind::Conflict, "nothing_to_renew")
    );
}
