//! One check, from badge to report.

use openbadges::verify::{Answer, Claimed, Input, Known, Need, Options, Outcome, Own, Report};
use platform::{
    clock::Timestamp,
    fetch::{Budgeted, Fetch, FetchBudget, FetchError, GuardedFetcher, HostPort, Request},
};
use std::collections::BTreeSet;

/// How often the verifier may ask for more before it has to do with what it has.
const ROUNDS: usize = 10;

/// Where the documents come from that a badge refers to.
#[async_trait::async_trait]
pub trait Sources: Send + Sync {
    /// Fetches one document. Whatever goes wrong is an answer too.
    async fn get(&self, need: &Need) -> Answer;
}

/// What is known here of issuers and of our own badges.
#[async_trait::async_trait]
pub trait Registry: Send + Sync {
    /// Whether somebody here vouches for this issuer.
    async fn vouches(&self, issuer: &str) -> bool;
    /// What our own ledger says of a credential; `None` if it is not ours.
    async fn own(&self, credential: &str, digest: Option<&str>) -> Option<Own>;
}

/// Vouches for nobody and has issued nothing: the command line.
pub struct Nobody;

#[async_trait::async_trait]
impl Registry for Nobody {
    async fn vouches(&self, _issuer: &str) -> bool {
        false
    }
    async fn own(&self, _credential: &str, _digest: Option<&str>) -> Option<Own> {
        None
    }
}

/// Checks a badge at an instant, optionally against an address that its bearer claims.
pub async fn check(
    input: Input,
    claimed_email: Option<String>,
    at: Timestamp,
    sources: &dyn Sources,
    registry: &dyn Registry,
) -> Result<Report, CheckError> {
    let at =
        time::OffsetDateTime::from_unix_timestamp(at.seconds()).map_err(|_| CheckError::Time)?;
    let mut options = Options::at(at);
    options.recipient = claimed_email.map(|value| Claimed {
        identity_type: "emailAddress".into(),
        value,
    });
    let mut desk = Desk {
        input,
        options,
        known: Known::new(),
    };
    let mut asked = false;
    for _ in 0..ROUNDS {
        let (back, outcome) = desk.look().await?;
        desk = back;
        match outcome {
            Outcome::Needs(needs) => {
                let answers =
                    futures::future::join_all(needs.iter().map(|need| sources.get(need))).await;
                for (need, answer) in needs.into_iter().zip(answers) {
                    desk.known.insert(need.url, answer);
                }
            }
            Outcome::Report(report) if asked => return Ok(*report),
            Outcome::Report(report) => {
                asked = true;
                if !desk.ask_at_home(&report, registry).await {
                    return Ok(*report);
                }
            }
        }
    }
    Err(CheckError::Endless)
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The verifier asked for ever more documents.
    #[error("the badge refers to documents that refer to further ones without end")]
    Endless,
    /// The clock is beyond the calendar.
    #[error("the time of checking is beyond the calendar")]
    Time,
    /// The computation was broken off.
    #[error("the check was broken off: {0}")]
    BrokenOff(String),
}

struct Desk {
    input: Input,
    options: Options,
    known: Known,
}

impl Desk {
    /// One look, off the reactor: canonicalization takes milliseconds.
    async fn look(self) -> Result<(Self, Outcome), CheckError> {
        let work = tokio::task::spawn_blocking(move || {
            let outcome = openbadges::verify::verify(&self.input, &self.known, &self.options);
            (self, outcome)
        });
        work.await.map_err(|e| CheckError::BrokenOff(e.to_string()))
    }

    /// Adds what is known here. `false` if that is nothing.
    async fn ask_at_home(&mut self, report: &Report, registry: &dyn Registry) -> bool {
        let mut learned = false;
        if let Some(issuer) = &report.facts.issuer_id
            && registry.vouches(issuer).await
        {
            self.known = std::mem::take(&mut self.known).trusted([issuer.clone()]);
            learned = true;
        }
        if let Some(id) = &report.facts.id
            && let Some(own) = registry.own(id, report.content_sha256.as_deref()).await
        {
            self.known.insert_own(id.clone(), own);
            learned = true;
        }
        learned
    }
}

/// The set with one digest, or none: what the ledger knows of the document at hand.
pub(crate) fn revisions(known: bool, digest: Option<&str>) -> BTreeSet<String> {
    digest
        .filter(|_| known)
        .map(str::to_owned)
        .into_iter()
        .collect()
}

/// The web, through the guarded fetcher.
pub struct Web {
    fetcher: GuardedFetcher,
    allow: Vec<HostPort>,
}

impl Web {
    /// `allow`: the places that the fetcher was told may be private or without TLS.
    pub fn new(fetcher: GuardedFetcher, allow: Vec<HostPort>) -> Self {
        Self { fetcher, allow }
    }

    /// The web for one document: so many fetches and so much time, no more.
    pub fn for_one(&self) -> Budget<'_> {
        Budget {
            fetcher: Budgeted::new(&self.fetcher, FetchBudget::default()),
            allow: &self.allow,
        }
    }
}

/// See [`Web::for_one`].
pub struct Budget<'a> {
    fetcher: Budgeted<&'a GuardedFetcher>,
    allow: &'a [HostPort],
}

#[async_trait::async_trait]
impl Sources for Budget<'_> {
    async fn get(&self, need: &Need) -> Answer {
        let Ok(url) = url::Url::parse(&need.url) else {
            return Answer::failed(format!("`{}` is not an address", need.url));
        };
        let request = Request::new(url.clone()).accepting(need.purpose.accept());
        let answer = match self.fetcher.get(&request).await {
            // did:web speaks of https; a place of the operator's own may have none.
            Err(FetchError::Unreachable { .. })
                if url.scheme() == "https"
                    && self.allow.iter().any(|place| place.matches(&url)) =>
            {
                let mut plain = url;
                match plain.set_scheme("http") {
                    Ok(()) => {
                        self.fetcher
                            .get(&Request::new(plain).accepting(need.purpose.accept()))
                            .await
                    }
                    Err(()) => return Answer::failed("the address cannot be asked without TLS"),
                }
            }
            other => other,
        };
        match answer {
            Ok(found) if found.is_success() => Answer::Found(found.body.to_vec()),
            Ok(other) => Answer::Status {
                status: other.status,
                body: other.body.to_vec(),
            },
            Err(error) => Answer::failed(error.to_string()),
        }
    }
}

/// Fetches nothing.
pub struct Offline;

#[async_trait::async_trait]
impl Sources for Offline {
    async fn get(&self, need: &Need) -> Answer {
        Answer::failed(format!(
            "{} was not fetched: this check is offline",
            need.url
        ))
    }
}
