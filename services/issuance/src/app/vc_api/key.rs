//! The instances' test keys: made on first use, sealed like every other.

use crate::{
    Error, Issuance,
    domain::vc_api::{Instance, KeyType},
    store,
};
use openbadges::key::{
    KeyError, PublicKey,
    secret::{Ecdsa, Ed25519},
};
use platform::Secret;

enum Pair {
    Ed25519(Ed25519),
    Ecdsa(Ecdsa),
}

/// A test key, opened.
pub(super) struct TestKey {
    pair: Pair,
    did: String,
    method: String,
}

impl TestKey {
    fn open(kind: KeyType, secret: &[u8]) -> Result<Self, KeyError> {
        let pair = match kind {
            KeyType::Ed25519 => {
                let seed = secret
                    .try_into()
                    .map_err(|_| KeyError::Malformed("Ed25519 secret"))?;
                Pair::Ed25519(Ed25519::from_seed(seed)?)
            }
            KeyType::Ecdsa(curve) => Pair::Ecdsa(Ecdsa::from_scalar(curve, secret)?),
        };
        let public = match &pair {
            Pair::Ed25519(key) => key.public(),
            Pair::Ecdsa(key) => key.public(),
        };
        let multikey = public
            .to_multikey()
            .ok_or(KeyError::Malformed("Multikey"))?;
        let did = format!("did:key:{multikey}");
        let method = format!("{did}#{multikey}");
        Ok(Self { pair, did, method })
    }

    /// Who it is.
    pub(super) fn did(&self) -> &str {
        &self.did
    }

    /// Its verification method.
    pub(super) fn method(&self) -> &str {
        &self.method
    }

    pub(super) fn public(&self) -> PublicKey {
        match &self.pair {
            Pair::Ed25519(key) => key.public(),
            Pair::Ecdsa(key) => key.public(),
        }
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match &self.pair {
            Pair::Ed25519(key) => Ok(key.sign(message)),
            Pair::Ecdsa(key) => key.sign(message),
        }
    }
}

/// The key of an instance.
pub(super) async fn of(app: &Issuance, instance: Instance) -> Result<TestKey, Error> {
    let (db, keyring) = (app.foundation.store.read(), &app.foundation.keyring);
    if let Some(secret) = store::vc_api::secret(db, keyring, instance.name).await? {
        return Ok(TestKey::open(instance.key, secret.expose())?);
    }
    let fresh = Secret::new(match instance.key {
        KeyType::Ed25519 => app.foundation.ids.bytes::<32>().to_vec(),
        KeyType::Ecdsa(curve) => Ecdsa::generate(curve)?.scalar()?,
    });
    let tx = app.foundation.store.write().await?;
    let now = app.foundation.clock.now();
    match store::vc_api::insert_secret(&tx, keyring, instance.name, &fresh, now).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(TestKey::open(instance.key, fresh.expose())?)
        }
        // Whoever was first has made the key that counts.
        Err(Error::Store(error)) if store::is_taken(&error) => {
            drop(tx);
            let secret = store::vc_api::secret(db, keyring, instance.name)
                .await?
                .ok_or(Error::NotFound("key of this instance"))?;
            Ok(TestKey::open(instance.key, secret.expose())?)
        }
        Err(other) => Err(other),
    }
}
