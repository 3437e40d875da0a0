//! What happens to a badge after it was awarded: looked at, corrected, renewed, suspended, revoked, sent again.

use super::{
    Issuance,
    award::{ATTEMPTS, is_race, room, too_busy},
    once::Once,
    press::{self, Wanted},
};
use crate::{
    Error,
    domain::{
        achievement::Version,
        award::When,
        badge::{signs_another_name, signs_differently},
        credential::{Changed, Credential, Fact, Refusal},
        history::{By, Event},
        hold::HoldOwner,
        issuer::Issuer,
        page::{Listed, Page},
        recipient::Personal,
        revision::{Change, Revision, new_period_from, next_valid_from},
        status_list::StatusPlace,
        text::{Presence, Problems},
    },
    events,
    store::{
        self,
        credential::{Delivery, Filter, New},
    },
};
use platform::{
    clock::Timestamp,
    identity::{Caller, Scope},
    ids::{CredentialId, IssuerId, VersionId},
    seal::Keyring,
    store::Tx,
};
use prost::Message;
use std::{collections::HashMap, sync::Arc, time::Duration};

// ───────────────────────────── looking

/// A badge with what staff see beside it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The badge.
    pub credential: Credential,
    /// What is personal in it; none after erasure.
    pub personal: Option<Personal>,
    /// The version it was awarded in.
    pub version: Arc<Version>,
    /// The mails about it, newest first.
    pub deliveries: Vec<Delivery>,
    /// When it was looked at.
    pub now: Timestamp,
}

impl Shown {
    /// A badge that was just made.
    pub(crate) fn of_new(
        new: &New,
        versions: &HashMap<VersionId, Arc<Version>>,
        now: Timestamp,
    ) -> Option<Self> {
        let version = versions.get(&new.credential.achievement_version)?.clone();
        Some(Self {
            credential: new.credential.clone(),
            personal: Some(new.personal.clone()),
            version,
            deliveries: Vec::new(),
            now,
        })
    }
}

/// A badge, as staff see it.
///
/// # Errors
/// There is none, or it is another tenant's.
pub async fn get(app: &Issuance, caller: &Caller, id: CredentialId) -> Result<Shown, Error> {
    let credential = store::credential::by_id(app.foundation.store.read(), id)
        .await?
        .ok_or(Error::NotFound("credential"))?;
    caller.may(Scope::CredentialsRead, credential.issuer, "credential")?;
    show(app, credential).await
}

/// What happened to a badge since its award, newest first.
///
/// # Errors
/// There is none, or it is another tenant's.
pub async fn history(
    app: &Issuance,
    caller: &Caller,
    id: CredentialId,
    page: Page,
) -> Result<Listed<Event>, Error> {
    let foundation = &app.foundation;
    let credential = store::credential::by_id(foundation.store.read(), id)
        .await?
        .ok_or(Error::NotFound("credential"))?;
    caller.may(Scope::CredentialsRead, credential.issuer, "credential")?;
    let (store, keyring) = (&foundation.store, &foundation.keyring);
    store::credential::events(store, keyring, credential.issuer, id, page).await
}

/// Which badges are asked for, days being meant in the issuer's zone.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// All but the time of the award.
    pub filter: Filter,
    /// Awarded at that instant, on that day, or later.
    pub awarded_from: Option<When>,
    /// Awarded at that instant, on that day, or earlier.
    pub awarded_until: Option<When>,
}

/// A page of an issuer's badges, newest first.
///
/// # Errors
/// The caller may not, or the database failed.
pub async fn list(
    app: &Issuance,
    caller: &Caller,
    issuer: IssuerId,
    wanted: Query,
    page: Page,
) -> Result<Listed<Shown>, Error> {
    caller.may(Scope::CredentialsRead, issuer, "issuer")?;
    let mut filter = wanted.filter;
    if wanted.awarded_from.is_some() || wanted.awarded_until.is_some() {
        let zone = store::issuer::by_id(app.foundation.store.read(), issuer)
            .await?
            .ok_or(Error::NotFound("issuer"))?
            .profile
            .zone;
        filter.awarded_from = wanted.awarded_from.map(|when| when.begin(&zone));
        filter.awarded_until = wanted.awarded_until.map(|when| when.end(&zone));
    }
    let mut listed = store::credential::list(
        app.foundation.store.read(),
        &app.foundation.keyring,
        issuer,
        &filter,
        page,
    )
    .await?;
    let rows = std::mem::take(&mut listed.rows);
    let shown = show_many(app, rows).await?;
    Ok(listed.with(shown))
}

