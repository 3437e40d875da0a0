//! Verification without input or output.
//!
//! [`verify`] answers a report, or names the documents it still needs. The caller fetches them, guarded and in
//! parallel, notes what came in a [`Known`] and asks again; each round starts afresh, so there is nothing to get wrong.
//! A caller that may not fetch answers every need with [`Answer::failed`].
pub mod codes;
mod contents;
mod desk;
mod endorsements;
mod fetched;
mod keys;
pub mod presentation;
mod read;
mod refresh;
mod report;
mod secure;
mod status;
mod v2;
mod v3;
mod wrapped;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

pub use report::{
    Authentic, Facts, Format, Mark, Pinned, Report, State, Step, StepName, Used, Verdict,
};

use crate::context::Contexts;
use crate::encoding::sha256_hex;
use crate::jcs;
use desk::{Desk, Fetched, FetchedJson, Work};

/// Who verified: this crate and its version, as reports name it.
///
/// ```
/// use openbadges::verify::VERIFIER;
///
/// assert!(VERIFIER.starts_with("openbadges "));
/// ```
pub const VERIFIER: &str = concat!("openbadges ", env!("CARGO_PKG_VERSION"));

/// Most documents that one verification asks for.
///
/// ```
/// use openbadges::verify::{MAX_FETCHES, MAX_RELATED};
///
/// assert!(MAX_RELATED < MAX_FETCHES);
/// ```
pub const MAX_FETCHES: usize = 20;

/// Most related resources that one verification asks for, so that they leave room for what decides.
///
/// ```
/// use openbadges::verify::{MAX_FETCHES, MAX_RELATED};
///
/// assert!(MAX_FETCHES - MAX_RELATED >= 15); // left for keys, lists and revisions
/// ```
pub const MAX_RELATED: usize = 5;

/// What is to be verified.
///
/// ```
/// use openbadges::verify::Input;
///
/// let inputs = [
///     Input::File(b"\x89PNG\r\n\x1a\n".to_vec()),
///     Input::Text("eyJhbGciOiJFZERTQSJ9.e30.AAAA".into()),
///     Input::Url("https://example.org/b/1".into()),
/// ];
/// # assert_eq!(inputs.len(), 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file: PNG, SVG, JSON, JWT, or a text with an address.
    File(Vec<u8>),
    /// Pasted text: JSON, JWT or an address.
    Text(String),
    /// An address to fetch first.
    Url(String),
}

/// What a needed document is for.
///
/// ```
/// use openbadges::verify::Purpose;
///
/// assert_eq!(Purpose::StatusList.name(), "status_list");
/// assert!(Purpose::Jwks.accept().starts_with("application/jwk-set+json"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The badge itself.
    Badge,
    /// The issuer's keys (DID or controller document).
    Controller,
    /// The issuer's JWK Set.
    Jwks,
    /// A status list or revocation list.
    StatusList,
    /// A newer revision.
    Refresh,
    /// A hosted Assertion (2.0).
    Assertion,
    /// A BadgeClass (2.0).
    BadgeClass,
    /// An issuer Profile (2.0).
    IssuerProfile,
    /// A public key (2.0).
    Key,
    /// A hosted Endorsement (2.0).
    Endorsement,
    /// A resource that the badge names with its digest (VCDM 2.0 §5.3).
    RelatedResource,
    /// Nothing to fetch: what the own ledger says of the credential with this id, for [`Known::insert_own`].
    Ledger,
}

