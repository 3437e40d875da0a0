//! Our own badges: documents and ledger, asked from issuance in process or by gRPC, never by a socket of our
//! own (decisions §4).

use crate::{
    check::{Budget, Registry, Sources, Voucher},
    store,
};
use contracts::{
    Wire,
    issuance::v1::{
        CheckLedgerRequest, GetDocumentRequest, ListOwnOriginsRequest, get_document_request::Of,
        internal_client::InternalClient,
    },
};
use openbadges::verify::{Answer, Need, Own, State};
use platform::{Foundation, ServiceName};
use url::Url;

/// The hosts and DIDs that are ours.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ours {
    bases: Vec<Url>,
    dids: Vec<String>,
}

impl Ours {
    pub(crate) async fn ask(foundation: &Foundation) -> Result<Self, tonic::Status> {
        let answer = issuance(foundation)
            .list_own_origins(ListOwnOriginsRequest {})
            .await?
            .into_inner();
        Ok(Self {
            bases: answer.bases.iter().filter_map(|b| b.parse().ok()).collect(),
            dids: answer.dids,
        })
    }

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
    pub ours: &'a Ours,
}

#[async_trait::async_trait]
impl Registry for Home<'_> {
    async fn vouches(&self, issuer: &str) -> Vec<Voucher> {
        match store::known::vouchers(&self.foundation.store, issuer).await {
            Ok(vouchers) => vouchers,
            Err(error) => {
                tracing::error!(%error, "the lists of known issuers could not be read");
                Vec::new()
            }
        }
    }

    fn own_issuers(&self) -> Vec<String> {
        self.ours.dids.clone()
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
