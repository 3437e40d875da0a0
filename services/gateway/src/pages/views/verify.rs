//! `/verify`: drop, paste or link any badge, and read the verdict.

use askama::Template;
use jiff::civil::date;

use crate::assets::asset_url;
use crate::pages::parts::{Fact, Moment, Outcome, Picture, Standing, State, Step, StepName};
use crate::pages::{Sample, Shell, filters};
use crate::text::Locale;

/// The page with its form and, after a check, the verdict.
#[derive(Template)]
#[template(path = "public/verify.html")]
pub struct VerifyPage {
    /// The frame.
    pub shell: Shell,
    /// What was pasted or linked, shown again.
    pub asked: String,
    /// Why nothing could be checked (nothing given, file too large), in the reader's language; empty otherwise.
    pub error: String,
    /// The verdict, after a check.
    pub report: Option<Report>,
}

/// The four words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// All holds and somebody vouches for the issuer.
    Valid,
    /// All holds, but nobody vouches for the issuer here.
    ValidIssuerUnknown,
    /// Something could not be reached or read.
    Unverifiable,
    /// Something does not hold.
    Invalid,
    /// There was no badge to check. For machines this is `invalid`, too.
    NoBadge,
}

impl Verdict {
    /// The style.
    pub fn class(self) -> &'static str {
        match self {
            Verdict::Valid => "valid",
            Verdict::ValidIssuerUnknown => "valid-unknown",
            Verdict::Unverifiable | Verdict::NoBadge => "unknown",
            Verdict::Invalid => "revoked",
        }
    }

    /// The icon.
    pub fn icon(self) -> &'static str {
        match self {
            Verdict::Valid => "shield-check",
            Verdict::ValidIssuerUnknown => "circle-check",
            Verdict::Unverifiable => "circle-dashed",
            Verdict::Invalid => "circle-x",
            Verdict::NoBadge => "circle-question-mark",
        }
    }

    /// Message key of the word.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Valid => "verdict-valid",
            Verdict::ValidIssuerUnknown => "verdict-valid-issuer-unknown",
            Verdict::Unverifiable => "verdict-unverifiable",
            Verdict::Invalid => "verdict-invalid",
            Verdict::NoBadge => "verdict-no-badge",
        }
    }

    /// Whether there was a badge.
    pub fn found(self) -> bool {
        self != Verdict::NoBadge
    }

    /// Message key of what the word means; nothing where all holds, for then the sentence beside it says everything.
    pub fn meaning(self) -> Option<&'static str> {
        match self {
            Verdict::Valid | Verdict::ValidIssuerUnknown => None,
            Verdict::Unverifiable => Some("verdict-unverifiable-meaning"),
            Verdict::Invalid => Some("verdict-invalid-meaning"),
            Verdict::NoBadge => Some("verdict-no-badge-meaning"),
        }
    }
}

/// Whether the badge was signed by who it says, and unchanged since; apart from its state (`decisions.md` §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authentic {
    /// It was.
    Yes,
    /// It was not.
    No,
    /// Could not be found out.
    Unknown,
}

impl Authentic {
    /// Message key of the sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Authentic::Yes => "authentic-yes",
            Authentic::No => "authentic-no",
            Authentic::Unknown => "authentic-unknown",
        }
    }
}

/// A document that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Where it is.
    pub address: String,
    /// The SHA-256 of its bytes, hex; empty where it could not be had.
    pub digest: String,
}

/// A badge in a learner record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its name.
    pub name: String,
    /// Who issued it; may be empty.
    pub issuer: String,
    /// Whether it holds.
    pub outcome: Outcome,
    /// Its state, where it says why it does not hold.
    pub state: Option<State>,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The word.
    pub verdict: Verdict,
    /// The one sentence that matters most, in the reader's language: what failed, or what holds.
    pub sentence: String,
    /// Who signed it and whether it is unchanged.
    pub authentic: Authentic,
    /// The state of the badge.
    pub standing: Standing,
    /// The name of the badge; empty when it could not be read.
    pub title: String,
    /// The picture out of the badge, when it can be shown.
    pub picture: Option<Picture>,
    /// The rosette of this badge, when its id and key are known.
    pub rosette: Option<String>,
    /// What the badge says: recipient, issuer, dates, number.
    pub facts: Vec<Fact>,
    /// The badges it holds, where it is a learner record.
    pub holds: Vec<Held>,
    /// The steps in their order.
    pub steps: Vec<Step>,
    /// The SHA-256 of what was given, hex; may be empty.
    pub given: String,
    /// What was fetched for it.
    pub fetched: Vec<Used>,
    /// The contexts that say what the words of the badge mean; they are never fetched.
    pub contexts: Vec<Used>,
    /// The report for machines, indented, with the digest of everything used.
    pub machine: String,
    /// When it was checked, on the clock of the organization where it is one of this installation's.
    pub at: Moment,
    /// Who checked it: the host of this installation.
    pub by: String,
    /// The issuer's identifier as the badge has it; may be empty.
    pub issuer_id: String,
    /// The standard and how the badge is secured; may be empty.
    pub format: String,
    /// The public page of the badge, when it has one.
    pub page: Option<String>,
    /// What "check again" sends as `link` or `text`; empty after an upload, which has to be chosen again.
    pub again: String,
}

