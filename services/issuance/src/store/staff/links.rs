//! Set-up links.

use crate::store::corrupt;
use crate::{
    Error,
    domain::staff::{LinkPurpose, SetUpLink},
};
use platform::{
    clock::Timestamp,
    ids::{Id as _, IssuerId, StaffId},
    signin::TokenHash,
    store::Tx,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, Set,
};

table!(
    /// A set-up link, by its token's hash.
    link, "set_up_link" {
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    token: Vec<u8>,
    staff: Uuid,
    purpose: String,
    issuer: Option<Uuid>,
    created_at: i64,
    used_at: Option<i64>,
});

/// A set-up link.
pub async fn set_up_link(
    db: &impl ConnectionTrait,
    token: TokenHash,
) -> Result<Option<SetUpLink>, Error> {
    link::Entity::find_by_id(token.to_vec())
        .one(db)
        .await?
        .map(read_link)
        .transpose()
}

/// A set-up link, its row locked: of two who use it at once the second finds it used.
pub async fn locked_link(tx: &Tx, token: TokenHash) -> Result<Option<SetUpLink>, Error> {
    link::Entity::find_by_id(token.to_vec())
        .lock_exclusive()
        .one(tx.db())
        .await?
        .map(read_link)
        .transpose()
}

/// Adds a set-up link; open ones of the same person and purpose stop working.
pub async fn insert_link(tx: &Tx, token: TokenHash, made: &SetUpLink) -> Result<(), Error> {
    let (purpose, issuer) = purpose_columns(made.purpose);
    let same_issuer = match issuer {
        Some(issuer) => link::Column::Issuer.eq(issuer),
        None => link::Column::Issuer.is_null(),
    };
    link::Entity::delete_many()
        .filter(link::Column::Staff.eq(made.staff.uuid()))
        .filter(link::Column::Purpose.eq(purpose))
        .filter(same_issuer)
        .filter(link::Column::UsedAt.is_null())
        .exec(tx.db())
        .await?;
    let row = link::ActiveModel {
        token: Set(token.to_vec()),
        staff: Set(made.staff.uuid()),
        purpose: Set(purpose.to_owned()),
        issuer: Set(issuer),
        created_at: Set(made.created_at.micros()),
        used_at: Set(None),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Uses a set-up link up.
pub async fn use_link(tx: &Tx, token: TokenHash, now: Timestamp) -> Result<(), Error> {
    link::ActiveModel {
        token: Set(token.to_vec()),
        used_at: Set(Some(now.micros())),
        ..Default::default()
    }
    .update(tx.db())
    .await?;
    Ok(())
}

fn purpose_columns(purpose: LinkPurpose) -> (&'static str, Option<uuid::Uuid>) {
    match purpose {
        LinkPurpose::Join(issuer) => ("join", issuer.map(|i| i.uuid())),
        LinkPurpose::Reset => ("reset", None),
    }
}

fn read_link(row: link::Model) -> Result<SetUpLink, Error> {
    let staff = StaffId::from_uuid(row.staff);
    Ok(SetUpLink {
        staff,
        purpose: match row.purpose.as_str() {
            "join" => LinkPurpose::Join(row.issuer.map(IssuerId::from_uuid)),
            "reset" => LinkPurpose::Reset,
            other => {
                return Err(corrupt(
                    "set_up_link",
                    &staff.to_string(),
                    format!("`{other}` is no purpose"),
                ));
            }
        },
        created_at: Timestamp::from_micros(row.created_at),
        used_at: row.used_at.map(Timestamp::from_micros),
    })
}
