//! What other services decide about badges: rules award, members lapse and renew, names change at their source,
//! earners accept and publish.

use super::{
    Issuance,
    award::{self, ATTEMPTS, Outcome, Ready, is_race, open_for_awards, terms, too_busy},
    lifecycle::{self, Mend, Signed, Stored},
};
use crate::{
    Error,
    domain::{
        achievement::Achievement,
        award::{FieldNames, Written},
        badge::{signs_another_name, signs_differently},
        credential::{Acceptance, Credential, Source, Visibility},
        history::By,
        hold::HoldOwner,
        issuer::Issuer,
        recipient::{Personal, Recipient},
        revision::{Change, next_valid_from},
        text::Problems,
    },
    store::{
        self,
        standing::{Settled, Standing},
    },
};
use platform::{
    ServiceName,
    clock::Timestamp,
    identity::{Caller, Denied},
    ids::{AchievementId, CredentialId, IssuerId, RuleId},
    store::Tx,
};
use std::{collections::HashMap, sync::Arc};

/// How many awards one transaction takes.
const AT_ONCE: usize = 100;

/// Passes for one of these services.
pub(crate) fn must_be(caller: &Caller, services: &[ServiceName]) -> Result<(), Error> {
    let name = caller.must_be_service()?;
    if services.contains(&name) {
        Ok(())
    } else {
        Err(Denied::Unknown.into())
    }
}

// ───────────────────────────── awards by rule

/// An award a rule asks for.
#[derive(Clone, Debug)]
pub struct RuleAward {
    /// What was achieved.
    pub achievement: AchievementId,
    /// Who, when; its reference is the certification's own number.
    pub written: Written,
    /// Which rule.
    pub rule: RuleId,
    /// The member's standing under the rule.
    pub standing: Standing,
}

/// What becomes of it.
#[derive(Debug)]
pub enum RuleOutcome {
    /// It is awarded.
    Awarded(CredentialId),
    /// It was awarded before.
    Repeated(CredentialId),
    /// It cannot be awarded.
    Refused(Error),
}

