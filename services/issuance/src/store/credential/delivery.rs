//! The mails about a badge, as notification tells of them.

use crate::Error;
use platform::{
    clock::Timestamp,
    ids::{CredentialId, Id as _},
    store::Tx,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set,
    sea_query::OnConflict,
};
use std::collections::HashMap;

table!(
    /// What became of a mail about a badge.
    delivery, "credential_delivery" {
    #[sea_orm(primary_key, auto_increment = false)]
    credential: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    message: String,
    kind: String,
    state: String,
    reason: String,
    at: i64,
});

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// `award`, `reminder_30` …
    pub kind: String,
    /// `delivered` or `failed`.
    pub state: String,
    /// Why it failed.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// Notes what became of a mail; the first word stands.
pub async fn note_delivery(
    tx: &Tx,
    credential: CredentialId,
    message: &str,
    noted: &Delivery,
) -> Result<(), Error> {
    let row = delivery::ActiveModel {
        credential: Set(credential.uuid()),
        message: Set(message.to_owned()),
        kind: Set(noted.kind.clone()),
        state: Set(noted.state.clone()),
        reason: Set(noted.reason.clone()),
        at: Set(noted.at.micros()),
    };
    let on_conflict =
        OnConflict::columns([delivery::Column::Credential, delivery::Column::Message])
            .do_nothing()
            .to_owned();
    delivery::Entity::insert(row)
        .on_conflict(on_conflict)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// The mails about several badges, newest first.
pub async fn deliveries(
    db: &impl ConnectionTrait,
    ids: &[CredentialId],
) -> Result<HashMap<CredentialId, Vec<Delivery>>, Error> {
    let rows = delivery::Entity::find()
        .filter(delivery::Column::Credential.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_desc(delivery::Column::At)
        .all(db)
        .await?;
    let mut all: HashMap<CredentialId, Vec<Delivery>> = HashMap::new();
    for row in rows {
        let noted = Delivery {
            kind: row.kind,
            state: row.state,
            reason: row.reason,
            at: Timestamp::from_micros(row.at),
        };
        all.entry(CredentialId::from_uuid(row.credential))
            .or_default()
            .push(noted);
    }
    Ok(all)
}
