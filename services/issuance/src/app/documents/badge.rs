//! The forms of a badge, and who may see them.

use super::{
    ASK_AGAIN, CREDENTIAL, JSON_LD, PRIVATE, Served, Wanted,
    ob2::{assertion, withdrawn},
    picture,
};
use crate::{
    Error, Issuance,
    app::{artist::ArtError, lifecycle::versions},
    domain::{
        achievement::Version,
        badge::shown_name,
        credential::{Credential, State, Visibility},
        document::CredentialForm,
        revision::Revision,
        visibility::{Access, Thing, Viewer, access},
    },
    store,
    words::Words,
};
use artwork::{
    Art, CardData, CardState, CardWords, RosetteOptions, rosette_seed, rosette_svg, social_card_png,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use openbadges::{
    bake::{self, Existing},
    proof::jwt,
};
use platform::{clock::Timestamp, ids::CredentialId};
use serde_json::Value;
use std::sync::Arc;

/// Who looks at a badge.
pub(crate) fn viewer(
    app: &Issuance,
    credential: &Credential,
    capability: &str,
    owner: bool,
) -> Viewer {
    match owner {
        true => Viewer::Owner,
        false
            if credential.visibility == Visibility::Link && opens(app, credential, capability) =>
        {
            Viewer::LinkHolder
        }
        false => Viewer::Stranger,
    }
}

/// The capability of a link-only badge: what its address carries behind `?k=`.
pub(crate) fn capability(app: &Issuance, credential: &Credential) -> String {
    let keyring = &app.foundation.keyring;
    URL_SAFE_NO_PAD.encode(
        &keyring.blind(
            "credential.link",
            &credential.issuer.to_string(),
            &link_name(credential),
        )[..16],
    )
}

pub(super) fn opens(app: &Issuance, credential: &Credential, given: &str) -> bool {
    let former = app.foundation.keyring.blind_previous(
        "credential.link",
        &credential.issuer.to_string(),
        &link_name(credential),
    );
    let former = former
        .iter()
        .map(|blind| URL_SAFE_NO_PAD.encode(&blind[..16]));
    // Compared as secrets are: how many characters were right must not show.
    std::iter::once(capability(app, credential))
        .chain(former)
        .any(|own| platform::Secret::new(own).matches(given))
}

pub(super) fn link_name(credential: &Credential) -> String {
    format!("{}/{}", credential.id, credential.link_generation)
}

pub(super) async fn credential(
    app: &Issuance,
    id: CredentialId,
    form: CredentialForm,
    wanted: &Wanted,
) -> Result<Option<Served>, Error> {
    let foundation = &app.foundation;
    let now = foundation.clock.now();
    let Some(credential) = store::credential::by_id(foundation.store.read(), id).await? else {
        return Ok(None);
    };
    let viewer = viewer(app, &credential, &wanted.capability, wanted.owner);
    let thing = match form {
        CredentialForm::Card => Thing::Card,
        CredentialForm::Ob2 => Thing::Ob2,
        CredentialForm::Rosette => Thing::Page,
        _ => Thing::File,
    };
    let Some(key) =
        store::credential::person_key(&foundation.store, &foundation.keyring, id).await?
    else {
        return Ok(Some(Served::nothing(410)));
    };
    match access(&credential, viewer, thing, now) {
        Access::NotFound => return Ok(None),
        Access::Withdrawn => return withdrawn(app, &credential).await.map(Some),
        Access::Shown => {}
    }
    let version = version_of(app, &credential).await?;
    let revision =
        store::revision::by_number(foundation.store.read(), &key, id, credential.revision)
            .await?
            .ok_or(Error::NotFound("revision"))?;
    let cache = if viewer == Viewer::Stranger {
        ASK_AGAIN
    } else {
        PRIVATE
    };
    let title = &version.content.name;
    Ok(Some(match form {
        CredentialForm::Json => {
            Served::new(CREDENTIAL, Arc::new(revision.document.into_bytes()), cache)
        }
        CredentialForm::Jwt => Served::new(
            "application/vc+jwt",
            jwt_of(app, &credential, &revision).await?,
            cache,
        )
        .saved_as(title, "jwt"),
        CredentialForm::Png => Served::new(
            "image/png",
            baked_png(app, &version, &revision).await?,
            cache,
        )
        .saved_as(title, "png"),
        CredentialForm::Svg => Served::new(
            "image/svg+xml",
            baked_svg(app, &version, &revision).await?,
            cache,
        )
        .saved_as(title, "svg"),
        CredentialForm::Image => Served::new("image/png", picture(app, version.png).await?, cache),
        CredentialForm::Rosette => Served::new(
            "image/svg+xml",
            Arc::new(rosette(&credential).into_bytes()),
            cache,
        ),
        CredentialForm::Ob2 => Served::json(
            JSON_LD,
            &assertion(app, &credential, &version, &revision).await?,
            cache,
        ),
        CredentialForm::Card => Served::new(
            "image/png",
            card(app, &credential, &version, now).await?,
            cache,
        ),
    }))
}

pub(super) async fn version_of(
    app: &Issuance,
    credential: &Credential,
) -> Result<Arc<Version>, Error> {
    let found = versions(app, std::slice::from_ref(credential)).await?;
    found
        .into_values()
        .next()
        .ok_or(Error::NotFound("achievement version"))
}

pub(super) fn shelf_name(form: &str, revision: &Revision) -> String {
    format!("{form}/{}/{}", revision.credential, revision.number)
}

/// The same badge as VC-JWT, signed by the issuer's RSA key.
pub(super) async fn jwt_of(
    app: &Issuance,
    credential: &Credential,
    revision: &Revision,
) -> Result<Arc<Vec<u8>>, Error> {
    let make = async {
        let document: Value = read_document(revision)?;
        let key = app.keys.jwt_key(credential.issuer).await?;
        let unsigned = jwt::prepare(
            &document,
            &key.method(&credential.issuer_did),
            jwt::Algorithm::Rs256,
        )
        .map_err(|error| broken(revision, &error))?;
        let signature = key.sign(unsigned.bytes_to_sign()).await?;
        Ok(unsigned.attach(&signature).into_bytes())
    };
    app.shelf.made(shelf_name("jwt", revision), make).await
}

pub(super) async fn baked_png(
    app: &Issuance,
    version: &Version,
    revision: &Revision,
) -> Result<Arc<Vec<u8>>, Error> {
    let make = async {
        let picture = picture(app, version.png).await?;
        bake::png::bake(
            &picture,
            &revision.document,
            bake::Version::V3,
            Existing::Overwrite,
        )
        .map_err(|error| broken(revision, &error))
    };
    app.shelf.made(shelf_name("png", revision), make).await
}

pub(super) async fn baked_svg(
    app: &Issuance,
    version: &Version,
    revision: &Revision,
) -> Result<Arc<Vec<u8>>, Error> {
    let make = async {
        let picture = picture(app, version.svg).await?;
        bake::svg::bake(
            &picture,
            &revision.document,
            None,
            bake::Version::V3,
            Existing::Overwrite,
        )
        .map_err(|error| broken(revision, &error))
    };
    app.shelf.made(shelf_name("svg", revision), make).await
}

/// The rosette of a badge: the same for as long as there is the badge.
pub(crate) fn rosette(credential: &Credential) -> String {
    rosette_svg(&seed(credential), &RosetteOptions::default())
}

/// The seed that every verifier of ours draws this badge's rosette from, too.
fn seed(credential: &Credential) -> Vec<u8> {
    rosette_seed(&credential.url, &credential.issuer_did)
}

pub(super) async fn card(
    app: &Issuance,
    credential: &Credential,
    version: &Arc<Version>,
    now: Timestamp,
) -> Result<Arc<Vec<u8>>, Error> {
    let foundation = &app.foundation;
    let issuer = store::issuer::by_id(foundation.store.read(), credential.issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?;
    let personal =
        store::credential::personal(&foundation.store, &foundation.keyring, credential.id).await?;
    let recipient = personal
        .as_ref()
        .map(|p| shown_name(&issuer, p).to_owned())
        .unwrap_or_default();
    let state = credential.state(now);
    // Everything that is drawn, so that a change of any of it is drawn anew.
    let drawn = format!(
        "{}\u{0}{recipient}\u{0}{}\u{0}{}",
        issuer.profile.name, issuer.profile.accent, issuer.profile.locale
    );
    let key = format!(
        "card/{}/{}/{}/{}",
        credential.id,
        version.id,
        state.as_str(),
        openbadges::encoding::sha256_hex(drawn.as_bytes())
    );
    let make = async {
        let svg = picture(app, version.svg).await?;
        let png = picture(app, version.png).await?;
        let (issuer, version, seed) = (issuer.clone(), version.clone(), seed(credential));
        let words = Words::of(&[&credential.locale, &issuer.profile.locale]);
        let drawn = app.artist.work(move |fonts| {
            let art = match (version.content.art.design(), std::str::from_utf8(&svg)) {
                (Some(_), Ok(svg)) => Art::Svg(svg),
                _ => Art::Png(&png),
            };
            let (state, word) = match state {
                State::Valid => (CardState::Valid, "card-valid"),
                State::Expired => (CardState::Expired, "card-expired"),
                State::Suspended => (CardState::Suspended, "card-suspended"),
                State::Revoked => (CardState::Revoked, "card-revoked"),
            };
            social_card_png(
                fonts,
                &CardData {
                    issuer: &issuer.profile.name,
                    title: &version.content.name,
                    recipient: Some(recipient.as_str()).filter(|name| !name.is_empty()),
                    state,
                    words: CardWords {
                        state: words.get(word),
                        awarded_to: words.get("card-awarded-to"),
                        issued_by: words.get("card-issued-by"),
                    },
                    art,
                    rosette_seed: &seed,
                    accent: issuer.profile.accent,
                    right_to_left: false,
                },
            )
        });
        Ok(drawn.await?.map_err(ArtError::from)?)
    };
    app.shelf.made(key, make).await
}

pub(super) fn read_document(revision: &Revision) -> Result<Value, Error> {
    serde_json::from_str(&revision.document).map_err(|error| broken(revision, &error))
}

/// A signed document that cannot be used: our fault.
pub(super) fn broken(revision: &Revision, error: &dyn std::fmt::Display) -> Error {
    platform::store::StoreError::Corrupt {
        table: "revision",
        row: format!("{}/{}", revision.credential, revision.number),
        problem: error.to_string(),
    }
    .into()
}
