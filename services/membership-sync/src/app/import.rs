//! A file comes in: it is stored piece by piece, sealed, before anything is answered.

use super::{Membership, schedule_reading};
use crate::{
    Error,
    domain::run::{Kind, State, Words},
    store::{
        file,
        run::{self, Counts, Followed, Run},
    },
};
use platform::{
    csv::{Mark, Sniffer, Utf16},
    idempotency,
    identity::{Caller, Scope},
    ids::IssuerId,
};
use sha2::{Digest as _, Sha256};

/// The largest file, in MiB (decisions §10).
const LARGEST: u64 = 1024;

/// What comes with a file.
#[derive(Clone, Debug)]
pub struct Command {
    /// Whose records; none for the caller's own issuer.
    pub issuer: Option<IssuerId>,
    /// What it holds.
    pub kind: Kind,
    /// How its sender calls it.
    pub file_name: String,
    /// Whether to stop at the change set.
    pub dry_run: bool,
    /// Whether members it does not name lapse.
    pub complete: bool,
    /// Whether awards that follow are mailed.
    pub notify: bool,
}

/// A file that is coming in. Dropped before [`Upload::finish`], it has changed nothing.
pub struct Upload {
    app: Membership,
    run: Run,
    sniffer: Sniffer,
    utf16: Utf16,
    waiting: Vec<u8>,
    pieces: i32,
    received: u64,
    digest: Sha256,
}

impl Upload {
    /// Begins: checks the right, notes the run.
    pub async fn begin(app: &Membership, caller: &Caller, command: Command) -> Result<Self, Error> {
        let issuer = caller.issuer_for(command.issuer, Scope::MembersWrite)?;
        if command.complete && command.kind == Kind::Certifications {
            return Err(Error::field(
                "complete",
                "true",
                "only a file of members can be the whole truth; a certification that was passed stays passed",
            ));
        }
        // Issuers we have not heard of are asked for, so that no file waits for one that does not exist.
        app.today(issuer).await?;
        let now = app.now();
        let run = Run {
            id: app.foundation.ids.next(now),
            issuer,
            kind: command.kind,
            state: State::Receiving,
            words: Words {
                file_name: command.file_name.chars().take(300).collect(),
                ..Words::default()
            },
            dry_run: command.dry_run,
            complete: command.complete,
            notify: command.notify,
            confirmed: false,
            dialect: None,
            size: 0,
            mark: Mark { byte: 0, row: 0 },
            mark_member: None,
            counts: Counts::default(),
            followed: Followed::default(),
            created_at: now,
            finished_at: None,
        };
        let tx = app.store().write().await?;
        run::insert(&tx, app.keyring(), &run).await?;
        tx.commit().await?;
        Ok(Self {
            app: app.clone(),
            run,
            sniffer: Sniffer::default(),
            utf16: Utf16::default(),
            waiting: Vec::new(),
            pieces: 0,
            received: 0,
            digest: Sha256::new(),
        })
    }

    /// The next bytes of the file.
    pub async fn piece(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.received += bytes.len() as u64;
        if self.received > LARGEST << 20 {
            self.discard().await?;
            return Err(Error::TooLarge(LARGEST));
        }
        self.digest.update(bytes);
        if let Some(text) = self.utf16.feed(bytes) {
            self.take(&text).await?;
        }
        Ok(())
    }

    /// Tells one file from another.
    pub fn digest(&self) -> Vec<u8> {
        self.digest.clone().finalize().to_vec()
    }

    /// The whole file is there: it is stored, and its reading is scheduled. With a key that was used before, the
    /// run of that time is answered and this file thrown away.
    pub async fn finish(mut self, key: Option<idempotency::Key>) -> Result<Run, Error> {
        if let Some(earlier) = self.answered(key.as_ref()).await? {
            self.discard().await?;
            return Ok(earlier);
        }
        let text = self.utf16.finish();
        self.take(&text).await?;
        let app = self.app.clone();
        let rest = std::mem::take(&mut self.waiting);
        let tx = app.store().write().await?;
        if !rest.is_empty() {
            file::keep(&tx, app.keyring(), self.run.id, self.pieces, &rest).await?;
        }
        match std::mem::take(&mut self.sniffer).finish() {
            Ok(dialect) => {
                self.run.dialect = Some(dialect);
                self.run.state = State::Reading;
                schedule_reading(&tx, self.run.id).await?;
            }
            Err(problem) => {
                self.run.state = State::Failed;
                self.run.words.reason = format!("{problem}. Nothing was changed");
                self.run.finished_at = Some(app.now());
                file::discard(&tx, self.run.id).await?;
            }
        }
        run::update(&tx, app.keyring(), &self.run).await?;
        if let Some(key) = &key
            && let Err(error) = tx
                .remember(key, app.keyring(), &self.run.id.to_string())
                .await
        {
            // The same command came at the same time, and was faster: both get its answer.
            drop(tx);
            self.discard().await?;
            let earlier = self.answered(Some(key)).await?;
            return earlier.ok_or_else(|| error.into());
        }
        tx.commit().await?;
        Ok(self.run)
    }

    async fn answered(&self, key: Option<&idempotency::Key>) -> Result<Option<Run>, Error> {
        let Some(key) = key else { return Ok(None) };
        let Some(id) = self
            .app
            .store()
            .answered::<String>(key, self.app.keyring())
            .await?
        else {
            return Ok(None);
        };
        let id = id.parse().map_err(|_| Error::NotFound("run"))?;
        Ok(run::find(self.app.store(), self.app.keyring(), id).await?)
    }

    async fn take(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.sniffer.feed(bytes);
        self.run.size += bytes.len() as u64;
        self.waiting.extend_from_slice(bytes);
        while self.waiting.len() >= file::PIECE {
            let rest = self.waiting.split_off(file::PIECE);
            let tx = self.app.store().write().await?;
            file::keep(
                &tx,
                self.app.keyring(),
                self.run.id,
                self.pieces,
                &self.waiting,
            )
            .await?;
            tx.commit().await?;
            self.pieces = self.pieces.saturating_add(1);
            self.waiting = rest;
        }
        Ok(())
    }

    async fn discard(&self) -> Result<(), Error> {
        let tx = self.app.store().write().await?;
        file::discard(&tx, self.run.id).await?;
        run::remove(&tx, self.run.id).await?;
        tx.commit().await?;
        Ok(())
    }
}