pub(crate) async fn show(app: &Issuance, credential: Credential) -> Result<Shown, Error> {
    show_many(app, vec![credential])
        .await?
        .pop()
        .ok_or(Error::NotFound("credential"))
}

pub(crate) async fn show_by_id(app: &Issuance, id: CredentialId) -> Result<Shown, Error> {
    let credential = store::credential::by_id(app.foundation.store.read(), id)
        .await?
        .ok_or(Error::NotFound("credential"))?;
    show(app, credential).await
}

pub(crate) async fn show_many(
    app: &Issuance,
    credentials: Vec<Credential>,
) -> Result<Vec<Shown>, Error> {
    let foundation = &app.foundation;
    let now = foundation.clock.now();
    let ids: Vec<CredentialId> = credentials.iter().map(|c| c.id).collect();
    let mut personal =
        store::credential::personal_of_many(&foundation.store, &foundation.keyring, &ids).await?;
    let mut deliveries = store::credential::deliveries(foundation.store.read(), &ids).await?;
    let versions = versions(app, &credentials).await?;
    let shown = credentials.into_iter().filter_map(|credential| {
        let version = versions.get(&credential.achievement_version)?.clone();
        let id = credential.id;
        Some(Shown {
            credential,
            personal: personal.remove(&id),
            version,
            deliveries: deliveries.remove(&id).unwrap_or_default(),
            now,
        })
    });
    Ok(shown.collect())
}

/// The versions these badges were awarded in.
pub(crate) async fn versions(
    app: &Issuance,
    credentials: &[Credential],
) -> Result<HashMap<VersionId, Arc<Version>>, Error> {
    let mut ids: Vec<VersionId> = credentials.iter().map(|c| c.achievement_version).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = store::achievement::versions_by_ids(app.foundation.store.read(), &ids).await?;
    Ok(found
        .into_iter()
        .map(|version| (version.id, Arc::new(version)))
        .collect())
}

// ───────────────────────────── changes that sign nothing

/// Takes a badge back.
///
/// # Errors
/// The caller may not, or [`Refusal`].
pub async fn revoke<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    id: CredentialId,
    reason: &str,
    once: &Once<Shown, M>,
) -> Result<M, Error> {
    let reason = checked_reason(reason)?;
    let by = By::caller(caller, &reason);
    change(app, caller, id, by, once, |credential, now| {
        credential.revoke(reason, now)
    })
    .await
}

/// Sets the hold `staff`.
///
/// # Errors
/// The caller may not, or [`Refusal`].
pub async fn suspend<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    id: CredentialId,
    reason: &str,
    once: &Once<Shown, M>,
) -> Result<M, Error> {
    let reason = checked_reason(reason)?;
    let by = By::caller(caller, &reason);
    change(app, caller, id, by, once, |credential, now| {
        credential.suspend(HoldOwner::Staff, reason, now)
    })
    .await
}

/// Undoes a revocation, or lifts the hold `staff`. The reason is for the issuer's own records ([`history`]).
///
/// # Errors
/// The caller may not, or [`Refusal`].
pub async fn reinstate<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    id: CredentialId,
    reason: &str,
    once: &Once<Shown, M>,
) -> Result<M, Error> {
    let by = By::caller(caller, checked_reason(reason)?);
    change(app, caller, id, by, once, |credential, _| {
        credential.reinstate()
    })
    .await
}

/// Asks for the badge's mail to go out again (S14).
///
/// # Errors
/// The caller may not, or [`Refusal`].
pub async fn resend<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    id: CredentialId,
    once: &Once<Shown, M>,
) -> Result<M, Error> {
    let request = app.foundation.ids.next(app.foundation.clock.now());
    let by = By::caller(caller, "");
    change(app, caller, id, by, once, |credential, _| {
        credential.resend(request)
    })
    .await
}

