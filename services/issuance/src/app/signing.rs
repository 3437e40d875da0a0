//! Signing keys at work: opened once, kept ready, never shown.

use super::artist::Artist;
use crate::{
    Error,
    domain::key::{Algorithm, SigningKey},
    store,
};
use openbadges::key::{
    KeyError, PublicKey,
    secret::{Ed25519, Rsa},
};
use platform::{Foundation, Kind, Refusal, Secret, clock::Timestamp, ids::IssuerId, store::Tx};
use std::{sync::Arc, time::Duration};

/// How many opened keys are kept ready.
const KEPT_OPEN: u64 = 1000;
/// How long an unused one is kept.
const KEPT_IDLE: Duration = Duration::from_secs(900);

/// A key that cannot sign.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// The issuer has no key in use.
    #[error("issuer {0} has no signing key in use; rotate its key to make one")]
    NoKey(IssuerId),
    /// The key's secret is not there.
    #[error("the secret of key {number} of issuer {issuer} is not here")]
    NoSecret {
        /// Whose.
        issuer: IssuerId,
        /// Which.
        number: u32,
    },
    /// The opened secret is no key.
    #[error("the secret of key {number} of issuer {issuer} cannot be used: {problem}")]
    Unusable {
        /// Whose.
        issuer: IssuerId,
        /// Which.
        number: u32,
        /// Why.
        problem: String,
    },
}
impl Refusal for SigningError {
    fn kind(&self) -> Kind {
        Kind::Internal
    }
    fn code(&self) -> &'static str {
        "signing"
    }
}

/// Where signatures are made: in this process, or wherever else an organization keeps its keys.
#[async_trait::async_trait]
pub trait Signer: Send + Sync {
    /// The signature of `key` over `message`: 64 bytes of Ed25519, or RSASSA-PKCS1-v1_5 with SHA-256.
    async fn sign(&self, key: &SigningKey, message: &[u8]) -> Result<Vec<u8>, Error>;
}

/// Opens the sealed keys of the database and signs with them here.
struct LocalSigner {
    foundation: Foundation,
    open: moka::future::Cache<(IssuerId, u32), Arc<OpenKey>>,
}

enum OpenKey {
    Ed25519(Ed25519),
    Rsa(Rsa),
}

impl LocalSigner {
    async fn open(&self, key: &SigningKey) -> Result<Arc<OpenKey>, Error> {
        let name = (key.issuer, key.number);
        if let Some(open) = self.open.get(&name).await {
            return Ok(open);
        }
        let (issuer, number) = name;
        let store = self.foundation.store.read();
        let secret = store::key::secret(store, &self.foundation.keyring, issuer, number)
            .await?
            .ok_or(SigningError::NoSecret { issuer, number })?;
        let unusable = |problem: KeyError| SigningError::Unusable {
            issuer,
            number,
            problem: problem.to_string(),
        };
        let open = match key.algorithm {
            Algorithm::Ed25519 => {
                let seed = secret
                    .expose()
                    .as_slice()
                    .try_into()
                    .map_err(|_| unusable(KeyError::Malformed("Ed25519 secret")))?;
                OpenKey::Ed25519(Ed25519::from_seed(seed).map_err(unusable)?)
            }
            Algorithm::Rs256 => OpenKey::Rsa(Rsa::from_pkcs8(secret.expose()).map_err(unusable)?),
        };
        let open = Arc::new(open);
        self.open.insert(name, open.clone()).await;
        Ok(open)
    }
}

#[async_trait::async_trait]
impl Signer for LocalSigner {
    async fn sign(&self, key: &SigningKey, message: &[u8]) -> Result<Vec<u8>, Error> {
        match &*self.open(key).await? {
            OpenKey::Ed25519(secret) => Ok(secret.sign(message)),
            OpenKey::Rsa(secret) => Ok(secret.sign(message)?),
        }
    }
}

/// The signing keys of all issuers. Clone freely.
#[derive(Clone)]
pub struct Keys {
    foundation: Foundation,
    artist: Artist,
    signer: Arc<dyn Signer>,
}

