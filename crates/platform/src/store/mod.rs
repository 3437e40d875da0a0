//! A service's own database: SQLite (one file a service) or PostgreSQL (one schema a service).
//!
//! Learned by experiment: on SQLite a deferred transaction that reads and then writes fails under load, and no
//! busy timeout helps; so every write begins with [`Store::write`] and nobody else opens a transaction.

mod keys;
mod letters;
mod migration;
mod outbox;
pub mod schema;
pub(crate) mod tables;

pub(crate) use letters::DeadLetter;
pub use letters::PutAside;
pub use migration::Migrations;
pub(crate) use outbox::Deliverable;
pub use outbox::OutboxState;

use crate::{ServiceName, clock::Clock, ids::Ids, metrics, secret::Secret};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DatabaseTransaction, DbErr,
    SqlErr, SqliteTransactionMode, TransactionOptions, TransactionTrait as _,
};
use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{OwnedMutexGuard, watch};

/// Where a store keeps its rows.
#[derive(Clone, Debug)]
pub enum Location {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL database; the service's schema is made in it.
    Postgres(Secret<String>),
}

/// A database that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be opened or brought up to date.
    #[error("the database of {service} cannot be opened ({place}): {source}")]
    Open {
        /// Whose.
        service: ServiceName,
        /// Where, without password.
        place: String,
        /// Why.
        source: DbErr,
    },
    /// A statement failed.
    #[error("the database refused: {0}")]
    Database(#[from] DbErr),
    /// A sealed value could not be opened.
    #[error("a sealed value could not be opened: {0}")]
    Sealed(#[from] crate::seal::SealError),
    /// A row that this version cannot read.
    #[error("row {row} of {table} cannot be read: {problem}")]
    Corrupt {
        /// Which table.
        table: &'static str,
        /// Which row.
        row: String,
        /// What is wrong.
        problem: String,
    },
}

impl StoreError {
    /// Whether the database could not be reached at all. That says nothing about what was asked of it.
    pub fn is_away(&self) -> bool {
        matches!(
            self,
            Self::Database(DbErr::Conn(_) | DbErr::ConnectionAcquire(_))
        )
    }

    /// Whether a row with the same key was there already: of two that raced, this one lost.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))))
    }
}

/// A service's database. Clone freely.
#[derive(Clone)]
pub struct Store {
    service: ServiceName,
    db: DatabaseConnection,
    clock: Clock,
    ids: Ids,
    /// One writer at a time on SQLite: waiting in line beats polling a busy file.
    writer: Option<Arc<tokio::sync::Mutex<()>>>,
    wake: Arc<watch::Sender<u64>>,
}

impl Store {
    /// Opens the database, makes it if need be, and brings its tables up to date.
    pub async fn open(
        service: ServiceName,
        location: &Location,
        migrations: Migrations,
        clock: Clock,
        ids: Ids,
    ) -> Result<Self, StoreError> {
        let fail = |source: DbErr| StoreError::Open {
            service,
            place: place(location),
            source,
        };
        let db = connect(service, location).await.map_err(fail)?;
        let store = Self::on(db, service, location, clock, ids);
        migrations.run(&store.db).await.map_err(fail)?;
        if store.is_embedded() {
            // One process has this file: whoever held a job is gone.
            store.release_jobs().await?;
        }
        Ok(store)
    }

    /// Opens a database beside the process that runs on it, to look at it or to put something right. Nothing is
    /// made or brought up to date, and nobody's claims are touched.
    pub async fn attach(
        service: ServiceName,
        location: &Location,
        clock: Clock,
        ids: Ids,
    ) -> Result<Self, StoreError> {
        let fail = |source: DbErr| StoreError::Open {
            service,
            place: place(location),
            source,
        };
        if let Location::File(path) = location
            && !path.is_file()
        {
            return Err(fail(DbErr::Custom("there is no such file".into())));
        }
        let db = connect(service, location).await.map_err(fail)?;
        Ok(Self::on(db, service, location, clock, ids))
    }

    fn on(
        db: DatabaseConnection,
        service: ServiceName,
        location: &Location,
        clock: Clock,
        ids: Ids,
    ) -> Self {
        Self {
            service,
            writer: matches!(location, Location::File(_)).then(Arc::default),
            db,
            clock,
            ids,
            wake: Arc::new(watch::Sender::new(0)),
        }
    }

