//! Credentials: what is personal sealed by the person's own key, found again by blind indexes.

use super::{corrupt, revision, status_list};
use crate::{
    Error,
    domain::{
        credential::{Credential, Revocation, Source, State},
        hold::{Hold, HoldOwner, Holds},
        page::{Cursor, Listed, Page},
        recipient::{Evidence, Personal, Recipient, name_words},
        revision::Revision,
        status_list::StatusPlace,
    },
};
use platform::{
    clock::Timestamp,
    ids::{
        AchievementId, BatchId, CredentialId, Id as _, IssuerId, ProgressionId, RuleId,
        StatusListId, VersionId,
    },
    seal::{DataKey, Keyring, Place, fold},
    store::{Store, Tx},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::{OnConflict, Query},
};
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
    signs_end: bool,
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

/// A badge to be stored with its first revision.
#[derive(Clone, Debug)]
pub struct New {
    /// The badge.
    pub credential: Credential,
    /// What is personal in it.
    pub personal: Personal,
    /// What its source calls it; none if nothing does.
    pub natural_key: Option<String>,
    /// The first revision.
    pub revision: Revision,
}

/// Which badges of an issuer are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this achievement.
    pub achievement: Option<AchievementId>,
    /// In this state at that instant.
    pub state: Option<(State, Timestamp)>,
    /// With this word of acceptance.
    pub acceptance: Option<&'static str>,
    /// An address, a member number, a reference, a name or words of it; everything if empty.
    pub search: String,
    /// Of this member; of everybody if empty.
    pub member_number: String,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    email: String,
    name: String,
    member_number: String,
    reference: String,
    narrative: String,
    evidence: Vec<Evidence>,
}

// ───────────────────────────── blind indexes

const EMAIL: &str = "credential.email";
const MEMBER: &str = "credential.member";
const REFERENCE: &str = "credential.reference";
const WORD: &str = "credential.word";
const PERSON: &str = "credential.person";

/// The index of a value under the key in force, and under former ones until everything is indexed anew.
fn indexes(keyring: &Keyring, purpose: &str, issuer: IssuerId, value: &str) -> Vec<Vec<u8>> {
    let tenant = issuer.to_string();
    let mut all = keyring.blind_previous(purpose, &tenant, value);
    all.insert(0, keyring.blind(purpose, &tenant, value));
    all
}

fn index(keyring: &Keyring, purpose: &str, issuer: IssuerId, value: &str) -> Vec<u8> {
    keyring.blind(purpose, &issuer.to_string(), value)
}

/// The blind index of a member number.
pub fn member_index(keyring: &Keyring, issuer: IssuerId, number: &str) -> Vec<u8> {
    index(keyring, MEMBER, issuer, &fold(number))
}

fn reference_index(keyring: &Keyring, issuer: IssuerId, reference: &str) -> Vec<u8> {
    index(keyring, REFERENCE, issuer, reference)
}

/// Names the key of a person: equal for the same person of one issuer, and telling nothing.
fn owner(keyring: &Keyring, issuer: IssuerId, recipient: &Recipient) -> String {
    let blind = index(keyring, PERSON, issuer, &recipient.identity());
    format!("recipient/{}", openbadges::encoding::hex(&blind[..16]))
}

// ───────────────────────────── reading

/// A badge of anybody, for public pages and for finding out whose it is.
pub async fn by_id(
    db: &impl ConnectionTrait,
    id: CredentialId,
) -> Result<Option<Credential>, Error> {
    let found = row::Entity::find_by_id(id.uuid()).one(db).await?;
    Ok(with_holds(db, found.into_iter().collect()).await?.pop())
}

/// Badges of anybody by their ids; those there are not are left out.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[CredentialId],
) -> Result<Vec<Credential>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .all(db)
        .await?;
    with_holds(db, rows).await
}

/// A badge, its row locked until the transaction ends.
pub async fn locked(tx: &Tx, id: CredentialId) -> Result<Option<Credential>, Error> {
    let found = row::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(tx.db())
        .await?;
    Ok(with_holds(tx.db(), found.into_iter().collect())
        .await?
        .pop())
}

