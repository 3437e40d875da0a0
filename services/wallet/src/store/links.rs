//! Requests for mails with a link, and the links.

use super::{corrupt, tables::link};
use crate::domain::{
    address::AddressKey,
    link::{Link, Purpose},
};
use platform::{
    Secret,
    clock::Timestamp,
    ids::{AddressId, EarnerId, Id as _, RequestId},
    seal::{Keyring, Place},
    signin::{Token, TokenHash},
    store::{StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QuerySelect as _, Set,
};

fn email_of(id: &str) -> Place<'_> {
    Place {
        table: "link",
        column: "email",
        row: id,
    }
}
fn token_of(id: &str) -> Place<'_> {
    Place {
        table: "link",
        column: "sealed_token",
        row: id,
    }
}

/// Keeps a request. These rows live for days, not longer; they are sealed by the service's own key.
pub async fn add(tx: &Tx, keyring: &Keyring, request: &Link) -> Result<(), StoreError> {
    let id = request.id.to_string();
    let row = link::ActiveModel {
        id: Set(request.id.uuid()),
        purpose: Set(request.purpose.as_str().to_owned()),
        token: Set(None),
        sealed_token: Set(None),
        email: Set(request
            .email
            .as_ref()
            .map(|email| keyring.seal_text(&email_of(&id), email.as_str()))),
        key: Set(request.key.0.clone()),
        earner: Set(request.earner.map(|e| e.uuid())),
        asked_by: Set(request.asked_by.map(|e| e.uuid())),
        address: Set(request.address.map(|a| a.uuid())),
        claim: Set(request.claim.clone()),
        created_at: Set(request.created_at.micros()),
        expires_at: Set(None),
        used_at: Set(None),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// A request.
pub async fn request(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    id: RequestId,
) -> Result<Option<Link>, StoreError> {
    link::Entity::find_by_id(id.uuid())
        .one(db)
        .await?
        .map(|row| read(keyring, row))
        .transpose()
}

/// The same to be mailed, with the token it has already.
pub async fn request_for_change(
    tx: &Tx,
    keyring: &Keyring,
    id: RequestId,
) -> Result<Option<(Link, Option<Secret<String>>)>, StoreError> {
    let Some(row) = link::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?
    else {
        return Ok(None);
    };
    let token = match &row.sealed_token {
        Some(sealed) => Some(Secret::from(
            keyring.open_text(&token_of(&id.to_string()), sealed)?,
        )),
        None => None,
    };
    Ok(Some((read(keyring, row)?, token)))
}

/// The link of a token.
pub async fn by_token(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    token: TokenHash,
) -> Result<Option<Link>, StoreError> {
    link::Entity::find()
        .filter(link::Column::Token.eq(token.to_vec()))
        .one(db)
        .await?
        .map(|row| read(keyring, row))
        .transpose()
}

/// The same to be used: nobody else uses it meanwhile.
pub async fn by_token_for_change(
    tx: &Tx,
    keyring: &Keyring,
    token: TokenHash,
) -> Result<Option<Link>, StoreError> {
    let row = link::Entity::find()
        .filter(link::Column::Token.eq(token.to_vec()))
        .lock_exclusive()
        .one(tx.db())
        .await?;
    row.map(|row| read(keyring, row)).transpose()
}

/// Gives a request its token.
pub async fn set_token(
    tx: &Tx,
    keyring: &Keyring,
    id: RequestId,
    token: &Token,
) -> Result<(), StoreError> {
    let row = link::ActiveModel {
        id: Set(id.uuid()),
        token: Set(Some(token.hash().to_vec())),
        sealed_token: Set(Some(
            keyring.seal_text(&token_of(&id.to_string()), &token.reveal()),
        )),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    Ok(())
}

/// Sets when a link ends.
pub async fn set_end(tx: &Tx, id: RequestId, end: Timestamp) -> Result<(), StoreError> {
    link::ActiveModel {
        id: Set(id.uuid()),
        expires_at: Set(Some(end.micros())),
        ..Default::default()
    }
    .update(tx.db())
    .await?;
    Ok(())
}

/// Notes that a link was used.
pub async fn used(tx: &Tx, id: RequestId, now: Timestamp) -> Result<(), StoreError> {
    link::ActiveModel {
        id: Set(id.uuid()),
        used_at: Set(Some(now.micros())),
        ..Default::default()
    }
    .update(tx.db())
    .await?;
    Ok(())
}

/// How many mails were asked for to a mailbox since then.
pub async fn asked_since(
    db: &impl ConnectionTrait,
    key: &AddressKey,
    since: Timestamp,
) -> Result<u64, StoreError> {
    let query = link::Entity::find()
        .filter(link::Column::Key.eq(key.0.clone()))
        .filter(link::Column::CreatedAt.gt(since.micros()));
    Ok(query
        .filter(link::Column::Email.is_not_null())
        .count(db)
        .await?)
}

/// How often a fresh link was asked for with one old link since then.
pub async fn renewals_since(
    db: &impl ConnectionTrait,
    claim: &str,
    since: Timestamp,
) -> Result<u64, StoreError> {
    let query = link::Entity::find()
        .filter(link::Column::Claim.eq(claim))
        .filter(link::Column::CreatedAt.gt(since.micros()));
    Ok(query.count(db).await?)
}

/// How many mails an account asked for since then.
pub async fn asked_by_since(
    db: &impl ConnectionTrait,
    earner: EarnerId,
    since: Timestamp,
) -> Result<u64, StoreError> {
    let query = link::Entity::find().filter(link::Column::CreatedAt.gt(since.micros()));
    Ok(query
        .filter(link::Column::AskedBy.eq(earner.uuid()))
        .count(db)
        .await?)
}

fn read(keyring: &Keyring, row: link::Model) -> Result<Link, StoreError> {
    let id = RequestId::from_uuid(row.id);
    let place = id.to_string();
    let email = match &row.email {
        Some(sealed) => Some(
            keyring
                .open_text(&email_of(&place), sealed)?
                .parse()
                .map_err(|_| corrupt("link", id, "email"))?,
        ),
        None => None,
    };
    Ok(Link {
        id,
        purpose: Purpose::parse(&row.purpose).ok_or_else(|| corrupt("link", id, "purpose"))?,
        email,
        key: AddressKey(row.key),
        earner: row.earner.map(EarnerId::from_uuid),
        asked_by: row.asked_by.map(EarnerId::from_uuid),
        address: row.address.map(AddressId::from_uuid),
        claim: row.claim,
        created_at: Timestamp::from_micros(row.created_at),
        expires_at: row.expires_at.map(Timestamp::from_micros),
        used_at: row.used_at.map(Timestamp::from_micros),
    })
}
