//! One check, from badge to report.

use crate::{qr, words};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use openbadges::verify::{
    Answer, Claimed, Input, Known, Need, Options, Outcome, Own, Purpose, Report,
};
use openbadges::verify::{StepName, Used};
use platform::{
    clock::{Clock, Timestamp},
    fetch::{
        Budgeted, Cached, Fetch, FetchBudget, FetchError, Fetched, GuardedFetcher, HostPort,
        Request,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// How often the verifier may ask for more before it has to do with what it has.
const ROUNDS: usize = 10;
/// A badge with all its documents of up to so many bytes is looked at where the request is: a tenth of a millisecond
/// mostly, two where somebody took pains (a graph that is hard to canonicalize). Handing it to another thread and
/// waiting for that costs a good part of the check itself.
const SMALL: usize = 8 << 10;

/// Where the documents come from that a badge refers to.
#[async_trait::async_trait]
pub trait Sources: Send + Sync {
    /// Fetches one document. Whatever goes wrong is an answer too.
    async fn get(&self, need: &Need) -> Answer;
}

/// Somebody who vouches for an issuer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// The operator's own list, or an imported one.
    pub kind: VoucherKind,
    /// The list's id; empty for the operator's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub list_id: String,
    /// The list's name; empty for the operator's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub list_name: String,
    /// How the issuer is called there; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issuer_name: String,
}

/// What kind of list vouches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoucherKind {
    /// Whoever runs this installation, or the command.
    Operator,
    /// An imported list.
    List,
}

impl Voucher {
    /// Whoever runs this installation, or the command.
    pub fn operator(issuer_name: impl Into<String>) -> Self {
        Self {
            kind: VoucherKind::Operator,
            list_id: String::new(),
            list_name: String::new(),
            issuer_name: issuer_name.into(),
        }
    }
    /// An imported list.
    pub fn list(
        id: impl Into<String>,
        name: impl Into<String>,
        issuer_name: impl Into<String>,
    ) -> Self {
        Self {
            kind: VoucherKind::List,
            list_id: id.into(),
            list_name: name.into(),
            issuer_name: issuer_name.into(),
        }
    }
}

/// What is known here of issuers and of our own badges.
#[async_trait::async_trait]
pub trait Registry: Send + Sync {
    /// Who here vouches for this issuer; nobody, if empty. An error is no answer.
    async fn vouches(&self, issuer: &str) -> Result<Vec<Voucher>, String>;
    /// The ids of the issuers of this installation: what is signed in their names must stand in the ledger.
    fn own_issuers(&self) -> Arc<BTreeSet<String>>;
    /// Whether this issuer is of this installation, also where it is too young for [`Registry::own_issuers`]. An error
    /// is no answer.
    async fn owns(&self, issuer: &str) -> Result<bool, String> {
        Ok(self.own_issuers().contains(issuer))
    }
    /// What our own ledger says of a credential; `None` if it was never issued here. An error is no answer.
    async fn ledger(&self, credential: &str) -> Result<Option<Own>, String>;
}

/// Vouches for nobody and has issued nothing: the command line.
pub struct Nobody;

#[async_trait::async_trait]
impl Registry for Nobody {
    async fn vouches(&self, _issuer: &str) -> Result<Vec<Voucher>, String> {
        Ok(Vec::new())
    }
    fn own_issuers(&self) -> Arc<BTreeSet<String>> {
        Arc::default()
    }
    async fn ledger(&self, _credential: &str) -> Result<Option<Own>, String> {
        Ok(None)
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The facts, the steps and the verdict. Written as JSON, its members stand beside the other two.
    #[serde(flatten)]
    pub report: Report,
    /// Who here vouches for the issuer.
    #[serde(default)]
    pub vouched_by: Vec<Voucher>,
    /// What the QR code said, where the badge was found by one in a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qr_code: Option<String>,
}

/// What a check found, and whether the badge is one of ours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Checked {
    pub own: bool,
    pub found: Found,
}

impl Checked {
    /// The word of the verdict.
    pub(crate) fn verdict(&self) -> &'static str {
        self.found.report.verdict.as_str()
    }
    /// The word of the state.
    pub(crate) fn state(&self) -> &'static str {
        self.found.report.state.as_str()
    }
    /// The step that decided, where the badge does not hold.
    pub(crate) fn trouble(&self) -> Option<&openbadges::verify::Step> {
        words::trouble(&self.found.report)
    }
}

