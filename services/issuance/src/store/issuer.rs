//! Issuers and the DIDs they have had.

use super::{base::did, corrupt, paged::paged};
use crate::{
    Error,
    domain::{
        issuer::{Issuer, Profile},
        page::{Cursor, Listed, Page},
        policy::Policy,
    },
};
use platform::{
    clock::Timestamp,
    ids::{Id as _, IssuerId},
    store::Tx,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set, SqlErr,
};
use std::{fmt::Display, str::FromStr};

table!(
    /// An issuer.
    row, "issuer" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    slug: String,
    did: String,
    name: String,
    url: String,
    email: String,
    description: String,
    time_zone: String,
    locale: String,
    name_policy: String,
    recipient_policy: String,
    visible_from: String,
    show_revocation_reason: bool,
    accent: String,
    about_badges_url: String,
    support_contact: String,
    linkedin_organization_id: String,
    renew_url: String,
    mail: String,
    created_at: i64,
    version: i64,
});

/// An issuer by its id.
pub async fn by_id(db: &impl ConnectionTrait, id: IssuerId) -> Result<Option<Issuer>, Error> {
    row::Entity::find_by_id(id.uuid())
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// An issuer by its slug.
pub async fn by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<Issuer>, Error> {
    row::Entity::find()
        .filter(row::Column::Slug.eq(slug))
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// Several issuers by their ids; those there are not are left out.
pub async fn by_ids(db: &impl ConnectionTrait, ids: &[IssuerId]) -> Result<Vec<Issuer>, Error> {
    let ids = ids.iter().map(|id| id.uuid());
    row::Entity::find()
        .filter(row::Column::Id.is_in(ids))
        .all(db)
        .await?
        .into_iter()
        .map(read)
        .collect()
}

/// An issuer, its row locked until the transaction ends: what changes it, its keys or its staff goes one by one.
pub async fn locked(tx: &Tx, id: IssuerId) -> Result<Option<Issuer>, Error> {
    row::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?
        .map(read)
        .transpose()
}

/// A page of all issuers, oldest first.
pub async fn list(db: &impl ConnectionTrait, page: Page) -> Result<Listed<Issuer>, Error> {
    let query = row::Entity::find();
    let total = query.clone().count(db).await?;
    let issuers = paged(query, page, row::Column::CreatedAt, row::Column::Id, false)
        .all(db)
        .await?
        .into_iter()
        .map(read)
        .collect::<Result<Vec<_>, _>>()?;
    let place = |issuer: &Issuer| Cursor {
        at: issuer.created_at.micros(),
        id: issuer.id.uuid(),
    };
    Ok(page.listed(issuers, place).of(total))
}

/// Every DID the issuer has had, oldest first, each with its host.
pub async fn dids(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
) -> Result<Vec<(String, String)>, Error> {
    let rows = did::Entity::find()
        .filter(did::Column::Issuer.eq(issuer.uuid()))
        .order_by_asc(did::Column::Since)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.did, row.host)).collect())
}

/// The DID the issuer has under a host; none if it never issued there.
pub async fn did_at(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    host: &str,
) -> Result<Option<String>, Error> {
    let row = did::Entity::find()
        .filter(did::Column::Issuer.eq(issuer.uuid()))
        .filter(did::Column::Host.eq(host))
        .one(db)
        .await?;
    Ok(row.map(|row| row.did))
}

/// Every DID under a host, with whose it is.
pub async fn dids_at(
    db: &impl ConnectionTrait,
    host: &str,
) -> Result<Vec<(String, IssuerId)>, Error> {
    let rows = did::Entity::find()
        .filter(did::Column::Host.eq(host))
        .order_by_asc(did::Column::Since)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.did, IssuerId::from_uuid(row.issuer)))
        .collect())
}

/// Whose DID it is or was.
pub async fn of_did(db: &impl ConnectionTrait, name: &str) -> Result<Option<IssuerId>, Error> {
    Ok(did::Entity::find_by_id(name.to_owned())
        .one(db)
        .await?
        .map(|row| IssuerId::from_uuid(row.issuer)))
}

