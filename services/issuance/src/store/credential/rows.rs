//! Rows and the domain's badges, each made from the other; what is personal sealed on the way.

use super::{
    New,
    index::{EMAIL, WORD, index, member_index, reference_index},
};
use crate::{
    Error,
    domain::{
        credential::{Credential, Revocation, State},
        hold::{Hold, HoldOwner, Holds},
        recipient::{Evidence, Personal, Recipient, name_words},
        status_list::StatusPlace,
    },
    store::corrupt,
};
use platform::{
    clock::Timestamp,
    ids::{
        AchievementId, BatchId, CredentialId, Id as _, IssuerId, ProgressionId, RuleId,
        StatusListId, VersionId,
    },
    seal::{DataKey, Keyring, Place},
};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Set};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

table!(
    /// A badge.
    row, "credential" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    issuer: Uuid,
    achievement: Uuid,
    achievement_version: Uuid,
    progression: Option<Uuid>,
    rank: i64,
    url: String,
    issuer_did: String,
    subject: Uuid,
    owner: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    personal: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    email_index: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    member_index: Option<Vec<u8>>,
    awarded_at: i64,
    valid_from: i64,
    valid_until: Option<i64>,
    time_zone: String,
    revision: i64,
    status_list: Uuid,
    status_index: i64,
    state: String,
    revoked_at: Option<i64>,
    revocation_reason: String,
    acceptance: String,
    visibility: String,
    source: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    reference_index: Option<Vec<u8>>,
    rule: Option<Uuid>,
    batch: Option<Uuid>,
    notify: bool,
    bulk: bool,
    locale: String,
    created_at: i64,
    version: i64,
    wallet_version: i64,
    link_generation: i64,
});

table!(
    /// A reason that keeps a badge suspended.
    hold, "credential_hold" {
    #[sea_orm(primary_key, auto_increment = false)]
    credential: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    owner: String,
    reason: String,
    since: i64,
});

table!(
    /// A word of a name, as a blind index.
    word, "credential_word" {
    #[sea_orm(primary_key, auto_increment = false)]
    issuer: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    word: Vec<u8>,
    #[sea_orm(primary_key, auto_increment = false)]
    credential: Uuid,
});

#[derive(Serialize, Deserialize)]
struct Sealed {
    email: String,
    name: String,
    member_number: String,
    reference: String,
    narrative: String,
    evidence: Vec<Evidence>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former_addresses: Vec<String>,
}

pub(super) fn place(row: &str) -> Place<'_> {
    Place {
        table: "credential",
        column: "personal",
        row,
    }
}

pub(super) fn seal(key: &DataKey, id: CredentialId, personal: &Personal) -> Result<Vec<u8>, Error> {
    let sealed = Sealed {
        email: personal.recipient.email.as_str().to_owned(),
        name: personal.recipient.name.clone(),
        member_number: personal.recipient.member_number.clone(),
        reference: personal.reference.clone(),
        narrative: personal.narrative.clone(),
        evidence: personal.evidence.clone(),
        former_addresses: personal
            .former_addresses
            .iter()
            .map(|address| address.as_str().to_owned())
            .collect(),
    };
    Ok(key.seal_json(&place(&id.to_string()), &sealed)?)
}

pub(super) fn open(key: &DataKey, id: CredentialId, sealed: &[u8]) -> Result<Personal, Error> {
    let name = id.to_string();
    let opened: Sealed = key.open_json(&place(&name), sealed)?;
    let address = |text: &str| {
        text.parse()
            .map_err(|_| corrupt("credential", &name, "its address cannot be read".into()))
    };
    let email = address(&opened.email)?;
    let former = opened.former_addresses.iter();
    let former_addresses = former.map(|text| address(text)).collect::<Result<_, _>>()?;
    Ok(Personal {
        recipient: Recipient {
            email,
            name: opened.name,
            member_number: opened.member_number,
        },
        former_addresses,
        reference: opened.reference,
        narrative: opened.narrative,
        evidence: opened.evidence,
    })
}

pub(super) fn fresh(
    keyring: &Keyring,
    key: &DataKey,
    owner: String,
    new: &New,
) -> Result<row::ActiveModel, Error> {
    let (c, recipient) = (&new.credential, &new.personal.recipient);
    let member = (!recipient.member_number.is_empty())
        .then(|| member_index(keyring, c.issuer, &recipient.member_number));
    Ok(row::ActiveModel {
        id: Set(c.id.uuid()),
        issuer: Set(c.issuer.uuid()),
        achievement: Set(c.achievement.uuid()),
        progression: Set(c.progression.map(ProgressionId::uuid)),
        rank: Set(i64::from(c.rank)),
        url: Set(c.url.clone()),
        issuer_did: Set(c.issuer_did.clone()),
        subject: Set(c.subject),
        owner: Set(owner),
        personal: Set(seal(key, c.id, &new.personal)?),
        email_index: Set(index(keyring, EMAIL, c.issuer, &recipient.email.folded())),
        member_index: Set(member),
        awarded_at: Set(c.awarded_at.micros()),
        time_zone: Set(c.zone.name().to_owned()),
        source: Set(c.source.as_str().to_owned()),
        reference_index: Set(new
            .natural_key
            .as_ref()
            .map(|key| reference_index(keyring, c.issuer, key))),
        rule: Set(c.rule.map(RuleId::uuid)),
        batch: Set(c.batch.map(BatchId::uuid)),
        notify: Set(c.notify),
        bulk: Set(c.bulk),
        locale: Set(c.locale.clone()),
        created_at: Set(c.created_at.micros()),
        ..changing(c)
    })
}