impl Report {
    /// Whether what the badge says is known to be its issuer's words.
    pub fn proven(&self) -> bool {
        self.authentic == Authentic::Yes
    }

    /// The sentence about the state. "This badge is valid" would be too much beside another verdict.
    pub fn standing_sentence(&self) -> &'static str {
        match self.standing.state {
            State::Valid => "verify-in-force",
            _ => self.standing.sentence(),
        }
    }

    /// The report as an address that can be saved, with scripts or without.
    pub fn machine_file(&self) -> String {
        let text = percent_encoding::utf8_percent_encode(
            &self.machine,
            percent_encoding::NON_ALPHANUMERIC,
        );
        format!("data:application/json;charset=utf-8,{text}")
    }
}

impl Sample for VerifyPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |report: Option<Report>| VerifyPage {
            shell: Shell::new("https://badges.example.org", "/verify")
                .in_languages(Locale::English),
            asked: report
                .as_ref()
                .map(|report| report.again.clone())
                .unwrap_or_default(),
            error: String::new(),
            report,
        };
        let mut nothing = page(None);
        nothing.error =
            "There was nothing to check. Choose a file, or paste a link or the badge itself."
                .into();
        vec![
            ("empty", page(None)),
            ("valid-by-file", page(Some(sample_by_file()))),
            ("nothing-given", nothing),
            ("valid", page(Some(sample_valid()))),
            ("valid-issuer-unknown", page(Some(sample_issuer_unknown()))),
            ("unverifiable", page(Some(sample_unverifiable()))),
            ("invalid-changed", page(Some(sample_invalid()))),
            ("invalid-suspended", page(Some(sample_suspended()))),
            ("no-badge", page(Some(sample_no_badge()))),
            ("record", page(Some(sample_record()))),
        ]
    }
}

fn sample_valid() -> Report {
    Report {
        verdict: Verdict::Valid,
        sentence: "Proposal Guild issued this badge to Océane Saint-Exupère, and it holds today."
            .into(),
        authentic: Authentic::Yes,
        standing: Standing::valid(),
        title: "Bid & Proposal Practitioner".into(),
        picture: Some(Picture::new(
            asset_url("samples/practitioner.svg"),
            "Badge: Bid & Proposal Practitioner, Proposal Guild",
        )),
        rosette: Some(asset_url("samples/rosette.svg")),
        facts: vec![
            Fact::new("Awarded to", "Océane Saint-Exupère"),
            Fact::new("Issued by", "Proposal Guild")
                .with_note("badges.example.org/issuers/proposal-guild"),
            Fact::new("Issued on", "14 September 2025"),
            Fact::new("Vouched for by", "the operator of badges.example.org"),
        ],
        holds: Vec::new(),
        steps: vec![
            Step::new(
                StepName::Read,
                Outcome::Passed,
                "The badge was read from the picture.",
            ),
            Step::new(
                StepName::Schema,
                Outcome::Passed,
                "It is formed as Open Badges 3.0 asks.",
            ),
            Step::new(
                StepName::Proof,
                Outcome::Passed,
                "The signature is good: nothing was changed since 14 September 2025.",
            ),
            Step::new(
                StepName::Issuer,
                Outcome::Passed,
                "The key belongs to Proposal Guild (badges.example.org), which this installation vouches for.",
            ),
            Step::new(StepName::Validity, Outcome::Passed, "It has no end date."),
            Step::new(
                StepName::Status,
                Outcome::Passed,
                "Proposal Guild has neither revoked nor suspended it.",
            ),
            Step::new(
                StepName::Recipient,
                Outcome::Skipped,
                "No address was given to compare with.",
            ),
        ],
        given: sample_digest("9f"),
        fetched: vec![
            Used {
                address: "https://badges.example.org/issuers/proposal-guild/did.json".into(),
                digest: sample_digest("c4"),
            },
            Used {
                address: "https://badges.example.org/status/4t8".into(),
                digest: String::new(),
            },
        ],
        contexts: vec![Used {
            address: "https://www.w3.org/ns/credentials/v2".into(),
            digest: sample_digest("59"),
        }],
        machine: "{\n  \"verdict\": \"valid\",\n  \"authentic\": \"yes\"\n}".into(),
        at: Moment::utc(date(2026, 6, 2).at(14, 5, 0, 0)),
        by: "badges.example.org".into(),
        issuer_id: "did:web:badges.example.org:issuers:proposal-guild".into(),
        format: "Open Badges 3.0, eddsa-rdfc-2022".into(),
        page: Some("/b/7q3kd0v5m8e2xw9zt4ncp6hjra".into()),
        again: "https://badges.example.org/b/7q3kd0v5m8e2xw9zt4ncp6hjra".into(),
    }
}

