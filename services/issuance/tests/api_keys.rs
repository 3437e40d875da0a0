use crate::support::{House, client_of, fields, house, operator, owner_of, refused};
use contracts::issuance::v1::{
    ApiKey, AuthenticateApiKeyRequest, CreateApiKeyRequest, CreateApiKeyResponse,
    ListApiKeysRequest, RevokeApiKeyRequest,
};
use platform::{Kind, identity::Scope};
use std::time::Duration;

fn key_for(issuer: &str, scopes: &[&str]) -> CreateApiKeyRequest {
    CreateApiKeyRequest {
        issuer_id: issuer.into(),
        name: "Membership system".into(),
        scopes: scopes.iter().map(|s| (*s).to_owned()).collect(),
        expires_at: None,
    }
}

async fn authenticate(house: &House, secret: &str) -> Result<ApiKey, platform::refusal::Refused> {
    let asked = AuthenticateApiKeyRequest {
        secret: secret.into(),
    };
    house
        .internal()
        .authenticate_api_key(asked)
        .await
        .map(tonic::Response::into_inner)
        .map_err(Into::into)
}

#[tokio::test]
async fn a_key_opens_until_it_is_revoked() {
    let house = house().await;
    let (issuer, owner) = house.issuer("plant-society").await;
    let mut issuers = house.issuers(&owner);
    let made = issuers
        .create_api_key(key_for(
            &issuer.id,
            &["credentials:write", "achievements:read"],
        ))
        .await
        .unwrap()
        .into_inner();
    let CreateApiKeyResponse {
        key: Some(key),
        secret,
    } = made
    else {
        panic!("a key")
    };
    assert!(
        secret.starts_with(&key.hint) && secret.len() == 79,
        "{}",
        key.hint
    );
    assert_eq!(key.scopes, ["achievements:read", "credentials:write"]);

    let known = authenticate(&house, &secret).await.unwrap();
    assert_eq!(
        (
            known.id.clone(),
            known.issuer_id.clone(),
            known.scopes.clone()
        ),
        (key.id.clone(), issuer.id.clone(), key.scopes.clone())
    );
    let mut mangled = secret.clone();
    mangled.replace_range(78.., if secret.ends_with('A') { "E" } else { "A" });
    for wrong in [mangled.as_str(), "", "accolade_", &secret[..40]] {
        let refusal = authenticate(&house, wrong).await.unwrap_err();
        assert_eq!(
            (refusal.kind, refusal.code.as_str()),
            (Kind::Unauthenticated, "bad_api_key"),
            "{wrong}"
        );
    }

    let revoke = RevokeApiKeyRequest {
        issuer_id: issuer.id.clone(),
        id: key.id.clone(),
    };
    let (_, stranger) = house.issuer("guild").await;
    assert_eq!(
        refused(
            house
                .issuers(&stranger)
                .revoke_api_key(revoke.clone())
                .await
        )
        .kind,
        Kind::NotFound
    );
    let in_the_wrong_house = RevokeApiKeyRequest {
        issuer_id: stranger.issuer().unwrap().to_string(),
        ..revoke.clone()
    };
    assert_eq!(
        refused(
            house
                .issuers(&stranger)
                .revoke_api_key(in_the_wrong_house)
                .await
        )
        .kind,
        Kind::NotFound
    );
    assert!(authenticate(&house, &secret).await.is_ok());

    let revoked = issuers.revoke_api_key(revoke).await.unwrap().into_inner();
    assert!(revoked.revoked_at.is_some());
    assert!(
        authenticate(&house, &secret)
            .await
            .unwrap_err()
            .message
            .contains("revoked")
    );
    let listed = issuers
        .list_api_keys(ListApiKeysRequest {
            issuer_id: issuer.id,
        })
        .await
        .unwrap()
        .into_inner()
        .keys;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].revoked_at, revoked.revoked_at);
}

#[tokio::test]
async fn a_key_expires_and_its_use_is_noted() {
    let house = house().await;
    let (issuer, owner) = house.issuer("plant-society").await;
    let end = house.foundation.clock.now().plus(Duration::from_secs(3600));
    let asked = CreateApiKeyRequest {
        expires_at: Some(end.proto()),
        ..key_for(&issuer.id, &["members:read"])
    };
    let secret = house
        .issuers(&owner)
        .create_api_key(asked)
        .await
        .unwrap()
        .into_inner()
        .secret;
    authenticate(&house, &secret).await.unwrap();
    assert!(
        house
            .foundation
            .tasks
            .shutdown(Duration::from_secs(5))
            .await
    );
    let list = ListApiKeysRequest {
        issuer_id: issuer.id.clone(),
    };
    let listed = house
        .issuers(&owner)
        .list_api_keys(list)
        .await
        .unwrap()
        .into_inner()
        .keys;
    assert!(listed[0].last_used_at.is_some());
    house.foundation.clock.advance(Duration::from_secs(3600));
    assert!(
        authenticate(&house, &secret)
            .await
            .unwrap_err()
            .message
            .contains("expired")
    );
}

#[tokio::test]
async fn a_key_gives_another_only_rights_it_has() {
    let house = house().await;
    let (issuer, _) = house.issuer("plant-society").await;
    let id = issuer.id.parse().unwrap();
    let without = refused(
        house
            .issuers(&client_of(id, &[Scope::CredentialsWrite]))
            .create_api_key(key_for(&issuer.id, &["credentials:write"]))
            .await,
    );
    assert!(
        without.message.contains("`issuer:write`"),
        "{}",
        without.message
    );
    let keeper = client_of(id, &[Scope::IssuerWrite]);
    let more = refused(
        house
            .issuers(&keeper)
            .create_api_key(key_for(&issuer.id, &["issuer:write", "credentials:write"]))
            .await,
    );
    assert_eq!(more.kind, Kind::Forbidden);
    assert!(
        more.message.contains("`credentials:write`"),
        "{}",
        more.message
    );
    assert!(
        house
            .issuers(&keeper)
            .create_api_key(key_for(&issuer.id, &["issuer:write"]))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_bad_key_is_refused_field_by_field_and_operators_keys_are_theirs() {
    let house = house().await;
    let (issuer, owner) = house.issuer("plant-society").await;
    let bad = CreateApiKeyRequest {
        name: String::new(),
        expires_at: Some(prost_types::Timestamp {
            seconds: 1,
            nanos: 0,
        }),
        ..key_for(&issuer.id, &["everything"])
    };
    let refusal = refused(house.issuers(&owner).create_api_key(bad).await);
    assert_eq!(fields(&refusal), ["name", "scopes", "expires_at"]);
    let none = refused(
        house
            .issuers(&owner)
            .create_api_key(key_for(&issuer.id, &[]))
            .await,
    );
    assert_eq!(fields(&none), ["scopes"]);
    assert_eq!(
        refused(house.issuers(&owner).create_api_key(key_for("", &[])).await).kind,
        Kind::Forbidden
    );

    let secret = house
        .issuers(&operator())
        .create_api_key(key_for("", &[]))
        .await
        .unwrap()
        .into_inner()
        .secret;
    let key = authenticate(&house, &secret).await.unwrap();
    assert_eq!((key.issuer_id.as_str(), key.scopes.len()), ("", 0));
    let of_nobody = owner_of(platform::ids::Ids::system().random());
    assert_eq!(
        refused(
            house
                .issuers(&of_nobody)
                .list_api_keys(ListApiKeysRequest::default())
                .await
        )
        .kind,
        Kind::Forbidden
    );
}
