//! What people may do at which issuer.

use super::{open, row};
use crate::store::{corrupt, issuer::row as issuer_row};
use crate::{
    Error,
    domain::staff::{Appointment, Colleague, Membership, Person},
};
use platform::{
    Foundation,
    clock::{NotATime, Timestamp},
    identity::Role,
    ids::{Id as _, IssuerId, StaffId},
    store::Tx,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set, sea_query::OnConflict,
};
use std::collections::HashMap;

table!(
    /// What a person may do at an issuer.
    role, "staff_role" {
    #[sea_orm(primary_key, auto_increment = false)]
    issuer: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    staff: Uuid,
    role: String,
    added_at: i64,
    accepted_at: Option<i64>,
});

/// Everything a person is appointed to.
pub async fn appointments(
    db: &impl ConnectionTrait,
    staff: StaffId,
) -> Result<Vec<Appointment>, Error> {
    let rows = role::Entity::find()
        .filter(role::Column::Staff.eq(staff.uuid()))
        .order_by_asc(role::Column::AddedAt)
        .all(db)
        .await?;
    rows.iter().map(read_role).collect()
}

/// What a person is appointed to at an issuer.
pub async fn appointment(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    staff: StaffId,
) -> Result<Option<Appointment>, Error> {
    role::Entity::find_by_id((issuer.uuid(), staff.uuid()))
        .one(db)
        .await?
        .as_ref()
        .map(read_role)
        .transpose()
}

/// Appoints a person, or changes the appointment.
pub async fn appoint(tx: &Tx, staff: StaffId, appointment: &Appointment) -> Result<(), Error> {
    let row = role::ActiveModel {
        issuer: Set(appointment.issuer.uuid()),
        staff: Set(staff.uuid()),
        role: Set(appointment.role.as_str().to_owned()),
        added_at: Set(appointment.added_at.micros()),
        accepted_at: Set(appointment.accepted_at.map(Timestamp::micros)),
    };
    let on_conflict = OnConflict::columns([role::Column::Issuer, role::Column::Staff])
        .update_columns([role::Column::Role, role::Column::AcceptedAt])
        .to_owned();
    role::Entity::insert(row)
        .on_conflict(on_conflict)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// Takes a person off the staff of an issuer.
pub async fn dismiss(tx: &Tx, issuer: IssuerId, staff: StaffId) -> Result<(), Error> {
    role::Entity::delete_by_id((issuer.uuid(), staff.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// How many others than `staff` own the issuer.
pub async fn other_owners(tx: &Tx, issuer: IssuerId, staff: StaffId) -> Result<u64, Error> {
    let query = role::Entity::find()
        .filter(role::Column::Issuer.eq(issuer.uuid()))
        .filter(role::Column::Staff.ne(staff.uuid()))
        .filter(role::Column::Role.eq(Role::Owner.as_str()))
        .filter(role::Column::AcceptedAt.is_not_null());
    Ok(query.count(tx.db()).await?)
}

/// The staff of an issuer, longest there first.
pub async fn colleagues(
    foundation: &Foundation,
    issuer: IssuerId,
) -> Result<Vec<Colleague>, Error> {
    let db = foundation.store.read();
    let roles = role::Entity::find()
        .filter(role::Column::Issuer.eq(issuer.uuid()))
        .order_by_asc(role::Column::AddedAt)
        .order_by_asc(role::Column::Staff)
        .all(db)
        .await?;
    let people = row::Entity::find()
        .filter(row::Column::Id.is_in(roles.iter().map(|r| r.staff)))
        .all(db)
        .await?;
    let mut people: HashMap<_, _> = people.into_iter().map(|p| (p.id, p)).collect();
    let mut colleagues = Vec::with_capacity(roles.len());
    for found in &roles {
        if let Some(person) = people.remove(&found.staff) {
            colleagues.push(Colleague {
                person: open(foundation, person).await?,
                appointment: read_role(found)?,
            });
        }
    }
    Ok(colleagues)
}

/// The issuers where a person may act: those whose appointment they took, or, for an operator, the first
/// `most` of all.
pub async fn memberships(
    db: &impl ConnectionTrait,
    person: &Person,
    most: u64,
) -> Result<Vec<Membership>, Error> {
    let taken: HashMap<_, _> = appointments(db, person.id)
        .await?
        .into_iter()
        .filter(|a| a.accepted_at.is_some())
        .map(|a| (a.issuer, a.role))
        .collect();
    let mut query = issuer_row::Entity::find()
        .order_by_asc(issuer_row::Column::Name)
        .order_by_asc(issuer_row::Column::Id)
        .limit(most);
    if !person.operator {
        query = query.filter(issuer_row::Column::Id.is_in(taken.keys().map(|id| id.uuid())));
    }
    let read = |found: issuer_row::Model| {
        let issuer = IssuerId::from_uuid(found.id);
        Ok(Membership {
            issuer,
            role: taken.get(&issuer).copied().unwrap_or(Role::Owner),
            accent: found
                .accent
                .parse()
                .map_err(|e: artwork::ColourError| corrupt("issuer", &found.slug, e.to_string()))?,
            slug: found
                .slug
                .parse()
                .map_err(|_| corrupt("issuer", &found.slug, "its slug is none".into()))?,
            zone: found
                .time_zone
                .parse()
                .map_err(|e: NotATime| corrupt("issuer", &found.slug, e.to_string()))?,
            name: found.name,
        })
    };
    query.all(db).await?.into_iter().map(read).collect()
}

fn read_role(row: &role::Model) -> Result<Appointment, Error> {
    Ok(Appointment {
        issuer: IssuerId::from_uuid(row.issuer),
        role: row
            .role
            .parse()
            .map_err(|e| corrupt("staff_role", &row.staff.to_string(), e))?,
        added_at: Timestamp::from_micros(row.added_at),
        accepted_at: row.accepted_at.map(Timestamp::from_micros),
    })
}
