//! The use cases.

use crate::{
    Web,
    check::{self, CheckError},
    clients::{Home, HomeAndWeb, Ours},
    store::{Issuers, KnownIssuer, Verdict},
};
use openbadges::verify::{Input, Mark, Report};
use platform::{
    Foundation, Kind, Refusal,
    identity::{Caller, Denied},
    jobs::{Job, JobDefinition, JobError, Next, Runner},
    refusal::FieldProblem,
    store::StoreError,
};
use std::{sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// How many checks run at once; more wait for their turn.
const AT_ONCE: usize = 16;
/// How long a verdict is remembered.
const KEEP: Duration = Duration::from_secs(30 * 86_400);
const PRUNE: &str = "forget_verdicts";

/// A request that is refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("there is nothing to check: send a link, a text or a file")]
    Nothing,
    #[error(
        "`{0}` is neither a DID nor an https address; write the issuer's id as it stands in its badges"
    )]
    NotAnIssuer(String),
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Check(#[from] CheckError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("issuance does not answer; try again")]
    Issuance(#[from] tonic::Status),
}
impl Refusal for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Nothing | Self::NotAnIssuer(_) => Kind::Invalid,
            Self::Denied(denied) => denied.kind(),
            Self::Check(CheckError::Ledger(_)) | Self::Issuance(_) => Kind::Unavailable,
            Self::Check(_) | Self::Store(_) => Kind::Internal,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing_to_check",
            Self::NotAnIssuer(_) => "not_an_issuer",
            Self::Denied(denied) => denied.code(),
            Self::Check(_) => "check",
            Self::Store(_) => "store",
            Self::Issuance(_) => "unavailable",
        }
    }
    fn fields(&self) -> Vec<FieldProblem> {
        match self {
            Self::NotAnIssuer(id) => vec![FieldProblem::new(
                "issuer_id",
                id,
                "write a DID such as did:web:badges.example.org:issuers:guild or an https address",
            )],
            _ => Vec::new(),
        }
    }
}

/// A badge to check.
pub(crate) struct Check {
    pub input: Input,
    pub claimed_email: Option<String>,
    pub offline: bool,
}

/// What was found, and whether the badge is one of ours.
pub(crate) struct Checked {
    pub report: Report,
    pub own: bool,
}

/// The service.
#[derive(Clone)]
pub(crate) struct Verification {
    foundation: Foundation,
    web: Arc<Web>,
    store: Issuers,
    turns: Arc<Semaphore>,
}

impl Verification {
    pub(crate) fn new(foundation: Foundation, web: Web) -> Self {
        let store = Issuers(foundation.store.clone());
        Self {
            foundation,
            web: Arc::new(web),
            store,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Checks a badge. Anybody may.
    pub(crate) async fn check(&self, check: Check) -> Result<Checked, Error> {
        let _turn = self.turns.acquire().await;
        let ours = Ours::ask(&self.foundation).await?;
        let sources = HomeAndWeb {
            foundation: &self.foundation,
            ours: &ours,
            web: (!check.offline).then(|| self.web.for_one()),
        };
        let registry = Home {
            foundation: &self.foundation,
            ours: &ours,
            store: &self.store,
        };
        let now = self.foundation.clock.now();
        let report =
            check::check(check.input, check.claimed_email, now, &sources, &registry).await?;
        let own = report.facts.id.as_deref().is_some_and(|id| ours.has(id));
        self.note(&report).await;
        Ok(Checked { report, own })
    }

    /// A verdict that cannot be logged is still a verdict.
    async fn note(&self, report: &Report) {
        let word = |value: serde_json::Result<serde_json::Value>| {
            value
                .ok()
                .and_then(|v| v.as_str().map(str::to_owned))
                .unwrap_or_default()
        };
        let verdict = Verdict {
            verdict: word(serde_json::to_value(report.verdict)),
            state: word(serde_json::to_value(report.state)),
            issuer: report.facts.issuer_id.clone().unwrap_or_default(),
            format: report.format.version.clone().unwrap_or_default(),
            digest: report.content_sha256.clone().unwrap_or_default(),
            failed_step: report
                .steps
                .iter()
                .find(|s| s.mark == Mark::Failed)
                .map_or_else(String::new, |s| s.code.clone()),
        };
        tracing::info!(verdict = %verdict.verdict, state = %verdict.state, failed = %verdict.failed_step, "checked a badge");
        if let Err(error) = self.store.log(verdict).await {
            tracing::warn!(%error, "a verdict could not be logged");
        }
        if let Err(error) = self.plan_forgetting().await {
            tracing::warn!(%error, "forgetting old verdicts could not be planned");
        }
    }

    async fn plan_forgetting(&self) -> Result<(), StoreError> {
        if self.foundation.store.jobs_due(&[PRUNE]).await? > 0 {
            return Ok(());
        }
        let tx = self.foundation.store.write().await?;
        tx.schedule(
            PRUNE,
            "daily",
            &(),
            self.foundation
                .clock
                .now()
                .plus(Duration::from_secs(86_400)),
        )
        .await?;
        tx.commit().await
    }

    /// Puts an issuer on the list of known ones, or takes it off.
    pub(crate) async fn set_known(
        &self,
        caller: &Caller,
        issuer: &str,
        name: &str,
        known: bool,
    ) -> Result<(), Error> {
        caller.must_be_operator()?;
        let issuer = issuer.trim();
        if !(issuer.starts_with("did:")
            || issuer.starts_with("https://")
            || issuer.starts_with("http://localhost"))
        {
            return Err(Error::NotAnIssuer(issuer.to_owned()));
        }
        if known {
            self.store
                .add(issuer, name.trim(), &caller.subject())
                .await?;
        } else {
            self.store.remove(issuer).await?;
        }
        Ok(())
    }

    /// A page of the known issuers.
    pub(crate) async fn known(
        &self,
        caller: &Caller,
        after: &str,
        limit: u64,
    ) -> Result<Vec<KnownIssuer>, Error> {
        caller.must_be_operator()?;
        Ok(self.store.page(after, limit).await?)
    }

    pub(crate) fn jobs(&self) -> Vec<JobDefinition> {
        vec![JobDefinition {
            kind: PRUNE,
            at_once: 1,
            runner: Arc::new(Forget(self.clone())),
        }]
    }
}

struct Forget(Verification);
#[async_trait::async_trait]
impl Runner for Forget {
    async fn run(&self, _job: &Job) -> Result<Next, JobError> {
        let before = self.0.foundation.clock.now().minus(KEEP);
        let gone = self.0.store.forget_before(before).await?;
        tracing::info!(gone, "old verdicts forgotten");
        Ok(Next::Done)
    }
}
