use super::{
    Store, StoreError, Tx,
    tables::{delivery, inbox, lease, outbox},
};
use crate::{bus::Event, clock::Timestamp, telemetry};
use contracts::Fact;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
    sea_query::{Expr, OnConflict},
};
use std::{collections::BTreeMap, time::Duration};
use uuid::Uuid;

impl Tx {
    /// Publishes a fact when, and only if, this transaction commits. The trace in progress goes with it.
    pub async fn publish<F: Fact>(&self, fact: &F) -> Result<Uuid, StoreError> {
        let now = self.store().clock().now();
        let id = self.store().ids().uuid_v7(now);
        let mut headers = BTreeMap::new();
        telemetry::inject(&mut headers);
        let row = outbox::ActiveModel {
            id: Set(id),
            subject: Set(F::SUBJECT.to_owned()),
            kind: Set(F::full_name()),
            tenant: Set(fact.tenant().to_owned()),
            aggregate: Set(fact.aggregate().to_owned()),
            version: Set(i64::try_from(fact.version()).unwrap_or(i64::MAX)),
            occurred_at: Set(now.micros()),
            headers: Set(serde_json::to_string(&headers).unwrap_or_default()),
            payload: Set(fact.encode_to_vec()),
            published_at: Set(None),
            ..Default::default()
        };
        row.insert(self.db()).await?;
        self.published(F::SUBJECT);
        Ok(id)
    }

    /// Notes that `consumer` deals with this event in this transaction. `false` if it has done so before: then
    /// there is nothing to do.
    pub async fn first_time(&self, event: &Event, consumer: &str) -> Result<bool, StoreError> {
        let row = inbox::ActiveModel {
            event: Set(event.id),
            consumer: Set(consumer.to_owned()),
            at: Set(self.store().clock().now().micros()),
        };
        let on_conflict = OnConflict::columns([inbox::Column::Event, inbox::Column::Consumer])
            .do_nothing()
            .to_owned();
        let inserted = inbox::Entity::insert(row)
            .on_conflict(on_conflict)
            .exec_without_returning(self.db())
            .await?;
        Ok(inserted > 0)
    }
}

/// An event that waits for one consumer of this process.
pub(crate) struct Deliverable {
    pub seq: i64,
    pub attempts: i32,
    pub event: Event,
}

/// How a service's facts fare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutboxState {
    /// Facts that wait to be published or, in process, delivered.
    pub waiting: u64,
    /// The age of the oldest of them.
    pub lag: Duration,
    /// Facts that were put aside.
    pub dead: u64,
}

impl Store {
    /// The oldest facts not yet published.
    pub(crate) async fn unpublished(&self, limit: u64) -> Result<Vec<(i64, Event)>, StoreError> {
        let rows = outbox::Entity::find()
            .filter(outbox::Column::PublishedAt.is_null())
            .order_by_asc(outbox::Column::Seq)
            .limit(limit)
            .all(self.read())
            .await?;
        Ok(rows.into_iter().map(|row| (row.seq, event(row))).collect())
    }

    /// Marks facts as published.
    pub(crate) async fn mark_published(&self, seqs: &[i64]) -> Result<(), StoreError> {
        let tx = self.write().await?;
        outbox::Entity::update_many()
            .col_expr(
                outbox::Column::PublishedAt,
                Expr::value(self.clock().now().micros()),
            )
            .filter(outbox::Column::Seq.is_in(seqs.to_vec()))
            .exec(tx.db())
            .await?;
        tx.commit().await
    }