/// The badges a source has awarded under these references, by reference.
pub async fn by_natural_keys(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: IssuerId,
    source: Source,
    keys: &[String],
) -> Result<HashMap<String, Credential>, Error> {
    let mut named: HashMap<Vec<u8>, &String> = HashMap::with_capacity(keys.len());
    for key in keys {
        named.extend(
            indexes(keyring, REFERENCE, issuer, key)
                .into_iter()
                .map(|index| (index, key)),
        );
    }
    if named.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::Source.eq(source.as_str()))
        .filter(row::Column::ReferenceIndex.is_in(named.keys().cloned()))
        .all(db)
        .await?;
    let names: Vec<Option<String>> = rows
        .iter()
        .map(|row| {
            row.reference_index
                .as_ref()
                .and_then(|index| named.get(index))
                .map(|key| (*key).clone())
        })
        .collect();
    let credentials = with_holds(db, rows).await?;
    Ok(names
        .into_iter()
        .zip(credentials)
        .filter_map(|(name, credential)| Some((name?, credential)))
        .collect())
}

/// The badges of a member of the issuer, their rows locked until the transaction ends. Only those a rule awarded,
/// where one is named.
pub async fn of_member_locked(
    tx: &Tx,
    keyring: &Keyring,
    issuer: IssuerId,
    member_number: &str,
    rule: Option<RuleId>,
) -> Result<Vec<Credential>, Error> {
    let mut query = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::MemberIndex.is_in(indexes(
            keyring,
            MEMBER,
            issuer,
            &fold(member_number),
        )))
        .order_by_asc(row::Column::Id)
        .lock_exclusive();
    if let Some(rule) = rule {
        query = query.filter(row::Column::Rule.eq(rule.uuid()));
    }
    with_holds(tx.db(), query.all(tx.db()).await?).await
}

/// The badges of a member of the issuer.
pub async fn of_member(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: IssuerId,
    member_number: &str,
) -> Result<Vec<Credential>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::MemberIndex.is_in(indexes(
            keyring,
            MEMBER,
            issuer,
            &fold(member_number),
        )))
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    with_holds(db, rows).await
}

/// The badges of an issuer awarded to an address, oldest first.
pub async fn of_address(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: IssuerId,
    address: &crate::domain::email::EmailAddress,
) -> Result<Vec<Credential>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::EmailIndex.is_in(indexes(keyring, EMAIL, issuer, &address.folded())))
        .order_by_asc(row::Column::CreatedAt)
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    with_holds(db, rows).await
}

/// A page of the issuer's badges, newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: IssuerId,
    filter: &Filter,
    page: Page,
) -> Result<Listed<Credential>, Error> {
    let mut query = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(conditions(keyring, issuer, filter))
        .order_by_desc(row::Column::CreatedAt)
        .order_by_desc(row::Column::Id)
        .limit(page.fetch());
    if let Some(Cursor { at, id }) = page.after {
        query = query.filter(
            Condition::any().add(row::Column::CreatedAt.lt(at)).add(
                Condition::all()
                    .add(row::Column::CreatedAt.eq(at))
                    .add(row::Column::Id.lt(id)),
            ),
        );
    }
    let credentials = with_holds(db, query.all(db).await?).await?;
    Ok(page.listed(credentials, |c| Cursor {
        at: c.created_at.micros(),
        id: c.id.uuid(),
    }))
}

fn conditions(keyring: &Keyring, issuer: IssuerId, filter: &Filter) -> Condition {
    let mut all = Condition::all();
    if let Some(achievement) = filter.achievement {
        all = all.add(row::Column::Achievement.eq(achievement.uuid()));
    }
    if let Some((state, now)) = filter.state {
        let over = || {
            Condition::all()
                .add(row::Column::SignsEnd.eq(true))
                .add(row::Column::ValidUntil.lt(now.micros()))
        };
        all = match state {
            State::Valid => {
                let endless = Condition::any()
                    .add(row::Column::SignsEnd.eq(false))
                    .add(row::Column::ValidUntil.is_null());
                let lasting = endless.add(row::Column::ValidUntil.gte(now.micros()));
                all.add(row::Column::State.eq(State::Valid.as_str()))
                    .add(lasting)
            }
            State::Expired => all
                .add(row::Column::State.eq(State::Valid.as_str()))
                .add(over()),
            State::Suspended | State::Revoked => all.add(row::Column::State.eq(state.as_str())),
        };
    }
    if let Some(acceptance) = filter.acceptance {
        all = all.add(row::Column::Acceptance.eq(acceptance));
    }
    if !filter.member_number.is_empty() {
        all = all.add(row::Column::MemberIndex.is_in(indexes(
            keyring,
            MEMBER,
            issuer,
            &fold(&filter.member_number),
        )));
    }
    if filter.search.trim().is_empty() {
        all
    } else {
        all.add(search(keyring, issuer, filter.search.trim()))
    }
}

