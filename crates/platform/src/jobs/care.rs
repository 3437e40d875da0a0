//! What an operator sees of jobs, and can do for those that do not get done.

use crate::{
    clock::Timestamp,
    store::{Store, StoreError, tables::job},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A job that has failed and is not done yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StuckJob {
    /// Its id, to name it by.
    pub id: Uuid,
    /// What kind of work.
    pub kind: String,
    /// What it is about.
    pub key: String,
    /// How often it has failed since it last got on.
    pub attempts: u32,
    /// When it was first asked for.
    pub created_at: Timestamp,
    /// When it is tried again; none if it was given up and waits for a person.
    pub next_at: Option<Timestamp>,
    /// Why it failed the last time.
    pub last_error: String,
}

/// The jobs of one kind, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// Those whose time has come, running ones among them.
    pub due: u64,
    /// Those that have failed and will be tried again.
    pub failing: u64,
    /// Those that were given up.
    pub dead: u64,
}

impl Store {
    /// Jobs that have failed and are not done, those that were given up first, then by age.
    pub async fn stuck_jobs(&self, most: u64) -> Result<Vec<StuckJob>, StoreError> {
        let rows = job::Entity::find()
            .filter(job::Column::Attempts.gt(0))
            .order_by_desc(job::Column::Attempts)
            .order_by_asc(job::Column::CreatedAt)
            .limit(most)
            .all(self.read())
            .await?;
        Ok(rows.into_iter().map(stuck).collect())
    }

    /// Begins jobs that were given up anew: the one with this id, or all of them. Answers them as they were.
    pub async fn retry_jobs(&self, only: Option<Uuid>) -> Result<Vec<StuckJob>, StoreError> {
        let tx = self.write().await?;
        let mut dead = job::Entity::find().filter(job::Column::FailedAt.is_not_null());
        if let Some(id) = only {
            dead = dead.filter(job::Column::Id.eq(id));
        }
        let rows = dead.lock_exclusive().all(tx.db()).await?;
        let now = self.clock().now().micros();
        for row in &rows {
            // With the payload it had: it goes on where it stood.
            let mut row = row.clone().into_active_model();
            row.failed_at = Set(None);
            row.attempts = Set(0);
            row.due_at = Set(now);
            row.update(tx.db()).await?;
        }
        tx.leaves_work();
        tx.commit().await?;
        Ok(rows.into_iter().map(stuck).collect())
    }

    /// How many jobs of each kind there are, and how they fare.
    pub async fn count_jobs(&self) -> Result<BTreeMap<String, JobCounts>, StoreError> {
        let now = self.clock().now().micros();
        let count = |filter: sea_orm::Condition| async {
            let rows: Vec<(String, i64)> = job::Entity::find()
                .select_only()
                .column(job::Column::Kind)
                .column_as(job::Column::Id.count(), "jobs")
                .filter(filter)
                .group_by(job::Column::Kind)
                .into_tuple()
                .all(self.read())
                .await?;
            Ok::<_, StoreError>(rows)
        };
        let living = || sea_orm::Condition::all().add(job::Column::FailedAt.is_null());
        let due = count(living().add(job::Column::DueAt.lte(now))).await?;
        let failing = count(living().add(job::Column::Attempts.gt(0))).await?;
        let dead =
            count(sea_orm::Condition::all().add(job::Column::FailedAt.is_not_null())).await?;
        let mut all = BTreeMap::<String, JobCounts>::new();
        let mut put = |rows: Vec<(String, i64)>, place: fn(&mut JobCounts) -> &mut u64| {
            for (kind, jobs) in rows {
                *place(all.entry(kind).or_default()) = u64::try_from(jobs).unwrap_or(0);
            }
        };
        put(due, |c| &mut c.due);
        put(failing, |c| &mut c.failing);
        put(dead, |c| &mut c.dead);
        Ok(all)
    }
}

fn stuck(row: job::Model) -> StuckJob {
    StuckJob {
        id: row.id,
        kind: row.kind,
        key: row.key,
        attempts: u32::try_from(row.attempts).unwrap_or(0),
        created_at: Timestamp::from_micros(row.created_at),
        next_at: row
            .failed_at
            .is_none()
            .then(|| Timestamp::from_micros(row.due_at)),
        last_error: row.last_error.unwrap_or_default(),
    }
}