/// Checks a badge at an instant, optionally against an address that its bearer claims. A picture without a badge in it
/// is searched for a QR code that leads to one.
pub async fn check(
    input: Input,
    claimed_email: Option<String>,
    at: Timestamp,
    sources: &dyn Sources,
    registry: &dyn Registry,
) -> Result<Found, CheckError> {
    let (input, picture) = match input {
        Input::File(bytes) if qr::kind(&bytes).is_some() => searched(bytes).await?,
        other => (other, None),
    };
    let (mut report, vouched_by) = settled(input, claimed_email, at, sources, registry).await?;
    let mut qr_code = None;
    if let Some(picture) = picture {
        qr_code = picture.tell(&mut report);
    }
    if let Some(step) = report.steps.iter_mut().find(|s| s.name == StepName::Issuer)
        && !vouched_by.is_empty()
    {
        step.text = format!("{} {}", step.text.trim_end(), words::vouched(&vouched_by));
    }
    Ok(Found {
        report,
        vouched_by,
        qr_code,
    })
}

/// A picture that was searched for a QR code.
struct Picture {
    is_jpeg: bool,
    sha256: String,
    text: Option<String>,
}

impl Picture {
    /// Says in the report how the badge was found, or that there was no QR code either. Answers what the code said.
    fn tell(self, report: &mut Report) -> Option<String> {
        let read = report.steps.iter_mut().find(|s| s.name == StepName::Read);
        let Some(text) = self.text else {
            if let Some(step) = read {
                if self.is_jpeg {
                    step.text = "A JPEG carries no badge, and there is no QR code in it.".into();
                    step.code = "read.no_badge".into();
                    step.fix = Some(
                        "Give the badge's own file, a PNG or SVG from the issuer, or its link."
                            .into(),
                    );
                } else {
                    step.text =
                        format!("{} There is no QR code in it either.", step.text.trim_end());
                }
            }
            return None;
        };
        if let Some(step) = read {
            step.text = format!(
                "The picture carries no badge itself, but a QR code. {}",
                step.text
            );
            step.data.insert("qr_code".into(), text.clone().into());
        }
        let used = Used {
            url: None,
            purpose: "picture".into(),
            sha256: Some(self.sha256),
        };
        report.inputs.insert(0, used);
        Some(text)
    }
}

/// What a picture's QR code says in the picture's stead; the picture itself, where it carries a badge or no code.
async fn searched(bytes: Vec<u8>) -> Result<(Input, Option<Picture>), CheckError> {
    let work = tokio::task::spawn_blocking(move || {
        if !qr::is_worth_a_look(&bytes) {
            return (Input::File(bytes), None);
        }
        let picture = Picture {
            is_jpeg: qr::kind(&bytes) == Some(image::ImageFormat::Jpeg),
            sha256: hex(&Sha256::digest(&bytes)),
            text: qr::find(&bytes),
        };
        let input = match &picture.text {
            Some(text) => Input::Text(text.clone()),
            None => Input::File(bytes),
        };
        (input, Some(picture))
    });
    work.await.map_err(|e| CheckError::BrokenOff(e.to_string()))
}

/// Bytes in hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _never_fails = write!(text, "{byte:02x}");
        text
    })
}