/// Every DID of every issuer.
pub async fn all_dids(db: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
    Ok(did::Entity::find()
        .order_by_asc(did::Column::Since)
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.did)
        .collect())
}

/// Adds an issuer with its first DID. `false` if its slug is taken.
pub async fn insert(tx: &Tx, issuer: &Issuer, host: &str) -> Result<bool, Error> {
    match write(issuer)?.insert(tx.db()).await {
        Ok(_) => {}
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            return Ok(false);
        }
        Err(error) => return Err(error.into()),
    }
    let first = did::ActiveModel {
        did: Set(issuer.did.clone()),
        issuer: Set(issuer.id.uuid()),
        host: Set(host.to_owned()),
        since: Set(issuer.created_at.micros()),
    };
    first.insert(tx.db()).await?;
    Ok(true)
}

/// Stores a changed issuer.
pub async fn update(tx: &Tx, issuer: &Issuer) -> Result<(), Error> {
    write(issuer)?.update(tx.db()).await?;
    Ok(())
}

fn write(issuer: &Issuer) -> Result<row::ActiveModel, Error> {
    let p = &issuer.profile;
    let mail = serde_json::to_string(&p.mail)
        .map_err(|e| corrupt("issuer", issuer.slug.as_str(), e.to_string()))?;
    Ok(row::ActiveModel {
        id: Set(issuer.id.uuid()),
        slug: Set(issuer.slug.to_string()),
        did: Set(issuer.did.clone()),
        name: Set(p.name.clone()),
        url: Set(p.url.clone()),
        email: Set(p.email.as_str().to_owned()),
        description: Set(p.description.clone()),
        time_zone: Set(p.zone.name().to_owned()),
        locale: Set(p.locale.clone()),
        name_policy: Set(p.policy.name.as_str().to_owned()),
        recipient_policy: Set(p.policy.recipient.as_str().to_owned()),
        visible_from: Set(p.policy.visible_from.as_str().to_owned()),
        show_revocation_reason: Set(p.policy.show_revocation_reason),
        accent: Set(p.accent.to_string()),
        about_badges_url: Set(p.about_badges_url.clone()),
        support_contact: Set(p.support_contact.clone()),
        linkedin_organization_id: Set(p.linkedin_organization_id.clone()),
        renew_url: Set(p.renew_url.clone()),
        mail: Set(mail),
        created_at: Set(issuer.created_at.micros()),
        version: Set(i64::try_from(issuer.version).unwrap_or(i64::MAX)),
    })
}

fn read(row: row::Model) -> Result<Issuer, Error> {
    fn parsed<T: FromStr<Err: Display>>(slug: &str, text: &str) -> Result<T, Error> {
        text.parse()
            .map_err(|e: T::Err| corrupt("issuer", slug, e.to_string()))
    }
    let slug = row.slug.as_str();
    let profile = Profile {
        email: parsed(slug, &row.email)?,
        zone: parsed(slug, &row.time_zone)?,
        accent: parsed(slug, &row.accent)?,
        policy: Policy {
            name: parsed(slug, &row.name_policy)?,
            recipient: parsed(slug, &row.recipient_policy)?,
            visible_from: parsed(slug, &row.visible_from)?,
            show_revocation_reason: row.show_revocation_reason,
        },
        name: row.name,
        url: row.url,
        description: row.description,
        locale: row.locale,
        about_badges_url: row.about_badges_url,
        support_contact: row.support_contact,
        linkedin_organization_id: row.linkedin_organization_id,
        renew_url: row.renew_url,
        mail: serde_json::from_str(&row.mail)
            .map_err(|e| corrupt("issuer", slug, e.to_string()))?,
    };
    Ok(Issuer {
        id: IssuerId::from_uuid(row.id),
        slug: parsed(slug, slug)?,
        did: row.did,
        profile,
        created_at: Timestamp::from_micros(row.created_at),
        version: u64::try_from(row.version).unwrap_or(0),
    })
}
