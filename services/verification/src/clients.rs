//! Our own badges: documents and ledger, asked from issuance in process or by gRPC, never by a socket of our
//! own (decisions §4).

use crate::{
    app::Vouchers,
    check::{Budget, Registry, Sources, Voucher},
};
use contracts::{
    Wire,
    issuance::v1::{
        CheckLedgerRequest, GetDocumentRequest, ListOwnOriginsRequest, get_document_request::Of,
        internal_client::InternalClient,
    },
};
use openbadges::{
    key::did,
    verify::{Answer, Need, Own, State},
};
use platform::{Foundation, ServiceName};
use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;
use url::Url;

/// How old what is known of our own hosts and issuers may be. What can have changed since is asked for anew where it
/// matters: see [`Home::owns`].
const RECENT: Duration = Duration::from_secs(5);

/// The hosts and DIDs that are ours.
#[derive(Debug, Default)]
pub(crate) struct Ours {
    bases: Vec<Url>,
    dids: Arc<BTreeSet<String>>,
}

/// What is ours, asked of issuance now and then instead of for every badge.
pub(crate) struct Origins {
    foundation: Foundation,
    known: Mutex<Option<(Instant, Arc<Ours>)>>,
}

impl Origins {
    pub(crate) fn new(foundation: Foundation) -> Self {
        Self {
            foundation,
            known: Mutex::default(),
        }
    }

    /// What is ours, as of a moment ago at the earliest.
    pub(crate) async fn recent(&self) -> Result<Arc<Ours>, tonic::Status> {
        // Whoever waits here is told what the one before asked for.
        let mut known = self.known.lock().await;
        match known.as_ref() {
            Some((asked, ours)) if asked.elapsed() < RECENT => Ok(ours.clone()),
            _ => self.ask(&mut known).await,
        }
    }

    /// What is ours now, unless it was asked for after `since`.
    async fn newer_than(&self, since: &Arc<Ours>) -> Result<Arc<Ours>, tonic::Status> {
        let mut known = self.known.lock().await;
        match known.as_ref() {
            Some((_, ours)) if !Arc::ptr_eq(ours, since) => Ok(ours.clone()),
            _ => self.ask(&mut known).await,
        }
    }

    async fn ask(
        &self,
        known: &mut Option<(Instant, Arc<Ours>)>,
    ) -> Result<Arc<Ours>, tonic::Status> {
        let asked = Instant::now();
        let answer = issuance(&self.foundation)
            .list_own_origins(ListOwnOriginsRequest {})
            .await?
            .into_inner();
        let ours = Arc::new(Ours {
            bases: answer.bases.iter().filter_map(|b| b.parse().ok()).collect(),
            dids: Arc::new(answer.dids.into_iter().collect()),
        });
        *known = Some((asked, ours.clone()));
        Ok(ours)
    }
}

impl Ours {
    /// Host and path, if the address is ours. The scheme does not matter: did:web always says https.
    fn path_of(&self, url: &str) -> Option<(String, String)> {
        if self.is_plainly_elsewhere(url) {
            return None;
        }
        let url: Url = url.parse().ok()?;
        let ours = self
            .bases
            .iter()
            .any(|base| base.host_str() == url.host_str() && base.port() == url.port());
        let host = url.port().map_or_else(
            || url.host_str().unwrap_or_default().to_owned(),
            |p| format!("{}:{p}", url.host_str().unwrap_or_default()),
        );
        ours.then(|| (host, url.path().to_owned()))
    }

    /// Whether the address names another host in plain letters. Most addresses do, and need no reading of their rest.
    fn is_plainly_elsewhere(&self, url: &str) -> bool {
        plain_host(url).is_some_and(|host| {
            let ours = |base: &Url| {
                base.host_str()
                    .is_some_and(|h| h.eq_ignore_ascii_case(host))
            };
            !self.bases.iter().any(ours)
        })
    }

    /// Whether the address is ours.
    pub(crate) fn has(&self, url: &str) -> bool {
        self.path_of(url).is_some()
    }

    /// Whether an issuer of this id would be ours: its documents stand on our hosts.
    fn would_have(&self, issuer: &str) -> bool {
        if issuer.starts_with("did:") {
            return issuer.starts_with("did:web:")
                && did::web_address(issuer).is_ok_and(|url| self.has(&url));
        }
        self.has(issuer)
    }
}

/// The host of an https or http address that is written as reading it would write it, but for upper case: letters,
/// digits, dashes and dots, a letter first in the last label (otherwise it may be a number), no port and no user.
/// `None` for every other address.
fn plain_host(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = &rest[..end];
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.');
    let last = host.rsplit('.').next()?;
    let is_name = last.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_name && host.bytes().all(is_plain)).then_some(host)
}

fn issuance(foundation: &Foundation) -> InternalClient<Wire> {
    InternalClient::new(foundation.wires.as_service(ServiceName::Issuance))
        .max_decoding_message_size(32 << 20)
}

/// Our own documents from issuance, everybody else's from the web.
pub(crate) struct HomeAndWeb<'a> {
    pub foundation: &'a Foundation,
    pub ours: &'a Ours,
    pub web: Option<Budget<'a>>,
}

