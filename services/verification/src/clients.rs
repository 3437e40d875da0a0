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
