//! Receiving a file: its bytes are sealed and stored as they come.

use super::{JOB, PIECE};
use crate::{
    Error, Issuance,
    app::{award::open_for_awards, once::Once},
    domain::batch::{Batch, Format, Progress},
    store,
};
use platform::{
    csv::{FileProblem, Mark, Utf16},
    identity::{Caller, Scope},
    ids::{AchievementId, BatchId, IssuerId},
};
use prost::Message;
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// The largest file.
const LARGEST_FILE: u64 = 1 << 30;
/// A file that has not come whole by then never will.
const PATIENCE: Duration = Duration::from_secs(24 * 3600);

/// What is said of a file before its bytes come.
#[derive(Clone, Debug)]
pub struct NewBatch {
    /// Whose; the caller's own if not said.
    pub issuer: Option<IssuerId>,
    /// Its name.
    pub file_name: String,
    /// How it is written.
    pub format: Format,
    /// Whether it only asks what would happen.
    pub dry_run: bool,
    /// Whether the earners are told.
    pub notify: bool,
    /// The achievement of rows that name none.
    pub achievement: Option<AchievementId>,
}

/// A file whose bytes are coming.
pub struct Intake<'a> {
    app: &'a Issuance,
    batch: Batch,
    buffer: Vec<u8>,
    /// Takes UTF-16 to UTF-8: from here on, a file's separators are single bytes.
    utf16: Utf16,
    digest: Sha256,
}

impl<'a> Intake<'a> {
    /// Makes room for a file.
    ///
    /// # Errors
    /// The caller may not award, or there is no such achievement.
    pub async fn begin(app: &'a Issuance, caller: &Caller, new: NewBatch) -> Result<Self, Error> {
        let foundation = &app.foundation;
        let issuer = caller.issuer_for(new.issuer, Scope::CredentialsWrite)?;
        if let Some(id) = new.achievement {
            let known = store::achievement::by_ids(foundation.store.read(), issuer, &[id]).await?;
            open_for_awards(known.first().ok_or(Error::NotFound("achievement"))?)?;
        }
        let now = foundation.clock.now();
        let start = Mark { byte: 0, row: 1 };
        let batch = Batch {
            id: foundation.ids.next(now),
            issuer,
            progress: Progress::Receiving,
            dry_run: new.dry_run,
            file_name: new
                .file_name
                .chars()
                .filter(|c| !c.is_control())
                .take(200)
                .collect(),
            format: new.format,
            notify: new.notify,
            achievement: new.achievement,
            size: 0,
            shape: None,
            position: start,
            rows: 0,
            done: 0,
            awarded: 0,
            repeated: 0,
            refused: 0,
            created_at: now,
            finished_at: None,
            failure: String::new(),
            applied: false,
        };
        let tx = foundation.store.write().await?;
        store::batch::insert(&tx, &foundation.keyring, &batch).await?;
        // Should the rest never come, the job cleans up.
        tx.schedule(JOB, &batch.id.to_string(), &(), now.plus(PATIENCE))
            .await?;
        tx.commit().await?;
        Ok(Self {
            app,
            batch,
            buffer: Vec::with_capacity(PIECE),
            utf16: Utf16::default(),
            digest: Sha256::new(),
        })
    }

    /// The next bytes.
    ///
    /// # Errors
    /// The file is too large, or the database failed.
    pub async fn take(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.digest.update(bytes);
        self.buffer
            .extend(self.utf16.feed(bytes).unwrap_or_default());
        self.flush(PIECE).await
    }

    /// Tells one file from another: the SHA-256 of what came so far.
    pub fn digest(&self) -> Vec<u8> {
        self.digest.clone().finalize().to_vec()
    }

    /// The file is whole: the work on it begins.
    ///
    /// # Errors
    /// The file is empty, or the database failed.
    pub async fn finish<M: Message + Default>(
        mut self,
        once: &Once<Batch, M>,
    ) -> Result<Batch, Error> {
        self.buffer.extend(self.utf16.finish());
        self.flush(1).await?;
        if self.batch.size == 0 {
            return Err(Error::field(
                "file",
                &self.batch.file_name,
                FileProblem::Empty.to_string(),
            ));
        }
        self.batch.progress = Progress::Received;
        let foundation = &self.app.foundation;
        let tx = foundation.store.write().await?;
        store::batch::update(&tx, &foundation.keyring, &self.batch).await?;
        tx.schedule(JOB, &self.batch.id.to_string(), &(), foundation.clock.now())
            .await?;
        once.keep(&tx, foundation, &self.batch).await?;
        tx.commit().await?;
        Ok(self.batch)
    }

    /// The file will not come whole: what came is removed.
    ///
    /// # Errors
    /// The database failed; then the job removes it.
    pub async fn abandon(app: &Issuance, id: BatchId) -> Result<(), Error> {
        let tx = app.foundation.store.write().await?;
        store::batch::discard(&tx, id).await?;
        tx.unschedule(JOB, &id.to_string()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The file's id.
    pub fn id(&self) -> BatchId {
        self.batch.id
    }

    /// Stores whole pieces, or, with 1, whatever is there.
    async fn flush(&mut self, least: usize) -> Result<(), Error> {
        let foundation = &self.app.foundation;
        while self.buffer.len() >= least {
            let piece: Vec<u8> = self.buffer.drain(..PIECE.min(self.buffer.len())).collect();
            let begins = self.batch.size;
            self.batch.size += piece.len() as u64;
            if self.batch.size > LARGEST_FILE {
                return Err(Error::field(
                    "file",
                    &self.batch.file_name,
                    "it is larger than 1 GiB; split it",
                ));
            }
            let tx = foundation.store.write().await?;
            store::batch::keep_piece(&tx, &foundation.keyring, self.batch.id, begins, &piece)
                .await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