impl Purpose {
    /// The `Accept` header to send.
    ///
    /// ```
    /// use openbadges::verify::Purpose;
    ///
    /// assert!(Purpose::StatusList.accept().starts_with("application/vc"));
    /// ```
    #[must_use]
    pub fn accept(self) -> &'static str {
        match self {
            Self::Badge => {
                "application/vc, application/vc+ld+json, application/ld+json, application/json, image/png, image/svg+xml, text/plain;q=0.8, text/html;q=0.5"
            }
            Self::Controller => {
                "application/did+json, application/did+ld+json, application/json, application/ld+json"
            }
            Self::Jwks => "application/jwk-set+json, application/json",
            Self::StatusList | Self::Refresh => {
                "application/vc, application/vc+ld+json, application/json, text/plain;q=0.8"
            }
            Self::Assertion | Self::BadgeClass | Self::IssuerProfile | Self::Endorsement => {
                "application/ld+json, application/json"
            }
            Self::Key => "application/ld+json, application/json, text/plain;q=0.8",
            Self::RelatedResource => "*/*",
            Self::Ledger => "",
        }
    }

    /// Its name in reports.
    ///
    /// ```
    /// use openbadges::verify::Purpose;
    ///
    /// assert_eq!(Purpose::IssuerProfile.name(), "issuer_profile");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Badge => "badge",
            Self::Controller => "controller",
            Self::Jwks => "jwks",
            Self::StatusList => "status_list",
            Self::Refresh => "refresh",
            Self::Assertion => "assertion",
            Self::BadgeClass => "badge_class",
            Self::IssuerProfile => "issuer_profile",
            Self::Key => "key",
            Self::Endorsement => "endorsement",
            Self::RelatedResource => "related_resource",
            Self::Ledger => "ledger",
        }
    }
}

/// A document that is still needed.
///
/// ```
/// use openbadges::verify::{Input, Known, Need, Options, Outcome, Purpose, verify};
/// use time::macros::datetime;
///
/// let input = Input::Url("https://example.org/b/1".into());
/// let Outcome::Needs(needs) = verify(&input, &Known::new(), &Options::at(datetime!(2026-06-01 0:00 UTC))) else {
///     panic!("the badge itself is needed");
/// };
/// assert_eq!(needs, [Need { url: "https://example.org/b/1".into(), purpose: Purpose::Badge }]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Need {
    /// Where it is.
    pub url: String,
    /// What for.
    pub purpose: Purpose,
}

/// What came of a fetch.
///
/// ```
/// use openbadges::verify::Answer;
///
/// let found = Answer::Found(b"{}".to_vec());
/// let gone = Answer::Status { status: 410, body: Vec::new() };
/// let failed = Answer::failed("no route to host");
/// # assert!(found != gone && gone != failed);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The document.
    Found(Vec<u8>),
    /// The host answered with another status; the body counts for revoked Assertions (410).
    Status {
        /// HTTP status.
        status: u16,
        /// Body, if any.
        body: Vec<u8>,
    },
    /// Nothing was answered.
    Failed {
        /// Why, in words.
        reason: String,
    },
}

impl Answer {
    /// Nothing was answered, and why.
    ///
    /// ```
    /// use openbadges::verify::Answer;
    ///
    /// assert_eq!(Answer::failed("timed out"), Answer::Failed { reason: "timed out".into() });
    /// ```
    #[must_use]
    pub fn failed(reason: impl Into<String>) -> Self {
        Self::Failed {
            reason: reason.into(),
        }
    }
}

/// What our own ledger says of a credential that this installation issued.
///
/// ```
/// use openbadges::verify::{Known, Own, State};
///
/// let own = Own {
///     state: State::Suspended,
///     reason: Some("The membership has lapsed.".into()),
///     revisions: ["904b380b8405a808fa5223c4f4e92236ab749b7c0c0a127850ede51e79989c5b".to_owned()].into(),
/// };
/// let mut known = Known::new().owning(["did:web:example.org"]);
/// known.insert_own("https://example.org/b/1", own);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Its state. A suspended badge has its status bit set too; only the ledger can tell the two apart.
    pub state: State,
    /// Why, where staff said.
    pub reason: Option<String>,
    /// `content_sha256` of every revision ever signed. One that is not among them was forged with a stolen key.
    pub revisions: BTreeSet<String>,
}

