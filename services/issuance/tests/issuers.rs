use crate::support::{
    BASE, client_of, fields, house, house_at, new_issuer, operator, refused, with_key,
};
use contracts::{
    common::v1::PageRequest,
    issuance::v1::{
        GetIssuerRequest, Issuer, IssuerPolicy, ListIssuersRequest, RotateKeyRequest,
        UpdateIssuerRequest,
    },
};
use platform::{Kind, identity::Scope};

#[tokio::test]
async fn only_an_operator_makes_an_issuer_and_every_bad_field_is_named() {
    let house = house().await;
    let (issuer, owner) = house.issuer("plant-society").await;
    assert_eq!(
        issuer.did,
        "did:web:badges.example.org:issuers:plant-society"
    );
    assert_eq!(issuer.keys.len(), 1);
    assert_eq!(issuer.keys[0].id, format!("{}#key-1", issuer.did));
    assert!(issuer.keys[0].public_key_multibase.starts_with("z6Mk"));
    assert_eq!(house.facts("accolade.issuance.issuer.changed").await, 1);

    let by_staff = refused(
        house
            .issuers(&owner)
            .create_issuer(new_issuer("another"))
            .await,
    );
    assert_eq!(
        (by_staff.kind, by_staff.code.as_str()),
        (Kind::Forbidden, "missing_right")
    );

    let taken = refused(
        house
            .issuers(&operator())
            .create_issuer(new_issuer("plant-society"))
            .await,
    );
    assert_eq!((taken.kind, fields(&taken)), (Kind::Invalid, vec!["slug"]));

    let mut bad = new_issuer("Plant Society");
    bad.email = "nobody".into();
    bad.time_zone = "Mars/Olympus".into();
    bad.policy = Some(IssuerPolicy {
        visible_from: "never".into(),
        ..IssuerPolicy::default()
    });
    let bad = refused(house.issuers(&operator()).create_issuer(bad).await);
    assert_eq!(
        fields(&bad),
        ["slug", "email", "time_zone", "policy.visible_from"]
    );
    assert_eq!(house.facts("accolade.issuance.issuer.changed").await, 1);
}

#[tokio::test]
async fn a_command_sent_twice_makes_one_issuer() {
    let house = house().await;
    let mut issuers = house.issuers(&operator());
    let first = issuers
        .create_issuer(with_key(new_issuer("plant-society"), "k1"))
        .await
        .unwrap()
        .into_inner();
    let again = issuers
        .create_issuer(with_key(new_issuer("plant-society"), "k1"))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(first, again);
    let other = refused(
        issuers
            .create_issuer(with_key(new_issuer("guild"), "k1"))
            .await,
    );
    assert_eq!(
        (other.kind, other.code.as_str()),
        (Kind::Conflict, "idempotency_key_reused")
    );
}

#[tokio::test]
async fn of_two_commands_sent_at_once_both_get_the_one_answer() {
    let house = house().await;
    let operator = operator();
    let (mut one, mut other) = (house.issuers(&operator), house.issuers(&operator));
    let (first, second) = tokio::join!(
        one.create_issuer(with_key(new_issuer("plant-society"), "k1")),
        other.create_issuer(with_key(new_issuer("plant-society"), "k1")),
    );
    assert_eq!(first.unwrap().into_inner(), second.unwrap().into_inner());
    assert_eq!(house.facts("accolade.issuance.issuer.changed").await, 1);
}

#[tokio::test]
async fn a_tenant_sees_and_changes_itself_only() {
    let house = house().await;
    let (plants, owner) = house.issuer("plant-society").await;
    let (guild, _) = house.issuer("guild").await;
    let mut as_plants = house.issuers(&owner);
    for name in [&guild.id, &guild.slug] {
        let hidden = refused(
            as_plants
                .get_issuer(GetIssuerRequest { id: name.clone() })
                .await,
        );
        assert_eq!(
            (hidden.kind, hidden.code.as_str()),
            (Kind::NotFound, "not_found")
        );
    }
    let update = UpdateIssuerRequest {
        id: guild.id.clone(),
        name: Some("Mine".into()),
        ..UpdateIssuerRequest::default()
    };
    assert_eq!(
        refused(as_plants.update_issuer(update).await).kind,
        Kind::NotFound
    );
    let rotate = RotateKeyRequest {
        issuer_id: guild.id.clone(),
        reason: String::new(),
    };
    assert_eq!(
        refused(as_plants.rotate_key(rotate).await).kind,
        Kind::NotFound
    );
    let listed = as_plants
        .list_issuers(ListIssuersRequest::default())
        .await
        .unwrap()
        .into_inner()
        .issuers;
    assert_eq!(listed, std::slice::from_ref(&plants));
    assert_eq!(
        as_plants
            .get_issuer(GetIssuerRequest {
                id: plants.slug.clone()
            })
            .await
            .unwrap()
            .into_inner(),
        plants
    );
}

#[tokio::test]
async fn a_missing_right_is_named() {
    let house = house().await;
    let (issuer, _) = house.issuer("plant-society").await;
    let reader = client_of(issuer.id.parse().unwrap(), &[Scope::IssuerRead]);
    let update = UpdateIssuerRequest {
        id: issuer.id.clone(),
        name: Some("Else".into()),
        ..UpdateIssuerRequest::default()
    };
    let refusal = refused(house.issuers(&reader).update_issuer(update).await);
    assert_eq!(refusal.kind, Kind::Forbidden);
    assert!(
        refusal.message.contains("`issuer:write`") && refusal.message.contains("issuer:read"),
        "{}",
        refusal.message
    );
}

