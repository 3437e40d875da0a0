//! Pictures, kept by what they are: the same picture is stored once.

use crate::{Error, domain::achievement::Digest};
use platform::{clock::Timestamp, store::Tx};
use sea_orm::{ConnectionTrait, EntityTrait as _, Set, sea_query::OnConflict};
use sha2::{Digest as _, Sha256};

table!(
    /// A picture.
    row, "image" {
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    digest: Vec<u8>,
    media_type: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    bytes: Vec<u8>,
    created_at: i64,
});

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// `image/svg+xml` or `image/png`.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Image {
    /// An SVG.
    pub fn svg(svg: String) -> Self {
        Self {
            media_type: "image/svg+xml".into(),
            bytes: svg.into_bytes(),
        }
    }
    /// A PNG.
    pub fn png(bytes: Vec<u8>) -> Self {
        Self {
            media_type: "image/png".into(),
            bytes,
        }
    }
    /// What it is kept by.
    pub fn digest(&self) -> Digest {
        Digest(Sha256::digest(&self.bytes).into())
    }
}

/// A picture by its digest.
pub async fn by_digest(db: &impl ConnectionTrait, digest: Digest) -> Result<Option<Image>, Error> {
    let found = row::Entity::find_by_id(digest.0.to_vec()).one(db).await?;
    Ok(found.map(|row| Image {
        media_type: row.media_type,
        bytes: row.bytes,
    }))
}

/// Keeps a picture.
pub async fn keep(tx: &Tx, image: &Image, now: Timestamp) -> Result<Digest, Error> {
    let digest = image.digest();
    let row = row::ActiveModel {
        digest: Set(digest.0.to_vec()),
        media_type: Set(image.media_type.clone()),
        bytes: Set(image.bytes.clone()),
        created_at: Set(now.micros()),
    };
    let on_conflict = OnConflict::column(row::Column::Digest)
        .do_nothing()
        .to_owned();
    row::Entity::insert(row)
        .on_conflict(on_conflict)
        .exec_without_returning(tx.db())
        .await?;
    Ok(digest)
}
