use super::{Mail, Mailer, SendError, Sent};
use crate::{domain::retry::Hindrance, store::mailbox};
use futures::{StreamExt as _, stream};
use platform::{
    seal::Keyring,
    store::{Store, StoreError},
};

/// Keeps mails instead of sending them.
pub struct Mailbox {
    store: Store,
    keyring: Keyring,
}

impl Mailbox {
    /// A mailbox in the service's own database.
    pub fn new(store: Store, keyring: Keyring) -> Self {
        Self { store, keyring }
    }

    async fn keep(&self, mails: &[Mail]) -> Result<(), StoreError> {
        let tx = self.store.write().await?;
        for mail in mails {
            mailbox::keep(&tx, &self.keyring, mail).await?;
        }
        tx.commit().await
    }
}

impl Mailer for Mailbox {
    fn send<'a>(&'a self, mails: &'a [Mail]) -> Sent<'a> {
        let all = async move {
            let kept = self.keep(mails).await.map_err(|error| SendError::Later {
                reason: format!("the mailbox could not be written: {error}"),
                hindrance: Hindrance::Away,
            });
            stream::iter(
                mails
                    .iter()
                    .enumerate()
                    .map(move |(at, _)| (at, kept.clone())),
            )
        };
        stream::once(all).flatten().boxed()
    }
}
