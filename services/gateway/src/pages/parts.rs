//! Small things that many pages show: pictures, moments, states, steps, people and organizations.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// A picture with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Where it is loaded from: a path of this host or a `data:` address.
    pub src: String,
    /// What it shows, for those who do not see it. Empty only for decoration.
    pub alt: String,
}

impl Picture {
    /// A picture that says something.
    pub fn new(src: impl Into<String>, alt: impl Into<String>) -> Picture {
        Picture {
            src: src.into(),
            alt: alt.into(),
        }
    }
}

/// An instant, told on the clock of a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    instant: Timestamp,
    at: DateTime,
    zone: String,
}

impl Moment {
    /// A time in UTC.
    pub fn utc(at: DateTime) -> Moment {
        let instant = at.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
        Moment::in_zone(instant.unwrap_or_default(), "UTC")
    }

    /// An instant in the zone of this IANA name; in UTC where there is no such zone.
    pub fn in_zone(instant: Timestamp, zone: &str) -> Moment {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        Moment {
            instant,
            at: zone.to_datetime(instant),
            zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        }
    }

    /// The time on the clock.
    pub fn at(&self) -> DateTime {
        self.at
    }

    /// The zone's name, such as `UTC` or `Europe/London`.
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// The instant, for `<time datetime>`.
    pub fn machine(&self) -> String {
        self.instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

/// What a badge is worth now, always shown with icon and word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Valid,
    /// It holds, and ends soon.
    Expiring,
    /// Its time is over.
    Expired,
    /// Held back for a reason that can end.
    Suspended,
    /// Taken back for good.
    Revoked,
    /// It holds from a later day.
    NotYet,
    /// Nobody could say.
    Unknown,
}

impl State {
    /// All states.
    pub const ALL: [State; 7] = [
        State::Valid,
        State::Expiring,
        State::Expired,
        State::Suspended,
        State::Revoked,
        State::NotYet,
        State::Unknown,
    ];

    /// The style, also the value in addresses.
    pub fn class(self) -> &'static str {
        match self {
            State::Valid => "valid",
            State::Expiring => "expiring",
            State::Expired => "expired",
            State::Suspended => "suspended",
            State::Revoked => "revoked",
            State::NotYet => "not-yet",
            State::Unknown => "unknown",
        }
    }

    /// The icon.
    pub fn icon(self) -> &'static str {
        match self {
            State::Valid => "circle-check",
            State::Expiring => "hourglass",
            State::Expired => "clock",
            State::Suspended => "circle-pause",
            State::Revoked => "circle-slash",
            State::NotYet => "hourglass",
            State::Unknown => "circle-dashed",
        }
    }

    /// Message key of the word.
    pub fn word(self) -> &'static str {
        match self {
            State::Valid => "state-valid",
            State::Expiring => "state-expiring",
            State::Expired => "state-expired",
            State::Suspended => "state-suspended",
            State::Revoked => "state-revoked",
            State::NotYet => "state-not-yet",
            State::Unknown => "state-unknown",
        }
    }
}

/// Why a badge is held back. Each is lifted by whoever set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// The membership is not active.
    Membership,
    /// Required credits are missing.
    Credits,
    /// Staff set it.
    Staff,
    /// A dispute is open.
    Dispute,
}

impl Hold {
    /// Message key of the sentence that says why.
    pub fn why(self) -> &'static str {
        match self {
            Hold::Membership => "hold-membership",
            Hold::Credits => "hold-credits",
            Hold::Staff => "hold-staff",
            Hold::Dispute => "hold-dispute",
        }
    }
}

/// The state of a badge with the facts that explain it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The state.
    pub state: State,
    /// Since when (suspended, revoked), until when (expiring, expired) or from when (not yet); in the issuer's
    /// calendar.
    pub date: Option<Date>,
    /// Why it is held back, when it is.
    pub holds: Vec<Hold>,
    /// The reason given for a revocation, where the programme shows it; empty otherwise.
    pub reason: String,
}

impl Standing {
    /// Valid, without an end in sight.
    pub fn valid() -> Standing {
        Standing {
            state: State::Valid,
            date: None,
            holds: Vec::new(),
            reason: String::new(),
        }
    }

    /// A state with its date.
    pub fn on(state: State, date: Date) -> Standing {
        Standing {
            state,
            date: Some(date),
            holds: Vec::new(),
            reason: String::new(),
        }
    }

    /// The reason as the end of a sentence: more follows it on the page, and staff rarely write a full stop.
    pub(crate) fn closed_reason(&self) -> String {
        let reason = self.reason.trim_end();
        let open = !reason.is_empty() && !reason.ends_with(['.', '!', '?', '…', '。', '।']);
        format!("{reason}{}", if open { "." } else { "" })
    }

    /// With the reasons it is held back for.
    pub fn held_for(self, holds: Vec<Hold>) -> Standing {
        Standing { holds, ..self }
    }

    /// With the reason of a revocation.
    pub fn because(self, reason: impl Into<String>) -> Standing {
        Standing {
            reason: reason.into(),
            ..self
        }
    }