/// Everything the caller knows so far.
///
/// ```
/// use openbadges::verify::{Answer, Known};
///
/// let mut known = Known::new().trusted(["did:web:example.org"]);
/// known.insert("https://example.org/.well-known/did.json", Answer::failed("no route to host"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Known {
    documents: BTreeMap<String, Answer>,
    trusted: BTreeSet<String>,
    own: BTreeMap<String, Option<Own>>,
    own_issuers: Arc<BTreeSet<String>>,
}

impl Known {
    /// Nothing.
    ///
    /// ```
    /// use openbadges::verify::{Input, Known, Options, Outcome, verify};
    /// use time::macros::datetime;
    ///
    /// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
    /// let outcome = verify(&Input::Url("https://example.org/b/1".into()), &Known::new(), &options);
    /// assert!(matches!(outcome, Outcome::Needs(needs) if needs.len() == 1));
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes what came from `url`.
    ///
    /// ```
    /// use openbadges::verify::{Answer, Input, Known, Options, Outcome, Verdict, verify};
    /// use time::macros::datetime;
    ///
    /// let mut known = Known::new();
    /// known.insert("https://example.org/b/1", Answer::Found(b"not a badge".to_vec()));
    /// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
    /// let outcome = verify(&Input::Url("https://example.org/b/1".into()), &known, &options);
    /// assert!(matches!(outcome, Outcome::Report(report) if report.verdict == Verdict::Invalid));
    /// ```
    pub fn insert(&mut self, url: impl Into<String>, answer: Answer) {
        self.documents.insert(url.into(), answer);
    }

    /// Vouches for issuers by their ids.
    ///
    /// ```
    /// use openbadges::verify::Known;
    ///
    /// // Badges of this issuer that hold are `Verdict::Valid`, not `Verdict::ValidIssuerUnknown`.
    /// let known = Known::new().trusted(["did:web:example.org"]);
    /// # drop(known);
    /// ```
    #[must_use]
    pub fn trusted<S: Into<String>>(mut self, issuers: impl IntoIterator<Item = S>) -> Self {
        self.trusted.extend(issuers.into_iter().map(Into::into));
        self
    }

    /// Names the issuers of this installation: what is signed in their names must stand in the own ledger, which is
    /// asked for as [`Purpose::Ledger`].
    ///
    /// ```
    /// use openbadges::verify::{Known, Own, State};
    ///
    /// let mut known = Known::new().owning(["did:web:example.org"]);
    /// // `Purpose::Ledger` asked for it: this credential was never issued here, whoever signed it.
    /// known.insert_own("https://example.org/b/forged", None::<Own>);
    /// ```
    #[must_use]
    pub fn owning<S: Into<String>>(mut self, issuers: impl IntoIterator<Item = S>) -> Self {
        Arc::make_mut(&mut self.own_issuers).extend(issuers.into_iter().map(Into::into));
        self
    }

    /// Nothing but the issuers of this installation, as [`Known::owning`], shared between many verifications.
    ///
    /// ```
    /// use openbadges::verify::Known;
    /// use std::{collections::BTreeSet, sync::Arc};
    ///
    /// let ours = Arc::new(BTreeSet::from(["did:web:example.org".to_owned()]));
    /// for _badge in 0..1000 {
    ///     let known = Known::in_house_of(ours.clone());
    /// #   drop(known);
    /// }
    /// ```
    #[must_use]
    pub fn in_house_of(issuers: Arc<BTreeSet<String>>) -> Self {
        Self {
            own_issuers: issuers,
            ..Self::default()
        }
    }

    /// Notes what the own ledger says of the credential `id`; none if it was never issued here.
    ///
    /// ```
    /// use openbadges::verify::{Known, Own, State};
    ///
    /// let mut known = Known::new();
    /// let own = Own { state: State::Valid, reason: None, revisions: ["904b38".to_owned()].into() };
    /// known.insert_own("https://example.org/b/1", own);
    /// ```
    pub fn insert_own(&mut self, id: impl Into<String>, own: impl Into<Option<Own>>) {
        self.own.insert(id.into(), own.into());
    }
}