fn search(keyring: &Keyring, issuer: IssuerId, text: &str) -> Condition {
    let folded = fold(text);
    let mut any = Condition::any()
        .add(row::Column::EmailIndex.is_in(indexes(keyring, EMAIL, issuer, &folded)))
        .add(row::Column::MemberIndex.is_in(indexes(keyring, MEMBER, issuer, &folded)))
        .add(row::Column::ReferenceIndex.is_in(indexes(keyring, REFERENCE, issuer, text)));
    if let Ok(id) = text.parse::<CredentialId>() {
        any = any.add(row::Column::Id.eq(id.uuid()));
    }
    // Every word must be part of the name; the whole name is one of the words itself.
    let words: Vec<String> = name_words(text)
        .into_iter()
        .filter(|word| *word != folded || !folded.contains(' '))
        .collect();
    let mut name = Condition::all();
    for word in &words {
        let with_word = Query::select()
            .column(word::Column::Credential)
            .from(word::Entity)
            .and_where(word::Column::Issuer.eq(issuer.uuid()))
            .and_where(word::Column::Word.is_in(indexes(keyring, WORD, issuer, word)))
            .to_owned();
        name = name.add(row::Column::Id.in_subquery(with_word));
    }
    if words.is_empty() { any } else { any.add(name) }
}

/// How many badges were awarded of each of these achievements.
pub async fn counts(
    db: &impl ConnectionTrait,
    issuer: IssuerId,
    achievements: &[AchievementId],
) -> Result<HashMap<AchievementId, u64>, Error> {
    let rows: Vec<(Uuid, i64)> = row::Entity::find()
        .select_only()
        .column(row::Column::Achievement)
        .column_as(row::Column::Id.count(), "count")
        .filter(row::Column::Issuer.eq(issuer.uuid()))
        .filter(row::Column::Achievement.is_in(achievements.iter().map(|id| id.uuid())))
        .group_by(row::Column::Achievement)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, count)| {
            (
                AchievementId::from_uuid(id),
                u64::try_from(count).unwrap_or(0),
            )
        })
        .collect())
}

/// The key of the person a badge is about; none after erasure.
pub async fn person_key(
    store: &Store,
    keyring: &Keyring,
    id: CredentialId,
) -> Result<Option<DataKey>, Error> {
    let Some(found) = row::Entity::find_by_id(id.uuid()).one(store.read()).await? else {
        return Ok(None);
    };
    Ok(store.data_key(keyring, &found.owner).await?)
}

/// What is personal in a badge; none after erasure.
pub async fn personal(
    store: &Store,
    keyring: &Keyring,
    id: CredentialId,
) -> Result<Option<Personal>, Error> {
    Ok(personal_of_many(store, keyring, &[id]).await?.remove(&id))
}

/// What is personal in several badges; erased ones are left out.
pub async fn personal_of_many(
    store: &Store,
    keyring: &Keyring,
    ids: &[CredentialId],
) -> Result<HashMap<CredentialId, Personal>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .all(store.read())
        .await?;
    let mut keys: HashMap<String, Option<DataKey>> = HashMap::new();
    let mut all = HashMap::with_capacity(rows.len());
    for row in rows {
        if !keys.contains_key(&row.owner) {
            keys.insert(
                row.owner.clone(),
                store.data_key(keyring, &row.owner).await?,
            );
        }
        if let Some(Some(key)) = keys.get(&row.owner) {
            let id = CredentialId::from_uuid(row.id);
            all.insert(id, open(key, id, &row.personal)?);
        }
    }
    Ok(all)
}

