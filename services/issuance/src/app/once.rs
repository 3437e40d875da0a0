//! Commands that may be sent twice, as the use cases see them.

use crate::Error;
use platform::{Foundation, idempotency::Key, store::Tx};
use prost::Message;

/// The idempotency key that came with a command, if one did, and how its answer is written: the answer is kept
/// in the command's own transaction.
pub struct Once<T, M> {
    key: Option<Key>,
    write: fn(&T) -> M,
}

impl<T, M: Message + Default> Once<T, M> {
    /// For a command that came with this key, or with none.
    pub fn new(key: Option<Key>, write: fn(&T) -> M) -> Self {
        Self { key, write }
    }

    /// The answer given before to this key.
    pub async fn answered(&self, foundation: &Foundation) -> Result<Option<M>, Error> {
        match &self.key {
            Some(key) => Ok(foundation.store.answered(key, &foundation.keyring).await?),
            None => Ok(None),
        }
    }

    /// The answer, as the contract has it.
    pub fn write(&self, outcome: &T) -> M {
        (self.write)(outcome)
    }

    /// Keeps the answer with the effect. Of two commands that race with one key the second fails here.
    pub(crate) async fn keep(
        &self,
        tx: &Tx,
        foundation: &Foundation,
        outcome: &T,
    ) -> Result<(), Error> {
        if let Some(key) = &self.key {
            tx.remember(key, &foundation.keyring, &self.write(outcome))
                .await?;
        }
        Ok(())
    }

    /// Carries out a command unless its answer was given before. Of two that are sent at once one is carried
    /// out, and both get its answer.
    pub async fn run(
        &self,
        foundation: &Foundation,
        command: impl Future<Output = Result<T, Error>>,
    ) -> Result<M, Error> {
        if let Some(answer) = self.answered(foundation).await? {
            return Ok(answer);
        }
        match command.await {
            Ok(outcome) => Ok(self.write(&outcome)),
            Err(error) => self.answered(foundation).await?.ok_or(error),
        }
    }
}