/// A recipient that the badge is claimed to be about.
///
/// ```
/// use openbadges::verify::{Claimed, Options};
/// use time::macros::datetime;
///
/// let zoe = Claimed { identity_type: "emailAddress".into(), value: "zoe@example.org".into() };
/// let options = Options { recipient: Some(zoe), ..Options::at(datetime!(2026-06-01 0:00 UTC)) };
/// assert!(options.recipient.is_some());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// `emailAddress`, `name`, …
    pub identity_type: String,
    /// The address or name in clear.
    pub value: String,
}

/// How to verify.
///
/// ```
/// use openbadges::verify::{Claimed, Options};
/// use time::macros::datetime;
///
/// let mut options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// options.recipient = Some(Claimed { identity_type: "emailAddress".into(), value: "zoe@example.org".into() });
/// ```
#[derive(Debug, Clone)]
pub struct Options {
    /// Now.
    pub at: OffsetDateTime,
    /// Whose badge it is claimed to be.
    pub recipient: Option<Claimed>,
    /// The known contexts.
    pub contexts: Contexts,
}

impl Options {
    /// At an instant, about nobody in particular, with the bundled contexts.
    ///
    /// ```
    /// use openbadges::verify::Options;
    /// use time::macros::datetime;
    ///
    /// // A badge can be judged as of any day.
    /// let then = Options::at(datetime!(2020-01-01 0:00 UTC));
    /// assert!(then.recipient.is_none());
    /// ```
    #[must_use]
    pub fn at(at: OffsetDateTime) -> Self {
        Self {
            at,
            recipient: None,
            contexts: Contexts::bundled(),
        }
    }
}

/// A report, or what is needed for one.
///
/// ```
/// use openbadges::verify::{Input, Known, Options, Outcome, verify};
/// use time::macros::datetime;
///
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// match verify(&Input::Text("hello".into()), &Known::new(), &options) {
///     Outcome::Report(report) => println!("{:?}", report.verdict),
///     Outcome::Needs(needs) => println!("{} documents are needed", needs.len()),
/// }
/// ```
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The answer.
    Report(Box<Report>),
    /// Fetch these and ask again.
    Needs(Vec<Need>),
}

/// Verifies a badge.
///
/// ```
/// use openbadges::verify::{Answer, Input, Known, Options, Outcome, Verdict, verify};
/// use time::macros::datetime;
///
/// let input = Input::Url("https://example.org/b/1.json".into());
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let mut known = Known::new();
/// let Outcome::Needs(needs) = verify(&input, &known, &options) else {
///     panic!("the badge itself is still to be fetched");
/// };
/// assert_eq!(needs[0].url, "https://example.org/b/1.json");
///
/// known.insert(needs[0].url.clone(), Answer::failed("no route to host"));
/// let Outcome::Report(report) = verify(&input, &known, &options) else {
///     panic!("nothing else could be needed");
/// };
/// assert_eq!(report.verdict, Verdict::Unverifiable);
/// assert_eq!(report.steps[0].code, "read.unreachable");
/// ```
#[must_use]
pub fn verify(input: &Input, known: &Known, options: &Options) -> Outcome {
    let mut desk = Desk {
        known,
        options,
        needs: Vec::new(),
        used: Vec::new(),
        contexts: Vec::new(),
        work: Work::default(),
    };
    let found = read::find(input, &mut desk);
    let examined = match found {
        read::Found::Waiting => None,
        read::Found::Nothing(step, carrier) => {
            let mut examined = Examined::new(step);
            examined.format.carrier = carrier.into();
            Some(examined)
        }
        read::Found::Badge(badge) => Some(examine(badge, &mut desk)),
    };
    match examined {
        Some(examined) if desk.needs.is_empty() => {
            Outcome::Report(Box::new(conclude(examined, desk)))
        }
        _ => Outcome::Needs(desk.needs),
    }
}

