//! Nobody sees or touches what is somebody else's, and nothing personal leaves sealed columns.

use crate::suite::{Suite, answer, texts};
use contracts::{events::v1::CredentialRevised, wallet::v1::*};
use platform::{
    Kind, ServiceName,
    identity::{Caller, Role, Scope},
};

#[tokio::test]
async fn another_earner_s_badge_does_not_exist() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (ada, badge) = suite.join(issuer, "ada@example.org").await;
    let (eve, _) = suite.join(issuer, "eve@example.org").await;
    let ids = || texts(&[badge]);
    let mut door = suite.earner(&eve);
    let refusals = [
        answer(
            door.get_held(GetHeldRequest {
                credential_id: badge.to_string(),
            })
            .await,
        )
        .unwrap_err(),
        answer(
            door.accept(AcceptRequest {
                credential_ids: ids(),
                trust_issuer: false,
            })
            .await,
        )
        .unwrap_err(),
        answer(
            door.decline(DeclineRequest {
                credential_ids: ids(),
            })
            .await,
        )
        .unwrap_err(),
        answer(
            door.undo(UndoRequest {
                credential_ids: ids(),
            })
            .await,
        )
        .unwrap_err(),
        answer(
            door.set_visibility(SetVisibilityRequest {
                credential_ids: ids(),
                visibility: "public".into(),
            })
            .await,
        )
        .unwrap_err(),
        answer(
            door.remove_address(RemoveAddressRequest {
                address_id: suite.profile(&ada).await.addresses[0].id.clone(),
            })
            .await,
        )
        .unwrap_err(),
    ];
    assert!(
        refusals
            .iter()
            .all(|r| r.kind == Kind::NotFound && r.code == "not_found"),
        "{refusals:?}"
    );
    assert_eq!(suite.acceptance(&ada, badge).await, "accepted");
    assert_eq!(
        suite.issuance.row(badge).visibility,
        "hidden",
        "issuance was not even asked"
    );
    assert_eq!(suite.held(&eve).await.len(), 1);
}

#[tokio::test]
async fn a_tenant_cannot_become_an_earner() {
    // decisions §6
    let suite = Suite::new().await;
    let (guild, evil) = (suite.new_issuer(), suite.new_issuer());
    let (ada, own) = suite.join(guild, "ada@example.org").await;
    // A tenant awards to Ada, then moves its own credential to a mailbox it reads.
    let bait = suite.award(evil, "ada@example.org").await;
    suite.accept(&ada, bait, false).await;
    suite.issuance.change(bait, |row| {
        (row.version, row.email) = (2, "mallory@evil.example".into())
    });
    suite
        .deliver(&CredentialRevised {
            state: Some(suite.state(bait)),
            change: "corrected".into(),
        })
        .await;
    suite.ask_sign_in_link("mallory@evil.example").await;
    let mail = suite.mailed().await;
    assert_eq!(mail.purpose, "fresh_claim", "no link into an account");
    let session = suite.claim(&mail.token).await.unwrap().session.unwrap();
    assert_ne!(session.earner_id, ada.earner.to_string());
    assert_eq!(suite.acceptance(&ada, own).await, "accepted");
    assert!(
        suite
            .profile(&ada)
            .await
            .addresses
            .iter()
            .all(|a| a.email == "ada@example.org")
    );
    // Nor does its staff or its key pass for anybody.
    for caller in [
        Caller::Staff {
            staff: suite.ids.random(),
            issuer: guild,
            role: Role::Owner,
        },
        Caller::Client {
            key: suite.ids.random(),
            issuer: guild,
            scopes: Scope::ALL.to_vec(),
        },
        Caller::Operator {
            subject: "key".into(),
        },
        Caller::Public,
        Caller::Service(ServiceName::Gateway),
    ] {
        let mut door = suite.as_caller(&caller);
        assert_eq!(
            answer(door.get_profile(GetProfileRequest {}).await)
                .unwrap_err()
                .kind,
            Kind::Unauthenticated,
            "{caller:?}"
        );
        assert_eq!(
            answer(door.list_held(ListHeldRequest::default()).await)
                .unwrap_err()
                .kind,
            Kind::Unauthenticated,
            "{caller:?}"
        );
    }
}

#[tokio::test]
async fn a_customer_s_key_uses_no_claim_link() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let badge = suite.award(issuer, "ada@example.org").await;
    let token = suite.mint(&[badge], "ada@example.org").await.token;
    let caller = Caller::Client {
        key: suite.ids.random(),
        issuer,
        scopes: Scope::ALL.to_vec(),
    };
    let refused = answer(
        suite
            .as_caller(&caller)
            .consume_claim(ConsumeClaimRequest {
                token,
                ..Default::default()
            })
            .await,
    )
    .unwrap_err();
    assert_eq!(refused.kind, Kind::Forbidden);
}

#[tokio::test]
async fn no_address_and_no_name_stand_in_facts_or_unsealed_in_the_database() {
    // decisions §7, §8; S24
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("wallet.db");
    let suite = Suite::on(platform::store::Location::File(file.clone()), dir).await;
    let issuer = suite.new_issuer();
    let (person, _) = suite.join(issuer, "needle-one@example.org").await;
    suite.award(issuer, "needle-two@example.org").await;
    suite.ask_sign_in_link("needle-one@example.org").await;
    let link = suite.mailed().await.token;
    suite
        .earner(&person)
        .add_address(AddAddressRequest {
            email: "needle-three@example.org".into(),
        })
        .await
        .unwrap();
    suite
        .sign_in("needle-four@example.org", "needle password")
        .await
        .unwrap_err();
    let change = UpdateProfileRequest {
        employer: Some("needle works".into()),
        ..Default::default()
    };
    suite.earner(&person).update_profile(change).await.unwrap();

    let mut bytes: Vec<u8> = suite
        .outbox()
        .await
        .into_iter()
        .flat_map(|(_, payload)| payload)
        .collect();
    for path in [file.clone(), file.with_extension("db-wal")] {
        bytes.extend(std::fs::read(path).unwrap_or_default());
    }
    let holds = |needle: &str| {
        bytes
            .windows(needle.len())
            .any(|w| w.eq_ignore_ascii_case(needle.as_bytes()))
    };
    assert!(
        holds("accolade.wallet.badge.pending"),
        "the search looks at the right bytes"
    );
    for secret in ["needle", "Lovelace", &link, &person.session.token] {
        assert!(!holds(secret), "{secret} is readable");
    }
}