    /// Turns unpublished facts into one delivery row per consumer that listens to their subject, in one
    /// transaction. Answers how many facts that were.
    pub(crate) async fn fan_out(
        &self,
        consumers: impl Fn(&str) -> Vec<String>,
        limit: u64,
    ) -> Result<usize, StoreError> {
        let tx = self.write().await?;
        let rows = outbox::Entity::find()
            .filter(outbox::Column::PublishedAt.is_null())
            .order_by_asc(outbox::Column::Seq)
            .limit(limit)
            .all(tx.db())
            .await?;
        if rows.is_empty() {
            return Ok(0);
        }
        let now = self.clock().now().micros();
        let deliveries: Vec<_> = rows
            .iter()
            .flat_map(|row| {
                consumers(&row.subject)
                    .into_iter()
                    .map(|consumer| (row.seq, consumer))
            })
            .map(|(seq, consumer)| delivery::ActiveModel {
                seq: Set(seq),
                consumer: Set(consumer),
                attempts: Set(0),
                due_at: Set(now),
                done_at: Set(None),
                dead_at: Set(None),
                last_error: Set(None),
            })
            .collect();
        if !deliveries.is_empty() {
            delivery::Entity::insert_many(deliveries)
                .exec_without_returning(tx.db())
                .await?;
        }
        let seqs: Vec<i64> = rows.iter().map(|r| r.seq).collect();
        outbox::Entity::update_many()
            .col_expr(outbox::Column::PublishedAt, Expr::value(now))
            .filter(outbox::Column::Seq.is_in(seqs))
            .exec(tx.db())
            .await?;
        tx.commit().await?;
        Ok(rows.len())
    }

    /// What is due for a consumer, oldest first.
    pub(crate) async fn due_deliveries(
        &self,
        consumer: &str,
        limit: u64,
    ) -> Result<Vec<Deliverable>, StoreError> {
        let due = delivery::Entity::find()
            .filter(delivery::Column::Consumer.eq(consumer))
            .filter(delivery::Column::DoneAt.is_null())
            .filter(delivery::Column::DeadAt.is_null())
            .filter(delivery::Column::DueAt.lte(self.clock().now().micros()))
            .order_by_asc(delivery::Column::Seq)
            .limit(limit)
            .all(self.read())
            .await?;
        let facts = outbox::Entity::find()
            .filter(outbox::Column::Seq.is_in(due.iter().map(|d| d.seq)))
            .all(self.read())
            .await?;
        let mut by_seq: BTreeMap<i64, outbox::Model> =
            facts.into_iter().map(|f| (f.seq, f)).collect();
        Ok(due
            .into_iter()
            .filter_map(|d| {
                by_seq.remove(&d.seq).map(|fact| Deliverable {
                    seq: d.seq,
                    attempts: d.attempts,
                    event: event(fact),
                })
            })
            .collect())
    }

    /// Marks deliveries as done.
    pub(crate) async fn delivered(&self, consumer: &str, seqs: &[i64]) -> Result<(), StoreError> {
        let tx = self.write().await?;
        delivery::Entity::update_many()
            .col_expr(
                delivery::Column::DoneAt,
                Expr::value(self.clock().now().micros()),
            )
            .filter(delivery::Column::Consumer.eq(consumer))
            .filter(delivery::Column::Seq.is_in(seqs.to_vec()))
            .exec(tx.db())
            .await?;
        tx.commit().await
    }

    /// Notes a failed delivery and how many there were: tried again at `due`, or, without one, never.
    pub(crate) async fn not_delivered(
        &self,
        seq: i64,
        consumer: &str,
        attempts: i32,
        error: &str,
        due: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let now = self.clock().now().micros();
        let tx = self.write().await?;
        let mut change = delivery::Entity::update_many()
            .col_expr(delivery::Column::Attempts, Expr::value(attempts))
            .col_expr(delivery::Column::LastError, Expr::value(error.to_owned()));
        change = match due {
            Some(at) => change.col_expr(delivery::Column::DueAt, Expr::value(at.micros())),
            None => change.col_expr(delivery::Column::DeadAt, Expr::value(now)),
        };
        change
            .filter(delivery::Column::Consumer.eq(consumer))
            .filter(delivery::Column::Seq.eq(seq))
            .exec(tx.db())
            .await?;
        tx.commit().await
    }