    /// Whose it is.
    pub fn service(&self) -> ServiceName {
        self.service
    }
    /// Whether it is a file of this process alone.
    pub fn is_embedded(&self) -> bool {
        self.writer.is_some()
    }
    /// The time its rows are dated by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }
    /// Where its ids come from.
    pub fn ids(&self) -> &Ids {
        &self.ids
    }

    /// For reading, outside a transaction.
    pub fn read(&self) -> &DatabaseConnection {
        &self.db
    }

    /// Begins a transaction. What is not [committed](Tx::commit) is rolled back when the [`Tx`] is dropped.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        let turn = match &self.writer {
            Some(line) => Some(line.clone().lock_owned().await),
            None => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let inner = self.db.begin_with_options(options).await?;
        Ok(Tx {
            inner,
            store: self.clone(),
            leaves_work: AtomicBool::new(false),
            published: Mutex::default(),
            _turn: turn,
        })
    }

    /// Copies a database that is a file into a new file, as it is at this moment.
    pub async fn copy_to(&self, path: &std::path::Path) -> Result<(), StoreError> {
        let quoted = path.display().to_string().replace('\'', "''");
        self.db
            .execute_unprepared(&format!("VACUUM INTO '{quoted}'"))
            .await?;
        Ok(())
    }

    /// Whether the database answers.
    pub async fn is_reachable(&self) -> bool {
        tokio::time::timeout(Duration::from_secs(2), self.db.ping())
            .await
            .is_ok_and(|r| r.is_ok())
    }

    /// Changes whenever a transaction has committed that left work behind: a fact to publish or a job to run.
    /// Each loop holds its own, so that no change is missed.
    pub(crate) fn signal(&self) -> watch::Receiver<u64> {
        self.wake.subscribe()
    }

    /// Says that there is work.
    pub(crate) fn wake(&self) {
        self.wake.send_modify(|n| *n = n.wrapping_add(1));
    }
}

/// An open transaction. See [`Store::write`].
pub struct Tx {
    inner: DatabaseTransaction,
    store: Store,
    leaves_work: AtomicBool,
    /// The subjects of its facts, to be counted when it commits.
    published: Mutex<Vec<&'static str>>,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Tx {
    /// For queries within the transaction.
    pub fn db(&self) -> &DatabaseTransaction {
        &self.inner
    }
    /// The store it writes to.
    pub fn store(&self) -> &Store {
        &self.store
    }
    /// Makes everything permanent, then wakes whoever publishes facts and runs jobs.
    pub async fn commit(self) -> Result<(), StoreError> {
        let Self {
            inner,
            store,
            leaves_work,
            published,
            _turn,
        } = self;
        inner.commit().await?;
        let published = published
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        metrics::facts_committed(store.service, &published);
        if leaves_work.into_inner() {
            store.wake();
        }
        Ok(())
    }
    /// Notes that the commit leaves work behind.
    pub(crate) fn leaves_work(&self) {
        self.leaves_work.store(true, Ordering::Relaxed);
    }
    /// Notes that the commit publishes a fact.
    pub(crate) fn published(&self, subject: &'static str) {
        self.leaves_work();
        self.published
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(subject);
    }
}

async fn connect(service: ServiceName, location: &Location) -> Result<DatabaseConnection, DbErr> {
    match location {
        Location::File(path) => {
            if let Some(dir) = path.parent() {
                std::fs::create_dir_all(dir)
                    .map_err(|e| DbErr::Custom(format!("{}: {e}", dir.display())))?;
            }
            let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", path.display()));
            options
                .sqlx_logging(false)
                .max_connections(6)
                .map_sqlx_sqlite_opts(|o| {
                    o.foreign_keys(true)
                        .create_if_missing(true)
                        .journal_mode(sea_orm::sqlx::sqlite::SqliteJournalMode::Wal)
                        // FULL: an acknowledged award survives a power cut.
                        .synchronous(sea_orm::sqlx::sqlite::SqliteSynchronous::Full)
                        .busy_timeout(Duration::from_secs(10))
                });
            Database::connect(options).await
        }
        Location::Postgres(url) => {
            let schema = service.snake();
            let mut options = ConnectOptions::new(url.expose().clone());
            options.sqlx_logging(false).max_connections(2);
            // PostgreSQL may be a moment behind us when everything starts together.
            let bare = patient(|| Database::connect(options.clone())).await?;
            let made = bare
                .execute_unprepared(&format!("CREATE SCHEMA IF NOT EXISTS {schema}"))
                .await;
            bare.close().await?;
            if let Err(error) = made {
                // Two processes may race here; then the schema is there all the same.
                let words = error.to_string();
                if !words.contains("already exists") && !words.contains("duplicate key") {
                    return Err(error);
                }
            }
            options
                .max_connections(16)
                .acquire_timeout(Duration::from_secs(10))
                .set_schema_search_path(schema);
            Database::connect(options).await
        }
    }
}