fn examine(badge: read::Badge, desk: &mut Desk<'_>) -> Examined {
    match badge.content {
        read::Content::V3(document) => {
            v3::examine_document(document, badge.step, badge.carrier, desk)
        }
        read::Content::V3Jwt(jws) => v3::examine_jwt(*jws, badge.step, badge.carrier, desk),
        read::Content::V2(document) => {
            v2::examine_hosted(&document, badge.step, badge.carrier, desk)
        }
        read::Content::V2Jws(jws) => v2::examine_signed(&jws, badge.step, badge.carrier, desk),
    }
}

/// What was found out about one credential.
struct Examined {
    steps: Vec<Step>,
    format: Format,
    facts: Facts,
    state: State,
    content_sha256: Option<String>,
}

impl Examined {
    fn new(step: Step) -> Self {
        Self {
            steps: vec![step],
            format: Format::default(),
            facts: Facts::default(),
            state: State::Unknown,
            content_sha256: None,
        }
    }

    fn mark(&self, name: StepName) -> Option<Mark> {
        let step = self.steps.iter().find(|step| step.name == name)?;
        Some(step.mark)
    }

    fn authentic(&self) -> Authentic {
        let marks = [self.mark(StepName::Proof), self.mark(StepName::Issuer)];
        let fine = |mark: &Option<Mark>| matches!(mark, Some(Mark::Ok | Mark::Warning));
        if marks.contains(&Some(Mark::Failed)) {
            Authentic::No
        } else if marks.iter().all(fine) {
            Authentic::Yes
        } else {
            Authentic::Unknown
        }
    }

    /// A definite failure beats what could not be found out.
    fn verdict(&self, trusted: &BTreeSet<String>) -> Verdict {
        let has = |mark| self.steps.iter().any(|step| step.mark == mark);
        let vouched = self
            .facts
            .issuer_id
            .as_ref()
            .is_some_and(|id| trusted.contains(id));
        if has(Mark::Failed) {
            Verdict::Invalid
        } else if has(Mark::Unknown) || self.authentic() != Authentic::Yes {
            Verdict::Unverifiable
        } else if vouched {
            Verdict::Valid
        } else {
            Verdict::ValidIssuerUnknown
        }
    }
}

fn conclude(mut examined: Examined, desk: Desk<'_>) -> Report {
    examined.steps.sort_by_key(|step| step.name);
    if examined.authentic() == Authentic::No {
        // Dates and status of a forgery say nothing.
        examined.state = State::Unknown;
    }
    Report {
        verifier: VERIFIER.into(),
        verdict: examined.verdict(&desk.known.trusted),
        authentic: examined.authentic(),
        state: examined.state,
        checked_at: desk.options.at,
        format: examined.format,
        facts: examined.facts,
        steps: examined.steps,
        inputs: desk.used,
        contexts: desk.contexts,
        content_sha256: examined.content_sha256,
    }
}

/// SHA-256 over the canonical JSON (RFC 8785) of a credential without its proof.
///
/// ```
/// use openbadges::verify::content_sha256;
/// use serde_json::json;
///
/// let signed = json!({"id": "urn:x:1", "name": "A", "proof": [{"type": "DataIntegrityProof"}]});
/// let unsigned = json!({"name": "A", "id": "urn:x:1"});
/// assert_eq!(content_sha256(&signed), content_sha256(&unsigned));
/// ```
#[must_use]
pub fn content_sha256(document: &Value) -> Option<String> {
    let mut canonical = Vec::with_capacity(4096);
    jcs::write_object(document.as_object()?, Some("proof"), &mut canonical).ok()?;
    Some(sha256_hex(&canonical))
}