async fn change<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    id: CredentialId,
    by: By,
    once: &Once<Shown, M>,
    transition: impl FnOnce(Credential, Timestamp) -> Changed,
) -> Result<M, Error> {
    let foundation = &app.foundation;
    if let Some(answer) = once.answered(foundation).await? {
        return Ok(answer);
    }
    let tx = foundation.store.write().await?;
    let before = store::credential::locked(&tx, id)
        .await?
        .ok_or(Error::NotFound("credential"))?;
    caller.may(Scope::CredentialsWrite, before.issuer, "credential")?;
    let (after, fact) = transition(before.clone(), foundation.clock.now())?;
    apply(&tx, &foundation.keyring, (&before, &after), &fact, &by).await?;
    let shown = show(app, after).await?;
    once.keep(&tx, foundation, &shown).await?;
    tx.commit().await?;
    Ok(once.write(&shown))
}

/// Stores a transition: the badge, its bit where that changes, the fact, and who did it.
pub(crate) async fn apply(
    tx: &Tx,
    keyring: &Keyring,
    (before, after): (&Credential, &Credential),
    fact: &Fact,
    by: &By,
) -> Result<(), Error> {
    store::credential::update(tx, after).await?;
    if after.bit() != before.bit() {
        store::status_list::set(tx, after.status, after.bit()).await?;
    }
    store::credential::note_event(tx, keyring, (before, after), fact, by).await?;
    events::publish(tx, after, fact).await
}

fn checked_reason(reason: &str) -> Result<String, Error> {
    let mut problems = Problems::new();
    let reason = problems.line("reason", reason, 500, Presence::Optional);
    problems.into_result().map_err(Error::Invalid)?;
    Ok(reason)
}

// ───────────────────────────── changes that sign a revision

/// What is to be mended; the rest stays.
#[derive(Clone, Debug, Default)]
pub struct Correction {
    /// The name.
    pub name: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// How it was earned.
    pub narrative: Option<String>,
    /// The badge's version this was decided on.
    pub if_version: Option<u64>,
}

/// Mends a badge: a new revision under the same id and address. Where a name or the person changes in the signed
/// content, files with the old one count as revoked.
///
/// # Errors
/// The caller may not, a field cannot be used, the badge was changed meanwhile, or [`Refusal`].
pub async fn correct<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    id: CredentialId,
    correction: &Correction,
    once: &Once<Shown, M>,
) -> Result<M, Error> {
    revise(app, caller, id, once, |credential, personal, issuer, _| {
        if let Some(yours) = correction
            .if_version
            .filter(|yours| *yours != credential.version)
        {
            return Err(Error::ChangedMeanwhile {
                what: "credential",
                yours,
                newest: credential.version,
            });
        }
        let after = corrected(personal, correction)?;
        if *personal == after {
            return Ok(None);
        }
        if !signs_differently(issuer, personal, &after) {
            return Ok(Some(Mend {
                after,
                signed: None,
            }));
        }
        let other_person = personal.recipient.email != after.recipient.email
            || signs_another_name(issuer, personal, &after);
        let valid_from = next_valid_from(credential.valid_from, credential.valid_until)?;
        let signed = Signed {
            change: Change::Corrected,
            valid_from,
            valid_until: credential.valid_until,
            new_entry: other_person,
        };
        Ok(Some(Mend {
            after,
            signed: Some(signed),
        }))
    })
    .await
}

fn corrected(personal: &Personal, correction: &Correction) -> Result<Personal, Error> {
    let mut problems = Problems::new();
    let recipient = &personal.recipient;
    let email = correction
        .email
        .as_deref()
        .unwrap_or(recipient.email.as_str());
    let name = correction.name.as_deref().unwrap_or(&recipient.name);
    let recipient = crate::domain::recipient::Recipient::read(
        &mut problems,
        "",
        email,
        name,
        &recipient.member_number,
    );
    let narrative = problems.text(
        "narrative",
        correction
            .narrative
            .as_deref()
            .unwrap_or(&personal.narrative),
        10_000,
        Presence::Optional,
    );
    match (recipient, problems.into_result()) {
        (Some(recipient), Ok(())) => Ok(Personal {
            narrative,
            ..personal.with_recipient(recipient)
        }),
        (_, noted) => Err(Error::Invalid(noted.err().unwrap_or_default())),
    }
}