// ───────────────────────────── writing

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

// ───────────────────────────── rows

fn place(row: &str) -> Place<'_> {
    Place {
        table: "credential",
        column: "personal",
        row,
    }
}

fn seal(key: &DataKey, id: CredentialId, personal: &Personal) -> Result<Vec<u8>, Error> {
    let sealed = Sealed {
        email: personal.recipient.email.as_str().to_owned(),
        name: personal.recipient.name.clone(),
        member_number: personal.recipient.member_number.clone(),
        reference: personal.reference.clone(),
        narrative: personal.narrative.clone(),
        evidence: personal.evidence.clone(),
    };
    Ok(key.seal_json(&place(&id.to_string()), &sealed)?)
}

fn open(key: &DataKey, id: CredentialId, sealed: &[u8]) -> Result<Personal, Error> {
    let name = id.to_string();
    let opened: Sealed = key.open_json(&place(&name), sealed)?;
    let email = opened
        .email
        .parse()
        .map_err(|_| corrupt("credential", &name, "its address cannot be read".into()))?;
    Ok(Personal {
        recipient: Recipient {
            email,
            name: opened.name,
            member_number: opened.member_number,
        },
        reference: opened.reference,
        narrative: opened.narrative,
        evidence: opened.evidence,
    })
}

fn fresh(
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
        signs_end: Set(c.signs_end),
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
fn changing(c: &Credential) -> row::ActiveModel {
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

fn hold_rows(credential: &Credential) -> Vec<hold::ActiveModel> {
    let row = |(owner, held): (HoldOwner, &Hold)| hold::ActiveModel {
        credential: Set(credential.id.uuid()),
        owner: Set(owner.as_str().to_owned()),
        reason: Set(held.reason.clone()),
        since: Set(held.since.micros()),
    };
    credential.holds.iter().map(row).collect()
}

fn word_rows(keyring: &Keyring, credential: &Credential, name: &str) -> Vec<word::ActiveModel> {
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
async fn with_holds(
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

fn read(row: row::Model, holds: Holds) -> Result<Credential, Error> {
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
        signs_end: row.signs_end,
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

// ───────────────────────────── the mails about a badge

table!(
    /// What became of a mail about a badge.
    delivery, "credential_delivery" {
    #[sea_orm(primary_key, auto_increment = false)]
    credential: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    message: String,
    kind: String,
    state: String,
    reason: String,
    at: i64,
});

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// `award`, `reminder_30` …
    pub kind: String,
    /// `delivered` or `failed`.
    pub state: String,
    /// Why it failed.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// Notes what became of a mail; the first word stands.
pub async fn note_delivery(
    tx: &Tx,
    credential: CredentialId,
    message: &str,
    noted: &Delivery,
) -> Result<(), Error> {
    let row = delivery::ActiveModel {
        credential: Set(credential.uuid()),
        message: Set(message.to_owned()),
        kind: Set(noted.kind.clone()),
        state: Set(noted.state.clone()),
        reason: Set(noted.reason.clone()),
        at: Set(noted.at.micros()),
    };
    let on_conflict =
        OnConflict::columns([delivery::Column::Credential, delivery::Column::Message])
            .do_nothing()
            .to_owned();
    delivery::Entity::insert(row)
        .on_conflict(on_conflict)
        .exec_without_returning(tx.db())
        .await?;
    Ok(())
}

/// The mails about several badges, newest first.
pub async fn deliveries(
    db: &impl ConnectionTrait,
    ids: &[CredentialId],
) -> Result<HashMap<CredentialId, Vec<Delivery>>, Error> {
    let rows = delivery::Entity::find()
        .filter(delivery::Column::Credential.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_desc(delivery::Column::At)
        .all(db)
        .await?;
    let mut all: HashMap<CredentialId, Vec<Delivery>> = HashMap::new();
    for row in rows {
        let noted = Delivery {
            kind: row.kind,
            state: row.state,
            reason: row.reason,
            at: Timestamp::from_micros(row.at),
        };
        all.entry(CredentialId::from_uuid(row.credential))
            .or_default()
            .push(noted);
    }
    Ok(all)
}
