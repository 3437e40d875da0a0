//! The fetcher that cannot be led into the operator's network.

use std::{
    collections::BTreeSet,
    error::Error,
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use http::{HeaderMap, StatusCode, header};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::{
    DEFAULT_MAX_BYTES, Fetch, FetchError, Fetched, HostPort, Request, freshness::Freshness,
    is_public,
};
use crate::signin::Throttle;

/// How to fetch.
#[derive(Debug, Clone)]
pub struct FetchSettings {
    /// Places that may be fetched although they are private, by http or https, on that port.
    pub allow: Vec<HostPort>,
    /// The `User-Agent` header: who asks, and where to complain.
    pub user_agent: String,
    /// Time for one fetch in all, redirects and body included.
    pub timeout: Duration,
    /// Most bytes of one body.
    pub max_bytes: usize,
    /// Most redirects followed.
    pub redirects: usize,
    /// Most fetches of one host in a minute, so that nobody makes us flood a third party.
    pub per_host_per_minute: u32,
}

impl Default for FetchSettings {
    /// Nothing private, 5 s, 2 MiB, 3 redirects, 300 fetches of a host in a minute.
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            user_agent: concat!("accolade/", env!("CARGO_PKG_VERSION")).to_owned(),
            timeout: Duration::from_secs(5),
            max_bytes: DEFAULT_MAX_BYTES,
            redirects: 3,
            per_host_per_minute: 300,
        }
    }
}

/// Why a fetcher could not be made: the settings or the system's certificates.
#[derive(Debug, thiserror::Error)]
#[error("the fetcher of foreign documents cannot start: {why}")]
pub struct FetchSetupError {
    /// The cause, in words.
    pub why: String,
}

/// Fetches from the public internet by https, and from what the operator allows. Cheap to clone.
#[derive(Clone)]
pub struct GuardedFetcher {
    settings: Arc<FetchSettings>,
    /// Dials public addresses only.
    public: reqwest::Client,
    /// Dials anything; used for the allowed places only.
    allowed: reqwest::Client,
    per_host: Arc<Throttle>,
}

impl std::fmt::Debug for GuardedFetcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GuardedFetcher")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl GuardedFetcher {
    /// A fetcher by these settings.
    ///
    /// # Errors
    /// [`FetchSetupError`] when the user agent is no header value or TLS cannot be set up.
    pub fn new(settings: FetchSettings) -> Result<Self, FetchSetupError> {
        Self::with_names(settings, Arc::new(SystemNames))
    }

    /// As [`GuardedFetcher::new`], asking `names` for the addresses of foreign hosts.
    pub(super) fn with_names(
        settings: FetchSettings,
        names: Arc<dyn Names>,
    ) -> Result<Self, FetchSetupError> {
        let failed = |error: reqwest::Error| FetchSetupError { why: cause(&error) };
        let public = client(&settings)
            .https_only(true)
            .dns_resolver(PublicOnly { names })
            .build()
            .map_err(failed)?;
        let allowed = client(&settings).build().map_err(failed)?;
        Ok(Self {
            per_host: Arc::new(Throttle::per_minute(settings.per_host_per_minute)),
            settings: Arc::new(settings),
            public,
            allowed,
        })
    }

    /// The client that may fetch this address, or why none may.
    fn client_for(&self, url: &Url) -> Result<&reqwest::Client, FetchError> {
        let refuse = |why: String| {
            Err(FetchError::NotAllowed {
                url: url.clone(),
                why,
            })
        };
        if !matches!(url.scheme(), "http" | "https") {
            return refuse("only https addresses are fetched".to_owned());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("it carries a user name or password".to_owned());
        }
        if self.settings.allow.iter().any(|pair| pair.matches(url)) {
            return Ok(&self.allowed);
        }
        if url.scheme() != "https" {
            return refuse(
                "only https addresses are fetched, unless the operator allows the host".to_owned(),
            );
        }
        if url.port_or_known_default() != Some(443) {
            return refuse(
                "only port 443 is fetched, unless the operator allows the host with this port"
                    .to_owned(),
            );
        }
        // An address written as a number never reaches the resolver.
        let literal = match url.host() {
            None => return refuse("it has no host".to_owned()),
            Some(Host::Domain(_)) => None,
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        };
        match literal {
            Some(address) if !is_public(address) => refuse(not_public(&address.to_string())),
            _ => Ok(&self.public),
        }
    }

    async fn follow(&self, request: &Request) -> Result<Fetched, FetchError> {
        let mut url = request.url.clone();
        url.set_fragment(None);
        for _ in 0..=self.settings.redirects {
            let answer = self.ask(&url, request).await?;
            match redirect(&url, answer.status(), answer.headers())? {
                Some(next) => url = next,
                None => return self.read(url, answer, request.max_bytes).await,
            }
        }
        Err(FetchError::TooManyRedirects {
            url: request.url.clone(),
            max: self.settings.redirects,
        })
    }

    /// One request, no redirects.
    async fn ask(&self, url: &Url, request: &Request) -> Result<reqwest::Response, FetchError> {
        let client = self.client_for(url)?;
        if let Some(host) = url.host_str() {
            self.per_host
                .check(host)
                .map_err(|wait| FetchError::TooMany {
                    url: url.clone(),
                    host: host.to_owned(),
                    retry_seconds: wait.seconds(),
                })?;
        }
        let mut asked = client
            .get(url.clone())
            .header(header::ACCEPT, &request.accept)
            .header(header::ACCEPT_ENCODING, "identity");
        // What one address said of its answer is no business of the next one.
        if is_same(url, &request.url) {
            let validators = &request.validators;
            if let Some(etag) = &validators.etag {
                asked = asked.header(header::IF_NONE_MATCH, etag);
            }
            if let Some(since) = &validators.last_modified {
                asked = asked.header(header::IF_MODIFIED_SINCE, since);
            }
        }
        asked.send().await.map_err(|error| describe(url, &error))
    }

    /// The body, counted while it comes.
    async fn read(
        &self,
        url: Url,
        mut answer: reqwest::Response,
        max: usize,
    ) -> Result<Fetched, FetchError> {
        let max = max.min(self.settings.max_bytes);
        let headers = answer.headers();
        if let Some(encoding) = text(headers, header::CONTENT_ENCODING)
            .filter(|encoding| !encoding.eq_ignore_ascii_case("identity"))
        {
            return Err(FetchError::Compressed { url, encoding });
        }
        let content_type = text(headers, header::CONTENT_TYPE);
        let freshness = Freshness::of(headers);
        let announced = answer.content_length().unwrap_or(0);
        if usize::try_from(announced).map_or(true, |announced| announced > max) {
            return Err(FetchError::TooLarge { url, max });
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer
            .chunk()
            .await
            .map_err(|error| describe(&url, &error))?
        {
            if body.len() + chunk.len() > max {
                return Err(FetchError::TooLarge { url, max });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Fetched {
            url,
            status: answer.status().as_u16(),
            content_type,
            body: body.into(),
            max_age: freshness.left,
            age: freshness.age,
            may_be_kept: freshness.may_be_kept,
            validators: freshness.validators,
        })
    }
}

#[async_trait]
impl Fetch for GuardedFetcher {
    async fn get(&self, request: &Request) -> Result<Fetched, FetchError> {
        let after = self.settings.timeout;
        match tokio::time::timeout(after, self.follow(request)).await {
            Ok(answer) => answer,
            Err(_) => Err(FetchError::TimedOut {
                url: request.url.clone(),
                after,
            }),
        }
    }
}

/// What both clients have in common. Redirects are followed by hand, because each hop is checked anew; the time
/// is bounded around the whole of them.
fn client(settings: &FetchSettings) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(&settings.user_agent)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .referer(false)
        .http1_max_headers(100)
        .http2_max_header_list_size(64 << 10)
        .pool_max_idle_per_host(4)
}

