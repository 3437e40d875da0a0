//! The base addresses this installation has had. Badges name them for ever, so none may be lost.

use crate::{Config, Error, StartError, domain::issuer, store::issuer::row as issuer_row};
use platform::{Foundation, config::PublicUrl, store::Tx};
use sea_orm::{
    ActiveModelTrait as _, EntityTrait as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::OnConflict,
};

table!(
    /// A base address; the one in force has no `left_at`.
    row, "base_address" {
    #[sea_orm(primary_key, auto_increment = false)]
    url: String,
    host: String,
    since: i64,
    left_at: Option<i64>,
});

table!(
    /// A DID an issuer has had, one a host.
    did, "issuer_did" {
    #[sea_orm(primary_key, auto_increment = false)]
    did: String,
    issuer: Uuid,
    host: String,
    since: i64,
});

/// Notes the configured base address. Refuses one that would leave a former one unanswered; on a new one every
/// issuer gets a DID there and issues under it from now on.
pub(crate) async fn settle(foundation: &Foundation, config: &Config) -> Result<(), StartError> {
    let configured = &config.public_url;
    let tx = foundation.store.write().await?;
    let rows = row::Entity::find()
        .order_by_asc(row::Column::Since)
        .lock_exclusive()
        .all(tx.db())
        .await?;
    for known in &rows {
        if known.url != configured.as_str()
            && config
                .aliases
                .iter()
                .all(|alias| alias.as_str() != known.url)
        {
            let kept = config
                .aliases
                .iter()
                .map(PublicUrl::as_str)
                .chain([known.url.as_str()]);
            return Err(StartError::BaseAddress {
                configured: configured.to_string(),
                recorded: known.url.clone(),
                fix: kept.collect::<Vec<_>>().join(","),
            });
        }
    }
    if rows
        .iter()
        .any(|known| known.url == configured.as_str() && known.left_at.is_none())
    {
        return Ok(());
    }
    let now = foundation.clock.now().micros();
    for known in &rows {
        let left_at = if known.url == configured.as_str() {
            None
        } else {
            known.left_at.or(Some(now))
        };
        row::ActiveModel {
            url: Set(known.url.clone()),
            left_at: Set(left_at),
            ..Default::default()
        }
        .update(tx.db())
        .await?;
    }
    if rows.iter().all(|known| known.url != configured.as_str()) {
        let fresh = row::ActiveModel {
            url: Set(configured.to_string()),
            host: Set(configured.host().to_owned()),
            since: Set(now),
            left_at: Set(None),
        };
        // Of two processes that start at once one is first.
        let on_conflict = OnConflict::column(row::Column::Url).do_nothing().to_owned();
        row::Entity::insert(fresh)
            .on_conflict(on_conflict)
            .exec_without_returning(tx.db())
            .await?;
    }
    move_issuers(&tx, configured, now).await?;
    tx.commit().await?;
    Ok(())
}

async fn move_issuers(tx: &Tx, base: &PublicUrl, now: i64) -> Result<(), StartError> {
    for found in issuer_row::Entity::find()
        .lock_exclusive()
        .all(tx.db())
        .await?
    {
        let corrupt = |problem: String| platform::store::StoreError::Corrupt {
            table: "issuer",
            row: found.slug.clone(),
            problem,
        };
        let slug = found
            .slug
            .parse()
            .map_err(|e: issuer::NotASlug| corrupt(e.to_string()))?;
        let name = issuer::did(base, &slug).map_err(|e| corrupt(e.to_string()))?;
        if did::Entity::find_by_id(name.clone())
            .one(tx.db())
            .await?
            .is_none()
        {
            did::ActiveModel {
                did: Set(name.clone()),
                issuer: Set(found.id),
                host: Set(base.host().to_owned()),
                since: Set(now),
            }
            .insert(tx.db())
            .await?;
        }
        let version = found.version + 1;
        issuer_row::ActiveModel {
            id: Set(found.id),
            did: Set(name),
            version: Set(version),
            ..Default::default()
        }
        .update(tx.db())
        .await?;
    }
    Ok(())
}

/// Every base address there was, the one in force first, then the newest.
pub async fn all(db: &impl sea_orm::ConnectionTrait) -> Result<Vec<PublicUrl>, Error> {
    let mut rows = row::Entity::find()
        .order_by_desc(row::Column::Since)
        .all(db)
        .await?;
    rows.sort_by_key(|known| known.left_at.is_some());
    Ok(rows
        .iter()
        .filter_map(|known| PublicUrl::parse(&known.url).ok())
        .collect())
}
