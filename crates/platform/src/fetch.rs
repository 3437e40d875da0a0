//! The only way to an address that somebody else chose: issuer documents, keys, status lists, hosted badges.
//!
//! [`GuardedFetcher`] speaks https to the public internet and to nothing else. On every hop of a redirect it
//! checks the address it will dial, not the name it was given, so that no answer of a name server and no
//! redirect leads into the operator's network. Time, size, redirects and the load on one host are bounded.
//! [`Budgeted`] bounds what checking one document may cost in all; [`Cached`] keeps answers for as long as they say
//! themselves; [`Offline`] fetches nothing.
//!
//! ```no_run
//! use platform::fetch::{Budgeted, Fetch, FetchBudget, FetchSettings, GuardedFetcher, Request};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let fetcher = GuardedFetcher::new(FetchSettings::default())?;
//! let for_one_document = Budgeted::new(fetcher, FetchBudget::default());
//! let request = Request::new("https://example.org/.well-known/did.json".parse()?)
//!     .accepting("application/did+json");
//! let answer = for_one_document.get(&request).await?;
//! assert!(answer.is_success());
//! # Ok(())
//! # }
//! ```

mod address;
mod budget;
mod cache;
mod freshness;
mod guarded;
mod host_port;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use url::Url;

pub use address::is_public;
pub use budget::{Budgeted, FetchBudget};
pub use cache::Cached;
pub use guarded::{FetchSettings, FetchSetupError, GuardedFetcher};
pub use host_port::{HostPort, HostPortError};

/// Most bytes of one answer unless the request asks for less: 2 MiB.
pub const DEFAULT_MAX_BYTES: usize = 2 << 20;

/// What to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The address. A fragment is not sent.
    pub url: Url,
    /// The media types wanted, as the `Accept` header writes them.
    pub accept: String,
    /// Most bytes the body may have; the fetcher's own limit holds besides.
    pub max_bytes: usize,
    /// What an answer that is at hand says of itself: the server answers 304 where it still holds.
    pub validators: Validators,
    /// A kept answer must not be older than this; none: its own headers decide alone.
    pub oldest: Option<Duration>,
}

/// What an answer can be told apart by when it is asked for again (RFC 9110 §8.8).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag` header as it came.
    pub etag: Option<String>,
    /// The `Last-Modified` header as it came.
    pub last_modified: Option<String>,
}

impl Request {
    /// Any media type, at most [`DEFAULT_MAX_BYTES`].
    pub fn new(url: Url) -> Self {
        Self {
            url,
            accept: "*/*".to_owned(),
            max_bytes: DEFAULT_MAX_BYTES,
            validators: Validators::default(),
            oldest: None,
        }
    }

    /// Asks for these media types.
    #[must_use]
    pub fn accepting(mut self, media_types: &str) -> Self {
        media_types.clone_into(&mut self.accept);
        self
    }

