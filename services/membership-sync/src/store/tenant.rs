//! What is kept of each issuer: its time zone, and when its records last came in whole. Its row is also the lock
//! under which records of the issuer are changed.

use super::optional_day;
use platform::{
    clock::{CalendarDate, Timestamp, Zone},
    ids::{Id as _, IssuerId},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
    sea_query::{Expr, OnConflict},
};

table!(
    /// An issuer.
    tenant, "tenant" {
    #[sea_orm(primary_key, auto_increment = false)]
    issuer_id: Uuid,
    zone: Option<String>,
    zone_at: Option<i64>,
    synced_on: Option<i32>,
    created_at: i64,
});
use tenant::{ActiveModel, Column, Entity, Model};

/// An issuer as its records are kept.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Which.
    pub issuer: IssuerId,
    /// Its time zone and when we asked for it; none before the first time.
    pub zone: Option<(Zone, Timestamp)>,
    /// When its records last came in whole and well.
    pub synced_on: Option<CalendarDate>,
}

impl TryFrom<Model> for Tenant {
    type Error = StoreError;
    fn try_from(row: Model) -> Result<Self, StoreError> {
        let zone = row
            .zone
            .and_then(|name| name.parse::<Zone>().ok())
            .zip(row.zone_at.map(Timestamp::from_micros));
        Ok(Self {
            issuer: IssuerId::from_uuid(row.issuer_id),
            zone,
            synced_on: optional_day("tenant", row.issuer_id, row.synced_on)?,
        })
    }
}

/// The issuer, if we have heard of it.
pub async fn find(store: &Store, issuer: IssuerId) -> Result<Option<Tenant>, StoreError> {
    Entity::find_by_id(issuer.uuid())
        .one(store.read())
        .await?
        .map(Tenant::try_from)
        .transpose()
}

/// Makes the issuer's row if there is none. `true` if it is new.
pub async fn ensure(tx: &Tx, issuer: IssuerId) -> Result<bool, StoreError> {
    let row = ActiveModel {
        issuer_id: Set(issuer.uuid()),
        zone: Set(None),
        zone_at: Set(None),
        synced_on: Set(None),
        created_at: Set(tx.store().clock().now().micros()),
    };
    let conflict = OnConflict::column(Column::IssuerId).do_nothing().to_owned();
    Ok(Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(tx.db())
        .await?
        > 0)
}

/// Takes the issuer's turn until the transaction ends: nobody else changes its records meanwhile.
pub async fn lock(tx: &Tx, issuer: IssuerId) -> Result<Option<Tenant>, StoreError> {
    Entity::find_by_id(issuer.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?
        .map(Tenant::try_from)
        .transpose()
}

/// Notes the issuer's time zone.
pub async fn set_zone(tx: &Tx, issuer: IssuerId, zone: &Zone) -> Result<(), StoreError> {
    let row = ActiveModel {
        issuer_id: Set(issuer.uuid()),
        zone: Set(Some(zone.name().to_owned())),
        zone_at: Set(Some(tx.store().clock().now().micros())),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    Ok(())
}

/// Forgets when the zone was asked for, so that it is asked for again.
pub async fn forget_zone(tx: &Tx, issuer: IssuerId) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::ZoneAt, Expr::value(Option::<i64>::None))
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Notes that the records came in whole and well.
pub async fn set_synced(tx: &Tx, issuer: IssuerId, on: CalendarDate) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::SyncedOn, Expr::value(on.days()))
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Every issuer we have heard of.
pub async fn all(store: &Store) -> Result<Vec<IssuerId>, StoreError> {
    let ids: Vec<uuid::Uuid> = Entity::find()
        .select_only()
        .column(Column::IssuerId)
        .order_by_asc(Column::IssuerId)
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(ids.into_iter().map(IssuerId::from_uuid).collect())
}
