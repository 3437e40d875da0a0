//! Facts that a consumer gave up on: kept whole, until a person has them tried again.

use super::{Store, StoreError, tables::dead_letter};
use crate::{bus::Event, clock::Timestamp};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

/// An event a consumer gave up on.
pub(crate) struct DeadLetter<'a> {
    pub event: &'a Event,
    pub consumer: &'a str,
    pub error: String,
}

/// A fact that was put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutAside {
    /// The fact's id.
    pub event: Uuid,
    /// The service that could not deal with it.
    pub consumer: String,
    /// What kind of fact.
    pub subject: String,
    /// When it was put aside.
    pub at: Timestamp,
    /// Why.
    pub error: String,
    /// Whether somebody has asked for it to be tried again.
    pub is_retried: bool,
}

impl Store {
    /// Keeps an event that a consumer gave up on, to be looked at and tried again by hand.
    pub(crate) async fn bury(&self, letter: &DeadLetter<'_>) -> Result<(), StoreError> {
        let event = letter.event;
        let row = dead_letter::ActiveModel {
            event: Set(event.id),
            consumer: Set(letter.consumer.to_owned()),
            subject: Set(event.subject.clone()),
            kind: Set(event.kind.clone()),
            headers: Set(serde_json::to_string(&event.headers).unwrap_or_default()),
            payload: Set(event.payload.to_vec()),
            error: Set(letter.error.clone()),
            at: Set(self.clock().now().micros()),
            retry_at: Set(None),
            tenant: Set(event.tenant.clone()),
            aggregate: Set(event.aggregate.clone()),
            version: Set(i64::try_from(event.version).unwrap_or(i64::MAX)),
            occurred_at: Set(event.occurred_at.micros()),
        };
        let tx = self.write().await?;
        let on_conflict =
            OnConflict::columns([dead_letter::Column::Event, dead_letter::Column::Consumer])
                .update_columns([
                    dead_letter::Column::Error,
                    dead_letter::Column::At,
                    dead_letter::Column::RetryAt,
                ])
                .to_owned();
        dead_letter::Entity::insert(row)
            .on_conflict(on_conflict)
            .exec_without_returning(tx.db())
            .await?;
        tx.commit().await
    }

    /// Facts that were put aside, the oldest first.
    pub async fn facts_put_aside(&self, most: u64) -> Result<Vec<PutAside>, StoreError> {
        let rows = dead_letter::Entity::find()
            .order_by_asc(dead_letter::Column::At)
            .limit(most)
            .all(self.read())
            .await?;
        let letters = rows.into_iter().map(|row| PutAside {
            event: row.event,
            consumer: row.consumer,
            subject: row.subject,
            at: Timestamp::from_micros(row.at),
            error: row.error,
            is_retried: row.retry_at.is_some(),
        });
        Ok(letters.collect())
    }

    pub(crate) async fn count_put_aside(&self) -> Result<u64, StoreError> {
        Ok(dead_letter::Entity::find().count(self.read()).await?)
    }

    /// Asks for facts that were put aside to be tried again: the one with this id, or all of them. Whoever feeds
    /// their consumer does so within a few seconds. Answers how many.
    pub async fn retry_facts(&self, only: Option<Uuid>) -> Result<u64, StoreError> {
        let now = self.clock().now().micros();
        let tx = self.write().await?;
        let mut asked = dead_letter::Entity::update_many()
            .col_expr(dead_letter::Column::RetryAt, Expr::value(now))
            .filter(dead_letter::Column::RetryAt.is_null());
        if let Some(id) = only {
            asked = asked.filter(dead_letter::Column::Event.eq(id));
        }
        let asked = asked.exec(tx.db()).await?;
        tx.commit().await?;
        Ok(asked.rows_affected)
    }

    /// Facts that somebody asked for to be tried again, with the consumer of each.
    pub(crate) async fn facts_to_retry(
        &self,
        most: u64,
    ) -> Result<Vec<(String, Event)>, StoreError> {
        let rows = dead_letter::Entity::find()
            .filter(dead_letter::Column::RetryAt.is_not_null())
            .order_by_asc(dead_letter::Column::At)
            .limit(most)
            .all(self.read())
            .await?;
        let letters = rows.into_iter().map(|row| {
            let event = Event {
                id: row.event,
                subject: row.subject,
                kind: row.kind,
                tenant: row.tenant,
                aggregate: row.aggregate,
                version: u64::try_from(row.version).unwrap_or(0),
                occurred_at: Timestamp::from_micros(row.occurred_at),
                headers: serde_json::from_str(&row.headers).unwrap_or_default(),
                payload: row.payload.into(),
            };
            (row.consumer, event)
        });
        Ok(letters.collect())
    }

    /// A fact that was put aside is dealt with.
    pub(crate) async fn dealt_with_after_all(
        &self,
        event: Uuid,
        consumer: &str,
    ) -> Result<(), StoreError> {
        let tx = self.write().await?;
        dead_letter::Entity::delete_by_id((event, consumer.to_owned()))
            .exec(tx.db())
            .await?;
        tx.commit().await
    }
}