    /// Refuses a body longer than this.
    #[must_use]
    pub fn at_most(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Asks only for what is not as in an earlier answer.
    #[must_use]
    pub fn unless(mut self, validators: Validators) -> Self {
        self.validators = validators;
        self
    }

    /// Takes no kept answer that is older than this, whatever its headers say.
    #[must_use]
    pub fn no_older_than(mut self, age: Duration) -> Self {
        self.oldest = Some(age);
        self
    }
}

/// An answer with any status: 404 and 410 are answers too, and mean different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address that answered, after redirects.
    pub url: Url,
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type` header as it came.
    pub content_type: Option<String>,
    /// The body as it came.
    pub body: Bytes,
    /// How much longer the answer is fresh, by `Cache-Control` or `Expires` less [`Fetched::age`]; zero where it is
    /// not; none where the server did not say.
    pub max_age: Option<Duration>,
    /// How old it is: its `Age` header and the time it was kept here.
    pub age: Duration,
    /// Whether it may be kept at all, for everybody.
    pub may_be_kept: bool,
    /// What it can be asked for again by.
    pub validators: Validators,
}

impl Fetched {
    /// Whether the status is one of 200 to 299.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Why there is no answer. Each names the address that failed, which after a redirect is not the first one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The rules forbid this address; nothing was sent to it.
    #[error("{url} may not be fetched: {why}")]
    NotAllowed {
        /// The address.
        url: Url,
        /// The rule, in words.
        why: String,
    },
    /// The body is longer than asked for.
    #[error("the answer of {url} is larger than {max} bytes")]
    TooLarge {
        /// The address.
        url: Url,
        /// The limit in bytes.
        max: usize,
    },
    /// The redirects do not end.
    #[error("{url} redirects more than {max} times")]
    TooManyRedirects {
        /// The address first asked for.
        url: Url,
        /// The limit.
        max: usize,
    },
    /// The address to go on with cannot be read.
    #[error("{url} redirects to something that is no address: `{location}`")]
    BadRedirect {
        /// The address that redirects.
        url: Url,
        /// The `Location` header.
        location: String,
    },
    /// The answer was not complete in time, redirects included.
    #[error("{url} did not answer within {} ms", after.as_millis())]
    TimedOut {
        /// The address first asked for.
        url: Url,
        /// The time it was given.
        after: Duration,
    },
    /// No connection, no such name, no trusted certificate, or a broken answer.
    #[error("{url} cannot be reached: {why}")]
    Unreachable {
        /// The address.
        url: Url,
        /// The cause, in words.
        why: String,
    },
    /// The body is compressed although that was not asked for.
    #[error("the answer of {url} is compressed ({encoding}), which was not asked for")]
    Compressed {
        /// The address.
        url: Url,
        /// The `Content-Encoding` header.
        encoding: String,
    },
    /// The server is away, and what was kept of it is not fresh any more.
    #[error("{why}; the copy from {} s ago is not fresh any more", age.as_secs())]
    OnlyStale {
        /// Which address is away and why, in words.
        why: String,
        /// How old the copy is.
        age: Duration,
    },
    /// This host was asked too often lately.
    #[error("{host} was asked too often: {url} may be fetched again in {retry_seconds} s")]
    TooMany {
        /// The address.
        url: Url,
        /// Its host.
        host: String,
        /// Seconds until it may be asked again.
        retry_seconds: u64,
    },
    /// The document being checked has had all the fetches or all the time it may cost.
    #[error("{url} was not fetched: one document may cost {fetches} fetches and {} s", time.as_secs())]
    BudgetSpent {
        /// The address.
        url: Url,
        /// Fetches allowed.
        fetches: u32,
        /// Time allowed.
        time: Duration,
    },
    /// Nothing is fetched in offline mode.
    #[error("{url} was not fetched: offline")]
    Offline {
        /// The address.
        url: Url,
    },
}

impl FetchError {
    /// Whether the same request may succeed later: the other side was slow, away or busy.
    pub fn is_temporary(&self) -> bool {
        matches!(
            self,
            Self::TimedOut { .. }
                | Self::Unreachable { .. }
                | Self::OnlyStale { .. }
                | Self::TooMany { .. }
        )
    }
}

/// Fetches documents.
#[async_trait]
pub trait Fetch: Send + Sync {
    /// Fetches one document, following redirects.
    ///
    /// # Errors
    /// Any [`FetchError`]; an answer with an error status is none.
    async fn get(&self, request: &Request) -> Result<Fetched, FetchError>;
}

#[async_trait]
impl<F: Fetch + ?Sized> Fetch for Arc<F> {
    async fn get(&self, request: &Request) -> Result<Fetched, FetchError> {
        (**self).get(request).await
    }
}

#[async_trait]
impl<F: Fetch + ?Sized> Fetch for &F {
    async fn get(&self, request: &Request) -> Result<Fetched, FetchError> {
        (**self).get(request).await
    }
}

/// Fetches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Offline;

#[async_trait]
impl Fetch for Offline {
    async fn get(&self, request: &Request) -> Result<Fetched, FetchError> {
        Err(FetchError::Offline {
            url: request.url.clone(),
        })
    }
}

#[cfg(test)]
mod tests;
