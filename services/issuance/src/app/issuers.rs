//! Making and changing issuers, and the rotation of their keys.

use super::{Issuance, once::Once, signing};
use crate::{
    Error,
    domain::{
        issuer::{self, Issuer, NotASlug, PolicyDraft, ProfileDraft, Slug},
        key::{Algorithm, SigningKey},
        mail::MailSettings,
        page::{Cursor, Listed, Page},
    },
    events, store,
};
use platform::{
    FieldProblem,
    identity::{Caller, Scope},
    ids::{Id as _, IssuerId},
};
use prost::Message;

/// An issuer with every key it has had.
#[derive(Clone, Debug)]
pub struct IssuerWithKeys {
    /// The issuer.
    pub issuer: Issuer,
    /// Its keys, oldest first.
    pub keys: Vec<SigningKey>,
}

/// An issuer as it was asked for.
#[derive(Clone, Debug, Default)]
pub struct NewIssuer {
    /// The part of its addresses that never changes.
    pub slug: String,
    /// What it says of itself.
    pub profile: ProfileDraft,
}

/// What is to change; the rest stays.
#[derive(Clone, Debug, Default)]
pub struct IssuerChanges {
    /// See [`ProfileDraft::name`].
    pub name: Option<String>,
    /// See [`ProfileDraft::url`].
    pub url: Option<String>,
    /// See [`ProfileDraft::email`].
    pub email: Option<String>,
    /// See [`ProfileDraft::description`].
    pub description: Option<String>,
    /// See [`ProfileDraft::time_zone`].
    pub time_zone: Option<String>,
    /// See [`ProfileDraft::locale`].
    pub locale: Option<String>,
    /// Words that are empty stay as they are.
    pub policy: Option<PolicyDraft>,
    /// See [`ProfileDraft::accent`].
    pub accent: Option<String>,
    /// See [`ProfileDraft::about_badges_url`].
    pub about_badges_url: Option<String>,
    /// See [`ProfileDraft::support_contact`].
    pub support_contact: Option<String>,
    /// See [`ProfileDraft::linkedin_organization_id`].
    pub linkedin_organization_id: Option<String>,
    /// See [`ProfileDraft::renew_url`].
    pub renew_url: Option<String>,
    /// See [`ProfileDraft::mail`].
    pub mail: Option<MailSettings>,
}

impl IssuerChanges {
    fn lay_over(self, mut draft: ProfileDraft) -> ProfileDraft {
        fn set(target: &mut String, change: Option<String>) {
            if let Some(text) = change {
                *target = text;
            }
        }
        set(&mut draft.name, self.name);
        set(&mut draft.url, self.url);
        set(&mut draft.email, self.email);
        set(&mut draft.description, self.description);
        set(&mut draft.time_zone, self.time_zone);
        set(&mut draft.locale, self.locale);
        set(&mut draft.accent, self.accent);
        set(&mut draft.about_badges_url, self.about_badges_url);
        set(&mut draft.support_contact, self.support_contact);
        set(
            &mut draft.linkedin_organization_id,
            self.linkedin_organization_id,
        );
        set(&mut draft.renew_url, self.renew_url);
        if let Some(mail) = self.mail {
            draft.mail = mail;
        }
        if let Some(policy) = self.policy {
            let said = |word: String| (!word.is_empty()).then_some(word);
            set(&mut draft.policy.name, said(policy.name));
            set(&mut draft.policy.recipient, said(policy.recipient));
            set(&mut draft.policy.visible_from, said(policy.visible_from));
            draft.policy.show_revocation_reason = policy.show_revocation_reason;
        }
        draft
    }
}

/// Passes for our own services and for whoever may read the issuer's settings.
fn may_read(caller: &Caller, issuer: IssuerId) -> Result<(), Error> {
    match caller {
        Caller::Service(_) => Ok(()),
        _ => Ok(caller.may(Scope::IssuerRead, issuer, "issuer")?),
    }
}

/// Makes an issuer with its first signing key. Operators only.
pub async fn create<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    new: NewIssuer,
    once: &Once<IssuerWithKeys, M>,
) -> Result<IssuerWithKeys, Error> {
    caller.must_be_operator()?;
    let slug = new.slug.parse::<Slug>();
    let (slug, profile) = match (slug, new.profile.read()) {
        (Ok(slug), Ok(profile)) => (slug, profile),
        (slug, profile) => {
            let of_slug = slug
                .err()
                .map(|problem: NotASlug| FieldProblem::new("slug", &new.slug, problem.to_string()));
            return Err(Error::Invalid(
                of_slug
                    .into_iter()
                    .chain(profile.err().unwrap_or_default())
                    .collect(),
            ));
        }
    };
    let foundation = &app.foundation;
    let now = foundation.clock.now();
    let base = &app.config.public_url;
    let issuer = Issuer {
        id: foundation.ids.next(now),
        did: issuer::did(base, &slug)?,
        slug,
        profile,
        created_at: now,
        version: 1,
    };
    let tx = foundation.store.write().await?;
    if !store::issuer::insert(&tx, &issuer, base.host()).await? {
        return Err(Error::field(
            "slug",
            issuer.slug.as_str(),
            "it is taken, or was once; a slug is never given to another: choose a new one",
        ));
    }
    let key = signing::add_ed25519(&tx, foundation, issuer.id, "first key", now).await?;
    tx.publish(&events::issuer_changed(&issuer)).await?;
    let made = IssuerWithKeys {
        issuer,
        keys: vec![key],
    };
    once.keep(&tx, foundation, &made).await?;
    tx.commit().await?;
    Ok(made)
}

