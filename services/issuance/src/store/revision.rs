//! The signed states of badges, sealed by the person's own key.

use super::corrupt;
use crate::{
    Error,
    domain::{
        revision::{Change, Revision},
        status_list::StatusPlace,
    },
};
use platform::{
    clock::Timestamp,
    ids::{CredentialId, Id as _, StatusListId, VersionId},
    seal::{DataKey, Place},
    store::Tx,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};

table!(
    /// A revision.
    row, "revision" {
    #[sea_orm(primary_key, auto_increment = false)]
    credential: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    number: i64,
    change: String,
    achievement_version: Uuid,
    valid_from: i64,
    signed_at: i64,
    verification_method: String,
    digest: String,
    status_list: Uuid,
    status_index: i64,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    document: Vec<u8>,
});

/// What the ledger keeps of a revision in clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From 1.
    pub number: u32,
    /// See [`Revision::digest`].
    pub digest: String,
    /// The key it was signed with.
    pub verification_method: String,
    /// When it was signed.
    pub signed_at: Timestamp,
}

/// A badge's ledger, newest first.
pub async fn ledger(
    db: &impl ConnectionTrait,
    credential: CredentialId,
) -> Result<Vec<Entry>, Error> {
    let rows: Vec<(i64, String, String, i64)> = row::Entity::find()
        .select_only()
        .columns([
            row::Column::Number,
            row::Column::Digest,
            row::Column::VerificationMethod,
            row::Column::SignedAt,
        ])
        .filter(row::Column::Credential.eq(credential.uuid()))
        .order_by_desc(row::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    let entry = |(number, digest, verification_method, signed_at)| Entry {
        number: u32::try_from(number).unwrap_or(0),
        digest,
        verification_method,
        signed_at: Timestamp::from_micros(signed_at),
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// One revision, its document opened.
pub async fn by_number(
    db: &impl ConnectionTrait,
    key: &DataKey,
    credential: CredentialId,
    number: u32,
) -> Result<Option<Revision>, Error> {
    let Some(row) = row::Entity::find_by_id((credential.uuid(), i64::from(number)))
        .one(db)
        .await?
    else {
        return Ok(None);
    };
    let name = name(credential, number);
    let change = match row.change.as_str() {
        "issued" => Change::Issued,
        "renewed" => Change::Renewed,
        "corrected" => Change::Corrected,
        other => {
            return Err(corrupt(
                "revision",
                &name,
                format!("unknown change {other}"),
            ));
        }
    };
    Ok(Some(Revision {
        credential,
        number,
        change,
        version: VersionId::from_uuid(row.achievement_version),
        valid_from: Timestamp::from_micros(row.valid_from),
        signed_at: Timestamp::from_micros(row.signed_at),
        verification_method: row.verification_method,
        digest: row.digest,
        status: StatusPlace {
            list: StatusListId::from_uuid(row.status_list),
            index: u32::try_from(row.status_index).unwrap_or(0),
        },
        document: key.open_text(&place(&name), &row.document)?,
    }))
}

pub(super) fn write(key: &DataKey, made: &Revision) -> row::ActiveModel {
    row::ActiveModel {
        credential: Set(made.credential.uuid()),
        number: Set(i64::from(made.number)),
        change: Set(made.change.as_str().to_owned()),
        achievement_version: Set(made.version.uuid()),
        valid_from: Set(made.valid_from.micros()),
        signed_at: Set(made.signed_at.micros()),
        verification_method: Set(made.verification_method.clone()),
        digest: Set(made.digest.clone()),
        status_list: Set(made.status.list.uuid()),
        status_index: Set(i64::from(made.status.index)),
        document: Set(key.seal_text(&place(&name(made.credential, made.number)), &made.document)),
    }
}

pub(super) async fn insert_many(tx: &Tx, rows: Vec<row::ActiveModel>) -> Result<(), Error> {
    row::Entity::insert_many(rows)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

fn name(credential: CredentialId, number: u32) -> String {
    format!("{credential}/{number}")
}
fn place(row: &str) -> Place<'_> {
    Place {
        table: "revision",
        column: "document",
        row,
    }
}
