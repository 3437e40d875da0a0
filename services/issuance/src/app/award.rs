//! Awarding: one badge, or many at once.
//!
//! Everything slow (checking, drawing status entries, building and signing) is done before the transaction; the
//! transaction then stores badge, revision, indexes and fact together. Where somebody was faster with the same
//! reference or status entry it fails as a whole and is tried again, and the reference then answers the first award.

use super::{
    Issuance,
    lifecycle::{self, Shown},
    once::Once,
    press::{self, Wanted},
};
use crate::{
    Error,
    domain::{
        achievement::{Achievement, Version},
        award::{Draft, FieldNames, Terms, Written},
        credential::{Acceptance, Credential, Fact, Source},
        hold::Holds,
        issuer::Issuer,
        recipient::{Personal, Recipient},
        revision::Change,
        status_list::{StatusList, StatusPlace},
    },
    events,
    store::{self, credential::New},
};
use platform::{
    clock::Timestamp,
    identity::{Caller, Scope},
    ids::{AchievementId, BatchId, CredentialId, RuleId},
    store::Tx,
};
use prost::Message;
use std::{collections::HashMap, sync::Arc};

/// How often a command is tried that lost a race.
pub(crate) const ATTEMPTS: usize = 5;

/// An award as a customer asks for it.
#[derive(Clone, Debug)]
pub struct NewAward {
    /// What was achieved.
    pub achievement: AchievementId,
    /// Who, when, why.
    pub written: Written,
    /// Whether the earner is told by mail.
    pub notify: bool,
}

/// Awards one badge. A reference that was used before for this achievement and person answers the first award.
///
/// # Errors
/// The caller may not, the achievement is archived, the reference names another award, or every field that cannot be used.
pub async fn award<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    new: NewAward,
    once: &Once<Shown, M>,
) -> Result<M, Error> {
    let foundation = &app.foundation;
    let achievement = store::achievement::by_id(foundation.store.read(), new.achievement)
        .await?
        .ok_or(Error::NotFound("achievement"))?;
    caller.may(Scope::CredentialsWrite, achievement.issuer, "achievement")?;
    let issuer = store::issuer::by_id(foundation.store.read(), achievement.issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    for _attempt in 0..ATTEMPTS {
        if let Some(answer) = once.answered(foundation).await? {
            return Ok(answer);
        }
        open_for_awards(&achievement)?;
        let now = foundation.clock.now();
        let draft = new
            .written
            .read(&terms(&issuer, &achievement), FieldNames::Request, now)
            .map_err(Error::Invalid)?;
        let natural_key =
            (!draft.reference.is_empty()).then(|| (Source::Customer, draft.reference.clone()));
        let ready = Ready {
            draft,
            version: Arc::new(achievement.current.clone()),
            natural_key,
            notify: new.notify,
            bulk: false,
            rule: None,
            batch: None,
        };
        let mut prepared = prepare(app, &issuer, vec![ready], now).await?;
        match one(app, &mut prepared, once).await {
            Err(error) if is_race(&error) => {}
            other => return other,
        }
    }
    Err(too_busy())
}

async fn one<M: Message + Default>(
    app: &Issuance,
    prepared: &mut Prepared,
    once: &Once<Shown, M>,
) -> Result<M, Error> {
    let outcome = prepared.outcomes.pop().ok_or(Error::NotFound("award"))?;
    let tx = app.foundation.store.write().await?;
    let shown = match outcome {
        Outcome::Refused(error) => return Err(error),
        Outcome::Repeated(id) => lifecycle::show_by_id(app, id).await?,
        Outcome::New(at) => {
            commit(&tx, app, &prepared.new).await?;
            let made = &prepared.new[at];
            Shown::of_new(made, &prepared.versions, app.foundation.clock.now())
                .ok_or(Error::NotFound("achievement version"))?
        }
    };
    once.keep(&tx, &app.foundation, &shown).await?;
    tx.commit().await?;
    Ok(once.write(&shown))
}

// ───────────────────────────── many at once

/// An award that was checked.
#[derive(Clone, Debug)]
pub(crate) struct Ready {
    pub draft: Draft,
    pub version: Arc<Version>,
    /// What its source calls it.
    pub natural_key: Option<(Source, String)>,
    pub notify: bool,
    pub bulk: bool,
    pub rule: Option<RuleId>,
    pub batch: Option<BatchId>,
}

/// What becomes of an award.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It is made: its place among the new ones.
    New(usize),
    /// It was made before.
    Repeated(CredentialId),
    /// It cannot be made.
    Refused(Error),
}