/// The columns that change over a badge's life.
pub(super) fn changing(c: &Credential) -> row::ActiveModel {
    row::ActiveModel {
        achievement_version: Set(c.achievement_version.uuid()),
        valid_from: Set(c.valid_from.micros()),
        valid_until: Set(c.valid_until.map(Timestamp::micros)),
        revision: Set(i64::from(c.revision)),
        status_list: Set(c.status.list.uuid()),
        status_index: Set(i64::from(c.status.index)),
        state: Set(c.ledger_state().as_str().to_owned()),
        revoked_at: Set(c.revocation.as_ref().map(|r| r.at.micros())),
        revocation_reason: Set(c
            .revocation
            .as_ref()
            .map(|r| r.reason.clone())
            .unwrap_or_default()),
        acceptance: Set(c.acceptance.as_str().to_owned()),
        visibility: Set(c.visibility.as_str().to_owned()),
        version: Set(i64::try_from(c.version).unwrap_or(i64::MAX)),
        wallet_version: Set(i64::try_from(c.wallet_version).unwrap_or(i64::MAX)),
        link_generation: Set(i64::from(c.link_generation)),
        ..Default::default()
    }
}

pub(super) fn hold_rows(credential: &Credential) -> Vec<hold::ActiveModel> {
    let row = |(owner, held): (HoldOwner, &Hold)| hold::ActiveModel {
        credential: Set(credential.id.uuid()),
        owner: Set(owner.as_str().to_owned()),
        reason: Set(held.reason.clone()),
        since: Set(held.since.micros()),
    };
    credential.holds.iter().map(row).collect()
}

pub(super) fn word_rows(
    keyring: &Keyring,
    credential: &Credential,
    name: &str,
) -> Vec<word::ActiveModel> {
    let words: BTreeSet<Vec<u8>> = name_words(name)
        .iter()
        .map(|w| index(keyring, WORD, credential.issuer, w))
        .collect();
    words
        .into_iter()
        .map(|word| word::ActiveModel {
            issuer: Set(credential.issuer.uuid()),
            word: Set(word),
            credential: Set(credential.id.uuid()),
        })
        .collect()
}

/// Joins rows, in their order, with their holds.
pub(super) async fn with_holds(
    db: &impl ConnectionTrait,
    rows: Vec<row::Model>,
) -> Result<Vec<Credential>, Error> {
    let suspended: Vec<Uuid> = rows
        .iter()
        .filter(|row| row.state != State::Valid.as_str())
        .map(|row| row.id)
        .collect();
    let mut holds: HashMap<Uuid, Vec<(HoldOwner, Hold)>> = HashMap::new();
    if !suspended.is_empty() {
        for found in hold::Entity::find()
            .filter(hold::Column::Credential.is_in(suspended))
            .all(db)
            .await?
        {
            let owner = found.owner.parse().map_err(|_| {
                corrupt(
                    "credential_hold",
                    &found.credential.to_string(),
                    format!("unknown owner {}", found.owner),
                )
            })?;
            holds.entry(found.credential).or_default().push((
                owner,
                Hold {
                    reason: found.reason,
                    since: Timestamp::from_micros(found.since),
                },
            ));
        }
    }
    rows.into_iter()
        .map(|row| {
            let held = holds.remove(&row.id).unwrap_or_default();
            read(row, held.into_iter().collect())
        })
        .collect()
}

pub(super) fn read(row: row::Model, holds: Holds) -> Result<Credential, Error> {
    let id = CredentialId::from_uuid(row.id);
    let problem = |problem: String| corrupt("credential", &id.to_string(), problem);
    Ok(Credential {
        id,
        issuer: IssuerId::from_uuid(row.issuer),
        achievement: AchievementId::from_uuid(row.achievement),
        achievement_version: VersionId::from_uuid(row.achievement_version),
        progression: row.progression.map(ProgressionId::from_uuid),
        rank: u32::try_from(row.rank).unwrap_or(0),
        url: row.url,
        issuer_did: row.issuer_did,
        subject: row.subject,
        awarded_at: Timestamp::from_micros(row.awarded_at),
        valid_from: Timestamp::from_micros(row.valid_from),
        valid_until: row.valid_until.map(Timestamp::from_micros),
        zone: row
            .time_zone
            .parse()
            .map_err(|e: platform::clock::NotATime| problem(e.to_string()))?,
        revision: u32::try_from(row.revision).unwrap_or(0),
        status: StatusPlace {
            list: StatusListId::from_uuid(row.status_list),
            index: u32::try_from(row.status_index).unwrap_or(0),
        },
        holds,
        revocation: row.revoked_at.map(|at| Revocation {
            at: Timestamp::from_micros(at),
            reason: row.revocation_reason,
        }),
        acceptance: row
            .acceptance
            .parse()
            .map_err(|e: crate::domain::policy::UnknownWord| problem(e.to_string()))?,
        visibility: row
            .visibility
            .parse()
            .map_err(|e: crate::domain::policy::UnknownWord| problem(e.to_string()))?,
        source: row
            .source
            .parse()
            .map_err(|e: crate::domain::policy::UnknownWord| problem(e.to_string()))?,
        rule: row.rule.map(RuleId::from_uuid),
        batch: row.batch.map(BatchId::from_uuid),
        notify: row.notify,
        bulk: row.bulk,
        locale: row.locale,
        created_at: Timestamp::from_micros(row.created_at),
        version: u64::try_from(row.version).unwrap_or(0),
        wallet_version: u64::try_from(row.wallet_version).unwrap_or(0),
        link_generation: u32::try_from(row.link_generation).unwrap_or(0),
    })
}