#[tokio::test]
async fn a_change_touches_what_it_names_and_a_stale_one_is_refused() {
    let house = house().await;
    let (issuer, owner) = house.issuer("plant-society").await;
    let mut issuers = house.issuers(&owner);
    let change = UpdateIssuerRequest {
        id: issuer.id.clone(),
        name: Some("Society of Plants".into()),
        policy: Some(IssuerPolicy {
            visible_from: "accept".into(),
            ..IssuerPolicy::default()
        }),
        if_version: Some(1),
        ..UpdateIssuerRequest::default()
    };
    let changed = issuers
        .update_issuer(change.clone())
        .await
        .unwrap()
        .into_inner();
    let policy = IssuerPolicy {
        visible_from: "accept".into(),
        ..issuer.policy.clone().unwrap()
    };
    assert_eq!(
        changed,
        Issuer {
            name: "Society of Plants".into(),
            policy: Some(policy),
            version: 2,
            ..issuer.clone()
        }
    );
    let stale = refused(issuers.update_issuer(change).await);
    assert_eq!(
        (stale.kind, stale.code.as_str()),
        (Kind::Conflict, "changed_meanwhile")
    );
    let nothing = UpdateIssuerRequest {
        id: issuer.id,
        ..UpdateIssuerRequest::default()
    };
    assert_eq!(
        issuers
            .update_issuer(nothing)
            .await
            .unwrap()
            .into_inner()
            .version,
        2
    );
}

#[tokio::test]
async fn rotation_keeps_the_old_key_published() {
    let house = house().await;
    let (issuer, owner) = house.issuer("plant-society").await;
    let mut issuers = house.issuers(&owner);
    let rotate = || RotateKeyRequest {
        issuer_id: issuer.id.clone(),
        reason: "yearly".into(),
    };
    let rotated = issuers
        .rotate_key(with_key(rotate(), "r1"))
        .await
        .unwrap()
        .into_inner();
    let (new, old) = (
        rotated.key.clone().unwrap(),
        rotated.retired.clone().unwrap(),
    );
    assert_eq!(
        (new.id, old.id.clone()),
        (format!("{}#key-2", issuer.did), issuer.keys[0].id.clone())
    );
    assert_eq!(
        old.public_key_multibase,
        issuer.keys[0].public_key_multibase
    );
    assert_eq!(
        issuers
            .rotate_key(with_key(rotate(), "r1"))
            .await
            .unwrap()
            .into_inner(),
        rotated
    );
    let now = issuers
        .get_issuer(GetIssuerRequest {
            id: issuer.id.clone(),
        })
        .await
        .unwrap()
        .into_inner();
    let retired: Vec<bool> = now
        .keys
        .iter()
        .map(|key| key.retired_at.is_some())
        .collect();
    assert_eq!(retired, [true, false]);
    assert_eq!(house.facts("accolade.issuance.key.rotated").await, 1);
}

#[tokio::test]
async fn pages_hold_every_issuer_once() {
    let house = house().await;
    for n in 0..5 {
        house.issuer(&format!("issuer-{n}")).await;
    }
    let mut issuers = house.issuers(&operator());
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = Some(PageRequest { limit: 2, cursor });
        let answer = issuers
            .list_issuers(ListIssuersRequest { page })
            .await
            .unwrap()
            .into_inner();
        seen.extend(answer.issuers.into_iter().map(|issuer| issuer.slug));
        cursor = answer.page.unwrap().next_cursor;
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(
        seen,
        ["issuer-0", "issuer-1", "issuer-2", "issuer-3", "issuer-4"]
    );
    let page = Some(PageRequest {
        limit: 2,
        cursor: "abc".into(),
    });
    assert_eq!(
        fields(&refused(
            issuers.list_issuers(ListIssuersRequest { page }).await
        )),
        ["cursor"]
    );
}

#[tokio::test]
async fn a_new_base_address_is_refused_until_the_old_one_is_kept_and_then_adds_a_did() {
    let dir = tempfile::tempdir().unwrap();
    let old = house_at(dir.path(), BASE, &[]).await.unwrap();
    let (issuer, _) = old.issuer("plant-society").await;
    let refusal = house_at(dir.path(), "https://new.example.org", &[])
        .await
        .err()
        .unwrap()
        .to_string();
    assert!(
        refusal.contains("ACCOLADE_ALIASES") && refusal.contains(BASE),
        "{refusal}"
    );
    let unchanged = house_at(dir.path(), BASE, &[]).await.unwrap();
    let get = || GetIssuerRequest {
        id: issuer.id.clone(),
    };
    assert_eq!(
        unchanged
            .issuers(&operator())
            .get_issuer(get())
            .await
            .unwrap()
            .into_inner(),
        issuer
    );

    let new = house_at(dir.path(), "https://new.example.org", &[BASE])
        .await
        .unwrap();
    let moved = new
        .issuers(&operator())
        .get_issuer(get())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(moved.did, "did:web:new.example.org:issuers:plant-society");
    assert_eq!(
        moved.keys[0].public_key_multibase,
        issuer.keys[0].public_key_multibase
    );
    let id = issuer.id.parse().unwrap();
    let dids = issuance::store::issuer::dids(new.foundation.store.read(), id)
        .await
        .unwrap();
    let hosts: Vec<&str> = dids.iter().map(|(_, host)| host.as_str()).collect();
    assert_eq!(hosts, ["badges.example.org", "new.example.org"]);
    // Going back is no new address.
    let back = house_at(dir.path(), BASE, &["https://new.example.org"])
        .await
        .unwrap();
    assert_eq!(
        back.issuers(&operator())
            .get_issuer(get())
            .await
            .unwrap()
            .into_inner()
            .did,
        issuer.did
    );
}