/// As long as a SHA-256 is.
fn sample_digest(two: &str) -> String {
    two.repeat(32)
}

fn sample_by_file() -> Report {
    let mut report = sample_valid();
    report.again = String::new();
    report.facts.push(Fact::new(
        "Read from a QR code",
        "https://badges.example.org/b/7q3k",
    ));
    report
}

fn sample_issuer_unknown() -> Report {
    let mut report = sample_valid();
    report.verdict = Verdict::ValidIssuerUnknown;
    report.sentence =
        "The badge is genuine and unchanged. Nobody here vouches for northfield.example.".into();
    report.title = "Soil Microscopy".into();
    report.picture = None;
    report.rosette = Some(asset_url("samples/rosette-2.svg"));
    if let Some(step) = report
        .steps
        .iter_mut()
        .find(|step| step.name == StepName::Issuer)
    {
        step.outcome = Outcome::Unsure;
        step.sentence =
            "The key belongs to northfield.example, which is not in the list of known issuers."
                .into();
        step.advice =
            "If you know this organization, compare the address with the one on its own site."
                .into();
    }
    report.page = None;
    report
}

fn sample_unverifiable() -> Report {
    let mut report = sample_valid();
    report.verdict = Verdict::Unverifiable;
    report.sentence = "The status list of the issuer could not be reached, so nobody can say whether the badge was revoked.".into();
    report.standing = Standing {
        state: State::Unknown,
        date: None,
        holds: vec![],
        reason: String::new(),
    };
    if let Some(step) = report
        .steps
        .iter_mut()
        .find(|step| step.name == StepName::Status)
    {
        step.outcome = Outcome::Unsure;
        step.sentence =
            "https://badges.example.org/status/4t8 did not answer within 10 seconds.".into();
        step.advice = "Check again in a few minutes.".into();
    }
    report
}

fn sample_invalid() -> Report {
    let mut report = sample_valid();
    report.verdict = Verdict::Invalid;
    report.sentence = "The badge was changed after it was signed.".into();
    report.authentic = Authentic::No;
    report.standing = Standing {
        state: State::Unknown,
        date: None,
        holds: vec![],
        reason: String::new(),
    };
    report.rosette = None;
    report.picture = None;
    if let Some(step) = report
        .steps
        .iter_mut()
        .find(|step| step.name == StepName::Proof)
    {
        step.outcome = Outcome::Failed;
        step.sentence = "The signature does not fit the content: it was changed after signing, or another key signed it.".into();
        step.advice =
            "Ask the holder for the badge’s link or original file, and check that.".into();
        step.found = Some((
            "$.proof.proofValue".into(),
            "z3vX9aV3kNhsU2mQ4rTbLc…".into(),
        ));
        step.detail = "The signature does not fit the content and the key. Ask the issuer for the badge as it was signed.".into();
    }
    report
}

fn sample_no_badge() -> Report {
    let mut report = sample_invalid();
    report.verdict = Verdict::NoBadge;
    report.sentence = "There is no badge in this picture or PDF.".into();
    report.authentic = Authentic::Unknown;
    report.title = String::new();
    report.picture = None;
    report.page = None;
    report.facts.clear();
    report.issuer_id.clear();
    report.format.clear();
    report.again.clear();
    let mut read = Step::new(StepName::Read, Outcome::Failed, &report.sentence);
    read.advice =
        "Choose the badge’s picture (PNG or SVG), its PDF, JSON or JWT, or paste its link.".into();
    report.steps = vec![read];
    report
}

fn sample_record() -> Report {
    let mut report = sample_valid();
    report.title = "Transcript of records".into();
    report.format = "Comprehensive Learner Record 2.0, eddsa-rdfc-2022".into();
    let held = |name: &str, outcome, state| Held {
        name: name.into(),
        issuer: "Proposal Guild".into(),
        outcome,
        state,
    };
    report.holds = vec![
        held("Proposal Foundation", Outcome::Passed, None),
        held(
            "Bid & Proposal Practitioner",
            Outcome::Failed,
            Some(State::Expired),
        ),
        held("Soil Microscopy", Outcome::Unsure, None),
    ];
    report
}

fn sample_suspended() -> Report {
    let mut report = sample_valid();
    report.verdict = Verdict::Invalid;
    report.sentence = "Proposal Guild has suspended this badge.".into();
    report.standing = Standing::on(State::Suspended, date(2026, 4, 1));
    if let Some(step) = report
        .steps
        .iter_mut()
        .find(|step| step.name == StepName::Status)
    {
        step.outcome = Outcome::Failed;
        step.sentence = "Proposal Guild has suspended it since 1 April 2026.".into();
    }
    report
}
