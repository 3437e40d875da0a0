//! Every public document, as it is served. Made when it is first asked for and kept by what it was made from, so that a
//! change of a badge is seen by the very next look.

mod badge;
mod issuer;
mod ob2;
mod status_list;

pub(crate) use badge::{capability, rosette, viewer};
pub(crate) use issuer::issuer_rosette;

use super::Issuance;
use crate::{
    Error,
    domain::{achievement::Digest, document::DocumentName},
    store,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::{future::Future, sync::Arc, time::Duration};

const JSON_LD: &str = "application/ld+json";
const CREDENTIAL: &str = "application/vc";
/// How much of what was made is kept, in bytes.
const SHELF: u64 = 64 << 20;
/// How long what nobody asks for is kept.
const SHELF_TIME: Duration = Duration::from_secs(3600);
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
        DocumentName::Credential(id, form) => badge::credential(app, *id, *form, wanted).await?,
        DocumentName::Issuer(slug, form) => issuer::issuer(app, slug, *form, &wanted.host).await?,
        DocumentName::HostKeys => Some(issuer::host_keys(app, &wanted.host).await?),
        DocumentName::Achievement(name, form) => issuer::achievement(app, *name, *form).await?,
        DocumentName::StatusList(id) => status_list::status_list(app, *id).await?,
    };
    Ok(served
        .unwrap_or_else(|| Served::nothing(404))
        .unless(&wanted.if_none_match))
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
}