/// Awards that are signed and wait for their transaction.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    /// In the order they were asked for.
    pub outcomes: Vec<Outcome>,
    /// What is to be stored.
    pub new: Vec<New>,
    /// The versions they are awarded in.
    pub versions: HashMap<platform::ids::VersionId, Arc<Version>>,
    /// Badges that were awarded before, as they are now.
    pub known: HashMap<CredentialId, Credential>,
}

/// Finds which awards are new, draws their status entries and signs them.
pub(crate) async fn prepare(
    app: &Issuance,
    issuer: &Issuer,
    ready: Vec<Ready>,
    now: Timestamp,
) -> Result<Prepared, Error> {
    let Sorted {
        origins,
        fresh,
        known,
    } = sort(app, issuer, ready).await?;
    let mut prepared = Prepared {
        known,
        ..Prepared::default()
    };
    if fresh.is_empty() {
        prepared.outcomes = origins.into_iter().filter_map(Origin::settled).collect();
        return Ok(prepared);
    }
    let (list, entries) = room(
        app,
        issuer,
        &issuer.did,
        app.config.public_url.as_str(),
        fresh.len(),
    )
    .await?;
    let keys: Vec<_> = fresh
        .iter()
        .map(|one| one.natural_key.as_ref().map(|(_, name)| name.clone()))
        .collect();
    let wanted = fresh
        .into_iter()
        .zip(entries)
        .map(|(one, index)| wanted(app, issuer, one, &list, index, now))
        .collect::<Vec<_>>();
    prepared.versions = wanted
        .iter()
        .map(|one| (one.version.id, one.version.clone()))
        .collect();
    let mut places = Vec::new();
    for (signed, natural_key) in press::sign(app, issuer, wanted, now)
        .await?
        .into_iter()
        .zip(keys)
    {
        places.push(match signed {
            Ok((one, revision)) => {
                prepared.new.push(New {
                    credential: one.credential,
                    personal: one.personal,
                    natural_key,
                    revision,
                });
                Ok(prepared.new.len() - 1)
            }
            Err(error) => Err(Some(error)),
        });
    }
    let mut used: Vec<bool> = vec![false; places.len()];
    for origin in origins {
        prepared.outcomes.push(match origin {
            Origin::Known(id) => Outcome::Repeated(id),
            Origin::Refused(error) => Outcome::Refused(error),
            Origin::Fresh(place) => match &mut places[place] {
                Ok(at) if used[place] => Outcome::Repeated(prepared.new[*at].credential.id),
                Ok(at) => {
                    used[place] = true;
                    Outcome::New(*at)
                }
                Err(error) => Outcome::Refused(error.take().unwrap_or_else(|| {
                    Error::field(
                        "reference",
                        "",
                        "an earlier award with this reference was refused",
                    )
                })),
            },
        });
    }
    Ok(prepared)
}

/// Where an award's outcome comes from.
#[derive(Debug)]
pub(crate) enum Origin {
    /// It was made before.
    Known(CredentialId),
    /// Its place among those that are to be made.
    Fresh(usize),
    /// Its reference names another award.
    Refused(Error),
}

impl Origin {
    fn settled(self) -> Option<Outcome> {
        match self {
            Self::Known(id) => Some(Outcome::Repeated(id)),
            Self::Refused(error) => Some(Outcome::Refused(error)),
            Self::Fresh(_) => None,
        }
    }
}

/// Awards, told apart by what their sources call them.
#[derive(Debug, Default)]
struct Sorted {
    /// In the order they were asked for.
    origins: Vec<Origin>,
    /// Those that are to be made, each once.
    fresh: Vec<Ready>,
    /// Badges that were awarded before, as they are now.
    known: HashMap<CredentialId, Credential>,
}

