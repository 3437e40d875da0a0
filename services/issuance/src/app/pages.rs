//! What public pages and other services show of badges, issuers and the ledger.

use super::{
    Issuance,
    achievements::AchievementWithCount,
    documents::{capability, issuer_rosette, rosette, viewer},
    issuers::IssuerWithKeys,
    lifecycle::show,
};
use crate::{
    Error,
    domain::{
        achievement::Version,
        badge::shown_name,
        credential::{Credential, State, Visibility},
        email::EmailAddress,
        hold::HoldOwner,
        issuer::Issuer,
        page::{At, LARGEST_LIMIT, Page},
        recipient::{Evidence, Recipient},
        visibility::{Access, Thing, Viewer, access},
    },
    store,
};
use platform::{
    ServiceName,
    clock::Timestamp,
    identity::Caller,
    ids::{AchievementId, CredentialId, IssuerId},
};
use std::{collections::HashMap, sync::Arc};

/// Why a badge does not hold, in the words that the public may read; empty where there are none. A rule's words are
/// made for the page; those of staff are shown where the programme says so.
pub(crate) fn public_reason(issuer: &Issuer, credential: &Credential, now: Timestamp) -> String {
    let shows = issuer.profile.policy.show_revocation_reason;
    match credential.state(now) {
        State::Valid | State::Expired => String::new(),
        State::Revoked => credential
            .revocation
            .as_ref()
            .filter(|_| shows)
            .map(|r| r.reason.clone())
            .unwrap_or_default(),
        State::Suspended => {
            let told = |owner: HoldOwner| {
                shows || matches!(owner, HoldOwner::Membership | HoldOwner::Credits)
            };
            credential
                .holds
                .iter()
                .find(|(owner, _)| told(*owner))
                .map(|(_, hold)| hold.reason.clone())
                .unwrap_or_default()
        }
    }
}

// ───────────────────────────── the Certificate of Authenticity

/// What the page of a badge may show.
#[derive(Clone, Debug)]
pub enum Certificate {
    /// There is none for this viewer: no name, no hint.
    NotAvailable,
    /// The person was erased.
    Erased,
    /// The page.
    Shown(Box<CertificatePage>),
}

/// The page of a badge.
#[derive(Clone, Debug)]
pub struct CertificatePage {
    /// The badge.
    pub credential: Credential,
    /// Who issued it.
    pub issuer: IssuerWithKeys,
    /// What was achieved, in the version it was awarded in.
    pub achievement: AchievementWithCount,
    /// Empty where the programme shows none.
    pub recipient_name: String,
    /// The truth now.
    pub state: State,
    /// Why, in words for the public; may be empty.
    pub reason: String,
    /// Since when.
    pub since: Option<Timestamp>,
    /// Evidence; for the earner only (S6).
    pub evidence: Vec<Evidence>,
    /// How it was earned; for the earner only (S6).
    pub narrative: String,
    /// SVG.
    pub rosette: String,
    /// Whether search engines may list it.
    pub indexable: bool,
    /// The newest revision in the ledger.
    pub signed: store::revision::Entry,
}

