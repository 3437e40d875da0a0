//! What a verification says: for pages, the REST answer and the command line alike.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Timestamp;
use crate::ob3::{Finding, Kind};

/// The answer in one word.
///
/// ```
/// use openbadges::verify::Verdict;
///
/// assert_eq!(serde_json::to_string(&Verdict::ValidIssuerUnknown)?, "\"valid_issuer_unknown\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All holds, and somebody vouches for the issuer here.
    Valid,
    /// All holds, but nobody vouches for the issuer here.
    ValidIssuerUnknown,
    /// Something could not be reached or read, so nothing is certain.
    Unverifiable,
    /// Something is definitely wrong.
    Invalid,
}

impl Verdict {
    /// Its word in reports and in what is built on them.
    ///
    /// ```
    /// use openbadges::verify::Verdict;
    ///
    /// assert_eq!(Verdict::ValidIssuerUnknown.as_str(), "valid_issuer_unknown");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::ValidIssuerUnknown => "valid_issuer_unknown",
            Self::Unverifiable => "unverifiable",
            Self::Invalid => "invalid",
        }
    }
}

/// Whether the issuer it names made it, unchanged; expiry and revocation aside.
///
/// ```
/// use openbadges::verify::{Authentic, Input, Known, Options, Outcome, verify};
/// use time::macros::datetime;
///
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let Outcome::Report(report) = verify(&Input::Text("hello".into()), &Known::new(), &options) else {
///     panic!("there is nothing to fetch");
/// };
/// assert_eq!(report.authentic, Authentic::Unknown); // nothing that could be forged
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authentic {
    /// Yes.
    Yes,
    /// No.
    No,
    /// It could not be found out.
    Unknown,
}

/// The state of the badge now, forgery aside.
///
/// ```
/// use openbadges::verify::{Input, Known, Options, Outcome, State, verify};
/// use time::macros::datetime;
///
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let Outcome::Report(report) = verify(&Input::Text("hello".into()), &Known::new(), &options) else {
///     panic!("there is nothing to fetch");
/// };
/// assert_eq!(report.state, State::Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Holds now.
    Valid,
    /// Its end has passed.
    Expired,
    /// Holds from a later date.
    NotYetValid,
    /// Does not hold at present and may again.
    Suspended,
    /// Withdrawn.
    Revoked,
    /// It could not be found out.
    Unknown,
}

impl State {
    /// Its word in reports and in what is built on them.
    ///
    /// ```
    /// use openbadges::verify::State;
    ///
    /// assert_eq!(State::NotYetValid.as_str(), "not_yet_valid");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
            Self::Unknown => "unknown",
        }
    }
}

/// The steps of a verification, in order.
///
/// ```
/// use openbadges::verify::StepName;
///
/// assert!(StepName::Read < StepName::Proof && StepName::Proof < StepName::Status);
/// assert_eq!(serde_json::to_string(&StepName::ValidityPeriod)?, "\"validity_period\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// Finding a badge in what was given.
    Read,
    /// The document keeps to the standard.
    Schema,
    /// The content is as signed (2.0: as hosted).
    Proof,
    /// The key (2.0: the address) is the issuer's.
    Issuer,
    /// Dates.
    ValidityPeriod,
    /// Revocation and suspension.
    Status,
    /// A newer revision.
    Refresh,
    /// The claimed recipient.
    Recipient,
    /// What others say about it.
    Endorsements,
}

impl StepName {
    /// Its word in reports and in what is built on them.
    ///
    /// ```
    /// use openbadges::verify::StepName;
    ///
    /// assert_eq!(StepName::ValidityPeriod.as_str(), "validity_period");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Schema => "schema",
            Self::Proof => "proof",
            Self::Issuer => "issuer",
            Self::ValidityPeriod => "validity_period",
            Self::Status => "status",
            Self::Refresh => "refresh",
            Self::Recipient => "recipient",
            Self::Endorsements => "endorsements",
        }
    }
}

/// How a step ended.
///
/// ```
/// use openbadges::verify::{Input, Known, Mark, Options, Outcome, verify};
/// use time::macros::datetime;
///
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let Outcome::Report(report) = verify(&Input::Text("hello".into()), &Known::new(), &options) else {
///     panic!("there is nothing to fetch");
/// };
/// assert_eq!(report.steps[0].mark, Mark::Failed);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Holds.
    Ok,
    /// Holds, with a remark.
    Warning,
    /// Does not hold.
    Failed,
    /// Could not be found out.
    Unknown,
    /// Not applicable or not asked.
    Skipped,
}

