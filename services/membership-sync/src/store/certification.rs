//! Certifications: the certificate's number and evidence are sealed by the member's key.

use super::{
    Source, count, day,
    member::{self, key_owner},
};
use crate::domain::certification::Certification;
use platform::{
    ids::{CertificationId, Id as _, IssuerId, MemberId},
    seal::{DataKey, Keyring, Place, fold},
    store::{Store, StoreError, Tx},
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, hash_map::Entry};
use uuid::Uuid;

table!(
    /// A certification passed.
    certification, "certification" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    issuer_id: Uuid,
    member_id: Uuid,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    certificate_index: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    sealed: Vec<u8>,
    certification: String,
    level: String,
    passed_on: i32,
    version: i64,
    created_at: i64,
    updated_at: i64,
});
use certification::{ActiveModel, Column, Entity, Model};

/// What of a certification tells who it belongs to, and what no query asks for.
#[derive(Serialize, Deserialize)]
struct Details {
    certificate_number: String,
    evidence_url: String,
    level_rank: u32,
}

/// A certification as stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Names the record.
    pub id: CertificationId,
    /// Whose it is.
    pub member: MemberId,
    /// The record.
    pub record: Certification,
    /// Grows by one with each change.
    pub version: u64,
}

/// Where a certificate's number is looked up.
pub fn certificate_index(keyring: &Keyring, issuer: IssuerId, number: &str) -> Vec<u8> {
    keyring.blind("certificate number", &issuer.to_string(), &fold(number))
}

fn place(row: &str) -> Place<'_> {
    Place {
        table: "certification",
        column: "sealed",
        row,
    }
}

/// Opens a row with its member's key.
fn open(key: &DataKey, row: Model) -> Result<Stored, StoreError> {
    let id = CertificationId::from_uuid(row.id);
    let details: Details = key.open_json(&place(&id.to_string()), &row.sealed)?;
    let record = Certification {
        certificate_number: details.certificate_number,
        certification: row.certification,
        level: row.level,
        level_rank: details.level_rank,
        passed_on: day("certification", id, row.passed_on)?,
        evidence_url: details.evidence_url,
    };
    Ok(Stored {
        id,
        member: MemberId::from_uuid(row.member_id),
        record,
        version: count(row.version),
    })
}

/// The certifications with these numbers, by their index. Those of people who were erased are left out.
pub async fn by_indexes(
    store: &Store,
    keyring: &Keyring,
    issuer: IssuerId,
    indexes: Vec<Vec<u8>>,
) -> Result<HashMap<Vec<u8>, Stored>, StoreError> {
    let rows = Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::CertificateIndex.is_in(indexes))
        .all(store.read())
        .await?;
    let mut keys: HashMap<Uuid, Option<DataKey>> = HashMap::new();
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        let key = match keys.entry(row.member_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let owner = key_owner(MemberId::from_uuid(row.member_id));
                place.insert(store.data_key(keyring, &owner).await?)
            }
        };
        if let Some(key) = key {
            found.insert(row.certificate_index.clone(), open(key, row)?);
        }
    }
    Ok(found)
}

/// The versions of these certifications, as they are in this transaction.
pub async fn versions(
    tx: &Tx,
    issuer: IssuerId,
    ids: &[CertificationId],
) -> Result<HashMap<CertificationId, u64>, StoreError> {
    let found: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Version])
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(found
        .into_iter()
        .map(|(id, version)| (CertificationId::from_uuid(id), count(version)))
        .collect())
}

/// Which of these numbers are taken, as it is in this transaction.
pub async fn taken(
    tx: &Tx,
    issuer: IssuerId,
    indexes: Vec<Vec<u8>>,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::CertificateIndex)
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::CertificateIndex.is_in(indexes));
    Ok(query.into_tuple().all(tx.db()).await?)
}

/// What these members passed, by member, oldest first.
pub async fn of_members<'a>(
    source: Source<'_>,
    issuer: IssuerId,
    members: impl IntoIterator<Item = &'a member::Stored>,
) -> Result<HashMap<MemberId, Vec<Stored>>, StoreError> {
    let keys: HashMap<MemberId, &DataKey> = members.into_iter().map(|m| (m.id, &m.key)).collect();
    let passed = Entity::find()
        .filter(Column::IssuerId.eq(issuer.uuid()))
        .filter(Column::MemberId.is_in(keys.keys().map(|id| id.uuid())))
        .order_by_asc(Column::PassedOn)
        .order_by_asc(Column::Id);
    let mut found: HashMap<MemberId, Vec<Stored>> = HashMap::new();
    for row in source.all(passed).await? {
        let member = MemberId::from_uuid(row.member_id);
        if let Some(key) = keys.get(&member) {
            found.entry(member).or_default().push(open(key, row)?);
        }
    }
    Ok(found)
}

/// Writes new certifications.
pub async fn insert_all(
    tx: &Tx,
    keyring: &Keyring,
    issuer: IssuerId,
    new: &[Stored],
) -> Result<(), StoreError> {
    let now = tx.store().clock().now().micros();
    let mut rows = Vec::with_capacity(new.len());
    let mut keys: HashMap<MemberId, DataKey> = HashMap::new();
    for certification in new {
        let holder = certification.member;
        let key = match keys.entry(holder) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(tx.data_key(keyring, &key_owner(holder)).await?),
        };
        rows.push(ActiveModel {
            id: Set(certification.id.uuid()),
            issuer_id: Set(issuer.uuid()),
            member_id: Set(certification.member.uuid()),
            certificate_index: Set(certificate_index(
                keyring,
                issuer,
                &certification.record.certificate_number,
            )),
            sealed: Set(sealed(key, certification)?),
            certification: Set(certification.record.certification.clone()),
            level: Set(certification.record.level.clone()),
            passed_on: Set(certification.record.passed_on.days()),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        });
    }
    if !rows.is_empty() {
        Entity::insert_many(rows)
            .exec_without_returning(tx.db())
            .await?;
    }
    Ok(())
}

/// Writes a certification that is on record.
pub async fn update(tx: &Tx, keyring: &Keyring, certification: &Stored) -> Result<(), StoreError> {
    let key = tx
        .data_key(keyring, &key_owner(certification.member))
        .await?;
    let row = ActiveModel {
        sealed: Set(sealed(&key, certification)?),
        certification: Set(certification.record.certification.clone()),
        level: Set(certification.record.level.clone()),
        passed_on: Set(certification.record.passed_on.days()),
        version: Set(i64::try_from(certification.version).unwrap_or(i64::MAX)),
        updated_at: Set(tx.store().clock().now().micros()),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(certification.id.uuid()))
        .exec(tx.db())
        .await?;
    Ok(())
}

fn sealed(key: &DataKey, certification: &Stored) -> Result<Vec<u8>, StoreError> {
    let details = Details {
        certificate_number: certification.record.certificate_number.clone(),
        evidence_url: certification.record.evidence_url.clone(),
        level_rank: certification.record.level_rank,
    };
    Ok(key.seal_json(&place(&certification.id.to_string()), &details)?)
}