    /// How many facts wait to be published or, in process, delivered.
    pub async fn backlog(&self) -> Result<u64, StoreError> {
        use sea_orm::PaginatorTrait as _;
        let waiting = outbox::Entity::find()
            .filter(outbox::Column::PublishedAt.is_null())
            .count(self.read())
            .await?;
        let undelivered = delivery::Entity::find()
            .filter(delivery::Column::DoneAt.is_null())
            .filter(delivery::Column::DeadAt.is_null())
            .count(self.read())
            .await?;
        Ok(waiting + undelivered)
    }

    /// How the outbox fares.
    pub async fn outbox_state(&self) -> Result<OutboxState, StoreError> {
        let unpublished = outbox::Entity::find()
            .filter(outbox::Column::PublishedAt.is_null())
            .order_by_asc(outbox::Column::Seq)
            .one(self.read())
            .await?;
        let undelivered = delivery::Entity::find()
            .filter(delivery::Column::DoneAt.is_null())
            .filter(delivery::Column::DeadAt.is_null())
            .order_by_asc(delivery::Column::Seq)
            .one(self.read())
            .await?;
        let undelivered = match undelivered {
            Some(row) => outbox::Entity::find_by_id(row.seq).one(self.read()).await?,
            None => None,
        };
        let oldest = unpublished
            .into_iter()
            .chain(undelivered)
            .map(|fact| fact.occurred_at)
            .min();
        let now = self.clock().now();
        Ok(OutboxState {
            waiting: self.backlog().await?,
            lag: oldest.map_or(Duration::ZERO, |at| now.since(Timestamp::from_micros(at))),
            dead: self.count_put_aside().await?,
        })
    }

    /// Removes what is long done: facts and deliveries `keep` after publishing, inbox notes after twice that.
    pub(crate) async fn prune(&self, keep: Duration) -> Result<(), StoreError> {
        let now = self.clock().now();
        let tx = self.write().await?;
        delivery::Entity::delete_many()
            .filter(delivery::Column::DoneAt.lt(now.minus(keep).micros()))
            .exec(tx.db())
            .await?;
        outbox::Entity::delete_many()
            .filter(outbox::Column::PublishedAt.lt(now.minus(keep).micros()))
            .filter(
                outbox::Column::Seq.not_in_subquery(
                    sea_orm::sea_query::Query::select()
                        .column(delivery::Column::Seq)
                        .from(delivery::Entity)
                        .to_owned(),
                ),
            )
            .exec(tx.db())
            .await?;
        inbox::Entity::delete_many()
            .filter(inbox::Column::At.lt(now.minus(keep * 2).micros()))
            .exec(tx.db())
            .await?;
        tx.commit().await
    }

    /// Takes or keeps a lease for `time`. `false` if another holds it.
    pub(crate) async fn lease(
        &self,
        name: &str,
        holder: &str,
        time: Duration,
    ) -> Result<bool, StoreError> {
        let now = self.clock().now();
        let tx = self.write().await?;
        let row = lease::ActiveModel {
            name: Set(name.to_owned()),
            holder: Set(holder.to_owned()),
            until: Set(now.plus(time).micros()),
        };
        let fresh = lease::Entity::insert(row)
            .on_conflict(
                OnConflict::column(lease::Column::Name)
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(tx.db())
            .await?;
        let mine = fresh > 0
            || lease::Entity::update_many()
                .col_expr(lease::Column::Holder, Expr::value(holder))
                .col_expr(lease::Column::Until, Expr::value(now.plus(time).micros()))
                .filter(lease::Column::Name.eq(name))
                .filter(
                    Condition::any()
                        .add(lease::Column::Holder.eq(holder))
                        .add(lease::Column::Until.lt(now.micros())),
                )
                .exec(tx.db())
                .await?
                .rows_affected
                > 0;
        tx.commit().await?;
        Ok(mine)
    }
}

fn event(row: outbox::Model) -> Event {
    Event {
        id: row.id,
        subject: row.subject,
        kind: row.kind,
        tenant: row.tenant,
        aggregate: row.aggregate,
        version: u64::try_from(row.version).unwrap_or(0),
        occurred_at: Timestamp::from_micros(row.occurred_at),
        headers: serde_json::from_str(&row.headers).unwrap_or_default(),
        payload: row.payload.into(),
    }
}