/// Tries for half a minute.
async fn patient<T, F: Future<Output = Result<T, DbErr>>>(
    attempt: impl Fn() -> F,
) -> Result<T, DbErr> {
    let mut wait = Duration::from_millis(250);
    for _ in 0..6 {
        match attempt().await {
            Ok(value) => return Ok(value),
            Err(error) => tracing::warn!(%error, "the database does not answer yet"),
        }
        tokio::time::sleep(wait).await;
        wait *= 2;
    }
    attempt().await
}

fn place(location: &Location) -> String {
    match location {
        Location::File(path) => path.display().to_string(),
        Location::Postgres(url) => url
            .expose()
            .split('@')
            .next_back()
            .unwrap_or("PostgreSQL")
            .to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;

    /// A store on a file of its own, gone with the directory.
    pub(crate) async fn store() -> (Store, tempfile::TempDir) {
        let dir = tempfile::tempdir().unwrap();
        let location = Location::File(dir.path().join("test.db"));
        (open(&location).await, dir)
    }

    /// A store of each kind: on a file and, where `ACCOLADE_TEST_POSTGRES` names a server as its administrator,
    /// on a database of its own there.
    pub(crate) async fn stores() -> Vec<(Store, Option<tempfile::TempDir>)> {
        let (embedded, dir) = store().await;
        let mut all = vec![(embedded, Some(dir))];
        if let Some(admin) = crate::config::environment("ACCOLADE_TEST_POSTGRES") {
            let name = format!("platform_test_{}", Ids::system().uuid_v4().simple());
            let db = Database::connect(&admin).await.unwrap();
            db.execute_unprepared(&format!("CREATE DATABASE {name}"))
                .await
                .unwrap();
            db.close().await.unwrap();
            let mut url = url::Url::parse(&admin).unwrap();
            url.set_path(&name);
            all.push((
                open(&Location::Postgres(url.to_string().into())).await,
                None,
            ));
        }
        all
    }

    async fn open(location: &Location) -> Store {
        Store::open(
            ServiceName::Issuance,
            location,
            Migrations::none(),
            Clock::system(),
            Ids::system(),
        )
        .await
        .unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::{tables::lease, testing::store};
    use sea_orm::{ActiveModelTrait as _, EntityTrait as _, Set};

    #[tokio::test(flavor = "multi_thread")]
    async fn writers_in_line_lose_nothing() {
        let (store, _dir) = store().await;
        let tasks: Vec<_> = (0..8)
            .map(|n| {
                let store = store.clone();
                #[expect(
                    clippy::disallowed_methods,
                    reason = "a test that wants real contention"
                )]
                tokio::spawn(async move {
                    for i in 0..20 {
                        let tx = store.write().await.unwrap();
                        lease::Entity::find().all(tx.db()).await.unwrap();
                        let row = lease::ActiveModel {
                            name: Set(format!("{n}-{i}")),
                            holder: Set(String::new()),
                            until: Set(0),
                        };
                        row.insert(tx.db()).await.unwrap();
                        tx.commit().await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(
            lease::Entity::find().all(store.read()).await.unwrap().len(),
            160
        );
    }

    #[tokio::test]
    async fn what_is_not_committed_did_not_happen() {
        let (store, _dir) = store().await;
        let tx = store.write().await.unwrap();
        lease::ActiveModel {
            name: Set("x".into()),
            holder: Set(String::new()),
            until: Set(0),
        }
        .insert(tx.db())
        .await
        .unwrap();
        drop(tx);
        assert!(
            lease::Entity::find()
                .all(store.read())
                .await
                .unwrap()
                .is_empty()
        );
        // The next writer gets its turn.
        store.write().await.unwrap().commit().await.unwrap();
    }
}