    /// Message key of the sentence; it takes `date` when there is one.
    pub fn sentence(&self) -> &'static str {
        match (self.state, self.date.is_some()) {
            (State::Valid, _) => "standing-valid",
            (State::Expiring, true) => "standing-expiring-on",
            (State::Expiring, false) => "standing-expiring",
            (State::Expired, true) => "standing-expired-on",
            (State::Expired, false) => "standing-expired",
            (State::Suspended, true) => "standing-suspended-on",
            (State::Suspended, false) => "standing-suspended",
            (State::Revoked, true) => "standing-revoked-on",
            (State::Revoked, false) => "standing-revoked",
            (State::NotYet, true) => "standing-not-yet-on",
            (State::NotYet, false) => "standing-not-yet",
            (State::Unknown, _) => "standing-unknown",
        }
    }

    /// The date, or any date where the sentence has none.
    pub fn date_or_epoch(&self) -> Date {
        self.date.unwrap_or(jiff::civil::date(1970, 1, 1))
    }

    /// Message key of what can be done about it; empty when nothing needs doing.
    pub fn remedy(&self) -> &'static str {
        match self.state {
            State::Suspended if self.holds.contains(&Hold::Membership) => "remedy-membership",
            State::Suspended if self.holds.contains(&Hold::Credits) => "remedy-credits",
            State::Expired => "remedy-expired",
            _ => "",
        }
    }
}

/// How one step of a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It holds, and something is to be said about it.
    Remark,
    /// It does not hold.
    Failed,
    /// Could not be found out.
    Unsure,
    /// Was not needed, or not asked for.
    Skipped,
}

impl Outcome {
    /// The style.
    pub fn class(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Remark => "remark",
            Outcome::Failed => "failed",
            Outcome::Unsure => "unsure",
            Outcome::Skipped => "skipped",
        }
    }

    /// The icon.
    pub fn icon(self) -> &'static str {
        match self {
            Outcome::Passed => "circle-check",
            Outcome::Remark => "circle-alert",
            Outcome::Failed => "circle-x",
            Outcome::Unsure => "circle-dashed",
            Outcome::Skipped => "minus",
        }
    }

    /// Message key of the word.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Passed => "outcome-passed",
            Outcome::Remark => "outcome-remark",
            Outcome::Failed => "outcome-failed",
            Outcome::Unsure => "outcome-unsure",
            Outcome::Skipped => "outcome-skipped",
        }
    }
}

/// The steps of a check, in their order (`product.md`, "Verification").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepName {
    /// Could it be read?
    Read,
    /// Is it formed as the standard says?
    Schema,
    /// Is the signature good?
    Proof,
    /// Does the key belong to the issuer?
    Issuer,
    /// Is today inside its dates?
    Validity,
    /// Was it revoked or suspended?
    Status,
    /// Is there a newer revision?
    Refresh,
    /// Does it belong to the address given?
    Recipient,
    /// Do others vouch for it?
    Endorsements,
}

impl StepName {
    /// Message key of the step's name.
    pub fn label(self) -> &'static str {
        match self {
            StepName::Read => "step-read",
            StepName::Schema => "step-schema",
            StepName::Proof => "step-proof",
            StepName::Issuer => "step-issuer",
            StepName::Validity => "step-validity",
            StepName::Status => "step-status",
            StepName::Refresh => "step-refresh",
            StepName::Recipient => "step-recipient",
            StepName::Endorsements => "step-endorsements",
        }
    }
}

/// One step of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which step.
    pub name: StepName,
    /// How it ended.
    pub outcome: Outcome,
    /// What was found, as a plain sentence in the reader's language.
    pub sentence: String,
    /// What to do about it; empty when nothing needs doing.
    pub advice: String,
    /// Where in the badge something stands that decided, and what stands there; may be empty.
    pub found: Option<(String, String)>,
    /// What the verifier says of it in English, with every detail; empty where nothing is to be added.
    pub detail: String,
}

impl Step {
    /// A step without advice and details.
    pub fn new(name: StepName, outcome: Outcome, sentence: impl Into<String>) -> Step {
        Step {
            name,
            outcome,
            sentence: sentence.into(),
            advice: String::new(),
            found: None,
            detail: String::new(),
        }
    }
}

/// A term and what stands for it; both in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The term.
    pub term: String,
    /// What stands for it.
    pub value: String,
    /// What stands below it, smaller; may be empty.
    pub note: String,
}

impl Fact {
    /// A fact.
    pub fn new(term: impl Into<String>, value: impl Into<String>) -> Fact {
        Fact {
            term: term.into(),
            value: value.into(),
            note: String::new(),
        }
    }

    /// The same with something below it.
    pub fn with_note(mut self, note: impl Into<String>) -> Fact {
        self.note = note.into();
        self
    }
}

/// An organization as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerMark {
    /// The shown name.
    pub name: String,
    /// The part of the address `/issuers/{slug}`.
    pub slug: String,
    /// Logo address, when there is one.
    pub logo: Option<String>,
    /// The organization's own site, when known.
    pub site: Option<String>,
}

impl IssuerMark {
    /// The path of its page here.
    pub fn path(&self) -> String {
        format!("/issuers/{}", self.slug)
    }
}

/// A link to another page of a long list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pager {
    /// Where the previous page is, if there is one.
    pub previous: Option<String>,
    /// Where the next page is, if there is one.
    pub next: Option<String>,
    /// How many rows there are in all, when known.
    pub total: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::Standing;

    #[test]
    fn a_reason_never_runs_into_what_follows_it() {
        let closed = |reason: &str| Standing::valid().because(reason).closed_reason();
        assert_eq!(closed("Fees not paid "), "Fees not paid.");
        assert_eq!(closed("Fees not paid."), "Fees not paid.");
        assert_eq!(closed("Why?"), "Why?");
        assert_eq!(closed(""), "");
    }
}