/// Where the answer leads on to, if anywhere. A redirect without `Location` is an answer as it is.
pub(super) fn redirect(
    url: &Url,
    status: StatusCode,
    headers: &HeaderMap,
) -> Result<Option<Url>, FetchError> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = headers.get(header::LOCATION) else {
        return Ok(None);
    };
    let location = String::from_utf8_lossy(location.as_bytes());
    let mut next = url.join(&location).map_err(|_| FetchError::BadRedirect {
        url: url.clone(),
        location: location.chars().take(200).collect(),
    })?;
    next.set_fragment(None);
    if url.scheme() == "https" && next.scheme() == "http" {
        return Err(FetchError::NotAllowed {
            url: next,
            why: format!("{url} is asked by https and leads on to http"),
        });
    }
    Ok(Some(next))
}

pub(super) fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(ToOwned::to_owned)
}

/// The same address; a fragment does not matter.
fn is_same(one: &Url, other: &Url) -> bool {
    let bare = |url: &Url| {
        let mut url = url.clone();
        url.set_fragment(None);
        url
    };
    bare(one) == bare(other)
}

/// Asks for the addresses of a host.
#[async_trait]
pub(super) trait Names: Send + Sync {
    async fn addresses(&self, host: &str) -> io::Result<BTreeSet<IpAddr>>;
}

/// The resolver of the operating system.
struct SystemNames;

#[async_trait]
impl Names for SystemNames {
    async fn addresses(&self, host: &str) -> io::Result<BTreeSet<IpAddr>> {
        let found = tokio::net::lookup_host((host, 0)).await?;
        Ok(found.map(|address| address.ip()).collect())
    }
}

/// Drops every answer that is not public. The client dials what this gives and nothing else, so there is no
/// moment between check and use in which a name could change its address.
pub(super) struct PublicOnly {
    pub(super) names: Arc<dyn Names>,
}

/// The name exists, but nowhere on the public internet.
#[derive(Debug, thiserror::Error)]
#[error("{}", not_public(host))]
struct NotPublic {
    host: String,
}

/// The name cannot be resolved.
#[derive(Debug, thiserror::Error)]
#[error("the name {host} has no address ({why})")]
struct NoAddress {
    host: String,
    why: io::Error,
}

fn not_public(host: &str) -> String {
    format!("{host} is not on the public internet, and the operator does not allow it")
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let names = Arc::clone(&self.names);
        Box::pin(async move {
            let host = name.as_str();
            let public: Vec<SocketAddr> = names
                .addresses(host)
                .await
                .map_err(|why| NoAddress {
                    host: host.to_owned(),
                    why,
                })?
                .into_iter()
                .filter(|address| is_public(*address))
                // The port is the client's to set.
                .map(|address| SocketAddr::new(address, 0))
                .collect();
            if public.is_empty() {
                return Err(NotPublic {
                    host: host.to_owned(),
                }
                .into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// The error of the client in our words.
fn describe(url: &Url, error: &reqwest::Error) -> FetchError {
    let url = url.clone();
    if chain(error).any(|cause| cause.is::<NotPublic>()) {
        let why = not_public(url.host_str().unwrap_or_default());
        return FetchError::NotAllowed { url, why };
    }
    FetchError::Unreachable {
        url,
        why: cause(error),
    }
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// The cause that started it. What lies above it are the layers of the client, which repeat the address.
fn cause(error: &reqwest::Error) -> String {
    if let Some(unnamed) = chain(error).find(|cause| cause.is::<NoAddress>()) {
        return unnamed.to_string();
    }
    chain(error)
        .last()
        .map_or_else(|| error.to_string(), ToString::to_string)
}