/// Begins a new period: a new revision under the same id and address.
///
/// # Errors
/// The caller may not, the end cannot be used, or [`Refusal`].
pub async fn renew<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    id: CredentialId,
    valid_until: &str,
    once: &Once<Shown, M>,
) -> Result<M, Error> {
    let named = When::read(valid_until)
        .map_err(|error| Error::field("valid_until", valid_until, error.to_string()))?;
    let versions = once_version(app, id).await?;
    revise(app, caller, id, once, |credential, personal, _, now| {
        let by_rule = versions
            .as_ref()
            .and_then(|version| version.content.validity.end_from(now, &credential.zone));
        let end = named
            .map(|when| when.end(&credential.zone))
            .or(by_rule)
            .ok_or(Refusal::NothingToRenew)?;
        if end <= now {
            return Err(Refusal::EndsInThePast(end).into());
        }
        let shorter = credential.valid_until.is_none_or(|before| end < before);
        let valid_from = new_period_from(credential.valid_from, now, Some(end))?;
        let signed = Signed {
            change: Change::Renewed,
            valid_from,
            valid_until: Some(end),
            new_entry: shorter,
        };
        Ok(Some(Mend {
            after: personal.clone(),
            signed: Some(signed),
        }))
    })
    .await
}

async fn once_version(app: &Issuance, id: CredentialId) -> Result<Option<Version>, Error> {
    let Some(credential) = store::credential::by_id(app.foundation.store.read(), id).await? else {
        return Ok(None);
    };
    store::achievement::version_by_id(app.foundation.store.read(), credential.achievement_version)
        .await
}

/// How a badge is to be mended.
#[derive(Clone, Debug)]
pub(crate) struct Mend {
    /// What is personal in it then.
    pub after: Personal,
    /// The revision to be signed; none where the signed content stays.
    pub signed: Option<Signed>,
}

/// What a new revision signs.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    pub change: Change,
    pub valid_from: Timestamp,
    pub valid_until: Option<Timestamp>,
    /// Whether it takes a new status entry and sets the old one, so that old files no longer count.
    pub new_entry: bool,
}

async fn revise<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    id: CredentialId,
    once: &Once<Shown, M>,
    decide: impl Fn(&Credential, &Personal, &Issuer, Timestamp) -> Result<Option<Mend>, Error>,
) -> Result<M, Error> {
    let foundation = &app.foundation;
    for _attempt in 0..ATTEMPTS {
        if let Some(answer) = once.answered(foundation).await? {
            return Ok(answer);
        }
        let shown = show_by_id(app, id).await?;
        caller.may(
            Scope::CredentialsWrite,
            shown.credential.issuer,
            "credential",
        )?;
        let issuer = store::issuer::by_id(foundation.store.read(), shown.credential.issuer)
            .await?
            .ok_or(Error::NotFound("issuer"))?;
        let personal = shown
            .personal
            .clone()
            .ok_or(Error::NotFound("credential"))?;
        shown.credential.must_be_revisable()?;
        let Some(mend) = decide(
            &shown.credential,
            &personal,
            &issuer,
            foundation.clock.now(),
        )?
        else {
            // Nothing changes: there is nothing to sign and nobody to tell.
            return Ok(once.write(&shown));
        };
        let mended = prepare(app, &issuer, vec![(shown.credential.clone(), mend)]).await?;
        let tx = foundation.store.write().await?;
        match store(&tx, app, &mended, &By::caller(caller, "")).await {
            Ok(Stored::Changed) => continue,
            Ok(Stored::Done) => {}
            Err(error) if is_race(&error) => continue,
            Err(error) => return Err(error),
        }
        let after = mended
            .into_iter()
            .next()
            .ok_or(Error::NotFound("credential"))?;
        let shown = Shown {
            credential: after.after,
            personal: Some(after.personal),
            now: foundation.clock.now(),
            ..shown
        };
        once.keep(&tx, foundation, &shown).await?;
        tx.commit().await?;
        return Ok(once.write(&shown));
    }
    Err(too_busy())
}

/// A mended badge that waits for its transaction.
#[derive(Debug)]
pub(crate) struct Mended {
    before: Credential,
    after: Credential,
    fact: Fact,
    personal: Personal,
    revision: Option<Revision>,
}

/// Whether the badges were as they were read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stored {
    /// They were, and are mended.
    Done,
    /// One was changed meanwhile: read, decide and sign again.
    Changed,
}

