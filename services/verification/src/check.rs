//! One check, from badge to report.

use openbadges::verify::{
    Answer, Claimed, Input, Known, Need, Options, Outcome, Own, Purpose, Report,
};
use platform::{
    clock::Timestamp,
    fetch::{Budgeted, Fetch, FetchBudget, FetchError, GuardedFetcher, HostPort, Request},
};

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
    /// The ids of the issuers of this installation: what is signed in their names must stand in the ledger.
    fn own_issuers(&self) -> Vec<String>;
    /// What our own ledger says of a credential; `None` if it was never issued here. An error is no answer.
    async fn ledger(&self, credential: &str) -> Result<Option<Own>, String>;
}

/// Vouches for nobody and has issued nothing: the command line.
pub struct Nobody;

#[async_trait::async_trait]
impl Registry for Nobody {
    async fn vouches(&self, _issuer: &str) -> bool {
        false
    }
    fn own_issuers(&self) -> Vec<String> {
        Vec::new()
    }
    async fn ledger(&self, _credential: &str) -> Result<Option<Own>, String> {
        Ok(None)
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
    let known = Known::new().owning(registry.own_issuers());
    let mut desk = Desk {
        input,
        options,
        known,
    };
    let mut asked = false;
    for _ in 0..ROUNDS {
        let (back, outcome) = desk.look().await?;
        desk = back;
        match outcome {
            Outcome::Needs(needs) => desk.fetch(needs, sources, registry).await?,
            Outcome::Report(report) if asked => return Ok(*report),
            Outcome::Report(report) => {
                asked = true;
                match report.facts.issuer_id.clone() {
                    Some(issuer) if registry.vouches(&issuer).await => {
                        desk.known = std::mem::take(&mut desk.known).trusted([issuer]);
                    }
                    _ => return Ok(*report),
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
    /// Our own ledger did not answer: without it nothing is said of our own badges.
    #[error("the ledger of this installation does not answer: {0}")]
    Ledger(String),
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

    /// Has what is needed brought, all at once.
    async fn fetch(
        &mut self,
        needs: Vec<Need>,
        sources: &dyn Sources,
        registry: &dyn Registry,
    ) -> Result<(), CheckError> {
        let (ledger, documents): (Vec<Need>, Vec<Need>) = needs
            .into_iter()
            .partition(|need| need.purpose == Purpose::Ledger);
        for need in ledger {
            let own = registry
                .ledger(&need.url)
                .await
                .map_err(CheckError::Ledger)?;
            self.known.insert_own(need.url, own);
        }
        let answers =
            futures::future::join_all(documents.iter().map(|need| sources.get(need))).await;
        for (need, answer) in documents.into_iter().zip(answers) {
            self.known.insert(need.url, answer);
        }
        Ok(())
    }
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