/// The page of a badge, for this viewer.
///
/// # Errors
/// The database failed.
pub async fn certificate(
    app: &Issuance,
    id: CredentialId,
    given: &str,
    owner: bool,
) -> Result<Certificate, Error> {
    let db = app.foundation.store.read();
    let now = app.foundation.clock.now();
    let Some(credential) = store::credential::by_id(db, id).await? else {
        return Ok(Certificate::NotAvailable);
    };
    let shown = show(app, credential).await?;
    let credential = shown.credential;
    let Some(personal) = shown.personal else {
        return Ok(Certificate::Erased);
    };
    let looks = viewer(app, &credential, given, owner);
    if access(&credential, looks, Thing::Page, now) != Access::Shown {
        return Ok(Certificate::NotAvailable);
    }
    let issuer = store::issuer::by_id(db, credential.issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    let keys = store::key::all(db, issuer.id).await?;
    let achievement = awarded_version(app, &credential, &shown.version).await?;
    let signed = store::revision::ledger(db, id)
        .await?
        .into_iter()
        .next()
        .ok_or(Error::NotFound("revision"))?;
    let for_earner = looks == Viewer::Owner;
    Ok(Certificate::Shown(Box::new(CertificatePage {
        recipient_name: shown_name(&issuer, &personal).to_owned(),
        state: credential.state(now),
        reason: public_reason(&issuer, &credential, now),
        since: credential.trouble(now).map(|(_, since)| since),
        evidence: if for_earner {
            personal.evidence
        } else {
            Vec::new()
        },
        narrative: if for_earner {
            personal.narrative
        } else {
            String::new()
        },
        rosette: rosette(&credential),
        indexable: credential.visibility == Visibility::Public,
        issuer: IssuerWithKeys { issuer, keys },
        achievement,
        credential,
        signed,
    })))
}

/// The achievement of a badge, saying what the badge's version says.
async fn awarded_version(
    app: &Issuance,
    credential: &Credential,
    version: &Arc<Version>,
) -> Result<AchievementWithCount, Error> {
    let db = app.foundation.store.read();
    let mut achievement = store::achievement::by_id(db, credential.achievement)
        .await?
        .ok_or(Error::NotFound("achievement"))?;
    achievement.current = version.as_ref().clone();
    Ok(AchievementWithCount {
        achievement,
        awarded: 0,
    })
}

// ───────────────────────────── the page about an issuer

/// The page about an issuer.
#[derive(Clone, Debug)]
pub struct IssuerPage {
    /// The issuer.
    pub issuer: IssuerWithKeys,
    /// What can be earned, most senior first within a ladder.
    pub achievements: Vec<AchievementWithCount>,
    /// SVG.
    pub rosette: String,
}

/// The page about an issuer.
///
/// # Errors
/// There is no such issuer, or the database failed.
pub async fn issuer_page(app: &Issuance, slug: &str) -> Result<IssuerPage, Error> {
    let db = app.foundation.store.read();
    let issuer = store::issuer::by_slug(db, slug)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    let keys = store::key::all(db, issuer.id).await?;
    let listed = store::achievement::list(
        db,
        issuer.id,
        false,
        Page {
            limit: LARGEST_LIMIT,
            at: At::Start,
        },
    )
    .await?
    .rows;
    let ids: Vec<AchievementId> = listed.iter().map(|a| a.id).collect();
    let counts = store::credential::counts(db, issuer.id, &ids).await?;
    let mut achievements: Vec<AchievementWithCount> = listed
        .into_iter()
        .map(|achievement| AchievementWithCount {
            awarded: counts.get(&achievement.id).copied().unwrap_or(0),
            achievement,
        })
        .collect();
    let place = |a: &AchievementWithCount| {
        a.achievement
            .current
            .content
            .level
            .as_ref()
            .map(|level| (level.ladder.clone(), std::cmp::Reverse(level.rank)))
    };
    achievements.sort_by(|a, b| match (place(a), place(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    let rosette = issuer_rosette(&issuer);
    Ok(IssuerPage {
        issuer: IssuerWithKeys { issuer, keys },
        achievements,
        rosette,
    })
}

// ───────────────────────────── many badges at once

/// A badge in a list.
#[derive(Clone, Debug)]
pub struct BadgeInList {
    /// The badge.
    pub credential: Credential,
    /// The version it was awarded in.
    pub version: Arc<Version>,
    /// Who issued it.
    pub issuer: Arc<Issuer>,
    /// Empty where the programme shows none, or after erasure.
    pub recipient_name: String,
    /// The truth now.
    pub state: State,
    /// In words for the public.
    pub reason: String,
    /// The address of a link-only badge with its capability; empty otherwise.
    pub link_url: String,
}

/// Several badges of anybody, in the order they were asked for; those there are not are left out. For our own services.
///
/// # Errors
/// The caller is none of our services, or the database failed.
pub async fn badges(
    app: &Issuance,
    caller: &Caller,
    ids: &[CredentialId],
) -> Result<Vec<BadgeInList>, Error> {
    caller.must_be_service()?;
    let db = app.foundation.store.read();
    let now = app.foundation.clock.now();
    let credentials = store::credential::by_ids(db, ids).await?;
    let shown = super::lifecycle::show_many(app, credentials).await?;
    let mut owners: Vec<IssuerId> = shown.iter().map(|s| s.credential.issuer).collect();
    owners.sort_unstable();
    owners.dedup();
    let issuers: HashMap<IssuerId, Arc<Issuer>> = store::issuer::by_ids(db, &owners)
        .await?
        .into_iter()
        .map(|issuer| (issuer.id, Arc::new(issuer)))
        .collect();
    let mut found: HashMap<CredentialId, BadgeInList> = HashMap::with_capacity(shown.len());
    for one in shown {
        let Some(issuer) = issuers.get(&one.credential.issuer).cloned() else {
            continue;
        };
        let credential = one.credential;
        let link_url = if credential.visibility == Visibility::Link {
            format!("{}?k={}", credential.url, capability(app, &credential))
        } else {
            String::new()
        };
        let badge = BadgeInList {
            recipient_name: one
                .personal
                .as_ref()
                .map(|p| shown_name(&issuer, p).to_owned())
                .unwrap_or_default(),
            state: credential.state(now),
            reason: public_reason(&issuer, &credential, now),
            link_url,
            version: one.version,
            issuer,
            credential,
        };
        found.insert(badge.credential.id, badge);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

// ───────────────────────────── contacts

/// Whom a badge is about.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The badge.
    pub credential: Credential,
    /// None after erasure.
    pub recipient: Option<Recipient>,
    /// The person's language, or else the issuer's.
    pub locale: String,
}

/// Whom a badge is about, for wallet and notification.
///
/// # Errors
/// The caller is neither, there is no such badge, or the database failed.
pub async fn contact(app: &Issuance, caller: &Caller, id: CredentialId) -> Result<Contact, Error> {
    super::standing::must_be(caller, &[ServiceName::Wallet, ServiceName::Notification])?;
    let foundation = &app.foundation;
    let credential = store::credential::by_id(foundation.store.read(), id)
        .await?
        .ok_or(Error::NotFound("credential"))?;
    let personal = store::credential::personal(&foundation.store, &foundation.keyring, id).await?;
    let locale = if credential.locale.is_empty() {
        store::issuer::by_id(foundation.store.read(), credential.issuer)
            .await?
            .map(|issuer| issuer.profile.locale)
            .unwrap_or_default()
    } else {
        credential.locale.clone()
    };
    Ok(Contact {
        credential,
        recipient: personal.map(|p| p.recipient),
        locale,
    })
}

/// The badges awarded to an address, by one issuer or by all, for a wallet that has not seen their facts yet.
///
/// # Errors
/// The caller is not the wallet, or the database failed.
pub async fn of_address(
    app: &Issuance,
    caller: &Caller,
    address: &EmailAddress,
    issuer: Option<IssuerId>,
) -> Result<Vec<Credential>, Error> {
    super::standing::must_be(caller, &[ServiceName::Wallet])?;
    let (db, keyring) = (app.foundation.store.read(), &app.foundation.keyring);
    if let Some(issuer) = issuer {
        return store::credential::of_address(db, keyring, issuer, address).await;
    }
    let mut all = Vec::new();
    let mut page = Page {
        limit: LARGEST_LIMIT,
        at: At::Start,
    };
    loop {
        let issuers = store::issuer::list(db, page).await?;
        for issuer in &issuers.rows {
            all.extend(store::credential::of_address(db, keyring, issuer.id, address).await?);
        }
        match issuers.next {
            Some(next) => page.at = next,
            None => return Ok(all),
        }
    }
}

// ───────────────────────────── the ledger

/// What the ledger says of a badge.
#[derive(Clone, Debug)]
pub struct LedgerAnswer {
    /// The badge.
    pub credential: Credential,
    /// The truth now.
    pub state: State,
    /// In words for the public.
    pub reason: String,
    /// Since when.
    pub since: Option<Timestamp>,
    /// Whether a revision with this digest was signed here.
    pub digest_known: bool,
    /// Whether that is the newest.
    pub newest: bool,
    /// The digests of every revision ever signed, newest first.
    pub digests: Vec<String>,
}

/// What the ledger says of a badge and of a document's digest; none if it is none of ours.
///
/// # Errors
/// The caller is none of our services, or the database failed.
pub async fn check_ledger(
    app: &Issuance,
    caller: &Caller,
    id: CredentialId,
    digest: &str,
) -> Result<Option<LedgerAnswer>, Error> {
    caller.must_be_service()?;
    let db = app.foundation.store.read();
    let now = app.foundation.clock.now();
    let Some(credential) = store::credential::by_id(db, id).await? else {
        return Ok(None);
    };
    let issuer = store::issuer::by_id(db, credential.issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    let ledger = store::revision::ledger(db, id).await?;
    let digests = ledger.iter().map(|entry| entry.digest.clone()).collect();
    let found = ledger.into_iter().find(|entry| entry.digest == digest);
    Ok(Some(LedgerAnswer {
        state: credential.state(now),
        reason: public_reason(&issuer, &credential, now),
        since: credential.trouble(now).map(|(_, since)| since),
        digest_known: found.is_some(),
        newest: found.is_some_and(|entry| entry.number == credential.revision),
        digests,
        credential,
    }))
}

/// The base addresses and DIDs that are ours.
///
/// # Errors
/// The caller is none of our services, or the database failed.
pub async fn own_origins(
    app: &Issuance,
    caller: &Caller,
) -> Result<(Vec<String>, Vec<String>), Error> {
    caller.must_be_service()?;
    let db = app.foundation.store.read();
    let bases = store::base::all(db)
        .await?
        .iter()
        .map(ToString::to_string)
        .collect();
    Ok((bases, store::issuer::all_dids(db).await?))
}
