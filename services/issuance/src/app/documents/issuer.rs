//! The documents of issuers and of what can be earned.

use super::{ASK_AGAIN, FOR_EVER, JSON_LD, Served, ob2::ob2_addresses, picture};
use crate::{
    Error, Issuance,
    domain::{
        badge,
        document::{AchievementForm, AchievementName, IssuerForm},
        issuer::{Issuer, Slug},
        key::SigningKey,
    },
    store,
};
use artwork::{RosetteOptions, issuer_mark_svg, rosette_svg};
use openbadges::{
    context::{CREDENTIALS_V2, OPEN_BADGES_3},
    key::did,
    ob2,
};
use platform::ids::Id as _;
use serde_json::{Value, json};
use std::sync::Arc;

/// The base address and the DID under which an issuer is asked for on a host: the one in force where the host is none
/// of ours.
pub(super) async fn on_host(
    app: &Issuance,
    issuer: &Issuer,
    host: &str,
) -> Result<(String, String), Error> {
    let db = app.foundation.store.read();
    if let Some(did) = store::issuer::did_at(db, issuer.id, host).await? {
        let bases = store::base::all(db).await?;
        if let Some(base) = bases.iter().find(|base| base.host() == host) {
            return Ok((base.to_string(), did));
        }
    }
    Ok((app.config.public_url.to_string(), issuer.did.clone()))
}

pub(super) async fn issuer(
    app: &Issuance,
    slug: &Slug,
    form: IssuerForm,
    host: &str,
) -> Result<Option<Served>, Error> {
    let db = app.foundation.store.read();
    let Some(issuer) = store::issuer::by_slug(db, slug.as_str()).await? else {
        return Ok(None);
    };
    let (base, name) = on_host(app, &issuer, host).await?;
    let (mark_url, ob2_url) = (
        format!("{base}/issuers/{slug}/mark.svg"),
        format!("{base}/ob2/issuers/{slug}"),
    );
    let profile = || profile_json(&issuer, &name, &mark_url, &ob2_url);
    Ok(Some(match form {
        IssuerForm::Profile => Served::json(JSON_LD, &profile()?, ASK_AGAIN),
        IssuerForm::Did => Served::json(
            "application/did+json",
            &did::document(&name, &published(app, &issuer).await?),
            ASK_AGAIN,
        ),
        IssuerForm::Jwks => Served::json(
            "application/jwk-set+json",
            &did::jwks(&name, &published(app, &issuer).await?),
            ASK_AGAIN,
        ),
        IssuerForm::Ob2 => {
            let addresses = ob2::Addresses {
                assertion: String::new(),
                badge_class: String::new(),
                issuer: ob2_url.clone(),
            };
            let document = ob2::issuer(&profile()?, &addresses)
                .map_err(|error| Error::field("issuer", slug.as_str(), error.to_string()))?;
            Served::json(JSON_LD, &document, ASK_AGAIN)
        }
        IssuerForm::Mark => Served::new(
            "image/svg+xml",
            mark(app, &issuer).await?,
            "public, max-age=300",
        ),
    }))
}

pub(super) fn profile_json(
    issuer: &Issuer,
    did: &str,
    mark_url: &str,
    ob2_url: &str,
) -> Result<Value, Error> {
    standalone(serde_json::to_value(badge::profile(
        issuer, did, mark_url, ob2_url,
    )))
}

/// A part of a badge as a document of its own.
pub(super) fn standalone(part: Result<Value, serde_json::Error>) -> Result<Value, Error> {
    let mut document = json!({ "@context": [CREDENTIALS_V2, OPEN_BADGES_3] });
    match part {
        Ok(Value::Object(members)) => {
            if let Some(all) = document.as_object_mut() {
                all.extend(members);
            }
            Ok(document)
        }
        Ok(_) | Err(_) => Err(Error::NotFound("document")),
    }
}

pub(super) async fn published(
    app: &Issuance,
    issuer: &Issuer,
) -> Result<Vec<did::PublishedKey>, Error> {
    let keys = store::key::all(app.foundation.store.read(), issuer.id).await?;
    Ok(keys.iter().map(SigningKey::published).collect())
}

pub(super) async fn mark(app: &Issuance, issuer: &Issuer) -> Result<Arc<Vec<u8>>, Error> {
    let (name, accent, seed) = (
        issuer.profile.name.clone(),
        issuer.profile.accent,
        issuer_seed(issuer),
    );
    let key = format!("mark/{}/{accent}/{name}", issuer.id);
    app.shelf
        .made(key, async {
            Ok(app
                .artist
                .work(move |fonts| issuer_mark_svg(fonts, &name, &seed, accent))
                .await?
                .into_bytes())
        })
        .await
}

pub(super) fn issuer_seed(issuer: &Issuer) -> Vec<u8> {
    issuer.id.uuid().as_bytes().to_vec()
}

/// The rosette of an issuer.
pub(crate) fn issuer_rosette(issuer: &Issuer) -> String {
    rosette_svg(&issuer_seed(issuer), &RosetteOptions::default())
}

/// The keys of every issuer of a host, each with its `iss`.
pub(super) async fn host_keys(app: &Issuance, host: &str) -> Result<Served, Error> {
    let db = app.foundation.store.read();
    let bases = store::base::all(db).await?;
    let host = bases
        .iter()
        .map(|base| base.host())
        .find(|known| *known == host)
        .unwrap_or(app.config.public_url.host());
    let dids = store::issuer::dids_at(db, host).await?;
    let all = store::key::of_everybody(db).await?;
    let mut keys = Vec::new();
    for (name, issuer) in &dids {
        let own: Vec<did::PublishedKey> = all
            .iter()
            .filter(|key| key.issuer == *issuer)
            .map(SigningKey::published)
            .collect();
        if let Some(Value::Array(of_issuer)) = did::jwks(name, &own).get_mut("keys") {
            keys.append(of_issuer);
        }
    }
    Ok(Served::json(
        "application/jwk-set+json",
        &json!({ "keys": keys }),
        ASK_AGAIN,
    ))
}

pub(super) async fn achievement(
    app: &Issuance,
    name: AchievementName,
    form: AchievementForm,
) -> Result<Option<Served>, Error> {
    let db = app.foundation.store.read();
    let found = match name {
        AchievementName::Newest(id) => store::achievement::by_id(db, id)
            .await?
            .map(|achievement| achievement.current),
        AchievementName::Version(id) => store::achievement::version_by_id(db, id).await?,
    };
    let Some(version) = found else {
        return Ok(None);
    };
    let cache = if matches!(name, AchievementName::Version(_)) {
        FOR_EVER
    } else {
        "public, max-age=300"
    };
    let issuer = store::issuer::by_id(db, version.issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    let document = || {
        standalone(serde_json::to_value(badge::achievement(
            &version,
            &issuer.profile.locale,
        )))
    };
    Ok(Some(match form {
        AchievementForm::Png => Served::new("image/png", picture(app, version.png).await?, cache),
        AchievementForm::Svg => {
            Served::new("image/svg+xml", picture(app, version.svg).await?, cache)
        }
        AchievementForm::Json => Served::json(JSON_LD, &document()?, ASK_AGAIN),
        AchievementForm::Ob2 => {
            let addresses = ob2_addresses(&version, &issuer.slug);
            let class = ob2::badge_class(&document()?, &addresses).map_err(|error| {
                Error::field("achievement", version.id.to_string(), error.to_string())
            })?;
            Served::json(JSON_LD, &class, ASK_AGAIN)
        }
    }))
}
