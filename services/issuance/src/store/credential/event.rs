//! What happened to a badge. Reasons are sealed by the key of the person the badge is about, so that they go with it.

use super::{person_key, person_key_within};
use crate::{
    Error,
    domain::{
        credential::{Credential, Fact},
        history::{By, Event, What},
        hold::HoldOwner,
        page::{Cursor, Listed, Page},
    },
    store::{corrupt, paged::paged},
};
use platform::{
    clock::Timestamp,
    ids::{CredentialId, Id as _, IssuerId},
    seal::{DataKey, Keyring, Place},
    store::{Store, Tx},
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};

table!(
    /// Something that happened to a badge.
    event, "credential_event" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    issuer: Uuid,
    credential: Uuid,
    what: String,
    hold: String,
    actor_kind: String,
    actor: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    reason: Option<Vec<u8>>,
    at: i64,
});

fn place(row: &str) -> Place<'_> {
    Place {
        table: "credential_event",
        column: "reason",
        row,
    }
}

/// Writes down what lies between two states of a badge, in the transaction that stores the second.
pub async fn note_event(
    tx: &Tx,
    keyring: &Keyring,
    (before, after): (&Credential, &Credential),
    fact: &Fact,
    by: &By,
) -> Result<(), Error> {
    let Some((what, hold)) = What::between(before, after, fact) else {
        return Ok(());
    };
    let now = tx.store().clock().now();
    let id = tx.store().ids().uuid_v7(now);
    let reason = match person_key_within(tx, keyring, after.id).await? {
        Some(key) if !by.reason.is_empty() => {
            Some(key.seal_json(&place(&id.to_string()), &by.reason)?)
        }
        // Of an erased person nothing is written any more.
        _ => None,
    };
    let row = event::ActiveModel {
        id: Set(id),
        issuer: Set(after.issuer.uuid()),
        credential: Set(after.id.uuid()),
        what: Set(what.as_str().to_owned()),
        hold: Set(hold.map_or("", HoldOwner::as_str).to_owned()),
        actor_kind: Set(by.kind.to_owned()),
        actor: Set(by.subject.clone()),
        reason: Set(reason),
        at: Set(now.micros()),
    };
    event::Entity::insert(row)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// What happened to a badge of this issuer, newest first.
pub async fn events(
    store: &Store,
    keyring: &Keyring,
    issuer: IssuerId,
    id: CredentialId,
    page: Page,
) -> Result<Listed<Event>, Error> {
    let query = event::Entity::find()
        .filter(event::Column::Issuer.eq(issuer.uuid()))
        .filter(event::Column::Credential.eq(id.uuid()));
    let rows = paged(query, page, event::Column::At, event::Column::Id, true)
        .all(store.read())
        .await?;
    let key = person_key(store, keyring, id).await?;
    let listed = page.listed(rows, |row| Cursor {
        at: row.at,
        id: row.id,
    });
    let read = listed.rows.iter().map(|row| read(row, key.as_ref()));
    let read = read.collect::<Result<Vec<_>, _>>()?;
    Ok(listed.with(read))
}

fn read(row: &event::Model, key: Option<&DataKey>) -> Result<Event, Error> {
    let name = row.id.to_string();
    let problem = |problem: String| corrupt("credential_event", &name, problem);
    let hold = (!row.hold.is_empty()).then(|| row.hold.parse());
    let reason = match (key, &row.reason) {
        (Some(key), Some(sealed)) => key.open_json(&place(&name), sealed)?,
        _ => String::new(),
    };
    Ok(Event {
        what: row
            .what
            .parse()
            .map_err(|e: crate::domain::policy::UnknownWord| problem(e.to_string()))?,
        hold: hold
            .transpose()
            .map_err(|e: crate::domain::policy::UnknownWord| problem(e.to_string()))?,
        at: Timestamp::from_micros(row.at),
        by: row.actor_kind.clone(),
        subject: row.actor.clone(),
        reason,
    })
}