/// Finds which awards were made before, which are the same, and which have a reference that names another.
async fn sort(app: &Issuance, issuer: &Issuer, ready: Vec<Ready>) -> Result<Sorted, Error> {
    let (origins, known) = against_known(app, issuer, &ready).await?;
    let mut sorted = Sorted {
        known,
        ..Sorted::default()
    };
    let mut first_of: HashMap<(&'static str, String), usize> = HashMap::new();
    for (one, origin) in ready.into_iter().zip(origins) {
        if let Some(origin) = origin {
            sorted.origins.push(origin);
            continue;
        }
        let key = one.key();
        let place = key.as_ref().and_then(|key| first_of.get(key)).copied();
        if let Some(place) = place {
            let first = &sorted.fresh[place];
            let difference = one.differs_from(first.version.achievement, |recipient| {
                first.draft.recipient.is_same_person(recipient, &[])
            });
            sorted.origins.push(match difference {
                Some(difference) => {
                    Origin::Refused(one.taken("an award before it".into(), difference))
                }
                None => Origin::Fresh(place),
            });
            continue;
        }
        if let Some(key) = key {
            first_of.insert(key, sorted.fresh.len());
        }
        sorted.origins.push(Origin::Fresh(sorted.fresh.len()));
        sorted.fresh.push(one);
    }
    Ok(sorted)
}

/// What the ledger says to each award, none where it knows nothing of it; and the badges it knows.
pub(crate) async fn against_known(
    app: &Issuance,
    issuer: &Issuer,
    ready: &[Ready],
) -> Result<(Vec<Option<Origin>>, HashMap<CredentialId, Credential>), Error> {
    let found = already_awarded(app, issuer, ready).await?;
    let ids: Vec<CredentialId> = found.values().map(|credential| credential.id).collect();
    let foundation = &app.foundation;
    let people =
        store::credential::personal_of_many(&foundation.store, &foundation.keyring, &ids).await?;
    let origin = |one: &Ready| {
        let credential = found.get(&one.key()?)?;
        let difference = one.differs_from(credential.achievement, |recipient| {
            // Of an erased person nothing is known that could speak against it.
            people.get(&credential.id).is_none_or(|personal| {
                let former = &personal.former_addresses;
                personal.recipient.is_same_person(recipient, former)
            })
        });
        Some(match difference {
            Some(difference) => {
                let holder = format!("the badge {} ({})", credential.id, credential.url);
                Origin::Refused(one.taken(holder, difference))
            }
            None => Origin::Known(credential.id),
        })
    };
    let origins = ready.iter().map(origin).collect();
    let known = found.into_values().map(|c| (c.id, c)).collect();
    Ok((origins, known))
}

impl Ready {
    /// What its source calls it, and which source.
    fn key(&self) -> Option<(&'static str, String)> {
        let (source, name) = self.natural_key.as_ref()?;
        Some((source.as_str(), name.clone()))
    }

    /// In what it is another award than the one that has its reference; none where it is the same.
    pub(crate) fn differs_from(
        &self,
        achievement: AchievementId,
        is_same_person: impl FnOnce(&Recipient) -> bool,
    ) -> Option<&'static str> {
        match self.natural_key {
            // What names a row without a reference is made of achievement and address.
            Some((Source::Row, _)) | None => None,
            Some(_) if self.version.achievement != achievement => Some("of another achievement"),
            Some(_) if !is_same_person(&self.draft.recipient) => Some("another person's"),
            Some(_) => None,
        }
    }

    /// Its reference names another award.
    pub(crate) fn taken(&self, holder: String, difference: &'static str) -> Error {
        Error::ReferenceTaken {
            reference: self.draft.reference.clone(),
            holder,
            difference,
        }
    }
}

/// Stores what was prepared, with its facts. Fails on a race: see [`is_race`].
pub(crate) async fn commit(tx: &Tx, app: &Issuance, new: &[New]) -> Result<(), Error> {
    store::credential::insert_many(tx, &app.foundation.keyring, new).await?;
    for one in new {
        events::publish(tx, &one.credential, &Fact::Issued).await?;
    }
    Ok(())
}

async fn already_awarded(
    app: &Issuance,
    issuer: &Issuer,
    ready: &[Ready],
) -> Result<HashMap<(&'static str, String), Credential>, Error> {
    let mut all = HashMap::new();
    for source in [Source::Customer, Source::Row, Source::Rule] {
        let keys: Vec<String> = ready
            .iter()
            .filter_map(|one| one.natural_key.as_ref())
            .filter(|(s, _)| *s == source)
            .map(|(_, key)| key.clone())
            .collect();
        if keys.is_empty() {
            continue;
        }
        let found = store::credential::by_natural_keys(
            app.foundation.store.read(),
            &app.foundation.keyring,
            issuer.id,
            source,
            &keys,
        )
        .await?;
        all.extend(
            found
                .into_iter()
                .map(|(key, credential)| ((source.as_str(), key), credential)),
        );
    }
    Ok(all)
}

