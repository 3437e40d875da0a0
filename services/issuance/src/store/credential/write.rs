//! Storing badges: everything of one in the transaction of its cause.

use super::{
    New,
    index::{EMAIL, index, member_index, owner},
    rows::{changing, fresh, hold, hold_rows, row, seal, word, word_rows},
};
use crate::{
    Error,
    domain::{credential::Credential, recipient::Personal, revision::Revision},
    store::{revision, status_list},
};
use platform::{
    ids::{CredentialId, Id as _},
    seal::{DataKey, Keyring},
    store::Tx,
};
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use std::collections::HashMap;

/// Stores new badges with their first revisions and takes their status entries, all in this transaction.
pub async fn insert_many(tx: &Tx, keyring: &Keyring, new: &[New]) -> Result<(), Error> {
    if new.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(new.len());
    let mut holds = Vec::new();
    let mut words = Vec::new();
    let mut revisions = Vec::with_capacity(new.len());
    let mut keys: HashMap<String, DataKey> = HashMap::new();
    for one in new {
        let owner = owner(keyring, one.credential.issuer, &one.personal.recipient);
        let key = match keys.get(&owner) {
            Some(key) => key.clone(),
            None => keys
                .entry(owner.clone())
                .or_insert(tx.data_key(keyring, &owner).await?)
                .clone(),
        };
        rows.push(fresh(keyring, &key, owner, one)?);
        holds.extend(hold_rows(&one.credential));
        words.extend(word_rows(
            keyring,
            &one.credential,
            &one.personal.recipient.name,
        ));
        revisions.push(revision::write(&key, &one.revision));
    }
    row::Entity::insert_many(rows)
        .exec_without_returning(tx.db())
        .await?;
    if !holds.is_empty() {
        hold::Entity::insert_many(holds)
            .exec_without_returning(tx.db())
            .await?;
    }
    if !words.is_empty() {
        word::Entity::insert_many(words)
            .exec_without_returning(tx.db())
            .await?;
    }
    revision::insert_many(tx, revisions).await?;
    let entries: Vec<_> = new
        .iter()
        .map(|one| {
            (
                one.credential.status,
                one.credential.id,
                one.credential.bit(),
            )
        })
        .collect();
    status_list::take(tx, &entries).await
}

/// Stores a changed badge and its holds; what is personal stays as it is.
pub async fn update(tx: &Tx, credential: &Credential) -> Result<(), Error> {
    let change = row::ActiveModel {
        id: Set(credential.id.uuid()),
        ..changing(credential)
    };
    change.update(tx.db()).await?;
    hold::Entity::delete_many()
        .filter(hold::Column::Credential.eq(credential.id.uuid()))
        .exec(tx.db())
        .await?;
    let holds = hold_rows(credential);
    if !holds.is_empty() {
        hold::Entity::insert_many(holds)
            .exec_without_returning(tx.db())
            .await?;
    }
    Ok(())
}

/// Stores what is personal in a badge anew, and what it is found by.
pub async fn update_personal(
    tx: &Tx,
    keyring: &Keyring,
    credential: &Credential,
    personal: &Personal,
) -> Result<(), Error> {
    let key = key_of(tx, keyring, credential.id).await?;
    let recipient = &personal.recipient;
    let change = row::ActiveModel {
        id: Set(credential.id.uuid()),
        personal: Set(seal(&key, credential.id, personal)?),
        email_index: Set(index(
            keyring,
            EMAIL,
            credential.issuer,
            &recipient.email.folded(),
        )),
        member_index: Set((!recipient.member_number.is_empty())
            .then(|| member_index(keyring, credential.issuer, &recipient.member_number))),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    word::Entity::delete_many()
        .filter(word::Column::Credential.eq(credential.id.uuid()))
        .exec(tx.db())
        .await?;
    let words = word_rows(keyring, credential, &recipient.name);
    if !words.is_empty() {
        word::Entity::insert_many(words)
            .exec_without_returning(tx.db())
            .await?;
    }
    Ok(())
}

/// Stores a further revision.
pub async fn insert_revision(tx: &Tx, keyring: &Keyring, made: &Revision) -> Result<(), Error> {
    let key = key_of(tx, keyring, made.credential).await?;
    revision::insert_many(tx, vec![revision::write(&key, made)]).await
}

async fn key_of(tx: &Tx, keyring: &Keyring, id: CredentialId) -> Result<DataKey, Error> {
    let found = row::Entity::find_by_id(id.uuid())
        .one(tx.db())
        .await?
        .ok_or(Error::NotFound("credential"))?;
    Ok(tx.data_key(keyring, &found.owner).await?)
}