#[async_trait::async_trait]
impl Sources for HomeAndWeb<'_> {
    async fn get(&self, need: &Need) -> Answer {
        let Some((host, path)) = self.ours.path_of(&need.url) else {
            return match &self.web {
                Some(web) => web.get(need).await,
                None => crate::check::Offline.get(need).await,
            };
        };
        let request = GetDocumentRequest {
            host,
            of: Some(Of::Path(path)),
            if_none_match: String::new(),
        };
        match issuance(self.foundation).get_document(request).await {
            Ok(document) => {
                let document = document.into_inner();
                match u16::try_from(document.status) {
                    Ok(200) => Answer::Found(document.body),
                    Ok(status) => Answer::Status {
                        status,
                        body: document.body,
                    },
                    Err(_) => Answer::failed("our own document has no status"),
                }
            }
            Err(status) => Answer::failed(format!(
                "our own document could not be had: {}",
                status.message()
            )),
        }
    }
}

/// Our lists of known issuers, and the ledger.
pub(crate) struct Home<'a> {
    pub foundation: &'a Foundation,
    pub origins: &'a Origins,
    pub vouchers: &'a Vouchers,
    pub ours: &'a Arc<Ours>,
}

#[async_trait::async_trait]
impl Registry for Home<'_> {
    async fn vouches(&self, issuer: &str) -> Result<Vec<Voucher>, String> {
        let vouchers = self.vouchers.of(issuer).await;
        vouchers.map(|v| v.to_vec()).map_err(|e| e.to_string())
    }

    fn own_issuers(&self) -> Arc<BTreeSet<String>> {
        self.ours.dids.clone()
    }

    async fn owns(&self, issuer: &str) -> Result<bool, String> {
        if self.ours.dids.contains(issuer) {
            return Ok(true);
        }
        // On our hosts, but not known yet: it may have been created a moment ago.
        if !self.ours.would_have(issuer) {
            return Ok(false);
        }
        match self.origins.newer_than(self.ours).await {
            Ok(now) => Ok(now.dids.contains(issuer)),
            Err(status) => Err(format!("{:?}", status.code())),
        }
    }

    async fn ledger(&self, credential: &str) -> Result<Option<Own>, String> {
        // Signed in our name under an address that is not ours: never issued here.
        let Some((_, path)) = self.ours.path_of(credential) else {
            return Ok(None);
        };
        let Some(id) = path
            .strip_prefix("/b/")
            .or_else(|| path.strip_prefix("/ob2/assertions/"))
        else {
            return Ok(None);
        };
        let request = CheckLedgerRequest {
            credential_id: id.to_owned(),
            digest: String::new(),
            verification_method: String::new(),
        };
        let answer = match issuance(self.foundation).check_ledger(request).await {
            Ok(answer) => answer.into_inner(),
            // An id that no credential can have is one we never issued.
            Err(status)
                if matches!(
                    status.code(),
                    tonic::Code::NotFound | tonic::Code::InvalidArgument
                ) =>
            {
                return Ok(None);
            }
            Err(status) => return Err(format!("{:?}", status.code())),
        };
        Ok(answer.known.then(|| Own {
            state: match answer.status.as_str() {
                "valid" => State::Valid,
                "expired" => State::Expired,
                "suspended" => State::Suspended,
                "revoked" => State::Revoked,
                _ => State::Unknown,
            },
            reason: Some(answer.status_reason).filter(|r| !r.is_empty()),
            revisions: answer.digests.into_iter().collect(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ours() -> Ours {
        let bases = ["https://badges.guild.example", "http://127.0.0.1:8080"];
        Ours {
            bases: bases.iter().filter_map(|b| b.parse().ok()).collect(),
            dids: Arc::default(),
        }
    }

    #[test]
    fn an_address_is_ours_however_it_is_written() {
        for url in [
            "https://badges.guild.example/b/1",
            "http://BADGES.guild.example/b/1",
            "https://user@badges.guild.example/b/1",
            "https://badges.guild.example:443/b/1",
            "https://b%61dges.guild.example/b/1",
            "https://bad\tges.guild.example/b/1",
            "https:\\\\badges.guild.example\\b\\1",
            "https://ｂadges.guild.example/b/1",
            "  https://badges.guild.example/b/1",
            "http://127.0.0.1:8080/b/1",
            "http://2130706433:8080/b/1",
            "http://0x7f000001:8080/b/1",
        ] {
            assert!(ours().has(url), "{url}");
        }
        for url in [
            "https://guild.example/b/1",
            "https://badges.guild.example.evil.example/b/1",
            "https://evil.example/https://badges.guild.example/b/1",
            "https://badges.guild.example@evil.example/b/1",
            "https://badges.guild.example./b/1",
            "http://127.0.0.1/b/1",
            "did:web:badges.guild.example",
            "",
        ] {
            assert!(!ours().has(url), "{url}");
        }
    }

    proptest! {
        #[test]
        fn a_plain_host_is_the_one_that_reading_finds(host in "[A-Za-z0-9.%@:x-]{1,12}(\\.[a-z0]{1,4})?", rest in "([/?#\\\\].{0,8})?") {
            let url = format!("https://{host}{rest}");
            if let (Some(plain), Ok(read)) = (plain_host(&url), url.parse::<Url>()) {
                let plain = plain.to_ascii_lowercase();
                prop_assert_eq!(read.host_str(), Some(plain.as_str()));
            }
        }
    }
}