/// Asks for what the verifier needs until it has a report, then who vouches for the issuer.
async fn settled(
    input: Input,
    claimed_email: Option<String>,
    at: Timestamp,
    sources: &dyn Sources,
    registry: &dyn Registry,
) -> Result<(Report, Vec<Voucher>), CheckError> {
    let at =
        time::OffsetDateTime::from_unix_timestamp(at.seconds()).map_err(|_| CheckError::Time)?;
    let mut options = Options::at(at);
    options.recipient = claimed_email.map(|value| Claimed {
        identity_type: "emailAddress".into(),
        value,
    });
    let own_issuers = registry.own_issuers();
    let known = Known::in_house_of(own_issuers.clone());
    let mut desk = Desk {
        input,
        options,
        known,
        fetched: 0,
    };
    let mut is_young = false;
    for _ in 0..ROUNDS {
        let (back, outcome) = desk.look().await?;
        desk = back;
        let mut report = match outcome {
            Outcome::Needs(needs) => {
                desk.fetch(needs, sources, registry).await?;
                continue;
            }
            Outcome::Report(report) => *report,
        };
        let issuer = report.facts.issuer_id.as_deref().unwrap_or_default();
        if !is_young
            && !own_issuers.contains(issuer)
            && registry.owns(issuer).await.map_err(CheckError::Ledger)?
        {
            is_young = true;
            desk.known = std::mem::take(&mut desk.known).owning([issuer]);
            continue;
        }
        let vouchers = registry
            .vouches(issuer)
            .await
            .map_err(CheckError::Registry)?;
        if !vouchers.is_empty() {
            report.vouch();
        }
        return Ok((report, vouchers));
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
    /// The lists of known issuers cannot be read: a badge would be told to be of an unknown issuer though it is not.
    #[error("the lists of known issuers cannot be read: {0}")]
    Registry(String),
    /// The computation was broken off.
    #[error("the check was broken off: {0}")]
    BrokenOff(String),
}

struct Desk {
    input: Input,
    options: Options,
    known: Known,
    /// Bytes of the documents that are known.
    fetched: usize,
}

impl Desk {
    /// Whether the look takes no longer than a request may hold up others. Pictures and packed lists hold more than
    /// their bytes.
    fn is_small(&self) -> bool {
        let input = match &self.input {
            Input::Text(text) => text.len(),
            Input::File(bytes) if bytes.first() == Some(&b'{') => bytes.len(),
            Input::Url(_) => 0,
            Input::File(_) => return false,
        };
        self.fetched == 0 && input <= SMALL
    }

    /// One look; off the reactor unless it is a short one: canonicalization may take milliseconds.
    async fn look(self) -> Result<(Self, Outcome), CheckError> {
        if self.is_small() {
            let outcome = openbadges::verify::verify(&self.input, &self.known, &self.options);
            return Ok((self, outcome));
        }
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
            if let Answer::Found(body) | Answer::Status { body, .. } = &answer {
                self.fetched += body.len();
            }
            self.known.insert(need.url, answer);
        }
        Ok(())
    }
}

/// The web, through the guarded fetcher, remembering answers for as long as they say.
pub struct Web {
    fetcher: Cached<GuardedFetcher>,
    allow: Vec<HostPort>,
}

/// A status list that says nothing of it may be this old where it comes from what was kept (Bitstring Status List
/// 1.0 §2.2: the default of `ttl`).
const DEFAULT_TTL: Duration = Duration::from_secs(300);

impl Web {
    /// `allow`: the places that the fetcher was told may be private or without TLS.
    pub fn new(fetcher: GuardedFetcher, allow: Vec<HostPort>, clock: Clock) -> Self {
        Self {
            fetcher: Cached::new(fetcher, clock),
            allow,
        }
    }

    /// The web for one document: so many fetches and so much time, no more.
    pub fn for_one(&self) -> Budget<'_> {
        Budget {
            fetcher: Budgeted::new(&self.fetcher, FetchBudget::default()),
            allow: &self.allow,
            noted: Noted::default(),
        }
    }

    /// Fetches one document that is asked for anew, whatever is kept of it.
    pub(crate) async fn anew(&self, url: url::Url, accept: &str) -> Result<Fetched, FetchError> {
        let request = Request::new(url)
            .accepting(accept)
            .no_older_than(Duration::ZERO);
        get(&self.fetcher, &self.allow, request).await
    }
}

/// did:web speaks of https; a place of the operator's own may have none.
async fn get(
    fetcher: &impl Fetch,
    allow: &[HostPort],
    request: Request,
) -> Result<Fetched, FetchError> {
    let is_allowed =
        request.url.scheme() == "https" && allow.iter().any(|place| place.matches(&request.url));
    match fetcher.get(&request).await {
        Err(FetchError::Unreachable { .. }) if is_allowed => {
            let mut plain = request.clone();
            // The port stays: it is the one that is allowed.
            let port = plain.url.port_or_known_default();
            if plain.url.set_scheme("http").is_err() || plain.url.set_port(port).is_err() {
                return fetcher.get(&request).await;
            }
            fetcher.get(&plain).await
        }
        other => other,
    }
}

