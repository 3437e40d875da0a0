//! Mails that would have been sent, each sealed by its recipient's key.

use super::tables::mailbox;
use crate::mailer::Mail;
use platform::{
    clock::Timestamp,
    ids::{Id as _, IssuerId, MessageId},
    seal::{Keyring, Place},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set, sea_query::OnConflict,
};

fn place(row: &str) -> Place<'_> {
    Place {
        table: "mailbox",
        column: "mail",
        row,
    }
}

/// The blind index of an address, over all tenants.
pub fn address_key(keyring: &Keyring, address: &str) -> Vec<u8> {
    keyring.blind("address", "", &platform::seal::fold(address))
}

/// Keeps a mail. A second one of the same message changes nothing.
pub async fn keep(tx: &Tx, keyring: &Keyring, mail: &Mail) -> Result<(), StoreError> {
    let address = address_key(keyring, &mail.to);
    let owner = format!("recipient:{}", hex(&address));
    let key = tx.data_key(keyring, &owner).await?;
    let row = mail.message.to_string();
    let row = mailbox::ActiveModel {
        message: Set(mail.message.uuid()),
        issuer: Set(mail.issuer.map(|i| i.uuid())),
        kind: Set(mail.kind.as_str().to_owned()),
        address: Set(address),
        owner: Set(owner),
        mail: Set(key.seal_json(&place(&row), mail)?),
        sent_at: Set(mail.at.micros()),
    };
    let known = OnConflict::column(mailbox::Column::Message)
        .do_nothing()
        .to_owned();
    mailbox::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// One mail.
pub async fn find(
    store: &Store,
    keyring: &Keyring,
    message: MessageId,
) -> Result<Option<Mail>, StoreError> {
    match mailbox::Entity::find_by_id(message.uuid())
        .one(store.read())
        .await?
    {
        Some(row) => open(store, keyring, row).await,
        None => Ok(None),
    }
}

/// What of the mailbox is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only mails to the address with this blind index.
    pub address: Option<Vec<u8>>,
    /// Only mails about this issuer's badges.
    pub issuer: Option<IssuerId>,
    /// Only mails older than this one.
    pub after: Option<(Timestamp, MessageId)>,
}

/// Mails, newest first, `most` at most, and how many there are in all.
pub async fn list(
    store: &Store,
    keyring: &Keyring,
    wanted: &Wanted,
    most: u64,
) -> Result<(Vec<Mail>, u64), StoreError> {
    let mut of = mailbox::Entity::find();
    if let Some(address) = &wanted.address {
        of = of.filter(mailbox::Column::Address.eq(address.clone()));
    }
    if let Some(issuer) = wanted.issuer {
        of = of.filter(mailbox::Column::Issuer.eq(issuer.uuid()));
    }
    let total = of.clone().count(store.read()).await?;
    if let Some((at, message)) = wanted.after {
        of = of.filter(
            Condition::any()
                .add(mailbox::Column::SentAt.lt(at.micros()))
                .add(
                    Condition::all()
                        .add(mailbox::Column::SentAt.eq(at.micros()))
                        .add(mailbox::Column::Message.lt(message.uuid())),
                ),
        );
    }
    let rows = of
        .order_by_desc(mailbox::Column::SentAt)
        .order_by_desc(mailbox::Column::Message)
        .limit(most)
        .all(store.read())
        .await?;
    let mut mails = Vec::with_capacity(rows.len());
    for row in rows {
        mails.extend(open(store, keyring, row).await?);
    }
    Ok((mails, total))
}

/// Nothing where the recipient was erased: the key is gone.
async fn open(
    store: &Store,
    keyring: &Keyring,
    row: mailbox::Model,
) -> Result<Option<Mail>, StoreError> {
    let Some(key) = store.data_key(keyring, &row.owner).await? else {
        return Ok(None);
    };
    let name = MessageId::from_uuid(row.message).to_string();
    Ok(Some(key.open_json(&place(&name), &row.mail)?))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
