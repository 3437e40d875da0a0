//! Receiving a batch: what comes is sealed and stored as it comes.

use super::{
    Error, Verification,
    batches::{JOB, tenant},
};
use crate::{
    domain::{
        batch::{
            Batch, Counts, Format, Item, LARGEST_FILE, LARGEST_ITEM, MOST_ITEMS, MOST_UNFINISHED,
            Progress, Source,
        },
        items,
    },
    store::{batch, item},
};
use platform::{
    csv::Utf16,
    idempotency::Key,
    identity::Caller,
    ids::{IssuerId, VerifyBatchId},
    store::StoreError,
};
use prost::Message;
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// How many bytes are sealed and stored together.
pub(super) const PIECE: usize = 256 * 1024;
/// So many badges of a stream are stored together, or fewer where they are large.
const ITEMS: usize = 100;
/// What they may have in all, in bytes.
const ITEM_BYTES: usize = 4 << 20;
/// What has not come whole by then never will.
const PATIENCE: Duration = Duration::from_secs(24 * 3600);

/// What is said of a batch before its badges come.
#[derive(Clone, Debug)]
pub(crate) struct NewBatch {
    /// Whose; the caller's own if not said.
    pub issuer: Option<IssuerId>,
    pub file_name: String,
    pub format: Format,
}

/// One badge of a stream.
#[derive(Clone, Debug)]
pub(crate) struct NewItem {
    pub name: String,
    pub claimed_email: String,
    pub source: Source,
}

/// A batch whose badges are coming.
pub(crate) struct Intake<'a> {
    app: &'a Verification,
    batch: Batch,
    /// Text files alone are texts in some encoding; a ZIP passes as it is.
    utf16: Option<Utf16>,
    buffer: Vec<u8>,
    items: Vec<Item>,
    item_bytes: usize,
    digest: Sha256,
}

impl<'a> Intake<'a> {
    /// Makes room for a batch.
    pub(crate) async fn begin(
        app: &'a Verification,
        caller: &Caller,
        new: NewBatch,
    ) -> Result<Self, Error> {
        let foundation = &app.foundation;
        let tenant = tenant(caller, new.issuer)?;
        if batch::unfinished(&foundation.store, tenant).await? >= MOST_UNFINISHED {
            return Err(Error::TooManyBatches);
        }
        let now = foundation.clock.now();
        let batch = Batch {
            id: foundation.ids.next(now),
            tenant,
            file_name: items::short(&new.file_name),
            format: new.format,
            progress: Progress::Receiving,
            size: 0,
            total: 0,
            counts: Counts::default(),
            failure: String::new(),
            created_at: now,
            finished_at: None,
            keep_until: now.plus(app.keep),
            paused_until: None,
        };
        let tx = foundation.store.write().await?;
        batch::insert(&tx, &foundation.keyring, &batch).await?;
        // Should the rest never come, the job cleans up.
        tx.schedule(JOB, &batch.id.to_string(), &(), now.plus(PATIENCE))
            .await?;
        tx.commit().await?;
        Ok(Self {
            app,
            utf16: batch.format.is_text().then(Utf16::default),
            batch,
            buffer: Vec::with_capacity(PIECE),
            items: Vec::new(),
            item_bytes: 0,
            digest: Sha256::new(),
        })
    }

    /// Its id.
    pub(crate) fn id(&self) -> VerifyBatchId {
        self.batch.id
    }

    /// Tells one batch from another: the SHA-256 of what came so far.
    pub(crate) fn digest(&self) -> Vec<u8> {
        self.digest.clone().finalize().to_vec()
    }

    /// The next bytes of the file.
    pub(crate) async fn take(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if self.batch.format == Format::Items {
            return Err(Error::field(
                "header.media_type",
                "",
                "name the file's media type, or send single badges as items",
            ));
        }
        self.digest.update(bytes);
        match &mut self.utf16 {
            Some(text) => self.buffer.extend(text.feed(bytes).unwrap_or_default()),
            None => self.buffer.extend_from_slice(bytes),
        }
        if self.batch.size + self.buffer.len() as u64 > LARGEST_FILE {
            return Err(Error::FileTooLarge);
        }
        self.keep_pieces(PIECE).await
    }

