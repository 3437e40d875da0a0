//! Password hashing, in a pool that a flood of sign-ins cannot grow.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash,
};
use tokio::sync::Semaphore;

use crate::secret::Secret;

/// Hashes computed at the same time: each takes a core and 19 MiB.
const AT_ONCE: usize = 2;
/// Hashes that may wait; beyond, the caller is told to come again.
const WAITING: usize = 64;

/// How dear a hash is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PasswordCost {
    /// Argon2id with 19 MiB and two passes, the OWASP recommendation.
    #[default]
    Strong,
    /// Next to nothing, for tests.
    Test,
}

/// Hashes and checks passwords by Argon2id. Cheap to clone; clones share the pool.
#[derive(Clone, Debug)]
pub struct Passwords {
    argon: Argon2<'static>,
    params: Params,
    places: Arc<Semaphore>,
    workers: Arc<Semaphore>,
}

/// Why a password was neither right nor wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too many sign-ins wait already.
    #[error("too many people sign in at this moment: try again in a few seconds")]
    Busy,
    /// The stored hash is not one.
    #[error("the stored password hash cannot be read: {why}")]
    Unreadable {
        /// The parser's words.
        why: String,
    },
    /// The hash could not be computed.
    #[error("the password could not be hashed: {why}")]
    Failed {
        /// The cause.
        why: String,
    },
}

impl Passwords {
    /// A pool that makes hashes of this cost.
    pub fn new(cost: PasswordCost) -> Self {
        let params = match cost {
            PasswordCost::Strong => Params::DEFAULT,
            PasswordCost::Test => Params::new(Params::MIN_M_COST, 1, 1, None).unwrap_or_default(),
        };
        Self {
            argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone()),
            params,
            places: Arc::new(Semaphore::new(AT_ONCE + WAITING)),
            workers: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// The hash of a password with a fresh salt, as a PHC string to be stored.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] or [`PasswordError::Failed`].
    pub async fn hash(&self, password: Secret<String>) -> Result<String, PasswordError> {
        self.run(
            move |argon| match argon.hash_password(password.expose().as_bytes()) {
                Ok(hash) => Ok(hash.to_string()),
                Err(error) => Err(PasswordError::Failed {
                    why: error.to_string(),
                }),
            },
        )
        .await
    }

    /// Whether the password is the one of the stored hash.
    ///
    /// # Errors
    /// [`PasswordError::Busy`], or [`PasswordError::Unreadable`] when the stored text is no Argon2 hash.
    pub async fn verify(
        &self,
        password: Secret<String>,
        stored: &str,
    ) -> Result<bool, PasswordError> {
        let hash = parse(stored)?;
        self.run(
            move |argon| match argon.verify_password(password.expose().as_bytes(), &hash) {
                Ok(()) => Ok(true),
                Err(password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(PasswordError::Unreadable {
                    why: error.to_string(),
                }),
            },
        )
        .await
    }

    /// Takes as long as [`Passwords::verify`], for an account that does not exist: the time of an answer must
    /// not tell which accounts do.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] or [`PasswordError::Failed`].
    pub async fn verify_dummy(&self, password: Secret<String>) -> Result<(), PasswordError> {
        self.hash(password).await.map(drop)
    }

    /// Whether the stored hash was made at another cost: after the next right password, store a new one.
    ///
    /// # Errors
    /// [`PasswordError::Unreadable`].
    pub fn needs_rehash(&self, stored: &str) -> Result<bool, PasswordError> {
        let hash = parse(stored)?;
        let params = Params::try_from(&hash).map_err(|error| PasswordError::Unreadable {
            why: error.to_string(),
        })?;
        let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        Ok(hash.algorithm.as_str() != "argon2id" || cost(&params) != cost(&self.params))
    }

    /// Runs on a thread for blocking work. The permits go along, so that a caller who gave up does not make
    /// room before the work is done.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>) -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let failed = |error: &dyn std::error::Error| PasswordError::Failed {
            why: error.to_string(),
        };
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| PasswordError::Busy)?;
        let worker = Arc::clone(&self.workers)
            .acquire_owned()
            .await
            .map_err(|error| failed(&error))?;
        let argon = self.argon.clone();
        tokio::task::spawn_blocking(move || {
            let _held = (place, worker);
            work(&argon)
        })
        .await
        .map_err(|error| failed(&error))?
    }
}

fn parse(stored: &str) -> Result<PasswordHash, PasswordError> {
    PasswordHash::new(stored).map_err(|error| PasswordError::Unreadable {
        why: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords() -> Passwords {
        Passwords::new(PasswordCost::Test)
    }

    #[tokio::test]
    async fn the_right_password_is_right_and_others_are_wrong() {
        let passwords = passwords();
        let stored = passwords
            .hash("gently down the stream".into())
            .await
            .unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=8,t=1,p=1$"),
            "{stored}"
        );
        assert_ne!(
            stored,
            passwords
                .hash("gently down the stream".into())
                .await
                .unwrap()
        );
        let verify = |password: &str| passwords.verify(password.into(), &stored);
        assert_eq!(verify("gently down the stream").await, Ok(true));
        assert_eq!(verify("gently down the Stream").await, Ok(false));
        assert_eq!(verify("").await, Ok(false));
        assert_eq!(passwords.verify_dummy("anything".into()).await, Ok(()));
    }

    #[tokio::test]
    async fn a_hash_of_another_cost_still_verifies_and_asks_to_be_renewed() {
        let strong = Passwords::new(PasswordCost::Strong);
        let cheap = passwords()
            .hash("gently down the stream".into())
            .await
            .unwrap();
        assert_eq!(
            strong.verify("gently down the stream".into(), &cheap).await,
            Ok(true)
        );
        assert_eq!(strong.needs_rehash(&cheap), Ok(true));
        assert_eq!(passwords().needs_rehash(&cheap), Ok(false));
        let dear = strong.hash("gently down the stream".into()).await.unwrap();
        assert!(
            dear.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{dear}"
        );
        assert_eq!(strong.needs_rehash(&dear), Ok(false));
    }

    #[tokio::test]
    async fn a_stored_text_that_is_no_hash_is_said_to_be_so() {
        for stored in [
            "",
            "plain text",
            "$argon2id$v=19$m=8,t=1,p=1",
            "$scrypt$ln=1$c2FsdHNhbHQ$aGFzaA",
        ] {
            let error = passwords().verify("x".into(), stored).await;
            assert!(!matches!(error, Ok(true)), "{stored}: {error:?}");
        }
        assert!(matches!(
            passwords().needs_rehash("plain text"),
            Err(PasswordError::Unreadable { .. })
        ));
    }

    #[tokio::test]
    async fn a_full_pool_answers_busy_at_once_and_recovers() {
        let passwords = passwords();
        let all = u32::try_from(AT_ONCE + WAITING).unwrap();
        let held = passwords.places.acquire_many(all).await.unwrap();
        assert_eq!(passwords.hash("x".into()).await, Err(PasswordError::Busy));
        drop(held);
        assert!(passwords.hash("x".into()).await.is_ok());
        assert_eq!(passwords.workers.available_permits(), AT_ONCE);
    }
}