/// Signs the revisions of badges of one issuer.
pub(crate) async fn prepare(
    app: &Issuance,
    issuer: &Issuer,
    mends: Vec<(Credential, Mend)>,
) -> Result<Vec<Mended>, Error> {
    let all: Vec<Credential> = mends
        .iter()
        .map(|(credential, _)| credential.clone())
        .collect();
    let versions = versions(app, &all).await?;
    let latest = mends
        .iter()
        .filter_map(|(_, mend)| mend.signed.as_ref().map(|s| s.valid_from))
        .max();
    wait_until(app, latest).await?;
    let mut mended = Vec::with_capacity(mends.len());
    let mut wanted = Vec::new();
    for (before, mend) in mends {
        let Some(signed) = mend.signed else {
            let (after, fact) = before.clone().mended();
            mended.push(Mended {
                before,
                after,
                fact,
                personal: mend.after,
                revision: None,
            });
            continue;
        };
        let (place, list_url) = place(app, issuer, &before, signed.new_entry).await?;
        let (mut after, fact) = before
            .clone()
            .revised(signed.change, signed.valid_from, place);
        after.valid_until = signed.valid_until;
        let version = versions
            .get(&before.achievement_version)
            .cloned()
            .ok_or(Error::NotFound("achievement version"))?;
        wanted.push((
            mended.len(),
            Wanted {
                credential: after.clone(),
                personal: mend.after.clone(),
                version,
                list_url,
                change: signed.change,
            },
        ));
        mended.push(Mended {
            before,
            after,
            fact,
            personal: mend.after,
            revision: None,
        });
    }
    let (places, wanted): (Vec<usize>, Vec<Wanted>) = wanted.into_iter().unzip();
    for (at, signed) in places
        .into_iter()
        .zip(press::sign(app, issuer, wanted, app.foundation.clock.now()).await?)
    {
        mended[at].revision = Some(signed?.1);
    }
    Ok(mended)
}

/// Stores mended badges. [`Stored::Changed`] if one is no longer as it was read: then the transaction must not commit.
pub(crate) async fn store(
    tx: &Tx,
    app: &Issuance,
    mended: &[Mended],
    by: &By,
) -> Result<Stored, Error> {
    let keyring = &app.foundation.keyring;
    for one in mended {
        let now = store::credential::locked(tx, one.before.id)
            .await?
            .ok_or(Error::NotFound("credential"))?;
        if now.version != one.before.version {
            return Ok(Stored::Changed);
        }
        store::credential::update(tx, &one.after).await?;
        store::credential::update_personal(tx, keyring, &one.after, &one.personal).await?;
        if let Some(revision) = &one.revision {
            store::credential::insert_revision(tx, keyring, revision).await?;
        }
        if one.after.status != one.before.status {
            store::status_list::take(tx, &[(one.after.status, one.after.id, one.after.bit())])
                .await?;
            store::status_list::set(tx, one.before.status, true).await?;
        }
        let states = (&one.before, &one.after);
        store::credential::note_event(tx, keyring, states, &one.fact, by).await?;
        events::publish(tx, &one.after, &one.fact).await?;
    }
    Ok(Stored::Done)
}

/// The badge's entry, or a new one in a list under the DID and host the badge is pinned to.
async fn place(
    app: &Issuance,
    issuer: &Issuer,
    credential: &Credential,
    new_entry: bool,
) -> Result<(StatusPlace, String), Error> {
    if new_entry {
        let suffix = format!("/b/{}", credential.id);
        let base = credential
            .url
            .strip_suffix(&suffix)
            .unwrap_or(app.config.public_url.as_str());
        let (list, entries) = room(app, issuer, &credential.issuer_did, base, 1).await?;
        let index = entries.first().copied().ok_or_else(too_busy)?;
        return Ok((
            StatusPlace {
                list: list.id,
                index,
            },
            list.url,
        ));
    }
    let list = store::status_list::by_id(app.foundation.store.read(), credential.status.list)
        .await?
        .ok_or(Error::NotFound("status list"))?;
    Ok((credential.status, list.url))
}

/// No revision may begin in the future: one made in the very second of the last waits for the next.
async fn wait_until(app: &Issuance, begin: Option<Timestamp>) -> Result<(), Error> {
    let now = app.foundation.clock.now();
    let Some(wait) = begin
        .filter(|begin| *begin > now)
        .map(|begin| begin.since(now))
    else {
        return Ok(());
    };
    if wait > Duration::from_secs(3) {
        return Err(too_busy());
    }
    tokio::time::sleep(wait + Duration::from_millis(1)).await;
    Ok(())
}
