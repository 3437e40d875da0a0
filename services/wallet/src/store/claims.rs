//! Claim links.

use super::{
    corrupt,
    tables::{claim, claim_badge},
};
use crate::domain::{
    address::{AddressKey, EmailAddress},
    claim::{Claim, ClaimedBadge},
};
use platform::{
    Secret,
    clock::Timestamp,
    ids::{CredentialId, Id as _},
    seal::{DataKey, Keyring, Place},
    signin::{Token, TokenHash},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set, sea_query::Expr,
};

/// Names the data key of a mailbox that may belong to nobody with an account.
fn owner(address: &AddressKey) -> String {
    let hex: String = address.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("mailbox {hex}")
}

/// The claim link of a token.
pub async fn by_token(
    store: &Store,
    keyring: &Keyring,
    token: TokenHash,
) -> Result<Option<Claim>, StoreError> {
    let Some(row) = claim::Entity::find()
        .filter(claim::Column::Token.eq(token.to_vec()))
        .one(store.read())
        .await?
    else {
        return Ok(None);
    };
    let Some(key) = store
        .data_key(keyring, &owner(&AddressKey(row.address.clone())))
        .await?
    else {
        return Ok(None);
    };
    read(store.read(), row, &key).await.map(Some)
}

/// The same within a transaction, to be used: nobody else uses it meanwhile.
pub async fn by_token_for_change(
    tx: &Tx,
    keyring: &Keyring,
    token: TokenHash,
) -> Result<Option<Claim>, StoreError> {
    let found = claim::Entity::find()
        .filter(claim::Column::Token.eq(token.to_vec()))
        .lock_exclusive()
        .one(tx.db())
        .await?;
    with_badges(tx, keyring, found).await
}

/// The claim link of a message, and its token.
pub async fn by_mint(
    tx: &Tx,
    keyring: &Keyring,
    mint: &str,
) -> Result<Option<(Claim, Secret<String>)>, StoreError> {
    let found = claim::Entity::find_by_id(mint.to_owned())
        .one(tx.db())
        .await?;
    let Some(row) = found.clone() else {
        return Ok(None);
    };
    let Some(claim) = with_badges(tx, keyring, found).await? else {
        return Ok(None);
    };
    let key = tx.data_key(keyring, &owner(&claim.address)).await?;
    let token = key.open_text(
        &Place {
            table: "claim",
            column: "sealed_token",
            row: mint,
        },
        &row.sealed_token,
    )?;
    Ok(Some((claim, Secret::from(token))))
}

async fn with_badges(
    tx: &Tx,
    keyring: &Keyring,
    found: Option<claim::Model>,
) -> Result<Option<Claim>, StoreError> {
    let Some(row) = found else { return Ok(None) };
    let key = tx
        .data_key(keyring, &owner(&AddressKey(row.address.clone())))
        .await?;
    read(tx.db(), row, &key).await.map(Some)
}

async fn read(
    db: &impl ConnectionTrait,
    row: claim::Model,
    key: &DataKey,
) -> Result<Claim, StoreError> {
    let badges = claim_badge::Entity::find()
        .filter(claim_badge::Column::Mint.eq(row.mint.clone()))
        .order_by_asc(claim_badge::Column::Credential)
        .all(db)
        .await?;
    let email = key.open_text(
        &Place {
            table: "claim",
            column: "email",
            row: &row.mint,
        },
        &row.email,
    )?;
    Ok(Claim {
        email: email
            .parse()
            .map_err(|_| corrupt("claim", &row.mint, "email"))?,
        mint: row.mint,
        address: AddressKey(row.address),
        expires_at: Timestamp::from_micros(row.expires_at),
        used_at: row.used_at.map(Timestamp::from_micros),
        badges: badges
            .into_iter()
            .map(|b| ClaimedBadge {
                credential: CredentialId::from_uuid(b.credential),
                ended_at: b.ended_at.map(Timestamp::from_micros),
            })
            .collect(),
    })
}

/// What a new link is made of.
pub struct NewClaim<'a> {
    /// The message or request.
    pub mint: &'a str,
    /// The secret.
    pub token: &'a Token,
    /// The mailbox.
    pub email: &'a EmailAddress,
    /// What the mailbox is found by.
    pub address: &'a AddressKey,
    /// When it ends.
    pub expires_at: Timestamp,
    /// What it opens.
    pub credentials: &'a [CredentialId],
}

/// Keeps a new link.
pub async fn add(tx: &Tx, keyring: &Keyring, new: &NewClaim<'_>) -> Result<(), StoreError> {
    let key = tx.data_key(keyring, &owner(new.address)).await?;
    let row = claim::ActiveModel {
        mint: Set(new.mint.to_owned()),
        token: Set(new.token.hash().to_vec()),
        sealed_token: Set(key.seal_text(
            &Place {
                table: "claim",
                column: "sealed_token",
                row: new.mint,
            },
            &new.token.reveal(),
        )),
        email: Set(key.seal_text(
            &Place {
                table: "claim",
                column: "email",
                row: new.mint,
            },
            new.email.as_str(),
        )),
        address: Set(new.address.0.clone()),
        created_at: Set(tx.store().clock().now().micros()),
        expires_at: Set(new.expires_at.micros()),
        used_at: Set(None),
    };
    row.insert(tx.db()).await?;
    let badges = new
        .credentials
        .iter()
        .map(|credential| claim_badge::ActiveModel {
            mint: Set(new.mint.to_owned()),
            credential: Set(credential.uuid()),
            ended_at: Set(None),
        });
    claim_badge::Entity::insert_many(badges)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// Notes that a link was used for these badges: every other link of theirs ends with it.
pub async fn used(
    tx: &Tx,
    mint: &str,
    credentials: &[CredentialId],
    now: Timestamp,
) -> Result<(), StoreError> {
    claim::Entity::update_many()
        .col_expr(claim::Column::UsedAt, Expr::value(now.micros()))
        .filter(claim::Column::Mint.eq(mint))
        .exec(tx.db())
        .await?;
    claim_badge::Entity::update_many()
        .col_expr(claim_badge::Column::EndedAt, Expr::value(now.micros()))
        .filter(claim_badge::Column::Credential.is_in(super::ids(credentials)))
        .filter(claim_badge::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}