/// A list with room for so many under a DID, and free entries in it.
pub(crate) async fn room(
    app: &Issuance,
    issuer: &Issuer,
    did: &str,
    base: &str,
    count: usize,
) -> Result<(StatusList, Vec<u32>), Error> {
    let foundation = &app.foundation;
    let more = u32::try_from(count).unwrap_or(u32::MAX);
    let list = match store::status_list::open(foundation.store.read(), issuer.id, did, more).await?
    {
        Some(list) => list,
        None => {
            let id = foundation.ids.random();
            let list = StatusList {
                id,
                issuer: issuer.id,
                url: format!("{base}/status/{id}"),
                issuer_did: did.to_owned(),
                used: 0,
                version: 1,
                changed_at: foundation.clock.now(),
            };
            let tx = foundation.store.write().await?;
            store::status_list::insert(&tx, &list).await?;
            tx.commit().await?;
            list
        }
    };
    let entries =
        store::status_list::free_entries(foundation.store.read(), &foundation.ids, list.id, count)
            .await?;
    Ok((list, entries))
}

fn wanted(
    app: &Issuance,
    issuer: &Issuer,
    ready: Ready,
    list: &StatusList,
    index: u32,
    now: Timestamp,
) -> Wanted {
    let id: CredentialId = app.foundation.ids.random();
    let Ready {
        draft,
        version,
        natural_key,
        notify,
        bulk,
        rule,
        batch,
    } = ready;
    let level = version.content.level.as_ref();
    let credential = Credential {
        id,
        issuer: issuer.id,
        achievement: version.achievement,
        achievement_version: version.id,
        progression: level.map(|l| l.progression),
        rank: level.map_or(0, |l| l.rank),
        url: app.config.public_url.at(&format!("/b/{id}")),
        issuer_did: issuer.did.clone(),
        subject: app.foundation.ids.uuid_v4(),
        awarded_at: draft.awarded_at,
        valid_from: draft.awarded_at,
        valid_until: draft.valid_until,
        zone: issuer.profile.zone.clone(),
        revision: 1,
        status: StatusPlace {
            list: list.id,
            index,
        },
        holds: Holds::default(),
        revocation: None,
        acceptance: Acceptance::Pending,
        visibility: Credential::first_visibility(issuer.profile.policy.visible_from),
        source: natural_key.map_or(Source::Customer, |(source, _)| source),
        rule,
        batch,
        notify,
        bulk,
        locale: draft.locale,
        created_at: now,
        version: 1,
        wallet_version: 0,
        link_generation: 0,
    };
    let personal = Personal {
        recipient: draft.recipient,
        former_addresses: Vec::new(),
        reference: draft.reference,
        narrative: draft.narrative,
        evidence: draft.evidence,
    };
    Wanted {
        credential,
        personal,
        version,
        list_url: list.url.clone(),
        change: Change::Issued,
    }
}

// ───────────────────────────── what awards share

/// What issuer and achievement lay down.
pub(crate) fn terms(issuer: &Issuer, achievement: &Achievement) -> Terms {
    Terms {
        zone: issuer.profile.zone.clone(),
        validity: achievement.current.content.validity,
    }
}

/// Passes where the achievement awards.
pub(crate) fn open_for_awards(achievement: &Achievement) -> Result<(), Error> {
    match achievement.archived_at {
        None => Ok(()),
        Some(_) => Err(Error::Conflict {
            code: "achievement_archived",
            message: format!(
                "the achievement “{}” is archived and awards nothing more; what was awarded stays",
                achievement.current.content.name
            ),
        }),
    }
}

/// Whether a transaction failed because somebody else was faster with the same reference, status entry or key.
pub(crate) fn is_race(error: &Error) -> bool {
    match error {
        Error::Store(error) => store::is_taken(error) || is_deadlock(&error.to_string()),
        _ => false,
    }
}

/// PostgreSQL ends one of two transactions that wait for each other.
fn is_deadlock(words: &str) -> bool {
    words.contains("deadlock detected")
}

/// Nobody is to blame; trying again helps.
pub(crate) fn too_busy() -> Error {
    Error::Conflict {
        code: "changed_meanwhile",
        message: "this was changed by others again and again meanwhile; try again".into(),
    }
}