/// What was seen while the documents of one badge were fetched.
#[derive(Default)]
pub(crate) struct Noted {
    /// Seconds until a host may be asked again that was asked too often; 0 if none was.
    busy: AtomicU64,
    /// The shortest time, in seconds, for which a status list says it holds; 0 if none says.
    ttl: AtomicU64,
}

impl Noted {
    /// How long to wait because a host was asked too often.
    pub(crate) fn busy(&self) -> Option<Duration> {
        Some(self.busy.load(Ordering::Relaxed))
            .filter(|seconds| *seconds > 0)
            .map(Duration::from_secs)
    }
    /// For how long the status lists say they hold.
    pub(crate) fn ttl(&self) -> Option<Duration> {
        Some(self.ttl.load(Ordering::Relaxed))
            .filter(|seconds| *seconds > 0)
            .map(Duration::from_secs)
    }
}

/// See [`Web::for_one`].
pub struct Budget<'a> {
    fetcher: Budgeted<&'a Cached<GuardedFetcher>>,
    allow: &'a [HostPort],
    noted: Noted,
}

impl Budget<'_> {
    /// What was seen so far.
    pub(crate) fn noted(&self) -> &Noted {
        &self.noted
    }

    /// A status list. What was kept of it counts no longer than the list itself says, whatever the headers say.
    async fn status_list(&self, request: Request) -> Result<Fetched, FetchError> {
        let kept = get(&self.fetcher, self.allow, request.clone()).await?;
        let stated = ttl(&kept.body);
        if let Some(stated) = stated {
            let shortest = self.noted.ttl().map_or(stated, |before| before.min(stated));
            let seconds = shortest.as_secs().max(1);
            self.noted.ttl.store(seconds, Ordering::Relaxed);
        }
        if kept.age <= stated.unwrap_or(DEFAULT_TTL) {
            return Ok(kept);
        }
        get(
            &self.fetcher,
            self.allow,
            request.no_older_than(Duration::ZERO),
        )
        .await
    }
}

/// For how long a status list says it holds: `credentialSubject.ttl`, in milliseconds.
fn ttl(list: &[u8]) -> Option<Duration> {
    let text = std::str::from_utf8(list).ok()?.trim();
    let document: Value = match text.split('.').collect::<Vec<_>>()[..] {
        [_, payload, _] if !text.starts_with('{') => {
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?
        }
        _ => serde_json::from_str(text).ok()?,
    };
    let credential = document.get("vc").unwrap_or(&document);
    let millis = credential.get("credentialSubject")?.get("ttl")?.as_u64()?;
    Some(Duration::from_millis(millis))
}

#[async_trait::async_trait]
impl Sources for Budget<'_> {
    async fn get(&self, need: &Need) -> Answer {
        let Ok(url) = url::Url::parse(&need.url) else {
            return Answer::failed(format!("`{}` is not an address", need.url));
        };
        let request = Request::new(url).accepting(need.purpose.accept());
        let answer = if need.purpose == Purpose::StatusList {
            self.status_list(request).await
        } else {
            get(&self.fetcher, self.allow, request).await
        };
        match answer {
            Ok(found) if found.is_success() => Answer::Found(found.body.to_vec()),
            Ok(other) => Answer::Status {
                status: other.status,
                body: other.body.to_vec(),
            },
            Err(error) => {
                if let FetchError::TooMany { retry_seconds, .. } = &error {
                    self.noted.busy.fetch_max(*retry_seconds, Ordering::Relaxed);
                }
                Answer::failed(error.to_string())
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_list_says_for_how_long_it_holds() {
        let list = r#"{"credentialSubject": {"type": "BitstringStatusList", "ttl": 60000}}"#;
        assert_eq!(ttl(list.as_bytes()), Some(Duration::from_secs(60)));
        let jwt = format!("e30.{}.AA", URL_SAFE_NO_PAD.encode(list));
        assert_eq!(ttl(jwt.as_bytes()), Some(Duration::from_secs(60)));
        for other in ["", "{}", "a.b.c", r#"{"credentialSubject": {"ttl": -1}}"#] {
            assert_eq!(ttl(other.as_bytes()), None, "{other}");
        }
    }
}
