//! The same badge as Open Badges 2.0 hosts it.

use super::{
    JSON_LD, Served,
    badge::{broken, read_document},
};
use crate::{
    Error, Issuance,
    app::pages,
    domain::{
        achievement::Version,
        credential::{Credential, State},
        issuer::Slug,
        revision::Revision,
    },
    store,
    words::Words,
};
use openbadges::ob2;
use serde_json::Value;

pub(super) fn base_of<'a>(url: &'a str, path: &str) -> &'a str {
    url.find(path).map_or(url, |at| &url[..at])
}

/// The addresses of a version's hosted documents; the Assertion's is left empty.
pub(super) fn ob2_addresses(version: &Version, slug: &Slug) -> ob2::Addresses {
    let base = base_of(&version.ob2_url, "/ob2/");
    ob2::Addresses {
        assertion: String::new(),
        badge_class: version.ob2_url.clone(),
        issuer: format!("{base}/ob2/issuers/{slug}"),
    }
}

pub(super) fn assertion_address(credential: &Credential) -> String {
    format!(
        "{}/ob2/assertions/{}",
        base_of(&credential.url, "/b/"),
        credential.id
    )
}

pub(super) async fn assertion(
    app: &Issuance,
    credential: &Credential,
    version: &Version,
    revision: &Revision,
) -> Result<Value, Error> {
    let issuer = store::issuer::by_id(app.foundation.store.read(), credential.issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    let addresses = ob2::Addresses {
        assertion: assertion_address(credential),
        ..ob2_addresses(version, &issuer.slug)
    };
    let image = format!("{}.png", credential.url);
    let mut document = ob2::assertion(&read_document(revision)?, &addresses, Some(&image))
        .map_err(|error| broken(revision, &error))?;
    if let Some(body) = &version.content.examining_body {
        let words = Words::of(&[&credential.locale, &issuer.profile.locale]);
        let assessed = format!("{} {}", words.get("assessed-by"), body.name);
        let narrative = document
            .get("narrative")
            .and_then(Value::as_str)
            .map_or_else(|| assessed.clone(), |told| format!("{told}\n\n{assessed}"));
        document["narrative"] = narrative.into();
    }
    Ok(document)
}

/// What the host answers with 410.
pub(super) async fn withdrawn(app: &Issuance, credential: &Credential) -> Result<Served, Error> {
    let issuer = store::issuer::by_id(app.foundation.store.read(), credential.issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    let words = Words::of(&[&credential.locale, &issuer.profile.locale]);
    let now = app.foundation.clock.now();
    let word = words.get(if credential.state(now) == State::Revoked {
        "ob2-revoked"
    } else {
        "ob2-suspended"
    });
    let reason = pages::public_reason(&issuer, credential, now);
    let told = if reason.is_empty() {
        word.to_owned()
    } else {
        format!("{word}: {reason}")
    };
    let document = ob2::revoked_assertion(&assertion_address(credential), &told);
    Ok(Served {
        status: 410,
        etag: String::new(),
        ..Served::json(JSON_LD, &document, "no-store")
    })
}