/// A key that signs now. Take one for a whole batch: it stays good after a rotation, as the signatures it made do.
#[derive(Clone)]
pub struct KeyInUse {
    key: SigningKey,
    signer: Arc<dyn Signer>,
}

impl KeyInUse {
    /// The key, without its secret.
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// Its id under a DID of its issuer: the verification method to be written into the proof. A credential
    /// keeps the DID it was first issued under.
    pub fn method(&self, did: &str) -> String {
        self.key.method(did)
    }

    /// The signature over these bytes.
    pub async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        self.signer.sign(&self.key, message).await
    }
}

impl Keys {
    /// Keys that are kept in the database and used in this process.
    pub(crate) fn local(foundation: &Foundation, artist: &Artist) -> Self {
        let open = moka::future::Cache::builder()
            .max_capacity(KEPT_OPEN)
            .time_to_idle(KEPT_IDLE)
            .build();
        let signer = Arc::new(LocalSigner {
            foundation: foundation.clone(),
            open,
        });
        Self {
            foundation: foundation.clone(),
            artist: artist.clone(),
            signer,
        }
    }

    /// The Ed25519 key the issuer signs badges and status lists with now.
    ///
    /// # Errors
    /// [`SigningError::NoKey`], or the database failed.
    pub async fn signing_key(&self, issuer: IssuerId) -> Result<KeyInUse, Error> {
        let key =
            store::key::in_use(self.foundation.store.read(), issuer, Algorithm::Ed25519).await?;
        Ok(self.at_work(key.ok_or(SigningError::NoKey(issuer))?))
    }

    /// The RS256 key the issuer signs VC-JWTs with now; made when it is first asked for.
    ///
    /// # Errors
    /// The database failed, or the key could not be made.
    pub async fn jwt_key(&self, issuer: IssuerId) -> Result<KeyInUse, Error> {
        if let Some(key) =
            store::key::in_use(self.foundation.store.read(), issuer, Algorithm::Rs256).await?
        {
            return Ok(self.at_work(key));
        }
        let (pair, secret) = self.artist.work(|_| Rsa::generate()).await??;
        let tx = self.foundation.store.write().await?;
        // Whoever else made one meanwhile waits here or was first.
        store::issuer::locked(&tx, issuer)
            .await?
            .ok_or(Error::NotFound("issuer"))?;
        if let Some(key) = store::key::in_use(tx.db(), issuer, Algorithm::Rs256).await? {
            return Ok(self.at_work(key));
        }
        let now = self.foundation.clock.now();
        let key = add(
            &tx,
            &self.foundation,
            issuer,
            Algorithm::Rs256,
            pair.public(),
            &Secret::new(secret),
            "first VC-JWT",
            now,
        )
        .await?;
        tx.commit().await?;
        Ok(self.at_work(key))
    }

    fn at_work(&self, key: SigningKey) -> KeyInUse {
        KeyInUse {
            key,
            signer: self.signer.clone(),
        }
    }
}

/// Makes an issuer's next Ed25519 key and adds it; those before it must have been retired.
pub(crate) async fn add_ed25519(
    tx: &Tx,
    foundation: &Foundation,
    issuer: IssuerId,
    reason: &str,
    now: Timestamp,
) -> Result<SigningKey, Error> {
    let seed = foundation.ids.bytes::<32>();
    let public = Ed25519::from_seed(&seed)?.public();
    add(
        tx,
        foundation,
        issuer,
        Algorithm::Ed25519,
        public,
        &Secret::new(seed.to_vec()),
        reason,
        now,
    )
    .await
}

#[expect(
    clippy::too_many_arguments,
    reason = "the columns of one row, each of its own type"
)]
async fn add(
    tx: &Tx,
    foundation: &Foundation,
    issuer: IssuerId,
    algorithm: Algorithm,
    public: PublicKey,
    secret: &Secret<Vec<u8>>,
    reason: &str,
    now: Timestamp,
) -> Result<SigningKey, Error> {
    let number = store::key::next_number(tx, issuer).await?;
    let key = SigningKey {
        issuer,
        number,
        algorithm,
        public,
        created_at: now,
        retired_at: None,
        revoked_at: None,
    };
    store::key::insert(tx, &foundation.keyring, &key, secret, reason).await?;
    Ok(key)
}