    /// The next badge of the stream.
    pub(crate) async fn add(&mut self, new: NewItem) -> Result<(), Error> {
        if self.batch.format != Format::Items {
            return Err(Error::field(
                "header.media_type",
                self.batch.format.media_type(),
                "leave it empty where single badges are sent as items",
            ));
        }
        let number = self.batch.total + 1;
        if number > MOST_ITEMS {
            return Err(Error::TooManyItems);
        }
        let content = match &new.source {
            Source::Url(text) | Source::Text(text) => text.as_bytes(),
            Source::File(bytes) => bytes,
            Source::Entry(_) => &[],
        };
        if content.len() > LARGEST_ITEM {
            return Err(Error::ItemTooLarge(number));
        }
        for part in [
            new.name.as_bytes(),
            new.source.kind().as_bytes(),
            content,
            new.claimed_email.as_bytes(),
        ] {
            self.digest.update((part.len() as u64).to_be_bytes());
            self.digest.update(part);
        }
        self.item_bytes += content.len();
        self.batch.size += content.len() as u64;
        if self.batch.size > LARGEST_FILE {
            return Err(Error::FileTooLarge);
        }
        self.batch.total = number;
        self.items.push(Item {
            number,
            row: 0,
            name: items::short(&new.name),
            claimed_email: new.claimed_email,
            source: new.source,
        });
        if self.items.len() >= ITEMS || self.item_bytes >= ITEM_BYTES {
            self.keep_items().await?;
        }
        Ok(())
    }

    /// The batch is whole: the work on it begins. The answer is remembered under the key it came with.
    pub(crate) async fn finish<M: Message>(
        mut self,
        key: Option<&Key>,
        answer: impl Fn(&Batch) -> M,
    ) -> Result<Batch, Error> {
        if let Some(text) = &mut self.utf16 {
            self.buffer.extend(text.finish());
        }
        self.keep_pieces(1).await?;
        self.keep_items().await?;
        let is_stream = self.batch.format == Format::Items;
        if self.batch.size == 0 && self.batch.total == 0 {
            let what = if is_stream {
                "no badge came; send at least one item after the header"
            } else {
                "the file is empty; choose another one"
            };
            return Err(Error::field("file", &self.batch.file_name, what));
        }
        self.batch.progress = if is_stream {
            Progress::Running
        } else {
            Progress::Waiting
        };
        let foundation = &self.app.foundation;
        let tx = foundation.store.write().await?;
        batch::update(&tx, &foundation.keyring, &self.batch).await?;
        let now = foundation.clock.now();
        tx.schedule(JOB, &self.batch.id.to_string(), &(), now)
            .await?;
        if let Some(key) = key {
            tx.remember(key, &foundation.keyring, &answer(&self.batch))
                .await?;
        }
        tx.commit().await?;
        Ok(self.batch)
    }

    /// It will not come whole, or was answered before: what came is removed.
    pub(crate) async fn abandon(app: &Verification, id: VerifyBatchId) -> Result<(), StoreError> {
        let tx = app.foundation.store.write().await?;
        batch::remove(&tx, id).await?;
        tx.unschedule(JOB, &id.to_string()).await?;
        tx.commit().await
    }

    /// Stores whole pieces, or, with 1, whatever is there.
    async fn keep_pieces(&mut self, least: usize) -> Result<(), Error> {
        let foundation = &self.app.foundation;
        while self.buffer.len() >= least {
            let piece: Vec<u8> = self.buffer.drain(..PIECE.min(self.buffer.len())).collect();
            let begins = self.batch.size;
            self.batch.size += piece.len() as u64;
            let tx = foundation.store.write().await?;
            batch::keep_piece(&tx, &foundation.keyring, self.batch.id, begins, &piece).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn keep_items(&mut self) -> Result<(), Error> {
        if self.items.is_empty() {
            return Ok(());
        }
        let foundation = &self.app.foundation;
        let tx = foundation.store.write().await?;
        item::insert(&tx, &foundation.keyring, self.batch.id, &self.items).await?;
        tx.commit().await?;
        self.items.clear();
        self.item_bytes = 0;
        Ok(())
    }
}