/// An issuer by id or slug.
pub async fn get(app: &Issuance, caller: &Caller, name: &str) -> Result<IssuerWithKeys, Error> {
    let db = app.foundation.store.read();
    let found = match name.parse() {
        Ok(id) => store::issuer::by_id(db, id).await?,
        Err(_) => store::issuer::by_slug(db, name).await?,
    };
    let issuer = found.ok_or(Error::NotFound("issuer"))?;
    may_read(caller, issuer.id)?;
    let keys = store::key::all(db, issuer.id).await?;
    Ok(IssuerWithKeys { issuer, keys })
}

/// A page of issuers: all of them for operators and our services, else the caller's own.
pub async fn list(
    app: &Issuance,
    caller: &Caller,
    page: Page,
) -> Result<Listed<IssuerWithKeys>, Error> {
    let db = app.foundation.store.read();
    let mut listed = match caller {
        Caller::Operator { .. } | Caller::Service(_) => store::issuer::list(db, page).await?,
        _ => {
            let own = caller.issuer_for(None, Scope::IssuerRead)?;
            page.listed(store::issuer::by_ids(db, &[own]).await?, |issuer| Cursor {
                at: issuer.created_at.micros(),
                id: issuer.id.uuid(),
            })
            .of(1)
        }
    };
    let mut keys = store::key::of_many(db, listed.rows.iter().map(|issuer| issuer.id)).await?;
    let with_keys = |issuer: Issuer| {
        let keys = keys.remove(&issuer.id).unwrap_or_default();
        IssuerWithKeys { issuer, keys }
    };
    let rows = std::mem::take(&mut listed.rows);
    Ok(listed.with(rows.into_iter().map(with_keys).collect()))
}

/// Changes what an issuer says of itself.
pub async fn update(
    app: &Issuance,
    caller: &Caller,
    id: IssuerId,
    changes: IssuerChanges,
    if_version: Option<u64>,
) -> Result<IssuerWithKeys, Error> {
    caller.may(Scope::IssuerWrite, id, "issuer")?;
    let tx = app.foundation.store.write().await?;
    let mut issuer = store::issuer::locked(&tx, id)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    if let Some(yours) = if_version.filter(|version| *version != issuer.version) {
        return Err(Error::ChangedMeanwhile {
            what: "issuer",
            yours,
            newest: issuer.version,
        });
    }
    let profile = changes
        .lay_over(ProfileDraft::of(&issuer.profile))
        .read()
        .map_err(Error::Invalid)?;
    if profile != issuer.profile {
        issuer.profile = profile;
        issuer.version += 1;
        store::issuer::update(&tx, &issuer).await?;
        tx.publish(&events::issuer_changed(&issuer)).await?;
    }
    let keys = store::key::all(tx.db(), id).await?;
    tx.commit().await?;
    Ok(IssuerWithKeys { issuer, keys })
}

/// A rotation: the new key and the one before it.
#[derive(Clone, Debug)]
pub struct Rotated {
    /// The DID they stand under.
    pub did: String,
    /// Signs from now on.
    pub new: SigningKey,
    /// Signs no more and stays published for ever.
    pub retired: Option<SigningKey>,
}

/// Makes a new signing key. All keys before it sign no more, the one for VC-JWTs included (its successor is made
/// when it is first needed); they stay published for ever.
pub async fn rotate_key<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    id: IssuerId,
    reason: &str,
    once: &Once<Rotated, M>,
) -> Result<Rotated, Error> {
    caller.may(Scope::IssuerWrite, id, "issuer")?;
    if reason.chars().count() > 300 {
        return Err(Error::field(
            "reason",
            reason,
            "it is too long; shorten it to 300 characters",
        ));
    }
    let foundation = &app.foundation;
    let now = foundation.clock.now();
    let tx = foundation.store.write().await?;
    let mut issuer = store::issuer::locked(&tx, id)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    let retired = store::key::in_use(tx.db(), id, Algorithm::Ed25519)
        .await?
        .map(|key| SigningKey {
            retired_at: Some(now),
            ..key
        });
    store::key::retire_all(&tx, id, now).await?;
    let new = signing::add_ed25519(&tx, foundation, id, reason, now).await?;
    issuer.version += 1;
    store::issuer::update(&tx, &issuer).await?;
    tx.publish(&events::key_rotated(&issuer, &new)).await?;
    tx.publish(&events::issuer_changed(&issuer)).await?;
    let rotated = Rotated {
        did: issuer.did,
        new,
        retired,
    };
    once.keep(&tx, foundation, &rotated).await?;
    tx.commit().await?;
    Ok(rotated)
}
