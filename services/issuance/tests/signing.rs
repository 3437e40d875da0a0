use crate::support::{House, house};
use contracts::issuance::v1::{GetIssuerRequest, RotateKeyRequest};
use issuance::{Issuance, store};
use platform::ids::IssuerId;

impl House {
    /// The use cases without their contract.
    async fn app(&self) -> Issuance {
        Issuance::new(self.config.clone(), self.foundation.clone())
            .await
            .unwrap()
    }
}

async fn public_keys(house: &House, issuer: IssuerId) -> Vec<openbadges::key::PublicKey> {
    let keys = store::key::all(house.foundation.store.read(), issuer)
        .await
        .unwrap();
    keys.into_iter().map(|key| key.public).collect()
}

#[tokio::test]
async fn what_a_retired_key_signed_still_verifies_and_a_new_key_signs() {
    let house = house().await;
    let (issuer, owner) = house.issuer("plant-society").await;
    let id = issuer.id.parse().unwrap();
    let app = house.app().await;
    let first = app.keys.signing_key(id).await.unwrap();
    assert_eq!(first.method(&issuer.did), issuer.keys[0].id);
    let signature = first.sign(b"a badge").await.unwrap();
    let rotate = RotateKeyRequest {
        issuer_id: issuer.id.clone(),
        reason: "yearly".into(),
    };
    house.issuers(&owner).rotate_key(rotate).await.unwrap();

    let second = app.keys.signing_key(id).await.unwrap();
    assert_eq!(second.key().fragment(), "key-2");
    let published = public_keys(&house, id).await;
    assert!(published[0].verify(b"a badge", &signature).is_ok());
    assert!(published[1].verify(b"a badge", &signature).is_err());
    assert!(
        published[1]
            .verify(b"a badge", &second.sign(b"a badge").await.unwrap())
            .is_ok()
    );
}

#[tokio::test]
async fn the_key_for_jwts_is_made_once_when_it_is_first_needed() {
    let house = house().await;
    let (issuer, owner) = house.issuer("plant-society").await;
    let id = issuer.id.parse().unwrap();
    let app = house.app().await;
    let (one, other) = tokio::join!(app.keys.jwt_key(id), app.keys.jwt_key(id));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.key(), other.key());
    assert!(
        one.key()
            .public
            .verify(b"a badge", &other.sign(b"a badge").await.unwrap())
            .is_ok()
    );
    let get = GetIssuerRequest {
        id: issuer.id.clone(),
    };
    let keys = house
        .issuers(&owner)
        .get_issuer(get)
        .await
        .unwrap()
        .into_inner()
        .keys;
    let algorithms: Vec<&str> = keys.iter().map(|key| key.algorithm.as_str()).collect();
    assert_eq!(algorithms, ["Ed25519", "RS256"]);

    // A rotation gives up both; no number is used twice.
    let rotate = RotateKeyRequest {
        issuer_id: issuer.id,
        reason: "lost laptop".into(),
    };
    house.issuers(&owner).rotate_key(rotate).await.unwrap();
    assert_eq!(app.keys.jwt_key(id).await.unwrap().key().number, 4);
    assert_eq!(app.keys.signing_key(id).await.unwrap().key().number, 3);
}

#[tokio::test]
async fn a_sealed_key_opens_only_in_its_own_row() {
    let house = house().await;
    let (plants, _) = house.issuer("plant-society").await;
    let (guild, _) = house.issuer("guild").await;
    let (plants, guild): (IssuerId, IssuerId) =
        (plants.id.parse().unwrap(), guild.id.parse().unwrap());
    let db = house.foundation.store.read();
    let secret = store::key::secret(db, &house.foundation.keyring, plants, 1)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(secret.expose().len(), 32);
    house.spread_first_secret().await;
    let moved = store::key::secret(db, &house.foundation.keyring, guild, 1).await;
    let refusal = moved.err().unwrap().to_string();
    assert!(refusal.contains("moved from another row"), "{refusal}");
}