/// Awards by rule, many at once; repeats answer the first.
///
/// # Errors
/// The caller is not membership-sync, there is no such issuer, or the database failed. What is wrong with one award
/// stands in its outcome.
pub async fn award_by_rule(
    app: &Issuance,
    caller: &Caller,
    issuer: IssuerId,
    awards: Vec<RuleAward>,
    owner: HoldOwner,
    notify: bool,
) -> Result<Vec<RuleOutcome>, Error> {
    must_be(caller, &[ServiceName::MembershipSync])?;
    let read = app.foundation.store.read();
    let issuer = store::issuer::by_id(read, issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    let mut named: Vec<AchievementId> = awards.iter().map(|one| one.achievement).collect();
    named.sort_unstable();
    named.dedup();
    let achievements: HashMap<AchievementId, Achievement> =
        store::achievement::by_ids(read, issuer.id, &named)
            .await?
            .into_iter()
            .map(|a| (a.id, a))
            .collect();
    let mut outcomes = Vec::with_capacity(awards.len());
    for some in awards.chunks(AT_ONCE) {
        outcomes.extend(award_some(app, &issuer, &achievements, some, owner, notify).await?);
    }
    Ok(outcomes)
}

async fn award_some(
    app: &Issuance,
    issuer: &Issuer,
    achievements: &HashMap<AchievementId, Achievement>,
    awards: &[RuleAward],
    owner: HoldOwner,
    notify: bool,
) -> Result<Vec<RuleOutcome>, Error> {
    for _attempt in 0..ATTEMPTS {
        let now = app.foundation.clock.now();
        let checked: Vec<Result<Ready, Error>> = awards
            .iter()
            .map(|one| check(issuer, achievements, one, awards.len() > 1, notify, now))
            .collect();
        let good: Vec<Ready> = checked
            .iter()
            .filter_map(|one| one.as_ref().ok())
            .cloned()
            .collect();
        let mut prepared = award::prepare(app, issuer, good, now).await?;
        let tx = app.foundation.store.write().await?;
        let stored = async {
            let mut of_prepared = std::mem::take(&mut prepared.outcomes).into_iter();
            let mut outcomes = Vec::with_capacity(awards.len());
            for (one, checked) in awards.iter().zip(checked) {
                let outcome = match checked {
                    Err(error) => Outcome::Refused(error),
                    Ok(_) => of_prepared.next().unwrap_or(Outcome::Refused(Error::NotFound("award"))),
                };
                let standing = settle(&tx, app, issuer, one, owner, now).await?;
                outcomes.push(match outcome {
                    Outcome::Refused(error) => RuleOutcome::Refused(error),
                    Outcome::New(at) => {
                        let new = &mut prepared.new[at].credential;
                        if !standing.good
                            && let Some((held, _)) = new.clone().stand(false, owner, &standing.reason, now)
                        {
                            // It is born suspended: that is its first version.
                            *new = Credential { version: 1, ..held };
                        }
                        RuleOutcome::Awarded(new.id)
                    }
                    Outcome::Repeated(id) => match prepared.known.get(&id).and_then(|known| known.revocation.as_ref()) {
                        Some(revocation) => RuleOutcome::Refused(Error::Conflict {
                            code: "revoked",
                            message: format!("the badge for `{}` was revoked on {}; rules award it again only when staff reinstate it", one.written.reference, revocation.at),
                        }),
                        None => RuleOutcome::Repeated(id),
                    },
                });
            }
            award::commit(&tx, app, &prepared.new).await?;
            Ok::<_, Error>(outcomes)
        }
        .await;
        match stored {
            Ok(outcomes) => {
                tx.commit().await?;
                return Ok(outcomes);
            }
            Err(error) if is_race(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Err(too_busy())
}

fn check(
    issuer: &Issuer,
    achievements: &HashMap<AchievementId, Achievement>,
    one: &RuleAward,
    bulk: bool,
    notify: bool,
    now: Timestamp,
) -> Result<Ready, Error> {
    let achievement = achievements
        .get(&one.achievement)
        .ok_or(Error::NotFound("achievement"))?;
    open_for_awards(achievement)?;
    let draft = one
        .written
        .read(&terms(issuer, achievement), FieldNames::Request, now)
        .map_err(Error::Invalid)?;
    if draft.reference.is_empty() {
        return Err(Error::field(
            "reference",
            "",
            "a rule names each award, so that it is made once",
        ));
    }
    let natural_key = Some((Source::Rule, draft.reference.clone()));
    Ok(Ready {
        draft,
        version: Arc::new(achievement.current.clone()),
        natural_key,
        notify,
        bulk,
        rule: Some(one.rule),
        batch: None,
    })
}

/// The standing that counts: the given one, or what a later decision said. A newer one than was known holds for what
/// the rule awarded the member before, too.
async fn settle(
    tx: &Tx,
    app: &Issuance,
    issuer: &Issuer,
    one: &RuleAward,
    owner: HoldOwner,
    now: Timestamp,
) -> Result<Standing, Error> {
    let member = one.written.member_number.trim();
    if member.is_empty() {
        return Ok(one.standing.clone());
    }
    let keyring = &app.foundation.keyring;
    let (standing, settled) = store::standing::settle(
        tx,
        keyring,
        issuer.id,
        one.rule,
        member,
        one.standing.clone(),
        now,
    )
    .await?;
    if settled == Settled::Newer {
        stand_all(tx, app, issuer.id, one.rule, member, &standing, owner, now).await?;
    }
    Ok(standing)
}

// ───────────────────────────── standing

/// What a decision did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stood {
    /// How many badges changed.
    pub changed: u32,
    /// A later decision was made before: nothing was done.
    pub ignored: bool,
}

/// Says whether a member's standing under a rule is good. Bits and facts follow in the same transaction.
///
/// # Errors
/// The caller is not membership-sync, or the database failed.
pub async fn set_standing(
    app: &Issuance,
    caller: &Caller,
    issuer: IssuerId,
    rule: RuleId,
    member: &str,
    given: Standing,
    owner: HoldOwner,
) -> Result<Stood, Error> {
    must_be(caller, &[ServiceName::MembershipSync])?;
    let now = app.foundation.clock.now();
    for _attempt in 0..ATTEMPTS {
        let tx = app.foundation.store.write().await?;
        let settled = store::standing::settle(
            &tx,
            &app.foundation.keyring,
            issuer,
            rule,
            member,
            given.clone(),
            now,
        )
        .await;
        let (standing, settled) = match settled {
            Err(error) if is_race(&error) => continue,
            other => other?,
        };
        if settled == Settled::Older {
            return Ok(Stood {
                changed: 0,
                ignored: true,
            });
        }
        let changed = stand_all(&tx, app, issuer, rule, member, &standing, owner, now).await?;
        tx.commit().await?;
        return Ok(Stood {
            changed,
            ignored: false,
        });
    }
    Err(too_busy())
}

#[expect(
    clippy::too_many_arguments,
    reason = "one decision, each part of its own type"
)]
async fn stand_all(
    tx: &Tx,
    app: &Issuance,
    issuer: IssuerId,
    rule: RuleId,
    member: &str,
    standing: &Standing,
    owner: HoldOwner,
    now: Timestamp,
) -> Result<u32, Error> {
    let mut changed = 0;
    for before in
        store::credential::of_member_locked(tx, &app.foundation.keyring, issuer, member, Some(rule))
            .await?
    {
        let stood = before
            .clone()
            .stand(standing.good, owner, &standing.reason, now);
        if let Some((after, fact)) = stood {
            let why = if standing.good { "" } else { &standing.reason };
            let (keyring, by) = (&app.foundation.keyring, By::rule(why));
            lifecycle::apply(tx, keyring, (&before, &after), &fact, &by).await?;
            changed += 1;
        }
    }
    Ok(changed)
}

// ───────────────────────────── names and addresses

/// What changed at a member's source.
#[derive(Clone, Debug, Default)]
pub struct RecipientChange {
    /// The name.
    pub name: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// Lower numbers than the last are ignored.
    pub decision: u64,
}

/// A member's name or address changed at its source: every badge of the member gets a new revision where the signed
/// content changes. Answers how many badges changed.
///
/// # Errors
/// The caller is not membership-sync, a field cannot be used, or the database failed.
pub async fn update_recipient(
    app: &Issuance,
    caller: &Caller,
    issuer: IssuerId,
    member: &str,
    change: &RecipientChange,
) -> Result<u32, Error> {
    must_be(caller, &[ServiceName::MembershipSync])?;
    let foundation = &app.foundation;
    let issuer = store::issuer::by_id(foundation.store.read(), issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    for _attempt in 0..ATTEMPTS {
        let credentials = store::credential::of_member(
            foundation.store.read(),
            &foundation.keyring,
            issuer.id,
            member,
        )
        .await?;
        let ids: Vec<CredentialId> = credentials.iter().map(|c| c.id).collect();
        let personal =
            store::credential::personal_of_many(&foundation.store, &foundation.keyring, &ids)
                .await?;
        let mut mends = Vec::new();
        for credential in credentials {
            let Some(before) = personal.get(&credential.id) else {
                continue;
            };
            if let Some(mend) = renamed(&issuer, &credential, before, change)? {
                mends.push((credential, mend));
            }
        }
        let mended = lifecycle::prepare(app, &issuer, mends).await?;
        let tx = foundation.store.write().await?;
        if !store::standing::settle_recipient(
            &tx,
            &foundation.keyring,
            issuer.id,
            member,
            change.decision,
            foundation.clock.now(),
        )
        .await?
        {
            return Ok(0);
        }
        match lifecycle::store(&tx, app, &mended, &By::rule("")).await {
            Ok(Stored::Done) => {
                tx.commit().await?;
                return Ok(u32::try_from(mended.len()).unwrap_or(u32::MAX));
            }
            Ok(Stored::Changed) => {}
            Err(error) if is_race(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Err(too_busy())
}

fn renamed(
    issuer: &Issuer,
    credential: &Credential,
    before: &Personal,
    change: &RecipientChange,
) -> Result<Option<Mend>, Error> {
    let mut problems = Problems::new();
    let known = &before.recipient;
    let (email, name) = (
        change.email.as_deref().unwrap_or(known.email.as_str()),
        change.name.as_deref().unwrap_or(&known.name),
    );
    let recipient = Recipient::read(&mut problems, "", email, name, &known.member_number);
    let (Some(recipient), Ok(())) = (recipient, problems.into_result()) else {
        return Err(Error::field(
            "recipient",
            "",
            "the new name or address cannot be used",
        ));
    };
    // Addresses compare without case here, but are written as their source writes them.
    let same = recipient.name == known.name && recipient.email.as_str() == known.email.as_str();
    if same {
        return Ok(None);
    }
    let after = before.with_recipient(recipient);
    if !signs_differently(issuer, before, &after) {
        return Ok(Some(Mend {
            after,
            signed: None,
        }));
    }
    // A new address is the same person: files with the old one stay good. A name that is gone must not live on in them.
    let signed = Signed {
        change: Change::Corrected,
        valid_from: next_valid_from(credential.valid_from, credential.valid_until)?,
        valid_until: credential.valid_until,
        new_entry: signs_another_name(issuer, before, &after),
    };
    Ok(Some(Mend {
        after,
        signed: Some(signed),
    }))
}

// ───────────────────────────── the earner's decisions

/// What the wallet said in a fact.
#[derive(Clone, Copy, Debug)]
pub struct Heard {
    /// The earner's act.
    pub acceptance: Acceptance,
    /// The wallet's version of the badge.
    pub version: u64,
}

/// Applies the wallet's fact, if it is newer than what was applied before.
pub(crate) async fn hear(tx: &Tx, id: CredentialId, heard: Heard) -> Result<(), Error> {
    let Some(credential) = store::credential::locked(tx, id).await? else {
        return Ok(());
    };
    if heard.version <= credential.wallet_version {
        return Ok(());
    }
    let issuer = store::issuer::by_id(tx.db(), credential.issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    let mut after = if credential.acceptance == heard.acceptance {
        credential
    } else {
        credential.answered(heard.acceptance, issuer.profile.policy.visible_from)
    };
    after.wallet_version = heard.version;
    store::credential::update(tx, &after).await
}

/// A badge that the wallet speaks of, and the wallet's version of it. Without a version, what is said is applied
/// whatever was before.
pub type Spoken = (CredentialId, Option<u64>);

/// Sets who may see badges, for the wallet; in force when it is answered. Badges there are not are left out, and
/// so are those of which something newer was applied.
///
/// # Errors
/// The caller is not the wallet, or the database failed.
pub async fn set_visibility(
    app: &Issuance,
    caller: &Caller,
    badges: &[Spoken],
    visibility: Option<Visibility>,
    acceptance: Option<Acceptance>,
) -> Result<Vec<CredentialId>, Error> {
    must_be(caller, &[ServiceName::Wallet])?;
    let tx = app.foundation.store.write().await?;
    let mut sorted = badges.to_vec();
    // Always in one order, so that two transactions do not wait for each other.
    sorted.sort_unstable();
    sorted.dedup();
    let mut done = Vec::with_capacity(sorted.len());
    for (id, version) in sorted {
        let Some(mut credential) = store::credential::locked(&tx, id).await? else {
            continue;
        };
        if let Some(version) = version {
            if version <= credential.wallet_version {
                // The same again, by the fact or by a repeated call; or something older.
                if version == credential.wallet_version {
                    done.push(id);
                }
                continue;
            }
            credential.wallet_version = version;
        }
        if let Some(acceptance) =
            acceptance.filter(|acceptance| *acceptance != credential.acceptance)
        {
            let issuer = store::issuer::by_id(tx.db(), credential.issuer)
                .await?
                .ok_or(Error::NotFound("issuer"))?;
            credential = credential.answered(acceptance, issuer.profile.policy.visible_from);
        }
        if let Some(visibility) =
            visibility.filter(|visibility| *visibility != credential.visibility)
        {
            credential = credential.shown_to(visibility);
        }
        store::credential::update(&tx, &credential).await?;
        done.push(id);
    }
    tx.commit().await?;
    Ok(done)
}
