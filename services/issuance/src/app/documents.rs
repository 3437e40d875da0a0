//! Every public document, as it is served. Made when it is first asked for and kept by what it was made from, so that a
//! change of a badge is seen by the very next look.

use super::{Issuance, artist::ArtError, lifecycle::versions};
use crate::{
    Error,
    domain::{
        achievement::{Digest, Version},
        badge::{self, shown_name},
        credential::{Credential, State, Visibility},
        document::{AchievementForm, AchievementName, CredentialForm, DocumentName, IssuerForm},
        issuer::{Issuer, Slug},
        key::SigningKey,
        revision::Revision,
        status_list::ENTRIES,
        visibility::{Access, Thing, Viewer, access},
    },
    store,
    words::Words,
};
use artwork::{
    Art, CardData, CardState, CardWords, RosetteOptions, issuer_mark_svg, rosette_svg,
    social_card_png,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use openbadges::{
    Timestamp as Text,
    bake::{self, Existing},
    context::{CREDENTIALS_V2, Contexts, OPEN_BADGES_3},
    key::did,
    ob2,
    proof::{self, Options, Suite, jwt},
    status::{self, Bitstring},
};
use platform::{
    clock::Timestamp,
    ids::{CredentialId, Id as _, StatusListId},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{future::Future, sync::Arc, time::Duration};

const JSON_LD: &str = "application/ld+json";
const CREDENTIAL: &str = "application/vc";
/// How much of what was made is kept, in bytes.
const SHELF: u64 = 64 << 20;
/// How long what nobody asks for is kept.
const SHELF_TIME: Duration = Duration::from_secs(3600);
/// How long a copy of a status list may be used.
const LIST_VALIDITY: Duration = Duration::from_secs(7 * 24 * 3600);
/// What may change at any time: asked for again each time, and answered 304 mostly.
const ASK_AGAIN: &str = "no-cache";
/// For the earner's eyes or a link holder's: no shared cache keeps it.
const PRIVATE: &str = "private, no-cache";
/// A version of a picture never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A document as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// 200, 304, 404 or 410.
    pub status: u16,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub body: Arc<Vec<u8>>,
    /// Names these very bytes; empty where there are none.
    pub etag: String,
    /// Who may keep a copy.
    pub cache_control: &'static str,
    /// The name to save it under; empty to show it.
    pub file_name: String,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The host it was asked on; the one in force if empty.
    pub host: String,
    /// Which document.
    pub name: DocumentName,
    /// The capability of a link-only badge.
    pub capability: String,
    /// Whether the earner asks, signed in.
    pub owner: bool,
    /// The caller's `If-None-Match`.
    pub if_none_match: String,
}

/// What was made before, by what it was made from.
#[derive(Clone)]
pub(crate) struct Shelf(moka::future::Cache<String, Arc<Vec<u8>>>);

impl Default for Shelf {
    fn default() -> Self {
        let weigh = |key: &String, made: &Arc<Vec<u8>>| {
            u32::try_from(key.len() + made.len()).unwrap_or(u32::MAX)
        };
        Self(
            moka::future::Cache::builder()
                .weigher(weigh)
                .max_capacity(SHELF)
                .time_to_idle(SHELF_TIME)
                .build(),
        )
    }
}

impl Shelf {
    async fn made(
        &self,
        key: String,
        make: impl Future<Output = Result<Vec<u8>, Error>>,
    ) -> Result<Arc<Vec<u8>>, Error> {
        if let Some(made) = self.0.get(&key).await {
            return Ok(made);
        }
        let made = Arc::new(make.await?);
        self.0.insert(key, made.clone()).await;
        Ok(made)
    }
}

impl Served {
    fn new(media_type: &'static str, body: Arc<Vec<u8>>, cache_control: &'static str) -> Self {
        let etag = format!(
            "\"{}\"",
            URL_SAFE_NO_PAD.encode(&Sha256::digest(body.as_slice())[..15])
        );
        Self {
            status: 200,
            media_type,
            body,
            etag,
            cache_control,
            file_name: String::new(),
        }
    }
    fn json(media_type: &'static str, document: &Value, cache_control: &'static str) -> Self {
        Self::new(
            media_type,
            Arc::new(document.to_string().into_bytes()),
            cache_control,
        )
    }
    fn nothing(status: u16) -> Self {
        Self {
            status,
            media_type: "text/plain",
            body: Arc::default(),
            etag: String::new(),
            cache_control: "no-store",
            file_name: String::new(),
        }
    }
    fn saved_as(mut self, title: &str, suffix: &str) -> Self {
        self.file_name = format!("{}.{suffix}", plain(title));
        self
    }
    fn unless(self, if_none_match: &str) -> Self {
        let matches = |tag: &str| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == self.etag;
        if self.status == 200 && if_none_match.split(',').map(str::trim).any(matches) {
            return Self {
                status: 304,
                body: Arc::default(),
                ..self
            };
        }
        self
    }
}

/// The document, as it is served to this viewer.
///
/// # Errors
/// The database failed, or something could not be drawn or signed. A document there is not is answered 404.
pub async fn get(app: &Issuance, wanted: &Wanted) -> Result<Served, Error> {
    let served = match &wanted.name {
        DocumentName::Credential(id, form) => credential(app, *id, *form, wanted).await?,
        DocumentName::Issuer(slug, form) => issuer(app, slug, *form, &wanted.host).await?,
        DocumentName::HostKeys => Some(host_keys(app, &wanted.host).await?),
        DocumentName::Achievement(name, form) => achievement(app, *name, *form).await?,
        DocumentName::StatusList(id) => status_list(app, *id).await?,
    };
    Ok(served
        .unwrap_or_else(|| Served::nothing(404))
        .unless(&wanted.if_none_match))
}

// ───────────────────────────── badges

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

fn opens(app: &Issuance, credential: &Credential, given: &str) -> bool {
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

fn link_name(credential: &Credential) -> String {
    format!("{}/{}", credential.id, credential.link_generation)
}

async fn credential(
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

async fn version_of(app: &Issuance, credential: &Credential) -> Result<Arc<Version>, Error> {
    let found = versions(app, std::slice::from_ref(credential)).await?;
    found
        .into_values()
        .next()
        .ok_or(Error::NotFound("achievement version"))
}

fn shelf_name(form: &str, revision: &Revision) -> String {
    format!("{form}/{}/{}", revision.credential, revision.number)
}

/// The same badge as VC-JWT, signed by the issuer's RSA key.
async fn jwt_of(
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

async fn baked_png(
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

async fn baked_svg(
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

/// A picture by its digest.
async fn picture(app: &Issuance, digest: Digest) -> Result<Arc<Vec<u8>>, Error> {
    let make = async {
        let found = store::image::by_digest(app.foundation.store.read(), digest).await?;
        Ok(found.ok_or(Error::NotFound("picture"))?.bytes)
    };
    app.shelf
        .made(
            format!("picture/{}", openbadges::encoding::hex(&digest.0)),
            make,
        )
        .await
}

/// The rosette of a badge: the same for as long as there is the badge.
pub(crate) fn rosette(credential: &Credential) -> String {
    rosette_svg(&rosette_seed(credential), &RosetteOptions::default())
}

fn rosette_seed(credential: &Credential) -> Vec<u8> {
    [
        credential.id.to_string().as_bytes(),
        credential.issuer_did.as_bytes(),
    ]
    .concat()
}

async fn card(
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
        let (issuer, version, seed) = (issuer.clone(), version.clone(), rosette_seed(credential));
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

// ───────────────────────────── Open Badges 2.0

fn base_of<'a>(url: &'a str, path: &str) -> &'a str {
    url.find(path).map_or(url, |at| &url[..at])
}

fn ob2_addresses(
    version: &Version,
    slug: &Slug,
    assertion: Option<CredentialId>,
) -> ob2::Addresses {
    let base = base_of(&version.ob2_url, "/ob2/");
    ob2::Addresses {
        assertion: assertion
            .map(|id| format!("{base}/ob2/assertions/{id}"))
            .unwrap_or_default(),
        badge_class: version.ob2_url.clone(),
        issuer: format!("{base}/ob2/issuers/{slug}"),
    }
}

fn assertion_address(credential: &Credential) -> String {
    format!(
        "{}/ob2/assertions/{}",
        base_of(&credential.url, "/b/"),
        credential.id
    )
}

async fn assertion(
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
        ..ob2_addresses(version, &issuer.slug, None)
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
async fn withdrawn(app: &Issuance, credential: &Credential) -> Result<Served, Error> {
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
    let reason = super::pages::public_reason(&issuer, credential, now);
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

// ───────────────────────────── issuers

/// The base address and the DID under which an issuer is asked for on a host: the one in force where the host is none
/// of ours.
async fn on_host(app: &Issuance, issuer: &Issuer, host: &str) -> Result<(String, String), Error> {
    let db = app.foundation.store.read();
    if let Some(did) = store::issuer::did_at(db, issuer.id, host).await? {
        let bases = store::base::all(db).await?;
        if let Some(base) = bases.iter().find(|base| base.host() == host) {
            return Ok((base.to_string(), did));
        }
    }
    Ok((app.config.public_url.to_string(), issuer.did.clone()))
}

async fn issuer(
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

fn profile_json(issuer: &Issuer, did: &str, mark_url: &str, ob2_url: &str) -> Result<Value, Error> {
    standalone(serde_json::to_value(badge::profile(
        issuer, did, mark_url, ob2_url,
    )))
}

/// A part of a badge as a document of its own.
fn standalone(part: Result<Value, serde_json::Error>) -> Result<Value, Error> {
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

async fn published(app: &Issuance, issuer: &Issuer) -> Result<Vec<did::PublishedKey>, Error> {
    let keys = store::key::all(app.foundation.store.read(), issuer.id).await?;
    Ok(keys.iter().map(SigningKey::published).collect())
}

async fn mark(app: &Issuance, issuer: &Issuer) -> Result<Arc<Vec<u8>>, Error> {
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

fn issuer_seed(issuer: &Issuer) -> Vec<u8> {
    issuer.id.uuid().as_bytes().to_vec()
}

/// The rosette of an issuer.
pub(crate) fn issuer_rosette(issuer: &Issuer) -> String {
    rosette_svg(&issuer_seed(issuer), &RosetteOptions::default())
}

/// The keys of every issuer of a host, each with its `iss`.
async fn host_keys(app: &Issuance, host: &str) -> Result<Served, Error> {
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

// ───────────────────────────── achievements

async fn achievement(
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
            let addresses = ob2_addresses(&version, &issuer.slug, None);
            let class = ob2::badge_class(&document()?, &addresses).map_err(|error| {
                Error::field("achievement", version.id.to_string(), error.to_string())
            })?;
            Served::json(JSON_LD, &class, ASK_AGAIN)
        }
    }))
}

// ───────────────────────────── status lists

/// A list, signed once for each of its versions and days. Whoever serves it signs the same bytes.
async fn status_list(app: &Issuance, id: StatusListId) -> Result<Option<Served>, Error> {
    let db = app.foundation.store.read();
    let Some(list) = store::status_list::by_id(db, id).await? else {
        return Ok(None);
    };
    let key = app.keys.signing_key(list.issuer).await?;
    let today = day_of(app.foundation.clock.now());
    let from = today
        .max(list.changed_at.whole_second())
        .max(key.key().created_at.whole_second());
    let name = format!(
        "status/{id}/{}/{}/{}",
        list.version,
        from.seconds(),
        key.key().number
    );
    let make = async {
        let mut bits = Bitstring::new(ENTRIES as usize).map_err(|error| list_broken(&error))?;
        for index in store::status_list::set_entries(db, id).await? {
            bits.set(index as usize, true)
                .map_err(|error| list_broken(&error))?;
        }
        let (method, public) = (key.method(&list.issuer_did), key.key().public.clone());
        let unsigned = app
            .artist
            .work(move |_| {
                let wanted = status::List {
                    url: &list.url,
                    issuer: &list.issuer_did,
                    purpose: "revocation",
                    valid_from: Text::from_text(from.rfc3339()),
                    valid_until: Some(Text::from_text(from.plus(LIST_VALIDITY).rfc3339())),
                };
                let options = Options {
                    suite: Suite::EddsaRdfc2022,
                    verification_method: method,
                    created: Text::from_text(from.rfc3339()),
                };
                proof::prepare(
                    status::list_credential(&wanted, &bits),
                    &options,
                    &public,
                    &Contexts::bundled(),
                )
            })
            .await?
            .map_err(|error| list_broken(&error))?;
        let signature = key.sign(unsigned.bytes_to_sign()).await?;
        Ok(unsigned.attach(&signature).to_string().into_bytes())
    };
    Ok(Some(Served::new(
        CREDENTIAL,
        app.shelf.made(name, make).await?,
        ASK_AGAIN,
    )))
}

fn day_of(at: Timestamp) -> Timestamp {
    let day = Duration::from_secs(24 * 3600).as_micros() as i64;
    Timestamp::from_micros(at.micros().div_euclid(day) * day)
}

// ───────────────────────────── small things

fn read_document(revision: &Revision) -> Result<Value, Error> {
    serde_json::from_str(&revision.document).map_err(|error| broken(revision, &error))
}

/// A signed document that cannot be used: our fault.
fn broken(revision: &Revision, error: &dyn std::fmt::Display) -> Error {
    platform::store::StoreError::Corrupt {
        table: "revision",
        row: format!("{}/{}", revision.credential, revision.number),
        problem: error.to_string(),
    }
    .into()
}

fn list_broken(error: &dyn std::fmt::Display) -> Error {
    platform::store::StoreError::Corrupt {
        table: "status_list",
        row: String::new(),
        problem: error.to_string(),
    }
    .into()
}

/// A title as a file name on any system.
fn plain(title: &str) -> String {
    let letters: String = title
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = letters.split('-').filter(|part| !part.is_empty()).collect();
    let name: String = parts.join("-").chars().take(60).collect();
    if name.is_empty() {
        "badge".into()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_plain_in_any_script() {
        assert_eq!(
            plain("Bid & Proposal / Practitioner"),
            "Bid-Proposal-Practitioner"
        );
        assert_eq!(plain("../../etc"), "etc");
        assert_eq!(plain("専門家 I"), "専門家-I");
        assert_eq!(plain("\"\r\n"), "badge");
    }

    #[test]
    fn what_the_caller_has_is_not_sent_again() {
        let served = Served::new("text/plain", Arc::new(b"x".to_vec()), ASK_AGAIN);
        let etag = served.etag.clone();
        for tag in [
            etag.clone(),
            format!("W/{etag}"),
            format!("\"a\", {etag}"),
            "*".into(),
        ] {
            let again = served.clone().unless(&tag);
            assert_eq!(
                (again.status, again.body.len(), again.etag.as_str()),
                (304, 0, etag.as_str())
            );
        }
        assert_eq!(served.clone().unless("\"other\"").status, 200);
        assert_eq!(Served::nothing(404).unless("*").status, 404);
    }

    #[test]
    fn a_list_is_signed_for_a_day() {
        let day = day_of(Timestamp::parse("2026-03-31T23:59:59Z").unwrap());
        assert_eq!(day.rfc3339(), "2026-03-31T00:00:00Z");
    }
}
