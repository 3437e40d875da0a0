//! Commands that may be sent twice: the same `Idempotency-Key` answers the first answer again.
//!
//! The owning service writes key, digest of the request and sealed answer in the command's own transaction, so
//! that a key is remembered exactly when its effect is (decisions §5).

use crate::{
    identity::Caller,
    refusal::{FieldProblem, Kind, Refusal},
    rpc::IDEMPOTENCY_KEY,
    seal::{Keyring, Place},
    store::{Store, StoreError, Tx, tables::idempotency},
};
use prost::Message;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, Set};
use sha2::{Digest as _, Sha256};

/// A command's key: who sends it, its name and what it asks.
#[derive(Clone)]
pub struct Key {
    tenant: String,
    caller: String,
    key: String,
    digest: Vec<u8>,
}

/// A key that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IdempotencyError {
    /// The key was used for another request.
    #[error(
        "the idempotency key `{0}` was used for a different request; take a new key for a new request"
    )]
    Reused(String),
    /// The key is too long or not plain.
    #[error("an idempotency key has 1 to 200 visible ASCII characters")]
    Malformed(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
impl Refusal for IdempotencyError {
    fn kind(&self) -> Kind {
        match self {
            Self::Reused(_) => Kind::Conflict,
            Self::Malformed(_) => Kind::Invalid,
            Self::Store(_) => Kind::Internal,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Reused(_) => "idempotency_key_reused",
            Self::Malformed(_) => "idempotency_key_malformed",
            Self::Store(_) => "store",
        }
    }
    fn fields(&self) -> Vec<FieldProblem> {
        match self {
            Self::Reused(key) | Self::Malformed(key) => {
                vec![FieldProblem::new("Idempotency-Key", key, self.to_string())]
            }
            Self::Store(_) => Vec::new(),
        }
    }
}

/// The key that came with a request, if one did.
pub fn key<T: Message>(
    request: &tonic::Request<T>,
    caller: &Caller,
    method: &str,
) -> Result<Option<Key>, IdempotencyError> {
    let Some(value) = request.metadata().get(IDEMPOTENCY_KEY) else {
        return Ok(None);
    };
    let key = value.to_str().unwrap_or_default();
    if key.is_empty() || key.len() > 200 || !key.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(IdempotencyError::Malformed(key.chars().take(200).collect()));
    }
    let digest = Sha256::new()
        .chain_update(method)
        .chain_update([0])
        .chain_update(request.get_ref().encode_to_vec())
        .finalize()
        .to_vec();
    Ok(Some(Key {
        tenant: caller.issuer().map(|i| i.to_string()).unwrap_or_default(),
        caller: caller.subject(),
        key: key.to_owned(),
        digest,
    }))
}

fn row_name(key: &Key) -> String {
    format!("{}/{}/{}", key.tenant, key.caller, key.key)
}

impl Store {
    /// The answer given before to this key; `None` if it is new.
    pub async fn answered<M: Message + Default>(
        &self,
        key: &Key,
        keyring: &Keyring,
    ) -> Result<Option<M>, IdempotencyError> {
        let id = (key.tenant.clone(), key.caller.clone(), key.key.clone());
        let Some(row) = idempotency::Entity::find_by_id(id)
            .one(self.read())
            .await
            .map_err(StoreError::from)?
        else {
            return Ok(None);
        };
        if row.digest != key.digest {
            return Err(IdempotencyError::Reused(key.key.clone()));
        }
        let name = row_name(key);
        let place = Place {
            table: "idempotency",
            column: "answer",
            row: &name,
        };
        let answer = keyring
            .open(&place, &row.answer)
            .map_err(StoreError::from)?;
        M::decode(answer.as_slice()).map(Some).map_err(|e| {
            StoreError::Corrupt {
                table: "idempotency",
                row: name,
                problem: e.to_string(),
            }
            .into()
        })
    }
}

impl Tx {
    /// Remembers the answer of this transaction's command. Of two that race with one key the second fails here
    /// and is rolled back.
    pub async fn remember<M: Message>(
        &self,
        key: &Key,
        keyring: &Keyring,
        answer: &M,
    ) -> Result<(), StoreError> {
        let name = row_name(key);
        let place = Place {
            table: "idempotency",
            column: "answer",
            row: &name,
        };
        let row = idempotency::ActiveModel {
            tenant: Set(key.tenant.clone()),
            caller: Set(key.caller.clone()),
            key: Set(key.key.clone()),
            digest: Set(key.digest.clone()),
            answer: Set(keyring.seal(&place, &answer.encode_to_vec())),
            at: Set(self.store().clock().now().micros()),
        };
        row.insert(self.db()).await?;
        Ok(())
    }
}