impl Mark {
    /// Its word in reports and in what is built on them.
    ///
    /// ```
    /// use openbadges::verify::Mark;
    ///
    /// assert_eq!(Mark::Warning.as_str(), "warning");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
        }
    }
}

/// One step and how it ended.
///
/// ```
/// use openbadges::verify::{Input, Known, Options, Outcome, Step, verify};
/// use time::macros::datetime;
///
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let Outcome::Report(report) = verify(&Input::Text("hello".into()), &Known::new(), &options) else {
///     panic!("there is nothing to fetch");
/// };
/// let step: &Step = &report.steps[0];
/// assert_eq!((step.code.as_str(), step.field.as_deref()), ("read.unknown_format", Some("input")));
/// assert!(step.value.as_deref().is_some_and(|value| value.contains("hello")));
/// assert!(step.fix.is_some());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub name: StepName,
    /// How it ended.
    pub mark: Mark,
    /// A stable name of what happened, for message files.
    pub code: String,
    /// One sentence in English.
    pub text: String,
    /// Where, as a JSON path or member, when something is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What stands there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// Values for message files.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, Value>,
    /// All findings of the schema step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

impl Step {
    pub(super) fn new(name: StepName, mark: Mark, code: &str, text: impl Into<String>) -> Self {
        Self {
            name,
            mark,
            code: code.into(),
            text: text.into(),
            field: None,
            value: None,
            fix: None,
            data: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    /// Names the field, what stands there and what to do.
    pub(super) fn at(mut self, field: &str, value: impl Into<String>, fix: &str) -> Self {
        let value = value.into();
        self.field = Some(field.into());
        self.value = (!value.is_empty()).then_some(value);
        self.fix = Some(fix.into());
        self
    }

    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.data.insert(name.into(), value.into());
        self
    }
}

/// What kind of thing was verified.
///
/// ```
/// use openbadges::verify::{Format, Input, Known, Options, Outcome, verify};
/// use time::macros::datetime;
///
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let Outcome::Report(report) = verify(&Input::Text("hello".into()), &Known::new(), &options) else {
///     panic!("there is nothing to fetch");
/// };
/// assert_eq!(report.format, Format::default()); // nothing was found
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Format {
    /// `png`, `svg`, `json`, `jwt`; empty if nothing was found.
    pub carrier: String,
    /// `3.0` or `2.0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Which credential of version 3.0 it is: `badge`, `endorsement` or `clr` (a learner record that holds badges).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// `data_integrity`, `vc_jwt`, `hosted` or `signed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// `eddsa-rdfc-2022`, `RS256`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suite: Option<String>,
}

/// What the badge says. Facts are claims: the verdict tells how much they are worth.
///
/// ```
/// use openbadges::verify::{Facts, Input, Known, Options, Outcome, verify};
/// use time::macros::datetime;
///
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let Outcome::Report(report) = verify(&Input::Text("hello".into()), &Known::new(), &options) else {
///     panic!("there is nothing to fetch");
/// };
/// assert_eq!(report.facts, Facts::default()); // a badge would say who issued it, and for what
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Address of the credential or Assertion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Address of the issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_id: Option<String>,
    /// Name of the issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_name: Option<String>,
    /// Web site of the issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_url: Option<String>,
    /// Address of the achievement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement_id: Option<String>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement_name: Option<String>,
    /// Description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement_description: Option<String>,
    /// The recipient's name, where the badge has it in clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient_name: Option<String>,
    /// When it was first awarded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awarded: Option<Timestamp>,
    /// From when it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Timestamp>,
    /// Until when it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    /// Address of the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Why it was revoked or suspended, where somebody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A document the verdict rests on: what was handed in, and each that was fetched.
///
/// ```
/// use openbadges::verify::{Input, Known, Options, Outcome, Used, verify};
/// use time::macros::datetime;
///
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let Outcome::Report(report) = verify(&Input::Text("hello".into()), &Known::new(), &options) else {
///     panic!("there is nothing to fetch");
/// };
/// let given: &Used = &report.inputs[0];
/// assert_eq!((given.purpose.as_str(), &given.url), ("input", &None));
/// assert!(given.sha256.as_deref().is_some_and(|digest| digest.starts_with("2cf24dba"))); // of "hello"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    /// Where it was fetched; none for what was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What for: `input`, or a [`super::Purpose`] by its name.
    pub purpose: String,
    /// SHA-256 of its bytes, hex; none if it could not be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// A context that decided what a proof covers. None is ever fetched: these are the bytes this verifier has.
///
/// ```
/// use openbadges::verify::{Input, Known, Options, Outcome, Pinned, verify};
/// use time::macros::datetime;
///
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let Outcome::Report(report) = verify(&Input::Text("hello".into()), &Known::new(), &options) else {
///     panic!("there is nothing to fetch");
/// };
/// let contexts: Vec<Pinned> = report.contexts;
/// assert!(contexts.is_empty()); // no signature, so no context decided anything
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pinned {
    /// The address by which documents name it.
    pub url: String,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
}

/// The whole answer.
///
/// ```
/// use openbadges::verify::{Authentic, Input, Known, Options, Outcome, StepName, Verdict, verify};
/// use time::macros::datetime;
///
/// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
/// let Outcome::Report(report) = verify(&Input::Text("hello".into()), &Known::new(), &options) else {
///     unreachable!("there is nothing to fetch")
/// };
/// assert_eq!((report.verdict, report.authentic), (Verdict::Invalid, Authentic::Unknown));
/// let step = report.step(StepName::Read);
/// assert_eq!(step.map(|step| step.code.as_str()), Some("read.unknown_format"));
/// assert!(step.is_some_and(|step| step.field.is_some() && step.value.is_some() && step.fix.is_some()));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Which verifier found this out, and its version.
    #[serde(default)]
    pub verifier: String,
    /// The answer in one word.
    pub verdict: Verdict,
    /// Whether the issuer it names made it, unchanged.
    pub authentic: Authentic,
    /// The state of the badge now.
    pub state: State,
    /// When this was found out.
    #[serde(with = "time::serde::rfc3339")]
    pub checked_at: time::OffsetDateTime,
    /// What kind of thing it is.
    pub format: Format,
    /// What it says.
    pub facts: Facts,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// What it rests on.
    pub inputs: Vec<Used>,
    /// The contexts it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<Pinned>,
    /// SHA-256 over the canonical JSON of the content without proof: the same for all forms of one revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_sha256: Option<String>,
}

impl Report {
    /// Vouches for the issuer afterwards: what only lacked that is `valid` now. The same as [`Known::trusted`] with the
    /// issuer's id, for callers who ask who vouches once they know whose badge it is.
    ///
    /// [`Known::trusted`]: super::Known::trusted
    ///
    /// ```
    /// use openbadges::verify::{Input, Known, Options, Outcome, Verdict, verify};
    /// use time::macros::datetime;
    ///
    /// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
    /// let Outcome::Report(report) = verify(&Input::Text("hello".into()), &Known::new(), &options) else {
    ///     panic!("there is nothing to fetch");
    /// };
    /// let mut report = report;
    /// report.vouch();
    /// assert_eq!(report.verdict, Verdict::Invalid); // nobody can vouch for that
    /// ```
    pub fn vouch(&mut self) {
        if self.verdict == Verdict::ValidIssuerUnknown {
            self.verdict = Verdict::Valid;
        }
    }

    /// A step by name.
    ///
    /// ```
    /// use openbadges::verify::{Input, Known, Options, Outcome, StepName, verify};
    /// use time::macros::datetime;
    ///
    /// let options = Options::at(datetime!(2026-06-01 0:00 UTC));
    /// let Outcome::Report(report) = verify(&Input::Text("hello".into()), &Known::new(), &options) else {
    ///     panic!("there is nothing to fetch");
    /// };
    /// assert_eq!(report.step(StepName::Read).map(|step| step.code.as_str()), Some("read.unknown_format"));
    /// assert!(report.step(StepName::Proof).is_none());
    /// ```
    #[must_use]
    pub fn step(&self, name: StepName) -> Option<&Step> {
        self.steps.iter().find(|step| step.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds<T: Serialize + Copy>(all: &[T], word: impl Fn(T) -> &'static str) {
        for value in all {
            assert_eq!(serde_json::to_value(value).unwrap(), word(*value));
        }
    }

    #[test]
    fn a_word_is_what_stands_in_the_report() {
        use {Mark as M, State as S, StepName as N, Verdict as V};
        let verdicts = [V::Valid, V::ValidIssuerUnknown, V::Unverifiable, V::Invalid];
        holds(&verdicts, V::as_str);
        let states = [
            S::Valid,
            S::Expired,
            S::NotYetValid,
            S::Suspended,
            S::Revoked,
            S::Unknown,
        ];
        holds(&states, S::as_str);
        let steps = [
            N::Read,
            N::Schema,
            N::Proof,
            N::Issuer,
            N::ValidityPeriod,
            N::Status,
            N::Refresh,
            N::Recipient,
            N::Endorsements,
        ];
        holds(&steps, N::as_str);
        holds(
            &[M::Ok, M::Warning, M::Failed, M::Unknown, M::Skipped],
            M::as_str,
        );
    }
}
